import ZoneModel
import ZonePolicy

/// What became of one cut to half.
public struct CutOutcome: Equatable, Sendable {
    /// From the push to the tick that sees a reading at or under the new quota; nil: not within half a minute.
    public var measuredAfter: Duration?
    /// Energy above the new quota from the moment at which it was in force.
    public var overJ = 0.0
    /// The same had the duty been 0 from that moment on: nothing that stands behind the plant can do better.
    public var limitJ = 0.0
    public var cutW = 0.0
    /// How far below the new quota the watts fell at the lowest, as a share of it: what the overdrive cost in hashes.
    public var lowest = 1.0
    /// The highest 1-s mean over the new quota after it was first kept.
    public var highestAfter = 0.0
}

extension P1Bench {
    private static let step: Duration = .milliseconds(10)
    static let half = P1Bench.quota * 0.5

    func settledHost(_ configuration: AgentConfiguration, seed: UInt64, for time: Duration) -> BenchHost {
        var host = BenchHost(configuration, plants: [P1Bench.plant], seed: seed, step: P1Bench.step)
        host.quota = P1Bench.quota
        var phase = SeededRandom(seed: seed)
        host.run(time + .seconds(1) * phase.unit())
        return host
    }

    /// A push that nobody announced, after two minutes in steady state and at any phase of meter, tick and heartbeat.
    public func unannouncedCut(_ configuration: AgentConfiguration = P1Bench.configuration(), seed: UInt64) -> CutOutcome {
        var host = settledHost(configuration, seed: seed, for: .seconds(120))
        let halfW = P1Bench.half.watts
        var outcome = CutOutcome()
        outcome.cutW = host.watts - halfW
        outcome.limitJ = overEnergyAtDutyZero(host.rigs, above: halfW)
        let pushedAt = host.now
        host.push(P1Bench.half)
        var second = (sum: 0.0, steps: 0)
        host.run(.seconds(30)) { host in
            outcome.overJ += max(0, host.watts - halfW) * P1Bench.step.seconds
            outcome.lowest = min(outcome.lowest, host.watts / halfW)
            if outcome.measuredAfter == nil, P1Bench.sees(host, atMost: halfW, since: pushedAt) {
                outcome.measuredAfter = host.now - pushedAt
            }
            guard outcome.measuredAfter != nil else { return }
            second = (second.sum + host.watts, second.steps + 1)
            guard second.steps == 100 else { return }
            outcome.highestAfter = max(outcome.highestAfter, second.sum / 100 / halfW)
            second = (0, 0)
        }
        return outcome
    }

    /// The same cut announced 20 s before, on every renewal. `overJ` counts from the announced instant.
    public func announcedCut(seed: UInt64) -> (outcome: CutOutcome, earlyJ: Double) {
        var host = settledHost(P1Bench.configuration(), seed: seed, for: .seconds(120))
        let halfW = P1Bench.half.watts
        let at = host.now + .seconds(20)
        var outcome = CutOutcome()
        outcome.cutW = host.watts - halfW
        var earlyJ = 0.0
        host.next = (P1Bench.half, at)
        host.run(.seconds(50)) { host in
            if host.now > at {
                outcome.overJ += max(0, host.watts - halfW) * P1Bench.step.seconds
            } else {
                earlyJ += max(0, P1Bench.quota.watts - host.watts) * P1Bench.step.seconds
            }
        }
        return (outcome, earlyJ)
    }

    /// What the host's own figure says, made of readings that are newer than the push.
    private static func sees(_ host: borrowing BenchHost, atMost limitW: Double, since: BootInstant) -> Bool {
        host.policy.power(now: host.now).powerW <= limitW && host.policy.judges.allSatisfy { ($0.reading?.at ?? since) >= since }
    }

    func overEnergyAtDutyZero(_ rigs: [RigPlant], above limitW: Double) -> Double {
        var rigs = rigs
        var now = rigs.map(\.advancedTo).max() ?? BenchHost.start
        var energy = 0.0
        for index in rigs.indices { rigs[index].order(.zero, now: now) }
        for _ in 0..<3000 {
            now += P1Bench.step
            for index in rigs.indices { rigs[index].advance(to: now) }
            energy += max(0, rigs.reduce(0) { $0 + $1.watts } - limitW) * P1Bench.step.seconds
        }
        return energy
    }

    func cutFigures() -> [Figure] {
        let outcomes = (0..<cuts).map { unannouncedCut(seed: seed &* 1_000_000 &+ UInt64($0)) }
        let announced = (0..<max(cuts / 4, 1)).map { announcedCut(seed: seed &* 2_000_000 &+ UInt64($0)) }
        let times = outcomes.map { $0.measuredAfter?.seconds ?? .infinity }
        let halving = "\(cuts) seeded cuts from 3 to 1.5 kW after two minutes in steady state, at any phase of meter and tick"
        let p99 = percentile(times, 0.99)
        return [
            figure(
                "push to measured ≤ quota, p50", percentile(times, 0.5), "s", halving + ", push as it arrives at the agent"),
            figure(
                "push to measured ≤ quota, p99", p99, "s", "the same; slowest \(fixed(times.max() ?? 0, decimals: 2)) s",
                reference: "Lancium 16 s, Dynamo 6 s, LuxOS < 5 s for one rig, ERCOT FFR 0.25 s", reach: ("≤ 5 s", p99 <= 5)),
        ] + energyFigures(outcomes) + announcedFigures(announced)
    }

    private func energyFigures(_ outcomes: [CutOutcome]) -> [Figure] {
        let perKilowatt = outcomes.map { $0.overJ / 3600 / ($0.cutW / 1000) }
        let limit = outcomes.map { $0.limitJ / 3600 / ($0.cutW / 1000) }
        let excess = outcomes.map { $0.limitJ > 0 ? $0.overJ / $0.limitJ - 1 : 0 }
        let mean = 100 * excess.reduce(0, +) / Double(max(excess.count, 1))
        return [
            figure(
                "over-quota energy, unannounced, per kW cut", percentile(perKilowatt, 0.5), "Wh", decimals: 4,
                "median of the same cuts, from the push on", reference: "ΔP × (dead time + τ) = 0.4167 Wh per kW"),
            figure(
                "the plant's own limit of it", percentile(limit, 0.5), "Wh", decimals: 4,
                "duty 0 from the instant of the push on: ΔP·(dead time + τ) − (quota − idle)·τ·ln((watts − idle)/(quota − idle)), computed on "
                    + "each cut's own plant"),
            figure(
                "above the plant's own limit", mean, "%", decimals: 2,
                "mean of the same cuts; the worst \(fixed(100 * (excess.max() ?? 0), decimals: 2)) %", reach: ("≤ 10 %", mean <= 10)),
            figure(
                "lowest watts of a cut", 100 * percentile(outcomes.map(\.lowest), 0.5), "% of the new quota", decimals: 1,
                "median: what the overdrive costs in hashes; the worst \(fixed(100 * (outcomes.map(\.lowest).min() ?? 0), decimals: 1)) %"),
            figure(
                "highest 1-s mean once it was kept", 100 * (outcomes.map(\.highestAfter).max() ?? 0), "% of the new quota",
                "the highest of all cuts, within 30 s"),
        ]
    }

    private func announcedFigures(_ announced: [(outcome: CutOutcome, earlyJ: Double)]) -> [Figure] {
        let worst = (announced.map(\.outcome.overJ).max() ?? 0) / 3600
        let early = announced.map { $0.earlyJ / 3600 / ($0.outcome.cutW / 1000) }
        return [
            figure(
                "over-quota energy, announced", worst, "Wh", decimals: 4,
                "the worst of \(announced.count) cuts from 3 to 1.5 kW, announced 20 s before", reach: ("0 Wh", worst == 0)),
            figure(
                "given away before an announced cut, per kW", percentile(early, 0.5), "Wh", decimals: 4,
                "median: the way down begins dead time + 5 τ before the instant"),
        ]
    }
}

/// The smallest value that at least such a share of them does not exceed.
func percentile(_ values: [Double], _ share: Double) -> Double {
    guard !values.isEmpty else { return 0 }
    let sorted = values.sorted()
    return sorted[min(max(Int((share * Double(sorted.count)).rounded(.up)) - 1, 0), sorted.count - 1)]
}
