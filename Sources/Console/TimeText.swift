import ZoneModel

/// Instants as people write them: `18:00` of this machine's clock, `18:00Z`, `2026-11-24 18:00`, RFC 3339, `2 h` ago, `now`, `today`, `yesterday`.
public struct TimeText: Sendable {
    public var now: WallInstant
    /// Seconds that local time is ahead of UTC at an instant.
    public var offset: @Sendable (WallInstant) -> Int

    public init(now: WallInstant, offset: @escaping @Sendable (WallInstant) -> Int) {
        self.now = now
        self.offset = offset
    }

    public static let help = "\"18:00\", \"18:00Z\", \"2026-11-24 18:00\", \"2 h\" (ago) or \"yesterday\""

    /// - Parameter after: nil: a time of day is the last one before now; else the first one after this instant.
    public func instant(_ text: String, after: WallInstant? = nil) -> WallInstant? {
        switch text {
        case "now": return now
        case "today": return midnight(daysAgo: 0)
        case "yesterday": return midnight(daysAgo: 1)
        default: break
        }
        if let exact = WallInstant(rfc3339: text) { return exact }
        if let back = try? Duration(quantity: text) { return WallInstant(milliseconds: now.milliseconds - back.wholeMilliseconds) }
        let isUTC = text.hasSuffix("Z")
        let parts = (isUTC ? String(text.dropLast()) : text).split(separator: " ", omittingEmptySubsequences: false)
        if parts.count == 1, let second = TimeText.secondOfDay(parts[0]) { return timeOfDay(second, isUTC: isUTC, after: after) }
        guard let day = parts.first, parts.count <= 2, let midnight = WallInstant(rfc3339: "\(day)T00:00:00Z"),
            let second = parts.count == 2 ? TimeText.secondOfDay(parts[1]) : 0
        else { return nil }
        let civil = WallInstant(milliseconds: midnight.milliseconds + Int64(second) * 1000)
        return isUTC ? civil : local(civil)
    }

    /// As a clock on the wall shows it: `2026-11-24 18:00:00`.
    public func civil(_ instant: WallInstant) -> String {
        let shifted = WallInstant(milliseconds: instant.milliseconds + Int64(offset(instant)) * 1000).rfc3339
        return "\(shifted.prefix(10)) \(shifted.dropFirst(11).prefix(8))"
    }

    /// `UTC`, `UTC+5`, `UTC-3:30`
    public func zone(_ instant: WallInstant) -> String {
        let minutes = offset(instant) / 60
        guard minutes != 0 else { return "UTC" }
        let rest = minutes.magnitude % 60
        return "UTC\(minutes < 0 ? "-" : "+")\(minutes.magnitude / 60)" + (rest == 0 ? "" : ":\(rest < 10 ? "0" : "")\(rest)")
    }

    private static let day: Int64 = 86_400_000

    /// The instant that local clocks show so. Twice, because the offset is that of the instant that is looked for.
    private func local(_ civil: WallInstant) -> WallInstant {
        var guess = civil
        for _ in 0..<2 { guess = WallInstant(milliseconds: civil.milliseconds - Int64(offset(guess)) * 1000) }
        return guess
    }

    private func midnight(daysAgo: Int64) -> WallInstant {
        let shifted = now.milliseconds + Int64(offset(now)) * 1000
        return local(WallInstant(milliseconds: (shifted.flooredDay - daysAgo) * TimeText.day))
    }

    private func timeOfDay(_ second: Int, isUTC: Bool, after: WallInstant?) -> WallInstant {
        let base = after ?? now
        let shifted = base.milliseconds + (isUTC ? 0 : Int64(offset(base)) * 1000)
        let candidates = (-1...1 as ClosedRange<Int64>).map { day in
            let civil = WallInstant(milliseconds: (shifted.flooredDay + day) * TimeText.day + Int64(second) * 1000)
            return isUTC ? civil : local(civil)
        }
        if let after { return candidates.first { $0 > after } ?? candidates[2] }
        return candidates.last { $0 <= now } ?? candidates[0]
    }

    private static func secondOfDay(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy { (48...57).contains($0) } })
        else { return nil }
        let numbers = parts.compactMap { Int($0) }
        guard numbers[0] < 24, numbers.dropFirst().allSatisfy({ $0 < 60 }) else { return nil }
        return numbers[0] * 3600 + numbers[1] * 60 + (numbers.count == 3 ? numbers[2] : 0)
    }
}

extension Int64 {
    fileprivate var flooredDay: Int64 { self >= 0 ? self / 86_400_000 : -((86_399_999 - self) / 86_400_000) }
}
