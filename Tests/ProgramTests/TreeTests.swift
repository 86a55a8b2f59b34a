import AdminClient
import Glibc
import Storage
import Testing
import ZoneModel
import ZoneTestKit

/// Two levels of collectors and an agent, with the real programs: the zone gives what its parent leases it, and falls to its floor there (rule 9).
@Suite(.serialized) struct TreeTests {
    /// The nation's collector in the directory of the site.
    private func writeNation(_ site: Site, port: UInt16) throws {
        try site.directory.write(
            """
            zone = "pakistan"
            quota = "900 W"
            listen = "127.0.0.1:\(port)"
            state_directory = "\(site.directory.path)/nation"
            admin_socket = "\(site.directory.file("nation.sock"))"
            [lease]
            term = "45 s"
            hold = "56 s"
            [[host]]
            site = "zones"
            host = "sindh-2"
            floor = "150 W"
            nameplate = "600 W"

            """, to: "nation.toml")
    }

    /// A ledger whose quarantine is over: this test is not about that.
    private func settle(_ site: Site, _ state: String) throws {
        try #require(mkdir(site.directory.file(state), 0o750) == 0)
        let ledger = try LedgerJournal(path: site.directory.file("\(state)/ledger.sqlite"), now: WallInstant(milliseconds: 0))
        try ledger.commit([.epoch(1), .epochSettled(1)], now: WallInstant(milliseconds: 0))
    }

    @Test func aZoneGivesWhatItsParentLeases() throws {
        let site = try Site()
        let (descriptor, port) = try loopbackListener()
        close(descriptor)
        try writeNation(site, port: port)
        try site.writeCollector(
            sections:
                "[parent]\naddress = \"127.0.0.1:\(port)\"\nzone = \"pakistan\"\nsite = \"zones\"\nhost = \"sindh-2\"\nfloor = \"150 W\"\n")
        for state in ["nation", "collector"] { try settle(site, state) }
        let nation = try ChildProcess(
            executable: ChildProcess.built("zone-collector"), arguments: ["--config", site.directory.file("nation.toml")])
        let collector = try site.startCollector()
        let agent = try site.startAgent()
        let isAbove = waitUntil(seconds: 60) { site.host().map { $0.lease != nil && $0.quotaW > 200 } ?? false }
        #expect(isAbove, "\(String(describing: site.host())) \(collector.standardError.all) \(nation.standardError.all)")

        // A cut by the nation reaches the host through both.
        let cut = QuotaRequest(target: "pakistan/zones/sindh-2", quotaW: 190, reason: "peak", order: "P-1", dryRun: false)
        let client = AdminClient(AdminSocket(.collector, path: site.directory.file("nation.sock")))
        _ = try client.post(cut, to: "/v1/quota", as: QuotaDecision.self, "decision")
        let isCut = waitUntil(seconds: 60) { site.host().map { $0.lease != nil && $0.quotaW <= 190 } ?? false }
        #expect(isCut, "\(String(describing: site.host()))")

        // Without the nation the zone's budget is its floor there, before the lease ends.
        nation.signal(SIGKILL)
        _ = nation.waitForExit(within: 20)
        let hasFallen = waitUntil(seconds: 90) { site.zone()?.quotaW == 150 }
        #expect(hasFallen, "\(String(describing: site.zone()?.quotaW))")
        let isAtFloor = waitUntil(seconds: 90) { site.host().map { $0.lease != nil && $0.quotaW <= 150 } ?? false }
        #expect(isAtFloor, "\(String(describing: site.host())) \(collector.standardError.all)")
        for program in [agent, collector] {
            program.signal(SIGTERM)
            #expect(program.waitForExit(within: 20) == 0)
        }
    }
}
