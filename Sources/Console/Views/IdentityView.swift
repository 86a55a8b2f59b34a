import ZoneModel

/// What was ordered about who may speak for a host.
public enum IdentityView {
    public static func enrolment(_ decision: EnrolmentDecision, width: Int?) -> [StyledLine] {
        var head = StyledLine(decision.target, .strong)
        head.append("  may be enrolled once, as \(decision.hostClass.rawValue), until \(decision.expires)", .good)
        if decision.wasDryRun { head.append("  DRY RUN: no token was made", .caution) }
        var lines = head.broken(width: width)
        lines += wrapped(words(decision.reason, decision.order, decision.uid, decision.timestamp), width: width, indent: 2)
        if let token = decision.token {
            lines += wrapped("at that host, as root:", width: width, indent: 2)
            // Never broken: it is copied.
            lines.append(StyledLine("zone-agent --enroll \(token)", .strong))
            lines += wrapped(
                "whoever has this token may become the host: it is shown once, and here alone", width: width, indent: 2, style: .caution)
        }
        return lines + notes(decision.notes, width: width)
    }

    public static func revocation(_ decision: RevocationDecision, width: Int?) -> [StyledLine] {
        var head = StyledLine(decision.target, .strong)
        head.append("  every certificate of it is worth nothing\(decision.wasConnected ? "; its connection was closed" : "")", .bad)
        if decision.wasDryRun { head.append("  DRY RUN: nothing was changed", .caution) }
        var lines = head.broken(width: width)
        lines += wrapped(words(decision.reason, decision.order, decision.uid, decision.timestamp), width: width, indent: 2)
        let counted =
            "\(Measure.power(decision.committedW)) stay counted until its lease has run out, \(Measure.power(decision.floorW)) for good"
        lines += wrapped(counted, width: width, indent: 2)
        return lines + notes(decision.notes, width: width)
    }

    private static func words(_ reason: String, _ order: String?, _ uid: UInt32, _ timestamp: String) -> String {
        "\"\(reason)\"\(order.map { ", order \($0)" } ?? "") by uid \(uid) at \(timestamp)"
    }

    private static func notes(_ notes: [String], width: Int?) -> [StyledLine] {
        notes.flatMap { wrapped("note: \($0)", width: width, indent: 2, style: .caution) }
    }
}
