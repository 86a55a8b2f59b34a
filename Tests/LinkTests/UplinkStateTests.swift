import Testing
import ZoneModel

@testable import Link

/// What the agent's side makes of a collector that errs.
@Suite struct UplinkStateTests {
    static let address = PeerStateTests.address
    static let start = BootInstant(nanoseconds: 1_000_000_000)

    static func state(_ acknowledgement: CollectorLink.Acknowledgement = .sequence) -> UplinkState {
        var link = CollectorLink(host: "127.0.0.1", port: 7433)
        link.acknowledgement = acknowledgement
        link.backoffMin = .milliseconds(500)
        link.backoffMax = .seconds(30)
        return UplinkState(settings: .init(link), random: SystemRandomNumberGenerator(), now: start)
    }

    static func welcome(resume: UInt64, window: UInt64 = 1 << 20) -> LineBody {
        .welcome(
            Welcome(
                protocolVersion: 1, collector: "c", epoch: 5, heartbeatInterval: .seconds(1), resumeSeq: resume, lineBytesMax: 65_536,
                window: window))
    }

    /// Connected, and greeted with a spool that ends before `nextSeq`.
    static func greeting(nextSeq: UInt64, _ state: UplinkState = state()) -> UplinkState {
        var state = state
        _ = state.onStart(now: start)
        #expect(state.onConnected(now: start) == [.sendHello])
        state.helloSent(nextSeq: nextSeq)
        return state
    }

    static func hear(_ state: inout UplinkState, _ body: LineBody) -> [UplinkState.Directive] {
        state.onLine(.success(PeerStateTests.line(body)), address: address, unsent: 0, now: start)
    }

    static func fetches(_ directives: [UplinkState.Directive]) -> [UInt64] {
        directives.compactMap { if case .fetch(let from, _) = $0 { from } else { nil } }
    }

    static func acknowledgements(_ directives: [UplinkState.Directive]) -> [UInt64] {
        directives.compactMap { if case .acknowledged(let seq) = $0 { seq } else { nil } }
    }

    static func events(_ directives: [UplinkState.Directive]) -> [EventKind] {
        directives.compactMap { if case .happened(let event) = $0 { event.kind } else { nil } }
    }

    // MARK: Floor schedules

    static let signature = FloorSignature(bytes: (0..<64).map { UInt8($0) })!

    private static func streaming() -> UplinkState {
        var state = greeting(nextSeq: 1)
        _ = hear(&state, welcome(resume: 1))
        return state
    }

    private static func schedules(_ directives: [UplinkState.Directive]) -> [String] {
        directives.compactMap { if case .schedule(let schedule, _) = $0 { schedule.id } else { nil } }
    }

    /// The lines of a schedule are passed on as one, when they are all there.
    @Test func aScheduleIsPassedOnWhole() throws {
        var state = Self.streaming()
        let schedule = try FloorSchedule(
            id: "s-1", start: WallInstant(milliseconds: 0), slot: .seconds(900), floors: [.watts(1), .watts(2)])
        let lines = schedule.lines(signature: Self.signature)
        #expect(Self.hear(&state, .floor(lines[1])).isEmpty)
        #expect(Self.hear(&state, .floor(lines[0])) == [.schedule(schedule, Self.signature)])
        // Half of one dies with its connection.
        #expect(Self.hear(&state, .floor(lines[0])).isEmpty)
        var again = Self.streaming()
        #expect(Self.hear(&again, .floor(lines[1])).isEmpty)
        // Before the welcome nobody has a say.
        var early = Self.greeting(nextSeq: 1)
        for line in lines { #expect(Self.schedules(Self.hear(&early, .floor(line))).isEmpty) }
    }

    /// Lines that contradict one another are told, and a peer that sends nothing else is left.
    @Test func nonsenseInFloorsEndsTheConnection() throws {
        var state = Self.streaming()
        let schedule = try FloorSchedule(
            id: "s-1", start: WallInstant(milliseconds: 0), slot: .seconds(900), floors: [.watts(1), .watts(2)])
        var line = schedule.lines(signature: Self.signature)[0]
        line.slot = 7
        var directives: [UplinkState.Directive] = []
        for count in 1...UplinkState.badInARowMax {
            #expect(state.isStreaming, "after \(count)")
            directives = Self.hear(&state, .floor(line))
            #expect(Self.events(directives).first == .lineRefused)
        }
        #expect(!state.isStreaming && directives.contains(.disconnect))
    }

    // MARK: Where to resume

    struct Resume: Sendable {
        var resumeSeq: UInt64
        var nextSeq: UInt64
        var acknowledged: [UInt64]
        var fetch: [UInt64]
    }

    static let resumes: [Resume] = [
        Resume(resumeSeq: 0, nextSeq: 1, acknowledged: [], fetch: [1]),
        Resume(resumeSeq: 1, nextSeq: 1, acknowledged: [], fetch: [1]),
        Resume(resumeSeq: 7, nextSeq: 100, acknowledged: [6], fetch: [7]),
        Resume(resumeSeq: 100, nextSeq: 100, acknowledged: [99], fetch: [100]),
    ]

    @Test(arguments: resumes)
    func resumesWhereTheCollectorSays(example: Resume) {
        var state = Self.greeting(nextSeq: example.nextSeq)
        let directives = Self.hear(&state, Self.welcome(resume: example.resumeSeq))
        #expect(state.isStreaming)
        #expect(Self.acknowledgements(directives) == example.acknowledged)
        #expect(Self.fetches(directives) == example.fetch)
    }

    static let claims: [(resumeSeq: UInt64, nextSeq: UInt64)] = [(101, 100), (2, 1), (UInt64(Int64.max), 100), (2, 0)]

    @Test(arguments: claims)
    func aClaimBeyondTheSpoolIsRefusedAndNothingIsForgotten(resumeSeq: UInt64, nextSeq: UInt64) {
        var state = Self.greeting(nextSeq: nextSeq)
        let directives = Self.hear(&state, Self.welcome(resume: resumeSeq))
        #expect(directives.contains(.spoolOutrun(resumeSeq: resumeSeq)))
        #expect(directives.first == .disconnect)
        #expect(Self.acknowledgements(directives).isEmpty)
        #expect(Self.events(directives) == [.collectorRefused])
        #expect(!state.isStreaming && state.isRefused)
        #expect(state.lastError?.contains("up to \(resumeSeq - 1) of this spool") == true)
    }

    /// The spool is renewed meanwhile, which starts the uplink anew: not before the back-off is over, however often.
    @Test func aCollectorThatClaimsTooMuchDoesNotSetThePace() {
        var state = Self.greeting(nextSeq: 10)
        var now = Self.start
        var waits: [Duration] = []
        for _ in 0..<12 {
            _ = state.onLine(.success(PeerStateTests.line(Self.welcome(resume: 11))), address: Self.address, unsent: 0, now: now)
            #expect(state.onStart(now: now).isEmpty)
            guard case .waiting(let until) = state.phase else {
                Issue.record("\(state.phase)")
                return
            }
            waits.append(until - now)
            now = until
            #expect(state.onTick(unsent: 0, now: now) == [.connect])
            _ = state.onConnected(now: now)
            state.helloSent(nextSeq: 10)
        }
        #expect(waits[0] <= .milliseconds(500))
        #expect(waits[11] >= .seconds(15))
    }

    /// An older store was put back at the collector: its acks count again, from there on.
    @Test func aResumeBelowWhatWasAckedSettles() {
        var state = Self.greeting(nextSeq: 100)
        _ = Self.hear(&state, Self.welcome(resume: 50))
        _ = state.onEnded("x", now: Self.start)
        _ = state.onTick(unsent: 0, now: Self.start + .seconds(60))
        _ = state.onConnected(now: Self.start)
        state.helloSent(nextSeq: 100)
        let resumed = Self.hear(&state, Self.welcome(resume: 10, window: 100))
        #expect(Self.fetches(resumed) == [10])
        let full = state.onFetched([(10, [UInt8](repeating: 0, count: 100))], fetch: state.currentFetch, unsent: 0)
        #expect(Self.fetches(full).isEmpty, "the window is full")
        let acked = Self.hear(&state, .ack(Ack(seq: 10)))
        #expect(Self.acknowledgements(acked) == [10])
        #expect(Self.fetches(acked) == [11], "and the window is free again")
    }

    // MARK: Window and acks

    @Test(arguments: [UInt64(0), 1, 300])
    func aSmallWindowLetsOneLineThroughAtATime(window: UInt64) {
        var state = Self.greeting(nextSeq: 4)
        var directives = Self.hear(&state, Self.welcome(resume: 1, window: window))
        for seq in UInt64(1)...3 {
            #expect(directives.contains(.fetch(from: seq, bytesMax: max(Int(window), 1))))
            directives = state.onFetched([(seq, [UInt8](repeating: 0x78, count: 400))], fetch: state.currentFetch, unsent: 0)
            #expect(Self.fetches(directives).isEmpty, "until the ack")
            directives = Self.hear(&state, .ack(Ack(seq: seq)))
        }
        #expect(Self.fetches(directives) == [4])
    }

    @Test func acksBeyondWhatWasSentAreTold() {
        var state = Self.greeting(nextSeq: 100)
        _ = Self.hear(&state, Self.welcome(resume: 10))
        for seq in [UInt64(10), 99, UInt64(Int64.max)] {
            let directives = Self.hear(&state, .ack(Ack(seq: seq)))
            #expect(Self.acknowledgements(directives).isEmpty)
            #expect(Self.events(directives) == [.lineRefused])
        }
        #expect(Self.hear(&state, .ack(Ack(seq: 9))).isEmpty, "known already")
    }

    // MARK: Bad lines

    @Test func theSixteenthBadLineInARowEndsTheConnection() {
        var state = Self.greeting(nextSeq: 1)
        _ = Self.hear(&state, Self.welcome(resume: 1))
        let bad = Result<Line, LineError>.failure(.missing(key: "seq"))
        for _ in 0..<15 { #expect(Self.events(state.onLine(bad, address: Self.address, unsent: 0, now: Self.start)) == [.lineRefused]) }
        #expect(Self.hear(&state, .ping(Ping(id: 1))) == [.send(.pong(Pong(id: 1)))])
        for _ in 0..<15 { _ = state.onLine(bad, address: Self.address, unsent: 0, now: Self.start) }
        #expect(state.isStreaming)
        let last = state.onLine(bad, address: Self.address, unsent: 0, now: Self.start)
        #expect(Self.events(last) == [.lineRefused, .collectorLost])
        #expect(!state.isStreaming && !state.isRefused)
    }

    @Test func aTypeOfALaterReleaseIsIgnored() {
        var state = Self.greeting(nextSeq: 1)
        for _ in 0..<100 {
            #expect(state.onLine(.failure(.unknownType("later")), address: Self.address, unsent: 0, now: Self.start).isEmpty)
        }
    }

    // MARK: Attempts

    /// Why a collector is not reached is told once, again when the reason changes, after an hour, and after a time that was good.
    @Test func whatKeepsAttemptsFromGettingThroughIsToldOnce() {
        var state = Self.state()
        _ = state.onStart(now: Self.start)
        func attempt(_ reason: String, at seconds: Int) -> [EventKind] {
            let now = Self.start + .seconds(seconds)
            let tick = state.onTick(unsent: 0, now: now)
            return Self.events(tick + state.onEnded(reason, now: now))
        }
        #expect(attempt("refused", at: 0) == [.collectorLost])
        #expect(attempt("refused", at: 60) == [])
        #expect(attempt("speaks TLS", at: 120) == [.collectorLost])
        #expect(attempt("speaks TLS", at: 3600) == [])
        #expect(attempt("speaks TLS", at: 3800) == [.collectorLost])
        _ = state.onTick(unsent: 0, now: Self.start + .seconds(3900))
        _ = state.onConnected(now: Self.start + .seconds(3900))
        state.helloSent(nextSeq: 1)
        _ = Self.hear(&state, Self.welcome(resume: 1))
        #expect(attempt("the peer closed the connection", at: 3901) == [.collectorLost], "it was up, and fell silent")
        #expect(attempt("speaks TLS", at: 3960) == [.collectorLost])
    }

    // MARK: Refusals

    @Test(arguments: UplinkState.refusals.sorted())
    func aRefusalIsTold(code: String) {
        var state = Self.greeting(nextSeq: 1)
        let error = ErrorLine(code: code, message: "m")
        let directives = Self.hear(&state, .error(error))
        #expect(directives.prefix(2) == [.disconnect, .identityRefused(error)])
        #expect(state.isRefused)
        guard case .waiting(let until) = state.phase else {
            Issue.record("\(state.phase)")
            return
        }
        #expect(until - Self.start >= .seconds(15), "no use in trying soon")
    }

    @Test func anotherErrorIsNoRefusal() {
        var state = Self.greeting(nextSeq: 1)
        let directives = Self.hear(&state, .error(ErrorLine(code: "missing_key", message: "no_host here")))
        #expect(Self.events(directives) == [.lineRefused])
        _ = state.onEnded("the peer closed the connection", now: Self.start)
        #expect(!state.isRefused)
    }

    @Test func anotherProtocolIsARefusal() {
        var state = Self.greeting(nextSeq: 1)
        let welcome = Welcome(
            protocolVersion: 2, collector: "c", epoch: 5, heartbeatInterval: .seconds(1), resumeSeq: 1, lineBytesMax: 65_536, window: 1)
        let directives = Self.hear(&state, .welcome(welcome))
        #expect(Self.events(directives) == [.collectorRefused])
        #expect(state.isRefused)
    }
}
