import CShims
import Transport
import ZoneModel

/// The shell of many `PeerState`s: sockets on a loop.
public actor CollectorListener {
    public typealias ConnectionID = Int

    public nonisolated let loop: EventLoop
    public nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    /// What the collector is told; called on the loop's thread.
    public struct Delegate: Sendable {
        public var hello: @Sendable (ConnectionID, Hello, HostAddress) -> Void
        /// Everything that one read brought, in order.
        public var lines: @Sendable (ConnectionID, [Line]) -> Void
        public var closed: @Sendable (ConnectionID, HostAddress?, String) -> Void
        /// A peer without a certificate asks for its first one.
        public var enroll: @Sendable (ConnectionID, Enroll, HostAddress) -> Void = { id, _, _ in _ = id }
        /// Whom a genuine certificate makes its bearer, or why nobody.
        public var identify: @Sendable (PeerCertificate) -> Result<CertifiedHost, IdentityObjection> = { _ in
            .failure(IdentityObjection(.wrongName, "no certificate is taken here"))
        }
        /// A peer that has not become a host here was sent away: where from, and why.
        public var refused: @Sendable (_ peer: String, _ network: String, _ reason: String) -> Void = { _, _, _ in }
        /// New hosts are kept out; told once, until one gets in again.
        public var acceptFailed: @Sendable (String) -> Void

        public init(
            hello: @escaping @Sendable (ConnectionID, Hello, HostAddress) -> Void,
            lines: @escaping @Sendable (ConnectionID, [Line]) -> Void,
            closed: @escaping @Sendable (ConnectionID, HostAddress?, String) -> Void,
            acceptFailed: @escaping @Sendable (String) -> Void = { _ in }
        ) {
            self.hello = hello
            self.lines = lines
            self.closed = closed
            self.acceptFailed = acceptFailed
        }
    }

    private struct Peer {
        var connection: LineConnection
        var state: PeerState
    }

    private let zone: Name
    private let delegate: Delegate
    private let clock: @Sendable () -> WallInstant
    private var listener: LineListener?
    private var peers: [ConnectionID: Peer] = [:]
    private var nextID = 1
    /// Those under TLS that have not shown who they are: within the handshake, or before their first line.
    private var opening = OpeningPlaces(placesMax: CollectorListener.openingMax)
    private var timer: LoopTimer?
    public private(set) var linesRefused: UInt64 = 0

    /// A host that does not read its grants is cut off before it costs memory.
    private static let queuedMax = 1 << 20
    public static let connectionsMax = 16_384
    /// A whole handshake takes milliseconds, and one that stalls 5 s.
    public static let openingMax = 1024

    public init(loop: EventLoop, zone: Name, clock: @escaping @Sendable () -> WallInstant, delegate: Delegate) {
        self.loop = loop
        self.zone = zone
        self.clock = clock
        self.delegate = delegate
    }

    // MARK: On the loop

    /// - Parameters:
    ///   - passed: a socket that listens there already; nil: one is opened.
    ///   - isPlainAllowed: lines may leave the machine in the clear.
    public func listen(
        on endpoint: Endpoint, passed: Int32? = nil, tls: TLSContext? = nil, isPlainAllowed: Bool = false
    ) throws(TransportError) {
        listener = try LineListener(
            loop: loop, on: endpoint, passed: passed, tls: tls, isPlainAllowed: isPlainAllowed, lineBytesMax: FlatObject.lineBytesMax,
            acceptFailed: { [delegate] in delegate.acceptFailed($0.message) }
        ) { [weak self] connection in
            let accepted = Accepted(connection: connection)
            self?.assumeIsolated { $0.accept(accepted.connection) }
        }
        timer = loop.schedule(after: .seconds(1), repeats: true) { [weak self] in self?.assumeIsolated { $0.tick() } }
    }

    /// Other certificates for the connections to come.
    public func renew(_ tls: TLSContext) { listener?.renew(tls) }

    /// Ends every connection whose certificate is that host's, said hello or not. `closed` is not called.
    /// - Returns: those that were ended.
    @discardableResult
    public func closeAll(of address: HostAddress, _ error: ErrorLine) -> [ConnectionID] {
        let found = peers.filter { if case .host(let host, _) = $0.value.state.admission { host.address == address } else { false } }.keys
        for id in found { close(id, error) }
        return Array(found)
    }

    /// Carries a connection into the actor whose loop made it.
    private struct Accepted: @unchecked Sendable {
        let connection: LineConnection
    }

    public var port: UInt16 { listener?.port ?? 0 }
    public var connections: Int { peers.count }

    public func close() {
        listener?.close()
        listener = nil
        timer?.cancel()
        timer = nil
        for peer in peers.values { peer.connection.close() }
        peers = [:]
    }

    public func send(_ body: LineBody, to id: ConnectionID) { send([body], to: id) }

    /// Several lines in one write.
    public func send(_ bodies: [LineBody], to id: ConnectionID) {
        guard let peer = peers[id] else { return }
        let address = peer.state.address ?? CollectorListener.nobody(zone)
        let timestamp = clock()
        peer.connection.send(bodies.flatMap { Line(timestamp: timestamp, address: address, body: $0).encoded() })
        guard peer.connection.queuedBytes > CollectorListener.queuedMax else { return }
        end(id, "it does not read: \(CollectorListener.queuedMax >> 10) KiB wait for it")
    }

    /// Says why, and ends the connection. `closed` is not called: the caller knows.
    public func close(_ id: ConnectionID, _ error: ErrorLine) {
        guard let peer = remove(id) else { return }
        write(.error(error), peer)
        peer.connection.close()
    }

    /// Everything is said: what is queued goes out, and the connection ends. `closed` is not called.
    public func finish(_ id: ConnectionID) { remove(id)?.connection.close() }

    /// Whom the certificate of that connection names.
    public func certified(_ id: ConnectionID) -> CertifiedHost? {
        if case .host(let host, _) = peers[id]?.state.admission { host } else { nil }
    }

    private func accept(_ connection: LineConnection) {
        guard peers.count < CollectorListener.connectionsMax else {
            connection.close()
            return
        }
        let id = nextID
        nextID += 1
        // Plain TCP stays on the machine, where all come from one place.
        switch connection.isTLS ? opening.onOpen(id, from: connection.network) : .take {
        case .take: break
        case .takeFrom(let oldest): end(oldest, Self.crowded, isRefusal: true)
        case .refuse:
            connection.close()
            return delegate.refused(connection.peer, connection.network, Self.crowded)
        }
        peers[id] = Peer(connection: connection, state: PeerState(openedAt: now(), admission: connection.isTLS ? .handshaking : .anybody))
        connection.start(
            .init(
                connected: { [weak self] in self?.assumeIsolated { $0.identify(id) } },
                lines: { [weak self] lines in self?.assumeIsolated { $0.received(id, lines) } },
                ended: { [weak self] end in self?.assumeIsolated { $0.ended(id, end) } }))
    }

    private static let crowded =
        "\(openingMax) peers have not said who they are, and most of them come from there; an address that is no host of yours belongs behind a firewall"

    /// The handshake is done: from here on the connection speaks for whom the certificate names.
    private func identify(_ id: ConnectionID) {
        guard let connection = peers[id]?.connection else { return }
        guard let certificate = connection.peerCertificate else {
            guard connection.isEnrolment else { return end(id, "no certificate", isRefusal: true) }
            peers[id]?.state = PeerState(openedAt: now(), admission: .enrolment)
            return
        }
        switch delegate.identify(certificate) {
        case .success(let host):
            let until = WallInstant(milliseconds: certificate.notAfter * 1000)
            peers[id]?.state = PeerState(openedAt: now(), admission: .host(host, until: until))
        case .failure(let objection):
            // It was good when the handshake began.
            let error = ErrorLine(code: objection.kind == .revoked ? "revoked" : "wrong_address", message: objection.message)
            if let peer = peers[id] { write(.error(error), peer) }
            end(id, objection.message, isRefusal: true)
        }
    }

    private func received(_ id: ConnectionID, _ lines: [ArraySlice<UInt8>]) {
        var passed: [Line] = []
        for bytes in lines {
            guard peers[id] != nil else { break }
            let line = Result { () throws(LineError) in try Line(decoding: bytes) }
            if case .failure(let error) = line, case .unknownType = error {} else if case .failure = line { linesRefused += 1 }
            for directive in peers[id]?.state.onLine(line) ?? [] {
                if case .line(let line) = directive {
                    passed.append(line)
                    continue
                }
                // What came before a line that ends the connection is told before the end.
                if case .close = directive { pass(&passed, id) }
                obey(directive, id)
            }
        }
        pass(&passed, id)
    }

    private func pass(_ lines: inout [Line], _ id: ConnectionID) {
        guard !lines.isEmpty, peers[id] != nil else { return }
        delegate.lines(id, lines)
        lines = []
    }

    private func obey(_ directive: PeerState.Directive, _ id: ConnectionID) {
        guard let peer = peers[id] else { return }
        switch directive {
        case .hello(let hello, let address):
            opening.onLeft(id)
            delegate.hello(id, hello, address)
        case .enroll(let request, let address):
            opening.onLeft(id)
            delegate.enroll(id, request, address)
        case .line(let line): delegate.lines(id, [line])
        case .answer(let error): write(.error(error), peer)
        case .answerPong(let ping): write(.pong(Pong(id: ping)), peer)
        case .close(let error):
            write(.error(error), peer)
            end(id, "\(error.code): \(error.message)", isRefusal: true)
        }
    }

    private func ended(_ id: ConnectionID, _ end: LineConnection.End) {
        if case .lineTooLong(let bytesMax) = end {
            linesRefused += 1
            for directive in peers[id]?.state.onTooLong(bytesMax: bytesMax) ?? [] { obey(directive, id) }
        }
        // One that goes by itself without a word, as doctor does, was not refused.
        self.end(id, end.text, isRefusal: end.isRefusal)
    }

    /// - Parameter isRefusal: this side ends it.
    private func end(_ id: ConnectionID, _ reason: String, isRefusal: Bool = false) {
        guard let peer = remove(id) else { return }
        peer.connection.close()
        if isRefusal, peer.state.address == nil { delegate.refused(peer.connection.peer, peer.connection.network, reason) }
        delegate.closed(id, peer.state.address, reason)
    }

    private func remove(_ id: ConnectionID) -> Peer? {
        opening.onLeft(id)
        return peers.removeValue(forKey: id)
    }

    private func tick() {
        for id in peers.keys {
            for directive in peers[id]?.state.onTick(now: now(), wall: clock()) ?? [] { obey(directive, id) }
        }
    }

    private func write(_ body: LineBody, _ peer: Peer) {
        let address = peer.state.addressee ?? CollectorListener.nobody(zone)
        peer.connection.send(Line(timestamp: clock(), address: address, body: body).encoded())
    }

    /// To a peer that has not said who it is.
    private static func nobody(_ zone: Name) -> HostAddress { HostAddress(zone: zone, site: .unknown, host: .unknown) }

    private func now() -> BootInstant { BootInstant(nanoseconds: zs_boottime_ns()) }
}

extension LineConnection.End {
    /// The peer did not go by itself.
    var isRefusal: Bool {
        switch self {
        case .closed, .closedWhileOpening, .connectTimeout: false
        case .failed, .refused, .lineTooLong, .handshakeTimeout, .peerSpeaksTLS: true
        }
    }
}

/// Why a genuine certificate makes its bearer nobody here.
public typealias IdentityObjection = TLSContext.Objection
