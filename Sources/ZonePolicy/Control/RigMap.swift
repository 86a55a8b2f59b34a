import ZoneModel

/// What is known of a rig's watts as a function of its duty: watts = a + b · duty, learned from settled readings.
///
/// Readings are kept as one running mean per 5 % of duty, and the line is the weighted least-squares fit through those means and two
/// weak points from the config (idle at 0, nameplate at 1). Bins, because a recursive estimator forgets the slope while the duty
/// stands still, which is nearly always.
public struct RigMap: Equatable, Sendable {
    public private(set) var interceptW: Double
    public private(set) var slopeW: Double

    private var bins: [Bin]
    private let idleW: Double
    private let nameplateW: Double

    private struct Bin: Equatable, Sendable {
        var duty = 0.0
        var watts = 0.0
        var weight = 0.0
    }

    private static let binCount = 21
    private static let learningRate = 0.1
    private static let priorWeight = 0.005

    public init(idle: Power, nameplate: Power) {
        idleW = idle.watts
        nameplateW = max(nameplate.watts, idle.watts)
        interceptW = idleW
        slopeW = nameplateW - idleW
        bins = Array(repeating: Bin(), count: RigMap.binCount)
    }

    public func watts(at duty: Duty) -> Double { interceptW + slopeW * duty.fraction }

    /// - Parameter duty: has stood long enough for `watts` to be its answer.
    public mutating func onSettled(duty: Duty, watts: Double) {
        let index = Int((duty.fraction * Double(RigMap.binCount - 1)).rounded())
        var bin = bins[index]
        let rate = max(RigMap.learningRate, 1 / (bin.weight * 10 + 1))
        bin.duty += (duty.fraction - bin.duty) * rate
        bin.watts += (watts - bin.watts) * rate
        bin.weight = min(1, bin.weight + 0.1)
        bins[index] = bin
        fit()
    }

    /// Of how many different duties the map has settled readings: two distant ones make it the rig's own.
    public var learnedDuties: Int { bins.count { $0.weight > 0 } }

    private mutating func fit() {
        var (weights, sumX, sumY, sumXX, sumXY) = (0.0, 0.0, 0.0, 0.0, 0.0)
        func add(_ x: Double, _ y: Double, _ weight: Double) {
            weights += weight
            sumX += weight * x
            sumY += weight * y
            sumXX += weight * x * x
            sumXY += weight * x * y
        }
        add(0, idleW, RigMap.priorWeight)
        add(1, nameplateW, RigMap.priorWeight)
        for bin in bins where bin.weight > 0 { add(bin.duty, bin.watts, bin.weight) }
        let spread = weights * sumXX - sumX * sumX
        guard spread > 1e-9 else { return }
        // A slope near zero or below would turn a small excess into a huge or a wrong step.
        let slopeMin = max(0.05 * (nameplateW - idleW), 0.001)
        slopeW = max((weights * sumXY - sumX * sumY) / spread, slopeMin)
        interceptW = max((sumY - slopeW * sumX) / weights, 0)
    }
}

/// The rig's present watts by the map: a dead time, then a first-order lag. It lets the controller know what its own last orders will
/// still do (a Smith predictor: O. J. M. Smith, "Closer control of loops with dead time", 1957), and what of a reading is news.
public struct RigResponse: Equatable, Sendable {
    /// The modelled watts at `at`.
    public private(set) var watts: Double
    private var at: BootInstant
    private var staticWatts: Double
    private var pending: [Order] = []

    private struct Order: Equatable, Sendable {
        var from: BootInstant
        var watts: Double
    }

    private static let pendingMax = 256

    public init(watts: Double, now: BootInstant) {
        self.watts = watts
        self.staticWatts = watts
        self.at = now
    }

    public mutating func order(watts: Double, now: BootInstant, deadTime: Duration) {
        guard watts != pending.last?.watts ?? staticWatts else { return }
        if pending.count >= RigResponse.pendingMax { pending.removeFirst() }
        pending.append(Order(from: now + deadTime, watts: watts))
    }

    /// Shifts every modelled value: the map was relearned.
    public mutating func shift(byWatts shift: Double) {
        watts += shift
        staticWatts += shift
        for index in pending.indices { pending[index].watts += shift }
    }

    public mutating func advance(to now: BootInstant, timeConstant: Duration) {
        while let order = pending.first, order.from <= now {
            settle(until: order.from, timeConstant)
            staticWatts = order.watts
            pending.removeFirst()
        }
        settle(until: now, timeConstant)
    }

    private mutating func settle(until instant: BootInstant, _ timeConstant: Duration) {
        guard instant > at else { return }
        let share = decay(over: instant - at, timeConstant: timeConstant)
        watts = staticWatts + (watts - staticWatts) * share
        at = instant
    }
}

/// e^(−t/τ), without libm: the pure modules import nothing. Halving the exponent until the series is short keeps it exact to 1e-12.
func decay(over time: Duration, timeConstant: Duration) -> Double {
    let tau = timeConstant.seconds
    guard tau > 0 else { return 0 }
    var exponent = max(time.seconds, 0) / tau
    guard exponent < 50 else { return 0 }
    var halvings = 0
    while exponent > 0.125 {
        exponent /= 2
        halvings += 1
    }
    var term = 1.0
    var sum = 1.0
    for n in 1...10 {
        term *= -exponent / Double(n)
        sum += term
    }
    for _ in 0..<halvings { sum *= sum }
    return sum
}
