import AdminClient
import Glibc
import Testing
import ZoneModel

@testable import Console

/// What zonectl calibrate asks for, how it reads, and what it writes.
@Suite struct CalibrateTests {
    private static func document(_ change: (inout CalibrationDocument) -> Void = { _ in }) -> CalibrationDocument {
        var document = CalibrationDocument(
            address: Sample.host, simulated: true, state: .done, id: "2026-11-24T03:12Z-simulated", uid: 1000, progress: 1,
            rigs: [
                .init(
                    rig: Name("psu-0")!, idleW: 59.8, fullW: 938.2, lineErrorW: 3.1, deadTimeS: 0.52, timeConstantS: 1.04,
                    resolutionS: 0.125, noiseW: 2.3, dutyMax: 1, readings: 231),
                .init(
                    rig: Name("psu-with-a-long-name")!, idleW: 71, fullW: 1203, lineErrorW: 12, deadTimeS: 0.04, timeConstantS: 0.05,
                    resolutionS: 0.25, noiseW: 2.9, dutyMax: 0.64, readings: 198),
            ], config: "[[rig]]\nname = \"psu-0\"\n", path: "/etc/zone-agent/agent.conf.d/50-calibration.toml")
        change(&document)
        return document
    }

    private static func json(_ document: CalibrationDocument) throws -> String {
        String(decoding: try AdminJSON.encode(document), as: UTF8.self)
    }

    private static let running = document {
        ($0.state, $0.progress, $0.rig, $0.duty, $0.config, $0.path) = (.running, 0.37, Name("psu-0"), 0.5, nil, nil)
        $0.rigs = []
    }

    private static let stopped = document {
        ($0.state, $0.progress, $0.config, $0.path) = (.stopped, 0, nil, nil)
        $0.reason = "the ceiling of 300.0 W leaves no room for it"
        $0.rigs.removeLast()
        $0.simulated = false
    }

    @Test func views() {
        Golden.expectAtWidths("calibrate") { width in
            [Self.document(), Self.running, Self.stopped, Self.document { ($0.state, $0.rigs, $0.id) = (.none, [], nil) }]
                .flatMap { CalibrationView.lines($0, width: width) }
        }
    }

    @Test(arguments: [
        ([], #"POST {"isStart":true}"#), (["--rig", "psu-0"], #"POST {"isStart":true,"rig":"psu-0"}"#),
        (["stop"], #"POST {"isStart":false}"#), (["show"], "GET "),
    ])
    func whatIsAskedFor(words: [String], request: String) throws {
        let text = try Self.json(Self.stopped)
        let fake = try FakeDaemon(.json(text))
        defer { fake.stop() }
        let result = try Program.run(["calibrate"] + words + ["--json"], environment: ["ZONE_AGENT_SOCKET": fake.path])
        #expect(result.out == text + "\n")
        let asked = try #require(fake.requests.first)
        #expect(asked.path == "/v1/calibrate")
        #expect("\(asked.method) \(asked.body.drop { $0.isWhitespace })" == request)
        #expect(result.code == (words.contains("stop") || words.contains("show") ? 0 : 1), "one that ended early is no success")
    }

    /// Running, then done: followed to its end, and written only after a yes.
    @Test(arguments: [true, false])
    func isWrittenAfterAYesAlone(isYes: Bool) throws {
        let folder = try Scratch.directory()
        defer { Scratch.remove(folder + "/admin.sock") }
        let path = folder + "/agent.conf.d/50-calibration.toml"
        let (running, done) = (try Self.json(Self.running), try Self.json(Self.document { $0.path = path }))
        let fake = try FakeDaemon { _, count in .json(count < 2 ? running : done) }
        defer { fake.stop() }
        let result = try Program.run(["calibrate"] + (isYes ? ["--yes"] : []), environment: ["ZONE_AGENT_SOCKET": fake.path])
        #expect(result.code == 0)
        #expect(result.out.contains("37 %  psu-0 at duty 50 %\n"))
        #expect(result.out.contains("simulated"))
        #expect(Golden.read(path) == (isYes ? "[[rig]]\nname = \"psu-0\"\n" : nil))
        #expect(result.out.contains(isYes ? "Written to \(path)" : "Not written"))
    }

    @Test func whatCannotBeWrittenIsSaid() throws {
        let done = try Self.json(Self.document { $0.path = "/proc/no/50-calibration.toml" })
        let fake = try FakeDaemon(.json(done))
        defer { fake.stop() }
        let result = try Program.run(["calibrate", "--yes"], environment: ["ZONE_AGENT_SOCKET": fake.path])
        #expect(result.code == 1)
        #expect(result.errors.contains("/proc/no"))
    }

    @Test func slips() throws {
        for words in [["begin"], ["show", "--yes"], ["stop", "--rig", "psu-0"], ["show", "stop"]] {
            let result = try Program.run(["calibrate"] + words)
            #expect(result.code == 2, "\(words)")
            #expect(result.errors.contains("zonectl calibrate --help"), "\(words)")
        }
    }
}
