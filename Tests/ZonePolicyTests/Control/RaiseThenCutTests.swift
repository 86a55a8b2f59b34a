import ControlBench
import Testing
import ZoneModel

/// A cut that meets a rig on its way up, or soon after. The rig's readings lag its orders by more or less than the config says, and no
/// reading may be taken for thrift that is only lateness: the cut would land above its ceiling.
@Suite struct RaiseThenCutTests {
    private static let gaps: [Duration] = [100, 300, 500, 700, 1000, 2000, 15_000].map { .milliseconds($0) }

    @Test(arguments: RaiseSetting.all, gaps)
    func aCutStaysKept(_ setting: RaiseSetting, gap: Duration) {
        let bench = P1Bench(hours: 1, cuts: 1, seed: 7)
        for seed in 1...3 as ClosedRange<UInt64> {
            let outcome = bench.raiseThenCut(setting, gap: gap, seed: seed)
            #expect(outcome.measuredAfter != nil)
            #expect(outcome.highestAfter <= 1.005, "seed \(seed): \(outcome.highestAfter)")
            // Above what duty 0 from the push on would cost; a tick and a batch, and what the config does not know of the plant's lag.
            let excessWs = outcome.overJ - outcome.limitJ
            #expect(excessWs <= 0.06 * outcome.cutW, "seed \(seed): \(excessWs) W·s")
        }
    }
}
