/// What a source of work has said of the shares that were sent to it, counted and weighted by their difficulty. Times 2³², an accepted difficulty is what
/// was hashed for it on average: so hashes that were reported can be held against shares that somebody else has counted.
public struct ShareTotals: Equatable, Sendable {
    public struct Tally: Equatable, Sendable {
        public var count: UInt64 = 0
        public var difficulty = 0.0

        public init(count: UInt64 = 0, difficulty: Double = 0) {
            self.count = count
            self.difficulty = difficulty
        }

        public mutating func add(_ worth: Double) {
            count += 1
            difficulty += worth
        }

        static func - (a: Tally, b: Tally) -> Tally {
            Tally(count: a.count &- b.count, difficulty: max(a.difficulty - b.difficulty, 0))
        }
    }

    public var source: WorkKind
    public var accepted = Tally()
    public var rejected = Tally()
    /// Too late, or never answered.
    public var stale = Tally()
    /// Accepted shares that met the block's own target.
    public var blocks: UInt64 = 0

    public init(source: WorkKind) { self.source = source }

    /// What has come since; all of it where the count has begun anew.
    public func since(_ earlier: ShareTotals?) -> ShareTotals {
        guard let earlier, earlier.source == source, earlier.accepted.count <= accepted.count, earlier.rejected.count <= rejected.count,
            earlier.stale.count <= stale.count, earlier.blocks <= blocks
        else { return self }
        var rest = self
        rest.accepted = accepted - earlier.accepted
        rest.rejected = rejected - earlier.rejected
        rest.stale = stale - earlier.stale
        rest.blocks = blocks - earlier.blocks
        return rest
    }
}

extension ShareTotals {
    /// Nil where the line says nothing of shares.
    init?(_ o: FlatObject) throws(LineError) {
        guard try o.optionalString("work_source") != nil else { return nil }
        source = try o.oneOf("work_source")
        accepted = try Tally(o, "accepted")
        rejected = try Tally(o, "rejected")
        stale = try Tally(o, "stale")
        blocks = try o.count("blocks_found")
    }

    func encode(into e: inout LineEncoder) {
        e.string("work_source", source.rawValue)
        accepted.encode(into: &e, "accepted")
        rejected.encode(into: &e, "rejected")
        stale.encode(into: &e, "stale")
        e.count("blocks_found", blocks)
    }
}

extension ShareTotals.Tally {
    fileprivate init(_ o: FlatObject, _ what: String) throws(LineError) {
        count = try o.count("shares_\(what)")
        difficulty = try o.real("difficulty_\(what)", in: 0...1e30)
    }

    fileprivate func encode(into e: inout LineEncoder, _ what: String) {
        e.count("shares_\(what)", count)
        e.real("difficulty_\(what)", difficulty)
    }
}
