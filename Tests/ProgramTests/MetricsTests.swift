import Glibc
import Testing
import ZoneModel
import ZoneTestKit

/// What real daemons serve on /metrics, read by Prometheus' own parsers; the rules and the dashboard by its own tools.
@Suite(.timeLimit(.minutes(3))) struct MetricsTests {
    private static let folder = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/config"

    private func shell(_ script: String, _ arguments: String...) throws -> (code: Int32?, text: String) {
        let program = try ChildProcess(executable: "sh", arguments: ["-c", script, "sh"] + arguments)
        let code = program.waitForExit(within: 60)
        return (code, (program.standardOutput.all + program.standardError.all).joined(separator: "\n"))
    }

    @Test func bothDaemonsAreReadByPrometheus() throws {
        let site = try Site()
        let (probe, port) = try loopbackListener()
        close(probe)
        try site.writeAgent(lines: "metrics = \"127.0.0.1:\(port)\"")
        let collector = try site.startCollector()
        let agent = try site.startAgent()
        let isUp = waitUntil(seconds: 40) { site.host()?.link.state == .connected && (site.zone()?.linesStored ?? 0) > 0 }
        try #require(isUp, "\(agent.standardError.all) \(collector.standardError.all)")
        for source in [
            "http://127.0.0.1:\(port)/metrics", "--unix-socket \(site.agentSocket) http://x/metrics",
            "--unix-socket \(site.collectorSocket) http://x/metrics",
        ] {
            let lint = try shell("curl -sSf \(source) | promtool check metrics")
            #expect(lint.code == 0 && lint.text == "", "\(source): \(lint.text)")
            // The strict parser of OpenMetrics wants a time at each sample when it makes blocks, so each gets one.
            let strict = try shell(
                """
                set -e; cd "$1"; rm -rf om blocks
                curl -sSf -H 'Accept: application/openmetrics-text;version=1.0.0' \(source) > om
                tail -1 om | grep -qx '# EOF'
                sed '/^#/!s/$/ 1795543200/' om > stamped
                promtool tsdb create-blocks-from openmetrics stamped blocks
                """, site.directory.path)
            #expect(strict.code == 0 && strict.text.contains("BLOCK ULID"), "\(source): \(strict.text)")
        }
        let text = try shell("curl -sS http://127.0.0.1:\(port)/metrics").text
        for line in [
            #"zone_power_watts{zone="sindh-2",site="khi-3",host="h-014",source="estimated"} "#, "zone_energy_joules_total{",
            #"rig_state{zone="sindh-2",site="khi-3",host="h-014",rig="psu-0",state="unmetered"} 1"#, "zone_link_up{",
        ] { #expect(text.contains(line), "\(line)") }
        // The port knows nothing else, and takes no orders.
        #expect(try shell("curl -s -o /dev/null -w '%{http_code}' http://127.0.0.1:\(port)/v1/status").text == "404")
        #expect(try shell("curl -s -o /dev/null -w '%{http_code}' -d x http://127.0.0.1:\(port)/metrics").text == "405")
    }

    /// Energies of real time that passed are counted, and never fall.
    @Test func energyIsCounted() throws {
        let site = try Site()
        try site.writeAgent(isStandalone: true)
        let agent = try site.startAgent()
        func joules() throws -> Double {
            let text = try shell("curl -s --unix-socket \(site.agentSocket) http://x/metrics").text
            let line = text.split(separator: "\n").first { $0.hasPrefix("zone_energy_joules_total") && $0.contains("estimated") }
            return line.flatMap { $0.split(separator: " ").last }.flatMap { Double($0) } ?? -1
        }
        let isCounting = try waitUntil(seconds: 40) { try joules() > 0 }
        try #require(isCounting, "\(agent.standardError.all)")
        let first = try joules()
        let grows = try waitUntil(seconds: 20) { try joules() > first }
        #expect(grows, "it stays at \(first) J")
    }

    @Test func theRulesAreRight() throws {
        let check = try shell(
            "cd \(Self.folder)/prometheus && promtool check rules zone-agent.rules.yml && promtool test rules zone-agent.rules.test.yml")
        #expect(check.code == 0 && check.text.contains("6 rules found") && check.text.contains("SUCCESS"), "\(check.text)")
    }

    /// Every name in the dashboard and in the rules is one that a daemon serves.
    @Test func noPanelAsksForWhatIsNotServed() throws {
        let status = try shell("cat \(Self.folder)/grafana/zone-agent.json | python3 -m json.tool > /dev/null")
        #expect(status.code == 0, "\(status.text)")
        let asked = try shell(
            "grep -ohE '\\b(zone|rig|collector)_[a-z_]+' \(Self.folder)/grafana/zone-agent.json \(Self.folder)/prometheus/zone-agent.rules.yml | sort -u"
        ).text
        let sources = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/Sources/ZoneModel/Metrics"
        let served = try shell("cat \(sources)/*.swift").text
        let names = asked.split(separator: "\n").map(String.init)
        #expect(names.count > 15)
        for name in names {
            let family = name.hasSuffix("_total") ? String(name.dropLast(6)) : name
            #expect(served.contains("\"\(family)\""), "\(name) is not served")
        }
    }
}
