import ZoneModel

/// What is believed of one rig: which of its readings are taken, what it counts for, and whether it may run.
///
/// A reading that is implausible, faulted or too old is refused and counted with its reason. A rig without a believable power reading
/// is *stale*: its duty is 0, and it counts at its nameplate until its watts must have fallen (dead time + 5 τ), at its idle bound
/// from then on. *Frozen* is a reading that has not moved although the duty did; merely constant is not frozen.
public struct RigJudge: Sendable {
    public var configuration: RigConfiguration { shared.value }
    private let shared: Shared<RigConfiguration>
    public private(set) var thermal: ThermalGuard
    public private(set) var map: RigMap
    public private(set) var refusals: UInt64 = 0
    public private(set) var lastRefusal: String?
    /// Samples in a row that gave no believable power, and those of which anything was refused.
    private(set) var misses = 0
    private(set) var refusalsInRow = 0
    /// The newest believable reading, calibrated.
    public private(set) var reading: Believed?
    public private(set) var temperature: Temperature?
    /// The duty that was ordered last.
    public private(set) var duty: Duty = .zero
    /// A person took the rig out.
    public internal(set) var isOut = false

    public struct Believed: Equatable, Sendable {
        public var watts: Double
        public var errorW: Double
        public var source: PowerSource
        public var at: BootInstant
    }

    /// It names a power sensor.
    let isMetered: Bool
    let settleTime: Duration
    let deadTime: Duration
    let timeConstant: Duration
    let startedAt: BootInstant
    /// How long an order that was replaced may be what a reading still says.
    private let mayShowFor: Duration
    private(set) var response: RigResponse
    /// Readings minus model, filtered: what the map does not know (a fan, a warm supply, a second load).
    public private(set) var biasW = 0.0
    /// The duty whose watts the readings have confirmed: the bias is right there, and elsewhere as far as the slope is.
    private(set) var confirmedDuty = 0.0
    /// What the rig's worker does at full duty; nil while that was not seen.
    private(set) var hashesAtFull: Double?
    private var worker: WorkerSample?
    /// Without work the rig draws its idle watts, whatever its duty is: nothing may be learned of the duty then.
    private var hasWork = true
    private var workerAt: BootInstant?
    /// Variance of one reading around map + bias, watts².
    private(set) var noiseVariance = 0.0
    private var previousWatts: Double?
    private(set) var lastSampleAt: BootInstant?
    private(set) var temperatureAt: BootInstant?
    private(set) var dutySince: BootInstant
    /// The duty at `dutySince`.
    private var settledDuty: Duty = .zero
    private(set) var frozenWatch: FrozenWatch
    private(set) var staleSince: BootInstant?

    public init(configuration: RigConfiguration, control: ControlConfiguration, now: BootInstant) {
        shared = Shared(configuration)
        isMetered = configuration.power.isSome
        thermal = ThermalGuard(limits: configuration.thermal)
        map = RigMap(idle: configuration.idle, nameplate: configuration.nameplate, full: configuration.full)
        deadTime = configuration.deadTime ?? control.deadTime
        timeConstant = configuration.timeConstant ?? control.timeConstant
        settleTime = deadTime + timeConstant * 5
        mayShowFor = deadTime + timeConstant * 3 + configuration.interval
        startedAt = now
        dutySince = now
        response = RigResponse(watts: configuration.idle.watts, now: now)
        frozenWatch = FrozenWatch()
    }

    // MARK: What comes in

    /// - Returns: why the reading was refused, if it was.
    public mutating func onSample(_ sample: RigSample) -> String? {
        guard lastSampleAt.map({ sample.takenAt > $0 }) ?? true else { return nil }
        lastSampleAt = sample.takenAt
        let temperatureRefusal = judgeTemperature(sample)
        let powerRefusal = judgePower(sample)
        misses = powerRefusal == nil ? 0 : misses + 1
        guard let refusal = powerRefusal ?? temperatureRefusal else {
            refusalsInRow = 0
            return nil
        }
        refusals += 1
        refusalsInRow += 1
        lastRefusal = refusal
        return refusal
    }

    private mutating func judgeTemperature(_ sample: RigSample) -> String? {
        guard case .required = configuration.temperature else { return nil }
        switch sample.temperature {
        case .absent: return "no temperature sensor is mapped, and the config requires one"
        case .failed(let reason): return "temperature: \(reason)"
        case .value(let celsius):
            guard celsius.isFinite, RigJudge.plausibleCelsius.contains(celsius) else {
                return "temperature of \(fixed(celsius, decimals: 1)) °C is implausible"
            }
            temperature = Temperature(celsius: celsius)
            temperatureAt = sample.takenAt
            return nil
        }
    }

    private mutating func judgePower(_ sample: RigSample) -> String? {
        switch sample.power {
        case .absent:
            return !isMetered ? nil : "the power sensor that the config names is not there"
        case .failed(let reason): return "power: \(reason)"
        case .value(let raw):
            if let fault = sample.fault { return "the chip raises \(fault)" }
            let watts = raw * configuration.gain + configuration.offset.watts
            let nameplate = configuration.nameplate.watts
            guard watts.isFinite else { return "power of \(raw) W is no number" }
            guard watts >= -0.02 * nameplate else { return "power of \(fixed(watts, decimals: 1)) W is negative" }
            guard watts <= 2 * nameplate else {
                return "power of \(fixed(watts, decimals: 1)) W is more than twice the nameplate of \(fixed(nameplate, decimals: 1)) W"
            }
            let accuracy = sample.powerAccuracy ?? configuration.accuracy
            take(max(watts, 0), raw: raw, accuracy: accuracy, sample)
            return nil
        }
    }

    private mutating func take(_ watts: Double, raw: Double, accuracy: Double, _ sample: RigSample) {
        frozenWatch.onReading(raw, duty: workedDuty, at: sample.takenAt, settle: settleTime + configuration.interval * 2)
        let interval = reading.map { (sample.takenAt - $0.at).seconds } ?? configuration.interval.seconds
        reading = Believed(
            watts: watts, errorW: max(accuracy * watts, 0.001 * configuration.nameplate.watts), source: sample.powerSource,
            at: sample.takenAt)
        guard configuration.workerThreads > 0 else {
            follow(watts, interval: interval)
            return
        }
        response.advance(to: sample.takenAt, timeConstant: timeConstant)
        follow(watts, interval: interval)
        if sample.takenAt - dutySince >= settleTime + configuration.interval {
            let before = map.watts(at: workedDuty)
            map.onSettled(duty: workedDuty, watts: watts)
            let shift = map.watts(at: workedDuty) - before
            response.shift(byWatts: shift)
            biasW -= shift
        }
    }

    /// The filtered trim: the bias follows the readings with a time constant of 2 s, three times as fast while they stand above it by
    /// more than the noise, so that too much is seen before too little, or below it by so much that the map is wrong and not the weather:
    /// a host that came back to a duty it was never seen at would else leave part of its ceiling unused for ten seconds.
    ///
    /// While the rig is on its way between two duties, a reading below the model says little: the rig's dead time and lag are known
    /// roughly, its meter is as old as its refresh, and a bias that took a rig's lateness for thrift would land the next cut above its
    /// ceiling. Then only what lies below everything that the orders of late explain is learned, and upwards only what is no noise.
    private mutating func follow(_ watts: Double, interval: Double) {
        let sigma = noiseVariance.squareRoot()
        defer { previousWatts = watts }
        learnNoise(watts)
        let innovation = watts - modelledWatts
        let lowest = lowestWatts
        let isUnderWay = modelledWatts - lowest > max(0.01 * configuration.nameplate.watts, 3 * sigma)
        guard !isUnderWay || innovation > 2 * sigma || watts < lowest else { return }
        let news = isUnderWay && innovation < 0 ? watts - lowest : innovation
        let nameplateW = configuration.nameplate.watts
        let fast = news > max(0.005 * nameplateW, 3 * sigma) || news < -max(0.02 * nameplateW, 3 * sigma)
        let share = 1 - decay(over: .seconds(interval), timeConstant: .seconds(fast ? 0.67 : 2))
        biasW += news * share
        confirmedDuty += (dutyBehind(response.watts) - confirmedDuty) * share
    }

    private mutating func learnNoise(_ watts: Double) {
        let isSettled = lastSampleAt.map { $0 - dutySince >= settleTime } ?? false
        if isSettled, let previousWatts {
            // Half the variance of the difference of two neighbours: what the map does not know yet, being slow, is not in it.
            let difference = watts - previousWatts
            let bounded = min(
                difference * difference / 2, 25 * noiseVariance + 1e-6 * configuration.nameplate.watts * configuration.nameplate.watts)
            noiseVariance += (bounded - noiseVariance) * 0.05
        }
    }

    private func dutyBehind(_ watts: Double) -> Double { min(max((watts - map.interceptW) / map.slopeW, 0), 1) }

    /// What the worker did at a duty that stood still since the last tick: its hashes per second at full duty.
    mutating func onWorker(_ sample: WorkerSample, now: BootInstant) {
        defer { (worker, workerAt) = (sample, now) }
        if sample.hasWork != hasWork { workChanged(to: sample.hasWork, now: now) }
        guard let worker, let workerAt, now > workerAt, sample.hashes > worker.hashes, sample.duty == worker.duty,
            sample.duty.fraction >= 0.05
        else { return }
        let rate = Double(sample.hashes - worker.hashes) / (now - workerAt).seconds / sample.duty.fraction
        hashesAtFull = hashesAtFull.map { $0 + (rate - $0) * 0.05 } ?? rate
    }

    /// The duty that the watts come from.
    private var workedDuty: Duty { hasWork ? duty : .zero }

    private mutating func workChanged(to hasWork: Bool, now: BootInstant) {
        self.hasWork = hasWork
        dutySince = now
        settledDuty = workedDuty
        response.advance(to: now, timeConstant: timeConstant)
        response.order(watts: map.watts(at: workedDuty), now: now, deadTime: .zero)
    }

    public mutating func onDuty(_ duty: Duty, now: BootInstant) {
        guard duty != self.duty else { return }
        // A trim of less than 1 % is no new operating point: the settled time goes on. Counted from where it began, so that a ramp of
        // many small steps is never taken for standing still.
        self.duty = duty
        if (workedDuty.fraction - settledDuty.fraction).magnitude >= 0.01 {
            dutySince = now
            settledDuty = workedDuty
        }
        response.advance(to: now, timeConstant: timeConstant)
        response.order(watts: map.watts(at: workedDuty), now: now, deadTime: deadTime, mayShowFor: mayShowFor)
    }

    /// - Returns: the thermal state before, if it changed.
    public mutating func onTick(now: BootInstant) -> ThermalGuard.State? {
        response.advance(to: now, timeConstant: timeConstant)
        let isStaleNow = isStale(now: now)
        if isStaleNow, staleSince == nil { staleSince = now }
        if !isStaleNow { staleSince = nil }
        guard case .required = configuration.temperature else { return nil }
        let believed = isTemperatureFresh(now: now) ? temperature : nil
        // The first samples of a run may take a few intervals: a rig that has not been read yet is starting, not unsafe.
        if believed == nil, temperatureAt == nil, isStarting(now: now) { return nil }
        return thermal.onTemperature(believed, now: now)
    }

    /// Below −40 °C and above 150 °C no silicon and no supply reports its temperature.
    private static let plausibleCelsius = -40.0...150.0
}
