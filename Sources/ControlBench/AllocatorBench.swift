import ZoneModel
import ZonePolicy

/// How long one division of a budget takes: 10,000 hosts that all want more than there is, in two classes and 500 sites, of which every tenth has a limit of its own,
/// and three tiers.
public struct AllocatorBench {
    public static let hostCount = 10_000
    private static let siteCount = 500
    private static let limitedSites = 50
    private static let rounds = 101

    public init() {}

    /// - Parameter clock: seconds of whatever clock measures.
    public func run(clock: () -> Double) -> [Figure] {
        let hosts = AllocatorBench.hosts()
        let limits =
            (0..<AllocatorBench.limitedSites).map { Power.kilowatts(30 + Double($0)) } + [Power.kilowatts(15_000), .kilowatts(12_000)]
        var allocated = Power.zero
        let times = (0..<AllocatorBench.rounds).map { round in
            // Another budget each time, so that nothing can be kept from the last.
            let budget = Power.kilowatts(22_000 + Double(round))
            let start = clock()
            let targets = Allocator.targets(budget: budget, limits: limits, hosts: hosts)
            let elapsed = clock() - start
            allocated = targets.total()
            return elapsed * 1000
        }.sorted()
        let conditions =
            "\(AllocatorBench.rounds) divisions of another budget each, \(allocated.text) given out in the last; slowest \(fixed(times[times.count - 1], decimals: 1)) ms"
        return [
            Figure(
                bench: "allocator", name: "budget divided over 10,000 hosts, median", value: times[times.count / 2], unit: "ms",
                decimals: 1,
                isSimulated: false, conditions: conditions, reach: "≤ 10 ms", isReached: times[times.count / 2] <= 10)
        ]
    }

    private static func hosts() -> [HostDemand] {
        (0..<hostCount).map { i in
            let site = i % siteCount
            let classLimit = limitedSites + (i % 5 == 0 ? 0 : 1)
            return HostDemand(
                floor: .watts(Double(100 + i % 7 * 50)), wanted: .watts(Double(2000 + i % 13 * 150)), weight: 1 + i % 3, tier: i % 3,
                nameplate: .watts(4000), limits: site % 10 == 0 ? [site / 10, classLimit] : [classLimit])
        }
    }
}
