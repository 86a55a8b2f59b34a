import Testing
import ZoneModel

@testable import ZonePolicy

/// Tokens, revocations, and that neither gives a watt away.
@Suite struct ZoneIdentityTests {
    private static let first = HostAddress(path: "z/s0/h0")!

    private func request(_ target: String = "z/s0/h0", valid: Double = 3600, reason: String = "new", dryRun: Bool = false)
        -> EnrolmentRequest
    {
        EnrolmentRequest(target: target, validS: valid, reason: reason, order: "77", dryRun: dryRun)
    }

    private func stage(_ seconds: Int = 0) throws -> ZoneStage {
        var stage = try ZoneStage(ZoneStage.configuration(2, quota: 2000))
        for i in stage.hosts.indices { stage.connect(i) }
        stage.run(seconds)
        return stage
    }

    private func give(_ stage: inout ZoneStage, _ request: EnrolmentRequest, hash: String) -> Result<EnrolmentDecision, AdminFailure> {
        let (result, directives) = stage.authority.onEnrolmentRequest(request, hash: hash, uid: 1000, now: stage.now, wall: stage.wall)
        stage.obey(directives)
        return result
    }

    private func show(_ stage: inout ZoneStage, _ hash: String, from address: HostAddress = first) -> Result<CertifiedHost, ErrorLine> {
        let (result, directives) = stage.authority.onTokenShown(hash: hash, from: address, machineID: "m", now: stage.now, wall: stage.wall)
        stage.obey(directives)
        return result
    }

    private func revoke(_ stage: inout ZoneStage, dryRun: Bool = false) throws -> RevocationDecision {
        let request = RevocationRequest(target: "z/s0/h0", reason: "stolen", order: nil, dryRun: dryRun)
        let (result, directives) = stage.authority.onRevocationRequest(request, uid: 1000, now: stage.now, wall: stage.wall)
        stage.obey(directives)
        return try result.get()
    }

    @Test func aTokenIsGoodOnceForOneHostAndForAWhile() throws {
        var stage = try stage()
        let decision = try give(&stage, request(), hash: "a").get()
        #expect(decision.hostClass == .mining && decision.uid == 1000 && decision.expires == "2027-01-15T09:00:00.000Z")
        #expect(show(&stage, "b").code == "bad_token")
        #expect(show(&stage, "").code == "bad_token")
        #expect(show(&stage, "a", from: HostAddress(path: "z/s0/h1")!).code == "wrong_address")
        // Shown by the wrong host it is not used up.
        let host = try show(&stage, "a").get()
        #expect(host == CertifiedHost(address: Self.first, hostClass: .mining, enrolment: decision.number))
        #expect(show(&stage, "a").code == "bad_token")
        let kinds = stage.image.identity
        #expect(kinds.tokens.isEmpty && kinds.last == decision.number)

        _ = try give(&stage, request(valid: 60), hash: "c").get()
        stage.now += .seconds(60)
        #expect(stage.authority.objection(to: host, notBefore: stage.wall) == nil)
        stage.now += .milliseconds(1)
        #expect(show(&stage, "c").code == "token_expired")
    }

    @Test func whatMakesNoSenseGivesNoToken() throws {
        var stage = try stage()
        #expect(give(&stage, request("z/s0/h9"), hash: "a").code == "unknown_target")
        #expect(give(&stage, request("z/s0"), hash: "a").code == "unknown_target")
        #expect(give(&stage, request(valid: 59), hash: "a").code == "bad_duration")
        #expect(give(&stage, request(valid: .infinity), hash: "a").code == "bad_duration")
        #expect(give(&stage, request(valid: 32 * 86_400), hash: "a").code == "bad_duration")
        #expect(give(&stage, request(reason: " "), hash: "a").code == "bad_reason")
        _ = try give(&stage, request(dryRun: true), hash: "a").get()
        #expect(show(&stage, "a").code == "bad_token")
        #expect(stage.image.identity == IdentityRegister())
    }

    /// The connection ends, the lease and the floor stay counted, and only a new enrolment lets the host in.
    @Test func aRevocationGivesNoWattsAway() throws {
        var stage = try stage(30)
        let before = try #require(stage.authority.counted(Self.first, stage.now))
        #expect(before > .watts(100), "it holds a lease")
        #expect(try revoke(&stage, dryRun: true).wasConnected)
        #expect(stage.hosts[0].isConnected && stage.image.identity.revocations.isEmpty)

        let decision = try revoke(&stage)
        #expect(decision.committedW == before.watts && decision.floorW == 100)
        #expect(!stage.hosts[0].isConnected)
        #expect(stage.authority.counted(Self.first, stage.now) == before, "the same watts a moment later")
        let old = CertifiedHost(address: Self.first, hostClass: .mining, enrolment: 1)
        #expect(stage.authority.objection(to: old, notBefore: stage.wall)?.code == "revoked")
        // Its lease runs out; its floor never does.
        stage.run(60)
        #expect(stage.authority.counted(Self.first, stage.now) == .watts(100))

        let number = try give(&stage, request(), hash: "n").get().number
        let host = try show(&stage, "n").get()
        #expect(host.enrolment == number && stage.authority.objection(to: host, notBefore: stage.wall) == nil)
        #expect(stage.authority.objection(to: old, notBefore: stage.wall)?.code == "revoked")
        // After a restart.
        let again = try ZoneAuthority(
            configuration: stage.authority.configuration, image: stage.image, now: stage.now, wall: stage.wall)
        #expect(again.objection(to: old, notBefore: stage.wall)?.code == "revoked")
        #expect(again.objection(to: host, notBefore: stage.wall) == nil)
    }

    @Test func aTokenOfARevokedHostIsDead() throws {
        var stage = try stage()
        _ = try give(&stage, request(), hash: "a").get()
        _ = try revoke(&stage)
        #expect(show(&stage, "a").code == "bad_token")
    }

    /// A revocation holds at once although the disk fails, and is on it once the disk works; a token is not given.
    @Test func aDiskThatFails() throws {
        var stage = try stage(30)
        stage.isLost = { _ in true }
        _ = try revoke(&stage)
        let old = CertifiedHost(address: Self.first, hostClass: .mining, enrolment: 1)
        #expect(stage.authority.objection(to: old, notBefore: stage.wall)?.code == "revoked")
        #expect(stage.image.identity.revocations.isEmpty)
        #expect(show(&stage, "a").code == "bad_token")
        stage.isLost = { _ in false }
        stage.run(5)
        #expect(stage.image.identity.revocations[Self.first] != nil)
    }

    @Test func namesOfOthersAreNobody() throws {
        let stage = try stage()
        let far = CertifiedHost(address: HostAddress(path: "y/s0/h0")!, hostClass: .mining)
        #expect(stage.authority.objection(to: far, notBefore: stage.wall)?.code == "wrong_zone")
        let ai = CertifiedHost(address: Self.first, hostClass: .ai)
        #expect(stage.authority.objection(to: ai, notBefore: stage.wall)?.code == "wrong_class")
    }
}

extension Result where Failure == ErrorLine {
    fileprivate var code: String? { if case .failure(let error) = self { error.code } else { nil } }
}

extension Result where Failure == AdminFailure {
    fileprivate var code: String? { if case .failure(let error) = self { error.code } else { nil } }
}

extension ZoneAuthority {
    fileprivate func counted(_ address: HostAddress, _ now: BootInstant) -> Power? {
        index[address].map { counted(at: $0, now: now).commitment }
    }
}
