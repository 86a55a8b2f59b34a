/// The JSON documents of the agent's admin socket: what `zonectl … --json` prints is exactly this. Watts, °C, seconds as numbers,
/// the unit in the key. Keys are added, never renamed.

/// `GET /v1/status`
public struct HostStatus: Codable, Equatable, Sendable {
    public var address: HostAddress
    public var version: String
    public var timestamp: String
    public var mode: HostMode
    public var simulated: Bool
    public var uptimeS: Double
    public var power: PowerFigure
    /// The ceiling in force.
    public var quotaW: Double
    public var limitedBy: Limit
    /// The share of the ceiling that is used, 0 … ; nil while the ceiling is zero.
    public var usedShare: Double?
    public var lease: LeaseFigure?
    public var duty: Double
    public var hashrateHs: Double
    public var hashKernel: String
    public var spool: SpoolFigure
    public var link: LinkFigure
    public var clock: ClockQuality
    public var sensorsRefused: Int
    public var rigs: [RigFigure]
    /// An operator's hold at the host.
    public var hold: HoldFigure?
    /// For how long the draw has been over the ceiling with every rig at the duty that the ceiling allows; nil: it is not.
    public var cannotComplyForS: Double?
    /// What the host may draw without a lease.
    public var floor: FloorFigure?
    public var emergency: EmergencyFigure?

    public init(
        address: HostAddress, version: String, timestamp: String, mode: HostMode, simulated: Bool, uptimeS: Double,
        power: PowerFigure, quotaW: Double, limitedBy: Limit, usedShare: Double?, lease: LeaseFigure?, duty: Double,
        hashrateHs: Double, hashKernel: String, spool: SpoolFigure, link: LinkFigure, clock: ClockQuality, sensorsRefused: Int,
        rigs: [RigFigure], hold: HoldFigure? = nil,
        cannotComplyForS: Double? = nil, floor: FloorFigure? = nil, emergency: EmergencyFigure? = nil
    ) {
        self.address = address
        self.version = version
        self.timestamp = timestamp
        self.mode = mode
        self.simulated = simulated
        self.uptimeS = uptimeS
        self.power = power
        self.quotaW = quotaW
        self.limitedBy = limitedBy
        self.usedShare = usedShare
        self.lease = lease
        self.duty = duty
        self.hashrateHs = hashrateHs
        self.hashKernel = hashKernel
        self.spool = spool
        self.link = link
        self.clock = clock
        self.sensorsRefused = sensorsRefused
        self.rigs = rigs
        self.hold = hold
        self.cannotComplyForS = cannotComplyForS
        self.floor = floor
        self.emergency = emergency
    }
}

public struct FloorFigure: Codable, Equatable, Sendable {
    public var floorW: Double
    /// The schedule that says so; nil: the constant floor of the configuration.
    public var scheduleID: String?
    /// The end of its last slot, RFC 3339: from there on the floor is 0.
    public var scheduleEnd: String?

    public init(floorW: Double, scheduleID: String?, scheduleEnd: String?) {
        self.floorW = floorW
        self.scheduleID = scheduleID
        self.scheduleEnd = scheduleEnd
    }
}

/// A ceiling under the floor, kept until its stated end whatever is lost or restarted.
public struct EmergencyFigure: Codable, Equatable, Sendable {
    public var ceilingW: Double
    public var endsInS: Double
    public var reason: String?
    public var order: String?

    public init(ceilingW: Double, endsInS: Double, reason: String?, order: String?) {
        self.ceilingW = ceilingW
        self.endsInS = endsInS
        self.reason = reason
        self.order = order
    }
}

public struct PowerFigure: Codable, Equatable, Sendable {
    public var powerW: Double
    /// Half the width of the interval that the power is believed to lie in.
    public var errorW: Double
    public var source: PowerSource

    public init(powerW: Double, errorW: Double, source: PowerSource) {
        self.powerW = powerW
        self.errorW = errorW
        self.source = source
    }
}

public struct LeaseFigure: Codable, Equatable, Sendable {
    public var grant: GrantID
    public var quotaW: Double
    public var remainingS: Double
    public var reason: String?
    public var order: String?
    public var nextQuotaW: Double?
    public var nextInS: Double?

    public init(
        grant: GrantID, quotaW: Double, remainingS: Double, reason: String?, order: String?, nextQuotaW: Double?, nextInS: Double?
    ) {
        self.grant = grant
        self.quotaW = quotaW
        self.remainingS = remainingS
        self.reason = reason
        self.order = order
        self.nextQuotaW = nextQuotaW
        self.nextInS = nextInS
    }
}

public struct SpoolFigure: Codable, Equatable, Sendable {
    /// Lines that are not acked yet.
    public var lines: Int
    public var bytes: Int
    /// Why the spool does not take lines, where it does not.
    public var failure: String?

    public init(lines: Int, bytes: Int, failure: String?) {
        self.lines = lines
        self.bytes = bytes
        self.failure = failure
    }
}

public struct LinkFigure: Codable, Equatable, Sendable {
    public enum State: String, Codable, Sendable {
        /// No collector is configured.
        case standalone
        case connecting
        case connected
        case waiting
        case refused
    }

    public var state: State
    public var peer: String?
    /// Since the state began, seconds.
    public var sinceS: Double
    /// Why the last connection ended.
    public var lastError: String?
    /// When the host's certificate ends, RFC 3339; nil: there is none, or the link is plain TCP.
    public var certificateUntil: String?

    public init(state: State, peer: String?, sinceS: Double, lastError: String?, certificateUntil: String? = nil) {
        self.state = state
        self.peer = peer
        self.sinceS = sinceS
        self.lastError = lastError
        self.certificateUntil = certificateUntil
    }
}

public struct RigFigure: Codable, Equatable, Sendable {
    public var rig: Name
    public var state: RigState
    public var power: PowerFigure
    public var nameplateW: Double
    public var duty: Double
    public var temperatureC: Double?
    /// How old the last believable reading is; nil where there never was one.
    public var readingAgeS: Double?
    public var refusals: UInt64
    /// The last refusal, in words.
    public var lastRefusal: String?
    public var workerThreads: Int
    /// What lowers its watts; nil from an agent that does not say.
    public var actuator: ActuatorFigure?
    /// Why it is out, where it was taken out.
    public var maintenance: String?
    /// What was learned of it; absent where it has no worker.
    public var map: Map?

    /// Watts = idle + slope × duty.
    public struct Map: Codable, Equatable, Sendable {
        public var idleW: Double
        public var slopeW: Double
        /// 0: the label's word alone; 1: nothing is left to doubt.
        public var confidence: Double
        /// Hashes per second at full duty, once they were seen.
        public var hashrateFullHs: Double?

        public init(idleW: Double, slopeW: Double, confidence: Double, hashrateFullHs: Double?) {
            self.idleW = idleW
            self.slopeW = slopeW
            self.confidence = confidence
            self.hashrateFullHs = hashrateFullHs
        }
    }

    public init(
        rig: Name, state: RigState, power: PowerFigure, nameplateW: Double, duty: Double, temperatureC: Double?,
        readingAgeS: Double?, refusals: UInt64, lastRefusal: String?, workerThreads: Int, actuator: ActuatorFigure? = nil,
        maintenance: String? = nil, map: Map? = nil
    ) {
        self.rig = rig
        self.state = state
        self.power = power
        self.nameplateW = nameplateW
        self.duty = duty
        self.temperatureC = temperatureC
        self.readingAgeS = readingAgeS
        self.refusals = refusals
        self.lastRefusal = lastRefusal
        self.workerThreads = workerThreads
        self.maintenance = maintenance
        self.actuator = actuator
        self.map = map
    }
}

/// What lowers a rig's watts, and for a power cap where it stands.
public struct ActuatorFigure: Codable, Equatable, Sendable {
    public var kind: ActuatorKind
    /// Whether it falls by itself when the agent dies.
    public var isFailSafe: Bool
    public var minimumW: Double?
    public var maximumW: Double?
    public var orderedW: Double?
    /// Read back from the driver.
    public var settingW: Double?
    /// Why the order is not in force.
    public var trouble: String?

    public init(kind: ActuatorKind, isFailSafe: Bool) {
        self.kind = kind
        self.isFailSafe = isFailSafe
    }
}

/// `GET /v1/why`: every ceiling, the one that binds, its cost and the mend.
public struct WhyDocument: Codable, Equatable, Sendable {
    public struct Ceiling: Codable, Equatable, Sendable {
        public var limit: Limit
        public var ceilingW: Double
        public var isBinding: Bool
        /// What it costs: the watts that the host would draw more without it (the next ceiling up taken into account).
        public var costW: Double
        public var explanation: String
        public var mend: String

        public init(limit: Limit, ceilingW: Double, isBinding: Bool, costW: Double, explanation: String, mend: String) {
            self.limit = limit
            self.ceilingW = ceilingW
            self.isBinding = isBinding
            self.costW = costW
            self.explanation = explanation
            self.mend = mend
        }
    }

    public var address: HostAddress
    public var mode: HostMode
    public var simulated: Bool
    public var power: PowerFigure
    public var wantedW: Double
    public var limitedBy: Limit
    /// Lowest first.
    public var ceilings: [Ceiling]

    public init(
        address: HostAddress, mode: HostMode, simulated: Bool, power: PowerFigure, wantedW: Double, limitedBy: Limit,
        ceilings: [Ceiling]
    ) {
        self.address = address
        self.mode = mode
        self.simulated = simulated
        self.power = power
        self.wantedW = wantedW
        self.limitedBy = limitedBy
        self.ceilings = ceilings
    }
}

/// `GET /v1/sensors`: what libsensors and udev found, what was mapped to which rig and why, and what was not.
public struct SensorInventory: Codable, Equatable, Sendable {
    public struct Chip: Codable, Equatable, Sendable {
        /// libsensors' chip name.
        public var chip: String
        public var adapter: String?
        /// The device's path below /sys/devices: its identity.
        public var path: String
        public var idPath: String?
        public var serial: String?
        public var features: [Feature]

        public init(chip: String, adapter: String?, path: String, idPath: String?, serial: String?, features: [Feature]) {
            self.chip = chip
            self.adapter = adapter
            self.path = path
            self.idPath = idPath
            self.serial = serial
            self.features = features
        }
    }

    public struct Feature: Codable, Equatable, Sendable {
        /// `power1`, `temp2`, `in0`, …
        public var name: String
        public var label: String
        /// libsensors' kind: `power`, `temp`, `in`, `curr`, `energy`, `fan`, `humidity`, `intrusion`, `pwm`, …
        public var kind: String
        /// In watts, °C, volts, amperes, joules, rpm.
        public var values: [Value]
        /// The rig it is mapped to.
        public var rig: Name?
        /// What it is to that rig: `power`, `temperature`, `voltage`, `current`, `fault`.
        public var role: String?
        /// Why it was mapped so, or why it was not.
        public var reason: String

        public init(name: String, label: String, kind: String, values: [Value], rig: Name?, role: String?, reason: String) {
            self.name = name
            self.label = label
            self.kind = kind
            self.values = values
            self.rig = rig
            self.role = role
            self.reason = reason
        }
    }

    public struct Value: Codable, Equatable, Sendable {
        /// `power1_average`, `temp1_crit`, …
        public var name: String
        public var value: Double?
        /// Why there is no value.
        public var error: String?

        public init(name: String, value: Double?, error: String?) {
            self.name = name
            self.value = value
            self.error = error
        }
    }

    /// A rig of the config, and what it found.
    public struct Mapping: Codable, Equatable, Sendable {
        public var rig: Name
        public var powerSensor: String?
        public var temperatureSensors: [String]
        /// Of a rig whose watts a power cap holds.
        public var powerCap: String?
        /// In words, for the config's author.
        public var explanation: String

        public init(rig: Name, powerSensor: String?, temperatureSensors: [String], powerCap: String? = nil, explanation: String) {
            self.rig = rig
            self.powerSensor = powerSensor
            self.temperatureSensors = temperatureSensors
            self.powerCap = powerCap
            self.explanation = explanation
        }
    }

    public var simulated: Bool
    public var chips: [Chip]
    public var mappings: [Mapping]
    /// TOML for the chips with a power feature that no rig has, ready to copy into the config.
    public var suggestedConfig: String

    public init(simulated: Bool, chips: [Chip], mappings: [Mapping], suggestedConfig: String) {
        self.simulated = simulated
        self.chips = chips
        self.mappings = mappings
        self.suggestedConfig = suggestedConfig
    }
}
