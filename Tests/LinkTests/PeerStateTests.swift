import Testing
import ZoneModel

@testable import Link

@Suite struct PeerStateTests {
    static let address = HostAddress(path: "sindh-2/khi-3/h-014")!
    static let other = HostAddress(path: "sindh-2/khi-3/h-015")!
    static let wall = WallInstant(milliseconds: 1_800_000_000_000)
    static let opened = BootInstant(nanoseconds: 1_000_000_000)
    static let hello = Hello(
        protocolVersion: 1, hostClass: .mining, mode: .enforce, machineID: "m", bootID: BootID("b0")!, agentVersion: "0.1.0",
        nameplate: .kilowatts(24), floor: .zero, spoolID: "s", nextSeq: 1, lastEpoch: 0, lastGeneration: 0)
    static let gap = LineBody.gap(Gap(seq: 1, fromSeq: 1, toSeq: 1, reason: "full"))

    static func line(_ body: LineBody, from address: HostAddress = address) -> Line {
        Line(timestamp: WallInstant(milliseconds: 0), address: address, body: body)
    }

    static func known() -> PeerState {
        var state = PeerState(openedAt: opened)
        _ = state.onLine(.success(line(.hello(hello))))
        return state
    }

    private func closeCode(_ directives: [PeerState.Directive]) -> String? {
        if directives.count == 1, case .close(let error) = directives[0] { return error.code }
        return nil
    }

    @Test func aHelloSaysWhoItIs() {
        var state = PeerState(openedAt: Self.opened)
        let directives = state.onLine(.success(Self.line(.hello(Self.hello))))
        #expect(directives == [.hello(Self.hello, Self.address)])
        #expect(state.address == Self.address)
    }

    @Test func nothingIsTakenBeforeAHello() {
        var state = PeerState(openedAt: Self.opened)
        #expect(closeCode(state.onLine(.success(Self.line(Self.gap)))) == "hello")
        #expect(state.onLine(.success(Self.line(.hello(Self.hello)))).isEmpty, "closed is closed")
    }

    @Test func aHelloMustComeInTime() {
        var state = PeerState(openedAt: Self.opened)
        #expect(state.onTick(now: Self.opened + .milliseconds(4999), wall: Self.wall).isEmpty)
        #expect(closeCode(state.onTick(now: Self.opened + .seconds(5), wall: Self.wall)) == "hello")
        var known = Self.known()
        #expect(known.onTick(now: Self.opened + .seconds(3600), wall: Self.wall).isEmpty)
    }

    // MARK: Under TLS

    static let certified = CertifiedHost(address: address, hostClass: .mining, enrolment: 7)
    static let end = WallInstant(milliseconds: wall.milliseconds + 1000)
    static let enroll = Enroll(secret: "00", machineID: "m", request: [0x30])

    struct Opening: Sendable {
        var name: String
        var admission: PeerState.Admission
        var line: Line
        /// nil: it is taken.
        var code: String?
    }

    static let ai: Hello = {
        var hello = PeerStateTests.hello
        hello.hostClass = .ai
        return hello
    }()

    static let openings = [
        Opening(name: "the certificate's host", admission: .host(certified, until: end), line: line(.hello(hello))),
        Opening(
            name: "another host", admission: .host(certified, until: end), line: line(.hello(hello), from: other), code: "wrong_address"),
        Opening(name: "another class", admission: .host(certified, until: end), line: line(.hello(ai)), code: "wrong_class"),
        Opening(name: "no hello", admission: .host(certified, until: end), line: line(gap), code: "hello"),
        Opening(name: "enrolled already", admission: .host(certified, until: end), line: line(.enroll(enroll)), code: "hello"),
        Opening(name: "a first certificate", admission: .enrolment, line: line(.enroll(enroll))),
        Opening(name: "no certificate", admission: .enrolment, line: line(.hello(hello)), code: "certificate_required"),
        Opening(name: "no certificate, no hello", admission: .enrolment, line: line(gap), code: "certificate_required"),
        Opening(name: "before the handshake", admission: .handshaking, line: line(.hello(hello)), code: "hello"),
        Opening(name: "enrolment in the clear", admission: .anybody, line: line(.enroll(enroll)), code: "hello"),
    ]

    @Test(arguments: openings)
    func theCertificateSaysWhoMayOpen(opening: Opening) {
        var state = PeerState(openedAt: Self.opened, admission: opening.admission)
        let directives = state.onLine(.success(opening.line))
        #expect(closeCode(directives) == opening.code, "\(opening.name): \(directives)")
        #expect((state.address != nil) == (opening.code == nil))
        #expect(state.addressee == opening.line.address, "it must know the answer for its own")
        // One request, and nothing after it.
        if opening.admission == .enrolment { #expect(state.onLine(.success(Self.line(.hello(Self.hello)))).count <= 1) }
    }

    @Test func aConnectionEndsWithItsCertificate() {
        var state = PeerState(openedAt: Self.opened, admission: .host(Self.certified, until: Self.end))
        _ = state.onLine(.success(Self.line(.hello(Self.hello))))
        #expect(state.onTick(now: Self.opened + .seconds(60), wall: Self.end).isEmpty)
        let later = WallInstant(milliseconds: Self.end.milliseconds + 1)
        #expect(closeCode(state.onTick(now: Self.opened + .seconds(61), wall: later)) == "certificate_expired")
        var shaking = PeerState(openedAt: Self.opened, admission: .handshaking)
        #expect(shaking.onTick(now: Self.opened + .seconds(3600), wall: later).isEmpty)
    }

    static let closing: [(String, Line, String)] = [
        ("a second hello", line(.hello(hello)), "hello"),
        ("another host's line", line(gap, from: other), "wrong_address"),
        ("another host's hello", line(.hello(hello), from: other), "wrong_address"),
    ]

    @Test(arguments: closing)
    func endsTheConnection(name: String, line: Line, code: String) {
        var state = Self.known()
        #expect(closeCode(state.onLine(.success(line))) == code, "\(name)")
    }

    @Test func whatIsTheCollectorsToSayIsNotPassedOn() {
        var state = Self.known()
        #expect(state.onLine(.success(Self.line(Self.gap))) == [.line(Self.line(Self.gap))])
        #expect(state.onLine(.success(Self.line(.ping(Ping(id: 7))))) == [.answerPong(7)])
        for body in [LineBody.pong(Pong(id: 1)), .ack(Ack(seq: 1)), .error(ErrorLine(code: "c", message: "m"))] {
            #expect(state.onLine(.success(Self.line(body))).isEmpty, "\(body.type)")
        }
    }

    @Test func badLinesAreAnsweredAndTheSixteenthInARowEnds() {
        let bad = LineError.missing(key: "seq")
        let answer = PeerState.Directive.answer(ErrorLine(code: bad.code, message: bad.message))
        var state = Self.known()
        for _ in 0..<15 { #expect(state.onLine(.failure(bad)) == [answer]) }
        _ = state.onLine(.success(Self.line(Self.gap)))
        for _ in 0..<15 { #expect(state.onLine(.failure(bad)) == [answer]) }
        #expect(closeCode(state.onLine(.failure(bad))) == "missing_key")
        #expect(state.refusedLines == 31)
    }

    @Test func aTypeOfALaterReleaseIsIgnoredFromAKnownHostOnly() {
        var state = Self.known()
        for _ in 0..<100 { #expect(state.onLine(.failure(.unknownType("later"))).isEmpty) }
        var unknown = PeerState(openedAt: Self.opened)
        #expect(closeCode(unknown.onLine(.failure(.unknownType("later")))) == "unknown_type")
    }

    @Test func garbageBeforeAHelloEndsAtOnce() {
        var state = PeerState(openedAt: Self.opened)
        #expect(closeCode(state.onLine(.failure(.malformed(offset: 0, reason: "x")))) == "malformed")
    }
}
