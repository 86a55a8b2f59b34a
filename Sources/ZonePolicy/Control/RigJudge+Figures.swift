import ZoneModel

/// What is believed of a rig, once its readings are judged.
extension RigJudge {
    public func isTemperatureFresh(now: BootInstant) -> Bool {
        temperatureAt.map { now - $0 <= configuration.staleAfter } ?? false
    }

    public func state(now: BootInstant) -> RigState {
        if isOut { return .maintenance }
        if case .tripped = thermal.state { return .tripped }
        // A rig that says nothing at all is stale; unsafe is one that says its watts and not its heat.
        if thermal.state == .unsafe, !isStale(now: now) { return .unsafe }
        if thermal.state == .throttled, !isStale(now: now) { return .hot }
        if !isMetered { return .unmetered }
        if frozenWatch.isFrozen { return .frozen }
        if isStale(now: now) { return reading == nil && now - startedAt <= configuration.staleAfter ? .starting : .stale }
        return .ok
    }

    /// No believable power: the rig may not run.
    public func isStale(now: BootInstant) -> Bool {
        guard isMetered else { return false }
        guard let reading else { return true }
        return frozenWatch.isFrozen || now - reading.at > configuration.staleAfter
    }

    public func age(now: BootInstant) -> Duration? { reading.map { now - $0.at } }

    /// The highest duty that the rig's own state allows.
    public func dutyCap(now: BootInstant) -> Duty {
        guard configuration.isThrottled, !isOut else { return .zero }
        guard !isStale(now: now) else { return .zero }
        if case .required = configuration.temperature, temperatureAt == nil { return .zero }
        return thermal.cap
    }

    /// What the rig counts for now, with half the width of the interval that it is believed to lie in.
    public func figure(now: BootInstant) -> PowerFigure {
        let nameplate = configuration.nameplate.watts
        guard isMetered else {
            let watts = configuration.workerThreads > 0 ? response.watts : nameplate
            return PowerFigure(powerW: watts, errorW: RigJudge.modelError * nameplate, source: .estimated)
        }
        if let reading, !isStale(now: now) {
            return PowerFigure(powerW: reading.watts, errorW: reading.errorW, source: reading.source)
        }
        if configuration.workerThreads > 0, let staleSince, duty == .zero, now - max(staleSince, dutySince) >= settleTime {
            return PowerFigure(powerW: configuration.idle.watts, errorW: 0, source: .estimated)
        }
        return PowerFigure(powerW: nameplate, errorW: 0, source: .nameplate)
    }

    /// The model's present watts, bias included: between two readings the best guess.
    public var modelledWatts: Double { (configuration.workerThreads > 0 ? response.watts : 0) + biasW }
    /// The model's watts, once settled at a duty.
    public func settledWatts(at duty: Duty) -> Double { (configuration.workerThreads > 0 ? map.watts(at: duty) : 0) + biasW }
    public var noiseW: Double { noiseVariance.squareRoot() }

    /// The model's watts when the duty that is ordered next begins to show, if it is the one that is in force.
    func predictedWatts(now: BootInstant) -> Double {
        (configuration.workerThreads > 0 ? response.predicted(at: now + deadTime, timeConstant: timeConstant) : 0) + biasW
    }

    /// How far the watts may miss when the duty goes there at once: two standard deviations of the slope over the distance from where
    /// the readings have confirmed it. It fades as readings come in, so it costs nothing while the duty stands still.
    func landingErrorW(at duty: Duty) -> Double {
        guard isMetered, configuration.workerThreads > 0 else { return 0 }
        // A trim's jitter is no way to go.
        return 2 * map.slopeErrorW * max((duty.fraction - confirmedDuty).magnitude - 0.01, 0)
    }

    /// °C below the soft limit; nil without a believable temperature.
    func headroomC(now: BootInstant) -> Double? {
        guard isTemperatureFresh(now: now), let temperature else { return nil }
        return configuration.thermal.soft.celsius - temperature.celsius
    }

    /// An unmetered rig may be off its model by a fifth of its nameplate: miners' own figures are 5–20 % off.
    private static let modelError = 0.2
}
