import CShims
import Glibc
import ZoneModel

/// The machine's clocks. Everything that decides gets its instants handed in; only the shells come here.
public enum SystemClock {
    /// CLOCK_BOOTTIME.
    public static func bootNow() -> BootInstant { BootInstant(nanoseconds: zs_boottime_ns()) }

    /// CLOCK_REALTIME, for display and evidence.
    public static func wallNow() -> WallInstant { WallInstant(milliseconds: zs_realtime_ms()) }

    /// What the kernel says of the wall clock (adjtimex(2)); where the unit denies that call, what zone-clock says of it.
    public static func quality() -> ClockQuality {
        guard let path = reportPath else {
            var errorMilliseconds = 0.0
            let isSynchronised = zs_clock_quality(&errorMilliseconds)
            return ClockQuality(isSynchronised: isSynchronised, errorMilliseconds: isSynchronised ? errorMilliseconds : nil)
        }
        // No report is no reason to believe a clock.
        guard let report = readSmallFile(path).flatMap({ ClockReport($0) }) else { return ClockQuality(isSynchronised: false) }
        return report.quality(now: bootNow(), offsetNanoseconds: zs_realtime_ns() - zs_boottime_ns())
    }

    /// Where zone-clock writes; set in the unit.
    private static let reportPath = getenv("ZONE_CLOCK_REPORT").map { String(cString: $0) }
}
