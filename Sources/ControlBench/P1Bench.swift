import ZoneModel
import ZonePolicy

/// The production policy against a model of a slow rig, in simulated time: the same seed gives the same figures.
public struct P1Bench: Sendable {
    public var hours: Int
    public var cuts: Int
    public var seed: UInt64

    public init(hours: Int, cuts: Int, seed: UInt64) {
        self.hours = hours
        self.cuts = cuts
        self.seed = seed
    }

    /// 3.5 kW, of which a tenth stays when the worker stops.
    public static let plant = PlantParameters(idleW: 350, slopeW: 3150)
    public static let quota = Power.watts(3000)
    /// What the config says of it: a label a tenth too high, and an upper bound for idle.
    static let labels = (nameplate: Power.watts(3850), idle: Power.watts(400))
    /// The meter's class; it is what the guard band is made of.
    public static let accuracy = 0.005

    public static let plantText =
        "dead time 0.5 s, time constant 1 s, noise 0.25 % of each reading, drift 1 % over 300 s (Ornstein–Uhlenbeck); one rig of 3.5 kW, "
        + "350 W idle, read every 500 ms; config: nameplate 3.85 kW, idle 400 W, accuracy 0.5 %, not calibrated"

    public func run() -> [Figure] {
        steady() + cutFigures() + raiseFigures() + losses() + calibrationFigures()
    }

    public static func configuration(
        rigs: Int = 1, accuracy: Double = P1Bench.accuracy, quota: Power = P1Bench.quota, interval: Duration = plant.refresh
    ) -> AgentConfiguration {
        var control = ControlConfiguration()
        control.deadTime = plant.deadTime
        control.timeConstant = plant.timeConstant
        control.returnStagger = .zero
        let share = 1 / Double(rigs)
        let list = (0..<rigs).compactMap { index in
            Name("rig-\(index)").map { name in
                var rig = RigConfiguration(
                    name: name, nameplate: labels.nameplate * share, idle: labels.idle * share,
                    power: SensorMatch(chip: "bench-*"), temperature: .required(nil), interval: interval, workerThreads: 1)
                rig.accuracy = accuracy
                return rig
            }
        }
        var configuration = AgentConfiguration(
            address: HostAddress(zone: .unknown, site: .unknown, host: .unknown), mode: .enforce, quota: quota * 2, simulated: true,
            control: control, rigs: list)
        configuration.collector = CollectorLink(host: "127.0.0.1", port: 1)
        return configuration
    }

    func figure(
        _ name: String, _ value: Double, _ unit: String, decimals: Int = 2, _ conditions: String, reference: String? = nil,
        reach: (text: String, isReached: Bool)? = nil
    ) -> Figure {
        Figure(
            bench: "p1", name: name, value: value, unit: unit, decimals: decimals, isSimulated: true, conditions: conditions,
            reference: reference, reach: reach?.text, isReached: reach?.isReached)
    }
}
