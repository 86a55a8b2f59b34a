import Console
import Testing
import ZoneModel

@Suite struct CutFollowerTests {
    private static func zone(_ hosts: [ZoneStatus.Host]) -> ZoneStatus {
        var status = Sample.zoneStatus
        status.hosts = hosts
        status.quotaW = 600
        status.power = PowerFigure(
            powerW: hosts.reduce(0) { $0 + ($1.power?.powerW ?? 0) }, errorW: 4, source: .measured)
        return status
    }

    private static func hosts(_ quotas: (Double?, Double?), draws: (Double, Double), applied: (Bool, Bool)) -> [ZoneStatus.Host] {
        [
            Sample.zoneHost("sindh-2/khi-3/h-014", quotaW: quotas.0, drawW: draws.0, generation: 119, isApplied: applied.0),
            Sample.zoneHost("sindh-2/khi-3/h-015", quotaW: quotas.1, drawW: draws.1, generation: 119, isApplied: applied.1),
        ]
    }

    private func texts(_ lines: [StyledLine]) -> [String] { lines.map { $0.text(coloured: false) } }

    @Test func aCutArrives() {
        var follower = CutFollower(Sample.decision())
        #expect(follower.hasCuts)
        var all: [String] = []
        func see(_ at: Double, _ hosts: [ZoneStatus.Host]) { all += texts(follower.on(Self.zone(hosts), at: at)) }
        see(0.05, Self.hosts((420, 380), draws: (413.6, 375), applied: (true, true)))
        see(0.15, Self.hosts((210, 190), draws: (410, 375), applied: (false, false)))
        see(0.35, Self.hosts((210, 190), draws: (300, 250), applied: (false, false)))
        see(0.55, Self.hosts((210, 190), draws: (208, 188), applied: (true, false)))
        #expect(follower.verdict == .following)
        see(0.65, Self.hosts((210, 190), draws: (207, 187), applied: (true, true)))
        #expect(follower.verdict == .complied)
        Golden.expect(all.joined(separator: "\n") + "\n", "follow-cut")
        // What comes after the end changes nothing.
        #expect(follower.on(Self.zone([]), at: 99).isEmpty)
        #expect(follower.verdict == .complied)
    }

    @Test func aRenewalThatIsNotYetAppliedDoesNotUndoIt() {
        var follower = CutFollower(Sample.decision())
        _ = follower.on(Self.zone(Self.hosts((210, 190), draws: (208, 250), applied: (true, false))), at: 0.5)
        _ = follower.on(Self.zone(Self.hosts((210, 190), draws: (208, 188), applied: (false, true))), at: 0.6)
        #expect(follower.verdict == .complied)
    }

    @Test func sharesDealtAnewCountByTheirSum() {
        var follower = CutFollower(Sample.decision())
        _ = follower.on(Self.zone(Self.hosts((350, 200), draws: (340, 180), applied: (true, true))), at: 0.5)
        #expect(follower.verdict == .complied)
    }

    @Test func appliedButStillAboveIsNotHeld() {
        var follower = CutFollower(Sample.decision())
        let status = Self.zone(Self.hosts((210, 190), draws: (500, 188), applied: (true, true)))
        _ = follower.on(status, at: 0.5)
        #expect(follower.verdict == .following)
        _ = follower.on(status, at: 13.6)
        guard case .lateHosts(let late) = follower.verdict else { return #expect(Bool(false), "\(follower.verdict)") }
        #expect(late.count == 1)
        #expect(late[0].contains("688.0 W is above 600.0 W"))
    }

    @Test func aLostHostLapses() {
        var follower = CutFollower(Sample.decision())
        var hosts = Self.hosts((210, nil), draws: (208, 60), applied: (true, false))
        hosts[1].state = .lost
        let lines = texts(follower.on(Self.zone(hosts), at: 12.5))
        #expect(follower.verdict == .complied)
        #expect(lines.contains { $0.contains("h-015  its lease has lapsed") })
    }

    @Test func whoHasNotComplied() {
        var follower = CutFollower(Sample.decision(bindsWithinS: 3))
        #expect(follower.deadlineS == 4)
        var hosts = Self.hosts((420, 380), draws: (413.6, 375), applied: (true, true))
        hosts[0].mode = .observe
        hosts[1].state = .lost
        hosts[1].ageS = 41
        _ = follower.on(Self.zone(hosts), at: 3.9)
        #expect(follower.verdict == .following)
        _ = follower.on(Self.zone(hosts), at: 4.1)
        #expect(
            follower.verdict
                == .lateHosts([
                    "sindh-2/khi-3/h-014: it only observes: it holds no quota",
                    "sindh-2/khi-3/h-015: lost 41 s ago: it counts at 380.0 W until its lease lapses",
                ]))
    }

    @Test func aSilentCollectorIsSaidOnceAndEndsAtTheDeadline() {
        var follower = CutFollower(Sample.decision(bindsWithinS: nil))
        #expect(follower.onFailure("gone", at: 1).count == 1)
        #expect(follower.onFailure("gone", at: 2).isEmpty)
        #expect(follower.verdict == .following)
        _ = follower.onFailure("gone", at: 20)
        guard case .lateHosts(let late) = follower.verdict else { return #expect(Bool(false), "\(follower.verdict)") }
        #expect(late.count == 3)
        #expect(late[2] == "the collector: gone")
    }

    @Test func aRaiseHasNothingToFollow() {
        var decision = Sample.decision(toW: 2400)
        for index in decision.changes.indices { decision.changes[index].toW = 900 }
        let follower = CutFollower(decision)
        #expect(!follower.hasCuts)
        #expect(follower.verdict == .complied)
    }

    @Test func oneHostsCapIsJudgedByThatHostsWatts() {
        var decision = Sample.decision(toW: 210)
        decision.target = Sample.host.description
        decision.changes = [decision.changes[0]]
        var follower = CutFollower(decision)
        _ = follower.on(Self.zone(Self.hosts((210, 380), draws: (260, 375), applied: (true, true))), at: 0.2)
        #expect(follower.verdict == .following)
        _ = follower.on(Self.zone(Self.hosts((210, 380), draws: (209, 375), applied: (true, true))), at: 0.3)
        #expect(follower.verdict == .complied)
    }

    @Test func manyHostsAreCounted() {
        var decision = Sample.decision()
        decision.changes = (0..<40).map {
            .init(address: Sample.address("sindh-2/khi-3/h-\($0)"), fromW: 30, toW: 15, floorW: 1)
        }
        var follower = CutFollower(decision)
        let hosts = (0..<40).map {
            Sample.zoneHost("sindh-2/khi-3/h-\($0)", quotaW: $0 < 30 ? 15 : 30, drawW: 15, isApplied: $0 < 20)
        }
        let lines = texts(follower.on(Self.zone(hosts), at: 0.3))
        #expect(lines.contains { $0.contains("30 of 40 hosts granted, 20 complied") })
        #expect(lines.count <= 3)
    }
}

@Suite struct EventWindowTests {
    private func event(_ number: Int) -> EventsDocument.Entry {
        .init(timestamp: "t\(number)", address: "z", event: "started", severity: .info, message: "\(number)")
    }

    @Test func onlyWhatIsNew() {
        var window = EventWindow((1...3).map(event))
        #expect(window.advance((1...3).map(event)).fresh.isEmpty)
        // One that came late stands in the middle, and two that are alike are two.
        let (fresh, isGapPossible) = window.advance([1, 9, 2, 3, 3, 4].map(event))
        #expect(fresh.map(\.message) == ["9", "3", "4"])
        #expect(!isGapPossible)
        #expect(window.advance([3, 3, 4, 5].map(event)).fresh.map(\.message) == ["5"])
    }

    @Test func aFloodIsSaid() {
        var window = EventWindow((0..<EventWindow.size).map(event))
        let (fresh, isGapPossible) = window.advance((1000..<(1000 + EventWindow.size)).map(event))
        #expect(fresh.count == EventWindow.size)
        #expect(isGapPossible)
    }
}
