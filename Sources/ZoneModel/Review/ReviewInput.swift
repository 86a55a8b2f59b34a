/// What the review of one host is made of, wherever it was read: in the journal, or in the collector's store.
public struct ReviewInput: Equatable, Sendable {
    /// Time that figures exist for.
    public struct Stretch: Equatable, Sendable {
        public var from: WallInstant
        public var to: WallInstant
        public var measured = Energy.zero
        public var estimated = Energy.zero
        public var error = Energy.zero
        public var estimatedError = Energy.zero
        public var unknown: Duration = .zero
        public var overshootWs = 0.0
        public var nameplate: Power?
        public var simulated = false
        /// The boot and the run that reported it, where the source says it.
        public var boot: String?

        public init(from: WallInstant, to: WallInstant) {
            self.from = from
            self.to = to
        }
    }

    /// Something that happened.
    public struct Entry: Equatable, Sendable {
        public var at: WallInstant
        public var event: String
        public var severity: Severity
        public var message: String
        /// The event's own keys, as on the wire.
        public var fields: [String: String]
        /// The kernel's boot, where the source says it.
        public var boot: String?

        public init(
            at: WallInstant, event: String, severity: Severity, message: String, fields: [String: String] = [:], boot: String? = nil
        ) {
            self.at = at
            self.event = event
            self.severity = severity
            self.message = message
            self.fields = fields
            self.boot = boot
        }

        public var kind: EventKind? { EventKind(rawValue: event) }
        func number(_ key: String) -> Double? { fields[key].flatMap { Double($0) }.flatMap { $0.isFinite ? $0 : nil } }
    }

    public var host: String
    public var source: String
    public var since: WallInstant
    public var until: WallInstant
    public var stretches: [Stretch] = []
    /// In order of time; those before `since` tell what was going on when it began.
    public var entries: [Entry] = []
    /// nil: unknown.
    public var linesLost: UInt64?
    /// Where the source begins, if that is after `since`: what was before is gone.
    public var beginsAt: WallInstant?
    /// The most that the host can draw by its labels, where somebody says it.
    public var nameplate: Power?
    /// The newest figures may not be written yet for so long.
    public var lag: Duration = .zero

    public init(host: String, source: String, since: WallInstant, until: WallInstant) {
        self.host = host
        self.source = source
        self.since = since
        self.until = until
    }

    /// Takes the accounts that stand among the entries as stretches, and says whether their numbers follow one another.
    public mutating func readAccounts() {
        var accounts: [Account] = []
        for entry in entries where entry.kind == .powerAccount {
            guard let account = Account(entry) else { continue }
            // One that was told twice is told longer the second time.
            if let index = accounts.lastIndex(where: { $0.spoolID == account.spoolID && $0.firstSeq == account.firstSeq }) {
                if accounts[index].lastSeq <= account.lastSeq { accounts[index] = account }
            } else {
                accounts.append(account)
            }
        }
        accounts.sort { $0.stretch.from < $1.stretch.from }
        stretches += accounts.map(\.stretch).filter { $0.to > since && $0.from < until }
        var lost: UInt64 = 0
        var before: Account?
        for account in accounts where account.stretch.to > since && account.stretch.from < until {
            lost += account.lost
            if let before, before.spoolID == account.spoolID, account.firstSeq > before.lastSeq + 1 {
                lost += account.firstSeq - before.lastSeq - 1
            }
            before = account
        }
        linesLost = before == nil ? nil : lost
    }

    private struct Account {
        var stretch: Stretch
        var spoolID: String
        var firstSeq: UInt64
        var lastSeq: UInt64
        var lost: UInt64

        init?(_ entry: Entry) {
            func whole(_ key: String) -> Int64? { entry.fields[key].flatMap { Int64($0) } }
            guard let from = whole("from_ms"), let to = whole("to_ms"), to > from, let measured = whole("energy_measured_mj"),
                let estimated = whole("energy_estimated_mj"), let first = whole("first_seq"), let last = whole("last_seq"),
                let spoolID = entry.fields["spool_id"], first >= 0, last >= first
            else { return nil }
            stretch = Stretch(from: WallInstant(milliseconds: from), to: WallInstant(milliseconds: to))
            stretch.measured = .init(millijoules: measured)
            stretch.estimated = .init(millijoules: estimated)
            stretch.error = .init(millijoules: whole("energy_error_mj") ?? 0)
            stretch.estimatedError = .init(millijoules: whole("energy_estimated_error_mj") ?? 0)
            stretch.unknown = .milliseconds(whole("unknown_ms") ?? 0)
            stretch.overshootWs = entry.number("overshoot_ws") ?? 0
            stretch.nameplate = entry.number("nameplate_w").map { Power(watts: $0) }
            stretch.simulated = entry.fields["simulated"] == "1" || entry.fields["simulated"] == "true"
            self.spoolID = spoolID
            (firstSeq, lastSeq) = (UInt64(first), UInt64(last))
            lost = UInt64(max(whole("lines_lost") ?? 0, 0))
        }
    }
}
