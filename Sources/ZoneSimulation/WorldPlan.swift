import ZoneModel
import ZonePolicy

/// Everything that a world is before anything happens in it: drawn from its seed, or set by a scenario.
public struct WorldPlan: Sendable {
    /// How hard a world is on what lives in it.
    public enum Climate: String, Sendable, CaseIterable {
        /// Faults come one by one, with calm between them: the budget must be allocated.
        case weather
        /// Every fault at once, clocks at their bounds all the time: only safety is judged.
        case storm
        /// Nothing fails by itself: for scenarios.
        case calm
    }

    public struct Host: Sendable {
        public var address: HostAddress
        public var floor: Power
        public var rigs: Int
        public var weight: Int
        public var tier: Int
    }

    public var seed: UInt64
    public var climate: Climate
    public var zones: [CollectorConfiguration] = []
    /// By zone.
    public var hosts: [[Host]] = []
    /// Mean seconds between two spells of one kind, in the whole world.
    public var meanBetween: Double
    /// Mean seconds between an operator's orders in one zone; nil: none.
    public var meanBetweenOrders: Double?
    /// Of events, emergencies, cancellations and hosts that are taken out or put back.
    public var meanBetweenTimedOrders: Double?
    public var meanBetweenFloorChanges: Double?
    /// Mean seconds between changes of what hosts have to hash.
    public var meanBetweenWorkChanges: Double?
    public var collectorTick: Duration = .milliseconds(500)
    public var reporting: Duration = .seconds(60)
    /// ρ, nearly: clocks stay just inside of what the proof allows.
    public var rateError = 0.0999
    /// One line in so many passes through the encoder and the decoder.
    public var codecShare = 64
    public var ablation: Ablation?
    /// Kinds of faults that come ten times as often.
    public var favoured: Set<FaultKind> = []
    /// Seconds, at most, for which a killed agent is gone.
    public var restartMax: Double = 20
    /// A schedule with a raised floor may reach its host before the others have made room.
    public var excusesRaisedFloors = true

    public static let rigNameplate = Power.watts(1450)
    public static let overhead = Power.watts(60)

    public init(seed: UInt64, climate: Climate) {
        self.seed = seed
        self.climate = climate
        meanBetween = climate == .storm ? 240 : 2 * 3600
        meanBetweenOrders = climate == .storm ? 90 : 420
        meanBetweenTimedOrders = climate == .storm ? 180 : 1200
        meanBetweenFloorChanges = climate == .storm ? 600 : 3600
        meanBetweenWorkChanges = climate == .storm ? 60 : nil

        if climate == .calm {
            (meanBetweenOrders, meanBetweenFloorChanges, meanBetweenWorkChanges, meanBetweenTimedOrders) = (nil, nil, nil, nil)
        }
    }

    /// Two zones of four hosts and a little more, terms and heartbeats as a zone may have them.
    public static func drawn(seed: UInt64, climate: Climate, without ablation: Ablation? = nil) -> WorldPlan {
        var plan = WorldPlan(seed: seed, climate: climate)
        plan.ablation = ablation
        var random = SeededRandom(seed: seed ^ 0x5EED_0F_0A_301D)
        let isQuick = random.chance(0.25)
        for zone in 0..<2 {
            let count = 4 + (random.chance(0.2) ? 1 : 0)
            plan.addZone(
                named: "zone-\(zone + 1)", hosts: count, budgetShare: random.real(0.45...0.6),
                heartbeat: isQuick ? .seconds(1) : .seconds(3),
                isTight: random.chance(0.5), random: &random)
            if random.chance(0.6) { plan.zones[zone].floors = WorldPlan.schedules(random: &random) }
        }
        plan.collectorTick = isQuick ? .milliseconds(100) : .milliseconds(500)
        plan.reporting = isQuick ? .seconds(10) : .seconds(60)
        return plan
    }

    /// A storm in which what the rule guards against comes often.
    public static func against(_ ablation: Ablation, seed: UInt64) -> WorldPlan {
        var plan = WorldPlan.drawn(seed: seed, climate: .storm, without: ablation)
        plan.meanBetween = 60
        plan.meanBetweenOrders = 20
        plan.restartMax = ablation == .nonceSurvivesRestart ? 1 : 20
        if ablation == .nonceSurvivesRestart { plan.favoured = [.agentCrash, .messageLate] }
        return plan
    }

    /// Slots of five to fifteen minutes, each at a share of the floors of its own: many edges in few hours.
    private static func schedules(random: inout SeededRandom) -> CollectorConfiguration.FloorConfiguration {
        var floors = CollectorConfiguration.FloorConfiguration()
        floors.slot = .seconds(300 * random.whole(1...3))
        floors.horizon = floors.slot * Int(random.whole(6...16))
        let slots = Int(86_400 / floors.slot.seconds)
        // Half an hour before midnight on, for a clock that is behind.
        for slot in 0..<slots where random.chance(0.6) && (slot < slots / 4 || slot >= slots - 6) {
            floors.daily.append(
                .init(from: floors.slot * slot, to: floors.slot * (slot + 1) - .seconds(1), share: Double(random.whole(11...19)) / 20))
        }
        return floors
    }

    /// - Parameters:
    ///   - budgetShare: of Σ nameplates.
    ///   - isTight: K just as long as the rule demands.
    public mutating func addZone(
        named name: String, hosts count: Int, budgetShare: Double, heartbeat: Duration, isTight: Bool, random: inout SeededRandom
    ) {
        let zone = Name(name) ?? .unknown
        var members: [Host] = []
        for i in 0..<count {
            let address = HostAddress(zone: zone, site: Name("site-\(i % 2 + 1)") ?? .unknown, host: Name("h-\(i + 1)") ?? .unknown)
            let rigs = random.chance(0.25) ? 2 : 1
            // In a storm some floors are under what the host draws with its worker stopped: it cannot comply there.
            let isLow = climate == .storm && random.chance(0.15)
            let floor = isLow ? .zero : WorldPlan.leastFloor(rigs: rigs) + .watts(Double(random.whole(0...4)) * 60)
            members.append(
                Host(
                    address: address, floor: floor, rigs: rigs, weight: Int(random.whole(1...3)), tier: random.chance(0.15) ? 1 : 0))
        }
        let nameplates = members.map { WorldPlan.nameplate(of: $0) }.total()
        var configuration = CollectorConfiguration(
            zone: zone, quota: nameplates * budgetShare, listen: .init(address: "127.0.0.1", port: 7433))
        configuration.heartbeatInterval = heartbeat
        // Three heartbeats and the way down must fit in a lease.
        configuration.lease.term = heartbeat <= .seconds(1) ? .seconds(10) : .seconds(16)
        configuration.lease.hold = .milliseconds(
            isTight
                ? configuration.lease.term.wholeMilliseconds * 11 / 9 + 1 : configuration.lease.term.wholeMilliseconds * 5 / 4)
        if ablation == .holdTooShort {
            configuration.lease.clockRateError = 0
            configuration.lease.hold = configuration.lease.term
        }
        configuration.hosts = members.map {
            .init(
                site: $0.address.site, host: $0.address.host, floor: $0.floor, nameplate: WorldPlan.nameplate(of: $0), weight: $0.weight,
                tier: $0.tier)
        }
        zones.append(configuration)
        hosts.append(members)
    }

    /// Above what a host draws with its worker stopped, its meter's error included.
    public static func leastFloor(rigs: Int) -> Power { (.watts(90) * Double(rigs) + overhead) * 1.15 }

    public static func nameplate(of host: Host) -> Power { rigNameplate * Double(host.rigs) + overhead }

    /// What the host's own file says.
    func agentConfiguration(of host: Host) -> AgentConfiguration {
        let rigs = (0..<host.rigs).map { i in
            var rig = RigConfiguration(
                name: Name("rig-\(i + 1)") ?? .unknown, nameplate: WorldPlan.rigNameplate, idle: .watts(90),
                power: SensorMatch(chip: "simulated"), temperature: .required(nil), workerThreads: 1)
            rig.accuracy = 0.005
            return rig
        }
        var configuration = AgentConfiguration(
            address: host.address, mode: .enforce, quota: WorldPlan.nameplate(of: host) * 1.02, floor: host.floor,
            overhead: WorldPlan.overhead, simulated: true, rigs: rigs)
        configuration.collector = CollectorLink(host: "127.0.0.1", port: 7433)
        configuration.reporting.interval = reporting
        return configuration
    }
}

/// One rule of the lease protocol left out: the simulation must then find the budget broken, or it shows nothing.
public enum Ablation: String, CaseIterable, Sendable {
    /// K ignores that clocks drift.
    case holdTooShort
    case leaseFromArrival
    /// The old grant is freed when the lower one is sent.
    case freedWhenSent
    case noGenerationCheck
    /// A nonce survives a restart while the generation does not.
    case nonceSurvivesRestart
    /// The line is sent before its entry is on disk.
    case sentBeforeWritten
    /// An older copy of the ledger was put back and is taken for the whole one.
    case restoredTakenForWhole
}
