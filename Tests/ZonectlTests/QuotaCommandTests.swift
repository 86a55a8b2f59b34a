import AdminClient
import Glibc
import Testing
import ZoneModel

@Suite struct QuotaCommandTests {
    private static func json(_ document: some Encodable) throws -> String {
        String(decoding: try AdminJSON.encode(document), as: UTF8.self)
    }

    /// A collector whose hosts obey: granted at the second poll, applied at the fourth, the watts falling all the while.
    private static func zone(poll: Int, isObeyed: Bool = true) -> ZoneStatus {
        var status = Sample.zoneStatus
        let isGranted = isObeyed && poll >= 1
        let draws = isObeyed ? [413.6, 380, 300, 208][Swift.min(poll, 3)] : 413.6
        status.hosts = [
            Sample.zoneHost("sindh-2/khi-3/h-014", quotaW: isGranted ? 210 : 420, drawW: draws, isApplied: !isGranted || poll >= 3),
            Sample.zoneHost("sindh-2/khi-3/h-015", quotaW: isGranted ? 190 : 380, drawW: draws - 20, isApplied: !isGranted || poll >= 3),
        ]
        status.power = PowerFigure(powerW: 2 * draws - 20, errorW: 4, source: .measured)
        return status
    }

    private static func collector(_ decision: QuotaDecision, isObeyed: Bool = true) throws -> FakeDaemon {
        let answer = try json(decision)
        return try FakeDaemon { request, count in
            if request.path == "/v1/quota" { return .json(answer) }
            return .json((try? json(zone(poll: count - 1, isObeyed: isObeyed))) ?? "")
        }
    }

    private func set(_ fake: FakeDaemon, _ more: String...) throws -> Program.Result {
        try Program.run(
            ["quota", "set", "sindh-2", "600 W", "--reason", "peak", "--order", "2231"] + more,
            environment: ["ZONE_COLLECTOR_SOCKET": fake.path])
    }

    @Test func aCutIsFollowedUntilItIsHeld() throws {
        let fake = try Self.collector(Sample.decision())
        defer { fake.stop() }
        let result = try set(fake)
        #expect(result.code == 0)
        #expect(result.errors == "")
        let lines = result.out.split(separator: "\n").map(String.init)
        #expect(lines[0] == "sindh-2  1.200 kW → 600.0 W  (-600.0 W)")
        func index(_ text: String) -> Int? { lines.firstIndex { $0.contains(text) } }
        let granted = try #require(index("h-014  granted 210.0 W (5/118)"))
        let applied = try #require(index("and applied, after 0.36 s on the agent's clock"))
        let held = try #require(index("held: 396.0 ±4.0 W simulated is at or under 600.0 W"))
        #expect(granted < applied && applied < held)
        #expect(lines.contains { $0.hasSuffix("draw 740.0 ±4.0 W simulated") })
        #expect(lines.contains { $0.hasSuffix("draw 396.0 ±4.0 W simulated") })
        let sent = try #require(fake.requests.first)
        #expect(sent.method == "POST")
        #expect(
            sent.body == "{\"dryRun\":false,\"order\":\"2231\",\"quotaW\":600,\"reason\":\"peak\",\"target\":\"sindh-2\"}")
        #expect(fake.requests.dropFirst().allSatisfy { $0.method == "GET" && $0.path == "/v1/status" })
    }

    @Test func aCutThatIsNotObeyedEndsWithThreeAndNames() throws {
        let fake = try Self.collector(Sample.decision(bindsWithinS: 0.2), isObeyed: false)
        defer { fake.stop() }
        let result = try set(fake)
        #expect(result.code == 3)
        #expect(
            result.errors == """
                zonectl: not held after 1.2 s:
                  sindh-2/khi-3/h-014: not yet granted, draws 413.6 W
                  sindh-2/khi-3/h-015: not yet granted, draws 393.6 W

                """)
    }

    @Test func withJSONTheFollowingIsSilent() throws {
        let fake = try Self.collector(Sample.decision())
        defer { fake.stop() }
        let result = try set(fake, "--json")
        #expect(result.code == 0)
        #expect(result.out == (try Self.json(Sample.decision())) + "\n")
        #expect(fake.requests.count >= 4)
    }

    @Test func aDryRunAndNoWaitDoNotFollow() throws {
        let fake = try Self.collector(Sample.decision(isDryRun: true))
        defer { fake.stop() }
        let dry = try set(fake, "--dry-run")
        #expect(dry.code == 0)
        #expect(dry.out.contains("DRY RUN: nothing was changed"))
        #expect(fake.requests.last?.body.contains("\"dryRun\":true") == true)
        _ = try set(fake, "--no-wait")
        #expect(fake.requests.count == 2)
    }

    @Test func aHostsCapIsLifted() throws {
        var decision = Sample.decision(toW: 900)
        decision.target = Sample.host.description
        decision.changes = [.init(address: Sample.host, fromW: 210, toW: 900, floorW: 60)]
        let fake = try Self.collector(decision)
        defer { fake.stop() }
        let result = try Program.run(
            ["quota", "set", Sample.host.description, "none", "-r", "over"], environment: ["ZONE_COLLECTOR_SOCKET": fake.path])
        #expect(result.code == 0)
        #expect(result.out.hasSuffix("No host is cut: there is nothing to wait for.\n"))
        #expect(fake.requests.count == 1)
        #expect(fake.requests[0].body == "{\"dryRun\":false,\"reason\":\"over\",\"target\":\"\(Sample.host)\"}")
    }

    @Test func aValueOfTwoWords() throws {
        let fake = try Self.collector(Sample.decision(isDryRun: true))
        defer { fake.stop() }
        let result = try Program.run(
            ["quota", "set", "sindh-2", "2.5", "kW", "-n", "-r", "peak"], environment: ["ZONE_COLLECTOR_SOCKET": fake.path])
        #expect(result.code == 0)
        #expect(fake.requests[0].body.contains("\"quotaW\":2500"))
    }

    @Test func theCollectorRefuses() throws {
        let failure = AdminFailure(code: "unknown_target", message: "there is no zone sindh-3 here", mend: "this collector divides sindh-2")
        let fake = try FakeDaemon(.json(try Self.json(failure), status: 404))
        defer { fake.stop() }
        let result = try set(fake)
        #expect(result.code == 1)
        #expect(result.errors == "zonectl: there is no zone sindh-3 here\n  this collector divides sindh-2\n")
    }

    @Test func ctrlCStopsTheFollowingOnly() throws {
        let fake = try Self.collector(Sample.decision(), isObeyed: false)
        defer { fake.stop() }
        let program = try Program(
            ["quota", "set", "sindh-2", "600 W", "--reason", "peak"], environment: ["ZONE_COLLECTOR_SOCKET": fake.path])
        #expect(program.read { $0.contains("s  draw") })
        program.signal(SIGINT)
        let result = try program.finish()
        #expect(result.code == 130)
        #expect(result.errors == "zonectl: no longer following; the quota stays set\n")
    }
}

@Suite struct LiveCommandTests {
    private static func json(_ document: some Encodable) throws -> String {
        String(decoding: try AdminJSON.encode(document), as: UTF8.self)
    }

    @Test func watchInAPipeIsALineASecond() throws {
        let fake = try FakeDaemon(.json(try Self.json(Sample.hostStatus)))
        defer { fake.stop() }
        let program = try Program(["watch"], environment: ["ZONE_AGENT_SOCKET": fake.path])
        #expect(program.read { $0.count { $0 == "\n" } >= 2 })
        program.signal(SIGINT)
        let result = try program.finish()
        #expect(result.code == 0)
        #expect(result.errors == "")
        for line in result.out.split(separator: "\n") {
            #expect(line.hasPrefix("sindh-2/khi-3/h-014  ENFORCING  lease 7.4 s"))
            #expect(line.hasSuffix("limited_by lease"))
            #expect(line.contains("W simulated"))
        }
    }

    @Test func watchAsJSONIsADocumentALine() throws {
        let text = try Self.json(Sample.hostStatus)
        let fake = try FakeDaemon(.json("\n" + text.replacing(",\"", with: ",\n\"") + "\n"))
        defer { fake.stop() }
        let program = try Program(["watch", "--json"], environment: ["ZONE_AGENT_SOCKET": fake.path])
        #expect(program.read { $0.contains("\n") })
        program.signal(SIGTERM)
        let result = try program.finish()
        #expect(result.code == 0)
        let line = try #require(result.out.split(separator: "\n").first)
        #expect(line.replacing(" \"", with: "\"").drop { $0 == " " }.hasPrefix(text.prefix(40)))
        #expect(line.contains("\"uptimeS\""))
    }

    @Test func watchOnATerminalRedrawsInPlace() throws {
        let fake = try FakeDaemon(.json(try Self.json(Sample.hostStatus)))
        defer { fake.stop() }
        let (master, slave) = try terminal(columns: 80, rows: 24)
        defer { close(master) }
        let program = try Program(
            ["watch"], environment: ["ZONE_AGENT_SOCKET": fake.path, "TERM": "xterm"], terminal: slave)
        close(slave)
        var seen = ""
        #expect(read(master, into: &seen) { $0.components(of: "\u{1B}[5F") >= 2 })
        var window = winsize(ws_row: 24, ws_col: 60, ws_xpixel: 0, ws_ypixel: 0)
        // The program has no controlling terminal here, so the kernel does not tell it of the new size: the test does.
        _ = ioctl(master, UInt(TIOCSWINSZ), &window)
        program.signal(SIGWINCH)
        #expect(read(master, into: &seen) { $0.contains("\u{1B}[H\u{1B}[2J") && $0.contains("\u{1B}[1mh-014") })
        program.signal(SIGINT)
        #expect(read(master, into: &seen) { $0.contains("\u{1B}[?25h") })
        #expect(try program.finish().code == 0)
        #expect(seen.hasPrefix("\u{1B}[?25l\u{1B}[1msindh-2/khi-3/h-014\u{1B}[0m  \u{1B}[32mENFORCING\u{1B}[0m"))
    }

    @Test func noColourIsHeeded() throws {
        let fake = try FakeDaemon(.json(try Self.json(Sample.hostStatus)))
        defer { fake.stop() }
        let (master, slave) = try terminal(columns: 120, rows: 24)
        defer { close(master) }
        let program = try Program(
            ["status"], environment: ["ZONE_AGENT_SOCKET": fake.path, "TERM": "xterm", "NO_COLOR": "1"], terminal: slave)
        #expect(try program.finish().code == 0)
        close(slave)
        var seen = ""
        #expect(read(master, into: &seen) { $0.contains("worker threads") })
        #expect(!seen.contains("\u{1B}"))
        #expect(seen.hasPrefix("sindh-2/khi-3/h-014  ENFORCING  lease 7.4 s   quota 420.0 W"))
    }

    /// A daemon that hangs must not make watch deaf.
    @Test func ctrlCWhileTheDaemonIsSilent() throws {
        let text = try Self.json(Sample.hostStatus)
        let fake = try FakeDaemon { _, count in count < 2 ? .json(text) : .stuck("") }
        defer { fake.stop() }
        let program = try Program(["watch"], environment: ["ZONE_AGENT_SOCKET": fake.path])
        #expect(program.read { $0.contains("ENFORCING") })
        let end = ContinuousClock.now + .seconds(20)
        while fake.requests.count < 3, ContinuousClock.now < end { usleep(5000) }
        program.signal(SIGINT)
        #expect(try program.finish().code == 0)
    }

    @Test func logFollows() throws {
        let first = Sample.events
        var second = first
        second.events.append(
            .init(
                timestamp: "2026-11-24T03:12:09.000Z", address: "sindh-2", event: "host_lost", severity: .warning,
                message: "h-015 is silent"))
        let texts = [try Self.json(first), try Self.json(second)]
        let fake = try FakeDaemon { _, count in .json(texts[count < 2 ? 0 : 1]) }
        defer { fake.stop() }
        for words in [["log", "--follow"], ["log", "--follow", "--json"]] {
            let program = try Program(words + ["--limit", "1"], environment: ["ZONE_COLLECTOR_SOCKET": fake.path])
            // Of what was there before, one event; then, once, what is new.
            if words.count == 2 { #expect(program.read { $0.contains("h-015 is silent") }) }
            #expect(program.read { $0.contains("\n") })
            program.signal(SIGINT)
            let result = try program.finish()
            #expect(result.code == 0)
            let lines = result.out.split(separator: "\n")
            #expect(lines.count == (words.count == 2 ? 2 : 1))
            #expect(words.count == 2 || lines[0].hasPrefix("{\"address\":\"sindh-2\",\"event\":\"host_lost\""))
        }
        #expect(fake.requests.allSatisfy { $0.path == "/v1/events?limit=500" })
    }

    private func terminal(columns: UInt16, rows: UInt16) throws -> (master: Int32, slave: Int32) {
        // grantpt and its kin are not in the Glibc module; these are TIOCSPTLCK and TIOCGPTN of <asm-generic/ioctls.h>.
        let master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var isLocked: Int32 = 0
        var number: Int32 = 0
        let isMade = master >= 0 && ioctl(master, 0x4004_5431, &isLocked) == 0 && ioctl(master, 0x8004_5430, &number) == 0
        try #require(isMade)
        let slave = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
        try #require(slave >= 0)
        var window = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        let isSized = ioctl(slave, UInt(TIOCSWINSZ), &window) == 0
        try #require(isSized)
        return (master, slave)
    }

    private func read(_ descriptor: Int32, into text: inout String, until condition: (String) -> Bool) -> Bool {
        let end = ContinuousClock.now + .seconds(30)
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while !condition(text) {
            var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard ContinuousClock.now < end else { return false }
            guard poll(&polled, 1, 1000) > 0 else { continue }
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            guard count > 0 else { return condition(text) }
            text += String(decoding: buffer[..<count], as: UTF8.self).replacing("\r\n", with: "\n")
        }
        return true
    }
}

extension String {
    fileprivate func components(of needle: String) -> Int { ranges(of: needle).count }
}
