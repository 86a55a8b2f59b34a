import ZoneModel

/// The budgets of a zone and of the sites and classes inside it, as they change with time: standing limits, events, emergencies, and the slope by which
/// what was cut comes back.
///
/// Node 0 is the zone. Orders begin and end on the boot clock: the wall clock says once, when an order is taken, how far away that is, and may be stepped
/// afterwards as it likes.
struct BudgetTree: Sendable {
    struct Node: Hashable, Sendable {
        var target: BudgetTarget
        /// By configuration; `.maximum` where there is none.
        var limit: Power
    }

    struct Timed: Hashable, Sendable {
        var order: TimedOrder
        var startsAt: BootInstant
        var endsAt: BootInstant
        var hasBegun = false

        func isActive(at instant: BootInstant) -> Bool { startsAt <= instant && instant < endsAt }
    }

    enum Change: Hashable, Sendable {
        case began(TimedOrder)
        case ended(TimedOrder)
        /// What the order took is back: it may leave the disk.
        case returned(UInt64)

        /// The order whose record on disk it alters.
        var recordedID: UInt64? {
            switch self {
            case .began: nil
            case .ended(let order): order.id
            case .returned(let id): id
            }
        }
    }

    /// A budget on its way back.
    struct Return: Hashable, Sendable {
        var from: Power
        var since: BootInstant
        /// What had taken it. It stays on disk until all is back, so that a restart goes on with the slope.
        var order: TimedOrder
    }

    /// Budgets that are to come.
    struct Edge: Hashable, Sendable {
        var at: BootInstant
        /// One a node: the lowest from the edge until K later.
        var budgets: [Power]
        /// The orders that begin within that time.
        var orders: [UInt64]
    }

    let nodes: [Node]
    private let places: [BudgetTarget: Int]
    /// Of the configuration's quota, per second.
    private let slopeMilliwatts: Double
    /// The zone's standing quota: the configuration's, or the order's that replaced it.
    var standing: Power
    /// What the parent lets this zone give at an instant; nil: this is the root.
    var parent: ParentBudget?
    private(set) var inForce: [Power] = []
    private(set) var timed: [UInt64: Timed] = [:]
    private(set) var returning: [Int: Return] = [:]

    /// How long before an edge it is announced to the hosts; at least K.
    static let lead: Duration = .seconds(60)

    init(_ configuration: CollectorConfiguration) {
        let zone = BudgetTarget.zone(configuration.zone)
        var nodes = [Node(target: zone, limit: .maximum)]
        var places = [zone: 0]
        for host in configuration.hosts {
            for target in [BudgetTarget.hostClass(configuration.zone, host.hostClass), .site(configuration.zone, host.site)]
            where places[target] == nil {
                places[target] = nodes.count
                nodes.append(Node(target: target, limit: configuration.budgets.first { $0.target == target }?.quota ?? .maximum))
            }
        }
        self.nodes = nodes
        self.places = places
        standing = configuration.quota
        slopeMilliwatts = Double(configuration.quota.milliwatts) * max(configuration.returnPerMinute, 0.0001) / 60
        inForce = nodes.map { min($0.limit, configuration.quota) }
    }

    func place(of target: BudgetTarget) -> Int? { places[target] }

    /// The nodes above a host, the zone first.
    func path(_ host: CollectorConfiguration.HostEntry, in zone: Name) -> [Int] {
        [0] + [BudgetTarget.hostClass(zone, host.hostClass), .site(zone, host.site)].compactMap { places[$0] }
    }

    // MARK: Orders

    mutating func set(_ order: TimedOrder, wall: WallInstant?, now: BootInstant) {
        let reference = wall ?? order.start
        var startsAt = now + .milliseconds(order.start.milliseconds - reference.milliseconds)
        var endsAt = now + .milliseconds(order.end.milliseconds - reference.milliseconds)
        // Over is over, whatever the wall clock says of it; by a clock that does not know the time, just now.
        if order.hasEnded {
            endsAt = min(endsAt, now)
            startsAt = min(startsAt, endsAt)
        }
        timed[order.id] = Timed(order: order, startsAt: startsAt, endsAt: endsAt)
    }

    /// - Parameter wall: the wall clock; nil, where it is unknown: the disk keeps the stated end.
    /// - Returns: whose disk entries have become superfluous.
    mutating func cancel(_ id: UInt64, wall: WallInstant?, now: BootInstant) -> [UInt64] {
        guard var cancelled = timed.removeValue(forKey: id) else { return [] }
        if let wall { cancelled.order.end = min(cancelled.order.end, max(wall, cancelled.order.start)) }
        return cancelled.hasBegun ? giveBack(cancelled.order, since: now) : [id]
    }

    /// What the disk has to say of an order: it stands, or what it took is not back yet; nil: nothing.
    func orderOnDisk(_ id: UInt64) -> TimedOrder? { timed[id]?.order ?? returning.values.first { $0.order.id == id }?.order }

    /// Time passed: orders begin and end, budgets return.
    mutating func advance(now: BootInstant) -> [Change] {
        var changes: [Change] = []
        for id in timed.keys.sorted() {
            guard var state = timed[id] else { continue }
            if !state.hasBegun, state.startsAt <= now {
                state.hasBegun = true
                timed[id] = state
                if state.endsAt > now { changes.append(.began(state.order)) }
            }
            if state.endsAt <= now {
                timed[id] = nil
                changes.append(.ended(state.order))
                changes += giveBack(state.order, since: state.endsAt).map { .returned($0) }
            }
        }
        return changes + refresh(now).map { .returned($0) }
    }

    /// From there on the node's budget rises by the slope, not at a stroke: a whole zone's return at once is a grid event.
    ///
    /// After a restart `since` lies in the past, and nothing but the order itself tells from where the budget rises.
    /// - Returns: orders that nothing has to return for any more.
    private mutating func giveBack(_ order: TimedOrder, since: BootInstant) -> [UInt64] {
        guard let node = places[order.target] else { return [order.id] }
        let replaced = returning[node]
        var ended = order
        ended.hasEnded = true
        returning[node] = Return(from: min(inForce[node], order.quota), since: since, order: ended)
        return replaced.map { [$0.order.id] } ?? []
    }

    /// - Returns: the orders whose watts are back.
    mutating func refresh(_ now: BootInstant) -> [UInt64] {
        var returned: [UInt64] = []
        for node in nodes.indices {
            let full = full(node, at: now)
            guard let ramp = returning[node] else {
                inForce[node] = full
                continue
            }
            let risen = ramp.from + Power(milliwatts: Int64(min(max(slopeMilliwatts * (now - ramp.since).seconds, 0), 1e17)))
            inForce[node] = min(full, risen)
            if risen >= full {
                returning[node] = nil
                returned.append(ramp.order.id)
            }
        }
        return returned
    }

    var isReturning: Bool { !returning.isEmpty }

    /// Without the slope: what limits, orders and the parent leave of a node's budget at an instant.
    func full(_ node: Int, at instant: BootInstant) -> Power {
        var power = node == 0 ? min(standing, parent?.budget(at: instant) ?? .maximum) : nodes[node].limit
        for state in timed.values where state.isActive(at: instant) && places[state.order.target] == node {
            power = min(power, state.order.quota)
        }
        return power
    }

    /// What the orders for one host alone leave it; nil: nothing is ordered.
    func cap(of host: HostAddress, at instant: BootInstant) -> Power? {
        timed.values.filter { $0.isActive(at: instant) && $0.order.target == .host(host) }.map(\.order.quota).min()
    }

    /// The next edge that hosts must be told of.
    func edge(hold: Duration, now: BootInstant) -> Edge? {
        let lead = max(BudgetTree.lead, hold)
        let coming = timed.values.filter { now < $0.startsAt && $0.startsAt <= now + lead }
        let instants = coming.map(\.startsAt) + (parent?.next.map { now < $0.at && $0.at <= now + lead ? [$0.at] : [] } ?? [])
        guard let first = instants.min() else { return nil }
        let near = instants.filter { $0 <= first + hold }
        var expected = self
        // A parent's lease is renewed until it is not; that it may lapse is no announcement.
        expected.parent?.until = BootInstant(nanoseconds: .max)
        let budgets = nodes.indices.map { node in near.map { expected.full(node, at: $0) }.min() ?? .maximum }
        let orders = coming.filter { $0.startsAt <= first + hold }.map(\.order.id).sorted()
        return Edge(at: first, budgets: budgets, orders: orders)
    }

    /// The next instant at which something changes by itself; nil: never.
    func nextChange(after now: BootInstant) -> BootInstant? {
        let lead = BudgetTree.lead
        let instants = timed.values.flatMap { [$0.startsAt - lead, $0.startsAt, $0.endsAt] } + (parent?.changes ?? [])
        let next = instants.filter { $0 > now }.min()
        // On the way back once a second.
        return isReturning ? min(next ?? now + .seconds(1), now + .seconds(1)) : next
    }
}

/// What a parent lets its child give: the lease's quota while every grant that could be given under it ends before the lease does, its floor otherwise (rule 9).
struct ParentBudget: Hashable, Sendable {
    var floor: Power
    var quota: Power?
    /// The end of the parent's lease, less the child's K.
    var until: BootInstant
    /// A cut that the parent has announced.
    var next: Ledger.AnnouncedCut?

    func budget(at instant: BootInstant) -> Power {
        guard let quota, instant < until else { return floor }
        guard let next, instant >= next.at else { return quota }
        return min(quota, next.quota)
    }

    var changes: [BootInstant] { [until] + (next.map { [$0.at] } ?? []) }
}
