import Testing
import ZoneModel

@testable import Enrolment

/// When a certificate of 100 000 s is renewed.
@Suite struct RenewalPlanTests {
    struct Case: Sendable {
        var share: Double
        var at: Int64
        var verdict: RenewalPlan.Verdict
    }

    static let cases = [
        Case(share: 0, at: 59_999, verdict: .fresh), Case(share: 0, at: 60_000, verdict: .due),
        Case(share: 1, at: 68_332, verdict: .fresh), Case(share: 1, at: 68_333, verdict: .due),
        Case(share: 9, at: 68_333, verdict: .due), Case(share: -1, at: 60_000, verdict: .due),
        Case(share: 0.5, at: 83_332, verdict: .due), Case(share: 0.5, at: 83_333, verdict: .late(left: .seconds(16_667))),
        Case(share: 0.5, at: 100_000, verdict: .late(left: .zero)), Case(share: 0.5, at: 100_001, verdict: .expired),
    ]

    @Test(arguments: cases)
    func itIsRenewedInTime(example: Case) {
        let plan = RenewalPlan(notBefore: 1000, notAfter: 101_000, share: example.share)
        #expect(plan.verdict(WallInstant(milliseconds: (1000 + example.at) * 1000)) == example.verdict)
    }

    @Test(arguments: [(15, 1), (3600, 150), (90 * 86_400, 3600)])
    func theShorterTheOftenerItIsLookedAt(life: Int64, atMost: Int64) {
        let plan = RenewalPlan(notBefore: 0, notAfter: life, share: 0.5)
        #expect(plan.pace >= .seconds(1) && plan.pace <= .seconds(atMost + 30))
    }

    /// A certificate that ends before it begins is no reason to ask without end.
    @Test func nonsenseIsExpired() {
        let plan = RenewalPlan(notBefore: 100, notAfter: 50, share: 0)
        #expect(plan.verdict(WallInstant(milliseconds: 200_000)) == .expired)
        #expect(plan.pace >= .seconds(1))
    }
}
