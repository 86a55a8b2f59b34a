import ZoneModel

/// From a ceiling to the duty of every rig.
///
/// The learned maps, Σ (aᵣ + bᵣ·dᵣ + biasᵣ) = set point, are the feed-forward; the biases are the slow, filtered trim. The watts are
/// divided by `RigSplit` in the order of `RigRanking`. On a cut the duties are overdriven: below their final values, to 0 if need be,
/// until the model says that the set point will be reached by what is ordered already; that takes the plant's dead time and little more
/// instead of three of its time constants. There is no overdrive on the way up: never above the ceiling, not even briefly.
public struct PowerController: Sendable {
    public struct Input: Equatable, Sendable {
        /// The ceiling to steer to.
        public var ceiling: Power
        /// The whole host's present figure.
        public var power: PowerFigure
        /// The model's present watts of the whole host, biases included.
        public var modelledW: Double
        /// The same when the next order begins to show, after the dead time, if it changes nothing.
        public var predictedW: Double
        /// One standard deviation of one reading of the whole host.
        public var noiseW: Double
        /// What cannot be throttled: overhead, rigs without workers, rigs that are stale (at what they count for).
        public var fixedW: Double
        public var rigs: [Rig]

        /// Every rig at its cap.
        var unboundW: Double { fixedW + rigs.reduce(0) { $0 + $1.baseW + $1.slopeW * $1.cap.fraction } }
        /// Every rig at duty 0.
        var idleW: Double { fixedW + rigs.reduce(0) { $0 + $1.baseW } }

        public struct Rig: Equatable, Sendable {
            public var rig: Name
            /// Settled watts at duty 0, bias included.
            public var baseW: Double
            /// Watts per unit of duty.
            public var slopeW: Double
            public var cap: Duty
            public var timeConstant: Duration = .zero
            public var minimumOn: Duration = .zero
            public var minimumOff: Duration = .zero
            public var hashesAtFull: Double?
            public var headroomC: Double?
        }
    }

    public struct Output: Equatable, Sendable {
        public var duties: [RigDuty]
        /// What the host settles at by these orders, once an overdrive is over.
        public var settledW: Double
        /// Ceiling − guard band.
        public var setPointW: Double
        public var guardW: Double
        /// The part of the guard band that a map which is not certain costs now.
        public var landingW: Double
        /// The set point that the ramp allows now; equal to `setPointW` unless it holds the way up back.
        public var rampedW: Double
        /// What the host would draw with every rig at its cap.
        public var unboundW: Double
        public var isOverdriven: Bool

        /// A rig that something else than the controller orders, for now: what the host would draw is what it always would.
        mutating func set(_ order: RigDuty, unboundW: Double) {
            self.unboundW = unboundW
            for index in duties.indices where duties[index].rig == order.rig { duties[index].duty = order.duty }
        }
    }

    /// Where the ramp stands; nil before the first decision.
    private var rampedW: Double?
    private var lastAt: BootInstant?
    /// No way up before this instant.
    public private(set) var holdUntil: BootInstant?
    private(set) var ranking = RigRanking()
    private var split = RigSplit()

    public init() {}

    /// A lost lease came back: the way up waits for the stagger.
    public mutating func hold(until instant: BootInstant) { holdUntil = instant }

    /// - Parameter landingErrorW: how far a rig may miss when its duty goes there at once.
    public mutating func decide(
        _ input: Input, control: ControlConfiguration, nameplate: Power, tick: Duration, now: BootInstant,
        landingErrorW: (RigDuty) -> Double = { _ in 0 }
    ) -> Output {
        rank(input, now: now)
        let steadyGuardW = guardBand(input, control)
        let unboundW = input.unboundW
        // Where the duties would go without it says how much is to be kept free for the way there.
        let landingW = landing(forWatts: input.ceiling.watts - steadyGuardW, input, now: now, landingErrorW)
        let setPointW = max(input.ceiling.watts - steadyGuardW - landingW, 0)
        let ramped = ramp(to: setPointW, input, control, nameplate, unboundW: unboundW, now: now)
        let settled = solve(forWatts: ramped, input, now: now)
        split.onPlan(settled, now: now)
        let settledW = watts(of: settled, input)

        // What the next tick should see; on a cut below what will be seen, in proportion to what the lag still holds back.
        let goal = min(ramped, settledW)
        let tolerance = max(0.005 * goal, 2 * input.noiseW)
        var ordered = settled
        let isOverdriven = input.predictedW > goal + tolerance
        if isOverdriven {
            let slowest = input.rigs.map(\.timeConstant).max() ?? control.timeConstant
            let kept = decay(over: tick, timeConstant: slowest)
            let lower = solve(forWatts: (goal - input.predictedW * kept) / max(1 - kept, 1e-6), input, now: now)
            ordered = zip(settled, lower).map { RigDuty(rig: $0.rig, duty: min($0.duty, $1.duty)) }
        }
        return Output(
            duties: ordered, settledW: settledW, setPointW: setPointW, guardW: steadyGuardW + landingW, landingW: landingW,
            rampedW: ramped, unboundW: unboundW, isOverdriven: isOverdriven)
    }

    /// The duties at which the host settles under a ceiling: what the worker falls to by itself when its lease runs out.
    public func fallback(
        under ceiling: Power, _ input: Input, _ control: ControlConfiguration, now: BootInstant,
        landingErrorW: (RigDuty) -> Double = { _ in 0 }
    ) -> [RigDuty] {
        let roomW = ceiling.watts - guardBand(input, control)
        return solve(forWatts: max(roomW - landing(forWatts: roomW, input, now: now, landingErrorW), 0), input, now: now)
    }

    private mutating func rank(_ input: Input, now: BootInstant) {
        guard ranking.isDue(input.rigs, now: now) else { return }
        ranking.onLook(
            input.rigs.map {
                RigRanking.Candidate(
                    rig: $0.rig, hashesAtFull: $0.hashesAtFull, idleW: $0.baseW, slopeW: $0.slopeW, headroomC: $0.headroomC)
            }, now: now)
    }

    /// What the meter cannot tell, the controller may not use: its error at the ceiling, and the noise.
    func guardBand(_ input: Input, _ control: ControlConfiguration) -> Double {
        let atCeiling = input.power.powerW > 0 ? min(input.ceiling.watts / input.power.powerW, 1) : 1
        return input.power.errorW * atCeiling + control.guardSigmas * input.noiseW
    }

    /// The rigs' slopes are off independently of one another.
    private func landing(forWatts watts: Double, _ input: Input, now: BootInstant, _ landingErrorW: (RigDuty) -> Double) -> Double {
        let variance = solve(forWatts: watts, input, now: now).reduce(0) { sum, order in
            let error = landingErrorW(order)
            return sum + error * error
        }
        return variance.squareRoot()
    }

    private mutating func ramp(
        to setPointW: Double, _ input: Input, _ control: ControlConfiguration, _ nameplate: Power, unboundW: Double, now: BootInstant
    ) -> Double {
        let elapsed = lastAt.map { min(max((now - $0).seconds, 0), 5) } ?? 0
        lastAt = now
        let slopeW = nameplate.watts * control.rampPerMinute / 60
        // From what the host really draws at first; and never from below its idle watts, which no set point can take away.
        let idleW = input.idleW
        let from = max(rampedW ?? min(input.modelledW, unboundW), idleW)
        if let holdUntil, now < holdUntil {
            rampedW = min(from, setPointW)
        } else {
            holdUntil = nil
            rampedW = min(from + slopeW * elapsed, setPointW)
        }
        return rampedW ?? setPointW
    }

    private func solve(forWatts watts: Double, _ input: Input, now: BootInstant) -> [RigDuty] {
        split.duties(forWatts: watts - input.fixedW, input.rigs, order: ranking.order, now: now)
    }

    private func watts(of duties: [RigDuty], _ input: Input) -> Double {
        zip(input.rigs, duties).reduce(input.fixedW) { $0 + $1.0.baseW + $1.0.slopeW * $1.1.duty.fraction }
    }
}

public struct RigDuty: Hashable, Sendable {
    public var rig: Name
    public var duty: Duty

    public init(rig: Name, duty: Duty) {
        self.rig = rig
        self.duty = duty
    }
}
