import Glibc
import Storage
import Testing
import ZoneModel
import ZoneTestKit

/// The whole circle with the real programs.
@Suite(.serialized) struct CircleTests {
    /// The collector is killed, the lease ends, the floor holds; it comes back, the host resumes, and the store has every line once.
    @Test func aCollectorDiesAndComesBack() throws {
        let site = try Site()
        var collector = try site.startCollector()
        let agent = try site.startAgent()
        let hasLease = waitUntil(seconds: 60) { site.host()?.lease != nil }
        try #require(hasLease, "no lease: \(collector.standardError.all) \(agent.standardError.all)")
        #expect(site.host()?.quotaW == 600)

        try anImpostorIsRefused(site)

        collector.signal(SIGKILL)
        let isAtFloor = waitUntil(seconds: 60) { site.host().map { $0.lease == nil && $0.quotaW == 100 } ?? false }
        #expect(isAtFloor)
        // Said by the next tick.
        let isTold = waitUntil(seconds: 20) { site.hasEvent(.leaseLost) }
        #expect(isTold)
        let lost = try #require(site.events().last { $0.event == EventKind.leaseLost.rawValue })
        #expect(lost.message.contains("holding the floor of 100.0 W"))

        collector = try site.startCollector()
        let hasLeaseAgain = waitUntil(seconds: 60) { site.host()?.lease != nil }
        #expect(hasLeaseAgain, "\(collector.standardError.all)")
        // What was spooled meanwhile is delivered and acked.
        let isDrained = waitUntil(seconds: 30) { site.host()?.spool.lines ?? 99 <= 2 }
        #expect(isDrained)

        agent.signal(SIGTERM)
        #expect(agent.waitForExit(within: 20) == 0)
        collector.signal(SIGTERM)
        #expect(collector.waitForExit(within: 20) == 0)
        try everyLineIsThereOnce(site)
    }

    /// Another machine under the host's name gets neither a lease nor a place in the store.
    private func anImpostorIsRefused(_ site: Site) throws {
        let peer = try RawPeer(port: site.port)
        peer.say(hello(machineID: "0123456789abcdef0123456789abcdef"))
        let answer = peer.hear()
        #expect(answer.contains(#""code":"duplicate_host""#), "\(answer)")
        #expect(site.host()?.lease != nil)
    }

    private func everyLineIsThereOnce(_ site: Site) throws {
        let store = try TelemetryStore(path: site.directory.file("collector/store.sqlite"), now: WallInstant(milliseconds: 0))
        let sequences = try store.sequences()
        #expect(sequences.count == 1)
        let sequence = try #require(sequences.first)
        let audit = try store.audit(sequence.address, spoolID: sequence.spoolID)
        #expect(audit.isWhole && audit.duplicates == 0 && audit.missing.isEmpty)
        #expect(audit.lines > 10)
        let address = try #require(HostAddress(path: Site.address))
        let spool = try Spool(
            path: site.directory.file("agent/spool.sqlite"), address: address, configuration: SpoolConfiguration(),
            now: WallInstant(milliseconds: 0))
        #expect(spool.spoolID == sequence.spoolID)
        // The last words of a stop may still wait in the spool: none of them is lost, none is in both.
        #expect(spool.acknowledgedSeq <= sequence.highSeq && sequence.highSeq < spool.nextSeq)
    }

    /// A cut arrives at a worker that really hashes, under sensors that follow it.
    @Test func aCutIsFollowed() throws {
        let trial = try ChildProcess(executable: ChildProcess.built("zone-trial"), arguments: ["--duration", "300"])
        let hint = try #require(trial.standardOutput.first(within: 30) { $0.contains("quota set") }, "\(trial.standardError.all)")
        let words = hint.split(separator: " ").map(String.init)
        let socket = try #require(words.first { $0.hasSuffix("collector.sock") })
        let saysSimulated = trial.standardOutput.first(within: 120) {
            $0.contains("lease") && $0.contains("quota 600.0 W") && $0.contains("simulated")
        }
        #expect(saysSimulated != nil, "\(trial.standardOutput.all.suffix(3))")
        // Up to where a cut by half cuts.
        let isUp = trial.standardOutput.first(within: 120) { watts(in: $0) > 350 }
        #expect(isUp != nil)

        let zonectl = try ChildProcess(
            executable: ChildProcess.built("zonectl"),
            arguments: ["--socket", socket, "quota", "set", Site.address, "300 W", "--reason", "peak"])
        #expect(zonectl.waitForExit(within: 60) == 0)
        let said = zonectl.standardOutput.all.joined(separator: "\n")
        #expect(said.contains("held:") && said.contains("simulated"), "\(said)")

        trial.signal(SIGINT)
        #expect(trial.waitForExit(within: 20) == 0, "\(trial.standardError.all)")
        let summary = trial.standardOutput.all.suffix(6).joined(separator: "\n")
        #expect(summary.contains("(measured, simulated)") && summary.contains(" → 300.0 W (1/"), "\(summary)")
    }

    /// `… draw 413.6 ±4.1 W …`
    private func watts(in line: String) -> Double {
        let words = line.split(separator: " ")
        guard let index = words.firstIndex(of: "draw"), index + 1 < words.count else { return 0 }
        return Double(words[index + 1]) ?? 0
    }

    /// A receiver that takes the connection and never says a word: no collector has ever counted this host's floor, so it is none, and the stop is
    /// prompt.
    @Test func aCollectorThatNeverAnswers() throws {
        let site = try Site()
        let (descriptor, _) = try loopbackListener(port: site.port)
        defer { close(descriptor) }
        let agent = try site.startAgent()
        let isWaiting = waitUntil(seconds: 40) { site.host()?.link.lastError?.contains("no welcome") ?? false }
        #expect(isWaiting, "\(agent.standardError.all)")
        let status = try #require(site.host())
        #expect(status.lease == nil && status.quotaW == 0 && status.limitedBy == .floor)
        agent.signal(SIGTERM)
        #expect(agent.waitForExit(within: 20) == 0)
    }

    /// A higher floor in the file is one when a collector has written it down, over a restart too.
    @Test func aRaisedFloorWaitsForItsCollectorOverARestart() throws {
        let site = try Site()
        var collector = try site.startCollector()
        var agent = try site.startAgent()
        let isLeased = waitUntil(seconds: 60) { site.host()?.lease != nil }
        try #require(isLeased, "\(agent.standardError.all)")
        collector.signal(SIGKILL)
        _ = collector.waitForExit(within: 20)
        agent.signal(SIGTERM)
        #expect(agent.waitForExit(within: 20) == 0)

        try site.writeAgent(floor: "120 W")
        agent = try site.startAgent()
        let isAtTheOldOne = waitUntil(seconds: 60) { site.host()?.quotaW == 100 }
        #expect(isAtTheOldOne, "\(String(describing: site.host()))")

        collector = try site.startCollector()
        let isWelcomed = waitUntil(seconds: 60) { site.host()?.lease != nil }
        #expect(isWelcomed, "\(collector.standardError.all)")
        collector.signal(SIGKILL)
        _ = collector.waitForExit(within: 20)
        let isAtTheNewOne = waitUntil(seconds: 60) { site.host().map { $0.lease == nil && $0.quotaW == 120 } ?? false }
        #expect(isAtTheNewOne, "\(String(describing: site.host()))")
        agent.signal(SIGTERM)
        #expect(agent.waitForExit(within: 20) == 0)
    }

    @Test func standaloneHoldsItsOwnQuota() throws {
        let site = try Site()
        try site.writeAgent(quota: "200 W", isStandalone: true)
        let agent = try site.startAgent()
        let holds = waitUntil(seconds: 30) { site.host()?.quotaW == 200 }
        #expect(holds, "\(agent.standardError.all)")
        #expect(site.host()?.link.state == .standalone)

        // SIGHUP: a new quota is taken up, a wrong file is not and the journal says where it is wrong.
        try site.writeAgent(quota: "150 W", isStandalone: true)
        agent.signal(SIGHUP)
        let isReloaded = waitUntil(seconds: 20) { site.host()?.quotaW == 150 }
        #expect(isReloaded)
        try site.writeAgent(quota: "150", isStandalone: true)
        agent.signal(SIGHUP)
        let isRejected = waitUntil(seconds: 20) { site.hasEvent(.configRejected) }
        #expect(isRejected)
        #expect(site.host()?.quotaW == 150)
        #expect(site.events().contains { $0.message.contains("agent.toml:5:") })
        try site.writeAgent(quota: "150 W", lines: "class = \"ai\"", isStandalone: true)
        agent.signal(SIGHUP)
        let isRefused = waitUntil(seconds: 20) { site.events().contains { $0.message.contains("takes a restart") } }
        #expect(isRefused)
        agent.signal(SIGTERM)
        #expect(agent.waitForExit(within: 20) == 0)
    }

    @Test func twoAgentsDoNotShareAState() throws {
        let site = try Site()
        let first = try site.startAgent()
        let isUp = waitUntil(seconds: 30) { site.host() != nil }
        #expect(isUp, "\(first.standardError.all)")
        let second = try site.startAgent()
        #expect(second.waitForExit(within: 20) == 1)
        #expect(second.standardError.all.joined().contains("another process holds it"))
        #expect(site.host() != nil)
    }
}

/// A correct hello of the test's host, with another machine behind it.
func hello(
    machineID: String = "ffffffffffffffffffffffffffffffff", zone: String = "sindh-2", host: String = "h-014", protocolVersion: Int = 1
) -> String {
    #"{"type":"hello","timestamp":"2026-11-24T03:12:04.250Z","zone":"\#(zone)","site":"khi-3","host":"\#(host)","protocol":\#(protocolVersion),"#
        + #""class":"mining","mode":"enforce","machine_id":"\#(machineID)","boot_id":"abcdef01","agent_version":"0.1.0","#
        + #""nameplate_w":600,"floor_w":100,"spool_id":"00","next_seq":1,"last_epoch":0,"last_generation":0}"# + "\n"
}
