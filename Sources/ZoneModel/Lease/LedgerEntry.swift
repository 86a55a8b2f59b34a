/// A promise that the collector wrote down before it sent it: this boot of this host may hold this ceiling (rule 2).
///
/// H and K are the entry's own: a later change of the configuration changes neither what the agent was told nor how long it counts.
public struct LedgerEntry: Equatable, Hashable, Sendable {
    public var address: HostAddress
    public var bootID: BootID
    public var grant: GrantID
    public var quota: Power
    /// H: how long the lease lasts from its heartbeat, on the agent's clock.
    public var term: Duration
    /// K: how long the entry counts, on the collector's clock, if nothing frees it earlier.
    public var hold: Duration

    public init(address: HostAddress, bootID: BootID, grant: GrantID, quota: Power, term: Duration, hold: Duration) {
        self.address = address
        self.bootID = bootID
        self.grant = grant
        self.quota = quota
        self.term = term
        self.hold = hold
    }
}
