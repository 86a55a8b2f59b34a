import ZoneModel

/// Power from the difference of an energy counter, over at least half a second: a counter that moves in steps says nothing about less.
struct EnergyMeter: Equatable, Sendable {
    private struct Reading: Equatable {
        var joules: Double
        var at: BootInstant
    }

    /// Oldest first. The first is the newest that is old enough to count from.
    private var readings: [Reading] = []

    static let windowMin = Duration.milliseconds(500)
    /// After a longer pause the mean over it says nothing about now.
    static let pauseMin = Duration.seconds(3)

    /// - Parameter interval: how often the counter is read.
    /// - Returns: watts, or why there are none. A counter that stands still or runs backwards is no 0 W.
    mutating func onReading(joules: Double, at: BootInstant, interval: Duration) -> Sampled {
        if let last = readings.last, at - last.at > max(interval * 3, EnergyMeter.pauseMin) { readings = [] }
        guard let last = readings.last else {
            readings = [Reading(joules: joules, at: at)]
            return .failed("the energy counter was read once: its power follows")
        }
        guard at > last.at else { return .failed("the energy counter was read twice in one instant") }
        guard joules >= last.joules else {
            readings = [Reading(joules: joules, at: at)]
            return .failed("the energy counter fell from \(fixed(last.joules, decimals: 1)) J to \(fixed(joules, decimals: 1)) J")
        }
        readings.append(Reading(joules: joules, at: at))
        while readings.count > 2, at - readings[1].at >= EnergyMeter.windowMin { readings.removeFirst() }
        // A sweep every millisecond would fill the memory.
        if readings.count > 64 { readings.remove(at: 1) }
        let (first, span) = (readings[0], (at - readings[0].at).seconds)
        guard span >= EnergyMeter.windowMin.seconds else {
            return .failed("the energy counter was read for \(fixed(span, decimals: 2)) s only")
        }
        guard joules > first.joules else { return .failed("the energy counter has not moved for \(fixed(span, decimals: 1)) s") }
        return .value((joules - first.joules) / span)
    }
}
