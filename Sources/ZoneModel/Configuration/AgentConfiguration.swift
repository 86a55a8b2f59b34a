/// What an agent was told by its TOML file and drop-ins, checked: every value here is legal and carries its unit by type.
public struct AgentConfiguration: Equatable, Sendable {
    public var address: HostAddress
    public var hostClass: HostClass
    public var mode: HostMode
    /// The host's own upper bound: no centre can raise it. Without a collector it is the quota.
    public var quota: Power
    /// What the host may draw when nobody can be reached. Without a collector it is not used.
    public var floor: Power
    /// Watts of the host that no rig's sensor sees: fans, switches, conversion losses. Always added.
    public var overhead: Power
    public var simulated: Bool
    public var control: ControlConfiguration
    public var reporting: ReportingConfiguration
    public var worker: WorkerConfiguration
    /// In the order of preference.
    public var pools: [PoolConfiguration] = []
    public var node: NodeConfiguration?
    /// Whom the node's blocks pay; they make 100 per cent.
    public var payouts: [PayoutConfiguration] = []
    public var collector: CollectorLink?
    public var spool: SpoolConfiguration
    /// Holds the spool and what the agent must remember; made by systemd's StateDirectory=.
    public var stateDirectory: String
    /// The Unix socket that zonectl speaks to.
    public var adminSocket: String
    /// Where /metrics is served beside the admin socket: loopback only, and off if nothing is said.
    public var metrics: MetricsEndpoint?
    public var rigs: [RigConfiguration]
    /// The best source where there is one: the meter of the whole site.
    public var siteMeter: SiteMeterConfiguration?

    public init(
        address: HostAddress, hostClass: HostClass = .mining, mode: HostMode = .observe, quota: Power, floor: Power = .zero,
        overhead: Power = .zero, simulated: Bool = false, control: ControlConfiguration = .init(),
        reporting: ReportingConfiguration = .init(), worker: WorkerConfiguration = .init(), collector: CollectorLink? = nil,
        spool: SpoolConfiguration = .init(), stateDirectory: String = "/var/lib/zone-agent",
        adminSocket: String = "/run/zone-agent/admin.sock", rigs: [RigConfiguration] = [],
        siteMeter: SiteMeterConfiguration? = nil
    ) {
        self.address = address
        self.hostClass = hostClass
        self.mode = mode
        self.quota = quota
        self.floor = floor
        self.overhead = overhead
        self.simulated = simulated
        self.control = control
        self.reporting = reporting
        self.worker = worker
        self.collector = collector
        self.spool = spool
        self.stateDirectory = stateDirectory
        self.adminSocket = adminSocket
        self.rigs = rigs
        self.siteMeter = siteMeter
    }

    /// The most that the host can draw: every rig at its nameplate, and the overhead.
    public var nameplate: Power { rigs.map(\.nameplate).total() + overhead }

    /// The most that the host draws with everything throttled that can be: idle rigs, loads without an actuator, the overhead, and the error of what measures them.
    public var idle: Power {
        rigs.map { rig in
            let settled = rig.isThrottled ? rig.idle : rig.nameplate
            // Unmetered, a rig's figure is off by a fifth of its nameplate.
            let error = rig.power == nil ? rig.nameplate * 0.2 : max(settled * rig.accuracy, rig.nameplate * 0.001)
            return min(settled + error, rig.nameplate)
        }.total() + overhead
    }
}

public struct ControlConfiguration: Equatable, Sendable {
    /// How long a rig may take to show a new duty: dead time, and then the time constant τ of its response.
    public var deadTime: Duration = .milliseconds(500)
    public var timeConstant: Duration = .seconds(1)
    /// The way up after a lost lease: share of the nameplate per minute.
    public var rampPerMinute: Double = 1.0
    /// The longest random wait before the way up, so that a zone's hosts do not return at once.
    public var returnStagger: Duration = .seconds(5)
    /// Kept free below the ceiling in multiples of the noise's standard deviation.
    public var guardSigmas: Double = 3

    public init() {}
}

public struct ReportingConfiguration: Equatable, Sendable {
    /// One `report` per interval.
    public var interval: Duration = .seconds(1)
    /// One `rig` line per rig at least this often; a change of state is sent at once.
    public var rigInterval: Duration = .seconds(60)

    public init() {}
}

public struct WorkerConfiguration: Equatable, Sendable {
    /// What it hashes.
    public var source = WorkKind.headers
    /// Real block headers, one a line in hexadecimal: what a worker that works for nobody hashes.
    public var headersFile: String = "/usr/share/zone-agent/headers.hex"
    /// nice(2) of the worker threads: hashing never starves the control loop.
    public var nice: Int = 19
    /// The kernel's name, or nil for the fastest that passes its self-test.
    public var kernel: String?

    public init() {}
}

public struct CollectorLink: Equatable, Sendable {
    /// What the receiver answers. `none`: any receiver of JSON lines; lines count as delivered once they are written.
    public enum Acknowledgement: String, Hashable, Sendable, CaseIterable {
        case sequence
        case none
    }

    public var host: String
    public var port: UInt16
    public var acknowledgement: Acknowledgement = .sequence
    public var backoffMin: Duration = .milliseconds(500)
    public var backoffMax: Duration = .seconds(30)
    /// The public key that the collector's floor schedules must be signed with; nil: none are taken.
    public var floorKey: FloorKey?
    /// ε: how far the synchronised wall clocks of two machines may be apart.
    public var clockError: Duration = .seconds(2)
    /// A person vouches for this machine's wall clock, which the kernel does not call synchronised.
    public var isClockTrusted = false
    /// nil: plain TCP.
    public var security: LinkSecurity?
    /// Plain TCP leaves the machine, because a person wants it so.
    public var isPlainBeyondLoopback = false

    public init(host: String, port: UInt16) {
        self.host = host
        self.port = port
    }
}

/// By what a link to a collector shows itself, and whom it trusts; PEM files.
public struct LinkSecurity: Equatable, Sendable {
    /// Key, certificate, and those between it and the authority; nil: `identity.pem` in the state directory, by enrolment.
    public var identityPath: String?
    /// nil: `authority.pem` in the state directory.
    public var authorityPath: String?

    public init(identityPath: String? = nil, authorityPath: String? = nil) {
        self.identityPath = identityPath
        self.authorityPath = authorityPath
    }

    /// - Parameter prefix: of the files' names, where one daemon has several links.
    public func identityFile(in stateDirectory: String, prefix: String = "") -> String {
        identityPath ?? "\(stateDirectory)/\(prefix)identity.pem"
    }
    public func authorityFile(in stateDirectory: String, prefix: String = "") -> String {
        authorityPath ?? "\(stateDirectory)/\(prefix)authority.pem"
    }
    /// It came by enrolment and is renewed by the daemon; what an authority brought is the authority's to renew.
    public var isOwn: Bool { identityPath == nil }
}

public struct SpoolConfiguration: Equatable, Sendable {
    public var bytesMax: Int64 = 256 << 20
    public var ageMax: Duration = .seconds(7 * 86_400)

    public init() {}
}

public struct RigConfiguration: Equatable, Sendable {
    public var name: Name
    /// The most that the rig can draw by its label.
    public var nameplate: Power
    /// The most that the rig draws with its worker stopped.
    public var idle: Power
    /// What it draws at full duty, where `zonectl calibrate` measured it; nil: the nameplate stands in, as a guess.
    public var full: Power?
    /// How the rig answers a new duty, where that was measured; nil: as `control` says.
    public var deadTime: Duration?
    public var timeConstant: Duration?
    /// Once switched on it stays on for so long, unless the ceiling forbids it; once off, it stays off. Zero: as it comes.
    public var minimumOn: Duration = .zero
    public var minimumOff: Duration = .zero
    /// Which sensor gives the power. Nil: none is mapped, and the model stands in (`estimated`).
    public var power: SensorMatch?
    public var temperature: TemperatureRule
    /// Watts believed = gain × watts read + offset.
    public var gain: Double = 1
    public var offset: Power = .zero
    /// The meter's error as a share of the reading, where the driver does not say (`power*_accuracy`).
    public var accuracy: Double = 0.02
    /// Names the calibration in every report.
    public var calibrationID: String?
    /// How often the sensors are read. Slow is not stale: staleness counts from here.
    public var interval: Duration = .seconds(1)
    /// A rig whose last believable power is older is stale; see `ReadingPace`.
    public var staleAfter: Duration
    public var thermal: ThermalLimits
    /// How many worker threads' heat and watts belong to this rig; 0 for a load that the agent cannot throttle.
    public var workerThreads: Int
    /// What lowers its watts.
    public var actuator: ActuatorKind
    /// How, where that is a power cap.
    public var cap = PowerCapConfiguration()

    public init(
        name: Name, nameplate: Power, idle: Power, power: SensorMatch?, temperature: TemperatureRule,
        interval: Duration = .seconds(1), staleAfter: Duration? = nil, thermal: ThermalLimits = .init(), workerThreads: Int = 0,
        actuator: ActuatorKind? = nil
    ) {
        self.name = name
        self.nameplate = nameplate
        self.idle = idle
        self.power = power
        self.temperature = temperature
        self.interval = interval
        self.staleAfter = staleAfter ?? ReadingPace.staleAfter(interval: interval)
        self.thermal = thermal
        self.workerThreads = workerThreads
        self.actuator = actuator ?? (workerThreads > 0 ? .worker : .none)
    }

    public var pace: ReadingPace { ReadingPace(interval: interval, staleAfter: staleAfter) }
}

public struct SiteMeterConfiguration: Equatable, Sendable {
    public var power: SensorMatch
    public var gain: Double = 1
    public var offset: Power = .zero
    public var accuracy: Double = 0.01
    public var interval: Duration = .seconds(1)

    public init(power: SensorMatch) { self.power = power }
}

public enum TemperatureRule: Equatable, Sendable {
    /// The rig needs a believable temperature to run; nil takes every temperature of the power sensor's chip.
    case required(SensorMatch?)
    /// The operator says that there is none, and why.
    case none(reason: String)
}

public struct ThermalLimits: Equatable, Sendable {
    /// Above it the rig is throttled.
    public var soft: Temperature = .celsius(80)
    /// Above it the rig is stopped, for `coolDown` at least.
    public var hard: Temperature = .celsius(90)
    /// How far below the soft limit counts as cool again, °C.
    public var hysteresisCelsius: Double = 5
    public var coolDown: Duration = .seconds(30)

    public init() {}
}

/// Which sensor is meant. Every pattern that is given must match; `*` matches any run of characters. At least one is given.
///
/// None of these names is `hwmonN`, which the kernel deals out anew at every boot.
public struct SensorMatch: Equatable, Sendable {
    /// libsensors' chip name, such as `corsairpsu-hid-3-1`.
    public var chip: String?
    /// The device's path under /sys/devices.
    public var path: String?
    /// udev's ID_PATH of the device or a parent.
    public var idPath: String?
    /// The serial number (ID_SERIAL_SHORT, or the attribute `serial`) of the device or a parent.
    public var serial: String?
    /// The feature's label or name, such as `power total`, `power1`; nil: the chip's first power feature.
    public var feature: String?

    public init(chip: String? = nil, path: String? = nil, idPath: String? = nil, serial: String? = nil, feature: String? = nil) {
        self.chip = chip
        self.path = path
        self.idPath = idPath
        self.serial = serial
        self.feature = feature
    }
}
