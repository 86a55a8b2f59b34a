import ZoneModel

/// Check after check, and the sum.
public enum DoctorView {
    public static func lines(_ document: DoctorDocument, width: Int?) -> [StyledLine] {
        var out: [StyledLine] = []
        for check in document.checks {
            let (word, style) = label(check.verdict)
            let head = StyledLine(word, style).padded(to: 6) + StyledLine(check.subject, .strong).padded(to: 14)
            let room = width.map { max($0 - head.width, 20) }
            let text = wrapped(check.finding, width: room, indent: 0)
            for (index, line) in text.enumerated() { out.append((index == 0 ? head : StyledLine().padded(to: head.width)) + line) }
            if let mend = check.mend {
                for (index, line) in wrapped(mend, width: room.map { $0 - 2 }, indent: 0).enumerated() {
                    out.append(StyledLine().padded(to: head.width) + StyledLine(index == 0 ? "→ " : "  ", style) + line)
                }
            }
        }
        let (fails, warnings) = (document.count(.fail), document.count(.warn))
        let sum =
            fails > 0
            ? StyledLine("\(fails) \(fails == 1 ? "check fails" : "checks fail")\(warnings > 0 ? ", \(warnings) to know of" : "")", .bad)
            : warnings > 0 ? StyledLine("nothing fails, \(warnings) to know of", .caution) : StyledLine("all is well", .good)
        return out + [sum]
    }

    private static func label(_ verdict: DoctorDocument.Verdict) -> (String, Style) {
        switch verdict {
        case .ok: ("OK", .good)
        case .warn: ("WARN", .caution)
        case .fail: ("FAIL", .bad)
        case .skipped: ("-", .faint)
        }
    }
}
