import ZoneModel

/// Every ceiling of a host, the one that binds, what it costs, and the mend.
public enum WhyView {
    public static func lines(_ document: WhyDocument, width: Int?) -> [StyledLine] {
        var row = Row()
        row.add([
            (StyledLine(document.address.description, .strong), rank: 20),
            (StyledLine(document.address.host.text, .strong), rank: Row.stays),
        ])
        row.add(Labels.mode(document.mode), rank: document.mode == .observe ? Row.stays : 30)
        func draw(_ hasError: Bool) -> StyledLine {
            StyledLine("draws ") + Labels.power(document.power, simulated: document.simulated, hasError: hasError)
        }
        row.add([(draw(true), rank: 10), (draw(false), rank: Row.stays)])
        row.add(StyledLine("could draw \(Measure.power(document.wantedW))"), rank: 25, gap: 3)
        let lines = [row.line(width: width), verdict(document)]
        return document.ceilings.reduce(lines) { $0 + ceiling($1, width: width) }
    }

    private static func verdict(_ document: WhyDocument) -> StyledLine {
        guard document.limitedBy != .nothing else { return StyledLine("nothing limits it: every rig runs at full duty", .good) }
        return StyledLine("limited by ") + StyledLine(Labels.limit(document.limitedBy), Labels.limitStyle(document.limitedBy))
    }

    private static func ceiling(_ ceiling: WhyDocument.Ceiling, width: Int?) -> [StyledLine] {
        var row = Row()
        row.add(StyledLine(ceiling.isBinding ? "▶" : " ", .caution))
        row.add(
            StyledLine(Labels.limit(ceiling.limit), ceiling.isBinding ? Labels.limitStyle(ceiling.limit) : .plain).padded(to: 11), gap: 1)
        row.add(StyledLine(Measure.power(ceiling.ceilingW)).padded(to: 9, onTheLeft: true))
        if ceiling.isBinding { row.add(StyledLine("costs \(Measure.power(ceiling.costW))", .caution), gap: 3) }
        var lines = [row.line(width: width)]
        lines += wrapped(ceiling.explanation, width: width, indent: 4, style: ceiling.isBinding ? .plain : .faint)
        if !ceiling.mend.isEmpty { lines += wrapped("mend: \(ceiling.mend)", width: width, indent: 4, style: .plain) }
        return lines
    }
}
