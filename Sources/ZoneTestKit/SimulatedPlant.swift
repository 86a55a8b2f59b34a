import ZoneModel

/// Rigs that do not exist: their watts and degrees follow the CPU time that a real worker really used. Seeds replay a run.
///
/// Watts: idle + watts a busy core, through a first-order lag, and the meter's noise on what is read. Degrees: ambient + thermal
/// resistance × watts, through the rig's thermal mass.
public struct SimulatedPlant: Sendable {
    public struct Rig: Sendable {
        public var name: Name
        public var idleW: Double
        public var wattsPerCore: Double
        /// Time constant of the watts' answer.
        public var lag: Duration
        /// Standard deviation of the meter, as a share of the reading.
        public var noiseShare: Double
        public var ambientC: Double = 24
        /// °C per watt, settled.
        public var thermalResistance: Double = 0.11
        /// Time constant of the temperature.
        public var thermalLag: Duration = .seconds(25)

        public init(name: Name, idleW: Double, wattsPerCore: Double, lag: Duration = .milliseconds(50), noiseShare: Double = 0.004) {
            self.name = name
            self.idleW = idleW
            self.wattsPerCore = wattsPerCore
            self.lag = lag
            self.noiseShare = noiseShare
        }
    }

    /// What the rig's sensors say.
    public struct Reading: Equatable, Sendable {
        public var microwatts: Int64
        public var millidegrees: Int64
    }

    private struct Body: Sendable {
        var rig: Rig
        var watts: Double
        var celsius: Double
    }

    private var bodies: [Body]
    private var state: UInt64

    public init(rigs: [Rig], seed: UInt64) {
        bodies = rigs.map { Body(rig: $0, watts: $0.idleW, celsius: $0.ambientC + $0.thermalResistance * $0.idleW) }
        state = seed
    }

    /// - Parameters:
    ///   - busyCores: of each rig, mean over the step: CPU seconds per second.
    ///   - step: must be small against the lag for the answer to be smooth; any length is stable.
    public mutating func advance(busyCores: [Double], over step: Duration) {
        for index in bodies.indices {
            let rig = bodies[index].rig
            let cores = index < busyCores.count ? max(0, busyCores[index]) : 0
            let goalW = rig.idleW + rig.wattsPerCore * cores
            bodies[index].watts += (goalW - bodies[index].watts) * SimulatedPlant.share(step, rig.lag)
            let goalC = rig.ambientC + rig.thermalResistance * bodies[index].watts
            bodies[index].celsius += (goalC - bodies[index].celsius) * SimulatedPlant.share(step, rig.thermalLag)
        }
    }

    /// The watts that the rig draws, without the meter's noise.
    public func watts(_ index: Int) -> Double { bodies[index].watts }

    public mutating func read() -> [Reading] {
        bodies.indices.map { index in
            let noisy = bodies[index].watts * (1 + bodies[index].rig.noiseShare * gaussian())
            return Reading(
                microwatts: Int64((max(0, noisy) * 1e6).rounded()), millidegrees: Int64((bodies[index].celsius * 1000).rounded()))
        }
    }

    /// How far a first-order lag goes in a step, by the implicit Euler rule: never over its goal.
    private static func share(_ step: Duration, _ lag: Duration) -> Double {
        let h = step.seconds
        let total = h + lag.seconds
        return total > 0 ? h / total : 1
    }

    /// Sum of twelve uniform numbers less six: near enough to a Gaussian for a meter.
    private mutating func gaussian() -> Double { (0..<12).reduce(-6.0) { sum, _ in sum + uniform() } }

    /// xorshift64*: S. Vigna, "An experimental exploration of Marsaglia's xorshift generators, scrambled" (2016).
    private mutating func uniform() -> Double {
        state = state == 0 ? 0x9E37_79B9_7F4A_7C15 : state
        state ^= state >> 12
        state ^= state << 25
        state ^= state >> 27
        return Double((state &* 0x2545_F491_4F6C_DD1D) >> 11) * 0x1p-53
    }
}
