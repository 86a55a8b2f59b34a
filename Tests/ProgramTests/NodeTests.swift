import AdminClient
import Glibc
import MiningWork
import Storage
import Testing
import ZoneModel
import ZoneTestKit

/// The real agent mining on a node on loopback, which judges every block as bitcoind would, by code of its own.
@Suite(.serialized) struct NodeTests {
    static let wpkh = "bcrt1qdavt4j2sd7dlhqsavtnfxvzppw6k7qy97tmnu9"
    static let wsh = "bcrt1qan8gntac7z7me2ejt4hpru42ad2f759fmy0m3ejvs98656znv7eqga4uhv"

    private static func tables(_ node: (port: UInt16, cookie: String), _ payouts: [(address: String, share: String)]) -> String {
        "[node]\nurl = \"http://127.0.0.1:\(node.port)\"\nnetwork = \"regtest\"\ncookie_file = \"\(node.cookie)\"\n"
            + payouts.map { "[[payout]]\naddress = \"\($0.address)\"\nshare = \"\($0.share)\"\n" }.joined()
    }

    private func figure(_ site: Site) -> PoolDocument.Pool? {
        let client = AdminClient(AdminSocket(.agent, path: site.agentSocket))
        return (try? client.get("/v1/pool", as: PoolDocument.self, "pools").document)?.pools.first
    }

    private func event(_ site: Site, _ kind: EventKind) -> EventsDocument.Entry? { site.events().first { $0.event == kind.rawValue } }

    private static func script(_ address: String) throws -> [UInt8] { try PayoutAddress(address, network: .regtest).scriptPubKey }

    /// A block with transactions and witnesses, its coins to whom the configuration says, to the satoshi; then another configuration.
    @Test func blocksAreFoundAndPayAsConfigured() throws {
        let node = try ScriptedNode()
        defer { node.close() }
        let transactions = try transactions()
        node.hold(transactions)
        let site = try Site()
        let place = (node.port, node.cookiePath)
        try site.writeAgent(
            isStandalone: true, source: .node, tables: Self.tables(place, [(Self.wpkh, "66.667 %"), (Self.wsh, "33.333 %")]))
        let agent = try site.startAgent()
        #expect(
            waitUntil(seconds: 60) { node.submissions.contains { $0.verdict == nil } }, "\(agent.standardError.all) \(node.submissions)")
        let first = try #require(node.submissions.first)
        #expect(first.verdict == nil && first.height == 151)
        // 50 coins and the fees of three transactions; 66.667 % is rounded down, and the rest is the first one's.
        let outputs = ScriptedNode.outputs(ofCoinbaseIn: first.block)
        let (wpkh, wsh) = (try Self.script(Self.wpkh), try Self.script(Self.wsh))
        #expect(outputs.map(\.value) == [3_333_352_001, 1_666_650_999, 0])
        #expect(outputs.prefix(2).map(\.script) == [wpkh, wsh])

        // Accepted, said and counted.
        #expect(waitUntil(seconds: 20) { (figure(site)?.blocks ?? 0) >= 2 })
        #expect(site.hasEvent(.nodeConnected) && site.hasEvent(.blockFound))
        #expect(event(site, .blockAccepted)?.message.contains("takes it") == true)
        let pool = try #require(figure(site))
        #expect(pool.state == .active && pool.rejected.count == 0 && pool.accepted.count == pool.blocks)
        // Another block on the tip of one that was taken is not sent: there is no other reason why one may come too late here.
        #expect(node.submissions.allSatisfy { $0.verdict == nil }, "\(node.submissions.compactMap(\.verdict))")

        // A refusal is told with the node's reason.
        node.answerNextSubmission("bad-cb-amount")
        #expect(waitUntil(seconds: 30) { event(site, .blockRejected)?.message.contains("refuses it: bad-cb-amount") == true })
        #expect(waitUntil(seconds: 20) { figure(site)?.reasons == ["rejected: bad-cb-amount"] })
        let program = try ChildProcess(executable: ChildProcess.built("zonectl"), arguments: ["--socket", site.agentSocket, "pool"])
        #expect(program.waitForExit(within: 30) == 0)
        #expect(program.standardOutput.all.contains { $0.contains("127.0.0.1:\(node.port)") && $0.contains("active") })

        // Read again: from now on somebody else is paid.
        node.newTip()
        try site.writeAgent(isStandalone: true, source: .node, tables: Self.tables(place, [(Self.wsh, "100 %")]))
        agent.signal(SIGHUP)
        #expect(
            waitUntil(seconds: 60) {
                node.submissions.contains { $0.verdict == nil && ScriptedNode.outputs(ofCoinbaseIn: $0.block).first?.script == wsh }
            })
        agent.signal(SIGTERM)
        #expect(agent.waitForExit(within: 20) == 0)
    }

    private func transactions() throws -> [[UInt8]] {
        let witness =
            "0200000000010101010101010101010101010101010101010101010101010101010101010101010000000000ffffffff01e8030000000000000151"
        let one = witness + "01" + "02abcd" + "00000000"
        let plain = "0100000001" + String(repeating: "02", count: 32) + "010000000151ffffffff01e803000000000000015200000000"
        return try [one, plain, one.replacing("02abcd", with: "02abce")].map { try #require(Hex.bytes($0)) }
    }

    /// No node: nothing is hashed, which is said, and asked again until there is one.
    @Test func withoutANodeNothingIsHashed() throws {
        let (descriptor, port) = try loopbackListener()
        close(descriptor)
        let site = try Site()
        let cookie = site.directory.file("cookie")
        try site.directory.write("__cookie__:first", to: "cookie")
        try site.writeAgent(isStandalone: true, source: .node, tables: Self.tables((port, cookie), [(Self.wpkh, "100 %")]))
        let agent = try site.startAgent()
        #expect(waitUntil(seconds: 60) { site.events().contains { $0.message.contains("Connection refused: does bitcoind run") } })
        #expect(waitUntil(seconds: 30) { site.host()?.limitedBy == .noWork })
        #expect(site.host()?.hashrateHs == 0)
        #expect(figure(site)?.state == .waiting)

        let node = try ScriptedNode(port: port)
        #expect(waitUntil(seconds: 90) { (figure(site)?.blocks ?? 0) >= 1 }, "\(agent.standardError.all)")
        #expect(waitUntil(seconds: 30) { site.host()?.limitedBy != .noWork && (site.host()?.hashrateHs ?? 0) > 0 })
        // It goes: said at once, and hashed for a while, because a find can be handed over when it returns.
        node.close()
        #expect(waitUntil(seconds: 60) { site.hasEvent(.nodeLost) })
        agent.signal(SIGTERM)
        #expect(agent.waitForExit(within: 20) == 0)
    }

    /// What the node took stands in the collector's store: blocks, their difficulty, and whose word that is.
    @Test func theReportsCountTheBlocks() throws {
        let node = try ScriptedNode()
        defer { node.close() }
        let site = try Site()
        try site.writeAgent(source: .node, tables: Self.tables((node.port, node.cookiePath), [(Self.wpkh, "100 %")]))
        let collector = try site.startCollector()
        let agent = try site.startAgent()
        #expect(waitUntil(seconds: 90) { (figure(site)?.blocks ?? 0) >= 6 }, "\(agent.standardError.all)")
        agent.signal(SIGTERM)
        #expect(agent.waitForExit(within: 20) == 0)
        collector.signal(SIGTERM)
        #expect(collector.waitForExit(within: 20) == 0)
        let store = try TelemetryStore(path: site.directory.file("collector/store.sqlite"), now: WallInstant(milliseconds: 0))
        let sequence = try #require(try store.sequences().first)
        let lines = try store.lines(sequence.address, spoolID: sequence.spoolID, from: 1, limit: 100_000)
        let shares = lines.compactMap { if case .report(let report) = $0.body { report.shares } else { nil } }
        let (blocks, accepted) = (shares.reduce(0) { $0 + $1.blocks }, shares.reduce(0) { $0 + $1.accepted.count })
        // The last words of a stop may still wait in the spool.
        #expect(blocks >= 1 && blocks == accepted && blocks <= UInt64(node.submissions.count), "\(blocks) \(accepted)")
        #expect(shares.allSatisfy { $0.source == .node } && shares.reduce(0) { $0 + $1.accepted.difficulty } > 0)
    }

    /// The shares of the payouts as `--check-config` shows them, and what it refuses.
    @Test func theConfigurationIsShown() throws {
        let site = try Site()
        let path = site.directory.file("agent.toml")
        func check(_ tables: String) throws -> (code: Int32?, out: [String], error: String) {
            try site.writeAgent(isStandalone: true, source: .node, tables: tables)
            let program = try ChildProcess(executable: ChildProcess.built("zone-agent"), arguments: ["--check-config", "--config", path])
            let code = program.waitForExit(within: 30)
            return (code, program.standardOutput.all, program.standardError.all.joined(separator: "\n"))
        }
        let tables = Self.tables((18443, "/nonexistent/.cookie"), [(Self.wpkh, "75 %"), (Self.wsh, "25 %")])
            .replacing("share = \"75 %\"", with: "share = \"75 %\"\nlabel = \"national reserve\"")
        let shown = try check(tables)
        #expect(
            shown.out == [
                "75 % to \(Self.wpkh) (national reserve): P2WPKH, script 00146f58bac9506f9bfb821d62e69330410bb56f0085",
                "25 % to \(Self.wsh): P2WSH, script 0020ecce89afb8f0bdbcab325d6e11f2aaeb549f50a9d91fb8e64c814faa685367b2",
                "\(path): correct",
            ], "\(shown)")
        #expect(shown.code == 0)
        for (from, to, words) in [
            ("regtest", "testnet", "it is an address of regtest, and testnet is mined"),
            ("25 %", "24.9 %", "the shares make 99.9 %, not 100 %"),
            (
                "cookie_file = \"", "user = \"u\"\npassword_file = \"",
                "/nonexistent/.cookie: No such file or directory; it is password_file of [node]"
            ),
        ] {
            let answer = try check(tables.replacing(from, with: to))
            #expect(answer.code == 78 && answer.error.contains(words) && answer.out.isEmpty, "\(to): \(answer)")
        }
    }
}
