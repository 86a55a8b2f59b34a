import Glibc
import Testing
import ZoneModel
import ZoneTestKit

/// Two levels with the real programs: a nation's collector, a zone's collector under it, a host.
@Suite struct ParentTests {
    @Test func theZoneGivesWhatTheNationLeasesAndFallsToItsFloorWithoutIt() throws {
        let nation = try Site()
        try nation.directory.write(
            """
            zone = "pk"
            quota = "400 W"
            listen = "127.0.0.1:\(nation.port)"
            state_directory = "\(nation.directory.path)/collector"
            admin_socket = "\(nation.collectorSocket)"
            [lease]
            term = "40 s"
            hold = "49 s"
            [[host]]
            site = "zones"
            host = "sindh-2"
            floor = "150 W"
            nameplate = "600 W"

            """, to: "collector.toml")
        let zone = try Site()
        try zone.directory.write(
            """
            zone = "sindh-2"
            quota = "600 W"
            listen = "127.0.0.1:\(zone.port)"
            state_directory = "\(zone.directory.path)/collector"
            admin_socket = "\(zone.collectorSocket)"
            [parent]
            address = "127.0.0.1:\(nation.port)"
            zone = "pk"
            site = "zones"
            host = "sindh-2"
            floor = "150 W"
            [[host]]
            site = "khi-3"
            host = "h-014"
            floor = "100 W"
            nameplate = "600 W"

            """, to: "collector.toml")
        let top = try nation.startCollector()
        let middle = try zone.startCollector()
        let agent = try zone.startAgent()
        // The nation's ledger is new: it grants after its own K.
        let isLeased = waitUntil(seconds: 120) { zone.zone()?.quotaW == 400 }
        try #require(isLeased, "\(top.standardError.all) \(middle.standardError.all)")
        let hasRoom = waitUntil(seconds: 60) { (zone.host()?.lease?.quotaW ?? 0) > 150 }
        try #require(hasRoom, "\(agent.standardError.all)")
        #expect(zone.host().map { $0.quotaW <= 400 } ?? false)

        top.signal(SIGKILL)
        #expect(top.waitForExit(within: 20) != nil)
        // K before the nation's lease ends the zone's budget is its floor, and when it ends so is the host's quota.
        let hasFallen = waitUntil(seconds: 60) { zone.zone()?.quotaW == 150 }
        #expect(hasFallen, "\(String(describing: zone.zone()?.quotaW))")
        let isUnder = waitUntil(seconds: 30) { zone.host().map { $0.quotaW <= 150 } ?? false }
        #expect(isUnder)
        for program in [middle, agent] {
            program.signal(SIGTERM)
            #expect(program.waitForExit(within: 20) == 0)
        }
    }
}
