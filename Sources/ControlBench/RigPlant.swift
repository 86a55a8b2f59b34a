import Glibc
import ZoneModel
import ZonePolicy

/// What a modelled rig is made of. Its numbers are printed beside every figure that comes from it.
public struct PlantParameters: Equatable, Sendable {
    /// What wanders: the watts that a duty draws, which the meter sees, or the meter itself, which nobody sees.
    public enum Drift: Equatable, Sendable {
        case plant
        case meter
    }

    public var idleW: Double
    public var slopeW: Double
    public var deadTime: Duration = .milliseconds(500)
    public var timeConstant: Duration = .seconds(1)
    /// Standard deviation of one reading, as a share of it.
    public var noiseShare = 0.0025
    /// Ornstein–Uhlenbeck: standard deviation once settled, as a share, and correlation time.
    public var driftShare = 0.01
    public var driftTime: Duration = .seconds(300)
    public var drift = Drift.plant
    /// A constant error of the meter, as a share of the reading.
    public var meterGainError = 0.0
    /// How often the meter has a new reading.
    public var refresh: Duration = .milliseconds(500)
    /// How often the agent reads the meter, with a phase of its own: what it reads then may be as old as `refresh`. Nil: the moment at
    /// which the meter has a new reading.
    public var polling: Duration?

    public init(idleW: Double, slopeW: Double) {
        self.idleW = idleW
        self.slopeW = slopeW
    }
}

/// A rig that does not exist: nothing for a dead time, then a first-order lag toward idle + slope × duty; watts or meter drift, readings
/// are noisy. Exact for any step, and a function of its seed.
struct RigPlant: Sendable {
    let parameters: PlantParameters
    private(set) var watts: Double
    /// The newest reading, and when the agent read it.
    private(set) var reading: (watts: Double, at: BootInstant)
    /// In force after the dead time.
    private(set) var duty: Duty = .zero
    /// No reading is heard of any more.
    var isSilent = false
    /// So many readings fail from now on, and are heard to.
    var failuresLeft = 0
    private(set) var failedAt: BootInstant?
    private(set) var advancedTo: BootInstant

    private var lagged: Double
    private var wander: Double
    private var orders: [(at: BootInstant, duty: Duty)] = []
    private var noise: GaussianNoise
    private let kept: Double
    private let wanderKept: Double
    private let wanderKick: Double
    private var nextReadingAt: BootInstant
    private var metered: Double
    private var nextPollAt: BootInstant

    init(_ parameters: PlantParameters, seed: UInt64, step: Duration, now: BootInstant) {
        self.parameters = parameters
        noise = GaussianNoise(seed: seed)
        kept = exp(-step.seconds / parameters.timeConstant.seconds)
        wanderKept = exp(-step.seconds / parameters.driftTime.seconds)
        wanderKick = parameters.driftShare * (1 - wanderKept * wanderKept).squareRoot()
        wander = parameters.driftShare * noise.next()
        lagged = parameters.idleW
        advancedTo = now
        watts = lagged
        reading = (parameters.idleW, now)
        // Meters are not in step with anything.
        nextReadingAt = now + parameters.refresh * noise.unit()
        metered = parameters.idleW
        nextPollAt = now
        if let polling = parameters.polling { nextPollAt += polling * noise.unit() }
    }

    mutating func order(_ duty: Duty, now: BootInstant) { orders.append((now + parameters.deadTime, duty)) }

    /// One step of the length that was given at first, ending at `now`.
    mutating func advance(to now: BootInstant) {
        advancedTo = now
        while let order = orders.first, order.at <= now {
            duty = order.duty
            orders.removeFirst()
        }
        wander = wander * wanderKept + wanderKick * noise.next()
        let goal = parameters.idleW + parameters.slopeW * duty.fraction
        lagged = goal + (lagged - goal) * kept
        watts = parameters.drift == .plant ? lagged * (1 + wander) : lagged
        let isRefreshed = now >= nextReadingAt
        if isRefreshed {
            nextReadingAt += parameters.refresh
            let seen = watts * (1 + parameters.meterGainError) * (parameters.drift == .meter ? 1 + wander : 1)
            metered = isSilent ? metered : max(0, seen * (1 + parameters.noiseShare * noise.next()))
        }
        guard let polling = parameters.polling else {
            if isRefreshed { read(now: now) }
            return
        }
        guard now >= nextPollAt else { return }
        nextPollAt += polling
        read(now: now)
    }

    /// The agent reads the meter.
    mutating func read(now: BootInstant) {
        guard !isSilent else { return }
        guard failuresLeft <= 0 else {
            failuresLeft -= 1
            failedAt = now
            return
        }
        reading = (metered, now)
    }
}

/// Normally distributed numbers, by the polar method (G. Marsaglia, T. A. Bray, "A convenient method for generating normal variables",
/// 1964): with tails, unlike a sum of uniform ones, since it is the rare excursions that are counted here.
struct GaussianNoise: Sendable {
    private var random: SeededRandom
    private var spare: Double?

    init(seed: UInt64) { random = SeededRandom(seed: seed) }

    mutating func unit() -> Double { random.unit() }

    mutating func next() -> Double {
        if let spare {
            self.spare = nil
            return spare
        }
        while true {
            let u = 2 * random.unit() - 1
            let v = 2 * random.unit() - 1
            let s = u * u + v * v
            guard s > 0, s < 1 else { continue }
            let scale = (-2 * log(s) / s).squareRoot()
            spare = v * scale
            return u * scale
        }
    }
}
