import ZoneModel
import ZonePolicy

/// What scenarios do to a world by hand, and what they read off it.
extension World {
    /// The collector is stopped in good order and comes back after a while.
    func stopCollector(zone: Int, for seconds: Double) {
        stopCollector(centres[zone])
        push(after: Int64(seconds * 1e9), .collectorUp(zone))
    }

    func cutOff(zone: Int, for seconds: Double) { centres[zone].partitionedUntil = now + Int64(seconds * 1e9) }

    func powerCycle(zone: Int, for seconds: Double) {
        for machine in centres[zone].hosts {
            killAgent(machine, isPowerLoss: true)
            machine.disk.grant = .none
            machine.wallClock.bound = nil
            push(after: Int64(seconds * 1e9), .agentUp(machine.index, isReboot: true))
        }
    }

    func emergency(zone: Int, watts: Double, seconds: Double) {
        let centre = centres[zone]
        let request = TimedOrderRequest(
            kind: .emergency, target: centre.configuration.zone.text, quotaW: watts, start: nil, durationS: seconds, reason: "scenario",
            order: nil, dryRun: false)
        let wall = centre.wallClock.reading(at: now)
        tell(centre) { $0.onTimedRequest(request, uid: 0, now: $1, wall: wall).1 }
    }

    func setWork(_ machine: Machine, _ hasWork: Bool) {
        machine.advance(to: now, random: &random)
        machine.hasWork = hasWork
        machine.obeyOrders(at: now, random: &random)
    }

    // MARK: Readings

    func inForceW(zone: Int) -> Double { centres[zone].hosts.reduce(0) { $0 + $1.ceiling(at: now).watts } }

    func drawnW(zone: Int) -> Double {
        centres[zone].hosts.reduce(0) { sum, machine in
            machine.advance(to: now, random: &random)
            return sum + machine.watts
        }
    }

    /// Runs on in steps and looks after each of them; `look` says when it has seen enough.
    func watch(for seconds: Double, every step: Double = 0.1, _ look: (Double) -> Bool) {
        let start = Double(now) / 1e9
        var elapsed = 0.0
        while elapsed < seconds, violation == nil {
            elapsed = min(elapsed + step, seconds)
            run(untilSecond: start + elapsed)
            if look(elapsed) { return }
        }
    }
}
