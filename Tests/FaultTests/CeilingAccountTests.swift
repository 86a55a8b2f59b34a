import Testing
import ZoneFaults
import ZoneModel

private func at(_ milliseconds: Int64) -> BootInstant { BootInstant(nanoseconds: milliseconds * 1_000_000) }

/// Two hosts with floors of 100 W under 600 W, looked at by hand. Leases of 4 s.
private struct Scenario {
    var account = CeilingAccount(
        floors: [FloorPlan(constant: .watts(100)), FloorPlan(constant: .watts(100))], budget: .watts(600), now: at(0))
    var taps = [Wiretap(), Wiretap()]
    var verdict = CeilingAccount.Verdict()

    init() {
        account.started(0, at: at(0), taps[0])
        account.started(1, at: at(0), taps[1])
    }

    /// A grant as the wire carried it; its nonce had passed 100 ms before, or so long before as it says.
    mutating func deliver(_ host: Int, _ generation: UInt64, _ watts: Double, at time: Int64, age: Int64 = 100) {
        taps[host].add(
            Wiretap.Delivered(
                grant: GrantID(epoch: 1, generation: generation), quota: .watts(watts), at: at(time), nonceHeard: at(time - age),
                term: .seconds(4)))
    }

    /// A look of 2 ms.
    mutating func look(_ host: Int, _ watts: Double, _ generation: UInt64? = nil, at time: Int64, left: Int64 = 3000) {
        let sighting = CeilingAccount.Sighting(
            from: at(time), to: at(time + 2), ceiling: .watts(watts), grant: generation.map { GrantID(epoch: 1, generation: $0) },
            remaining: .milliseconds(generation == nil ? 0 : left))
        account.saw(host, sighting, taps[host])
    }

    mutating func settle() { account.settle(into: &verdict) }

    var seconds: [Double] { [verdict.proven.seconds, verdict.undecided.seconds, verdict.over.seconds] }
}

@Suite struct CeilingAccountTests {
    @Test func floorsAreProven() {
        var scenario = Scenario()
        for time in [100, 1000] as [Int64] { for host in 0...1 { scenario.look(host, 100, at: time) } }
        scenario.settle()
        #expect(scenario.seconds == [1.0, 0, 0])
        #expect(scenario.verdict.worstHigh == .watts(200))
    }

    /// Renewals at one quota leave no doubt at all.
    @Test func renewalsAreProven() {
        var scenario = Scenario()
        for host in 0...1 {
            scenario.deliver(host, 1, 300, at: 500)
            scenario.look(host, 300, 1, at: 600)
            scenario.deliver(host, 2, 300, at: 1500)
            scenario.look(host, 300, 2, at: 1600)
        }
        scenario.settle()
        #expect(scenario.seconds == [1.6, 0, 0])
        #expect(scenario.verdict.worstLow == .watts(600))
    }

    @Test func tooMuchAtOnceIsFound() {
        var scenario = Scenario()
        scenario.deliver(0, 1, 400, at: 500)
        scenario.deliver(1, 1, 300, at: 500)
        for time in [600, 900] as [Int64] {
            scenario.look(0, 400, 1, at: time)
            scenario.look(1, 300, 1, at: time)
        }
        scenario.settle()
        // From the one look to the other it is sure.
        #expect(scenario.verdict.over >= .milliseconds(296))
        #expect(scenario.verdict.firstOver?.low == .watts(700))
        #expect(scenario.verdict.firstOver.map { $0.at <= at(602) } ?? false)
    }

    /// Host 0 gives up 200 W, host 1 gets them. The looks are too far apart to say whether in that order; more looks would be.
    @Test func aHandOverBetweenLooksIsUndecided() {
        var scenario = Scenario()
        for host in 0...1 {
            scenario.deliver(host, 1, 300, at: 0)
            scenario.look(host, 300, 1, at: 100)
        }
        scenario.deliver(0, 2, 100, at: 300)
        scenario.deliver(1, 2, 500, at: 320)
        scenario.look(0, 100, 2, at: 400)
        scenario.look(1, 500, 2, at: 400)
        scenario.settle()
        #expect(scenario.verdict.over == .zero)
        // From the delivery of the raise on it may be over; before, only the cut was on its way.
        #expect(scenario.verdict.undecided == .milliseconds(80))
        #expect(scenario.verdict.worstHigh == .watts(800))
    }

    /// The same in the right order and seen so: nothing is left in doubt.
    @Test func aHandOverThatIsSeenIsProven() {
        var scenario = Scenario()
        for host in 0...1 {
            scenario.deliver(host, 1, 300, at: 0)
            scenario.look(host, 300, 1, at: 100)
        }
        scenario.deliver(0, 2, 100, at: 300)
        scenario.look(0, 100, 2, at: 310)
        scenario.look(1, 300, 1, at: 310)
        scenario.deliver(1, 2, 500, at: 320)
        for time in [400, 500] as [Int64] {
            scenario.look(0, 100, 2, at: time)
            scenario.look(1, 500, 2, at: time)
        }
        scenario.settle()
        #expect(scenario.seconds == [0.5, 0, 0])
    }

    /// Nobody can ask a frozen process. Its lease of 500 W may be in force until the wire's own bound, and no longer: from there on the other
    /// host may have those watts.
    @Test func aFrozenHostCountsUntilItsLeaseMustHaveEnded() {
        var scenario = Scenario()
        scenario.deliver(0, 1, 500, at: 500, age: 200)
        scenario.look(0, 500, 1, at: 600, left: 3700)
        scenario.deliver(1, 1, 500, at: 5000)
        for time in [1000, 2000, 3000, 4000, 4990] as [Int64] { scenario.look(1, 100, at: time) }
        scenario.look(1, 500, 1, at: 5100)
        scenario.look(1, 500, 1, at: 6000)
        scenario.look(0, 100, at: 6000)
        scenario.settle()
        #expect(scenario.verdict.over == .zero && scenario.verdict.undecided == .zero)
        #expect(scenario.verdict.worstHigh == .watts(600))
    }

    /// The other host was given its watts a second too early.
    @Test func wattsOfAFrozenHostGivenAwayTooEarlyAreInDoubt() {
        var scenario = Scenario()
        scenario.deliver(0, 1, 500, at: 500, age: 200)
        scenario.look(0, 500, 1, at: 600, left: 3700)
        scenario.deliver(1, 1, 500, at: 3300)
        for time in [1000, 2000, 3000, 3290] as [Int64] { scenario.look(1, 100, at: time) }
        scenario.look(1, 500, 1, at: 3400)
        scenario.look(1, 500, 1, at: 6000)
        scenario.look(0, 100, at: 6000)
        scenario.settle()
        #expect(scenario.verdict.undecided == .seconds(1))
        // Its lease cannot have ended before 4.3 s by its own word: that is sure, too.
        #expect(scenario.verdict.over == .zero)
    }

    @Test func aDeadHostCountsAsItsFloor() {
        var scenario = Scenario()
        scenario.deliver(0, 1, 500, at: 500)
        scenario.look(0, 500, 1, at: 600)
        scenario.account.ended(0, at: at(700), scenario.taps[0])
        scenario.deliver(1, 1, 500, at: 800)
        scenario.look(1, 100, at: 790)
        scenario.look(1, 500, 1, at: 900)
        scenario.look(1, 500, 1, at: 2000)
        // A new run knows none of the old one's nonces: what was granted before is nothing to it.
        scenario.account.started(0, at: at(1000), scenario.taps[0])
        scenario.look(0, 100, at: 1500)
        scenario.look(0, 100, at: 2000)
        scenario.settle()
        #expect(scenario.seconds == [2.0, 0, 0])
    }

    /// A cut binds K after it was answered, and is no excuse afterwards.
    @Test func aCutBindsAfterK() {
        var scenario = Scenario()
        func renew(_ host: Int, _ generation: UInt64, at time: Int64) {
            scenario.deliver(host, generation, 300, at: time)
            scenario.look(host, 300, generation, at: time + 10, left: 3800)
        }
        for (generation, time) in [(1, 0), (2, 3000), (3, 6000), (4, 9000)] as [(UInt64, Int64)] {
            renew(0, generation, at: time)
            renew(1, generation, at: time)
        }
        scenario.account.ordered(.watts(400), asked: at(1000))
        scenario.account.confirmed(answered: at(1010), hold: .seconds(5))
        #expect(scenario.account.budget(from: at(2000), to: at(3000)) == .watts(600))
        scenario.settle()
        #expect(scenario.verdict.proven == .milliseconds(6010))
        #expect(scenario.verdict.over == .milliseconds(3000))
        #expect(scenario.verdict.firstOver?.at == at(6010))
    }

    /// An order that nobody answered may hold or not: the larger of both counts.
    @Test func anUnansweredOrderExcusesNothingButItself() {
        var scenario = Scenario()
        scenario.account.ordered(.watts(800), asked: at(1000))
        #expect(scenario.account.budget(from: at(500), to: at(999)) == .watts(600))
        #expect(scenario.account.budget(from: at(1000), to: at(9000)) == .watts(800))
        scenario.account.ordered(.watts(500), asked: at(9000))
        scenario.account.confirmed(answered: at(9010), hold: .seconds(5))
        #expect(scenario.account.budget(from: at(14_000), to: at(14_010)) == .watts(800))
        #expect(scenario.account.budget(from: at(14_020), to: at(15_000)) == .watts(500))
    }

    /// A floor that moves by the clock: what a look shows holds between two like it, and where the edge was in between both are possible.
    @Test func aFloorThatMovesIsFollowed() {
        let plan = FloorPlan(high: .watts(200), low: .watts(100), wallOffset: 0)
        var account = CeilingAccount(floors: [plan], budget: .watts(150), now: at(0))
        var verdict = CeilingAccount.Verdict()
        account.started(0, at: at(0), Wiretap())
        for (time, watts) in [(1000, 200), (1400, 200), (10_200, 100), (10_500, 100)] as [(Int64, Double)] {
            account.saw(
                0, CeilingAccount.Sighting(from: at(time), to: at(time + 2), ceiling: .watts(watts), grant: nil), Wiretap())
        }
        account.settle(into: &verdict)
        // Surely over from a quarter of a second after the edge at 0 until as much before the next, and surely not after that one.
        #expect(verdict.firstOver?.at == at(250) && verdict.firstOver?.low == .watts(200))
        #expect(verdict.over == .milliseconds(9500))
        #expect(verdict.undecided == .milliseconds(500))
        #expect(verdict.proven == .milliseconds(500))
    }

    @Test(
        arguments: [
            (from: 300, to: 9700, low: 200.0, high: 200.0), (300, 9800, 100, 200), (9990, 9999, 100, 200), (9990, 10_001, 100, 200),
            (10_001, 10_002, 100, 100), (10_300, 19_700, 100, 100), (19_990, 20_001, 100, 200), (20_300, 20_400, 200, 200),
            (0, 30_000, 100, 200),
        ] as [(from: Int64, to: Int64, low: Double, high: Double)])
    func floorPlans(_ example: (from: Int64, to: Int64, low: Double, high: Double)) {
        let range = FloorPlan(high: .watts(200), low: .watts(100), wallOffset: 0).range(from: at(example.from), to: at(example.to))
        #expect(range.low == .watts(example.low) && range.high == .watts(example.high), "\(range)")
    }

    /// A run that starts in an emergency which the one before has kept holds that from its first instant on, across an edge of its floor, too.
    @Test func anEmergencyThatWasKeptIsNoFloor() {
        let plan = FloorPlan(high: .watts(200), low: .watts(100), wallOffset: 0)
        var account = CeilingAccount(floors: [plan], budget: .watts(60), now: at(9000))
        var verdict = CeilingAccount.Verdict()
        account.started(0, at: at(9900), Wiretap())
        for time in [10_400, 10_600] as [Int64] {
            account.saw(0, CeilingAccount.Sighting(from: at(time), to: at(time + 2), ceiling: .watts(50), grant: nil), Wiretap())
        }
        account.settle(into: &verdict)
        #expect(verdict.over == .zero)
        #expect(verdict.proven >= .milliseconds(190))
    }

    /// In an emergency the grant's quota is not what its host holds.
    @Test func anEmergencyCapsAGrant() {
        var scenario = Scenario()
        for host in 0...1 {
            scenario.taps[host].add(
                Wiretap.Delivered(
                    grant: GrantID(epoch: 1, generation: 1), quota: .watts(500), at: at(500), nonceHeard: at(400), term: .seconds(4),
                    emergency: .watts(50)))
            scenario.look(host, 100, at: 490)
            scenario.look(host, 50, 1, at: 600)
            scenario.look(host, 50, 1, at: 1000)
        }
        scenario.settle()
        #expect(scenario.seconds == [1.0, 0, 0])
        #expect(scenario.verdict.worstHigh == .watts(200))
    }

    /// What was settled is forgotten, and nothing is counted twice.
    @Test func settlingInPartsIsSettlingAtOnce() {
        var (once, parts) = (Scenario(), Scenario())
        for step in 1...20 as ClosedRange<Int64> {
            for host in 0...1 {
                let quota = host == 0 ? 350.0 : Double(150 + 10 * step)
                once.deliver(host, UInt64(step), quota, at: step * 200)
                parts.deliver(host, UInt64(step), quota, at: step * 200)
                once.look(host, quota, UInt64(step), at: step * 200 + 30 * Int64(host + 1))
                parts.look(host, quota, UInt64(step), at: step * 200 + 30 * Int64(host + 1))
            }
            parts.settle()
        }
        once.settle()
        #expect(once.verdict == parts.verdict)
        #expect(once.verdict.over > .zero && once.verdict.proven > .zero)
    }
}
