/// The JSON documents of the collector's admin socket.

/// `GET /v1/status`
public struct ZoneStatus: Codable, Equatable, Sendable {
    public struct Host: Codable, Equatable, Sendable {
        public enum State: String, Codable, Sendable {
            case never
            case connected
            case lost
            case refused
        }

        public var address: HostAddress
        public var state: State
        public var mode: HostMode?
        public var simulated: Bool
        /// Seconds since the last line.
        public var ageS: Double?
        public var power: PowerFigure?
        public var wantedW: Double?
        public var floorW: Double
        /// The operator's cap on this host.
        public var capW: Double?
        /// The newest grant that is not freed.
        public var grant: GrantID?
        public var quotaW: Double?
        public var leaseRemainingS: Double?
        /// Whether the newest grant's `applied` has come.
        public var isApplied: Bool
        /// From the grant to compliance, on the agent's clock.
        public var appliedAfterS: Double?
        /// What the ledger counts for this host.
        public var commitmentW: Double
        public var isOverCeiling: Bool
        public var refusal: String?
        public var hostClass: HostClass?
        /// Watts above its ceiling, withheld from the others.
        public var withheldW: Double?
        /// For how long it has been over; nil: it is not.
        public var overForS: Double?
        /// Why it was taken out of use; nil: it is in use.
        public var maintenance: String?

        public init(
            address: HostAddress, state: State, mode: HostMode?, simulated: Bool, ageS: Double?, power: PowerFigure?,
            wantedW: Double?, floorW: Double, capW: Double?, grant: GrantID?, quotaW: Double?, leaseRemainingS: Double?,
            isApplied: Bool, appliedAfterS: Double?, commitmentW: Double, isOverCeiling: Bool, refusal: String?,
            hostClass: HostClass? = nil, withheldW: Double? = nil, overForS: Double? = nil, maintenance: String? = nil
        ) {
            self.address = address
            self.state = state
            self.mode = mode
            self.simulated = simulated
            self.ageS = ageS
            self.power = power
            self.wantedW = wantedW
            self.floorW = floorW
            self.capW = capW
            self.grant = grant
            self.quotaW = quotaW
            self.leaseRemainingS = leaseRemainingS
            self.isApplied = isApplied
            self.appliedAfterS = appliedAfterS
            self.commitmentW = commitmentW
            self.isOverCeiling = isOverCeiling
            self.refusal = refusal
            self.hostClass = hostClass
            self.withheldW = withheldW
            self.overForS = overForS
            self.maintenance = maintenance
        }
    }

    public var zone: Name
    public var version: String
    public var timestamp: String
    /// Z.
    public var quotaW: Double
    public var quotaReason: String?
    /// Σ floors: what cannot be cut at partitioned hosts.
    public var floorsW: Double
    /// Σ commitments: what may be drawn at this instant by the ledger's proof.
    public var committedW: Double
    /// Σ of the power last heard.
    public var power: PowerFigure
    public var simulated: Bool
    public var epoch: UInt64
    /// While it lasts nothing is granted: the ledger was lost or restored.
    public var quarantineRemainingS: Double?
    public var storeFailure: String?
    public var linesStored: UInt64
    public var linesRefused: UInt64
    public var hosts: [Host]
    /// Events and emergencies that are announced or in force.
    public var orders: [TimedOrderDocument]?
    /// The orders went down with the ledger: nothing above the floors until a person sets the quota anew.
    public var isQuotaUnconfirmed: Bool?

    public init(
        zone: Name, version: String, timestamp: String, quotaW: Double, quotaReason: String?, floorsW: Double, committedW: Double,
        power: PowerFigure, simulated: Bool, epoch: UInt64, quarantineRemainingS: Double?, storeFailure: String?,
        linesStored: UInt64, linesRefused: UInt64, hosts: [Host], orders: [TimedOrderDocument]? = nil, isQuotaUnconfirmed: Bool? = nil
    ) {
        self.zone = zone
        self.version = version
        self.timestamp = timestamp
        self.quotaW = quotaW
        self.quotaReason = quotaReason
        self.floorsW = floorsW
        self.committedW = committedW
        self.power = power
        self.simulated = simulated
        self.epoch = epoch
        self.quarantineRemainingS = quarantineRemainingS
        self.storeFailure = storeFailure
        self.linesStored = linesStored
        self.linesRefused = linesRefused
        self.hosts = hosts
        self.orders = orders
        self.isQuotaUnconfirmed = isQuotaUnconfirmed
    }
}

/// `POST /v1/quota`
public struct QuotaRequest: Codable, Equatable, Sendable {
    /// `zone`, or `zone/site/host`.
    public var target: String
    /// nil lifts a host's cap; a zone always has a quota.
    public var quotaW: Double?
    public var reason: String
    public var order: String?
    /// Say what would happen and change nothing.
    public var dryRun: Bool

    public init(target: String, quotaW: Double?, reason: String, order: String?, dryRun: Bool) {
        self.target = target
        self.quotaW = quotaW
        self.reason = reason
        self.order = order
        self.dryRun = dryRun
    }
}

/// The answer to `POST /v1/quota`, and to `GET /v1/quota` (there with nothing changed).
public struct QuotaDecision: Codable, Equatable, Sendable {
    public struct Change: Codable, Equatable, Sendable {
        public var address: HostAddress
        public var fromW: Double
        public var toW: Double
        public var floorW: Double

        public init(address: HostAddress, fromW: Double, toW: Double, floorW: Double) {
            self.address = address
            self.fromW = fromW
            self.toW = toW
            self.floorW = floorW
        }
    }

    public var target: String
    public var wasDryRun: Bool
    public var fromW: Double
    public var toW: Double
    public var reason: String
    public var order: String?
    /// The uid of the caller, from the socket.
    public var uid: UInt32
    public var timestamp: String
    public var floorsW: Double
    public var committedW: Double
    /// At the latest after this many seconds no ceiling above the new budget is in force; nil: Σ floors is above it, so never by itself.
    public var bindsWithinS: Double?
    public var changes: [Change]
    /// What the caller should know, in words.
    public var notes: [String]

    public init(
        target: String, wasDryRun: Bool, fromW: Double, toW: Double, reason: String, order: String?, uid: UInt32, timestamp: String,
        floorsW: Double, committedW: Double, bindsWithinS: Double?, changes: [Change], notes: [String]
    ) {
        self.target = target
        self.wasDryRun = wasDryRun
        self.fromW = fromW
        self.toW = toW
        self.reason = reason
        self.order = order
        self.uid = uid
        self.timestamp = timestamp
        self.floorsW = floorsW
        self.committedW = committedW
        self.bindsWithinS = bindsWithinS
        self.changes = changes
        self.notes = notes
    }
}

/// The body of every answer that is not 2xx.
public struct AdminFailure: Codable, Equatable, Sendable, Error {
    public var code: String
    public var message: String
    /// What the caller can do about it.
    public var mend: String?

    public init(code: String, message: String, mend: String? = nil) {
        self.code = code
        self.message = message
        self.mend = mend
    }
}
