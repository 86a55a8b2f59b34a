import ZoneModel

/// A zone, as its collector's status document tells it.
public enum ZoneView {
    /// Two lines on the zone, a line for each thing that needs a person, and a line a host.
    public static func live(_ status: ZoneStatus, width: Int?) -> [StyledLine] {
        [headline(status, width: width), ledgerLine(status, width: width)] + warnings(status, width: width)
            + hostTable(status, width: width)
    }

    public static func status(_ status: ZoneStatus, width: Int?) -> [StyledLine] {
        let lines = "\(Measure.count(status.linesStored)) lines stored, \(Measure.count(status.linesRefused)) refused"
        let about = "zone-collector \(status.version), \(lines), as of \(status.timestamp)"
        return live(status, width: width) + wrapped(about, width: width, indent: 2, style: .faint)
    }

    private static func headline(_ status: ZoneStatus, width: Int?) -> StyledLine {
        var row = Row()
        row.add([(StyledLine("zone \(status.zone)", .strong), rank: 50), (StyledLine(status.zone.text, .strong), rank: Row.stays)])
        row.add(StyledLine("quota ") + StyledLine(Measure.power(status.quotaW), .strong), rank: 90, gap: 3)
        let used = status.quotaW > 0 ? status.power.powerW / status.quotaW : nil
        let style: Style = (used ?? 0) > 1 ? .bad : .strong
        func draw(_ hasError: Bool) -> StyledLine {
            StyledLine("draw ") + Labels.power(status.power, simulated: status.simulated, hasError: hasError, style: style)
        }
        row.add([(draw(true), rank: 30), (draw(false), rank: Row.stays)])
        row.add(Labels.used(used), rank: 25, gap: 3)
        if let reason = status.quotaReason, !reason.isEmpty { row.add(StyledLine("\"\(reason)\"", .faint), rank: 10, gap: 3) }
        return row.line(width: width)
    }

    private static func ledgerLine(_ status: ZoneStatus, width: Int?) -> StyledLine {
        let connected = status.hosts.count { $0.state == .connected }
        let excess = status.committedW > status.quotaW
        var row = Row()
        row.add(StyledLine("committed ") + StyledLine(Measure.power(status.committedW), excess ? .caution : .plain))
        row.add(StyledLine("Σ floors \(Measure.power(status.floorsW))", status.floorsW > status.quotaW ? .bad : .plain), rank: 30, gap: 3)
        row.add(
            StyledLine("\(connected) of \(status.hosts.count) hosts connected", connected < status.hosts.count ? .caution : .plain),
            rank: 40, gap: 3)
        row.add(StyledLine("epoch \(status.epoch)"), rank: 10, gap: 3)
        return row.line(width: width)
    }

    /// Of the events and emergencies; zonectl event list has all.
    private static let ordersMax = 5

    private static func warnings(_ status: ZoneStatus, width: Int?) -> [StyledLine] {
        var lines: [StyledLine] = []
        if let rest = status.quarantineRemainingS {
            lines.append(
                StyledLine(
                    "quarantine: the ledger was lost or restored, nothing is granted for another \(Measure.countdown(rest))", .bad))
        }
        if let failure = status.storeFailure { lines.append(StyledLine("store takes no lines: \(failure)", .bad)) }
        if status.isQuotaUnconfirmed == true {
            lines.append(StyledLine("the orders were lost with the ledger: nothing above the floors until the quota is set anew", .bad))
        }
        lines += (status.orders ?? []).prefix(ordersMax).map(TimedOrderView.line)
        let over = status.hosts.filter(\.isOverCeiling)
        if !over.isEmpty {
            let withheld = over.compactMap(\.withheldW).reduce(0, +)
            let cost = withheld > 0 ? ": \(Measure.power(withheld)) are withheld from the others" : ""
            lines.append(StyledLine("\(over.count) \(over.count == 1 ? "host is" : "hosts are") over the ceiling\(cost)", .bad))
        }
        if status.floorsW > status.quotaW {
            lines.append(StyledLine("Σ floors is above the quota: hosts that cannot be reached will draw more than it", .bad))
        }
        return lines.map { line in width.map { line.clipped(to: $0) } ?? line }
    }

    private static func hostTable(_ status: ZoneStatus, width: Int?) -> [StyledLine] {
        var table = Table([
            .init(title: "HOST", mayShrink: true),
            .init(title: "STATE", rank: 90),
            .init(title: "QUOTA", isNumber: true),
            .init(title: "DRAW", isNumber: true),
            .init(title: "", gap: 1),
            .init(title: "LEASE", isNumber: true, rank: 60),
            .init(title: "APPLIED", isNumber: true, rank: 70),
            .init(title: "FLOOR", isNumber: true, rank: 40),
            .init(title: "CAP", isNumber: true, rank: 35),
            .init(title: "COUNTED", isNumber: true, rank: 30),
            .init(title: "GRANT", isNumber: true, rank: 20),
            .init(title: "NOTE", rank: 80, mayShrink: true),
        ])
        for host in status.hosts { table.add(cells(host, zone: status.zone)) }
        return table.lines(width: width)
    }

    private static func cells(_ host: ZoneStatus.Host, zone: Name) -> [StyledLine] {
        let isMissing = host.state == .never || host.state == .lost
        let label = host.power.map { Labels.total($0.source, simulated: host.simulated) } ?? StyledLine()
        return [
            StyledLine(host.address.zone == zone ? "\(host.address.site)/\(host.address.host)" : host.address.description),
            state(host),
            StyledLine(Measure.power(host.quotaW)),
            StyledLine(Measure.power(host.power?.powerW), host.isOverCeiling ? .bad : isMissing ? .faint : .plain),
            label,
            StyledLine(host.leaseRemainingS.map { Measure.countdown($0) } ?? Measure.unknown),
            applied(host),
            StyledLine(Measure.power(host.floorW)),
            StyledLine(host.capW.map { Measure.power($0) } ?? ""),
            StyledLine(Measure.power(host.commitmentW)),
            StyledLine(host.grant?.description ?? Measure.unknown, .faint),
            note(host),
        ]
    }

    private static func state(_ host: ZoneStatus.Host) -> StyledLine {
        switch host.state {
        case _ where host.isOverCeiling: StyledLine("OVER", .bad)
        case _ where host.maintenance != nil: StyledLine("out", .caution)
        case .connected where host.mode == .observe: StyledLine("observing", .caution)
        case .connected: StyledLine("connected", .good)
        case .never: StyledLine("never seen", .faint)
        case .lost: StyledLine("lost\(host.ageS.map { " \(Measure.time($0))" } ?? "")", .bad)
        case .refused: StyledLine("refused", .bad)
        }
    }

    private static func applied(_ host: ZoneStatus.Host) -> StyledLine {
        guard host.grant != nil else { return StyledLine(Measure.unknown) }
        guard host.isApplied else { return StyledLine("not yet", .caution) }
        return StyledLine(host.appliedAfterS.map { Measure.time($0) } ?? "yes")
    }

    private static func note(_ host: ZoneStatus.Host) -> StyledLine {
        if host.isOverCeiling {
            return StyledLine(host.withheldW.map { "\(Measure.power($0)) withheld from others" } ?? "draws more than its ceiling", .bad)
        }
        if let reason = host.maintenance { return StyledLine("\"\(reason)\"", .faint) }
        return StyledLine(host.refusal ?? "", .bad)
    }
}
