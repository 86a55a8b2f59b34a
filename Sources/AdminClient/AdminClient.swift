import CCurl
import FoundationEssentials
import Glibc
import ZoneModel

/// Speaks HTTP + JSON to one daemon's admin socket. Blocks; belongs to one thread.
public final class AdminClient {
    public let socket: AdminSocket
    public var timeouts: Timeouts
    private let client: OpaquePointer?

    public struct Timeouts: Equatable, Sendable {
        public var connect: Duration
        public var answer: Duration

        public init(connect: Duration = .seconds(2), answer: Duration = .seconds(5)) {
            self.connect = connect
            self.answer = answer
        }
    }

    /// The largest answer that is taken. A zone of ten thousand hosts is 5 MB.
    public static let answerBytesMax = 8 << 20

    public init(_ socket: AdminSocket, timeouts: Timeouts = .init()) {
        self.socket = socket
        self.timeouts = timeouts
        self.client = ccurl_open()
    }

    deinit { ccurl_close(client) }

    /// A document, and the text that it was read from.
    public struct Answer<Document> {
        public var document: Document
        public var text: String
    }

    /// - Parameters:
    ///   - path: with its leading slash and its query, such as `/v1/events?limit=50`.
    ///   - name: what the document is called in an error.
    public func get<Document: Decodable>(
        _ path: String, as type: Document.Type, _ name: String
    ) throws(AdminError) -> Answer<Document> {
        let body = try exchange(path, posting: nil)
        return Answer(document: try AdminJSON.decode(type, body, name, from: socket), text: String(decoding: body, as: UTF8.self))
    }

    public func post<Document: Decodable>(
        _ request: some Encodable, to path: String, as type: Document.Type, _ name: String
    ) throws(AdminError) -> Answer<Document> {
        let body = try exchange(path, posting: try AdminJSON.encode(request))
        return Answer(document: try AdminJSON.decode(type, body, name, from: socket), text: String(decoding: body, as: UTF8.self))
    }

    /// The status of whichever daemon it is.
    public func status() throws(AdminError) -> StatusAnswer {
        let body = try exchange("/v1/status", posting: nil)
        let text = String(decoding: body, as: UTF8.self)
        switch socket.daemon ?? AdminJSON.author(of: body) {
        case .agent: return StatusAnswer(.host(try AdminJSON.decode(HostStatus.self, body, "host status", from: socket)), text: text)
        case .collector: return StatusAnswer(.zone(try AdminJSON.decode(ZoneStatus.self, body, "zone status", from: socket)), text: text)
        }
    }

    public struct StatusAnswer {
        public enum Document {
            case host(HostStatus)
            case zone(ZoneStatus)
        }

        public var document: Document
        public var text: String

        init(_ document: Document, text: String) {
            self.document = document
            self.text = text
        }
    }

    private func exchange(_ path: String, posting body: [UInt8]?) throws(AdminError) -> [UInt8] {
        guard let client else { throw .failed(reason: "libcurl did not start") }
        // sun_path holds 108 bytes with the closing zero (unix(7)).
        guard socket.path.utf8.count <= 107 else { throw .pathTooLong(socket) }
        var answer = ccurl_answer()
        // C reads the strings and the body during the call only.
        socket.path.withCString { socketPath in
            path.withCString { path in
                (body ?? []).withUnsafeBufferPointer { bytes in
                    var request = ccurl_request()
                    request.socket_path = socketPath
                    request.path = path
                    request.body = body == nil ? nil : bytes.baseAddress
                    request.body_length = bytes.count
                    request.connect_ms = Int(timeouts.connect.wholeMilliseconds)
                    request.total_ms = Int(timeouts.answer.wholeMilliseconds)
                    request.answer_bytes_max = AdminClient.answerBytesMax
                    ccurl_exchange(client, &request, &answer)
                }
            }
        }
        return try judge(answer, path: path)
    }

    private func judge(_ answer: ccurl_answer, path: String) throws(AdminError) -> [UInt8] {
        let reason = Self.text(of: answer.message)
        switch answer.outcome {
        case CCURL_ANSWERED: break
        case CCURL_NOT_CONNECTED:
            switch answer.os_errno {
            case ENOENT, ENOTDIR: throw .noSocket(socket)
            case EACCES, EPERM: throw .permissionDenied(socket)
            case ECONNREFUSED: throw .nobodyListens(socket)
            case EAGAIN: throw .timedOut(socket, seconds: timeouts.connect.seconds)
            case 0: throw .notConnected(socket, reason: reason)
            default: throw .notConnected(socket, reason: String(cString: strerror(answer.os_errno)))
            }
        case CCURL_TIMED_OUT: throw .timedOut(socket, seconds: timeouts.answer.seconds)
        case CCURL_TOO_LARGE: throw .tooLarge(socket, bytesMax: AdminClient.answerBytesMax)
        case CCURL_BROKEN: throw .broken(socket, reason: reason)
        case CCURL_INTERRUPTED: throw .interrupted
        default: throw .failed(reason: "\(socket.path): \(reason)")
        }
        let body = answer.body_length > 0 ? Array(UnsafeBufferPointer(start: answer.body, count: answer.body_length)) : []
        guard (200...299).contains(answer.status) else {
            if let failure = try? AdminJSON.decode(AdminFailure.self, body, "failure", from: socket) {
                throw .refused(failure, status: answer.status)
            }
            throw .status(socket, code: answer.status, path: path)
        }
        let type = Self.text(of: answer.content_type)
        // A daemon that forgets the header is forgiven; one that says that it is something else is not.
        guard type.isEmpty || type.lowercased().hasPrefix("application/json") else {
            throw .notJSON(socket, contentType: type, reason: "an admin socket answers application/json")
        }
        return body
    }

    /// A C array of characters, which Swift sees as a tuple.
    private static func text<Characters>(of characters: Characters) -> String {
        withUnsafeBytes(of: characters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}
