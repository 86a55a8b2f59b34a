import ZoneModel
import ZonePolicy

/// Two zones and more, in simulated time: the production decisions of agents and collectors on machines, nets, disks and rigs that do not exist.
/// A seed replays it event for event.
public final class World {
    /// What is to happen, and to whom: machines, zones and connections by their numbers.
    enum Happening {
        case tick(Int, life: Int)
        case beat(Int, life: Int)
        case connect(Int, life: Int)
        indirect case toCollector(Int, connection: Int, LineBody)
        indirect case toAgent(Int, connection: Int, LineBody)
        case closedAtAgent(Int, connection: Int)
        case closedAtCollector(zone: Int, connection: Int)
        case remembered(Int, life: Int)
        case agentUp(Int, isReboot: Bool)
        case hangEnds(Int, life: Int)
        case intruderLeaves(Int)
        case collectorTick(Int, life: Int)
        case written(Int, life: Int)
        case collectorUp(Int)
        case collectorDies(Int, life: Int)
        case sample(Int)
        case fault(FaultKind)
        case mended(FaultKind, Int)
        case order(Int)
        case timedOrder(Int)
        case quotaAnew(Int)
        case floorChange(Int)
        case agentFloor(Int, Power)
        case collectorFloor(zone: Int, seat: Int, Power)
        case work(Int)
        case workReturns(Int)
    }

    public let plan: WorldPlan
    var random: SeededRandom
    public internal(set) var now: Int64 = 0
    var queue = EventQueue<Happening>()
    var machines: [Machine] = []
    var centres: [Centre] = []
    /// Whose each connection is.
    var owners: [Int] = []
    /// Connections on which nothing arrives any more though nobody was told.
    var deadConnections: Set<Int> = []
    public internal(set) var tally = Tally()
    var trace = Trace()
    public internal(set) var violation: Violation?
    var messages = 0
    /// Set by scenarios: how long the collector computes, by a real clock.
    var stopwatch: Scenario.Stopwatch?
    var computed = (slowest: 0.0, total: 0.0)

    public init(_ plan: WorldPlan) {
        self.plan = plan
        random = SeededRandom(seed: plan.seed)
        for zone in plan.zones.indices { addZone(zone) }
        for zone in centres.indices {
            startCollector(zone)
            // A zone's first start is one with no ledger: nothing is granted for K, and then every host is met for the first time.
            excuse(zone, until: World.firstStart)
            push(after: random.whole(0...2_000_000_000), .sample(zone))
        }
        for machine in machines where !machine.isIntruder {
            push(after: random.whole(0...1_000_000_000), .agentUp(machine.index, isReboot: true))
        }
        planTrouble()
    }

    private func addZone(_ zone: Int) {
        let centre = Centre(zone: zone, configuration: plan.zones[zone])
        centres.append(centre)
        for (seat, host) in plan.hosts[zone].enumerated() { addMachine(to: centre, seat: seat, host) }
        if let host = plan.hosts[zone].first {
            addMachine(to: centre, seat: 0, host)
            centre.machines.last?.isIntruder = true
        }
    }

    private func addMachine(to centre: Centre, seat: Int, _ host: WorldPlan.Host) {
        let machine = Machine(
            index: machines.count, zone: centre.zone, seat: seat, machineID: "machine-\(machines.count)",
            configuration: plan.agentConfiguration(of: host),
            clock: SimulatedBootClock(reading: random.whole(0...1_000_000_000_000), at: 0, rate: drawnRate()))
        for rig in machine.configuration.rigs {
            let truth = random.real(0.85...0.98)
            machine.rigs.append(
                SimulatedRig(
                    name: rig.name, idleW: rig.idle.watts * random.real(0.8...1),
                    slopeW: (rig.nameplate.watts - rig.idle.watts) * truth, deadTime: random.whole(200_000_000...500_000_000),
                    timeConstantSeconds: random.real(0.5...1), noiseShare: 0.0025, driftShare: 0.01, at: 0))
            machine.orders.append(.zero)
            machine.fallback.append(.zero)
        }
        machines.append(machine)
        centre.machines.append(machine)
    }

    private func planTrouble() {
        if plan.climate != .calm { for kind in FaultKind.drawn { push(after: wait(for: kind), .fault(kind)) } }
        for zone in centres.indices {
            if let mean = plan.meanBetweenOrders { push(after: random.wait(mean: mean), .order(zone)) }
            if let mean = plan.meanBetweenTimedOrders { push(after: random.wait(mean: mean), .timedOrder(zone)) }
            if let mean = plan.meanBetweenFloorChanges { push(after: random.wait(mean: mean), .floorChange(zone)) }
            if let mean = plan.meanBetweenWorkChanges { push(after: random.wait(mean: mean), .work(zone)) }
        }
    }

    private func wait(for kind: FaultKind) -> Int64 {
        random.wait(mean: plan.favoured.contains(kind) ? plan.meanBetween / 10 : plan.meanBetween)
    }

    /// A rate at which a clock may run: near 1 in calm worlds, anywhere within ±ρ in storms.
    func drawnRate() -> Double {
        plan.climate == .storm ? 1 + plan.rateError * random.real(-1...1) : 1 + random.real(-0.0002...0.0002)
    }

    /// Every machine has started and has found its collector.
    private static let firstStart: Int64 = 10_000_000_000

    // MARK: Running

    func push(after nanoseconds: Int64, _ happening: Happening) { queue.push(now + nanoseconds, happening) }

    /// Runs on until so many simulated seconds have passed in all, or a violation is found.
    public func run(untilSecond second: Double) {
        let end = Int64(second * 1e9)
        while violation == nil, let time = queue.nextTime, time <= end, let (_, happening) = queue.popFirst() {
            now = time
            tally.events += 1
            let zone = handle(happening)
            guard zone >= 0 else { continue }
            if plan.isLarge {
                guard case .sample = happening else { continue }
            }
            check(centres[zone])
        }
        if violation == nil { now = max(now, end) }
        tally.simulatedNanoseconds = now
        tally.hash = trace.hash
    }

    /// Forgets what was allocated and used so far.
    public func startMeasuring() {
        (tally.zoneSeconds, tally.countedSeconds, tally.modestSeconds) = (0, 0, 0)
        (tally.budgetWs, tally.allottedWs, tally.usedWs) = (0, 0, 0)
    }

    /// - Returns: the zone in which something may have changed; −1: none.
    private func handle(_ happening: Happening) -> Int {
        switch happening {
        case .tick(let i, let life): tick(machines[i], life)
        case .beat(let i, let life): beat(machines[i], life)
        case .connect(let i, let life): connect(machines[i], life)
        case .toCollector(let i, let connection, let body): collectorHears(machines[i], connection, body)
        case .toAgent(let i, let connection, let body): agentHears(machines[i], connection, body)
        case .closedAtAgent(let i, let connection): agentSeesClosed(machines[i], connection)
        case .closedAtCollector(let zone, let connection): collectorSeesClosed(centres[zone], connection)
        case .remembered(let i, let life): remembered(machines[i], life)
        case .agentUp(let i, let isReboot):
            if isReboot, now > 0, machines[i].life > 0, random.chance(0.15) { replace(machines[i]) }
            startAgent(machines[i], isReboot: isReboot)
        case .hangEnds(let i, let life): hangEnds(machines[i], life)
        case .intruderLeaves(let i): intruderLeaves(machines[i])
        case .collectorTick(let zone, let life): collectorTick(centres[zone], life)
        case .written(let zone, let life): written(centres[zone], life)
        case .collectorUp(let zone): startCollector(zone)
        case .collectorDies(let zone, let life): if centres[zone].life == life { crashCollector(centres[zone]) }
        case .sample(let zone): sample(centres[zone])
        default: return handleTrouble(happening)
        }
        return zone(of: happening)
    }

    private func handleTrouble(_ happening: Happening) -> Int {
        switch happening {
        case .fault(let kind):
            push(after: wait(for: kind), .fault(kind))
            return begin(kind)
        case .mended(let kind, let i): mend(kind, machines[i])
        case .order(let zone): order(centres[zone])
        case .timedOrder(let zone): timedOrder(centres[zone])
        case .quotaAnew(let zone): setQuotaAnew(centres[zone])
        case .floorChange(let zone): changeFloor(centres[zone])
        case .agentFloor(let i, let floor): takeFloor(machines[i], floor)
        case .collectorFloor(let zone, let seat, let floor): takeFloor(centres[zone], seat, floor)
        case .work(let zone): changeWork(centres[zone])
        case .workReturns(let i): returnWork(machines[i])
        default: break
        }
        return zone(of: happening)
    }

    private func zone(of happening: Happening) -> Int {
        switch happening {
        case .tick(let i, _), .beat(let i, _), .connect(let i, _), .toCollector(let i, _, _), .toAgent(let i, _, _),
            .closedAtAgent(let i, _), .remembered(let i, _), .agentUp(let i, _), .hangEnds(let i, _), .intruderLeaves(let i),
            .mended(_, let i), .agentFloor(let i, _), .workReturns(let i):
            machines[i].zone
        case .closedAtCollector(let zone, _), .collectorTick(let zone, _), .written(let zone, _), .collectorUp(let zone), .sample(let zone),
            .collectorDies(let zone, _),
            .order(let zone), .timedOrder(let zone), .quotaAnew(let zone), .floorChange(let zone), .collectorFloor(let zone, _, _),
            .work(let zone):
            zone
        case .fault: -1
        }
    }
}
