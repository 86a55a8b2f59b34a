import ZoneModel

extension ZoneAuthority {
    /// The zone as a person wants to see it. What only the shell knows (version, lines stored and refused) is left empty for it to fill in.
    public func status(now: BootInstant, wall: WallInstant) -> ZoneStatus {
        let beats = hosts.compactMap { $0.isReachable ? $0.beat : nil }
        let power = PowerFigure(
            powerW: beats.map(\.power).total().watts,
            errorW: beats.map { ($0.powerMax - $0.power).clampedToZero }.total().watts,
            source: beats.map(\.source).max() ?? .nameplate)
        let orders = timedOrders(now: now).orders.filter { $0.state != .pending }
        return ZoneStatus(
            zone: configuration.zone, version: "", timestamp: wall.rfc3339, quotaW: budget.watts, quotaReason: zoneOrder?.reason,
            floorsW: ledger.baseTotal.watts, committedW: ledger.total(now: now).watts, power: power,
            simulated: hosts.contains { $0.isReachable && $0.session?.simulated == true }, epoch: epoch,
            quarantineRemainingS: quarantineEnd.map { max($0 - now, .zero).seconds }, storeFailure: writes.failure, linesStored: 0,
            linesRefused: 0, hosts: hosts.map { status(of: $0, now: now) }, orders: orders.isEmpty ? nil : orders,
            isQuotaUnconfirmed: isQuotaUnconfirmed ? true : nil)
    }

    private func status(of host: HostState, now: BootInstant) -> ZoneStatus.Host {
        let excess = ledger.excess(of: host.address, now: now)
        let newest = host.living(configuration.lease.term, now: now)
        let isApplied = newest.map { grant in host.applied.map { $0.0 >= grant.grant } ?? false } ?? false
        let state: ZoneStatus.Host.State =
            if host.isReachable { .connected } else if host.refusal != nil, host.session == nil { .refused } else if host.lastHeard == nil {
                .never
            } else { .lost }
        return ZoneStatus.Host(
            address: host.address, state: state, mode: host.session?.mode, simulated: host.session?.simulated ?? false,
            ageS: host.lastHeard.map { (now - $0).seconds },
            power: host.beat.map { beat in
                PowerFigure(powerW: beat.power.watts, errorW: (beat.powerMax - beat.power).clampedToZero.watts, source: beat.source)
            },
            wantedW: host.beat?.wanted.watts, floorW: host.entry.floor.watts, capW: host.cap?.watts, grant: newest?.grant,
            quotaW: newest?.quota.watts,
            leaseRemainingS: newest.map { max(configuration.lease.term - (now - $0.nonceHeard), .zero).seconds }, isApplied: isApplied,
            appliedAfterS: isApplied ? host.applied?.after.seconds : nil,
            commitmentW: ledger.commitment(of: host.address, now: now).watts,
            isOverCeiling: excess > .zero, refusal: host.refusal, hostClass: host.entry.hostClass,
            withheldW: host.overSince != nil ? excess.watts : nil, overForS: host.overSince.map { (now - $0).seconds },
            maintenance: host.maintenance?.reason)
    }
}
