import ZoneModel

/// The veto of whoever stands before the host. It can only lower: it is one more bound beside the config's, which no centre can raise.
extension HostPolicy {
    /// A hold in force, and when it ends on the boot clock.
    struct HoldInForce: Equatable, Sendable {
        var order: Hold
        /// nil: not by itself.
        var endsAt: BootInstant?
        /// The end was counted from this run's start, because nothing better was known of it yet.
        var isEndAssumed: Bool
    }

    /// The least of the config's quota and a hold.
    var localBound: Power { min(configuration.quota, hold?.order.ceiling ?? .maximum) }

    /// Sets a hold, puts another in its place, or (nil) lifts it.
    ///
    /// In force when this returns. The shell tells the caller when it is on disk, too.
    ///
    /// - Parameters:
    ///   - reason: of the lifting; a hold carries its own.
    ///   - uid: the caller's, from the socket.
    public mutating func onHold(_ order: Hold?, reason: String, uid: UInt32, now: BootInstant) -> [HostDirective] {
        guard order != nil || hold != nil else { return [] }
        let before = ceiling(now: now)
        let old = hold
        hold = order.map { HoldInForce(order: $0, endsAt: $0.length.map { now + $0 }, isEndAssumed: false) }
        let after = ceiling(now: now)
        compliance.ceilingFell(from: before, to: after, grant: nil, now: now)
        lastCeiling = after
        let event = order.map { held($0, before: old?.order) } ?? lifted(old?.order, reason: reason, uid: uid)
        return [.rememberHold(order), .happened(event)] + decide(now: now)
    }

    /// What was ordered in an earlier run. Its end is counted anew until the wall clock, if it can be believed, tells what is left of it.
    mutating func resume(_ order: Hold?, now: BootInstant) {
        hold = order.map { HoldInForce(order: $0, endsAt: $0.length.map { now + $0 }, isEndAssumed: $0.length != nil) }
    }

    /// Lets a hold go whose time is over.
    mutating func endHold(_ snapshot: Snapshot) -> [HostDirective] {
        guard var current = hold, let endsAt = current.endsAt else { return [] }
        if current.isEndAssumed, let left = current.order.remaining(wall: snapshot.wall, clock: snapshot.clock) {
            current.endsAt = min(endsAt, snapshot.at + left)
            current.isEndAssumed = false
            hold = current
        }
        guard let endsAt = current.endsAt, snapshot.at >= endsAt else { return [] }
        hold = nil
        let event = Event(
            .holdEnded, .notice, "the hold of \(current.order.ceiling.text) (\"\(current.order.reason)\") is over: its time has run out",
            fields: [.power("hold_w", current.order.ceiling), .text("reason", current.order.reason)])
        return [.rememberHold(nil), .happened(event)]
    }

    public func holdFigure(now: BootInstant) -> HoldFigure? {
        hold.map { current in
            HoldFigure(
                ceilingW: current.order.ceiling.watts, reason: current.order.reason, uid: current.order.uid,
                since: current.order.since.rfc3339, endsInS: current.endsAt.map { max(($0 - now).seconds, 0) })
        }
    }

    /// What holds now, in the form of an answer that changed nothing.
    public func holdDocument(now: BootInstant) -> HoldDocument {
        let ceiling = ceiling(now: now)
        return HoldDocument(
            address: configuration.address, wasDryRun: true, hold: holdFigure(now: now), before: nil, fromW: ceiling.watts,
            toW: ceiling.watts, power: power(now: now), simulated: configuration.simulated, notes: holdNotes(now: now))
    }

    /// What a person should know of the hold that is in force.
    func holdNotes(now: BootInstant) -> [String] {
        guard let current = hold else { return [] }
        var notes: [String] = []
        if current.order.uid == nil { notes.append("nobody ordered it: \(current.order.reason)") }
        if configuration.mode == .observe { notes.append("mode is observe: nothing is throttled, so the hold is only shown") }
        let idleW = unthrottledW(now: now)
        if current.order.ceiling.watts < idleW {
            notes.append(
                "the host draws about \(fixed(idleW, decimals: 1)) W with every rig at duty 0: what is above the hold must be switched off by hand"
            )
        }
        if current.order.ceiling >= configuration.quota {
            notes.append("not below the \(configuration.quota.text) of this host's config: it binds nothing now")
        }
        return notes
    }

    func holdCeiling(now: BootInstant) -> WhyDocument.Ceiling? {
        guard let current = hold else { return nil }
        let until = current.endsAt.map { ", for another \(fixed(max(($0 - now).seconds, 0), decimals: 0)) s" } ?? ", until it is lifted"
        let who = current.order.uid.map { "by uid \($0)" } ?? "assumed by the agent"
        return WhyDocument.Ceiling(
            limit: .hold, ceilingW: current.order.ceiling.watts, isBinding: false, costW: 0,
            explanation: "held \(who) since \(current.order.since.rfc3339) (\"\(current.order.reason)\")\(until)",
            mend: "zonectl hold off --reason TEXT, at this host, when the cause is gone")
    }

    private func held(_ order: Hold, before: Hold?) -> Event {
        let length = order.length.map { " for \(fixed($0.seconds, decimals: 0)) s" } ?? " until it is lifted"
        let change = before.map { ", before it \($0.ceiling.text)" } ?? ""
        var fields: [FlatObject.Field] = [.power("hold_w", order.ceiling), .text("reason", order.reason)]
        if let uid = order.uid { fields.append(.count("uid", uid)) }
        if let length = order.length { fields.append(.count("for_ms", length.wholeMilliseconds)) }
        if let before { fields.append(.power("hold_before_w", before.ceiling)) }
        return Event(
            .holdSet, .warning,
            "held at \(order.ceiling.text)\(length): \"\(order.reason)\"\(order.uid.map { " (uid \($0))" } ?? "")\(change)", fields: fields)
    }

    private func lifted(_ order: Hold?, reason: String, uid: UInt32) -> Event {
        let ceiling = order?.ceiling ?? .zero
        return Event(
            .holdEnded, .notice, "the hold of \(ceiling.text) (\"\(order?.reason ?? "")\") is lifted: \"\(reason)\" (uid \(uid))",
            fields: [.power("hold_w", ceiling), .text("reason", reason), .count("uid", uid)])
    }
}
