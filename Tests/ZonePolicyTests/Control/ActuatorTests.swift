import Testing
import ZoneModel

@testable import ZonePolicy

private let truth = [(idleW: 90.0, slopeW: 180.0), (idleW: 95.0, slopeW: 150.0)]

/// A worker of 100 … 300 W beside a card of 80 … 300 W, 20 W of overhead.
private func mixed(quota: Double, floor: Double? = nil, mode: HostMode = .enforce, failSafe: Duration? = nil) -> AgentConfiguration {
    var configuration = twoRigs(quota: quota, floor: floor, mode: mode)
    configuration.rigs[1].workerThreads = 0
    configuration.rigs[1].actuator = .powerCap
    configuration.rigs[1].cap.minimum = .watts(80)
    configuration.rigs[1].cap.failSafe = failSafe.map { .init(within: $0, reason: "a test") }
    return configuration
}

private func host(_ configuration: AgentConfiguration, _ card: ModelHost.Card = .init(demandW: 300, settingW: 300)) -> ModelHost {
    var host = ModelHost(configuration, truth: truth)
    host.install(card, at: 1)
    return host
}

extension ModelHost {
    fileprivate var card: Card { rigs[1].card! }
    /// What the host draws if the agent dies now: the workers fall, the caps stay.
    fileprivate var wattsWithoutAgent: Double { policy.configuration.overhead.watts + rigs[0].idleW + card.goalW }
    fileprivate mutating func lease(_ watts: Double, for seconds: Int, from generation: UInt64 = 1) {
        for second in 0..<UInt64(seconds) {
            grant(watts, generation: generation + second)
            run(.seconds(1))
        }
    }
}

@Suite struct ActuatorTests {
    // MARK: The contract

    @Test(
        arguments: [
            (ActuatorKind.worker, nil, ActuatorDeclaration.AtDeath.falls, true), (.none, nil, .falls, true),
            (.powerCap, nil, .keeps, false),
            (.powerCap, .seconds(2), .reverts(within: .seconds(2), reason: "a test"), true),
        ] as [(ActuatorKind, Duration?, ActuatorDeclaration.AtDeath, Bool)])
    func eachDeclaresWhatItKeeps(kind: ActuatorKind, within: Duration?, atDeath: ActuatorDeclaration.AtDeath, isFailSafe: Bool) {
        var rig = mixed(quota: 500, failSafe: within).rigs[1]
        rig.actuator = kind
        let declaration = rig.declaration(twoRigs(quota: 1).control)
        #expect(declaration.kind == kind && declaration.atDeath == atDeath && declaration.isFailSafe == isFailSafe)
        #expect(declaration.idle == .watts(100) && declaration.minimum == .watts(kind == .powerCap ? 80 : 100))
        #expect(declaration.maximum == .watts(300))
        #expect(declaration.deadTime == .milliseconds(50) && declaration.ramp == .milliseconds(250))
    }

    /// What of the floor the caps may keep: worked rows. Two cards of 80 … 300 W and 60 … 170 W.
    @Test(
        arguments: [
            // floor, rest, excess, accuracy → bounds, too low
            (1000.0, 100.0, 0.0, 0.0, [300.0, 170.0], false),  // room for both
            (570, 100, 0, 0, [300, 170], false),  // exactly
            (405, 100, 0, 0, [190, 115], false),  // half of the way: 305 W
            (240, 100, 0, 0, [80, 60], false),  // the minima, exactly
            (239, 100, 0, 0, [80, 60], true),
            (405, 100, 82.5, 0, [135, 87.5], false),  // a quarter: what is drawn beyond the cap is not free
            (435.5, 100, 0, 0.1, [190, 115], false),  // a meter that may read a tenth too low
            (0, 0, 0, 0, [80, 60], true),
        ] as [(Double, Double, Double, Double, [Double], Bool)])
    func theFloorsShareOfCaps(floor: Double, rest: Double, excess: Double, accuracy: Double, bounds: [Double], isTooLow: Bool) {
        let names = [Name("gpu-0")!, Name("gpu-1")!]
        let held = HeldCaps(
            [
                .init(rig: names[0], minimum: .watts(80), maximum: .watts(300), excessW: excess, accuracy: accuracy),
                .init(rig: names[1], minimum: .watts(60), maximum: .watts(170), excessW: 0, accuracy: 0),
            ], floor: .watts(floor), restW: rest)
        #expect(names.map { (held.bounds[$0] ?? .zero).watts } == bounds)
        #expect(held.isFloorTooLow == isTooLow)
    }

    // MARK: Orders

    @Test func aCapIsSteeredLikeADuty() {
        var host = host(mixed(quota: 400))
        host.run(.seconds(30))
        #expect(host.trueWatts <= 400 && host.trueWatts > 380, "\(host.trueWatts)")
        #expect(host.card.settingW < 300 && host.rigs[0].duty < .full)
        #expect(host.card.orders.allSatisfy { $0 == $0.rounded() && (80...300).contains($0) }, "whole watts: \(host.card.orders)")
        let count = host.card.orders.count
        host.run(.seconds(30))
        #expect(host.card.orders.count - count <= 3, "a limit that stands is not written again and again")
    }

    @Test func aCutIsFollowedByCapAndWorker() {
        var host = host(mixed(quota: 1000, floor: 1000))
        host.lease(500, for: 20)
        #expect(host.trueWatts > 450 && host.trueWatts <= 500)
        host.grant(250, generation: 100)
        host.run(.seconds(2))
        #expect(host.trueWatts <= 250)
        let applied = host.directives.contains { if case .send(.applied(let line)) = $0 { line.generation == 100 } else { false } }
        #expect(applied)
    }

    @Test func observingTouchesNoCap() {
        var host = host(mixed(quota: 200, floor: 100, mode: .observe))
        host.lease(200, for: 5)
        #expect(host.card.orders.isEmpty)
    }

    @Test func theDriversLimitsNarrowTheConfigs() {
        var card = ModelHost.Card(demandW: 300, settingW: 300)
        card.limits = (150, 220)
        var high = host(mixed(quota: 1000), card)
        high.run(.seconds(10))
        #expect(high.card.orders.max() == 220)
        var low = host(mixed(quota: 200), card)
        low.run(.seconds(10))
        // What is above the range at first is what the config alone allowed.
        #expect(low.card.orders.last == 150)
    }

    /// The board draws 15 W more than the chip that is capped: watts decide, not the setting.
    @Test func whatIsDrawnBeyondTheCapIsLearned() {
        var card = ModelHost.Card(demandW: 300, settingW: 300)
        card.extraW = 15
        var host = host(mixed(quota: 400), card)
        host.run(.seconds(20))
        var overs = 0
        host.run(.seconds(20)) { if $0.trueWatts > 400 { overs += 1 } }
        #expect(overs == 0 && host.trueWatts > 370, "\(host.trueWatts)")
    }

    // MARK: A cap that is not taken

    @Test(
        arguments: [
            ("ignores", nil, "reads back 300.0 W"), ("refuses", "the driver refuses it", "the driver refuses it"),
        ] as [(String, String?, String)])
    func aDeafCapIsToldAndTheWorkerMakesRoom(manner: String, refusal: String?, reason: String) {
        var card = ModelHost.Card(demandW: 150, settingW: 300)
        card.refusal = refusal
        card.takes = { _ in 300 }
        var configuration = mixed(quota: 420)
        // The worker makes more of its watts, so it comes first, and the card is held at its lowest.
        configuration.rigs[1].cap.minimum = .watts(150)
        var host = host(configuration, card)
        host.run(.seconds(10))
        let events = host.events.filter { $0.kind == .capNotTaken }
        #expect(events.count == 1 && events[0].message.contains(reason), "\(events.map(\.message))")
        #expect(host.policy.rigFigures(now: host.now)[1].actuator?.trouble?.contains(reason) ?? false)
        // It draws 150 W, and may draw 300 W at any time: 420 − 300 − 20 leaves the worker no more than its idle watts.
        #expect(host.rigs[0].duty < Duty(0.05), "\(host.rigs[0].duty)")
        let orders = host.card.orders.count
        host.run(.seconds(12))
        #expect((2...3).contains(host.card.orders.count - orders), "ordered again every 5 s")

        host.rigs[1].card?.refusal = nil
        host.rigs[1].card?.takes = { $0 }
        host.run(.seconds(10))
        #expect(host.events.count { $0.kind == .capTaken } == 1)
        #expect(host.rigs[0].duty > Duty(0.3))
    }

    @Test func aHandThatRaisesTheCapLaterIsSeen() {
        var host = host(mixed(quota: 400))
        host.run(.seconds(10))
        #expect(!host.events.contains { $0.kind == .capNotTaken })
        host.rigs[1].card?.settingW = 300
        host.run(.seconds(1))
        #expect(host.events.count { $0.kind == .capNotTaken && $0.message.contains("reads back 300.0 W") } == 1)
        #expect(host.events.contains { $0.kind == .capTaken }, "it was ordered again at once")
        #expect(host.card.settingW < 250 && host.trueWatts <= 400)
    }

    // MARK: Rule 10

    /// Over floors and leases: at no instant after the first second may the host be over its floor without its agent.
    @Test(arguments: [(250.0, 600.0), (300, 600), (400, 450), (500, 600), (300, 320)])
    func capsStayUnderTheFloorWhateverTheLease(floor: Double, lease: Double) {
        var host = host(mixed(quota: 1000, floor: floor))
        host.run(.seconds(2))
        var worst = 0.0
        for generation in 1...30 as ClosedRange<UInt64> {
            host.grant(lease, generation: generation)
            host.run(.seconds(1)) { worst = max(worst, $0.wattsWithoutAgent) }
        }
        #expect(worst <= floor, "\(worst)")
        // The worker falls by itself: it may use the lease.
        #expect(host.trueWatts > min(lease, 20 + 270 + (host.policy.heldCaps(now: host.now)?.bounds.values.first?.watts ?? 0)) * 0.93)
    }

    @Test func theFloorsShareIsNamed() {
        var host = host(mixed(quota: 1000, floor: 300))
        host.lease(900, for: 10)
        #expect(host.policy.decision?.limit == .actuator)
        let why = host.policy.why(now: host.now)
        let ceiling = why.ceilings.first { $0.limit == .actuator }
        #expect(ceiling?.isBinding ?? false)
        #expect(ceiling?.explanation.contains("never set above what the floor of 300.0 W covers") ?? false, "\(ceiling?.explanation ?? "")")
        // What it cannot use it does not ask for.
        #expect(host.policy.decision.map { $0.wanted < .watts(520) } ?? false)
    }

    /// Not even the lowest cap fits: the host uses no lease above its floor.
    @Test func aFloorThatCoversNoCapHoldsTheHost() {
        var host = host(mixed(quota: 1000, floor: 150))
        host.lease(900, for: 10)
        #expect(host.policy.decision?.target == .watts(150) && host.policy.decision?.limit == .actuator)
        #expect(host.rigs[0].duty == .zero && host.card.settingW == 80)
        #expect(host.policy.why(now: host.now).ceilings.contains { $0.explanation.contains("not even the lowest caps fit") })
    }

    /// What takes the cap down without the agent is believed as long as the config says, and the way down begins as early.
    @Test func aDeclaredFailSafeMayUseTheLease() {
        var host = host(mixed(quota: 1000, floor: 300, failSafe: .seconds(4)))
        host.lease(560, for: 15)
        #expect(host.trueWatts > 520 && host.trueWatts <= 560)
        #expect(host.policy.keeper.rampDown == .seconds(4))
        let end = host.policy.keeper.lease!.endsAt
        var worst = 0.0
        host.run(.seconds(11)) { if $0.now >= end + .milliseconds(-3000) { worst = max(worst, $0.trueWatts) } }
        #expect(worst <= 300, "down a second after the agent began, three before the end")
    }

    /// At the deadline the workers fall beside caps that stand.
    @Test func theFallbackCountsTheStandingCaps() {
        var host = host(mixed(quota: 1000, floor: 300))
        host.lease(520, for: 10)
        let fallbacks = host.directives.compactMap { directive -> [RigDuty]? in
            if case .setDeadline(_?, let fallback) = directive { fallback } else { nil }
        }
        let last = fallbacks.last!
        #expect(last.map(\.rig) == [host.rigs[0].configuration.name])
        let worker = host.rigs[0].idleW + host.rigs[0].slopeW * last[0].duty.fraction
        #expect(20 + worker + host.card.settingW <= 300)
    }

    @Test func aStaleCardStandsAtItsLowestAndCountsAtItsNameplate() {
        var host = host(mixed(quota: 500))
        host.run(.seconds(5))
        host.rigs[1].isSilent = true
        host.run(.seconds(10))
        #expect(host.card.settingW == 80)
        #expect(host.policy.judges[1].figure(now: host.now) == PowerFigure(powerW: 300, errorW: 0, source: .nameplate))
    }
}
