@preconcurrency import CEvent
import CShims
import Glibc

/// One TCP connection that carries lines. Lives on its loop's thread.
///
/// Input is read in bounded portions, so a peer that sends without end costs one portion; output waits in a buffer whose size
/// `unsentBytes` tells, and the owner decides what a peer that does not read is worth.
// @unchecked: every member is touched on the loop's thread only.
public final class LineConnection: @unchecked Sendable {
    public enum End: Equatable, Sendable {
        /// The peer closed; `unfinishedBytes` of a last line without LF are lost.
        case closed(unfinishedBytes: Int)
        case failed(String)
        case lineTooLong(bytesMax: Int)
        case connectTimeout
    }

    public struct Handlers {
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

    private static let readPortion = 65_536
    private static let unsentInKernelMax: Int32 = 65_536
    private static let deadAfter: Int32 = 15_000

    /// Takes over an accepted socket.
    init?(loop: EventLoop, accepted fd: Int32, peer: String, lineBytesMax: Int) {
        loop.requireCurrent()
        self.loop = loop
        self.peer = peer
        framer = LineFramer(lineBytesMax: lineBytesMax)
        evutil_make_socket_nonblocking(fd)
        guard zs_tcp_for_lines(fd, Self.deadAfter, Self.unsentInKernelMax),
            let created = bufferevent_socket_new(loop.base, fd, Int32(BEV_OPT_CLOSE_ON_FREE.rawValue))
        else {
            Glibc.close(fd)
            return nil
        }
        bufferEvent = created
    }

    /// Begins to connect to an IP address.
    public init(loop: EventLoop, to endpoint: Endpoint, timeout: Duration, lineBytesMax: Int) throws(TransportError) {
        loop.requireCurrent()
        self.loop = loop
        peer = endpoint.description
        framer = LineFramer(lineBytesMax: lineBytesMax)
        var address = try endpoint.socketAddress()
        guard let created = bufferevent_socket_new(loop.base, -1, Int32(BEV_OPT_CLOSE_ON_FREE.rawValue)) else {
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
            evbuffer_write(output, fd)
        }
        bufferevent_free(bufferEvent)
        self.bufferEvent = nil
    }

    private func readable() {
        guard let bufferEvent, let input = bufferevent_get_input(bufferEvent) else { return }
        let count = evbuffer_get_length(input)
        guard count > 0 else { return }
        let portion = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = max(0, Int(evbuffer_remove(input, buffer.baseAddress, count)))
        }
        let cut = framer.append(portion)
        if !cut.lines.isEmpty { handlers?.lines(cut.lines) }
        if cut.failure != nil { end(.lineTooLong(bytesMax: framer.lineBytesMax)) }
    }

    private func happened(_ what: Int32) {
        if what & BEV_EVENT_CONNECTED != 0 {
            connectTimer = nil
            if let bufferEvent { _ = zs_tcp_for_lines(bufferevent_getfd(bufferEvent), Self.deadAfter, Self.unsentInKernelMax) }
            handlers?.connected()
        } else if what & BEV_EVENT_EOF != 0 {
            end(.closed(unfinishedBytes: framer.unfinishedBytes))
        } else if what & BEV_EVENT_ERROR != 0 {
            end(.failed(describe(errno)))
        }
    }

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

/// An IP address and a port. Names are not resolved: a resolver can hang, and this build speaks to loopback only.
public struct Endpoint: Hashable, Sendable, CustomStringConvertible {
    public var address: String
    public var port: UInt16

    public init(address: String, port: UInt16) {
        self.address = address
        self.port = port
    }

    public var description: String { address.contains(":") ? "[\(address)]:\(port)" : "\(address):\(port)" }

    /// 127.0.0.0/8 or ::1.
    public var isLoopback: Bool {
        guard let address = try? socketAddress() else { return false }
        if self.address.contains(":") { return self.address == "::1" }
        var storage = address.storage
        return withUnsafeBytes(of: &storage) { $0[4] == 127 }
    }

    /// Whether a socket that somebody else opened listens here and nowhere else.
    public func isListened(by fd: Int32) -> Bool {
        guard var wanted = (try? socketAddress())?.storage else { return false }
        var isListening: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        guard getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &isListening, &size) == 0, isListening == 1 else { return false }
        var bound = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let status = withUnsafeMutablePointer(to: &bound) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(fd, $0, &length) }
        }
        guard status == 0, bound.ss_family == wanted.ss_family else { return false }
        // Family, port and address; an IPv6 address stands behind its flow label, which is 0 at both.
        let compared = Int32(bound.ss_family) == AF_INET6 ? 24 : 8
        return withUnsafeBytes(of: &wanted) { wanted in
            withUnsafeBytes(of: &bound) { $0.prefix(compared).elementsEqual(wanted.prefix(compared)) }
        }
    }

    func socketAddress() throws(TransportError) -> (storage: sockaddr_storage, length: Int) {
        var storage = sockaddr_storage()
        var length = Int32(MemoryLayout<sockaddr_storage>.size)
        // Without the port: libevent refuses port 0, by which a listener asks the kernel for a free one.
        let text = address.contains(":") ? "[\(address)]" : address
        let status = withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { evutil_parse_sockaddr_port(text, $0, &length) }
        }
        guard status == 0 else { throw TransportError("\"\(address)\" is no IP address: write 127.0.0.1 or ::1") }
        // sin_port and sin6_port stand at the same place.
        withUnsafeMutableBytes(of: &storage) { bytes in
            bytes[2] = UInt8(port >> 8)
            bytes[3] = UInt8(port & 0xFF)
        }
        return (storage, Int(length))
    }
}
