import AdminClient
import Glibc
import Testing
import ZoneModel
import ZoneTestKit

/// What people order at the collector, with the real programs: emergencies over restarts of both, events, a host that is out.
@Suite(.serialized) struct ZoneOrderTests {
    private func zonectl(_ socket: String, _ words: [String]) throws -> (code: Int32?, out: String, errors: String) {
        let program = try ChildProcess(executable: ChildProcess.built("zonectl"), arguments: ["--socket", socket] + words)
        let code = program.waitForExit(within: 60)
        return (code, program.standardOutput.all.joined(separator: "\n"), program.standardError.all.joined(separator: "\n"))
    }

    private func collector<Document: Decodable>(_ site: Site, _ path: String, _ type: Document.Type) throws -> Document {
        try AdminClient(AdminSocket(.collector, path: site.collectorSocket)).get(path, as: type, "document").document
    }

    /// Under the floor of 100 W, over a kill of the collector; then lifted by a person.
    @Test func anEmergencyGoesUnderTheFloorAndOutlivesTheCollector() throws {
        let site = try Site()
        var collector = try site.startCollector()
        let agent = try site.startAgent()
        let hasLease = waitUntil(seconds: 60) { site.host()?.lease != nil }
        try #require(hasLease, "\(collector.standardError.all) \(agent.standardError.all)")

        let socket = site.collectorSocket
        let tried = try zonectl(socket, ["emergency", "sindh-2", "60 W", "--for", "1 h", "--reason", "49.2 Hz", "--dry-run"])
        #expect(tried.code == 0, "\(tried.errors)")
        #expect(tried.out.contains("DRY RUN"))
        #expect(site.host()?.quotaW == 600)
        let words = ["emergency", "sindh-2", "60 W", "--for", "1 h", "--reason", "49.2 Hz", "--order", "E-17", "--no-wait"]
        let ordered = try zonectl(socket, words)
        #expect(ordered.code == 0, "\(ordered.errors)")
        #expect(ordered.out.contains("EMERGENCY 1: at most 60.0 W"))
        let isCut = waitUntil(seconds: 20) { site.host()?.quotaW == 60 }
        #expect(isCut)

        collector.signal(SIGKILL)
        #expect(collector.waitForExit(within: 20) != nil)
        let hasLapsed = waitUntil(seconds: 60) { site.host().map { $0.lease == nil } ?? false }
        #expect(hasLapsed)
        // The floor is 100 W; the emergency holds under it.
        #expect(site.host()?.quotaW == 60)

        collector = try site.startCollector()
        let isKnown = waitUntil(seconds: 30) { (try? zonectl(socket, ["event", "list"]).out.contains("emergency  sindh-2")) ?? false }
        #expect(isKnown)
        let lifted = try zonectl(socket, ["emergency", "sindh-2", "off", "--reason", "50.0 Hz"])
        #expect(lifted.code == 0, "\(lifted.errors)")
        #expect(lifted.out.contains("emergency 1 lifted"))
        let isBack = waitUntil(seconds: 60) { site.host().map { $0.quotaW >= 100 } ?? false }
        #expect(isBack, "\(collector.standardError.all.suffix(5))")
        let log = try zonectl(socket, ["log"])
        #expect(log.out.contains("timed_order_set") == false || log.out.contains("50.0 Hz"))
        #expect(log.out.contains("uid \(geteuid())"))
        for program in [agent, collector] {
            program.signal(SIGTERM)
            #expect(program.waitForExit(within: 20) == 0)
        }
    }

    @Test func eventsMaintenanceAndTheTree() throws {
        let site = try Site()
        let collector = try site.startCollector()
        let agent = try site.startAgent()
        let hasLease = waitUntil(seconds: 60) { site.host()?.lease != nil }
        try #require(hasLease, "\(collector.standardError.all) \(agent.standardError.all)")
        let socket = site.collectorSocket

        // Below the floors it is refused, with the sums.
        let event = ["event", "add", "sindh-2", "--at", "2199-01-01T18:00:00Z", "--for", "1 h", "--reason", "peak"]
        let far = try zonectl(socket, event + ["300 W"])
        #expect(far.code == 1)
        #expect(far.errors.contains("not within the coming year"))
        let later = WallInstant(milliseconds: wallNow() + 3_600_000).rfc3339
        let below = try zonectl(socket, ["event", "add", "sindh-2", "50 W", "--at", later, "--for", "1 h", "--reason", "peak"])
        #expect(below.code == 1)
        #expect(below.errors.contains("add up to 100.0 W"))
        let added = try zonectl(socket, ["event", "add", "sindh-2/khi-3", "300 W", "--at", later, "--for", "1 h", "--reason", "peak"])
        #expect(added.code == 0, "\(added.errors)")
        let list = try self.collector(site, "/v1/timed-orders", TimedOrdersDocument.self)
        let order = try #require(list.orders.first)
        #expect(order.target == "sindh-2/khi-3" && order.quotaW == 300 && order.state == .pending && order.uid == geteuid())
        #expect(try zonectl(socket, ["event", "cancel", "99", "--reason", "x"]).code == 1)
        #expect(try zonectl(socket, ["event", "cancel", "\(order.id)", "--reason", "called off"]).code == 0)
        #expect(try self.collector(site, "/v1/timed-orders", TimedOrdersDocument.self).orders.isEmpty)

        let tree = try self.collector(site, "/v1/tree", TreeDocument.self)
        #expect(tree.nodes.map(\.target) == ["sindh-2", "sindh-2:mining", "sindh-2/khi-3"])
        #expect(tree.nodes.allSatisfy { $0.quotaW == 600 && $0.floorsW == 100 && $0.hosts == 1 && $0.connected == 1 })
        #expect(tree.nodes[0].committedW >= 600)

        let out = try zonectl(socket, ["maintenance", Site.address, "on", "--reason", "new transformer"])
        #expect(out.code == 0, "\(out.errors)")
        let isOut = waitUntil(seconds: 30) { site.host().map { $0.quotaW == 0 } ?? false }
        #expect(isOut, "\(site.host()?.quotaW ?? -1)")
        #expect(site.zone()?.hosts.first?.maintenance == "new transformer")
        #expect(try self.collector(site, "/v1/maintenance", MaintenanceDocument.self).items.map(\.target) == [Site.address])
        #expect(try zonectl(socket, ["maintenance", Site.address, "off", "--reason", "done"]).code == 0)
        let isBack = waitUntil(seconds: 30) { site.host()?.quotaW == 600 }
        #expect(isBack)
        let unknown = try zonectl(socket, ["maintenance", "sindh-2/khi-3/h-013", "on", "--reason", "x"])
        #expect(unknown.code == 1)
        #expect(unknown.errors.contains("did you mean sindh-2/khi-3/h-014?"))
        for program in [agent, collector] {
            program.signal(SIGTERM)
            #expect(program.waitForExit(within: 20) == 0)
        }
    }

    private func wallNow() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}
