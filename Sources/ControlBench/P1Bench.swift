import ZoneModel
import ZonePolicy

/// The production policy against a model of a slow rig, in simulated time.
public struct P1Bench: Sendable {
    public var hours: Int
    public var cuts: Int
    public var seed: UInt64

    public static let plantText = "dead time 0.5 s, time constant 1 s, noise 0.25 %, drift 1 % over 300 s (Ornstein–Uhlenbeck)"

    public init(hours: Int, cuts: Int, seed: UInt64) {
        self.hours = hours
        self.cuts = cuts
        self.seed = seed
    }

    public func run() -> [Figure] { [] }
}
