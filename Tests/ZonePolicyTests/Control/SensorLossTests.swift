import ControlBench
import Testing
import ZoneModel

/// A sensor that is lost stops its rig soon; a reading that is lost does not.
@Suite struct SensorLossTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var interval: Duration
        var silentWithin: Duration
        var failingWithin: Duration
    }

    static let cases = [
        Case(
            testDescription: "read every 100 ms", interval: .milliseconds(100), silentWithin: .milliseconds(1650),
            failingWithin: .milliseconds(1650)),
        Case(
            testDescription: "every 500 ms", interval: .milliseconds(500), silentWithin: .milliseconds(1550),
            failingWithin: .milliseconds(1550)),
        Case(
            testDescription: "every second, the default", interval: .seconds(1), silentWithin: .milliseconds(1800),
            failingWithin: .milliseconds(1800)),
        Case(
            testDescription: "every 1.1 s", interval: .milliseconds(1100), silentWithin: .milliseconds(1800),
            failingWithin: .milliseconds(1800)),
        Case(testDescription: "every 2 s", interval: .seconds(2), silentWithin: .milliseconds(3050), failingWithin: .milliseconds(3050)),
        // Slow is not stale; what fails, and fails when asked again, is lost sooner than what says nothing.
        Case(testDescription: "every 10 s", interval: .seconds(10), silentWithin: .milliseconds(15_050), failingWithin: .seconds(12)),
    ]

    private let bench = P1Bench(hours: 1, cuts: 1, seed: 7)

    @Test(arguments: cases, P1Bench.SensorFault.allCases)
    func aLostSensorStopsItsRig(_ example: Case, fault: P1Bench.SensorFault) {
        let within = fault == .silent ? example.silentWithin : example.failingWithin
        for seed in 1...12 as ClosedRange<UInt64> {
            let loss = bench.sensorLoss(interval: example.interval, fault, seed: seed)
            #expect(loss.toSafeBound.map { $0 <= within } ?? false, "seed \(seed): \(String(describing: loss.toSafeBound))")
            // What the host says that it may draw only grows meanwhile.
            #expect(loss.boundFellW <= 0.1, "seed \(seed): \(loss.boundFellW) W")
        }
    }

    @Test(arguments: cases)
    func aLostReadingStopsNothing(_ example: Case) {
        for seed in 1...12 as ClosedRange<UInt64> {
            let outcome = bench.lostReading(interval: example.interval, seed: seed)
            #expect(outcome.switchings == 0, "seed \(seed)")
            // As without it, but for another reading's noise.
            let undisturbed = bench.lostReading(interval: example.interval, lost: 0, seed: seed)
            #expect(outcome.lowest > undisturbed.lowest - 0.02, "seed \(seed): \(outcome.lowest), undisturbed \(undisturbed.lowest)")
        }
    }

    /// From the first reading that was missed for good until the loss is declared.
    @Test func theBoundWidensUntilTheNameplate() {
        let pace = ReadingPace(interval: .seconds(1))
        let table: [(ms: Int64, doubt: Double, isLost: Bool)] = [
            (0, 0, false), (1000, 0, false), (1250, 0, false), (1500, 0, false), (1625, 0.5, false), (1750, 1, false), (1751, 1, true),
        ]
        for (ms, doubt, isLost) in table {
            #expect(abs(pace.doubt(age: .milliseconds(ms)) - doubt) < 1e-9, "\(ms) ms")
            #expect(pace.isLost(age: .milliseconds(ms), misses: 0) == isLost, "\(ms) ms")
        }
    }

    @Test func threeFailuresAreALossButNotWithinAMoment() {
        let table: [(interval: Int64, age: Int64, misses: Int, isLost: Bool)] = [
            (100, 300, 3, false), (100, 1500, 3, true), (100, 1500, 2, false), (1000, 1500, 3, true), (10_000, 10_500, 2, false),
            (10_000, 10_500, 3, true), (10_000, 15_000, 0, false), (10_000, 15_001, 0, true),
        ]
        for (interval, age, misses, isLost) in table {
            let pace = ReadingPace(interval: .milliseconds(interval))
            #expect(pace.isLost(age: .milliseconds(age), misses: misses) == isLost, "\(interval) \(age) \(misses)")
        }
    }

    @Test func theDefaultsOfTheTable() {
        let table: [(interval: Int64, again: Int64, widens: Int64, stale: Int64)] = [
            (100, 100, 750, 1500), (500, 125, 750, 1500), (1000, 250, 1500, 1750), (2000, 250, 2500, 3000), (10_000, 250, 10_500, 15_000),
        ]
        for (interval, again, widens, stale) in table {
            let pace = ReadingPace(interval: .milliseconds(interval))
            #expect(pace.again == .milliseconds(again) && pace.widensAfter == .milliseconds(widens), "\(interval) ms")
            #expect(pace.staleAfter == .milliseconds(stale), "\(interval) ms")
        }
    }
}
