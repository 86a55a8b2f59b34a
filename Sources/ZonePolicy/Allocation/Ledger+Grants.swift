import ZoneModel

/// What may be granted, and what a shrinking budget does to it.
extension Ledger {
    /// Rule 2, with the reading given at the type.
    public func canGrant(_ host: HostAddress, _ quota: Power, budget: Power, now: BootInstant) -> Bool {
        quota <= largestGrant(host, upTo: quota, budgets: [budget], now: now)
    }

    public func largestGrant(_ host: HostAddress, upTo target: Power, budget: Power, now: BootInstant) -> Power {
        largestGrant(host, upTo: target, budgets: [budget], now: now)
    }

    /// The largest quota, at most `target`, that the host may be granted now. Never under what it surely may draw without any grant.
    ///
    /// Of the terms of the sum only the host's own are evaluated at `now`; the others are what `expire` last left, which is never too little.
    /// - Parameter budgets: one a node.
    public func largestGrant(_ host: HostAddress, upTo target: Power, budgets: [Power], now: BootInstant) -> Power {
        limit(accounts.place(of: host), now) { $0.edge == nil ? budgets : nil }.clamped(to: target)
    }

    func largestGrant(at place: Int, upTo target: Power, budgets: [Power], now: BootInstant) -> Power {
        limit(place, now) { $0.edge == nil ? budgets : nil }.clamped(to: target)
    }

    /// The largest quota that the host may hold once the announced budgets are in force; nil: nothing is announced.
    /// A grant above it must carry it as an announced cut.
    public func largestAfterEdge(_ host: HostAddress, upTo target: Power, now: BootInstant) -> Power? {
        guard isEdgeOpen else { return nil }
        return limit(accounts.place(of: host), now) { $0.edge }.clamped(to: target)
    }

    private struct Limit {
        var certainFloor: Power
        var room: Power

        func clamped(to target: Power) -> Power { min(target.clampedToZero, max(certainFloor, room)) }
    }

    /// - Parameter budgets: that a regime must keep; nil: it is not asked.
    private func limit(_ place: Int?, _ now: BootInstant, _ budgets: (Regime) -> [Power]?) -> Limit {
        guard let place else { return limit(Account(), Account(), budgets) }
        let cached = accounts.list[place]
        return limit(cached, now < earliestExpiry ? cached : account(at: place, now), budgets)
    }

    /// - Parameter account: the one that is cached, as it stands now.
    private func limit(_ cached: Account, _ account: Account, _ budgets: (Regime) -> [Power]?) -> Limit {
        guard open.count < Ledger.regimesMax else { return Limit(certainFloor: account.certainFloor, room: .zero) }
        var limit = Int128.max
        for regime in open {
            guard let budgets = budgets(regime) else { continue }
            let held = Int128(cached.counted(regime).milliwatts)
            let granted = Int128(account.granted(regime).milliwatts)
            for node in account.nodes {
                let room = Int128(budgets[node].milliwatts) - (regime.sums[node] - held)
                limit = min(limit, max(room, granted))
            }
        }
        return Limit(certainFloor: account.certainFloor, room: power(limit))
    }

    // MARK: Regimes

    /// Whether even what was granted since the last opening, with what no grant takes away, is above the budget of some node.
    package func hasShrunk(under budgets: [Power]) -> Bool {
        guard let newest = open.filter({ $0.edge == nil }).max(by: { $0.first < $1.first }) else { return false }
        return budgets.indices.contains { node in
            let sum = power(newest.sums[node])
            return sum > budgets[node] && sum > baseTotal(node: node)
        }
    }

    package func hasShrunk(under budget: Power) -> Bool { hasShrunk(under: [budget]) }

    /// Opens a regime. For a shrinkage that nobody ordered (a host over its ceiling, second after second) not more often than four times in K:
    /// until then grants that add nothing go on, only the promise to bind begins later.
    package mutating func openRegime(isOrder: Bool, hold: Duration, now: BootInstant) {
        if !isOrder, let lastOpening, now - lastOpening < hold / 4 { return }
        lastOpening = now
        startRegime(edge: nil)
    }

    /// Budgets are announced: from here on grants must fit them, too, once their announced cuts hold.
    mutating func openEdge(_ budgets: [Power]) {
        closeEdge()
        startRegime(edge: budgets)
    }

    /// The announced budgets are higher than was said: what was granted since keeps them all the more.
    mutating func raiseEdge(_ budgets: [Power]) {
        for i in open.indices where open[i].edge != nil { open[i].edge = budgets }
    }

    /// The announcement was called off.
    mutating func closeEdge() { open.removeAll { $0.edge != nil } }

    /// The announced budgets are in force: what was granted since the opening keeps them.
    /// - Parameter next: announced budgets that come within K; the same entries must keep these, too.
    mutating func reachEdge(next: [Power]?) {
        for regime in open where regime.edge != nil {
            var reached = regime
            reached.edge = nil
            reached.sums = sums(of: reached)
            open.append(reached)
        }
        if let next {
            for i in open.indices where open[i].edge != nil { open[i].edge = next }
        } else {
            closeEdge()
        }
    }

    var isEdgeOpen: Bool { open.contains { $0.edge != nil } }

    mutating func startRegime(edge: [Power]?) {
        guard open.count < Ledger.regimesMax else { return }
        regime += 1
        var new = Regime(first: regime, sums: [], edge: edge)
        new.sums = sums(of: new)
        open.append(new)
    }

    private func sums(of regime: Regime) -> [Int128] {
        var sums = [Int128](repeating: 0, count: nodeCount)
        for account in accounts.list {
            let counted = Int128(account.counted(regime).milliwatts)
            for node in account.nodes { sums[node] += counted }
        }
        return sums
    }
}
