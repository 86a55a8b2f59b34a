import Testing
import ZoneModel

@testable import ZonePolicy

/// Events, emergencies, floor schedules, the tree and the parent, by the authority as a whole.
@Suite struct ZoneInTimeTests {
    static func request(
        _ kind: TimedOrder.Kind, _ target: String, _ watts: Double, in seconds: Int64? = nil, for duration: Double, on stage: ZoneStage
    ) -> TimedOrderRequest {
        TimedOrderRequest(
            kind: kind, target: target, quotaW: watts,
            start: seconds.map { WallInstant(milliseconds: stage.wall.milliseconds + $0 * 1000).rfc3339 }, durationS: duration,
            reason: "peak", order: "2231", dryRun: false)
    }

    /// Two hosts and a budget, past the quarantine, leases flowing.
    static func flowing(
        hosts: Int = 2, quota: Double = 1000, floor: Double = 100, _ change: (inout CollectorConfiguration) -> Void = { _ in }
    ) throws -> ZoneStage {
        var configuration = ZoneStage.configuration(hosts, quota: quota, floor: floor)
        change(&configuration)
        var stage = try ZoneStage(configuration)
        stage.run(13)
        stage.connectAll()
        stage.run(20)
        return stage
    }

    @Test func anEventIsAnnouncedAndHoldsAtItsInstant() throws {
        var stage = try Self.flowing()
        #expect(stage.inForce == .watts(1000))
        let (answer, directives) = stage.authority.onTimedRequest(
            Self.request(.event, "z", 600, in: 90, for: 120, on: stage), uid: 7, now: stage.now, wall: stage.wall)
        stage.obey(directives)
        #expect(try answer.get().order.state == .pending)
        stage.run(29)
        #expect(stage.grants[stage.hosts[0].address]?.nextQuota == nil, "told 60 s ahead, not earlier")
        stage.run(31)
        let next = try #require(stage.grants[stage.hosts[0].address])
        #expect(next.nextQuota == .watts(300))
        #expect(next.quota == .watts(500), "until then nothing is taken")
        #expect(stage.authority.timedOrders(now: stage.now).orders.first?.state == .announced)
        stage.run(29)
        #expect(stage.inForce <= .watts(1000))
        stage.run(1)
        #expect(stage.inForce == .watts(600), "at the very second")
        #expect(stage.authority.timedOrders(now: stage.now).orders.first?.state == .active)
    }

    @Test func aHostThatIsLostKeepsTheAnnouncedCut() throws {
        var stage = try Self.flowing(floor: 0)
        let (_, directives) = stage.authority.onTimedRequest(
            Self.request(.event, "z", 600, in: 30, for: 120, on: stage), uid: 7, now: stage.now, wall: stage.wall)
        stage.obey(directives)
        stage.run(27)
        stage.cut(1)
        stage.run(3)
        #expect(stage.ceilings[1] <= 300)
        #expect(stage.inForce <= .watts(600))
    }

    @Test func whatAnEventTookReturnsByItsSlope() throws {
        // 10 % of 1000 W a minute.
        var stage = try Self.flowing()
        let (_, directives) = stage.authority.onTimedRequest(
            Self.request(.event, "z", 600, in: 70, for: 30, on: stage), uid: 7, now: stage.now, wall: stage.wall)
        stage.obey(directives)
        stage.run(101)
        #expect(stage.inForce <= .watts(610))
        stage.run(60)
        #expect(stage.inForce > .watts(680) && stage.inForce < .watts(720))
        stage.run(240)
        #expect(stage.inForce == .watts(1000))
        #expect(stage.image.timedOrders.isEmpty)
    }

    /// The return is over where it meets a lower quota: on disk for ever, the event would hold again at every restart whose clock does not know the time.
    @Test func aReturnThatMeetsALowerQuotaIsOver() throws {
        var stage = try Self.flowing()
        let (_, directives) = stage.authority.onTimedRequest(
            Self.request(.event, "z", 600, in: 70, for: 30, on: stage), uid: 7, now: stage.now, wall: stage.wall)
        stage.obey(directives)
        stage.run(161)
        #expect(stage.authority.budget > .watts(680))
        #expect(stage.image.timedOrders.count == 1)
        let (_, ordered) = stage.authority.onQuotaRequest(
            QuotaRequest(target: "z", quotaW: 650, reason: "less", order: nil, dryRun: false), uid: 0, now: stage.now, wall: stage.wall)
        stage.obey(ordered)
        stage.run(1)
        #expect(stage.image.timedOrders.isEmpty)
        let restarted = try ZoneAuthority(
            configuration: stage.authority.configuration, image: stage.image, now: BootInstant(nanoseconds: 0), wall: nil)
        #expect(restarted.budget == .watts(650))
    }

    /// An event of 600 W is over, or was called off before its end: its return has begun.
    static func ended(isCalledOff: Bool) throws -> ZoneStage {
        var stage = try flowing()
        let (_, directives) = stage.authority.onTimedRequest(
            request(.event, "z", 600, in: 70, for: isCalledOff ? 3600 : 30, on: stage), uid: 7, now: stage.now, wall: stage.wall)
        stage.obey(directives)
        stage.run(101)
        if isCalledOff {
            let order = TimedOrderCancellation(id: 1, reason: "over", dryRun: false)
            stage.obey(stage.authority.onTimedCancellation(order, uid: 7, now: stage.now, wall: stage.wall).1)
        }
        return stage
    }

    /// The slope is not a thing of one run: the order stays on disk until what it took is back.
    @Test(arguments: [false, true]) func aRestartGoesOnWithTheReturn(isCalledOff: Bool) throws {
        var stage = try Self.ended(isCalledOff: isCalledOff)
        stage.run(60)
        let risen = stage.authority.budget
        #expect(risen > .watts(680) && risen < .watts(720))
        let seconds = Double(stage.now.nanoseconds) / 1e9
        var again = try ZoneStage(stage.authority.configuration, image: stage.image, at: seconds + 6)
        #expect(abs(again.authority.budget.watts - risen.watts - 10) < 1, "\(again.authority.budget.watts)")
        again.run(180)
        #expect(again.authority.budget == .watts(1000))
        #expect(again.image.timedOrders.isEmpty)
        // Long after: nothing is left to return.
        #expect(try ZoneStage(stage.authority.configuration, image: stage.image, at: seconds + 600).authority.budget == .watts(1000))
    }

    /// The disk knows that the event is over. A clock that does not know the time, or has been put back, begins the return anew; it does not hold the event again.
    @Test(arguments: [false, true]) func aRestartWithoutTheTimeHoldsNothingAgain(isCalledOff: Bool) throws {
        var stage = try Self.ended(isCalledOff: isCalledOff)
        stage.run(1)
        let begun = try #require(stage.image.timedOrders[1])
        #expect(begun.hasEnded)
        for wall in [nil, begun.start, WallInstant(milliseconds: 0)] {
            let boot = BootInstant(nanoseconds: 0)
            var again = try ZoneAuthority(configuration: stage.authority.configuration, image: stage.image, now: boot, wall: wall)
            #expect(again.budget == .watts(600))
            #expect(again.timedOrders(now: boot).orders.isEmpty)
            _ = again.onTick(now: boot + .seconds(60))
            #expect(again.budget > .watts(680) && again.budget < .watts(720))
        }
    }

    @Test func anEventUnderTheFloorsIsRefusedWithTheNumbers() throws {
        var stage = try Self.flowing()
        let (answer, directives) = stage.authority.onTimedRequest(
            Self.request(.event, "z", 150, in: 90, for: 120, on: stage), uid: 7, now: stage.now, wall: stage.wall)
        guard case .failure(let failure) = answer else {
            Issue.record("it was taken")
            return
        }
        #expect(failure.code == "below_floors" && failure.message.contains("200.0 W") && failure.message.contains("150.0 W"))
        #expect(!directives.contains { if case .persist = $0 { true } else { false } })
    }

    @Test func anEmergencyHoldsUnderTheFloorsAndOutlivesEverything() throws {
        var stage = try Self.flowing()
        let (_, directives) = stage.authority.onTimedRequest(
            Self.request(.emergency, "z", 100, for: 600, on: stage), uid: 7, now: stage.now, wall: stage.wall)
        stage.obey(directives)
        stage.run(2)
        #expect(stage.inForce <= .watts(100))
        stage.cut(0)
        stage.run(30)
        #expect(stage.ceilings[0] == 50, "its part of the emergency, not its floor of 100 W")
        // The collector starts again: the order is in its ledger.
        let again = try ZoneStage(stage.authority.configuration, image: stage.image, at: 100)
        #expect(again.authority.budget == .watts(100))
        stage.run(600)
        #expect(stage.ceilings[0] == 100, "its stated end")
    }

    /// It has seen a grant that this ledger never gave, so it may hold a whole nameplate: that counts, and is no leave to grant as much.
    @Test func whatAHostMayHoldFromElsewhereGivesItNoRight() throws {
        var stage = try ZoneStage(ZoneStage.configuration(2, quota: 1000))
        stage.run(13)
        stage.connect(0)
        stage.run(20)
        #expect(stage.ceilings[0] == 900)
        stage.cut(0)
        stage.hosts[1].keeper = LeaseKeeper(
            newest: GrantID(epoch: stage.authority.epoch, generation: 5), floor: .watts(100), rampDown: .seconds(1), jitterFraction: 0)
        stage.connect(1)
        for _ in 0..<30 {
            stage.run(1)
            #expect(stage.inForce <= .watts(1000), "\(stage.ceilings) at \(stage.now)")
        }
        #expect(stage.ceilings[1] == 900, "K later it has what the other left")
    }

    @Test func anEmergencyMayBeLiftedBeforeItsEnd() throws {
        var stage = try Self.flowing()
        let (_, directives) = stage.authority.onTimedRequest(
            Self.request(.emergency, "z/s0", 100, for: 600, on: stage), uid: 7, now: stage.now, wall: stage.wall)
        stage.obey(directives)
        stage.run(2)
        let (answer, lifting) = stage.authority.onTimedCancellation(
            TimedOrderCancellation(id: 1, reason: "over", dryRun: false), uid: 7, now: stage.now, wall: stage.wall)
        stage.obey(lifting)
        #expect(try answer.get().wasCancelled)
        stage.run(2)
        #expect(stage.hosts.allSatisfy { $0.keeper.emergency == nil })
        #expect(stage.inForce < .watts(150), "by the slope")
    }

    @Test func aSiteAndAClassKeepTheirLimits() throws {
        let stage = try Self.flowing(hosts: 4, quota: 3000) { configuration in
            configuration.budgets = [
                .init(target: .site(configuration.zone, Name("s0")!), quota: .watts(800)),
                .init(target: .hostClass(configuration.zone, .ai), quota: .watts(900)),
            ]
        }
        // h0, h1 at s0; h1, h3 of class ai.
        #expect(stage.ceilings[0] + stage.ceilings[1] <= 800)
        #expect(stage.ceilings[1] + stage.ceilings[3] <= 900)
        #expect(stage.ceilings == [400, 400, 1000, 500])
    }

    @Test func floorsThatDoNotFitAreRefusedAtTheStart() {
        var configuration = ZoneStage.configuration(4, quota: 300)
        configuration.budgets = [.init(target: .site(configuration.zone, Name("s1")!), quota: .watts(150))]
        #expect {
            try ZoneStage(configuration)
        } throws: { error in
            let problems = (error as? ZoneConfigurationError)?.problems ?? []
            return problems.count == 2 && problems[0].contains("400.0 W") && problems[0].contains("by 100.0 W")
                && problems[1].contains("z/s1")
        }
    }

    static func scheduled(_ configuration: inout CollectorConfiguration) {
        var floors = CollectorConfiguration.FloorConfiguration()
        floors.slot = .seconds(60)
        floors.horizon = .seconds(600)
        // The stage begins at 08:00:00Z.
        floors.daily = [.init(from: .seconds(8 * 3600 + 120), to: .seconds(8 * 3600 + 180), share: 0.3)]
        configuration.floors = floors
    }

    @Test func aHostFollowsItsScheduleWhenTheCentreIsGone() throws {
        var stage = try Self.flowing(Self.scheduled)
        #expect(stage.hosts.allSatisfy { $0.schedule != nil })
        #expect(stage.image.storedSchedules.count == 2)
        stage.cut(0)
        stage.run(80)
        #expect(stage.ceilings[0] == 100)
        stage.run(20)
        #expect(stage.ceilings[0] == 30, "the slot of the evening peak")
        stage.run(60)
        #expect(stage.ceilings[0] == 100)
        stage.run(500)
        #expect(stage.ceilings[0] == 0, "after the last slot")
        #expect(stage.schedule(0).count == 1)
    }

    /// An older copy is put back, written to, and read again as whole: of a host that has not been heard since, its schedules may be missing all the same.
    @Test func anOlderCopyDoesNotKnowTheSchedulesOfItsFuture() throws {
        var stage = try Self.flowing(Self.scheduled)
        let older = stage.image
        let address = stage.hosts[0].address
        func restart(_ image: LedgerImage, floor: Double) throws {
            var configuration = ZoneStage.configuration(2, quota: 1000, floor: floor)
            Self.scheduled(&configuration)
            stage.image = image
            stage.authority = try ZoneAuthority(configuration: configuration, image: image, now: stage.now, wall: stage.wall)
            stage.obey(stage.authority.onStart(now: stage.now))
        }
        try restart(stage.image, floor: 300)
        stage.connectAll()
        stage.run(20)
        #expect(stage.hosts[0].schedule?.highest == .watts(300))

        stage.cut(0)
        var copy = older
        copy.status = .restored
        try restart(copy, floor: 300)
        #expect(stage.authority.ledger.commitment(of: address, now: stage.now) >= .watts(300))
        stage.run(5)
        try restart(stage.image, floor: 300)
        #expect(stage.image.status == .whole)
        #expect(stage.authority.ledger.commitment(of: address, now: stage.now) >= .watts(300))

        // It is heard again, with a schedule that this ledger never sent: still the whole floor, over another restart too.
        stage.hosts[0].isCut = false
        stage.authority.knowSchedule(0, false)
        stage.run(5)
        try restart(stage.image, floor: 300)
        #expect(stage.authority.ledger.commitment(of: address, now: stage.now) >= .watts(300))
        stage.connectAll()
        stage.run(30)
        #expect(stage.authority.ledger.commitment(of: address, now: stage.now) >= .watts(stage.ceilings[0]))
    }

    @Test func theSumHoldsOverEveryEdge() throws {
        var stage = try Self.flowing(quota: 400, Self.scheduled)
        stage.cut(0)
        for _ in 0..<400 {
            stage.run(1)
            #expect(stage.inForce <= .watts(400))
            #expect(stage.authority.ledger.commitment(of: stage.hosts[0].address, now: stage.now).watts >= stage.ceilings[0])
        }
    }

    @Test func aHostOutForMaintenanceGetsNothing() throws {
        var stage = try Self.flowing()
        let (answer, directives) = stage.authority.onMaintenanceRequest(
            MaintenanceRequest(target: "z/s0/h0", isOut: true, reason: "fans", dryRun: false), uid: 7, now: stage.now, wall: stage.wall)
        stage.obey(directives)
        #expect(try answer.get().notes.contains { $0.contains("100.0 W") })
        stage.run(20)
        #expect(stage.ceilings == [0, 900])
        #expect(stage.image.maintenance.count == 1)
    }

    @Test func anotherMachineIsTakenInByOrderOnly() throws {
        var stage = try Self.flowing()
        stage.cut(0)
        stage.run(40)
        stage.hosts[0].machine = "another"
        stage.hosts[0].isCut = false
        stage.connect(0)
        #expect(!stage.hosts[0].isConnected, "the old one may be at its floor")
        let (answer, directives) = stage.authority.onReplacementRequest(
            ReplacementRequest(target: "z/s0/h0", reason: "burnt", dryRun: false), uid: 7, now: stage.now, wall: stage.wall)
        stage.obey(directives)
        #expect(try answer.get().machineID == "m0")
        stage.connect(0)
        #expect(stage.hosts[0].isConnected)
    }

    @Test func aLostLedgerHoldsTheFloorsUntilSomebodySetsTheQuota() throws {
        var stage = try ZoneStage(ZoneStage.configuration(2, quota: 1000), image: LedgerImage(status: .lost))
        stage.run(13)
        stage.connectAll()
        stage.run(20)
        #expect(stage.ceilings == [100, 100])
        let (_, directives) = stage.authority.onQuotaRequest(
            QuotaRequest(target: "z", quotaW: 900, reason: "known again", order: nil, dryRun: false), uid: 0, now: stage.now,
            wall: stage.wall)
        stage.obey(directives)
        stage.run(20)
        #expect(stage.inForce == .watts(900))
    }

    /// The doubt outlives the quarantine and a restart: only a person ends it.
    @Test func aRestartDoesNotForgetThatOrdersAreMissing() throws {
        var stage = try ZoneStage(ZoneStage.configuration(2, quota: 1000), image: LedgerImage(status: .lost))
        stage.run(20)
        var image = stage.image
        image.status = .whole
        stage = try ZoneStage(ZoneStage.configuration(2, quota: 1000), image: image)
        stage.connectAll()
        stage.run(30)
        #expect(stage.ceilings == [100, 100])
    }

    /// Orders of an older copy are obeyed, and that newer ones may be missing is said; a salvaged ledger is no reason to stand still.
    @Test(arguments: [LedgerImage.OrdersDoubt.older, nil])
    func ordersThatCouldBeReadAreObeyed(doubt: LedgerImage.OrdersDoubt?) throws {
        var image = LedgerImage(status: .lost)
        image.ordersDoubt = doubt
        var stage = try ZoneStage(ZoneStage.configuration(2, quota: 1000), image: image)
        stage.run(13)
        stage.connectAll()
        stage.run(20)
        #expect(stage.inForce == .watts(1000))
        #expect(stage.events.contains { $0.message.contains("older copy") } == (doubt == .older))
    }

    /// Found by the model check: the host takes its larger floor up at the welcome, so the others make room before.
    @Test func aLargerFloorIsWelcomedWhenTheOthersHaveMadeRoom() throws {
        var stage = try Self.flowing()
        stage.cut(1)
        stage.hosts[0].keeper.constantFloor = .watts(700)
        stage.welcomes = []
        stage.connect(0)
        stage.run(5)
        #expect(stage.welcomes.isEmpty, "the other one may still hold its 500 W")
        stage.run(8)
        #expect(stage.welcomes == [1])
        #expect(stage.inForce <= .watts(1000))
    }

    /// Found by simulation: the same for a schedule.
    @Test func aScheduleWithALargerFloorIsSentWhenTheOthersHaveMadeRoom() throws {
        let stage = try Self.flowing(floor: 0, Self.scheduled)
        let old = stage.hosts[0].schedule
        var configuration = stage.authority.configuration
        configuration.hosts[0].floor = .watts(800)
        var after = try ZoneStage(configuration, image: stage.image, at: 40)
        after.hosts = stage.hosts
        after.connectAll()
        after.run(1)
        after.cut(1)
        after.run(3)
        #expect(after.hosts[0].schedule == old)
        while after.now < BootInstant(nanoseconds: 60_000_000_000) {
            after.run(1)
            #expect(after.inForce <= .watts(1000))
        }
        #expect(after.hosts[0].schedule?.highest == .watts(800))
    }

    /// Rule 11: no message takes idle watts away, so they count, floor or no floor.
    @Test func whatAHostDrawsIdleCountsAsItsFloor() throws {
        var stage = try Self.flowing(floor: 0)
        stage.hosts[0].idle = .watts(300)
        stage.connect(0)
        stage.run(20)
        #expect(stage.authority.ledger.base(of: stage.hosts[0].address) == .watts(300))
        #expect(stage.image.floors[stage.hosts[0].address] == .watts(300))
        #expect(stage.events.contains { $0.kind == .floorMismatch && $0.message.contains("300.0 W") })
        stage.cut(0)
        stage.run(20)
        #expect(stage.ceilings == [0, 700], "lost: 700 W are left for the other")
    }

    static func withParent(_ configuration: inout CollectorConfiguration) {
        configuration.parent = .init(
            link: CollectorLink(host: "127.0.0.1", port: 1), address: HostAddress(path: "n/z/collector")!, floor: .watts(200))
    }

    static func parentGrant(_ generation: UInt64, _ watts: Double, _ nonce: Nonce, term: Duration = .seconds(40)) -> QuotaGrant {
        QuotaGrant(epoch: 1, generation: generation, quota: .watts(watts), nonce: nonce, lease: term)
    }

    @Test func aZoneGivesWhatItsParentLeasesAndFallsBackInTime() throws {
        var stage = try Self.flowing(Self.withParent)
        #expect(stage.inForce == .watts(200), "no lease from the parent: the floor")
        stage.authority.parentBootID = BootID("cd-1")
        let nonce = Nonce(high: 1, low: 1)
        stage.obey(stage.authority.onParentHeartbeatDue(nonce: nonce, now: stage.now))
        let sentAt = stage.now
        stage.obey(stage.authority.onParentGrant(Self.parentGrant(1, 800, nonce), now: stage.now))
        stage.run(5)
        #expect(stage.inForce == .watts(800))
        #expect(stage.toParent.contains { if case .applied(let line) = $0 { line.generation == 1 } else { false } })
        // K before its end nothing is given against it any more; at its end everything given is gone.
        while stage.now < sentAt + .seconds(40) {
            stage.run(1)
            #expect(stage.inForce <= .watts(800))
        }
        #expect(stage.authority.ledger.total(now: stage.now) <= .watts(200))
        #expect(stage.inForce <= .watts(200))
    }

    @Test func aCutFromTheParentIsAppliedWhenItIsApplied() throws {
        var stage = try Self.flowing(Self.withParent)
        stage.authority.parentBootID = BootID("cd-1")
        let nonces = (1...2).map { Nonce(high: 1, low: $0) }
        for nonce in nonces { stage.obey(stage.authority.onParentHeartbeatDue(nonce: nonce, now: stage.now)) }
        stage.obey(stage.authority.onParentGrant(Self.parentGrant(1, 800, nonces[0]), now: stage.now))
        stage.run(5)
        stage.cut(1)
        stage.toParent = []
        stage.obey(stage.authority.onParentGrant(Self.parentGrant(2, 500, nonces[1]), now: stage.now))
        stage.run(2)
        let isApplied = { (stage: ZoneStage) in
            stage.toParent.contains { if case .applied(let line) = $0 { line.generation == 2 } else { false } }
        }
        #expect(!isApplied(stage), "a host that is cut off may still hold 400 W")
        stage.run(13)
        #expect(isApplied(stage))
    }

    @Test func aTermTooShortForTheChildIsRefused() throws {
        var stage = try Self.flowing(Self.withParent)
        let nonce = Nonce(high: 1, low: 1)
        stage.obey(stage.authority.onParentHeartbeatDue(nonce: nonce, now: stage.now))
        stage.obey(stage.authority.onParentGrant(Self.parentGrant(1, 800, nonce, term: .seconds(30)), now: stage.now))
        stage.run(2)
        #expect(stage.inForce == .watts(200))
        #expect(stage.events.contains { $0.kind == .parentLease && $0.message.contains("37.5 s") })
    }
}

extension ZoneStage {
    fileprivate func schedule(_ i: Int) -> [ScheduleDocument] { authority.schedules(of: hosts[i].address).schedules }
}
