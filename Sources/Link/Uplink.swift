import CShims
import Transport
import ZoneModel

/// The shell of `UplinkState`: a socket and timers on a loop.
public actor Uplink {
    public nonisolated let loop: EventLoop
    public nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    /// What the agent is asked and told; all called on the loop's thread.
    public struct Delegate: Sendable {
        public var hello: @Sendable () -> Hello
        public var fetch:
            @Sendable (_ from: UInt64, _ bytesMax: Int, _ done: @escaping @Sendable ([(seq: UInt64, bytes: [UInt8])]) -> Void) -> Void
        public var acknowledged: @Sendable (UInt64) -> Void
        /// The collector claims everything before this number, which this spool never reached: it needs a new name.
        public var spoolOutrun: @Sendable (_ resumeSeq: UInt64) -> Void
        public var grant: @Sendable (QuotaGrant) -> Void
        /// A whole floor schedule, not verified yet.
        public var schedule: @Sendable (FloorSchedule, FloorSignature) -> Void
        public var welcomed: @Sendable (Welcome) -> Void
        public var identityRefused: @Sendable (ErrorLine) -> Void
        public var happened: @Sendable (Event) -> Void
        /// A new certificate for this host, whole: leaf first.
        public var certificate: @Sendable ([CertificateLine]) -> Void = { _ in }

        public init(
            hello: @escaping @Sendable () -> Hello,
            fetch: @escaping @Sendable (UInt64, Int, @escaping @Sendable ([(seq: UInt64, bytes: [UInt8])]) -> Void) -> Void,
            acknowledged: @escaping @Sendable (UInt64) -> Void, spoolOutrun: @escaping @Sendable (_ resumeSeq: UInt64) -> Void,
            grant: @escaping @Sendable (QuotaGrant) -> Void,
            schedule: @escaping @Sendable (FloorSchedule, FloorSignature) -> Void,
            welcomed: @escaping @Sendable (Welcome) -> Void, identityRefused: @escaping @Sendable (ErrorLine) -> Void,
            happened: @escaping @Sendable (Event) -> Void
        ) {
            self.hello = hello
            self.fetch = fetch
            self.acknowledged = acknowledged
            self.spoolOutrun = spoolOutrun
            self.grant = grant
            self.schedule = schedule
            self.welcomed = welcomed
            self.identityRefused = identityRefused
            self.happened = happened
        }
    }

    private let address: HostAddress
    private let endpoint: Endpoint
    private let delegate: Delegate
    private let clock: @Sendable () -> WallInstant
    /// nil: plain TCP. Asked anew for every connection: certificates are renewed.
    private let tls: SecurityProvider?
    private var certificates = CertificateAssembler()
    private var state: UplinkState
    private var connection: LineConnection?
    private var timer: LoopTimer?

    private static let tick: Duration = .milliseconds(500)
    private static let connectTimeout: Duration = .seconds(5)

    public init(
        loop: EventLoop, address: HostAddress, link: CollectorLink, random: any RandomNumberGenerator & Sendable,
        clock: @escaping @Sendable () -> WallInstant, tls: SecurityProvider? = nil, delegate: Delegate
    ) {
        self.loop = loop
        self.address = address
        endpoint = Endpoint(address: link.host, port: link.port)
        self.delegate = delegate
        self.clock = clock
        self.tls = tls
        state = UplinkState(settings: .init(link), random: random, now: Uplink.now())
    }

    private static func now() -> BootInstant { BootInstant(nanoseconds: zs_boottime_ns()) }

    /// How this host shows itself and whom it lets in; an error where it cannot.
    public typealias SecurityProvider = @Sendable () -> Result<TLSContext, TransportError>

    // MARK: From any thread

    public nonisolated func start() { onLoop { $0.begin() } }
    public nonisolated func stop() { onLoop { $0.end() } }
    /// What `hello` says has changed: a connection that has said it ends, and the next one says it anew.
    public nonisolated func introduce() {
        onLoop {
            guard $0.connection != nil else { return }
            $0.end()
            $0.begin()
        }
    }
    /// A live line: sent now or never.
    public nonisolated func send(live body: LineBody) { onLoop { $0.sendLive(body) } }
    /// Ends the connection and opens another at once: with what `tls` gives now. The lease goes on meanwhile.
    public nonisolated func reconnect() { onLoop { $0.openAnew() } }
    public nonisolated func spoolGrew() { onLoop { $0.obey($0.state.onSpoolGrew(unsent: $0.unsent)) } }

    private nonisolated func onLoop(_ job: @escaping @Sendable (isolated Uplink) -> Void) {
        loop.submit { self.assumeIsolated { job($0) } }
    }

    // MARK: On the loop

    public func figure() -> LinkFigure {
        let state: LinkFigure.State =
            switch self.state.phase {
            case .idle, .waiting: self.state.isRefused ? .refused : .waiting
            case .connecting, .greeting: .connecting
            case .streaming: .connected
            }
        return LinkFigure(
            state: state, peer: endpoint.description, sinceS: (Uplink.now() - self.state.phaseSince).seconds,
            lastError: self.state.lastError)
    }

    private var unsent: Int { connection?.unsentBytes ?? 0 }

    private func begin() {
        timer = loop.schedule(after: Uplink.tick, repeats: true) { [weak self] in
            self?.assumeIsolated { $0.obey($0.state.onTick(unsent: $0.unsent, now: Uplink.now())) }
        }
        obey(state.onStart(now: Uplink.now()))
    }

    /// What `stop` does, for a caller that is on the loop: when it returns, no line of the old connection can come any more.
    public func end() {
        timer?.cancel()
        timer = nil
        connection?.close()
        connection = nil
    }

    private func openAnew() {
        guard state.isStreaming else { return }
        connection?.close()
        connection = nil
        obey(state.onReconnect(now: Uplink.now()))
    }

    public var isStreaming: Bool { state.isStreaming }

    private func sendLive(_ body: LineBody) {
        guard state.isStreaming, state.settings.acknowledgement == .sequence else { return }
        write(body)
    }

    private func write(_ body: LineBody) {
        connection?.send(Line(timestamp: clock(), address: address, body: body).encoded())
    }

    private func obey(_ directives: [UplinkState.Directive]) {
        for directive in directives { obey(directive) }
    }

    private func obey(_ directive: UplinkState.Directive) {
        switch directive {
        case .connect: connect()
        case .disconnect:
            connection?.close()
            connection = nil
        case .sendHello:
            let hello = delegate.hello()
            state.helloSent(nextSeq: hello.nextSeq)
            write(.hello(hello))
        case .send(let body): write(body)
        case .write(let bytes): connection?.send(bytes)
        case .fetch(let seq, let bytesMax): fetch(seq, bytesMax)
        case .acknowledged(let seq): delegate.acknowledged(seq)
        case .welcomed(let welcome): delegate.welcomed(welcome)
        case .disconnected:
            connection?.close()
            connection = nil
        case .grant(let grant): delegate.grant(grant)
        case .certificate(let line):
            if let whole = certificates.onLine(line) { delegate.certificate(whole) }
        case .schedule(let schedule, let signature): delegate.schedule(schedule, signature)
        case .spoolOutrun(let resumeSeq): delegate.spoolOutrun(resumeSeq)
        case .identityRefused(let error): delegate.identityRefused(error)
        case .happened(let event): delegate.happened(event)
        }
    }

    private func fetch(_ seq: UInt64, _ bytesMax: Int) {
        let fetch = state.currentFetch
        delegate.fetch(seq, bytesMax) { [weak self] lines in
            guard let uplink = self else { return }
            uplink.onLoop { $0.obey($0.state.onFetched(lines, fetch: fetch, unsent: $0.unsent)) }
        }
    }

    private func connect() {
        do throws(TransportError) {
            certificates.reset()
            let connection = try LineConnection(
                loop: loop, to: endpoint, timeout: Uplink.connectTimeout, lineBytesMax: FlatObject.lineBytesMax, tls: tls?().get())
            self.connection = connection
            connection.start(
                .init(
                    connected: { [weak self] in self?.assumeIsolated { $0.obey($0.state.onConnected(now: Uplink.now())) } },
                    lines: { [weak self] lines in self?.assumeIsolated { $0.received(lines) } },
                    drained: { [weak self] in self?.assumeIsolated { $0.obey($0.state.onDrained()) } },
                    ended: { [weak self] end in self?.assumeIsolated { $0.ended(end) } }))
        } catch {
            obey(state.onEnded(error.message, now: Uplink.now()))
        }
    }

    private func received(_ lines: [ArraySlice<UInt8>]) {
        for bytes in lines {
            // A directive of the line before may have ended this connection.
            guard connection != nil else { return }
            let line = Result { () throws(LineError) in try Line(decoding: bytes) }
            obey(state.onLine(line, address: address, unsent: unsent, now: Uplink.now()))
        }
    }

    private func ended(_ end: LineConnection.End) {
        connection = nil
        if case .refused(let reason) = end { return obey(state.onRefused(reason, now: Uplink.now())) }
        var reason = end.text
        if tls == nil, case .closed = end, case .greeting = state.phase {
            reason += " before its welcome; if it wants TLS: tls = true, and enrol this host"
        }
        obey(state.onEnded(reason, now: Uplink.now()))
    }
}

extension LineConnection.End {
    /// For people.
    public var text: String {
        switch self {
        case .closed(unfinishedBytes: 0): "the peer closed the connection"
        case .closed(let bytes): "the peer closed the connection in the middle of a line (\(bytes) bytes of it came)"
        case .failed(let cause), .refused(let cause): cause
        case .lineTooLong(let bytesMax): "no end of line within \(bytesMax) bytes"
        case .connectTimeout: "no answer to the connection within 5 s"
        case .closedWhileOpening: "the peer closed the connection within the TLS handshake: does it speak TLS ([tls] in its configuration)?"
        case .peerSpeaksTLS: "the peer speaks TLS, and this side plain TCP: set up TLS at both or at neither"
        case .handshakeTimeout:
            "no TLS handshake within \(LineConnection.handshakeMax.wholeMilliseconds / 1000) s: the way loses packets, or no host of this zone is there"
        }
    }
}
