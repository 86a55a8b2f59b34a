import ZoneModel

// What of a decision's state decides about everything that it will do, in numbers, with no clock in it: instants are relative to `now`. Two values with
// the same numbers behave alike for ever. For the model check, which walks all states; `CanonicalFormTests` holds it against the stored properties.

extension Ledger {
    /// - Parameter hosts: all that it has accounts for, in a fixed order.
    package func describe(_ hosts: [HostAddress], now: BootInstant, _ put: (Int64) -> Void) {
        put(Int64(open.count))
        for one in open {
            put(Int64(regime - one.first))
            put(Int64(one.edge?.count ?? -1))
            for budget in one.edge ?? [] { put(budget.milliwatts) }
        }
        // Only asked whether it is older than a quarter of K; after an hour it surely is.
        put(lastOpening.map { min((now - $0).wholeNanoseconds, 3_600_000_000_000) } ?? -1)
        for host in hosts {
            guard let account = accounts[host] else {
                put(-1)
                continue
            }
            account.describe(regime: regime, now: now, put)
        }
        put(Int64(freed.count))
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
        put(scheduled.milliwatts)
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
            put(Int64(regime - entry.regime))
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
        put(floor.milliwatts)
        put(rampDown.wholeNanoseconds)
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
    }
}

extension GrantID {
    func describe(_ put: (Int64) -> Void) { put(Int64(truncatingIfNeeded: epoch << 32 ^ generation)) }
}

extension String {
    /// The first eight characters. Whoever walks all states gives short names.
    var word: Int64 { utf8.prefix(8).reduce(0) { $0 << 8 | Int64($1) } }
}
