import ZoneModel

/// Toward its parent a collector is what a host is toward a collector (rule 9): it holds a budget on a lease, and falls to its floor without one.
///
/// Three things make the sum hold at every level. Σ of the hosts' floors is at most this node's *floor* at the parent. A grant is given against the parent's lease only
/// while it ends before that lease does: until K before the lease's end, and after that against the floor. And a cut is told as applied when Σ commitments here is
/// under it, not when it is ordered.
extension ZoneAuthority {
    /// A heartbeat to the parent is due.
    public mutating func onParentHeartbeatDue(nonce: Nonce, now: BootInstant) -> [ZoneDirective] {
        guard configuration.parent != nil, var keeper = parentKeeper else { return [] }
        var out: [ZoneDirective] = []
        advance(now, &out)
        keeper.onHeartbeat(nonce, sentAt: now)
        parentKeeper = keeper
        let beats = hosts.compactMap { $0.isReachable ? $0.beat : nil }
        let unheard = hosts.filter { !$0.isReachable }.map { ledger.base(of: $0.address) }.total()
        let heartbeat = Heartbeat(
            nonce: nonce, power: beats.map(\.power).total() + unheard, powerMax: beats.map(\.powerMax).total() + unheard,
            powerSource: beats.map(\.source).max() ?? .nameplate, wanted: hosts.compactMap(\.demand.demand).total() + unheard,
            epoch: keeper.newest.epoch, generation: keeper.newest.generation,
            simulated: hosts.contains { $0.isReachable && $0.session?.simulated == true })
        out.append(.sendParent(.heartbeat(heartbeat)))
        tellParent(now, &out)
        seal(now, &out)
        return out
    }

    /// The parent's grant: the zone's budget until the lease ends.
    public mutating func onParentGrant(_ grant: QuotaGrant, now: BootInstant) -> [ZoneDirective] {
        guard parentKeeper != nil else { return [] }
        var out: [ZoneDirective] = []
        advance(now, &out)
        let needed = longestHold * 3
        guard grant.lease >= needed else {
            let message =
                "the parent's grant of \(grant.quota.text) is not taken: its term of \(grant.lease.seconds) s is under \(needed.seconds) s, three times this zone's hold; set lease.term there"
            if refusals.shouldTell("parent", parentAddress, now: now) { out.append(.event(Event(.parentLease, .error, message), nil)) }
            seal(now, &out)
            return out
        }
        let before = parentKeeper?.lease
        let emergencyBefore = parentKeeper?.emergency
        if case .accepted = parentKeeper?.onGrant(grant, now: now), before == nil {
            out.append(
                .event(
                    Event(
                        .parentLease, .notice, "the parent leases this zone \(grant.quota.text)", fields: [.power("quota_w", grant.quota)]),
                    nil))
        }
        takeEmergency(before: emergencyBefore, now)
        refreshParent(now, &out)
        passIfDue(now, &out)
        tellParent(now, &out)
        seal(now, &out)
        return out
    }

    /// Another collector holds this node's name at the parent, or the parent refuses it: no lease is ours.
    public mutating func onParentRefused(now: BootInstant) -> [ZoneDirective] {
        guard parentKeeper != nil else { return [] }
        var out: [ZoneDirective] = []
        parentKeeper?.surrender()
        refreshParent(now, &out)
        passIfDue(now, &out)
        seal(now, &out)
        return out
    }

    /// What `hello` says to the parent.
    public var parentStanding: (newest: GrantID, nameplate: Power) {
        (parentKeeper?.newest ?? .none, hosts.map(\.nameplate).total())
    }

    /// For the log of what was told already.
    private var parentAddress: HostAddress {
        configuration.parent?.address ?? HostAddress(zone: configuration.zone, site: configuration.zone, host: configuration.zone)
    }

    /// The uid of orders that came from the parent: nobody's.
    static let parentUID = UInt32.max

    mutating func resumeParent(_ now: BootInstant) {
        guard let parent = configuration.parent else { return }
        // "Ramps down" within K: so long may its hosts hold what they were granted last.
        parentKeeper = LeaseKeeper(newest: .none, floor: parent.floor, rampDown: longestHold, jitterFraction: 0)
        tree.parent = ParentBudget(floor: parent.floor, quota: nil, until: now, next: nil)
    }

    /// The parent's lease as it bears on what may be granted here.
    mutating func refreshParent(_ now: BootInstant, _ out: inout [ZoneDirective]) {
        guard let keeper = parentKeeper else { return }
        let budget = ParentBudget(
            floor: keeper.floor(now: now), quota: keeper.lease?.quota,
            until: keeper.lease.map { $0.endsAt - longestHold } ?? now,
            next: keeper.lease?.next.map { Ledger.AnnouncedCut(quota: $0.quota, at: $0.at) })
        guard budget != tree.parent else { return }
        if budget.quota != tree.parent?.quota { isUrgent = true }
        tree.parent = budget
        treeDueAt = nil
        advance(now, &out)
    }

    /// A lease that is not renewed is no right to grant any more K before it ends.
    mutating func watchParent(_ now: BootInstant, _ out: inout [ZoneDirective]) {
        guard var keeper = parentKeeper else { return }
        let hasEnded = keeper.onTick(now: now)
        _ = keeper.endEmergency(now: now)
        parentKeeper = keeper
        if hasEnded {
            let message = "the parent's lease ran out with nothing newer: this zone's budget is its floor of \(keeper.floor(now: now).text)"
            out.append(.event(Event(.parentLease, .error, message), nil))
        }
        refreshParent(now, &out)
        tellParent(now, &out)
    }

    /// Rule 4, one level up: what this zone may draw is under the newest quota.
    private mutating func tellParent(_ now: BootInstant, _ out: inout [ZoneDirective]) {
        guard let lease = parentKeeper?.lease, lease.grant > parentApplied, let bootID = parentBootID else { return }
        let total = ledger.total(now: now)
        guard total <= lease.quota else { return }
        parentApplied = lease.grant
        let line = Applied(
            bootID: bootID, epoch: lease.grant.epoch, generation: lease.grant.generation, powerMax: total, elapsed: now - lease.arrivedAt)
        out.append(.sendParent(.applied(line)))
    }

    /// The parent's emergency reaches the hosts as one of this zone's own.
    private mutating func takeEmergency(before: EmergencyCut?, _ now: BootInstant) {
        let after = parentKeeper?.emergency
        if let before, let after, before.ceiling == after.ceiling,
            max(before.endsAt - after.endsAt, after.endsAt - before.endsAt) < .seconds(5)
        {
            return
        }
        // On disk as an order of this zone: a restart here does not lift it at the hosts.
        for id in tree.timed.values.filter({ $0.order.uid == ZoneAuthority.parentUID }).map(\.order.id) {
            let superfluous = tree.cancel(id, wall: wall.estimates(now: now).first?.to, now: now)
            for gone in superfluous + [id] { writes.unsaved.insert(.timedOrder(gone)) }
            emergencyFloors[id] = nil
        }
        guard let after, let estimate = wall.estimates(now: now).first else { return }
        lastTimedOrder += 1
        let order = TimedOrder(
            id: lastTimedOrder, kind: .emergency, target: .zone(configuration.zone), quota: after.ceiling, start: estimate.from,
            end: WallInstant(milliseconds: estimate.from.milliseconds + (after.endsAt - now).wholeMilliseconds),
            reason: after.reason ?? "the parent's emergency", order: after.order, uid: ZoneAuthority.parentUID, wall: estimate.from)
        tree.set(order, wall: estimate.from, now: now)
        writes.unsaved.insert(.timedOrder(order.id))
        isUrgent = true
        treeDueAt = nil
    }
}
