import Synchronization
import Testing
import ZoneModel

@testable import MiningWork
@testable import WorkLink

/// What is told and counted of a node's work. Instants in seconds.
@Suite struct NodeDeskTests {
    private static func at(_ seconds: Double) -> BootInstant { BootInstant(nanoseconds: Int64(seconds * 1e9)) }

    private final class Stage: Sendable {
        let events = Mutex<[Event]>([])
        let verdicts = Mutex<[ShareVerdict]>([])
        let desk = Mutex<NodeDesk?>(nil)

        init() throws {
            let address = try PayoutAddress("bcrt1qdavt4j2sd7dlhqsavtnfxvzppw6k7qy97tmnu9", network: .regtest)
            let node = NodeConfiguration(
                endpoint: NodeEndpoint(url: "http://127.0.0.1:18443", credentials: .cookie(path: "/c")), network: .regtest)
            let made = NodeDesk(
                node, payout: try Payout([.init(address: address, share: 100_000)]), now: NodeDeskTests.at(0),
                happened: { [weak self] event in self?.events.withLock { $0.append(event) } },
                judged: { [weak self] verdict in self?.verdicts.withLock { $0.append(verdict) } })
            desk.withLock { $0 = made }
        }

        func tell(_ notice: SoloSession.Notice, _ seconds: Double) {
            desk.withLock { $0 }?.onNotice(notice, now: NodeDeskTests.at(seconds))
        }
        func publish(_ template: WorkTemplate?, _ seconds: Double) {
            desk.withLock { $0 }?.onPublished(template, now: NodeDeskTests.at(seconds))
        }
        func figure(_ seconds: Double) throws -> PoolDocument.Pool {
            try #require(desk.withLock { $0 }).figure(now: NodeDeskTests.at(seconds))
        }
        var told: [String] { events.withLock { $0.map { "\($0.kind.rawValue) \($0.severity.rawValue)" } } }
        var last: Event? { events.withLock { $0.last } }
    }

    private static let template = WorkTemplate(
        id: "9.1", version: 0x2000_0000, versionMask: 0, previousHash: [UInt8](repeating: 1, count: 32), bits: 0x1D00_FFFF, time: 1,
        timeRoll: 0, coinbaseHead: [], coinbaseTail: [], extranonce1: [], extranonce2Bytes: 8, merkleBranch: [],
        shareTarget: Target(bits: 0x1D00_FFFF), isClean: true)
    private static let find = SoloSession.Find(hash: "00ab", height: 151, difficulty: 2, at: at(10))
    private static let gone = NodeFailure.unreachable(reason: "http://127.0.0.1:18443: Connection refused")

    /// No node at the start: nothing is hashed, which is said once; another reason is a warning; then there is work.
    @Test func fromNothingToWork() throws {
        let stage = try Stage()
        stage.tell(.failing(Self.gone), 1)
        stage.tell(.failing(.refused(code: -28, message: "Loading")), 5)
        #expect(stage.told == ["work_missing error", "node_lost warning"])
        #expect(try stage.figure(6).state == .waiting && stage.figure(6).lastError == "it is starting (Loading)")
        stage.publish(Self.template, 8)
        stage.tell(.ready(height: 151), 8)
        #expect(stage.told.last == "node_connected notice")
        #expect(stage.last?.message.contains("gives work on regtest: block 151 is mined, which pays 100 % to bcrt1qdavt4") == true)
        let figure = try stage.figure(10)
        #expect(figure.state == .active && figure.sinceS == 2 && figure.difficulty == 1 && figure.jobID == "9.1" && figure.lastError == nil)
    }

    /// A node that goes is a warning while its template is hashed, and an error when it is not any more; and so the next time.
    @Test func fromWorkToNothing() throws {
        let stage = try Stage()
        for round in 0..<2 {
            let start = Double(round) * 1000
            stage.publish(Self.template, start)
            stage.tell(.ready(height: 151), start)
            stage.tell(.failing(Self.gone), start + 30)
            #expect(stage.told.last == "node_lost warning" && stage.last?.message.contains("for two minutes more at most") == true)
            stage.publish(nil, start + 120)
            stage.tell(.stale(after: .seconds(120)), start + 120)
            #expect(
                stage.told.last == "work_missing error"
                    && stage.last?.message.contains("no word from it for 120 s: nothing is hashed") == true)
        }
        #expect(stage.told.count == 6)
    }

    @Test(
        arguments: [
            (.accepted(find), "block_accepted notice", "takes it", .accepted),
            (
                .undecided(find, reason: "inconclusive"), "block_rejected warning", "another block was faster (inconclusive)",
                .stale("inconclusive")
            ),
            (.rejected(find, reason: "bad-cb-amount"), "block_rejected error", "refuses it: bad-cb-amount", .rejected("bad-cb-amount")),
            (.lost(find, .forbidden), "block_rejected error", "within an hour: it takes no requests", .lost("\(NodeFailure.forbidden)")),
        ] as [(SoloSession.Notice, String, String, ShareOutcome)])
    func whatBecomesOfABlock(notice: SoloSession.Notice, told: String, says: String, outcome: ShareOutcome) throws {
        let stage = try Stage()
        stage.tell(.found(Self.find), 10)
        #expect(stage.told.isEmpty)
        stage.tell(notice, 10.25)
        #expect(stage.told == [told])
        let event = try #require(stage.last)
        #expect(event.message.hasPrefix("block 00ab of height 151: node http://127.0.0.1:18443") && event.message.contains(says))
        #expect(event.fields.contains(.text("block_hash", "00ab")))
        #expect(
            stage.verdicts.withLock { $0 } == [ShareVerdict(outcome: outcome, difficulty: 2, isBlock: true, latency: .milliseconds(250))])
        let figure = try stage.figure(11)
        #expect(figure.blocks == (outcome == .accepted ? 1 : 0) && figure.latencyMs == 250)
        let sum = figure.accepted.count + figure.rejected.count + figure.stale.count + figure.lost.count
        #expect(sum == 1 && figure.reasons.count == (outcome == .accepted ? 0 : 1))
    }
}
