import AdminClient
import Glibc
import Storage
import Testing
import ZoneModel
import ZoneTestKit

/// What a host may draw when nobody can be reached, with the real programs: schedules that are signed, stored and followed.
///
/// The clocks of a test machine may not be synchronised, so the configurations vouch for them: both programs read the same one.
@Suite(.serialized) struct FloorTests {
    private static let clock = "clock_error = \"200 ms\"\ntrust_clock = true\n"

    /// Half of every twenty seconds at half the floor, from two minutes ago for a quarter of an hour on.
    private static func alternating() -> String {
        let now = time(nil)
        let windows = stride(from: (now - 120) / 20 * 20, to: now + 900, by: 20)
        func text(_ second: Int) -> String {
            let parts = [second / 3600 % 24, second / 60 % 60, second % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
            return parts.joined(separator: ":")
        }
        return "[floors]\nslot = \"2 s\"\nhorizon = \"6 min\"\n\(clock)"
            + windows.map { "[[floors.daily]]\nfrom = \"\(text($0 + 10))\"\nto = \"\(text($0 + 20))\"\nshare = \"50 %\"\n" }.joined()
    }

    private static func scheduled(_ instant: WallInstant) -> Double { instant.milliseconds / 1000 % 20 < 10 ? 100 : 50 }

    /// Not within a second of an edge, where the lower floor may hold on either side.
    private static func isClear(_ instant: WallInstant) -> Bool { (1500..<9000).contains(instant.milliseconds % 10_000) }

    private func floorKey(_ site: Site) throws -> String {
        let program = try ChildProcess(
            executable: ChildProcess.built("zone-collector"),
            arguments: ["--print-floor-key", "--config", site.directory.file("collector.toml")])
        try #require(program.waitForExit(within: 60) == 0, "\(program.standardError.all)")
        return try #require(program.standardOutput.all.first)
    }

    /// A collector that makes schedules, and an agent that knows its key and has stored one.
    private func start(_ site: Site, floors: String) throws -> (collector: ChildProcess, agent: ChildProcess) {
        try site.writeCollector(sections: floors)
        let collector = try site.startCollector()
        let isUp = waitUntil(seconds: 60) { site.zone() != nil }
        try #require(isUp, "\(collector.standardError.all)")
        try site.writeAgent(floor: "0 W", link: "floor_key = \"\(try floorKey(site))\"\n\(Self.clock)")
        let agent = try site.startAgent()
        let isStored = waitUntil(seconds: 60) { site.hasEvent(.scheduleStored) }
        try #require(isStored, "\(site.events().map(\.message)) \(agent.standardError.all)")
        return (collector, agent)
    }

    /// Looks at the host until it was seen at either floor; every look that is clear of an edge must be at the floor of its own instant.
    private func followsTheClock(_ site: Site, said: @autoclosure () -> String) {
        var seen: Set<Double> = []
        let isComplete = waitUntil(seconds: 90) {
            guard let status = site.host(), let instant = WallInstant(rfc3339: status.timestamp), Self.isClear(instant), status.lease == nil
            else {
                return false
            }
            #expect(status.quotaW == Self.scheduled(instant), "at \(status.timestamp)")
            seen.insert(status.quotaW)
            return seen.count == 2
        }
        #expect(isComplete, "seen: \(seen); \(said())")
    }

    /// The collector dies: the host goes from slot to slot by the clock, and so it does after it was killed itself. It tells the collector when that is back.
    @Test func aScheduleIsFollowedWithoutACollector() throws {
        let site = try Site()
        var (collector, agent) = try start(site, floors: Self.alternating())
        // The collector has written down that it is there.
        let isKnown = waitUntil(seconds: 30) { self.ledger(site)?.storedSchedules.isEmpty == false }
        #expect(isKnown)
        collector.signal(SIGKILL)
        _ = collector.waitForExit(within: 20)
        let isAlone = waitUntil(seconds: 60) { site.host().map { $0.lease == nil && $0.link.state != .connected } ?? false }
        #expect(isAlone)
        followsTheClock(site, said: "\(agent.standardError.all)")

        agent.signal(SIGKILL)
        _ = agent.waitForExit(within: 20)
        agent = try site.startAgent()
        let hasFloor = waitUntil(seconds: 60) { site.host().map { $0.quotaW > 0 } ?? false }
        #expect(hasFloor, "\(agent.standardError.all)")
        #expect(!site.hasEvent(.scheduleStored) && !site.hasEvent(.memoryLost))
        followsTheClock(site, said: "\(agent.standardError.all)")

        collector = try site.startCollector()
        let isBack = waitUntil(seconds: 60) { site.host()?.link.state == .connected }
        #expect(isBack, "\(collector.standardError.all)")
        let memory = AgentMemory(path: site.directory.file("agent/memory")).recall()
        guard case .whole(let image) = memory else { return #expect(Bool(false), "\(memory)") }
        #expect(image.schedule != nil && image.schedule?.schedule.slot == .seconds(2))
        agent.signal(SIGTERM)
        #expect(agent.waitForExit(within: 20) == 0)
        collector.signal(SIGTERM)
        #expect(collector.waitForExit(within: 20) == 0)
    }

    /// A copy is read: the ledger itself is the collector's, and locked.
    private func ledger(_ site: Site) -> LedgerImage? {
        let path = site.directory.file("collector/ledger.sqlite")
        guard let copy = try? TemporaryDirectory() else { return nil }
        for part in ["", "-wal"] {
            let words = ["/bin/cp", path + part, copy.file("ledger" + part)]
            guard let program = try? ChildProcess(executable: words[0], arguments: Array(words.dropFirst())),
                program.waitForExit(within: 20) == 0
            else { return nil }
        }
        return try? LedgerJournal(path: copy.file("ledger"), now: WallInstant(milliseconds: 0)).load()
    }

    /// `floor_stored` is not said of what is not on disk; once the disk takes it, it is stored without a word from anybody.
    @Test func aScheduleThatTheDiskRefusesIsNotTaken() throws {
        let site = try Site()
        // Where the new memory is to be written there is a directory.
        let obstacle = site.directory.file("agent/memory.new")
        try #require(mkdir(site.directory.file("agent"), 0o755) == 0 && mkdir(obstacle, 0o755) == 0)
        try site.writeCollector(sections: "[floors]\nslot = \"15 min\"\n\(Self.clock)")
        let collector = try site.startCollector()
        let isUp = waitUntil(seconds: 60) { site.zone() != nil }
        try #require(isUp, "\(collector.standardError.all)")
        try site.writeAgent(floor: "0 W", link: "floor_key = \"\(try floorKey(site))\"\n\(Self.clock)")
        let agent = try site.startAgent()
        let isRefused = waitUntil(seconds: 60) { site.events().contains { $0.message.contains("could not be stored") } }
        #expect(isRefused, "\(site.events().map(\.message)) \(agent.standardError.all)")
        #expect(!site.hasEvent(.scheduleStored))
        #expect(ledger(site)?.storedSchedules.isEmpty == true)
        try #require(rmdir(obstacle) == 0)
        let isStored = waitUntil(seconds: 60) { site.hasEvent(.scheduleStored) && ledger(site)?.storedSchedules.isEmpty == false }
        #expect(isStored, "\(site.events().map(\.message))")
        for program in [agent, collector] {
            program.signal(SIGTERM)
            #expect(program.waitForExit(within: 20) == 0)
        }
    }

    /// After the last slot there is no floor, and that is said.
    @Test func aScheduleEnds() throws {
        let site = try Site()
        let (collector, agent) = try start(site, floors: "[floors]\nslot = \"1 s\"\nhorizon = \"12 s\"\n\(Self.clock)")
        collector.signal(SIGKILL)
        _ = collector.waitForExit(within: 20)
        let isOver = waitUntil(seconds: 90) { site.hasEvent(.scheduleEnded) }
        #expect(isOver, "\(site.events().map(\.message))")
        let isAtNothing = waitUntil(seconds: 30) { site.host().map { $0.lease == nil && $0.quotaW == 0 } ?? false }
        #expect(isAtNothing)
        agent.signal(SIGTERM)
        #expect(agent.waitForExit(within: 20) == 0)
    }

    /// A schedule of another hand, and one that nobody was said to sign: refused, told, and the host's own floor stays.
    @Test(arguments: [true, false])
    func aScheduleOfAnotherHandIsRefused(hasKey: Bool) throws {
        let site = try Site()
        try site.writeCollector(sections: "[floors]\nslot = \"15 min\"\n\(Self.clock)")
        // The key pair of RFC 8032's first example: not this collector's.
        let other = "floor_key = \"ed25519:d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a\"\n"
        try site.writeAgent(link: (hasKey ? other : "") + Self.clock)
        let collector = try site.startCollector()
        let agent = try site.startAgent()
        let isRefused = waitUntil(seconds: 90) { site.hasEvent(.scheduleRefused) }
        #expect(isRefused, "\(collector.standardError.all) \(agent.standardError.all)")
        let event = try #require(site.events().last { $0.event == EventKind.scheduleRefused.rawValue })
        #expect(event.message.contains(hasKey ? "its signature is not that of ed25519:d75a" : "no floor_key"), "\(event.message)")
        #expect(!site.hasEvent(.scheduleStored))
        let isCounted = waitUntil(seconds: 60) { site.host()?.lease != nil }
        #expect(isCounted, "\(collector.standardError.all)")
        collector.signal(SIGKILL)
        _ = collector.waitForExit(within: 20)
        let isAtItsOwn = waitUntil(seconds: 60) { site.host().map { $0.lease == nil && $0.quotaW == 100 } ?? false }
        #expect(isAtItsOwn)
        agent.signal(SIGTERM)
        #expect(agent.waitForExit(within: 20) == 0)
    }

    /// The public key is printed once there is one; before that, what to do is said.
    @Test func theKeyIsPrinted() throws {
        let site = try Site()
        try site.writeCollector(sections: "[floors]\n")
        let early = try ChildProcess(
            executable: ChildProcess.built("zone-collector"),
            arguments: ["--print-floor-key", "--config", site.directory.file("collector.toml")])
        #expect(early.waitForExit(within: 60) == 1)
        #expect(early.standardError.all.joined().contains("there is no key yet"), "\(early.standardError.all)")
        let collector = try site.startCollector()
        let isUp = waitUntil(seconds: 60) { site.zone() != nil }
        try #require(isUp, "\(collector.standardError.all)")
        let key = try floorKey(site)
        #expect(FloorKey(key) != nil)
        collector.signal(SIGTERM)
        #expect(collector.waitForExit(within: 20) == 0)
        #expect(try floorKey(site) == key)
    }
}
