/// The documents of what people order at the host itself: a hold, and rigs that are taken out.

/// `POST /v1/hold` of the agent.
public struct HoldRequest: Codable, Equatable, Sendable {
    /// nil lifts the hold.
    public var holdW: Double?
    public var reason: String?
    /// nil: until it is lifted.
    public var forS: Double?
    /// Say what would happen and change nothing.
    public var dryRun: Bool

    public init(holdW: Double?, reason: String?, forS: Double?, dryRun: Bool) {
        self.holdW = holdW
        self.reason = reason
        self.forS = forS
        self.dryRun = dryRun
    }
}

/// A hold that is in force.
public struct HoldFigure: Codable, Equatable, Sendable {
    public var ceilingW: Double
    public var reason: String
    /// Of the person at the socket; nil: the agent assumes the hold, because its memory was lost.
    public var uid: UInt32?
    public var since: String
    /// nil: until it is lifted.
    public var endsInS: Double?

    public init(ceilingW: Double, reason: String, uid: UInt32?, since: String, endsInS: Double?) {
        self.ceilingW = ceilingW
        self.reason = reason
        self.uid = uid
        self.since = since
        self.endsInS = endsInS
    }
}

/// `GET /v1/hold`, and the answer to `POST /v1/hold`.
public struct HoldDocument: Codable, Equatable, Sendable {
    public var address: HostAddress
    public var wasDryRun: Bool
    /// The hold that is in force after the request; of a dry run the one that would be.
    public var hold: HoldFigure?
    /// The hold before it; absent where nothing was asked to change.
    public var before: HoldFigure?
    /// The lowest ceiling of the host before and after.
    public var fromW: Double
    public var toW: Double
    public var power: PowerFigure
    public var simulated: Bool
    /// What the caller should know, in words.
    public var notes: [String]

    public init(
        address: HostAddress, wasDryRun: Bool, hold: HoldFigure?, before: HoldFigure?, fromW: Double, toW: Double, power: PowerFigure,
        simulated: Bool, notes: [String]
    ) {
        self.address = address
        self.wasDryRun = wasDryRun
        self.hold = hold
        self.before = before
        self.fromW = fromW
        self.toW = toW
        self.power = power
        self.simulated = simulated
        self.notes = notes
    }
}

/// `GET /v1/maintenance` of both daemons, and the answer of the agent to `POST /v1/maintenance`: what is out.
public struct MaintenanceDocument: Codable, Equatable, Sendable {
    public struct Item: Codable, Equatable, Sendable {
        /// A rig's name, or `zone/site/host`.
        public var target: String
        public var reason: String
        public var uid: UInt32
        public var since: String
        /// What it counts for now.
        public var power: PowerFigure?

        public init(target: String, reason: String, uid: UInt32, since: String, power: PowerFigure?) {
            self.target = target
            self.reason = reason
            self.uid = uid
            self.since = since
            self.power = power
        }
    }

    /// Of the host, or of the zone.
    public var address: String
    public var wasDryRun: Bool
    public var simulated: Bool
    /// What is out after the request.
    public var items: [Item]
    public var notes: [String]

    public init(address: String, wasDryRun: Bool, simulated: Bool, items: [Item], notes: [String]) {
        self.address = address
        self.wasDryRun = wasDryRun
        self.simulated = simulated
        self.items = items
        self.notes = notes
    }
}
