import ZoneModel
import ZonePolicy

/// A rig, and what its config says of it, for cuts that meet it on its way up. The way up is as steep as the plant lets it be.
public struct RaiseSetting: Sendable, CustomStringConvertible {
    public var description: String
    public var plant: PlantParameters
    public var configuration: AgentConfiguration

    static let low = P1Bench.quota * 0.5
    static let high = P1Bench.quota

    /// - Parameters:
    ///   - told: what the config says of dead time and time constant; nil: the truth.
    ///   - refresh: of the meter, and how often the agent reads it. With `isInStep` it reads at the refresh, without at any phase.
    init(
        _ description: String, deadTime: Duration, timeConstant: Duration, told: (deadTime: Duration, timeConstant: Duration)? = nil,
        refresh: Duration, interval: Duration? = nil, isInStep: Bool = false
    ) {
        self.description = description
        let interval = interval ?? refresh
        plant = P1Bench.plant
        (plant.deadTime, plant.timeConstant) = (deadTime, timeConstant)
        (plant.refresh, plant.polling) = (refresh, isInStep ? nil : interval)
        configuration = P1Bench.configuration(interval: interval)
        configuration.control.deadTime = told?.deadTime ?? deadTime
        configuration.control.timeConstant = told?.timeConstant ?? timeConstant
        configuration.control.rampPerMinute = 600
    }

    public static let p1 = RaiseSetting(
        "P1", deadTime: .milliseconds(500), timeConstant: .seconds(1), refresh: .milliseconds(500), isInStep: true)
    /// What a config without a word on it takes for granted, at a rig whose watts follow at once.
    public static let untold = RaiseSetting(
        "dead time 50 ms and τ 100 ms, told the defaults of 500 ms and 1 s", deadTime: .milliseconds(50), timeConstant: .milliseconds(100),
        told: (ControlConfiguration().deadTime, ControlConfiguration().timeConstant), refresh: .milliseconds(100),
        interval: .milliseconds(500))

    public static let all = [
        p1, untold,
        RaiseSetting(
            "native: no dead time, τ 50 ms, told 100 ms and 50 ms", deadTime: .zero, timeConstant: .milliseconds(50),
            told: (.milliseconds(100), .milliseconds(50)), refresh: .milliseconds(100)),
        RaiseSetting(
            "P1, readings as old as 500 ms", deadTime: .milliseconds(500), timeConstant: .seconds(1), refresh: .milliseconds(500)),
        RaiseSetting("P1, readings as old as 1 s", deadTime: .milliseconds(500), timeConstant: .seconds(1), refresh: .seconds(1)),
        RaiseSetting(
            "dead time 0.8 s and τ 1.5 s, told 0.5 s and 1 s", deadTime: .milliseconds(800), timeConstant: .milliseconds(1500),
            told: (.milliseconds(500), .seconds(1)), refresh: .milliseconds(500)),
    ]
}

extension P1Bench {
    private static let step: Duration = .milliseconds(10)

    /// Half a minute each at the low, the high and the low quota, so that the map is learned; then up, and down again after `gap`.
    /// `highestAfter` is here the highest single instant once the new quota was kept.
    public func raiseThenCut(_ setting: RaiseSetting, gap: Duration, seed: UInt64) -> CutOutcome {
        var host = BenchHost(setting.configuration, plants: [setting.plant], seed: seed, step: P1Bench.step)
        var phase = SeededRandom(seed: seed)
        for quota in [RaiseSetting.low, RaiseSetting.high, RaiseSetting.low] {
            host.push(quota)
            host.run(.seconds(30))
        }
        host.run(.seconds(1) * phase.unit())
        host.push(RaiseSetting.high)
        host.run(gap)
        let lowW = RaiseSetting.low.watts
        var outcome = CutOutcome()
        outcome.cutW = (RaiseSetting.high - RaiseSetting.low).watts
        outcome.limitJ = overEnergyAtDutyZero(host.rigs, above: lowW)
        let pushedAt = host.now
        // The raise may still be on its way through the plant when the cut comes.
        let inherent = setting.plant.deadTime + setting.plant.timeConstant * 5
        var wasOver = false
        host.push(RaiseSetting.low)
        host.run(.seconds(15)) { host in
            outcome.overJ += max(0, host.watts - lowW) * P1Bench.step.seconds
            outcome.lowest = min(outcome.lowest, host.watts / lowW)
            wasOver = wasOver || host.watts > lowW
            if outcome.measuredAfter != nil {
                outcome.highestAfter = max(outcome.highestAfter, host.watts / lowW)
            } else if host.watts <= lowW, wasOver || host.now - pushedAt > inherent {
                outcome.measuredAfter = host.now - pushedAt
            }
        }
        return outcome
    }

    func raiseFigures() -> [Figure] {
        let gaps = [100, 200, 300, 400, 500, 700, 1000].map { Duration.milliseconds($0) }
        let count = max(cuts / 10, 1)
        return [RaiseSetting.p1, .untold].flatMap { setting in
            let outcomes = gaps.flatMap { gap in
                (0..<count).map { raiseThenCut(setting, gap: gap, seed: seed &* 6_000_000 &+ UInt64($0)) }
            }
            let conditions =
                "\(outcomes.count) seeded raises from 1.5 to 3 kW, cut back 0.1 to 1 s later, no ramp; the plant: \(setting)"
            let excess = outcomes.map { ($0.overJ - $0.limitJ) / 3600 / ($0.cutW / 1000) }
            let highest = outcomes.map(\.highestAfter).max() ?? 0
            return [
                figure(
                    "cut on the way up, above the plant's own limit", excess.max() ?? 0, "Wh per kW", decimals: 4,
                    "the worst of \(conditions)"),
                figure(
                    "highest instant once it was kept", 100 * highest, "% of the new quota", conditions,
                    reach: ("≤ 100.5 %", highest <= 1.005)),
            ]
        }
    }
}
