/// A one-time token for a host that is to get its certificate: POST /v1/enrolment at the collector.
public struct EnrolmentRequest: Equatable, Sendable, Codable {
    /// `zone/site/host`, as it stands in the collector's configuration.
    public var target: String
    /// How long the token is good.
    public var validS: Double
    public var reason: String
    public var order: String?
    public var dryRun: Bool

    public init(target: String, validS: Double, reason: String, order: String?, dryRun: Bool) {
        self.target = target
        self.validS = validS
        self.reason = reason
        self.order = order
        self.dryRun = dryRun
    }

    /// From a minute to a month; what lies about for longer is found by somebody else.
    public static let validRange: ClosedRange<Duration> = .seconds(60) ... .seconds(31 * 86_400)
    public static let validUsually: Duration = .seconds(3600)
}

public struct EnrolmentDecision: Equatable, Sendable, Codable {
    public var target: String
    public var hostClass: HostClass
    /// The number that the certificate will carry.
    public var number: UInt64
    /// Said this once: the collector keeps its hash. nil: a dry run.
    public var token: String?
    /// RFC 3339.
    public var expires: String
    public var wasDryRun: Bool
    public var reason: String
    public var order: String?
    public var uid: UInt32
    public var timestamp: String
    public var notes: [String]

    public init(
        target: String, hostClass: HostClass, number: UInt64, token: String?, expires: String, wasDryRun: Bool, reason: String,
        order: String?, uid: UInt32, timestamp: String, notes: [String]
    ) {
        self.target = target
        self.hostClass = hostClass
        self.number = number
        self.token = token
        self.expires = expires
        self.wasDryRun = wasDryRun
        self.reason = reason
        self.order = order
        self.uid = uid
        self.timestamp = timestamp
        self.notes = notes
    }
}

/// Every certificate of a host is to be worth nothing any more: POST /v1/revocation at the collector.
public struct RevocationRequest: Equatable, Sendable, Codable {
    public var target: String
    public var reason: String
    public var order: String?
    public var dryRun: Bool

    public init(target: String, reason: String, order: String?, dryRun: Bool) {
        self.target = target
        self.reason = reason
        self.order = order
        self.dryRun = dryRun
    }
}

public struct RevocationDecision: Equatable, Sendable, Codable {
    public var target: String
    public var wasConnected: Bool
    public var wasDryRun: Bool
    public var reason: String
    public var order: String?
    public var uid: UInt32
    public var timestamp: String
    /// What goes on to be counted for the host: its lease until that has run out, its floor for good.
    public var committedW: Double
    public var floorW: Double
    public var notes: [String]

    public init(
        target: String, wasConnected: Bool, wasDryRun: Bool, reason: String, order: String?, uid: UInt32, timestamp: String,
        committedW: Double, floorW: Double, notes: [String]
    ) {
        self.target = target
        self.wasConnected = wasConnected
        self.wasDryRun = wasDryRun
        self.reason = reason
        self.order = order
        self.uid = uid
        self.timestamp = timestamp
        self.committedW = committedW
        self.floorW = floorW
        self.notes = notes
    }
}
