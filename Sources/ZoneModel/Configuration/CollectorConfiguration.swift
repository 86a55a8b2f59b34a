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
    /// Where /metrics is served beside the admin socket: loopback only, and off if nothing is said.
    public var metrics: MetricsEndpoint?
    public var lease: LeaseConfiguration
    public var hosts: [HostEntry]
    public var heartbeatInterval: Duration = .seconds(1)
    public var retention: RetentionConfiguration = .init()
    /// nil: every host's floor is constant, as both configurations say it.
    public var floors: FloorConfiguration?
    /// Limits inside the zone, beside the zone's own quota.
    public var budgets: [BudgetEntry] = []
    /// How fast budgets return after an event, an emergency or a raise of the quota: share of the zone's quota per minute.
    public var returnPerMinute: Double = 0.1
    /// The collector that this zone has its budget from; nil: this one is the root.
    public var parent: ParentLink?
    /// nil: plain TCP.
    public var tls: TLSConfiguration?
    /// Plain TCP leaves the machine, because a person wants it so.
    public var isPlainBeyondLoopback = false

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
        /// An IP address.
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

    /// Floor schedules that are made here, signed and sent to the hosts.
    public struct FloorConfiguration: Equatable, Sendable {
        public var slot: Duration = .seconds(3600)
        /// How far ahead a schedule reaches.
        public var horizon: Duration = .seconds(48 * 3600)
        /// ε: how far the synchronised wall clocks of two machines may be apart.
        public var clockError: Duration = .seconds(2)
        /// A person vouches for this machine's wall clock, which the kernel does not call synchronised.
        public var isClockTrusted = false
        /// The Ed25519 key that signs them, in PEM; nil: `floors.key` in the state directory, made at the first start.
        public var keyFile: String?
        /// Hours of the day with another floor.
        public var daily: [DailyShare] = []

        public init() {}
    }

    /// From one time of day to another (UTC; over midnight where `to` is not after `from`), the hosts' floors are this share of their `floor`.
    public struct DailyShare: Equatable, Sendable {
        /// Since midnight.
        public var from: Duration
        public var to: Duration
        public var share: Double

        public init(from: Duration, to: Duration, share: Double) {
            self.from = from
            self.to = to
            self.share = share
        }
    }

    /// A limit on the hosts of one site, or of one class.
    public struct BudgetEntry: Equatable, Sendable {
        public var target: BudgetTarget
        public var quota: Power

        public init(target: BudgetTarget, quota: Power) {
            self.target = target
            self.quota = quota
        }
    }

    /// The way up the tree (rule 9): toward its parent a collector is what a host is toward a collector.
    public struct ParentLink: Equatable, Sendable {
        /// Where the parent listens.
        public var link: CollectorLink
        /// Under which names this node stands in the parent's configuration.
        public var address: HostAddress
        /// What this node may give its hosts when the parent cannot be reached; the parent's configuration says the same.
        public var floor: Power

        public init(link: CollectorLink, address: HostAddress, floor: Power) {
            self.link = link
            self.address = address
            self.floor = floor
        }
    }

    /// How hosts and the collector know one another. With nothing set the collector is its own authority.
    public struct TLSConfiguration: Equatable, Sendable {
        /// What an authority brought; nil: the collector's own authority signs.
        public var brought: Brought?
        /// Of the certificates that are given here.
        public var lifetime: Duration = .seconds(90 * 86_400)

        public init() {}

        /// PEM files.
        public struct Brought: Equatable, Sendable {
            /// The collector's own certificate, and those between it and the authority.
            public var certificate: String
            public var key: String
            /// The authorities whose hosts are let in; that of `certificate` is among them.
            public var clientAuthorities: String
            /// An intermediate authority that signs for hosts that enrol here; nil: none do.
            public var issuer: Issuer?

            public init(certificate: String, key: String, clientAuthorities: String, issuer: Issuer? = nil) {
                self.certificate = certificate
                self.key = key
                self.clientAuthorities = clientAuthorities
                self.issuer = issuer
            }
        }

        public struct Issuer: Equatable, Sendable {
            public var certificate: String
            public var key: String

            public init(certificate: String, key: String) {
                self.certificate = certificate
                self.key = key
            }
        }
    }

    public struct RetentionConfiguration: Equatable, Sendable {
        public var raw: Duration = .seconds(2 * 86_400)
        public var events: Duration = .seconds(400 * 86_400)

        public init() {}
    }

    public func address(of entry: HostEntry) -> HostAddress { HostAddress(zone: zone, site: entry.site, host: entry.host) }
}
