import Testing
import ZoneModel

@testable import ZonePolicy

private let truth = [(idleW: 90.0, slopeW: 180.0), (idleW: 95.0, slopeW: 150.0)]

@Suite struct HostEdgeTests {
    private func applied(_ host: ModelHost) -> [UInt64] {
        host.directives.compactMap { if case .send(.applied(let line)) = $0 { line.generation } else { nil } }
    }

    /// Rule 4: a site meter that is read every second says nothing of a cut that came after its last reading.
    @Test func aSiteMetersReadingFromBeforeTheCutProvesNothing() {
        var configuration = twoRigs(quota: 1000, floor: 0)
        configuration.siteMeter = SiteMeterConfiguration(power: SensorMatch(chip: "meter-*"))
        var host = ModelHost(configuration, truth: truth)
        host.siteReading = (200, host.now)
        host.run(.milliseconds(500))
        host.siteReading = (200, host.now)
        host.grant(500, generation: 1)
        host.run(.milliseconds(500))
        #expect(applied(host) == [1])
        host.siteReading = (200, host.now)
        host.run(.milliseconds(100))
        host.grant(250, generation: 2)
        host.run(.milliseconds(500))
        #expect(applied(host) == [1])
        host.siteReading = (200, host.now)
        host.run(.milliseconds(200))
        #expect(applied(host) == [1, 2])
    }

    /// Rule 5: the ledger counts a name's floor once, for the machine that it knows; the other one draws nothing until it is welcomed.
    @Test func aDuplicateHasNoFloor() {
        var host = ModelHost(twoRigs(quota: 1000, floor: 260), truth: truth)
        host.run(.seconds(1))
        host.grant(500, generation: 1)
        host.run(.seconds(1))
        host.obey(host.policy.onIdentityRefused(isDuplicate: false, now: host.now))
        #expect(host.policy.ceiling(now: host.now) == .watts(260))
        host.obey(host.policy.onIdentityRefused(isDuplicate: true, now: host.now))
        #expect(host.policy.ceiling(now: host.now) == .zero)
        host.run(.seconds(1))
        #expect(host.policy.rigFigures(now: host.now).allSatisfy { $0.duty == 0 })
        host.obey(host.policy.onConfiguration(twoRigs(quota: 1000, floor: 300), now: host.now))
        #expect(host.policy.ceiling(now: host.now) == .zero)
        host.obey(host.policy.onWelcomed(now: host.now))
        #expect(host.policy.ceiling(now: host.now) == .zero, "a collector without a ledger welcomes anybody")
        host.grant(500, generation: 2)
        #expect(host.policy.keeper.floor(now: host.now) == .watts(300))
    }

    /// The newest grant ends the lease before it, also when it comes too late to be one: that is a lost lease, and said.
    @Test func aGrantThatRanOutOnTheWayLosesTheLeaseAloud() {
        var host = ModelHost(twoRigs(quota: 1000, floor: 260), truth: truth)
        host.run(.seconds(1))
        let old = Nonce(high: 9, low: 9)
        host.obey(host.policy.onHeartbeatDue(nonce: old, now: host.now))
        host.run(.seconds(6))
        host.grant(500, generation: 1)
        host.run(.seconds(5))
        #expect(host.policy.keeper.lease != nil)
        let late = QuotaGrant(epoch: 1, generation: 2, quota: .watts(400), nonce: old, lease: .seconds(10), reason: "peak")
        host.obey(host.policy.onGrant(late, now: host.now))
        #expect(host.policy.keeper.lease == nil)
        #expect(host.events.filter { $0.kind == .leaseLost }.count == 1)
        host.run(.seconds(2))
        #expect(host.events.filter { $0.kind == .leaseLost }.count == 1)
        #expect(host.trueWatts <= 260)
    }

    @Test func aRigThatTheNewConfigDoesNotNameIsTakenToZero() throws {
        var configuration = twoRigs(quota: 1000)
        var host = ModelHost(configuration, truth: truth)
        host.run(.seconds(3))
        let gone = configuration.rigs.removeLast().name
        let directives = host.policy.onConfiguration(configuration, now: host.now)
        #expect(directives.first == .setDuty(rig: gone, .zero))
        #expect(!directives.dropFirst().contains { if case .setDuty(gone, _) = $0 { true } else { false } })
    }
}

@Suite struct ThermalGuardTests {
    private func at(_ seconds: Int64) -> BootInstant { BootInstant(nanoseconds: seconds * 1_000_000_000) }

    /// Stopped at 95 °C, silent for a second, back at 60 °C: the cool-down of 30 s counts on, and the way up begins at the bottom.
    @Test func aSilentSensorDoesNotEndTheCoolDown() {
        var thermal = ThermalGuard(limits: ThermalLimits())
        let readings: [(second: Int64, celsius: Double?, cap: Double)] = [
            (0, 60, 1), (1, 95, 0), (2, nil, 0), (3, 60, 0), (20, 60, 0), (30, 60, 0), (31, 60, 0.25),
        ]
        for (second, celsius, cap) in readings {
            _ = thermal.onTemperature(celsius.map { .celsius($0) }, now: at(second))
            #expect(thermal.cap == Duty(cap), "second \(second)")
        }
        #expect(thermal.state == .throttled)
    }

    /// Never stopped: back at once when the temperature is back.
    @Test func aSensorThatReturnsCoolClearsAtOnce() {
        var thermal = ThermalGuard(limits: ThermalLimits())
        for (second, celsius, cap) in [(0, 60, 1), (1, nil, 0), (2, 85, 0), (3, 60, 1)] as [(Int64, Double?, Double)] {
            _ = thermal.onTemperature(celsius.map { .celsius($0) }, now: at(second))
            #expect(thermal.cap == Duty(cap), "second \(second)")
        }
    }
}
