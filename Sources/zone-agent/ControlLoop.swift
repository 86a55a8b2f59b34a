import Hashing
import Host
import Link
import Sensing
import Storage
import Synchronization
import Transport
import ZoneModel
import ZonePolicy

/// The shell of `HostPolicy`: a clock, a tick, and obedience. It alone feeds the watchdog, so a control loop that hangs ends the process.
actor ControlLoop {
    nonisolated let loop: EventLoop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    /// What a `hello` says of the host.
    struct Standing: Sendable {
        var configuration: AgentConfiguration
        var newest: GrantID
        /// The schedule that is on disk; nil: none, or none that is known.
        var scheduleID: String?

        init(_ policy: HostPolicy) {
            configuration = policy.announced
            configuration.floor = policy.floorTold
            newest = policy.keeper.newest
            scheduleID = policy.keeper.schedule.flatMap { $0 == .unknown ? nil : $0.id }
        }
    }

    private nonisolated let shared: Mutex<Standing>
    var policy: HostPolicy
    private var worker: HashWorker
    private let work: WorkSource
    private let sensors: SensorService
    private var actuators: [Name: any Actuator] = [:]
    private var uplink: Uplink?
    private let mailbox: SampleMailbox
    let evidence: Evidence
    private let chronicle: Chronicle
    private let notifier: ServiceNotifier
    private let startedAt: BootInstant
    private let onReady: @Sendable (String) -> Void
    let kernelBoot: String
    /// The newest schedule that came, with its signature.
    var incoming: SignedSchedule?

    private var tickTimer: LoopTimer?
    /// Before the next tick, where a rig is to be looked at sooner.
    private var lookTimer: LoopTimer?
    private var heartbeatTimer: LoopTimer?
    private var lastTickAt: BootInstant?
    private var statusSaidAt: BootInstant?
    private var isReady = false

    init(
        loop: EventLoop, policy: HostPolicy, work: WorkSource, worker: HashWorker, sensors: SensorService, mailbox: SampleMailbox,
        evidence: Evidence,
        chronicle: Chronicle, notifier: ServiceNotifier, kernelBoot: String, onReady: @escaping @Sendable (String) -> Void
    ) {
        self.loop = loop
        shared = Mutex(Standing(policy))
        self.policy = policy
        self.work = work
        self.worker = worker
        self.sensors = sensors
        self.mailbox = mailbox
        self.evidence = evidence
        self.chronicle = chronicle
        self.notifier = notifier
        self.kernelBoot = kernelBoot
        self.onReady = onReady
        startedAt = SystemClock.bootNow()
    }

    nonisolated var standing: Standing { shared.withLock { $0 } }

    // MARK: From any thread

    nonisolated func attach(_ uplink: Uplink) { onLoop { $0.uplink = uplink } }
    nonisolated func start() {
        onLoop {
            $0.attachActuators($0.policy.configuration)
            $0.begin()
        }
    }

    nonisolated func onGrant(_ grant: QuotaGrant) {
        onLoop {
            $0.obey($0.policy.onGrant(grant, now: SystemClock.bootNow()))
            $0.publish()
        }
    }

    nonisolated func onIdentityRefused(isDuplicate: Bool) {
        onLoop { $0.obey($0.policy.onIdentityRefused(isDuplicate: isDuplicate, now: SystemClock.bootNow())) }
    }

    nonisolated func onWelcome(_ welcome: Welcome) {
        onLoop {
            $0.obey($0.policy.onWelcomed(now: SystemClock.bootNow()))
            // Bounded: a collector's word must neither spin this loop nor silence it for longer than a lease.
            $0.beat(every: min(max(welcome.heartbeatInterval, .milliseconds(200)), .seconds(5)))
        }
    }

    /// Asks the loop, and answers from there.
    nonisolated func ask<Value: Sendable>(
        _ question: @escaping @Sendable (isolated ControlLoop) -> Value, _ answer: @escaping @Sendable (Value) -> Void
    ) {
        onLoop { answer(question($0)) }
    }

    nonisolated func reload(_ configuration: AgentConfiguration, then done: @escaping @Sendable (String) -> Void) {
        onLoop {
            $0.take(configuration)
            done($0.policy.statusText(now: SystemClock.bootNow()))
        }
    }

    /// No watt of the worker's after it: its threads have ended when `done` is called. Power caps are on their way to their stop settings.
    nonisolated func stop(then done: @escaping @Sendable () -> Void) {
        onLoop {
            $0.tickTimer = nil
            $0.lookTimer = nil
            $0.heartbeatTimer = nil
            if $0.policy.configuration.mode == .enforce { $0.actuators.values.forEach { $0.stop() } }
            $0.worker.stop()
            $0.obey($0.policy.onStop($0.snapshot(now: SystemClock.bootNow())))
            done()
        }
    }

    nonisolated func onLoop(_ job: @escaping @Sendable (isolated ControlLoop) -> Void) {
        loop.submit { self.assumeIsolated { job($0) } }
    }

    // MARK: The tick

    private func begin() {
        tickTimer = loop.schedule(after: policy.tickInterval, repeats: true) { [weak self] in self?.assumeIsolated { $0.tick() } }
        tick()
    }

    private func tick() {
        let now = SystemClock.bootNow()
        tellLateness(now: now)
        lastTickAt = now
        obey(policy.onTick(snapshot(now: now)))
        let next = policy.nextTick(after: now) - now
        lookTimer = next < policy.tickInterval ? loop.schedule(after: next) { [weak self] in self?.assumeIsolated { $0.tick() } } : nil
        notifier.watchdog()
        sayStatus(now: now)
    }

    private func snapshot(now: BootInstant) -> Snapshot {
        let (rigs, siteMeter) = mailbox.newest()
        return Snapshot(
            at: now, wall: SystemClock.wallNow(), clock: SystemClock.quality(), rigs: rigs, siteMeter: siteMeter,
            workers: worker.samples(), shares: work.totals)
    }

    /// A machine that was asleep or starved: what the watts did meanwhile nobody saw.
    private func tellLateness(now: BootInstant) {
        guard let lastTickAt, now - lastTickAt > max(policy.tickInterval * 3, .seconds(2)) else { return }
        let late = (now - lastTickAt).seconds
        chronicle.tell(
            Event(
                .controlLate, .warning,
                "the control loop came \(fixed(late, decimals: 1)) s after its last turn: the machine was asleep or starved",
                fields: [.real("late_s", late)]))
    }

    private func sayStatus(now: BootInstant) {
        if !isReady {
            isReady = true
            onReady(policy.statusText(now: now))
        } else if statusSaidAt.map({ now - $0 >= .seconds(1) }) ?? true {
            statusSaidAt = now
            notifier.status(policy.statusText(now: now))
        }
    }

    // MARK: Heartbeats

    private func beat(every interval: Duration) {
        heartbeatTimer = loop.schedule(after: interval, repeats: true) { [weak self] in self?.assumeIsolated { $0.sendHeartbeat() } }
        sendHeartbeat()
    }

    private func sendHeartbeat() {
        // Without randomness there is no nonce, so no lease: less power.
        guard let nonce = try? Nonce.random() else { return }
        obey(policy.onHeartbeatDue(nonce: nonce, now: SystemClock.bootNow()))
    }

    func publish() {
        let standing = Standing(policy)
        shared.withLock { $0 = standing }
    }

    // MARK: Obedience

    func obey(_ directives: [HostDirective]) {
        for directive in directives {
            switch directive {
            case .setDuty(let rig, let duty): actuators[rig]?.order(.duty(duty))
            case .setCap(let rig, let watts): actuators[rig]?.order(.cap(watts))
            case .readAgain(let rig): sensors.readAgain(rig)
            case .setDeadline(let deadline, let fallback):
                worker.setDeadline(deadline, fallback: Dictionary(fallback.map { ($0.rig, $0.duty) }, uniquingKeysWith: { a, _ in a }))
            case .send(let body): uplink?.send(live: body)
            case .heartbeatNow: if heartbeatTimer != nil { sendHeartbeat() }
            case .record(let body): record(body)
            case .happened(let event): chronicle.tell(event)
            case .remember(let grant): evidence.remember { $0.lastGrant = grant }
            case .rememberHold(let hold): evidence.remember { $0.hold = hold }
            case .rememberMaintenance(let rigs): evidence.remember { $0.maintenance = rigs }
            case .storeSchedule(let schedule): store(schedule)
            case .storeEmergency(let emergency): store(emergency)
            case .storeFloor(let floor): store(floor: floor)
            case .introduce:
                publish()
                uplink?.introduce()
            }
        }
    }

    private func record(_ body: LineBody) {
        let content: PendingLine.Content
        switch body {
        case .report(let report): content = .report(report)
        case .rig(let rig): content = .rig(rig)
        case .event(let event): content = .event(event)
        default: return
        }
        evidence.add(PendingLine(timestamp: SystemClock.wallNow(), content: content))
    }

    // MARK: Reload

    private func take(_ new: AgentConfiguration) {
        let old = policy.configuration
        // One without work may find its mended headers now.
        let isIdle = !worker.samples().contains(where: \.hasWork)
        let isOther = new.worker != old.worker || new.pools != old.pools || new.node != old.node || new.payouts != old.payouts
        if isIdle || isOther || ControlLoop.threads(new) != ControlLoop.threads(old) {
            replaceWorker(new)
        }
        // What an old sensor said is not the new one's word.
        var kept = Set(new.rigs.filter(old.rigs.contains).map(\.name))
        if new.siteMeter == old.siteMeter { kept.insert(.siteMeter) }
        mailbox.keep(only: kept)
        attachActuators(new)
        obey(policy.onConfiguration(new, now: SystemClock.bootNow()))
        publish()
        begin()
    }

    /// One an a rig, as its configuration declares it.
    private func attachActuators(_ configuration: AgentConfiguration) {
        actuators = [:]
        for rig in configuration.rigs {
            switch rig.actuator {
            case .worker: actuators[rig.name] = WorkerActuator(rig, configuration.control, worker: worker)
            case .powerCap: actuators[rig.name] = PowerCapActuator(rig, configuration.control, sensors: sensors)
            case .none: break
            }
        }
    }

    private func replaceWorker(_ new: AgentConfiguration) {
        worker.stop()
        do {
            worker = try work.worker(new)
        } catch {
            // The old one stays, stopped: no watts rather than unordered ones.
            chronicle.tell(Event(.workMissing, .error, "the worker could not be started again: \(error); nothing is hashed"))
        }
    }

    private static func threads(_ configuration: AgentConfiguration) -> [Name: Int] {
        Dictionary(configuration.rigs.map { ($0.name, $0.workerThreads) }, uniquingKeysWith: { a, _ in a })
    }

    // MARK: What people see

    func status(link: LinkFigure) -> HostStatus {
        let now = SystemClock.bootNow()
        let power = policy.power(now: now)
        let ceilingW = policy.ceiling(now: now).watts
        let rigs = policy.rigFigures(now: now)
        let throttled = rigs.filter { $0.workerThreads > 0 }
        return HostStatus(
            address: policy.configuration.address, version: Release.version, timestamp: SystemClock.wallNow().rfc3339,
            mode: policy.configuration.mode, simulated: policy.configuration.simulated, uptimeS: (now - startedAt).seconds, power: power,
            quotaW: ceilingW, limitedBy: policy.decision?.limit ?? .floor, usedShare: ceilingW > 0 ? power.powerW / ceilingW : nil,
            lease: policy.leaseFigure(now: now),
            duty: throttled.isEmpty ? 0 : throttled.map(\.duty).reduce(0, +) / Double(throttled.count),
            hashrateHs: policy.hashrateHs, hashKernel: worker.kernelName, spool: evidence.standing.figure, link: link,
            clock: SystemClock.quality(), sensorsRefused: policy.sensorsRefused(now: now), rigs: rigs, hold: policy.holdFigure(now: now),
            cannotComplyForS: policy.cannotComply(now: now)?.seconds, floor: policy.floorFigure(now: now),
            emergency: policy.emergencyFigure(now: now))
    }

    func metrics(link: LinkFigure, format: MetricsText.Format) -> String {
        let totals = evidence.standing
        return status(link: link).metrics(.init(account: totals.totals, hashes: totals.hashes), format: format)
    }

    func statusText() -> String { policy.statusText(now: SystemClock.bootNow()) }

    func why() -> WhyDocument { policy.why(now: SystemClock.bootNow()) }
}
