import Testing

@testable import ZoneModel

@Suite struct CertificateNameTests {
    static let address = HostAddress(path: "sindh-2/khi-3/h-014")!

    static let good: [(String, CertificateName)] = [
        ("zone:sindh-2", .collector(zone: Name("sindh-2")!)),
        ("zone:sindh-2/khi-3/h-014?class=mining", .host(CertifiedHost(address: address, hostClass: .mining))),
        ("zone:sindh-2/khi-3/h-014?class=ai&enrolment=7", .host(CertifiedHost(address: address, hostClass: .ai, enrolment: 7))),
        (
            "zone:sindh-2/khi-3/h-014?class=ai&enrolment=9007199254740992",
            .host(CertifiedHost(address: address, hostClass: .ai, enrolment: 1 << 53))
        ),
    ]

    @Test(arguments: good)
    func isReadAndWritten(uri: String, name: CertificateName) {
        #expect(CertificateName(uri: uri) == name)
        #expect(name.uri == uri)
    }

    @Test func theOrderOfAttributesDoesNotMatter() {
        #expect(CertificateName(uri: "zone:sindh-2/khi-3/h-014?enrolment=7&class=ai") == Self.good[2].1)
    }

    static let wrong = [
        "", "zone:", "zone:Sindh", "ZONE:sindh-2", "zone://sindh-2", "zone:sindh-2/", "zone:sindh-2/khi-3", "zone:sindh-2/khi-3/h-014",
        "zone:sindh-2?class=mining", "zone:sindh-2/khi-3/h-014?", "zone:sindh-2/khi-3/h-014?class", "zone:sindh-2/khi-3/h-014?class=",
        "zone:sindh-2/khi-3/h-014?class=Mining", "zone:sindh-2/khi-3/h-014?class=mining&class=ai", "zone:sindh-2/khi-3/h-014?enrolment=7",
        "zone:sindh-2/khi-3/h-014?class=mining&enrolment=07", "zone:sindh-2/khi-3/h-014?class=mining&enrolment=+7",
        "zone:sindh-2/khi-3/h-014?class=mining&enrolment=-1", "zone:sindh-2/khi-3/h-014?class=mining&enrolment=9007199254740993",
        "zone:sindh-2/khi-3/h-014?class=mining&enrolment=99999999999999999999", "zone:sindh-2/khi-3/h-014?class=mining&",
        "zone:sindh-2/khi-3/h-014?class=mining&role=admin", "zone:sindh-2/khi-3/h-014?class=mining?class=mining",
        "zone:sindh-2/khi-3/h-014?class=mining#x", "zone:sindh-2/khi-3/h-014/x?class=mining", "zone:sindh-2/%6bhi-3/h-014?class=mining",
        " zone:sindh-2", "zone:sindh-2 ", "zone:sindh-2\u{0}", "zone:sindh-2/khi-3/h-014?class=mining\u{0}", "spiffe://sindh-2",
        "zone:" + String(repeating: "a", count: 64), "zone:" + String(repeating: "a/", count: 400),
    ]

    @Test(arguments: wrong)
    func anythingElseIsNoName(uri: String) { #expect(CertificateName(uri: uri) == nil) }

    /// A certificate may carry names for others; of ours there is one, or none counts.
    @Test func oneNameACertificate() {
        let host = Self.good[1].0
        #expect(CertificateName(uris: ["spiffe://x/y", host]) == Self.good[1].1)
        #expect(CertificateName(uris: [host, "zone:sindh-2"]) == nil)
        #expect(CertificateName(uris: [host, host]) == nil)
        #expect(CertificateName(uris: ["zone:?", host]) == nil)
        #expect(CertificateName(uris: []) == nil)
    }

    @Test func aHelloMustFitItsCertificate() {
        let host = CertifiedHost(address: Self.address, hostClass: .mining)
        var hello = Hello(
            protocolVersion: 1, hostClass: .mining, mode: .enforce, machineID: "m", bootID: BootID("b0")!, agentVersion: "0",
            nameplate: .zero, floor: .zero, spoolID: "s", nextSeq: 1, lastEpoch: 0, lastGeneration: 0)
        #expect(host.objection(to: hello, from: Self.address) == nil)
        #expect(host.objection(to: hello, from: HostAddress(path: "sindh-2/khi-3/h-015")!)?.code == "wrong_address")
        hello.hostClass = .ai
        #expect(host.objection(to: hello, from: Self.address)?.code == "wrong_class")
    }
}

@Suite struct EnrolmentTokenTests {
    static let token = EnrolmentToken(
        address: CertificateNameTests.address, fingerprint: (0..<32).map { UInt8($0) }, secret: (0..<16).map { UInt8(255 - $0) })!

    @Test func goesAndComes() throws {
        #expect(Self.token.text.hasPrefix("ze1:sindh-2/khi-3/h-014:"))
        #expect(try EnrolmentToken(Self.token.text) == Self.token)
    }

    /// Every letter of a token is changed into every other: none passes for a token.
    @Test func everySlipIsFound() {
        let letters = Array(Self.token.text.utf8)
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_:/. \n".utf8)
        var tried = 0
        for place in letters.indices {
            for letter in alphabet where letter != letters[place] {
                var changed = letters
                changed[place] = letter
                let text = String(decoding: changed, as: UTF8.self)
                #expect(throws: EnrolmentTokenError.self, "\(text)") { try EnrolmentToken(text) }
                tried += 1
            }
        }
        #expect(tried > 5000)
    }

    @Test func whatIsCutOrJoinedIsFound() {
        let text = Self.token.text
        for count in 0..<text.count { #expect(throws: EnrolmentTokenError.self) { try EnrolmentToken(text.prefix(count)) } }
        for tail in ["=", "A", "==", "AAAA", " ", text] { #expect(throws: EnrolmentTokenError.self) { try EnrolmentToken(text + tail) } }
        for place in text.indices.dropLast() {
            var swapped = Array(text)
            let index = text.distance(from: text.startIndex, to: place)
            guard swapped[index] != swapped[index + 1] else { continue }
            swapped.swapAt(index, index + 1)
            #expect(throws: EnrolmentTokenError.self) { try EnrolmentToken(String(swapped)) }
        }
    }

    @Test func whatIsNoTokenIsToldFromADamagedOne() {
        #expect(throws: EnrolmentTokenError.notAToken) { try EnrolmentToken("") }
        #expect(throws: EnrolmentTokenError.notAToken) { try EnrolmentToken("ze2:sindh-2/khi-3/h-014:AAAA") }
        #expect(throws: EnrolmentTokenError.notAToken) { try EnrolmentToken(String(repeating: "z", count: 100_000)) }
        #expect(throws: EnrolmentTokenError.garbled) { try EnrolmentToken(Self.token.text.dropLast()) }
    }

    /// RFC 4648, 10, without the padding; and that nothing has two forms.
    @Test func base64() {
        let cases = [
            ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"), ("foobar", "Zm9vYmFy"),
        ]
        for (bytes, text) in cases {
            #expect(Base64.encode(Array(bytes.utf8)) == text)
            #expect(Base64.decode(text) == Array(bytes.utf8))
        }
        #expect(Base64.encode([0xFB, 0xFF]) == "-_8")
        for text in ["Z", "Zh", "Zm9", "Zg==", "Zm+v", "Zm/v", "Zm9v\n", "ü"] { #expect(Base64.decode(text) == nil, "\(text)") }
        for count in 0..<70 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ count) }
            #expect(Base64.decode(Base64.encode(bytes)) == bytes)
        }
    }
}

@Suite struct IdentityRegisterTests {
    static let address = CertificateNameTests.address
    static let start = WallInstant(milliseconds: 1_800_000_000_000)

    static func order(_ kind: IdentityOrder.Kind, _ number: UInt64, at seconds: Int64 = 0) -> IdentityOrder {
        IdentityOrder(
            kind: kind, address: address, number: number, reason: "r", order: nil, uid: 0,
            wall: WallInstant(milliseconds: start.milliseconds + seconds * 1000))
    }

    static func token(_ number: UInt64, hash: String = "h") -> IdentityOrder {
        order(.token(hash: hash, hostClass: .mining, expires: start), number)
    }

    @Test func aTokenIsOpenUntilItIsUsedOrItsHostRevoked() {
        var register = IdentityRegister()
        register.apply(Self.token(5, hash: "a"))
        register.apply(Self.token(6, hash: "b"))
        #expect(register.token(hash: "a")?.number == 5)
        #expect(register.token(hash: "") == nil)
        register.apply(Self.order(.enrolled(machineID: "m"), 5))
        #expect(register.token(hash: "a") == nil && register.token(hash: "b")?.number == 6)
        register.apply(Self.order(.revoked, 7))
        #expect(register.token(hash: "b") == nil)
    }

    struct Case: Sendable {
        var name: String
        var enrolment: UInt64?
        var beganAfter: Int64 = 0
        var isRevoked: Bool
    }

    static let cases = [
        Case(name: "enrolled before", enrolment: 9, isRevoked: true),
        Case(name: "enrolled before, renewed after", enrolment: 9, beganAfter: 100, isRevoked: true),
        Case(name: "of the revocation itself", enrolment: 10, isRevoked: true),
        Case(name: "enrolled after", enrolment: 11, isRevoked: false),
        Case(name: "enrolled after, by a clock that was set back", enrolment: 11, beganAfter: -3600, isRevoked: false),
        Case(name: "an authority's of before", enrolment: nil, beganAfter: -1, isRevoked: true),
        Case(name: "an authority's of the same instant", enrolment: nil, isRevoked: true),
        Case(name: "an authority's of after", enrolment: nil, beganAfter: 1, isRevoked: false),
    ]

    @Test(arguments: cases)
    func revocationsCountByNumberElseByTime(example: Case) {
        var register = IdentityRegister()
        register.apply(Self.order(.revoked, 10))
        let host = CertifiedHost(address: Self.address, hostClass: .mining, enrolment: example.enrolment)
        let notBefore = WallInstant(milliseconds: Self.start.milliseconds + example.beganAfter * 1000)
        #expect((register.revocation(of: host, notBefore: notBefore) != nil) == example.isRevoked, "\(example.name)")
        let other = CertifiedHost(address: HostAddress(path: "sindh-2/khi-3/h-015")!, hostClass: .mining, enrolment: example.enrolment)
        #expect(register.revocation(of: other, notBefore: notBefore) == nil)
    }

    /// Also where the clock went back, and where the ledger is a new one.
    @Test func aNumberNeverComesTwice() {
        var register = IdentityRegister()
        let first = register.nextNumber(wall: Self.start)
        #expect(first == UInt64(Self.start.milliseconds))
        register.apply(Self.token(first))
        #expect(register.nextNumber(wall: WallInstant(milliseconds: 0)) == first + 1)
        #expect(register.nextNumber(wall: WallInstant(milliseconds: -5)) == first + 1)
        #expect(IdentityRegister().nextNumber(wall: WallInstant(milliseconds: Self.start.milliseconds + 1)) > first)
    }

    @Test func certificateLinesMakeAWholeOrNothing() {
        func line(_ place: UInt64, of count: UInt64 = 3, _ kind: CertificateLine.Kind = .issuer) -> CertificateLine {
            CertificateLine(place: place, count: count, kind: kind, certificate: [UInt8(place)])
        }
        let whole = [line(0, .host), line(1), line(2, .authority)]
        var assembler = CertificateAssembler()
        #expect(whole.compactMap { assembler.onLine($0) } == [whole])
        // Begun anew; a gap; another count; no host's certificate in front.
        #expect(([whole[0], whole[1]] + whole).compactMap { assembler.onLine($0) } == [whole])
        #expect([whole[0], whole[2]].compactMap { assembler.onLine($0) }.isEmpty)
        #expect([whole[0], line(1, of: 2)].compactMap { assembler.onLine($0) }.isEmpty)
        #expect([line(0), line(1), line(2)].compactMap { assembler.onLine($0) }.isEmpty)
        #expect([line(0, of: 1, .host)].compactMap { assembler.onLine($0) }.count == 1)
    }
}
