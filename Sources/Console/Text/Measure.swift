import ZoneModel

/// Quantities as an operator reads them: a sensible number of digits, a space, the unit. What is not known is `–`, never 0.
public enum Measure {
    public static let unknown = "–"

    /// A decimal with exactly so many places. (Foundation's formatters would add 44 MB to a static binary.)
    public static func fixed(_ value: Double, places: Int) -> String {
        guard value.isFinite else { return unknown }
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        let scaled = (value.magnitude * scale).rounded()
        guard scaled < 9e15 else { return "\(value)" }
        let digits = Int64(scaled)
        let sign = value < 0 && digits > 0 ? "-" : ""
        guard places > 0 else { return "\(sign)\(digits)" }
        let fraction = String(digits % Int64(scale))
        return "\(sign)\(digits / Int64(scale)).\(String(repeating: "0", count: places - fraction.count))\(fraction)"
    }

    /// `413.6 W`, `1.134 kW`, `23.61 kW`, `2.000 GW`: tenths of a watt, and four digits from 1 kW up.
    public static func power(_ watts: Double?) -> String {
        guard let watts, watts.isFinite else { return unknown }
        let unit = PowerUnit(for: watts)
        return "\(unit.number(watts)) \(unit.symbol)"
    }

    /// `413.6 ±4.1 W`: value and error in one unit and with the same places.
    public static func power(_ watts: Double, error: Double) -> String {
        guard watts.isFinite, error.isFinite else { return power(watts) }
        let unit = PowerUnit(for: Swift.max(watts.magnitude, error.magnitude))
        return "\(unit.number(watts)) ±\(unit.number(error)) \(unit.symbol)"
    }

    /// `+120.0 W`, `-120.0 W`, `0.0 W`.
    public static func powerChange(_ watts: Double) -> String { (watts > 0 ? "+" : "") + power(watts) }

    /// `41.8 MH/s`: three digits.
    public static func hashrate(_ hashesPerSecond: Double?) -> String {
        guard let rate = hashesPerSecond, rate.isFinite else { return unknown }
        var scaled = rate
        var unit = "H/s"
        for larger in ["kH/s", "MH/s", "GH/s", "TH/s", "PH/s", "EH/s"] where scaled.magnitude >= 999.5 {
            scaled /= 1000
            unit = larger
        }
        let places = unit == "H/s" || scaled.magnitude >= 99.95 ? 0 : scaled.magnitude >= 9.995 ? 1 : 2
        return "\(fixed(scaled, places: places)) \(unit)"
    }

    /// `98.5 %`
    public static func share(_ fraction: Double?, places: Int = 1) -> String {
        guard let fraction, fraction.isFinite else { return unknown }
        return "\(fixed(fraction * 100, places: places)) %"
    }

    public static func temperature(_ celsius: Double?) -> String {
        guard let celsius, celsius.isFinite else { return unknown }
        return "\(fixed(celsius, places: 0)) °C"
    }

    /// `0.42 s`, `7.4 s`, `14 s`, `12 min`, `5.2 h`, `3.1 d`: how long, at a glance.
    public static func time(_ seconds: Double?) -> String {
        guard let seconds, seconds.isFinite else { return unknown }
        let size = seconds.magnitude
        if size < 0.995 { return "\(fixed(seconds, places: 2)) s" }
        if size < 9.95 { return "\(fixed(seconds, places: 1)) s" }
        if size < 119.5 { return "\(fixed(seconds, places: 0)) s" }
        if size < 7170 { return "\(fixed(seconds / 60, places: 0)) min" }
        if size < 172_000 { return "\(fixed(seconds / 3600, places: 1)) h" }
        return "\(fixed(seconds / 86_400, places: 1)) d"
    }

    /// A lease's rest: seconds with tenths up to 100 s, so that the figure stands still while it counts down.
    public static func countdown(_ seconds: Double?) -> String {
        guard let seconds, seconds.isFinite, seconds < 99.95 else { return time(seconds) }
        return "\(fixed(seconds, places: 1)) s"
    }

    public static func bytes(_ count: Int) -> String {
        var scaled = Double(count)
        var unit = "B"
        for larger in ["KiB", "MiB", "GiB", "TiB"] where scaled.magnitude >= 1024 {
            scaled /= 1024
            unit = larger
        }
        return "\(fixed(scaled, places: unit == "B" || scaled >= 99.95 ? 0 : 1)) \(unit)"
    }

    /// `12,034`
    public static func count(_ value: UInt64) -> String {
        var digits = Array(String(value))
        var at = digits.count - 3
        while at > 0 {
            digits.insert(",", at: at)
            at -= 3
        }
        return String(digits)
    }

    public static func clock(_ clock: ClockQuality) -> String {
        guard clock.isSynchronised else { return "clock not synchronised" }
        guard let error = clock.errorMilliseconds, error.isFinite else { return "clock synchronised" }
        return "clock ±\(fixed(error, places: error < 9.5 && error != error.rounded() ? 1 : 0)) ms"
    }
}

/// The unit that suits a power, and its decimal places.
private struct PowerUnit {
    var symbol: String
    var watts: Double
    var places: Int

    init(for value: Double) {
        let size = value.magnitude
        (symbol, watts, places) = ("W", 1, 1)
        for (larger, factor) in [("kW", 1e3), ("MW", 1e6), ("GW", 1e9)] {
            // The edge is where the rounded number would need a digit more: 999.96 W is 1.000 kW.
            guard size / watts >= 999.95 else { return }
            let scaled = size / factor
            (symbol, watts, places) = (larger, factor, scaled < 9.9995 ? 3 : scaled < 99.995 ? 2 : 1)
        }
    }

    func number(_ value: Double) -> String { Measure.fixed(value / watts, places: places) }
}
