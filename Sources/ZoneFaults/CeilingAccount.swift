import ZoneModel

/// Whether the ceilings in force ever added up to more than the budget, from looks at processes that cannot be looked at all at once.
///
/// **What one look proves.** An agent's answer tells its ceiling at *some* instant between the question and the answer. Between two looks at one
/// run of an agent its ceiling is one of a known few: what the looks showed, the grants that the wiretap saw delivered in between (a ceiling
/// cannot rise by anything else), and the floor if a lease can have ended. So for every stretch of time there is a `low` and a `high` that the
/// ceiling surely kept to. A process that has ended counts as its floor, as in the ledger: that is the most, and nothing the least.
///
/// **What is concluded.** Σ high ≤ budget: proven for that stretch. Σ low > budget: a violation, beyond doubt. In between nothing is concluded,
/// and the time is counted as undecided: a run shows how much of it there was.
///
/// **The budget** of a cut is the old one until the cut binds, K after the order was answered (what cannot be promised: the README).
public struct CeilingAccount: Sendable {
    public struct Sighting: Equatable, Sendable {
        /// The look happened between these.
        public var from: BootInstant
        public var to: BootInstant
        public var ceiling: Power
        public var grant: GrantID?
        /// What is left of the lease, by the agent's own word.
        public var remaining: Duration

        public init(from: BootInstant, to: BootInstant, ceiling: Power, grant: GrantID?, remaining: Duration = .zero) {
            self.from = from
            self.to = to
            self.ceiling = ceiling
            self.grant = grant
            self.remaining = remaining
        }
    }

    public struct Piece: Equatable, Sendable {
        public var from: BootInstant
        public var to: BootInstant
        public var low: Power
        public var high: Power
    }

    public struct Verdict: Equatable, Sendable {
        public var proven = Duration.zero
        public var undecided = Duration.zero
        public var over = Duration.zero
        /// The most that was surely in force at once, and the most that can have been.
        public var worstLow = Power.zero
        public var worstHigh = Power.zero
        /// The first instant that was over, with the sum and the budget.
        public var firstOver: (at: BootInstant, low: Power, budget: Power)?

        public init() {}

        public static func == (a: Verdict, b: Verdict) -> Bool {
            (a.proven, a.undecided, a.over, a.worstLow, a.worstHigh) == (b.proven, b.undecided, b.over, b.worstLow, b.worstHigh)
        }
    }

    private enum Mark: Sendable {
        case ended(BootInstant)
        case started(BootInstant)
        case seen(Sighting)

        var from: BootInstant {
            switch self {
            case .ended(let at), .started(let at): at
            case .seen(let sighting): sighting.from
            }
        }
        var to: BootInstant {
            switch self {
            case .ended(let at), .started(let at): at
            case .seen(let sighting): sighting.to
            }
        }
    }

    private struct Budget: Sendable {
        var power: Power
        var from: BootInstant
        var until: BootInstant
    }

    public let floors: [FloorPlan]
    private var last: [Mark]
    /// Since when the run of each host lives: it knows no nonce of the one before.
    private var runs: [BootInstant]
    private var pieces: [[Piece]]
    private var budgets: [Budget]

    /// - Parameter now: no process runs yet.
    public init(floors: [FloorPlan], budget: Power, now: BootInstant) {
        self.floors = floors
        last = floors.map { _ in .ended(now) }
        runs = floors.map { _ in now }
        pieces = floors.map { _ in [] }
        budgets = [Budget(power: budget, from: now, until: BootInstant(nanoseconds: .max))]
    }

    // MARK: What happened

    public mutating func started(_ host: Int, at now: BootInstant, _ tap: Wiretap) {
        advance(host, to: .started(now), tap)
        runs[host] = now
    }
    public mutating func ended(_ host: Int, at now: BootInstant, _ tap: Wiretap) { advance(host, to: .ended(now), tap) }
    public mutating func saw(_ host: Int, _ sighting: Sighting, _ tap: Wiretap) { advance(host, to: .seen(sighting), tap) }

    /// An order may hold from `asked` on.
    public mutating func ordered(_ power: Power, asked: BootInstant) {
        budgets.append(Budget(power: power, from: asked, until: BootInstant(nanoseconds: .max)))
    }

    /// The last order holds, and every one before it binds no later than `hold` from here.
    public mutating func confirmed(answered: BootInstant, hold: Duration) {
        for index in budgets.indices.dropLast() { budgets[index].until = min(budgets[index].until, answered + hold) }
    }

    /// After a restart K begins anew for every entry, so a cut that had not bound yet has K again.
    public mutating func collectorStarted(at now: BootInstant, hold: Duration) {
        for index in budgets.indices where budgets[index].until > now && budgets[index].until.nanoseconds < .max {
            budgets[index].until = max(budgets[index].until, now + hold)
        }
    }

    /// The largest budget that may bind between two instants.
    public func budget(from: BootInstant, to: BootInstant) -> Power {
        budgets.filter { $0.from <= to && $0.until > from }.map(\.power).max() ?? .zero
    }

    private mutating func advance(_ host: Int, to mark: Mark, _ tap: Wiretap) {
        let before = last[host]
        last[host] = mark
        pieces[host] += CeilingAccount.pieces(between: before, and: mark, run: runs[host], floor: floors[host], tap)
    }

    // MARK: What a stretch of time can have held

    private static func pieces(between a: Mark, and b: Mark, run: BootInstant, floor: FloorPlan, _ tap: Wiretap) -> [Piece] {
        guard a.from < b.to else { return [] }
        if case .ended = a { return [Piece(from: a.from, to: b.to, low: .zero, high: floor.range(from: a.from, to: b.to).high)] }
        let grants = acceptable(between: a, and: b, run: run, tap)
        // The same at both ends. In between a lease does not move, and the floor, where no grant can have been taken up, moves by edges that are
        // seconds apart.
        if case .seen(let x) = a, case .seen(let y) = b, x.ceiling == y.ceiling, x.grant == y.grant,
            x.grant != nil || (grants.isEmpty && y.to - x.from < .milliseconds(500))
        {
            return [Piece(from: x.from, to: y.to, low: x.ceiling, high: x.ceiling)]
        }
        // In parts, because a long silence (a frozen process) says more about its end than about its beginning.
        var cuts = grants.flatMap { [$0.at, $0.endsBy] } + [lapse(of: a)].compactMap(\.self) + floor.edges(from: a.from, to: b.to)
        cuts = ([a.from, b.to] + cuts.filter { $0 > a.from && $0 < b.to }).sorted()
        return zip(cuts, cuts.dropFirst()).filter { $0 < $1 }.map { part(from: $0, to: $1, a, b, grants: grants, floor: floor) }
    }

    /// What may have been accepted between the marks: delivered by then, for a nonce of this run, newer than the older look's, not newer than the younger's.
    private static func acceptable(between a: Mark, and b: Mark, run: BootInstant, _ tap: Wiretap) -> [Wiretap.Delivered] {
        var lowest = GrantID.none
        var highest: GrantID?
        if case .seen(let x) = a { lowest = x.grant ?? .none }
        if case .seen(let y) = b { highest = y.grant }
        return tap.around(a.from).filter { grant in
            grant.at <= b.to && grant.endsBy > a.from && grant.nonceHeard >= run && grant.grant >= lowest
                && grant.grant <= (highest ?? grant.grant)
        }
    }

    /// The earliest instant at which the mark's lease can have ended.
    private static func lapse(of mark: Mark) -> BootInstant? {
        guard case .seen(let sighting) = mark, sighting.grant != nil else { return nil }
        return sighting.from + sighting.remaining
    }

    private static func part(
        from: BootInstant, to: BootInstant, _ a: Mark, _ b: Mark, grants: [Wiretap.Delivered], floor: FloorPlan
    ) -> Piece {
        let (lowFloor, highFloor) = floor.range(from: from, to: to)
        // An emergency, while it lasts, caps the floor as well.
        let floors = [grants.compactMap(\.emergency).min().map { min($0, lowFloor) } ?? lowFloor, highFloor]
        var candidates = grants.filter { $0.at < to && $0.endsBy > from }.flatMap { [$0.ceiling, $0.next ?? $0.ceiling] }
        switch a {
        case .seen(let x):
            // Its own lease, until the wire says that it must have ended; a lease that the wire does not know is taken at its word.
            let end = x.grant.flatMap { grant in grants.first { $0.grant == grant }?.endsBy } ?? (x.to + x.remaining)
            // Without one, what it showed was the floor of its own instant, or less.
            if x.grant == nil { candidates.append(from == a.from ? x.ceiling : min(x.ceiling, lowFloor)) }
            if x.grant != nil, end > from { candidates.append(x.ceiling) }
            if x.grant == nil || (lapse(of: a) ?? to) < to { candidates += floors }
        default: candidates += floors
        }
        switch b {
        case .seen(let y):
            // What the younger look showed holds at its own instant, so it belongs to the last part.
            if to == b.to { candidates.append(y.ceiling) }
            // An emergency that an earlier run has kept may cap the floor from the start.
            if y.grant == nil { candidates += floors }
            if y.grant == nil, case .started = a { candidates.append(min(y.ceiling, lowFloor)) }
        default: candidates += floors
        }
        return Piece(from: from, to: to, low: candidates.min() ?? lowFloor, high: candidates.max() ?? highFloor)
    }

    // MARK: The sum

    /// Judges everything up to the last instant of which every host is known, and forgets it.
    public mutating func settle(into verdict: inout Verdict) {
        guard let end = last.map(\.from).min(), pieces.allSatisfy({ !$0.isEmpty }) else { return }
        let begin = pieces.compactMap { $0.first?.from }.max() ?? end
        var instants = Set<Int64>([begin.nanoseconds, end.nanoseconds])
        for list in pieces {
            for piece in list {
                for instant in [piece.from, piece.to] where instant > begin && instant < end { instants.insert(instant.nanoseconds) }
            }
        }
        for budget in budgets { for i in [budget.from, budget.until] where i > begin && i < end { instants.insert(i.nanoseconds) } }
        let sorted = instants.sorted()
        var first = pieces.map { _ in 0 }
        for (from, to) in zip(sorted, sorted.dropFirst()) {
            judge(from: BootInstant(nanoseconds: from), to: BootInstant(nanoseconds: to), &first, into: &verdict)
        }
        for host in pieces.indices { pieces[host].removeAll { $0.to <= end } }
        for host in pieces.indices { for i in pieces[host].indices { pieces[host][i].from = max(pieces[host][i].from, end) } }
        budgets.removeAll { $0.until < end }
    }

    private func judge(from: BootInstant, to: BootInstant, _ first: inout [Int], into verdict: inout Verdict) {
        var (low, high) = (Power.zero, Power.zero)
        for host in pieces.indices {
            let list = pieces[host]
            while first[host] < list.count, list[first[host]].to <= from { first[host] += 1 }
            // Neighbours overlap by the width of the look that they share: there both are possible.
            let covering = list[first[host]...].prefix { $0.from < to }.filter { $0.to > from }
            low += covering.map(\.low).min() ?? .zero
            high += covering.map(\.high).max() ?? floors[host].high
        }
        let allowed = budget(from: from, to: to)
        verdict.worstLow = max(verdict.worstLow, low)
        verdict.worstHigh = max(verdict.worstHigh, high)
        if low > allowed {
            verdict.over += to - from
            if verdict.firstOver == nil { verdict.firstOver = (from, low, allowed) }
        } else if high <= allowed {
            verdict.proven += to - from
        } else {
            verdict.undecided += to - from
        }
    }
}
