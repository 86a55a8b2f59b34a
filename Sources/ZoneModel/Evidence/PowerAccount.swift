/// What a host drew over a stretch of time, summed over the reports of that time: the meter's register, which the spool keeps in the same
/// transaction as the lines, so that a crash costs neither.
public struct PowerAccount: Equatable, Sendable {
    /// The lines that were stored meanwhile: the next account of the same spool begins where this one ends.
    public var firstSeq: UInt64
    public var lastSeq: UInt64
    /// Numbers for which only a gap line stands.
    public var lost: UInt64 = 0
    /// By the wall clock.
    public var from: WallInstant
    public var to: WallInstant
    /// By the boot clock: the reports' intervals.
    public var covered: Duration = .zero
    public var measured = Energy.zero
    public var estimated = Energy.zero
    /// The most that the sum of both may be off by.
    public var error = Energy.zero
    /// The same of the intervals in which something was estimated.
    public var estimatedError = Energy.zero
    /// Of `covered`: time in which nothing was known.
    public var unknown: Duration = .zero
    /// Watt seconds above the ceiling.
    public var overshoot = 0.0
    public var peak = Power.zero
    public var simulated = false

    public init(firstSeq: UInt64, from: WallInstant) {
        self.firstSeq = firstSeq
        lastSeq = firstSeq
        self.from = from
        to = from
    }

    /// - Parameter at: the end of the report's interval.
    public mutating func add(_ report: Report, at end: WallInstant) {
        let start = WallInstant(milliseconds: end.milliseconds - report.interval.wholeMilliseconds)
        if covered == .zero { from = start }
        to = end
        covered += report.interval
        measured += report.energyMeasured
        estimated += report.energyEstimated
        let bound = Energy(report.powerError, over: report.interval - report.unknown)
        error += bound
        // The error is the host's: that of the estimated part alone is not known, and cannot be more.
        if report.energyEstimated > .zero { estimatedError += bound }
        unknown += report.unknown
        overshoot += report.overshoot
        peak = max(peak, report.powerPeak)
        simulated = simulated || report.simulated
    }

    /// Accounts end where the clock does so that a night from 18:00 to 06:00 is made of whole ones.
    public static let period: Duration = .seconds(600)

    /// Whether it is time for a new one: the clock passed a tenth minute, or stands wrong.
    public var isFull: Bool {
        let period = PowerAccount.period.wholeMilliseconds
        return covered > .zero
            && (to.milliseconds / period != from.milliseconds / period || covered >= PowerAccount.period)
    }
}

extension Event {
    /// For the journal alone: the reports say the same to the collector.
    ///
    /// - Parameter nameplate: the most that the host can draw: what time without figures may have held.
    public init(_ account: PowerAccount, spoolID: String, nameplate: Power) {
        let isLarge = account.measured + account.estimated >= Energy(millijoules: 3_600_000_000)
        func text(_ energy: Energy) -> String { fixed(energy.wattHours / (isLarge ? 1000 : 1), decimals: isLarge ? 3 : 2) }
        let (label, unit) = (account.simulated ? " simulated" : "", isLarge ? "kWh" : "Wh")
        var parts = ["\(text(account.measured)) \(unit) measured\(label)"]
        if account.estimated > .zero { parts.append("\(text(account.estimated)) ±\(text(account.estimatedError)) \(unit) estimated") }
        if account.unknown > .zero { parts.append("\(fixed(account.unknown.seconds, decimals: 1)) s unknown") }
        parts.append("peak \(account.peak.text)")
        if account.overshoot > 0 { parts.append("\(fixed(account.overshoot / 3600, decimals: 3)) Wh over the ceiling") }
        self.init(
            .powerAccount, .info,
            "drawn in \(fixed(account.covered.seconds, decimals: 0)) s until \(account.to.rfc3339): \(parts.joined(separator: ", "))",
            fields: [
                .count("from_ms", account.from.milliseconds), .count("to_ms", account.to.milliseconds),
                .count("covered_ms", account.covered.wholeMilliseconds), .count("energy_measured_mj", account.measured.millijoules),
                .count("energy_estimated_mj", account.estimated.millijoules), .count("energy_error_mj", account.error.millijoules),
                .count("energy_estimated_error_mj", account.estimatedError.millijoules),
                .count("unknown_ms", account.unknown.wholeMilliseconds), .real("overshoot_ws", account.overshoot),
                .power("power_peak_w", account.peak), .power("nameplate_w", nameplate), .text("spool_id", spoolID),
                .count("first_seq", account.firstSeq), .count("last_seq", account.lastSeq), .count("lines_lost", account.lost),
                .flag("simulated", account.simulated),
            ])
    }
}
