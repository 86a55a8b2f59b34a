import ZoneModel

/// A hold: what it is, whose, and what it does to the host.
public enum HoldView {
    /// - Parameter isQuestion: nothing was asked to change.
    public static func lines(_ document: HoldDocument, isQuestion: Bool, width: Int?) -> [StyledLine] {
        var head = StyledLine("\(document.address)  ", .strong)
        if let hold = document.hold {
            head.append("held at ", .caution)
            head.append(Measure.power(hold.ceilingW), .caution)
        } else if let before = document.before {
            head.append("hold of \(Measure.power(before.ceilingW)) lifted", .good)
        } else {
            head.append("no hold")
        }
        if document.wasDryRun, !isQuestion { head.append("  DRY RUN: nothing was changed", .caution) }
        var lines = head.broken(width: width)
        if let hold = document.hold { lines += wrapped(circumstances(hold), width: width, indent: 2) }
        var power = StyledLine("  ceiling ")
        if document.fromW != document.toW { power.append("\(Measure.power(document.fromW)) → ") }
        power.append(Measure.power(document.toW), .strong)
        power.append("   draw ")
        power.append(Labels.power(document.power, simulated: document.simulated))
        lines.append(width.map { power.clipped(to: $0) } ?? power)
        return lines + document.notes.flatMap { wrapped("note: \($0)", width: width, indent: 2, style: .caution) }
    }

    /// In the host's own view: one line.
    static func line(_ hold: HoldFigure) -> StyledLine {
        guard hold.uid != nil else {
            return StyledLine("held at \(Measure.power(hold.ceilingW)): \(hold.reason); look, then: zonectl hold off", .bad)
        }
        return StyledLine("held at \(Measure.power(hold.ceilingW)) \(circumstances(hold))", .caution)
    }

    private static func circumstances(_ hold: HoldFigure) -> String {
        let who = hold.uid.map { "by uid \($0)" } ?? "assumed by the agent"
        let end = hold.endsInS.map { "for another \(Measure.time($0))" } ?? "until it is lifted"
        return "\"\(hold.reason)\" \(who), \(end), since \(hold.since)"
    }
}

extension StyledLine {
    /// As it is where it fits, else wrapped, without its styles.
    func broken(width: Int?) -> [StyledLine] {
        guard let width, self.width > width else { return [self] }
        return wrapped(text(coloured: false), width: width, indent: 0, style: .strong)
    }
}
