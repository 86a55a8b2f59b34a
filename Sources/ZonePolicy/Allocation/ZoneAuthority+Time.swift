import ZoneModel

/// What changes by itself as time passes: entries die, floors follow their schedules, orders begin and end, budgets return.
extension ZoneAuthority {
    /// Brings everything to `now`. Every call that may grant begins with it: a grant that slips in between an edge and its notice would break the promise
    /// that the edge binds K later.
    mutating func advance(_ now: BootInstant, _ out: inout [ZoneDirective]) {
        if ledger.expire(now: now) { isStale = true }
        var hasMoved = ledger.setFloorWindow(wall.estimates(now: now), hold: longestHold)
        if treeDueAt.map({ now >= $0 }) ?? true { hasMoved = moveTree(now, &out) || hasMoved }
        guard hasMoved else { return }
        isStale = true
        if ledger.hasShrunk(under: tree.inForce) { ledger.openRegime(isOrder: true, hold: longestHold, now: now) }
    }

    /// - Returns: whether a budget changed.
    private mutating func moveTree(_ now: BootInstant, _ out: inout [ZoneDirective]) -> Bool {
        let before = tree.inForce
        for change in tree.advance(now: now) {
            isUrgent = true
            switch change {
            case .began(let order):
                shareEmergency(order)
                out.append(.event(timedEvent(order, "has begun"), nil))
            case .ended(let order):
                emergencyFloors[order.id] = nil
                writes.unsaved.insert(.timedOrder(order.id))
                out.append(.event(timedEvent(order, "has ended: the budget returns by its slope", isEnd: true), nil))
            case .returned(let id): writes.unsaved.insert(.timedOrder(id))
            }
        }
        moveEdge(now)
        treeDueAt = tree.nextChange(after: now) ?? BootInstant(nanoseconds: .max)
        return tree.inForce != before
    }

    /// Announces budgets that are to come, and lets those hold whose instant has come.
    private mutating func moveEdge(_ now: BootInstant) {
        let next = tree.edge(hold: longestHold, now: now)
        if let edge, now >= edge.at {
            ledger.reachEdge(next: next?.budgets)
            isStale = true
        }
        guard next != edge || (next != nil) != ledger.isEdgeOpen else { return }
        if let next {
            // The same instant with no lower budget: what was granted so far keeps it.
            let isKept = edge.map { old in old.at == next.at && zip(old.budgets, next.budgets).allSatisfy { $0 <= $1 } } ?? false
            if !(isKept && ledger.isEdgeOpen) { ledger.openEdge(next.budgets) } else { ledger.raiseEdge(next.budgets) }
        } else {
            ledger.closeEdge()
        }
        edge = next
        isStale = true
    }

    // MARK: Emergencies

    /// What each host under an emergency may draw without a lease: the emergency's quota divided over their floors. It stays the same until the end, so that
    /// whatever is lost meanwhile, the parts add up.
    mutating func shareEmergency(_ order: TimedOrder) {
        guard order.kind == .emergency else { return }
        let members = hosts.indices.filter { isUnder(order.target, hosts[$0]) }
        let demands = members.map { HostDemand(floor: .zero, wanted: hosts[$0].entry.floor, weight: hosts[$0].entry.weight) }
        let shares = Allocator.targets(budget: order.quota, hosts: demands)
        emergencyFloors[order.id] = Dictionary(zip(members, shares), uniquingKeysWith: { a, _ in a })
    }

    /// The lowest floor that an emergency leaves the host, and for how long.
    func emergency(_ i: Int, _ now: BootInstant) -> (floor: Power, left: Duration)? {
        var lowest: (floor: Power, left: Duration)?
        for (id, shares) in emergencyFloors {
            guard let share = shares[i], let end = tree.timed[id]?.endsAt, end > now else { continue }
            if lowest.map({ (share, end - now) < ($0.floor, $0.left) }) ?? true { lowest = (share, end - now) }
        }
        return lowest
    }

    func isUnder(_ target: BudgetTarget, _ host: HostState) -> Bool {
        switch target {
        case .zone: true
        case .site(_, let site): host.address.site == site
        case .hostClass(_, let hostClass): host.entry.hostClass == hostClass
        case .host(let address): host.address == address
        }
    }

    /// Why a host gets what it gets, for its journal and the auditors.
    func cause(_ i: Int, _ quota: Power, _ now: BootInstant) -> (reason: String?, order: String?) {
        let host = hosts[i]
        if let maintenance = host.maintenance { return ("maintenance: \(maintenance.reason)", nil) }
        if isQuotaUnconfirmed { return ("the zone's orders were lost with its ledger: the quota waits to be set anew", nil) }
        let active = tree.timed.values.filter { $0.isActive(at: now) && isUnder($0.order.target, host) }
        if let lowest = active.min(by: { ($0.order.quota, $0.order.id) < ($1.order.quota, $1.order.id) }) {
            return (lowest.order.reason, lowest.order.order)
        }
        let order = host.cap.map { quota >= $0 } == true ? host.capOrder : zoneOrder
        return (order?.reason, order?.order)
    }
}
