import Testing
import ZoneModel

@testable import MiningWork

/// What a node is asked and when, what is hashed, and what becomes of a block. Instants in seconds.
@Suite struct SoloSessionTests {
    typealias Directive = SoloSession.Directive

    static func at(_ seconds: Double) -> BootInstant { BootInstant(nanoseconds: Int64(seconds * 1e9)) }

    /// A session, and what it wants done.
    struct Stage {
        var session: SoloSession
        var told: [SoloSession.Notice] = []
        var published: [WorkTemplate?] = []
        var calls: [(call: NodeCall, lane: NodeCall.Lane)] = []
        var wakeAt: BootInstant?

        init(poll: Duration = .seconds(30)) throws {
            session = SoloSession(
                .init(
                    network: .testnet, payout: try PayoutTests.payout([100_000]), tag: Array("/t/".utf8), poll: poll,
                    extranonce1: [1, 2, 3, 4], seed: 1))
        }

        mutating func take(_ directives: [Directive]) {
            wakeAt = nil
            for directive in directives {
                switch directive {
                case .call(let call, let lane): calls.append((call, lane))
                case .publish(let template): published.append(template)
                case .tell(let notice): told.append(notice)
                case .wake(let at): wakeAt = at
                }
            }
        }

        mutating func start() { take(session.onStart(now: SoloSessionTests.at(0))) }
        mutating func answer(_ result: JSONValue, _ lane: NodeCall.Lane, _ seconds: Double) {
            take(session.onAnswer(.success(result), lane: lane, now: SoloSessionTests.at(seconds)))
        }
        mutating func fail(_ failure: NodeFailure, _ lane: NodeCall.Lane, _ seconds: Double) {
            take(session.onAnswer(.failure(failure), lane: lane, now: SoloSessionTests.at(seconds)))
        }
        mutating func pass(_ seconds: Double) { take(session.onTimer(now: SoloSessionTests.at(seconds))) }

        /// Started, and the first template taken at 1 s.
        mutating func getReady() throws {
            start()
            answer(SoloSessionTests.chain("test"), .ask, 0.5)
            answer(try SoloSessionTests.template(), .ask, 1)
        }

        var lanes: [NodeCall.Lane] { calls.map(\.lane) }
    }

    static func chain(_ name: String) -> JSONValue { .object(["chain": .string(name), "blocks": .integer(1)]) }

    static func template(tip: Int = 1, height: Int = 800_000, _ changes: [String: String?] = [:]) throws -> JSONValue {
        var text = TemplateText(transactions: [])
        text.members["previousblockhash"] = "\"\(String(repeating: "0", count: 62))\(10 + tip)\""
        text.members["height"] = "\(height)"
        text.members["longpollid"] = "\"tip\(tip)\""
        for (key, value) in changes { text.members[key] = value }
        return try JSONValue(decoding: Array(text.text.utf8))
    }

    @Test func theWayToWork() throws {
        var stage = try Stage()
        stage.start()
        #expect(stage.calls.map(\.call) == [.chain])
        stage.answer(Self.chain("test"), .ask, 0.5)
        #expect(stage.calls.last?.call == .template(longPollID: nil, network: .testnet))
        stage.answer(try Self.template(), .ask, 1)
        #expect(stage.told == [.ready(height: 800_000)])
        #expect(stage.published.count == 1 && stage.published[0]?.isClean == true)
        #expect(stage.published[0]?.shareTarget == Target(bits: 0x1D00_FFFF))
        // A long poll on its own lane, and the next question after the poll's time.
        #expect(stage.calls.last?.call == .template(longPollID: "tip1", network: .testnet) && stage.calls.last?.lane == .longPoll)
        #expect(stage.wakeAt == Self.at(31))
    }

    @Test func aNewTipByLongPoll() throws {
        var stage = try Stage()
        try stage.getReady()
        stage.answer(try Self.template(tip: 2, height: 800_001), .longPoll, 7)
        #expect(stage.published.count == 2 && stage.published[1]?.isClean == true)
        #expect(stage.calls.last?.call == .template(longPollID: "tip2", network: .testnet))
        // The same again changes nothing; the same tip with another time is no clean start.
        stage.answer(try Self.template(tip: 2, height: 800_001), .longPoll, 9)
        #expect(stage.published.count == 2)
        stage.pass(31)
        stage.answer(try Self.template(tip: 2, height: 800_001, ["curtime": "1700000030"]), .ask, 31.1)
        #expect(stage.published.count == 3 && stage.published[2]?.isClean == false && stage.published[2]?.time == 1_700_000_030)
    }

    /// A node that answers every long poll at once is asked once a second.
    @Test func aStormOfLongPolls() throws {
        var stage = try Stage()
        try stage.getReady()
        for number in 0..<100 {
            let now = 1 + Double(number) / 100
            if stage.lanes.filter({ $0 == .longPoll }).count > number {
                stage.answer(try Self.template(tip: 1 + number % 50), .longPoll, now)
            }
            stage.pass(now)
        }
        #expect(stage.lanes.filter { $0 == .longPoll }.count <= 2)
    }

    @Test func aLongPollOvertaken() throws {
        var stage = try Stage()
        try stage.getReady()
        stage.answer(try Self.template(tip: 2, height: 800_001), .longPoll, 5)
        let before = stage.published.count
        stage.answer(try Self.template(tip: 1, height: 800_000), .longPoll, 7)
        #expect(stage.published.count == before)
        #expect(stage.calls.last?.call == .template(longPollID: nil, network: .testnet))
        // The chain did go back: the other lane is believed.
        stage.answer(try Self.template(tip: 1, height: 800_000), .ask, 8)
        #expect(stage.published.last??.isClean == true && stage.published.count == before + 1)
    }

    @Test func aNodeWithoutLongPollIsAskedAgain() throws {
        var stage = try Stage(poll: .seconds(5))
        stage.start()
        stage.answer(Self.chain("test"), .ask, 0.5)
        stage.answer(try Self.template(["longpollid": nil]), .ask, 1)
        #expect(!stage.lanes.contains(.longPoll) && stage.wakeAt == Self.at(6))
        stage.pass(6)
        #expect(stage.calls.last?.call == .template(longPollID: nil, network: .testnet))
    }

    @Test(arguments: [
        ("main", "it is on mainnet, and node.network says testnet"), ("regtest", "it is on regtest"), ("xyz", "chain \"xyz\""),
    ])
    func theWrongChain(chain: String, says: String) throws {
        var stage = try Stage()
        stage.start()
        stage.answer(Self.chain(chain), .ask, 1)
        guard case .failing(let failure)? = stage.told.last else {
            Issue.record("nothing said")
            return
        }
        #expect("\(failure)".contains(says), "\(failure)")
        #expect(stage.published.isEmpty && stage.calls.count == 1)
        // Asked again, said once.
        stage.pass(70)
        stage.answer(Self.chain(chain), .ask, 71)
        #expect(stage.told.count == 1 && stage.calls.count == 2)
    }

    @Test func testnet4IsATestnetToo() throws {
        var stage = try Stage()
        stage.start()
        stage.answer(Self.chain("testnet4"), .ask, 1)
        #expect(stage.told.isEmpty)
    }

    /// 1, 2, 4 … 60 s, at least half of it, and other hosts at other times.
    @Test func backOff() throws {
        var stage = try Stage()
        stage.start()
        var now = 0.0
        var waits: [Double] = []
        for _ in 0..<12 {
            stage.fail(.unreachable(reason: "x"), .ask, now)
            let wake = try #require(stage.wakeAt)
            waits.append((wake - Self.at(now)).seconds)
            now = Double(wake.nanoseconds) / 1e9
            stage.pass(now)
        }
        for (wait, full) in zip(waits, [1, 2, 4, 8, 16, 32, 60, 60, 60, 60, 60, 60] as [Double]) {
            #expect(wait >= full / 2 && wait <= full, "\(waits)")
        }
        #expect(Set(waits.suffix(5)).count == 5)
        #expect(stage.told.count == 1 && stage.calls.count == 13)
    }

    /// A node that starts is asked every few seconds: it will be there soon.
    @Test func warmingUp() throws {
        var stage = try Stage()
        stage.start()
        var now = 0.0
        for _ in 0..<10 {
            stage.fail(.refused(code: -28, message: "Loading block index…"), .ask, now)
            let wake = try #require(stage.wakeAt)
            #expect(wake - Self.at(now) <= .seconds(5))
            now = Double(wake.nanoseconds) / 1e9
            stage.pass(now)
        }
        // Said once, and asked each time.
        #expect(stage.told == [.failing(.refused(code: -28, message: "Loading block index…"))])
        #expect(stage.calls.count == 11)
    }

    @Test func aSilentNodeIsNotMinedOnForLong() throws {
        var stage = try Stage()
        try stage.getReady()
        stage.pass(31)
        stage.fail(.timedOut(seconds: 30), .ask, 61)
        #expect(stage.published.count == 1 && stage.told.last == .failing(.timedOut(seconds: 30)))
        stage.pass(120.9)
        #expect(stage.published.count == 1)
        stage.pass(121)
        #expect(stage.published.count == 2 && stage.published[1] == nil && stage.told.last == .stale(after: .seconds(120)))
        // It comes back.
        stage.answer(try Self.template(tip: 3, height: 800_002), .ask, 140)
        #expect(stage.told.last == .ready(height: 800_002) && stage.published.last??.isClean == true)
    }

    @Test func aTemplateThatCannotBeUsedStopsTheHashing() throws {
        var stage = try Stage()
        try stage.getReady()
        stage.answer(.object([:]), .longPoll, 5)
        #expect(stage.published.count == 2 && stage.published[1] == nil)
        guard case .failing(.badTemplate)? = stage.told.last else {
            Issue.record("\(stage.told)")
            return
        }
    }

    // MARK: Blocks

    static func share(_ template: WorkTemplate, nonce: UInt32 = 7) -> Share {
        Share(
            templateID: template.id, extranonce2: [UInt8](repeating: 0, count: 8), time: template.time, nonce: nonce,
            version: template.version)
    }

    @Test(
        arguments: [
            (.success(.null), "accepted"), (.success(.string("duplicate")), "accepted"), (.success(.string("inconclusive")), "undecided"),
            (.success(.string("duplicate-inconclusive")), "undecided"), (.success(.string("high-hash")), "rejected"),
            (.success(.integer(7)), "rejected"), (.failure(.refused(code: -22, message: "Block decode failed")), "rejected"),
        ] as [(Result<JSONValue, NodeFailure>, String)])
    func whatBecomesOfABlock(answer: Result<JSONValue, NodeFailure>, expected: String) throws {
        var stage = try Stage()
        try stage.getReady()
        let template = try #require(stage.published[0])
        stage.take(stage.session.onShare(Self.share(template), now: Self.at(10)))
        guard case .submit(let bytes)? = stage.calls.last?.call else {
            Issue.record("\(stage.calls)")
            return
        }
        #expect(Array(bytes[..<80]) == template.header(of: Self.share(template)) && stage.calls.last?.lane == .submit)
        // Of another find on the same tip nothing is made while this one is on its way.
        stage.take(stage.session.onShare(Self.share(template, nonce: 8), now: Self.at(10.1)))
        #expect(stage.lanes.filter { $0 == .submit }.count == 1)
        stage.take(stage.session.onAnswer(answer, lane: .submit, now: Self.at(11)))
        let told: String? =
            switch stage.told.last {
            case .accepted?: "accepted"
            case .undecided?: "undecided"
            case .rejected?: "rejected"
            default: nil
            }
        #expect(told == expected, "\(stage.told)")
        // Whatever it was, the next template is asked for at once.
        #expect(stage.calls.last?.call == .template(longPollID: nil, network: .testnet))
    }

    /// On the tip of a block that was taken no other is sent in, unless the node gives that tip again.
    @Test func oneBlockForOneTip() throws {
        var stage = try Stage()
        try stage.getReady()
        let template = try #require(stage.published[0])
        stage.take(stage.session.onShare(Self.share(template), now: Self.at(10)))
        stage.answer(.null, .submit, 11)
        stage.take(stage.session.onShare(Self.share(template, nonce: 8), now: Self.at(11.5)))
        #expect(stage.lanes.filter { $0 == .submit }.count == 1)
        // Two blocks on, and then the chain goes back.
        stage.answer(try Self.template(tip: 2, height: 800_001), .ask, 12)
        stage.take(stage.session.onShare(Self.share(template, nonce: 9), now: Self.at(12.5)))
        #expect(stage.lanes.filter { $0 == .submit }.count == 1)
        stage.pass(43)
        stage.answer(try Self.template(), .ask, 43)
        stage.take(stage.session.onShare(Self.share(try #require(stage.published.last ?? nil), nonce: 10), now: Self.at(44)))
        #expect(stage.lanes.filter { $0 == .submit }.count == 2)
    }

    /// A node that cannot be reached is offered the block every second for an hour.
    @Test func aBlockIsOfferedAgain() throws {
        var stage = try Stage()
        try stage.getReady()
        let template = try #require(stage.published[0])
        stage.take(stage.session.onShare(Self.share(template), now: Self.at(10)))
        var now = 10.5
        for _ in 0..<20 {
            stage.fail(.unreachable(reason: "x"), .submit, now)
            now += 1
            stage.pass(now)
        }
        #expect(stage.lanes.filter { $0 == .submit }.count == 21)
        stage.answer(.null, .submit, now)
        guard case .accepted(let find)? = stage.told.last else {
            Issue.record("\(stage.told)")
            return
        }
        #expect(find.height == 800_000 && find.at == Self.at(10))
    }

    @Test func aBlockThatNobodyTookInAnHourIsLost() throws {
        var stage = try Stage()
        try stage.getReady()
        let template = try #require(stage.published[0])
        stage.take(stage.session.onShare(Self.share(template), now: Self.at(10)))
        stage.fail(.unreachable(reason: "x"), .submit, 3609)
        #expect(!stage.told.contains { if case .lost = $0 { true } else { false } })
        stage.fail(.unreachable(reason: "x"), .submit, 3610)
        #expect(stage.told.contains { if case .lost = $0 { true } else { false } }, "\(stage.told)")
        // It is offered no more.
        let before = stage.calls.count
        stage.pass(3700)
        #expect(!stage.lanes[before...].contains(.submit))
    }

    /// Shares of the last four templates are sent in; of what nobody gave out, none.
    @Test func sharesOfOldTemplates() throws {
        var stage = try Stage()
        try stage.getReady()
        for tip in 2...5 { stage.answer(try Self.template(tip: tip, height: 799_999 + tip), .longPoll, Double(tip) * 2) }
        #expect(stage.published.count == 5)
        for (index, isSent) in [(0, false), (1, true), (4, true)] {
            let template = try #require(stage.published[index])
            let before = stage.told.count
            stage.take(stage.session.onShare(Self.share(template), now: Self.at(20)))
            #expect((stage.told.count > before) == isSent, "template \(index)")
        }
    }

    @Test func callsAsJSON() throws {
        for (call, parameters) in [
            (NodeCall.chain, "[]"),
            (
                .template(longPollID: nil, network: .regtest),
                "[{\"rules\": [\"segwit\"], \"capabilities\": [\"coinbasevalue\", \"longpoll\"]}]"
            ),
            (
                .template(longPollID: "a\"b", network: .signet),
                "[{\"rules\": [\"segwit\", \"signet\"], \"capabilities\": [\"coinbasevalue\", \"longpoll\"], \"longpollid\": \"a\\\"b\"}]"
            ), (.submit([0xAB]), "[\"ab\"]"),
        ] {
            #expect(call.parameters == parameters)
            #expect(throws: Never.self) { try JSONValue(decoding: Array(call.parameters.utf8)) }
        }
    }
}
