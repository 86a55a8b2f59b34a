import CShims
import Enrolment
import Glibc
import Hashing
import Host
import Link
import Sensing
import Storage
import Transport
import ZoneModel
import ZonePolicy

/// All parts of the running daemon, in the order in which they need one another.
///
/// Threads: the network's loop is the main thread; control and storage have a loop each; sensors and worker bring their own.
// @unchecked: everything mutable here is touched on the main thread, which runs the network's loop.
final class Agent: @unchecked Sendable {
    var configuration: AgentConfiguration
    let configurationPath: String
    private let state: StateDirectory
    private let journal: Journal
    let chronicle: Chronicle
    let notifier = ServiceNotifier()
    private let network: EventLoop
    private let storage: EventLoop
    private let controls: EventLoop
    let evidence: Evidence
    let control: ControlLoop
    let sensors: SensorService
    private let work: WorkSource
    let uplink: Uplink?
    /// nil: plain TCP, or no collector.
    private let renewer: CertificateRenewer?
    private var admin: LocalHTTPServer?
    private var metrics: LocalHTTPServer?
    private(set) var isStopping = false

    /// A stop that takes longer is cut short.
    private static let stopMaxMicroseconds = 950_000

    init(_ given: AgentConfiguration, warnings: [String], configurationPath: String) throws(StartError) {
        var configuration = given
        // A mock of /sys never passes for the real one, whatever the config says.
        configuration.simulated = configuration.simulated || SensorService.isSimulatedEnvironment
        self.configuration = configuration
        self.configurationPath = configurationPath
        let address = configuration.address
        journal = Journal(program: "zone-agent", fields: ["ZONE=\(address.zone)", "SITE=\(address.site)", "HOST=\(address.host)"])
        chronicle = Chronicle(journal: journal, address: address)
        do {
            state = try StateDirectory(path: configuration.stateDirectory)
            let identity = try HostIdentity(stateDirectory: configuration.stateDirectory)
            (network, storage, controls) = (try EventLoop(), try EventLoop(), try EventLoop())
            let memory = AgentMemory(path: "\(configuration.stateDirectory)/memory")
            let image = Agent.recall(memory, configuration, identity, chronicle)
            let gate = try ScheduleGate(configuration, chronicle: chronicle)
            evidence = try Evidence(loop: storage, configuration: configuration, memory: memory, image: image, chronicle: chronicle)
            let (chronicle, evidence) = (chronicle, evidence)
            chronicle.attach { evidence.add($0) }
            let mailbox = SampleMailbox()
            sensors = SensorService(
                rigs: configuration.rigs, siteMeter: configuration.siteMeter, simulated: configuration.simulated,
                onSample: { mailbox.put($0) }, onEvent: { chronicle.tell($0) })
            work = WorkSource(loop: network, firstExtranonce: try randomNumber()) { chronicle.tell($0) }
            let worker = try work.worker(configuration)
            let policy = HostPolicy(
                configuration: configuration, bootID: identity.bootID, newest: image.lastGrant,
                orders: LocalOrders(hold: image.hold, maintenance: image.maintenance), schedule: gate.recall(image.schedule),
                emergency: Agent.emergency(image.emergency, configuration, identity),
                storedFloor: configuration.collector.map { _ in image.floor ?? .zero }, seed: try randomNumber(),
                now: SystemClock.bootNow())
            let started = Agent.startedEvent(configuration, warnings: warnings)
            let notifier = notifier
            control = ControlLoop(
                loop: controls, policy: policy, work: work, worker: worker, sensors: sensors, mailbox: mailbox, evidence: evidence,
                chronicle: chronicle, notifier: notifier, kernelBoot: identity.kernelBoot
            ) { status in
                notifier.ready(status: status)
                started.forEach { chronicle.tell($0) }
            }
            renewer = try Agent.renewer(configuration, chronicle)
            uplink = try Agent.uplink(
                configuration, identity, loop: network, evidence: evidence, control: control, gate: gate, renewer: renewer,
                chronicle: chronicle)
        } catch {
            // What was told on the way is the reason of the reason.
            journal.start()
            journal.close(within: .milliseconds(300))
            throw StartError(description: "\(error)", status: error is KernelError ? ExitStatus.configuration : ExitStatus.failed)
        }
    }

    private static func recall(
        _ memory: AgentMemory, _ configuration: AgentConfiguration, _ identity: HostIdentity, _ chronicle: Chronicle
    ) -> AgentMemoryImage {
        switch memory.recall() {
        case .none: return AgentMemoryImage()
        case .whole(let image): return image
        case .lost(let reason):
            // Its nonces are of this run, so an old grant cannot come back; only the epoch's order is forgotten. But a person may have held this
            // host, to any watts down to none: only a person can say that nobody did.
            chronicle.tell(
                Event(
                    .memoryLost, .error,
                    "the memory of the last run cannot be read (\(reason)): a hold at 0 W is assumed, no floor until a grant and a schedule come, "
                        + "and no rig is known to be out. Look whether anyone works at this host, take rigs out again where someone does, then: "
                        + "zonectl hold off --reason TEXT",
                    fields: [.text("reason", reason), .power("hold_w", .zero)]))
            return .lost(configuration, boot: identity.kernelBoot, wall: SystemClock.wallNow(), now: SystemClock.bootNow())
        }
    }

    /// What is left of an emergency that an earlier run kept.
    private static func emergency(
        _ kept: KeptEmergency?, _ configuration: AgentConfiguration, _ identity: HostIdentity
    ) -> EmergencyCut? {
        guard let kept, let link = configuration.collector else { return nil }
        let isSameBoot = !kept.boot.isEmpty && kept.boot == identity.kernelBoot
        return kept.cut.resumed(
            isSameBoot: isSameBoot,
            wall: WallReading(
                wall: SystemClock.wallNow(), clock: SystemClock.quality(), bound: link.clockError, isTrusted: link.isClockTrusted),
            now: SystemClock.bootNow())
    }

    private static func startedEvent(_ configuration: AgentConfiguration, warnings: [String]) -> [Event] {
        let link = configuration.collector.map { "collector \($0.host):\($0.port)" } ?? "standalone"
        let count = configuration.rigs.count
        let mode = configuration.mode == .enforce ? "enforcing" : "observing"
        let message =
            "zone-agent \(Release.version) on \(configuration.address): \(mode) at most \(configuration.quota.text), "
            + "\(count) rig\(count == 1 ? "" : "s"), \(link)\(configuration.simulated ? ", SIMULATED sensors" : "")"
        let started = Event(
            .started, .notice, message,
            fields: [
                .text("version", Release.version), .text("mode", configuration.mode.rawValue), .power("quota_w", configuration.quota),
                .power("nameplate_w", configuration.nameplate), .flag("simulated", configuration.simulated),
            ])
        let plain = configuration.collector.flatMap { $0.isPlainBeyondLoopback ? Event.plainTransport($0.host) : nil }
        return [started] + [plain].compactMap { $0 } + warnings.map { Event(.configReloaded, .warning, $0) }
    }

    private static func uplink(
        _ configuration: AgentConfiguration, _ identity: HostIdentity, loop: EventLoop, evidence: Evidence, control: ControlLoop,
        gate: ScheduleGate, renewer: CertificateRenewer?, chronicle: Chronicle
    ) throws(HostError) -> Uplink? {
        guard let link = configuration.collector else { return nil }
        var delegate = Uplink.Delegate(
            hello: {
                let (spool, host) = (evidence.standing, control.standing)
                return Hello(
                    protocolVersion: 1, hostClass: host.configuration.hostClass, mode: host.configuration.mode,
                    machineID: identity.machineID, bootID: identity.bootID, agentVersion: Release.version,
                    nameplate: host.configuration.nameplate, floor: host.configuration.floor, spoolID: spool.spoolID,
                    nextSeq: spool.nextSeq, lastEpoch: host.newest.epoch, lastGeneration: host.newest.generation,
                    idle: host.configuration.mode == .enforce ? host.configuration.idle : nil, scheduleID: host.scheduleID,
                    simulated: host.configuration.simulated, isFailSafe: host.configuration.isFailSafe)
            },
            fetch: { seq, bytesMax, done in evidence.fetch(from: seq, bytesMax: bytesMax, done: done) },
            acknowledged: { evidence.acknowledged($0) }, spoolOutrun: { evidence.outrun(resumeSeq: $0) },
            grant: { control.onGrant($0) },
            schedule: { schedule, signature in
                guard let signed = gate.admit(schedule, signature, now: SystemClock.bootNow()) else { return }
                control.onSchedule(signed)
            },
            welcomed: { control.onWelcome($0) },
            identityRefused: { control.onIdentityRefused(isDuplicate: $0.code == "duplicate_host") }, happened: { chronicle.tell($0) })
        delegate.certificate = { renewer?.received($0) }
        let zone = configuration.address.zone
        let tls: Uplink.SecurityProvider? = Agent.identityStore(configuration).map { store in { @Sendable in store.context(zone: zone) } }
        return Uplink(
            loop: loop, address: configuration.address, link: link, random: SeededRandom(seed: try randomNumber()),
            clock: { SystemClock.wallNow() }, tls: tls, delegate: delegate)
    }

    private static func identityStore(_ configuration: AgentConfiguration) -> IdentityStore? {
        configuration.collector?.security.map { IdentityStore(stateDirectory: configuration.stateDirectory, security: $0) }
    }

    private static func renewer(_ configuration: AgentConfiguration, _ chronicle: Chronicle) throws(HostError) -> CertificateRenewer? {
        guard let store = identityStore(configuration) else { return nil }
        // Another for every run: what matters is that a zone's hosts do not come together.
        let share = Double(try randomNumber() >> 11) / Double(1 << 53 as UInt64)
        return CertificateRenewer(store: store, zone: configuration.address.zone, share: share) { chronicle.tell($0) }
    }

    // MARK: Running

    /// Until a signal ends it.
    func run() throws(StartError) {
        journal.start()
        do {
            try sensors.start()
            let storageThread = try storage.start(threadName: "storage")
            let controlThread = try controls.start(threadName: "control")
            try listenForPeople()
            obeySignals()
            if let uplink {
                evidence.attach(uplink)
                control.attach(uplink)
                uplink.start()
                network.submit { [renewer] in renewer?.start(uplink) }
            }
            control.start()
            network.run()
            storage.stop()
            controls.stop()
            storageThread.join()
            controlThread.join()
        } catch {
            journal.close(within: .milliseconds(300))
            throw StartError(description: "\(error)")
        }
        journal.close(within: .milliseconds(200))
    }

    private func listenForPeople() throws(TransportError) {
        let stem = configurationPath.hasSuffix(".toml") ? String(configurationPath.dropLast(5)) : configurationPath
        let routes = AdminRoutes(
            control: control, sensors: sensors, chronicle: chronicle, calibrationPath: "\(stem).conf.d/50-calibration.toml"
        ) { [self] in
            PoolDocument(source: configuration.worker.source.rawValue, pools: work.pools())
        } link: { [uplink, store = Agent.identityStore(configuration)] in
            guard let uplink else { return LinkFigure(state: .standalone, peer: nil, sinceS: 0, lastError: nil) }
            var figure = uplink.assumeIsolated { $0.figure() }
            figure.certificateUntil = store?.certificate.map { WallInstant(milliseconds: $0.notAfter * 1000).rfc3339 }
            return figure
        }
        admin = try LocalHTTPServer(loop: network, path: configuration.adminSocket) { routes.answer($0, $1) }
        if let port = configuration.metrics {
            metrics = try LocalHTTPServer(loop: network, port: Endpoint(address: port.address, port: port.port)) {
                routes.answerMetrics($0, $1)
            }
        }
    }

    private func obeySignals() {
        for number in [SIGTERM, SIGINT] { network.onSignal(number) { [self] in stop(by: number) } }
        network.onSignal(SIGHUP) { [self] in reload() }
    }

    // MARK: Stop

    /// Watts first, then evidence, then the network: each on its own loop, the next when it is done.
    private func stop(by number: Int32) {
        guard !isStopping else { return }
        isStopping = true
        cutShort()
        notifier.stopping()
        chronicle.tell(Event(.stopping, .notice, "stopping, by \(number == SIGTERM ? "SIGTERM" : "SIGINT")"))
        control.stop { [self] in
            // Evidence first: a bus that hangs may take half of the time that a stop has.
            evidence.close { [self] in
                sensors.stop()
                network.submit { [self] in leave() }
            }
        }
    }

    private func leave() {
        renewer?.stop()
        uplink?.stop()
        work.stop()
        admin?.close()
        admin = nil
        metrics?.close()
        metrics = nil
        network.stop()
    }

    /// A disk or a bus that hangs must not hold up the stop: what was written is safe, and the rest would be lost anyway.
    private func cutShort() {
        signal(SIGALRM) { _ in _exit(ExitStatus.failed) }
        var timer = itimerval()
        timer.it_value.tv_usec = Agent.stopMaxMicroseconds
        setitimer(__itimer_which_t(ITIMER_REAL.rawValue), &timer, nil)
    }
}
