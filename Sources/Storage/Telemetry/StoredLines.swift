import ZoneModel

/// A line for the store, with the sender that the connection vouches for.
public struct StoredLine: Equatable, Sendable {
    public var address: HostAddress
    public var spoolID: String
    public var line: Line

    public init(address: HostAddress, spoolID: String, line: Line) {
        self.address = address
        self.spoolID = spoolID
        self.line = line
    }
}

/// Everything of this spool up to `seq` is committed.
public struct StoreAck: Equatable, Sendable {
    public var address: HostAddress
    public var spoolID: String
    public var seq: UInt64

    public init(address: HostAddress, spoolID: String, seq: UInt64) {
        self.address = address
        self.spoolID = spoolID
        self.seq = seq
    }
}

/// A line that was not stored, with the first of its kind per spool and batch reported.
public struct StoreRefusal: Equatable, Sendable {
    public enum Reason: Equatable, Sendable {
        /// Lines before it are missing: the sender resumes at `expected`.
        case hole(expected: UInt64)
        /// A gap whose numbers contradict one another.
        case contradiction
        /// A live line, or number 0: it has no place in a sequence.
        case unnumbered
    }

    public var address: HostAddress
    public var spoolID: String
    public var seq: UInt64
    public var reason: Reason

    public init(address: HostAddress, spoolID: String, seq: UInt64, reason: Reason) {
        self.address = address
        self.spoolID = spoolID
        self.seq = seq
        self.reason = reason
    }
}

/// What a batch came to.
public struct StoreCommit: Equatable, Sendable {
    /// At most one a spool, to be sent now that they are true.
    public var acks: [StoreAck] = []
    public var refusals: [StoreRefusal] = []
    public var stored = 0
    /// Lines that were committed before: acked again, stored once.
    public var duplicates = 0
    /// The store proved corrupt and a new one has begun; every sender must resume (`resumeSeq`).
    public var replaced: DatabaseOpening?

    public init() {}
}

public struct StoredEvent: Equatable, Sendable {
    public var address: HostAddress
    public var timestamp: WallInstant
    public var report: EventReport

    public init(address: HostAddress, timestamp: WallInstant, report: EventReport) {
        self.address = address
        self.timestamp = timestamp
        self.report = report
    }
}

/// One spool of one host, as the store knows it.
public struct StoredSequence: Equatable, Sendable {
    public var address: HostAddress
    public var spoolID: String
    /// High water: everything up to it is accounted for.
    public var highSeq: UInt64
    /// Rows ever stored, gaps included.
    public var lines: UInt64
    /// Numbers that gap lines stand for.
    public var gapped: UInt64

    public init(address: HostAddress, spoolID: String, highSeq: UInt64, lines: UInt64, gapped: UInt64) {
        self.address = address
        self.spoolID = spoolID
        self.highSeq = highSeq
        self.lines = lines
        self.gapped = gapped
    }
}

/// The rows of one spool, counted one by one against its high water.
public struct SequenceAudit: Equatable, Sendable {
    public var highSeq: UInt64 = 0
    /// Numbers up to it may have left with the retention.
    public var forgottenSeq: UInt64 = 0
    /// Above `forgottenSeq`: neither a row nor a gap. Empty in a sound store. The first 100.
    public var missing: [ClosedRange<UInt64>] = []
    /// Numbers that stand in more than one row. 0 in a sound store.
    public var duplicates: UInt64 = 0
    public var lines: UInt64 = 0

    public init() {}

    public var isWhole: Bool { missing.isEmpty && duplicates == 0 }
}

/// Rows at hand now (what the retention has left).
public struct StoreCounts: Equatable, Sendable {
    public var hosts: Int
    public var reports: Int
    public var rigs: Int
    public var events: Int
    public var gaps: Int

    public init(hosts: Int, reports: Int, rigs: Int, events: Int, gaps: Int) {
        self.hosts = hosts
        self.reports = reports
        self.rigs = rigs
        self.events = events
        self.gaps = gaps
    }
}
