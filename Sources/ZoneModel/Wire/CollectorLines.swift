/// Is the other side alive? Answered with `Pong`.
public struct Ping: LineContent {
    public var id: UInt64

    public init(
        id: UInt64
    ) {
        self.id = id
    }

    public init(_ o: FlatObject) throws(LineError) {
        self.id = try o.count("id")
    }

    public func encode(into e: inout LineEncoder) {
        e.count("id", id)
    }
}

/// The answer to `Ping` with the same id.
public struct Pong: LineContent {
    public var id: UInt64

    public init(
        id: UInt64
    ) {
        self.id = id
    }

    public init(_ o: FlatObject) throws(LineError) {
        self.id = try o.count("id")
    }

    public func encode(into e: inout LineEncoder) {
        e.count("id", id)
    }
}

/// The collector takes the host in and says where to resume.
public struct Welcome: LineContent {
    public var protocolVersion: UInt64
    /// The collector's name and version, for people.
    public var collector: String
    public var epoch: UInt64
    public var heartbeatInterval: Duration
    /// The first sequence number of this spool that the store has not committed.
    public var resumeSeq: UInt64
    public var lineBytesMax: UInt64
    /// Bytes that may be sent and not yet acked.
    public var window: UInt64

    public init(
        protocolVersion: UInt64, collector: String, epoch: UInt64, heartbeatInterval: Duration, resumeSeq: UInt64,
        lineBytesMax: UInt64, window: UInt64
    ) {
        self.protocolVersion = protocolVersion
        self.collector = collector
        self.epoch = epoch
        self.heartbeatInterval = heartbeatInterval
        self.resumeSeq = resumeSeq
        self.lineBytesMax = lineBytesMax
        self.window = window
    }

    public init(_ o: FlatObject) throws(LineError) {
        self.protocolVersion = try o.count("protocol")
        self.collector = try o.string("collector")
        self.epoch = try o.count("epoch")
        self.heartbeatInterval = try o.milliseconds("heartbeat_ms")
        self.resumeSeq = try o.count("resume_seq")
        self.lineBytesMax = try o.count("max_line")
        self.window = try o.count("window")
    }

    public func encode(into e: inout LineEncoder) {
        e.count("protocol", protocolVersion)
        e.string("collector", collector)
        e.count("epoch", epoch)
        e.milliseconds("heartbeat_ms", heartbeatInterval)
        e.count("resume_seq", resumeSeq)
        e.count("max_line", lineBytesMax)
        e.count("window", window)
    }
}

/// A power ceiling on a lease (rule 2). Understood whole or refused.
public struct QuotaGrant: LineContent {
    public var epoch: UInt64
    public var generation: UInt64
    public var quota: Power
    /// An announced cut.
    public var nextQuota: Power?
    /// When the cut holds, counted from the heartbeat that sent `nonce`.
    public var nextIn: Duration?
    /// A ceiling over the floor, kept until its end whatever happens (rule 8). On every renewal while it lasts; the newest grant without it lifts it.
    public var emergency: Power?
    /// When the emergency ends, counted from the heartbeat that sent `nonce`.
    public var emergencyFor: Duration?
    public var nonce: Nonce
    /// H: the lease ends that long after the heartbeat with `nonce` was sent.
    public var lease: Duration
    public var reason: String?
    /// The order's number, for auditors.
    public var order: String?

    public init(
        epoch: UInt64, generation: UInt64, quota: Power, nextQuota: Power? = nil, nextIn: Duration? = nil,
        emergency: Power? = nil, emergencyFor: Duration? = nil, nonce: Nonce, lease: Duration, reason: String? = nil, order: String? = nil
    ) {
        self.epoch = epoch
        self.generation = generation
        self.quota = quota
        self.nextQuota = nextQuota
        self.nextIn = nextIn
        self.emergency = emergency
        self.emergencyFor = emergencyFor
        self.nonce = nonce
        self.lease = lease
        self.reason = reason
        self.order = order
    }

    public init(_ o: FlatObject) throws(LineError) {
        try o.requireOnly(QuotaGrant.keys, type: "quota")
        self.epoch = try o.count("epoch")
        self.generation = try o.count("generation")
        self.quota = try o.power("quota_w")
        self.nextQuota = try o.optionalPower("next_quota_w")
        self.nextIn = try o.optionalMilliseconds("next_in_ms")
        self.emergency = try o.optionalPower("emergency_w")
        self.emergencyFor = try o.optionalMilliseconds("emergency_ms", max: QuotaGrant.emergencyMax.wholeMilliseconds)
        guard (emergency == nil) == (emergencyFor == nil) else { throw .missing(key: emergency == nil ? "emergency_w" : "emergency_ms") }
        self.nonce = try o.nonce("nonce")
        self.lease = try o.milliseconds("lease_ms")
        self.reason = try o.optionalString("reason")
        self.order = try o.optionalString("order")
    }

    public func encode(into e: inout LineEncoder) {
        e.count("epoch", epoch)
        e.count("generation", generation)
        e.power("quota_w", quota)
        e.power("next_quota_w", nextQuota)
        e.milliseconds("next_in_ms", nextIn)
        e.power("emergency_w", emergency)
        e.milliseconds("emergency_ms", emergencyFor)
        e.string("nonce", nonce.description)
        e.milliseconds("lease_ms", lease)
        e.string("reason", reason)
        e.string("order", order)
    }

    /// Beside the envelope, all that this build understands: a quota line is obeyed whole or not at all.
    static let keys: Set<String> = Line.envelopeKeys.union([
        "epoch", "generation", "quota_w", "next_quota_w", "next_in_ms", "emergency_w", "emergency_ms", "nonce", "lease_ms", "reason",
        "order",
    ])

    /// The longest emergency: 31 days. Who needs a longer one lowers the quota.
    public static let emergencyMax: Duration = .seconds(31 * 86_400)
}

/// Everything up to `seq` is committed to the store.
public struct Ack: LineContent {
    public var seq: UInt64

    public init(
        seq: UInt64
    ) {
        self.seq = seq
    }

    public init(_ o: FlatObject) throws(LineError) {
        self.seq = try o.count("seq")
    }

    public func encode(into e: inout LineEncoder) {
        e.count("seq", seq)
    }
}

/// The peer refused a line or the connection.
public struct ErrorLine: LineContent {
    public var code: String
    public var message: String

    public init(
        code: String, message: String
    ) {
        self.code = code
        self.message = message
    }

    public init(_ o: FlatObject) throws(LineError) {
        self.code = try o.string("code")
        self.message = try o.string("message")
    }

    public func encode(into e: inout LineEncoder) {
        e.string("code", code)
        e.string("message", message)
    }
}
