import ZoneModel
import ZonePolicy

/// What a calibration finds of the plant, and what it is good for.
extension P1Bench {
    public func calibration(seed: UInt64) -> CalibrationDocument {
        var host = BenchHost(P1Bench.configuration(), plants: [P1Bench.plant], seed: seed, step: .milliseconds(10))
        host.quota = P1Bench.quota
        host.run(.seconds(60))
        return host.calibrate()
    }

    /// The config with what was measured in it.
    static func configuration(_ rig: CalibrationDocument.Rig) -> AgentConfiguration {
        var configuration = P1Bench.configuration()
        for index in configuration.rigs.indices {
            configuration.rigs[index].idle = .watts(rig.idleW * (1 + accuracy))
            configuration.rigs[index].full = .watts(rig.fullW)
            configuration.rigs[index].deadTime = .milliseconds(Int64(rig.deadTimeS * 1000))
            configuration.rigs[index].timeConstant = .milliseconds(Int64(rig.timeConstantS * 1000))
        }
        return configuration
    }

    func calibrationFigures() -> [Figure] {
        let count = max(cuts / 10, 1)
        let all = (0..<count).compactMap { calibration(seed: seed &* 5_000_000 &+ UInt64($0)).rigs.first }
        func worst(_ value: (CalibrationDocument.Rig) -> Double, _ truth: Double) -> Double {
            all.map { (value($0) - truth).magnitude }.max() ?? .infinity
        }
        let fullW = P1Bench.plant.idleW + P1Bench.plant.slopeW
        let conditions = "the worst of \(all.count) of \(count) calibrations under the quota of 3 kW, the plant drifting by 1 % meanwhile"
        let lowest = all.prefix(max(count, 1)).enumerated().map { index, rig in
            unannouncedCut(P1Bench.configuration(rig), seed: seed &* 1_000_000 &+ UInt64(index)).lowest
        }
        return [
            figure(
                "calibrate: idle watts off by", worst(\.idleW, P1Bench.plant.idleW), "W", decimals: 1, conditions + "; the truth is 350 W"),
            figure("calibrate: full load off by", worst(\.fullW, fullW), "W", decimals: 1, "the same; the truth is 3500 W"),
            figure(
                "calibrate: dead time off by", worst(\.deadTimeS, 0.5), "s", "the same; the truth is 0.5 s, the meter is read every 0.5 s"),
            figure("calibrate: time constant off by", worst(\.timeConstantS, 1), "s", "the same; the truth is 1 s"),
            figure(
                "lowest watts of a cut, calibrated", 100 * percentile(lowest, 0.5), "% of the new quota", decimals: 1,
                "median of \(lowest.count) cuts as above, with what each of those calibrations measured in the config; the worst "
                    + "\(fixed(100 * (lowest.min() ?? 0), decimals: 1)) %"),
        ]
    }
}
