/// Where a power figure comes from, best first. An estimate never passes for a measurement.
public enum PowerSource: String, Hashable, Comparable, Sendable, Codable, CaseIterable {
    /// A power sensor said it.
    case measured
    /// Computed from measurements of something else: volts × amperes, or a difference of an energy counter.
    case derived
    /// The model said it: idle + duty × slope.
    case estimated
    /// Nothing is known; counted at the rig's nameplate.
    case nameplate

    private var rank: Int {
        switch self {
        case .measured: 0
        case .derived: 1
        case .estimated: 2
        case .nameplate: 3
        }
    }

    /// Better sources order first, so `max` of several is the weakest: what a sum of them may claim to be.
    public static func < (a: PowerSource, b: PowerSource) -> Bool { a.rank < b.rank }
}

/// One answer of a sensor, not yet judged.
public enum Sampled: Equatable, Sendable {
    case value(Double)
    /// No such sensor is mapped to this rig.
    case absent
    /// The sensor is there and did not give a value; the reason is for people.
    case failed(String)

    public var value: Double? { if case .value(let value) = self { value } else { nil } }
}

/// One sweep over the sensors of one rig, as the edge read it; ZonePolicy decides what of it to believe.
public struct RigSample: Equatable, Sendable {
    public var rig: Name
    /// When the sweep of this rig ended.
    public var takenAt: BootInstant
    /// How long the sweep of this rig took.
    public var sweep: Duration
    /// Watts, scaled by sensors.conf, before the rig's own calibration.
    public var power: Sampled
    public var powerSource: PowerSource
    /// From `power*_accuracy` (a fraction of the reading), where the driver has one.
    public var powerAccuracy: Double?
    /// The hottest of the rig's temperatures, °C.
    public var temperature: Sampled
    /// The lowest critical limit that the rig's chips declare, °C.
    public var temperatureCritical: Double?
    /// The name of a fault or alarm flag that is raised.
    public var fault: String?
    /// The rig's power cap, where it has one.
    public var cap: CapReading?

    public init(
        rig: Name, takenAt: BootInstant, sweep: Duration, power: Sampled, powerSource: PowerSource = .measured,
        powerAccuracy: Double? = nil, temperature: Sampled, temperatureCritical: Double? = nil, fault: String? = nil,
        cap: CapReading? = nil
    ) {
        self.rig = rig
        self.takenAt = takenAt
        self.sweep = sweep
        self.power = power
        self.powerSource = powerSource
        self.powerAccuracy = powerAccuracy
        self.temperature = temperature
        self.temperatureCritical = temperatureCritical
        self.fault = fault
        self.cap = cap
    }
}

/// What the worker threads of one rig have done. Counters run from the worker's start and never fall.
public struct WorkerSample: Equatable, Sendable {
    public var rig: Name
    /// The duty in force now: what was ordered, or what the passed deadline made of it.
    public var duty: Duty
    public var hashes: UInt64
    public var cpuTime: Duration
    /// Whether the lease deadline passed and the worker fell to its fallback duty by itself.
    public var isPastDeadline: Bool
    /// Whether there is work to hash.
    public var hasWork: Bool

    public init(rig: Name, duty: Duty, hashes: UInt64, cpuTime: Duration, isPastDeadline: Bool, hasWork: Bool) {
        self.rig = rig
        self.duty = duty
        self.hashes = hashes
        self.cpuTime = cpuTime
        self.isPastDeadline = isPastDeadline
        self.hasWork = hasWork
    }
}

/// Everything that one tick decides by. Taken once per tick, so that no two rules see different values.
public struct Snapshot: Equatable, Sendable {
    public var at: BootInstant
    public var wall: WallInstant
    /// Whether the kernel says that the wall clock is synchronised (adjtimex), and its error bound.
    public var clock: ClockQuality
    /// The newest sample of each rig that has ever given one; staleness is ZonePolicy's to judge.
    public var rigs: [RigSample]
    /// The site meter's newest sample, where one is configured; `rig` is then the name "site-meter".
    public var siteMeter: RigSample?
    public var workers: [WorkerSample]
    /// Since the start of the agent, where somebody judges what is hashed.
    public var shares: ShareTotals?

    public init(
        at: BootInstant, wall: WallInstant, clock: ClockQuality, rigs: [RigSample], siteMeter: RigSample? = nil,
        workers: [WorkerSample], shares: ShareTotals? = nil
    ) {
        self.at = at
        self.wall = wall
        self.clock = clock
        self.rigs = rigs
        self.siteMeter = siteMeter
        self.workers = workers
        self.shares = shares
    }
}

public struct ClockQuality: Equatable, Sendable, Codable {
    public var isSynchronised: Bool
    /// The kernel's bound on the wall clock's error, milliseconds; nil while it is not synchronised.
    public var errorMilliseconds: Double?

    public init(isSynchronised: Bool, errorMilliseconds: Double? = nil) {
        self.isSynchronised = isSynchronised
        self.errorMilliseconds = errorMilliseconds
    }
}

/// The one ceiling that binds a host at an instant; `limited_by` on the wire.
public enum Limit: String, Hashable, Sendable, Codable, CaseIterable {
    /// The quota of the lease that is alive.
    case lease
    /// No lease: the floor.
    case floor
    /// The host's own config.
    case localLimit = "local_limit"
    /// An operator's hold at the host.
    case hold
    /// A rig is too hot, or its required temperature is missing.
    case thermal
    /// Room kept free for what the meter cannot tell.
    case guardBand = "guard"
    /// On the way up, as fast as the ramp allows.
    case ramp
    /// A rig without a believable reading stands still.
    case stale
    /// An actuator that would keep its setting if the agent died: never set above what the floor covers.
    case actuator
    /// A rig was taken out.
    case maintenance
    /// A calibration steps a rig's duty; the ceilings would allow more.
    case calibration
    /// There is nothing to hash.
    case noWork = "no_work"
    /// Every rig runs at full duty under its ceilings.
    case nothing
}

/// What is believed of a rig.
public enum RigState: String, Hashable, Sendable, Codable, CaseIterable {
    case ok
    /// No sample has come yet.
    case starting
    /// No believable power for too long: duty 0, counted at nameplate, later at its idle bound.
    case stale
    /// The reading has not moved although the duty did.
    case frozen
    /// Above the soft limit: throttled.
    case hot
    /// Above the hard limit, or cooling down after it: stopped.
    case tripped
    /// A required temperature is missing: stopped.
    case unsafe
    /// No power sensor is mapped; the model stands in.
    case unmetered
    /// Taken out by a person: duty 0. Its sensor may be silent.
    case maintenance

    /// The number on the wire (`state_code`), for stores and dashboards that keep numbers.
    public var code: Int {
        switch self {
        case .ok: 0
        case .starting: 1
        case .stale: 2
        case .frozen: 3
        case .hot: 4
        case .tripped: 5
        case .unsafe: 6
        case .unmetered: 7
        case .maintenance: 8
        }
    }
}
