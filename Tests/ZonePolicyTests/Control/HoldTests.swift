import Testing
import ZoneModel

@testable import ZonePolicy

private let truth = [(idleW: 90.0, slopeW: 180.0), (idleW: 95.0, slopeW: 150.0)]
private let wall = WallInstant(milliseconds: 1_764_050_400_000)
private let synced = ClockQuality(isSynchronised: true, errorMilliseconds: 5)

extension ModelHost {
    /// A person at the host's socket.
    @discardableResult
    fileprivate mutating func hold(
        _ watts: Double?, reason: String? = "smoke", forS: Double? = nil, dryRun: Bool = false
    ) -> HoldDocument? {
        let request = HoldRequest(holdW: watts, reason: reason, forS: forS, dryRun: dryRun)
        let (result, directives) = policy.onHoldRequest(request, uid: 1000, wall: wall, clock: synced, now: now)
        obey(directives)
        return try? result.get()
    }
}

@Suite struct HoldTests {
    @Test func itLowersWhateverTheLeaseSays() throws {
        var host = ModelHost(twoRigs(quota: 1000, floor: 250), truth: truth)
        host.run(.seconds(1))
        host.grant(500, generation: 1)
        // A map that knows one duty goes the last watts as the readings confirm it.
        host.run(.seconds(5))
        #expect(host.trueWatts > 450)
        let held = host.hold(300)
        let answer = try #require(held)
        #expect(answer.fromW == 500)
        #expect(answer.toW == 300)
        host.run(.seconds(3))
        #expect(host.trueWatts <= 300)
        #expect(host.trueWatts > 280)
        #expect(host.policy.decision?.limit == .hold)
        #expect(host.policy.why(now: host.now).ceilings.first { $0.isBinding }?.limit == .hold)
        #expect(host.policy.statusText(now: host.now).contains("held at 300.0 W"))
        // A grant that gives more does not reach past it.
        host.grant(900, generation: 2)
        host.run(.seconds(3))
        #expect(host.trueWatts <= 300)
    }

    /// Above the lease, the floor or the config it changes nothing.
    @Test(arguments: [500.0, 501, 2000])
    func itNeverRaises(watts: Double) throws {
        var host = ModelHost(twoRigs(quota: 500, floor: 250), truth: truth)
        host.run(.seconds(1))
        host.hold(watts)
        #expect(host.policy.ceiling(now: host.now) == .watts(250))
        host.grant(400, generation: 1)
        #expect(host.policy.ceiling(now: host.now) == .watts(400))
        host.run(.seconds(4))
        #expect(host.trueWatts <= 400)
        #expect(host.policy.decision?.limit == .lease)
    }

    @Test func theDeadlineFallsToTheHoldToo() throws {
        var host = ModelHost(twoRigs(quota: 1000, floor: 400), truth: truth)
        host.run(.seconds(1))
        host.grant(600, generation: 1)
        func fallback() throws -> Double {
            let last = host.directives.compactMap { directive -> [RigDuty]? in
                if case .setDeadline(_?, let duties) = directive { duties } else { nil }
            }.last
            return try #require(last).map(\.duty.fraction).reduce(0, +)
        }
        let before = try fallback()
        host.hold(260)
        #expect(try fallback() < before)
    }

    @Test func itEndsByItselfAndThatIsRemembered() throws {
        var host = ModelHost(twoRigs(quota: 400), truth: truth)
        host.run(.seconds(2))
        host.hold(300, forS: 5)
        let end = host.now + .seconds(5)
        host.run(.milliseconds(4900))
        #expect(host.policy.ceiling(now: host.now) == .watts(300))
        host.run(.milliseconds(300))
        #expect(host.now > end)
        #expect(host.policy.ceiling(now: host.now) == .watts(400))
        #expect(host.directives.last { if case .rememberHold = $0 { true } else { false } } == .rememberHold(nil))
        let told = host.events.filter { $0.kind == .holdEnded }.map(\.message)
        #expect(told == ["the hold of 300.0 W (\"smoke\") is over: its time has run out"])
    }

    @Test func whoAndWhyAreToldAndRemembered() throws {
        var host = ModelHost(twoRigs(quota: 400), truth: truth)
        host.run(.seconds(1))
        host.hold(300, forS: 7200)
        let kept = Hold(ceiling: .watts(300), reason: "smoke", uid: 1000, since: wall, isSinceTrusted: true, length: .seconds(7200))
        #expect(host.directives.contains(.rememberHold(kept)))
        host.hold(nil, reason: "the fan is mended")
        let told = host.events.filter { [.holdSet, .holdEnded].contains($0.kind) }
        #expect(
            told.map(\.message) == [
                "held at 300.0 W for 7200 s: \"smoke\" (uid 1000)",
                "the hold of 300.0 W (\"smoke\") is lifted: \"the fan is mended\" (uid 1000)",
            ])
        #expect(host.policy.holdFigure(now: host.now) == nil)
    }

    @Test func aDryRunChangesNothing() throws {
        var host = ModelHost(twoRigs(quota: 400), truth: truth)
        host.run(.seconds(1))
        let count = host.directives.count
        let tried = host.hold(100, dryRun: true)
        let answer = try #require(tried)
        #expect(answer.wasDryRun)
        #expect(answer.hold?.ceilingW == 100)
        #expect(answer.toW == 100)
        // Idle alone is 220 W by the config's maps.
        #expect(answer.notes.contains { $0.contains("must be switched off by hand") })
        #expect(host.directives.count == count)
        #expect(host.policy.ceiling(now: host.now) == .watts(400))
    }

    @Test(arguments: [
        HoldRequest(holdW: -1, reason: "x", forS: nil, dryRun: false), HoldRequest(holdW: .nan, reason: "x", forS: nil, dryRun: false),
        HoldRequest(holdW: 1e12, reason: "x", forS: nil, dryRun: false), HoldRequest(holdW: 1, reason: " ", forS: nil, dryRun: false),
        HoldRequest(holdW: 1, reason: String(repeating: "x", count: 300), forS: nil, dryRun: false),
        HoldRequest(holdW: 1, reason: nil, forS: 0, dryRun: false), HoldRequest(holdW: 1, reason: nil, forS: .infinity, dryRun: false),
        HoldRequest(holdW: 1, reason: nil, forS: .nan, dryRun: false), HoldRequest(holdW: nil, reason: nil, forS: 60, dryRun: false),
    ])
    func whatMakesNoSenseIsRefused(request: HoldRequest) throws {
        var host = ModelHost(twoRigs(quota: 400), truth: truth)
        host.run(.seconds(1))
        let (result, directives) = host.policy.onHoldRequest(request, uid: 0, wall: wall, clock: synced, now: host.now)
        #expect(directives.isEmpty)
        #expect(throws: AdminFailure.self) { try result.get() }
    }

    /// What is left of a hold after a restart, by what the wall clock is worth: never longer than ordered, and in full where nothing can be told.
    @Test(arguments: [
        (trusted: true, synced: true, elapsedS: 60.0, leftS: 60.0), (true, true, 200, 0), (true, true, -3600, 120),
        (false, true, 60, 120), (true, false, 60, 120),
    ])
    func afterARestart(trusted: Bool, synced: Bool, elapsedS: Double, leftS: Double) throws {
        let order = Hold(
            ceiling: .watts(100), reason: "smoke", uid: 1, since: WallInstant(milliseconds: -Int64(elapsedS * 1000)),
            isSinceTrusted: trusted, length: .seconds(120))
        var host = ModelHost(twoRigs(quota: 400), truth: truth)
        host.clock = ClockQuality(isSynchronised: synced, errorMilliseconds: synced ? 0 : nil)
        host.policy = HostPolicy(
            configuration: host.policy.configuration, bootID: BootID("c")!, newest: .none, orders: LocalOrders(hold: order), seed: 1,
            now: host.now)
        #expect(host.policy.ceiling(now: host.now) == .watts(100), "until the clock has been read, all of it")
        host.run(.milliseconds(200))
        guard leftS > 0 else {
            #expect(host.policy.holdFigure(now: host.now) == nil)
            return
        }
        let left = try #require(host.policy.holdFigure(now: host.now)?.endsInS)
        #expect(abs(left - leftS) < 0.5, "\(left)")
    }

    /// A hold below idle cannot be kept, which is a person's business; the zone still learns that the lease's quota is.
    @Test func aHoldBelowIdleDoesNotKeepTheZoneWaiting() throws {
        var host = ModelHost(twoRigs(quota: 1000, floor: 0), truth: truth)
        host.run(.seconds(1))
        host.hold(0)
        host.run(.seconds(8))
        #expect(host.rigs.allSatisfy { $0.duty == .zero })
        #expect(host.events.count { $0.kind == .cannotComply } == 1)
        host.grant(400, generation: 1)
        host.run(.seconds(1))
        #expect(host.directives.contains { if case .send(.applied(let line)) = $0 { line.generation == 1 } else { false } })
        // And no more is asked for than the idle watts.
        #expect(host.policy.decision.map { $0.wanted < .watts(260) && $0.wanted > .watts(200) } ?? false)
    }
}

@Suite struct MaintenanceTests {
    private static func set(_ rig: String, isOut: Bool, _ host: inout ModelHost, dryRun: Bool = false) throws -> MaintenanceDocument {
        let request = MaintenanceRequest(target: rig, isOut: isOut, reason: isOut ? "a fan rattles" : "new fan", dryRun: dryRun)
        let (result, directives) = host.policy.onMaintenanceRequest(request, uid: 1000, wall: wall, now: host.now)
        host.obey(directives)
        return try result.get()
    }

    @Test func aRigThatIsOutStandsStillAndTheOtherGoesOn() throws {
        var host = ModelHost(twoRigs(quota: 1000), truth: truth)
        host.run(.seconds(3))
        let answer = try Self.set("psu-1", isOut: true, &host)
        #expect(answer.items.map(\.target) == ["psu-1"])
        host.run(.seconds(3))
        #expect(host.rigs[1].duty == .zero)
        #expect(host.rigs[0].duty == .full)
        #expect(host.policy.judges[1].state(now: host.now) == .maintenance)
        #expect(host.policy.decision?.limit == .maintenance)
        // Its share is not asked for: 20 W overhead, 270 W, and the idle of the one that is out.
        #expect(host.policy.decision.map { $0.wanted < .watts(420) } ?? false)
        let lines = host.directives.compactMap { directive -> RigReport? in
            if case .record(.rig(let line)) = directive { line } else { nil }
        }
        #expect(lines.last { $0.rig.text == "psu-1" }?.state == .maintenance)
        _ = try Self.set("psu-1", isOut: false, &host)
        host.run(.seconds(3))
        #expect(host.rigs[1].duty == .full)
        #expect(host.policy.decision?.limit == .nothing)
        let told = host.events.filter { $0.kind == .maintenanceBegan }.map(\.message)
        #expect(told == ["psu-1: taken out, its duty is 0: \"a fan rattles\" (uid 1000)"])
        #expect(host.events.count { $0.kind == .maintenanceEnded } == 1)
    }

    @Test func itCountsByItsMeterWhileThatIsBelieved() throws {
        var host = ModelHost(twoRigs(quota: 1000), truth: truth)
        host.run(.seconds(3))
        _ = try Self.set("psu-1", isOut: true, &host)
        // On the bench, under somebody else's control.
        host.rigs[1].override = { _ in .value(222) }
        host.run(.seconds(2))
        #expect(host.policy.judges[1].figure(now: host.now).powerW == 222)
        #expect(host.policy.judges[1].figure(now: host.now).source == .measured)
    }

    /// The cables are off: no alarm, and the worst is counted until the watts must have fallen.
    @Test func itsSilenceIsNoAlarm() throws {
        var host = ModelHost(twoRigs(quota: 1000), truth: truth)
        host.run(.seconds(3))
        _ = try Self.set("psu-1", isOut: true, &host)
        host.rigs[1].isSilent = true
        var sources: [PowerSource] = []
        host.run(.seconds(8)) { host in
            let source = host.policy.judges[1].figure(now: host.now).source
            if sources.last != source { sources.append(source) }
        }
        #expect(sources == [.measured, .nameplate, .estimated])
        #expect(host.policy.judges[1].figure(now: host.now) == PowerFigure(powerW: 100, errorW: 0, source: .estimated))
        #expect(host.policy.sensorsRefused(now: host.now) == 0)
        let alarms: Set<EventKind> = [.rigStale, .readingRefused, .temperatureMissing, .rigFrozen]
        #expect(!host.events.contains { alarms.contains($0.kind) })
        #expect(host.policy.decision?.limit == .maintenance)
        // Put back without its cables it is an alarm again, and stands still.
        _ = try Self.set("psu-1", isOut: false, &host)
        host.run(.seconds(1))
        #expect(host.events.contains { $0.kind == .rigStale })
        #expect(host.rigs[1].duty == .zero)
    }

    @Test func heatIsAnAlarmAllTheSame() throws {
        var host = ModelHost(twoRigs(quota: 1000), truth: truth)
        host.run(.seconds(3))
        _ = try Self.set("psu-1", isOut: true, &host)
        host.rigs[1].celsius = 95
        host.run(.seconds(1))
        #expect(host.events.contains { $0.kind == .thermalTrip })
    }

    @Test func aMissingTemperatureIsToldWhenTheRigIsPutBack() throws {
        var host = ModelHost(twoRigs(quota: 1000), truth: truth)
        host.run(.seconds(3))
        _ = try Self.set("psu-1", isOut: true, &host)
        host.rigs[1].temperature = .failed("unplugged")
        host.run(.seconds(5))
        #expect(!host.events.contains { $0.kind == .temperatureMissing })
        _ = try Self.set("psu-1", isOut: false, &host)
        #expect(host.events.contains { $0.kind == .temperatureMissing })
    }

    @Test func itOutlivesARestartAndAReload() throws {
        var host = ModelHost(twoRigs(quota: 1000), truth: truth)
        host.run(.seconds(1))
        _ = try Self.set("psu-0", isOut: true, &host)
        let kept = try #require(
            host.directives.compactMap { directive -> [Name: Maintenance]? in
                if case .rememberMaintenance(let rigs) = directive { rigs } else { nil }
            }.last)
        host.policy = HostPolicy(
            configuration: host.policy.configuration, bootID: BootID("c")!, newest: .none, orders: LocalOrders(maintenance: kept), seed: 1,
            now: host.now)
        host.run(.seconds(2))
        #expect(host.rigs.map(\.duty) == [.zero, .full])
        var changed = host.policy.configuration
        changed.rigs[0].accuracy = 0.03
        host.obey(host.policy.onConfiguration(changed, now: host.now))
        host.run(.seconds(2))
        #expect(host.rigs.map(\.duty) == [.zero, .full])
    }

    @Test func whatIsNoRigIsRefusedWithTheNearest() throws {
        var host = ModelHost(twoRigs(quota: 1000), truth: truth)
        let request = MaintenanceRequest(target: "psu_1", isOut: true, reason: "x", dryRun: false)
        let (result, directives) = host.policy.onMaintenanceRequest(request, uid: 0, wall: wall, now: host.now)
        #expect(directives.isEmpty)
        let failure = #expect(throws: AdminFailure.self) { try result.get() }
        #expect(failure?.mend == "did you mean psu-1?")
    }
}
