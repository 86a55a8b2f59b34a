import ZoneModel

/// Reads `agent.toml` and its drop-ins.
public func loadAgentConfiguration(path: String) throws(ConfigurationErrors) -> Checked<AgentConfiguration> {
    try load(path: path) { AgentFile(top: $0).read() }
}

/// The same of texts in memory, the first of them the file and the others its drop-ins.
package func readAgentConfiguration(_ texts: [[UInt8]]) throws(ConfigurationErrors) -> Checked<AgentConfiguration> {
    try read(texts) { AgentFile(top: $0).read() }
}

struct AgentFile {
    let top: TableReader

    func read() -> AgentConfiguration {
        let address = HostAddress(
            zone: top.name("zone", example: "\"sindh-2\""), site: top.name("site", example: "\"khi-3\""),
            host: top.name("host", example: "\"h-014\""))
        var configuration = AgentConfiguration(address: address, quota: top.power("quota"))
        configuration.hostClass = top.optionalChoice("class") ?? configuration.hostClass
        configuration.mode = top.optionalChoice("mode") ?? configuration.mode
        configuration.floor = top.optionalPower("floor") ?? configuration.floor
        configuration.overhead = top.optionalPower("overhead") ?? configuration.overhead
        configuration.simulated = top.optionalBoolean("simulated") ?? configuration.simulated
        configuration.stateDirectory = top.optionalPath("state_directory") ?? configuration.stateDirectory
        configuration.adminSocket = top.optionalPath("admin_socket") ?? configuration.adminSocket
        configuration.metrics = top.metricsEndpoint()
        section("control") { readControl($0, &configuration.control) }
        section("reporting") { readReporting($0, &configuration.reporting) }
        section("worker") { readWorker($0, &configuration.worker) }
        configuration.pools = top.tables("pool").compactMap { readPool($0) }
        section("node") { configuration.node = readNode($0) }
        configuration.payouts = top.tables("payout").compactMap { readPayout($0, network: configuration.node?.network) }
        section("collector") { configuration.collector = $0.collectorLink() }
        section("spool") { readSpool($0, &configuration.spool) }
        section("site_meter") { configuration.siteMeter = readSiteMeter($0) }
        configuration.rigs = top.tables("rig").map(readRig)
        top.finish()
        check(configuration)
        return configuration
    }

    private func section(_ key: String, _ body: (TableReader) -> Void) {
        guard let table = top.optionalTable(key) else { return }
        body(table)
        table.finish()
    }

    private func readControl(_ table: TableReader, _ control: inout ControlConfiguration) {
        control.deadTime = table.optionalDuration("dead_time", in: .zero ... .seconds(10)) ?? control.deadTime
        control.timeConstant = table.optionalDuration("time_constant", in: .milliseconds(10) ... .seconds(30)) ?? control.timeConstant
        control.rampPerMinute = table.optionalSharePerMinute("ramp") ?? control.rampPerMinute
        control.returnStagger = table.optionalDuration("return_stagger", in: .zero ... .seconds(3600)) ?? control.returnStagger
        control.guardSigmas = table.optionalReal("guard_sigmas", in: 0...10) ?? control.guardSigmas
    }

    private func readReporting(_ table: TableReader, _ reporting: inout ReportingConfiguration) {
        reporting.interval = table.optionalDuration("interval", in: .seconds(1) ... .seconds(60)) ?? reporting.interval
        reporting.rigInterval = table.optionalDuration("rig_interval", in: .seconds(1) ... .seconds(3600)) ?? reporting.rigInterval
    }

    private func readWorker(_ table: TableReader, _ worker: inout WorkerConfiguration) {
        worker.source = table.optionalChoice("source") ?? worker.source
        worker.headersFile = table.optionalPath("headers_file") ?? worker.headersFile
        worker.nice = table.optionalInteger("nice", in: 0...19) ?? worker.nice
        worker.kernel = table.optionalString("kernel") ?? worker.kernel
    }

    private func readSpool(_ table: TableReader, _ spool: inout SpoolConfiguration) {
        spool.bytesMax = table.optionalBytes("size_max", in: (1 << 20)...(64 << 30)) ?? spool.bytesMax
        spool.ageMax = table.optionalDuration("age_max", in: .seconds(60) ... .seconds(3650 * 86_400)) ?? spool.ageMax
    }

    private func readSiteMeter(_ table: TableReader) -> SiteMeterConfiguration? {
        guard let power = readMatch(table, "power") else {
            if !table.has("power") { table.findings.add(table.place, "\"power\" is missing in [site_meter]: which sensor is it?") }
            return nil
        }
        var meter = SiteMeterConfiguration(power: power)
        meter.gain = table.optionalReal("gain", in: 0.01...100) ?? meter.gain
        meter.offset = readOffset(table)
        meter.accuracy = table.optionalShare("accuracy", in: 0...0.5) ?? meter.accuracy
        meter.interval = table.optionalDuration("interval", in: .milliseconds(100) ... .seconds(60)) ?? meter.interval
        return meter
    }

    /// A calibration's offset may be negative, which no other power may.
    private func readOffset(_ table: TableReader) -> Power {
        Power(watts: table.optionalReal("offset_w", in: -100_000...100_000) ?? 0)
    }

    // MARK: Rigs

    private func readRig(_ table: TableReader) -> RigConfiguration {
        let name = table.name("name", example: "\"psu-0\"")
        var rig = RigConfiguration(
            name: name, nameplate: table.power("nameplate"), idle: table.optionalPower("idle") ?? .zero, power: readMatch(table, "power"),
            temperature: readTemperature(table),
            interval: table.optionalDuration("interval", in: .milliseconds(100) ... .seconds(300)) ?? .seconds(1),
            staleAfter: table.optionalDuration("stale_after", in: .milliseconds(300) ... .seconds(3600)),
            workerThreads: table.optionalInteger("worker_threads", in: 0...1024) ?? 0)
        rig.gain = table.optionalReal("gain", in: 0.01...100) ?? rig.gain
        rig.offset = readOffset(table)
        rig.accuracy = table.optionalShare("accuracy", in: 0...0.5) ?? rig.accuracy
        rig.calibrationID = table.optionalString("calibration_id")
        rig.full = table.optionalPower("full")
        rig.deadTime = table.optionalDuration("dead_time", in: .zero ... .seconds(10))
        rig.timeConstant = table.optionalDuration("time_constant", in: .milliseconds(10) ... .seconds(30))
        rig.minimumOn = table.optionalDuration("minimum_on", in: .zero ... .seconds(3600)) ?? rig.minimumOn
        rig.minimumOff = table.optionalDuration("minimum_off", in: .zero ... .seconds(3600)) ?? rig.minimumOff
        readActuator(table, &rig)
        if let thermal = table.optionalTable("thermal", title: "thermal of [[rig]] \"\(name)\"") {
            rig.thermal = readThermal(thermal)
            thermal.finish()
        }
        let shortest = ReadingPace.shortest(interval: rig.interval)
        if rig.staleAfter < shortest { table.fail("stale_after", "must be at least one and a half intervals (\(spell(shortest)))") }
        if rig.idle > rig.nameplate { table.fail("idle", "must not be above the nameplate of \(rig.nameplate.text)") }
        if let full = rig.full, full < rig.idle || full > rig.nameplate * 2 {
            table.fail("full", "must be from the idle watts of \(rig.idle.text) to twice the nameplate of \(rig.nameplate.text)")
        }
        if rig.nameplate == .zero, table.has("nameplate") { table.fail("nameplate", "must be above 0 W") }
        table.finish()
        return rig
    }

    private func readThermal(_ table: TableReader) -> ThermalLimits {
        var limits = ThermalLimits()
        limits.soft = table.optionalTemperature("soft") ?? limits.soft
        limits.hard = table.optionalTemperature("hard") ?? limits.hard
        limits.hysteresisCelsius = table.optionalTemperature("hysteresis")?.celsius ?? limits.hysteresisCelsius
        limits.coolDown = table.optionalDuration("cool_down", in: .seconds(30) ... .seconds(3600)) ?? limits.coolDown
        if limits.soft >= limits.hard { table.fail("soft", "must be below the hard limit of \(limits.hard.celsius) °C") }
        if !(1...50).contains(limits.hysteresisCelsius) { table.fail("hysteresis", "must be from 1 °C to 50 °C") }
        return limits
    }

    private func readMatch(_ table: TableReader, _ key: String) -> SensorMatch? {
        guard let inner = table.optionalTable(key, title: "\(key) of \(table.title)") else { return nil }
        let match = SensorMatch(
            chip: inner.optionalString("chip"), path: inner.optionalString("path"), idPath: inner.optionalString("id_path"),
            serial: inner.optionalString("serial"), feature: inner.optionalString("feature"))
        inner.finish()
        if match.chip == nil, match.path == nil, match.idPath == nil, match.serial == nil {
            table.fail(key, "names no device: give chip, path, id_path or serial; zonectl sensors lists them")
        }
        for pattern in [match.chip, match.path, match.idPath, match.serial].compactMap({ $0 }) where pattern.contains("hwmon/hwmon") {
            table.fail(key, "\"\(pattern)\" names an hwmonN, which the kernel deals out anew at every boot: leave it out of the path")
        }
        return match
    }

    private func readTemperature(_ table: TableReader) -> TemperatureRule {
        guard let inner = table.optionalTable("temperature", title: "temperature of \(table.title)") else { return .required(nil) }
        defer { inner.finish() }
        if let reason = inner.optionalString("none") {
            if reason.isEmpty { table.fail("temperature", "none needs a reason: { none = \"why there is no sensor\" }") }
            if inner.has("chip") || inner.has("feature") { table.fail("temperature", "says none and names a sensor") }
            return .none(reason: reason)
        }
        let match = SensorMatch(
            chip: inner.optionalString("chip"), path: inner.optionalString("path"), idPath: inner.optionalString("id_path"),
            serial: inner.optionalString("serial"), feature: inner.optionalString("feature"))
        return .required(match == SensorMatch() ? nil : match)
    }

    // MARK: What only the whole can tell

    private func check(_ configuration: AgentConfiguration) {
        if configuration.quota == .zero, top.has("quota"), top.findings.problems.isEmpty {
            top.findings.warn(top.place(of: "quota"), "quota is 0 W: every rig will stand still")
        }
        if configuration.floor > configuration.quota { top.fail("floor", "must not be above the quota of \(configuration.quota.text)") }
        var seen: Set<Name> = [.siteMeter]
        for rig in configuration.rigs where rig.name != .unknown {
            if !seen.insert(rig.name).inserted { top.fail("rig", "the name \"\(rig.name)\" occurs twice, or is reserved") }
        }
        if configuration.rigs.isEmpty { top.findings.warn(top.place, "there is no [[rig]]: nothing is measured and nothing hashes") }
        if configuration.rigs.count > 1024 { top.fail("rig", "at most 1024 rigs") }
        if configuration.mode == .observe {
            top.findings.warn(top.place(of: "mode"), "mode is \"observe\": the agent measures and reports, and throttles nothing")
        }
        checkWork(configuration)
        checkRampDown(configuration)
        for rig in configuration.rigs where rig.power == nil {
            top.findings.warn(top.place(of: "rig"), "rig \"\(rig.name)\" names no power sensor: its watts will be estimated")
        }
        checkFloorCoversCaps(configuration)
    }

    private func checkRampDown(_ configuration: AgentConfiguration) {
        guard configuration.collector != nil else { return }
        let control = configuration.control
        func warn(_ deadTime: Duration, _ timeConstant: Duration, _ place: Place, _ whose: String) {
            let rampDown = deadTime + timeConstant * 5
            guard rampDown > .seconds(6) else { return }
            top.findings.warn(
                place,
                "dead_time + 5 × time_constant\(whose) is \(spell(rampDown)): a collector's lease of 10 s is too short for it (3 s more are needed)"
            )
        }
        warn(control.deadTime, control.timeConstant, top.place(of: "control"), "")
        for rig in configuration.rigs where rig.deadTime != nil || rig.timeConstant != nil {
            let whose = " of rig \"\(rig.name)\""
            warn(rig.deadTime ?? control.deadTime, rig.timeConstant ?? control.timeConstant, top.place(of: "rig"), whose)
        }
    }
}
