import ZoneModel

/// What lowers a rig's watts: its keys, and what of them fits together.
extension AgentFile {
    func readActuator(_ table: TableReader, _ rig: inout RigConfiguration) {
        rig.actuator = table.optionalChoice("actuator") ?? rig.actuator
        if let cap = table.optionalTable("cap", title: "cap of [[rig]] \"\(rig.name)\"") {
            rig.cap = readCap(cap, rig)
            cap.finish()
            if rig.actuator != .powerCap {
                table.findings.warn(table.place(of: "cap"), "cap of [[rig]] \"\(rig.name)\" is not used: actuator is not \"power-cap\"")
            }
        }
        switch rig.actuator {
        case .worker where rig.workerThreads == 0: table.fail("actuator", "is \"worker\": worker_threads says how many")
        case .none where rig.workerThreads > 0: table.fail("actuator", "is \"none\", and worker_threads is not 0")
        case .powerCap where rig.workerThreads > 0:
            table.fail("actuator", "is \"power-cap\", and worker_threads is not 0: a rig has one actuator")
        case .powerCap where rig.power == nil:
            table.fail("actuator", "is \"power-cap\": name the power sensor, because a cap is believed by its watts alone")
        default: break
        }
    }

    private func readCap(_ table: TableReader, _ rig: RigConfiguration) -> PowerCapConfiguration {
        var cap = PowerCapConfiguration()
        let match = SensorMatch(
            chip: table.optionalString("chip"), path: table.optionalString("path"), idPath: table.optionalString("id_path"),
            serial: table.optionalString("serial"), feature: table.optionalString("feature"))
        cap.sensor = match == SensorMatch() ? nil : match
        cap.minimum = table.optionalPower("min")
        cap.maximum = table.optionalPower("max")
        cap.step = table.optionalPower("step") ?? cap.step
        cap.whenStopped = table.optionalPower("when_stopped")
        let (reason, within) = (
            table.optionalString("fail_safe"), table.optionalDuration("fail_safe_within", in: .milliseconds(100) ... .seconds(30))
        )
        switch (reason, within) {
        case (let reason?, let within?) where !reason.isEmpty: cap.failSafe = .init(within: within, reason: reason)
        case (nil, nil): break
        default: table.fail("fail_safe", "needs a reason and a time: fail_safe = \"what takes it down\", fail_safe_within = \"2 s\"")
        }
        check(cap, rig, table)
        return cap
    }

    private func check(_ cap: PowerCapConfiguration, _ rig: RigConfiguration, _ table: TableReader) {
        let (low, high) = (cap.minimum ?? rig.idle, cap.maximum ?? rig.nameplate)
        if low > high { table.fail("min", "must not be above the highest cap of \(high.text)") }
        if high > rig.nameplate { table.fail("max", "must not be above the nameplate of \(rig.nameplate.text)") }
        if high > .libsensorsCapMax { table.fail("max", "libsensors writes at most \(Power.libsensorsCapMax.milliwatts / 1000) W") }
        if cap.step <= .zero { table.fail("step", "must be above 0 W") }
        if let stopped = cap.whenStopped, stopped < low || stopped > high {
            table.fail("when_stopped", "must be from \(low.text) to \(high.text)")
        }
    }

    /// A cap keeps its setting when the agent dies (rule 10), so it is raised no further than the floor covers.
    func checkFloorCoversCaps(_ configuration: AgentConfiguration) {
        guard configuration.collector != nil else { return }
        let held = configuration.rigs.filter { !$0.declaration(configuration.control).isFailSafe }
        guard !held.isEmpty else { return }
        let names = held.map { "\"\($0.name)\"" }.joined(separator: ", ")
        top.findings.warn(
            top.place(of: "floor"),
            "the power cap of \(names) keeps its setting if the agent dies: it is raised no further than the floor of "
                + "\(configuration.floor.text) covers, whatever the lease")
    }
}
