import Testing
import ZoneModel

@testable import Sensing

/// Watts from a counter of joules.
@Suite struct EnergyTests {
    private func at(_ seconds: Double) -> BootInstant { BootInstant(nanoseconds: Int64((seconds * 1e9).rounded())) }

    /// What the last of the readings gives.
    private func last(_ readings: [(at: Double, joules: Double)], interval: Duration = .seconds(1)) -> Sampled {
        var meter = EnergyMeter()
        return readings.map { meter.onReading(joules: $0.joules, at: at($0.at), interval: interval) }.last ?? .absent
    }

    @Test(arguments: [
        ([(1.0, 1000.0), (2.0, 1412.0)], 412.0),
        // A late sweep: the mean over what passed.
        ([(1.0, 0.0), (2.0, 100.0), (4.0, 500.0)], 200.0),
        // Sweeps of 100 ms: the mean over half a second.
        ([(0.0, 0.0), (0.1, 10.0), (0.2, 20.0), (0.3, 30.0), (0.4, 40.0), (0.5, 90.0)], 180.0),
    ])
    func watts(readings: [(Double, Double)], watts: Double) throws {
        let value = try #require(last(readings.map { (at: $0.0, joules: $0.1) }).value)
        #expect(abs(value - watts) < 1e-6)
    }

    @Test(arguments: [
        ([(1.0, 1000.0)], "once"),
        ([(1.0, 1000.0), (1.2, 1100.0)], "for 0.20 s only"),
        ([(1.0, 1000.0), (2.0, 10.0)], "fell"),
        // A counter that stands still is no 0 W: less would be believed than is drawn.
        ([(1.0, 1000.0), (2.0, 1000.0)], "has not moved"),
        ([(1.0, 1000.0), (1.0, 1001.0)], "twice"),
        // After a long pause the mean is not the present power.
        ([(1.0, 0.0), (2.0, 100.0), (100.0, 9000.0)], "once"),
    ])
    func noWatts(readings: [(Double, Double)], reason: String) {
        guard case .failed(let why) = last(readings.map { (at: $0.0, joules: $0.1) }) else {
            Issue.record("watts although \(reason)")
            return
        }
        #expect(why.contains(reason))
    }

    @Test func countsOnAfterAFall() throws {
        let value = try #require(last([(at: 1, joules: 1000), (at: 2, joules: 5), (at: 3, joules: 305)]).value)
        #expect(abs(value - 300) < 1e-6)
    }

    /// The mean follows the present: after a minute at 100 W, 500 W shows within a second.
    @Test func follows() throws {
        var readings: [(at: Double, joules: Double)] = []
        for tenth in 0...610 {
            let late = Double(max(tenth - 600, 0))
            readings.append((at: Double(tenth) / 10, joules: Double(tenth) * 10 + late * 40))
        }
        let value = try #require(last(readings, interval: .milliseconds(100)).value)
        #expect(abs(value - 500) < 1e-6)
    }
}
