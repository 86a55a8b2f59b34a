import Testing
import ZoneModel

@testable import ZonePolicy

/// What a host asks for, and when it asks before its next heartbeat is due.
@Suite struct DemandTests {
    /// Two rigs that really draw what the config says: 220 W idle with the overhead, 620 W at full duty.
    private func host(noise: Double) -> ModelHost {
        var configuration = twoRigs(quota: 1000, floor: 100)
        configuration.control.deadTime = .milliseconds(300)
        configuration.control.timeConstant = .seconds(1)
        var host = ModelHost(
            configuration,
            plant: .init(deadTime: .milliseconds(300), timeConstant: .seconds(1), refresh: .milliseconds(100), noiseShare: noise),
            truth: [(100, 200), (100, 200)])
        host.run(.seconds(1))
        for generation in 1...20 as ClosedRange<UInt64> {
            host.grant(1000, generation: generation)
            host.run(.seconds(1))
        }
        return host
    }

    /// As a shell does: a heartbeat at every full second, and when one is called for.
    private func run(_ host: inout ModelHost, seconds: Double) -> (early: [Double], asked: [(at: Double, askedW: Double, drawnW: Double)]) {
        var early: [Double] = []
        var asked: [(at: Double, askedW: Double, drawnW: Double)] = []
        let start = host.now
        var nextBeat = start + .milliseconds(800)
        var generation = host.policy.keeper.newest.generation
        while host.now - start < .seconds(seconds) {
            let seen = host.directives.count
            host.run(host.policy.tickInterval)
            let isNews = host.directives[seen...].contains(.heartbeatNow)
            guard isNews || host.now >= nextBeat else { continue }
            if isNews { early.append((host.now - start).seconds) } else { nextBeat += .seconds(1) }
            let answered = host.directives.count
            generation += 1
            host.grant(1000, generation: generation)
            for case .send(.heartbeat(let line)) in host.directives[answered...] {
                asked.append(((host.now - start).seconds, line.wanted.watts, host.trueWatts))
            }
        }
        return (early, asked)
    }

    @Test func noiseIsNoNews() {
        var host = host(noise: 0.0025)
        #expect(run(&host, seconds: 60).early.isEmpty)
    }

    /// Work ends at 620 W: the zone hears of every step down at once, and never that less is needed than is still drawn.
    @Test func wattsThatFallAreAskedForUntilTheyAreGone() {
        var host = host(noise: 0)
        host.hasWork = false
        let (early, asked) = run(&host, seconds: 6)
        #expect(early.count >= 6, "\(early)")
        #expect(zip(early, early.dropFirst()).allSatisfy { $1 - $0 >= 0.249 }, "\(early)")
        #expect(early.last.map { $0 < 4 } ?? false, "nothing is news when the watts are gone: \(early)")
        for beat in asked {
            #expect(beat.askedW > beat.drawnW - 0.025 * 620, "asked for \(beat.askedW) W at \(beat.at) s, drew \(beat.drawnW) W")
        }
        #expect(asked.last.map { $0.askedW < 240 } ?? false, "\(asked)")
        // Half is freed about when half is gone, not at the end of the way.
        let half = asked.first { $0.askedW < 430 }?.at ?? .infinity
        #expect(half < 1.6, "\(half)")
    }

    /// Work comes: what is wanted is asked for at once.
    @Test func workThatComesIsAskedForAtOnce() {
        var host = host(noise: 0)
        host.hasWork = false
        _ = run(&host, seconds: 10)
        host.hasWork = true
        let (early, asked) = run(&host, seconds: 2)
        #expect(early.first.map { $0 <= 0.3 } ?? false, "\(early)")
        #expect(asked.contains { $0.askedW > 560 && $0.at <= 0.5 }, "\(asked)")
    }
}
