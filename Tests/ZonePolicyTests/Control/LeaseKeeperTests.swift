import Testing
import ZoneModel

@testable import ZonePolicy

private func at(_ seconds: Double) -> BootInstant { BootInstant(nanoseconds: Int64(seconds * 1e9)) }
private func nonce(_ n: UInt64) -> Nonce { Nonce(high: 0, low: n) }

private func grant(
    _ generation: UInt64, _ watts: Double, nonce n: UInt64, epoch: UInt64 = 1, term: Duration = .seconds(10),
    next: (Double, Duration)? = nil
) -> QuotaGrant {
    QuotaGrant(
        epoch: epoch, generation: generation, quota: .watts(watts), nextQuota: next.map { .watts($0.0) }, nextIn: next.map { $0.1 },
        nonce: nonce(n), lease: term)
}

/// Floor 50 W, ramp-down 2 s, no jitter, one heartbeat (nonce 1) sent at 0 s.
private func keeper(jitter: Double = 0) -> LeaseKeeper {
    var keeper = LeaseKeeper(newest: .none, floor: .watts(50), rampDown: .seconds(2), jitterFraction: jitter)
    keeper.onHeartbeat(nonce(1), sentAt: at(0))
    return keeper
}

@Suite struct LeaseKeeperTests {
    @Test func leaseIsTimedFromTheHeartbeatThatAskedForIt() {
        var keeper = keeper()
        let outcome1 = keeper.onGrant(grant(1, 100, nonce: 1), now: at(4))
        #expect(outcome1 == .accepted(previous: nil))
        #expect(keeper.ceiling(now: at(9.999)) == .watts(100))
        // Not 4 s + 10 s: the grant's arrival does not count.
        #expect(keeper.ceiling(now: at(10)) == .watts(50))
    }

    @Test func steersToTheFloorBeforeTheLeaseEnds() {
        var keeper = keeper()
        _ = keeper.onGrant(grant(1, 100, nonce: 1), now: at(1))
        #expect(keeper.target(now: at(7.9)) == .watts(100))
        #expect(keeper.target(now: at(8)) == .watts(50))
        #expect(keeper.ceiling(now: at(8)) == .watts(100))
        #expect(keeper.deadline == at(8))
    }

    @Test func jitterEndsTheLeaseEarlyNeverLate() {
        var keeper = keeper(jitter: 1)
        _ = keeper.onGrant(grant(1, 100, nonce: 1), now: at(1))
        #expect(keeper.lease?.endsAt == at(9))
    }

    @Test(arguments: [
        ("unknown nonce", grant(1, 100, nonce: 9), LeaseKeeper.Refusal.unknownNonce),
        ("too short a term", grant(1, 100, nonce: 1, term: .seconds(4)), .termTooShort(term: .seconds(4), needed: .seconds(5))),
        ("too long a term", grant(1, 100, nonce: 1, term: .seconds(61)), .termTooLong(term: .seconds(61))),
        ("a raise announced", grant(1, 100, nonce: 1, next: (101, .seconds(2))), .announcedRaise),
    ])
    func refuses(case name: String, _ grant: QuotaGrant, _ refusal: LeaseKeeper.Refusal) {
        var keeper = keeper()
        let outcome2 = keeper.onGrant(grant, now: at(1))
        #expect(outcome2 == .refused(refusal), "\(name)")
        #expect(keeper.ceiling(now: at(1)) == .watts(50))
    }

    @Test func olderGrantNeverReplacesANewerOne() {
        var keeper = keeper()
        _ = keeper.onGrant(grant(5, 40, nonce: 1), now: at(1))
        let outcome3 = keeper.onGrant(grant(4, 100, nonce: 1), now: at(1.1))
        #expect(outcome3 == .refused(.notNewer(than: GrantID(epoch: 1, generation: 5))))
        #expect(keeper.ceiling(now: at(2)) == .watts(40))
        // A later epoch is newer whatever its generation.
        let outcome4 = keeper.onGrant(grant(1, 30, nonce: 1, epoch: 2), now: at(2))
        #expect(outcome4 == .accepted(previous: .watts(40)))
    }

    @Test func grantThatRanOutOnTheWayEndsTheOlderLeaseToo() {
        var keeper = keeper()
        keeper.onHeartbeat(nonce(2), sentAt: at(5))
        _ = keeper.onGrant(grant(1, 100, nonce: 2), now: at(6))
        let outcome5 = keeper.onGrant(grant(2, 40, nonce: 1), now: at(11))
        #expect(outcome5 == .refused(.expiredOnArrival))
        #expect(keeper.ceiling(now: at(11)) == .watts(50))
        #expect(keeper.lease == nil)
    }

    @Test func announcedCutIsCountedFromTheHeartbeatAndSurvivesRenewals() {
        var keeper = keeper()
        _ = keeper.onGrant(grant(1, 100, nonce: 1, next: (60, .seconds(6))), now: at(3))
        #expect(keeper.ceiling(now: at(5.9)) == .watts(100))
        #expect(keeper.ceiling(now: at(6)) == .watts(60))
        // The way down begins a ramp-down time before.
        #expect(keeper.target(now: at(4)) == .watts(60))
        keeper.onHeartbeat(nonce(2), sentAt: at(3))
        _ = keeper.onGrant(grant(2, 100, nonce: 2, next: (60, .seconds(3))), now: at(3.5))
        #expect(keeper.ceiling(now: at(6)) == .watts(60))
    }

    @Test func restartForgetsNoncesSoOldGrantsAreWorthNothing() {
        var keeper = LeaseKeeper(newest: GrantID(epoch: 1, generation: 5), floor: .watts(50), rampDown: .seconds(2), jitterFraction: 0)
        let outcome6 = keeper.onGrant(grant(6, 100, nonce: 1), now: at(1))
        #expect(outcome6 == .refused(.unknownNonce))
    }

    @Test func noncesAreBounded() {
        var keeper = keeper()
        for n in 2...10_000 { keeper.onHeartbeat(nonce(UInt64(n)), sentAt: at(1)) }
        let outcome7 = keeper.onGrant(grant(1, 100, nonce: 1), now: at(1))
        #expect(outcome7 == .refused(.unknownNonce))
        let outcome8 = keeper.onGrant(grant(1, 100, nonce: 10_000), now: at(1))
        #expect(outcome8 == .accepted(previous: nil))
    }

    @Test func expiryIsToldOnce() {
        var keeper = keeper()
        _ = keeper.onGrant(grant(1, 100, nonce: 1), now: at(1))
        let outcome9 = keeper.onTick(now: at(9))
        #expect(!outcome9)
        let outcome10 = keeper.onTick(now: at(10))
        #expect(outcome10)
        let outcome11 = keeper.onTick(now: at(11))
        #expect(!outcome11)
    }
}
