import ZoneModel

/// Keeps a flapping sensor or link from flooding the journal: so many entries of one kind and one thing per window, and then a count of
/// what was held back.
public struct JournalRateLimit: Sendable {
    public enum Verdict: Equatable, Sendable {
        case pass
        case suppress
        /// The first of a new window, after so many were held back.
        case passAfter(suppressed: Int)
    }

    private struct Window: Sendable {
        var startedAt: BootInstant
        var passed: Int
        var suppressed: Int
    }

    public let entriesMax: Int
    public let window: Duration
    private var windows: [String: Window] = [:]
    private static let keysMax = 4096

    public init(entriesMax: Int = 5, window: Duration = .seconds(60)) {
        self.entriesMax = entriesMax
        self.window = window
    }

    /// - Parameter key: the event's kind, and what it is about (a rig, a host).
    public mutating func onEntry(key: String, now: BootInstant) -> Verdict {
        guard var known = windows[key], now - known.startedAt < window else {
            let suppressed = windows[key]?.suppressed ?? 0
            if windows.count >= JournalRateLimit.keysMax { windows = windows.filter { now - $0.value.startedAt < window } }
            // Still full of live keys: what cannot be counted is passed rather than lost.
            if windows.count < JournalRateLimit.keysMax { windows[key] = Window(startedAt: now, passed: 1, suppressed: 0) }
            return suppressed > 0 ? .passAfter(suppressed: suppressed) : .pass
        }
        if known.passed < entriesMax {
            known.passed += 1
            windows[key] = known
            return .pass
        }
        known.suppressed += 1
        windows[key] = known
        return .suppress
    }
}
