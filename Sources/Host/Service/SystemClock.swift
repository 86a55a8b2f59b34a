import CShims
import ZoneModel

/// The machine's clocks. Everything that decides gets its instants handed in; only the shells come here.
public enum SystemClock {
    /// CLOCK_BOOTTIME.
    public static func bootNow() -> BootInstant { BootInstant(nanoseconds: zs_boottime_ns()) }

    /// CLOCK_REALTIME, for display and evidence.
    public static func wallNow() -> WallInstant { WallInstant(milliseconds: zs_realtime_ms()) }

    /// What the kernel says of the wall clock (adjtimex(2)).
    public static func quality() -> ClockQuality {
        var errorMilliseconds = 0.0
        let isSynchronised = zs_clock_quality(&errorMilliseconds)
        return ClockQuality(isSynchronised: isSynchronised, errorMilliseconds: isSynchronised ? errorMilliseconds : nil)
    }
}
