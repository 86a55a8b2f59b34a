import AdminClient
import Glibc
import Storage
import Testing
import ZoneModel
import ZoneTestKit

/// An emergency below the floor, with the real programs: neither lost contact nor a restart of either side lifts it (rule 8).
@Suite(.serialized) struct EmergencyTests {
    private func client(_ site: Site) -> AdminClient { AdminClient(AdminSocket(.collector, path: site.collectorSocket)) }

    private func image(_ site: Site) throws -> AgentMemoryImage {
        let memory = AgentMemory(path: site.directory.file("agent/memory")).recall()
        guard case .whole(let image) = memory else {
            Issue.record("\(memory)")
            throw CancellationError()
        }
        return image
    }

    @Test func itOutlivesEveryProgram() throws {
        let site = try Site()
        var collector = try site.startCollector()
        var agent = try site.startAgent()
        let hasLease = waitUntil(seconds: 60) { site.host()?.lease != nil }
        try #require(hasLease, "no lease: \(collector.standardError.all) \(agent.standardError.all)")

        let request = TimedOrderRequest(
            kind: .emergency, target: "sindh-2", quotaW: 60, start: nil, durationS: 900, reason: "frequency", order: "E-7", dryRun: false)
        let decision = try client(site).post(request, to: "/v1/timed-orders", as: TimedOrderDecision.self, "decision").document
        let isSet = waitUntil(seconds: 30) { site.hasEvent(.emergencySet) && site.host()?.quotaW == 60 }
        #expect(isSet, "\(String(describing: site.host())) \(site.events().map(\.message))")
        let isKept = waitUntil(seconds: 20) { (try? image(site))?.emergency?.cut.ceiling == .watts(60) }
        #expect(isKept)
        #expect(try image(site).emergency?.cut.order == "E-7")

        // Without the collector, and after both were killed: the floor of 100 W is not reached.
        collector.signal(SIGKILL)
        _ = collector.waitForExit(within: 20)
        let isAlone = waitUntil(seconds: 60) { site.host().map { $0.lease == nil } ?? false }
        #expect(isAlone)
        #expect(site.host()?.quotaW == 60)
        agent.signal(SIGKILL)
        _ = agent.waitForExit(within: 20)
        agent = try site.startAgent()
        let isUp = waitUntil(seconds: 60) { site.host().map { $0.quotaW > 0 } ?? false }
        #expect(isUp, "\(agent.standardError.all)")
        #expect(site.host()?.quotaW == 60)

        // The collector knows of it after its own restart, too.
        collector = try site.startCollector()
        let hasLeaseAgain = waitUntil(seconds: 60) { site.host()?.lease != nil }
        #expect(hasLeaseAgain, "\(collector.standardError.all)")
        #expect(site.host()?.quotaW == 60)
        #expect(try image(site).emergency != nil)

        // Called off by a person: it is over at the host as well, and what it kept is forgotten.
        let cancellation = TimedOrderCancellation(id: decision.order.id, reason: "frequency is back", dryRun: false)
        _ = try client(site).post(cancellation, to: "/v1/timed-orders/cancel", as: TimedOrderDecision.self, "decision")
        let isOver = waitUntil(seconds: 30) { site.hasEvent(.emergencyEnded) && (try? image(site))?.emergency == nil }
        #expect(isOver, "\(site.events().map(\.message))")
        collector.signal(SIGKILL)
        _ = collector.waitForExit(within: 20)
        let isAtFloor = waitUntil(seconds: 60) { site.host().map { $0.lease == nil && $0.quotaW == 100 } ?? false }
        #expect(isAtFloor, "\(String(describing: site.host()))")
        agent.signal(SIGTERM)
        #expect(agent.waitForExit(within: 20) == 0)
    }

    /// A memory that cannot be believed: no watts without a grant and a person.
    @Test func aLostMemoryIsNoLicence() throws {
        let site = try Site()
        let digits = String(repeating: "0", count: 64)
        try site.writeAgent(link: "floor_key = \"ed25519:\(digits)\"\n")
        var agent = try site.startAgent()
        let isUp = waitUntil(seconds: 60) { site.host() != nil }
        try #require(isUp, "\(agent.standardError.all)")
        agent.signal(SIGKILL)
        _ = agent.waitForExit(within: 20)
        try site.directory.write("{\"version\":2,\"epoch\":1}\nnonsense\n", to: "agent/memory")
        agent = try site.startAgent()
        let isTold = waitUntil(seconds: 60) { site.hasEvent(.memoryLost) }
        #expect(isTold, "\(agent.standardError.all)")
        let hasTicked = waitUntil(seconds: 20) { site.host() != nil }
        #expect(hasTicked)
        #expect(site.host()?.quotaW == 0)
        agent.signal(SIGTERM)
        #expect(agent.waitForExit(within: 20) == 0)
    }
}
