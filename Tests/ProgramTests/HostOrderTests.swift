import AdminClient
import Glibc
import Testing
import ZoneModel
import ZoneTestKit

/// What people order at the host itself, with the real programs: over kills, and over a memory that is damaged.
@Suite(.serialized) struct HostOrderTests {
    private func zonectl(_ site: Site, _ words: String...) throws -> (code: Int32?, out: String, errors: String) {
        let program = try ChildProcess(
            executable: ChildProcess.built("zonectl"), arguments: ["--socket", site.agentSocket] + words)
        let code = program.waitForExit(within: 30)
        return (code, program.standardOutput.all.joined(separator: "\n"), program.standardError.all.joined(separator: "\n"))
    }

    @Test func aHoldOutlivesAKill() throws {
        let site = try Site()
        try site.writeAgent(quota: "200 W", isStandalone: true)
        var agent = try site.startAgent()
        let isUp = waitUntil(seconds: 30) { site.host() != nil }
        try #require(isUp, "\(agent.standardError.all)")
        let held = try zonectl(site, "hold", "120 W", "--for", "1 h", "--reason", "smoke in rack 3")
        #expect(held.code == 0, "\(held.errors)")
        #expect(held.out.contains("held at 120.0 W"))
        #expect(site.host()?.quotaW == 120)
        let out = try zonectl(site, "maintenance", "psu-0", "on", "--reason", "a fan rattles")
        #expect(out.code == 0, "\(out.errors)")

        agent.signal(SIGKILL)
        #expect(agent.waitForExit(within: 20) != nil)
        agent = try site.startAgent()
        let isBack = waitUntil(seconds: 30) { site.host() != nil }
        try #require(isBack, "\(agent.standardError.all)")
        let status = try #require(site.host())
        #expect(status.quotaW == 120)
        #expect(status.hold?.reason == "smoke in rack 3")
        #expect(status.hold?.uid == geteuid())
        #expect(status.hold?.endsInS.map { $0 > 3000 && $0 <= 3600 } ?? false)
        let isOut = waitUntil(seconds: 20) { site.host()?.rigs.first?.state == .maintenance }
        #expect(isOut)

        #expect(try zonectl(site, "hold", "off", "--reason", "it was dust").code == 0)
        #expect(site.host()?.quotaW == 200)
        #expect(site.hasEvent(.holdEnded))
        let wrong = try zonectl(site, "maintenance", "psu_0", "off", "--reason", "x")
        #expect(wrong.code == 1)
        #expect(wrong.errors.contains("did you mean psu-0?"))
        #expect(try zonectl(site, "maintenance", "psu-0", "off", "--reason", "new fan").code == 0)
        let isIn = waitUntil(seconds: 20) { site.host()?.rigs.first?.state == .unmetered }
        #expect(isIn)
        agent.signal(SIGTERM)
        #expect(agent.waitForExit(within: 20) == 0)
    }

    /// A hold may have been in it, so one is assumed until a person says otherwise.
    @Test func aDamagedMemoryHoldsTheHost() throws {
        let site = try Site()
        try site.writeAgent(quota: "200 W", isStandalone: true)
        mkdir(site.directory.file("agent"), 0o755)
        try site.directory.write("{\"version\":1,\"epo", to: "agent/memory")
        let agent = try site.startAgent()
        let isUp = waitUntil(seconds: 30) { site.host()?.quotaW == 0 }
        try #require(isUp, "\(agent.standardError.all)")
        #expect(site.host()?.hold?.uid == nil)
        #expect(site.hasEvent(.memoryLost))
        let isAsked = waitUntil(seconds: 20) { site.host()?.limitedBy == .hold }
        #expect(isAsked)
        #expect(try zonectl(site, "hold", "off", "--reason", "nobody is here").code == 0)
        #expect(site.host()?.quotaW == 200)
        agent.signal(SIGTERM)
        #expect(agent.waitForExit(within: 20) == 0)
    }
}
