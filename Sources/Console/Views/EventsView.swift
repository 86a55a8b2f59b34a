import ZoneModel

/// Events as a time line: what happened, where, and how grave it is.
public enum EventsView {
    public static func lines(_ events: [EventsDocument.Entry], width: Int?) -> [StyledLine] {
        events.flatMap { line($0, width: width) }
    }

    private static func line(_ entry: EventsDocument.Entry, width: Int?) -> [StyledLine] {
        let (word, style) = Labels.severity(entry.severity)
        var head = StyledLine(entry.timestamp, .faint)
        head.append("  ")
        head.append(StyledLine(word, style).padded(to: 8))
        head.append("  \(entry.address)  ")
        head.append(entry.event, .strong)
        var whole = head
        whole.append("  ")
        whole.append(entry.message, style)
        guard let width, whole.width > width else { return [whole] }
        return [head.clipped(to: width)] + wrapped(entry.message, width: width, indent: 4, style: style)
    }
}
