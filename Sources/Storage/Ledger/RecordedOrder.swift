import ZoneModel

/// One line of the auditor's table: who ordered what for whom. Never altered, never deleted.
public struct RecordedOrder: Equatable, Hashable, Sendable {
    /// Whose cap it sets; nil: the zone's quota.
    public var host: HostAddress?
    public var order: QuotaOrder

    public init(host: HostAddress?, order: QuotaOrder) {
        self.host = host
        self.order = order
    }
}
