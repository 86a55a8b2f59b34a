import Glibc
import Testing
import ZoneModel
import ZoneTestKit

/// Bytes that no agent would send: an answer that says what is wrong, and a collector that goes on.
@Suite(.serialized) struct BadInputTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var name: String
        var bytes: [UInt8]
        /// In the answer; nil: the connection just ends.
        var answer: String?

        var testDescription: String { name }

        init(_ name: String, _ text: String, _ answer: String?) { (self.name, bytes, self.answer) = (name, Array(text.utf8), answer) }
        init(_ name: String, bytes: [UInt8], _ answer: String?) { (self.name, self.bytes, self.answer) = (name, bytes, answer) }
    }

    static let cases = [
        Case("nothing", "", nil),
        Case("half a line", #"{"type":"hel"#, nil),
        Case("no JSON", "hello\n", #""code":"malformed""#),
        Case("binary", bytes: (0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 37 | 0x80) } + [10], "code"),
        Case("deep", String(repeating: "[", count: 50_000) + "\n", "code"),
        Case("nested", #"{"type":{"a":1}}"# + "\n", "code"),
        Case("twice the same key", #"{"type":"hello","type":"hello"}"# + "\n", "code"),
        Case("a number beyond range", hello().replacing(#""nameplate_w":600"#, with: #""nameplate_w":1e400"#), "code"),
        Case("another zone", hello(zone: "punjab-1"), #""code":"wrong_zone""#),
        Case("an unknown host", hello(host: "h-999"), #""code":"unknown_host""#),
        Case("another protocol", hello(protocolVersion: 7), #""code":"protocol""#),
        Case(
            "a heartbeat first",
            #"{"type":"ping","timestamp":"2026-11-24T03:12:04.250Z","zone":"sindh-2","site":"khi-3","host":"h-014","id":1}"# + "\n", "hello"
        ),
    ]

    @Test func collector() throws {
        let site = try Site()
        let collector = try site.startCollector()
        let isUp = waitUntil(seconds: 30) { site.zone() != nil }
        try #require(isUp, "\(collector.standardError.all)")
        for example in BadInputTests.cases {
            let peer = try RawPeer(port: site.port)
            peer.say(example.bytes)
            peer.finish()
            let heard = peer.hear()
            if let answer = example.answer { #expect(heard.contains(answer), "\(example.name): \(heard.prefix(300))") }
            #expect(site.zone() != nil, "\(example.name): the collector is gone")
        }
        try aLineWithoutEnd(site, collector)
        collector.signal(SIGTERM)
        #expect(collector.waitForExit(within: 20) == 0)
    }

    /// 2 GB without a newline are offered; the connection ends long before, and the memory stays small.
    private func aLineWithoutEnd(_ site: Site, _ collector: ChildProcess) throws {
        let peer = try RawPeer(port: site.port)
        let chunk = [UInt8](repeating: 0x61, count: 1 << 20)
        var megabytes = 0
        while megabytes < 2048, peer.say(chunk) { megabytes += 1 }
        #expect(megabytes < 64)
        #expect(site.zone() != nil)
        #expect(try residentMegabytes(collector.pid) < 200)
    }

    private func residentMegabytes(_ process: pid_t) throws -> Int {
        let file = try #require(fopen("/proc/\(process)/statm", "r"))
        defer { fclose(file) }
        var buffer = [CChar](repeating: 0, count: 256)
        try #require(fgets(&buffer, 255, file) != nil)
        let text = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let pages = try #require(text.split(separator: " ").dropFirst().first.flatMap { Int($0) })
        return pages * 4096 >> 20
    }

    struct CommandLine: CustomTestStringConvertible, Sendable {
        var program: String
        var words: [String]
        var status: Int32
        var says: String

        var testDescription: String { "\(program) \(words.joined(separator: " "))" }
    }

    @Test(arguments: [
        CommandLine(program: "zone-agent", words: ["--version"], status: 0, says: "zone-agent \(Release.version)"),
        CommandLine(program: "zone-agent", words: ["--help"], status: 0, says: "--check-config"),
        CommandLine(program: "zone-agent", words: ["--chek-config"], status: 2, says: "did you mean --check-config?"),
        CommandLine(program: "zone-agent", words: ["now"], status: 2, says: "no arguments are taken"),
        CommandLine(program: "zone-agent", words: ["--config", "/nonexistent/agent.toml"], status: 78, says: "/nonexistent/agent.toml"),
        CommandLine(program: "zone-collector", words: ["--version"], status: 0, says: "zone-collector \(Release.version)"),
        CommandLine(program: "zone-collector", words: ["--config=/nonexistent/c.toml"], status: 78, says: "/nonexistent/c.toml"),
        CommandLine(program: "zone-trial", words: ["--duration", "soon"], status: 2, says: "number of seconds"),
    ])
    func commandLine(_ example: CommandLine) throws {
        let program = try ChildProcess(executable: ChildProcess.built(example.program), arguments: example.words)
        #expect(program.waitForExit(within: 30) == example.status)
        let said = (program.standardOutput.all + program.standardError.all).joined(separator: "\n")
        #expect(said.contains(example.says), "\(said)")
    }

    @Test func checkConfiguration() throws {
        let site = try Site()
        func check() throws -> (Int32?, String) {
            let path = site.directory.file("agent.toml")
            let program = try ChildProcess(executable: ChildProcess.built("zone-agent"), arguments: ["--check-config", "--config", path])
            let status = program.waitForExit(within: 30)
            return (status, (program.standardOutput.all + program.standardError.all).joined(separator: "\n"))
        }
        let correct = try check()
        #expect(correct.0 == 0 && correct.1.contains("correct"), "\(correct)")
        try site.writeAgent(quota: "600 mW", lines: "flor = \"1 W\"")
        let wrong = try check()
        #expect(wrong.0 == 78)
        #expect(wrong.1.contains("agent.toml:5:") && wrong.1.contains("\"floor\""), "\(wrong.1)")
    }
}
