import ZoneModel

/// Tells new events from those already shown, by what the newest few were at the last look.
///
/// By content and count, not by time: a host that was away sends old events late, and the collector then has them in the middle.
public struct EventWindow: Sendable {
    /// How many events each look asks for.
    public static let size = 500

    private var counts: [EventsDocument.Entry: Int] = [:]

    public init(_ events: [EventsDocument.Entry]) { remember(events) }

    /// - Returns: the events that are new, and whether others may have been missed because none of the old ones is left.
    public mutating func advance(_ events: [EventsDocument.Entry]) -> (fresh: [EventsDocument.Entry], isGapPossible: Bool) {
        var left = counts
        let fresh = events.filter { event in
            guard let count = left[event], count > 0 else { return true }
            left[event] = count - 1
            return false
        }
        let isGapPossible = !counts.isEmpty && events.count >= Self.size && fresh.count == events.count
        remember(events)
        return (fresh, isGapPossible)
    }

    private mutating func remember(_ events: [EventsDocument.Entry]) {
        counts = events.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }
}
