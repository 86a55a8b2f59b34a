import ZoneModel

/// What is out for maintenance.
public enum MaintenanceView {
    /// - Parameter request: what was asked to change; nil: nothing.
    public static func lines(_ document: MaintenanceDocument, request: MaintenanceRequest?, width: Int?) -> [StyledLine] {
        var head = StyledLine("\(document.address)  ", .strong)
        if let request {
            head.append(request.target, .strong)
            head.append(request.isOut ? " is out" : " is back in use", request.isOut ? .caution : .good)
            if document.wasDryRun { head.append("  DRY RUN: nothing was changed", .caution) }
        } else {
            head.append(document.items.isEmpty ? "nothing is out for maintenance" : "\(document.items.count) out for maintenance")
        }
        return head.broken(width: width) + table(document, width: width)
            + document.notes.flatMap { wrapped("note: \($0)", width: width, indent: 2, style: .caution) }
    }

    /// The collector's answer: a host of the zone.
    public static func decision(_ decision: MaintenanceDecision, width: Int?) -> [StyledLine] {
        var head = StyledLine(decision.target, .strong)
        head.append(decision.isOut ? "  is out" : "  is back in use", decision.isOut ? .caution : .good)
        if decision.wasDryRun { head.append("  DRY RUN: nothing was changed", .caution) }
        var lines = head.broken(width: width)
        lines += wrapped("\"\(decision.reason)\" by uid \(decision.uid) at \(decision.timestamp)", width: width, indent: 2)
        if decision.isOut {
            lines += wrapped("floor \(Measure.power(decision.floorW)): what it may draw all the same", width: width, indent: 2)
        }
        return lines + decision.notes.flatMap { wrapped("note: \($0)", width: width, indent: 2, style: .caution) }
    }

    /// The collector's answer: a machine that is gone for good.
    public static func replacement(_ decision: ReplacementDecision, width: Int?) -> [StyledLine] {
        var head = StyledLine(decision.target, .strong)
        head.append("  may be taken over by the next machine", .caution)
        if decision.wasDryRun { head.append("  DRY RUN: nothing was changed", .caution) }
        let old = decision.machineID.map { "machine \($0)" } ?? "no machine"
        var lines = head.broken(width: width)
        lines += wrapped("\(old) held the name", width: width, indent: 2)
        lines += wrapped("\"\(decision.reason)\" by uid \(decision.uid) at \(decision.timestamp)", width: width, indent: 2)
        guard decision.floorW > 0 else { return lines }
        let warning = "if it is alive after all, it draws up to \(Measure.power(decision.floorW)) beside the new one: see that it is off"
        return lines + wrapped(warning, width: width, indent: 2, style: .caution)
    }

    private static func table(_ document: MaintenanceDocument, width: Int?) -> [StyledLine] {
        guard !document.items.isEmpty else { return [] }
        var table = Table([
            .init(title: "OUT", mayShrink: true),
            .init(title: "COUNTED", rank: 60),
            .init(title: "SINCE", rank: 20),
            .init(title: "UID", isNumber: true, rank: 10),
            .init(title: "REASON", rank: 30, mayShrink: true),
        ])
        for item in document.items {
            table.add([
                StyledLine(item.target),
                Labels.power(item.power, simulated: document.simulated, hasError: false, style: .plain),
                StyledLine(item.since),
                StyledLine(String(item.uid)),
                StyledLine(item.reason),
            ])
        }
        return table.lines(width: width)
    }
}
