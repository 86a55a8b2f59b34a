import Glibc
import Host
import Link
import Signing
import Storage
import Transport
import ZoneModel
import ZonePolicy

/// All parts of the running server. The network's loop is the main thread; ledger and store have a loop each.
// @unchecked: everything mutable here is touched on the main thread, which runs the network's loop.
final class Collector: @unchecked Sendable {
    private let configuration: CollectorConfiguration
    private let warnings: [String]
    private let configurationPath: String
    private let directory: StateDirectory
    private let journal: Journal
    private let chronicle: Chronicle
    private let notifier = ServiceNotifier()
    private let network: EventLoop
    private let ledgerLoop: EventLoop
    private let storeLoop: EventLoop
    private let zone: ZoneLoop
    private let ledger: LedgerLoop
    private let store: EvidenceStore
    /// What the agents' floor_key must be; nil where the floors are constant.
    private let floorKey: FloorKey?
    private var admin: LocalHTTPServer?
    private var metrics: LocalHTTPServer?
    private let reviews: ReviewDesk
    private var statusTimer: LoopTimer?
    private var isStopping = false
    private var startFailure: StartError?

    private static let stopMaxMicroseconds = 950_000

    init(_ configuration: CollectorConfiguration, warnings: [String], configurationPath: String) throws(StartError) {
        self.configuration = configuration
        self.warnings = warnings
        self.configurationPath = configurationPath
        journal = Journal(program: "zone-collector", fields: ["ZONE=\(configuration.zone)"])
        chronicle = Chronicle(journal: journal, zone: configuration.zone)
        let chronicle = chronicle
        do {
            directory = try StateDirectory(path: configuration.stateDirectory)
            (network, ledgerLoop, storeLoop) = (try EventLoop(), try EventLoop(), try EventLoop())
            let wall = SystemClock.wallNow()
            reviews = ReviewDesk(
                loop: try EventLoop(), storePath: "\(configuration.stateDirectory)/store.sqlite", configuration: configuration)
            let records = try LedgerJournal(path: "\(configuration.stateDirectory)/ledger.sqlite", now: wall)
            let authority = try ZoneAuthority(
                configuration: configuration, image: try records.load(), now: SystemClock.bootNow(), wall: wall)
            let signer = try configuration.floorSigner()
            floorKey = signer?.key
            let security = try ServerSecurity.load(configuration, now: wall)
            let zone = ZoneLoop(loop: network, authority: authority, signer: signer, security: security, chronicle: chronicle)
            self.zone = zone
            ledger = LedgerLoop(loop: ledgerLoop, journal: records) { zone.onWritten($0, failure: $1) }
            let lines = try TelemetryStore(path: "\(configuration.stateDirectory)/store.sqlite", now: wall)
            if case .replaced(let keptAt, let reason) = lines.opening {
                chronicle.tell(
                    Event(.storeFailed, .error, "the store could not be used (\(reason)): it is kept at \(keptAt), and a new one has begun")
                )
            }
            store = EvidenceStore(
                loop: storeLoop, store: lines, retention: configuration.retention, chronicle: chronicle,
                delegate: .init(ack: { zone.onAck($0) }, resume: { zone.onResume($0, $1) }))
        } catch {
            journal.start()
            journal.close(within: .milliseconds(300))
            throw StartError(description: "\(error)")
        }
    }

    /// Until a signal ends it.
    func run() throws(StartError) {
        journal.start()
        do {
            let ledgerThread = try ledgerLoop.start(threadName: "ledger")
            let storeThread = try storeLoop.start(threadName: "store")
            // Not waited for at the end: what it reads is nobody's evidence, and a long look must not hold up a stop.
            _ = try reviews.loop.start(threadName: "review")
            obeySignals()
            network.submit { [self] in begin() }
            network.run()
            ledgerLoop.stop()
            storeLoop.stop()
            reviews.loop.stop()
            ledgerThread.join()
            storeThread.join()
        } catch {
            journal.close(within: .milliseconds(300))
            throw StartError(description: "\(error)")
        }
        journal.close(within: .milliseconds(200))
        if let startFailure { throw startFailure }
    }

    /// On the network's loop, whose parts these are.
    private func begin() {
        do {
            let (ledger, store) = (ledger, store)
            store.start()
            let passed = PassedSockets.take(configuration.listen.endpoint, chronicle: chronicle)
            try zone.assumeIsolated { try $0.start(ledger: ledger, store: store, passed: passed) }
            let routes = AdminRoutes(zone: configuration.zone, control: zone, store: store, chronicle: chronicle, reviews: reviews)
            admin = try LocalHTTPServer(loop: network, path: configuration.adminSocket) { routes.answer($0, $1) }
            if let port = configuration.metrics {
                metrics = try LocalHTTPServer(loop: network, port: Endpoint(address: port.address, port: port.port)) {
                    routes.answerMetrics($0, $1)
                }
            }
            tellStart(isSocketPassed: passed != nil)
        } catch {
            startFailure = StartError(description: "\(error)")
            zone.assumeIsolated { $0.stop() }
            network.stop()
        }
    }

    private func tellStart(isSocketPassed: Bool) {
        let count = configuration.hosts.count
        chronicle.tell(
            Event(
                .started, .notice,
                "zone-collector \(Release.version) for \(configuration.zone): \(count) host\(count == 1 ? "" : "s"), listening on "
                    + "\(configuration.listen.endpoint)\(isSocketPassed ? " by a socket of systemd's" : "")"
                    + (configuration.tls == nil ? " (plain TCP)" : " (TLS)")
                    + (floorKey.map { ", floor schedules signed by \($0)" } ?? ""),
                fields: [.text("version", Release.version)] + (floorKey.map { [.text("floor_key", $0.description)] } ?? [])))
        for warning in warnings { chronicle.tell(Event(.configReloaded, .warning, warning)) }
        if configuration.isPlainBeyondLoopback { chronicle.tell(.plainTransport(configuration.listen.address)) }
        if let link = configuration.parent?.link, link.isPlainBeyondLoopback { chronicle.tell(.plainTransport(link.host)) }
        notifier.ready(status: statusText())
        statusTimer = network.schedule(after: min(.seconds(1), notifier.watchdogInterval ?? .seconds(1)), repeats: true) { [self] in
            // Fed by the loop that grants: one that hangs ends the process.
            notifier.watchdog()
            notifier.status(statusText())
        }
    }

    /// `1.23/2.50 MW measured, 118 of 120 hosts, 1 refused`
    private func statusText() -> String {
        let status = zone.assumeIsolated { $0.status() }
        let connected = status.hosts.count { $0.state == .connected }
        var parts = [
            "\(Power.share(Power(watts: status.power.powerW), of: Power(watts: status.quotaW))) "
                + "\(connected > 0 ? status.power.source.rawValue : "nobody heard")\(status.simulated ? " simulated" : "")",
            "\(connected) of \(status.hosts.count) hosts",
        ]
        if let remaining = status.quarantineRemainingS { parts.append("quarantine \(fixed(remaining, decimals: 0)) s, nothing granted") }
        if let failure = status.storeFailure { parts.append("disk: \(failure)") }
        return parts.joined(separator: ", ")
    }

    private func obeySignals() {
        for number in [SIGTERM, SIGINT] { network.onSignal(number) { [self] in stop(by: number) } }
        network.onSignal(SIGHUP) { [self] in reload() }
    }

    private func stop(by number: Int32) {
        guard !isStopping else { return }
        isStopping = true
        signal(SIGALRM) { _ in _exit(ExitStatus.failed) }
        var timer = itimerval()
        timer.it_value.tv_usec = Collector.stopMaxMicroseconds
        setitimer(__itimer_which_t(ITIMER_REAL.rawValue), &timer, nil)
        notifier.stopping()
        chronicle.tell(Event(.stopping, .notice, "stopping, by \(number == SIGTERM ? "SIGTERM" : "SIGINT"): leases run out by themselves"))
        statusTimer = nil
        zone.assumeIsolated { $0.stop() }
        store.close { [self] in
            network.submit { [self] in
                admin?.close()
                admin = nil
                metrics?.close()
                metrics = nil
                network.stop()
            }
        }
    }

    /// The zone's hosts and terms are bound to the ledger's account, so they change with a start: the hosts' leases outlive it.
    private func reload() {
        notifier.reloading()
        if let failure = zone.assumeIsolated({ $0.refreshSecurity() }) {
            chronicle.tell(Event(.configRejected, .error, "certificates not read again, the old ones stay in force: \(failure)"))
        }
        do {
            let new = try loadCollectorConfiguration(path: configurationPath).configuration
            let problems = new.allocationProblems
            if !problems.isEmpty {
                for problem in problems { chronicle.tell(Event(.configRejected, .error, "\(configurationPath): \(problem)")) }
            } else if new == configuration {
                chronicle.tell(Event(.configReloaded, .notice, "configuration read again: nothing changed"))
            } else {
                chronicle.tell(
                    Event(
                        .configRejected, .warning,
                        "\(configurationPath) is correct and differs from what is in force: restart zone-collector to take it up (hosts keep their leases meanwhile)"
                    ))
            }
        } catch {
            for problem in error.problems { chronicle.tell(Event(.configRejected, .error, "configuration not read again: \(problem)")) }
        }
        notifier.ready(status: statusText())
    }
}
