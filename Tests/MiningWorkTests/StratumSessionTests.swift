import Testing
import ZoneModel

@testable import MiningWork

/// A conversation with a pool, line by line.
struct Conversation {
    var session: StratumSession
    var now = BootInstant(nanoseconds: 1_000_000_000)

    init(_ change: (inout StratumSession.Settings) -> Void = { _ in }) {
        var settings = StratumSession.Settings(user: "bc1qexample.h-014", password: "x", agent: "zone-agent/test", host: "pool.example")
        change(&settings)
        session = StratumSession(settings)
    }

    mutating func connect() -> [StratumDirective] { session.onConnected(now: now) }
    mutating func end() -> [StratumDirective] { session.onEnded(now: now) }
    mutating func hear(_ line: String) -> [StratumDirective] { session.onLine(Array(line.utf8), now: now) }
    mutating func pass(_ duration: Duration) -> [StratumDirective] {
        now = now + duration
        return session.onTick(now: now)
    }

    /// Through subscribe and authorize: ids 1 (configure), 2 and 3.
    mutating func open(configure: String? = nil, extranonce1: String = "08000002", size: Int = 4) -> [StratumDirective] {
        var directives = connect()
        if let configure { directives += hear(#"{"id":1,"result":\#(configure),"error":null}"#) }
        directives += hear(
            #"{"id":2,"result":[[["mining.set_difficulty","b4b6"],["mining.notify","ae68"]],"\#(extranonce1)",\#(size)],"error":null}"#)
        directives += hear(#"{"id":3,"result":true,"error":null}"#)
        return directives
    }

    static let rolling = #"{"version-rolling":true,"version-rolling.mask":"1fffe000"}"#
    /// The job of the Stratum documentation.
    static func notify(_ id: String = "bf", clean: Bool = false, prevhash: String = wikiPrevious, version: String = "00000002") -> String {
        #"{"id":null,"method":"mining.notify","params":["\#(id)","\#(prevhash)","#
            + #""01000000010000000000000000000000000000000000000000000000000000000000000000ffffffff20020862062f503253482f04b8864e5008","#
            + #""072f736c7573682f000000000100f2052a010000001976a914d23fcdf86f7e756a64a7a9688ef9903327048ed988ac00000000",[],"#
            + #""\#(version)","1c2ac4af","504e86b9",\#(clean)]}"#
    }
    static let wikiPrevious = "4d16b6f85af6e2198f44ae2a6de67f78487ae5611b77c6c0440b921e00000000"
    static let otherPrevious = "4d16b6f85af6e2198f44ae2a6de67f78487ae5611b77c6c0440b921f00000000"
}

extension [StratumDirective] {
    var sent: [JSONValue] {
        compactMap { if case .send(let line) = $0 { try? JSONValue(decoding: line.utf8) } else { nil } }
    }
    var published: [WorkTemplate] { compactMap { if case .publish(let template) = $0 { template } else { nil } } }
    var verdicts: [ShareVerdict] { compactMap { if case .judged(let verdict) = $0 { verdict } else { nil } } }
    var reasonToLeave: String? {
        compactMap { if case .disconnect(let reason, _) = $0 { reason } else { nil } }.first
    }
    var told: [String] { compactMap { if case .tell(_, let text) = $0 { text } else { nil } } }
}

@Suite struct StratumSessionTests {
    // MARK: Opening

    @Test func theFirstLines() throws {
        var talk = Conversation()
        let lines = talk.connect().sent
        #expect(lines.map { $0["method"]?.string } == ["mining.configure", "mining.subscribe"])
        #expect(lines[0]["params"]?[0] == .array([.string("version-rolling"), .string("subscribe-extranonce")]))
        #expect(lines[0]["params"]?[1]?["version-rolling.mask"] == .string("1fffe000"))
        #expect(lines[1]["params"] == .array([.string("zone-agent/test")]))
        let next = talk.hear(#"{"id":2,"result":[[["mining.notify","ae68"]],"08000002",4],"error":null}"#).sent
        #expect(next.map { $0["method"]?.string } == ["mining.authorize"])
        #expect(next[0]["params"] == .array([.string("bc1qexample.h-014"), .string("x")]))
        #expect(talk.hear(#"{"id":3,"result":true,"error":null}"#) == [.authorized])
        #expect(!talk.session.hasJob)
        let published = talk.hear(Conversation.notify()).published
        #expect(published.count == 1 && talk.session.hasJob)
    }

    /// The example of the Stratum documentation: the job, the extranonces, and the share that its pool accepted.
    @Test func theDocumentedShare() throws {
        var talk = Conversation()
        _ = talk.open()
        let template = try #require(talk.hear(Conversation.notify()).published.first)
        let share = Share(templateID: "bf", extranonce2: [0, 0, 0, 1], time: 0x504e_86ed, nonce: 0xb295_7c02, version: 2)
        let hash = sha256d(template.header(of: share))
        #expect(try #require(Target(difficulty: 1)).isMet(by: hash), "\(Hex.text(hash.reversed()))")
        let sent = talk.session.submit(share, of: template, now: talk.now).sent
        #expect(
            sent.first?["params"]
                == .array([.string("bc1qexample.h-014"), .string("bf"), .string("00000001"), .string("504e86ed"), .string("b2957c02")]))
        let id = try #require(sent.first?["id"]?.looseInteger)
        talk.now = talk.now + .milliseconds(40)
        let verdicts = talk.hear(#"{"error": null, "id": \#(id), "result": true}"#).verdicts
        #expect(verdicts == [ShareVerdict(outcome: .accepted, difficulty: 1, latency: .milliseconds(40))])
    }

    /// ckpool sends the difficulty and the job before it answers authorize; others number ids as texts.
    @Test func jobsBeforeTheAuthorisationWaitForIt() throws {
        var talk = Conversation()
        _ = talk.connect()
        _ = talk.hear(#"{"id":"2","result":[[["mining.notify","ae68"]],"08000002",8],"error":null}"#)
        #expect(talk.hear(#"{"id":null,"method":"mining.set_difficulty","params":[0.001]}"#) == [])
        #expect(talk.hear(Conversation.notify()) == [])
        let directives = talk.hear(#"{"result":true,"id":3}"#)
        let template = try #require(directives.published.first)
        #expect(directives.first == .authorized && template.extranonce2Bytes == 8)
        #expect(template.shareTarget == Target(difficulty: 0.001))
    }

    @Test(arguments: [
        #"{"id":3,"result":false,"error":null}"#, #"{"id":3,"result":null,"error":[24,"unauthorized",null]}"#,
        #"{"id":3,"result":null,"error":{"code":-1,"message":"unauthorized"}}"#, #"{"id":3,"error":"unauthorized"}"#,
        #"{"id":3,"result":"yes","error":null}"#,
    ])
    func aRefusedUser(answer: String) throws {
        var talk = Conversation()
        _ = talk.connect()
        _ = talk.hear(#"{"id":2,"result":[[],"08000002",4],"error":null}"#)
        let directives = talk.hear(answer)
        guard case .disconnect(let reason, isRefusal: true)? = directives.first else {
            Issue.record("\(directives)")
            return
        }
        #expect(reason.contains("bc1qexample.h-014"))
        #expect(!answer.contains("unauthorized") || reason.contains("unauthorized"))
    }

    @Test(arguments: [
        #"null"#, #"[]"#, #"[[],"zz",4]"#, #"[[],"08",-1]"#, #"[[],"08",17]"#, #"[[],8,4]"#, #"[[],"08","four"]"#, #"{"a":1}"#, "true",
        #"[[],"\#(String(repeating: "00", count: 65))",4]"#,
    ])
    func subscribeAnswersThatMakeNoSense(result: String) {
        var talk = Conversation()
        _ = talk.connect()
        #expect(talk.hear(#"{"id":2,"result":\#(result),"error":null}"#).reasonToLeave != nil)
    }

    // MARK: Version rolling

    @Test(
        arguments: [
            (Conversation.rolling, 0x1fff_e000), (#"{"version-rolling":true,"version-rolling.mask":"00c00000"}"#, 0x00c0_0000),
            (#"{"version-rolling":true,"version-rolling.mask":"ffffffff"}"#, 0x1fff_e000), (#"{"version-rolling":true}"#, 0x1fff_e000),
            (#"{"version-rolling":true,"version-rolling.mask":"0"}"#, 0), (#"{"version-rolling":false}"#, nil),
            (#"{"version-rolling":"no"}"#, nil), ("null", nil), ("[]", nil), ("true", nil),
        ] as [(String, UInt32?)])
    func theMaskThatIsAgreedUpon(answer: String, mask: UInt32?) throws {
        var talk = Conversation()
        _ = talk.open(configure: answer)
        let template = try #require(talk.hear(Conversation.notify(version: "20000000")).published.first)
        #expect(template.versionMask == mask ?? 0)
        let version = 0x2000_0000 | (template.versionMask & 0x0080_2000)
        let share = Share(templateID: "bf", extranonce2: [0, 0, 0, 0], time: 1, nonce: 2, version: version)
        let params = talk.session.submit(share, of: template, now: talk.now).sent.first?["params"]?.array ?? []
        #expect(params.count == (mask == nil ? 5 : 6))
        if let mask { #expect(params.last == .string(Hex.text(version & mask))) }
    }

    /// Late, after the first job: it is dealt out anew.
    @Test func aLateAnswerToConfigure() throws {
        var talk = Conversation()
        _ = talk.open()
        #expect(talk.hear(Conversation.notify()).published.first?.versionMask == 0)
        #expect(talk.hear(#"{"id":1,"result":\#(Conversation.rolling),"error":null}"#).published.first?.versionMask == 0x1fff_e000)
        #expect(talk.hear(#"{"id":null,"method":"mining.set_version_mask","params":["00006000"]}"#).published.first?.versionMask == 0x6000)
        #expect(talk.hear(#"{"id":null,"method":"mining.set_version_mask","params":["00000000"]}"#).published.first?.rollableBits == 0)
    }

    @Test func aMaskThatNobodyAgreedUponIsNotUsed() {
        var talk = Conversation()
        _ = talk.open(configure: #"{"version-rolling":false}"#)
        _ = talk.hear(Conversation.notify())
        #expect(talk.hear(#"{"id":null,"method":"mining.set_version_mask","params":["1fffe000"]}"#) == [])
    }

    /// An old pool that hangs up on mining.configure is called without it, and the other way round.
    @Test func aPoolThatHangsUpOnConfigure() {
        var talk = Conversation()
        _ = talk.connect()
        _ = talk.end()
        #expect(talk.connect().sent.map { $0["method"]?.string } == ["mining.subscribe"])
        _ = talk.end()
        #expect(talk.connect().sent.map { $0["method"]?.string } == ["mining.configure", "mining.subscribe"])
    }

    // MARK: Difficulty

    @Test func aHigherDifficultyHoldsAtOnceAndALowerOneFromTheNextJobOn() throws {
        var talk = Conversation()
        _ = talk.open()
        _ = talk.hear(Conversation.notify("1"))
        // The first word holds for the job that is there.
        #expect(talk.hear(#"{"method":"mining.set_difficulty","params":[0.5]}"#).published.first?.shareTarget == Target(difficulty: 0.5))
        #expect(talk.hear(#"{"method":"mining.set_difficulty","params":[8]}"#).published.first?.shareTarget == Target(difficulty: 8))
        #expect(talk.hear(#"{"method":"mining.set_difficulty","params":[2]}"#) == [])
        #expect(talk.session.shareDifficulty == 8)
        #expect(talk.hear(Conversation.notify("2")).published.first?.shareTarget == Target(difficulty: 2))
    }

    @Test(arguments: ["0", "-1", "-0.5", "null", "\"x\"", "[]", "{}", "true", "1e400", "1e31", "1e-300", ""])
    func difficultiesThatAreNone(text: String) {
        var talk = Conversation()
        _ = talk.open()
        let before = talk.session.shareDifficulty
        let directives = talk.hear(#"{"id":null,"method":"mining.set_difficulty","params":[\#(text)]}"#)
        #expect(directives.told.count == 1 && directives.published.isEmpty)
        #expect(talk.session.shareDifficulty == before)
    }

    @Test func theNextExtranonceHoldsFromTheNextJobOn() throws {
        var talk = Conversation()
        _ = talk.open()
        #expect(talk.hear(Conversation.notify("1")).published.first?.extranonce1 == [8, 0, 0, 2])
        #expect(talk.hear(#"{"id":null,"method":"mining.set_extranonce","params":["aabb",6]}"#) == [])
        let template = try #require(talk.hear(Conversation.notify("2")).published.first)
        #expect(template.extranonce1 == [0xaa, 0xbb] && template.extranonce2Bytes == 6)
    }

    // MARK: Shares

    private func share(_ id: String, _ nonce: UInt32 = 1) -> Share {
        Share(templateID: id, extranonce2: [1, 2, 3, 4], time: 9, nonce: nonce, version: 2)
    }

    @Test(
        arguments: [
            (#""result":true,"error":null"#, .accepted), (#""result":true"#, .accepted),
            (#""result":{"status":"OK"},"error":null"#, .accepted),
            (#""result":null,"error":[23,"Low difficulty share",null]"#, .rejected("Low difficulty share (23)")),
            (#""result":false,"error":null"#, .rejected("without a reason")),
            (#""result":null,"error":null"#, .rejected("without a reason")),
            (#""result":false,"error":{"code":22,"message":"duplicate"}"#, .rejected("duplicate (22)")),
            (#""result":null,"error":"bad"# + "\\u001b[2J" + #" words""#, .rejected("bad [2J words")),
            (#""result":null,"error":[21,"Job not found",null]"#, .stale("Job not found (21)")),
            (#""result":null,"error":[-2,"Stale share",null]"#, .stale("Stale share (-2)")), (#""error":[20]"#, .rejected("error 20 (20)")),
            (#""result":false,"error":null,"reject-reason":"Above target""#, .rejected("Above target")),
            (#""result":false,"error":null,"reject-reason":"Invalid JobID""#, .stale("Invalid JobID")),
            (#""result":false,"error":7"#, .rejected("error 7 (7)")),
        ] as [(String, ShareOutcome)])
    func answersToAShare(answer: String, outcome: ShareOutcome) throws {
        var talk = Conversation()
        _ = talk.open()
        let template = try #require(talk.hear(Conversation.notify()).published.first)
        let id = try #require(talk.session.submit(share("bf"), of: template, now: talk.now).sent.first?["id"]?.looseInteger)
        #expect(talk.hear("{\"id\":\(id),\(answer)}").verdicts.map(\.outcome) == [outcome])
        // Once is enough.
        #expect(talk.hear("{\"id\":\(id),\(answer)}") == [])
    }

    @Test func answersOutOfOrder() throws {
        var talk = Conversation()
        _ = talk.open()
        let template = try #require(talk.hear(Conversation.notify()).published.first)
        let ids = (1...3 as ClosedRange<UInt32>).compactMap {
            talk.session.submit(share("bf", $0), of: template, now: talk.now).sent.first?["id"]?.looseInteger
        }
        #expect(ids.count == 3 && Set(ids).count == 3)
        #expect(talk.hear("{\"id\":\(ids[2]),\"result\":true}").verdicts.map(\.outcome) == [.accepted])
        #expect(talk.hear("{\"id\":\"\(ids[0])\",\"result\":false}").verdicts.map(\.outcome) == [.rejected("without a reason")])
        #expect(talk.hear("{\"id\":\(ids[1]),\"result\":true}").verdicts.map(\.outcome) == [.accepted])
        #expect(talk.session.unanswered == 0)
    }

    @Test func aShareOfAJobThatIsGoneIsStale() throws {
        var talk = Conversation()
        _ = talk.open()
        let old = try #require(talk.hear(Conversation.notify("1")).published.first)
        let next = try #require(talk.hear(Conversation.notify("2")).published.first)
        // Not clean: the job before is still good.
        #expect(talk.session.submit(share("1"), of: old, now: talk.now).sent.count == 1)
        _ = talk.hear(Conversation.notify("3", clean: true))
        for template in [old, next] {
            let verdicts = talk.session.submit(share(template.id), of: template, now: talk.now).verdicts
            #expect(verdicts.count == 1 && { if case .stale? = verdicts.first?.outcome { true } else { false } }())
        }
    }

    /// A new block makes jobs stale even where the pool does not say so; and so does the same name for another job.
    @Test func aNewBlockIsCleanWhateverThePoolSays() throws {
        var talk = Conversation()
        _ = talk.open()
        let old = try #require(talk.hear(Conversation.notify("1")).published.first)
        _ = talk.hear(Conversation.notify("2", prevhash: Conversation.otherPrevious))
        #expect(talk.session.submit(share("1"), of: old, now: talk.now).sent.isEmpty)
        let again = try #require(talk.hear(Conversation.notify("1", prevhash: Conversation.otherPrevious)).published.first)
        #expect(talk.session.submit(share("1"), of: old, now: talk.now).sent.isEmpty)
        #expect(talk.session.submit(share("1"), of: again, now: talk.now).sent.count == 1)
    }

    // MARK: Reconnects

    @Test func sharesSurviveAReconnectWhereTheSessionDoes() throws {
        var talk = Conversation()
        _ = talk.open()
        let template = try #require(talk.hear(Conversation.notify()).published.first)
        let first = try #require(talk.session.submit(share("bf", 1), of: template, now: talk.now).sent.first)
        #expect(talk.end() == [.withdraw])
        #expect(talk.session.submit(share("bf", 2), of: template, now: talk.now) == [])
        let lines = talk.connect().sent
        #expect(lines.last?["params"] == .array([.string("zone-agent/test"), .string("ae68")]))
        let subscribe = try #require(lines.last?["id"]?.looseInteger)
        _ = talk.hear(#"{"id":\#(subscribe),"result":[[["mining.notify","ae68"]],"08000002",4],"error":null}"#)
        let sent = talk.hear(#"{"id":\#(subscribe + 1),"result":true,"error":null}"#).sent
        #expect(sent.count == 2 && sent.first?["params"] == first["params"])
        let id = try #require(sent.last?["id"]?.looseInteger)
        #expect(talk.hear("{\"id\":\(id),\"result\":true}").verdicts.map(\.outcome) == [.accepted])
    }

    @Test func sharesAreLostWithTheSession() throws {
        var talk = Conversation()
        _ = talk.open()
        let template = try #require(talk.hear(Conversation.notify()).published.first)
        _ = talk.session.submit(share("bf"), of: template, now: talk.now)
        _ = talk.end()
        let subscribe = try #require(talk.connect().sent.last?["id"]?.looseInteger)
        let verdicts = talk.hear(#"{"id":\#(subscribe),"result":[[],"08000003",4],"error":null}"#).verdicts
        #expect(verdicts.count == 1 && { if case .lost? = verdicts.first?.outcome { true } else { false } }())
    }

    @Test func sharesDoNotWaitForEver() throws {
        var talk = Conversation()
        _ = talk.open()
        let template = try #require(talk.hear(Conversation.notify()).published.first)
        _ = talk.session.submit(share("bf"), of: template, now: talk.now)
        _ = talk.end()
        #expect(talk.pass(.seconds(59)).isEmpty)
        #expect(talk.pass(.seconds(2)).verdicts.count == 1)
        // No more than so many, the newest.
        for nonce in 0..<100 as Range<UInt32> { _ = talk.session.submit(share("bf", nonce), of: template, now: talk.now) }
        #expect(talk.session.held.count == StratumSession.heldMax)
    }

    /// A pool that does not know the session is asked again without it.
    @Test func aSessionThatIsNotResumed() throws {
        var talk = Conversation()
        _ = talk.open()
        _ = talk.end()
        let subscribe = try #require(talk.connect().sent.last?["id"]?.looseInteger)
        let again = talk.hear(#"{"id":\#(subscribe),"result":null,"error":[20,"unknown session",null]}"#)
        #expect(again.reasonToLeave == nil && again.sent.first?["params"] == .array([.string("zone-agent/test")]))
    }

    @Test(
        arguments: [
            (#"[]"#, .reconnect(host: nil, port: nil, after: .zero)),
            (#"["pool.example",3334,5]"#, .reconnect(host: nil, port: 3334, after: .seconds(5))),
            (#"["POOL.example","3334"]"#, .reconnect(host: nil, port: 3334, after: .zero)),
            (#"["",0,-5]"#, .reconnect(host: nil, port: nil, after: .zero)),
            (#"["pool.example",3333,1000000]"#, .reconnect(host: nil, port: 3333, after: .seconds(600))),
        ] as [(String, StratumDirective)])
    func reconnectToTheSameHost(params: String, directive: StratumDirective) {
        var talk = Conversation()
        _ = talk.open()
        #expect(talk.hear(#"{"id":null,"method":"client.reconnect","params":\#(params)}"#) == [directive])
    }

    @Test func reconnectElsewhere() {
        var talk = Conversation()
        _ = talk.open()
        let line = #"{"id":null,"method":"client.reconnect","params":["evil.example",3333,0]}"#
        let directives = talk.hear(line)
        #expect(directives.count == 1 && directives.told.first?.contains("evil.example") == true)
        var follower = Conversation { $0.followsElsewhere = true }
        _ = follower.open()
        #expect(follower.hear(line) == [.reconnect(host: "evil.example", port: 3333, after: .zero)])
    }

    // MARK: Manners

    @Test(arguments: [
        (#"{"id":7,"method":"mining.ping","params":[]}"#, #"{"id":7,"result":"pong","error":null}"#),
        (#"{"id":"a","method":"client.get_version","params":[]}"#, #"{"id":"a","result":"zone-agent/test","error":null}"#),
        (#"{"id":8,"method":"what.ever"}"#, #"{"id":8,"result":null,"error":[20,"Unknown method what.ever",null]}"#),
        (#"{"id":9,"method":"client.show_message","params":["hi"]}"#, #"{"id":9,"result":true,"error":null}"#),
    ])
    func whatIsAnswered(line: String, answer: String) throws {
        var talk = Conversation()
        _ = talk.open()
        #expect(talk.hear(line).sent.first == (try JSONValue(decoding: answer.utf8)))
    }

    @Test func messagesAreToldAFewTimesAndCleaned() {
        var talk = Conversation()
        _ = talk.open()
        let line = #"{"id":null,"method":"client.show_message","params":["\u001b[31mred\nalert\u202e"]}"#
        #expect(talk.hear(line).told == ["says: [31mred alert"])
        let told = (0..<100).flatMap { _ in talk.hear(line).told }
        #expect(told.count == StratumSession.messagesMax - 1)
    }

    // MARK: Nonsense

    @Test(arguments: [
        "garbage", "", "[]", "1", "null", "{}", "{\"id\":1}", #"{"method":5}"#, #"{"id":[1],"method":"mining.ping"}"#, "\u{0}\u{ff}",
        #"{"method":"mining.notify"}"#, #"{"method":"mining.notify","params":{}}"#,
        #"{"method":"mining.notify","params":[1,2,3,4,5,6,7,8,9]}"#,
        #"{"method":"mining.set_extranonce","params":["zz",4]}"#, #"{"method":"mining.set_version_mask","params":["xyz"]}"#,
        #"{"method":"mining.set_version_mask","params":[5]}"#, #"{"method":"client.reconnect","params":["pool.example",99999]}"#,
        String(repeating: "[", count: 5000), #"{"id":2,"result":tru}"#,
    ])
    func aPoolThatTalksNonsenseIsLeft(line: String) {
        var talk = Conversation()
        _ = talk.open(configure: Conversation.rolling)
        _ = talk.hear(Conversation.notify())
        let first = talk.hear(line)
        #expect(first.told.count == 1 && first.count == 1)
        for _ in 2..<StratumSession.badLinesMax { #expect(talk.hear(line) == []) }
        let reason = talk.hear(line).reasonToLeave
        #expect(reason?.contains("20 lines that make no sense") == true)
    }

    /// One value changed in an honest job.
    @Test(arguments: [
        ("\"bf\"", "\"\""), ("\"bf\"", "true"), ("[],\"00000002\"", "5,\"00000002\""), ("[],", "[\"00\"],"), ("[],", "[5],"),
        ("\"00000002\"", "\"000000002\""), ("\"00000002\"", "2"), ("\"1c2ac4af\"", "\"xyz\""), ("\"504e86b9\"", "null"),
        ("4d16b6f8", "4d16b6"),
        ("01000000010", "0100000001x"), ("072f736c", "072f736"),
    ])
    func aJobWithOneWrongPart(part: String, wrong: String) {
        var talk = Conversation()
        _ = talk.open()
        let line = Conversation.notify()
        #expect(line.contains(part))
        let bad = line.replacing(part, with: wrong, maxReplacements: 1)
        let directives = talk.hear(bad)
        #expect(directives.told.count == 1 && directives.published.isEmpty, "\(bad)")
        #expect(talk.hear(line).published.count == 1)
    }

    @Test func aStormOfCleanJobsIsPublishedOnceARead() {
        var talk = Conversation()
        _ = talk.open()
        let lines = (0..<5000).map { Array(Conversation.notify("j\($0)", clean: true).utf8)[...] }
        let directives = talk.session.onLines(lines, now: talk.now)
        #expect(directives.count == 1 && directives.published.first?.id == "j4999")
        #expect(talk.session.jobs.count == 1)
        let kept = (0..<5000).map { Array(Conversation.notify("k\($0)").utf8)[...] }
        _ = talk.session.onLines(kept, now: talk.now)
        #expect(talk.session.jobs.count == StratumSession.jobsMax)
    }

    @Test func nothingIsHeardAfterADisconnectOfTheSameRead() {
        var talk = Conversation()
        _ = talk.open()
        let lines = [String](repeating: "x", count: 30).map { Array($0.utf8)[...] } + [Array(Conversation.notify().utf8)[...]]
        let directives = talk.session.onLines(lines, now: talk.now)
        #expect(directives.published.isEmpty && directives.reasonToLeave != nil)
    }

    // MARK: Silence

    @Test func silenceIsLeft() throws {
        var talk = Conversation()
        _ = talk.connect()
        #expect(talk.pass(.seconds(29)) == [])
        #expect(talk.pass(.seconds(2)).reasonToLeave?.contains("mining.subscribe") == true)

        talk = Conversation()
        _ = talk.connect()
        _ = talk.hear(#"{"id":2,"result":[[],"08000002",4],"error":null}"#)
        #expect(talk.pass(.seconds(31)).reasonToLeave?.contains("mining.authorize") == true)

        talk = Conversation()
        _ = talk.open()
        #expect(talk.pass(.seconds(121)).reasonToLeave?.contains("no job") == true)

        talk = Conversation()
        _ = talk.open()
        let template = try #require(talk.hear(Conversation.notify()).published.first)
        #expect(talk.pass(.seconds(299)) == [])
        #expect(talk.pass(.seconds(2)).reasonToLeave?.contains("not a word") == true)
        _ = talk.hear(Conversation.notify("2"))
        _ = talk.session.submit(share("bf"), of: template, now: talk.now)
        #expect(talk.pass(.seconds(59)) == [])
        #expect(talk.pass(.seconds(2)).reasonToLeave?.contains("share") == true)
    }

    @Test func aPoolThatAnswersNoShareIsSentNoMore() throws {
        var talk = Conversation()
        _ = talk.open()
        let template = try #require(talk.hear(Conversation.notify()).published.first)
        let directives = (0..<1000 as Range<UInt32>).flatMap { talk.session.submit(share("bf", $0), of: template, now: talk.now) }
        #expect(directives.sent.count <= StratumSession.unansweredMax && directives.verdicts.count == 1000 - directives.sent.count)
    }
}
