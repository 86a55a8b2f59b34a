import CShims
import ControlBench
import Glibc
import ZoneModel
import ZoneTestKit

/// The real programs under orders, with the worker's real CPU time as the plant.
final class NativeBench {
    /// How often each thing is done.
    struct Counts {
        var cuts = 100
        var announced = 10
        var contactsLost = 2
        var sensorsLost = 4
        /// What is halved. The worker must get the CPU time for it.
        var quota = 600.0
    }

    static let plantText =
        "zone-agent (and zone-collector where it is named) as they are installed, hashing for real; watts = 40 W + 560 W × share of the "
        + "worker's threads that the agent's process really computed, lag 50 ms, sensor refreshed every 100 ms, read through libsensors "
        + "under umockdev"

    private let counts: Counts
    let threads: Int
    var figures: [Figure] = []
    private let high: Power
    private let low: Power
    private let floor: Power
    /// How long the plant is followed after a cut.
    private static let afterwards: Int64 = 400_000_000

    init(_ counts: Counts) {
        self.counts = counts
        high = .watts(counts.quota)
        low = high * 0.5
        floor = NativeSite.floor(high)
        threads = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    }

    func run() throws -> [Figure] {
        try withRealCollector()
        if counts.announced > 0 { try announcedCuts() }
        return figures
    }

    // MARK: With zone-collector

    private func withRealCollector() throws {
        let site = try NativeSite(threads: threads, quota: high)
        defer { site.end() }
        try site.startCollector()
        try site.startAgent()
        try awaitLease(site)
        if counts.cuts > 0 { try cuts(site) }
        if counts.sensorsLost > 0 { try sensorsLost(site) }
        if counts.contactsLost > 0 { try contactsLost(site) }
    }

    private func awaitLease(_ site: NativeSite) throws {
        // A new ledger grants nothing for 12.5 s.
        guard try site.wait(seconds: 60, { site.status()?.lease != nil }) else { throw BenchFailure("no lease came within a minute") }
        try awaitHeight(site)
    }

    /// The rig draws what the high quota lets it, so that a halving halves.
    private func awaitHeight(_ site: NativeSite) throws {
        let goal = low.watts * 1.6
        var since: Int64?
        let isUp = try site.wait(seconds: 120) {
            let now = zs_boottime_ns()
            if site.plant.wattsNow < goal { since = nil } else if since == nil { since = now }
            return since.map { now - $0 >= 150_000_000 } ?? false
        }
        guard isUp else {
            throw BenchFailure(
                "the worker does not get the CPU time for \(fixed(goal, decimals: 0)) W: the machine is busy with other things")
        }
    }

    private func order(_ quota: Power, _ site: NativeSite) throws -> Int64 {
        let request = QuotaRequest(target: NativeSite.address, quotaW: quota.watts, reason: "bench", order: nil, dryRun: false)
        let sentAt = zs_boottime_ns()
        _ = try site.zone.post(request, to: "/v1/quota", as: QuotaDecision.self, "decision on a quota")
        return sentAt
    }

    private func cuts(_ site: NativeSite) throws {
        let load = NativeBench.load()
        var cpu: [Double] = []
        var measured: [Double] = []
        var energy: [Double] = []
        var afterwards: [Double] = []
        var missed = 0
        for _ in 0..<counts.cuts {
            try awaitHeight(site)
            _ = site.plant.take()
            usleep(20_000)
            let before = site.plant.wattsNow
            let start = try order(low, site)
            while zs_boottime_ns() < start + NativeBench.afterwards { usleep(5000) }
            var trace = NativeTrace()
            trace.add(site.plant.take())
            let end = start + NativeBench.afterwards
            let cores = site.plant.cores(at: low.watts)
            if let at = trace.firstAtMost(cores: cores, after: start), let seen = trace.firstReading(atMost: low.watts, after: start) {
                cpu.append(Double(at - start) / 1e6)
                measured.append(Double(seen - start) / 1e6)
                energy.append(trace.energyOver(low.watts, from: start, until: end) / ((before - low.watts) / 1000))
                afterwards.append(trace.mean(from: end - 50_000_000, until: end) / low.watts)
            } else {
                missed += 1
            }
            _ = try order(high, site)
            try site.look()
        }
        let conditions =
            "\(cpu.count) cuts \(high.text) → \(low.text), each from the order's first byte to zone-collector's admin socket (so decision, "
            + "ledger on disk, grant and all); \(surroundings(load))\(missed > 0 ? "; \(missed) cuts were not kept within 400 ms" : "")"
        addPercentiles(
            "push to the CPU time of the new duty", cpu,
            conditions
                + "; to the first instant from which the agent's process computes at most the new quota's share in the next 2 ms and the "
                + "next 10 ms", reference: nil, isSimulated: false, p50: 20, p99: 50, isWhole: missed == 0)
        addPercentiles(
            "push to measured ≤ quota", measured, conditions + "; to the sensor's first reading at or under the quota, at its refresh",
            reference: "Dynamo 6 s, LuxOS 5 s, ERCOT fast frequency response 0.25 s", p50: 250, p99: 1000, isWhole: missed == 0)
        let mean = energy.isEmpty ? .nan : energy.reduce(0, +) / Double(energy.count)
        add(
            "over quota, unannounced, mean", mean, "Wh per kW cut", decimals: 4,
            conditions + "; drawn above the new quota from the order on, until 400 ms later, by the plant every 2 ms; worst cut "
                + "\(fixed(energy.max() ?? .nan, decimals: 4))",
            reach: ("≤ 0.1, the worst too", missed == 0 && (energy.max() ?? .infinity) <= 0.1))
        let share = afterwards.isEmpty ? .nan : afterwards.reduce(0, +) / Double(afterwards.count)
        add(
            "draw 350 to 400 ms after the order, mean", share * 100, "% of the new quota", decimals: 1,
            conditions + "; highest \(fixed((afterwards.max() ?? .nan) * 100, decimals: 1)) %", reach: nil)
    }

    // MARK: Losses

    private func sensorsLost(_ site: NativeSite) throws {
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

    private func contactsLost(_ site: NativeSite) throws {
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

    // MARK: With the bench's own grants

    private func announcedCuts() throws {
        let load = NativeBench.load()
        let collector = try NativeCollector(quota: high)
        defer { collector.stop() }
        let site = try NativeSite(threads: threads, quota: high, port: collector.port)
        defer { site.end() }
        try site.startAgent()
        try awaitLease(site)
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

    // MARK: Figures

    private func add(
        _ name: String, _ value: Double, _ unit: String, decimals: Int = 2, _ conditions: String, reference: String? = nil,
        isSimulated: Bool = true, reach: (text: String, isReached: Bool)?
    ) {
        figures.append(
            Figure(
                bench: "native", name: name, value: value, unit: unit, decimals: decimals, isSimulated: isSimulated, conditions: conditions,
                reference: reference, reach: reach?.text, isReached: reach?.isReached))
    }

    private func addPercentiles(
        _ name: String, _ samples: [Double], _ conditions: String, reference: String?, isSimulated: Bool = true, p50: Double, p99: Double,
        isWhole: Bool
    ) {
        for (share, bound, title) in [(0.5, p50, "p50"), (0.99, p99, "p99")] {
            let value = percentile(share, of: samples)
            add(
                "\(name), \(title)", value, "ms", decimals: 1, conditions, reference: reference, isSimulated: isSimulated,
                reach: ("≤ \(fixed(bound, decimals: 0)) ms", isWhole && value <= bound))
        }
    }

    private func surroundings(_ load: Double) -> String {
        let cores = sysconf(Int32(_SC_NPROCESSORS_ONLN))
        return "\(threads) worker threads on \(cores) cores, load average \(fixed(load, decimals: 1)) when it began"
    }

    private static func load() -> Double {
        var averages = [0.0, 0, 0]
        return getloadavg(&averages, 3) > 0 ? averages[0] : 0
    }
}
