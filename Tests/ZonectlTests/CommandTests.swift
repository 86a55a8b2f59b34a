import AdminClient
import FoundationEssentials
import Glibc
import Testing
import ZoneModel

/// The real program, as a shell would call it.
@Suite struct CommandTests {
    static func json(_ document: some Encodable) throws -> String {
        String(decoding: try AdminJSON.encode(document), as: UTF8.self)
    }

    private static func agent() throws -> FakeDaemon {
        let answers = [
            "/v1/status": try json(Sample.hostStatus), "/v1/why": try json(Sample.why), "/v1/sensors": try json(Sample.sensors),
            "/v1/events": try json(Sample.events),
        ]
        return try FakeDaemon { request, _ in reply(answers, request) }
    }

    private static func collector() throws -> FakeDaemon {
        let answers = [
            "/v1/status": try json(Sample.zoneStatus), "/v1/quota": try json(Sample.decision(isDryRun: true)),
            "/v1/events": try json(Sample.events),
        ]
        return try FakeDaemon { request, _ in reply(answers, request) }
    }

    private static func reply(_ answers: [String: String], _ request: FakeDaemon.Request) -> FakeDaemon.Reply {
        let path = String(request.path.prefix { $0 != "?" })
        return answers[path].map { .json($0) } ?? .json("{\"code\":\"not_found\",\"message\":\"there is no \(path)\"}", status: 404)
    }

    // MARK: - help and usage

    @Test(arguments: [
        "status", "watch", "why", "sensors", "quota", "event", "emergency", "tree", "schedule", "hold", "maintenance", "replace", "enroll",
        "revoke", "calibrate", "pool", "bench", "log", "review", "doctor", "version", "help",
    ])
    func manual(verb: String) throws {
        let asked = try Program.run(["help", verb])
        #expect(asked.code == 0)
        #expect(asked.errors == "")
        Golden.expect(asked.out, "help-\(verb)")
        let option = try Program.run([verb, "--help"])
        #expect(option.out == asked.out)
        #expect(try Program.run([verb, "-h"]).out == asked.out)
    }

    @Test func overview() throws {
        let asked = try Program.run(["--help"])
        #expect(asked.code == 0)
        Golden.expect(asked.out, "help")
        #expect(try Program.run(["help"]).out == asked.out)
        let bare = try Program.run([])
        #expect(bare.code == 2)
        #expect(bare.errors == asked.out)
        #expect(bare.out == "")
    }

    @Test func version() throws {
        for words in [["version"], ["--version"], ["-V"]] {
            let result = try Program.run(words)
            #expect(result.out == "zonectl \(Release.version)\n")
            #expect(result.code == 0)
        }
        #expect(try Program.run(["version", "--json"]).out == "{\"version\":\"\(Release.version)\"}\n")
    }

    /// Every slip: what is said, and where help is.
    @Test func usage() throws {
        let slips: [[String]] = [
            ["statsu"], ["quit"], ["xyzzy"], ["-x", "status"], ["--json"], ["status", "--jsn"], ["status", "--json=x"],
            ["status", "--socket"],
            ["status", "zone"], ["status", "--agent", "--collector"], ["quota"], ["quota", "sett"], ["quota", "show", "zone"],
            ["quota", "show", "--order", "1"], ["quota", "set"], ["quota", "set", "sindh-2"], ["quota", "set", "sindh-2", "300 W"],
            ["quota", "set", "sindh-2", "300", "--reason", "peak"], ["quota", "set", "sindh-2", "300 mW", "--reason", "peak"],
            ["quota", "set", "sindh-2", "3 kWh", "--reason", "peak"], ["quota", "set", "sindh-2", "none", "--reason", "peak"],
            ["quota", "set", "Sindh 2", "3 kW", "--reason", "peak"], ["quota", "set", "a/b", "3 kW", "--reason", "peak"],
            ["quota", "set", "sindh-2", "3 kW", "--reason", " "], ["quota", "set", "sindh-2", "3 kW", "--reason", "a\u{1B}[2Jb"],
            ["quota", "set", "sindh-2", "3 kW", "--reason", String(repeating: "x", count: 201)],
            ["quota", "set", "sindh-2", "3 kW", "--reason", "a", "--reason", "b"], ["log", "--limit", "0"], ["log", "--limit", "many"],
            ["log", "--since", "25:00"], ["help", "staus"], ["why", "--agent"], ["\u{1B}[31mred"],
        ]
        var text = ""
        for words in slips {
            let result = try Program.run(words)
            #expect(result.code == 2, "\(words)")
            #expect(result.out == "", "\(words)")
            #expect(!result.errors.contains("\u{1B}"), "\(words)")
            let shown = words.map { $0.count > 60 ? "\($0.prefix(10))…" : $0 }.joined(separator: "|").replacing("\u{1B}", with: "ESC")
            text += "$ zonectl \(shown)\n\(result.errors)"
        }
        Golden.expect(text, "usage")
    }

    // MARK: - bench

    /// On the machine that the tests run on; no daemon is asked.
    @Test func benchMeasures() throws {
        let result = try Program.run(["bench", "--json"])
        #expect(result.code == 0 && result.errors == "")
        let bench = try JSONDecoder().decode(KernelBenchDocument.self, from: Data(result.out.utf8))
        #expect(bench.kernels.first?.name == "portable" && bench.rounds > 0 && bench.refused.isEmpty)
        #expect(bench.kernels.allSatisfy { $0.mhS > 0 && $0.cyclesPerHash > 0 && $0.ratioToOpenSSL > 0 })
        #expect(try Program.run(["bench", "now"]).code == 2)
    }

    // MARK: - reading

    @Test(arguments: ["60", "80", "120", ""])
    func readings(columns: String) throws {
        let agent = try Self.agent()
        let collector = try Self.collector()
        defer {
            agent.stop()
            collector.stop()
        }
        let environment = ["ZONE_AGENT_SOCKET": agent.path, "ZONE_COLLECTOR_SOCKET": collector.path, "COLUMNS": columns]
        var text = ""
        for words in [["status"], ["why"], ["sensors"], ["quota", "show"], ["log"]] {
            let result = try Program.run(words, environment: environment)
            #expect(result.code == 0)
            #expect(result.errors == "")
            #expect(!result.out.contains("\u{1B}"), "colour in a pipe")
            text += "$ zonectl \(words.joined(separator: " "))\n\(result.out)"
        }
        Golden.expect(text, "commands-\(columns.isEmpty ? "pipe" : columns)")
    }

    @Test func jsonIsExactlyTheDocument() throws {
        let agent = try Self.agent()
        let collector = try Self.collector()
        defer {
            agent.stop()
            collector.stop()
        }
        let environment = ["ZONE_AGENT_SOCKET": agent.path, "ZONE_COLLECTOR_SOCKET": collector.path]
        func out(_ words: String...) throws -> String { try Program.run(words, environment: environment).out }
        let host = try Self.json(Sample.hostStatus) + "\n"
        let zone = try Self.json(Sample.zoneStatus) + "\n"
        #expect(try out("status", "--json") == host + zone)
        #expect(try out("status", "--json", "--agent") == host)
        #expect(try out("--json", "--socket", agent.path, "status") == host)
        #expect(try out("status", "--json", "--socket=\(collector.path)") == zone)
        #expect(try out("why", "--json") == Self.json(Sample.why) + "\n")
        #expect(try out("sensors", "--json") == Self.json(Sample.sensors) + "\n")
        #expect(try out("quota", "show", "--json") == Self.json(Sample.decision(isDryRun: true)) + "\n")
        #expect(try out("log", "--json") == Self.json(Sample.events) + "\n")
        let since = try out("log", "--json", "--since", "2026-11-24T03:12:01Z")
        #expect(since == (try Self.json(EventsDocument(events: Array(Sample.events.events.suffix(1))))) + "\n")
        #expect(collector.requests.last?.path == "/v1/events?limit=5000")
    }

    @Test func whatTheDaemonSaysCannotReachTheTerminal() throws {
        var status = Sample.hostStatus
        status.link.peer = "\u{1B}]0;owned\u{7}\u{9B}2J"
        status.lease?.reason = "a\r\nb\u{202E}c"
        let fake = try FakeDaemon(.json(try Self.json(status)))
        defer { fake.stop() }
        for words in [["status"], ["status", "--json"]] {
            let result = try Program.run(words, environment: ["ZONE_AGENT_SOCKET": fake.path])
            #expect(result.code == 0)
            #expect(!result.out.unicodeScalars.contains { $0 != "\n" && $0.properties.generalCategory == .control })
        }
        // A failure's words come from the daemon too.
        let refusing = try FakeDaemon(.json("{\"code\":\"x\",\"message\":\"\\u001b[2Jno\"}", status: 403))
        defer { refusing.stop() }
        let result = try Program.run(["why"], environment: ["ZONE_AGENT_SOCKET": refusing.path])
        #expect(result.code == 1)
        #expect(result.errors == "zonectl: \\u{1b}[2Jno\n")
    }

    @Test func theProxyOfTheEnvironmentIsNotUsed() throws {
        let agent = try Self.agent()
        defer { agent.stop() }
        let environment = ["ZONE_AGENT_SOCKET": agent.path, "http_proxy": "http://127.0.0.1:1", "ALL_PROXY": "http://127.0.0.1:1"]
        #expect(try Program.run(["status"], environment: environment).code == 0)
        #expect(agent.requests.map(\.path) == ["/v1/status"])
    }

    // MARK: - nobody there

    @Test func nobodyThere() throws {
        var text = ""
        for words in [["status"], ["watch"], ["log"], ["why"], ["sensors"], ["quota", "show"], ["status", "--collector"]] {
            let result = try Program.run(words)
            #expect(result.code == 4, "\(words)")
            #expect(result.out == "")
            text += "$ zonectl \(words.joined(separator: " "))\n\(result.errors)"
        }
        Golden.expect(text, "nobody-there")
    }

    @Test func oneOfTwoDaemonsIsShownAllTheSame() throws {
        let agent = try Self.agent()
        let broken = try FakeDaemon(.json("garbage"))
        defer {
            agent.stop()
            broken.stop()
        }
        let result = try Program.run(["status"], environment: ["ZONE_AGENT_SOCKET": agent.path, "ZONE_COLLECTOR_SOCKET": broken.path])
        #expect(result.code == 1)
        #expect(result.out.contains("ENFORCING"))
        #expect(result.errors.contains("that is not JSON: it starts with \"garbage\""))
    }

    @Test func aSocketThatMayNotBeOpened() throws {
        let agent = try Self.agent()
        defer { agent.stop() }
        var words = ["status", "--agent", "--socket", agent.path]
        var program = Program.path
        if geteuid() == 0 {
            // Root opens everything; whether `nobody` may run the program depends on where it was built.
            let setpriv = ["--reuid", "65534", "--clear-groups", Program.path]
            guard access("/usr/bin/setpriv", X_OK) == 0,
                try Program(setpriv + ["version"], program: "/usr/bin/setpriv").finish().code == 0
            else { return }
            program = "/usr/bin/setpriv"
            words = setpriv + words
        } else {
            chmod(agent.path, 0)
        }
        let result = try Program(words, program: program).finish()
        #expect(result.code == 4)
        #expect(result.errors.contains("you may not open \(agent.path)"))
        #expect(result.errors.contains("group zone-agent"))
    }

    @Test func aFullDiskIsNoSuccess() throws {
        let agent = try Self.agent()
        defer { agent.stop() }
        let full = open("/dev/full", O_WRONLY | O_CLOEXEC)
        defer { close(full) }
        let result = try Program(["status", "--agent", "--socket", agent.path], terminal: full).finish()
        #expect(result.code == 1)
        #expect(result.errors.contains("the output cannot be written: No space left on device"))
    }
}
