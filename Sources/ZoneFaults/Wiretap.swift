import ZoneModel

/// What one host's wire has carried, as the proxy saw it: the observer's own knowledge of leases, which owes nothing to the word of an agent.
public struct Wiretap: Sendable {
    /// A grant that was handed to the agent's socket.
    public struct Delivered: Equatable, Sendable {
        public var grant: GrantID
        public var quota: Power
        /// Before the first byte of it went out.
        public var at: BootInstant
        /// When its nonce passed on the way up: the heartbeat was sent before.
        public var nonceHeard: BootInstant
        /// No rightful lease by this grant is in force from here on: nonceHeard + H.
        public var endsBy: BootInstant
        /// The cut that it announces, and the earliest instant at which that holds.
        public var next: Power?
        /// The emergency's ceiling that it carries.
        public var emergency: Power?

        /// What an agent holds by it.
        public var ceiling: Power { min(quota, emergency ?? quota) }

        public init(
            grant: GrantID, quota: Power, at: BootInstant, nonceHeard: BootInstant, term: Duration, next: Power? = nil,
            emergency: Power? = nil
        ) {
            self.grant = grant
            self.quota = quota
            self.at = at
            self.nonceHeard = nonceHeard
            self.endsBy = nonceHeard + term
            self.next = next
            self.emergency = emergency
        }
    }

    private var nonces: [Nonce: BootInstant] = [:]
    public private(set) var delivered: [Delivered] = []
    private var byID: [GrantID: Delivered] = [:]
    private static let kept = 512
    /// The highest number that was acked to this host, and lines that passed.
    public private(set) var ackedSeq: UInt64 = 0
    public private(set) var linesUp: UInt64 = 0
    public private(set) var linesDown: UInt64 = 0

    public init() {}

    public mutating func onLineUp(_ bytes: some Collection<UInt8>, at now: BootInstant) {
        linesUp += 1
        guard case .heartbeat(let beat)? = (try? Line(decoding: bytes))?.body, nonces[beat.nonce] == nil else { return }
        nonces[beat.nonce] = now
        if nonces.count > 4096 { nonces = nonces.filter { now - $0.value < .seconds(180) } }
    }

    public mutating func onLineDown(_ bytes: some Collection<UInt8>, at now: BootInstant) {
        linesDown += 1
        switch (try? Line(decoding: bytes))?.body {
        case .ack(let ack): ackedSeq = max(ackedSeq, ack.seq)
        case .quota(let grant):
            guard let heard = nonces[grant.nonce] else { return }
            add(
                Delivered(
                    grant: GrantID(epoch: grant.epoch, generation: grant.generation), quota: grant.quota, at: now, nonceHeard: heard,
                    term: grant.lease, next: grant.nextQuota, emergency: grant.emergency))
        default: return
        }
    }

    /// The same line a second time changes nothing.
    public mutating func add(_ new: Delivered) {
        guard byID[new.grant] == nil else { return }
        byID[new.grant] = new
        delivered.append(new)
        guard delivered.count > 2 * Wiretap.kept else { return }
        delivered.removeFirst(Wiretap.kept)
        byID = Dictionary(delivered.map { ($0.grant, $0) }, uniquingKeysWith: { first, _ in first })
    }

    public func delivered(_ grant: GrantID) -> Delivered? { byID[grant] }

    /// Those that came at or after `instant`, and the last few before it.
    func around(_ instant: BootInstant, before count: Int = 80) -> ArraySlice<Delivered> {
        var low = 0
        var high = delivered.count
        while low < high {
            let middle = (low + high) / 2
            if delivered[middle].at < instant { low = middle + 1 } else { high = middle }
        }
        return delivered[max(0, low - count)...]
    }
}
