import AdminClient
import Glibc
import Testing
import ZoneModel

@testable import Console

/// Orders at the collector: events, emergencies, maintenance, and the views of budgets and floors.
@Suite struct ZoneOrderTests {
    private static func wall(_ text: String) -> WallInstant {
        guard let instant = WallInstant(rfc3339: text) else { preconditionFailure(text) }
        return instant
    }

    private static func order(
        _ id: UInt64, _ target: String, _ watts: Double, from: String, to: String,
        _ state: TimedOrderDocument.State, remainingS: Double, kind: TimedOrder.Kind = .event, reason: String = "evening peak",
        order: String? = "2231"
    ) -> TimedOrderDocument {
        guard let target = BudgetTarget(path: target) else { preconditionFailure(target) }
        let order = TimedOrder(
            id: id, kind: kind, target: target, quota: .watts(watts), start: wall(from), end: wall(to), reason: reason, order: order,
            uid: 1000, wall: wall("2026-11-24T03:00:00Z"))
        return TimedOrderDocument(order, state: state, remainingS: remainingS)
    }

    private static let emergency = order(
        8, "sindh-2", 800, from: "2026-11-24T03:12:04.250Z", to: "2026-11-24T04:12:04.250Z", .active, remainingS: 3540, kind: .emergency,
        reason: "frequency 49.2 Hz", order: "E-17")

    private static let orders = TimedOrdersDocument(orders: [
        emergency,
        order(7, "sindh-2/khi-3", 600, from: "2026-11-24T18:00:00Z", to: "2026-11-24T20:00:00Z", .announced, remainingS: 42),
        order(
            9, "sindh-2:ai", 1_250_000, from: "2026-11-25T18:00:00Z", to: "2026-11-25T20:30:00Z", .pending, remainingS: 139_000,
            reason: "a reason that is rather longer than there is room for on any usual terminal", order: nil),
    ])

    private static func decision(
        _ order: TimedOrderDocument = emergency, isDryRun: Bool = false, isCancelled: Bool = false, floorsW: Double = 300
    ) -> TimedOrderDecision {
        TimedOrderDecision(
            order: order, wasDryRun: isDryRun, wasCancelled: isCancelled, floorsW: floorsW, committedW: 1180,
            notes: ["1 of 6 hosts is not connected"])
    }

    private static let tree = TreeDocument(
        zone: "sindh-2", parent: "127.0.0.1:7801",
        nodes: [
            .init(
                target: "sindh-2", quotaW: 1_200_000, limitW: 1_500_000, floorsW: 300_000, committedW: 1_180_000, powerW: 1_134_000,
                allocatedW: 1_199_900, hosts: 6, connected: 4),
            .init(
                target: "sindh-2/khi-3", quotaW: 600_000, limitW: 600_000, floorsW: 700_000, committedW: 610_000, powerW: 612_000,
                allocatedW: 600_000, hosts: 3, connected: 3),
            .init(
                target: "sindh-2:ai", quotaW: 0, limitW: 250_000, floorsW: 0, committedW: 0, powerW: 0, allocatedW: 0, hosts: 1,
                connected: 1),
        ])

    private static let schedules: SchedulesDocument = {
        func schedule(_ host: String, _ id: String, _ watts: [Double], isStored: Bool) -> ScheduleDocument {
            let start = wall("2026-11-24T00:00:00Z")
            let slots = watts.enumerated().map { index, watts in
                ScheduleDocument.Slot(
                    start: WallInstant(milliseconds: start.milliseconds + Int64(index) * 3_600_000).rfc3339, floorW: watts)
            }
            return ScheduleDocument(host: host, scheduleID: id, isStored: isStored, slotS: 3600, slots: slots)
        }
        let day = (0..<24).map { (18..<20).contains($0) ? 24_000.0 : 60_000 }
        return SchedulesDocument(schedules: [
            schedule("sindh-2/khi-3/h-014", "0000000000000041", day, isStored: true),
            schedule("sindh-2/khi-3/h-015", "0000000000000042", Array(day.prefix(3)), isStored: false),
        ])
    }()

    // MARK: - texts

    @Test func decisions() {
        Golden.expectAtWidths("timed-order-decision") { width in
            [
                Self.decision(), Self.decision(floorsW: 900), Self.decision(Self.orders.orders[1], isDryRun: true),
                Self.decision(Self.orders.orders[1], isCancelled: true), Self.decision(isCancelled: true),
            ].flatMap { TimedOrderView.decision($0, width: width) }
        }
    }

    @Test func lists() {
        Golden.expectAtWidths("event-list") { width in
            TimedOrderView.list(Self.orders, width: width) + TimedOrderView.list(.init(orders: []), width: width)
        }
    }

    @Test func trees() { Golden.expectAtWidths("tree") { TreeView.lines(Self.tree, width: $0) } }

    @Test func floors() {
        let now = Self.wall("2026-11-24T03:12:04Z")
        Golden.expectAtWidths("schedules") { width in
            ScheduleView.lines(Self.schedules, isWhole: false, now: now, width: width)
                + ScheduleView.lines(Self.schedules, isWhole: true, now: now, width: width)
                + ScheduleView.lines(.init(schedules: []), isWhole: true, now: now, width: width)
        }
    }

    @Test func hostsThatDoNotComplyAndHostsThatAreOut() {
        var zone = Sample.zoneStatus
        zone.orders = Array(Self.orders.orders.prefix(2))
        zone.isQuotaUnconfirmed = true
        (zone.hosts[1].withheldW, zone.hosts[1].overForS) = (11, 42)
        (zone.hosts[2].maintenance, zone.hosts[2].ageS) = ("new transformer", 90_000)
        (zone.hosts[3].state, zone.hosts[3].ageS) = (.lost, 3700)
        Golden.expectAtWidths("live-zone-over") { width in
            ZoneView.live(zone, width: width) + Attention.needed(by: zone).flatMap { wrapped($0, width: width, indent: 0) }
        }
        var host = Sample.troubledHost
        host.cannotComplyForS = 42
        host.link.state = .refused
        host.hold = HoldFigure(ceilingW: 0, reason: "the memory of the last run is lost", uid: nil, since: "", endsInS: nil)
        Golden.expectAtWidths("attention-host") { width in
            Attention.needed(by: host).flatMap { wrapped($0, width: width, indent: 0) }
        }
    }

    @Test func whatIsWellNeedsNobody() {
        var host = Sample.hostStatus
        host.rigs.removeLast()
        #expect(Attention.needed(by: host).isEmpty)
        host.rigs[0].state = .maintenance
        #expect(Attention.needed(by: host).isEmpty)
        var zone = Sample.zoneStatus
        zone.hosts = [zone.hosts[0]]
        #expect(Attention.needed(by: zone).isEmpty)
        // A cut that is on its way: over, but only just.
        (zone.hosts[0].isOverCeiling, zone.hosts[0].overForS) = (true, 1)
        #expect(Attention.needed(by: zone).isEmpty)
        zone.hosts[0].overForS = 6
        #expect(Attention.needed(by: zone).count == 1)
    }

    /// Whatever the daemons say: nothing wider than the page, nothing that could move the cursor.
    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func noTextOfADaemonBreaksAView(seed: UInt64) {
        var noise = Noise(seed)
        var order = Self.orders.orders[Int(noise.next() % 3)]
        (order.target, order.reason, order.order, order.start, order.end) = (
            noise.text(), noise.text(), noise.text(), noise.text(), noise.text()
        )
        (order.quotaW, order.remainingS, order.id) = (noise.number(), noise.number(), noise.next())
        var decision = Self.decision(order, isDryRun: Bool.random(using: &noise))
        (decision.floorsW, decision.notes) = (noise.number(), [noise.text()])
        var tree = Self.tree
        (tree.parent, tree.nodes[1].target, tree.nodes[1].quotaW, tree.nodes[2].powerW) = (
            noise.text(), noise.text(), noise.number(), noise.number()
        )
        var schedules = Self.schedules
        (schedules.schedules[0].host, schedules.schedules[0].scheduleID, schedules.schedules[0].slotS) = (
            noise.text(), noise.text(), noise.number()
        )
        (schedules.schedules[0].slots[3].start, schedules.schedules[0].slots[4].floorW) = (noise.text(), noise.number())
        let hold = HoldFigure(ceilingW: noise.number(), reason: noise.text(), uid: 1, since: noise.text(), endsInS: noise.number())
        let held = HoldDocument(
            address: Sample.host, wasDryRun: true, hold: hold, before: nil, fromW: noise.number(), toW: noise.number(),
            power: PowerFigure(powerW: noise.number(), errorW: noise.number(), source: .estimated), simulated: true, notes: [noise.text()])
        let out = MaintenanceDocument(
            address: noise.text(), wasDryRun: false, simulated: false,
            items: [.init(target: noise.text(), reason: noise.text(), uid: 1, since: noise.text(), power: nil)], notes: [noise.text()])
        var host = Sample.hostStatus
        (host.hold, host.cannotComplyForS) = (hold, noise.number())
        host.emergency = EmergencyFigure(ceilingW: noise.number(), endsInS: noise.number(), reason: noise.text(), order: noise.text())
        host.floor = FloorFigure(floorW: noise.number(), scheduleID: noise.text(), scheduleEnd: noise.text())
        host.rigs[0].maintenance = noise.text()
        for width in [40, 60, 97, 120] {
            let views = [
                TimedOrderView.list(.init(orders: [order]), width: width), TimedOrderView.decision(decision, width: width),
                TreeView.lines(tree, width: width),
                ScheduleView.lines(schedules, isWhole: false, now: Self.wall("2026-11-24T03:12:04Z"), width: width),
                ScheduleView.lines(schedules, isWhole: true, now: Self.wall("2026-11-24T03:12:04Z"), width: width),
                HoldView.lines(held, isQuestion: false, width: width), MaintenanceView.lines(out, request: nil, width: width),
                HostView.status(host, width: width), Attention.needed(by: host).flatMap { wrapped($0, width: width, indent: 0) },
            ]
            for line in views.joined() {
                let text = line.text(coloured: false)
                #expect(line.width <= width, "seed \(seed): \(line.width) cells at width \(width): \(text)")
                #expect(!text.unicodeScalars.contains { $0.properties.generalCategory == .control }, "seed \(seed)")
            }
        }
    }

    // MARK: - times

    @Test(arguments: [
        ("18:00Z", "2026-11-24T18:00:00.000Z"), ("03:12Z", "2026-11-25T03:12:00.000Z"), ("03:13Z", "2026-11-24T03:13:00.000Z"),
        ("00:00Z", "2026-11-25T00:00:00.000Z"), ("2026-11-24T18:00:00Z", "2026-11-24T18:00:00.000Z"), ("24:00Z", nil), ("18:60Z", nil),
        ("18:00", nil), ("6:00Z", nil), ("1a:00Z", nil), ("", nil), ("+8:00Z", nil),
    ])
    func timeOfDay(text: String, instant: String?) {
        let now = Self.wall("2026-11-24T03:12:04.250Z")
        #expect(WallInstant(timeOfDayOrDate: text, after: now)?.rfc3339 == instant)
    }

    // MARK: - what is asked for

    private static func json(_ document: some Encodable) throws -> String {
        String(decoding: try AdminJSON.encode(document), as: UTF8.self)
    }

    private static func collector(_ status: ZoneStatus = Sample.zoneStatus) throws -> FakeDaemon {
        let out = MaintenanceDecision(
            target: "sindh-2/khi-3/h-014", isOut: true, wasDryRun: false, reason: "new transformer", uid: 1000,
            timestamp: "2026-11-24T03:12:04.250Z", floorW: 60, notes: ["while it cannot be reached it may draw its floor"])
        let answers = [
            "GET /v1/status": try json(status), "GET /v1/timed-orders": try json(orders), "POST /v1/timed-orders": try json(decision()),
            "POST /v1/timed-orders/cancel": try json(decision(isCancelled: true)), "GET /v1/tree": try json(tree),
            "GET /v1/schedules": try json(schedules),
            "POST /v1/maintenance": try json(out),
        ]
        return try FakeDaemon { request, _ in
            let path = request.path.prefix { $0 != "?" }
            return answers["\(request.method) \(path)"].map { .json($0) } ?? .json("{}", status: 404)
        }
    }

    @Test(arguments: [
        (["event", "list"], "GET /v1/timed-orders", ""),
        (
            [
                "event", "add", "sindh-2:ai", "40", "MW", "--at", "2199-11-24T18:00:00Z", "--for", "2 h", "--reason", "peak", "--order",
                "2231",
            ],
            "POST /v1/timed-orders",
            #"{"dryRun":false,"durationS":7200,"kind":"event","order":"2231","quotaW":40000000,"reason":"peak","start":"2199-11-24T18:00:00.000Z","#
                + #""target":"sindh-2:ai"}"#
        ),
        (
            ["event", "cancel", "7", "--reason", "called off", "--dry-run"], "POST /v1/timed-orders/cancel",
            #"{"dryRun":true,"id":7,"reason":"called off"}"#
        ),
        (
            ["emergency", "sindh-2", "800 W", "--for", "1 h", "--reason", "49.2 Hz", "--no-wait"], "POST /v1/timed-orders",
            #"{"dryRun":false,"durationS":3600,"kind":"emergency","quotaW":800,"reason":"49.2 Hz","target":"sindh-2"}"#
        ),
        (
            ["emergency", "sindh-2", "off", "--reason", "50.0 Hz"], "POST /v1/timed-orders/cancel",
            #"{"dryRun":false,"id":8,"reason":"50.0 Hz"}"#
        ),
        (["tree"], "GET /v1/tree", ""), (["schedule", "show"], "GET /v1/schedules", ""),
        (["schedule", "show", "sindh-2/khi-3/h-014"], "GET /v1/schedules?host=sindh-2/khi-3/h-014", ""),
        (
            ["maintenance", "sindh-2/khi-3/h-014", "on", "--reason", "new transformer"], "POST /v1/maintenance",
            #"{"dryRun":false,"isOut":true,"reason":"new transformer","target":"sindh-2/khi-3/h-014"}"#
        ),
    ])
    func whatIsAskedFor(words: [String], request: String, body: String) throws {
        let fake = try Self.collector()
        defer { fake.stop() }
        for suffix in [[], ["--json"]] {
            let result = try Program.run(words + suffix, environment: ["ZONE_COLLECTOR_SOCKET": fake.path])
            #expect(result.code == 0, "\(result.errors)")
            #expect(result.errors == "")
            #expect(!result.out.isEmpty)
            let asked = try #require(fake.requests.last)
            #expect("\(asked.method) \(asked.path)" == request)
            #expect(asked.body.drop { $0.isWhitespace } == body)
        }
    }

    @Test func slips() throws {
        let event = ["event", "add", "sindh-2", "1 MW"]
        let slips: [[String]] = [
            ["event"], ["event", "ad"], ["event", "list", "x"], ["event", "list", "--at", "18:00Z"], ["event", "add", "sindh-2"],
            event, event + ["--at", "18:00Z"], event + ["--at", "18:00", "--for", "1 h"], event + ["--at", "2020-01-01T00:00:00Z"],
            event + ["--at", "18:00Z", "--for", "1 h"],
            ["event", "add", "Sindh", "1 MW", "--at", "18:00Z", "--for", "1 h", "--reason", "x"],
            ["event", "cancel"], ["event", "cancel", "x", "--reason", "y"], ["event", "cancel", "7"], ["emergency"],
            ["emergency", "sindh-2"],
            ["emergency", "sindh-2", "1 MW"], ["emergency", "sindh-2", "1 MW", "--for", "1 h"], ["emergency", "sindh-2", "off"],
            ["emergency", "sindh-2", "off", "--for", "1 h", "--reason", "x"], ["emergency", "a b", "0 W", "--for", "1 h", "--reason", "x"],
            ["tree", "sindh-2"], ["schedule"], ["schedule", "show", "h-014"], ["schedule", "show", "a/b/c", "d"],
        ]
        var text = ""
        for words in slips {
            let result = try Program.run(words)
            #expect(result.code == 2, "\(words)")
            #expect(result.out == "", "\(words)")
            text += "$ zonectl \(words.joined(separator: "|"))\n\(result.errors)"
        }
        Golden.expect(text, "zone-order-slips")
    }

    @Test func thereIsNoEmergencyToLift() throws {
        let fake = try Self.collector()
        defer { fake.stop() }
        let result = try Program.run(
            ["emergency", "sindh-2/khi-3", "off", "--reason", "x"], environment: ["ZONE_COLLECTOR_SOCKET": fake.path])
        #expect(result.code == 1)
        #expect(result.errors.contains("there is no emergency at sindh-2/khi-3"))
        #expect(fake.requests.map(\.method) == ["GET"])
    }

    @Test func aPersonIsNeeded() throws {
        for isTroubled in [true, false] {
            var status = Sample.zoneStatus
            if !isTroubled { status.hosts = [status.hosts[0]] }
            let fake = try Self.collector(status)
            defer { fake.stop() }
            let environment = ["ZONE_COLLECTOR_SOCKET": fake.path]
            let checked = try Program.run(["status", "--check"], environment: environment)
            #expect(checked.code == (isTroubled ? 5 : 0))
            #expect(checked.out.isEmpty == !isTroubled)
            #expect(try Program.run(["status", "--check", "--json"], environment: environment).out == Self.json(status) + "\n")
            #expect(try Program.run(["status"], environment: environment).code == 0)
        }
    }

    // MARK: - following an emergency

    private static func zone(_ hosts: [ZoneStatus.Host]) -> ZoneStatus {
        var status = Sample.zoneStatus
        status.hosts = hosts
        status.power.powerW = hosts.compactMap(\.power?.powerW).reduce(0, +)
        return status
    }

    private static func host(
        _ name: String, _ quotaW: Double?, drawW: Double, generation: UInt64 = 118, isApplied: Bool = true, counted: Double? = nil
    ) -> ZoneStatus.Host {
        Sample.zoneHost(name, quotaW: quotaW, drawW: drawW, generation: generation, isApplied: isApplied, commitmentW: counted)
    }

    @Test func anEmergencyIsFollowedBySum() throws {
        let (a, b) = ("sindh-2/khi-3/h-014", "sindh-2/khi-3/h-015")
        let before = Self.zone([Self.host(a, 600, drawW: 590), Self.host(b, 600, drawW: 580), Self.host("sindh-2/hyd-1/x", 600, drawW: 1)])
        let target = try #require(BudgetTarget(path: "sindh-2/khi-3"))
        let order = Self.order(
            8, "sindh-2/khi-3", 800, from: "2026-11-24T03:12:04Z", to: "2026-11-24T04:12:04Z", .active, remainingS: 3600, kind: .emergency)
        let decision = Self.decision(order)
        var follower = CutFollower(decision, target: target, before: before)
        #expect(follower.hasCuts)
        // Granted, not applied: the old quotas count.
        _ = follower.on(
            Self.zone([
                Self.host(a, 400, drawW: 590, generation: 119, isApplied: false, counted: 600),
                Self.host(b, 400, drawW: 580, generation: 119, isApplied: false, counted: 600), Self.host("sindh-2/hyd-1/x", 600, drawW: 1),
            ]), at: 0.1)
        #expect(follower.verdict == .following)
        // One has fallen, the other draws on.
        _ = follower.on(
            Self.zone([
                Self.host(a, 400, drawW: 390, generation: 119),
                Self.host(b, 400, drawW: 580, generation: 119, isApplied: false, counted: 600),
            ]), at: 0.3)
        #expect(follower.verdict == .following)
        let lines = follower.on(
            Self.zone([Self.host(a, 400, drawW: 390, generation: 119), Self.host(b, 400, drawW: 395, generation: 119)]), at: 0.5)
        #expect(follower.verdict == .complied)
        #expect(lines.map { $0.text(coloured: false) }.contains { $0.contains("785.0 ±8.2 W simulated is at or under 800.0 W") })
    }

    @Test func aHostThatCannotBeReachedIsNamed() throws {
        let (a, b) = ("sindh-2/khi-3/h-014", "sindh-2/khi-3/h-015")
        let before = Self.zone([Self.host(a, 600, drawW: 590), Self.host(b, 600, drawW: 580)])
        let target = try #require(BudgetTarget(path: "sindh-2"))
        var follower = CutFollower(Self.decision(), target: target, before: before)
        var lost = Self.host(b, nil, drawW: 580, counted: 500)
        lost.state = .lost
        let after = Self.zone([Self.host(a, 400, drawW: 390, generation: 119), lost])
        _ = follower.on(after, at: 10)
        #expect(follower.verdict == .following)
        _ = follower.on(after, at: follower.deadlineS + 0.1)
        guard case .lateHosts(let hosts) = follower.verdict else { return #expect(Bool(false)) }
        #expect(hosts.contains { $0.hasPrefix("\(b): lost") })
    }

    @Test func nothingToCutIsNotFollowed() throws {
        let before = Self.zone([Self.host("sindh-2/khi-3/h-014", 300, drawW: 290)])
        let target = try #require(BudgetTarget(path: "sindh-2"))
        let follower = CutFollower(Self.decision(), target: target, before: before)
        #expect(!follower.hasCuts && follower.verdict == .complied)
    }
}
