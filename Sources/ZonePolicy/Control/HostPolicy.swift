import ZoneModel

/// Every decision of one host, as a value: readings, lines and instants go in, directives come out.
///
/// The shell owns the clock, the sensors, the worker, the socket and the spool; it calls one method at a time and obeys what comes back.
public struct HostPolicy: Sendable {
    public internal(set) var configuration: AgentConfiguration {
        get { sharedConfiguration.value }
        set { sharedConfiguration = Shared(newValue) }
    }
    private var sharedConfiguration: Shared<AgentConfiguration>
    /// What `hello` says: after a reload it may be ahead of what is in force (see `onConfiguration`).
    public var announced: AgentConfiguration { sharedAnnounced.value }
    private var sharedAnnounced: Shared<AgentConfiguration>
    /// Nil where there is no disk to speak of, and no collector to tell.
    var floorMemory: FloorMemory?
    /// A collector has written down what is announced.
    var isWelcomed = false
    public internal(set) var judges: [RigJudge]
    public internal(set) var keeper: LeaseKeeper
    public private(set) var decision: Decision?

    /// What the last decision was made of: `zonectl why` and `status` read it.
    public struct Decision: Equatable, Sendable {
        public var at: BootInstant
        public var power: PowerFigure
        public var ceiling: Power
        public var target: Power
        public var limit: Limit
        public var output: PowerController.Output
        public var wanted: Power
        public var hasWork: Bool
    }

    let bootID: BootID
    let startedAt: BootInstant
    var controller = PowerController()
    var random: SeededRandom
    private(set) var snapshot: Snapshot?
    private(set) var siteMeter: RigJudge? {
        get { meters.first }
        set { meters = newValue.map { [$0] } ?? [] }
    }
    /// One or none, and beside the policy, which is small without it.
    private var meters: [RigJudge] = []
    var account: IntervalAccount
    private var lastTickAt: BootInstant
    private var countedHashes: [Name: UInt64] = [:]
    var hashesInInterval: UInt64 = 0
    /// Those that the last report has told, and the newest.
    private var toldShares: ShareTotals?
    private var newestShares: ShareTotals?
    /// Since the last report; nil: nobody judges them.
    var sharesInInterval: ShareTotals? { newestShares?.since(toldShares) }
    public private(set) var hashrateHs = 0.0
    var calibration: Calibration? {
        get { calibrations.first }
        set { calibrations = newValue.map { [$0] } ?? [] }
    }
    private var calibrations: [Calibration] = []
    private var sentDuties: [Name: Duty] = [:]
    /// Of the rigs whose watts a power cap holds.
    var caps: [Name: CapKeeper]
    private var sentDeadline: Deadline?
    var compliance = Compliance()
    var rigMemory: [Name: RigMemory] = [:]
    private var isWorkMissing = false
    /// As of the last tick or grant: what moves it without a grant is noticed by it.
    var lastCeiling: Power?
    var hasToldEnd = false
    /// What the last heartbeat asked for.
    var lastAsked: Asked?
    /// What people ordered at this host itself.
    var hold: HoldInForce?
    var maintenance: [Name: Maintenance] = [:]

    private struct Deadline: Equatable {
        var at: BootInstant?
        var fallback: [RigDuty]
    }

    struct Asked: Equatable, Sendable {
        var at: BootInstant
        var wanted: Power
    }

    /// What was said of a rig last.
    struct RigMemory: Equatable, Sendable {
        var state: RigState = .starting
        var isRefusing = false
        var reportedAt: BootInstant?
    }

    /// - Parameters:
    ///   - newest: the newest grant that an earlier run has seen.
    ///   - orders: what people ordered at this host in earlier runs.
    ///   - schedule: and `emergency`: what an earlier run has stored.
    ///   - storedFloor: up to which the host's own floor holds before a collector counts it; zero where none ever did. Nil: all of it.
    ///   - seed: of this run's jitter and stagger.
    public init(
        configuration: AgentConfiguration, bootID: BootID, newest: GrantID, orders: LocalOrders = LocalOrders(),
        schedule: FloorSchedule? = nil, emergency: EmergencyCut? = nil, storedFloor: Power? = nil, seed: UInt64, now: BootInstant
    ) {
        sharedAnnounced = Shared(configuration)
        var configuration = configuration
        if let storedFloor {
            floorMemory = FloorMemory(highest: storedFloor)
            configuration.floor = min(configuration.floor, storedFloor)
        }
        sharedConfiguration = Shared(configuration)
        self.bootID = bootID
        startedAt = now
        lastTickAt = now
        random = SeededRandom(seed: seed)
        account = IntervalAccount(startedAt: now)
        judges = configuration.rigs.map { RigJudge(configuration: $0, control: configuration.control, now: now) }
        meters = configuration.siteMeter.map { [RigJudge(siteMeter: $0, configuration, now: now)] } ?? []
        caps = HostPolicy.capKeepers(configuration)
        keeper = LeaseKeeper(
            newest: newest, floor: min(configuration.floor, configuration.quota), schedule: schedule, emergency: emergency,
            rampDown: HostPolicy.wayDown(configuration), jitterFraction: random.unit())
        controller.hold(until: now + configuration.control.returnStagger * random.unit())
        maintenance = orders.maintenance
        resume(orders.hold, now: now)
        markMaintenance()
    }

    /// How often the shell calls `onTick`: twice as often as the fastest rig is read, between 10 Hz and 1 Hz, so that a reading and a
    /// silence are noticed within half an interval.
    public var tickInterval: Duration {
        let fastest = configuration.rigs.lazy.map(\.interval).min() ?? .seconds(2)
        return min(max(fastest / 2, .milliseconds(100)), .seconds(1))
    }

    /// When the shell calls `onTick` after a tick at `now`: an interval later, or before, where a reading is awaited or grows too old.
    public func nextTick(after now: BootInstant) -> BootInstant {
        let tick = tickInterval
        var next = now + tick
        // By index: a judge is large.
        for index in judges.indices { next = min(next, judges[index].nextLook(tick: tick, now: now)) }
        for index in meters.indices { next = min(next, meters[index].nextLook(tick: tick, now: now)) }
        return next
    }

    // MARK: One tick

    public mutating func onTick(_ snapshot: Snapshot) -> [HostDirective] {
        let now = snapshot.at
        self.snapshot = snapshot
        var directives: [HostDirective] = []
        // 1. Judge what the sensors said, and what the temperature allows.
        HostPolicy.gather(judge(snapshot), &directives)
        // 2. Let a lease that has run out go.
        let before = keeper.lease
        if keeper.onTick(now: now) { directives.append(.happened(leaseLost(before, now: now))) }
        HostPolicy.gather(endHold(snapshot), &directives)
        HostPolicy.gather(passEdges(snapshot), &directives)
        HostPolicy.gather(stepCalibration(now: now), &directives)
        // 3. Account the time since the last tick under the ceiling that was in force.
        HostPolicy.gather(accountTick(snapshot), &directives)
        // 4. Decide the duties by what is known now.
        HostPolicy.gather(decide(now: now), &directives)
        // 5. See whether the ceiling is kept.
        HostPolicy.gather(judgeCompliance(now: now), &directives)
        // 6. Say what is due.
        HostPolicy.gather(reportsDue(snapshot), &directives)
        HostPolicy.gather(storeFloor(now: now), &directives)
        if isDemandNews(now: now) { directives.append(.heartbeatNow) }
        lastTickAt = now
        return directives
    }

    /// Most of a tick has nothing to say.
    @inline(__always)
    private static func gather(_ new: [HostDirective], _ directives: inout [HostDirective]) {
        if !new.isEmpty { directives += new }
    }

    /// The last turn, when nothing hashes any more: the interval that is still open is told too, or a stop would hide up to one.
    public mutating func onStop(_ snapshot: Snapshot) -> [HostDirective] {
        self.snapshot = snapshot
        // What it has to say of missing work is of no interest now.
        _ = accountTick(snapshot)
        lastTickAt = snapshot.at
        return lastReport(snapshot)
    }

    private mutating func judge(_ snapshot: Snapshot) -> [HostDirective] {
        var directives: [HostDirective] = []
        if let sample = snapshot.siteMeter, !meters.isEmpty, meters[0].onSample(sample) != nil, meters[0].isAskedAgain {
            directives.append(.readAgain(rig: .siteMeter))
        }
        for index in judges.indices {
            let name = judges[index].configuration.name
            if let worker = snapshot.workers.first(where: { $0.rig == name }) { judges[index].onWorker(worker, now: snapshot.at) }
            if let sample = snapshot.rigs.first(where: { $0.rig == name }) {
                let refusal = judges[index].onSample(sample)
                if !judges[index].isOut { HostPolicy.gather(tellRefusal(refusal, of: name), &directives) }
                if refusal != nil, judges[index].isAskedAgain { directives.append(.readAgain(rig: name)) }
                HostPolicy.gather(onCapReading(sample, judges[index], now: snapshot.at), &directives)
            }
            // Heat is an alarm at a rig that is out, too; a sensor that says nothing is none.
            if let before = judges[index].onTick(now: snapshot.at), !judges[index].isOut || judges[index].thermal.state != .unsafe {
                directives += tellThermal(judges[index], before: before)
            }
            HostPolicy.gather(tellState(of: judges[index], now: snapshot.at), &directives)
        }
        return directives
    }

    private mutating func accountTick(_ snapshot: Snapshot) -> [HostDirective] {
        for worker in snapshot.workers {
            let before = countedHashes[worker.rig] ?? 0
            hashesInInterval += worker.hashes >= before ? worker.hashes - before : worker.hashes
            countedHashes[worker.rig] = worker.hashes
        }
        newestShares = snapshot.shares
        let now = snapshot.at
        let figure = power(now: now)
        let parts = measuredAndEstimated(now: now)
        let duties = snapshot.workers.map(\.duty.fraction)
        let tick = IntervalAccount.Tick(
            measuredW: parts.measuredW, estimatedW: parts.estimatedW, errorW: figure.errorW, source: figure.source,
            ceiling: judgedCeiling(now: now), duty: duties.isEmpty ? .zero : Duty(duties.reduce(0, +) / Double(duties.count)),
            temperature: judges.filter { $0.isTemperatureFresh(now: now) }.compactMap(\.temperature).max())
        account.add(tick, over: now - lastTickAt)
        compliance.account(overW: max(0, figure.powerW - tick.ceiling.watts), elapsed: now - lastTickAt)
        let missing = !snapshot.workers.isEmpty && !snapshot.workers.contains(where: \.hasWork)
        guard missing != isWorkMissing else { return [] }
        isWorkMissing = missing
        guard missing else { return [] }
        return [.happened(Event(.workMissing, .warning, "nothing to hash: the worker sleeps until its job source has work"))]
    }

    // MARK: The decision

    /// The ceiling in force.
    public func ceiling(now: BootInstant) -> Power {
        guard configuration.collector.isSome else { return localBound }
        return min(localBound, keeper.ceiling(now: now))
    }

    func target(now: BootInstant) -> Power {
        guard configuration.collector.isSome else { return localBound }
        return min(localBound, keeper.target(now: now))
    }

    mutating func decide(now: BootInstant) -> [HostDirective] {
        guard let snapshot else { return [] }
        let target = withoutUncoveredLease(target(now: now), now: now)
        let believed = controllerInput(ceiling: target, now: now)
        let calibrated = withCalibration(believed, now: now)
        var directives = calibrated == nil ? endCalibration(noRoom(believed, now: now)) : []
        let input = calibrated?.input ?? believed
        // Not the policy itself, which is large and would be copied.
        let known = judges
        var output = controller.decide(
            input, control: configuration.control, nameplate: configuration.nameplate, tick: tickInterval, now: now,
            landingErrorW: { HostPolicy.landingErrorW($0, known) })
        if let duty = calibrated?.duty { output.set(duty, unboundW: believed.unboundW) }
        let hasWork = snapshot.workers.isEmpty || snapshot.workers.contains(where: \.hasWork)
        decision = Decision(
            at: now, power: input.power, ceiling: ceiling(now: now), target: target,
            limit: bindingLimit(output, input, target: target, hasWork: hasWork, now: now), output: output,
            wanted: wanted(believed, output, hasWork: hasWork), hasWork: hasWork)
        guard configuration.mode == .enforce else {
            return directives + obey(duties: input.rigs.map { RigDuty(rig: $0.rig, duty: .full) }, now: now)
        }
        directives += obey(duties: output.duties, now: now)
        directives += obeyDeadline(input, now: now)
        return directives
    }

    private mutating func obey(duties: [RigDuty], now: BootInstant) -> [HostDirective] {
        var directives: [HostDirective] = []
        for order in duties {
            guard caps[order.rig] == nil else {
                directives += obeyCap(order, now: now)
                continue
            }
            if let index = judges.firstIndex(where: { $0.configuration.name == order.rig }) {
                judges[index].onDuty(order.duty, now: now)
            }
            guard sentDuties[order.rig] != order.duty else { continue }
            sentDuties[order.rig] = order.duty
            directives.append(.setDuty(rig: order.rig, order.duty))
        }
        return directives
    }

    private mutating func obeyDeadline(_ input: PowerController.Input, now: BootInstant) -> [HostDirective] {
        let at = configuration.collector.isSome ? keeper.deadline(now: now) : nil
        // The lowest until long after the watchdog has ended a process that hangs.
        let horizon = at.map { max($0 - now, .zero) + .seconds(60) } ?? .zero
        let floor = min(localBound, keeper.floor(within: horizon, now: now))
        // In whole percents, rounded down: a word to the worker for a new instant or another duty, not for every reading's noise.
        let fallback =
            at == nil
            ? []
            : controller.fallback(
                under: floor, withCapsStanding(input), configuration.control, now: now,
                landingErrorW: { HostPolicy.landingErrorW($0, judges) }
            ).map {
                RigDuty(rig: $0.rig, duty: Duty(partsPerMillion: $0.duty.partsPerMillion / 10_000 * 10_000))
            }
        let deadline = Deadline(at: at, fallback: fallback)
        guard deadline != sentDeadline else { return [] }
        sentDeadline = deadline
        return [.setDeadline(at, fallback: fallback)]
    }

    // MARK: Intervals

    mutating func startInterval(at now: BootInstant) {
        account = IntervalAccount(startedAt: now)
        hashesInInterval = 0
        toldShares = newestShares
    }

    mutating func setHashrate(_ rate: Double) { hashrateHs = rate }

    // MARK: Configuration

    /// A reload. Rigs whose configuration did not change keep what was learned of them.
    ///
    /// What gives more (a higher floor, `observe`) waits until a collector has heard of it and says `welcome`: before that its ledger counts too little.
    public mutating func onConfiguration(_ new: AgentConfiguration, now: BootInstant) -> [HostDirective] {
        sharedAnnounced = Shared(new)
        isWelcomed = false
        var held = new
        if new.collector != nil {
            held.floor = min(new.floor, keeper.constantFloor)
            if new.mode == .observe, configuration.mode == .enforce { held.mode = .enforce }
        }
        return takeUp(held, now: now) + storeFloor(now: now)
    }

    mutating func takeUp(_ new: AgentConfiguration, now: BootInstant) -> [HostDirective] {
        let isSameControl = new.control == configuration.control
        judges = new.rigs.map { rig in
            if isSameControl, let known = judges.first(where: { $0.configuration == rig }) { return known }
            return RigJudge(configuration: rig, control: new.control, now: now)
        }
        if new.siteMeter != configuration.siteMeter { siteMeter = new.siteMeter.map { RigJudge(siteMeter: $0, new, now: now) } }
        let before = ceiling(now: now)
        let oldRigs = configuration.rigs
        markMaintenance()
        configuration = new
        keeper.constantFloor = min(new.floor, new.quota)
        keeper.rampDown = HostPolicy.wayDown(new)
        let known = caps
        caps = HostPolicy.capKeepers(new).merging(
            known.filter { name, _ in isSameControl && new.rigs.contains { $0.name == name && oldRigs.contains($0) } }
        ) { $1 }
        // A rig that is gone from the config may have threads until the shell takes them away.
        let gone = sentDuties.keys.filter { name in !new.rigs.contains { $0.name == name } }.sorted()
        sentDuties = [:]
        sentDeadline = nil
        rigMemory = rigMemory.filter { name, _ in new.rigs.contains { $0.name == name } }
        if new.mode == .observe { keeper.surrender() }
        let ended = endCalibration("the configuration was read again")
        noteCeiling(from: before, now: now)
        return gone.map { .setDuty(rig: $0, .zero) } + ended + decide(now: now)
            + (new.mode == .observe ? [.setDeadline(nil, fallback: [])] : [])
    }

    /// Dead time + 5 τ of the slowest rig: the watts are within 1 % of their way.
    static func rampDown(_ configuration: AgentConfiguration) -> Duration {
        let control = configuration.control
        let rigs = configuration.rigs.filter(\.isThrottled).map {
            ($0.deadTime ?? control.deadTime) + ($0.timeConstant ?? control.timeConstant) * 5
        }
        return rigs.max() ?? control.deadTime + control.timeConstant * 5
    }
}

extension RigJudge {
    /// The meter of the site, judged like a rig that cannot be throttled.
    init(siteMeter meter: SiteMeterConfiguration, _ host: AgentConfiguration, now: BootInstant) {
        var rig = RigConfiguration(
            name: .siteMeter, nameplate: host.nameplate, idle: .zero, power: meter.power,
            temperature: .none(reason: "a meter"), interval: meter.interval)
        rig.gain = meter.gain
        rig.offset = meter.offset
        rig.accuracy = meter.accuracy
        self.init(configuration: rig, control: host.control, now: now)
    }
}
