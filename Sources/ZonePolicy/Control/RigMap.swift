import ZoneModel

/// What is known of a rig's watts as a function of its duty, watts = a + b · duty, and how well it is known.
///
/// Settled readings are kept as one running mean per 5 % of duty, and the line is the weighted least-squares fit through those means and
/// what the config says (idle at 0, full load at 1), each weighed by how far it may be off. Bins, because a recursive estimator forgets
/// the slope while the duty stands still, which is nearly always. The same fit gives the error of the slope, and so a *confidence*: how
/// much of the doubt that the config leaves the readings have taken away.
public struct RigMap: Equatable, Sendable {
    public private(set) var interceptW: Double
    public private(set) var slopeW: Double
    /// One standard deviation of the slope: how far a step of the whole duty may miss.
    public private(set) var slopeErrorW: Double

    private var bins: [Bin]
    private let nameplateW: Double
    private let idle: Point
    private let full: Point
    private let priorSlopeErrorW: Double

    private struct Bin: Equatable, Sendable {
        var duty = 0.0
        var watts = 0.0
        var readings = 0
    }

    private struct Point: Equatable, Sendable {
        var watts: Double
        var errorW: Double
    }

    private static let binCount = 21
    private static let learningRate = 0.1
    /// Readings after which a bin's mean is as good as it gets.
    private static let readingsMax = 10
    /// A rig's watts at one duty wander by about this share of its nameplate, however often they are read: fans, supplies, weather.
    private static let wander = 0.01
    /// A label is 5 to 20 % off the watts of full load.
    private static let nameplateError = 0.15
    /// What `zonectl calibrate` measured may have moved by so much since.
    private static let calibratedError = 0.01

    /// - Parameter full: the watts at full duty, where they were measured; the nameplate stands in for them, as a guess.
    public init(idle: Power, nameplate: Power, full: Power? = nil) {
        let plate = max(nameplate.watts, idle.watts, 0.001)
        nameplateW = plate
        let atFull = full.map { max($0.watts, idle.watts) }
        // Uncalibrated, idle is an upper bound and nothing else: it may be half of that.
        let idleErrorW = atFull == nil ? idle.watts / 2 : RigMap.calibratedError * idle.watts
        self.idle = Point(watts: idle.watts, errorW: max(idleErrorW, RigMap.wander * plate))
        self.full = Point(watts: atFull ?? plate, errorW: (atFull == nil ? RigMap.nameplateError : RigMap.calibratedError) * plate)
        bins = Array(repeating: Bin(), count: RigMap.binCount)
        interceptW = idle.watts
        slopeW = (atFull ?? plate) - idle.watts
        // Against what the label alone would leave open, so that a calibration counts as confidence too.
        priorSlopeErrorW = RigMap.nameplateError * plate
        slopeErrorW = priorSlopeErrorW
        fit()
    }

    public func watts(at duty: Duty) -> Double { interceptW + slopeW * duty.fraction }

    /// 0: the label's word alone; 1: nothing is left to doubt. Two distant duties that were settled at, or a calibration, leave a fifth of
    /// the doubt or less; one duty alone leaves about half.
    public var confidence: Double { min(max(1 - slopeErrorW / priorSlopeErrorW, 0), 1) }

    /// - Parameter duty: has stood long enough for `watts` to be its answer.
    public mutating func onSettled(duty: Duty, watts: Double) {
        guard watts.isFinite else { return }
        let index = Int((duty.fraction * Double(RigMap.binCount - 1)).rounded())
        var bin = bins[index]
        let rate = max(RigMap.learningRate, 1 / Double(bin.readings + 1))
        bin.duty += (duty.fraction - bin.duty) * rate
        bin.watts += (watts - bin.watts) * rate
        bin.readings = min(bin.readings + 1, RigMap.readingsMax)
        bins[index] = bin
        fit()
    }

    /// Of how many different duties the map has settled readings.
    public var learnedDuties: Int { bins.count { $0.readings > 0 } }

    private mutating func fit() {
        var (weights, sumX, sumY, sumXX, sumXY) = (0.0, 0.0, 0.0, 0.0, 0.0)
        func add(_ x: Double, _ y: Double, errorW: Double) {
            let weight = 1 / (errorW * errorW)
            weights += weight
            sumX += weight * x
            sumY += weight * y
            sumXX += weight * x * x
            sumXY += weight * x * y
        }
        add(0, idle.watts, errorW: idle.errorW)
        add(1, full.watts, errorW: full.errorW)
        let wanderW = RigMap.wander * nameplateW
        for bin in bins where bin.readings > 0 {
            // The first readings of a bin tell less than its mean will.
            add(bin.duty, bin.watts, errorW: wanderW * (1 + 2 / Double(bin.readings)))
        }
        let spread = weights * sumXX - sumX * sumX
        guard spread > 0, spread.isFinite else { return }
        // A slope near zero or below would turn a small excess into a huge or a wrong step.
        let slopeMin = max(0.05 * (nameplateW - idle.watts), 0.001)
        slopeW = max((weights * sumXY - sumX * sumY) / spread, slopeMin)
        interceptW = max((sumY - slopeW * sumX) / weights, 0)
        slopeErrorW = (weights / spread).squareRoot()
    }
}
