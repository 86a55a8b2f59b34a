import ZoneModel

/// Who may speak for a host. Nothing here touches what is counted: a host that is kept out may still draw its lease, until that has run out, and its floor.
extension ZoneAuthority {
    /// An operator wants a token for a host. The caller has made the secret, and tells its hash alone.
    ///
    /// - Parameter hash: SHA-256 of the secret, in hexadecimal.
    public mutating func onEnrolmentRequest(
        _ request: EnrolmentRequest, hash: String, uid: UInt32, now: BootInstant, wall: WallInstant
    ) -> (Result<EnrolmentDecision, AdminFailure>, [ZoneDirective]) {
        var out: [ZoneDirective] = []
        advance(now, &out)
        let i: Int
        do throws(AdminFailure) {
            i = try identityTarget(request.target, reason: request.reason, order: request.order)
            try checkValidity(request)
        } catch {
            return (.failure(error), out)
        }
        let entry = hosts[i].entry
        let number = identity.nextNumber(wall: wall)
        let expires = WallInstant(milliseconds: wall.milliseconds + Duration.seconds(request.validS).wholeMilliseconds)
        let decision = EnrolmentDecision(
            target: request.target, hostClass: entry.hostClass, number: number, token: nil, expires: expires.rfc3339,
            wasDryRun: request.dryRun, reason: request.reason, order: request.order, uid: uid, timestamp: wall.rfc3339,
            notes: enrolmentNotes(i))
        guard !request.dryRun else { return (.success(decision), out) }
        let address = hosts[i].address
        record(
            IdentityOrder(
                kind: .token(hash: hash, hostClass: entry.hostClass, expires: expires), address: address, number: number,
                reason: request.reason, order: request.order, uid: uid, wall: wall))
        out.append(
            .event(
                Event(
                    .enrolmentSet, .notice,
                    "a token to enrol \(address) was given (\(request.reason), uid \(uid)), good once, until \(expires.rfc3339)",
                    fields: [.count("number", number), .count("uid", uid)]), address))
        seal(now, &out)
        return (.success(decision), out)
    }

    /// Somebody shows a token's secret. It is used up from here on, whatever becomes of the certificate.
    ///
    /// - Returns: whom the certificate is to name, once the directives' batch is on disk; or why nobody.
    public mutating func onTokenShown(
        hash: String, from claimed: HostAddress, machineID: String, now: BootInstant, wall: WallInstant
    ) -> (Result<CertifiedHost, ErrorLine>, [ZoneDirective]) {
        var out: [ZoneDirective] = []
        advance(now, &out)
        guard let order = identity.token(hash: hash), case .token(_, let hostClass, let expires) = order.kind else {
            return refuseToken(
                "bad_token", "this token was never given here, or it was used already: zonectl enroll HOST gives a new one", claimed, now,
                out)
        }
        guard wall <= expires else {
            return refuseToken(
                "token_expired", "the token was good until \(expires.rfc3339): zonectl enroll HOST gives a new one", claimed, now, out)
        }
        guard claimed == order.address else {
            return refuseToken("wrong_address", "the token is for \(order.address), not for \(claimed)", claimed, now, out)
        }
        guard writes.failure == nil else {
            return refuseToken("ledger_failed", "the collector cannot write its ledger at this time: try again", claimed, now, out)
        }
        record(
            IdentityOrder(
                kind: .enrolled(machineID: machineID), address: order.address, number: order.number, reason: order.reason,
                order: order.order, uid: order.uid, wall: wall))
        out.append(
            .event(
                Event(
                    .hostEnrolled, .notice,
                    "\(order.address) is enrolled with the token of uid \(order.uid) (\(order.reason)), machine \(machineID)",
                    fields: [.count("number", order.number), .text("machine_id", machineID)]), order.address))
        seal(now, &out)
        return (.success(CertifiedHost(address: order.address, hostClass: hostClass, enrolment: order.number)), out)
    }

    private mutating func refuseToken(
        _ code: String, _ message: String, _ address: HostAddress, _ now: BootInstant, _ directives: [ZoneDirective]
    ) -> (Result<CertifiedHost, ErrorLine>, [ZoneDirective]) {
        var out = directives
        // Whoever shows it chooses the name, so only names that are known here count as different.
        let known = index[address].map { hosts[$0].address }
        if let about = known ?? hosts.first?.address, refusals.shouldTell("token:\(code)", about, now: now) {
            out.append(
                .event(
                    Event(
                        .hostRefused, .warning, "an enrolment of \(known?.description ?? "an unknown host") is refused: \(message)",
                        fields: [.text("code", code)]), known))
        }
        return (.failure(ErrorLine(code: code, message: message)), out)
    }

    /// Every certificate of a host is worth nothing from here on, also if the disk does not take the order: what gives less holds at once.
    public mutating func onRevocationRequest(
        _ request: RevocationRequest, uid: UInt32, now: BootInstant, wall: WallInstant
    ) -> (Result<RevocationDecision, AdminFailure>, [ZoneDirective]) {
        var out: [ZoneDirective] = []
        advance(now, &out)
        let i: Int
        do throws(AdminFailure) {
            i = try identityTarget(request.target, reason: request.reason, order: request.order)
        } catch {
            return (.failure(error), out)
        }
        let address = hosts[i].address
        let floor = ledger.base(of: address)
        var notes: [String] = []
        if floor > .zero {
            notes.append("it may go on to draw \(floor.text) without a lease, which stays counted: switch it off if it must draw nothing")
        }
        let decision = RevocationDecision(
            target: request.target, wasConnected: hosts[i].session != nil, wasDryRun: request.dryRun, reason: request.reason,
            order: request.order, uid: uid, timestamp: wall.rfc3339, committedW: ledger.commitment(of: address, now: now).watts,
            floorW: floor.watts, notes: notes)
        guard !request.dryRun else { return (.success(decision), out) }
        record(
            IdentityOrder(
                kind: .revoked, address: address, number: identity.nextNumber(wall: wall), reason: request.reason, order: request.order,
                uid: uid, wall: wall))
        out.append(
            .event(
                Event(
                    .hostRevoked, .warning, "every certificate of \(address) is revoked (\(request.reason), uid \(uid))",
                    fields: [.count("uid", uid)]), address))
        if let session = hosts[i].session { close(session.connection, "revoked", ZoneAuthority.revoked(request.reason), now, &out) }
        seal(now, &out)
        return (.success(decision), out)
    }

    /// For the host, and for whoever reads its journal.
    public static func revoked(_ reason: String) -> String {
        "this host's certificates were revoked (\(reason)): it stays at its floor; zonectl enroll HOST at the collector lets it in again"
    }

    /// Why a certificate that is genuine makes its bearer nobody here; nil: it speaks for that host.
    public func objection(to host: CertifiedHost, notBefore: WallInstant) -> ErrorLine? {
        guard host.address.zone == configuration.zone else {
            return ErrorLine(
                code: "wrong_zone", message: "the certificate is for zone \(host.address.zone), and this is \(configuration.zone)")
        }
        if let revocation = identity.revocation(of: host, notBefore: notBefore) {
            return ErrorLine(code: "revoked", message: ZoneAuthority.revoked(revocation.reason))
        }
        guard let i = index[host.address], hosts[i].entry.hostClass != host.hostClass else { return nil }
        let configured = hosts[i].entry.hostClass.rawValue
        return ErrorLine(
            code: "wrong_class",
            message:
                "the certificate of \(host.address) says class \(host.hostClass.rawValue), and the collector's configuration \(configured): enrol the host anew"
        )
    }

    /// On its way to the disk with the next batch.
    private mutating func record(_ order: IdentityOrder) {
        identity.apply(order)
        writes.identity.append(order)
    }

    // MARK: Checks

    private func identityTarget(_ text: String, reason: String, order: String?) throws(AdminFailure) -> Int {
        guard let address = HostAddress(path: text), let i = index[address] else { throw unknownTarget(text) }
        if let failure = reasonFailure(reason, order: order) { throw failure }
        return i
    }

    private func checkValidity(_ request: EnrolmentRequest) throws(AdminFailure) {
        let range = EnrolmentRequest.validRange
        guard request.validS.isFinite, (range.lowerBound.seconds...range.upperBound.seconds).contains(request.validS) else {
            throw AdminFailure(code: "bad_duration", message: "a token is good for 1 min to 31 d", mend: "such as --for \"1 h\"")
        }
    }

    private func enrolmentNotes(_ i: Int) -> [String] {
        var notes: [String] = []
        if hosts[i].session != nil { notes.append("the host is connected: its present certificate stays good until it ends or is revoked") }
        let open = identity.tokens.values.count { $0.address == hosts[i].address }
        if open > 0 { notes.append("\(open) earlier token\(open == 1 ? " is" : "s are") not used: zonectl revoke ends them") }
        return notes
    }
}
