import Synchronization
import Testing
import Transport
import ZoneModel

@testable import Link

/// An agent's uplink over loopback against collectors that err: it says why, lets go, and comes back; nothing is acked or obeyed.
@Suite(.timeLimit(.minutes(2))) struct BadCollectorTests {
    struct Bad: Sendable, CustomTestStringConvertible {
        var name: String
        /// What is sent at the hello, if anything.
        var answer: [UInt8]
        var closes = false
        /// What the uplink comes to say.
        var says: String
        var testDescription: String { name }
    }

    static func line(_ body: LineBody) -> [UInt8] { PeerStateTests.line(body).encoded() }
    static let welcome = line(UplinkStateTests.welcome(resume: 1))
    static let grant = QuotaGrant(
        epoch: 5, generation: 1, quota: .watts(300), nonce: Nonce(high: 1, low: 2), lease: .seconds(10))
    static let strangeGrant = line(.quota(grant)).dropLast(2) + Array(",\"later\":1}\n".utf8)

    static let all: [Bad] = [
        Bad(name: "accepts and never answers", answer: [], says: "no welcome within 5 s"),
        Bad(name: "speaks garbage", answer: Array(String(repeating: "\u{1}garbage\n", count: 20).utf8), says: "16 lines in a row"),
        Bad(name: "closes after the hello", answer: [], closes: true, says: "the peer closed the connection"),
        Bad(name: "sends 64 MB without end of line", answer: [UInt8](repeating: 0x78, count: 64 << 20), says: "no end of line within"),
        Bad(name: "gives a quota with an unknown key", answer: welcome + strangeGrant, says: "\"later\""),
        Bad(name: "acks what was never sent", answer: welcome + line(.ack(Ack(seq: 4711))), says: "an ack of 4711, which was never sent"),
        Bad(name: "claims lines beyond the spool", answer: line(UplinkStateTests.welcome(resume: 4711)), says: "lines up to 4710"),
    ]

    @Test(arguments: all)
    func saysWhyAndObeysNothing(bad: Bad) async throws {
        let loop = try EventLoop()
        let thread = try loop.start(threadName: "bad-collector")
        defer {
            loop.stop()
            thread.join()
        }
        let collector = BadCollector(loop: loop, bad)
        let port = try await collector.listen()
        let heard = Heard()
        var link = CollectorLink(host: "127.0.0.1", port: port)
        link.backoffMin = .milliseconds(10)
        link.backoffMax = .milliseconds(100)
        let uplink = Uplink(
            loop: loop, address: UplinkStateTests.address, link: link, random: SystemRandomNumberGenerator(),
            clock: { WallInstant(milliseconds: 0) }, delegate: heard.delegate)
        uplink.start()
        try await eventually("\(bad.says) was not said: \(heard.text)") {
            if heard.text.contains(bad.says) { return true }
            return await uplink.figure().lastError?.contains(bad.says) == true
        }
        if !bad.answer.starts(with: Self.welcome) {
            try await eventually("it did not come back") { await collector.hellos >= 2 }
        }
        #expect(heard.obeyed.isEmpty)
        uplink.stop()
        await collector.close()
    }

    private func eventually(_ what: @autoclosure () -> String, _ condition: () async -> Bool) async throws {
        let clock = ContinuousClock()
        let end = clock.now + .seconds(60)
        while clock.now < end {
            if await condition() { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("\(what())")
    }
}

/// What an uplink told its agent.
private final class Heard: Sendable {
    private let told = Mutex<(text: String, obeyed: [String])>(("", []))

    var text: String { told.withLock { $0.text } }
    /// Acks and grants: with a bad collector there are none.
    var obeyed: [String] { told.withLock { $0.obeyed } }

    var delegate: Uplink.Delegate {
        Uplink.Delegate(
            hello: { PeerStateTests.hello }, fetch: { _, _, done in done([]) },
            acknowledged: { seq in self.told.withLock { $0.obeyed.append("ack \(seq)") } }, spoolOutrun: { _ in },
            grant: { grant in self.told.withLock { $0.obeyed.append("grant \(grant.generation)") } },
            schedule: { schedule, _ in self.told.withLock { $0.obeyed.append("schedule \(schedule.id)") } }, welcomed: { _ in },
            identityRefused: { _ in }, happened: { event in self.told.withLock { $0.text += event.message + "\n" } })
    }
}

private actor BadCollector {
    nonisolated let loop: EventLoop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }
    private let bad: BadCollectorTests.Bad
    private var listener: LineListener?
    private var connections: [LineConnection] = []
    private(set) var hellos = 0

    init(loop: EventLoop, _ bad: BadCollectorTests.Bad) {
        self.loop = loop
        self.bad = bad
    }

    func listen() throws(TransportError) -> UInt16 {
        let listener = try LineListener(
            loop: loop, on: Endpoint(address: "127.0.0.1", port: 0), lineBytesMax: FlatObject.lineBytesMax
        ) { [weak self] connection in
            let accepted = Accepted(connection: connection)
            self?.assumeIsolated { $0.accept(accepted.connection) }
        }
        self.listener = listener
        return listener.port
    }

    func close() {
        listener?.close()
        connections.forEach { $0.close() }
        connections = []
    }

    /// Carries a connection into the actor whose loop made it.
    private struct Accepted: @unchecked Sendable {
        let connection: LineConnection
    }

    private func accept(_ connection: LineConnection) {
        connections.append(connection)
        let index = connections.count - 1
        connection.start(.init(lines: { [weak self] lines in self?.assumeIsolated { $0.answer(lines.count, index) } }, ended: { _ in }))
    }

    private func answer(_ lines: Int, _ index: Int) {
        guard connections.indices.contains(index) else { return }
        hellos += 1
        connections[index].send(bad.answer)
        if bad.closes { connections[index].close() }
    }
}
