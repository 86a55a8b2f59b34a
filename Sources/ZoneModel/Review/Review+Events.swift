/// What was ordered, lost and broken, read from the events.
extension Review {
    // MARK: Cuts

    func pushes() -> [ReviewDocument.Push] {
        var pushes: [ReviewDocument.Push] = []
        var grants: [String?] = []
        for entry in entries {
            switch entry.kind {
            case .quotaChanged:
                guard let from = entry.number("quota_before_w"), let to = entry.number("quota_w"), to < from else { continue }
                if let last = pushes.indices.last, pushes[last].state == .open { pushes[last].state = .superseded }
                pushes.append(push(entry, from: from, to: to))
                grants.append(grant(entry))
            case .quotaApplied:
                let id = grant(entry)
                let after = entry.number("time_to_comply_ms").map { $0 / 1000 }
                let over = (entry.number("overshoot_ws") ?? 0) / 3600
                var index = grants.lastIndex { $0 != nil && $0 == id }
                if index == nil || pushes[index ?? 0].state != .open {
                    // A cut that came without a grant: a lease that ran out, a hold, a schedule's edge.
                    guard let from = entry.number("quota_before_w"), let to = entry.number("quota_w") else { continue }
                    var push = push(entry, from: from, to: to)
                    push.at = WallInstant(milliseconds: entry.at.milliseconds - Int64((after ?? 0) * 1000)).rfc3339
                    push.reason = Review.parenthesised(entry.message)
                    pushes.append(push)
                    grants.append(id)
                    index = pushes.count - 1
                }
                guard let index else { continue }
                pushes[index].state = .applied
                pushes[index].appliedS = after
                pushes[index].overWh = over
            case .emergencySet:
                // It travels with the grant that cuts.
                let near = pushes.lastIndex {
                    WallInstant(rfc3339: $0.at).map { abs($0.milliseconds - entry.at.milliseconds) <= 2000 } ?? false
                }
                if let near { pushes[near].isEmergency = true }
            default: break
            }
        }
        return pushes
    }

    private func push(_ entry: ReviewInput.Entry, from: Double, to: Double) -> ReviewDocument.Push {
        ReviewDocument.Push(
            host: input.host, at: entry.at.rfc3339, fromW: from, toW: to, reason: entry.fields["reason"], order: entry.fields["order"],
            isEmergency: false, state: .open, appliedS: nil, overWh: 0, hosts: 1)
    }

    private func grant(_ entry: ReviewInput.Entry) -> String? {
        guard let epoch = entry.fields["epoch"], let generation = entry.fields["generation"] else { return nil }
        return "\(epoch)/\(generation)"
    }

    /// `hold` of `quota 24.00 → 2.00 kW (hold): draw …`
    private static func parenthesised(_ message: String) -> String? {
        guard let open = message.firstIndex(of: "("), let close = message[open...].firstIndex(of: ")") else { return nil }
        return String(message[message.index(after: open)..<close])
    }

    /// A zone that divides its budget anew moves every host's quota a little all the time; what people ordered is more than that.
    static func significant(_ pushes: [ReviewDocument.Push]) -> [ReviewDocument.Push] {
        let kept = pushes.filter { $0.isEmergency || $0.state == .open || $0.overWh > 1 || $0.fromW - $0.toW >= 0.05 * $0.fromW }
        guard kept.count > listed else { return kept }
        let largest = kept.sorted { ($0.isEmergency ? .infinity : $0.fromW - $0.toW) > ($1.isEmergency ? .infinity : $1.fromW - $1.toW) }
        return largest.prefix(listed).sorted { $0.at < $1.at }
    }

    // MARK: Leases

    func leaseLosses() -> [ReviewDocument.LeaseLoss] {
        var losses: [ReviewDocument.LeaseLoss] = []
        var open: ReviewInput.Entry?
        func close(_ lost: ReviewInput.Entry, at end: WallInstant, isOver: Bool) {
            // One that was going on when the time began counts from there.
            let from = max(lost.at, input.since)
            guard end > from else { return }
            let seconds = Double(end.milliseconds - from.milliseconds) / 1000
            let used = min(lost.number("quota_w") ?? 0, lost.number("wanted_w") ?? 0)
            let short = max(used - (lost.number("floor_w") ?? 0), 0)
            losses.append(
                .init(
                    host: input.host, at: from.rfc3339, seconds: seconds, isOver: isOver, cause: linkCause(near: lost.at),
                    scheduleID: lost.fields["schedule_id"], costWh: short * seconds / 3600))
        }
        for entry in input.entries where entry.at <= until {
            switch entry.kind {
            case .leaseLost: if open == nil { open = entry }
            case .leaseGained, .stopping, .started:
                if let lost = open { close(lost, at: entry.at, isOver: entry.kind == .leaseGained) }
                open = nil
            default: break
            }
        }
        if let lost = open { close(lost, at: until, isOver: false) }
        return losses
    }

    /// Why the collector was not heard at that time.
    private func linkCause(near instant: WallInstant) -> String? {
        input.entries.last {
            ($0.kind == .collectorLost || $0.kind == .collectorRefused || $0.kind == .quotaRefused)
                && (instant.milliseconds - 60_000...instant.milliseconds + 5000).contains($0.at.milliseconds)
        }.map { $0.fields["reason"] ?? $0.message }
    }

    // MARK: Rigs

    private struct Open {
        var what: String
        var at: WallInstant
        var shortW: Double
    }

    func troubles() -> [ReviewDocument.Trouble] {
        var open: [String: Open] = [:]
        var sums: [String: ReviewDocument.Trouble] = [:]
        func close(_ rig: String, at end: WallInstant, isOver: Bool) {
            guard let begun = open.removeValue(forKey: rig) else { return }
            let from = max(begun.at, input.since)
            guard end > from else { return }
            let seconds = Double(end.milliseconds - from.milliseconds) / 1000
            let key = "\(rig)/\(begun.what)"
            var sum = sums[key] ?? .init(host: input.host, rig: rig, what: begun.what, times: 0, seconds: 0, isOver: true, costWh: 0)
            sum.times += 1
            sum.seconds += seconds
            sum.isOver = isOver
            sum.costWh += begun.shortW * seconds / 3600
            sums[key] = sum
        }
        for entry in input.entries where entry.at <= until {
            guard let rig = entry.fields["rig"] else {
                // A run that ended takes what it thought of its rigs with it.
                if entry.kind == .started || entry.kind == .stopping {
                    for rig in open.keys.sorted() { close(rig, at: entry.at, isOver: true) }
                }
                continue
            }
            switch entry.kind {
            case .rigStale: begin("stale")
            case .rigFrozen: begin("frozen")
            case .temperatureMissing: begin("unsafe")
            case .thermalTrip: begin("tripped")
            case .capNotTaken: begin("cap not taken")
            case .rigRecovered, .thermalCleared, .capTaken, .maintenanceBegan: close(rig, at: entry.at, isOver: true)
            default: break
            }
            func begin(_ what: String) {
                if let before = open[rig] {
                    // Told again, or turned from one thing into another.
                    guard before.what != what else { return }
                    close(rig, at: entry.at, isOver: true)
                }
                let short = entry.number("power_before_w").map { max($0 - (entry.number("idle_w") ?? 0), 0) } ?? 0
                open[rig] = Open(what: what, at: entry.at, shortW: short)
            }
        }
        for rig in open.keys.sorted() { close(rig, at: until, isOver: false) }
        return sums.values.sorted { ($0.isOver ? 1 : 0, -$0.seconds, $0.rig) < ($1.isOver ? 1 : 0, -$1.seconds, $1.rig) }
    }
}
