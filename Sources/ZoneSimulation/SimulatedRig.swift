import ZoneModel
import ZonePolicy

/// A rig that does not exist: its watts follow the worker's duty through a dead time and a first-order lag, wander slowly, and are read
/// through a noisy meter that may fail.
struct SimulatedRig {
    enum Sensor: Equatable {
        case fine
        case stuck(Double)
        case silent
        case implausible
    }

    let name: Name
    /// What the rig really is; the config only says what its label says.
    let idleW: Double
    let slopeW: Double
    let deadTime: Int64
    let timeConstantSeconds: Double
    let noiseShare: Double
    /// Of the slow wander (an Ornstein–Uhlenbeck process with 300 s): its standard deviation as a share of the slope.
    let driftShare: Double

    private(set) var watts: Double
    private(set) var duty = Duty.zero
    private var at: Int64
    private var goal: Duty = .zero
    private var drift = 0.0
    private var orders: [(from: Int64, duty: Duty)] = []

    var sensor = Sensor.fine
    /// A second load on the same meter, that no duty reaches.
    var unrulyW = 0.0
    var celsius = 45.0

    init(
        name: Name, idleW: Double, slopeW: Double, deadTime: Int64, timeConstantSeconds: Double, noiseShare: Double, driftShare: Double,
        at: Int64
    ) {
        self.name = name
        self.idleW = idleW
        self.slopeW = slopeW
        self.deadTime = deadTime
        self.timeConstantSeconds = timeConstantSeconds
        self.noiseShare = noiseShare
        self.driftShare = driftShare
        self.at = at
        watts = idleW
    }

    /// The worker's threads run at another duty from `time` on.
    mutating func order(_ new: Duty, at time: Int64) {
        guard new != duty else { return }
        duty = new
        orders.append((time + deadTime, new))
    }

    mutating func advance(to time: Int64, random: inout SeededRandom) {
        guard time > at else { return }
        if driftShare > 0 {
            let step = min(Double(time - at) / 300e9, 0.5)
            drift += -drift * step + driftShare * (2 * step).squareRoot() * random.gaussian()
        }
        while let next = orders.first, next.from <= time {
            settle(until: next.from)
            goal = next.duty
            orders.removeFirst()
        }
        settle(until: time)
    }

    private mutating func settle(until time: Int64) {
        guard time > at else { return }
        let target = idleW + slopeW * goal.fraction * (1 + drift) + unrulyW
        watts = target + (watts - target) * kept(over: Double(time - at) / 1e9 / timeConstantSeconds)
        at = time
    }

    /// e^−x by a short series and squarings: the same bits on every machine.
    private func kept(over x: Double) -> Double {
        guard x < 30 else { return 0 }
        let y = x / 64
        var share = 1 - y + y * y / 2 - y * y * y / 6 + y * y * y * y / 24
        for _ in 0..<6 { share *= share }
        return share
    }

    /// What the sensors say; nil: nothing at all.
    func sample(takenAt: BootInstant, random: inout SeededRandom) -> RigSample? {
        let power: Sampled
        switch sensor {
        case .fine: power = .value(watts * (1 + noiseShare * random.gaussian()))
        case .stuck(let value): power = .value(value)
        case .silent: return nil
        case .implausible: power = .value(3_892_314)
        }
        return RigSample(rig: name, takenAt: takenAt, sweep: .milliseconds(2), power: power, temperature: .value(celsius))
    }
}
