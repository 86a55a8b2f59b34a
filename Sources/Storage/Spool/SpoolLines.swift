import ZoneModel

/// A line on its way into the spool. Its place in the sequence is given there; the `seq` inside is ignored.
public struct PendingLine: Equatable, Sendable {
    public enum Content: Equatable, Sendable {
        case report(Report)
        case rig(RigReport)
        case event(EventReport)
        /// Lines that were given up before they could be spooled: they take `count` numbers, and a `gap` line stands for them.
        case lost(count: UInt64, reasons: GapReasons)
    }

    public var timestamp: WallInstant
    public var content: Content

    public init(timestamp: WallInstant, content: Content) {
        self.timestamp = timestamp
        self.content = content
    }
}

/// Why a `gap` line stands where lines were. Gaps that meet merge, so there may be several reasons.
public struct GapReasons: OptionSet, Hashable, Sendable {
    public let rawValue: Int64

    public init(rawValue: Int64) { self.rawValue = rawValue }

    public static let rigsThinned = GapReasons(rawValue: 1)
    public static let reportsThinned = GapReasons(rawValue: 2)
    public static let eventsThinned = GapReasons(rawValue: 4)
    public static let tooOld = GapReasons(rawValue: 8)
    /// The disk took nothing for so long that the lines waiting in memory were thinned.
    public static let spoolFailed = GapReasons(rawValue: 16)
    /// A line that no collector would take: too long, or refused by the wire's own decoder.
    public static let unsendable = GapReasons(rawValue: 32)
    /// Damaged on disk.
    public static let damaged = GapReasons(rawValue: 64)
    /// Delivered and acked before, so no longer kept.
    public static let deliveredBefore = GapReasons(rawValue: 128)

    /// The wire's `reason`.
    public var text: String {
        let words: [(GapReasons, String)] = [
            (.rigsThinned, "spool full: rig lines thinned"), (.reportsThinned, "spool full: report lines thinned"),
            (.eventsThinned, "spool full: event lines thinned"), (.tooOld, "older than the spool keeps"),
            (.spoolFailed, "the spool took no lines"), (.unsendable, "no line that could be sent"),
            (.damaged, "damaged on disk"), (.deliveredBefore, "acked before and no longer kept"),
        ]
        let text = words.filter { contains($0.0) }.map(\.1).joined(separator: "; ")
        return text.isEmpty ? "unknown" : text
    }
}

/// A line as it goes on the wire.
public struct SpooledLine: Equatable, Sendable {
    /// Of a gap: its last.
    public var seq: UInt64
    /// With the newline.
    public var bytes: [UInt8]

    public init(seq: UInt64, bytes: [UInt8]) {
        self.seq = seq
        self.bytes = bytes
    }
}

/// How many lines a `gap` took the place of.
public struct ThinnedLines: Equatable, Sendable {
    public var rigs = 0
    public var reports = 0
    /// Above zero only when nothing else was left: evidence is lost, say it loudly.
    public var events = 0
    public var unsendable = 0

    public init(rigs: Int = 0, reports: Int = 0, events: Int = 0, unsendable: Int = 0) {
        self.rigs = rigs
        self.reports = reports
        self.events = events
        self.unsendable = unsendable
    }

    public var isEmpty: Bool { self == ThinnedLines() }
    public var count: Int { rigs + reports + events + unsendable }

    public static func += (a: inout ThinnedLines, b: ThinnedLines) {
        a.rigs += b.rigs
        a.reports += b.reports
        a.events += b.events
        a.unsendable += b.unsendable
    }
}

/// What `Spool.append` did.
public struct SpoolAppended: Equatable, Sendable {
    /// The numbers that the lines got, in order; nil for no lines.
    public var seqs: ClosedRange<UInt64>?
    public var thinned: ThinnedLines
    /// The spool proved corrupt and a new one, with another `spoolID`, has begun: say `hello` anew.
    public var replaced: DatabaseOpening?

    public init(seqs: ClosedRange<UInt64>?, thinned: ThinnedLines = ThinnedLines(), replaced: DatabaseOpening? = nil) {
        self.seqs = seqs
        self.thinned = thinned
        self.replaced = replaced
    }
}

/// What an ack did.
public enum SpoolAcknowledged: Equatable, Sendable {
    case advanced(lines: Int)
    /// Everything up to it was acked before.
    case stale
    /// Nothing was ever given that number: nothing was deleted. The other side knows another spool of this name (`Spool.renew`).
    case beyondEnd(nextSeq: UInt64)
}

/// The kinds that have a table of their own, in the order in which they are thinned.
enum SpoolTable: Int64, CaseIterable {
    case rig = 0
    case report = 1
    case event = 2

    static let gapCode: Int64 = 3

    var name: String {
        switch self {
        case .rig: "rig"
        case .report: "report"
        case .event: "event"
        }
    }

    var thinned: GapReasons {
        switch self {
        case .rig: .rigsThinned
        case .report: .reportsThinned
        case .event: .eventsThinned
        }
    }

    var count: WritableKeyPath<ThinnedLines, Int> {
        switch self {
        case .rig: \.rigs
        case .report: \.reports
        case .event: \.events
        }
    }
}
