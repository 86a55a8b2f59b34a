import ZoneModel

/// What the plant did around one order, and the figures that come of it.
struct NativeTrace {
    var points: [NativePlant.Point] = []
    var readings: [NativePlant.Reading] = []

    mutating func add(_ more: (points: [NativePlant.Point], readings: [NativePlant.Reading])) {
        points += more.points
        readings += more.readings
    }

    /// A pause and a burst of the worker's duty cycle.
    static let cycle: Int64 = 10_000_000
    /// The shortest stretch that is looked at: the plant's own step, and what it is late by.
    static let slice: Int64 = 2_000_000

    /// The first instant from which the CPU time of the next slice and that of the next whole cycle are at most these cores' share.
    ///
    /// - Parameter cores: what the new quota allows.
    func firstAtMost(cores: Double, after start: Int64) -> Int64? {
        func isUnder(_ index: Int, _ length: Int64) -> Bool {
            let from = points[index]
            guard let to = points[index...].first(where: { $0.at - from.at >= length }) else { return false }
            return Double(to.cpu - from.cpu) <= cores * Double(to.at - from.at)
        }
        for index in points.indices where points[index].at >= start {
            if isUnder(index, NativeTrace.slice), isUnder(index, NativeTrace.cycle) { return points[index].at }
        }
        return nil
    }

    /// The first reading of the sensor, as it is published, at or under the watts.
    func firstReading(atMost watts: Double, after start: Int64) -> Int64? {
        readings.first { $0.at >= start && $0.watts <= watts }?.at
    }

    /// The first instant from which the plant is at or under the watts until the end of the trace.
    func settled(atMost watts: Double, after start: Int64) -> Int64? {
        var found: Int64?
        for point in points where point.at >= start {
            if point.watts > watts {
                found = nil
            } else if found == nil {
                found = point.at
            }
        }
        return found
    }

    /// Drawn above the watts, Wh.
    func energyOver(_ watts: Double, from start: Int64, until end: Int64) -> Double {
        var joules = 0.0
        for (a, b) in zip(points, points.dropFirst()) where b.at > start && a.at < end {
            let seconds = Double(min(b.at, end) - max(a.at, start)) / 1e9
            joules += max((a.watts + b.watts) / 2 - watts, 0) * seconds
        }
        return joules / 3600
    }

    /// Over time, not over points: the plant's steps are of uneven length on a busy machine.
    func mean(from start: Int64, until end: Int64) -> Double {
        var (joules, length) = (0.0, 0.0)
        for (a, b) in zip(points, points.dropFirst()) where a.at >= start && b.at <= end {
            joules += b.watts * Double(b.at - a.at)
            length += Double(b.at - a.at)
        }
        return length > 0 ? joules / length : .nan
    }

    func highest(from start: Int64, until end: Int64) -> Double {
        points.lazy.filter { $0.at >= start && $0.at <= end }.map(\.watts).max() ?? 0
    }
}

/// The value that a share of the sorted samples does not exceed (nearest rank).
func percentile(_ share: Double, of samples: [Double]) -> Double {
    let sorted = samples.sorted()
    guard !sorted.isEmpty else { return .nan }
    let rank = Int((share * Double(sorted.count)).rounded(.up))
    return sorted[min(max(rank - 1, 0), sorted.count - 1)]
}
