import Testing
import ZoneModel

@testable import ZonePolicy

private let truth = [(idleW: 90.0, slopeW: 180.0), (idleW: 95.0, slopeW: 150.0)]

@Suite struct HostPolicyTests {
    @Test func standaloneHostSettlesJustUnderItsQuota() {
        var host = ModelHost(twoRigs(quota: 400), truth: truth)
        host.run(.seconds(30))
        // Error 2 % of about 380 W of rigs = 7.6 W below 400 W.
        #expect(host.trueWatts <= 393)
        #expect(host.trueWatts >= 385)
        #expect(host.policy.decision?.limit == .localLimit)
    }

    @Test(arguments: 1...10 as ClosedRange<UInt64>)
    func neverOverInSteadyStateWithNoise(seed: UInt64) {
        var plant = ModelHost.Plant()
        plant.noiseShare = 0.0025
        var host = ModelHost(twoRigs(quota: 400), plant: plant, truth: truth, seed: seed)
        host.run(.seconds(10))
        var overs = 0
        host.run(.seconds(60)) { if $0.trueWatts > 400 { overs += 1 } }
        #expect(overs == 0)
        #expect(host.trueWatts > 380)
    }

    @Test func cutByHalfIsKeptWithinASecond() {
        var host = ModelHost(twoRigs(quota: 1000, floor: 0), truth: truth)
        host.run(.seconds(1))
        host.grant(500, generation: 1)
        host.run(.seconds(5))
        host.grant(500, generation: 2)
        host.run(.seconds(5))
        let before = host.trueWatts
        #expect(before > 480)
        host.grant(250, generation: 3)
        let cutAt = host.now
        var keptAt: BootInstant?
        host.run(.seconds(3)) { if keptAt == nil, $0.trueWatts <= 250 { keptAt = $0.now } }
        #expect(keptAt.map { $0 - cutAt < .milliseconds(300) } ?? false)
        let applied = host.directives.compactMap { directive -> Applied? in
            if case .send(.applied(let line)) = directive { line } else { nil }
        }
        #expect(applied.last?.generation == 3)
        #expect(applied.last.map { $0.powerMax <= .watts(250) } ?? false)
        #expect(host.events.contains { $0.kind == .quotaApplied && $0.message.contains("500.0 → 250.0 W (1/3, \"peak\")") })
    }

    @Test func withoutALeaseTheFloorIsHeld() {
        var host = ModelHost(twoRigs(quota: 1000, floor: 260), truth: truth)
        host.run(.seconds(10))
        #expect(host.policy.decision?.limit == .floor)
        #expect(host.trueWatts <= 260)
        #expect(host.trueWatts > 245)
    }

    @Test func wattsAreAtTheFloorWhenTheLeaseEnds() {
        var host = ModelHost(twoRigs(quota: 1000, floor: 250), truth: truth)
        host.run(.seconds(1))
        host.grant(500, generation: 1)
        let end = host.policy.keeper.lease!.endsAt
        var atEnd: Double?
        host.run(.seconds(12)) { if atEnd == nil, $0.now >= end { atEnd = $0.trueWatts } }
        #expect(atEnd! <= 250)
        #expect(host.events.contains { $0.kind == .leaseLost })
        #expect(host.events.contains { $0.kind == .leaseGained })
    }

    @Test func workerHearsOfEveryNewDeadline() {
        var host = ModelHost(twoRigs(quota: 1000, floor: 250), truth: truth)
        host.run(.seconds(1))
        host.grant(500, generation: 1)
        let deadlines = host.directives.compactMap { directive -> BootInstant? in
            if case .setDeadline(let at?, _) = directive { at } else { nil }
        }
        #expect(deadlines.last == host.policy.keeper.deadline)
    }

    @Test func observingHostTouchesNothingAndNeverSaysApplied() {
        var host = ModelHost(twoRigs(quota: 300, floor: 0, mode: .observe), truth: truth)
        host.run(.seconds(1))
        host.grant(300, generation: 1)
        host.run(.seconds(10))
        #expect(host.trueWatts > 500)
        #expect(!host.directives.contains { if case .send(.applied) = $0 { true } else { false } })
        #expect(!host.directives.contains { if case .setDeadline = $0 { true } else { false } })
        #expect(host.events.contains { $0.kind == .cannotComply })
    }

    @Test func staleRigStandsStillAndCountsAtItsNameplateThenAtIdle() {
        var host = ModelHost(twoRigs(quota: 1000), truth: truth)
        host.run(.seconds(5))
        host.rigs[1].isSilent = true
        host.run(.milliseconds(1650))
        #expect(host.rigs[1].duty == .zero)
        #expect(host.policy.judges[1].state(now: host.now) == .stale)
        #expect(host.policy.judges[1].figure(now: host.now).source == .nameplate)
        host.run(.seconds(2))
        #expect(host.policy.judges[1].figure(now: host.now) == PowerFigure(powerW: 100, errorW: 0, source: .estimated))
        #expect(host.events.contains { $0.kind == .rigStale })
        host.rigs[1].isSilent = false
        host.run(.seconds(3))
        #expect(host.policy.judges[1].state(now: host.now) == .ok)
        #expect(host.events.contains { $0.kind == .rigRecovered })
    }

    @Test(arguments: [
        (Sampled.value(.nan), "no number"), (.value(-500), "negative"), (.value(3_892_314), "twice the nameplate"),
        (.failed("read error: I/O"), "I/O"),
    ])
    func implausibleReadingsAreRefusedAndTheRigGoesStale(sampled: Sampled, reason: String) {
        var host = ModelHost(twoRigs(quota: 1000), truth: truth)
        host.run(.seconds(2))
        host.rigs[0].override = { _ in sampled }
        host.run(.seconds(4))
        #expect(host.policy.judges[0].isStale(now: host.now))
        #expect(host.policy.judges[0].lastRefusal?.contains(reason) ?? false)
        #expect(host.policy.judges[0].refusals > 10)
        #expect(host.events.count { $0.kind == .readingRefused } == 1)
    }

    @Test func frozenReadingIsNoticedWhenTheDutyMoves() {
        var host = ModelHost(twoRigs(quota: 1000), truth: truth)
        host.run(.seconds(4))
        let stuck = host.rigs[0].reading
        host.rigs[0].override = { _ in .value(stuck) }
        host.run(.seconds(5))
        #expect(host.policy.judges[0].state(now: host.now) == .ok, "merely constant is not frozen")
        var lower = twoRigs(quota: 400)
        lower.control = host.policy.configuration.control
        host.obey(host.policy.onConfiguration(lower, now: host.now))
        host.run(.seconds(3))
        #expect(host.policy.judges[0].state(now: host.now) == .frozen)
        #expect(host.rigs[0].duty == .zero)
        #expect(host.trueWatts <= 400)
    }

    @Test func hardLimitStopsARigAndCoolDownBringsItBack() {
        var host = ModelHost(twoRigs(quota: 1000), truth: truth)
        host.run(.seconds(3))
        host.rigs[0].celsius = 95
        host.run(.seconds(1))
        #expect(host.rigs[0].duty == .zero)
        #expect(host.policy.judges[0].state(now: host.now) == .tripped)
        #expect(host.policy.decision?.limit == .thermal)
        host.rigs[0].celsius = 60
        host.run(.seconds(20))
        #expect(host.rigs[0].duty == .zero, "cool-down is 30 s")
        host.run(.seconds(15))
        #expect(host.rigs[0].duty > .zero)
        #expect(host.events.contains { $0.kind == .thermalTrip })
        #expect(host.events.contains { $0.kind == .thermalCleared })
    }

    @Test(arguments: [Sampled.absent, .failed("gone"), .value(.nan), .value(3_892_314), .value(-100)])
    func requiredTemperatureThatIsMissingIsUnsafe(sampled: Sampled) {
        var host = ModelHost(twoRigs(quota: 1000), truth: truth)
        host.run(.seconds(3))
        host.rigs[0].temperature = sampled
        host.run(.seconds(5))
        #expect(host.policy.judges[0].state(now: host.now) == .unsafe)
        #expect(host.rigs[0].duty == .zero)
        #expect(host.rigs[1].duty == .full)
        #expect(host.events.contains { $0.kind == .temperatureMissing })
    }

    @Test func whatCannotBeThrottledIsEscalated() {
        // Idle alone is 205 W.
        var host = ModelHost(twoRigs(quota: 150), truth: truth)
        host.run(.seconds(10))
        #expect(host.rigs.allSatisfy { $0.duty == .zero })
        #expect(host.events.count { $0.kind == .cannotComply } == 1)
    }

    @Test func wayUpIsRamped() {
        var configuration = twoRigs(quota: 600, floor: 0)
        configuration.control.rampPerMinute = 1  // 620 W a minute
        var host = ModelHost(configuration, truth: truth)
        host.run(.seconds(2))
        host.grant(600, generation: 1)
        let start = host.trueWatts
        host.run(.seconds(5))
        let rise = host.trueWatts - start
        #expect(rise > 35 && rise < 60, "about 10 W a second, not \(rise / 5)")
        #expect(host.policy.decision?.limit == .ramp)
    }

    @Test func reportsHoldTheEvidence() {
        var host = ModelHost(twoRigs(quota: 400), truth: truth)
        host.run(.seconds(20))
        let reports = host.directives.compactMap { directive -> Report? in
            if case .record(.report(let report)) = directive { report } else { nil }
        }
        #expect(reports.count >= 18 && reports.count <= 20)
        let last = reports.last!
        #expect(last.powerSource == .measured)
        #expect(last.limitedBy == .localLimit)
        // The overhead of 20 W is nobody's measurement.
        #expect(abs(last.energyEstimated.joules - 20 * last.interval.seconds) < 0.5)
        #expect(abs(last.energyMeasured.joules - (host.trueWatts - 20) * last.interval.seconds) < 5)
        #expect(last.unknown == .zero)
    }

    /// Every share stands in one report, the one of its interval.
    @Test func reportsHoldTheSharesOfTheirInterval() {
        var host = ModelHost(twoRigs(quota: 400), truth: [(100, 200), (100, 200)])
        host.run(.milliseconds(1500))
        host.shares = ShareTotals(source: .pool)
        for second in 1...5 {
            for _ in 0..<second { host.shares?.accepted.add(512) }
            if second == 2 { host.shares?.rejected.add(256) }
            if second == 3 { host.shares?.stale.add(128) }
            host.run(.seconds(1))
        }
        host.shares?.blocks = 1
        // A source that begins anew counts from nothing.
        host.run(.seconds(2))
        host.shares = ShareTotals(source: .pool)
        host.shares?.accepted.add(64)
        host.run(.seconds(2))
        let reports = host.directives.compactMap { if case .record(.report(let report)) = $0 { report } else { nil } }
        #expect(reports.first?.shares == nil && reports.last?.shares != nil)
        let told = reports.compactMap(\.shares)
        #expect(told.reduce(0) { $0 + $1.accepted.count } == 15 + 1)
        #expect(told.reduce(0) { $0 + $1.accepted.difficulty } == 15 * 512 + 64)
        #expect(told.reduce(0) { $0 + $1.rejected.difficulty } == 256 && told.reduce(0) { $0 + $1.stale.difficulty } == 128)
        #expect(told.reduce(0) { $0 + $1.blocks } == 1)
        #expect(told.allSatisfy { $0.accepted.count <= 5 })
    }

    /// Whatever the instant of a stop: the reports' intervals add up to the whole life, and their energy to all that was drawn.
    @Test(arguments: [Duration.milliseconds(20), .milliseconds(700), .milliseconds(5990), .seconds(6)])
    func aStopTellsTheIntervalThatIsOpen(life: Duration) {
        var host = ModelHost(twoRigs(quota: 900), truth: truth)
        host.run(life)
        host.stop()
        let reports = host.directives.compactMap { if case .record(.report(let report)) = $0 { report } else { nil } }
        #expect(reports.map(\.interval).reduce(.zero, +) == life)
        let energy = reports.map { $0.energyMeasured.joules + $0.energyEstimated.joules }.reduce(0, +)
        #expect(energy > 0)
        // Told once: a second stop has nothing left to tell.
        host.stop()
        #expect(host.directives.count { if case .record(.report) = $0 { true } else { false } } == reports.count)
    }

    @Test func whyNamesOneBindingCeilingAndItsCost() {
        var host = ModelHost(twoRigs(quota: 1000, floor: 100), truth: truth)
        host.run(.seconds(1))
        // At full duty it learns what it would draw.
        host.grant(1000, generation: 1)
        host.run(.seconds(5))
        host.grant(400, generation: 2)
        host.run(.seconds(5))
        let why = host.policy.why(now: host.now)
        #expect(why.limitedBy == .lease)
        #expect(why.ceilings.count { $0.isBinding } == 1)
        let lease = why.ceilings.first { $0.isBinding }!
        // 535 W wanted, 400 W allowed.
        #expect(abs(lease.costW - 135) < 8, "\(lease.costW)")
        #expect(why.ceilings.allSatisfy { !$0.mend.isEmpty && !$0.explanation.isEmpty })
    }

    @Test func noWorkIsSaid() {
        var host = ModelHost(twoRigs(quota: 1000), truth: truth)
        host.hasWork = false
        host.run(.seconds(2))
        #expect(host.policy.decision?.limit == .noWork)
        #expect(host.events.count { $0.kind == .workMissing } == 1)
    }

    /// What a rig draws while it has nothing to do says nothing of its duty: the trim must not wind up, nor the map forget its slope, or the watts
    /// stand over the ceiling when work is back.
    @Test func workThatComesBackFindsTheCeilingKept() {
        var host = ModelHost(twoRigs(quota: 1000, floor: 100), truth: truth)
        host.run(.seconds(1))
        var highest = 0.0
        for generation in 1...40 as ClosedRange<UInt64> {
            host.grant(400, generation: generation)
            host.hasWork = !(10...30).contains(generation)
            host.run(.seconds(3)) { if generation >= 8 { highest = max(highest, $0.trueWatts) } }
            if generation == 30 { #expect(host.policy.decision.map { $0.wanted < .watts(300) } ?? false, "it wants no more than it draws") }
        }
        #expect(highest <= 404, "\(highest)")
        #expect(host.trueWatts > 380, "\(host.trueWatts)")
    }
}
