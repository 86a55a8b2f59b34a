import ZoneModel

/// What is said when a rig's state, temperature or readings change, and the lines that are due.
extension HostPolicy {
    mutating func tellRefusal(_ refusal: String?, of rig: Name) -> [HostDirective] {
        let isRefusing = rigMemory[rig]?.isRefusing ?? false
        if (refusal != nil) != isRefusing { rigMemory[rig, default: RigMemory()].isRefusing = !isRefusing }
        guard let refusal, !isRefusing else { return [] }
        let event = Event(
            .readingRefused, .warning, "\(rig): reading refused: \(refusal). Further refusals are counted until one is believed",
            fields: [.text("rig", rig.text), .text("reason", refusal)])
        return [.happened(event)]
    }

    func tellThermal(_ judge: RigJudge, before: ThermalGuard.State) -> [HostDirective] {
        let rig = judge.configuration.name
        let limits = judge.configuration.thermal
        let celsius = judge.temperature.map { "\(fixed($0.celsius, decimals: 1)) °C" } ?? "no temperature"
        let fields: [FlatObject.Field] =
            [.text("rig", rig.text)] + (judge.temperature.map { [.real("temp_c", $0.celsius)] } ?? [])
        let event: Event
        switch (before, judge.thermal.state) {
        case (_, .unsafe):
            event = Event(
                .temperatureMissing, .error,
                "\(rig): its required temperature is missing, so it stands still. Mend the sensor, or set temperature = { none = \"why\" }",
                fields: fields)
        case (_, .tripped):
            event = Event(
                .thermalTrip, .error,
                "\(rig): \(celsius) is at or above the hard limit of \(fixed(limits.hard.celsius, decimals: 1)) °C; stopped for "
                    + "\(limits.coolDown.wholeMilliseconds / 1000) s at least", fields: fields)
        case (.clear, .throttled):
            event = Event(
                .thermalThrottle, .warning,
                "\(rig): \(celsius) is above the soft limit of \(fixed(limits.soft.celsius, decimals: 1)) °C; throttled", fields: fields)
        case (_, .throttled):
            event = Event(.thermalCleared, .notice, "\(rig): \(celsius); running again, throttled", fields: fields)
        case (_, .clear):
            event = Event(.thermalCleared, .notice, "\(rig): \(celsius) is cool again; no longer throttled", fields: fields)
        }
        return [.happened(event)]
    }

    /// A `rig` line on every change of state, and the events of the changes that a person must know.
    mutating func tellState(of judge: RigJudge, now: BootInstant) -> [HostDirective] {
        let rig = judge.configuration.name
        let state = judge.state(now: now)
        var memory = rigMemory[rig] ?? RigMemory()
        let before = memory.state
        let isDue = memory.reportedAt.map { now - $0 >= configuration.reporting.rigInterval } ?? (state != .starting)
        guard state != before || isDue else { return [] }
        memory.state = state
        memory.reportedAt = now
        rigMemory[rig] = memory
        return [.record(.rig(rigLine(judge, state: state, now: now)))] + tellChange(of: judge, from: before, to: state, now: now)
    }

    private func tellChange(of judge: RigJudge, from before: RigState, to state: RigState, now: BootInstant) -> [HostDirective] {
        let rig = judge.configuration.name
        var fields: [FlatObject.Field] = [
            .text("rig", rig.text), .text("state", state.rawValue), .power("nameplate_w", judge.configuration.nameplate),
        ]
        // What its standing still costs is told by what its worker drew.
        if let watts = judge.reading?.watts, judge.configuration.workerThreads > 0 {
            fields += [.power("power_before_w", Power(watts: watts)), .power("idle_w", judge.configuration.idle)]
        }
        let counted =
            judge.configuration.workerThreads > 0
            ? "its duty is 0 and it counts at its nameplate of \(judge.configuration.nameplate.text) until its watts must have fallen"
            : "it counts at its nameplate of \(judge.configuration.nameplate.text)"
        switch (before, state) {
        case (let before, .stale) where before != .stale:
            let reason = judge.lastRefusal.map { " (\($0))" } ?? " (no sample came)"
            let seconds = fixed((judge.age(now: now) ?? now - judge.startedAt).seconds, decimals: 1)
            let message = "\(rig): no believable power for \(seconds) s\(reason); \(counted)"
            return [.happened(Event(.rigStale, .warning, message, fields: fields))]
        case (let before, .frozen) where before != .frozen:
            return [
                .happened(
                    Event(.rigFrozen, .warning, "\(rig): its reading has not moved although the duty did; \(counted)", fields: fields))
            ]
        case (.stale, .ok), (.frozen, .ok), (.stale, .hot), (.frozen, .hot):
            return [.happened(Event(.rigRecovered, .notice, "\(rig): readings are believed again", fields: fields))]
        default: return []
        }
    }

    private func rigLine(_ judge: RigJudge, state: RigState, now: BootInstant) -> RigReport {
        let figure = judge.figure(now: now)
        return RigReport(
            seq: 0, rig: judge.configuration.name, power: Power(watts: figure.powerW), powerSource: figure.source,
            powerError: Power(watts: figure.errorW), temperature: judge.isTemperatureFresh(now: now) ? judge.temperature : nil,
            duty: duty(of: judge), state: state, simulated: configuration.simulated)
    }

    mutating func reportsDue(_ snapshot: Snapshot) -> [HostDirective] {
        let interval = snapshot.at - account.startedAt
        // A tick early by less than half a tick is the same tick.
        guard interval + tickInterval / 2 >= configuration.reporting.interval else { return [] }
        return report(snapshot)
    }

    /// Of what is left of an interval, a millisecond or more.
    mutating func lastReport(_ snapshot: Snapshot) -> [HostDirective] {
        snapshot.at - account.startedAt >= .milliseconds(1) ? report(snapshot) : []
    }

    private mutating func report(_ snapshot: Snapshot) -> [HostDirective] {
        guard let decision else { return [] }
        let interval = snapshot.at - account.startedAt
        let rate = interval > .zero ? Double(hashesInInterval) / interval.seconds : 0
        setHashrate(rate)
        let calibrations = Set(judges.compactMap(\.configuration.calibrationID)).sorted()
        let report = Report(
            seq: 0, bootID: bootID, monotonic: .nanoseconds(snapshot.at.nanoseconds), clockSynced: snapshot.clock.isSynchronised,
            interval: interval, power: account.meanPower, powerPeak: Power(watts: account.peakW), powerSource: account.worstSource,
            powerError: account.meanError, energyMeasured: account.measured, energyEstimated: account.estimated,
            unknown: account.unknown, quota: decision.ceiling, limitedBy: decision.limit, overshoot: account.overshootWs,
            timeToComply: account.timeToComply, duty: account.meanDuty, hashrate: rate, hashes: hashesInInterval,
            temperatureMax: account.temperatureMax, rigs: UInt64(judges.count),
            calibrationID: calibrations.isEmpty ? nil : calibrations.joined(separator: ","), simulated: configuration.simulated,
            shares: sharesInInterval)
        startInterval(at: snapshot.at)
        return [.record(.report(report))]
    }
}
