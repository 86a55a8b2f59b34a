/// What the worker's hashes are for.
public enum WorkKind: String, Hashable, Sendable, Codable, CaseIterable {
    /// Real headers from a file, for trials: nobody pays for them.
    case headers
    case pool
    /// Blocks of a node of one's own.
    case node
}

/// One pool, and who we are there. The order in the configuration is the order of preference.
public struct PoolConfiguration: Equatable, Sendable {
    public var url: PoolURL
    /// A payout address or an account, with a worker's name behind a dot where the pool has them.
    public var user: String
    public var password: String
    /// Instead of the password: the file that it stands in.
    public var passwordFile: String?
    /// For stratum+ssl: the file of the authorities whose certificates are taken, instead of this machine's.
    public var authoritiesFile: String?
    /// Whether the pool may send us to another host.
    public var reconnectElsewhere = false

    public init(url: PoolURL, user: String, password: String = "x") {
        self.url = url
        self.user = user
        self.password = password
    }
}

/// `stratum+tcp://host:port` or `stratum+ssl://host:port`.
public struct PoolURL: Hashable, Sendable, CustomStringConvertible {
    public var isEncrypted: Bool
    /// A name or an address; an IPv6 address without its brackets.
    public var host: String
    public var port: UInt16

    public init(isEncrypted: Bool, host: String, port: UInt16) {
        self.isEncrypted = isEncrypted
        self.host = host
        self.port = port
    }

    public static let rule = "write stratum+tcp://HOST:PORT or stratum+ssl://HOST:PORT"

    /// Nil for what is none.
    public init?(_ text: String) {
        var rest = text[...]
        switch rest {
        case let url where url.hasPrefix("stratum+tcp://"): isEncrypted = false
        case let url where url.hasPrefix("stratum+ssl://"): isEncrypted = true
        default: return nil
        }
        rest = rest.dropFirst("stratum+tcp://".count)
        if rest.hasSuffix("/") { rest = rest.dropLast() }
        guard let colon = rest.lastIndex(of: ":") else { return nil }
        let digits = rest[rest.index(after: colon)...]
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }), let port = UInt16(digits), port > 0 else { return nil }
        self.port = port
        var name = rest[..<colon]
        let isBracketed = name.hasPrefix("[") && name.hasSuffix("]")
        if isBracketed { name = name.dropFirst().dropLast() }
        let allowed: (UInt8) -> Bool = { byte in
            switch byte {
            case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"): true
            case UInt8(ascii: ":"): isBracketed
            default: false
            }
        }
        guard (1...253).contains(name.utf8.count), name.utf8.allSatisfy(allowed) else { return nil }
        host = String(name)
    }

    public var description: String { "\(isEncrypted ? "stratum+ssl" : "stratum+tcp")://\(hostAndPort)" }
    public var hostAndPort: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
