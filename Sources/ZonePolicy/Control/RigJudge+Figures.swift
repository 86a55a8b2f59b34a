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
        if isStale(now: now) { return reading == nil && isStarting(now: now) ? .starting : .stale }
        return .ok
    }

    /// No believable power: the rig may not run.
    public func isStale(now: BootInstant) -> Bool {
        guard isMetered else { return false }
        guard let reading else { return true }
        return frozenWatch.isFrozen || configuration.pace.isLost(age: now - reading.at, misses: misses)
    }

    /// The first samples of a run may take a few intervals.
    func isStarting(now: BootInstant) -> Bool { now - startedAt <= max(configuration.staleAfter, configuration.interval * 3) }

    /// The newest sample gave nothing, and to ask again is worth while: not for ever, on a bus that others use, too.
    var isAskedAgain: Bool { (1...ReadingPace.againMax).contains(refusalsInRow) }

    private static let lookMin: Duration = .milliseconds(1)

    /// When this rig is to be looked at, a tick later or before: a reading is awaited, or grows too old.
    func nextLook(tick: Duration, now: BootInstant) -> BootInstant {
        var next = now + tick
        // Not within a moment: a shell's timer is no finer, and what is due by then can wait for it.
        func look(_ at: BootInstant) { if at > now { next = min(next, max(at, now + RigJudge.lookMin)) } }
        let pace = configuration.pace
        if isAskedAgain { look(now + pace.again) }
        if let lastSampleAt, !pace.isSeenInTime(tick: tick) { look(lastSampleAt + pace.interval + pace.again / 2) }
        // Just after: at the bound itself it still counts.
        let after = configuration.staleAfter + .milliseconds(1)
        if configuration.power != nil, let reading { look(reading.at + after) }
        if case .required = configuration.temperature, let temperatureAt { look(temperatureAt + after) }
        return next
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
            let doubtW = configuration.pace.doubt(age: now - reading.at) * max(nameplate - reading.watts, 0)
            return PowerFigure(powerW: reading.watts, errorW: max(reading.errorW, doubtW), source: reading.source)
        }
        if configuration.workerThreads > 0, let staleSince, duty == .zero, now - max(staleSince, dutySince) >= settleTime {
            return PowerFigure(powerW: configuration.idle.watts, errorW: 0, source: .estimated)
        }
        return PowerFigure(powerW: nameplate, errorW: 0, source: .nameplate)
    }

    /// The model's present watts, bias included: between two readings the best guess.
    public var modelledWatts: Double { (configuration.workerThreads > 0 ? response.watts : 0) + biasW }
    /// The lowest that the rig may draw by its orders of late, bias included, however soon or late it answers them.
    var lowestWatts: Double { (configuration.workerThreads > 0 ? response.lowestWatts : 0) + biasW }
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
