extension HostStatus {
    /// What has only a running sum, and no place in the status.
    public struct Totals: Sendable {
        /// Since the start of this run.
        public var account: PowerAccount
        public var hashes: UInt64

        public init(account: PowerAccount, hashes: UInt64) {
            self.account = account
            self.hashes = hashes
        }
    }

    /// What /metrics of an agent says.
    public func metrics(_ totals: Totals, format: MetricsText.Format) -> String {
        var out = MetricsText(format)
        let place = [("zone", address.zone.text), ("site", address.site.text), ("host", address.host.text)]
        addHost(&out, place)
        addPower(&out, place, totals)
        addLease(&out, place)
        addHealth(&out, place)
        for rig in RigMetric.all {
            out.family(rig.name, rig.kind, unit: rig.unit, rig.help)
            for figure in rigs { out.sample(rig.value(figure), place + [("rig", figure.rig.text)] + rig.labels(figure)) }
        }
        out.family("rig_state", .gauge, "1 for the state that the rig is in, 0 for the others.")
        for figure in rigs {
            for state in RigState.allCases {
                out.sample(state == figure.state, place + [("rig", figure.rig.text), ("state", state.rawValue)])
            }
        }
        return out.whole
    }

    private func addHost(_ out: inout MetricsText, _ place: [(String, String)]) {
        out.family("zone_agent_info", .gauge, "The agent; always 1.")
        out.sample(1, place + [("version", version), ("mode", mode.rawValue), ("kernel", hashKernel)])
        out.family("zone_agent_uptime_seconds", .gauge, unit: "seconds", "Time since the agent started.")
        out.sample(uptimeS, place)
        out.family("zone_simulated", .gauge, "1 where the figures of this host are simulated.")
        out.sample(simulated, place)
        out.family("zone_enforcing", .gauge, "1 where the quota is held, 0 where it is only observed.")
        out.sample(mode == .enforce, place)
    }

    private func addPower(_ out: inout MetricsText, _ place: [(String, String)], _ totals: Totals) {
        out.family("zone_power_watts", .gauge, unit: "watts", "Draw of the host; source is the weakest of what is in the sum.")
        out.sample(power.powerW, place + [("source", power.source.rawValue)])
        out.family("zone_power_error_watts", .gauge, unit: "watts", "The most that the draw may be off by.")
        out.sample(power.errorW, place)
        out.family("zone_power_limit_watts", .gauge, unit: "watts", "The ceiling in force.")
        out.sample(quotaW, place)
        out.family("zone_power_limit_used_ratio", .gauge, unit: "ratio", "Draw as a share of the ceiling.")
        out.sample(usedShare, place)
        out.family("zone_limited", .gauge, "1 for what limits the host, 0 for the rest.")
        for limit in Limit.allCases { out.sample(limit == limitedBy, place + [("by", limit.rawValue)]) }
        out.family("zone_energy_joules", .counter, unit: "joules", "Drawn since the agent started; measured and estimated never added up.")
        out.sample(totals.account.measured.joules, place + [("source", "measured")])
        out.sample(totals.account.estimated.joules, place + [("source", "estimated")])
        out.family("zone_energy_unknown_seconds", .counter, unit: "seconds", "Time of which neither a measurement nor an estimate exists.")
        out.sample(totals.account.unknown.seconds, place)
        out.family("zone_overshoot_joules", .counter, unit: "joules", "Drawn above the ceiling.")
        out.sample(totals.account.overshoot, place)
        out.family(
            "zone_cannot_comply_seconds", .gauge, unit: "seconds", "How long it has been over its ceiling with everything throttled.")
        out.sample(cannotComplyForS ?? 0, place)
        out.family("zone_duty_ratio", .gauge, unit: "ratio", "Mean duty of the rigs that can be throttled.")
        out.sample(duty, place)
        out.family("zone_hashrate_hashes_per_second", .gauge, "Hash rate of the last interval.")
        out.sample(hashrateHs, place)
        out.family("zone_hashes", .counter, "Hashes since the agent started.")
        out.sample(Double(totals.hashes), place)
    }

    private func addLease(_ out: inout MetricsText, _ place: [(String, String)]) {
        out.family("zone_lease_held", .gauge, "1 while a lease is in force.")
        out.sample(lease != nil, place)
        out.family("zone_lease_remaining_seconds", .gauge, unit: "seconds", "What is left of the lease.")
        out.sample(lease?.remainingS ?? 0, place)
        out.family("zone_floor_watts", .gauge, unit: "watts", "What the host may draw without a lease.")
        out.sample(floor?.floorW, place)
        out.family("zone_hold_active", .gauge, "1 while a person holds the host down.")
        out.sample(hold != nil, place)
        out.family("zone_emergency_active", .gauge, "1 while an emergency binds the host.")
        out.sample(emergency != nil, place)
        out.family("zone_link_up", .gauge, "1 while the collector is connected; absent where none is configured.")
        if link.state != .standalone { out.sample(link.state == .connected, place) }
    }

    private func addHealth(_ out: inout MetricsText, _ place: [(String, String)]) {
        out.family("zone_spool_lines", .gauge, "Lines of evidence that are not acked yet.")
        out.sample(Double(spool.lines), place)
        out.family("zone_spool_bytes", .gauge, unit: "bytes", "Their size.")
        out.sample(Double(spool.bytes), place)
        out.family("zone_spool_failed", .gauge, "1 while the disk takes no evidence.")
        out.sample(spool.failure != nil, place)
        out.family("zone_clock_synchronised", .gauge, "1 while the kernel calls the clock synchronised.")
        out.sample(clock.isSynchronised, place)
        out.family("zone_clock_error_seconds", .gauge, unit: "seconds", "The clock's maximum error, by the kernel.")
        out.sample(clock.errorMilliseconds.map { $0 / 1000 }, place)
        out.family("zone_sensors_refused", .gauge, "Sensors whose last reading was refused.")
        out.sample(Double(sensorsRefused), place)
    }
}

/// One figure of every rig.
private struct RigMetric {
    var name: String
    var kind = MetricsText.Kind.gauge
    var unit: String?
    var help: String
    var labels: @Sendable (RigFigure) -> [(String, String)] = { _ in [] }
    var value: @Sendable (RigFigure) -> Double?

    static let all: [RigMetric] = [
        .init(
            name: "rig_power_watts", unit: "watts", help: "What the rig counts for, and where that comes from.",
            labels: { [("source", $0.power.source.rawValue)] }, value: { $0.power.powerW }),
        .init(name: "rig_power_error_watts", unit: "watts", help: "The most that it may be off by.", value: { $0.power.errorW }),
        .init(name: "rig_nameplate_watts", unit: "watts", help: "The most that it can draw by its label.", value: { $0.nameplateW }),
        .init(
            name: "rig_temperature_celsius", unit: "celsius", help: "The hottest of its believed temperatures.", value: { $0.temperatureC }),
        .init(name: "rig_duty_ratio", unit: "ratio", help: "Its duty.", value: { $0.duty }),
        .init(name: "rig_reading_age_seconds", unit: "seconds", help: "Age of its last believed reading.", value: { $0.readingAgeS }),
        .init(
            name: "rig_readings_refused", kind: .counter, help: "Readings that were refused since the agent started.",
            value: { Double($0.refusals) }),
    ]
}
