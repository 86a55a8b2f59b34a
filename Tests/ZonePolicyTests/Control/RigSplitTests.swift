import Testing
import ZoneModel

@testable import ZonePolicy

private func at(_ seconds: Double) -> BootInstant { BootInstant(nanoseconds: Int64(seconds * 1e9)) }
private func name(_ index: Int) -> Name { Name("rig-\(index)")! }

private func rig(
    _ index: Int, base: Double = 10, slope: Double = 100, cap: Double = 1, on: Duration = .zero, off: Duration = .zero
) -> PowerController.Input.Rig {
    .init(rig: name(index), baseW: base, slopeW: slope, cap: Duty(cap), minimumOn: on, minimumOff: off)
}

@Suite struct RigSplitTests {
    struct Row: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var watts: Double
        var rigs: [PowerController.Input.Rig]
        var order: [Int]
        var duties: [Double]
    }

    /// Three rigs of 10 W idle and 100 W above it, unless said otherwise.
    static let rows = [
        Row(testDescription: "nothing above idle", watts: 30, rigs: [rig(0), rig(1), rig(2)], order: [0, 1, 2], duties: [0, 0, 0]),
        Row(testDescription: "below idle", watts: 5, rigs: [rig(0), rig(1), rig(2)], order: [0, 1, 2], duties: [0, 0, 0]),
        Row(testDescription: "the first alone", watts: 90, rigs: [rig(0), rig(1), rig(2)], order: [2, 0, 1], duties: [0, 0, 0.6]),
        Row(
            testDescription: "one full, one part, one off: not three held low", watts: 180, rigs: [rig(0), rig(1), rig(2)],
            order: [1, 0, 2], duties: [0.5, 1, 0]),
        Row(testDescription: "enough for all", watts: 1000, rigs: [rig(0), rig(1), rig(2)], order: [0, 1, 2], duties: [1, 1, 1]),
        Row(
            testDescription: "a hot rig's cap leaves its watts to the next", watts: 180, rigs: [rig(0, cap: 0.2), rig(1), rig(2)],
            order: [0, 1, 2], duties: [0.2, 1, 0.3]),
        Row(
            testDescription: "a rig without a slope gets nothing", watts: 100, rigs: [rig(0, slope: 0), rig(1)], order: [0, 1],
            duties: [0, 0.8]),
        Row(
            testDescription: "a rest of less than 0.1 % is no duty", watts: 130.05, rigs: [rig(0), rig(1), rig(2)], order: [0, 1, 2],
            duties: [1, 0, 0]),
        Row(testDescription: "no watts that are a number", watts: .nan, rigs: [rig(0)], order: [0], duties: [0]),
    ]

    @Test(arguments: rows)
    func fillsDownTheOrder(_ row: Row) {
        let duties = RigSplit().duties(forWatts: row.watts, row.rigs, order: row.order.map(name), now: at(0))
        #expect(duties.map(\.duty) == row.duties.map { Duty($0) })
    }

    /// Two rigs; the second has minimum times of a minute. Each step: watts, when, and what the second one gets.
    @Test func minimumTimesAreKeptUntilACutForbids() {
        let rigs = [rig(0), rig(1, on: .seconds(60), off: .seconds(60))]
        var split = RigSplit()
        let steps: [(seconds: Double, watts: Double, second: Double)] = [
            (0, 120, 0),
            // Less than 5 % would remain for it: not worth switching on.
            (1, 124, 0),
            (2, 140, 0.2),
            // It stays on at 5 %, out of the first one's watts.
            (3, 120, 0.05),
            (61, 60, 0.05),
            // Its minute is over.
            (62, 120, 0),
            // And now it stays off for one.
            (63, 200, 0), (121, 200, 0),
            (122, 200, 0.8),
            // The cut leaves it nothing: the minute on does not count against a ceiling.
            (123, 20, 0), (124, 22, 0),
        ]
        for step in steps {
            let duties = split.duties(forWatts: step.watts, rigs, order: [name(0), name(1)], now: at(step.seconds))
            split.onPlan(duties, now: at(step.seconds))
            #expect(duties[1].duty == Duty(step.second), "second \(step.seconds)")
            let watts = zip(rigs, duties).reduce(0) { $0 + $1.0.baseW + $1.0.slopeW * $1.1.duty.fraction }
            #expect(watts <= max(step.watts, 20), "second \(step.seconds)")
        }
    }

    /// A small change of watts moves one rig's duty and no other's.
    @Test func smallChangesShuffleNothing() {
        let rigs = (0..<8).map { rig($0, slope: 100 + Double($0)) }
        let order = (0..<8).map(name)
        let before = RigSplit().duties(forWatts: 450, rigs, order: order, now: at(0))
        for change in stride(from: -20.0, through: 20, by: 0.5) {
            let after = RigSplit().duties(forWatts: 450 + change, rigs, order: order, now: at(1))
            #expect(zip(before, after).count { $0 != $1 } <= 1, "by \(change) W")
        }
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func theSumIsNeverAboveWhatThereIs(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var split = RigSplit()
        let rigs = (0..<Int(1 + random.unit() * 30)).map { index in
            rig(
                index, base: random.unit() * 50, slope: random.unit() * 200, cap: random.unit() < 0.2 ? 0 : random.unit(),
                on: .seconds(random.unit() * 100), off: .seconds(random.unit() * 100))
        }
        let idleW = rigs.reduce(0) { $0 + $1.baseW }
        for step in 0..<300 {
            let watts = random.unit() < 0.1 ? random.unit() * idleW : random.unit() * idleW * 4
            let duties = split.duties(forWatts: watts, rigs, order: rigs.map(\.rig).shuffled(using: &random), now: at(Double(step)))
            split.onPlan(duties, now: at(Double(step)))
            let sum = zip(rigs, duties).reduce(0) { $0 + $1.0.baseW + $1.0.slopeW * $1.1.duty.fraction }
            #expect(sum <= max(watts, idleW) + 1e-6)
            #expect(zip(rigs, duties).allSatisfy { $0.rig == $1.rig && $1.duty <= $0.cap })
        }
    }
}

@Suite struct RigRankingTests {
    private func candidate(
        _ index: Int, hashes: Double? = nil, idle: Double = 10, slope: Double = 100, headroom: Double? = 30
    ) -> RigRanking.Candidate {
        .init(rig: name(index), hashesAtFull: hashes, idleW: idle, slopeW: slope, headroomC: headroom)
    }

    private func order(_ candidates: [RigRanking.Candidate]) -> [Int] {
        var ranking = RigRanking()
        ranking.onLook(candidates, now: at(0))
        return ranking.order.compactMap { rig in candidates.firstIndex { $0.rig == rig } }
    }

    @Test func table() {
        #expect(order([candidate(0), candidate(1), candidate(2)]) == [0, 1, 2], "alike: as in the config")
        #expect(order([candidate(0, hashes: 5), candidate(1, hashes: 9)]) == [1, 0], "more hashes per joule first")
        #expect(order([candidate(0, hashes: 10, slope: 300), candidate(1, hashes: 9, slope: 100)]) == [1, 0], "per joule, not at all")
        #expect(order([candidate(0, idle: 90), candidate(1, idle: 10)]) == [1, 0], "hashes unknown: the one that idles lower")
        #expect(order([candidate(0, hashes: 9), candidate(1, idle: 1)]) == [1, 0], "one unknown: neither figure is compared")
        #expect(order([candidate(0, headroom: 12), candidate(1, headroom: 40)]) == [1, 0], "alike: the cooler one")
        #expect(order([candidate(0, hashes: 9, headroom: 4), candidate(1, hashes: 1)]) == [1, 0], "warm comes last, however good")
        #expect(order([candidate(0, slope: 0), candidate(1)]) == [1, 0], "no slope at all")
    }

    @Test func theOrderStandsUntilAnotherIsClearlyBetterAndSomeTimeHasPassed() {
        var ranking = RigRanking()
        ranking.onLook([candidate(0, hashes: 10), candidate(1, hashes: 9)], now: at(0))
        let steps: [(seconds: Double, hashes: Double, first: Int)] = [
            (100, 10.2, 0), (700, 10.4, 0),  // by less than 5 %
            (800, 12, 1),  // clearly
            (900, 8, 1),  // and back, too soon
            (1399, 8, 1), (1400, 8, 0),
        ]
        for step in steps {
            ranking.onLook([candidate(0, hashes: 10), candidate(1, hashes: step.hashes)], now: at(step.seconds))
            #expect(ranking.order.first == name(step.first), "second \(step.seconds)")
        }
    }

    @Test func heatDoesNotWaitThatLongAndIsLeftWithHysteresis() {
        var ranking = RigRanking()
        let steps: [(seconds: Double, headroom: Double, first: Int)] = [
            (0, 20, 0), (31, 4, 1), (62, 8, 1), (93, 11, 0),
        ]
        for step in steps {
            ranking.onLook([candidate(0, hashes: 10, headroom: step.headroom), candidate(1, hashes: 5)], now: at(step.seconds))
            #expect(ranking.order.first == name(step.first), "second \(step.seconds)")
        }
    }
}
