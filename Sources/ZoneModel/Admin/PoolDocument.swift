/// What `zonectl pool` shows.
public struct PoolDocument: Codable, Equatable, Sendable {
    /// `headers`, `pool`, `node`: the node stands as one pool, whose shares are blocks.
    public var source: String
    /// In the order of preference.
    public var pools: [Pool]

    public init(source: String, pools: [Pool]) {
        self.source = source
        self.pools = pools
    }

    public struct Pool: Codable, Equatable, Sendable {
        public enum State: String, Codable, Sendable, CaseIterable {
            /// Worked for.
            case active
            /// Connected, without a job yet.
            case connecting
            /// Called again in a while.
            case waiting
            /// Not called: a better one works.
            case idle
        }

        public var url: String
        public var user: String
        public var state: State
        public var sinceS: Double
        /// The share difficulty of the newest job.
        public var difficulty: Double?
        public var jobID: String?
        public var rollsVersions: Bool
        public var accepted: Shares
        public var rejected: Shares
        public var stale: Shares
        /// Without an answer when the pool went.
        public var lost: Shares
        /// Accepted shares that met the block's own target.
        public var blocks: UInt64
        public var latencyMs: Double?
        /// Why shares were not accepted, the newest first.
        public var reasons: [String]
        public var lastError: String?

        enum CodingKeys: String, CodingKey {
            case url, user, state, difficulty, accepted, rejected, stale, lost, blocks, reasons
            case sinceS = "since_s"
            case jobID = "job"
            case rollsVersions = "version_rolling"
            case latencyMs = "latency_ms"
            case lastError = "last_error"
        }

        public init(
            url: String, user: String, state: State, sinceS: Double, difficulty: Double? = nil, jobID: String? = nil,
            rollsVersions: Bool = false,
            accepted: Shares = .init(), rejected: Shares = .init(), stale: Shares = .init(), lost: Shares = .init(), blocks: UInt64 = 0,
            latencyMs: Double? = nil, reasons: [String] = [], lastError: String? = nil
        ) {
            self.url = url
            self.user = user
            self.state = state
            self.sinceS = sinceS
            self.difficulty = difficulty
            self.jobID = jobID
            self.rollsVersions = rollsVersions
            self.accepted = accepted
            self.rejected = rejected
            self.stale = stale
            self.lost = lost
            self.blocks = blocks
            self.latencyMs = latencyMs
            self.reasons = reasons
            self.lastError = lastError
        }
    }

    public struct Shares: Codable, Equatable, Sendable {
        public var count: UInt64
        /// Σ of their difficulties.
        public var difficulty: Double

        public init(count: UInt64 = 0, difficulty: Double = 0) {
            self.count = count
            self.difficulty = difficulty
        }
    }
}
