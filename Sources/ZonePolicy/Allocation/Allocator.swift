import ZoneModel

/// What one host brings to the division of a budget.
public struct HostDemand: Hashable, Sendable {
    /// What the host may draw when nobody can be reached; counted first, because no message can take it away.
    public var floor: Power
    /// What the host would draw without a quota.
    public var wanted: Power
    /// The operator's limit on this host. Under the floor it lowers the quota, not what is counted.
    public var cap: Power?
    /// The share inside the tier, 1 … 10,000.
    public var weight: Int
    /// Lower tiers are filled first.
    public var tier: Int
    public var nameplate: Power
    /// Watts that no quota reaches: the host is silent or only observes. They are taken off the budget and are the host's target.
    public var fixed: Power?
    /// The limits inside the zone that it counts against, by their places in `limits`: its site's, its class's.
    public var limits: [Int]

    public init(
        floor: Power, wanted: Power, cap: Power? = nil, weight: Int = 1, tier: Int = 0, nameplate: Power = .maximum,
        fixed: Power? = nil, limits: [Int] = []
    ) {
        self.floor = floor
        self.wanted = wanted
        self.cap = cap
        self.weight = weight
        self.tier = tier
        self.nameplate = nameplate
        self.fixed = fixed
        self.limits = limits
    }
}

/// Divides a budget: floors first, then tier after tier, inside a tier weighted max-min fair (water-filling) by what the hosts ask for.
///
/// Every host gets `clamp(weight × level, floor … min(wanted, cap, nameplate))` with one level a tier: as high as the budget allows. So a host that asks
/// for less than its fair share gets all of it, and what it leaves is shared by the others. A floor under the level is part of the share, not a gift on top.
///
/// When the budget is under Σ floors it is an emergency: the same division, now of what there is over the floors themselves. A host that
/// cannot be reached keeps its floor whatever we say (`fixed`), so the others go lower for it.
///
/// Limits inside the budget (a site's transformer, a class's share) bind their own hosts, and what they leave goes to the others: each limit alone is filled
/// first, which says how high the water can rise under it; then the whole, up to there.
///
/// Worked examples, in watts. The tests read this table; a host is `floor wanted`, then `≤cap`, `wWEIGHT`, `tTIER`, `=fixed` as needed.
///
/// | budget | hosts                                              | targets            | why |
/// |-------:|----------------------------------------------------|--------------------|-----|
/// |    900 | 0 600; 0 600; 0 600                                | 300; 300; 300      | alike hosts, alike shares |
/// |    900 | 0 100; 0 600; 0 600                                | 100; 400; 400      | a modest host leaves its rest to the others |
/// |    900 | 0 200; 0 300; 0 100                                | 200; 300; 100      | enough for all: nobody gets more than it asks for |
/// |    900 | 0 900; 0 900 w2                                    | 300; 600           | weights |
/// |    900 | 0 900; 0 400 w2; 0 900                             | 250; 400; 250      | a weighted host that is satisfied drops out |
/// |   1000 | 500 900; 0 900; 0 900                              | 500; 250; 250      | a floor above the level stays; the rest is shared |
/// |   1000 | 100 900; 0 900                                     | 500; 500           | a floor under the level is part of the share |
/// |   1000 | 200 0; 0 900                                       | 200; 800           | a floor is counted even where nothing is wanted |
/// |   1000 | 0 900 t0; 0 900 t1                                 | 900; 100           | tiers: the first is filled first |
/// |   1000 | 0 900 t0; 300 900 t1; 0 900 t1                     | 700; 300; 0        | but never from another's floor |
/// |   1000 | 0 900 ≤200; 0 900                                  | 200; 800           | the operator's cap |
/// |   1000 | 300 900 ≤100; 0 900                                | 100; 700           | a cap under the floor: 300 W stay counted |
/// |   1000 | 100 900 =100; 0 900                                | 100; 900           | a silent host counts at its floor |
/// |   1000 | 100 900 =700; 0 900; 0 900                         | 700; 150; 150      | an observing host counts at its nameplate |
/// |    300 | 200 900; 200 900                                   | 150; 150           | emergency under Σ floors |
/// |    300 | 200 900; 100 900; 50 900                           | 150; 100; 50       | emergency: small floors are met first |
/// |    300 | 200 900 =200; 200 900                              | 200; 100           | emergency: the one that cannot be reached keeps its floor |
/// |    100 | 200 900 =200; 200 900                              | 200; 0             | unreachable: the budget is broken by the fixed watts alone |
/// |      0 | 0 900; 0 900                                       | 0; 0               | nothing to divide |
/// |   1000 | 0 900 s200; 0 900 s200; 0 900                      | 100; 100; 800      | two hosts share a site of 200 W, the third has the rest |
/// |   1000 | 0 900 s200; 50 900 s200 w3; 0 900                  | 50; 150; 800       | weights count inside the limit, too |
/// |   1000 | 150 900 s200; 0 900 s200; 0 900                    | 150; 50; 800       | floors first under a limit |
/// |    300 | 0 900 s200; 0 900 s200; 0 900                      | 100; 100; 100      | a limit that the water does not reach binds nobody |
/// |   1000 | 300 900 s200; 100 900 s200; 0 900                  | 100; 100; 800      | an emergency of one site alone |
/// |    100 | 0 900; 0 900; 0 900                                | 33.333; 33.333; 33.333 | less than a milliwatt a host is left over |
public enum Allocator {
    /// The ceilings that hosts should have. They are goals: the ledger says which of them may be granted already.
    ///
    /// Σ max(target, floor) ≤ `budget` where Σ floors and fixed watts allow it; else Σ targets ≤ max(`budget`, Σ fixed). Less than one milliwatt a host is left
    /// over by rounding. Alike hosts get alike targets, and a larger budget never lowers a target. O(n log n).
    ///
    /// - Parameter limits: the budgets that hosts name in their `limits`. Σ max(target, floor) keeps each of them, too, in the same way.
    public static func targets(budget: Power, limits: [Power] = [], hosts: [HostDemand]) -> [Power] {
        var lower = [Int64](repeating: 0, count: hosts.count)
        var upper = lower
        var room = Room(total: Int128(bounded(budget)), limits: limits.map { Int128(bounded($0)) })
        for (i, host) in hosts.enumerated() {
            lower[i] = bounded(host.fixed ?? host.floor)
            upper[i] = host.fixed != nil ? lower[i] : max(lower[i], min(ceiling(host), bounded(host.wanted)))
            room.take(Int128(lower[i]), for: host)
        }
        meetEmergencies(&room, hosts, lower: &lower, upper: &upper)
        fillTiers(&room, hosts: hosts, lower: &lower, upper: upper)
        return hosts.indices.map { i in
            Power(milliwatts: hosts[i].fixed == nil ? min(lower[i], ceiling(hosts[i])) : lower[i])
        }
    }

    /// What is not given yet, of the whole and under each limit. Negative: the floors alone are above it.
    private struct Room {
        var total: Int128
        var limits: [Int128]

        mutating func take(_ power: Int128, for host: HostDemand) {
            total -= power
            for limit in host.limits { limits[limit] -= power }
        }
    }

    /// Where floors and fixed watts alone are above a budget, what there is over the fixed watts is divided among the floors under it.
    private static func meetEmergencies(_ room: inout Room, _ hosts: [HostDemand], lower: inout [Int64], upper: inout [Int64]) {
        let isWhole = room.total < 0
        let short = room.limits.map { $0 < 0 }
        guard isWhole || short.contains(true) else { return }
        for (i, host) in hosts.enumerated() where host.fixed == nil && (isWhole || host.limits.contains { short[$0] }) {
            upper[i] = lower[i]
            room.take(-Int128(lower[i]), for: host)
            lower[i] = 0
        }
    }

    /// Raises `lower` toward `upper`, tier after tier.
    private static func fillTiers(_ room: inout Room, hosts: [HostDemand], lower: inout [Int64], upper: [Int64]) {
        let order = hosts.indices.filter { lower[$0] < upper[$0] }
            .sorted { (hosts[$0].tier, $0) < (hosts[$1].tier, $1) }
        var start = 0
        while start < order.count, room.total > 0 {
            let tier = hosts[order[start]].tier
            let end = order[start...].firstIndex { hosts[$0].tier != tier } ?? order.count
            if fillTier(order[start..<end], &room, hosts: hosts, lower: &lower, upper: upper) { return }
            start = end
        }
    }

    /// One tier under all limits. A limit that another one relieves leaves something over: a second pass gives it out, and a third what that one left.
    /// - Returns: whether the whole is spent, but for the grains of rounding.
    private static func fillTier(
        _ members: ArraySlice<Int>, _ room: inout Room, hosts: [HostDemand], lower: inout [Int64], upper: [Int64]
    ) -> Bool {
        for _ in 0..<3 {
            var reach = upper
            let areLimited = capByLimits(members, room, hosts: hosts, lower: lower, reach: &reach)
            let (levels, left) = fill(members, spare: max(0, room.total), hosts: hosts, lower: lower, upper: reach)
            var given: Int128 = 0
            for (level, i) in zip(levels, members) where lower[i] != level {
                room.take(Int128(level - lower[i]), for: hosts[i])
                given += Int128(level - lower[i])
                lower[i] = level
            }
            if left == 0 { return true }
            if !areLimited || given == 0 { return false }
        }
        return false
    }

    /// Lowers `reach` to where the water can rise under each limit alone. Returns whether some limit binds.
    private static func capByLimits(
        _ members: ArraySlice<Int>, _ room: Room, hosts: [HostDemand], lower: [Int64], reach: inout [Int64]
    ) -> Bool {
        guard !room.limits.isEmpty else { return false }
        var under = [[Int]](repeating: [], count: room.limits.count)
        for i in members { for limit in hosts[i].limits { under[limit].append(i) } }
        var areLimited = false
        for (limit, hostsUnder) in under.enumerated() where !hostsUnder.isEmpty {
            let appetite = hostsUnder.reduce(Int128(0)) { $0 + Int128(max(reach[$1] - lower[$1], 0)) }
            let spare = max(0, room.limits[limit])
            guard appetite > spare else { continue }
            areLimited = true
            let levels = fill(hostsUnder[...], spare: spare, hosts: hosts, lower: lower, upper: reach).levels
            for (level, i) in zip(levels, hostsUnder) { reach[i] = level }
        }
        return areLimited
    }

    /// Water-fills one tier: the level of each member, and what is left, zero where the members wanted more.
    private static func fill(
        _ members: ArraySlice<Int>, spare: Int128, hosts: [HostDemand], lower: [Int64], upper: [Int64]
    ) -> (levels: [Int64], left: Int128) {
        // A host takes part while it wants more; one that a limit holds where it is already is a part of nothing.
        let thirsty = members.indices.filter { lower[members[$0]] < upper[members[$0]] }
        let appetite = thirsty.reduce(Int128(0)) { $0 + Int128(upper[members[$1]] - lower[members[$1]]) }
        if appetite <= spare { return (members.map { max(lower[$0], upper[$0]) }, spare - appetite) }
        var levels = members.map { lower[$0] }
        // Less than a milliwatt a host: the grains of rounding are not worth a sort.
        guard spare >= thirsty.count else { return (levels, 0) }
        let bounds = thirsty.map { Bounds(lower[members[$0]], upper[members[$0]], weight(hosts[members[$0]])) }
        for (place, level) in zip(thirsty, waterLevels(bounds, spare: spare)) { levels[place - members.startIndex] = level }
        return (levels, 0)
    }

    /// Between which powers a host moves with the water, and how fast.
    private struct Bounds {
        var lower: Int64
        var upper: Int64
        var weight: Int64

        init(_ lower: Int64, _ upper: Int64, _ weight: Int64) {
            self.lower = lower
            self.upper = upper
            self.weight = weight
        }
    }

    /// Where the water stands for each when `spare`, which is less than what they want, is spent over their lower bounds.
    private static func waterLevels(_ bounds: [Bounds], spare: Int128) -> [Int64] {
        var levels = bounds.map(\.lower)
        // `settled` is the sum over the hosts that do not move with the level: those still at their floor, those at their limit.
        // A host moves between the levels lower/weight and upper/weight. The budget is met inside the segment where the loop stops.
        var settled = levels.reduce(Int128(0)) { $0 + Int128($1) }
        let goal = settled + spare
        var moving: Int128 = 0
        var isMoving = [Bool](repeating: false, count: bounds.count)
        for edge in sortedEdges(bounds) {
            if settled * Int128(edge.weight) + moving * Int128(edge.power) >= goal * Int128(edge.weight) { break }
            if edge.isStop {
                settled += Int128(edge.power)
                moving -= Int128(edge.weight)
                levels[edge.place] = edge.power
            } else {
                settled -= Int128(edge.power)
                moving += Int128(edge.weight)
            }
            isMoving[edge.place] = !edge.isStop
        }
        for place in bounds.indices where isMoving[place] {
            levels[place] = Int64(Int128(bounds[place].weight) * (goal - settled) / moving)
        }
        return levels
    }

    /// The level (power ÷ weight) at which a host begins or ends to move with the water.
    private struct Edge {
        var power: Int64
        var weight: Int64
        var place: Int
        var isStop: Bool
    }

    private static func sortedEdges(_ bounds: [Bounds]) -> [Edge] {
        var edges: [Edge] = []
        edges.reserveCapacity(2 * bounds.count)
        for (place, bound) in bounds.enumerated() {
            edges.append(Edge(power: bound.lower, weight: bound.weight, place: place, isStop: false))
            edges.append(Edge(power: bound.upper, weight: bound.weight, place: place, isStop: true))
        }
        // Cross-multiplied, so exact: 100 GW in milliwatts times the largest weight is 10^18 and fits.
        edges.sort { $0.power * $1.weight < $1.power * $0.weight }
        return edges
    }

    private static func ceiling(_ host: HostDemand) -> Int64 { bounded(min(host.cap ?? .maximum, host.nameplate)) }
    private static func bounded(_ power: Power) -> Int64 { min(max(power, .zero), .maximum).milliwatts }
    private static func weight(_ host: HostDemand) -> Int64 { Int64(min(max(host.weight, 1), 10_000)) }
}
