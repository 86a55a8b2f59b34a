import ZoneModel

extension ZoneAuthority {
    /// A host asks for its lease and shows its watts.
    public mutating func onHeartbeat(
        _ heartbeat: Heartbeat, from address: HostAddress, connection: Int, now: BootInstant
    ) -> [ZoneDirective] {
        var out: [ZoneDirective] = []
        guard let i = speaker(address, connection, now, &out) else { return out }
        advance(now, &out)
        if !hosts[i].isReachable { isStale = true }
        hosts[i].isReachable = true
        hosts[i].lastHeard = now
        hosts[i].beat = HostState.Beat(
            heard: now, nonce: heartbeat.nonce, power: heartbeat.power, powerMax: heartbeat.powerMax, source: heartbeat.powerSource,
            wanted: heartbeat.wanted)
        ledger.setMeasured(at: hosts[i].place, max(heartbeat.powerMax, heartbeat.power))
        if !hosts[i].isObserving { setUncontrolled(i, .zero) }
        if hosts[i].demand.update(wanted: heartbeat.wanted) { isStale = true }
        judge(i, now, &out)
        hosts[i].owesAnswer = true
        if isStale { passIfDue(now, &out) } else { answer(i, now, &out) }
        seal(now, &out)
        return out
    }

    /// The host's watts are under the quota of that grant (rule 4).
    public mutating func onApplied(_ applied: Applied, from address: HostAddress, connection: Int, now: BootInstant) -> [ZoneDirective] {
        var out: [ZoneDirective] = []
        guard let i = speaker(address, connection, now, &out) else { return out }
        let grant = GrantID(epoch: applied.epoch, generation: applied.generation)
        // Only what this host can have been granted, in the boot that speaks; and an observing host applies nothing (rule 11).
        guard applied.bootID == hosts[i].session?.bootID, !hosts[i].isObserving, grant <= hosts[i].issued else { return out }
        if let newest = hosts[i].newest, newest.grant == grant, applied.powerMax > newest.quota {
            let message = "\(address) says that it applied \(newest.quota.watts) W while it may draw \(applied.powerMax.watts) W: not taken"
            if refusals.shouldTell("applied", address, now: now) { out.append(.event(Event(.quotaRefused, .warning, message), address)) }
            return out
        }
        advance(now, &out)
        ledger.applied(address, boot: applied.bootID, grant: grant)
        ledger.setMeasured(at: hosts[i].place, applied.powerMax)
        if hosts[i].applied.map({ $0.0 < grant }) ?? true { hosts[i].applied = (grant, after: applied.elapsed) }
        judge(i, now, &out)
        isStale = true
        passIfDue(now, &out)
        releaseWords(now, &out)
        seal(now, &out)
        return out
    }

    /// The host that may speak on this connection; otherwise the connection is closed. A host's line never counts for another.
    mutating func speaker(
        _ address: HostAddress, _ connection: Int, _ now: BootInstant, _ out: inout [ZoneDirective]
    ) -> Int? {
        guard let i = connections[connection], hosts[i].session?.connection == connection else {
            close(connection, "no_hello", "the first line of a connection must be a hello", now, &out)
            return nil
        }
        guard hosts[i].address == address else {
            close(connection, "wrong_host", "this connection speaks for \(hosts[i].address), not for \(address)", now, &out)
            return nil
        }
        return i
    }

    // MARK: Passes

    mutating func passIfDue(_ now: BootInstant, _ out: inout [ZoneDirective]) {
        guard isStale else { return }
        // About a tenth of a core at most; a zone of up to 50 hosts never waits.
        if !isUrgent, let lastPass, now - lastPass < .microseconds(20 * max(0, hosts.count - 50)) { return }
        pass(now, &out)
    }

    /// Divides the budget and pushes what changed.
    /// - Parameter isOrder: an operator waits for it: however small, a change is pushed at once.
    mutating func pass(_ now: BootInstant, _ out: inout [ZoneDirective], isOrder: Bool = false) {
        ledger.expire(now: now)
        lastPass = now
        isStale = false
        isUrgent = false
        for (i, target) in plan(budgets: tree.inForce, at: now, now: now).enumerated() { hosts[i].target = target }
        if let edge {
            for (i, target) in plan(budgets: edge.budgets, at: edge.at, now: now).enumerated() { hosts[i].targetAfter = target }
        }
        if ledger.hasShrunk(under: tree.inForce) { ledger.openRegime(isOrder: isOrder, hold: longestHold, now: now) }
        tellUnreachable(&out)
        for i in hosts.indices where hosts[i].isReachable { push(i, now, &out, cutsOnly: true, isOrder: isOrder) }
        for i in hosts.indices where hosts[i].isReachable { push(i, now, &out, cutsOnly: false, isOrder: isOrder) }
    }

    /// The targets under the budgets of an instant, with one cap replaced where `capping` says so.
    func plan(
        budgets: [Power], at instant: BootInstant, capping: (host: Int, cap: Power?)? = nil, now: BootInstant
    ) -> [Power] {
        var excess = Power.zero
        var demands: [HostDemand] = []
        demands.reserveCapacity(hosts.count)
        // Of the nodes under the zone, those that have a limit.
        let limited = budgets.indices.dropFirst().filter { budgets[$0] < .maximum }
        for (i, host) in hosts.enumerated() {
            let base = ledger.base(at: host.place)
            let isDivided = host.isReachable && !host.isObserving
            if isDivided, host.overSince != nil { excess += ledger.excess(at: host.place, now: now) }
            demands.append(
                HostDemand(
                    floor: isDivided ? base : host.entry.floor, wanted: host.demand.demand ?? .zero,
                    cap: cap(i, at: instant, standing: capping?.host == i ? capping?.cap : host.cap), weight: host.entry.weight,
                    tier: host.entry.tier, nameplate: max(host.entry.nameplate, base), fixed: isDivided ? nil : base,
                    limits: limited.isEmpty ? [] : ledger.nodes(at: host.place).compactMap { limited.firstIndex(of: $0) }))
        }
        // The excess is withheld: it is drawn already (rule 11).
        let limits = limited.map { budgets[$0] }
        var targets = Allocator.targets(budget: (budgets[0] - excess).clampedToZero, limits: limits, hosts: demands)
        if hosts.contains(where: { $0.isObserving && $0.isReachable }) {
            // An observing host is told what it would get if it obeyed; it counts at nameplate all the same.
            for i in hosts.indices where hosts[i].isObserving && hosts[i].isReachable { demands[i].fixed = nil }
            let imagined = Allocator.targets(budget: budgets[0], limits: limits, hosts: demands)
            for i in hosts.indices where hosts[i].isObserving && hosts[i].isReachable { targets[i] = imagined[i] }
        }
        return targets
    }

    /// The lowest of what limits one host alone.
    func cap(_ i: Int, at instant: BootInstant, standing: Power?) -> Power? {
        if hosts[i].maintenance != nil { return .zero }
        if isQuotaUnconfirmed { return min(standing ?? .maximum, hosts[i].entry.floor) }
        let timed = tree.timed.isEmpty ? nil : tree.cap(of: hosts[i].address, at: instant)
        guard let standing, let timed else { return standing ?? timed }
        return min(standing, timed)
    }

    private mutating func tellUnreachable(_ out: inout [ZoneDirective]) {
        let base = ledger.baseTotal
        guard (base > budget) != isUnreachable else { return }
        isUnreachable = base > budget
        let fields: [FlatObject.Field] = [.power("floors_w", base), .power("quota_w", budget)]
        let event =
            isUnreachable
            ? Event(
                .budgetUnreachable, .critical,
                "floors and watts that no quota reaches add up to \(base.watts) W, above the zone's \(budget.watts) W: hosts that can be reached are cut below their floors",
                fields: fields)
            : Event(.budgetUnreachable, .notice, "the zone's \(budget.watts) W cover all floors again (\(base.watts) W)", fields: fields)
        out.append(.event(event, nil))
    }

    // MARK: Grants

    private mutating func push(_ i: Int, _ now: BootInstant, _ out: inout [ZoneDirective], cutsOnly: Bool, isOrder: Bool) {
        if hosts[i].owesAnswer {
            let isCut = (hosts[i].living(configuration.lease.term, now: now)?.quota ?? .zero) > hosts[i].target
            if isCut == cutsOnly { answer(i, now, &out) }
            return
        }
        guard let current = hosts[i].living(configuration.lease.term, now: now)?.quota else { return }
        let quota = grantable(i, now)
        guard quota != current, cutsOnly == (quota < current) else { return }
        // A change under half a per cent rides on the next heartbeat.
        let change = Power(milliwatts: abs(quota.milliwatts - current.milliwatts))
        guard isOrder || change.milliwatts > current.milliwatts / 200 else { return }
        draft(i, quota, now)
    }

    /// A heartbeat is answered by a grant, unless the host floods: then only the cuts go out.
    private mutating func answer(_ i: Int, _ now: BootInstant, _ out: inout [ZoneDirective]) {
        guard !hosts[i].isWriting else { return }
        hosts[i].owesAnswer = false
        let quota = grantable(i, now)
        if let last = hosts[i].lastGrantAt, now - last < configuration.heartbeatInterval / 2,
            let living = hosts[i].living(configuration.lease.term, now: now), quota >= living.quota
        {
            return
        }
        tellWithheld(i, &out)
        draft(i, quota, now)
    }

    /// What the host can be granted now on the way to its target.
    func grantable(_ i: Int, _ now: BootInstant) -> Power {
        ledger.largestGrant(at: hosts[i].place, upTo: hosts[i].target, budgets: tree.inForce, now: now)
    }

    /// The cut that must travel with a grant of `quota`.
    private func announcedCut(_ i: Int, under quota: Power, _ now: BootInstant) -> Ledger.AnnouncedCut? {
        guard let edge, now < edge.at,
            let after = ledger.largestAfterEdge(hosts[i].address, upTo: min(hosts[i].targetAfter, quota), now: now), after < quota
        else { return nil }
        return Ledger.AnnouncedCut(quota: after, at: edge.at)
    }

    /// Counted on the agent's clock from the moment at which it sent the nonce, which was before it was heard here. However fast this clock and slow that one,
    /// it is over when the edge comes.
    private func untilEdge(_ cut: Ledger.AnnouncedCut, heard: BootInstant) -> Duration {
        let rate = configuration.lease.clockRateError
        let seconds = max((cut.at - heard).seconds, 0) * (1 - rate) / (1 + rate)
        return .milliseconds(Int64(seconds * 1000))
    }

    private func isWithheld(_ i: Int) -> Bool { isUnreachable && hosts[i].session?.claimsLargerFloor == true }

    private mutating func tellWithheld(_ i: Int, _ out: inout [ZoneDirective]) {
        guard isWithheld(i), !hosts[i].toldWithheld else { return }
        hosts[i].toldWithheld = true
        let message =
            "\(hosts[i].address) gets no lease: it holds a larger floor than configured, and with it all floors are above the zone's quota"
        out.append(.event(Event(.grantWithheld, .error, message), hosts[i].address))
    }

    /// Writes a promise down; its line goes out when the disk has it (rule 2).
    mutating func draft(_ i: Int, _ quota: Power, _ now: BootInstant) {
        let host = hosts[i]
        guard let session = host.session, let beat = host.beat, quarantineEnd == nil, durableEpoch == epoch, !host.isWriting,
            host.durableMachineID == session.machineID, now - beat.heard < configuration.lease.term, writes.failure == nil, !isWithheld(i)
        else { return }
        let id = GrantID(epoch: epoch, generation: host.issued.generation + 1)
        let entry = LedgerEntry(
            address: host.address, bootID: session.bootID, grant: id, quota: quota, term: configuration.lease.term,
            hold: configuration.lease.hold)
        let next = announcedCut(i, under: quota, now)
        ledger.record(entry, next: next, now: now)
        hosts[i].issued = id
        hosts[i].newest = HostState.Newest(grant: id, bootID: session.bootID, quota: quota, nonceHeard: beat.heard)
        hosts[i].lastGrantAt = now
        hosts[i].isWriting = true
        let (reason, order) = cause(i, quota, now)
        let emergency = emergency(i, now)
        let line = QuotaGrant(
            epoch: id.epoch, generation: id.generation, quota: quota, nextQuota: next?.quota,
            nextIn: next.map { untilEdge($0, heard: beat.heard) }, emergency: emergency?.floor, emergencyFor: emergency?.left,
            nonce: beat.nonce, lease: configuration.lease.term, reason: reason, order: order)
        let send = PendingWrites.Send(
            host: i, connection: session.connection, bootID: session.bootID, nonceHeard: beat.heard, grant: line)
        writes.drafted.append((entry, send))
    }
}
