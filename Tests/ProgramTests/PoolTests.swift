import AdminClient
import Glibc
import Testing
import ZoneModel
import ZoneTestKit

/// The real agent, working for pools on loopback.
@Suite(.serialized) struct PoolTests {
    private func pools(_ site: Site) -> PoolDocument? {
        try? AdminClient(AdminSocket(.agent, path: site.agentSocket)).get("/v1/pool", as: PoolDocument.self, "pools").document
    }

    @Test func sharesAreAcceptedJobsChangeAndTheNextPoolTakesOver() throws {
        let first = try ScriptedPool(difficulty: 1e-3)
        let second = try ScriptedPool(difficulty: 1e-3)
        defer {
            first.close()
            second.close()
        }
        let site = try Site()
        try site.writeAgent(isStandalone: true, pools: [first.port, second.port])
        let agent = try site.startAgent()
        #expect(
            waitUntil(seconds: 60) { first.submissions.count { $0.isAccepted } >= 3 }, "\(agent.standardError.all) \(first.submissions)")

        // A new job: shares of it come, and none of the old one after it.
        first.renew(clean: true)
        #expect(waitUntil(seconds: 30) { first.submissions.contains { $0.job == "j2" && $0.isAccepted } })
        let submissions = first.submissions
        let firstOfNew = try #require(submissions.firstIndex { $0.job == "j2" })
        #expect(submissions[firstOfNew...].allSatisfy { $0.job == "j2" })
        // Every one is a share and none comes twice; one of the old job may have been on its way.
        #expect(submissions.allSatisfy { $0.isAccepted || !$0.isInTime }, "\(submissions)")
        #expect(Set(submissions.map(\.params)).count == submissions.count)
        // Versions are rolled.
        #expect(Set(submissions.compactMap { $0.params.last }).count > 1)

        #expect(waitUntil(seconds: 20) { (pools(site)?.pools.first?.accepted.count ?? 0) >= 4 })
        let figure = try #require(pools(site)?.pools.first)
        #expect(figure.state == .active && figure.rejected.count == 0 && figure.latencyMs != nil)
        #expect(abs(figure.accepted.difficulty / Double(figure.accepted.count) / 1e-3 - 1) < 1e-6)

        first.close()
        #expect(waitUntil(seconds: 60) { second.submissions.contains(where: \.isAccepted) })
        #expect(
            waitUntil(seconds: 20) {
                pools(site)?.pools.map(\.state) == [.waiting, .active] || pools(site)?.pools.first?.state == .connecting
            })
        #expect(site.hasEvent(.poolConnected) && site.hasEvent(.poolLost))

        let program = try ChildProcess(executable: ChildProcess.built("zonectl"), arguments: ["--socket", site.agentSocket, "pool"])
        #expect(program.waitForExit(within: 30) == 0)
        #expect(program.standardOutput.all.contains { $0.contains("127.0.0.1:\(second.port)") && $0.contains("active") })

        // Nobody is left: no hash, and the host says why.
        second.close()
        #expect(waitUntil(seconds: 60) { site.hasEvent(.workMissing) })
        #expect(waitUntil(seconds: 30) { site.host()?.limitedBy == .noWork })
        #expect(waitUntil(seconds: 30) { site.host()?.hashrateHs == 0 })
        agent.signal(SIGTERM)
        #expect(agent.waitForExit(within: 20) == 0)
    }

    private func contents(_ path: String) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 16_384)
        let count = read(descriptor, &bytes, bytes.count)
        return String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
    }

    @Test func mistakesInThePoolsAreNamed() throws {
        let site = try Site()
        try site.writeAgent(isStandalone: true, pools: [1])
        let path = site.directory.file("agent.toml")
        func check() throws -> (code: Int32?, text: String) {
            let program = try ChildProcess(executable: ChildProcess.built("zone-agent"), arguments: ["--check-config", "--config", path])
            let code = program.waitForExit(within: 30)
            return (code, (program.standardError.all + program.standardOutput.all).joined(separator: "\n"))
        }
        #expect(try check().code == 0)
        let whole = contents(path)
        for (from, to, words) in [
            ("stratum+tcp://127.0.0.1:1", "http://127.0.0.1:1", "is no pool"),
            ("user = ", "ca = \"/nonexistent/ca.pem\"\nuser = ", "belongs to stratum+ssl"),
            ("user = \"someone.h-014\"", "user = \"\"", "must not be empty"), ("user = ", "usr = ", "did you mean"),
            ("user = ", "password_file = \"/nonexistent/pool\"\nuser = ", "/nonexistent/pool"),
            ("source = \"pool\"", "source = \"headers\"", "not used"),
        ] {
            try site.directory.write(whole.replacing(from, with: to), to: "agent.toml")
            let answer = try check()
            #expect(answer.text.contains(words), "\(to): \(answer.text)")
            #expect((answer.code == 0) == (words == "not used"))
        }
    }
}
