/// A host that has no certificate yet asks for its first one: the first line of a connection that is there for nothing else.
public struct Enroll: LineContent {
    /// 1 in this build.
    public var protocolVersion: UInt64
    /// The token's secret, in hexadecimal.
    public var secret: String
    public var machineID: String
    /// A PKCS #10 request in DER. Only its key is taken; whom the certificate names is the collector's to say.
    public var request: [UInt8]

    public init(protocolVersion: UInt64 = 1, secret: String, machineID: String, request: [UInt8]) {
        self.protocolVersion = protocolVersion
        self.secret = secret
        self.machineID = machineID
        self.request = request
    }

    public init(_ o: FlatObject) throws(LineError) {
        self.protocolVersion = try o.count("protocol")
        self.secret = try o.string("secret", utf8Max: 64)
        self.machineID = try o.string("machine_id", utf8Max: 128)
        self.request = try o.base64("request")
    }

    public func encode(into e: inout LineEncoder) {
        e.count("protocol", protocolVersion)
        e.string("secret", secret)
        e.string("machine_id", machineID)
        e.string("request", Base64.encode(request))
    }
}

/// A host asks for a new certificate over the connection that its old one opened.
public struct Renew: LineContent {
    public var request: [UInt8]

    public init(request: [UInt8]) { self.request = request }

    public init(_ o: FlatObject) throws(LineError) { self.request = try o.base64("request") }

    public func encode(into e: inout LineEncoder) { e.string("request", Base64.encode(request)) }
}

/// One certificate of the answer to `enroll` or `renew`; all lines from place 0 on make the whole.
public struct CertificateLine: LineContent {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The host's own: the first.
        case host
        /// Between it and an authority.
        case issuer
        /// Whom the host is to trust.
        case authority
    }

    public var place: UInt64
    public var count: UInt64
    public var kind: Kind
    /// In DER.
    public var certificate: [UInt8]

    public static let countMax: UInt64 = 16

    public init(place: UInt64, count: UInt64, kind: Kind, certificate: [UInt8]) {
        self.place = place
        self.count = count
        self.kind = kind
        self.certificate = certificate
    }

    public init(_ o: FlatObject) throws(LineError) {
        let count = try o.count("count", max: CertificateLine.countMax)
        guard count > 0 else { throw .outOfRange(key: "count", value: "0", allowed: "1 … \(CertificateLine.countMax)") }
        self.count = count
        self.place = try o.count("place", max: count - 1)
        self.kind = try o.oneOf("kind")
        self.certificate = try o.base64("certificate")
    }

    public func encode(into e: inout LineEncoder) {
        e.count("place", place)
        e.count("count", count)
        e.string("kind", kind.rawValue)
        e.string("certificate", Base64.encode(certificate))
    }
}

/// Puts the lines of one answer together.
public struct CertificateAssembler: Sendable {
    private var lines: [CertificateLine] = []

    public init() {}

    public mutating func reset() { lines = [] }

    /// - Returns: all lines once the last one is there. A line out of its turn begins anew or is dropped: a half answer is none.
    public mutating func onLine(_ line: CertificateLine) -> [CertificateLine]? {
        if line.place == 0 { lines = [] }
        guard line.place == UInt64(lines.count), lines.first.map({ $0.count == line.count }) ?? true,
            line.place == 0 ? line.kind == .host : line.kind != .host
        else {
            lines = []
            return nil
        }
        lines.append(line)
        guard UInt64(lines.count) == line.count else { return nil }
        defer { lines = [] }
        return lines
    }
}

extension FlatObject {
    /// A request or a certificate: at most what fits a line, whatever else stands on it.
    func base64(_ key: String) throws(LineError) -> [UInt8] {
        guard let bytes = Base64.decode(try string(key, utf8Max: 7 << 10)), !bytes.isEmpty else {
            throw .wrongType(key: key, expected: "base64url without padding")
        }
        return bytes
    }
}

/// Why a peer is sent away.
extension ErrorLine: Error {}
