import Glibc
import MiningWork
import ZoneModel

/// A user and a password, read from a file.
struct NodeCredentials: Equatable {
    var user: String
    var password: String

    private static let bytesMax = 4096

    init(_ source: NodeEndpoint.Credentials) throws(NodeFailure) {
        switch source {
        case .cookie(let path):
            let line = try Self.line(path, "the node's cookie", "does bitcoind run, and may zone-agent read it (rpccookieperms=group)?")
            guard let colon = line.firstIndex(of: ":") else { throw .credentials(reason: "\(path) is no cookie of bitcoind's") }
            user = String(line[..<colon])
            password = String(line[line.index(after: colon)...])
        case .password(let user, let path):
            self.user = user
            password = try Self.line(path, "the password of \(user)", "it is node.password_file")
        }
    }

    private static func line(_ path: String, _ what: String, _ hint: String) throws(NodeFailure) -> String {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { throw .credentials(reason: "\(what) cannot be read: \(path): \(String(cString: strerror(errno))); \(hint)") }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: bytesMax)
        let count = read(file, &bytes, bytes.count)
        guard count >= 0 else {
            throw .credentials(reason: "\(what) cannot be read: \(path): \(String(cString: strerror(errno))); \(hint)")
        }
        let line = bytes.prefix(count).prefix { $0 != 0x0A && $0 != 0x0D && $0 != 0 }
        guard !line.isEmpty else { throw .credentials(reason: "\(what) is empty: \(path)") }
        return String(decoding: line, as: UTF8.self)
    }
}

extension NodeEndpoint.Credentials {
    /// For an error.
    var name: String {
        switch self {
        case .cookie(let path): "the cookie \(path)"
        case .password(let user, _): "user \(user) and its password"
        }
    }
}
