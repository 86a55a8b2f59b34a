import ZoneModel

/// What zone-clock wrote of the wall clock: `SYNCHRONISED MAXERROR_US BOOTTIME_NS WALL_MINUS_BOOTTIME_NS`. It stands in for adjtimex(2) where the
/// unit's filter denies it, and is up to a second old, so everything that may have happened to the clock since is counted as error.
struct ClockReport: Equatable, Sendable {
    var isSynchronised: Bool
    var errorMicroseconds: Int64
    var at: BootInstant
    /// CLOCK_REALTIME − CLOCK_BOOTTIME.
    var offsetNanoseconds: Int64

    /// Three lines missed: zone-clock is gone, or hangs.
    static let ageMax: Duration = .seconds(3)
    /// The kernel takes a clock for this much off per second when nobody corrects it (MAXFREQ).
    private static let driftPerSecond = 500e-6
    /// A wall clock that moved by more was stepped, and whoever did it has to say that it is right.
    private static let stepMin: Duration = .seconds(1)

    /// Nil: not such a line.
    init?(_ text: String) {
        let numbers = text.trimmed.split(separator: " ", omittingEmptySubsequences: false).map { Int64($0) }
        guard numbers.count == 4, let synchronised = numbers[0], (0...1).contains(synchronised), let error = numbers[1], error >= 0,
            let boot = numbers[2], let offset = numbers[3]
        else { return nil }
        isSynchronised = synchronised == 1
        errorMicroseconds = error
        at = BootInstant(nanoseconds: boot)
        offsetNanoseconds = offset
    }

    func quality(now: BootInstant, offsetNanoseconds: Int64) -> ClockQuality {
        let age = now - at
        let (difference, isOverflow) = offsetNanoseconds.subtractingReportingOverflow(self.offsetNanoseconds)
        let moved = Duration.nanoseconds(difference.magnitude > UInt64(Int64.max) ? Int64.max : Int64(difference.magnitude))
        guard isSynchronised, !isOverflow, age >= .zero, age <= ClockReport.ageMax, moved < ClockReport.stepMin else {
            return ClockQuality(isSynchronised: false)
        }
        let error = Double(errorMicroseconds) / 1000 + moved.seconds * 1000 + age.seconds * ClockReport.driftPerSecond * 1000
        return ClockQuality(isSynchronised: true, errorMilliseconds: error)
    }
}
