extension ZoneStatus {
    /// What /metrics of a collector says: the zone, and one state a host. Watts of each host are its agent's to tell.
    public func metrics(format: MetricsText.Format) -> String {
        var out = MetricsText(format)
        let place = [("zone", zone.text)]
        out.family("zone_collector_info", .gauge, "The collector; always 1.")
        out.sample(1, place + [("version", version)])
        out.family("zone_budget_watts", .gauge, unit: "watts", "The zone's quota.")
        out.sample(quotaW, place)
        out.family("zone_committed_watts", .gauge, unit: "watts", "What may be drawn at this instant by the ledger's proof.")
        out.sample(committedW, place)
        out.family("zone_floors_watts", .gauge, unit: "watts", "Sum of the floors: what cannot be cut at hosts that nobody reaches.")
        out.sample(floorsW, place)
        out.family("zone_power_watts", .gauge, unit: "watts", "Sum of the draws last heard; source is the weakest in the sum.")
        out.sample(power.powerW, place + [("source", power.source.rawValue)])
        out.family("zone_power_error_watts", .gauge, unit: "watts", "The most that it may be off by.")
        out.sample(power.errorW, place)
        out.family("zone_withheld_watts", .gauge, unit: "watts", "Withheld from the others because hosts do not comply.")
        out.sample(hosts.compactMap(\.withheldW).reduce(0, +), place)
        out.family("zone_hosts", .gauge, "Hosts by the state of their connection.")
        for state in [Host.State.connected, .lost, .never, .refused] {
            out.sample(Double(hosts.count { $0.state == state }), place + [("state", state.rawValue)])
        }
        out.family("zone_hosts_over_ceiling", .gauge, "Hosts that draw more than their ceiling.")
        out.sample(Double(hosts.count(where: \.isOverCeiling)), place)
        out.family("zone_quarantine_seconds", .gauge, unit: "seconds", "For how long nothing is granted yet.")
        out.sample(quarantineRemainingS ?? 0, place)
        out.family("zone_store_failed", .gauge, "1 while the disk takes no lines.")
        out.sample(storeFailure != nil, place)
        out.family("collector_lines", .counter, "Lines stored, each once.")
        out.sample(Double(linesStored), place)
        out.family("collector_lines_refused", .counter, "Lines refused since the start.")
        out.sample(Double(linesRefused), place)
        out.family("zone_simulated", .gauge, "1 where figures in the sum are simulated.")
        out.sample(simulated, place)
        return out.whole
    }
}
