import ZoneModel

/// The evidence of one reporting interval, summed tick by tick: what was measured, what was only estimated, what is unknown, and how
/// far and how long the watts stood above the ceiling.
struct IntervalAccount: Equatable, Sendable {
    private(set) var startedAt: BootInstant
    private(set) var measured = Energy.zero
    private(set) var estimated = Energy.zero
    private(set) var unknown = Duration.zero
    private(set) var overshootWs = 0.0
    private(set) var peakW = 0.0
    private(set) var timeToComply: Duration?
    private(set) var worstSource = PowerSource.measured
    private(set) var temperatureMax: Temperature?
    private var known = Duration.zero
    private var dutySeconds = 0.0
    private var errorWs = 0.0

    /// A tick that comes later than this finds a stretch of time of which nothing is known.
    static let blindAfter: Duration = .seconds(3)

    init(startedAt: BootInstant) { self.startedAt = startedAt }

    struct Tick: Equatable, Sendable {
        /// Watts whose source is a measurement.
        var measuredW: Double
        /// The rest: estimated rigs, nameplates, overhead.
        var estimatedW: Double
        var errorW: Double
        var source: PowerSource
        var ceiling: Power
        var duty: Duty
        var temperature: Temperature?
    }

    mutating func add(_ tick: Tick, over elapsed: Duration) {
        worstSource = max(worstSource, tick.source)
        let watts = tick.measuredW + tick.estimatedW
        peakW = max(peakW, watts)
        if let temperature = tick.temperature { temperatureMax = max(temperatureMax ?? temperature, temperature) }
        guard elapsed <= IntervalAccount.blindAfter else {
            unknown += elapsed
            return
        }
        known += elapsed
        measured += Energy(Power(watts: tick.measuredW), over: elapsed)
        estimated += Energy(Power(watts: tick.estimatedW), over: elapsed)
        dutySeconds += tick.duty.fraction * elapsed.seconds
        errorWs += tick.errorW * elapsed.seconds
        overshootWs += max(0, watts - tick.ceiling.watts) * elapsed.seconds
    }

    mutating func complied(after time: Duration) { timeToComply = time }

    var meanPower: Power { known > .zero ? Power(watts: (measured.joules + estimated.joules) / known.seconds) : .zero }
    var meanError: Power { known > .zero ? Power(watts: errorWs / known.seconds) : .zero }
    var meanDuty: Duty { known > .zero ? Duty(dutySeconds / known.seconds) : .zero }
}
