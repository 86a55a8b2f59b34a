import AdminClient
import Glibc
import Testing
import ZoneModel
import ZoneTestKit

/// zone-collector.socket without a systemd that runs: systemd-socket-activate opens the socket, and starts the collector when a host connects.
@Suite(.serialized, .timeLimit(.minutes(5))) struct SocketActivationTests {
    private func collector(_ site: Site, at address: String) throws -> ChildProcess {
        try ChildProcess(
            executable: "systemd-socket-activate",
            arguments: ["-l", address, ChildProcess.built("zone-collector"), "--config", site.directory.file("collector.toml")])
    }

    @Test func aHostThatConnectsStartsTheCollector() throws {
        let site = try Site()
        let collector = try collector(site, at: "127.0.0.1:\(site.port)")
        let agent = try site.startAgent()
        let isConnected = waitUntil(seconds: 60) { site.host()?.link.state == .connected }
        #expect(isConnected, "\(collector.standardError.all) \(agent.standardError.all)")
        #expect(collector.standardError.all.contains { $0.contains("listening on 127.0.0.1:\(site.port) by a socket of systemd's") })
    }

    @Test func aSocketElsewhereIsToldAndNotUsed() throws {
        let site = try Site()
        let (listener, port) = try loopbackListener()
        close(listener)
        let collector = try collector(site, at: "127.0.0.1:\(port)")
        let agent = try site.startAgent()
        let isOpen = waitUntil(seconds: 60) { collector.standardError.all.contains { $0.hasPrefix("Listening on") } }
        try #require(isOpen, "\(collector.standardError.all)")
        // Whoever connects to the wrong one starts it.
        let peer = try RawPeer(port: port)
        let isConnected = waitUntil(seconds: 60) { site.host()?.link.state == .connected }
        #expect(isConnected, "\(collector.standardError.all) \(agent.standardError.all)")
        #expect(collector.standardError.all.contains { $0.contains("does not listen on 127.0.0.1:\(site.port)") })
        peer.finish()
    }
}
