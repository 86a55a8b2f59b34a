import Testing
import ZoneModel

/// What doctor makes of a host's key and certificate.
@Suite struct IdentityFactsTests {
    static let host = CertifiedHost(address: HostAddress(path: "z/s/h")!, hostClass: .mining)
    static let day: Int64 = 86_400
    static let name = "zone:z/s/h?class=mining&enrolment=7"

    /// One of 90 days, from day 0 on.
    static func facts(
        _ file: IdentityFacts.File = .readable, uris: [String] = [name], belongs: Bool = true, isOpen: Bool = false, hasShown: Bool = true,
        authority: IdentityFacts.File = .readable
    ) -> IdentityFacts {
        let shown = IdentityFacts.Shown(uris: uris, notBefore: 0, notAfter: 90 * day, belongsToKey: belongs, isOpenToGroup: isOpen)
        return IdentityFacts(
            identityPath: "/s/identity.pem", identity: file, shown: file == .readable && hasShown ? shown : nil,
            authorityPath: "/s/authority.pem", authority: authority)
    }

    struct Case: Sendable {
        var facts = IdentityFactsTests.facts()
        var isOwn = true
        var day = 10.0
        var verdict: DoctorDocument.Verdict
        var finding: String
        var mend: String?
    }

    static let cases = [
        Case(verdict: .ok, finding: "z/s/h as mining, good until 1970-04-01T00:00:00.000Z"),
        Case(day: 62.9, verdict: .ok, finding: "good until"),
        Case(day: 63.1, verdict: .warn, finding: "ends in 26.9 d (1970-04-01", mend: "zonectl status"),
        Case(isOwn: false, day: 80, verdict: .warn, finding: "ends in 10.0 d", mend: "have your authority sign"),
        Case(day: 90.1, verdict: .fail, finding: "has ended: 1970-04-01", mend: "zone-agent --enroll TOKEN"),
        Case(day: -1, verdict: .fail, finding: "good from 1970-01-01", mend: "is the clock right?"),
        Case(facts: facts(.missing), verdict: .fail, finding: "this host has no certificate", mend: "zone-agent --enroll TOKEN"),
        Case(facts: facts(.missing), isOwn: false, verdict: .fail, finding: "has no certificate", mend: "have your authority sign"),
        Case(facts: facts(.unusable("chmod it")), verdict: .fail, finding: "chmod it", mend: "enroll"),
        Case(facts: facts(.forbidden), verdict: .skipped, finding: "says that it is good until T: run doctor as root"),
        Case(facts: facts(hasShown: false), verdict: .fail, finding: "holds no certificate", mend: "enroll"),
        Case(facts: facts(belongs: false), verdict: .fail, finding: "its key is not that of", mend: "enroll"),
        Case(facts: facts(isOpen: true), verdict: .fail, finding: "can read the key", mend: "chmod 600 /s/identity.pem"),
        Case(facts: facts(isOpen: true), isOwn: false, verdict: .ok, finding: "good until"),
        Case(facts: facts(uris: []), verdict: .fail, finding: "names nobody, and the config says z/s/h as mining", mend: "enroll"),
        Case(facts: facts(uris: ["zone:z"]), verdict: .fail, finding: "names zone:z", mend: "enroll"),
        Case(facts: facts(uris: ["zone:z/s/i?class=mining"]), verdict: .fail, finding: "is of z/s/i as mining", mend: "correct zone"),
        Case(facts: facts(uris: ["zone:z/s/h?class=ai"]), verdict: .fail, finding: "is of z/s/h as ai", mend: "correct zone"),
        Case(facts: facts(authority: .missing), verdict: .fail, finding: "/s/authority.pem is not there", mend: "enroll"),
        Case(facts: facts(authority: .unusable("bad")), isOwn: false, verdict: .fail, finding: "bad", mend: "that signed the collector's"),
    ]

    @Test(arguments: cases)
    func doctorSaysWhatIsWrongAndTheMend(example: Case) throws {
        let now = WallInstant(milliseconds: Int64(example.day * Double(Self.day) * 1000))
        let checks = example.facts.checks(host: Self.host, isOwn: example.isOwn, told: "T", now: now)
        let check = try #require(checks.first)
        #expect(checks.count == 1 && check.subject == "certificates")
        #expect(check.verdict == example.verdict && check.finding.contains(example.finding), "\(check)")
        #expect(example.mend.map { check.mend?.contains($0) ?? false } ?? (check.mend == nil), "\(check)")
    }

    @Test func severalThingsAreToldTogether() {
        let facts = Self.facts(uris: [], belongs: false, authority: .missing)
        let checks = facts.checks(host: Self.host, isOwn: true, told: nil, now: WallInstant(milliseconds: 100 * Self.day * 1000))
        #expect(checks.count == 4 && checks.allSatisfy { $0.verdict == .fail && $0.mend != nil })
    }
}
