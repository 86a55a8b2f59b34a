@preconcurrency import CEvent
import Glibc

/// Accepts TCP connections that carry lines, plain or under TLS. Lives on its loop's thread.
// @unchecked: touched on the loop's thread only.
public final class LineListener: @unchecked Sendable {
    private let loop: EventLoop
    private var listener: OpaquePointer?
    private let lineBytesMax: Int
    private let accept: (LineConnection) -> Void
    private let acceptFailed: (TransportError) -> Void
    private var resumeTimer: LoopTimer?
    private var isFailing = false
    /// For the connections that come from now on; nil: plain TCP.
    public private(set) var tls: TLSContext?

    /// Without file descriptors a waiting connection would wake the loop again and again.
    private static let pause: Duration = .milliseconds(500)
    /// listen(2)'s backlog: a zone's hosts come back together.
    private static let backlog: Int32 = 4096

    /// - Parameters:
    ///   - passed: a socket that listens on `endpoint` already, and is the listener's from now on; nil: one is opened.
    ///   - isPlainAllowed: plain TCP may leave the machine: anybody on the way can read and forge every line.
    ///   - acceptFailed: called once when connections cannot be accepted any more, and again only after one was.
    /// - Throws: `TransportError` where plain TCP would leave loopback or the address cannot be bound.
    public init(
        loop: EventLoop, on endpoint: Endpoint, passed: Int32? = nil, tls: TLSContext? = nil, isPlainAllowed: Bool = false,
        lineBytesMax: Int, acceptFailed: @escaping (TransportError) -> Void = { _ in }, accept: @escaping (LineConnection) -> Void
    ) throws(TransportError) {
        loop.requireCurrent()
        guard tls != nil || isPlainAllowed || endpoint.isLoopback else {
            throw TransportError("\(endpoint) is not a loopback address, and plain TCP stays on the machine: use TLS")
        }
        self.loop = loop
        self.tls = tls
        self.lineBytesMax = lineBytesMax
        self.accept = accept
        self.acceptFailed = acceptFailed
        let context = Unmanaged.passUnretained(self).toOpaque()
        let accepted: evconnlistener_cb = { @Sendable _, fd, peer, length, context in
            guard let context else { return }
            let peer = Endpoint(peer, length: Int(length))
            Unmanaged<LineListener>.fromOpaque(context).takeUnretainedValue().accepted(fd, peer)
        }
        let flags = UInt32(LEV_OPT_CLOSE_ON_FREE | LEV_OPT_CLOSE_ON_EXEC)
        if let passed {
            guard endpoint.isListened(by: passed) else { throw TransportError("the socket that was passed does not listen on \(endpoint)") }
            evutil_make_socket_nonblocking(passed)
            // Backlog 0: whoever opened it has called listen(2).
            listener = evconnlistener_new(loop.base, accepted, context, flags, 0, passed)
        } else {
            var address = try endpoint.socketAddress()
            listener = withUnsafePointer(to: &address.storage) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                    evconnlistener_new_bind(
                        loop.base, accepted, context, flags | UInt32(LEV_OPT_REUSEABLE), Self.backlog, pointer, Int32(address.length))
                }
            }
        }
        guard let listener else { throw TransportError("cannot listen on \(endpoint): \(describe(errno))") }
        evconnlistener_set_error_cb(
            listener,
            { @Sendable _, context in
                let cause = errno
                guard let context else { return }
                Unmanaged<LineListener>.fromOpaque(context).takeUnretainedValue().failed(cause)
            })
    }

    deinit { if let listener { evconnlistener_free(listener) } }

    public func close() {
        loop.requireCurrent()
        resumeTimer = nil
        if let listener { evconnlistener_free(listener) }
        listener = nil
    }

    /// The port that the kernel chose where 0 was asked for.
    public var port: UInt16 {
        guard let listener else { return 0 }
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        withUnsafeMutablePointer(to: &storage) { pointer in
            _ = pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(evconnlistener_get_fd(listener), $0, &length) }
        }
        // sin_port and sin6_port stand at the same place.
        return withUnsafeBytes(of: &storage) { UInt16($0[2]) << 8 | UInt16($0[3]) }
    }

    private func failed(_ cause: Int32) {
        guard let listener else { return }
        evconnlistener_disable(listener)
        resumeTimer = loop.schedule(after: Self.pause) { [weak self] in
            guard let listener = self?.listener else { return }
            evconnlistener_enable(listener)
        }
        guard !isFailing else { return }
        isFailing = true
        acceptFailed(TransportError("connections cannot be accepted: \(describe(cause))"))
    }

    /// Other certificates for the connections to come; those that are open go on as they are. A listener never changes between TLS and plain TCP.
    public func renew(_ context: TLSContext) {
        loop.requireCurrent()
        if tls != nil { tls = context }
    }

    private func accepted(_ fd: Int32, _ peer: Endpoint?) {
        isFailing = false
        let connection = LineConnection(loop: loop, accepted: fd, peer: peer, lineBytesMax: lineBytesMax, tls: tls)
        if let connection { accept(connection) }
    }
}
