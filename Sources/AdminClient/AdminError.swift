import Glibc
import ZoneModel

/// Why there is no document, and what the operator can do about it.
public enum AdminError: Error, Equatable, Sendable {
    case noSocket(AdminSocket)
    case permissionDenied(AdminSocket)
    case nobodyListens(AdminSocket)
    case notConnected(AdminSocket, reason: String)
    case pathTooLong(AdminSocket)
    case timedOut(AdminSocket, seconds: Double)
    case tooLarge(AdminSocket, bytesMax: Int)
    /// The connection ended in the middle, or no HTTP came.
    case broken(AdminSocket, reason: String)
    case notJSON(AdminSocket, contentType: String, reason: String)
    /// JSON, but not the document that was asked for.
    case otherDocument(AdminSocket, document: String, reason: String, version: String?)
    /// The daemon refused, with its own words.
    case refused(AdminFailure, status: Int)
    /// A status without words.
    case status(AdminSocket, code: Int, path: String)
    /// A signal came while waiting.
    case interrupted
    case failed(reason: String)

    /// Whether there was nobody to talk to, rather than an answer that is no good.
    public var isUnreachable: Bool {
        switch self {
        case .noSocket, .permissionDenied, .nobodyListens, .notConnected, .timedOut: true
        default: false
        }
    }

    /// What happened.
    public var message: String {
        switch self {
        case .noSocket(let socket): "\(socket.program) is not running here: there is no socket \(socket.path)"
        case .permissionDenied(let socket): "you may not open \(socket.path)"
        case .nobodyListens(let socket): "\(socket.program) is not running: nobody listens on \(socket.path)"
        case .notConnected(let socket, let reason): "\(socket.path): \(reason)"
        case .pathTooLong(let socket): "the socket's path is \(socket.path.utf8.count) bytes long; a Unix socket's is at most 107"
        case .timedOut(let socket, let seconds):
            "\(socket.program) took the connection on \(socket.path) and did not answer within \(Self.decimal(seconds)) s"
        case .tooLarge(let socket, let bytesMax): "\(socket.program) answered more than \(bytesMax >> 20) MiB on \(socket.path)"
        case .broken(let socket, let reason): "\(socket.program) broke off its answer on \(socket.path): \(reason)"
        case .notJSON(let socket, let type, let reason):
            "\(socket.path) answered \(type.isEmpty ? "something" : type) that is not JSON: \(reason)"
        case .otherDocument(let socket, let document, let reason, let version):
            "\(socket.program)\(version.map { " \($0)" } ?? "") answered on \(socket.path) what is no \(document): \(reason)"
        case .refused(let failure, _): failure.message
        case .status(_, let code, let path): "\(path) was answered with HTTP status \(code)"
        case .interrupted: "interrupted"
        case .failed(let reason): reason
        }
    }

    /// What to do about it.
    public var mend: String? {
        switch self {
        case .noSocket(let socket), .nobodyListens(let socket): Self.lookAtUnit(socket)
        case .permissionDenied(let socket):
            "it is open to root and to the group \((socket.daemon ?? .agent).program): "
                + "sudo usermod -aG \((socket.daemon ?? .agent).program) \"$USER\", then log in again"
        case .timedOut(let socket, _): "it may hang; \(Self.lookAtUnit(socket))"
        case .pathTooLong: "use a shorter path, or a symbolic link"
        case .notConnected, .notJSON: "is this the admin socket? --socket PATH names another"
        case .broken(let socket, _): Self.lookAtUnit(socket)
        case .otherDocument(_, _, _, let version) where version != nil && version != Release.version:
            "zonectl is of release \(Release.version): install the same release of both"
        case .otherDocument: "--socket PATH may name the other daemon's socket (--agent, --collector)"
        case .status(_, 404, _): "zonectl is of release \(Release.version), the daemon seems to be of another: install the same"
        case .refused(let failure, _): failure.mend
        case .status, .tooLarge, .interrupted, .failed: nil
        }
    }

    private static func lookAtUnit(_ socket: AdminSocket) -> String {
        guard let daemon = socket.daemon else { return "see: systemctl status zone-agent zone-collector" }
        return "see: systemctl status \(daemon.program)   (another socket: --socket PATH or \(daemon.environmentVariable))"
    }

    private static func decimal(_ seconds: Double) -> String {
        seconds == seconds.rounded() && seconds.magnitude < 1e9 ? String(Int(seconds)) : "\(seconds)"
    }
}
