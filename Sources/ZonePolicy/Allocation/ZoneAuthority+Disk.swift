import ZoneModel

/// What a call decided goes to disk as one batch, and its lines go out when it is there.
extension ZoneAuthority {
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
