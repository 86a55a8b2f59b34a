import ZoneModel

/// Events and emergencies: ordered, listed, cancelled.
extension ZoneAuthority {
    /// Orders an event (announced to the hosts beforehand) or an emergency (at once, under the floors too).
    ///
    /// Both give less, so they hold at once and are written down meanwhile; the shell answers when the batch that carries them is on disk.
    public mutating func onTimedRequest(
        _ request: TimedOrderRequest, uid: UInt32, now: BootInstant, wall: WallInstant
    ) -> (Result<TimedOrderDecision, AdminFailure>, [ZoneDirective]) {
        var out: [ZoneDirective] = []
        advance(now, &out)
        let order: TimedOrder
        do throws(AdminFailure) {
            order = try checked(request, uid: uid, wall: wall)
        } catch {
            return (.failure(error), out)
        }
        var decision = decide(order, state: order.kind == .emergency ? .active : .pending, now: now, wall: wall)
        decision.wasDryRun = request.dryRun
        guard !request.dryRun else { return (.success(decision), out) }
        lastTimedOrder = order.id
        tree.set(order, wall: wall, now: now)
        writes.unsaved.insert(.timedOrder(order.id))
        out.append(.event(timedEvent(order, "is ordered"), nil))
        settle(now, &out)
        return (.success(decision), out)
    }

    /// Cancels an event, or lifts an emergency before its stated end.
    public mutating func onTimedCancellation(
        _ request: TimedOrderCancellation, uid: UInt32, now: BootInstant, wall: WallInstant
    ) -> (Result<TimedOrderDecision, AdminFailure>, [ZoneDirective]) {
        var out: [ZoneDirective] = []
        advance(now, &out)
        guard let state = tree.timed[request.id] else {
            let known = tree.timed.keys.sorted().map(String.init).joined(separator: ", ")
            return (
                .failure(
                    AdminFailure(
                        code: "unknown_order", message: "there is no event or emergency \(request.id)",
                        mend: known.isEmpty ? "nothing is ordered" : "there are: \(known)")), out
            )
        }
        if let failure = reasonFailure(request.reason, order: nil) { return (.failure(failure), out) }
        var decision = decide(state.order, state: self.state(of: state), now: now, wall: wall)
        decision.wasCancelled = true
        decision.wasDryRun = request.dryRun
        guard !request.dryRun else { return (.success(decision), out) }
        for id in tree.cancel(request.id, wall: wall, now: now) + [request.id] { writes.unsaved.insert(.timedOrder(id)) }
        emergencyFloors[request.id] = nil
        out.append(.event(timedEvent(state.order, "is called off by uid \(uid) (\(request.reason))", isEnd: true), nil))
        settle(now, &out)
        return (.success(decision), out)
    }

    /// Takes a host out of use, or puts it back. Its floor counts all the same: it returns there when it is lost.
    public mutating func onMaintenanceRequest(
        _ request: MaintenanceRequest, uid: UInt32, now: BootInstant, wall: WallInstant
    ) -> (Result<MaintenanceDecision, AdminFailure>, [ZoneDirective]) {
        var out: [ZoneDirective] = []
        advance(now, &out)
        guard let address = HostAddress(path: request.target), let i = index[address] else {
            return (.failure(unknownTarget(request.target)), out)
        }
        if let failure = reasonFailure(request.reason, order: nil) { return (.failure(failure), out) }
        var notes: [String] = []
        if (hosts[i].maintenance != nil) == request.isOut { notes.append("it was already \(request.isOut ? "out" : "in use")") }
        let base = ledger.base(of: address)
        if request.isOut, base > .zero {
            notes.append(
                "should it be lost, it returns to what it may draw without a lease: \(base.text). Take its rigs out at the host, too")
        }
        let decision = MaintenanceDecision(
            target: request.target, isOut: request.isOut, wasDryRun: request.dryRun, reason: request.reason, uid: uid,
            timestamp: wall.rfc3339, floorW: base.watts, notes: notes)
        guard !request.dryRun else { return (.success(decision), out) }
        hosts[i].maintenance = request.isOut ? MaintenanceOrder(reason: request.reason, uid: uid, wall: wall) : nil
        writes.unsaved.insert(.maintenance(i))
        let message = "\(address) is \(request.isOut ? "taken out of use" : "back in use") (\(request.reason), uid \(uid))"
        out.append(
            .event(Event(.hostMaintenance, .notice, message, fields: [.flag("out", request.isOut), .count("uid", uid)]), address))
        settle(now, &out)
        return (.success(decision), out)
    }

    /// The machine that held a host's name is gone for good: the next one that says hello under it is taken in.
    ///
    /// A person answers for it: a machine that is only cut off would go on at its floor beside the new one.
    public mutating func onReplacementRequest(
        _ request: ReplacementRequest, uid: UInt32, now: BootInstant, wall: WallInstant
    ) -> (Result<ReplacementDecision, AdminFailure>, [ZoneDirective]) {
        var out: [ZoneDirective] = []
        advance(now, &out)
        guard let address = HostAddress(path: request.target), let i = index[address] else {
            return (.failure(unknownTarget(request.target)), out)
        }
        if let failure = reasonFailure(request.reason, order: nil) { return (.failure(failure), out) }
        if hosts[i].session != nil {
            let message = "\(address) is connected: its machine \(hosts[i].machineID ?? "") is alive"
            return (.failure(AdminFailure(code: "connected", message: message, mend: "stop zone-agent there first")), out)
        }
        let decision = ReplacementDecision(
            target: request.target, machineID: hosts[i].machineID, wasDryRun: request.dryRun, reason: request.reason, uid: uid,
            timestamp: wall.rfc3339, floorW: ledger.floors(of: address).watts)
        guard !request.dryRun else { return (.success(decision), out) }
        let message =
            "\(address): machine \(hosts[i].machineID ?? "none") is replaced (\(request.reason), uid \(uid)): the next one that comes is taken in"
        hosts[i].machineID = nil
        writes.unsaved.insert(.machine(i))
        // The new machine has no schedule yet, so it starts at the floor of its own configuration, before it has said a word.
        let floor = max(hosts[i].floorAtHost ?? .zero, hosts[i].entry.floor)
        hosts[i].floorAtHost = floor
        ledger.floorShown(address, floor)
        writes.unsaved.insert(.floor(i))
        out.append(.event(Event(.hostReplaced, .notice, message, fields: [.count("uid", uid)]), address))
        settle(now, &out)
        return (.success(decision), out)
    }

    /// An order is in: what follows from it goes out at once.
    private mutating func settle(_ now: BootInstant, _ out: inout [ZoneDirective]) {
        treeDueAt = nil
        advance(now, &out)
        pass(now, &out, isOrder: true)
        seal(now, &out)
    }

    public func timedOrders(now: BootInstant) -> TimedOrdersDocument {
        let states = tree.timed.values.sorted { ($0.startsAt, $0.order.id) < ($1.startsAt, $1.order.id) }
        return TimedOrdersDocument(orders: states.map { document($0.order, state: state(of: $0), $0, now) })
    }

    private func state(of timed: BudgetTree.Timed) -> TimedOrderDocument.State {
        timed.hasBegun ? .active : edge?.orders.contains(timed.order.id) == true ? .announced : .pending
    }

    private func document(
        _ order: TimedOrder, state: TimedOrderDocument.State, _ timed: BudgetTree.Timed, _ now: BootInstant
    ) -> TimedOrderDocument {
        TimedOrderDocument(order, state: state, remainingS: max(((timed.hasBegun ? timed.endsAt : timed.startsAt) - now).seconds, 0))
    }

    // MARK: Checks

    private func checked(_ request: TimedOrderRequest, uid: UInt32, wall: WallInstant) throws(AdminFailure) -> TimedOrder {
        let target = try budgetTarget(request.target)
        if let failure = reasonFailure(request.reason, order: request.order) { throw failure }
        guard request.quotaW.isFinite, request.quotaW >= 0, request.quotaW <= Power.maximum.watts else {
            throw AdminFailure(code: "bad_quota", message: "a quota must be from 0 W to 100 GW", mend: "such as \"24 MW\"")
        }
        guard request.durationS >= 1, request.durationS <= QuotaGrant.emergencyMax.seconds else {
            throw AdminFailure(
                code: "bad_duration", message: "an order lasts from 1 s to 31 d", mend: "who needs a longer one sets the quota")
        }
        var start = wall
        if let text = request.start {
            guard request.kind == .event else {
                throw AdminFailure(code: "bad_start", message: "an emergency begins now", mend: "order an event for a later time")
            }
            guard let instant = WallInstant(rfc3339: text) else {
                throw AdminFailure(code: "bad_start", message: "\"\(text.prefix(40))\" is no time", mend: "such as 2026-01-31T18:00:00Z")
            }
            let ahead = instant.milliseconds - wall.milliseconds
            guard ahead >= -60_000, ahead <= 370 * 86_400_000 else {
                throw AdminFailure(
                    code: "bad_start", message: "\(text) is not within the coming year", mend: "mind the time zone: Z is UTC")
            }
            start = max(instant, wall)
        }
        let order = TimedOrder(
            id: lastTimedOrder + 1, kind: request.kind, target: target, quota: Power(watts: request.quotaW), start: start,
            end: WallInstant(milliseconds: start.milliseconds + Int64(request.durationS * 1000)), reason: request.reason,
            order: request.order, uid: uid, wall: wall)
        try checkFloors(order)
        return order
    }

    /// An event must leave room for the floors under it: hosts that are lost then draw them. An emergency takes the floors down with it.
    private func checkFloors(_ order: TimedOrder) throws(AdminFailure) {
        guard order.kind == .event else { return }
        let floors = self.floors(under: order.target, from: order.start, to: order.end)
        guard floors > order.quota else { return }
        throw AdminFailure(
            code: "below_floors",
            message:
                "the floors under \(order.target) add up to \(floors.text) between \(order.start.rfc3339) and \(order.end.rfc3339), and the event leaves \(order.quota.text): a host that is lost then would stay at its floor",
            mend: "lower the floors for these hours ([[floors.daily]]), or order an emergency, which holds under the floors, too")
    }

    /// The highest sum of floors at any instant of an interval, widened by ε.
    func floors(under target: BudgetTarget, from start: WallInstant, to end: WallInstant) -> Power {
        let members = hosts.filter { isUnder(target, $0) }
        guard let floors = configuration.floors else { return members.map { ledger.base(of: $0.address) }.total() }
        let slot = floors.slot.wholeMilliseconds
        let widen = floors.clockError.wholeMilliseconds
        let first = (start.milliseconds - widen) / slot * slot
        // The shares repeat every day.
        let last = min(end.milliseconds + widen, first + 86_400_000 + slot)
        let sums = stride(from: first, through: last, by: Int64.Stride(slot)).map { instant in
            members.map { max(floors.floor(of: $0.entry.floor, at: WallInstant(milliseconds: instant)), $0.floorAtHost ?? .zero) }.total()
        }
        return sums.max() ?? .zero
    }

    private func budgetTarget(_ text: String) throws(AdminFailure) -> BudgetTarget {
        guard let target = BudgetTarget(path: text) else { throw unknownTarget(text) }
        if case .host(let address) = target, index[address] != nil { return target }
        guard tree.place(of: target) != nil else { throw unknownTarget(text) }
        return target
    }

    func unknownTarget(_ text: String) -> AdminFailure {
        let known = tree.nodes.map(\.target.description) + hosts.map(\.address.description)
        let same = hosts.first { $0.address.host.text == text || $0.address.site.text == text }
        let near = same?.address.description ?? nearestName(to: text, among: known)
        return AdminFailure(
            code: "unknown_target", message: "there is no \"\(text.prefix(200))\" in this zone",
            mend: near.map { "did you mean \($0)?" }
                ?? "name the zone (\(configuration.zone)), a class (\(configuration.zone):ai), a site (\(configuration.zone)/SITE) or a host (\(configuration.zone)/SITE/HOST)"
        )
    }

    func reasonFailure(_ reason: String, order: String?) -> AdminFailure? {
        if !reason.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) || reason.utf8.count > 256 {
            return AdminFailure(code: "bad_reason", message: "an order needs a reason of 1 to 256 bytes", mend: "give --reason TEXT")
        }
        if (order?.utf8.count ?? 0) > 64 {
            return AdminFailure(code: "bad_order", message: "an order's number has at most 64 bytes", mend: "shorten it")
        }
        return nil
    }

    // MARK: What it does

    private func decide(_ order: TimedOrder, state: TimedOrderDocument.State, now: BootInstant, wall: WallInstant) -> TimedOrderDecision {
        let node = tree.place(of: order.target)
        let host: HostAddress? = if case .host(let address) = order.target { address } else { nil }
        let floors = node.map { ledger.baseTotal(node: $0) } ?? host.map { ledger.base(of: $0) } ?? .zero
        let committed = node.map { ledger.total(node: $0, now: now) } ?? host.map { ledger.commitment(of: $0, now: now) } ?? .zero
        var notes: [String] = []
        let members = hosts.filter { isUnder(order.target, $0) }
        let lost = members.count { !$0.isReachable }
        if lost > 0 { notes.append("\(lost) of \(members.count) hosts are not connected: they stay at their floors") }
        if order.kind == .emergency, order.quota < floors {
            notes.append(
                "under the floors of \(floors.text): hosts that are connected keep the lower floor until \(order.end.rfc3339), whatever is lost"
            )
        }
        let full = node.map { tree.full($0, at: now) } ?? members.first?.nameplate ?? .maximum
        if order.quota >= full { notes.append("not below what holds now (\(full.text)): no effect by itself") }
        let remaining = max(order.start.milliseconds - wall.milliseconds, 0)
        let left = state == .active ? max(order.end.milliseconds - wall.milliseconds, 0) : remaining
        return TimedOrderDecision(
            order: TimedOrderDocument(order, state: state, remainingS: Double(left) / 1000), wasDryRun: false, wasCancelled: false,
            floorsW: floors.watts, committedW: committed.watts, notes: notes)
    }

    func timedEvent(_ order: TimedOrder, _ what: String, isEnd: Bool = false) -> Event {
        let number = order.order.map { ", order \($0)" } ?? ""
        let name = order.kind == .emergency ? "EMERGENCY" : "event"
        let message =
            "\(name) \(order.id) \(what): \(order.target) at most \(order.quota.text) from \(order.start.rfc3339) to \(order.end.rfc3339) "
            + "(\(order.reason)\(number), uid \(order.uid))"
        let fields: [FlatObject.Field] = [
            .count("timed_order", order.id), .text("target", order.target.description), .power("quota_w", order.quota),
            .text("reason", order.reason), .count("uid", order.uid),
        ]
        return Event(isEnd ? .timedOrderEnded : .timedOrderSet, order.kind == .emergency ? .warning : .notice, message, fields: fields)
    }
}
