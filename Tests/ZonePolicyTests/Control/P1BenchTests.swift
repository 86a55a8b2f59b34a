import ControlBench
import Testing
import ZoneModel

/// The bench's figures in short, on the plant P1: simulated time is the same everywhere, so its bounds may be asserted.
@Suite struct P1BenchTests {
    @Test func steadyStateIsTightAndNeverOver() {
        let state = P1Bench(hours: 1, cuts: 1, seed: 7).steadyState(P1Bench.plant, accuracy: P1Bench.accuracy, hours: 1)
        #expect(state.secondMeans == 3600)
        #expect(state.used >= 0.985, "used \(state.used)")
        #expect(state.secondMeansOver == 0)
        #expect(state.quarters == 4 && state.quartersOver == 0)
    }

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func anUnannouncedCutCostsWhatThePlantCosts(seed: UInt64) {
        let outcome = P1Bench(hours: 1, cuts: 1, seed: 7).unannouncedCut(seed: seed)
        #expect(outcome.measuredAfter.map { $0 <= .seconds(5) } ?? false)
        #expect(outcome.limitJ > 0 && outcome.overJ >= outcome.limitJ * 0.999)
        #expect(outcome.overJ <= outcome.limitJ * 1.1, "\(outcome.overJ) J of \(outcome.limitJ) J")
        #expect(outcome.highestAfter <= 1)
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func anAnnouncedCutCostsNothing(seed: UInt64) {
        #expect(P1Bench(hours: 1, cuts: 1, seed: 7).announcedCut(seed: seed).outcome.overJ == 0)
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func aLostContactEndsAtTheFloor(seed: UInt64) {
        let bench = P1Bench(hours: 1, cuts: 1, seed: 7)
        let contact = bench.contactLoss(seed: seed)
        #expect(contact.toFloor.map { $0 <= .seconds(10) } ?? false)
        #expect(contact.overJ == 0)
    }
}
