import ZoneModel

/// A calibration: how far it is, or what it measured.
public enum CalibrationView {
    public static func lines(_ document: CalibrationDocument, width: Int?) -> [StyledLine] {
        var head = StyledLine("\(document.address)  ", .strong)
        switch document.state {
        case .none: head.append("no calibration since the agent started")
        case .running: head.append("calibration \(document.id ?? "") runs")
        case .done: head.append("calibration \(document.id ?? "") is done", .good)
        case .stopped: head.append("calibration \(document.id ?? "") ended early", .bad)
        }
        if document.simulated, document.state != .none { head.append("  simulated", .caution) }
        var lines = head.broken(width: width)
        if document.state == .running { lines.append(progress(document)) }
        if let reason = document.reason { lines += wrapped("\(reason). Nothing was changed.", width: width, indent: 2, style: .bad) }
        return lines + table(document, width: width) + notes(document, width: width)
    }

    /// `  37 %  psu-0 at duty 50 %`
    public static func progress(_ document: CalibrationDocument) -> StyledLine {
        let share = Measure.share(document.progress, places: 0)
        var line = StyledLine("  " + String(repeating: " ", count: max(5 - share.count, 0)) + share)
        if let rig = document.rig { line.append("  \(rig) at duty \(Measure.share(document.duty, places: 0))") }
        return line
    }

    private static func table(_ document: CalibrationDocument, width: Int?) -> [StyledLine] {
        guard !document.rigs.isEmpty else { return [] }
        var table = Table([
            .init(title: "RIG", mayShrink: true),
            .init(title: "IDLE", isNumber: true),
            .init(title: "FULL", isNumber: true),
            .init(title: "", gap: 1),
            .init(title: "OFF LINE", isNumber: true, rank: 20),
            .init(title: "DEAD TIME", isNumber: true, rank: 60),
            .init(title: "TIME CONST", isNumber: true, rank: 60),
            .init(title: "NOISE", isNumber: true, rank: 40),
            .init(title: "UP TO", isNumber: true, rank: 30),
            .init(title: "READINGS", isNumber: true, rank: 10),
        ])
        for rig in document.rigs {
            table.add([
                StyledLine(rig.rig.text),
                StyledLine(Measure.power(rig.idleW)),
                StyledLine(Measure.power(rig.fullW), .strong),
                Labels.source(.measured, simulated: document.simulated),
                StyledLine(Measure.power(rig.lineErrorW)),
                StyledLine(Measure.time(rig.deadTimeS)),
                StyledLine(Measure.time(rig.timeConstantS)),
                StyledLine(Measure.power(rig.noiseW)),
                StyledLine(Measure.share(rig.dutyMax, places: 0)),
                StyledLine(Measure.count(UInt64(clamping: rig.readings))),
            ])
        }
        return table.lines(width: width)
    }

    private static func notes(_ document: CalibrationDocument, width: Int?) -> [StyledLine] {
        document.rigs.flatMap { rig in
            var notes: [String] = []
            if rig.dutyMax < 0.995 {
                notes.append("full load by the line: the ceiling left no more than a duty of \(Measure.share(rig.dutyMax, places: 0))")
            }
            if rig.deadTimeS + rig.timeConstantS < 4 * rig.resolutionS {
                notes.append(
                    "it answers faster than its sensor is read: its times are bounds of about \(Measure.time(4 * rig.resolutionS))")
            }
            return notes.flatMap { wrapped("note: \(rig.rig): \($0)", width: width, indent: 2, style: .caution) }
        }
    }
}
