import Testing
import ZoneModel
import ZoneSimulation

/// A short run for every build; `make sim HOURS=… SEED=…` runs for thousands of hours.
@Suite struct SimulationTests {
    /// Everything at once: loss, delay, doubling, overtaking, partitions, crashes of both sides, failing disks, lost and restored ledgers, second machines
    /// under one name, clocks at their bounds, orders, events, emergencies, changed floors, schedules.
    @Test(arguments: 1...3 as ClosedRange<UInt64>)
    func aStormBreaksNothing(seed: UInt64) {
        let world = World(.drawn(seed: seed, climate: .storm))
        world.run(untilSecond: 500)
        #expect(world.violation == nil, "\(described(world))")
        #expect(world.tally.faults.total > 20, "faults befall it")
        #expect(world.tally.grantsAccepted > 100, "and leases flow all the same")
    }

    @Test func whatNobodyDisturbsIsAllocatedWhole() {
        var plan = WorldPlan.drawn(seed: 5, climate: .weather)
        // No fault in so short a time: the measure itself is under test.
        plan.meanBetween = 1e6
        let world = World(plan)
        world.run(untilSecond: 60)
        world.startMeasuring()
        world.run(untilSecond: 500)
        #expect(world.violation == nil, "\(described(world))")
        #expect(world.tally.countedSeconds > 500)
        #expect(world.tally.allocated >= 0.995, "\(world.tally.allocated)")
        #expect(world.tally.used > 0.9, "\(world.tally.used)")
    }

    @Test func aSeedReplaysTheWorld() {
        func hash(_ seed: UInt64) -> UInt64 {
            let world = World(.drawn(seed: seed, climate: .storm))
            world.run(untilSecond: 120)
            return world.tally.hash
        }
        #expect(hash(7) == hash(7))
        #expect(hash(7) != hash(8))
    }

    /// A simulation that cannot find a broken rule shows nothing. (That a nonce outlives a restart takes a coincidence that chance hardly brings about; of it
    /// the model check's mutant `any-nonce` shows that the rule is needed.)
    @Test(arguments: Ablation.allCases.filter { $0 != .nonceSurvivesRestart })
    func everyRuleIsNeeded(_ ablation: Ablation) {
        let broken = (1...12 as ClosedRange<UInt64>).contains { seed in
            let world = World(.against(ablation, seed: seed))
            world.run(untilSecond: 1200)
            return world.violation != nil
        }
        #expect(broken, "\(ablation) was not noticed")
    }

    @Test func aViolationIsTold() throws {
        let world = World(.against(.freedWhenSent, seed: 1))
        world.run(untilSecond: 1200)
        let violation = try #require(world.violation)
        #expect(violation.account.count > 1, "who holds what")
        #expect(!violation.events.isEmpty, "what came before")
    }

    @Test func aRunIsCutIntoWorldsOfItsSeed() {
        let campaign = Campaign(seed: 3, hours: 9, worldHours: 4, stormEvery: 3)
        #expect(campaign.worlds == 3)
        #expect((0..<3).map(campaign.climate) == [.weather, .weather, .storm])
        #expect((0..<3).map(campaign.seconds) == [4 * 3600, 4 * 3600, 3600])
        #expect(Set((0..<3).map { campaign.plan(of: $0).seed }).count == 3)
        #expect(campaign.plan(of: 1).seed == campaign.plan(of: 1).seed)
        #expect(campaign.plan(of: 1).zones.count == 2)
        #expect(campaign.plan(of: 1).hosts.flatMap(\.self).count >= 8)
    }

    /// In a ledger's write a crash is rare by chance alone, and just there it matters.
    @Test func crashesTearLedgers() {
        var plan = WorldPlan.drawn(seed: 11, climate: .storm)
        plan.favoured = [.collectorCrash]
        let world = World(plan)
        world.run(untilSecond: 1000)
        #expect(world.violation == nil, "\(described(world))")
        #expect(world.tally.faults[.ledgerTorn] > 3)
        #expect(world.tally.faults[.ledgerUnsyncedLost] > 3)
    }

    @Test func aTallyIsKeptBitForBit() throws {
        let world = World(.drawn(seed: 2, climate: .storm))
        world.run(untilSecond: 100)
        var tally = world.tally
        (tally.usedWs, tally.overMaxW) = (0.1, -.leastNonzeroMagnitude)
        #expect(Tally(line: tally.line) == tally)
        for cut in [1, 3, 20] { #expect(Tally(line: tally.line.dropLast(cut)) == nil, "\(cut)") }
        #expect(Tally(line: "") == nil)
        #expect(Tally(line: tally.line.replacing(" ", with: "x")) == nil)
    }

    private func described(_ world: World) -> String {
        guard let violation = world.violation else { return "" }
        return ([violation.what] + violation.account + violation.events.suffix(20)).joined(separator: "\n")
    }
}
