import Testing
import ZoneModel

@testable import ZonePolicy

/// A host's own floor over restarts: no more than a collector has written down, and no less told than a restart may bring back.
@Suite struct OwnFloorTests {
    private static let start = BootInstant(nanoseconds: 1_000_000_000)

    private func policy(floor: Double, stored: Double?) throws -> HostPolicy {
        try HostPolicy(
            configuration: configuration(floor: floor), bootID: #require(BootID("b")), newest: .none, storedFloor: stored.map(Power.watts),
            seed: 1, now: OwnFloorTests.start)
    }

    private func configuration(floor: Double) -> AgentConfiguration { twoRigs(quota: 1000, floor: floor) }

    private func stored(_ directives: [HostDirective]) -> [Power] {
        directives.compactMap { if case .storeFloor(let floor) = $0 { floor } else { nil } }
    }

    @Test(arguments: [
        // In the file, on disk, in force at once, said in hello.
        (300.0, 0.0, 0.0, 300.0), (300, 300, 300, 300), (300, 260, 260, 300), (260, 300, 260, 300), (0, 300, 0, 300),
        (2000, 2000, 1000, 2000),
    ])
    func atAStart(_ file: Double, _ disk: Double, _ inForce: Double, _ told: Double) throws {
        let policy = try policy(floor: file, stored: disk)
        #expect(policy.ceiling(now: OwnFloorTests.start) == .watts(inForce))
        #expect(policy.floorTold == .watts(told))
    }

    @Test func withoutADiskTheFileCounts() throws {
        let policy = try policy(floor: 300, stored: nil)
        #expect(policy.ceiling(now: OwnFloorTests.start) == .watts(300) && policy.floorTold == .watts(300))
    }

    private func host(floor: Double, stored: Double) throws -> ModelHost {
        var host = ModelHost(configuration(floor: floor), truth: [(40, 460), (40, 460)])
        host.policy = try policy(floor: floor, stored: stored)
        host.run(.seconds(1))
        return host
    }

    @Test func theFirstLeaseMakesItHoldAndKeepsIt() throws {
        var host = try host(floor: 300, stored: 0)
        #expect(host.policy.floorAwaited == .watts(300))
        host.obey(host.policy.onWelcomed(now: host.now))
        #expect(host.policy.keeper.floor(now: host.now) == .zero, "a collector without a ledger welcomes anybody")
        host.grant(500, generation: 1)
        #expect(stored(host.directives) == [.watts(300)])
        #expect(host.policy.keeper.floor(now: host.now) == .watts(300) && host.policy.floorAwaited == nil)
        #expect(host.policy.onFloorStored(.watts(300), now: host.now) == [])
        host.grant(500, generation: 2)
        #expect(stored(host.directives) == [.watts(300)], "nothing new")
    }

    /// A reload to less before the disk has answered: what may be on it counts until it is known.
    @Test func aLoweredFloorIsToldWhenItIsOnDisk() throws {
        var host = try host(floor: 300, stored: 260)
        host.obey(host.policy.onWelcomed(now: host.now))
        host.grant(500, generation: 1)
        #expect(stored(host.directives) == [.watts(300)])
        host.obey(host.policy.onConfiguration(configuration(floor: 200), now: host.now))
        #expect(stored(host.directives) == [.watts(300), .watts(200)])
        #expect(host.policy.keeper.floor(now: host.now) == .watts(200), "less holds at once")
        #expect(host.policy.floorTold == .watts(300))
        #expect(host.policy.onFloorStored(.watts(300), now: host.now) == [], "an answer to an older question")
        #expect(host.policy.floorTold == .watts(300))
        #expect(host.policy.onFloorStored(.watts(200), now: host.now) == [.introduce])
        #expect(host.policy.floorTold == .watts(200))
    }

    @Test func aRaisedFloorWaitsForTheWelcomeThatAnswersIt() throws {
        var host = try host(floor: 200, stored: 200)
        host.obey(host.policy.onWelcomed(now: host.now))
        host.obey(host.policy.onConfiguration(configuration(floor: 300), now: host.now))
        host.grant(500, generation: 1)
        #expect(host.policy.keeper.floor(now: host.now) == .watts(200), "a grant of before the hello")
        #expect(host.policy.floorTold == .watts(300))
        host.obey(host.policy.onWelcomed(now: host.now))
        host.grant(500, generation: 2)
        #expect(stored(host.directives) == [.watts(300)])
        #expect(host.policy.keeper.floor(now: host.now) == .watts(300))
    }

    /// Idle watts that nobody could take away are no overshoot while nobody has counted the host.
    @Test func idlingUncountedIsNoDisobedience() throws {
        var host = try host(floor: 300, stored: 0)
        host.run(.seconds(30))
        #expect(host.policy.ceiling(now: host.now) == .zero && host.trueWatts > 0)
        #expect(!host.events.contains { $0.kind == .cannotComply })
        let reports = host.directives.compactMap { if case .record(.report(let report)) = $0 { report } else { nil } }
        #expect(!reports.isEmpty && reports.allSatisfy { $0.overshoot == 0 })
    }

    /// A disk that does not take it is asked again, by the ticks, every ten seconds.
    @Test func aFailedDiskIsAskedAgain() throws {
        var host = try host(floor: 300, stored: 0)
        host.run(.seconds(5))
        #expect(stored(host.directives) == [])
        host.obey(host.policy.onWelcomed(now: host.now))
        host.grant(500, generation: 1)
        host.run(.seconds(35))
        #expect(stored(host.directives).count == 4)
        host.obey(host.policy.onFloorStored(.watts(300), now: host.now))
        host.run(.seconds(35))
        #expect(stored(host.directives).count == 4)
    }
}
