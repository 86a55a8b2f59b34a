import Testing
import ZoneModel

@testable import ZonePolicy

/// What a person sees of the budgets, the hosts that are out, and the floors.
@Suite struct AllocationTreeTests {
    private static let now = BootInstant(nanoseconds: 1_000_000_000)
    private static let wall = WallInstant(milliseconds: 1_764_050_400_000)

    private static func authority() throws -> ZoneAuthority {
        func entry(_ site: String, _ host: String, _ hostClass: HostClass, _ floor: Double) -> CollectorConfiguration.HostEntry {
            .init(site: Name(site)!, host: Name(host)!, hostClass: hostClass, floor: .watts(floor), nameplate: .watts(500))
        }
        var configuration = CollectorConfiguration(
            zone: Name("sindh-2")!, quota: .watts(2000), listen: .init(address: "127.0.0.1", port: 7433),
            hosts: [entry("khi-3", "h-1", .mining, 100), entry("khi-3", "h-2", .ai, 200), entry("hyd-1", "h-3", .mining, 50)])
        configuration.budgets = [.init(target: BudgetTarget(path: "sindh-2/khi-3")!, quota: .watts(700))]
        return try ZoneAuthority(configuration: configuration, image: LedgerImage(status: .fresh), now: now, wall: wall)
    }

    @Test func everyNodeHasItsSums() throws {
        let authority = try Self.authority()
        let tree = authority.treeDocument(now: Self.now)
        #expect(tree.nodes.map(\.target) == ["sindh-2", "sindh-2:ai", "sindh-2:mining", "sindh-2/hyd-1", "sindh-2/khi-3"])
        #expect(tree.nodes.map(\.floorsW) == [350, 200, 150, 50, 300])
        #expect(tree.nodes.map(\.hosts) == [3, 1, 2, 1, 2])
        // A node without a limit of its own has the zone's.
        #expect(tree.nodes.map(\.quotaW) == [2000, 2000, 2000, 2000, 700])
        #expect(tree.nodes.map(\.limitW) == [2000, 2000, 2000, 2000, 700])
        #expect(tree.nodes.allSatisfy { $0.connected == 0 && $0.powerW == 0 && $0.allocatedW == $0.floorsW })
        #expect(tree.parent == nil)
    }

    @Test func anEmergencyShowsInTheTreeAndInTheStatus() throws {
        var authority = try Self.authority()
        let request = TimedOrderRequest(
            kind: .emergency, target: "sindh-2", quotaW: 100, start: nil, durationS: 60, reason: "49.2 Hz", order: nil, dryRun: false)
        let (result, _) = authority.onTimedRequest(request, uid: 7, now: Self.now, wall: Self.wall)
        #expect(throws: Never.self) { try result.get() }
        #expect(authority.treeDocument(now: Self.now).nodes.map(\.quotaW) == [100, 100, 100, 100, 100])
        #expect(authority.treeDocument(now: Self.now).nodes[0].limitW == 2000)
        #expect(authority.status(now: Self.now, wall: Self.wall).orders?.map(\.kind) == [.emergency])
    }

    @Test func ordersInsideTheZoneLeaveSoMuch() throws {
        let wanted: [Power] = [.watts(400), .watts(400), .watts(500)]
        var authority = try Self.authority()
        #expect(authority.usable(wanted, now: Self.now) == .watts(1200), "700 W of the site's 800, and the other's 500")
        let cap = QuotaRequest(target: "sindh-2/khi-3/h-1", quotaW: 150, reason: "fuse", order: nil, dryRun: false)
        _ = authority.onQuotaRequest(cap, uid: 7, now: Self.now, wall: Self.wall)
        #expect(authority.usable(wanted, now: Self.now) == .watts(150 + 400 + 500))
        let out = MaintenanceRequest(target: "sindh-2/hyd-1/h-3", isOut: true, reason: "fans", dryRun: false)
        _ = authority.onMaintenanceRequest(out, uid: 7, now: Self.now, wall: Self.wall)
        #expect(authority.usable(wanted, now: Self.now) == .watts(150 + 400))
        let emergency = TimedOrderRequest(
            kind: .emergency, target: "sindh-2/khi-3", quotaW: 320, start: nil, durationS: 60, reason: "49.2 Hz", order: nil, dryRun: false)
        _ = authority.onTimedRequest(emergency, uid: 7, now: Self.now, wall: Self.wall)
        #expect(authority.usable(wanted, now: Self.now) == .watts(320))
    }

    @Test func hostsThatAreOutAreListed() throws {
        var authority = try Self.authority()
        let request = MaintenanceRequest(target: "sindh-2/khi-3/h-2", isOut: true, reason: "new transformer", dryRun: false)
        _ = authority.onMaintenanceRequest(request, uid: 7, now: Self.now, wall: Self.wall)
        let items = authority.maintenanceDocument(now: Self.now).items
        #expect(items.map(\.target) == ["sindh-2/khi-3/h-2"])
        #expect(items.first?.uid == 7 && items.first?.since == Self.wall.rfc3339 && items.first?.power == nil)
        let status = authority.status(now: Self.now, wall: Self.wall)
        #expect(status.hosts.map(\.maintenance) == [nil, "new transformer", nil])
        #expect(status.hosts.map(\.hostClass) == [.mining, .ai, .mining])
    }

    @Test func schedulesOfAHostThatIsNotThere() throws {
        let authority = try Self.authority()
        #expect(try authority.scheduleDocument(of: nil).get().schedules.isEmpty)
        #expect(try authority.scheduleDocument(of: "sindh-2/khi-3/h-1").get().schedules.isEmpty)
        #expect(throws: AdminFailure.self) { try authority.scheduleDocument(of: "sindh-2/khi-3/h-9").get() }
        #expect(throws: AdminFailure.self) { try authority.scheduleDocument(of: "nonsense").get() }
    }
}
