/// The evidence of one interval. Everything is there from the start: it cannot be recovered later.
public struct Report: LineContent {
    public var seq: UInt64
    public var bootID: BootID
    /// CLOCK_BOOTTIME at the interval's end.
    public var monotonic: Duration
    public var clockSynced: Bool
    public var interval: Duration
    /// Mean over the interval.
    public var power: Power
    public var powerPeak: Power
    /// The weakest of the sources in the sum.
    public var powerSource: PowerSource
    public var powerError: Power
    public var energyMeasured: Energy
    public var energyEstimated: Energy
    /// Time for which neither a measurement nor an estimate exists.
    public var unknown: Duration
    /// The ceiling at the interval's end.
    public var quota: Power
    public var limitedBy: Limit
    /// Watt seconds above the ceiling.
    public var overshoot: Double
    /// Of the last cut in the interval; absent where there was none or it is not reached.
    public var timeToComply: Duration?
    public var duty: Duty
    public var hashrate: Double
    /// In the interval.
    public var hashes: UInt64
    public var temperatureMax: Temperature?
    public var rigs: UInt64
    public var calibrationID: String?
    public var simulated: Bool
    /// In the interval; nil: nobody judges what is hashed.
    public var shares: ShareTotals?

    public init(
        seq: UInt64, bootID: BootID, monotonic: Duration, clockSynced: Bool, interval: Duration, power: Power,
        powerPeak: Power, powerSource: PowerSource, powerError: Power, energyMeasured: Energy,
        energyEstimated: Energy, unknown: Duration, quota: Power, limitedBy: Limit, overshoot: Double,
        timeToComply: Duration? = nil, duty: Duty, hashrate: Double, hashes: UInt64,
        temperatureMax: Temperature? = nil, rigs: UInt64, calibrationID: String? = nil, simulated: Bool = false,
        shares: ShareTotals? = nil
    ) {
        self.seq = seq
        self.bootID = bootID
        self.monotonic = monotonic
        self.clockSynced = clockSynced
        self.interval = interval
        self.power = power
        self.powerPeak = powerPeak
        self.powerSource = powerSource
        self.powerError = powerError
        self.energyMeasured = energyMeasured
        self.energyEstimated = energyEstimated
        self.unknown = unknown
        self.quota = quota
        self.limitedBy = limitedBy
        self.overshoot = overshoot
        self.timeToComply = timeToComply
        self.duty = duty
        self.hashrate = hashrate
        self.hashes = hashes
        self.temperatureMax = temperatureMax
        self.rigs = rigs
        self.calibrationID = calibrationID
        self.simulated = simulated
        self.shares = shares
    }

    public init(_ o: FlatObject) throws(LineError) {
        self.seq = try o.count("seq")
        self.bootID = try o.bootID("boot_id")
        self.monotonic = try o.milliseconds("mono_ms", max: 4_000_000_000_000)
        self.clockSynced = try o.boolean("clock_synced")
        self.interval = .milliseconds(Int64((try o.real("interval_s", in: 0...1e9) * 1000).rounded()))
        self.power = try o.power("power_w")
        self.powerPeak = try o.power("power_peak_w")
        self.powerSource = try o.oneOf("power_source")
        self.powerError = try o.power("power_error_w")
        self.energyMeasured = try o.energy("energy_measured_wh")
        self.energyEstimated = try o.energy("energy_estimated_wh")
        self.unknown = .milliseconds(Int64((try o.real("unknown_s", in: 0...1e9) * 1000).rounded()))
        self.quota = try o.power("quota_w")
        self.limitedBy = try o.oneOf("limited_by")
        self.overshoot = try o.real("overshoot_ws", in: 0...1e18)
        self.timeToComply = try o.optionalMilliseconds("time_to_comply_ms")
        self.duty = try o.duty("duty")
        self.hashrate = try o.real("hashrate_hs", in: 0...1e18)
        self.hashes = try o.count("hashes")
        self.temperatureMax = try o.optionalTemperature("temp_max_c")
        self.rigs = try o.count("rigs")
        self.calibrationID = try o.optionalString("calibration_id")
        self.simulated = try o.optionalBoolean("simulated") ?? false
        self.shares = try ShareTotals(o)
    }

    public func encode(into e: inout LineEncoder) {
        e.count("seq", seq)
        e.string("boot_id", bootID.text)
        e.milliseconds("mono_ms", monotonic)
        e.boolean("clock_synced", clockSynced)
        e.seconds("interval_s", interval)
        e.power("power_w", power)
        e.power("power_peak_w", powerPeak)
        e.string("power_source", powerSource.rawValue)
        e.power("power_error_w", powerError)
        e.energy("energy_measured_wh", energyMeasured)
        e.energy("energy_estimated_wh", energyEstimated)
        e.seconds("unknown_s", unknown)
        e.power("quota_w", quota)
        e.string("limited_by", limitedBy.rawValue)
        e.real("overshoot_ws", overshoot)
        e.milliseconds("time_to_comply_ms", timeToComply)
        e.duty("duty", duty)
        e.real("hashrate_hs", hashrate)
        e.count("hashes", hashes)
        e.temperature("temp_max_c", temperatureMax)
        e.count("rigs", rigs)
        e.string("calibration_id", calibrationID)
        e.boolean("simulated", simulated ? true : nil)
        shares?.encode(into: &e)
    }
}

/// One rig, every minute or on a change of state.
public struct RigReport: LineContent {
    public var seq: UInt64
    public var rig: Name
    public var power: Power
    public var powerSource: PowerSource
    public var powerError: Power
    public var temperature: Temperature?
    public var duty: Duty
    public var state: RigState
    public var simulated: Bool

    public init(
        seq: UInt64, rig: Name, power: Power, powerSource: PowerSource, powerError: Power,
        temperature: Temperature? = nil, duty: Duty, state: RigState, simulated: Bool = false
    ) {
        self.seq = seq
        self.rig = rig
        self.power = power
        self.powerSource = powerSource
        self.powerError = powerError
        self.temperature = temperature
        self.duty = duty
        self.state = state
        self.simulated = simulated
    }

    public init(_ o: FlatObject) throws(LineError) {
        self.seq = try o.count("seq")
        self.rig = try o.name("rig")
        self.power = try o.power("power_w")
        self.powerSource = try o.oneOf("power_source")
        self.powerError = try o.power("power_error_w")
        self.temperature = try o.optionalTemperature("temp_c")
        self.duty = try o.duty("duty")
        self.state = try o.oneOf("state")
        self.simulated = try o.optionalBoolean("simulated") ?? false
    }

    public func encode(into e: inout LineEncoder) {
        e.count("seq", seq)
        e.string("rig", rig.text)
        e.power("power_w", power)
        e.string("power_source", powerSource.rawValue)
        e.power("power_error_w", powerError)
        e.temperature("temp_c", temperature)
        e.duty("duty", duty)
        e.string("state", state.rawValue)
        e.count("state_code", state.code)
        e.boolean("simulated", simulated ? true : nil)
    }
}
