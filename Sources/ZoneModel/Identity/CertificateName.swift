/// Whom a certificate names. It stands in one URI among the subject's alternative names, and nothing else of a certificate counts:
///
/// - a host: `zone:sindh-2/khi-3/h-014?class=mining&enrolment=1764041524250`
/// - a collector: `zone:sindh-2`
///
/// `enrolment` numbers the token by which the host came to it, and stays the same when the certificate is renewed: a revocation counts by it. An authority
/// that signs certificates itself leaves it out.
public enum CertificateName: Hashable, Sendable, CustomStringConvertible {
    case host(CertifiedHost)
    case collector(zone: Name)

    public static let scheme = "zone:"

    /// - Parameter uri: understood whole or not at all: what a certificate says beyond this may be a restriction.
    public init?(uri: some StringProtocol) {
        guard uri.utf8.count <= CertificateName.bytesMax, uri.hasPrefix(CertificateName.scheme) else { return nil }
        let parts = uri.dropFirst(CertificateName.scheme.count).split(separator: "?", omittingEmptySubsequences: false)
        guard parts.count <= 2, let path = parts.first else { return nil }
        if parts.count == 1 {
            guard let zone = Name(path) else { return nil }
            self = .collector(zone: zone)
            return
        }
        guard let address = HostAddress(path: path), let host = CertifiedHost(address, attributes: parts[1]) else { return nil }
        self = .host(host)
    }

    /// The one name among a certificate's URIs. Those of other schemes are for others; two of this one are no name.
    public init?(uris: [String]) {
        let own = uris.filter { $0.hasPrefix(CertificateName.scheme) }
        guard own.count == 1 else { return nil }
        self.init(uri: own[0])
    }

    public var uri: String {
        switch self {
        case .collector(let zone): return "\(CertificateName.scheme)\(zone)"
        case .host(let host):
            let enrolment = host.enrolment.map { "&enrolment=\($0)" } ?? ""
            return "\(CertificateName.scheme)\(host.address)?class=\(host.hostClass.rawValue)\(enrolment)"
        }
    }

    public var description: String { uri }

    /// Three names of 63 bytes each, and what stands around them.
    private static let bytesMax = 300
}

/// A host as its certificate names it.
public struct CertifiedHost: Hashable, Sendable {
    public var address: HostAddress
    public var hostClass: HostClass
    /// nil: whoever signed the certificate did not number it.
    public var enrolment: UInt64?

    public init(address: HostAddress, hostClass: HostClass, enrolment: UInt64? = nil) {
        self.address = address
        self.hostClass = hostClass
        self.enrolment = enrolment
    }

    fileprivate init?(_ address: HostAddress, attributes: some StringProtocol) {
        var hostClass: HostClass?
        var enrolment: UInt64?
        for attribute in attributes.split(separator: "&", omittingEmptySubsequences: false) {
            let pair = attribute.split(separator: "=", omittingEmptySubsequences: false)
            guard pair.count == 2 else { return nil }
            switch pair[0] {
            case "class" where hostClass == nil:
                guard let value = HostClass(rawValue: String(pair[1])) else { return nil }
                hostClass = value
            case "enrolment" where enrolment == nil:
                // As it is written, and no other way: "07" and "+7" are not 7.
                guard let value = UInt64(pair[1]), value <= CertifiedHost.enrolmentMax, String(value) == pair[1] else { return nil }
                enrolment = value
            default: return nil
            }
        }
        guard let hostClass else { return nil }
        self.init(address: address, hostClass: hostClass, enrolment: enrolment)
    }

    /// What a double holds exactly.
    public static let enrolmentMax: UInt64 = 1 << 53

    /// Why a hello does not fit the certificate of its connection; nil: it does.
    public func objection(to hello: Hello, from claimed: HostAddress) -> ErrorLine? {
        if claimed != address {
            return ErrorLine(
                code: "wrong_address",
                message:
                    "this connection's certificate is \(address)'s, and the hello says \(claimed): correct zone, site and host in agent.toml, or enrol this host as \(claimed)"
            )
        }
        if hello.hostClass != hostClass {
            return ErrorLine(
                code: "wrong_class",
                message:
                    "the certificate of \(address) says class \(hostClass.rawValue), and the hello says \(hello.hostClass.rawValue): correct class in agent.toml, or enrol the host anew"
            )
        }
        return nil
    }
}
