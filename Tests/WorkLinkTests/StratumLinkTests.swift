import CShims
import Glibc
import MiningWork
import Synchronization
import Testing
import Transport
import ZoneModel
import ZoneTestKit

@testable import WorkLink

/// The link against pools on loopback, good and bad ones.
@Suite(.serialized, .timeLimit(.minutes(5))) struct StratumLinkTests {
    /// What came out of the link.
    private struct Seen: Sendable {
        var templates: [WorkTemplate?] = []
        var events: [Event] = []
        var verdicts: [ShareVerdict] = []
    }

    /// A link on a loop of its own, until it goes.
    private final class Desk: Sendable {
        let seen = Mutex(Seen())
        let loop: EventLoop
        private let thread: LoopThread
        private let held = Mutex<StratumLink?>(nil)

        convenience init(_ pools: [UInt16], host: String = "127.0.0.1") throws {
            try self.init(
                pools.map { PoolConfiguration(url: PoolURL(isEncrypted: false, host: host, port: $0), user: "someone") })
        }

        init(_ configurations: [PoolConfiguration]) throws {
            loop = try EventLoop()
            thread = try loop.start(threadName: "pools")
            let link = StratumLink(
                loop: loop, pools: configurations, agent: "zone-agent/test", random: SystemRandomNumberGenerator(),
                delegate: .init(
                    publish: { [weak self] template in self?.seen.withLock { $0.templates.append(template) } },
                    happened: { [weak self] event in self?.seen.withLock { $0.events.append(event) } },
                    judged: { [weak self] verdict in self?.seen.withLock { $0.verdicts.append(verdict) } }))
            held.withLock { $0 = link }
            link.start()
        }

        var link: StratumLink? { held.withLock { $0 } }
        var now: WorkTemplate? { seen.withLock { $0.templates.last ?? nil } }
        var events: [Event] { seen.withLock { $0.events } }
        func figures() -> [PoolDocument.Pool] {
            let answer = Mutex<[PoolDocument.Pool]?>(nil)
            guard let link else { return [] }
            loop.submit {
                let figures = link.assumeIsolated { $0.figures() }
                answer.withLock { $0 = figures }
            }
            _ = waitUntil(seconds: 10) { answer.withLock { $0 != nil } }
            return answer.withLock { $0 } ?? []
        }

        func stop() {
            link?.stop()
            loop.stop()
            thread.join()
        }

        deinit { stop() }
    }

    /// The first share of a template, by the slow way.
    private func share(_ template: WorkTemplate, number: Int = 0) -> Share? {
        var left = number
        for nonce in 0..<UInt32(2_000_000) {
            let share = Share(
                templateID: template.id, extranonce2: [UInt8](repeating: 3, count: template.extranonce2Bytes), time: template.time,
                nonce: nonce,
                version: template.version)
            guard ShareCheck(share, of: template) != .short else { continue }
            if left == 0 { return share }
            left -= 1
        }
        return nil
    }

    @Test func sharesAreAcceptedAndNewJobsArrive() throws {
        let pool = try ScriptedPool(difficulty: 1e-7)
        defer { pool.close() }
        let desk = try Desk([pool.port])
        defer { desk.stop() }
        let isThere = waitUntil(seconds: 20) { desk.now != nil }
        try #require(isThere, "\(desk.events)")
        let first = try #require(desk.now)
        #expect(first.id == "0:j1" && first.versionMask == 0x1fff_e000)
        let good = try #require(share(first))
        desk.link?.submit(good, of: first, isBlock: false)
        #expect(waitUntil(seconds: 20) { desk.seen.withLock { $0.verdicts.count } == 1 })
        #expect(desk.seen.withLock { $0.verdicts.first?.outcome } == .accepted)
        #expect(pool.submissions.map(\.isAccepted) == [true])

        pool.renew(clean: true)
        #expect(waitUntil(seconds: 20) { desk.now?.id == "0:j2" })
        // What was found on the old job is not even sent.
        let late = try #require(share(first, number: 1))
        desk.link?.submit(late, of: first, isBlock: false)
        #expect(waitUntil(seconds: 20) { desk.seen.withLock { $0.verdicts.count } == 2 })
        #expect(pool.submissions.count == 1)
        let figure = try #require(desk.figures().first)
        #expect(figure.state == .active && figure.accepted.count == 1 && figure.stale.count == 1 && figure.latencyMs != nil)
        #expect(figure.rollsVersions && figure.jobID == "j2" && abs((figure.difficulty ?? 0) / 1e-7 - 1) < 1e-9)
    }

    /// The first pool dies, the second takes over; it comes back and is taken back. The host is a name, too.
    @Test func failoverAndReturn() throws {
        let first = try ScriptedPool()
        let second = try ScriptedPool()
        defer { second.close() }
        let desk = try Desk([first.port, second.port], host: "localhost")
        defer { desk.stop() }
        #expect(waitUntil(seconds: 20) { desk.now?.id == "0:j1" })
        #expect(second.connections == 0)
        first.close()
        #expect(waitUntil(seconds: 20) { desk.now?.id == "1:j1" })
        #expect(desk.events.contains { $0.kind == .poolLost })
        let again = try ScriptedPool(port: first.port)
        defer { again.close() }
        #expect(waitUntil(seconds: 60) { desk.now?.id == "0:j1" })
        #expect(waitUntil(seconds: 20) { second.connections == 0 })
        #expect(desk.figures().map(\.state) == [.active, .idle])
    }

    /// The session outlives the connection where the pool keeps it.
    @Test func aSessionIsResumed() throws {
        let pool = try ScriptedPool(difficulty: 1e-7)
        defer { pool.close() }
        let desk = try Desk([pool.port])
        defer { desk.stop() }
        #expect(waitUntil(seconds: 20) { desk.now != nil })
        let template = try #require(desk.now)
        let good = try #require(share(template))
        pool.hangUp()
        #expect(waitUntil(seconds: 20) { desk.now == nil })
        desk.link?.submit(good, of: template, isBlock: false)
        #expect(waitUntil(seconds: 20) { desk.seen.withLock { $0.verdicts.count } == 1 })
        #expect(desk.seen.withLock { $0.verdicts.first?.outcome } == .accepted)
        #expect(pool.subscriptions.last?.last == .string("session-1"))
    }

    /// Whatever the first pool does, the second is worked for, and nothing of the first is hashed at the end.
    @Test(arguments: [
        ScriptedPool.Manner.silent, .garbage, .hugeLine, .wrongTypes, .refusesTheUser, .closesAtOnce,
    ])
    func aPoolThatMisbehavesIsLeftForTheNext(manner: ScriptedPool.Manner) throws {
        let bad = try ScriptedPool(manner: manner)
        let good = try ScriptedPool()
        defer {
            bad.close()
            good.close()
        }
        let desk = try Desk([bad.port, good.port])
        defer { desk.stop() }
        #expect(waitUntil(seconds: 30) { desk.now?.id.hasPrefix("1:") == true }, "\(desk.events)")
        let figures = desk.figures()
        #expect(figures.last?.state == .active || figures.first?.lastError != nil)
        #expect(manner == .silent || desk.events.contains { $0.kind == .poolLost && $0.message.contains("\(bad.port)") })
    }

    /// These are odd, and still a pool: the work goes on.
    @Test(arguments: [ScriptedPool.Manner.difficultyZero, .cleanStorm, .strangeReconnect, .maskZero])
    func aPoolThatIsOddIsWorkedForAllTheSame(manner: ScriptedPool.Manner) throws {
        let pool = try ScriptedPool(manner: manner, difficulty: 1e-7)
        defer { pool.close() }
        let desk = try Desk([pool.port])
        defer { desk.stop() }
        let wanted = manner == .cleanStorm ? "0:j2001" : "0:j1"
        #expect(waitUntil(seconds: 30) { desk.now?.id == wanted })
        let template = try #require(desk.now)
        if manner == .difficultyZero {
            #expect(template.shareTarget == Target(difficulty: 1))
            return
        }
        #expect(template.rollableBits == (manner == .maskZero ? 0 : 0x1fff_e000))
        let good = try #require(share(template))
        desk.link?.submit(good, of: template, isBlock: false)
        #expect(waitUntil(seconds: 20) { pool.submissions.map(\.isAccepted) == [true] }, "\(pool.submissions)")
        if manner == .strangeReconnect { #expect(desk.events.contains { $0.kind == .poolMessage && $0.message.contains("127.0.0.2") }) }
    }

    @Test func noPoolAtAllIsSaidOnce() throws {
        let pool = try ScriptedPool(manner: .closesAtOnce)
        defer { pool.close() }
        let desk = try Desk([pool.port])
        defer { desk.stop() }
        #expect(waitUntil(seconds: 60) { pool.calls >= 4 && desk.events.contains { $0.kind == .workMissing } })
        #expect(desk.now == nil)
        #expect(desk.events.count { $0.kind == .workMissing } == 1 && desk.events.count { $0.kind == .poolLost } == 1)
    }

    @Test func aNameThatNobodyKnows() throws {
        let desk = try Desk([3333], host: "no-such-pool.invalid")
        defer { desk.stop() }
        #expect(waitUntil(seconds: 60) { desk.events.contains { $0.kind == .poolLost && $0.message.contains("no-such-pool.invalid") } })
    }

    /// OpenSSL's own server as a pool under TLS, whose certificate is for localhost and signed by nobody.
    @Test(
        arguments: [
            ("localhost", true, nil), ("127.0.0.1", true, "IP address mismatch"), ("localhost", false, "self-signed"),
        ] as [(String, Bool, String?)])
    func aPoolUnderTLS(host: String, isTrusted: Bool, refusal: String?) throws {
        let directory = try TemporaryDirectory()
        let (certificate, key) = (directory.file("pool.pem"), directory.file("pool.key"))
        let made = try ChildProcess(
            executable: "openssl",
            arguments: [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", key, "-out", certificate,
                "-days", "2",
                "-subj", "/CN=pool", "-addext", "subjectAltName=DNS:localhost",
            ])
        try #require(made.waitForExit(within: 30) == 0, "\(made.standardError.all)")
        // A port that is free at this moment.
        let place = try ScriptedPool(manner: .closesAtOnce)
        place.close()
        let server = try ChildProcess(
            executable: "openssl",
            arguments: ["s_server", "-accept", "127.0.0.1:\(place.port)", "-cert", certificate, "-key", key, "-quiet", "-tls1_2"])
        var pool = PoolConfiguration(url: PoolURL(isEncrypted: true, host: host, port: place.port), user: "someone")
        if isTrusted { pool.authoritiesFile = certificate }
        let desk = try Desk([pool])
        defer { desk.stop() }
        if let refusal {
            #expect(
                waitUntil(seconds: 30) { desk.events.contains { $0.kind == .poolLost && $0.message.contains(refusal) } }, "\(desk.events)")
            #expect(!server.standardOutput.all.contains { $0.contains("mining.subscribe") })
            return
        }
        #expect(waitUntil(seconds: 30) { server.standardOutput.all.contains { $0.contains("mining.subscribe") } }, "\(desk.events)")
        try server.send(#"{"id":2,"result":[[],"08000002",4],"error":null}"#)
        try server.send(#"{"id":3,"result":true,"error":null}"#)
        try server.send(
            #"{"method":"mining.notify","params":["1","4d16b6f85af6e2198f44ae2a6de67f78487ae5611b77c6c0440b921e00000000","01","02",[],"#
                + #""20000000","17034219","65000000",true]}"#)
        #expect(waitUntil(seconds: 30) { desk.now?.id == "0:1" }, "\(desk.events)")
    }
}
