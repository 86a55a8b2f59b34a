import Testing
import ZoneModel

@testable import ZoneFaults

private func at(_ milliseconds: Int64) -> BootInstant { BootInstant(nanoseconds: milliseconds * 1_000_000) }

/// Looks that no honest agent would give: each must be told. The floor is 220 W, the lease of 300 W ends by 5.0 s.
@Suite struct LookBookTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var watts: Double
        var generation: UInt64?
        var at: Int64 = 2000
        /// In the words of what was violated; nil: nothing was.
        var says: String?
    }

    @Test(arguments: [
        Case(testDescription: "the floor", watts: 220),
        Case(testDescription: "below the floor", watts: 0),
        Case(testDescription: "more than the floor", watts: 221, says: "without a lease"),
        Case(testDescription: "its lease", watts: 300, generation: 1),
        Case(testDescription: "its lease, at the last instant", watts: 300, generation: 1, at: 4999),
        Case(testDescription: "its lease, too long", watts: 300, generation: 1, at: 5000, says: "after it must have ended"),
        Case(testDescription: "more than its lease", watts: 301, generation: 1, says: "by a lease 1/1 of 300.0 W"),
        Case(testDescription: "another lease", watts: 300, generation: 2, says: "never carried"),
    ])
    func agents(_ example: Case) {
        var book = LookBook(FaultTerms())
        var tap = Wiretap()
        tap.add(
            Wiretap.Delivered(
                grant: GrantID(epoch: 1, generation: 1), quota: .watts(300), at: at(1100), nonceHeard: at(1000), term: .seconds(4)))
        let look = CeilingAccount.Sighting(
            from: at(example.at), to: at(example.at + 2), ceiling: .watts(example.watts),
            grant: example.generation.map { GrantID(epoch: 1, generation: $0) })
        book.saw(0, look, before: nil, tap)
        #expect(book.violationCount == (example.says == nil ? 0 : 1))
        if let says = example.says { #expect(book.violations[0].contains(says), "\(book.violations)") }
    }

    private func zone(_ committed: [Double], from: Int64, isOver: Bool = false) -> Observer.ZoneLook {
        let hosts = committed.enumerated().map { index, watts in
            ZoneStatus.Host(
                address: HostAddress(path: "sindh-2/khi-3/h-\(index + 1)")!, state: .connected, mode: .enforce, simulated: false, ageS: 0,
                power: nil, wantedW: nil, floorW: 220, capW: nil, grant: nil, quotaW: nil, leaseRemainingS: nil, isApplied: false,
                appliedAfterS: nil, commitmentW: watts, isOverCeiling: isOver, refusal: nil)
        }
        let status = ZoneStatus(
            zone: Name("sindh-2")!, version: "", timestamp: "", quotaW: 900, quotaReason: nil, floorsW: 660,
            committedW: committed.reduce(0, +), power: PowerFigure(powerW: 0, errorW: 0, source: .estimated), simulated: false, epoch: 1,
            quarantineRemainingS: nil, storeFailure: nil, linesStored: 0, linesRefused: 0, hosts: hosts)
        return Observer.ZoneLook(from: at(from), to: at(from + 2), status: status, run: 1)
    }

    @Test(arguments: [
        (committed: [300.0, 300, 300], isOver: false, startedAt: 0 as Int64, isFound: false),
        ([300, 300, 301], false, 0, true),
        // Rule 11: watts over a ceiling are counted, and no grant takes them away.
        ([300, 300, 500], true, 0, false),
        // A restart has begun K anew for what had been freed.
        ([300, 300, 500], false, 9000, false),
    ])
    func commitments(_ example: (committed: [Double], isOver: Bool, startedAt: Int64, isFound: Bool)) {
        var book = LookBook(FaultTerms())
        book.collectorStarted(at: at(example.startedAt))
        let taps = [Wiretap(), Wiretap(), Wiretap()]
        book.saw(zone(example.committed, from: 10_000, isOver: example.isOver), before: nil, budget: .watts(900), taps)
        #expect(book.violationCount == (example.isFound ? 1 : 0), "\(book.violations)")
    }

    /// In force at a host and not in the ledger: found by the two looks at the ledger around it, unless the ledger moved in between.
    @Test(arguments: [(grants: 0, isFound: true), (1, true), (2, false)])
    func inForceButNotCommitted(_ example: (grants: Int, isFound: Bool)) {
        var book = LookBook(FaultTerms())
        book.collectorStarted(at: at(0))
        var taps = [Wiretap(), Wiretap(), Wiretap()]
        taps[0].add(
            Wiretap.Delivered(
                grant: GrantID(epoch: 1, generation: 1), quota: .watts(300), at: at(9000), nonceHeard: at(8900), term: .seconds(4)))
        for index in 0..<example.grants {
            taps[0].add(
                Wiretap.Delivered(
                    grant: GrantID(epoch: 1, generation: UInt64(2 + index)), quota: .watts(300), at: at(10_020 + Int64(index)),
                    nonceHeard: at(9900), term: .seconds(4)))
        }
        let look = CeilingAccount.Sighting(
            from: at(10_050), to: at(10_052), ceiling: .watts(300), grant: GrantID(epoch: 1, generation: 1))
        book.saw(0, look, before: nil, taps[0])
        let before = zone([220, 220, 220], from: 10_000)
        book.saw(zone([220, 220, 220], from: 10_100), before: before, budget: .watts(900), taps)
        #expect(book.violationCount == (example.isFound ? 1 : 0), "\(book.violations)")
    }
}
