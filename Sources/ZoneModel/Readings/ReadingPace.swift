/// How long a sensor's last word counts, for a sensor that is read every `interval`.
///
/// A host may not draw for long what nobody sees: its sensor's last word is 2 s old at most when its rig stands still, as long as it is
/// read every 1.15 s or faster. One lost reading is no loss: it is asked for again at once, and there is time for the answer.
///
/// | read every | again after | bound widens from | stands still after |
/// |---|---|---|---|
/// | 100 ms | 100 ms | 0.75 s | 1.5 s |
/// | 500 ms | 125 ms | 0.75 s | 1.5 s |
/// | 1 s | 250 ms | 1.5 s | 1.75 s |
/// | 10 s | 250 ms | 10.5 s | 15 s, or 1.5 s after the first of three failures |
public struct ReadingPace: Equatable, Sendable {
    public var interval: Duration
    /// A rig whose last believable power is older is stale.
    public var staleAfter: Duration

    /// Of what fails outright, so many in a row are a loss, however old the last word is: for sensors that are read seldom.
    public static let missesMax = 3
    /// A few of them come within a moment where a sensor is read fast: a device that is reset is back in a second.
    private static let lossMin: Duration = .milliseconds(1500)
    private static let lossMax: Duration = .milliseconds(1750)

    public init(interval: Duration, staleAfter: Duration? = nil) {
        self.interval = interval
        self.staleAfter = staleAfter ?? ReadingPace.staleAfter(interval: interval)
    }

    /// Three intervals, no less than 1.5 s and no more than 1.75 s; at least one and a half intervals in any case.
    public static func staleAfter(interval: Duration) -> Duration {
        max(min(max(interval * 3, lossMin), lossMax), shortest(interval: interval))
    }

    /// Less would call a rig stale that is read in time.
    public static func shortest(interval: Duration) -> Duration { interval * 3 / 2 }

    /// How soon a reading that gave nothing is asked for again.
    public var again: Duration { min(max(interval / 4, .milliseconds(100)), .milliseconds(250)) }

    /// So many in a row are asked for again; what stays silent then is read at its interval.
    public static let againMax = 2

    /// Whether one who looks every `tick` sees that a reading gave nothing, asks again and sees the answer before it counts as lost.
    public func isSeenInTime(tick: Duration) -> Bool { interval + tick + again <= staleAfter }

    /// From this age on a reading was missed, and asked for again in vain: what the rig draws is less and less certain.
    public var widensAfter: Duration { min(max(interval + again * 2, staleAfter / 2), staleAfter) }

    /// 0 while a reading is in time, 1 when it is lost.
    public func doubt(age: Duration) -> Double {
        guard age > widensAfter else { return 0 }
        let span = (staleAfter - widensAfter).seconds
        return span > 0 ? min((age - widensAfter).seconds / span, 1) : 1
    }

    /// - Parameter misses: readings in a row that failed or were refused.
    public func isLost(age: Duration, misses: Int) -> Bool {
        age > staleAfter || misses >= ReadingPace.missesMax && age >= min(ReadingPace.lossMin, staleAfter)
    }
}
