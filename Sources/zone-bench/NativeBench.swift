import CShims
import ControlBench
import Glibc
import ZoneModel
import ZoneTestKit

/// The real programs under orders, with the worker's real CPU time as the plant.
final class NativeBench {
    /// How often each thing is done.
    struct Counts {
        /// By the bench's own collector, and by zone-collector.
        var cuts = 100
        var orders = 10
        var announced = 8
        var contactsLost = 1
        var sensorsLost = 3
        var calibrations = 1
        /// What is halved. The worker must get the CPU time for it.
        var quota = 600.0
    }

    static let plantText =
        "zone-agent (and zone-collector where it is named) as they are installed, hashing for real; watts = 40 W + 560 W × share of the "
        + "worker's threads that the agent's process really computed, lag 50 ms, sensor refreshed every 100 ms, read through libsensors "
        + "under umockdev"

    let counts: Counts
    let threads: Int
    var figures: [Figure] = []
    let high: Power
    let low: Power
    let floor: Power
    /// How long the plant is followed after a cut.
    static let afterwards: Int64 = 400_000_000

    init(_ counts: Counts) {
        self.counts = counts
        high = .watts(counts.quota)
        low = high * 0.5
        floor = NativeSite.floor(high)
        threads = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    }

    func run() throws -> [Figure] {
        try withOwnGrants()
        try withRealCollector()
        try alone()
        return figures
    }

    // MARK: The two collectors

    /// Grants by the bench's own collector: it says when a line leaves, and no disk lies before it.
    private func withOwnGrants() throws {
        guard counts.cuts + counts.announced + counts.sensorsLost > 0 else { return }
        let collector = try NativeCollector(quota: high)
        defer { collector.stop() }
        let site = try NativeSite(threads: threads, quota: high, port: collector.port)
        defer { site.end() }
        try site.startAgent()
        try awaitLease(site)
        if counts.cuts > 0 { try pushes(site, collector) }
        if counts.announced > 0 { try announcedCuts(site, collector) }
        if counts.sensorsLost > 0 { try sensorsLost(site) }
    }

    private func withRealCollector() throws {
        guard counts.orders + counts.contactsLost > 0 else { return }
        let site = try NativeSite(threads: threads, quota: high)
        defer { site.end() }
        try site.startCollector()
        try site.startAgent()
        try awaitLease(site)
        if counts.orders > 0 { try orders(site) }
        if counts.contactsLost > 0 { try contactsLost(site) }
    }

    /// Under its own quota: no lease that comes late on a busy machine ends a calibration.
    private func alone() throws {
        guard counts.calibrations > 0 else { return }
        let site = try NativeSite(threads: threads, quota: high, isAlone: true)
        defer { site.end() }
        try site.startAgent()
        try awaitHeight(site)
        try calibrations(site)
    }

    private func awaitLease(_ site: NativeSite) throws {
        // A new ledger grants nothing for 12.5 s.
        guard try site.wait(seconds: 60, { site.status()?.lease != nil }) else { throw BenchFailure("no lease came within a minute") }
        try awaitHeight(site)
    }

    /// The rig draws what the high quota lets it, so that a halving halves.
    func awaitHeight(_ site: NativeSite) throws {
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

    func order(_ quota: Power, _ site: NativeSite) throws -> Int64 {
        let request = QuotaRequest(target: NativeSite.address, quotaW: quota.watts, reason: "bench", order: nil, dryRun: false)
        let sentAt = zs_boottime_ns()
        _ = try site.zone.post(request, to: "/v1/quota", as: QuotaDecision.self, "decision on a quota")
        return sentAt
    }

    // MARK: Cuts

    /// What a series of cuts came to.
    private struct Cuts {
        var cpu: [Double] = []
        var measured: [Double] = []
        var energy: [Double] = []
        var after: [Double] = []
        var missed = 0

        var worstEnergy: Double { energy.max() ?? .nan }
    }

    /// - Parameters:
    ///   - cut: cuts, and says from when on that counts.
    ///   - raise: gives the height back.
    private func repeated(_ count: Int, _ site: NativeSite, cut: () throws -> Int64, raise: () throws -> Void) throws -> Cuts {
        var cuts = Cuts()
        for _ in 0..<count {
            try awaitHeight(site)
            // So that what is cut is a rig that stands, not one on its way up.
            usleep(600_000)
            _ = site.plant.take()
            usleep(10_000)
            let before = site.plant.wattsNow
            let start = try cut()
            let end = start + NativeBench.afterwards
            while zs_boottime_ns() < end { usleep(5000) }
            var trace = NativeTrace()
            trace.add(site.plant.take())
            let cores = site.plant.cores(at: low.watts)
            cuts.energy.append(trace.energyOver(low.watts, from: start, until: end) / ((before - low.watts) / 1000))
            cuts.after.append(trace.mean(from: end - 50_000_000, until: end) / low.watts * 100)
            // A cut that was not kept by then counts, as one that took for ever.
            let at = trace.firstAtMost(cores: cores, after: start)
            let seen = trace.firstReading(atMost: low.watts, after: start)
            cuts.cpu.append(at.map { Double($0 - start) / 1e6 } ?? .infinity)
            cuts.measured.append(seen.map { Double($0 - start) / 1e6 } ?? .infinity)
            if at == nil || seen == nil { cuts.missed += 1 }
            try raise()
            try site.look()
        }
        return cuts
    }

    private func conditions(_ cuts: Cuts, _ load: Double) -> String {
        "\(cuts.cpu.count) cuts \(high.text) → \(low.text); \(surroundings(load))"
            + (cuts.missed > 0 ? "; \(cuts.missed) of them were not kept within 400 ms" : "")
    }

    private func pushes(_ site: NativeSite, _ collector: NativeCollector) throws {
        let load = NativeBench.load()
        let cuts = try repeated(counts.cuts, site) {
            collector.push(low).nanoseconds
        } raise: {
            _ = collector.push(high)
        }
        let from = "from the instant at which the bench's own collector hands the grant's line to its socket; " + conditions(cuts, load)
        addPercentiles(
            "push to the CPU time of the new duty", cuts.cpu,
            from + "; to the first instant from which the agent's process computes at most the new quota's share in the next 2 ms and the "
                + "next 10 ms", reference: nil, isSimulated: false, p50: 20, p99: 50)
        addPercentiles(
            "push to measured ≤ quota", cuts.measured, from + "; to the sensor's first reading at or under the quota, at its refresh",
            reference: "Dynamo 6 s, LuxOS 5 s, ERCOT fast frequency response 0.25 s", p50: 250, p99: 1000)
        add(
            "over quota, unannounced, mean", mean(cuts.energy), "Wh per kW cut", decimals: 4,
            from + "; drawn above the new quota from there on, until 400 ms later, by the plant every 2 ms; worst cut "
                + "\(fixed(cuts.worstEnergy, decimals: 4))", reach: ("≤ 0.1, the worst too", cuts.worstEnergy <= 0.1))
        add(
            "draw 350 to 400 ms after the push, mean", mean(cuts.after), "% of the new quota", decimals: 1,
            from + "; highest \(fixed(cuts.after.max() ?? .nan, decimals: 1)) %", reach: nil)
    }

    /// The same through zone-collector: decision, ledger on disk, grant.
    private func orders(_ site: NativeSite) throws {
        let load = NativeBench.load()
        let cuts = try repeated(counts.orders, site) {
            try order(low, site)
        } raise: {
            _ = try order(high, site)
        }
        let from =
            "from the order's first byte to zone-collector's admin socket, so with its decision and its ledger's disk; "
            + conditions(cuts, load)
        for (name, samples) in [("order to the CPU time of the new duty", cuts.cpu), ("order to measured ≤ quota", cuts.measured)] {
            add(
                "\(name), p50", percentile(0.5, of: samples), "ms", decimals: 1,
                from + "; worst \(fixed(samples.max() ?? .nan, decimals: 1)) ms",
                isSimulated: samples == cuts.measured, reach: nil)
        }
        try steady(site, load)
    }

    /// Keeping a ceiling is no art at a standstill: what is drawn of one that holds.
    private func steady(_ site: NativeSite, _ load: Double) throws {
        _ = try order(low, site)
        usleep(3_000_000)
        _ = site.plant.take()
        let start = zs_boottime_ns()
        usleep(4_000_000)
        var trace = NativeTrace()
        trace.add(site.plant.take())
        let end = zs_boottime_ns()
        let seconds = stride(from: start, to: end - 999_000_000, by: 1_000_000_000).map { trace.mean(from: $0, until: $0 + 1_000_000_000) }
        add(
            "draw 3 to 7 s after a cut, mean", trace.mean(from: start, until: end) / low.watts * 100, "% of the new quota", decimals: 1,
            "one cut by zone-collector; highest mean of a second \(fixed((seconds.max() ?? .nan) / low.watts * 100, decimals: 1)) %; "
                + surroundings(load), reach: nil)
        _ = try order(high, site)
    }

    // MARK: Figures

    func add(
        _ name: String, _ value: Double, _ unit: String, decimals: Int = 2, _ conditions: String, reference: String? = nil,
        isSimulated: Bool = true, reach: (text: String, isReached: Bool)?
    ) {
        figures.append(
            Figure(
                bench: "native", name: name, value: value, unit: unit, decimals: decimals, isSimulated: isSimulated, conditions: conditions,
                reference: reference, reach: reach?.text, isReached: reach?.isReached))
    }

    private func addPercentiles(
        _ name: String, _ samples: [Double], _ conditions: String, reference: String?, isSimulated: Bool = true, p50: Double, p99: Double
    ) {
        for (share, bound, title) in [(0.5, p50, "p50"), (0.99, p99, "p99")] {
            let value = percentile(share, of: samples)
            add(
                "\(name), \(title)", value, "ms", decimals: 1, conditions, reference: reference, isSimulated: isSimulated,
                reach: ("≤ \(fixed(bound, decimals: 0)) ms", value <= bound))
        }
    }

    private func mean(_ samples: [Double]) -> Double { samples.isEmpty ? .nan : samples.reduce(0, +) / Double(samples.count) }

    func surroundings(_ load: Double) -> String {
        let cores = sysconf(Int32(_SC_NPROCESSORS_ONLN))
        return "\(threads) worker threads on \(cores) cores, load average \(fixed(load, decimals: 1)) when it began"
    }

    static func load() -> Double {
        var averages = [0.0, 0, 0]
        return getloadavg(&averages, 3) > 0 ? averages[0] : 0
    }
}
