import ZoneModel

/// What people at the host's own socket ask for: checked, tried out or obeyed, and answered.
extension HostPolicy {
    /// A hold is set, replaced or lifted, or it is asked what that would do.
    ///
    /// It holds when this returns. The shell answers the caller when the memory is on disk, and says so where it is not.
    ///
    /// - Parameters:
    ///   - uid: the caller's, from the socket.
    ///   - clock: whether `wall` can be believed after a restart.
    public mutating func onHoldRequest(
        _ request: HoldRequest, uid: UInt32, wall: WallInstant, clock: ClockQuality, now: BootInstant
    ) -> (Result<HoldDocument, AdminFailure>, [HostDirective]) {
        let order: Hold?
        do throws(AdminFailure) {
            order = try checked(request, uid: uid, wall: wall, clock: clock)
        } catch {
            return (.failure(error), [])
        }
        let before = (figure: holdFigure(now: now), ceiling: ceiling(now: now))
        var after = self
        let directives = after.onHold(order, reason: request.reason ?? HostPolicy.noReason, uid: uid, now: now)
        var document = after.holdDocument(now: now)
        document.wasDryRun = request.dryRun
        document.before = before.figure
        document.fromW = before.ceiling.watts
        if order == nil, before.figure == nil { document.notes.append("there is no hold") }
        guard !request.dryRun else { return (.success(document), []) }
        self = after
        return (.success(document), directives)
    }

    /// A rig is taken out or put back, or it is asked what that would do.
    public mutating func onMaintenanceRequest(
        _ request: MaintenanceRequest, uid: UInt32, wall: WallInstant, now: BootInstant
    ) -> (Result<MaintenanceDocument, AdminFailure>, [HostDirective]) {
        if let refusal = maintenanceRefusal(request) ?? HostPolicy.refusal(ofReason: request.reason) { return (.failure(refusal), []) }
        guard let rig = Name(request.target) else {
            return (.failure(AdminFailure(code: "unknown_target", message: "\"\(request.target.prefix(100))\" is no rig's name")), [])
        }
        let order = request.isOut ? Maintenance(reason: request.reason, uid: uid, since: wall) : nil
        let wasOut = maintenance[rig] != nil
        var after = self
        let directives = after.onMaintenance(rig, order, reason: request.reason, uid: uid, now: now)
        var document = after.maintenanceDocument(now: now)
        document.wasDryRun = request.dryRun
        document.notes = after.maintenanceNotes(rig, isOut: request.isOut, now: now)
        if wasOut == request.isOut { document.notes.append(wasOut ? "it was out already: the new reason stands" : "it was not out") }
        guard !request.dryRun else { return (.success(document), []) }
        self = after
        return (.success(document), directives)
    }

    private func checked(
        _ request: HoldRequest, uid: UInt32, wall: WallInstant, clock: ClockQuality
    ) throws(AdminFailure) -> Hold? {
        if let reason = request.reason, let refusal = HostPolicy.refusal(ofReason: reason) { throw refusal }
        guard let watts = request.holdW else {
            guard request.forS == nil else {
                throw AdminFailure(code: "bad_hold", message: "a hold is lifted for good, not for a time", mend: "leave --for away")
            }
            return nil
        }
        guard watts.isFinite, watts >= 0, watts <= Power.maximum.watts else {
            throw AdminFailure(
                code: "bad_hold", message: "a hold is from 0 W to 100 GW, not \(watts) W", mend: "give a value such as \"2.5 kW\"")
        }
        if let seconds = request.forS, !(seconds >= 1 && seconds <= HostPolicy.holdMax.seconds) {
            throw AdminFailure(
                code: "bad_hold", message: "a hold lasts from 1 s to 3650 d, not \(seconds) s", mend: "for one without an end: no --for")
        }
        return Hold(
            ceiling: Power(watts: watts), reason: request.reason ?? HostPolicy.noReason, uid: uid, since: wall,
            isSinceTrusted: clock.isSynchronised, length: request.forS.map { .milliseconds(Int64(($0 * 1000).rounded())) })
    }

    /// A reason stands in the journal, in the memory and on a line of evidence: one line, no more than a line takes.
    static func refusal(ofReason reason: String) -> AdminFailure? {
        let hasText = reason.unicodeScalars.contains { !$0.properties.isWhitespace }
        guard hasText, reason.utf8.count <= 256 else {
            return AdminFailure(code: "bad_reason", message: "an order needs a reason of 1 to 256 bytes", mend: "give --reason TEXT")
        }
        return nil
    }

    private static let noReason = "no reason given"
    private static let holdMax: Duration = .seconds(315_360_000)
}
