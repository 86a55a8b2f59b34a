import ZoneModel

/// Keeps a flapping sensor or link from flooding the journal: so many entries of one kind and one thing per window, and so many of one kind
/// whatever they are about. What was held back is counted, and the count is told: by the next entry of its like, or when the window is over.
public struct JournalRateLimit: Sendable {
    /// What entries are counted by.
    public struct Key: Hashable, Sendable {
        public var kind: EventKind
        /// The rig, the host or the network of strangers that it is about; nil: the daemon itself.
        public var subject: FlatObject.Field?

        public init(_ event: Event) {
            kind = event.kind
            subject =
                event.fields.first { $0.key == "rig" } ?? event.fields.first { $0.key == "host" }
                ?? event.fields.first { $0.key == "peer" }
        }

        init(allOf kind: EventKind) { self.kind = kind }
    }

    public enum Verdict: Equatable, Sendable {
        case pass
        case suppress
        /// The first of a new window, after so many were held back.
        case passAfter(suppressed: Int)
    }

    /// Entries that were held back in a window that is over, and that no entry has told of.
    public struct Held: Equatable, Sendable {
        public var key: Key
        public var count: Int
    }

    private struct Window: Sendable {
        var startedAt: BootInstant
        var passed: Int
        var suppressed: Int
    }

    public let entriesMax: Int
    public let kindMax: Int
    public let window: Duration
    private var windows: [Key: Window] = [:]
    private var kinds: [EventKind: Window] = [:]
    /// Held back in a kind's windows that are over.
    private var owed: [EventKind: Int] = [:]
    private static let keysMax = 4096

    public init(entriesMax: Int = 5, kindMax: Int = 200, window: Duration = .seconds(60)) {
        self.entriesMax = entriesMax
        self.kindMax = kindMax
        self.window = window
    }

    public mutating func onEntry(_ key: Key, now: BootInstant) -> Verdict {
        let known = windows[key]
        let isOpen = known.map { now - $0.startedAt < window } ?? false
        if isOpen, let known, known.passed >= entriesMax {
            windows[key]?.suppressed += 1
            return .suppress
        }
        guard takeRoom(of: key.kind, now: now) else { return .suppress }
        if isOpen {
            windows[key]?.passed += 1
            return .pass
        }
        // Where there are more things than can be counted, their kind's bound alone holds them.
        if windows.count < JournalRateLimit.keysMax || known != nil { windows[key] = Window(startedAt: now, passed: 1, suppressed: 0) }
        let suppressed = known?.suppressed ?? 0
        return suppressed > 0 ? .passAfter(suppressed: suppressed) : .pass
    }

    private mutating func takeRoom(of kind: EventKind, now: BootInstant) -> Bool {
        var entry = kinds[kind] ?? Window(startedAt: now, passed: 0, suppressed: 0)
        if now - entry.startedAt >= window {
            if entry.suppressed > 0 { owed[kind, default: 0] += entry.suppressed }
            entry = Window(startedAt: now, passed: 0, suppressed: 0)
        }
        let hasRoom = entry.passed < kindMax
        if hasRoom { entry.passed += 1 } else { entry.suppressed += 1 }
        kinds[kind] = entry
        return hasRoom
    }

    /// What windows that are over have held back; called now and then, so that a flood that has ended is told, too.
    public mutating func takeHeld(now: BootInstant) -> [Held] {
        let window = window
        return take { now - $0.startedAt >= window }
    }

    /// The same of all windows: at the end.
    public mutating func takeAll() -> [Held] { take { _ in true } }

    private mutating func take(where isOver: (Window) -> Bool) -> [Held] {
        var held: [Held] = []
        for (key, entry) in windows where isOver(entry) {
            if entry.suppressed > 0 { held.append(Held(key: key, count: entry.suppressed)) }
            windows[key] = nil
        }
        for (kind, entry) in kinds where isOver(entry) {
            if entry.suppressed > 0 { owed[kind, default: 0] += entry.suppressed }
            kinds[kind] = nil
        }
        held += owed.map { Held(key: Key(allOf: $0), count: $1) }
        owed = [:]
        return held.sorted { ($0.key.kind.rawValue, $0.key.text, $0.count) < ($1.key.kind.rawValue, $1.key.text, $1.count) }
    }
}

extension JournalRateLimit.Key {
    /// `psu-1`; empty where it is about the daemon.
    var text: String { if case .string(let name)? = subject?.value { name } else { "" } }
}

extension Event {
    /// Stands for entries that were held back.
    init(held: JournalRateLimit.Held) {
        let what = held.key.text.isEmpty ? held.key.kind.rawValue : "\(held.key.kind.rawValue) of \(held.key.text)"
        self.init(
            held.key.kind, .notice, "\(held.count) more entries \(what) were held back: they came too fast",
            fields: (held.key.subject.map { [$0] } ?? []) + [.count("suppressed", held.count)])
    }
}
