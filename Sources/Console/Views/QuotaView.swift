import ZoneModel

/// What a new quota does, or what the present one is.
public enum QuotaView {
    /// `quota set`: who is cut by how much, Σ floors, and when it binds.
    public static func decision(_ decision: QuotaDecision, width: Int?) -> [StyledLine] {
        var head = StyledLine("\(decision.target)  ", .strong)
        head.append("\(Measure.power(decision.fromW)) → ")
        head.append(Measure.power(decision.toW), .strong)
        head.append("  (\(Measure.powerChange(decision.toW - decision.fromW)))")
        if decision.wasDryRun { head.append("  DRY RUN: nothing was changed", .caution) }
        return wrappedHead(head, width: width) + circumstances(decision, width: width) + binding(decision, width: width)
            + changes(decision, width: width) + notes(decision, width: width)
    }

    /// `quota show`: the document is the same, with nothing changed.
    public static func present(_ decision: QuotaDecision, width: Int?) -> [StyledLine] {
        var head = StyledLine("\(decision.target)  quota ", .strong)
        head.append(Measure.power(decision.toW), .strong)
        return wrappedHead(head, width: width) + circumstances(decision, width: width) + totals(decision, width: width)
            + changes(decision, width: width) + notes(decision, width: width)
    }

    private static func wrappedHead(_ head: StyledLine, width: Int?) -> [StyledLine] {
        guard let width, head.width > width else { return [head] }
        return wrapped(head.text(coloured: false), width: width, indent: 0, style: .strong)
    }

    private static func circumstances(_ decision: QuotaDecision, width: Int?) -> [StyledLine] {
        let reason = Labels.reason(decision.reason, order: decision.order) ?? "no reason given"
        return wrapped("\(reason) by uid \(decision.uid) at \(decision.timestamp)", width: width, indent: 2)
    }

    private static func totals(_ decision: QuotaDecision, width: Int?) -> [StyledLine] {
        wrapped(
            "Σ floors \(Measure.power(decision.floorsW)) · committed \(Measure.power(decision.committedW))", width: width, indent: 2)
    }

    private static func binding(_ decision: QuotaDecision, width: Int?) -> [StyledLine] {
        guard let seconds = decision.bindsWithinS else {
            return totals(decision, width: width)
                + wrapped(
                    "does not bind by itself: Σ floors is above it, and a host that cannot be reached draws its floor", width: width,
                    indent: 2, style: .bad)
        }
        return totals(decision, width: width)
            + wrapped("binds at once where hosts answer, after \(Measure.countdown(seconds)) at the latest", width: width, indent: 2)
    }

    private static func changes(_ decision: QuotaDecision, width: Int?) -> [StyledLine] {
        guard !decision.changes.isEmpty else { return [] }
        let hasChange = decision.changes.contains { $0.fromW != $0.toW }
        var table = Table([
            .init(title: "HOST", mayShrink: true),
            .init(title: hasChange ? "NOW" : "CEILING", isNumber: true, rank: 30),
            .init(title: "NEW", isNumber: true),
            .init(title: "CHANGE", isNumber: true, rank: 40),
            .init(title: "FLOOR", isNumber: true, rank: 20),
        ])
        for change in decision.changes {
            let difference = change.toW - change.fromW
            table.add([
                StyledLine(change.address.description),
                StyledLine(Measure.power(change.fromW)),
                StyledLine(hasChange ? Measure.power(change.toW) : ""),
                StyledLine(hasChange ? Measure.powerChange(difference) : "", difference < 0 ? .caution : .plain),
                StyledLine(Measure.power(change.floorW)),
            ])
        }
        return table.lines(width: width)
    }

    private static func notes(_ decision: QuotaDecision, width: Int?) -> [StyledLine] {
        decision.notes.flatMap { wrapped("note: \($0)", width: width, indent: 2, style: .caution) }
    }
}
