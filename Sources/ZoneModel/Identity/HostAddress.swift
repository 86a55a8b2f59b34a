/// A name of a zone, site, host or rig: 1 to 63 characters of a–z, 0–9, `-`, `_` and `.`, the first a letter or digit.
/// The rule of a DNS label widened by `_` and `.`, so that a name is safe in a path, a URL, a metric label and a journal field.
public struct Name: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    public let text: String

    public init?(_ text: some StringProtocol) {
        let bytes = text.utf8
        guard (1...63).contains(bytes.count), let first = bytes.first, Name.isAlphanumeric(first),
            bytes.allSatisfy({ Name.isAlphanumeric($0) || $0 == 45 || $0 == 95 || $0 == 46 })
        else { return nil }
        self.text = String(text)
    }

    private init(literal: StaticString) { text = "\(literal)" }

    /// What the samples of the site's meter carry in place of a rig's name. No rig may be called so.
    public static let siteMeter = Name(literal: "site-meter")

    /// Stands for the name of a peer that has not said it.
    public static let unknown = Name(literal: "unknown")

    public static let rule = "1 to 63 characters of a-z, 0-9, '-', '_' and '.', starting with a letter or digit"

    public var description: String { text }

    public static func < (a: Name, b: Name) -> Bool { a.text < b.text }

    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let name = Name(text) else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "not a name: \(Name.rule)"))
        }
        self = name
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool { (97...122).contains(byte) || (48...57).contains(byte) }
}

/// Where a host stands in the tree: zone / site / host. It stands on every line.
public struct HostAddress: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    public var zone: Name
    public var site: Name
    public var host: Name

    public init(zone: Name, site: Name, host: Name) {
        self.zone = zone
        self.site = site
        self.host = host
    }

    /// Reads `zone/site/host`.
    public init?(path: some StringProtocol) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, let zone = Name(parts[0]), let site = Name(parts[1]), let host = Name(parts[2]) else { return nil }
        self.init(zone: zone, site: site, host: host)
    }

    public var description: String { "\(zone)/\(site)/\(host)" }

    public static func < (a: HostAddress, b: HostAddress) -> Bool {
        (a.zone, a.site, a.host) < (b.zone, b.site, b.host)
    }
}

/// What a site draws its budget for.
public enum HostClass: String, Hashable, Sendable, Codable, CaseIterable {
    case mining
    case ai
}

/// Whether the agent acts, or only says what it would do.
public enum HostMode: String, Hashable, Sendable, Codable, CaseIterable {
    case observe
    case enforce
}
