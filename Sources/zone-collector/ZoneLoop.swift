import AdminServer
import Enrolment
import Host
import Link
import Signing
import Storage
import Transport
import ZoneModel
import ZonePolicy

/// The shell of `ZoneAuthority`, on the network's loop: what it decides is written before it is sent, in that order.
actor ZoneLoop {
    nonisolated let loop: EventLoop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    private struct Session {
        var address: HostAddress
        var spoolID: String
        /// The welcome waits for the store; what is sent before it waits, too.
        var held: [LineBody]?
        var greetingTimer: LoopTimer?
    }

    var authority: ZoneAuthority
    let configuration: CollectorConfiguration
    let chronicle: Chronicle
    var parent: Uplink?
    var parentTimer: LoopTimer?
    /// Signs the floor schedules; nil where the configuration has none.
    private let signer: FloorSigner?
    /// nil: plain TCP.
    var security: ServerSecurity?
    var listener: CollectorListener?
    private var ledger: LedgerLoop?
    var store: EvidenceStore?
    private var sessions: [CollectorListener.ConnectionID: Session] = [:]
    private var connections: [HostAddress: CollectorListener.ConnectionID] = [:]
    var waitingOrders: [Int: WaitingOrder] = [:]
    /// Certificates that wait for their token to be struck on disk.
    var waitingEnrolments: [Int: (isolated ZoneLoop, String?) -> Void] = [:]
    /// Connections over which a host was given a new certificate, and when: it opens another one at once.
    var renewals: [CollectorListener.ConnectionID: BootInstant] = [:]
    private static let renewalPatience: Duration = .seconds(5)
    private var timer: LoopTimer?
    private var securityTimer: LoopTimer?
    var renewer: CertificateRenewer?

    private static let tick: Duration = .milliseconds(100)
    /// Unacked bytes of telemetry that a host may have on the way.
    private static let windowBytes: UInt64 = 128 << 10
    /// Grants, and two whole floor schedules.
    private static let heldMax = 64 + 2 * FloorSchedule.slotsMax
    /// Well under the 5 s that an agent waits.
    private static let greetingPatience: Duration = .seconds(1)

    init(loop: EventLoop, authority: ZoneAuthority, signer: FloorSigner?, security: ServerSecurity?, chronicle: Chronicle) {
        self.loop = loop
        self.authority = authority
        self.configuration = authority.configuration
        self.chronicle = chronicle
        self.signer = signer
        self.security = security
    }

    // MARK: From any thread

    nonisolated func onLoop(_ job: @escaping @Sendable (isolated ZoneLoop) -> Void) {
        loop.submit { self.assumeIsolated { job($0) } }
    }

    nonisolated func onWritten(_ batch: Int, failure: StorageError?) { onLoop { $0.written(batch, failure) } }
    nonisolated func onAck(_ ack: StoreAck) { onLoop { $0.acked(ack) } }
    nonisolated func onResume(_ host: HostAddress, _ reason: String) { onLoop { $0.restart(host, reason) } }

    // MARK: Life, on the loop

    /// - Parameter passed: a socket that systemd opened where hosts connect; nil: one is opened.
    func start(ledger: LedgerLoop, store: EvidenceStore, passed: Int32?) throws {
        self.ledger = ledger
        self.store = store
        let listener = CollectorListener(
            loop: loop, zone: configuration.zone, clock: { SystemClock.wallNow() }, delegate: listenerDelegate)
        self.listener = listener
        obey(authority.onStart(now: SystemClock.bootNow()))
        let endpoint = configuration.listen.endpoint
        let context = try serverContext()
        let isPlainAllowed = configuration.isPlainBeyondLoopback
        try listener.assumeIsolated { try $0.listen(on: endpoint, passed: passed, tls: context, isPlainAllowed: isPlainAllowed) }
        if security != nil { refreshSecurityDaily() }
        if let parent = configuration.parent { try startParent(parent, stateDirectory: configuration.stateDirectory) }
        timer = loop.schedule(after: ZoneLoop.tick, repeats: true) { [weak self] in
            self?.assumeIsolated { $0.obey($0.authority.onTick(now: SystemClock.bootNow(), wall: $0.wallReading())) }
        }
    }

    private var listenerDelegate: CollectorListener.Delegate {
        var delegate = CollectorListener.Delegate(
            hello: { id, hello, address in self.assumeIsolated { $0.hello(id, hello, address) } },
            lines: { id, lines in self.assumeIsolated { $0.lines(id, lines) } },
            // Later, not within a send: a batch must not overtake the one whose directives are being obeyed.
            closed: { id, _, reason in self.onLoop { $0.closed(id, reason) } },
            acceptFailed: { [chronicle] reason in
                chronicle.tell(Event(.hostRefused, .error, "new hosts are kept out: \(reason). Raise LimitNOFILE= if files ran out"))
            })
        delegate.enroll = { id, request, address in self.assumeIsolated { $0.enroll(id, request, address) } }
        delegate.identify = { certificate in self.assumeIsolated { $0.identify(certificate) } }
        delegate.refused = { peer, network, reason in self.assumeIsolated { $0.refused(peer, network, reason) } }
        return delegate
    }

    private func refreshSecurityDaily() {
        securityTimer = loop.schedule(after: ServerSecurity.refreshInterval, repeats: true) { [weak self] in
            self?.assumeIsolated { zone in
                guard let failure = zone.refreshSecurity() else { return }
                zone.chronicle.tell(Event(.certificateExpires, .error, "the collector's certificates cannot be read again: \(failure)"))
            }
        }
    }

    /// The wall clock, as far as floors by the hour may rest on it.
    private func wallReading() -> WallReading {
        let floors = configuration.floors
        return WallReading(
            wall: SystemClock.wallNow(), clock: SystemClock.quality(), bound: floors?.clockError ?? .seconds(2),
            isTrusted: floors?.isClockTrusted ?? false)
    }

    func stop() {
        timer = nil
        securityTimer = nil
        stopParent()
        listener?.assumeIsolated { $0.close() }
        for order in waitingOrders.values {
            order.answer(.failure(AdminFailure(code: "stopping", message: "the collector is stopping: ask it again"), status: 503))
        }
        waitingOrders = [:]
    }

    // MARK: Lines

    private func hello(_ id: CollectorListener.ConnectionID, _ hello: Hello, _ address: HostAddress) {
        obey(authority.onHello(hello, from: address, connection: id, now: SystemClock.bootNow()))
    }

    private func lines(_ id: CollectorListener.ConnectionID, _ lines: [Line]) {
        var evidence: [StoredLine] = []
        for line in lines {
            guard let session = sessions[id] else { break }
            switch line.body {
            case .heartbeat(let beat):
                obey(authority.onHeartbeat(beat, from: session.address, connection: id, now: SystemClock.bootNow()))
            case .applied(let applied):
                obey(authority.onApplied(applied, from: session.address, connection: id, now: SystemClock.bootNow()))
            case .floorStored(let stored):
                obey(authority.onFloorStored(stored, from: session.address, connection: id, now: SystemClock.bootNow()))
            case .renew(let request): renew(id, request)
            default: evidence.append(StoredLine(address: session.address, spoolID: session.spoolID, line: line))
            }
        }
        if !evidence.isEmpty { store?.add(evidence) }
    }

    private func closed(_ id: CollectorListener.ConnectionID, _ reason: String) {
        forget(id)
        let now = SystemClock.bootNow()
        let isPlanned = renewals.removeValue(forKey: id).map { now - $0 < ZoneLoop.renewalPatience } ?? false
        obey(authority.onClosed(connection: id, isPlanned: isPlanned, now: now))
    }

    private func forget(_ id: CollectorListener.ConnectionID) {
        guard let session = sessions.removeValue(forKey: id), connections[session.address] == id else { return }
        connections[session.address] = nil
    }

    private func acked(_ ack: StoreAck) {
        guard let id = connections[ack.address], let session = sessions[id], session.spoolID == ack.spoolID, session.held == nil else {
            return
        }
        send(.ack(Ack(seq: ack.seq)), to: id)
    }

    /// Lines of this host are missing in the store: a new hello tells it where to go on. Its lease lives on meanwhile.
    private func restart(_ host: HostAddress, _ reason: String) {
        guard let id = connections[host] else { return }
        listener?.assumeIsolated { $0.close(id, ErrorLine(code: "resume", message: reason)) }
        closed(id, reason)
    }

    // MARK: Obedience

    func obey(_ directives: [ZoneDirective]) {
        for directive in directives {
            switch directive {
            case .persist(let batch, let records): ledger?.write(LedgerLoop.Batch(id: batch, records: records))
            case .send(let id, let body): send(body, to: id)
            case .sendSchedule(let id, let address, let schedule): send(schedule, of: address, to: id)
            case .sendParent(let body): parent?.send(live: body)
            case .welcome(let id, let address, let spoolID, let nextSeq, let epoch, let interval):
                welcome(id, address, spoolID: spoolID, nextSeq: nextSeq, epoch: epoch, interval: interval)
            case .close(let id, let error):
                forget(id)
                renewals[id] = nil
                listener?.assumeIsolated { $0.close(id, error) }
            case .event(let event, let address): chronicle.tell(event, about: address)
            }
        }
    }

    private func welcome(
        _ id: CollectorListener.ConnectionID, _ address: HostAddress, spoolID: String, nextSeq: UInt64, epoch: UInt64, interval: Duration
    ) {
        sessions[id] = Session(address: address, spoolID: spoolID, held: [])
        connections[address] = id
        let zone = configuration.zone
        let welcome: @Sendable (UInt64) -> Welcome = { seq in
            Welcome(
                protocolVersion: 1, collector: "\(zone) zone-collector \(Release.version)", epoch: epoch, heartbeatInterval: interval,
                resumeSeq: seq, lineBytesMax: UInt64(FlatObject.lineBytesMax), window: ZoneLoop.windowBytes)
        }
        store?.resumeSeq(address, spoolID: spoolID) { seq in self.onLoop { $0.greet(id, welcome(seq)) } }
        // A lease does not wait for the evidence's disk: from 1 on everything that the host has comes again, and counts once.
        sessions[id]?.greetingTimer = loop.schedule(after: ZoneLoop.greetingPatience) { [weak self] in
            self?.assumeIsolated { $0.greet(id, welcome(1)) }
        }
    }

    private func greet(_ id: CollectorListener.ConnectionID, _ welcome: Welcome) {
        guard let held = sessions[id]?.held else { return }
        sessions[id]?.held = nil
        sessions[id]?.greetingTimer = nil
        send([.welcome(welcome)] + held, to: id)
    }

    private func send(_ body: LineBody, to id: CollectorListener.ConnectionID) { send([body], to: id) }

    private func send(_ bodies: [LineBody], to id: CollectorListener.ConnectionID) {
        guard let session = sessions[id] else { return }
        if let held = session.held {
            // All or none: half a schedule is of no use to anybody.
            if held.count + bodies.count <= ZoneLoop.heldMax { sessions[id]?.held? += bodies }
            return
        }
        listener?.assumeIsolated { $0.send(bodies, to: id) }
    }

    /// Signed here, at the last moment before the wire: the key is nobody's business but the shell's.
    private func send(_ schedule: FloorSchedule, of address: HostAddress, to id: CollectorListener.ConnectionID) {
        guard let signer else { return }
        do {
            let signature = try signer.sign(Array(schedule.canonicalText(for: address).utf8))
            send(schedule.lines(signature: signature).map { .floor($0) }, to: id)
        } catch {
            chronicle.tell(
                Event(
                    .scheduleRefused, .error, "floor schedule \(schedule.id) cannot be signed: \(error)",
                    fields: [.text("schedule_id", schedule.id)]), about: address)
        }
    }

    // MARK: The ledger's answers

    private func written(_ batch: Int, _ failure: StorageError?) {
        let now = SystemClock.bootNow()
        if let failure {
            obey(authority.onPersistFailed(batch, failure.description, now: now))
        } else {
            obey(authority.onPersisted(batch, now: now))
        }
        waitingOrders.removeValue(forKey: batch)?.resolve(failure?.description)
        waitingEnrolments.removeValue(forKey: batch)?(self, failure?.description)
    }
}
