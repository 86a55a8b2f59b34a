import ZoneModel

/// What a pool's session asks of its shell.
public enum StratumDirective: Equatable, Sendable {
    /// A line, without its end.
    case send(String)
    case publish(WorkTemplate)
    /// Nothing of this pool is worth hashing any more.
    case withdraw
    case judged(ShareVerdict)
    /// The pool takes this user: it can be worked for as soon as there is a job.
    case authorized
    /// The connection is to be closed; `isRefusal`: trying again at once would change nothing.
    case disconnect(reason: String, isRefusal: Bool)
    /// The pool wants to be left and called again, at another host where it names one.
    case reconnect(host: String?, port: UInt16?, after: Duration)
    case tell(Severity, String)
}

/// A share that the source must still judge.
struct PendingShare: Equatable, Sendable {
    var share: Share
    var template: WorkTemplate
    var isBlock: Bool
    var sentAt: BootInstant

    var worth: Double { template.shareTarget.difficulty }

    func verdict(_ outcome: ShareOutcome, now: BootInstant? = nil) -> ShareVerdict {
        ShareVerdict(outcome: outcome, difficulty: worth, isBlock: isBlock, latency: now.map { $0 - sentAt })
    }
}

/// One pool by Stratum V1, from connection to connection: what was said, what is asked, which jobs are valid. Knows no socket and no clock.
public struct StratumSession: Sendable {
    public struct Settings: Equatable, Sendable {
        public var user: String
        public var password: String
        public var agent: String
        /// Of the pool, for `client.reconnect`: another host's name is not followed unless `followsElsewhere`.
        public var host: String
        public var followsElsewhere = false
        /// Bits that we would roll: BIP 320's.
        public var versionMask: UInt32 = 0x1fff_e000
        /// For BIP 310's minimum-difficulty; nil: not asked for.
        public var minimumDifficulty: Double?
        /// An answer to subscribe or authorize that takes longer is none.
        public var answerTimeout: Duration = .seconds(30)
        /// From the authorisation to the first job.
        public var jobTimeout: Duration = .seconds(120)
        /// Pools send a job every half minute or so.
        public var silenceTimeout: Duration = .seconds(300)
        public var submitTimeout: Duration = .seconds(60)
        /// Shares that wait for the session to come back.
        public var heldFor: Duration = .seconds(60)

        public init(user: String, password: String, agent: String, host: String) {
            self.user = user
            self.password = password
            self.agent = agent
            self.host = host
        }
    }

    enum Phase: Equatable, Sendable {
        case disconnected
        case subscribing
        case authorizing
        case authorized
    }

    enum Call: Equatable, Sendable {
        case configure
        case subscribe(resumes: Bool)
        case authorize
        case submit(PendingShare)
    }

    struct Extranonce: Equatable, Sendable {
        var bytes: [UInt8]
        var extranonce2Bytes: Int
    }

    public let settings: Settings
    var phase = Phase.disconnected
    var phaseSince = BootInstant(nanoseconds: 0)
    var lastLineAt = BootInstant(nanoseconds: 0)
    var nextID: Int64 = 1
    var calls: [Int64: (call: Call, at: BootInstant)] = [:]
    var badLines = 0
    var messages = 0

    // What the pool has said
    var sessionID: String?
    var extranonce: Extranonce?
    /// From `mining.set_extranonce`: in force from the next job on.
    var nextExtranonce: Extranonce?
    var difficulty = 1.0
    var isDifficultyTold = false
    /// A lower one, in force from the next job on.
    var nextDifficulty: Double?
    /// Version rolling is agreed upon, under this mask; nil: it is not.
    var mask: UInt32?
    /// The pool closed the connection on `mining.configure`: it is not asked again.
    var isWithoutConfigure = false

    /// Those that shares may name, the newest last.
    var jobs: [(job: StratumJob, template: WorkTemplate)] = []
    /// One came on this connection.
    var hasJobNow = false
    /// Found while the pool was gone, or not answered when it went.
    var held: [PendingShare] = []
    var heldSince: BootInstant?

    static let jobsMax = 16
    static let heldMax = 64
    static let unansweredMax = 256
    static let badLinesMax = 20
    static let messagesMax = 10
    static let extranonce1BytesMax = 64
    static let extranonce2BytesMax = 16
    /// How far a header's time is rolled beyond the job's, seconds; pools take two hours at least.
    static let timeRoll: UInt32 = 600
    static let reconnectWaitMax: Int64 = 600
    /// Times and difficulties beyond are nobody's.
    static let difficultyRange = 1e-12...1e30

    public init(_ settings: Settings) { self.settings = settings }

    public var isAuthorized: Bool { phase == .authorized }
    /// What a share must be worth now.
    public var shareDifficulty: Double { jobs.last.map(\.template.shareTarget.difficulty) ?? difficulty }
    public var hasJob: Bool { phase == .authorized && hasJobNow }
    /// What is to be hashed.
    public var newest: WorkTemplate? { hasJob ? jobs.last?.template : nil }
    /// Shares without an answer on this connection.
    public var unanswered: Int { calls.values.count { if case .submit = $0.call { true } else { false } } }
    public var rollsVersions: Bool { mask.map { $0 != 0 } ?? false }

    // MARK: - Connection

    public mutating func onConnected(now: BootInstant) -> [StratumDirective] {
        (phase, phaseSince, lastLineAt) = (.subscribing, now, now)
        (calls, badLines, messages, hasJobNow) = ([:], 0, 0, false)
        (mask, nextExtranonce, nextDifficulty, difficulty, isDifficultyTold) = (nil, nil, nil, 1, false)
        var directives: [StratumDirective] = []
        if !isWithoutConfigure { directives.append(configure(now)) }
        directives.append(subscribe(now, resuming: sessionID))
        return directives
    }

    private mutating func configure(_ now: BootInstant) -> StratumDirective {
        var names: [JSONValue] = [.string("version-rolling"), .string("subscribe-extranonce")]
        var values: [String: JSONValue] = [
            "version-rolling.mask": .string(Hex.text(settings.versionMask)), "version-rolling.min-bit-count": .integer(2),
        ]
        if let least = settings.minimumDifficulty {
            names.append(.string("minimum-difficulty"))
            values["minimum-difficulty.value"] = .real(least)
        }
        return call(.configure, "mining.configure", [.array(names), .object(values)], now)
    }

    mutating func subscribe(_ now: BootInstant, resuming id: String?) -> StratumDirective {
        call(.subscribe(resumes: id != nil), "mining.subscribe", [.string(settings.agent)] + (id.map { [.string($0)] } ?? []), now)
    }

    mutating func call(_ call: Call, _ method: String, _ params: [JSONValue], _ now: BootInstant) -> StratumDirective {
        let id = nextID
        nextID += 1
        calls[id] = (call, now)
        return .send(StratumMessage.call(id: id, method, params))
    }

    /// The connection is gone. Shares without an answer wait for the session to come back.
    public mutating func onEnded(now: BootInstant) -> [StratumDirective] {
        if phase == .subscribing { isWithoutConfigure = !isWithoutConfigure && calls.values.contains { $0.call == .configure } }
        let unanswered = calls.sorted { $0.key < $1.key }.compactMap { entry -> PendingShare? in
            if case .submit(let share) = entry.value.call { share } else { nil }
        }
        calls = [:]
        phase = .disconnected
        let directives = hold(unanswered, now)
        return [.withdraw] + directives
    }

    mutating func hold(_ shares: [PendingShare], _ now: BootInstant) -> [StratumDirective] {
        guard !shares.isEmpty else { return [] }
        heldSince = heldSince ?? now
        held += shares
        guard held.count > StratumSession.heldMax else { return [] }
        let dropped = held.prefix(held.count - StratumSession.heldMax)
        held.removeFirst(dropped.count)
        return dropped.map { .judged($0.verdict(.lost("too many shares were waiting for the pool"))) }
    }

    mutating func dropHeld(_ reason: String) -> [StratumDirective] {
        defer { (held, heldSince) = ([], nil) }
        return held.map { .judged($0.verdict(.lost(reason))) }
    }

    // MARK: - Time

    public mutating func onTick(now: BootInstant) -> [StratumDirective] {
        var directives: [StratumDirective] = []
        if let since = heldSince, now - since > settings.heldFor { directives += dropHeld("the pool went before it answered") }
        let waited = now - phaseSince
        let overdue: String? =
            switch phase {
            case .disconnected: nil
            case .subscribing: waited > settings.answerTimeout ? "no answer to mining.subscribe" : nil
            case .authorizing: waited > settings.answerTimeout ? "no answer to mining.authorize" : nil
            case .authorized: !hasJobNow && waited > settings.jobTimeout ? "no job" : nil
            }
        if let overdue {
            return directives + [.disconnect(reason: "\(overdue) within \(fixed(waited.seconds, decimals: 0)) s", isRefusal: false)]
        }
        guard phase != .disconnected else { return directives }
        let isSilent = now - lastLineAt > settings.silenceTimeout
        let oldest = calls.values.filter { if case .submit = $0.call { true } else { false } }.map(\.at).min()
        if isSilent {
            directives.append(
                .disconnect(reason: "not a word for \(fixed(settings.silenceTimeout.seconds, decimals: 0)) s", isRefusal: false))
        } else if let oldest, now - oldest > settings.submitTimeout {
            directives.append(
                .disconnect(
                    reason: "a share was not answered within \(fixed(settings.submitTimeout.seconds, decimals: 0)) s", isRefusal: false))
        }
        return directives
    }
}
