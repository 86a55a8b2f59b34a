import ZoneModel

/// A night on one screen.
public enum ReviewView {
    /// Lines of one kind before the rest is only counted: it must stay one screen.
    private static let shown = 5

    public static func lines(_ review: ReviewDocument, time: TimeText, width: Int?) -> [StyledLine] {
        var out = [headline(review, time)]
        out += section("EVIDENCE", evidence(review, time))
        out += section("PUSHES", pushes(review, time))
        out += section("LEASE", leases(review, time))
        out += section("SENSOR", sensors(review))
        out += section("ENERGY", [energy(review)])
        out += section("VERDICT", verdict(review))
        // Nothing is cut off: that a figure is simulated or estimated may stand at its end.
        return out.flatMap { line in width.map { line.flowed(to: $0, indent: 12) } ?? [line] }
    }

    private static func section(_ title: String, _ lines: [StyledLine]) -> [StyledLine] {
        lines.enumerated().map { index, line in
            StyledLine(index == 0 ? title : "", .strong).padded(to: 9) + line
        }
    }

    private static func headline(_ review: ReviewDocument, _ time: TimeText) -> StyledLine {
        var line = StyledLine(review.scope, .strong)
        if review.hosts != 1 { line.append("  \(review.hosts) hosts") }
        if let since = WallInstant(rfc3339: review.since), let until = WallInstant(rfc3339: review.until) {
            let (from, to) = (time.civil(since), time.civil(until))
            let end = from.prefix(10) == to.prefix(10) ? String(to.dropFirst(11)) : to
            line.append("  \(from) – \(end) \(time.zone(since)), from the \(review.source)", .faint)
        }
        if review.simulated { line.append("  SIMULATED", .caution) }
        return line
    }

    // MARK: Evidence

    private static func evidence(_ review: ReviewDocument, _ time: TimeText) -> [StyledLine] {
        // Rounded down: 100 % is said of nothing less.
        let hundredths = (review.coveredShare * 10_000).rounded(.down) / 100
        let share = hundredths >= 100 ? "100 %" : "\(Measure.fixed(max(hundredths, 0), places: 2)) %"
        var first = StyledLine(share, review.coveredShare < 1 ? .caution : .good)
        let sequence =
            switch review.linesLost {
            case 0?: StyledLine("seq complete")
            case let lost?: StyledLine("\(Measure.count(lost)) lines lost", .bad)
            case nil: StyledLine("seq unknown", .caution)
            }
        var lines: [StyledLine] = []
        for (index, gap) in review.gaps.prefix(shown).enumerated() {
            let text = StyledLine("gap \(span(gap.from, gap.to, time))\(place(gap.host, review)) \(gap.cause)")
            if index == 0 { first = first + StyledLine("  ") + text } else { lines.append(StyledLine("         ") + text) }
        }
        first = first + StyledLine(review.gaps.isEmpty ? "  " : "; ") + sequence
        lines.insert(first, at: 0)
        let rest = review.gapsTotal - min(review.gaps.count, shown)
        if rest > 0 { lines.append(StyledLine("         and \(rest) more gaps", .faint)) }
        if review.suppressed > 0 {
            lines.append(StyledLine("\(review.suppressed) journal entries were held back as too fast: counts below are too low", .caution))
        }
        return lines
    }

    private static func span(_ from: String, _ to: String, _ time: TimeText) -> String { "\(clock(from, time))–\(clock(to, time))" }

    private static func clock(_ text: String, _ time: TimeText) -> String {
        WallInstant(rfc3339: text).map { String(time.civil($0).dropFirst(11)) } ?? text
    }

    /// Of one host among many.
    private static func place(_ host: String, _ review: ReviewDocument) -> String { review.hosts == 1 ? "" : " \(host)" }

    // MARK: Orders

    private static func pushes(_ review: ReviewDocument, _ time: TimeText) -> [StyledLine] {
        let count = "\(review.pushesTotal)"
        guard !review.pushes.isEmpty else {
            return [StyledLine(review.pushesTotal == 0 ? "none" : "\(count)  small ones, every one kept")]
        }
        let byWeight = review.pushes.sorted {
            ($0.isEmergency ? .infinity : $0.fromW - $0.toW) > ($1.isEmergency ? .infinity : $1.fromW - $1.toW)
        }
        let shownPushes = byWeight.prefix(shown + 3).sorted { $0.at < $1.at }
        var lines = shownPushes.enumerated().map { index, push in
            StyledLine(index == 0 ? count : "").padded(to: count.count + 2) + line(push, review, time)
        }
        let rest = review.pushesTotal - shownPushes.count
        if rest > 0 { lines.append(StyledLine("\(String(repeating: " ", count: count.count + 2))and \(rest) smaller", .faint)) }
        return lines
    }

    private static func line(_ push: ReviewDocument.Push, _ review: ReviewDocument, _ time: TimeText) -> StyledLine {
        var line = StyledLine("\(clock(push.at, time))  \(Power.change(from: Power(watts: push.fromW), to: Power(watts: push.toW)))")
        if push.hosts > 1 { line.append(" on \(push.hosts) hosts") } else { line.append(place(push.host, review)) }
        if push.isEmergency { line.append("  EMERGENCY", .bad) }
        let cause = [push.reason, push.order.map { "#\($0)" }].compactMap { $0 }.joined(separator: " ")
        if !cause.isEmpty { line.append("  \(cause)") }
        switch push.state {
        case .applied: line.append("  applied\(push.appliedS.map { " \(Measure.fixed($0, places: 1)) s" } ?? "")", .good)
        case .superseded: line.append("  cut again before it was kept", .faint)
        case .open: line.append("  NOT APPLIED", .bad)
        }
        line.append("  over \(Measure.fixed(push.overWh, places: push.overWh == 0 ? 0 : push.overWh < 1 ? 2 : 1)) Wh")
        return line
    }

    private static func leases(_ review: ReviewDocument, _ time: TimeText) -> [StyledLine] {
        guard !review.leases.isEmpty else { return [StyledLine("held")] }
        let cost = review.leases.map(\.costWh).reduce(0, +)
        var lines: [StyledLine] = []
        for loss in review.leases.prefix(shown) {
            var line = StyledLine("\(clock(loss.at, time))\(place(loss.host, review))  lost for \(Measure.time(loss.seconds))")
            if !loss.isOver { line.append(", NOT BACK", .bad) }
            if let cause = loss.cause { line.append(" (\(cause))") }
            line.append(loss.scheduleID == nil ? ", held its floor" : ", followed schedule")
            line.append(", cost about \(kilowattHours(loss.costWh)) kWh")
            lines.append(line)
        }
        let rest = review.leasesTotal - lines.count
        if rest > 0 { lines.append(StyledLine("and \(rest) more; all together about \(kilowattHours(cost)) kWh", .faint)) }
        return lines
    }

    private static func sensors(_ review: ReviewDocument) -> [StyledLine] {
        guard !review.sensors.isEmpty else { return [StyledLine("every one believed")] }
        var lines = review.sensors.prefix(shown).map { trouble in
            var line = StyledLine("\(trouble.rig)", trouble.isOver ? .plain : .bad)
            line.append("\(place(trouble.host, review)) \(trouble.what) \(Measure.time(trouble.seconds))")
            if trouble.times > 1 { line.append(" in \(trouble.times) times") }
            if trouble.what == "stale" || trouble.what == "frozen" { line.append(" → nameplate") }
            if !trouble.isOver { line.append(", NOT BACK", .bad) }
            if trouble.costWh > 0 { line.append(", cost about \(kilowattHours(trouble.costWh)) kWh") }
            return line
        }
        let rest = review.sensorsTotal - lines.count
        if rest > 0 { lines.append(StyledLine("and \(rest) more", .faint)) }
        return lines
    }

    // MARK: Energy

    private static func energy(_ review: ReviewDocument) -> StyledLine {
        let energy = review.energy
        var line = StyledLine("\(kilowattHours(energy.measuredWh)) kWh measured", .strong)
        if review.simulated { line.append(" (simulated)", .caution) }
        line.append(" · ", .faint)
        if energy.estimatedWh > 0 || energy.estimatedErrorWh > 0 {
            line.append(
                "\(kilowattHours(energy.estimatedWh)) ±\(kilowattHours(energy.estimatedErrorWh)) estimated", .caution)
        } else {
            line.append("none estimated")
        }
        line.append(" · ", .faint)
        if energy.unknownS > 0 {
            let most = energy.unknownMaxWh.map { "0–\(kilowattHours($0))" } ?? "no label known"
            line.append("unknown \(Measure.time(energy.unknownS)) (\(most))", .caution)
        } else {
            line.append("none unknown")
        }
        if energy.overWh > 0 { line.append(" · over \(Measure.fixed(energy.overWh, places: energy.overWh < 10 ? 2 : 1)) Wh") }
        return line
    }

    private static func kilowattHours(_ wattHours: Double) -> String {
        let value = wattHours / 1000
        return Measure.fixed(value, places: value >= 100 ? 1 : value >= 10 ? 2 : 3)
    }

    // MARK: Verdict

    private static func verdict(_ review: ReviewDocument) -> [StyledLine] {
        guard !review.needs.isEmpty else { return [StyledLine("nothing needs you", .good)] }
        let count = review.needs.count
        func name(_ need: ReviewDocument.Need) -> String { review.hosts == 1 ? need.subject : "\(need.host) \(need.subject)" }
        var subjects: [String] = []
        for need in review.needs where !subjects.contains(name(need)) { subjects.append(name(need)) }
        let list = subjects.prefix(shown).joined(separator: ", ") + (subjects.count > shown ? ", …" : "")
        var lines = [StyledLine("\(count) \(count == 1 ? "item needs" : "items need") you: \(list)", .bad)]
        lines += review.needs.prefix(shown * 2).map { StyledLine("\(name($0)): \($0.text)", .caution) }
        if count > shown * 2 { lines.append(StyledLine("and \(count - shown * 2) more: --json has them all", .faint)) }
        return lines
    }
}
