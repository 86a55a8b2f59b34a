@preconcurrency import CEvent
import CShims
import Glibc
import Synchronization

/// One request on the admin socket. Who asks is what the kernel says of the socket's other end.
public struct LocalRequest: Sendable {
    public var method: Method
    /// Without the query.
    public var path: String
    /// The raw query, without `?`.
    public var query: String
    public var body: [UInt8]
    /// The header of that name; empty where there is none.
    public var accept: String
    public var uid: UInt32
    public var pid: Int32

    public enum Method: Sendable { case get, post }
}

public struct LocalResponse: Sendable {
    public var status: Int
    public var body: [UInt8]
    public var contentType: String

    public init(status: Int, body: [UInt8], contentType: String = "application/json") {
        self.status = status
        self.body = body
        self.contentType = contentType
    }
}

/// HTTP on a Unix socket (or on a loopback port, where anybody on the machine may ask), by evhttp. Lives on its loop's thread; answers may come later and from any thread.
// @unchecked: touched on the loop's thread only.
public final class LocalHTTPServer: @unchecked Sendable {
    public typealias Answer = @Sendable (LocalResponse) -> Void
    public typealias Handler = (LocalRequest, @escaping Answer) -> Void

    private let loop: EventLoop
    /// Of the Unix socket; nil: a port.
    private let path: String?
    private var http: OpaquePointer?
    private let handler: Handler
    private var open: [UInt64: Open] = [:]
    private var nextID: UInt64 = 1

    private struct Open {
        var request: OpaquePointer
        var connection: OpaquePointer?
    }

    private static let bodyBytesMax = 65_536
    private static let headerBytesMax = 16_384
    private static let timeoutSeconds: Int32 = 30
    private static let requestsMax = 64

    /// - Parameter path: of the socket; a dead one in its place is removed, a live one is an error.
    public init(loop: EventLoop, path: String, mode: mode_t = 0o660, handler: @escaping Handler) throws(TransportError) {
        loop.requireCurrent()
        self.loop = loop
        self.path = path
        self.handler = handler
        let http = try prepare(named: path)
        try bind(http, path: path, mode: mode)
    }

    /// - Throws: where the address is not loopback: who asks is not known there, and nothing is encrypted.
    public init(loop: EventLoop, port endpoint: Endpoint, handler: @escaping Handler) throws(TransportError) {
        loop.requireCurrent()
        self.loop = loop
        path = nil
        self.handler = handler
        guard endpoint.isLoopback else { throw TransportError("\(endpoint) is not a loopback address: nothing here is encrypted") }
        let http = try prepare(named: "\(endpoint)")
        guard evhttp_bind_socket(http, endpoint.address, endpoint.port) == 0 else {
            throw TransportError("cannot listen on \(endpoint): \(describe(errno))")
        }
    }

    private func prepare(named name: String) throws(TransportError) -> OpaquePointer {
        guard let http = evhttp_new(loop.base) else { throw TransportError("\(name): no HTTP server") }
        self.http = http
        evhttp_set_max_body_size(http, Self.bodyBytesMax)
        evhttp_set_max_headers_size(http, Self.headerBytesMax)
        evhttp_set_timeout(http, Self.timeoutSeconds)
        evhttp_set_allowed_methods(http, UInt16(EVHTTP_REQ_GET.rawValue | EVHTTP_REQ_POST.rawValue))
        evhttp_set_default_content_type(http, "application/json")
        evhttp_set_gencb(
            http,
            { @Sendable request, context in
                guard let request, let context else { return }
                Unmanaged<LocalHTTPServer>.fromOpaque(context).takeUnretainedValue().received(request)
            }, Unmanaged.passUnretained(self).toOpaque())
        return http
    }

    deinit { if let http { evhttp_free(http) } }

    /// Stops to listen, ends what is open, and removes the socket.
    public func close() {
        loop.requireCurrent()
        guard let http else { return }
        open = [:]
        evhttp_free(http)
        self.http = nil
        if let path { unlink(path) }
    }

    private func bind(_ http: OpaquePointer, path: String, mode: mode_t) throws(TransportError) {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        let room = MemoryLayout.size(ofValue: address.sun_path) - 1
        guard bytes.count <= room else { throw TransportError("\(path): a Unix socket's path has at most \(room) bytes") }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        try removeDead(path, &address)
        let flags = UInt32(LEV_OPT_CLOSE_ON_FREE | LEV_OPT_CLOSE_ON_EXEC)
        // The mode must be right from the first instant on: between bind and chmod anybody could connect.
        let umaskBefore = umask(~mode & 0o777)
        let listener = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                evconnlistener_new_bind(loop.base, nil, nil, flags, 64, $0, Int32(MemoryLayout<sockaddr_un>.size))
            }
        }
        let cause = errno
        umask(umaskBefore)
        guard let listener, evhttp_bind_listener(http, listener) != nil else {
            throw TransportError("cannot listen on \(path): \(describe(cause))")
        }
    }

    private func removeDead(_ path: String, _ address: inout sockaddr_un) throws(TransportError) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        // A connection to a regular file is refused as well, and somebody's file is not ours to remove.
        guard status.st_mode & S_IFMT == S_IFSOCK else {
            throw TransportError("\(path): something that is no socket stands there; move it away, or set admin_socket to another path")
        }
        let probe = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard probe >= 0 else { throw TransportError("\(path): \(describe(errno))") }
        defer { Glibc.close(probe) }
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(probe, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
        // EAGAIN: its backlog is full, so somebody listens, however slow.
        guard connected != 0, errno != EAGAIN else { throw TransportError("\(path): another process answers on this socket") }
        if errno == ECONNREFUSED { unlink(path) }
    }

    private func received(_ request: OpaquePointer) {
        guard open.count < Self.requestsMax else {
            reply(request, LocalResponse(status: 503, body: Array(#"{"code":"busy","message":"too many requests at once"}"#.utf8)))
            return
        }
        let connection = evhttp_request_get_connection(request)
        let id = nextID
        nextID += 1
        open[id] = Open(request: request, connection: connection)
        if let connection {
            evhttp_connection_set_closecb(
                connection,
                { @Sendable connection, context in
                    guard let context else { return }
                    Unmanaged<LocalHTTPServer>.fromOpaque(context).takeUnretainedValue().closed(connection)
                }, Unmanaged.passUnretained(self).toOpaque())
        }
        handler(read(request, connection)) { [weak self, loop] response in
            guard let server = self else { return }
            if loop.isCurrent { server.answer(id, response) } else { loop.submit { server.answer(id, response) } }
        }
    }

    private func read(_ request: OpaquePointer, _ connection: OpaquePointer?) -> LocalRequest {
        let isPost = evhttp_request_get_command(request) == EVHTTP_REQ_POST
        let uri = evhttp_request_get_uri(request).map { String(cString: $0) } ?? "/"
        let parts = uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var body: [UInt8] = []
        if let input = evhttp_request_get_input_buffer(request) {
            let count = evbuffer_get_length(input)
            body = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
                filled = max(0, Int(evbuffer_remove(input, buffer.baseAddress, count)))
            }
        }
        let accept = evhttp_find_header(evhttp_request_get_input_headers(request), "Accept").map { String(cString: $0) } ?? ""
        // Nobody's uid, where the kernel does not say: a handler that trusts uids refuses it.
        var uid = UInt32.max
        var pid: Int32 = 0
        if let bufferEvent = connection.flatMap({ evhttp_connection_get_bufferevent($0) }) {
            _ = zs_peer_credentials(bufferevent_getfd(bufferEvent), &uid, &pid)
        }
        return LocalRequest(
            method: isPost ? .post : .get, path: String(parts.first ?? "/"), query: parts.count > 1 ? String(parts[1]) : "", body: body,
            accept: accept, uid: uid, pid: pid)
    }

    private func answer(_ id: UInt64, _ response: LocalResponse) {
        guard let entry = open.removeValue(forKey: id) else { return }
        reply(entry.request, response)
    }

    private func reply(_ request: OpaquePointer, _ response: LocalResponse) {
        guard let body = evbuffer_new() else { return }
        evbuffer_add(body, response.body, response.body.count)
        evhttp_add_header(evhttp_request_get_output_headers(request), "Content-Type", response.contentType)
        evhttp_send_reply(request, Int32(response.status), nil, body)
        evbuffer_free(body)
    }

    /// The request is freed already: it must not be answered any more.
    private func closed(_ connection: OpaquePointer?) {
        for (id, entry) in open where entry.connection == connection { open.removeValue(forKey: id) }
    }
}
