import ZoneModel

/// Events and emergencies: what they ask, when, of whom, on whose word.
public enum TimedOrderView {
    /// The answer to an order, or to its cancellation.
    public static func decision(_ decision: TimedOrderDecision, width: Int?) -> [StyledLine] {
        let order = decision.order
        var head = StyledLine("\(order.target)  ", .strong)
        if decision.wasCancelled {
            head.append("\(order.kind.rawValue) \(order.id) ")
            head.append(order.kind == .emergency ? "lifted" : "cancelled", .good)
        } else {
            head.append(order.kind == .emergency ? "EMERGENCY " : "event ", order.kind == .emergency ? .bad : .caution)
            head.append("\(order.id): at most ")
            head.append(Measure.power(order.quotaW), .strong)
        }
        if decision.wasDryRun { head.append("  DRY RUN: nothing was changed", .caution) }
        var lines = head.broken(width: width)
        lines += wrapped("from \(order.start) to \(order.end), \(state(order))", width: width, indent: 2)
        lines += wrapped(circumstances(order), width: width, indent: 2)
        let isUnreachable = decision.floorsW > order.quotaW && !decision.wasCancelled
        lines += wrapped(
            "Σ floors \(Measure.power(decision.floorsW)) · committed \(Measure.power(decision.committedW))", width: width, indent: 2)
        if isUnreachable {
            lines += wrapped(
                "Σ floors is above it: a host that cannot be reached stays at its floor", width: width, indent: 2, style: .bad)
        }
        return lines + decision.notes.flatMap { wrapped("note: \($0)", width: width, indent: 2, style: .caution) }
    }

    /// `event list`
    public static func list(_ document: TimedOrdersDocument, width: Int?) -> [StyledLine] {
        guard !document.orders.isEmpty else { return [StyledLine("no event and no emergency is to come or in force")] }
        var table = Table([
            .init(title: "ID", isNumber: true),
            .init(title: "WHAT"),
            .init(title: "TARGET", mayShrink: true),
            .init(title: "AT MOST", isNumber: true),
            .init(title: "STATE"),
            .init(title: "FROM", rank: 40),
            .init(title: "TO", rank: 50),
            .init(title: "ORDER", rank: 20),
            .init(title: "UID", isNumber: true, rank: 10),
            .init(title: "REASON", rank: 30, mayShrink: true),
        ])
        for order in document.orders {
            table.add([
                StyledLine(String(order.id)),
                StyledLine(order.kind.rawValue, order.kind == .emergency ? .bad : .plain),
                StyledLine(order.target),
                StyledLine(Measure.power(order.quotaW)),
                StyledLine(state(order), order.state == .active ? .caution : .plain),
                StyledLine(short(order.start)),
                StyledLine(short(order.end)),
                StyledLine(order.order ?? ""),
                StyledLine(String(order.uid)),
                StyledLine(order.reason),
            ])
        }
        return table.lines(width: width, indent: 0)
    }

    /// In the zone's own view: one line.
    static func line(_ order: TimedOrderDocument) -> StyledLine {
        let name = StyledLine(order.kind == .emergency ? "EMERGENCY" : "event", order.kind == .emergency ? .bad : .caution)
        return name
            + StyledLine(
                " \(order.id), \(order.target) at most \(Measure.power(order.quotaW)): \(state(order)), \(circumstances(order))", .caution)
    }

    private static func state(_ order: TimedOrderDocument) -> String {
        switch order.state {
        case .pending: "in \(Measure.time(order.remainingS))"
        case .announced: "announced, in \(Measure.time(order.remainingS))"
        case .active: "in force, \(Measure.time(order.remainingS)) left"
        }
    }

    private static func circumstances(_ order: TimedOrderDocument) -> String {
        "\(Labels.reason(order.reason, order: order.order) ?? "no reason given") by uid \(order.uid)"
    }

    /// To the minute, as an operator speaks of it; `--json` has the whole.
    static func short(_ timestamp: String) -> String {
        guard let instant = WallInstant(rfc3339: timestamp) else { return timestamp }
        let text = instant.rfc3339
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5))Z"
    }
}
