import CShims
import Glibc
import ZoneModel

/// Cuts that are announced, sensors that go, collectors that die.
extension NativeBench {
    func sensorsLost(_ site: NativeSite) throws {
        let load = NativeBench.load()
        // Nothing left to throttle: idle, and what the agent itself computes.
        let bound = NativePlant.idleW + 0.05 * NativePlant.busyW
        var times: [Double] = []
        for _ in 0..<counts.sensorsLost {
            try awaitHeight(site)
            _ = site.plant.take()
            let start = zs_boottime_ns()
            site.plant.setSilent(true)
            _ = try site.wait(seconds: 6) { site.plant.wattsNow <= bound }
            usleep(300_000)
            var trace = NativeTrace()
            trace.add(site.plant.take())
            // Not the first instant: the last from which it stays so.
            times.append(trace.settled(atMost: bound, after: start).map { Double($0 - start) / 1e9 } ?? .infinity)
            site.plant.setSilent(false)
        }
        try awaitHeight(site)
        add(
            "sensor lost to safe bound, worst", times.max() ?? .nan, "s",
            "\(times.count) times the file of the power sensor went while the rig drew its quota; until it draws at most "
                + "\(fixed(bound, decimals: 0)) W for good (a stopped worker, and the agent's own CPU time); \(surroundings(load))",
            reference: "not published anywhere", reach: ("≤ 2 s", (times.max() ?? .infinity) <= 2))
    }

    func contactsLost(_ site: NativeSite) throws {
        let load = NativeBench.load()
        let floor = floor.watts
        var times: [Double] = []
        var atEnd: [Double] = []
        for _ in 0..<counts.contactsLost {
            try awaitHeight(site)
            _ = site.plant.take()
            let asked = zs_boottime_ns()
            guard let remaining = site.status()?.lease?.remainingS else { throw BenchFailure("the lease is gone before contact was") }
            site.killCollector()
            let start = zs_boottime_ns()
            // A renewal may have come between the question and the kill: the end that counts is the last that the agent knows.
            var end = asked + Int64(remaining * 1e9)
            if let left = site.status()?.lease?.remainingS { end = zs_boottime_ns() + Int64(left * 1e9) }
            while zs_boottime_ns() < end + 500_000_000 {
                usleep(20_000)
                try site.look()
            }
            var trace = NativeTrace()
            trace.add(site.plant.take())
            times.append(trace.settled(atMost: floor, after: start).map { Double($0 - start) / 1e9 } ?? .infinity)
            atEnd.append(trace.highest(from: end, until: end + 500_000_000))
            try site.startCollector()
            guard try site.wait(seconds: 60, { site.status()?.lease != nil }) else { throw BenchFailure("no lease after the loss") }
        }
        add(
            "lost contact to the floor, worst", times.max() ?? .nan, "s",
            "\(times.count) times zone-collector was killed (SIGKILL) under a lease of 10 s; until the rig draws at most its floor of "
                + "\(self.floor.text) for good; \(surroundings(load))",
            reference: "EEBus 120 s, proto-fleet 240 s", reach: ("≤ 10 s", (times.max() ?? .infinity) <= 10))
        add(
            "highest draw in the half second after the lease's end", atEnd.max() ?? .nan, "W", decimals: 1,
            "the same losses; the end as the agent's status told it",
            reach: ("≤ the floor of \(self.floor.text)", (atEnd.max() ?? .infinity) <= floor))
    }

    func announcedCuts(_ site: NativeSite, _ collector: NativeCollector) throws {
        let load = NativeBench.load()
        var energy: [Double] = []
        for _ in 0..<counts.announced {
            try awaitHeight(site)
            _ = site.plant.take()
            let cutAt = BootInstant(nanoseconds: zs_boottime_ns()) + .milliseconds(1200)
            collector.announce(low, at: cutAt)
            while zs_boottime_ns() < cutAt.nanoseconds + NativeBench.afterwards { usleep(10_000) }
            var trace = NativeTrace()
            trace.add(site.plant.take())
            energy.append(trace.energyOver(low.watts, from: cutAt.nanoseconds, until: cutAt.nanoseconds + NativeBench.afterwards))
            _ = collector.push(high)
            try site.look()
        }
        add(
            "over quota, announced, worst", energy.max() ?? .nan, "Wh", decimals: 6,
            "\(energy.count) cuts \(high.text) → \(low.text) announced 1.2 s ahead by grants of the bench's own collector; drawn above the new "
                + "quota from its instant on, until 400 ms later, by the plant every 2 ms; \(surroundings(load))",
            reference: "0", reach: ("0 Wh", (energy.max() ?? .infinity) == 0))
    }
}
