import ZoneModel
import ZonePolicy

enum LeaseAction: Sendable {
    /// True time goes on by one beat.
    case beat
    /// The host sends a heartbeat.
    case ask(host: UInt8)
    /// The collector, having heard that heartbeat, grants on the way to a target.
    case grant(host: UInt8, nonce: UInt8, target: UInt8)
    /// A grant arrives.
    case deliver(letter: UInt8)
    /// The host's word that it is under that quota arrives. It was sent as soon as the grant was accepted: later is the same as arriving later.
    case hear(letter: UInt8)
    case restart(host: UInt8)
    /// The collector dies and comes back with what its disk holds.
    case crash
    /// An operator orders the next budget.
    case order
    /// The second schedule of a host goes one step on: sent, arrived, on its disk, and that is heard.
    case schedule(host: UInt8)
}

/// Two hosts and a collector: the production `LeaseKeeper` and `Ledger`, and an environment that does what it can to break them.
struct LeaseModel: Model {
    let setting: LeaseSetting
    let addresses: [HostAddress]
    let boots: [[BootID]]
    let term: Duration
    let hold: Duration

    init?(_ setting: LeaseSetting) {
        self.setting = setting
        guard let zone = Name("z"), let site = Name("s"), let a = Name("a"), let b = Name("b") else { return nil }
        addresses = [a, setting.isOneName ? a : b].map { HostAddress(zone: zone, site: site, host: $0) }
        boots = ["a", "b"].map { host in (0..<4).compactMap { BootID("\(host)\($0)") } }
        term = setting.term
        hold = setting.hold
    }

    var name: String { setting.name }
    var purpose: String { setting.purpose }

    func starts() -> [LeaseState] {
        setting.rates.map { rates in
            var desk = Desk(budget: setting.budget)
            enrol(&desk)
            let machines = Pair { i in
                Machine(
                    keeper: LeaseKeeper(
                        newest: .none, floor: setting.floors[i], schedule: setting.schedules[i].first, rampDown: .zero, jitterFraction: 0))
            }
            var state = LeaseState(machines: machines, collector: desk, rates: rates)
            if setting.hasSchedules { readWalls(&state) }
            return state
        }
    }

    /// As the authority does at its start.
    private func enrol(_ desk: inout Desk) {
        for i in 0..<2 { desk.ledger.setFloor(addresses[i], setting.floors[i]) }
        for i in 0..<2 { setting.schedules[i].first.map { desk.ledger.scheduleSent(addresses[i], $0) } }
        desk.ledger.replay(desk.image.entries, now: desk.now)
    }

    /// Everybody looks at their wall clock; the collector lets floors follow it, as the authority does.
    private func readWalls(_ state: inout LeaseState) {
        let civil = LeaseSetting.wall.milliseconds + Int64(state.beats) * Beat.length.wholeMilliseconds
        for i in 0..<2 {
            let wall = WallInstant(milliseconds: civil + state.rates.walls[i].wholeMilliseconds)
            state.machines[i].keeper.onWall(WallReading(wall: wall, uncertainty: LeaseSetting.clockError), now: state.machines[i].now)
        }
        let now = state.collector.now
        let reading = WallReading(wall: WallInstant(milliseconds: civil), uncertainty: LeaseSetting.clockError)
        state.collector.wall.onReading(reading, now: now)
        followFloors(&state)
    }

    private func followFloors(_ state: inout LeaseState) {
        let now = state.collector.now
        guard state.collector.ledger.setFloorWindow(state.collector.wall.estimates(now: now), hold: hold) else { return }
        openRegimeIfShrunk(&state.collector)
    }

    /// As the authority does before it grants anything.
    private func openRegimeIfShrunk(_ desk: inout Desk) {
        guard desk.ledger.hasShrunk(under: [desk.budget]) else { return }
        desk.ledger.openRegime(isOrder: true, hold: hold, now: desk.now)
    }

    private func moveSchedule(_ i: Int, _ state: inout LeaseState) {
        let schedule = setting.schedules[i][1]
        switch state.machines[i].schedule {
        case .notSent:
            state.machines[i].schedule = .sent
            state.collector.ledger.scheduleSent(addresses[i], schedule)
            followFloors(&state)
        case .sent:
            state.machines[i].schedule = .arrived
            state.machines[i].keeper.incoming = schedule
        case .arrived:
            state.machines[i].schedule = .stored
            state.machines[i].keeper.schedule = schedule
            state.machines[i].keeper.incoming = nil
        case .stored:
            state.machines[i].schedule = .heard
            state.collector.ledger.scheduleStored(addresses[i], id: schedule.id)
        case .heard: break
        }
    }

    // MARK: What can happen

    func actions(in state: LeaseState, into actions: inout [LeaseAction]) {
        if !setting.hasSchedules || Int(state.beats) < setting.beatsMax { actions.append(.beat) }
        let canGrant = state.net.count < setting.grantsMax
        for i in 0..<2 {
            let machine = state.machines[i]
            let host = UInt8(i)
            let noncesMax = i == 0 ? setting.noncesMax : setting.noncesMaxOfSecond ?? setting.noncesMax
            if machine.nonces < noncesMax { actions.append(.ask(host: host)) }
            if canGrant {
                for nonce in 0..<machine.nonces {
                    for target in setting.targets.indices {
                        actions.append(.grant(host: host, nonce: nonce, target: UInt8(target)))
                    }
                }
            }
            if machine.boot < setting.restartsMax { actions.append(.restart(host: host)) }
            if setting.schedules[i].count > 1, machine.schedule != .heard { actions.append(.schedule(host: host)) }
        }
        for index in state.net.indices {
            actions.append(.deliver(letter: UInt8(index)))
            if state.net[index].isApplied { actions.append(.hear(letter: UInt8(index))) }
        }
        if state.collector.crashes < setting.crashesMax { actions.append(.crash) }
        if Int(state.collector.orders) < setting.budgets.count { actions.append(.order) }
    }

    func perform(_ action: LeaseAction, on state: inout LeaseState) {
        switch action {
        case .beat: beat(&state)
        case .ask(let host):
            let i = Int(host)
            let nonce = state.machines[i].nonces
            state.machines[i].nonces += 1
            state.machines[i].bootOfNonce |= UInt32(state.machines[i].boot) << (2 * UInt32(nonce))
            state.machines[i].keeper.onHeartbeat(Nonce(high: 0, low: UInt64(nonce)), sentAt: state.machines[i].now)
        case .grant(let host, let nonce, let target): grant(Int(host), nonce: nonce, upTo: setting.targets[Int(target)], &state)
        case .deliver(let index): deliver(Int(index), &state)
        case .hear(let index):
            let letter = state.net[Int(index)]
            let i = Int(letter.host)
            state.collector.ledger.applied(
                addresses[i], boot: boots[i][Int(letter.boot)],
                grant: GrantID(epoch: letter.grant.epoch, generation: letter.grant.generation))
            flush(&state.collector)
        case .restart(let host): restart(Int(host), &state)
        case .crash: crash(&state)
        case .order: order(&state)
        case .schedule(let host): moveSchedule(Int(host), &state)
        }
    }

    private func beat(_ state: inout LeaseState) {
        for i in 0..<2 {
            state.machines[i].now += state.rates.agents[i].advance
            _ = state.machines[i].keeper.onTick(now: state.machines[i].now)
        }
        let now = state.collector.now + state.rates.collector.advance
        state.collector.now = now
        state.collector.ledger.expire(now: now)
        flush(&state.collector)
        if setting.hasSchedules {
            state.beats += 1
            readWalls(&state)
        }
        state.collector.olderBudgets.removeAll { $0.until <= now }
    }

    /// Rule 2: the entry is on disk before the line is in the net.
    private func grant(_ i: Int, nonce: UInt8, upTo target: Power, _ state: inout LeaseState) {
        let now = state.collector.now
        let quota = state.collector.ledger.largestGrant(addresses[i], upTo: target, budget: state.collector.budget, now: now)
        let boot = Int(state.machines[i].bootOfNonce >> (2 * UInt32(nonce)) & 3)
        let account = setting.isOneName ? 0 : i
        state.collector.generations[account] += 1
        let id = GrantID(epoch: 1, generation: state.collector.generations[account])
        let entry = LedgerEntry(address: addresses[i], bootID: boots[i][boot], grant: id, quota: quota, term: term, hold: hold)
        state.collector.ledger.record(entry, now: now)
        if setting.crashesMax > 0 { state.collector.image.apply(.granted(entry)) }
        flush(&state.collector)
        let line = QuotaGrant(
            epoch: id.epoch, generation: id.generation, quota: quota, nonce: Nonce(high: 0, low: UInt64(nonce)), lease: term)
        state.net.append(Letter(host: UInt8(i), boot: UInt8(boot), grant: line))
    }

    private func flush(_ desk: inout Desk) {
        let freed = desk.ledger.takeFreed()
        if setting.crashesMax > 0 { for record in freed { desk.image.apply(record) } }
    }

    private func deliver(_ index: Int, _ state: inout LeaseState) {
        let i = Int(state.net[index].host)
        if case .accepted = state.machines[i].keeper.onGrant(state.net[index].grant, now: state.machines[i].now) {
            state.net[index].isApplied = true
        }
        let newest = state.machines[i].keeper.newest
        if newest.epoch != state.machines[i].remembered.epoch { state.machines[i].remembered = newest }
    }

    /// The nonces are forgotten, the epoch is on disk, the lease is gone.
    private func restart(_ i: Int, _ state: inout LeaseState) {
        state.machines[i].boot += 1
        state.machines[i].keeper = LeaseKeeper(
            newest: state.machines[i].remembered, floor: setting.floors[i],
            schedule: setting.hasSchedules
                ? setting.schedules[i][state.machines[i].schedule.rawValue >= ScheduleStage.stored.rawValue ? 1 : 0] : nil,
            rampDown: .zero, jitterFraction: 0)
    }

    private func crash(_ state: inout LeaseState) {
        state.collector.crashes += 1
        state.collector.ledger = Ledger()
        enrol(&state.collector)
        flush(&state.collector)
        openRegimeIfShrunk(&state.collector)
        // K starts anew for every entry, so for every older budget.
        let until = state.collector.now + hold
        for index in state.collector.olderBudgets.indices { state.collector.olderBudgets[index].until = until }
    }

    private func order(_ state: inout LeaseState) {
        let now = state.collector.now
        let before = state.collector.budget
        state.collector.budget = setting.budgets[Int(state.collector.orders)]
        state.collector.orders += 1
        if before > state.collector.budget { state.collector.olderBudgets.append(OlderBudget(budget: before, until: now + hold)) }
        openRegimeIfShrunk(&state.collector)
    }

    // MARK: What must never be

    func violation(in state: LeaseState) -> String? {
        var sum = Power.zero
        for i in 0..<2 {
            let inForce = state.machines[i].keeper.ceiling(now: state.machines[i].now)
            let commitment = state.collector.ledger.commitment(of: addresses[i], now: state.collector.now)
            if inForce > commitment {
                return "host \(addresses[i].host) holds a ceiling of \(inForce.watts) W, and the ledger counts \(commitment.watts) W for it"
            }
            sum += inForce
        }
        // Two machines under one name draw more than one; the collector takes in only one of them.
        guard !setting.isOneName else { return nil }
        let allowed = state.collector.olderBudgets.reduce(state.collector.budget) { max($0, $1.budget) }
        if sum > allowed { return "the ceilings in force add up to \(sum.watts) W, above the budget of \(allowed.watts) W" }
        return nil
    }

    func describe(_ state: LeaseState, into form: inout CanonicalForm) {
        form.put(state.rates.collector.rawValue * 9 + state.rates.agents[0].rawValue * 3 + state.rates.agents[1].rawValue)
        for i in 0..<2 {
            let machine = state.machines[i]
            form.put(Int64(machine.boot) | Int64(machine.nonces) << 8 | Int64(machine.bootOfNonce) << 16)
            form.put(Int64(truncatingIfNeeded: machine.remembered.epoch << 32 | machine.remembered.generation))
            machine.keeper.describe(now: machine.now) { form.put($0) }
        }
        let desk = state.collector
        if setting.hasSchedules {
            form.put(Int64(state.beats) << 16 | Int64(state.machines[0].schedule.rawValue << 8 | state.machines[1].schedule.rawValue))
            for i in 0..<2 { form.put(state.rates.walls[i].wholeMilliseconds) }
        }
        form.put(desk.budget.milliwatts)
        form.put(Int64(desk.orders) | Int64(desk.crashes) << 8)
        for older in desk.olderBudgets {
            form.put(older.budget.milliwatts)
            form.put((older.until - desk.now).wholeNanoseconds)
        }
        desk.ledger.describe(addresses, longestHold: hold, now: desk.now) { form.put($0) }
        if setting.crashesMax > desk.crashes {
            for entry in desk.image.entries {
                form.put(Int64(truncatingIfNeeded: entry.grant.generation) << 8 | (entry.address == addresses[0] ? 0 : 1))
            }
        }
        form.put(-2)
        for letter in state.net {
            form.put(
                Int64(letter.host) | Int64(letter.boot) << 8 | Int64(letter.isApplied ? 1 : 0) << 16 | Int64(letter.grant.nonce.low) << 24)
            form.put(Int64(truncatingIfNeeded: letter.grant.epoch << 32 | letter.grant.generation))
            form.put(letter.grant.quota.milliwatts)
        }
    }
}
