import ZoneModel
import ZonePolicy

/// What people and work do to a zone: orders, changed floors, rigs with nothing to hash.
extension World {
    func order(_ centre: Centre) {
        if let mean = plan.meanBetweenOrders { push(after: random.wait(mean: mean), .order(centre.zone)) }
        guard centre.process != nil else { return }
        let floors = centre.hosts.reduce(0) { $0 + $1.configuration.floor.watts }
        let configured = plan.zones[centre.zone].quota.watts
        let request: QuotaRequest
        if random.chance(0.7) {
            let watts = random.real(max(floors * 1.15, configured * 0.4)...max(configured, floors * 1.2))
            request = QuotaRequest(target: centre.configuration.zone.text, quotaW: watts, reason: "simulated", order: nil, dryRun: false)
        } else {
            let machine = centre.machines[random.index(below: centre.machines.count - 1)]
            // A cap under what the host draws with its worker stopped cannot be kept: those are for storms.
            let least = plan.climate == .storm ? 0 : WorldPlan.leastFloor(rigs: machine.rigs.count).watts
            let cap = random.chance(0.5) ? nil : random.real(least...machine.configuration.nameplate.watts)
            request = QuotaRequest(
                target: machine.configuration.address.description, quotaW: cap, reason: "simulated", order: nil, dryRun: false)
        }
        give(centre, request)
    }

    private func give(_ centre: Centre, _ request: QuotaRequest) {
        let wall = centre.wallClock.reading(at: now)
        tally.orders += 1
        centre.isOrdered = true
        trace.note(now, .ordered(centre.zone, Power(watts: request.quotaW ?? -1)))
        tell(centre) { $0.onQuotaRequest(request, uid: 0, now: $1, wall: wall).1 }
    }

    /// After a lost ledger.
    func setQuotaAnew(_ centre: Centre) {
        guard centre.process != nil else {
            push(after: 5_000_000_000, .quotaAnew(centre.zone))
            return
        }
        let watts = plan.zones[centre.zone].quota.watts
        give(centre, QuotaRequest(target: centre.configuration.zone.text, quotaW: watts, reason: "set anew", order: nil, dryRun: false))
        centre.out = []
    }

    // MARK: Floors

    /// The order that the manual gives: a higher floor is entered at the collector first and at the host when the collector has made room;
    /// a lower one at either end first.
    func changeFloor(_ centre: Centre) {
        if let mean = plan.meanBetweenFloorChanges { push(after: random.wait(mean: mean), .floorChange(centre.zone)) }
        guard centre.process != nil, !centre.isFloorPending else { return }
        let machine = centre.machines[random.index(below: centre.machines.count - 1)]
        let floors = centre.hosts.reduce(0) { $0 + $1.configuration.floor.watts }
        let old = machine.configuration.floor
        let new = Power.watts(Double(random.whole(0...8)) * 60 + WorldPlan.leastFloor(rigs: machine.rigs.count).watts)
        // The budget must hold all floors whatever was ordered.
        guard new != old, floors - old.watts + new.watts < centre.budget.watts * 0.8, new < machine.configuration.nameplate else { return }
        // The manual again: where the ledger is gone, a floor is lowered when its host has been heard.
        guard new > old || !centre.unheard.contains(machine.seat) else { return }
        if centre.configuration.floors != nil, new < old {
            guard !centre.hasLostLedger else { return }
            centre.hasLoweredFloor = true
        }
        tally.floorChanges += 1
        centre.isFloorPending = true
        centre.isFloorFalling = new < old
        trace.note(now, .floor(machine.index, new))
        let settled = Int64(centre.configuration.lease.hold.seconds * 1e9 / (1 - plan.rateError)) + 30_000_000_000
        if new < old, random.chance(0.5) {
            push(after: 1, .agentFloor(machine.index, new))
            push(after: random.whole(1_000_000_000...20_000_000_000), .collectorFloor(zone: centre.zone, seat: machine.seat, new))
        } else {
            push(after: 1, .collectorFloor(zone: centre.zone, seat: machine.seat, new))
            push(after: settled + random.whole(0...60_000_000_000), .agentFloor(machine.index, new))
        }
    }

    /// The agent reads its file again, or will read it when it starts; then it says hello anew.
    func takeFloor(_ machine: Machine, _ floor: Power) {
        machine.configuration.floor = floor
        centres[machine.zone].floorEnds += 1
        endFloorChange(centres[machine.zone])
        guard machine.isAlive else { return }
        machine.advance(to: now, random: &random)
        var configuration = machine.policy.configuration
        configuration.floor = floor
        obey(machine, machine.policy.onConfiguration(configuration, now: machine.bootClock.reading(at: now)))
        introduce(machine)
    }

    /// The connection ends, and another one begins with `hello`.
    func introduce(_ machine: Machine) {
        guard let connection = machine.connection else { return }
        carryUp(machine, .closedAtCollector(zone: machine.zone, connection: connection))
        machine.connection = nil
        machine.isStreaming = false
        push(after: random.whole(1_000_000...500_000_000), .connect(machine.index, life: machine.life))
    }

    /// The collector takes a changed file up by a restart.
    func takeFloor(_ centre: Centre, _ seat: Int, _ floor: Power) {
        centre.configuration.hosts[seat].floor = floor
        centre.floorEnds += 1
        endFloorChange(centre)
        let down = random.whole(200_000_000...1_500_000_000)
        excuse(centre.zone, until: now + down + 5_000_000_000)
        guard centre.process != nil else { return }
        stopCollector(centre)
        push(after: down, .collectorUp(centre.zone))
    }

    private func endFloorChange(_ centre: Centre) {
        guard centre.floorEnds == 2 else { return }
        centre.floorEnds = 0
        centre.isFloorPending = false
        centre.isFloorFalling = false
    }

    /// An orderly stop: what was being written is written.
    func stopCollector(_ centre: Centre) {
        trace.note(now, .collectorStopped(centre.zone))
        centre.process = nil
        for batch in centre.disk.writing + centre.disk.waiting { centre.disk.store(batch) }
        (centre.disk.writing, centre.disk.waiting) = ([], [])
        for machine in centre.machines {
            guard let connection = machine.connection else { continue }
            carryDown(machine, .closedAtAgent(machine.index, connection: connection))
        }
    }

    // MARK: Work

    func changeWork(_ centre: Centre) {
        if let mean = plan.meanBetweenWorkChanges { push(after: random.wait(mean: mean), .work(centre.zone)) }
        let machine = centre.machines[random.index(below: centre.machines.count - 1)]
        guard machine.hasWork, machine.isAlive else { return }
        machine.advance(to: now, random: &random)
        machine.hasWork = false
        machine.obeyOrders(at: now, random: &random)
        push(after: random.whole(10_000_000_000...120_000_000_000), .workReturns(machine.index))
    }

    func returnWork(_ machine: Machine) {
        machine.advance(to: now, random: &random)
        machine.hasWork = true
        machine.obeyOrders(at: now, random: &random)
    }
}
