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
    private func grantable(_ i: Int, _ now: BootInstant) -> Power {
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
    private mutating func draft(_ i: Int, _ quota: Power, _ now: BootInstant) {
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

    // MARK: The disk

    /// Closes a call: what it decided becomes one batch.
    mutating func seal(_ now: BootInstant, _ out: inout [ZoneDirective], flushingFreed: Bool = false, raise: PendingWrites.Raise? = nil) {
        let keys = writes.mayWrite(now) ? writes.unsaved : []
        let isFlushing = flushingFreed && writes.failure == nil && !ledger.freed.isEmpty
        let waiting = writes.mayWrite(now) ? writes.waiting : []
        let identity = writes.mayWrite(now) ? writes.identity : []
        guard !writes.drafted.isEmpty || !keys.isEmpty || isFlushing || raise != nil || !waiting.isEmpty || !identity.isEmpty else {
            return
        }
        var batch = PendingWrites.Batch(
            keys: keys, entries: writes.lost + writes.drafted.map(\.0), sends: writes.drafted.map(\.1), waiting: waiting, raise: raise)
        batch.identity = identity
        var records = keys.sorted { $0.rank < $1.rank }.compactMap { record(of: $0, &batch) }
        records += writes.lost.map { .granted($0) }
        records += takeFreed()
        records += writes.drafted.map { .granted($0.0) }
        for case .schedule(let schedule) in waiting { records.append(.scheduleSent(hosts[schedule.host].address, schedule.schedule)) }
        if let raise {
            records.append(raise.host.map { .hostCap(hosts[$0].address, raise.order) } ?? .zoneQuota(raise.order))
        }
        records += identity.map { .identity($0) }
        if !identity.isEmpty { writes.identity = [] }
        writes.lost = []
        writes.unsaved.subtract(keys)
        if !waiting.isEmpty { writes.waiting = [] }
        writes.drafted = []
        writes.batches[writes.nextBatch] = batch
        out.append(.persist(batch: writes.nextBatch, records))
        writes.nextBatch += 1
    }

    /// What may leave the disk now. While a grant of a host is on its way in an earlier batch, which may fail, nothing of that host's does: it may be
    /// superfluous because of that grant alone, and without either the disk would count too little after a crash.
    private mutating func takeFreed() -> [LedgerRecord] {
        let freed = writes.heldBack + ledger.takeFreed()
        let drafted = Set(writes.drafted.map(\.1.host))
        writes.heldBack = freed.filter { isOnItsWay($0, besides: drafted) }
        return freed.filter { !isOnItsWay($0, besides: drafted) }
    }

    private func isOnItsWay(_ freed: LedgerRecord, besides drafted: Set<Int>) -> Bool {
        guard case .freed(let address, _, _) = freed, let i = index[address] else { return false }
        return hosts[i].isWriting && !drafted.contains(i)
    }

    private func record(of key: PendingWrites.Key, _ batch: inout PendingWrites.Batch) -> LedgerRecord? {
        switch key {
        case .epoch:
            batch.epoch = epoch
            return .epoch(epoch)
        case .epochSettled: return .epochSettled(settledEpoch)
        case .machine(let i):
            batch.machines[i] = hosts[i].machineID
            // Empty: none, after a replacement.
            return .machine(hosts[i].address, machineID: hosts[i].machineID ?? "")
        case .floor(let i): return floorToWrite(hosts[i]).map { .floor(hosts[i].address, $0) }
        case .uncontrolled(let i): return .uncontrolled(hosts[i].address, hosts[i].uncontrolled)
        case .zoneQuota: return zoneOrder.map { .zoneQuota($0) }
        case .hostCap(let i): return hosts[i].capOrder.map { .hostCap(hosts[i].address, $0) }
        case .timedOrder(let id): return tree.orderOnDisk(id).map { .timedOrder($0) } ?? .timedOrderEnded(id: id)
        case .scheduleStored(let i): return hosts[i].storedSchedule.map { .scheduleStored(hosts[i].address, id: $0) }
        case .maintenance(let i): return .maintenance(hosts[i].address, hosts[i].maintenance)
        }
    }

    /// The batch is on disk. Now its lines may go.
    public mutating func onPersisted(_ id: Int, now: BootInstant) -> [ZoneDirective] {
        var out: [ZoneDirective] = []
        guard let batch = writes.batches.removeValue(forKey: id) else { return out }
        if writes.failure != nil {
            writes.failure = nil
            writes.retryAt = nil
            isStale = true
            out.append(.event(Event(.storeRecovered, .notice, "the ledger can be written again"), nil))
        }
        if let epoch = batch.epoch { durableEpoch = max(durableEpoch ?? 0, epoch) }
        for (i, machine) in batch.machines { hosts[i].durableMachineID = machine }
        writes.written += batch.waiting
        for send in batch.sends { release(send, now, &out) }
        if let raise = batch.raise { obey(raise, now, &out) }
        passIfDue(now, &out)
        releaseWords(now, &out)
        seal(now, &out)
        return out
    }

    // MARK: Words that let a host rise

    /// More is counted for the host from now on, and it will take it up on a word from here: the others must make room first.
    mutating func noteRise(_ i: Int, _ now: BootInstant) {
        hosts[i].risesSince = now
        isUrgent = true
        isStale = true
        if ledger.hasShrunk(under: tree.inForce) { ledger.openRegime(isOrder: true, hold: longestHold, now: now) }
    }

    /// The words that are on disk go out: at once where they let nobody rise; else when every budget above the host has room, or when all that was granted before the
    /// rise was counted is K old.
    mutating func releaseWords(_ now: BootInstant, _ out: inout [ZoneDirective]) {
        guard !writes.written.isEmpty else { return }
        let words = writes.written
        writes.written = []
        for word in words {
            let i = word.host
            if let since = hosts[i].risesSince, now - since < longestHold, !hasRoom(i, now) {
                writes.written.append(word)
                continue
            }
            hosts[i].risesSince = nil
            release(word, &out)
        }
    }

    private func hasRoom(_ i: Int, _ now: BootInstant) -> Bool {
        ledger.nodes(at: hosts[i].place).allSatisfy { ledger.total(node: $0, now: now) <= tree.inForce[$0] }
    }

    private mutating func release(_ waiting: PendingWrites.Waiting, _ out: inout [ZoneDirective]) {
        switch waiting {
        case .welcome(let welcome):
            guard let session = hosts[welcome.host].session, session.connection == welcome.connection else { return }
            self.welcome(welcome, &out)
        case .schedule(let schedule):
            guard let session = hosts[schedule.host].session, hosts[schedule.host].isReachable else {
                hosts[schedule.host].isScheduleDue = true
                return
            }
            out.append(.sendSchedule(connection: session.connection, hosts[schedule.host].address, schedule.schedule))
        }
    }

    func welcome(_ welcome: PendingWrites.Welcome, _ out: inout [ZoneDirective]) {
        out.append(
            .welcome(
                connection: welcome.connection, hosts[welcome.host].address, spoolID: welcome.spoolID, nextSeq: welcome.nextSeq,
                epoch: epoch, heartbeatInterval: configuration.heartbeatInterval))
    }

    private mutating func release(_ send: PendingWrites.Send, _ now: BootInstant, _ out: inout [ZoneDirective]) {
        let i = send.host
        hosts[i].isWriting = false
        guard let session = hosts[i].session, session.connection == send.connection, session.bootID == send.bootID,
            now - send.nonceHeard < send.grant.lease, quarantineEnd == nil, send.grant.epoch == epoch
        else { return }
        // The target fell while the disk worked: the line that would let the host rise first is not sent, the cut is.
        if hosts[i].target < send.grant.quota, send.grant.quota.milliwatts - hosts[i].target.milliwatts > send.grant.quota.milliwatts / 200
        {
            draft(i, grantable(i, now), now)
            if hosts[i].isWriting { return }
        }
        out.append(.send(connection: send.connection, .quota(send.grant)))
        // A heartbeat that came meanwhile found the disk busy.
        if hosts[i].owesAnswer { isStale = true }
    }

    /// The batch is not on disk, or nobody knows. Nothing of it is sent; its grants count all the same, for they may be there after a restart.
    public mutating func onPersistFailed(_ id: Int, _ reason: String, now: BootInstant) -> [ZoneDirective] {
        var out: [ZoneDirective] = []
        guard let batch = writes.batches.removeValue(forKey: id) else { return out }
        writes.unsaved.formUnion(batch.keys)
        writes.waiting = batch.waiting + writes.waiting
        writes.identity = batch.identity + writes.identity
        writes.lost = batch.entries + writes.lost
        for send in batch.sends { hosts[send.host].isWriting = false }
        if writes.failure == nil {
            let message =
                "the ledger cannot be written (\(reason)): nothing is granted, hosts fall to their floors as their leases end; mend the disk"
            out.append(.event(Event(.storeFailed, .critical, message), nil))
        }
        if let raise = batch.raise {
            let message = "the order \"\(raise.order.reason)\" could not be written and does not hold: give it again"
            out.append(.event(Event(.storeFailed, .error, message), raise.host.map { hosts[$0].address }))
        }
        writes.failure = reason
        writes.retryAt = now + .seconds(1)
        return out
    }
}
