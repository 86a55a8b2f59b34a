import Synchronization
import ZoneModel

/// The newest events of a daemon, kept in memory for `GET /v1/events`. Any thread may write and read.
public final class EventRing: Sendable {
    public static let entriesMax = 512

    private let entries = Mutex<[EventsDocument.Entry]>([])

    public init() {}

    public func add(_ event: Event, address: String, at wall: WallInstant) {
        let entry = EventsDocument.Entry(event, address: address, at: wall)
        entries.withLock { entries in
            entries.append(entry)
            // In halves, so that not every event moves the whole ring.
            if entries.count > 2 * EventRing.entriesMax { entries.removeFirst(entries.count - EventRing.entriesMax) }
        }
    }

    /// Oldest first.
    public func newest(_ limit: Int) -> EventsDocument {
        EventsDocument(events: entries.withLock { Array($0.suffix(min(limit, EventRing.entriesMax))) })
    }
}
