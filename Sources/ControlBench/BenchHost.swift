import ZoneModel
import ZonePolicy

/// The production policy of one host, its plants and a collector that answers every heartbeat, in simulated time.
struct BenchHost {
    private(set) var policy: HostPolicy
    private(set) var rigs: [RigPlant]
    private(set) var now: BootInstant
    /// What the collector grants; nil: it is not heard.
    var quota: Power?
    /// A cut that it announces.
    var next: (quota: Power, at: BootInstant)?
    /// Called with every directive.
    private(set) var events: [Event] = []
    /// When each rig was last ordered to stand still.
    private(set) var stoppedAt: [Name: BootInstant] = [:]
    /// Rigs that were taken from 0 to some duty or back, counted.
    private(set) var switchings = 0
    private(set) var ticks = 0

    private let step: Duration
    private var nextTickAt: BootInstant
    private var nextGridAt: BootInstant
    private var nextHeartbeatAt: BootInstant
    private var answers: [(at: BootInstant, heartbeat: Heartbeat)] = []
    private var heartbeat = Heartbeat(nonce: Nonce(high: 1, low: 0), at: BenchHost.start)
    private var generation: UInt64 = 0
    private var ordered: [Name: Duty] = [:]
    /// Ordered, or what the passed deadline has made of it.
    private var inForce: [Name: Duty] = [:]
    private var deadline: (at: BootInstant, fallback: [RigDuty])?
    private var random: SeededRandom

    private struct Heartbeat {
        var nonce: Nonce
        var at: BootInstant
    }

    static let start = BootInstant(nanoseconds: 1_000_000_000)
    static let lease: Duration = .seconds(10)

    init(_ configuration: AgentConfiguration, plants: [PlantParameters], seed: UInt64, step: Duration) {
        let start = BenchHost.start
        guard let bootID = BootID("b0") else { fatalError("b0 is a boot id") }
        var random = SeededRandom(seed: seed)
        now = start
        self.step = step
        nextTickAt = start
        nextGridAt = start
        nextHeartbeatAt = start + .seconds(1) * random.unit()
        rigs = plants.map { RigPlant($0, seed: random.next(), step: step, now: start) }
        policy = HostPolicy(configuration: configuration, bootID: bootID, newest: .none, seed: random.next(), now: start)
        self.random = random
    }

    /// What the host really draws.
    var watts: Double { rigs.reduce(policy.configuration.overhead.watts) { $0 + $1.watts } }

    /// `zonectl calibrate`, to its end.
    mutating func calibrate() -> CalibrationDocument {
        let (_, directives) = policy.onCalibrationRequest(
            CalibrationRequest(isStart: true, rig: nil), uid: 0, wall: WallInstant(milliseconds: 0), now: now)
        obey(directives)
        for _ in 0..<900 where policy.calibrationDocument().state == .running { run(.seconds(1)) }
        return policy.calibrationDocument()
    }

    /// Runs for a time; `watch` is called after every step.
    mutating func run(_ time: Duration, watch: (borrowing BenchHost) -> Void = { _ in }) {
        let end = now + time
        while now < end {
            advance()
            watch(self)
        }
    }

    private mutating func advance() {
        now += step
        if let deadline, now >= deadline.at { apply() }
        for index in rigs.indices { rigs[index].advance(to: now) }
        while let answer = answers.first, answer.at <= now {
            answers.removeFirst()
            if let quota { grant(quota, to: answer.heartbeat) }
        }
        if now >= nextHeartbeatAt {
            nextHeartbeatAt += .seconds(1)
            beat()
        }
        if now >= nextTickAt {
            ticks += 1
            obey(policy.onTick(snapshot()))
            // As the shell does it: on the grid, and between its points where the policy wants to look sooner.
            if now >= nextGridAt { nextGridAt += policy.tickInterval }
            nextTickAt = min(nextGridAt, policy.nextTick(after: now))
        }
    }

    // MARK: The collector

    private mutating func beat() {
        heartbeat = Heartbeat(nonce: Nonce(high: 1, low: heartbeat.nonce.low + 1), at: now)
        obey(policy.onHeartbeatDue(nonce: heartbeat.nonce, now: now))
        answers.append((now + .milliseconds(5) + .milliseconds(45) * random.unit(), heartbeat))
    }

    /// A grant arrives now that answers the newest heartbeat.
    mutating func push(_ quota: Power) {
        self.quota = quota
        grant(quota, to: heartbeat)
    }

    private mutating func grant(_ quota: Power, to heartbeat: Heartbeat) {
        generation += 1
        let announced = next.flatMap { $0.at > now ? $0 : nil }
        let granted = next.map { $0.at <= now ? min(quota, $0.quota) : quota } ?? quota
        let line = QuotaGrant(
            epoch: 1, generation: generation, quota: granted, nextQuota: announced?.quota, nextIn: announced.map { $0.at - heartbeat.at },
            nonce: heartbeat.nonce, lease: BenchHost.lease)
        obey(policy.onGrant(line, now: now))
    }

    // MARK: The shell

    private mutating func obey(_ directives: [HostDirective]) {
        for directive in directives {
            switch directive {
            case .setDuty(let rig, let duty): ordered[rig] = duty
            case .setDeadline(let at, let fallback): deadline = at.map { ($0, fallback) }
            case .happened(let event): events.append(event)
            case .readAgain(let name):
                for (index, rig) in policy.configuration.rigs.enumerated() where rig.name == name { rigs[index].read(now: now) }
            default: break
            }
        }
        if !directives.isEmpty { apply() }
    }

    /// What the worker does by itself: it falls to the fallback when the deadline has passed.
    private mutating func apply() {
        for (index, rig) in policy.configuration.rigs.enumerated() {
            var duty = ordered[rig.name] ?? .zero
            if let deadline, now >= deadline.at {
                duty = min(duty, deadline.fallback.first { $0.rig == rig.name }?.duty ?? .zero)
            }
            let before = inForce[rig.name] ?? .zero
            guard duty != before else { continue }
            inForce[rig.name] = duty
            if (duty == .zero) != (before == .zero) { switchings += 1 }
            if duty == .zero { stoppedAt[rig.name] = now }
            rigs[index].order(duty, now: now)
        }
    }

    mutating func silence(rig index: Int) { rigs[index].isSilent = true }
    mutating func fail(rig index: Int, readings: Int) { rigs[index].failuresLeft = readings }

    private func snapshot() -> Snapshot {
        let names = policy.configuration.rigs.map(\.name)
        let samples = zip(names, rigs).map { name, rig in
            let failedAt = rig.failedAt.flatMap { $0 > rig.reading.at ? $0 : nil }
            return RigSample(
                rig: name, takenAt: failedAt ?? rig.reading.at, sweep: .zero,
                power: failedAt == nil ? .value(rig.reading.watts) : .failed("no answer"), temperature: .value(45))
        }
        let workers = names.map { name in
            WorkerSample(rig: name, duty: inForce[name] ?? .zero, hashes: 0, cpuTime: .zero, isPastDeadline: false, hasWork: true)
        }
        return Snapshot(
            at: now, wall: WallInstant(milliseconds: 0), clock: ClockQuality(isSynchronised: true), rigs: samples, workers: workers)
    }
}
