import Testing
import ZoneModel

@testable import ZonePolicy

private let truth = [(idleW: 90.0, slopeW: 180.0), (idleW: 95.0, slopeW: 150.0)]

/// The same promises on plants of very different speed.
@Suite struct PlantTableTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var plant: ModelHost.Plant
        var interval: Duration
        /// Within which a cut by half must be measured at or under the quota.
        var complyWithin: Duration
    }

    static let cases = [
        Case(
            testDescription: "native: 50 ms lag, read every 100 ms", plant: .init(noiseShare: 0.0025), interval: .milliseconds(100),
            complyWithin: .milliseconds(500)),
        Case(
            testDescription: "native, read every second", plant: .init(refresh: .seconds(1), noiseShare: 0.0025), interval: .seconds(1),
            complyWithin: .seconds(2)),
        Case(
            testDescription: "P1: dead time 0.5 s, lag 1 s, read every 500 ms",
            plant: .init(deadTime: .milliseconds(500), timeConstant: .seconds(1), refresh: .milliseconds(500), noiseShare: 0.0025),
            interval: .milliseconds(500), complyWithin: .seconds(3)),
    ]

    @Test(arguments: cases, [1, 2, 3] as [UInt64])
    func cutIsKeptAndSteadyStateIsTight(_ example: Case, seed: UInt64) {
        var configuration = twoRigs(quota: 1000, floor: 0, interval: example.interval)
        configuration.control.deadTime = example.plant.deadTime
        configuration.control.timeConstant = example.plant.timeConstant
        for index in configuration.rigs.indices { configuration.rigs[index].accuracy = 0.01 }
        var host = ModelHost(configuration, plant: example.plant, truth: truth, seed: seed)
        host.run(.seconds(2))
        var generation: UInt64 = 0
        func hold(_ watts: Double, seconds: Int, _ host: inout ModelHost, watch: (borrowing ModelHost) -> Void = { _ in }) {
            for _ in 0..<seconds {
                generation += 1
                host.grant(watts, generation: generation)
                host.run(.seconds(1), watch: watch)
            }
        }
        hold(500, seconds: 90, &host)
        var used = 0.0
        var samples = 0.0
        var overs = 0
        hold(500, seconds: 60, &host) {
            used += $0.trueWatts / 500
            samples += 1
            if $0.trueWatts > 500 { overs += 1 }
        }
        #expect(overs == 0)
        // Guard band: 1 % of the rigs' 480 W, and three sigmas of the noise.
        #expect(used / samples > 0.96, "used \(used / samples)")
        let cutAt = host.now
        var keptAt: BootInstant?
        hold(250, seconds: 6, &host) { if keptAt == nil, $0.trueWatts <= 250 { keptAt = $0.now } }
        let took = keptAt.map { $0 - cutAt }
        #expect(took.map { $0 <= example.complyWithin } ?? false, "took \(String(describing: took))")
        var oversAfter = 0
        hold(250, seconds: 60, &host) { if $0.trueWatts > 250 { oversAfter += 1 } }
        #expect(oversAfter == 0)
    }
}
