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

    @Test func aWelcomeMakesItHoldAndKeepsIt() throws {
        var policy = try policy(floor: 300, stored: 0)
        let now = OwnFloorTests.start
        #expect(policy.floorAwaited == .watts(300))
        let directives = policy.onWelcomed(now: now)
        #expect(stored(directives) == [.watts(300)])
        #expect(policy.ceiling(now: now) == .watts(300) && policy.floorAwaited == nil)
        #expect(policy.onFloorStored(.watts(300), now: now) == [])
        #expect(stored(policy.onWelcomed(now: now)) == [], "nothing new")
    }

    /// A reload to more and back before the disk has answered: what may be on it counts until it is known.
    @Test func aLoweredFloorIsToldWhenItIsOnDisk() throws {
        var policy = try policy(floor: 300, stored: 260)
        let now = OwnFloorTests.start
        #expect(stored(policy.onWelcomed(now: now)) == [.watts(300)])
        #expect(stored(policy.onConfiguration(configuration(floor: 200), now: now)) == [.watts(200)])
        #expect(policy.ceiling(now: now) == .watts(200), "less holds at once")
        #expect(policy.floorTold == .watts(300))
        #expect(policy.onFloorStored(.watts(300), now: now) == [], "an answer to an older question")
        #expect(policy.floorTold == .watts(300))
        #expect(policy.onFloorStored(.watts(200), now: now) == [.introduce])
        #expect(policy.floorTold == .watts(200))
    }

    @Test func aRaisedFloorWaitsForTheWelcomeThatAnswersIt() throws {
        var policy = try policy(floor: 200, stored: 200)
        let now = OwnFloorTests.start
        _ = policy.onWelcomed(now: now)
        #expect(stored(policy.onConfiguration(configuration(floor: 300), now: now)) == [])
        #expect(policy.ceiling(now: now) == .watts(200) && policy.floorTold == .watts(300))
        #expect(stored(policy.onWelcomed(now: now)) == [.watts(300)])
        #expect(policy.ceiling(now: now) == .watts(300))
    }

    /// A disk that does not take it is asked again, by the ticks, every ten seconds.
    @Test func aFailedDiskIsAskedAgain() {
        var host = ModelHost(configuration(floor: 300), truth: [(40, 460), (40, 460)])
        host.policy.floorMemory = HostPolicy.FloorMemory(highest: .zero)
        host.run(.seconds(5))
        #expect(stored(host.directives) == [], "no collector has said welcome")
        host.obey(host.policy.onWelcomed(now: host.now))
        host.run(.seconds(35))
        #expect(stored(host.directives).count == 4)
        host.obey(host.policy.onFloorStored(.watts(300), now: host.now))
        host.run(.seconds(35))
        #expect(stored(host.directives).count == 4)
    }
}
