@preconcurrency import CEvent
import CShims
import Glibc

/// One TCP connection that carries lines, plain or under TLS. Lives on its loop's thread.
///
/// Input is read in bounded portions, so a peer that sends without end costs one portion; output waits in a buffer whose size
/// `unsentBytes` tells, and the owner decides what a peer that does not read is worth.
// @unchecked: every member is touched on the loop's thread only.
public final class LineConnection: @unchecked Sendable {
    public enum End: Equatable, Sendable {
        /// The peer closed; `unfinishedBytes` of a last line without LF are lost.
        case closed(unfinishedBytes: Int)
        case failed(String)
        /// One side does not take the other for who it must be: trying again soon is of no use.
        case refused(String)
        case lineTooLong(bytesMax: Int)
        case connectTimeout
        case handshakeTimeout
        /// The peer went away within the TLS handshake, and has said nothing against this side.
        case closedWhileOpening
        /// The peer speaks TLS, and this connection is plain TCP.
        case peerSpeaksTLS
    }

    public struct Handlers {
        /// The way is open; under TLS: both sides know each other. Never for an accepted plain connection, which is open from the start.
        public var connected: () -> Void
        public var lines: ([ArraySlice<UInt8>]) -> Void
        /// The output buffer ran empty.
        public var drained: () -> Void
        /// The last call.
        public var ended: (End) -> Void

        public init(
            connected: @escaping () -> Void = {}, lines: @escaping ([ArraySlice<UInt8>]) -> Void, drained: @escaping () -> Void = {},
            ended: @escaping (End) -> Void
        ) {
            self.connected = connected
            self.lines = lines
            self.drained = drained
            self.ended = ended
        }
    }

    private let loop: EventLoop
    private var bufferEvent: OpaquePointer?
    private var framer: LineFramer
    private var handlers: Handlers?
    private var connectTimer: LoopTimer?
    public let peer: String
    /// Where the peer comes from, without what a stranger can change at will.
    public let network: String
    private let tls: TLSSession?
    private var isFirstPortion = true

    private static let readPortion = 65_536
    private static let unsentInKernelMax: Int32 = 65_536
    private static let deadAfter: Int32 = 15_000
    /// A peer that has not shown itself by then is let go of: it costs a descriptor and some memory.
    public static let handshakeMax: Duration = .seconds(5)

    /// Takes over an accepted socket.
    init?(loop: EventLoop, accepted fd: Int32, peer: Endpoint?, lineBytesMax: Int, tls context: TLSContext?) {
        loop.requireCurrent()
        self.loop = loop
        self.peer = peer?.description ?? "fd \(fd)"
        network = peer?.network ?? ""
        framer = LineFramer(lineBytesMax: lineBytesMax)
        evutil_make_socket_nonblocking(fd)
        let tls = context.flatMap { try? TLSSession($0) }
        self.tls = tls
        guard context == nil || tls != nil, zs_tcp_for_lines(fd, Self.deadAfter, Self.unsentInKernelMax),
            let created = Self.bufferEvent(loop, fd, tls, BUFFEREVENT_SSL_ACCEPTING)
        else {
            Glibc.close(fd)
            return nil
        }
        bufferEvent = created
        guard tls != nil else { return }
        connectTimer = loop.schedule(after: Self.handshakeMax) { [weak self] in self?.end(.handshakeTimeout) }
    }

    /// Begins to connect to an IP address.
    public init(
        loop: EventLoop, to endpoint: Endpoint, timeout: Duration, lineBytesMax: Int, tls context: TLSContext? = nil
    ) throws(TransportError) {
        loop.requireCurrent()
        self.loop = loop
        peer = endpoint.description
        network = endpoint.network
        framer = LineFramer(lineBytesMax: lineBytesMax)
        var session: TLSSession?
        if let context { session = try TLSSession(context) }
        tls = session
        var address = try endpoint.socketAddress()
        guard let created = Self.bufferEvent(loop, -1, session, BUFFEREVENT_SSL_CONNECTING) else {
            throw TransportError("no socket for \(endpoint)")
        }
        bufferEvent = created
        let status = withUnsafePointer(to: &address.storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bufferevent_socket_connect(created, $0, Int32(address.length)) }
        }
        guard status == 0 else {
            let cause = describe(errno)
            bufferevent_free(created)
            bufferEvent = nil
            throw TransportError("\(endpoint): \(cause)")
        }
        connectTimer = loop.schedule(after: timeout) { [weak self] in self?.end(.connectTimeout) }
    }

    deinit { if let bufferEvent { bufferevent_free(bufferEvent) } }

    /// It owns the socket, and the TLS on it from here on.
    private static func bufferEvent(_ loop: EventLoop, _ fd: Int32, _ tls: TLSSession?, _ state: bufferevent_ssl_state) -> OpaquePointer? {
        let options = Int32(BEV_OPT_CLOSE_ON_FREE.rawValue)
        guard let tls else { return bufferevent_socket_new(loop.base, fd, options) }
        return bufferevent_openssl_socket_new(loop.base, fd, tls.ssl, state, options)
    }

    // MARK: The peer

    public var isTLS: Bool { tls != nil }
    /// Of a peer that has shown a good one; nil: none, or plain TCP.
    public var peerCertificate: PeerCertificate? { tls?.certificate }
    /// The peer came for its first certificate and shows none.
    public var isEnrolment: Bool { tls?.isEnrolment ?? false }

    /// Starts the callbacks. They come on the loop's thread, `ended` last.
    public func start(_ handlers: Handlers) {
        self.handlers = handlers
        guard let bufferEvent else {
            handlers.ended(.failed("the socket was not made"))
            return
        }
        // Unretained: the buffer event is freed before the connection goes.
        let context = Unmanaged.passUnretained(self).toOpaque()
        bufferevent_setcb(
            bufferEvent,
            { @Sendable _, context in LineConnection.from(context)?.readable() },
            { @Sendable _, context in LineConnection.from(context)?.handlers?.drained() },
            { @Sendable _, what, context in LineConnection.from(context)?.happened(Int32(what)) }, context)
        bufferevent_setwatermark(bufferEvent, Int16(EV_READ), 0, Self.readPortion)
        bufferevent_enable(bufferEvent, Int16(EV_READ | EV_WRITE))
    }

    private static func from(_ context: UnsafeMutableRawPointer?) -> LineConnection? {
        context.map { Unmanaged<LineConnection>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Queues bytes; they go out in as few writes as the socket allows.
    public func send(_ bytes: [UInt8]) {
        loop.requireCurrent()
        guard let bufferEvent else { return }
        bufferevent_write(bufferEvent, bytes, bytes.count)
    }

    /// Bytes that are queued here and not yet taken by the kernel.
    public var queuedBytes: Int {
        guard let bufferEvent else { return 0 }
        return evbuffer_get_length(bufferevent_get_output(bufferEvent))
    }

    /// Bytes that have not left this machine: queued here, and unsent in the kernel.
    public var unsentBytes: Int {
        guard let bufferEvent else { return 0 }
        return queuedBytes + max(0, Int(zs_unsent_bytes(bufferevent_getfd(bufferEvent))))
    }

    /// No more input is read until `resumeReading`: the peer's kernel holds it back.
    public func pauseReading() { if let bufferEvent { bufferevent_disable(bufferEvent, Int16(EV_READ)) } }
    public func resumeReading() { if let bufferEvent { bufferevent_enable(bufferEvent, Int16(EV_READ)) } }

    /// Ends the connection without a call of `ended`; what is queued is given to the kernel as far as it takes it.
    public func close() {
        loop.requireCurrent()
        handlers = nil
        connectTimer = nil
        guard let bufferEvent else { return }
        let fd = bufferevent_getfd(bufferEvent)
        if fd >= 0, let output = bufferevent_get_output(bufferEvent) {
            // A buffer event keeps its output frozen: without this nothing would be written, and no peer would learn why it was closed.
            evbuffer_unfreeze(output, 1)
            if let tls { tls.flush(output) } else { evbuffer_write(output, fd) }
            linger(fd)
        }
        bufferevent_free(bufferEvent)
        self.bufferEvent = nil
    }

    /// A socket that is closed with input in it resets the connection, and the last words with it.
    private func linger(_ fd: Int32) {
        guard tls?.isServer == true else { return }
        let copy = zs_duplicate(fd)
        if copy >= 0 { LingeringSocket.keep(copy, on: loop) }
    }

    private func readable() {
        guard let bufferEvent, let input = bufferevent_get_input(bufferEvent) else { return }
        let count = evbuffer_get_length(input)
        guard count > 0 else { return }
        let portion = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = max(0, Int(evbuffer_remove(input, buffer.baseAddress, count)))
        }
        if tls == nil, isFirstPortion, Self.isTLS(portion) { return end(.peerSpeaksTLS) }
        isFirstPortion = false
        let cut = framer.append(portion)
        if !cut.lines.isEmpty { handlers?.lines(cut.lines) }
        if cut.failure != nil { end(.lineTooLong(bytesMax: framer.lineBytesMax)) }
    }

    /// A record's header by RFC 8446, 5.1: a handshake or an alert of TLS 1.x. No line begins so.
    private static func isTLS(_ portion: [UInt8]) -> Bool {
        portion.count >= 2 && (portion[0] == 0x16 || portion[0] == 0x15) && portion[1] == 3
    }

    private func happened(_ what: Int32) {
        if what & BEV_EVENT_CONNECTED != 0 {
            connectTimer = nil
            tls?.established()
            if let bufferEvent { _ = zs_tcp_for_lines(bufferevent_getfd(bufferEvent), Self.deadAfter, Self.unsentInKernelMax) }
            handlers?.connected()
        } else if what & BEV_EVENT_EOF != 0 {
            end(isOpening ? .closedWhileOpening : .closed(unfinishedBytes: framer.unfinishedBytes))
        } else if what & BEV_EVENT_ERROR != 0 {
            let cause = errno
            end(failure ?? (cause == 0 && isOpening ? .closedWhileOpening : .failed(describe(cause))))
        }
    }

    private var isOpening: Bool { tls.map { !$0.isEstablished } ?? false }
    private var failure: End? { bufferEvent.flatMap { tls?.failure(of: $0) } }

    private func end(_ end: End) {
        let ended = handlers?.ended
        handlers = nil
        // A peer whose line never ends can still be told so: the owner's last words go out before the socket is closed.
        guard case .lineTooLong = end else {
            close()
            ended?(end)
            return
        }
        pauseReading()
        ended?(end)
        close()
    }
}
