import ZoneModel

/// Rigs that a person takes out: duty 0, and no alarm for a sensor that falls silent under a screwdriver.
///
/// They stay in the account. A reading that is believed counts as before, whatever the rig draws on the bench; without one the rig counts at its nameplate
/// until its watts must have fallen, at its idle bound from then on, and at its nameplate for good where the agent does not throttle it.
extension HostPolicy {
    /// Takes a rig out, or (nil) puts it back. In force when this returns; the shell tells the caller when it is on disk, too.
    ///
    /// - Parameters:
    ///   - reason: of putting it back; what takes it out carries its own.
    ///   - uid: the caller's, from the socket.
    public mutating func onMaintenance(
        _ rig: Name, _ order: Maintenance?, reason: String, uid: UInt32, now: BootInstant
    ) -> [HostDirective] {
        guard order != nil || maintenance[rig] != nil else { return [] }
        let old = maintenance[rig]
        maintenance[rig] = order
        markMaintenance()
        var directives: [HostDirective] = [.rememberMaintenance(maintenance), .happened(maintenanceEvent(rig, order, old, reason, uid))]
        if let judge = judges.first(where: { $0.configuration.name == rig }) {
            directives += tellState(of: judge, now: now)
            // What was no alarm while it was out is one now.
            if order == nil, judge.thermal.state == .unsafe { directives += tellThermal(judge, before: .clear) }
        }
        return directives + decide(now: now)
    }

    /// Tells every judge whether its rig is out; after a reload judges may be new.
    mutating func markMaintenance() {
        for index in judges.indices { judges[index].isOut = maintenance[judges[index].configuration.name] != nil }
    }

    /// Why an order for a rig cannot be taken; nil: it can.
    public func maintenanceRefusal(_ request: MaintenanceRequest) -> AdminFailure? {
        let names = configuration.rigs.map(\.name.text)
        // What is out stays known by its name even when the config has dropped it.
        let known = Set(names).union(request.isOut ? [] : maintenance.keys.map(\.text))
        guard !known.contains(request.target) else { return nil }
        let near = nearestName(to: request.target, among: names)
        return AdminFailure(
            code: "unknown_target", message: "this host has no rig \"\(request.target.prefix(100))\"",
            mend: near.map { "did you mean \($0)?" } ?? "its rigs: \(names.joined(separator: ", "))")
    }

    /// What is out now.
    public func maintenanceDocument(now: BootInstant) -> MaintenanceDocument {
        let items = maintenance.sorted { $0.key < $1.key }.map { rig, order in
            MaintenanceDocument.Item(
                target: rig.text, reason: order.reason, uid: order.uid, since: order.since.rfc3339,
                power: judges.first { $0.configuration.name == rig }?.figure(now: now))
        }
        return MaintenanceDocument(
            address: configuration.address.description, wasDryRun: true, simulated: configuration.simulated, items: items, notes: [])
    }

    /// What a person should know before a rig goes out.
    public func maintenanceNotes(_ rig: Name, isOut: Bool, now: BootInstant) -> [String] {
        guard let judge = judges.first(where: { $0.configuration.name == rig }) else { return [] }
        guard isOut else {
            return judge.isStale(now: now) ? ["it has no believable power reading yet, so it stands still until it has one"] : []
        }
        var notes: [String] = []
        if configuration.mode == .observe { notes.append("mode is observe: its worker is not stopped") }
        if !judge.configuration.isThrottled {
            notes.append("the agent throttles nothing of it: switch it off by hand; while its sensor is silent it counts at its nameplate")
        }
        return notes
    }

    var rigsOut: Int { judges.count { $0.isOut } }

    private func maintenanceEvent(
        _ rig: Name, _ order: Maintenance?, _ old: Maintenance?, _ reason: String, _ uid: UInt32
    ) -> Event {
        guard let order else {
            let since = old?.since.rfc3339 ?? ""
            return Event(
                .maintenanceEnded, .notice, "\(rig): back in use after maintenance since \(since): \"\(reason)\" (uid \(uid))",
                fields: [.text("rig", rig.text), .text("reason", reason), .count("uid", uid), .text("since", since)])
        }
        return Event(
            .maintenanceBegan, .notice, "\(rig): taken out, its duty is 0: \"\(order.reason)\" (uid \(order.uid))",
            fields: [.text("rig", rig.text), .text("reason", order.reason), .count("uid", order.uid)])
    }
}
