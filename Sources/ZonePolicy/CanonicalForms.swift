import ZoneModel

// What of a decision's state decides about everything that it will do, in numbers, with no clock in it: instants are relative to `now`. Two values with
// the same numbers behave alike for ever. For the model check, which walks all states; `CanonicalFormTests` holds it against the stored properties.

extension Ledger {
    /// - Parameters:
    ///   - hosts: all that it has accounts for, in a fixed order.
    ///   - longestHold: the largest K that it may be asked about: no rule asks whether anything is older.
    package func describe(_ hosts: [HostAddress], longestHold: Duration, now: BootInstant, _ put: (Int64) -> Void) {
        put(Int64(open.count))
        for one in open {
            put(Int64(regime - one.first))
            put(Int64(one.edge?.count ?? -1))
            for budget in one.edge ?? [] { put(budget.milliwatts) }
        }
        put(lastOpening.map { min((now - $0).wholeNanoseconds, longestHold.wholeNanoseconds) } ?? -1)
        for host in hosts {
            guard let account = accounts[host] else {
                put(-1)
                continue
            }
            account.describe(regime: regime, now: now, put)
        }
        put(Int64(freed.count))
        // It decides when regimes are looked through; once it is past, at the next call.
        put(earliestExpiry.nanoseconds == .max ? -1 : max((earliestExpiry - now).wholeNanoseconds, 0))
        // Civil time does not stand still relative to anything: whoever has schedules walks a bounded time.
        guard accounts.list.contains(where: { !$0.schedules.isEmpty }) else { return }
        for window in [window, latestWindow] {
            guard case .between(let from, let to, let ahead) = window else {
                put(-1)
                continue
            }
            put(from.milliseconds)
            put(to.milliseconds)
            put(ahead.milliseconds)
        }
        put(windowGoodUntil?.from.milliseconds ?? -1)
        put(windowGoodUntil?.to.milliseconds ?? -1)
        put(windowGoodUntil?.ahead.milliseconds ?? -1)
    }
}

extension Ledger.Account {
    func describe(regime: UInt64, now: BootInstant, _ put: (Int64) -> Void) {
        put(floor.milliwatts)
        put(floorAtHost.milliwatts)
        put(Int64(nodes.count))
        for node in nodes { put(Int64(node)) }
        put(Int64(schedules.count))
        for schedule in schedules { put(schedule.id.word) }
        put(isStored ? 1 : 0)
        put(scheduled.milliwatts)
        put(scheduledNow.milliwatts)
        put(uncontrolled.milliwatts)
        put(measured.milliwatts)
        put(Int64(held.count))
        for entry in held {
            put(entry.bootID.text.word)
            entry.grant.describe(put)
            entry.lowest.describe(put)
            put(entry.quota.milliwatts)
            put(entry.next?.quota.milliwatts ?? -1)
            put(entry.next.map { ($0.at - now).wholeNanoseconds } ?? -1)
            put((entry.expires - now).wholeNanoseconds)
            put(Int64(regime - entry.regime) << 1 | (entry.isPresumed ? 1 : 0))
        }
        // In no order.
        var unordered: Int64 = 0
        for (bootID, grant) in unstruck {
            var word = bootID.text.word
            grant.describe { word = (word ^ $0) &* 0x5851_F42D_4C95_7F2D }
            unordered = unordered &+ word
        }
        put(unordered)
    }
}

extension LeaseKeeper {
    package func describe(now: BootInstant, _ put: (Int64) -> Void) {
        newest.describe(put)
        put(constantFloor.milliwatts)
        put(rampDown.wholeNanoseconds)
        put(isFloorWithheld ? 1 : 0)
        if let lease {
            lease.grant.describe(put)
            put(lease.quota.milliwatts)
            put((lease.endsAt - now).wholeNanoseconds)
            put(lease.next?.quota.milliwatts ?? -1)
            // Once it holds, it holds.
            put(lease.next.map { max(($0.at - now).wholeNanoseconds, 0) } ?? -1)
        } else {
            put(-1)
        }
        put(Int64(sent.count))
        for one in sent {
            put(Int64(truncatingIfNeeded: one.nonce.low))
            // Forgotten at the next heartbeat, however much older.
            put(min((now - one.at).wholeNanoseconds, LeaseKeeper.termMax.wholeNanoseconds + 1))
        }
        put(emergency?.ceiling.milliwatts ?? -1)
        put(emergency.map { ($0.endsAt - now).wholeNanoseconds } ?? -1)
        put(schedule?.id.word ?? -1)
        put(incoming?.id.word ?? -1)
        // Without a schedule nobody asks for the time.
        guard schedule != nil || incoming != nil else { return }
        wall.describe(now: now, put)
    }
}

extension WallTrack {
    func describe(now: BootInstant, _ put: (Int64) -> Void) {
        for anchor in [anchor, contender] {
            put(anchor?.wall.milliseconds ?? -1)
            put(anchor.map { (now - $0.at).wholeNanoseconds } ?? -1)
            put(anchor.map { min((now - $0.since).wholeNanoseconds, 60_000_000_000) } ?? -1)
            put(anchor?.uncertainty.wholeNanoseconds ?? -1)
        }
    }
}

extension HostPolicy {
    /// As far as the lease is concerned: not its plant, its account and its tale.
    package func describe(now: BootInstant, _ put: (Int64) -> Void) {
        keeper.describe(now: now, put)
        put(configuration.floor.milliwatts)
        put(announced.floor.milliwatts)
        compliance.applied.describe(put)
    }
}

extension LedgerEntry {
    func describe(_ put: (Int64) -> Void) {
        put(address.host.text.word ^ bootID.text.word << 16)
        grant.describe(put)
        put(quota.milliwatts)
        put(hold.wholeNanoseconds)
    }
}

extension GrantID {
    func describe(_ put: (Int64) -> Void) { put(Int64(truncatingIfNeeded: epoch << 32 ^ generation)) }
}

extension String {
    /// Of the last eight characters. Whoever walks all states gives short names.
    var word: Int64 { utf8.suffix(8).reduce(0) { $0 << 8 | Int64($1) } }
}

extension ZoneAuthority {
    package func commitment(of host: HostAddress, now: BootInstant) -> Power { ledger.commitment(of: host, now: now) }

    package func describe(now: BootInstant, _ put: (Int64) -> Void) {
        // No rule asks whether anything is older than the longest K.
        let oldest = longestHold.wholeNanoseconds + 1
        let age: (BootInstant?) -> Int64 = { $0.map { min((now - $0).wholeNanoseconds, oldest) } ?? -1 }
        ledger.describe(hosts.map(\.address), longestHold: longestHold, now: now, put)
        tree.describe(now: now, put)
        put(zoneOrder?.quota?.milliwatts ?? -1)
        put(edge.map { ($0.at - now).wholeNanoseconds } ?? -1)
        for budget in edge?.budgets ?? [] { put(budget.milliwatts) }
        put(treeDueAt.map { max(min($0 - now, .seconds(86_400)), .zero).wholeNanoseconds } ?? -1)
        for (id, shares) in emergencyFloors.sorted(by: { $0.key < $1.key }) {
            put(Int64(truncatingIfNeeded: id))
            for (host, share) in shares.sorted(by: { $0.key < $1.key }) { put(share.milliwatts << 8 | Int64(host)) }
        }
        parentKeeper?.describe(now: now, put)
        parentApplied.describe(put)
        put((isUrgent ? 1 : 0) | (isQuotaUnconfirmed ? 2 : 0))
        put(Int64(truncatingIfNeeded: identity.last))
        put(Int64(truncatingIfNeeded: lastSchedule))
        if configuration.floors != nil {
            wall.describe(now: now, put)
            put(slotStart?.milliseconds ?? -1)
        }
        for number in [epoch, durableEpoch ?? 0, settledEpoch] { put(Int64(truncatingIfNeeded: number)) }
        put(quarantineEnd.map { ($0 - now).wholeNanoseconds } ?? -1)
        put(age(startedAt))
        put(isStale ? 1 : 0)
        put(isUnreachable ? 1 : 0)
        for (connection, host) in connections.sorted(by: { $0.key < $1.key }) { put(Int64(connection << 8 | host)) }
        for host in hosts { host.describe(age, put) }
        writes.describe(age, capSerials: hosts.map(\.capSerial), zoneSerial: zoneSerial, now: now, put)
    }
}

extension BudgetTree {
    func describe(now: BootInstant, _ put: (Int64) -> Void) {
        put(standing.milliwatts)
        for budget in inForce { put(budget.milliwatts) }
        for (id, state) in timed.sorted(by: { $0.key < $1.key }) {
            put(Int64(truncatingIfNeeded: id))
            put((state.startsAt - now).wholeNanoseconds)
            put((state.endsAt - now).wholeNanoseconds)
            put(state.hasBegun ? 1 : 0)
        }
        for (node, ramp) in returning.sorted(by: { $0.key < $1.key }) {
            put(Int64(node))
            put(ramp.from.milliwatts)
            put((now - ramp.since).wholeNanoseconds)
        }
        put(parent?.quota?.milliwatts ?? -1)
        put(parent.map { ($0.until - now).wholeNanoseconds } ?? -1)
        put(parent?.next?.quota.milliwatts ?? -1)
        put((parent?.next?.at).map { ($0 - now).wholeNanoseconds } ?? -1)
    }
}

extension HostState {
    func describe(_ age: (BootInstant?) -> Int64, _ put: (Int64) -> Void) {
        if let session {
            put(Int64(session.connection))
            put(session.bootID.text.word)
            put(session.machineID.word)
            put(session.mode == .observe ? 1 : 0)
            put(session.nameplate.milliwatts)
            put(session.claimsLargerFloor ? 1 : 0)
        } else {
            put(-1)
        }
        if let beat {
            put(age(beat.heard))
            put(Int64(truncatingIfNeeded: beat.nonce.low))
            put(beat.wanted.milliwatts)
        } else {
            put(-1)
        }
        put(isReachable ? 1 : 0)
        put(age(lastHeard))
        put(demand.demand?.milliwatts ?? -1)
        put(cap?.milliwatts ?? -1)
        put(target.milliwatts)
        put(targetAfter.milliwatts)
        put(storedSchedule?.word ?? -1)
        put(age(risesSince))
        put((isScheduleKnown ? 1 : 0) | (isScheduleDue ? 2 : 0) | (maintenance == nil ? 0 : 4))
        issued.describe(put)
        if let newest {
            newest.grant.describe(put)
            put(newest.bootID.text.word)
            put(newest.quota.milliwatts)
            put(age(newest.nonceHeard))
        } else {
            put(-1)
        }
        put(age(lastGrantAt))
        put((isWriting ? 1 : 0) | (owesAnswer ? 2 : 0) | (overSince != nil ? 4 : 0))
        put(machineID?.word ?? -1)
        put(durableMachineID?.word ?? -1)
        put(floorAtHost?.milliwatts ?? -1)
        put(uncontrolled.milliwatts)
    }
}

extension IdentityOrder {
    /// The number is given once: it stands for the rest.
    fileprivate func describe(_ put: (Int64) -> Void) {
        let rank: Int64 =
            switch kind {
            case .token: 1
            case .enrolled: 2
            case .revoked: 3
            }
        put(Int64(truncatingIfNeeded: number) << 2 | rank)
    }
}

extension PendingWrites {
    func describe(
        _ age: (BootInstant?) -> Int64, capSerials: [Int], zoneSerial: Int, now: BootInstant, _ put: (Int64) -> Void
    ) {
        PendingWrites.describe(unsaved, put)
        PendingWrites.describe(waiting, put)
        PendingWrites.describe(written, put)
        for entry in lost { entry.describe(put) }
        for order in identity { order.describe(put) }
        put(Int64(heldBack.count))
        for case .freed(let host, let bootID, let upTo) in heldBack {
            put(host.host.text.word ^ bootID.text.word << 16)
            upTo.describe(put)
        }
        for (id, batch) in batches.sorted(by: { $0.key < $1.key }) {
            put(Int64(nextBatch - id))
            PendingWrites.describe(batch.keys, put)
            PendingWrites.describe(batch.waiting, put)
            for entry in batch.entries { entry.describe(put) }
            for order in batch.identity { order.describe(put) }
            for send in batch.sends {
                put(Int64(send.host << 16 | send.connection))
                put(Int64(truncatingIfNeeded: send.grant.epoch << 32 ^ send.grant.generation))
                put(send.grant.quota.milliwatts)
                put(age(send.nonceHeard))
            }
            if let raise = batch.raise {
                put(Int64(raise.host ?? -1))
                put(Int64((raise.host.map { capSerials[$0] } ?? zoneSerial) - raise.serial))
                put(raise.order.quota?.milliwatts ?? -1)
            }
            put(Int64(truncatingIfNeeded: batch.epoch ?? 0))
            for (host, machine) in batch.machines.sorted(by: { $0.key < $1.key }) { put(machine.word ^ Int64(host)) }
        }
        put(failure == nil ? 0 : 1)
        put(retryAt.map { max(($0 - now).wholeNanoseconds, 0) } ?? -1)
    }

    private static func describe(_ waiting: [Waiting], _ put: (Int64) -> Void) {
        put(-4)
        for line in waiting {
            switch line {
            case .welcome(let welcome): put(Int64(welcome.host << 16 | welcome.connection))
            case .schedule(let schedule): put(schedule.schedule.id.word ^ Int64(schedule.host))
            }
        }
    }

    private static func describe(_ keys: Set<Key>, _ put: (Int64) -> Void) {
        put(-3)
        for key in keys.sorted(by: { $0.rank < $1.rank }) { put(Int64(key.rank.0 << 16 | key.rank.1)) }
    }
}
