import ZoneModel

/// A calibration within the host's control: its rig stands at the duty that is being measured, the others share what is left, and
/// nothing of it is ever above the ceiling. Whatever speaks against it ends it at once; control goes on as if it had not been.
extension HostPolicy {
    /// Starts or stops a calibration; in force when this returns.
    public mutating func onCalibrationRequest(
        _ request: CalibrationRequest, uid: UInt32, wall: WallInstant, now: BootInstant
    ) -> (Result<CalibrationDocument, AdminFailure>, [HostDirective]) {
        guard request.isStart else {
            guard calibration?.isRunning ?? false else {
                return (.failure(AdminFailure(code: "not_running", message: "no calibration runs")), [])
            }
            let directives = endCalibration("stopped by uid \(uid)")
            return (.success(calibrationDocument()), directives + decide(now: now))
        }
        let rigs: [RigConfiguration]
        do throws(AdminFailure) {
            rigs = try calibrated(request, now: now)
        } catch {
            return (.failure(error), [])
        }
        let id = "\(wall.rfc3339.prefix(16))Z\(configuration.simulated ? "-simulated" : "")"
        calibration = Calibration(id: id, uid: uid, rigs: rigs, control: configuration.control, now: now)
        let names = rigs.map(\.name.text).joined(separator: ", ")
        let event = Event(
            .calibrationBegan, .notice,
            "calibration \(id) of \(names) began (uid \(uid)): one rig after the other is stepped between duty 0 and the most that the ceiling leaves",
            fields: [.text("calibration_id", id), .text("rigs", names), .count("uid", uid)])
        return (.success(calibrationDocument()), [.happened(event)] + decide(now: now))
    }

    private func calibrated(_ request: CalibrationRequest, now: BootInstant) throws(AdminFailure) -> [RigConfiguration] {
        func refuse(_ message: String, _ mend: String?) -> AdminFailure {
            AdminFailure(code: "cannot_calibrate", message: message, mend: mend)
        }
        if calibration?.isRunning ?? false { throw refuse("a calibration runs already", "zonectl calibrate stop ends it") }
        guard configuration.mode == .enforce else {
            throw refuse("mode is observe, so no duty may be touched", "set mode = \"enforce\", then systemctl reload zone-agent")
        }
        let chosen: [RigJudge]
        if let text = request.rig {
            chosen = judges.filter { $0.configuration.name.text == text }
            if chosen.isEmpty { throw refuse("there is no rig \"\(text.prefix(100))\" in the config", "zonectl status lists the rigs") }
        } else {
            chosen = judges.filter { $0.configuration.workerThreads > 0 && $0.configuration.power != nil && !$0.isOut }
            if chosen.isEmpty { throw refuse("no rig has both a worker and a power sensor", "see worker_threads and power in the config") }
        }
        for judge in chosen {
            if let why = obstacle(judge, now: now) { throw refuse("\(judge.configuration.name) \(why)", nil) }
        }
        return chosen.map(\.configuration)
    }

    /// Why a rig cannot be measured now.
    private func obstacle(_ judge: RigJudge, now: BootInstant) -> String? {
        if judge.isOut { return "is out for maintenance" }
        if judge.configuration.workerThreads == 0 { return "has no worker threads: its duty cannot be stepped" }
        if judge.configuration.power == nil { return "names no power sensor" }
        if judge.isStale(now: now) { return "has no believable power reading" }
        if judge.dutyCap(now: now) < .full { return "is held back by its temperature" }
        if decision?.hasWork == false { return "has nothing to hash" }
        return nil
    }

    /// After the readings of a tick are judged, before the duties are decided.
    mutating func stepCalibration(now: BootInstant) -> [HostDirective] {
        guard let rig = calibration?.current?.rig else { return [] }
        guard let judge = judges.first(where: { $0.configuration.name == rig }) else {
            return endCalibration("\(rig) is no longer in the config")
        }
        if let why = obstacle(judge, now: now) { return endCalibration("\(rig) \(why)") }
        let room = room(for: judge, controllerInput(ceiling: withoutUncoveredLease(target(now: now), now: now), now: now), now: now)
        guard calibration?.onTick(reading: judge.reading, most: room.most, free: room.free, now: now) ?? false else { return [] }
        return tellCalibrationEnd()
    }

    /// The rig that is measured becomes a fixed load, at the duty that the calibration wants; nil where that is more than the ceiling
    /// allows now.
    func withCalibration(_ input: PowerController.Input, now: BootInstant) -> (input: PowerController.Input, duty: RigDuty)? {
        guard let current = calibration?.current,
            let index = input.rigs.firstIndex(where: { $0.rig == current.rig }),
            let judge = judges.first(where: { $0.configuration.name == current.rig })
        else { return nil }
        guard current.reserved.fraction <= room(for: judge, input, now: now).limit else { return nil }
        var constrained = input
        // While it falls it still draws what it drew: the others get those watts when they are there.
        let settledW = judge.settledWatts(at: current.reserved)
        constrained.rigs[index].baseW = max(settledW, judge.predictedWatts(now: now), judge.reading?.watts ?? 0)
        constrained.rigs[index].slopeW = 0
        constrained.rigs[index].cap = .zero
        return (constrained, RigDuty(rig: current.rig, duty: current.duty))
    }

    /// Why a calibration cannot go on under this ceiling.
    func noRoom(_ input: PowerController.Input, now: BootInstant) -> String {
        let text = "the ceiling of \(input.ceiling.text) leaves no room for it"
        guard let current = calibration?.current, let judge = judges.first(where: { $0.configuration.name == current.rig })
        else { return text }
        func percent(_ share: Double) -> String { "\(fixed(max(share, 0) * 100, decimals: 0)) %" }
        return text + ": \(current.rig) is to stand at \(percent(current.reserved.fraction)), "
            + "and \(percent(room(for: judge, input, now: now).limit)) would fit"
    }

    /// Duties of a rig that fit under the ceiling.
    private struct Room {
        /// With every other rig at 0, twice the slope's error and a tenth to spare.
        var most: Double
        /// With every other rig at 0: what must be left for the calibration to go on.
        var limit: Double
        /// With the others at what they were ordered.
        var free: Double
    }

    private func room(for judge: RigJudge, _ input: PowerController.Input, now: BootInstant) -> Room {
        let othersW = input.rigs.filter { $0.rig != judge.configuration.name }.reduce(input.fixedW) { $0 + $1.baseW }
        let baseW = judge.settledWatts(at: .zero)
        let setPointW = input.ceiling.watts - controller.guardBand(input, configuration.control)
        let roomW = setPointW - othersW - baseW
        let freeW = setPointW - (input.predictedW - judge.predictedWatts(now: now)) - baseW
        let slopeW = max(judge.map.slopeW, 0.001)
        // The noise that shows while it stands is what it came to measure, and moves no watts: it does not end it.
        let withNoiseW = roomW + configuration.control.guardSigmas * input.noiseW
        return Room(
            most: min(max(roomW * 0.9 / (slopeW + 2 * judge.map.slopeErrorW), 0), 1), limit: roomW >= 0 ? withNoiseW / slopeW + 0.01 : 0,
            // Its own watts' noise and the last percent of the others' way do not hold it up.
            free: freeW / slopeW + 0.01)
    }

    mutating func endCalibration(_ reason: String) -> [HostDirective] {
        guard calibration?.isRunning ?? false else { return [] }
        calibration?.stop(reason)
        return tellCalibrationEnd()
    }

    private func tellCalibrationEnd() -> [HostDirective] {
        guard let calibration, !calibration.isRunning else { return [] }
        let label = configuration.simulated ? " simulated" : ""
        let message =
            calibration.reason.map { "calibration \(calibration.id) ended early: \($0). Nothing was changed" }
            ?? "calibration \(calibration.id) is done\(label): "
            + calibration.results.map { rig in
                "\(rig.rig) \(fixed(rig.idleW, decimals: 1)) → \(fixed(rig.fullW, decimals: 1)) W, dead time "
                    + "\(fixed(rig.deadTimeS, decimals: 2)) s, time constant \(fixed(rig.timeConstantS, decimals: 2)) s"
            }.joined(separator: "; ")
        let severity: Severity = calibration.reason == nil ? .notice : .warning
        return [
            .happened(
                Event(
                    .calibrationEnded, severity, message,
                    fields: [.text("calibration_id", calibration.id), .flag("is_done", calibration.reason == nil)]))
        ]
    }

    public func calibrationDocument() -> CalibrationDocument {
        var document = CalibrationDocument(address: configuration.address, simulated: configuration.simulated, state: .none)
        guard let calibration else { return document }
        document.state = calibration.state
        document.id = calibration.id
        document.uid = calibration.uid
        document.reason = calibration.reason
        document.progress = calibration.progress
        document.rig = calibration.current?.rig
        document.duty = calibration.current?.duty.fraction
        document.rigs = calibration.results
        if calibration.state == .done { document.config = calibrationConfig(calibration) }
        return document
    }

    /// A drop-in for the config. Rigs that were calibrated before and not now keep what it says of them: the new one takes its place.
    private func calibrationConfig(_ calibration: Calibration) -> String {
        var text = "# Measured by zonectl calibrate\(configuration.simulated ? " on SIMULATED rigs" : ""), as \(calibration.id). "
        text += "Read after agent.toml; delete it to go back.\n"
        for judge in judges {
            let rig = judge.configuration
            if let result = calibration.results.first(where: { $0.rig == rig.name }) {
                text += HostPolicy.table(result, of: rig, id: calibration.id)
            } else if let full = rig.full {
                text += HostPolicy.table(
                    rig, idle: rig.idle, full: full, deadTime: rig.deadTime, timeConstant: rig.timeConstant, id: rig.calibrationID)
            }
        }
        return text
    }

    private static func table(_ result: CalibrationDocument.Rig, of rig: RigConfiguration, id: String) -> String {
        // Idle is a bound in the config: what was measured, and what the meter may be off.
        let idleW = min(result.idleW * (1 + rig.accuracy) + 3 * result.noiseW, rig.nameplate.watts)
        let fullW = min(max(result.fullW, idleW), 2 * rig.nameplate.watts)
        return table(
            rig, idle: Power(watts: idleW), full: Power(watts: fullW),
            deadTime: .milliseconds(Int64(min(result.deadTimeS, 10) * 1000 + 0.5)),
            timeConstant: .milliseconds(Int64(min(max(result.timeConstantS, 0.01), 30) * 1000 + 0.5)), id: id)
    }

    private static func table(
        _ rig: RigConfiguration, idle: Power, full: Power, deadTime: Duration?, timeConstant: Duration?, id: String?
    ) -> String {
        var text =
            "\n[[rig]]\nname = \"\(rig.name)\"\nidle = \"\(fixed(idle.watts, decimals: 1)) W\"\nfull = \"\(fixed(full.watts, decimals: 1)) W\"\n"
        if let deadTime { text += "dead_time = \"\(deadTime.wholeMilliseconds) ms\"\n" }
        if let timeConstant { text += "time_constant = \"\(timeConstant.wholeMilliseconds) ms\"\n" }
        if let id { text += "calibration_id = \"\(id)\"\n" }
        return text
    }
}
