import ZoneModel

/// What the host draws, by the best source at hand.
extension HostPolicy {
    /// The host's power by the best source at hand: the site meter, else the rigs and the overhead.
    public func power(now: BootInstant) -> PowerFigure {
        if let meter = siteMeter, !meter.isStale(now: now) { return meter.figure(now: now) }
        var watts = configuration.overhead.watts
        var error = 0.0
        var source = PowerSource.measured
        for judge in judges {
            let figure = judge.figure(now: now)
            watts += figure.powerW
            error += figure.errorW
            source = max(source, figure.source)
        }
        if judges.isEmpty { source = .nameplate }
        return PowerFigure(powerW: watts, errorW: error, source: source)
    }

    func measuredAndEstimated(now: BootInstant) -> (measuredW: Double, estimatedW: Double) {
        if let meter = siteMeter, !meter.isStale(now: now) { return (meter.figure(now: now).powerW, 0) }
        var parts = (measuredW: 0.0, estimatedW: configuration.overhead.watts)
        for judge in judges {
            let figure = judge.figure(now: now)
            if figure.source <= .derived {
                parts.measuredW += figure.powerW
            } else {
                parts.estimatedW += figure.powerW
            }
        }
        return parts
    }
}
