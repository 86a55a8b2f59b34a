import ZoneModel

extension ZoneAuthority {
    /// An operator sets the zone's quota, or caps one host, or asks what that would do.
    ///
    /// What gives less holds at once, before it is on disk. What gives more holds when it is on disk. The shell answers the caller when the batch that carries
    /// the order is reported as written (it is in the directives), and with a failure when that fails; a dry run has no directives.
    ///
    /// - Parameter uid: the caller's, from the socket.
    public mutating func onQuotaRequest(
        _ request: QuotaRequest, uid: UInt32, now: BootInstant, wall: WallInstant
    ) -> (Result<QuotaDecision, AdminFailure>, [ZoneDirective]) {
        var out: [ZoneDirective] = []
        advance(now, &out)
        let host: Int?
        let quota: Power?
        do throws(AdminFailure) {
            host = try target(request.target)
            quota = try checked(request, host: host)
        } catch {
            return (.failure(error), [])
        }
        let decision = decide(request, host: host, quota: quota, uid: uid, now: now, wall: wall)
        guard !request.dryRun else { return (.success(decision), []) }
        let order = QuotaOrder(quota: quota, reason: request.reason, order: request.order, uid: uid, wall: wall)
        let serial: Int
        let previous: Power
        if let host {
            hosts[host].capSerial += 1
            (serial, previous) = (hosts[host].capSerial, hosts[host].cap ?? .maximum)
        } else {
            zoneSerial += 1
            (serial, previous) = (zoneSerial, isQuotaUnconfirmed ? .zero : tree.standing)
        }
        out.append(.event(orderEvent(decision), host.map { hosts[$0].address }))
        let raise = PendingWrites.Raise(host: host, serial: serial, order: order)
        if quota ?? .maximum > previous {
            seal(now, &out, raise: raise)
        } else {
            obey(raise, now, &out)
            writes.unsaved.insert(host.map { .hostCap($0) } ?? .zoneQuota)
            seal(now, &out)
        }
        return (.success(decision), out)
    }

    /// What holds now for a target, in the form of a decision that changes nothing.
    public func showQuota(target text: String, uid: UInt32, now: BootInstant, wall: WallInstant) -> Result<QuotaDecision, AdminFailure> {
        do throws(AdminFailure) {
            let host = try target(text)
            let order = host.map { hosts[$0].capOrder } ?? zoneOrder
            let quota = host.map { hosts[$0].cap } ?? tree.standing
            let request = QuotaRequest(
                target: text, quotaW: quota?.watts, reason: order?.reason ?? "configuration", order: order?.order, dryRun: true)
            return .success(decide(request, host: host, quota: quota, uid: uid, now: now, wall: wall))
        } catch {
            return .failure(error)
        }
    }

    /// Puts an order in force and pushes what follows from it.
    mutating func obey(_ raise: PendingWrites.Raise, _ now: BootInstant, _ out: inout [ZoneDirective]) {
        if let host = raise.host {
            guard hosts[host].capSerial == raise.serial else { return }
            hosts[host].capOrder = raise.order.quota == nil ? nil : raise.order
        } else {
            guard zoneSerial == raise.serial else { return }
            zoneOrder = raise.order
            tree.standing = raise.order.quota ?? tree.standing
            isQuotaUnconfirmed = false
            // Watts that were on their way back are back where a lower quota meets them: their order leaves the disk, or a restart would hold it again.
            for id in tree.refresh(now) { writes.unsaved.insert(.timedOrder(id)) }
            // An announced edge is told anew under the new quota.
            treeDueAt = nil
            advance(now, &out)
        }
        pass(now, &out, isOrder: true)
    }

    // MARK: Checks

    /// - Returns: the host's place, or nil for the zone.
    private func target(_ text: String) throws(AdminFailure) -> Int? {
        if text == configuration.zone.text { return nil }
        if let address = HostAddress(path: text), let i = index[address] { return i }
        let same = hosts.filter { $0.address.host.text == text }
        let near =
            same.first?.address.description ?? nearestName(to: text, among: [configuration.zone.text] + hosts.map(\.address.description))
        throw AdminFailure(
            code: "unknown_target", message: "there is no \"\(text.prefix(200))\" in this zone",
            mend: near.map { "did you mean \($0)?" } ?? "name the zone (\(configuration.zone)) or a host as \(configuration.zone)/site/host"
        )
    }

    private func checked(_ request: QuotaRequest, host: Int?) throws(AdminFailure) -> Power? {
        let reason = request.reason
        guard reason.unicodeScalars.contains(where: { !$0.properties.isWhitespace }), reason.utf8.count <= 256 else {
            throw AdminFailure(code: "bad_reason", message: "an order needs a reason of 1 to 256 bytes", mend: "give --reason TEXT")
        }
        guard (request.order?.utf8.count ?? 0) <= 64 else {
            throw AdminFailure(code: "bad_order", message: "an order's number has at most 64 bytes", mend: "shorten it")
        }
        guard let watts = request.quotaW else {
            guard host != nil else {
                throw AdminFailure(
                    code: "bad_quota", message: "a zone always has a quota; only a host's cap can be lifted", mend: "give a value")
            }
            return nil
        }
        guard watts.isFinite, watts >= 0, watts <= Power.maximum.watts else {
            throw AdminFailure(
                code: "bad_quota", message: "a quota is from 0 W to 100 GW, not \(watts) W", mend: "give a value such as \"2.5 MW\"")
        }
        return Power(watts: watts)
    }

    // MARK: What it would do

    private func decide(
        _ request: QuotaRequest, host: Int?, quota: Power?, uid: UInt32, now: BootInstant, wall: WallInstant
    ) -> QuotaDecision {
        var budgets = tree.inForce
        let before = plan(budgets: budgets, at: now, now: now)
        if host == nil, let quota { budgets[0] = min(quota, tree.parent?.budget(at: now) ?? .maximum) }
        let after = plan(budgets: budgets, at: now, capping: host.map { ($0, quota) }, now: now)
        let changes = hosts.indices.filter { before[$0] != after[$0] }
            .map { i in
                QuotaDecision.Change(
                    address: hosts[i].address, fromW: before[i].watts, toW: after[i].watts, floorW: hosts[i].entry.floor.watts)
            }
        let from = host.map { hosts[$0].cap ?? hosts[$0].nameplate } ?? tree.standing
        return QuotaDecision(
            target: request.target, wasDryRun: request.dryRun, fromW: from.watts,
            toW: (quota ?? host.map { hosts[$0].nameplate } ?? tree.standing).watts, reason: request.reason, order: request.order, uid: uid,
            timestamp: wall.rfc3339, floorsW: ledger.baseTotal.watts, committedW: ledger.total(now: now).watts,
            bindsWithinS: bindsWithin(host: host, quota: quota ?? .maximum, targets: after, now: now)?.seconds, changes: changes,
            notes: notes(host: host, quota: quota))
    }

    /// Until the last ceiling above the new targets is dead; nil: what no grant takes away is above the quota.
    private func bindsWithin(host: Int?, quota: Power, targets: [Power], now: BootInstant) -> Duration? {
        let members = host.map { [$0] } ?? Array(hosts.indices)
        let base = host.map { ledger.base(of: hosts[$0].address) } ?? ledger.baseTotal
        let committed = host.map { ledger.commitment(of: hosts[$0].address, now: now) } ?? ledger.total(now: now)
        if base > quota { return nil }
        if committed <= quota { return .zero }
        let last = members.compactMap { ledger.lastExpiry(of: hosts[$0].address, above: targets[$0], now: now) }.max()
        return last.map { $0 - now } ?? configuration.lease.hold
    }

    private func notes(host: Int?, quota: Power?) -> [String] {
        var notes: [String] = []
        let floors = ledger.baseTotal
        let lost = hosts.count { !$0.isReachable }
        if let host {
            let entry = hosts[host].entry
            if let quota, quota < ledger.base(of: hosts[host].address) {
                notes.append(
                    "\(quota.watts) W is under what the host may draw when it cannot be reached (\(ledger.base(of: hosts[host].address).watts) W): should it be lost, it returns there"
                )
            }
            if let quota, quota > entry.nameplate { notes.append("above the host's nameplate of \(entry.nameplate.watts) W: no effect") }
            if !hosts[host].isReachable { notes.append("the host is not connected: it will hear of this when it returns") }
        } else if let quota {
            notes.append("floors, and watts that no quota reaches, add up to \(floors.watts) W; the zone's quota is to be \(quota.watts) W")
            if quota < floors {
                notes.append(
                    "BELOW THEM: hosts that can be reached are cut below their floors, but one that cannot be reached stays at its floor, and a lost lease returns a host to it"
                )
            }
            if quota > configuration.quota { notes.append("above the configured quota of \(configuration.quota.watts) W") }
            if lost > 0 { notes.append("\(lost) of \(hosts.count) hosts are not connected") }
        }
        if quarantineEnd != nil { notes.append("the ledger is in quarantine: nothing is granted until it ends") }
        if writes.failure != nil { notes.append("the ledger cannot be written: nothing is granted") }
        return notes
    }

    private func orderEvent(_ decision: QuotaDecision) -> Event {
        var fields: [FlatObject.Field] = [
            .text("target", decision.target), .real("from_w", decision.fromW), .real("to_w", decision.toW),
            .text("reason", decision.reason),
            .count("uid", decision.uid),
        ]
        if let order = decision.order { fields.append(.text("order", order)) }
        let number = decision.order.map { ", order \($0)" } ?? ""
        return Event(
            .quotaSet, .notice,
            "quota of \(decision.target) \(decision.fromW) → \(decision.toW) W (\(decision.reason)\(number), uid \(decision.uid))",
            fields: fields)
    }
}
