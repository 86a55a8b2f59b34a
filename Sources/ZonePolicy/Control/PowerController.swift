import ZoneModel

/// From a ceiling to the duty of every rig.
///
/// One host-wide duty D is solved from the learned maps, Σ (aᵣ + bᵣ·D + biasᵣ) = set point, rigs that are hotter or stale standing at
/// their own caps. The biases are the slow, filtered trim; the maps are the feed-forward. On a cut the duty is overdriven: it goes below
/// its final value, to 0 if need be, until the model's *present* watts have reached the set point, which takes the plant's dead time and
/// little more instead of three of its time constants. There is no overdrive on the way up: never above the ceiling, not even briefly.
public struct PowerController: Sendable {
    public struct Input: Equatable, Sendable {
        /// The ceiling to steer to.
        public var ceiling: Power
        /// The whole host's present figure.
        public var power: PowerFigure
        /// The model's present watts of the whole host, biases included.
        public var modelledW: Double
        /// One standard deviation of one reading of the whole host.
        public var noiseW: Double
        /// What cannot be throttled: overhead, rigs without workers, rigs that are stale (at what they count for).
        public var fixedW: Double
        public var rigs: [Rig]

        public struct Rig: Equatable, Sendable {
            public var rig: Name
            /// Settled watts at duty 0, bias included.
            public var baseW: Double
            /// Watts per unit of duty.
            public var slopeW: Double
            public var cap: Duty
        }
    }

    public struct Output: Equatable, Sendable {
        public var duties: [RigDuty]
        /// The duty that every uncapped rig settles at.
        public var settledDuty: Duty
        /// Ceiling − guard band.
        public var setPointW: Double
        public var guardW: Double
        /// The set point that the ramp allows now; equal to `setPointW` unless it holds the way up back.
        public var rampedW: Double
        /// What the host would draw with every rig at its cap.
        public var unboundW: Double
        public var isOverdriven: Bool
    }

    /// Where the ramp stands; nil before the first decision.
    private var rampedW: Double?
    private var lastAt: BootInstant?
    /// No way up before this instant.
    public private(set) var holdUntil: BootInstant?

    public init() {}

    /// A lost lease came back: the way up waits for the stagger.
    public mutating func hold(until instant: BootInstant) { holdUntil = instant }

    public mutating func decide(
        _ input: Input, control: ControlConfiguration, nameplate: Power, tick: Duration, now: BootInstant
    ) -> Output {
        let guardW = guardBand(input, control)
        let setPointW = max(input.ceiling.watts - guardW, 0)
        let unboundW = input.fixedW + input.rigs.reduce(0) { $0 + $1.baseW + $1.slopeW * $1.cap.fraction }
        let ramped = ramp(to: setPointW, input, control, nameplate, unboundW: unboundW, now: now)
        let settled = solve(forWatts: ramped, input)
        let settledW = input.fixedW + input.rigs.reduce(0) { $0 + $1.baseW + $1.slopeW * min($1.cap, settled).fraction }

        // What the next tick should see; on a cut below what will be seen, in proportion to what the lag still holds back.
        let goal = min(ramped, settledW)
        let tolerance = max(0.005 * goal, 2 * input.noiseW)
        var ordered = settled
        let isOverdriven = input.modelledW > goal + tolerance
        if isOverdriven {
            let kept = decay(over: tick, timeConstant: control.timeConstant)
            ordered = min(settled, solve(forWatts: (goal - input.modelledW * kept) / max(1 - kept, 1e-6), input))
        }
        return Output(
            duties: input.rigs.map { RigDuty(rig: $0.rig, duty: min($0.cap, ordered)) }, settledDuty: settled, setPointW: setPointW,
            guardW: guardW, rampedW: ramped, unboundW: unboundW, isOverdriven: isOverdriven)
    }

    /// The duties at which the host settles under a ceiling: what the worker falls to by itself when its lease runs out.
    public func fallback(under ceiling: Power, _ input: Input, _ control: ControlConfiguration) -> [RigDuty] {
        let duty = solve(forWatts: max(ceiling.watts - guardBand(input, control), 0), input)
        return input.rigs.map { RigDuty(rig: $0.rig, duty: min($0.cap, duty)) }
    }

    /// What the meter cannot tell, the controller may not use: its error at the ceiling, and the noise.
    private func guardBand(_ input: Input, _ control: ControlConfiguration) -> Double {
        let atCeiling = input.power.powerW > 0 ? min(input.ceiling.watts / input.power.powerW, 1) : 1
        return input.power.errorW * atCeiling + control.guardSigmas * input.noiseW
    }

    private mutating func ramp(
        to setPointW: Double, _ input: Input, _ control: ControlConfiguration, _ nameplate: Power, unboundW: Double, now: BootInstant
    ) -> Double {
        let elapsed = lastAt.map { min(max((now - $0).seconds, 0), 5) } ?? 0
        lastAt = now
        let slopeW = nameplate.watts * control.rampPerMinute / 60
        // From what the host really draws at first; and never from below its idle watts, which no set point can take away.
        let idleW = idleW(input)
        let from = max(rampedW ?? min(input.modelledW, unboundW), idleW)
        if let holdUntil, now < holdUntil {
            rampedW = min(from, setPointW)
        } else {
            holdUntil = nil
            rampedW = min(from + slopeW * elapsed, setPointW)
        }
        return rampedW ?? setPointW
    }

    private func idleW(_ input: Input) -> Double { input.fixedW + input.rigs.reduce(0) { $0 + $1.baseW } }

    /// The one duty at which Σ watts = `watts`, with each rig at its cap or below. Piecewise linear and rising in D: solved by filling
    /// the rigs in the order of their caps.
    private func solve(forWatts watts: Double, _ input: Input) -> Duty {
        var rest = watts - idleW(input)
        guard rest > 0 else { return .zero }
        let rigs = input.rigs.filter { $0.slopeW > 0 && $0.cap > .zero }.sorted { $0.cap < $1.cap }
        var slope = rigs.reduce(0) { $0 + $1.slopeW }
        var level = 0.0
        for rig in rigs {
            let step = (rig.cap.fraction - level) * slope
            if rest <= step { return Duty(level + rest / slope) }
            rest -= step
            level = rig.cap.fraction
            slope -= rig.slopeW
        }
        return .full
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
