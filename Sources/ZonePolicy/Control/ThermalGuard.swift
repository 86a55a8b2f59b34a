import ZoneModel

/// The temperature's word on one rig's duty: throttled above the soft limit, stopped above the hard one.
///
/// States and their exits:
/// - `clear` → `throttled` above soft, → `tripped` above hard
/// - `throttled` → `clear` when the cap has risen to full again, → `tripped` above hard
/// - `tripped` → `throttled` after the cool-down *and* below soft − hysteresis
/// - any → `unsafe` when a required temperature is missing; `unsafe` → `clear` when it is back below soft; after a stop whose cool-down
///   had not ended only → `throttled`, when it would have ended
public struct ThermalGuard: Equatable, Sendable {
    public enum State: Equatable, Sendable {
        case clear
        case throttled
        case tripped(at: BootInstant)
        case unsafe
    }

    public private(set) var state: State = .clear
    /// The highest duty that the temperature allows.
    public private(set) var cap: Duty = .full
    public var limits: ThermalLimits

    private var lastAt: BootInstant?
    /// Of a stop that is not over: a sensor that falls silent does not cut its cool-down short.
    private var trippedAt: BootInstant?

    /// How fast the cap falls, per second and °C above the soft limit, and how fast it rises again below the hysteresis band.
    private static let fallPerCelsiusSecond = 0.02
    private static let risePerSecond = 0.02
    /// Where the way back starts after a stop.
    private static let restart = Duty(0.25)

    public init(limits: ThermalLimits) { self.limits = limits }

    /// - Parameter temperature: the newest believable one; nil where a required one is missing.
    /// - Returns: the state before, if it changed.
    public mutating func onTemperature(_ temperature: Temperature?, now: BootInstant) -> State? {
        let before = state
        let elapsed = lastAt.map { min((now - $0).seconds, 5) } ?? 0
        lastAt = now
        guard let temperature else {
            state = .unsafe
            cap = .zero
            return before == state ? nil : before
        }
        let isCool = temperature < limits.soft.lowered(byCelsius: limits.hysteresisCelsius)
        if temperature >= limits.hard {
            // Still above: the cool-down counts from the last moment that was too hot.
            state = .tripped(at: now)
            trippedAt = now
            cap = .zero
            if case .tripped = before { return nil }
            return before
        }
        switch state {
        case .tripped(let at):
            if isCool, now - at >= limits.coolDown { resume() }
        case .unsafe:
            if let trippedAt {
                if isCool, now - trippedAt >= limits.coolDown { resume() }
            } else if temperature < limits.soft {
                state = .clear
                cap = .full
            }
        case .clear, .throttled:
            adjust(temperature, isCool: isCool, elapsed: elapsed)
        }
        return before == state ? nil : before
    }

    private mutating func resume() {
        state = .throttled
        trippedAt = nil
        cap = ThermalGuard.restart
    }

    private mutating func adjust(_ temperature: Temperature, isCool: Bool, elapsed: Double) {
        if temperature > limits.soft {
            let excess = temperature.celsius - limits.soft.celsius
            cap = Duty(cap.fraction - ThermalGuard.fallPerCelsiusSecond * excess * elapsed)
            state = .throttled
        } else if isCool, cap < .full {
            cap = Duty(cap.fraction + ThermalGuard.risePerSecond * elapsed)
            state = cap == .full ? .clear : .throttled
        }
    }
}
