import ZoneModel
import ZonePolicy

/// A machine's boot clock: it runs at a rate of its own, which may be slewed. True time is nanoseconds since the world began.
struct SimulatedBootClock {
    private var trueBase: Int64
    private var localBase: Int64
    private(set) var rate: Double

    init(reading localBase: Int64, at trueTime: Int64, rate: Double) {
        self.trueBase = trueTime
        self.localBase = localBase
        self.rate = rate
    }

    func reading(at trueTime: Int64) -> BootInstant {
        BootInstant(nanoseconds: localBase + Int64(Double(trueTime - trueBase) * rate))
    }

    /// True nanoseconds that a local span takes at the present rate.
    func trueSpan(of local: Duration) -> Int64 { Int64(Double(local.wholeNanoseconds) / rate) }

    /// When the clock reads that, if its rate stays.
    func trueTime(of instant: BootInstant) -> Int64 {
        let span = instant.nanoseconds.subtractingReportingOverflow(localBase)
        guard !span.overflow, span.partialValue < Int64.max / 4 else { return .max }
        return trueBase + Int64((Double(span.partialValue) / rate).rounded(.up))
    }

    mutating func slew(to rate: Double, at trueTime: Int64) {
        localBase = reading(at: trueTime).nanoseconds
        trueBase = trueTime
        self.rate = rate
    }
}

/// A machine's idea of civil time: off by an error that the machine itself bounds while it is synchronised.
struct SimulatedWallClock {
    /// What true time 0 is on everybody's calendar.
    static let origin: Int64 = 1_798_761_600_000

    var errorMilliseconds: Int64
    /// The bound that the machine believes in; nil: it says that it is not synchronised.
    var bound: Double?

    func reading(at trueTime: Int64) -> WallInstant {
        WallInstant(milliseconds: SimulatedWallClock.origin + trueTime / 1_000_000 + errorMilliseconds)
    }

    var quality: ClockQuality { ClockQuality(isSynchronised: bound != nil, errorMilliseconds: bound) }
}
