import ZoneModel
import ZonePolicy

/// Scenarios of a whole zone at once.
extension Scenario {
    static func playEmergency(_ seed: UInt64) -> ScenarioResult {
        let world = world(seed)
        let before = world.centres[0].budget.watts
        let cut = before / 2
        world.emergency(zone: 0, watts: cut, seconds: 60)
        var (allocated, complied, overWs) = (0.0, 0.0, 0.0)
        world.watch(for: 59, every: 0.02) { elapsed in
            if allocated == 0, world.inForceW(zone: 0) <= cut { allocated = elapsed }
            let drawn = world.drawnW(zone: 0)
            overWs += max(0, drawn - cut) * 0.02
            if complied == 0, drawn <= cut { complied = elapsed }
            return false
        }
        var (steepest, last) = (0.0, world.drawnW(zone: 0))
        world.watch(for: 600, every: 1) { _ in
            let drawn = world.drawnW(zone: 0)
            steepest = max(steepest, drawn - last)
            last = drawn
            return false
        }
        return ScenarioResult(
            .emergency,
            "half at once: ceilings after \(fixed(allocated, decimals: 2)) s, watts after \(fixed(complied, decimals: 2)) s, "
                + "\(fixed(overWs / 3600 / (cut / 1000), decimals: 3)) Wh over per kW cut; the way back rose by at most \(fixed(steepest / before * 100, decimals: 1)) % of Z in a second",
            [
                ("ceilings within 0.5 s", allocated > 0 && allocated <= 0.5), ("watts within 5 s", complied > 0 && complied <= 5),
                ("the return has a slope", steepest <= before * 0.1),
            ], world)
    }

    /// Everybody loses contact for a minute, and everybody comes back.
    static func playReturn(_ seed: UInt64, hosts: Int, _ stopwatch: @escaping Stopwatch) -> ScenarioResult {
        let world = world(seed, hosts: hosts)
        let centre = world.centres[0]
        let budget = centre.budget.watts
        world.cutOff(zone: 0, for: 60)
        world.run(untilSecond: Double(world.now) / 1e9 + 60)
        world.stopwatch = stopwatch
        var (leased, last, slowest) = (0.0, 0.0, 0.0)
        var (steepest, before) = (0.0, world.drawnW(zone: 0))
        var waiting: [Int: Double] = [:]
        world.watch(for: 90, every: 0.25) { elapsed in
            for machine in centre.hosts {
                if machine.holdsLease(at: world.now) {
                    if let since = waiting.removeValue(forKey: machine.index) { slowest = max(slowest, elapsed - since) }
                } else if machine.connection != nil, waiting[machine.index] == nil {
                    waiting[machine.index] = elapsed
                }
            }
            if Int(elapsed * 4) % 4 == 0 {
                let drawn = world.drawnW(zone: 0)
                steepest = max(steepest, drawn - before)
                before = drawn
            }
            if leased == 0, world.inForceW(zone: 0) >= budget * 0.995 { leased = elapsed }
            if world.drawnW(zone: 0) >= budget * 0.95, last == 0 { last = elapsed }
            return leased > 0 && last > 0
        }
        return ScenarioResult(
            .thunderingReturn,
            "\(hosts) hosts back after 60 s: a host holds its lease \(fixed(slowest, decimals: 2)) s at most after it connected, the budget is whole after \(fixed(leased, decimals: 1)) s (back-off up to 30 s), "
                + "watts at 95 % after \(fixed(last, decimals: 1)) s and never more than \(fixed(steepest / budget * 100, decimals: 1)) % of Z in a second; "
                + "the collector computed \(fixed(world.computed.slowest * 1000, decimals: 1)) ms at most at a time, \(fixed(world.computed.total, decimals: 2)) s in all",
            [
                ("a lease within 3 s of the connection", slowest <= 3), ("whole within 45 s", leased > 0 && leased <= 45),
                ("released with a slope: at most 15 % of Z a second", steepest <= budget * 0.15),
            ], world)
    }

    /// Work moves from one half of the hosts to the other, each of which has worked before, so that its map is learned.
    static func playShift(_ seed: UInt64, hosts: Int, _ stopwatch: @escaping Stopwatch) -> ScenarioResult {
        let world = world(seed, hosts: hosts) { ($0.rampPerMinute, $0.rigInterval) = (60, .milliseconds(250)) }
        let centre = world.centres[0]
        world.run(untilSecond: Double(world.now) / 1e9 + 60)
        for machine in centre.hosts where machine.seat % 2 == 0 { world.setWork(machine, false) }
        world.run(untilSecond: Double(world.now) / 1e9 + 60)
        world.stopwatch = stopwatch
        for machine in centre.hosts { world.setWork(machine, machine.seat % 2 == 0) }
        var ceilings: [(at: Double, watts: Double)] = []
        var drawn = ceilings
        let busy = centre.hosts.filter { $0.seat % 2 == 0 }
        world.watch(for: 20, every: 0.1) { elapsed in
            ceilings.append((elapsed, busy.reduce(0) { $0 + $1.ceiling(at: world.now).watts }))
            _ = world.drawnW(zone: 0)
            drawn.append((elapsed, busy.reduce(0) { $0 + $1.watts }))
            return false
        }
        // Of what the newly busy half gets in the end.
        func reached(_ share: Double, _ curve: [(at: Double, watts: Double)]) -> Double {
            let goal = (curve.last?.watts ?? 0) * share
            return curve.first { $0.watts >= goal }?.at ?? .infinity
        }
        let (allocated, watts) = (reached(0.95, ceilings), reached(0.95, drawn))
        func text(_ share: Double, _ curve: [(at: Double, watts: Double)]) -> String { fixed(reached(share, curve), decimals: 1) }
        return ScenarioResult(
            .demandShift,
            "\(hosts) hosts, work moves from one half to the other: 95 % of the new ceilings in force after \(text(0.95, ceilings)) s (99 %: \(text(0.99, ceilings)) s), "
                + "95 % of the watts after \(text(0.95, drawn)) s (99 %: \(text(0.99, drawn)) s); dead time 0.2–0.5 s, τ 0.5–1 s, ramp 100 % of the nameplate a second, "
                + "rigs read four times a second; the collector computed \(fixed(world.computed.slowest * 1000, decimals: 1)) ms at most at a time",
            [("allocation within 3 s", allocated <= 3), ("watts within 8 s", watts <= 8)], world)
    }
}
