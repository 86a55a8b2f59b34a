import ZoneModel
import ZonePolicy

/// Events that are announced, emergencies that are not, hosts that are taken out of use.
extension World {
    func timedOrder(_ centre: Centre) {
        if let mean = plan.meanBetweenTimedOrders { push(after: random.wait(mean: mean), .timedOrder(centre.zone)) }
        guard centre.process != nil else { return }
        centre.isOrdered = true
        if let id = centre.timedOrders.last, random.chance(0.2) {
            cancel(centre, id)
        } else if random.chance(0.25) {
            hold(centre)
        } else if random.chance(0.25) {
            maintain(centre)
        } else {
            orderTimed(centre, random.chance(0.4) ? .emergency : .event)
        }
    }

    private func orderTimed(_ centre: Centre, _ kind: TimedOrder.Kind) {
        let target = timedTarget(centre)
        let members = centre.hosts.filter { isUnder(target, $0) }
        let floors = members.map(\.configuration.floor).total().watts
        let ceiling = max(centre.budget.watts * (target.contains("/") ? 0.6 : 1), floors * 1.1)
        // An emergency may go under the floors; an event that does is refused.
        let watts = random.real((kind == .emergency ? floors * 0.4 : floors * 1.05)...ceiling)
        let wall = centre.wallClock.reading(at: now)
        let start = kind == .event ? WallInstant(milliseconds: wall.milliseconds + random.whole(1_000...150_000)).rfc3339 : nil
        let request = TimedOrderRequest(
            kind: kind, target: target, quotaW: watts, start: start, durationS: random.real(20...400), reason: "simulated", order: nil,
            dryRun: false)
        trace.note(now, .timed(centre.zone, isEmergency: kind == .emergency, Power(watts: watts)))
        var id: UInt64?
        tell(centre) { authority, local in
            let (result, directives) = authority.onTimedRequest(request, uid: 0, now: local, wall: wall)
            if case .success(let decision) = result { id = decision.order.id }
            return directives
        }
        guard let id else { return }
        if kind == .event { tally.timedEvents += 1 } else { tally.emergencies += 1 }
        centre.timedOrders.append(id)
        if centre.timedOrders.count > 4 { centre.timedOrders.removeFirst() }
    }

    private func timedTarget(_ centre: Centre) -> String {
        let zone = centre.configuration.zone.text
        switch random.index(below: 4) {
        case 0: return "\(zone)/site-1"
        case 1: return centre.machines[random.index(below: centre.machines.count - 1)].configuration.address.description
        default: return zone
        }
    }

    private func isUnder(_ target: String, _ machine: Machine) -> Bool {
        let address = machine.configuration.address.description
        return address == target || address.hasPrefix(target + "/")
    }

    private func cancel(_ centre: Centre, _ id: UInt64) {
        centre.timedOrders.removeAll { $0 == id }
        let request = TimedOrderCancellation(id: id, reason: "simulated", dryRun: false)
        let wall = centre.wallClock.reading(at: now)
        tell(centre) { $0.onTimedCancellation(request, uid: 0, now: $1, wall: wall).1 }
    }

    /// The veto of somebody at the host.
    private func hold(_ centre: Centre) {
        let machine = centre.machines[random.index(below: centre.machines.count - 1)]
        guard machine.state == .running else { return }
        let least = WorldPlan.leastFloor(rigs: machine.rigs.count).watts
        let order =
            random.chance(0.3)
            ? nil
            : Hold(
                ceiling: .watts(random.real(least...machine.configuration.nameplate.watts)), reason: "simulated", uid: 0,
                since: machine.wallClock.reading(at: now), isSinceTrusted: machine.wallClock.bound != nil,
                length: .seconds(random.whole(20...900)))
        tally.holds += 1
        machine.advance(to: now, random: &random)
        obey(machine, machine.policy.onHold(order, reason: "simulated", uid: 0, now: machine.bootClock.reading(at: now)))
    }

    /// The machine is scrapped, and another one put in its place; the collector is told by a person.
    func replace(_ machine: Machine) {
        let centre = centres[machine.zone]
        guard centre.process != nil else { return }
        let request = ReplacementRequest(target: machine.configuration.address.description, reason: "simulated", dryRun: false)
        let wall = centre.wallClock.reading(at: now)
        var isTaken = false
        tell(centre) { authority, local in
            let (result, directives) = authority.onReplacementRequest(request, uid: 0, now: local, wall: wall)
            if case .success = result { isTaken = true }
            return directives
        }
        guard isTaken else { return }
        tally.replacements += 1
        machine.machineID += "'"
        machine.disk = AgentDisk()
    }

    private func maintain(_ centre: Centre) {
        let machine = centre.machines[random.index(below: centre.machines.count - 1)]
        let isOut = !centre.out.contains(machine.seat)
        if isOut {
            guard centre.out.isEmpty else { return }
            centre.out.insert(machine.seat)
        } else {
            centre.out.remove(machine.seat)
        }
        tally.maintenances += 1
        let request = MaintenanceRequest(
            target: machine.configuration.address.description, isOut: isOut, reason: "simulated", dryRun: false)
        let wall = centre.wallClock.reading(at: now)
        tell(centre) { $0.onMaintenanceRequest(request, uid: 0, now: $1, wall: wall).1 }
    }
}
