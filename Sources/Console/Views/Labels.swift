import ZoneModel

/// The words that stand beside figures, the same on every screen.
enum Labels {
    /// What the watts of one rig are. A measurement needs no word where there is room for none; anything weaker always has one.
    static func source(_ source: PowerSource, simulated: Bool, isWide: Bool = false) -> StyledLine {
        switch source {
        case .measured where simulated, .derived where simulated: StyledLine("simulated", .caution)
        case .measured: StyledLine(isWide ? "measured" : "", .faint)
        case .derived: StyledLine("derived", .faint)
        case .estimated: StyledLine("ESTIMATED", .caution)
        case .nameplate: StyledLine("NAMEPLATE", .bad)
        }
    }

    /// What a sum of watts is: its weakest source, and always whether any of it is simulated.
    static func total(_ source: PowerSource, simulated: Bool, isWide: Bool = false) -> StyledLine {
        var label = Labels.source(source, simulated: simulated, isWide: isWide)
        if simulated, source > .derived { label.append(" simulated", .caution) }
        return label
    }

    /// `413.6 ±4.1 W simulated`
    static func power(_ figure: PowerFigure?, simulated: Bool, hasError: Bool = true, style: Style = .strong) -> StyledLine {
        guard let figure else { return StyledLine(Measure.unknown) }
        let text = hasError ? Measure.power(figure.powerW, error: figure.errorW) : Measure.power(figure.powerW)
        var line = StyledLine(text, style)
        let label = total(figure.source, simulated: simulated)
        if !label.isEmpty {
            line.append(" ")
            line.append(label)
        }
        return line
    }

    static func mode(_ mode: HostMode) -> StyledLine {
        switch mode {
        case .enforce: StyledLine("ENFORCING", .good)
        case .observe: StyledLine("OBSERVING", .caution)
        }
    }

    static func limit(_ limit: Limit) -> String {
        switch limit {
        case .lease: "LEASE"
        case .floor: "FLOOR"
        case .localLimit: "LOCAL LIMIT"
        case .hold: "HOLD"
        case .thermal: "THERMAL"
        case .guardBand: "GUARD BAND"
        case .ramp: "RAMP"
        case .stale: "STALE RIG"
        case .actuator: "ACTUATOR"
        case .maintenance: "MAINTENANCE"
        case .calibration: "CALIBRATION"
        case .noWork: "NO WORK"
        case .nothing: "NOTHING"
        }
    }

    static func limitStyle(_ limit: Limit) -> Style {
        switch limit {
        case .lease, .localLimit, .ramp, .guardBand, .calibration, .nothing: .strong
        case .floor, .hold, .noWork, .stale, .actuator, .maintenance: .caution
        case .thermal: .bad
        }
    }

    /// `"peak, order 2231"`: the reason and the order number of a quota, as the authority gave them.
    static func reason(_ reason: String?, order: String?) -> String? {
        let parts = [reason, order.map { "order \($0)" }].compactMap { $0 }.filter { !$0.isEmpty }
        return parts.isEmpty ? nil : "\"\(parts.joined(separator: ", "))\""
    }

    static func rigState(_ rig: RigFigure) -> StyledLine {
        let age = rig.readingAgeS.map { " \(Measure.time($0))" } ?? ""
        return switch rig.state {
        case .ok: StyledLine("ok", .good)
        case .starting: StyledLine("starting", .faint)
        case .stale: StyledLine("stale\(age)", .bad)
        case .frozen: StyledLine("frozen\(age)", .bad)
        case .hot: StyledLine("hot", .caution)
        case .tripped: StyledLine("tripped", .bad)
        case .unsafe: StyledLine("unsafe", .bad)
        case .unmetered: StyledLine("unmetered", .caution)
        case .maintenance: StyledLine("out", .caution)
        }
    }

    static func used(_ share: Double?) -> StyledLine {
        guard let share else { return StyledLine() }
        return StyledLine(Measure.share(share), share > 1 ? .bad : .plain)
    }

    static func severity(_ severity: Severity) -> (String, Style) {
        switch severity {
        case .critical: ("critical", .bad)
        case .error: ("error", .bad)
        case .warning: ("warning", .caution)
        case .notice: ("notice", .strong)
        case .info: ("info", .plain)
        }
    }
}
