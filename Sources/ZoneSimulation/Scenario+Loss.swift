import ZoneModel
import ZonePolicy

/// Scenarios of lost contact.
extension Scenario {
    static func playAll23(_ seed: UInt64) -> ScenarioResult {
        let world = world(seed) { plan in
            var floors = CollectorConfiguration.FloorConfiguration()
            (floors.slot, floors.horizon) = (.seconds(30), .seconds(420))
            plan.zones[0].floors = floors
        }
        // Of the schedules that are at the hosts then, half the horizon is left at least.
        let floorsW = world.centres[0].hosts.reduce(0) { $0 + $1.configuration.floor.watts }
        world.stopCollector(zone: 0, for: 420)
        var (atFloor, atZero, above, drawnOver) = (0.0, 0.0, 0.0, 0.0)
        world.watch(for: 420) { elapsed in
            let inForce = world.inForceW(zone: 0)
            if atFloor == 0, inForce <= floorsW + 0.01 { atFloor = elapsed }
            if atFloor > 0 { above = max(above, inForce - floorsW) }
            if atFloor > 0, elapsed > atFloor + 1 { drawnOver = max(drawnOver, world.drawnW(zone: 0) - floorsW) }
            if atZero == 0, inForce == 0 { atZero = elapsed }
            return false
        }
        var back = 0.0
        world.watch(for: 120) { elapsed in
            guard world.inForceW(zone: 0) >= world.centres[0].budget.watts * 0.995 else { return false }
            back = elapsed
            return true
        }
        return ScenarioResult(
            .all23,
            "outage 420 s: at the schedule after \(fixed(atFloor, decimals: 1)) s, at the default of 0 W after \(fixed(atZero, decimals: 1)) s when it had run out, "
                + "whole again \(fixed(back, decimals: 1)) s after the end; ceilings over the schedule \(fixed(max(above, 0), decimals: 3)) W, watts over it \(fixed(max(drawnOver, 0), decimals: 1)) W",
            [
                ("at the floor within 10 s", atFloor > 0 && atFloor <= 10.2), ("no ceiling above the schedule", above <= 0.01),
                ("0 W after the last slot", atZero > 180 && atZero <= 420), ("watts at the floor when the lease ends", drawnOver <= 0),
                ("back within 40 s", back > 0 && back <= 40),
            ], world)
    }

    static func playAll30(_ seed: UInt64) -> ScenarioResult {
        let world = world(seed)
        world.powerCycle(zone: 0, for: 60)
        var dark = 0.0
        world.watch(for: 59.9) { _ in
            dark = max(dark, world.inForceW(zone: 0))
            return false
        }
        var (allocated, above) = (0.0, 0.0)
        world.watch(for: 60, every: 0.02) { elapsed in
            for machine in world.centres[0].hosts where !machine.holdsLease(at: world.now) {
                above = max(above, (machine.ceiling(at: world.now) - machine.configuration.floor).watts)
            }
            guard world.inForceW(zone: 0) >= world.centres[0].budget.watts * 0.995 else { return false }
            allocated = elapsed
            return true
        }
        return ScenarioResult(
            .all30,
            "every machine off for 60 s, its wall clock unsynchronised after it: \(fixed(dark, decimals: 0)) W in force meanwhile, no host over its floor before its lease "
                + "(\(fixed(above, decimals: 3)) W), whole again after \(fixed(allocated, decimals: 1)) s",
            [
                ("nothing while off", dark == 0), ("the floor until the lease", above <= 0),
                ("whole again within 15 s", allocated > 0 && allocated <= 15),
            ], world)
    }

    static func playFailsafe(_ seed: UInt64) -> ScenarioResult {
        let world = world(seed)
        let floorsW = world.centres[0].hosts.reduce(0) { $0 + $1.configuration.floor.watts }
        world.cutOff(zone: 0, for: 3 * 3600)
        var (atFloor, highest, drawn) = (0.0, 0.0, 0.0)
        world.watch(for: 20) { elapsed in
            if atFloor == 0, world.inForceW(zone: 0) <= floorsW + 0.01 { atFloor = elapsed }
            return false
        }
        world.watch(for: 3 * 3600 - 20, every: 5) { _ in
            highest = max(highest, world.inForceW(zone: 0))
            drawn = max(drawn, world.drawnW(zone: 0))
            return false
        }
        return ScenarioResult(
            .failsafe,
            "no contact for 3 h: at the floor after \(fixed(atFloor, decimals: 1)) s (EEBus: 120 s), then at most \(fixed(highest, decimals: 0)) W in force and \(fixed(drawn, decimals: 0)) W drawn, of \(fixed(floorsW, decimals: 0)) W",
            [
                ("at the floor within 10 s", atFloor > 0 && atFloor <= 10.2), ("never more later", highest <= floorsW + 0.01),
                ("watts under the floors", drawn <= floorsW),
            ], world)
    }

    /// What the whole nation's 2,000 MW would have lost.
    static func playWanBlip(_ seed: UInt64) -> ScenarioResult {
        let world = world(seed)
        var before = 0.0
        world.watch(for: 10) { _ in
            before = max(before, world.drawnW(zone: 0))
            return false
        }
        let budget = world.centres[0].budget.watts
        world.cutOff(zone: 0, for: 12)
        var (lostWs, lowest, back) = (0.0, before, 0.0)
        world.watch(for: 180) { elapsed in
            let drawn = world.drawnW(zone: 0)
            lostWs += max(0, before - drawn) * 0.1
            lowest = min(lowest, drawn)
            guard elapsed > 15, drawn >= before * 0.98 else { return false }
            back = elapsed - 12
            return true
        }
        let nationMWh = lostWs / budget * 2000 / 3600
        return ScenarioResult(
            .wanBlip,
            "12 s without contact: watts fell to \(fixed(lowest / before * 100, decimals: 0)) %, back to 98 % \(fixed(back, decimals: 1)) s after the end; "
                + "a nation of 2,000 MW would lose \(fixed(nationMWh, decimals: 2)) MWh (H 10 s, the way up at the return's slope)",
            [("back within 150 s", back > 0 && back <= 150), ("less than 40 MWh", nationMWh < 40)], world)
    }
}
