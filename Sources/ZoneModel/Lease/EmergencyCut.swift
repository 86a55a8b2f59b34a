/// An emergency as a host keeps it: a ceiling over its floor, until its stated end. (Its lease is cut by the grants themselves.)
public struct EmergencyCut: Hashable, Sendable {
    public var ceiling: Power
    /// When it ends on the boot clock of the boot in which it was stored.
    public var endsAt: BootInstant
    /// The same by the wall clock, for people and for the next boot.
    public var wallEnd: WallInstant
    /// How much of it was left when it was stored.
    public var remaining: Duration
    /// Whether `wallEnd` was read off a synchronised clock.
    public var isWallTrusted: Bool
    public var reason: String?
    public var order: String?

    public init(
        ceiling: Power, endsAt: BootInstant, wallEnd: WallInstant, remaining: Duration, isWallTrusted: Bool, reason: String?,
        order: String?
    ) {
        self.ceiling = ceiling
        self.endsAt = endsAt
        self.wallEnd = wallEnd
        self.remaining = remaining
        self.isWallTrusted = isWallTrusted
        self.reason = reason
        self.order = order
    }

    /// What is left of it after a restart; nil: it is over.
    ///
    /// In the same boot the boot clock knows exactly. After a reboot the wall clock does, if it was synchronised then and is now; else all that was left
    /// when it was stored is served anew: too long, never too short.
    public func resumed(isSameBoot: Bool, wall: WallReading, now: BootInstant) -> EmergencyCut? {
        var cut = self
        if isSameBoot {
            cut.remaining = endsAt - now
        } else if isWallTrusted, let uncertainty = wall.uncertainty {
            cut.remaining = .milliseconds(wallEnd.milliseconds - wall.wall.milliseconds) + uncertainty
        }
        cut.endsAt = now + cut.remaining
        return cut.remaining > .zero ? cut : nil
    }
}
