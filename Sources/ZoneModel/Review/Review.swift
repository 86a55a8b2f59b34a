/// Works out the review of one host. Pure: the same input gives the same review, wherever and whenever it is made.
public struct Review: Sendable {
    let input: ReviewInput
    let until: WallInstant
    /// In the time that is reviewed.
    let entries: [ReviewInput.Entry]
    let stretches: [ReviewInput.Stretch]
    var needs: [ReviewDocument.Need] = []

    /// Reports come every second by a clock that is not this one.
    static let tolerance: Int64 = 1500
    static let listed = 50

    public static func of(_ input: ReviewInput) -> ReviewDocument {
        var review = Review(input)
        return review.document()
    }

    private init(_ input: ReviewInput) {
        self.input = input
        let inTime = input.stretches.filter { $0.to > input.since && $0.from < input.until }.sorted { $0.from < $1.from }
        var until = input.until
        // An account that is still open is no gap: what is reviewed ends where the last one does.
        if input.lag > .zero, let last = inTime.last?.to, until.milliseconds - last.milliseconds <= input.lag.wholeMilliseconds,
            !input.entries.contains(where: { $0.at >= last && $0.at <= until && ($0.kind == .stopping || $0.kind == .started) })
        {
            until = min(until, last)
        }
        self.until = until
        entries = input.entries.filter { $0.at >= input.since && $0.at <= input.until }
        stretches = inTime
    }

    private mutating func document() -> ReviewDocument {
        let gaps = gaps()
        let window = max(until.milliseconds - input.since.milliseconds, 1)
        let missing = gaps.reduce(0) { $0 + ($1.to.milliseconds - $1.from.milliseconds) }
        let pushes = pushes()
        let leases = leaseLosses()
        let sensors = troubles()
        judge(gaps, leases, sensors)
        let shownGaps = Array(gaps.sorted { $0.length > $1.length }.prefix(Review.listed)).sorted { $0.from < $1.from }
        return ReviewDocument(
            scope: input.host, hosts: 1, source: input.source, since: input.since.rfc3339, until: until.rfc3339,
            simulated: stretches.contains(where: \.simulated) || entries.contains { $0.fields["simulated"] == "1" },
            coveredShare: 1 - Double(missing) / Double(window),
            gaps: shownGaps.map {
                .init(
                    host: input.host, from: $0.from.rfc3339, to: $0.to.rfc3339, seconds: Double($0.length) / 1000, cause: $0.cause)
            }, gapsTotal: gaps.count, linesLost: input.linesLost,
            suppressed: entries.reduce(0) { $0 + Int($1.number("suppressed") ?? 0) },
            pushes: Review.significant(pushes), pushesTotal: pushes.count, leases: Array(leases.prefix(Review.listed)),
            leasesTotal: leases.count, sensors: Array(sensors.prefix(Review.listed)), sensorsTotal: sensors.count,
            energy: energy(unknownBesides: missing), needs: needs)
    }

    // MARK: Evidence

    struct Gap: Equatable {
        var from: WallInstant
        var to: WallInstant
        var cause: String
        var length: Int64 { to.milliseconds - from.milliseconds }
    }

    private func gaps() -> [Gap] {
        var gaps: [Gap] = []
        var end = input.since
        for stretch in stretches {
            if stretch.from.milliseconds - end.milliseconds > Review.tolerance {
                gaps.append(Gap(from: end, to: stretch.from, cause: cause(from: end, to: stretch.from)))
            }
            end = max(end, stretch.to)
        }
        if until.milliseconds - end.milliseconds > Review.tolerance {
            gaps.append(Gap(from: end, to: until, cause: cause(from: end, to: until)))
        }
        return gaps
    }

    private func cause(from: WallInstant, to: WallInstant) -> String {
        if let begins = input.beginsAt, from == input.since, begins > from { return "the \(input.source) begins later" }
        // A stop is told before the last figures, a start before the first ones.
        let near = Review.tolerance * 2
        func isTold(_ kind: EventKind, from: Int64, to: Int64) -> Bool {
            input.entries.contains { $0.kind == kind && $0.at.milliseconds >= from && $0.at.milliseconds <= to }
        }
        let hasStopped = isTold(.stopping, from: from.milliseconds - near, to: to.milliseconds)
        let hasStarted = isTold(.started, from: from.milliseconds, to: to.milliseconds + near)
        if boots(from, to).map({ $0 != $1 }) ?? false { return "reboot" }
        if hasStopped { return hasStarted ? "restart" : "stopped" }
        if hasStarted { return from == input.since && !isKnown(before: from) ? "not running before" : "the agent ended without a stop" }
        return stretches.isEmpty ? "no figures" : "no figures, and no word why"
    }

    private func isKnown(before instant: WallInstant) -> Bool { input.entries.contains { $0.at < instant } }

    /// The kernel's boots at both ends, where the source says them.
    private func boots(_ from: WallInstant, _ to: WallInstant) -> (String, String)? {
        // A run's name is the boot's with eight digits behind.
        func kernel(_ run: String) -> String { run.utf8.count > 36 ? String(run.prefix(36)) : run }
        if let before = stretches.last(where: { $0.to <= from })?.boot, let after = stretches.first(where: { $0.from >= to })?.boot {
            return (kernel(before), kernel(after))
        }
        if let before = input.entries.last(where: { $0.at.milliseconds <= from.milliseconds + Review.tolerance && $0.kind != .started })?
            .boot,
            let after = input.entries.first(where: { $0.at > from && $0.kind == .started })?.boot
        {
            return (before, after)
        }
        return nil
    }

    // MARK: Energy

    private func energy(unknownBesides missing: Int64) -> ReviewDocument.Energy {
        var sum = ReviewDocument.Energy()
        for stretch in stretches {
            let (measured, estimated) = (stretch.measured.wattHours, stretch.estimated.wattHours)
            let length = Double(max(stretch.to.milliseconds - stretch.from.milliseconds, 1))
            let inside = Double(min(stretch.to.milliseconds, until.milliseconds) - max(stretch.from.milliseconds, input.since.milliseconds))
            let share = min(max(inside / length, 0), 1)
            let isWhole = length - inside <= Double(Review.tolerance)
            if isWhole {
                sum.measuredWh += measured
                // The host's bound is the sum of both, so what is not the estimates' is the meters'.
                sum.measuredErrorWh += max(stretch.error.wattHours - stretch.estimatedError.wattHours, 0)
                sum.estimatedWh += estimated
                sum.estimatedErrorWh += stretch.estimatedError.wattHours
            } else {
                // Which part of it lies inside was not measured: all, none, or anything between.
                let whole = measured + estimated
                sum.estimatedWh += whole * share
                sum.estimatedErrorWh += whole * max(share, 1 - share) + stretch.error.wattHours
            }
            sum.unknownS += stretch.unknown.seconds * (isWhole ? 1 : share)
            sum.overWh += stretch.overshootWs / 3600
        }
        sum.unknownS += Double(missing) / 1000
        let told = input.entries.filter { $0.kind == .started || $0.kind == .powerAccount }.compactMap { $0.number("nameplate_w") }.max()
        let nameplate = stretches.compactMap(\.nameplate).max() ?? input.nameplate ?? told.map { Power(watts: $0) }
        sum.unknownMaxWh = sum.unknownS == 0 ? 0 : nameplate.map { $0.watts * sum.unknownS / 3600 }
        return sum
    }
}
