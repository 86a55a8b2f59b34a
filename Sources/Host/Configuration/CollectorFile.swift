import ZoneModel

/// Reads `collector.toml` and its drop-ins.
public func loadCollectorConfiguration(path: String) throws(ConfigurationErrors) -> Checked<CollectorConfiguration> {
    try load(path: path) { CollectorFile(top: $0).read() }
}

/// The same of texts in memory, the first of them the file and the others its drop-ins.
package func readCollectorConfiguration(_ texts: [[UInt8]]) throws(ConfigurationErrors) -> Checked<CollectorConfiguration> {
    try read(texts) { CollectorFile(top: $0).read() }
}

struct CollectorFile {
    let top: TableReader

    func read() -> CollectorConfiguration {
        let endpoint = top.endpoint("listen", ports: 0...65_535)
        var configuration = CollectorConfiguration(
            zone: top.name("zone", example: "\"sindh-2\""), quota: top.power("quota"),
            listen: .init(address: endpoint?.address ?? "127.0.0.1", port: endpoint?.port ?? 0))
        configuration.stateDirectory = top.optionalPath("state_directory") ?? configuration.stateDirectory
        configuration.adminSocket = top.optionalPath("admin_socket") ?? configuration.adminSocket
        configuration.metrics = top.metricsEndpoint()
        readSecurity(&configuration)
        configuration.heartbeatInterval =
            top.optionalDuration("heartbeat", in: .milliseconds(200) ... .seconds(5)) ?? configuration.heartbeatInterval
        if let table = top.optionalTable("lease") {
            configuration.lease = readLease(table)
            table.finish()
        }
        if let table = top.optionalTable("retention") {
            configuration.retention.raw =
                table.optionalDuration("raw", in: .seconds(3600) ... .seconds(3650 * 86_400)) ?? configuration.retention.raw
            configuration.retention.events =
                table.optionalDuration("events", in: .seconds(3600) ... .seconds(3650 * 86_400)) ?? configuration.retention.events
            table.finish()
        }
        if let table = top.optionalTable("floors") {
            configuration.floors = readFloors(table)
            table.finish()
        }
        if let table = top.optionalTable("return") {
            configuration.returnPerMinute = table.optionalSharePerMinute("slope") ?? configuration.returnPerMinute
            table.finish()
        }
        configuration.budgets = top.tables("budget").map { readBudget($0, zone: configuration.zone) }
        configuration.parent = top.optionalTable("parent").map(readParent)
        configuration.hosts = top.tables("host").map(readHost)
        top.finish()
        check(configuration)
        return configuration
    }

    private func readLease(_ table: TableReader) -> CollectorConfiguration.LeaseConfiguration {
        var lease = CollectorConfiguration.LeaseConfiguration()
        lease.term = table.optionalDuration("term", in: .seconds(4) ... .seconds(60)) ?? lease.term
        lease.hold = table.optionalDuration("hold", in: .seconds(4) ... .seconds(120)) ?? lease.hold
        lease.clockRateError = table.optionalShare("clock_rate_error", in: 0...0.3) ?? lease.clockRateError
        let least = lease.term.seconds * (1 + lease.clockRateError) / (1 - lease.clockRateError)
        if lease.hold.seconds < least {
            table.fail(
                "hold", "must be at least term × (1 + ρ)/(1 − ρ) = \(fixed(least, decimals: 2)) s: else a slow clock keeps a lease alive")
        }
        return lease
    }

    private func readHost(_ table: TableReader) -> CollectorConfiguration.HostEntry {
        var host = CollectorConfiguration.HostEntry(
            site: table.name("site", example: "\"khi-3\""), host: table.name("host", example: "\"h-014\""),
            floor: table.optionalPower("floor") ?? .zero, nameplate: table.power("nameplate"))
        host.hostClass = table.optionalChoice("class") ?? host.hostClass
        host.weight = table.optionalInteger("weight", in: 1...1_000_000) ?? host.weight
        host.tier = table.optionalInteger("tier", in: 0...100) ?? host.tier
        if host.floor > host.nameplate { table.fail("floor", "must not be above the nameplate of \(host.nameplate.text)") }
        table.finish()
        return host
    }

    private func check(_ configuration: CollectorConfiguration) {
        var seen: Set<HostAddress> = []
        for host in configuration.hosts where host.host != .unknown {
            if !seen.insert(configuration.address(of: host)).inserted { top.fail("host", "\"\(host.site)/\(host.host)\" occurs twice") }
        }
        let floors = configuration.hosts.map(\.floor).total()
        if floors > configuration.quota {
            top.fail(
                "quota", "the floors add up to \(floors.text), above the quota of \(configuration.quota.text): lower floors or raise it")
        }
        checkTree(configuration)
        if configuration.hosts.isEmpty { top.findings.warn(top.place, "there is no [[host]]: every host will be refused") }
    }
}
