import Glibc
import Hashing
import MiningWork
import Synchronization
import Testing
import ZoneModel
import ZoneTestKit

@testable import WorkLink

/// The link and the real worker against a node on a loopback port, which looks at every block as bitcoind would.
@Suite(.serialized) struct NodeLinkTests {
    /// A link on a node, and what it said.
    final class Stage: Sendable {
        let node: ScriptedNode
        let link: NodeLink
        let live: LiveWork
        let told: Log

        init(_ node: ScriptedNode, parts: [(String, Int)] = [(Stage.wpkh, 100_000)], credentials: NodeEndpoint.Credentials? = nil) throws {
            self.node = node
            let payout = try Payout(parts.map { .init(address: try PayoutAddress($0.0, network: .regtest), share: $0.1) })
            let told = Log()
            self.told = told
            let relay = Relay()
            let live = LiveWork(firstExtranonce: 3) { relay.pass($0.share) }
            self.live = live
            link = NodeLink(
                NodeEndpoint(url: node.url, credentials: credentials ?? .cookie(path: node.cookiePath)),
                .init(
                    network: .regtest, payout: payout, tag: Array("/zone-agent/".utf8), poll: .seconds(1), extranonce1: [9, 8, 7, 6],
                    seed: 4),
                publish: { template in
                    told.templates.withLock { $0.append(template) }
                    live.publish(template)
                },
                tell: { notice in told.notices.withLock { $0.append(notice) } })
            relay.target.withLock { $0 = link }
        }

        static let wpkh = "bcrt1qdavt4j2sd7dlhqsavtnfxvzppw6k7qy97tmnu9"
        static let wsh = "bcrt1qan8gntac7z7me2ejt4hpru42ad2f759fmy0m3ejvs98656znv7eqga4uhv"
    }

    final class Log: Sendable {
        let notices = Mutex<[SoloSession.Notice]>([])
        let templates = Mutex<[WorkTemplate?]>([])

        var failures: [NodeFailure] {
            notices.withLock { $0.compactMap { if case .failing(let failure) = $0 { failure } else { nil } } }
        }
        var accepted: Int { notices.withLock { $0.count { if case .accepted = $0 { true } else { false } } } }
        var readies: Int { notices.withLock { $0.count { if case .ready = $0 { true } else { false } } } }
        var newest: WorkTemplate? { templates.withLock { $0.last ?? nil } }
    }

    /// The link is made after what it is told by.
    final class Relay: Sendable {
        let target = Mutex<NodeLink?>(nil)
        func pass(_ share: Share) { target.withLock { $0 }?.found(share) }
    }

    private func run(_ node: ScriptedNode, _ stage: Stage, _ body: () throws -> Void) throws {
        #expect(stage.link.start())
        defer {
            // What is on its way to the node is handed over before the threads end.
            stage.link.stop()
            #expect(stage.link.waitForEnd(atMost: .seconds(20)))
            node.close()
        }
        try body()
    }

    /// The first header of a template that meets its target, by trying.
    private func solve(_ template: WorkTemplate) throws -> Share {
        for nonce in 0..<1000 as Range<UInt32> {
            let share = Share(
                templateID: template.id, extranonce2: [1, 2, 3, 4, 5, 6, 7, 8], time: template.time + 1, nonce: nonce,
                version: template.version | 0x2000)
            if template.shareTarget.isMet(by: sha256d(template.header(of: share))) { return share }
        }
        throw TestKitError("no nonce of a thousand is a block of regtest")
    }

    /// The worker hashes, the node takes block after block.
    @Test func theWorkerFindsBlocks() throws {
        let node = try ScriptedNode()
        let stage = try Stage(node, parts: [(Stage.wpkh, 75_000), (Stage.wsh, 25_000)])
        let rig = try #require(Name("psu-0"))
        let worker = HashWorker(rigs: [(rig, 1)], jobs: stage.live, kernel: try KernelChoice(name: nil), nice: 0) { _ in }
        try worker.start()
        defer { worker.stop() }
        worker.set(.full, rig: rig)
        try run(node, stage) {
            #expect(waitUntil(seconds: 60) { node.height >= 160 && stage.told.accepted >= 10 })
            worker.set(.zero, rig: rig)
        }
        let refused = node.submissions.filter { $0.verdict != nil && $0.verdict != "inconclusive-not-best-prevblk" }
        #expect(refused.isEmpty, "\(refused)")
    }

    /// Transactions with witnesses, the payout to the satoshi, rolled time and version.
    @Test func aBlockOfTransactionsIsTaken() throws {
        let node = try ScriptedNode()
        node.hold(try blockOfTransactions())
        let stage = try Stage(node, parts: [(Stage.wpkh, 66_667), (Stage.wsh, 33_333)])
        try run(node, stage) {
            #expect(waitUntil(seconds: 20) { stage.told.newest != nil })
            let template = try #require(stage.told.newest)
            stage.link.found(try solve(template))
            #expect(waitUntil(seconds: 20) { stage.told.accepted == 1 })
            #expect(node.submissions.map(\.verdict) == [nil] && node.height == 151)
        }
    }

    private func blockOfTransactions() throws -> [[UInt8]] {
        let witness = "020000000001010101010101010101010101010101010101010101010101010101010101010101"
        let wtx = witness + "00000000" + "00" + "ffffffff" + "01" + "e803000000000000" + "0151" + "01" + "02abcd" + "00000000"
        let plain =
            "0100000001" + String(repeating: "02", count: 32) + "01000000" + "0151" + "ffffffff" + "01" + "e803000000000000" + "0152"
            + "00000000"
        return try [wtx, plain, wtx.replacing("abcd", with: "abce")].map { try #require(Hex.bytes($0)) }
    }

    /// A new tip is at the worker as soon as the node says so, not at the next poll.
    @Test func aNewTipComesByLongPoll() throws {
        let node = try ScriptedNode()
        let stage = try Stage(node)
        try run(node, stage) {
            for _ in 0..<3 {
                #expect(waitUntil(seconds: 20) { stage.told.newest.map { Hex.text($0.previousHash.reversed()) } == node.tip })
                node.newTip()
            }
            #expect(waitUntil(seconds: 20) { stage.told.newest.map { Hex.text($0.previousHash.reversed()) } == node.tip })
            #expect(stage.told.newest?.isClean == true)
        }
    }

    @Test(
        arguments: [
            (.refuses(code: -28, message: "Loading block index"), "it is starting (Loading block index)"),
            (.refuses(code: -9, message: "Bitcoin Core is not connected!"), "connected to no other node"),
            (.refuses(code: -10, message: "Bitcoin Core is in initial sync"), "has not caught up"),
            (.status(403), "it takes no requests from this address (403): see rpcallowip"), (.status(503), "rpcworkqueue"),
            (.status(404), "HTTP status 404"),
            (.garbage, "what answers is no HTTP, or broke off"),
            (.noJSON, "its answer is no JSON-RPC"), (.breaksOff, "what answers is no HTTP, or broke off"), (.endless, "larger than 20 MiB"),
            (.emptyTemplate, "its template cannot be used: version is missing"),
        ] as [(ScriptedNode.Manner, String)])
    func aNodeThatMisbehaves(manner: ScriptedNode.Manner, says: String) throws {
        let node = try ScriptedNode()
        node.behave(manner)
        let stage = try Stage(node)
        try run(node, stage) {
            #expect(waitUntil(seconds: 30) { !stage.told.failures.isEmpty })
            let words = stage.told.failures.map { "\($0)" }
            #expect(words[0].contains(says), "\(words)")
            #expect(stage.told.templates.withLock { $0.isEmpty })
            // It comes to its senses.
            node.behave(.behaves)
            #expect(waitUntil(seconds: 30) { stage.told.readies == 1 })
        }
    }

    @Test func nobodyIsThere() throws {
        let node = try ScriptedNode()
        node.close()
        let stage = try Stage(node)
        try run(node, stage) {
            #expect(waitUntil(seconds: 20) { !stage.told.failures.isEmpty })
            #expect(stage.told.failures.map { "\($0)" }[0].contains("Connection refused: does bitcoind run"), "\(stage.told.failures)")
        }
    }

    /// A restart of bitcoind changes the cookie; whoever has the old one reads the new.
    @Test func theCookieIsReadAgain() throws {
        let node = try ScriptedNode()
        let stage = try Stage(node)
        try run(node, stage) {
            #expect(waitUntil(seconds: 20) { stage.told.readies == 1 })
            try node.newCookie("second")
            node.newTip()
            #expect(waitUntil(seconds: 20) { stage.told.newest.map { Hex.text($0.previousHash.reversed()) } == node.tip })
            node.newTip()
            #expect(waitUntil(seconds: 20) { stage.told.newest.map { Hex.text($0.previousHash.reversed()) } == node.tip })
            #expect(stage.told.failures.isEmpty, "\(stage.told.failures)")
        }
    }

    @Test func credentials() throws {
        let directory = try TemporaryDirectory()
        let node = try ScriptedNode()
        let password = try directory.write("first\n", to: "password")
        let cases: [(NodeEndpoint.Credentials, String?)] = [
            (.password(user: "__cookie__", path: password), nil),
            (.password(user: "alice", path: password), "it refuses user alice and its password (401)"),
            (.password(user: "alice", path: directory.file("none")), "node.password_file"),
            (.cookie(path: directory.file("none")), "does bitcoind run, and may zone-agent read it"),
            (.cookie(path: password), "is no cookie of bitcoind's"),
        ]
        for (credentials, says) in cases {
            let rpc = NodeRPC(NodeEndpoint(url: node.url, credentials: credentials), cancel: SharedWord())
            guard let says else {
                #expect(try rpc.perform(.chain)["chain"]?.string == "regtest")
                continue
            }
            let failure = #expect(throws: NodeFailure.self) { try rpc.perform(.chain) }
            #expect(failure.map { "\($0)".contains(says) } == true, "\(String(describing: failure))")
        }
        node.close()
    }

    @Test func theWrongChain() throws {
        let node = try ScriptedNode()
        node.say(chain: "main")
        let stage = try Stage(node)
        try run(node, stage) {
            #expect(waitUntil(seconds: 20) { !stage.told.failures.isEmpty })
            #expect(stage.told.failures == [.wrongChain("main", wanted: .regtest)])
            #expect(!node.calls.contains("getblocktemplate"))
        }
    }

    @Test func aRefusedBlockIsTold() throws {
        let node = try ScriptedNode()
        let stage = try Stage(node)
        try run(node, stage) {
            #expect(waitUntil(seconds: 20) { stage.told.newest != nil })
            node.answerNextSubmission("bad-txns-inputs-missingorspent")
            stage.link.found(try solve(try #require(stage.told.newest)))
            #expect(
                waitUntil(seconds: 20) {
                    stage.told.notices.withLock {
                        $0.contains { if case .rejected(_, "bad-txns-inputs-missingorspent") = $0 { true } else { false } }
                    }
                })
        }
    }

    /// A block that was found is handed over though the link was stopped meanwhile, and what became of it is told; nothing is published any more.
    @Test func aBlockOutlivesTheStop() throws {
        let node = try ScriptedNode()
        let stage = try Stage(node)
        #expect(stage.link.start())
        #expect(waitUntil(seconds: 20) { stage.told.newest != nil })
        node.behave(.status(503))
        stage.link.found(try solve(try #require(stage.told.newest)))
        #expect(waitUntil(seconds: 20) { node.calls.contains("submitblock") })
        let published = stage.told.templates.withLock { $0.count }
        stage.link.stop()
        #expect(stage.link.hasBlock && !stage.link.waitForEnd(atMost: .milliseconds(200)))
        node.behave(.behaves)
        #expect(stage.link.waitForEnd(atMost: .seconds(20)))
        #expect(!stage.link.hasBlock && stage.told.accepted == 1 && node.submissions.map(\.verdict) == [nil])
        #expect(stage.told.templates.withLock { $0.count } == published)
        node.close()
    }

    /// Whatever stands, the link ends: a long poll, and an answer that does not come.
    @Test(arguments: [ScriptedNode.Manner.behaves, .silent])
    func itEndsSoon(manner: ScriptedNode.Manner) throws {
        let node = try ScriptedNode()
        let stage = try Stage(node)
        #expect(stage.link.start())
        #expect(waitUntil(seconds: 20) { stage.told.readies == 1 && node.calls.count { $0 == "getblocktemplate" } >= 2 })
        node.behave(manner)
        let start = ContinuousClock.now
        stage.link.stop()
        #expect(stage.link.waitForEnd(atMost: .seconds(5)), "\(ContinuousClock.now - start)")
        node.close()
    }
}
