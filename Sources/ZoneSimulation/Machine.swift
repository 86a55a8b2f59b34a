import ZoneModel
import ZonePolicy

/// One machine with its agent, its worker, its rigs, its clocks and its little disk. The decisions are the production `HostPolicy`'s.
///
/// States of the process and their exits:
/// - `off` → `running` when the machine is started
/// - `running` → `hanging` (its threads stand still, the worker's do not), → `down` when it is killed
/// - `hanging` → `running`, or → `down` when the watchdog has had enough
/// - `down` → `running` when it is started again
final class Machine {
    enum State { case off, running, hanging, down }

    let index: Int
    let zone: Int
    /// The place of its name among the zone's hosts.
    var seat: Int
    var machineID: String
    var configuration: AgentConfiguration { didSet { changed() } }
    var bootClock: SimulatedBootClock { didSet { changed() } }
    var wallClock = SimulatedWallClock(errorMilliseconds: 0, bound: 20)
    var policy: HostPolicy
    var rigs: [SimulatedRig] = []

    var state = State.off { didSet { changed() } }
    /// Which run of the process: what an earlier one had under way is void.
    var life = 0
    var bootID: BootID
    var startedAt: Int64 = 0
    var lateUntil: Int64 = 0

    /// Floor lines that came over the present connection.
    var assembler = FloorScheduleAssembler()

    // The worker
    var orders: [Duty] = []
    var fallback: [Duty] = []
    var deadline: BootInstant?
    var isPastDeadline = false
    var hasWork = true

    var disk = AgentDisk()

    // The link
    var connection: Int?
    var isStreaming = false
    var greetingSince: Int64 = 0
    var lastHeard: Int64 = 0
    var isPinged = false
    var failures = 0
    var heartbeat: Duration = .seconds(1)
    var isBeating = false

    // The net at this machine
    var net = NetWeather()

    /// A second machine under a name that is another's.
    var isIntruder = false
    /// The collector has taken it in, or refused it, in this run.
    var isJudged = false
    var unrulyUntil: Int64 = 0
    var sensorFailsUntil: Int64 = 0
    var lastWanted = Power.zero

    // What broken rules need.
    var nonces: [(nonce: Nonce, at: BootInstant)] = []
    var renamed: [UInt64: GrantID] = [:]
    var lastTrueGrant = GrantID.none

    private var lastCeiling = Power.zero
    private var ceilingValidUntil = Int64.min
    /// The largest ceiling of the last while: what the watts are held against.
    var ceilings = CeilingWindow()

    init(index: Int, zone: Int, seat: Int, machineID: String, configuration: AgentConfiguration, clock: SimulatedBootClock) {
        self.index = index
        self.zone = zone
        self.seat = seat
        self.machineID = machineID
        self.configuration = configuration
        bootClock = clock
        bootID = Machine.bootID(index, 0)
        policy = HostPolicy(configuration: configuration, bootID: bootID, newest: .none, seed: 1, now: clock.reading(at: 0))
    }

    static func bootID(_ index: Int, _ life: Int) -> BootID {
        BootID(String(index, radix: 16) + "-" + String(life, radix: 16)) ?? fallbackBootID
    }

    private static let fallbackBootID: BootID = {
        guard let id = BootID("0") else { preconditionFailure("0 is a boot id") }
        return id
    }()

    var isAlive: Bool { state == .running || state == .hanging }

    var watts: Double {
        guard state != .off else { return 0 }
        return rigs.reduce(configuration.overhead.watts) { $0 + $1.watts }
    }

    /// The ceiling that the machine enforces. One whose agent is not there has no worker either: it runs nothing.
    ///
    /// The last answer stands until something happens to the machine or the lease that it came from changes by itself: looking at every
    /// machine after every event would otherwise be most of the work.
    func ceiling(at time: Int64) -> Power {
        if time < ceilingValidUntil { return lastCeiling }
        (lastCeiling, ceilingValidUntil) = evaluate(at: time)
        return lastCeiling
    }

    /// Something happened to the machine.
    func changed() { ceilingValidUntil = .min }

    private func evaluate(at time: Int64) -> (Power, validUntil: Int64) {
        switch state {
        case .off, .down: return (.zero, .max)
        case .running, .hanging:
            let (ceiling, end) = Machine.look(&policy, bootClock.reading(at: time))
            return (ceiling, end.map { bootClock.trueTime(of: $0) } ?? .min)
        }
    }

    /// The ceiling in force, and until when its lease leaves it at that; nil: there is no lease. In place, for the policy is large.
    private static func look(_ policy: inout HostPolicy, _ now: BootInstant) -> (Power, until: BootInstant?) {
        let ceiling = policy.ceiling(now: now)
        guard let lease = policy.keeper.lease, now < lease.endsAt else { return (ceiling, nil) }
        return (ceiling, lease.next.map { $0.at > now ? min($0.at, lease.endsAt) : lease.endsAt } ?? lease.endsAt)
    }

    /// From a tick to the next, on the host's own clock. In place, for the policy is large.
    static func untilNextTick(_ policy: inout HostPolicy, _ now: BootInstant) -> Duration { policy.nextTick(after: now) - now }

    func holdsLease(at time: Int64) -> Bool {
        guard isAlive, let lease = policy.keeper.lease else { return false }
        return bootClock.reading(at: time) < lease.endsAt
    }

    func wallReading(at time: Int64) -> WallReading {
        let wall = wallClock.reading(at: time)
        return WallReading(wall: wall, uncertainty: wallClock.bound == nil ? nil : configuration.collector?.clockError)
    }

    // MARK: The worker

    /// Brings the plants to `time`; a deadline that passes on the way makes the worker fall by itself.
    func advance(to time: Int64, random: inout SeededRandom) {
        if state != .down, state != .off, let deadline, !isPastDeadline {
            let passes = bootClock.trueTime(of: deadline)
            if passes <= time {
                isPastDeadline = true
                for i in rigs.indices {
                    rigs[i].advance(to: passes, random: &random)
                    rigs[i].order(dutyInForce(i), at: passes)
                }
            }
        }
        for i in rigs.indices { rigs[i].advance(to: time, random: &random) }
    }

    func dutyInForce(_ rig: Int) -> Duty {
        guard hasWork, isAlive else { return .zero }
        return isPastDeadline ? min(orders[rig], fallback[rig]) : orders[rig]
    }

    /// After any order: the threads run at what is now in force.
    func obeyOrders(at time: Int64, random: inout SeededRandom) {
        isPastDeadline = deadline.map { bootClock.reading(at: time) >= $0 } ?? false
        for i in rigs.indices {
            rigs[i].advance(to: time, random: &random)
            rigs[i].order(dutyInForce(i), at: time)
        }
    }

    func snapshot(at time: Int64, random: inout SeededRandom) -> Snapshot {
        let now = bootClock.reading(at: time)
        var samples: [RigSample] = []
        var workers: [WorkerSample] = []
        samples.reserveCapacity(rigs.count)
        workers.reserveCapacity(rigs.count)
        for i in rigs.indices {
            if let sample = rigs[i].sample(takenAt: now, random: &random) { samples.append(sample) }
            workers.append(
                WorkerSample(
                    rig: rigs[i].name, duty: dutyInForce(i), hashes: 0, cpuTime: .zero, isPastDeadline: isPastDeadline, hasWork: hasWork))
        }
        return Snapshot(at: now, wall: wallClock.reading(at: time), clock: wallClock.quality, rigs: samples, workers: workers)
    }
}

/// What the agent keeps over a restart, and what is on its way there.
struct AgentDisk {
    enum Item {
        case grant(GrantID)
        case schedule(FloorSchedule)
        case emergency(EmergencyCut?)
        case hold(Hold?)
        case maintenance([Name: Maintenance])
        case floor(Power)
    }

    var grant = GrantID.none
    /// Of the host's own, as a collector has written it down.
    var floor: Power?
    var schedule: FloorSchedule?
    var emergency: EmergencyCut?
    var orders = LocalOrders()
    var pending: [Item] = []
    var isWriting = false
    var failsUntil: Int64 = 0

    mutating func store() -> [Item] {
        for item in pending {
            switch item {
            case .grant(let grant): self.grant = grant
            case .schedule(let schedule): self.schedule = schedule
            case .emergency(let cut): emergency = cut
            case .hold(let hold): orders.hold = hold
            case .maintenance(let rigs): orders.maintenance = rigs
            case .floor(let floor): self.floor = floor
            }
        }
        defer { forget() }
        return pending
    }

    /// What was not synced is gone with the process.
    mutating func forget() {
        pending = []
        isWriting = false
    }
}

/// What the net does to one machine's lines.
struct NetWeather {
    var lossUntil: Int64 = 0
    var doublingUntil: Int64 = 0
    var latenessUntil: Int64 = 0
    var overtakingUntil: Int64 = 0
    var upCutUntil: Int64 = 0
    var downCutUntil: Int64 = 0
    /// Lines of one connection arrive in their order while nothing is wrong.
    var lastUp: Int64 = 0
    var lastDown: Int64 = 0
}

/// The largest of the values over a sliding while; they are given in the order of time.
struct CeilingWindow {
    private var current: Int64 = 0
    /// Former values and when each ceased to hold: falling from the front on, later from the front on.
    private var former: [(until: Int64, value: Int64)] = []

    /// - Returns: the largest value that held at any instant since `now − span`.
    mutating func largest(adding value: Int64, now: Int64, span: Int64) -> Int64 {
        if value != current {
            while let last = former.last, last.value <= current { former.removeLast() }
            former.append((now, current))
            current = value
        }
        while let first = former.first, first.until < now - span { former.removeFirst() }
        return max(value, former.first?.value ?? 0)
    }
}
