/// What became of a share.
public enum ShareOutcome: Equatable, Sendable {
    case accepted
    /// With the source's reason.
    case rejected(String)
    /// The source had moved on: it said so, or it was known before the share was sent.
    case stale(String)
    /// Nobody knows: the source was gone before it answered.
    case lost(String)
}

public struct ShareVerdict: Equatable, Sendable {
    public var outcome: ShareOutcome
    /// What the source counts the share for.
    public var difficulty: Double
    public var isBlock: Bool
    /// From the submit to the answer.
    public var latency: Duration?

    public init(outcome: ShareOutcome, difficulty: Double, isBlock: Bool = false, latency: Duration? = nil) {
        self.outcome = outcome
        self.difficulty = difficulty
        self.isBlock = isBlock
        self.latency = latency
    }
}

/// The shares of one source, since the start, counted and weighted.
public struct WorkAccount: Equatable, Sendable {
    public struct Tally: Equatable, Sendable {
        public var count: UInt64 = 0
        /// Σ of the difficulties: times 2³² the hashes that such shares take on average.
        public var difficulty = 0.0

        public init() {}

        mutating func add(_ worth: Double) {
            count += 1
            difficulty += worth
        }
    }

    public private(set) var accepted = Tally()
    public private(set) var rejected = Tally()
    public private(set) var stale = Tally()
    public private(set) var lost = Tally()
    /// Accepted shares that meet the block's own target.
    public private(set) var blocks: UInt64 = 0
    /// Why shares were not accepted, the newest first, each reason once.
    public private(set) var reasons: [String] = []
    /// Of the newest answers, smoothed over some eight of them.
    public private(set) var latency: Duration?

    private static let reasonsMax = 5

    public init() {}

    public mutating func add(_ verdict: ShareVerdict) {
        switch verdict.outcome {
        case .accepted:
            accepted.add(verdict.difficulty)
            if verdict.isBlock { blocks += 1 }
        case .rejected(let reason):
            rejected.add(verdict.difficulty)
            note("rejected: \(reason)")
        case .stale(let reason):
            stale.add(verdict.difficulty)
            note("stale: \(reason)")
        case .lost(let reason):
            lost.add(verdict.difficulty)
            note("lost: \(reason)")
        }
        if let new = verdict.latency { latency = latency.map { $0 + (new - $0) / 8 } ?? new }
    }

    private mutating func note(_ reason: String) {
        reasons.removeAll { $0 == reason }
        reasons.insert(reason, at: 0)
        if reasons.count > WorkAccount.reasonsMax { reasons.removeLast() }
    }
}
