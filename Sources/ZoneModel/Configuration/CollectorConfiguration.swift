/// What a collector was told by its TOML file and drop-ins, checked.
public struct CollectorConfiguration: Equatable, Sendable {
    /// The one zone that this collector divides.
    public var zone: Name
    /// Z, until an operator sets another at run time (that one is in the ledger and wins).
    public var quota: Power
    public var listen: ListenEndpoint
    /// Holds `ledger.sqlite` and `store.sqlite`.
    public var stateDirectory: String
    public var adminSocket: String
    public var lease: LeaseConfiguration
    public var hosts: [HostEntry]
    public var heartbeatInterval: Duration = .seconds(1)
    public var retention: RetentionConfiguration = .init()

    public init(
        zone: Name, quota: Power, listen: ListenEndpoint, stateDirectory: String = "/var/lib/zone-collector",
        adminSocket: String = "/run/zone-collector/admin.sock", lease: LeaseConfiguration = .init(), hosts: [HostEntry] = []
    ) {
        self.zone = zone
        self.quota = quota
        self.listen = listen
        self.stateDirectory = stateDirectory
        self.adminSocket = adminSocket
        self.lease = lease
        self.hosts = hosts
    }

    public struct ListenEndpoint: Equatable, Sendable {
        /// An IP address. This build speaks plain TCP, so only loopback is taken.
        public var address: String
        public var port: UInt16

        public init(address: String, port: UInt16) {
            self.address = address
            self.port = port
        }
    }

    public struct LeaseConfiguration: Equatable, Sendable {
        /// H: how long a lease lasts from its heartbeat, on the agent's clock.
        public var term: Duration = .seconds(10)
        /// K: when the collector takes an entry for dead, on its own clock.
        public var hold: Duration = .milliseconds(12_500)
        /// ρ: every clock's rate is within 1 ± ρ. `H/(1−ρ) ≤ K/(1+ρ)` is checked.
        public var clockRateError: Double = 0.1

        public init() {}
    }

    /// A host that may have a share of the zone.
    public struct HostEntry: Equatable, Sendable {
        public var site: Name
        public var host: Name
        public var hostClass: HostClass
        /// What the host may draw when nobody can be reached; the host is told the same in its own config.
        public var floor: Power
        public var nameplate: Power
        /// The share inside its tier.
        public var weight: Int
        /// Lower tiers are filled first.
        public var tier: Int

        public init(
            site: Name, host: Name, hostClass: HostClass = .mining, floor: Power, nameplate: Power, weight: Int = 1, tier: Int = 0
        ) {
            self.site = site
            self.host = host
            self.hostClass = hostClass
            self.floor = floor
            self.nameplate = nameplate
            self.weight = weight
            self.tier = tier
        }
    }

    public struct RetentionConfiguration: Equatable, Sendable {
        public var raw: Duration = .seconds(2 * 86_400)
        public var events: Duration = .seconds(400 * 86_400)

        public init() {}
    }

    public func address(of entry: HostEntry) -> HostAddress { HostAddress(zone: zone, site: entry.site, host: entry.host) }
}
