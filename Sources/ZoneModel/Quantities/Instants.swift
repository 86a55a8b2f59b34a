/// A point on the host's CLOCK_BOOTTIME, in nanoseconds since boot.
///
/// Leases are timed by it, never by the wall clock: it counts on through a suspend, so that a host that slept cannot stretch its
/// lease, and nobody can step it. (Swift's `ContinuousClock` is the same clock on Linux, but its instants cannot be made from a number,
/// which a simulated clock needs.)
public struct BootInstant: Hashable, Comparable, Sendable {
    public var nanoseconds: Int64

    public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    public static func < (a: BootInstant, b: BootInstant) -> Bool { a.nanoseconds < b.nanoseconds }

    public static func + (a: BootInstant, d: Duration) -> BootInstant {
        let (sum, overflow) = a.nanoseconds.addingReportingOverflow(d.wholeNanoseconds)
        return BootInstant(nanoseconds: overflow ? (d < .zero ? .min : .max) : sum)
    }

    public static func - (a: BootInstant, d: Duration) -> BootInstant { a + (.zero - d) }

    public static func - (a: BootInstant, b: BootInstant) -> Duration {
        let (difference, overflow) = a.nanoseconds.subtractingReportingOverflow(b.nanoseconds)
        return Duration(wholeNanoseconds: overflow ? (a > b ? Int64.max : Int64.min) : difference)
    }

    public static func += (a: inout BootInstant, d: Duration) { a = a + d }
}

/// A point of civil time, in milliseconds since 1970-01-01T00:00:00Z. For display and evidence only: no decision is made by it.
public struct WallInstant: Hashable, Comparable, Sendable {
    public var milliseconds: Int64

    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    public static func < (a: WallInstant, b: WallInstant) -> Bool { a.milliseconds < b.milliseconds }
}

extension Duration {
    /// In seconds, as a real number.
    public var seconds: Double {
        // Up to 9 s, as nearly all are, 64 bits hold it.
        if let short = Int64(exactly: attoseconds) {
            let (seconds, rest) = short.quotientAndRemainder(dividingBy: 1_000_000_000_000_000_000)
            return Double(seconds) + Double(rest) / 1e18
        }
        let parts = components
        return Double(parts.seconds) + Double(parts.attoseconds) / 1e18
    }

    init(wholeNanoseconds: Int64) { self.init(attoseconds: Int128(wholeNanoseconds) * 1_000_000_000) }

    // The library's are for every kind of integer, and as such called through tables.
    public static func * (duration: Duration, factor: Int) -> Duration { Duration(attoseconds: duration.attoseconds * Int128(factor)) }
    public static func / (duration: Duration, divisor: Int) -> Duration { Duration(attoseconds: duration.attoseconds / Int128(divisor)) }

    /// Truncated to whole milliseconds, saturating.
    public var wholeMilliseconds: Int64 { wholeNanoseconds / 1_000_000 }

    /// Truncated to whole nanoseconds, saturating.
    public var wholeNanoseconds: Int64 {
        if let short = Int64(exactly: attoseconds) { return short / 1_000_000_000 }
        let parts = components
        let (scaled, overflow) = parts.seconds.multipliedReportingOverflow(by: 1_000_000_000)
        if overflow { return parts.seconds < 0 ? .min : .max }
        let (sum, overflowed) = scaled.addingReportingOverflow(parts.attoseconds / 1_000_000_000)
        return overflowed ? (scaled < 0 ? .min : .max) : sum
    }
}
