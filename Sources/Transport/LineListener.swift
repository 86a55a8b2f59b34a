@preconcurrency import CEvent
import Glibc

/// Accepts TCP connections that carry lines. Lives on its loop's thread.
// @unchecked: touched on the loop's thread only.
public final class LineListener: @unchecked Sendable {
    private let loop: EventLoop
    private var listener: OpaquePointer?
    private let lineBytesMax: Int
    private let accept: (LineConnection) -> Void

    /// listen(2)'s backlog: a zone's hosts come back together.
    private static let backlog: Int32 = 4096

    /// - Throws: `TransportError` where the address is not loopback (this build speaks plain TCP) or cannot be bound.
    public init(
        loop: EventLoop, on endpoint: Endpoint, lineBytesMax: Int, accept: @escaping (LineConnection) -> Void
    ) throws(TransportError) {
        loop.requireCurrent()
        guard endpoint.isLoopback else {
            throw TransportError("\(endpoint) is not a loopback address: this build speaks plain TCP, which stays on the machine")
        }
        self.loop = loop
        self.lineBytesMax = lineBytesMax
        self.accept = accept
        var address = try endpoint.socketAddress()
        let context = Unmanaged.passUnretained(self).toOpaque()
        let flags = UInt32(LEV_OPT_CLOSE_ON_FREE | LEV_OPT_CLOSE_ON_EXEC | LEV_OPT_REUSEABLE)
        listener = withUnsafePointer(to: &address.storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                evconnlistener_new_bind(
                    loop.base,
                    { @Sendable _, fd, peer, _, context in
                        guard let context else { return }
                        Unmanaged<LineListener>.fromOpaque(context).takeUnretainedValue().accepted(fd, peer)
                    }, context, flags, Self.backlog, pointer, Int32(address.length))
            }
        }
        guard listener != nil else { throw TransportError("cannot listen on \(endpoint): \(describe(errno))") }
    }

    deinit { if let listener { evconnlistener_free(listener) } }

    public func close() {
        loop.requireCurrent()
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

    private func accepted(_ fd: Int32, _ address: UnsafeMutablePointer<sockaddr>?) {
        let connection = LineConnection(loop: loop, accepted: fd, peer: "fd \(fd)", lineBytesMax: lineBytesMax)
        if let connection { accept(connection) }
    }
}
