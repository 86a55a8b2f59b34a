import Testing
import ZoneModel

@testable import ZonePolicy

@Suite struct AllocationLedgerTests {
    static let a = name("a")
    static let b = name("b")
    static let boot1 = BootID("b001")!
    static let boot2 = BootID("b002")!

    static func name(_ host: String) -> HostAddress { HostAddress(path: "z/s/\(host)")! }
    static func at(_ seconds: Double) -> BootInstant { BootInstant(nanoseconds: Int64(seconds * 1e9)) }

    static func entry(
        _ host: HostAddress, _ generation: UInt64, _ watts: Double, boot: BootID = boot1, hold: Duration = .milliseconds(12_500)
    ) -> LedgerEntry {
        LedgerEntry(
            address: host, bootID: boot, grant: GrantID(epoch: 1, generation: generation), quota: .watts(watts), term: .seconds(10),
            hold: hold)
    }

    /// What happens to host a (and b), at which second, and what then counts for a.
    enum Step: Sendable {
        case floor(Double)
        case shown(Double)
        case grant(UInt64, Double)
        case grantBoot2(UInt64, Double)
        case grantHeld(UInt64, Double, hold: Double)
        case applied(UInt64)
        case appliedBoot2(UInt64)
        case appliedByB(UInt64)
        case measured(Double)
        case uncontrolled(Double)
    }

    struct Row: Sendable, CustomTestStringConvertible {
        var why: String
        var steps: [(Double, Step)]
        var counts: [(Double, Double)]
        var testDescription: String { why }
    }

    static let rows: [Row] = [
        Row(why: "the floor counts always", steps: [(0, .floor(50))], counts: [(0, 50), (1e6, 50)]),
        Row(why: "an entry counts for K and not a tick less", steps: [(0, .grant(1, 100))], counts: [(12.499999999, 100), (12.5, 0)]),
        Row(
            why: "the floor is under the entry, not on top", steps: [(0, .floor(50)), (0, .grant(1, 100))], counts: [(0, 100), (12.5, 50)]),
        Row(
            why: "a cut that is only sent frees nothing", steps: [(0, .grant(1, 100)), (1, .grant(2, 40))],
            counts: [(12.4, 100), (12.5, 40), (13.5, 0)]),
        Row(
            why: "a cut that is applied frees the higher one", steps: [(0, .grant(1, 100)), (1, .grant(2, 40)), (2, .applied(2))],
            counts: [(2, 40), (13.4, 40), (13.5, 0)]),
        Row(
            why: "applied of the same or an older grant frees nothing above it",
            steps: [(0, .grant(1, 100)), (1, .grant(2, 40)), (2, .applied(1))], counts: [(2, 100)]),
        Row(
            why: "another host's applied frees nothing here", steps: [(0, .grant(1, 100)), (1, .grant(2, 40)), (2, .appliedByB(2))],
            counts: [(2, 100)]),
        Row(
            why: "another boot's applied frees nothing of this one",
            steps: [(0, .grant(1, 100)), (1, .grantBoot2(2, 40)), (2, .appliedBoot2(2))], counts: [(2, 100), (12.5, 40)]),
        Row(
            why: "a renewal of another boot does not stand for this one's",
            steps: [(0, .grant(1, 100)), (1, .grantBoot2(2, 100)), (2, .grantBoot2(3, 10)), (3, .appliedBoot2(3))],
            counts: [(3, 100), (12.5, 10)]),
        Row(why: "a raise counts at once", steps: [(0, .grant(1, 40)), (1, .grant(2, 100))], counts: [(1, 100), (13.4, 100), (13.5, 0)]),
        Row(
            why: "every entry keeps the K it was granted under",
            steps: [(0, .grantHeld(1, 100, hold: 30)), (1, .grantHeld(2, 100, hold: 12.5))], counts: [(13.5, 100), (29.9, 100), (30, 0)]),
        Row(
            why: "a lowered floor counts at its old value until the host has shown the new one",
            steps: [(0, .floor(80)), (1, .floor(20))], counts: [(1, 80), (1e6, 80)]),
        Row(why: "and then at the new one", steps: [(0, .floor(80)), (1, .floor(20)), (2, .shown(20))], counts: [(2, 20)]),
        Row(
            why: "a host with a larger floor than it was given counts at it", steps: [(0, .floor(20)), (1, .shown(90))], counts: [(1, 90)]),
        Row(why: "a smaller claim is not believed", steps: [(0, .floor(20)), (1, .shown(5))], counts: [(1, 20)]),
        Row(
            why: "watts over the ceiling count while they are drawn",
            steps: [(0, .grant(1, 100)), (1, .measured(130))], counts: [(1, 130), (12.5, 130)]),
        Row(
            why: "watts under the ceiling make no difference", steps: [(0, .grant(1, 100)), (1, .measured(99))],
            counts: [(1, 100), (12.5, 99)]),
        Row(
            why: "what no quota reaches counts for ever", steps: [(0, .uncontrolled(500)), (0, .grant(1, 100))],
            counts: [(0, 500), (99, 500)]),
    ]

    @Test(arguments: rows)
    func commitment(_ row: Row) {
        var ledger = Ledger()
        for (second, step) in row.steps {
            let now = Self.at(second)
            ledger.expire(now: now)
            switch step {
            case .floor(let watts): ledger.setFloor(Self.a, .watts(watts))
            case .shown(let watts): ledger.floorShown(Self.a, .watts(watts))
            case .grant(let g, let watts): ledger.record(Self.entry(Self.a, g, watts), now: now)
            case .grantBoot2(let g, let watts): ledger.record(Self.entry(Self.a, g, watts, boot: Self.boot2), now: now)
            case .grantHeld(let g, let watts, let hold):
                ledger.record(Self.entry(Self.a, g, watts, hold: .milliseconds(Int64(hold * 1000))), now: now)
            case .applied(let g): ledger.applied(Self.a, boot: Self.boot1, grant: GrantID(epoch: 1, generation: g))
            case .appliedBoot2(let g): ledger.applied(Self.a, boot: Self.boot2, grant: GrantID(epoch: 1, generation: g))
            case .appliedByB(let g): ledger.applied(Self.b, boot: Self.boot1, grant: GrantID(epoch: 1, generation: g))
            case .measured(let watts): ledger.setMeasured(Self.a, .watts(watts))
            case .uncontrolled(let watts): ledger.setUncontrolled(Self.a, .watts(watts))
            }
        }
        for (second, watts) in row.counts {
            #expect(ledger.commitment(of: Self.a, now: Self.at(second)) == .watts(watts), "at \(second) s")
            // Whether `expire` has run makes no difference to what is said of an instant.
            var swept = ledger
            swept.expire(now: Self.at(second))
            #expect(swept.total(now: Self.at(second)) == ledger.total(now: Self.at(second)), "at \(second) s")
        }
    }

    @Test func aGrantMustFitBesideEverythingThatMayBeInForce() {
        var ledger = Ledger()
        ledger.setFloor(Self.b, .watts(100))
        ledger.record(Self.entry(Self.a, 1, 600), now: Self.at(0))
        #expect(ledger.canGrant(Self.b, .watts(400), budget: .watts(1000), now: Self.at(1)))
        #expect(!ledger.canGrant(Self.b, .watts(400.001), budget: .watts(1000), now: Self.at(1)))
        ledger.record(Self.entry(Self.a, 2, 300), now: Self.at(2))
        #expect(!ledger.canGrant(Self.b, .watts(700), budget: .watts(1000), now: Self.at(2)), "a's cut is not applied")
        ledger.applied(Self.a, boot: Self.boot1, grant: GrantID(epoch: 1, generation: 2))
        #expect(ledger.canGrant(Self.b, .watts(700), budget: .watts(1000), now: Self.at(3)))
    }

    @Test func aShrunkenBudgetTakesCutsAndBindsAfterK() {
        var ledger = Ledger()
        ledger.record(Self.entry(Self.a, 1, 600), now: Self.at(0))
        ledger.record(Self.entry(Self.b, 1, 400), now: Self.at(0))
        let budget = Power.watts(500)
        #expect(ledger.hasShrunk(under: budget))
        ledger.openRegime(isOrder: true, hold: .milliseconds(12_500), now: Self.at(0.5))
        #expect(ledger.largestGrant(Self.a, upTo: .watts(300), budget: budget, now: Self.at(1)) == .watts(300))
        ledger.record(Self.entry(Self.a, 2, 300), now: Self.at(1))
        #expect(ledger.total(now: Self.at(1)) == .watts(1000), "a cut adds nothing")
        #expect(ledger.largestGrant(Self.b, upTo: .watts(400), budget: budget, now: Self.at(1)) == .watts(200), "cuts fit the new budget")
        ledger.record(Self.entry(Self.b, 2, 200), now: Self.at(1))
        #expect(!ledger.canGrant(Self.a, .watts(301), budget: budget, now: Self.at(2)), "no raise inside the new regime")
        ledger.expire(now: Self.at(12.5))
        #expect(ledger.total(now: Self.at(12.5)) == budget)
    }

    @Test func aGrantUnderTheFloorIsAlwaysPossible() {
        var ledger = Ledger()
        ledger.setFloor(Self.a, .watts(300))
        ledger.setFloor(Self.b, .watts(300))
        // Floors that no host has shown yet may not be in force: they count, and give no right.
        #expect(ledger.largestGrant(Self.a, upTo: .watts(900), budget: .watts(100), now: Self.at(0)) == .zero)
        for host in [Self.a, Self.b] { ledger.floorShown(host, .watts(300)) }
        #expect(ledger.largestGrant(Self.a, upTo: .watts(900), budget: .watts(100), now: Self.at(0)) == .watts(300))
        #expect(ledger.canGrant(Self.a, .watts(50), budget: .watts(100), now: Self.at(0)))
        #expect(!ledger.canGrant(Self.a, .watts(301), budget: .watts(100), now: Self.at(0)))
    }

    @Test func renewalsAtOneQuotaCostOneEntry() {
        var ledger = Ledger()
        for g in 1...1000 as ClosedRange<UInt64> { ledger.record(Self.entry(Self.a, g, 100), now: Self.at(Double(g) / 100)) }
        #expect(ledger.accounts[Self.a]?.held.count == 1)
    }

    @Test func cutsThatAreNeverAppliedStayBoundedAndCounted() {
        var ledger = Ledger()
        for g in 1...500 as ClosedRange<UInt64> { ledger.record(Self.entry(Self.a, g, 1000 - Double(g)), now: Self.at(Double(g) / 1000)) }
        #expect((ledger.accounts[Self.a]?.held.count ?? 0) <= Ledger.entriesMax)
        #expect(ledger.commitment(of: Self.a, now: Self.at(1)) == .watts(999))
        #expect(ledger.takeFreed().isEmpty, "joined in memory is not gone from the disk")
        ledger.applied(Self.a, boot: Self.boot1, grant: GrantID(epoch: 1, generation: 500))
        #expect(ledger.commitment(of: Self.a, now: Self.at(1)) == .watts(500))
        #expect(ledger.takeFreed() == [.freed(Self.a, Self.boot1, upTo: GrantID(epoch: 1, generation: 499))])
    }

    /// The ledger against its definition: a list of everything ever granted, freed only by rule 5; and the disk against the ledger.
    @Test func agreesWithItsDefinition() {
        for seed in 1...400 as ClosedRange<UInt64> {
            var random = AllocationRandom(seed: seed)
            var ledger = Ledger()
            var image = LedgerImage(status: .whole)
            var all: [(LedgerEntry, BootInstant)] = []
            var second = 0.0
            var generation: UInt64 = 0
            for _ in 0..<120 {
                second += Double(random.int(0...3000)) / 1000
                let now = Self.at(second)
                let host = random.chance(0.5) ? Self.a : Self.b
                let boot = random.chance(0.7) ? Self.boot1 : Self.boot2
                ledger.expire(now: now)
                all.removeAll { $0.1 + $0.0.hold <= now }
                if random.chance(0.7) {
                    generation += 1
                    let hold = Duration.milliseconds(random.chance(0.2) ? 30_000 : 12_500)
                    let entry = Self.entry(host, generation, Double(random.int(0...5)) * 100, boot: boot, hold: hold)
                    ledger.record(entry, now: now)
                    all.append((entry, now))
                    image.apply(.granted(entry))
                } else if generation > 0 {
                    let grant = GrantID(epoch: 1, generation: UInt64(random.int(1...Int64(generation))))
                    ledger.applied(host, boot: boot, grant: grant)
                    all.removeAll { $0.0.address == host && $0.0.bootID == boot && $0.0.grant < grant }
                }
                for record in ledger.takeFreed() { image.apply(record) }
                for host in [Self.a, Self.b] {
                    let expected = all.filter { $0.0.address == host }.map(\.0.quota).max() ?? .zero
                    #expect(ledger.commitment(of: host, now: now) == expected, "seed \(seed)")
                    // What is on disk may count too much after a restart, never too little.
                    var replayed = Ledger()
                    replayed.replay(image.entries, now: now)
                    for later in [0, 5, 12.4, 20, 29.9] where all.contains(where: { $0.0.address == host }) {
                        let then = now + .milliseconds(Int64(later * 1000))
                        let truth = all.filter { $0.0.address == host && $0.1 + $0.0.hold > then }.map(\.0.quota).max() ?? .zero
                        #expect(replayed.commitment(of: host, now: then) >= truth, "seed \(seed)")
                    }
                }
                #expect(ledger.total(now: now) == [Self.a, Self.b].map { ledger.commitment(of: $0, now: now) }.total(), "seed \(seed)")
            }
            ledger.expire(now: Self.at(second + 100))
            for record in ledger.takeFreed() { image.apply(record) }
            #expect(image.entries.isEmpty, "seed \(seed): everything leaves the disk in the end")
        }
    }

    struct TermsRow: Sendable {
        var term: Double
        var hold: Double
        var rate: Double
        var isSafe: Bool
    }

    @Test(arguments: [
        TermsRow(term: 10, hold: 12.5, rate: 0.1, isSafe: true),
        TermsRow(term: 10, hold: 12.222, rate: 0.1, isSafe: false),
        TermsRow(term: 10, hold: 12.223, rate: 0.1, isSafe: true),
        TermsRow(term: 9, hold: 11, rate: 0.1, isSafe: true),
        TermsRow(term: 9, hold: 10.999, rate: 0.1, isSafe: false),
        TermsRow(term: 10, hold: 10, rate: 0, isSafe: true),
        TermsRow(term: 10, hold: 9.999, rate: 0, isSafe: false),
        TermsRow(term: 10, hold: 12.5, rate: .nan, isSafe: false),
        TermsRow(term: 10, hold: 12.5, rate: 1, isSafe: false),
        TermsRow(term: 10, hold: 12.5, rate: -0.1, isSafe: false),
        TermsRow(term: 0, hold: 12.5, rate: 0.1, isSafe: false),
        TermsRow(term: 1e9, hold: 2e9, rate: 0.1, isSafe: false),
    ])
    func leaseTerms(_ row: TermsRow) {
        var lease = CollectorConfiguration.LeaseConfiguration()
        lease.term = .milliseconds(Int64(row.term * 1000))
        lease.hold = .milliseconds(Int64(row.hold * 1000))
        lease.clockRateError = row.rate
        #expect((lease.problem == nil) == row.isSafe, "\(lease.problem ?? "no problem")")
    }
}

/// Floors by schedule, announced cuts and the tree, in the ledger.
@Suite struct LedgerInTimeTests {
    static let a = HostAddress(path: "z/s/a")!
    static let b = HostAddress(path: "z/s/b")!
    static let boot = BootID("b0")!
    static let hold = Duration.milliseconds(12_500)

    static func at(_ seconds: Double) -> BootInstant { BootInstant(nanoseconds: Int64(seconds * 1e9)) }
    static func wall(_ seconds: Double) -> WallInstant { WallInstant(milliseconds: Int64(seconds * 1000)) }

    /// The wall clock at `seconds`, off by 2 s at most.
    static func clock(_ seconds: Double) -> [WallTrack.Estimate] {
        var track = WallTrack()
        track.onReading(WallReading(wall: wall(seconds), uncertainty: .seconds(2)), now: at(seconds))
        return track.estimates(now: at(seconds))
    }

    static func entry(_ host: HostAddress, _ generation: UInt64, _ watts: Double) -> LedgerEntry {
        LedgerEntry(
            address: host, bootID: boot, grant: GrantID(epoch: 1, generation: generation), quota: .watts(watts), term: .seconds(10),
            hold: hold)
    }

    static func schedule(_ watts: [Double], id: String = "1", start: Double = 1000) throws -> FloorSchedule {
        try FloorSchedule(id: id, start: wall(start), slot: .seconds(100), floors: watts.map { .watts($0) })
    }

    /// ε = 2 s, K = 12.5 s: a floor counts from 14.5 s before its slot until 2 s after it.
    @Test(arguments: [
        (1050.0, 100.0), (1085.4, 100), (1085.6, 300), (1101.9, 300), (1150, 300), (1190, 300), (1201.9, 300), (1202.1, 50), (1302.1, 0),
    ])
    func aFloorCountsFromKAheadUntilEveryClockHasPassed(second: Double, counted: Double) throws {
        var ledger = Ledger()
        ledger.scheduleSent(Self.a, try Self.schedule([100, 300, 50]))
        _ = ledger.setFloorWindow(Self.clock(second), hold: Self.hold)
        #expect(ledger.base(of: Self.a) == .watts(counted))
        #expect(ledger.baseTotal == .watts(counted))
    }

    @Test func anUnsynchronisedClockCountsTheWholeHorizon() throws {
        var ledger = Ledger()
        ledger.scheduleSent(Self.a, try Self.schedule([100, 300, 50]))
        _ = ledger.setFloorWindow(Self.clock(1250), hold: Self.hold)
        #expect(ledger.base(of: Self.a) == .watts(50))
        _ = ledger.setFloorWindow([], hold: Self.hold)
        #expect(ledger.base(of: Self.a) == .watts(300))
    }

    @Test func aScheduleCountsBesideItsSuccessorUntilThatIsStored() throws {
        var ledger = Ledger()
        _ = ledger.setFloorWindow(Self.clock(1050), hold: Self.hold)
        ledger.scheduleSent(Self.a, try Self.schedule([500], id: "1"))
        ledger.scheduleStored(Self.a, id: "1")
        ledger.scheduleSent(Self.a, try Self.schedule([100], id: "2"))
        #expect(ledger.base(of: Self.a) == .watts(500))
        ledger.scheduleStored(Self.b, id: "2")
        #expect(ledger.base(of: Self.a) == .watts(500))
        ledger.scheduleStored(Self.a, id: "2")
        #expect(ledger.base(of: Self.a) == .watts(100))
    }

    @Test func aFloorThatWillRiseGivesNoRightYet() throws {
        var ledger = Ledger()
        _ = ledger.setFloorWindow(Self.clock(1050), hold: Self.hold)
        ledger.scheduleSent(Self.a, try Self.schedule([100, 600]))
        ledger.scheduleStored(Self.a, id: "1")
        ledger.record(Self.entry(Self.b, 1, 900), now: Self.at(1080))
        _ = ledger.setFloorWindow(Self.clock(1086), hold: Self.hold)
        // 600 W count and 900 W are out: over the budget of 1000 W, and a may go on with its present floor alone.
        #expect(ledger.total(now: Self.at(1086)) == .watts(1500))
        #expect(ledger.largestGrant(Self.a, upTo: .watts(600), budget: .watts(1000), now: Self.at(1086)) == .watts(100))
        // Once every clock has passed the edge, and b's entry is dead, it is there.
        ledger.expire(now: Self.at(1103))
        _ = ledger.setFloorWindow(Self.clock(1103), hold: Self.hold)
        #expect(ledger.largestGrant(Self.a, upTo: .watts(900), budget: .watts(1000), now: Self.at(1103)) == .watts(900))
    }

    @Test func anAnnouncedCutHoldsAtItsInstant() {
        var ledger = Ledger()
        ledger.openEdge([.watts(500)])
        ledger.record(Self.entry(Self.a, 1, 600), next: .init(quota: .watts(200), at: Self.at(20)), now: Self.at(10))
        #expect(ledger.largestAfterEdge(Self.b, upTo: .watts(900), now: Self.at(11)) == .watts(300))
        #expect(ledger.largestGrant(Self.b, upTo: .watts(900), budgets: [.watts(1000)], now: Self.at(11)) == .watts(400))
        ledger.record(Self.entry(Self.b, 1, 400), next: .init(quota: .watts(300), at: Self.at(20)), now: Self.at(11))
        #expect(ledger.total(now: Self.at(19.9)) == .watts(1000))
        ledger.expire(now: Self.at(20))
        ledger.reachEdge(next: nil)
        #expect(ledger.total(now: Self.at(20)) == .watts(500))
        #expect(ledger.hasShrunk(under: .watts(500)) == false)
    }

    @Test func aRenewalWithoutTheCutIsNoExcuse() {
        var ledger = Ledger()
        ledger.record(Self.entry(Self.a, 1, 600), next: .init(quota: .watts(200), at: Self.at(20)), now: Self.at(10))
        // The later one carries no cut: it counts whole after the edge, and the earlier one is covered by it.
        ledger.record(Self.entry(Self.a, 2, 600), now: Self.at(11))
        ledger.expire(now: Self.at(20))
        #expect(ledger.commitment(of: Self.a, now: Self.at(20)) == .watts(600))
    }

    @Test func everyNodeOfTheTreeKeepsItsBudget() {
        var ledger = Ledger(nodeCount: 3)
        ledger.setNodes(Self.a, [0, 1])
        ledger.setNodes(Self.b, [0, 1, 2])
        let budgets: [Power] = [.watts(1000), .watts(700), .watts(300)]
        #expect(ledger.largestGrant(Self.b, upTo: .watts(900), budgets: budgets, now: Self.at(0)) == .watts(300))
        ledger.record(Self.entry(Self.b, 1, 300), now: Self.at(0))
        #expect(ledger.largestGrant(Self.a, upTo: .watts(900), budgets: budgets, now: Self.at(0)) == .watts(400))
        ledger.record(Self.entry(Self.a, 1, 400), now: Self.at(0))
        #expect([0, 1, 2].map { ledger.total(node: $0, now: Self.at(1)) } == [.watts(700), .watts(700), .watts(300)])
        #expect(ledger.hasShrunk(under: [.watts(1000), .watts(600), .watts(300)]))
        #expect(!ledger.hasShrunk(under: budgets))
    }
}
