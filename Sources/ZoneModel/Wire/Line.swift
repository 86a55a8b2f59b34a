/// One line of the wire: who and when, and what.
public struct Line: Equatable, Sendable {
    public var timestamp: WallInstant
    public var address: HostAddress
    public var body: LineBody

    public init(timestamp: WallInstant, address: HostAddress, body: LineBody) {
        self.timestamp = timestamp
        self.address = address
        self.body = body
    }

    /// The bytes of the line, newline included.
    public func encoded() -> [UInt8] {
        var encoder = LineEncoder()
        encoder.string("type", body.type)
        encoder.string("timestamp", timestamp.rfc3339)
        encoder.string("zone", address.zone.text)
        encoder.string("site", address.site.text)
        encoder.string("host", address.host.text)
        body.content.encode(into: &encoder)
        return encoder.finished()
    }

    /// - Parameter line: the bytes between two newlines.
    /// - Throws: `LineError`. A type that this build does not know is `.unknownType`: the caller ignores it, by the wire's rule.
    public init(decoding line: some Collection<UInt8>) throws(LineError) {
        try self.init(FlatObject(line: line))
    }

    public init(_ object: FlatObject) throws(LineError) {
        let type = try object.string("type", utf8Max: 64)
        guard let content = LineBody.types[type] else { throw .unknownType(type) }
        self.timestamp = try object.timestamp("timestamp")
        self.address = HostAddress(zone: try object.name("zone"), site: try object.name("site"), host: try object.name("host"))
        self.body = try content(object)
    }

    /// The keys that stand on every line.
    static let envelopeKeys: Set<String> = ["type", "timestamp", "zone", "site", "host"]
}

/// The content of one type of line.
public protocol LineContent: Equatable, Sendable {
    init(_ object: FlatObject) throws(LineError)
    func encode(into encoder: inout LineEncoder)
}

/// What a line says. The raw JSON `type` of each case is in `type`.
public enum LineBody: Equatable, Sendable {
    case hello(Hello)
    case heartbeat(Heartbeat)
    case report(Report)
    case rig(RigReport)
    case event(EventReport)
    case gap(Gap)
    case applied(Applied)
    case ping(Ping)
    case pong(Pong)
    case welcome(Welcome)
    case quota(QuotaGrant)
    case floor(FloorSlot)
    case floorStored(FloorStored)
    case ack(Ack)
    case error(ErrorLine)
    case enroll(Enroll)
    case renew(Renew)
    case certificate(CertificateLine)

    public var type: String { entry.type }

    var content: any LineContent { entry.content }

    private var entry: (type: String, content: any LineContent) {
        switch self {
        case .hello(let content): ("hello", content)
        case .heartbeat(let content): ("heartbeat", content)
        case .report(let content): ("report", content)
        case .rig(let content): ("rig", content)
        case .event(let content): ("event", content)
        case .gap(let content): ("gap", content)
        case .applied(let content): ("applied", content)
        case .ping(let content): ("ping", content)
        case .pong(let content): ("pong", content)
        case .welcome(let content): ("welcome", content)
        case .quota(let content): ("quota", content)
        case .floor(let content): ("floor", content)
        case .floorStored(let content): ("floor_stored", content)
        case .ack(let content): ("ack", content)
        case .error(let content): ("error", content)
        case .enroll(let content): ("enroll", content)
        case .renew(let content): ("renew", content)
        case .certificate(let content): ("certificate", content)
        }
    }

    typealias Reader = @Sendable (FlatObject) throws(LineError) -> LineBody

    static let types: [String: Reader] = [
        "hello": { o throws(LineError) in .hello(try Hello(o)) },
        "heartbeat": { o throws(LineError) in .heartbeat(try Heartbeat(o)) },
        "report": { o throws(LineError) in .report(try Report(o)) },
        "rig": { o throws(LineError) in .rig(try RigReport(o)) },
        "event": { o throws(LineError) in .event(try EventReport(o)) },
        "gap": { o throws(LineError) in .gap(try Gap(o)) },
        "applied": { o throws(LineError) in .applied(try Applied(o)) },
        "ping": { o throws(LineError) in .ping(try Ping(o)) },
        "pong": { o throws(LineError) in .pong(try Pong(o)) },
        "welcome": { o throws(LineError) in .welcome(try Welcome(o)) },
        "quota": { o throws(LineError) in .quota(try QuotaGrant(o)) },
        "floor": { o throws(LineError) in .floor(try FloorSlot(o)) },
        "floor_stored": { o throws(LineError) in .floorStored(try FloorStored(o)) },
        "ack": { o throws(LineError) in .ack(try Ack(o)) },
        "error": { o throws(LineError) in .error(try ErrorLine(o)) },
        "enroll": { o throws(LineError) in .enroll(try Enroll(o)) },
        "renew": { o throws(LineError) in .renew(try Renew(o)) },
        "certificate": { o throws(LineError) in .certificate(try CertificateLine(o)) },
    ]

    /// Of a spooled line, its place in the spool's gap-free sequence; nil for live lines.
    public var sequence: UInt64? {
        switch self {
        case .report(let line): line.seq
        case .rig(let line): line.seq
        case .event(let line): line.seq
        case .gap(let line): line.seq
        default: nil
        }
    }

    /// The same line at another place in the sequence; live lines stay as they are.
    public func withSequence(_ seq: UInt64) -> LineBody {
        switch self {
        case .report(var line):
            line.seq = seq
            return .report(line)
        case .rig(var line):
            line.seq = seq
            return .rig(line)
        case .event(var line):
            line.seq = seq
            return .event(line)
        case .gap(var line):
            line.seq = seq
            return .gap(line)
        default: return self
        }
    }
}

extension FlatObject {
    func name(_ key: String) throws(LineError) -> Name {
        let text = try string(key, utf8Max: 256)
        guard let name = Name(text) else { throw .outOfRange(key: key, value: text, allowed: Name.rule) }
        return name
    }

    func bootID(_ key: String) throws(LineError) -> BootID {
        let text = try string(key, utf8Max: 64)
        guard let id = BootID(text) else { throw .wrongType(key: key, expected: "1 to 64 hexadecimal digits and dashes") }
        return id
    }

    func nonce(_ key: String) throws(LineError) -> Nonce {
        guard let nonce = Nonce(hex: try string(key, utf8Max: 64)) else {
            throw .wrongType(key: key, expected: "32 hexadecimal digits")
        }
        return nonce
    }
}
