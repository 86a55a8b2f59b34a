/// The first line of a connection, from the agent.
public struct Hello: LineContent {
    /// 1 in this build.
    public var protocolVersion: UInt64
    public var hostClass: HostClass
    /// In `observe` the host counts at nameplate and never says `applied` (rule 11).
    public var mode: HostMode
    /// systemd's machine-id(5): a second machine under the same name shows by it.
    public var machineID: String
    /// The kernel's boot id and the process's own suffix: new at every start of the agent.
    public var bootID: BootID
    public var agentVersion: String
    public var nameplate: Power
    /// The agent's own idea of its floor: compared, never believed.
    public var floor: Power
    public var spoolID: String
    public var nextSeq: UInt64
    public var lastEpoch: UInt64
    public var lastGeneration: UInt64
    /// What the host draws with everything throttled that it can throttle, its meter's error included; nil: not said.
    public var idle: Power?
    /// The floor schedule that the host has on disk.
    public var scheduleID: String?
    /// The rigs are simulated; every figure of this host says so.
    public var simulated: Bool
    /// Whether every actuator falls by itself when the agent dies; where one does not, the host uses no lease above what its floor covers.
    public var isFailSafe: Bool

    public init(
        protocolVersion: UInt64, hostClass: HostClass, mode: HostMode, machineID: String, bootID: BootID,
        agentVersion: String, nameplate: Power, floor: Power, spoolID: String, nextSeq: UInt64,
        lastEpoch: UInt64, lastGeneration: UInt64, idle: Power? = nil, scheduleID: String? = nil, simulated: Bool = false,
        isFailSafe: Bool = true
    ) {
        self.protocolVersion = protocolVersion
        self.hostClass = hostClass
        self.mode = mode
        self.machineID = machineID
        self.bootID = bootID
        self.agentVersion = agentVersion
        self.nameplate = nameplate
        self.floor = floor
        self.spoolID = spoolID
        self.nextSeq = nextSeq
        self.lastEpoch = lastEpoch
        self.lastGeneration = lastGeneration
        self.idle = idle
        self.scheduleID = scheduleID
        self.simulated = simulated
        self.isFailSafe = isFailSafe
    }

    public init(_ o: FlatObject) throws(LineError) {
        self.protocolVersion = try o.count("protocol")
        self.hostClass = try o.oneOf("class")
        self.mode = try o.oneOf("mode")
        self.machineID = try o.string("machine_id")
        self.bootID = try o.bootID("boot_id")
        self.agentVersion = try o.string("agent_version")
        self.nameplate = try o.power("nameplate_w")
        self.floor = try o.power("floor_w")
        self.spoolID = try o.string("spool_id")
        self.nextSeq = try o.count("next_seq")
        self.lastEpoch = try o.count("last_epoch")
        self.lastGeneration = try o.count("last_generation")
        self.idle = try o.optionalPower("idle_w")
        self.scheduleID = try o.optionalString("schedule_id", utf8Max: 64)
        self.simulated = try o.optionalBoolean("simulated") ?? false
        self.isFailSafe = try o.optionalBoolean("fail_safe") ?? true
    }

    public func encode(into e: inout LineEncoder) {
        e.count("protocol", protocolVersion)
        e.string("class", hostClass.rawValue)
        e.string("mode", mode.rawValue)
        e.string("machine_id", machineID)
        e.string("boot_id", bootID.text)
        e.string("agent_version", agentVersion)
        e.power("nameplate_w", nameplate)
        e.power("floor_w", floor)
        e.string("spool_id", spoolID)
        e.count("next_seq", nextSeq)
        e.count("last_epoch", lastEpoch)
        e.count("last_generation", lastGeneration)
        e.power("idle_w", idle)
        e.string("schedule_id", scheduleID)
        e.boolean("simulated", simulated ? true : nil)
        e.boolean("fail_safe", isFailSafe ? nil : false)
    }
}

/// Asks for a lease and shows the watts. Live only, never spooled.
public struct Heartbeat: LineContent {
    public var nonce: Nonce
    public var power: Power
    /// Upper bound: value + error.
    public var powerMax: Power
    public var powerSource: PowerSource
    /// What the host would draw without a quota.
    public var wanted: Power
    public var epoch: UInt64
    public var generation: UInt64
    public var simulated: Bool

    public init(
        nonce: Nonce, power: Power, powerMax: Power, powerSource: PowerSource, wanted: Power, epoch: UInt64,
        generation: UInt64, simulated: Bool = false
    ) {
        self.nonce = nonce
        self.power = power
        self.powerMax = powerMax
        self.powerSource = powerSource
        self.wanted = wanted
        self.epoch = epoch
        self.generation = generation
        self.simulated = simulated
    }

    public init(_ o: FlatObject) throws(LineError) {
        self.nonce = try o.nonce("nonce")
        self.power = try o.power("power_w")
        self.powerMax = try o.power("power_max_w")
        self.powerSource = try o.oneOf("power_source")
        self.wanted = try o.power("wanted_w")
        self.epoch = try o.count("epoch")
        self.generation = try o.count("generation")
        self.simulated = try o.optionalBoolean("simulated") ?? false
    }

    public func encode(into e: inout LineEncoder) {
        e.string("nonce", nonce.description)
        e.power("power_w", power)
        e.power("power_max_w", powerMax)
        e.string("power_source", powerSource.rawValue)
        e.power("wanted_w", wanted)
        e.count("epoch", epoch)
        e.count("generation", generation)
        e.boolean("simulated", simulated ? true : nil)
    }
}

/// Something that happened, with the event's own keys beside the common ones.
public struct EventReport: LineContent {
    public var seq: UInt64
    /// The wire's `event`. A string, because a newer agent may say what this build does not know.
    public var event: String
    public var severity: Severity
    public var message: String
    /// The event's own keys, in order.
    public var fields: [FlatObject.Field]

    public init(seq: UInt64, event: String, severity: Severity, message: String, fields: [FlatObject.Field] = []) {
        self.seq = seq
        self.event = event
        self.severity = severity
        self.message = message
        self.fields = fields.filter { !EventReport.commonKeys.contains($0.key) }
    }

    public init(seq: UInt64, _ event: Event) {
        self.init(seq: seq, event: event.kind.rawValue, severity: event.severity, message: event.message, fields: event.fields)
    }

    public init(_ o: FlatObject) throws(LineError) {
        self.init(
            seq: try o.count("seq"), event: try o.string("event", utf8Max: 64), severity: try o.oneOf("severity"),
            message: try o.string("message", utf8Max: 4096), fields: o.fields)
    }

    public func encode(into e: inout LineEncoder) {
        e.count("seq", seq)
        e.string("event", event)
        e.string("severity", severity.rawValue)
        e.string("message", message)
        for field in fields { e.scalar(field.key, field.value) }
    }

    static let commonKeys: Set<String> = Line.envelopeKeys.union(["seq", "event", "severity", "message"])
}

/// Stands for lines that a full spool thinned, so that sequences stay whole.
public struct Gap: LineContent {
    public var seq: UInt64
    public var fromSeq: UInt64
    public var toSeq: UInt64
    public var reason: String

    public init(
        seq: UInt64, fromSeq: UInt64, toSeq: UInt64, reason: String
    ) {
        self.seq = seq
        self.fromSeq = fromSeq
        self.toSeq = toSeq
        self.reason = reason
    }

    public init(_ o: FlatObject) throws(LineError) {
        self.seq = try o.count("seq")
        self.fromSeq = try o.count("from_seq")
        self.toSeq = try o.count("to_seq")
        self.reason = try o.string("reason")
    }

    public func encode(into e: inout LineEncoder) {
        e.count("seq", seq)
        e.count("from_seq", fromSeq)
        e.count("to_seq", toSeq)
        e.string("reason", reason)
    }
}

/// The power's upper bound is at or under the new quota (rule 4).
public struct Applied: LineContent {
    public var bootID: BootID
    public var epoch: UInt64
    public var generation: UInt64
    public var powerMax: Power
    /// From the grant's arrival to compliance.
    public var elapsed: Duration

    public init(
        bootID: BootID, epoch: UInt64, generation: UInt64, powerMax: Power, elapsed: Duration
    ) {
        self.bootID = bootID
        self.epoch = epoch
        self.generation = generation
        self.powerMax = powerMax
        self.elapsed = elapsed
    }

    public init(_ o: FlatObject) throws(LineError) {
        self.bootID = try o.bootID("boot_id")
        self.epoch = try o.count("epoch")
        self.generation = try o.count("generation")
        self.powerMax = try o.power("power_max_w")
        self.elapsed = try o.milliseconds("elapsed_ms")
    }

    public func encode(into e: inout LineEncoder) {
        e.string("boot_id", bootID.text)
        e.count("epoch", epoch)
        e.count("generation", generation)
        e.power("power_max_w", powerMax)
        e.milliseconds("elapsed_ms", elapsed)
    }
}
