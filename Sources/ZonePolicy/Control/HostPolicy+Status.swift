import ZoneModel

extension HostPolicy {
    public func rigFigures(now: BootInstant) -> [RigFigure] {
        judges.map { judge in
            RigFigure(
                rig: judge.configuration.name, state: judge.state(now: now), power: judge.figure(now: now),
                nameplateW: judge.configuration.nameplate.watts, duty: duty(of: judge).fraction,
                temperatureC: judge.isTemperatureFresh(now: now) ? judge.temperature?.celsius : nil,
                readingAgeS: judge.age(now: now)?.seconds, refusals: judge.refusals, lastRefusal: judge.lastRefusal,
                workerThreads: judge.configuration.workerThreads, actuator: actuatorFigure(judge.configuration),
                maintenance: maintenance[judge.configuration.name]?.reason,
                map: judge.configuration.workerThreads > 0 ? HostPolicy.mapFigure(judge) : nil)
        }
    }

    private static func mapFigure(_ judge: RigJudge) -> RigFigure.Map {
        .init(
            idleW: judge.map.interceptW, slopeW: judge.map.slopeW, confidence: judge.map.confidence, hashrateFullHs: judge.hashesAtFull)
    }

    public func leaseFigure(now: BootInstant) -> LeaseFigure? {
        guard let lease = keeper.lease, now < lease.endsAt else { return nil }
        return LeaseFigure(
            grant: lease.grant, quotaW: lease.quota.watts, remainingS: (lease.endsAt - now).seconds, reason: lease.reason,
            order: lease.order, nextQuotaW: lease.next?.quota.watts, nextInS: lease.next.map { max(0, ($0.at - now).seconds) })
    }

    /// Rigs of which no reading is believed now.
    public func sensorsRefused(now: BootInstant) -> Int { judges.count { !$0.isOut && $0.isStale(now: now) } }

    /// Nil without a collector: there is no lease to be without.
    public func floorFigure(now: BootInstant) -> FloorFigure? {
        guard configuration.collector != nil else { return nil }
        let schedule = keeper.schedule
        return FloorFigure(floorW: keeper.floor(now: now).watts, scheduleID: schedule?.id, scheduleEnd: schedule?.end.rfc3339)
    }

    public func emergencyFigure(now: BootInstant) -> EmergencyFigure? {
        guard let cut = keeper.emergency, now < cut.endsAt else { return nil }
        return EmergencyFigure(ceilingW: cut.ceiling.watts, endsInS: (cut.endsAt - now).seconds, reason: cut.reason, order: cut.order)
    }

    /// How long the ceiling has been broken, once that is a person's business.
    public func cannotComply(now: BootInstant) -> Duration? {
        compliance.isEscalated ? compliance.overSince.map { now - $0 } : nil
    }

    /// systemd's STATUS: `23.61/24.00 kW measured, lease 7 s, 1 sensor refused`.
    public func statusText(now: BootInstant) -> String {
        let figure = power(now: now)
        var parts = ["\(Power.share(Power(watts: figure.powerW), of: ceiling(now: now))) \(figure.source.rawValue)"]
        if configuration.simulated { parts[0] += " simulated" }
        if configuration.mode == .observe { parts.append("observing only") }
        if configuration.collector == nil {
            parts.append("standalone")
        } else if let lease = leaseFigure(now: now) {
            parts.append("lease \(fixed(lease.remainingS, decimals: 0)) s")
        } else {
            parts.append("no lease, at the floor")
        }
        if let hold { parts.append("held at \(hold.order.ceiling.text)") }
        if rigsOut > 0 { parts.append("\(rigsOut) rig\(rigsOut == 1 ? "" : "s") out for maintenance") }
        let refused = sensorsRefused(now: now)
        if refused > 0 { parts.append("\(refused) sensor\(refused == 1 ? "" : "s") refused") }
        if let limit = decision?.limit, limit != .nothing { parts.append("limited by \(limit.rawValue)") }
        return parts.joined(separator: ", ")
    }
}
