/// A veto at the host: no more than this, whatever a centre grants. It can only lower.
public struct Hold: Equatable, Hashable, Sendable {
    public var ceiling: Power
    public var reason: String
    /// Of the person at the socket; nil: nobody ordered it, the agent assumes it because its memory is lost.
    public var uid: UInt32?
    public var since: WallInstant
    /// Whether the wall clock was synchronised when the hold began: otherwise `since` measures nothing after a restart.
    public var isSinceTrusted: Bool
    /// Nil: until a person lifts it.
    public var length: Duration?

    public init(
        ceiling: Power, reason: String, uid: UInt32?, since: WallInstant, isSinceTrusted: Bool = false, length: Duration? = nil
    ) {
        self.ceiling = ceiling
        self.reason = reason
        self.uid = uid
        self.since = since
        self.isSinceTrusted = isSinceTrusted
        self.length = length
    }

    /// What is left of it by the wall clock; nil where that cannot be told. Never longer than it was ordered for.
    public func remaining(wall: WallInstant, clock: ClockQuality) -> Duration? {
        guard let length, isSinceTrusted, clock.isSynchronised else { return nil }
        // The clock may be ahead by its error: a hold that ends a moment late is no harm.
        let error = Duration.milliseconds(Int64(Swift.min(clock.errorMilliseconds ?? 0, 60_000)))
        let elapsed = Duration.milliseconds(wall.milliseconds - since.milliseconds) - error
        return Swift.min(Swift.max(length - elapsed, .zero), length)
    }
}

/// A rig that was taken out: who, why, since when.
public struct Maintenance: Equatable, Hashable, Sendable {
    public var reason: String
    public var uid: UInt32
    public var since: WallInstant

    public init(reason: String, uid: UInt32, since: WallInstant) {
        self.reason = reason
        self.uid = uid
        self.since = since
    }
}

/// What people ordered at the host itself. It outlives the daemon.
public struct LocalOrders: Equatable, Sendable {
    public var hold: Hold?
    public var maintenance: [Name: Maintenance]

    public init(hold: Hold? = nil, maintenance: [Name: Maintenance] = [:]) {
        self.hold = hold
        self.maintenance = maintenance
    }
}
