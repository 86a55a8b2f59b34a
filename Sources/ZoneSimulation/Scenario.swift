import ZoneModel
import ZonePolicy

/// One story with an end that is known beforehand, named after what it copies.
public enum Scenario: String, CaseIterable, Sendable {
    /// CSIP-AUS ALL-23: the server is gone for 420 s; follow the schedule, then the default of 0 W.
    case all23 = "csip-aus-all-23"
    /// CSIP-AUS ALL-30: power cycle.
    case all30 = "csip-aus-all-30"
    /// EEBus LPC's failsafe after lost contact, but never "unlimited later".
    case failsafe = "eebus-failsafe"
    /// ERCOT: everybody to half at once.
    case emergency = "ercot-emergency"
    case wanBlip = "wan-blip"
    case thunderingReturn = "thundering-return"
    case demandShift = "demand-shift"

    /// Seconds of CPU time, for what the collector computes; the simulation itself has none.
    public typealias Stopwatch = @Sendable () -> Double

    /// - Parameters:
    ///   - hosts: of the two scenarios of a whole zone.
    public func play(seed: UInt64 = 1, hosts: Int = 10_000, stopwatch: @escaping Stopwatch) -> ScenarioResult {
        switch self {
        case .all23: Scenario.playAll23(seed)
        case .all30: Scenario.playAll30(seed)
        case .failsafe: Scenario.playFailsafe(seed)
        case .emergency: Scenario.playEmergency(seed)
        case .wanBlip: Scenario.playWanBlip(seed)
        case .thunderingReturn: Scenario.playReturn(seed, hosts: hosts, stopwatch)
        case .demandShift: Scenario.playShift(seed, hosts: hosts, stopwatch)
        }
    }

    /// One zone in calm weather, with the collector's ordinary terms: H 10 s, K 12.5 s, a heartbeat a second.
    static func world(_ seed: UInt64, hosts: Int = 8, configure: (inout WorldPlan) -> Void = { _ in }) -> World {
        var plan = WorldPlan(seed: seed, climate: .calm)
        var random = SeededRandom(seed: seed)
        plan.addZone(named: "zone-1", hosts: hosts, budgetShare: 0.5, heartbeat: .seconds(1), isTight: false, random: &random)
        plan.isLarge = hosts > 100
        configure(&plan)
        let world = World(plan)
        world.run(untilSecond: 150)
        return world
    }
}

/// How a scenario ended.
public struct ScenarioResult: Sendable {
    public var scenario: Scenario
    /// One line of figures.
    public var line: String
    /// Bounds that were not kept, for people; empty: all were.
    public var broken: [String]

    init(_ scenario: Scenario, _ line: String, _ bounds: [(String, Bool)], _ world: World) {
        self.scenario = scenario
        self.line = line
        broken = bounds.filter { !$0.1 }.map(\.0)
        if let violation = world.violation { broken.append(violation.what) }
    }
}
