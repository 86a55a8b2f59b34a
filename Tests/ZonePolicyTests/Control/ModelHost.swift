import ZoneModel

@testable import ZonePolicy

/// A host in a small world of its own for the policy's tests: rigs with dead time, lag and noise, meters that are refreshed now and
/// then, a worker that obeys at once. Everything is a function of the seed.
struct ModelHost {
    struct Plant {
        var deadTime: Duration = .zero
        var timeConstant: Duration = .milliseconds(50)
        var refresh: Duration = .milliseconds(100)
        var noiseShare = 0.0
    }

    struct Rig {
        var configuration: RigConfiguration
        /// What the rig really is: the map that the policy must learn.
        var idleW: Double
        var slopeW: Double
        var watts: Double
        var celsius = 45.0
        var duty: Duty = .zero
        /// What the sensor says in place of the truth.
        var override: ((Double) -> Sampled)?
        var temperature: Sampled?
        var isSilent = false
        var orders: [(at: BootInstant, duty: Duty)] = []
        var reading = 0.0
        var readAt = BootInstant(nanoseconds: 0)
        /// Instead of a worker: a card whose watts its driver's cap holds.
        var card: Card?
    }

    struct Card {
        /// What its load would draw.
        var demandW: Double
        var settingW: Double
        var order: Power?
        var refusal: String?
        /// Board watts above the chip's that the cap is about.
        var extraW = 0.0
        /// What the driver makes of an order.
        var takes: (Double) -> Double = { $0 }
        var limits: (low: Double, high: Double)?
        var orders: [Double] = []

        var goalW: Double { min(demandW, settingW + extraW) }

        var reading: CapReading {
            CapReading(setting: .value(settingW), minimum: limits?.low, maximum: limits?.high, order: order, refusal: refusal)
        }

        mutating func obey(_ watts: Power) {
            order = watts
            orders.append(watts.watts)
            if refusal == nil { settingW = takes(watts.watts) }
        }
    }

    var policy: HostPolicy
    var plant: Plant
    var rigs: [Rig]
    var now = BootInstant(nanoseconds: 1_000_000_000)
    var random: SeededRandom
    var directives: [HostDirective] = []
    var hasWork = true
    /// What a pool has judged since the start; nil: there is none.
    var shares: ShareTotals?
    var clock = ClockQuality(isSynchronised: true)
    /// What the site's meter says: its newest reading and when it was taken.
    var siteReading: (watts: Double, at: BootInstant)?
    private var nextNonce: UInt64 = 0

    init(_ configuration: AgentConfiguration, plant: Plant = Plant(), truth: [(idleW: Double, slopeW: Double)], seed: UInt64 = 1) {
        self.plant = plant
        random = SeededRandom(seed: seed)
        rigs = zip(configuration.rigs, truth).map { rig, truth in
            Rig(configuration: rig, idleW: truth.idleW, slopeW: truth.slopeW, watts: truth.idleW)
        }
        policy = HostPolicy(
            configuration: configuration, bootID: BootID("b")!, newest: .none, seed: seed, now: BootInstant(nanoseconds: 1_000_000_000))
    }

    var trueWatts: Double { rigs.reduce(policy.configuration.overhead.watts) { $0 + $1.watts } }

    var events: [Event] {
        directives.compactMap { if case .happened(let event) = $0 { event } else { nil } }
    }

    /// Runs for a time in 10 ms steps of the plant; calls `watch` after each step.
    mutating func run(_ duration: Duration, watch: (borrowing ModelHost) -> Void = { _ in }) {
        let end = now + duration
        var nextTick = now
        while now < end {
            if now >= nextTick {
                obey(policy.onTick(snapshot()))
                nextTick = now + policy.tickInterval
            }
            step(.milliseconds(10))
            watch(self)
        }
    }

    mutating func stop() { obey(policy.onStop(snapshot())) }

    mutating func grant(_ watts: Double, generation: UInt64, term: Duration = .seconds(10)) {
        nextNonce += 1
        let nonce = Nonce(high: 7, low: nextNonce)
        obey(policy.onHeartbeatDue(nonce: nonce, now: now))
        let line = QuotaGrant(epoch: 1, generation: generation, quota: .watts(watts), nonce: nonce, lease: term, reason: "peak")
        obey(policy.onGrant(line, now: now))
    }

    mutating func obey(_ new: [HostDirective]) {
        directives += new
        for case .setCap(let rig, let watts) in new {
            for index in rigs.indices where rigs[index].configuration.name == rig { rigs[index].card?.obey(watts) }
        }
        for case .setDuty(let rig, let duty) in new {
            for index in rigs.indices where rigs[index].configuration.name == rig {
                rigs[index].orders.append((now + plant.deadTime, duty))
            }
        }
    }

    /// A card in place of a rig's worker.
    mutating func install(_ card: Card, at index: Int) {
        rigs[index].card = card
        rigs[index].watts = card.goalW
    }

    private mutating func step(_ time: Duration) {
        now += time
        let kept = decay(over: time, timeConstant: plant.timeConstant)
        for index in rigs.indices {
            while let order = rigs[index].orders.first, order.at <= now {
                rigs[index].duty = order.duty
                rigs[index].orders.removeFirst()
            }
            let worked = hasWork ? rigs[index].duty.fraction : 0
            let goal = rigs[index].card?.goalW ?? (rigs[index].idleW + rigs[index].slopeW * worked)
            rigs[index].watts = goal + (rigs[index].watts - goal) * kept
            if now - rigs[index].readAt >= plant.refresh {
                rigs[index].readAt = now
                rigs[index].reading = rigs[index].watts * (1 + plant.noiseShare * gaussian())
            }
        }
    }

    private mutating func gaussian() -> Double { (0..<12).reduce(-6) { sum, _ in sum + random.unit() } }

    private func snapshot() -> Snapshot {
        let samples = rigs.filter { !$0.isSilent }.map { rig in
            RigSample(
                rig: rig.configuration.name, takenAt: rig.readAt, sweep: .zero,
                power: rig.override.map { $0(rig.reading) } ?? .value(rig.reading),
                temperature: rig.temperature ?? .value(rig.celsius), cap: rig.card?.reading)
        }
        let workers = rigs.filter { $0.configuration.workerThreads > 0 }.map { rig in
            WorkerSample(
                rig: rig.configuration.name, duty: rig.duty, hashes: 0, cpuTime: .zero, isPastDeadline: false, hasWork: hasWork)
        }
        let siteMeter = siteReading.map {
            RigSample(rig: .siteMeter, takenAt: $0.at, sweep: .zero, power: .value($0.watts), temperature: .absent)
        }
        return Snapshot(
            at: now, wall: WallInstant(milliseconds: 0), clock: clock, rigs: samples, siteMeter: siteMeter,
            workers: workers, shares: shares)
    }
}

/// Two rigs of 100 … 300 W each (the config's map), native plant, standalone unless a floor is given.
func twoRigs(quota: Double, floor: Double? = nil, mode: HostMode = .enforce, interval: Duration = .milliseconds(100)) -> AgentConfiguration
{
    var control = ControlConfiguration()
    control.deadTime = .milliseconds(50)
    control.timeConstant = .milliseconds(50)
    control.returnStagger = .zero
    control.rampPerMinute = 60
    let rigs = ["psu-0", "psu-1"].map { name in
        RigConfiguration(
            name: Name(name)!, nameplate: .watts(300), idle: .watts(100), power: SensorMatch(chip: "corsairpsu-*"),
            temperature: .required(nil), interval: interval, workerThreads: 1)
    }
    var configuration = AgentConfiguration(
        address: HostAddress(path: "sindh-2/khi-3/h-014")!, mode: mode, quota: .watts(quota), floor: .watts(floor ?? 0),
        overhead: .watts(20), control: control, rigs: rigs)
    if floor != nil { configuration.collector = CollectorLink(host: "127.0.0.1", port: 7433) }
    return configuration
}
