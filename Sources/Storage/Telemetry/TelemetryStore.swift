import ZoneModel

/// The collector's store of `report`, `rig`, `event` and `gap` lines: at least once on the wire, exactly once here.
///
/// Per (host, spool) there is a high water, committed in the same transaction as the rows up to it. A line at or below it is a
/// duplicate. A line is stored if it is the next one, or a gap that begins at or before the next one (a gap that reaches back over
/// lines already here counts from the next one on). Anything further up is refused: nothing above a hole is stored or acked.
///
/// Synchronous and without threads: one caller at a time.
public final class TelemetryStore {
    public let path: String
    public private(set) var opening: DatabaseOpening
    /// Why the last commit failed; nil after one that did not.
    public private(set) var failure: StorageError?
    /// Rows ever stored.
    public private(set) var linesStored: UInt64

    private var database: Database?
    private var cache = TelemetryCache()

    /// - Throws: what the disk refuses; a corrupt store is moved aside, and `opening` says so. All high waters are gone with it.
    public init(path: String, now: WallInstant) throws(StorageError) {
        self.path = path
        let opened = try TelemetryStore.open(path: path, now: now, isSuspect: false)
        (database, opening, linesStored) = opened
    }

    private static func open(
        path: String, now: WallInstant, isSuspect: Bool
    ) throws(StorageError) -> (database: Database, opening: DatabaseOpening, lines: UInt64) {
        let (database, opening, lines) = try Database.open(
            path: path, schema: TelemetrySchema.schema, options: TelemetrySchema.options, now: now, isSuspect: isSuspect
        ) { database throws(StorageError) in try database.integer("SELECT coalesce(sum(lines), 0) FROM spool") }
        return (database, opening, UInt64(clamping: lines))
    }

    // MARK: Lines in

    /// Stores a batch in one transaction; when it returns, what it acks outlives a power cut.
    ///
    /// - Parameter now: the collector's wall clock; retention counts from it, because an agent's clock may be wrong.
    /// - Throws: nothing was stored, nothing may be acked; the senders send it again.
    public func commit(_ batch: [StoredLine], now: WallInstant) throws(StorageError) -> StoreCommit {
        guard !batch.isEmpty else { return StoreCommit() }
        return try attempt(now: now) { (database, replaced) throws(StorageError) in
            var round = try TelemetryRound(database: database, cache: cache, now: now)
            try database.transaction { () throws(StorageError) in
                for line in batch { try round.store(line) }
                try round.saveHighWaters()
            }
            var result = round.result
            result.replaced = replaced
            cache = round.cache
            cache.bound()
            linesStored += UInt64(result.stored)
            return result
        }
    }

    /// The first number of this spool that is not committed: `resume_seq` in `welcome`.
    public func resumeSeq(_ address: HostAddress, spoolID: String) throws(StorageError) -> UInt64 {
        try attempt(now: nil) { (database, _) throws(StorageError) in
            if let known = cache.spools[SpoolKey(address: address, spoolID: spoolID)] { return known.highSeq + 1 }
            return try TelemetryRows.spool(SpoolKey(address: address, spoolID: spoolID), database).map { $0.highSeq + 1 } ?? 1
        }
    }

    // MARK: Retention

    /// Deletes rows that are older than they are kept, at most `rowsMax` of each kind; call it again while it returns more than 0.
    ///
    /// Rollups come with a later version: until then nothing is left of a `report` that went.
    @discardableResult
    public func forget(
        _ retention: CollectorConfiguration.RetentionConfiguration, now: WallInstant, rowsMax: Int = 5000
    ) throws(StorageError) -> Int {
        try attempt(now: nil) { (database, _) throws(StorageError) in
            try database.transaction { () throws(StorageError) in
                var rows = 0
                for table in TelemetryRows.tables {
                    let kept = table.name == "event" ? retention.events : retention.raw
                    let oldest = now.milliseconds - min(kept.wholeMilliseconds, 1 << 52)
                    rows += try TelemetryRows.forget(table, receivedBefore: oldest, rowsMax: rowsMax, database)
                }
                return rows
            }
        }
    }

    // MARK: Queries

    public func counts() throws(StorageError) -> StoreCounts {
        try attempt(now: nil) { (database, _) throws(StorageError) in
            StoreCounts(
                hosts: Int(try database.integer("SELECT count(*) FROM host")),
                reports: Int(try database.integer("SELECT count(*) FROM report")),
                rigs: Int(try database.integer("SELECT count(*) FROM rig")),
                events: Int(try database.integer("SELECT count(*) FROM event")),
                gaps: Int(try database.integer("SELECT count(*) FROM gap")))
        }
    }

    /// Every spool ever heard of, by host.
    public func sequences() throws(StorageError) -> [StoredSequence] {
        try attempt(now: nil) { (database, _) throws(StorageError) in try TelemetryRows.sequences(database) }
    }

    /// Counts the rows of a spool against its high water. Reads all rows: for tests and auditors, not for the hot path.
    public func audit(_ address: HostAddress, spoolID: String) throws(StorageError) -> SequenceAudit {
        try attempt(now: nil) { (database, _) throws(StorageError) in
            guard let spool = try TelemetryRows.spool(SpoolKey(address: address, spoolID: spoolID), database) else {
                return SequenceAudit()
            }
            return try TelemetryRows.audit(spool, database)
        }
    }

    /// The newest `limit` events at or after `since` by the agents' clocks, oldest first.
    public func events(since: WallInstant, limit: Int) throws(StorageError) -> [StoredEvent] {
        try attempt(now: nil) { (database, _) throws(StorageError) in
            try TelemetryRows.events(since: since, limit: limit, database)
        }
    }

    /// The lines of a spool as they were sent, in order. Reads whole tables: for export, tests and auditors.
    public func lines(_ address: HostAddress, spoolID: String, from seq: UInt64, limit: Int) throws(StorageError) -> [Line] {
        try attempt(now: nil) { (database, _) throws(StorageError) in
            guard let spool = try TelemetryRows.spool(SpoolKey(address: address, spoolID: spoolID), database) else { return [] }
            return try TelemetryRows.lines(address, spool: spool.id, from: seq, limit: limit, database)
        }
    }

    // MARK: Opening again

    /// As in the spool: after it proved corrupt it is closed and marked; the next commit begins a new one.
    private func attempt<Value>(
        now: WallInstant?, _ body: (Database, DatabaseOpening?) throws(StorageError) -> Value
    ) throws(StorageError) -> Value {
        do throws(StorageError) {
            var replaced: DatabaseOpening?
            if database == nil, let now {
                let opened = try TelemetryStore.open(path: path, now: now, isSuspect: true)
                (database, opening, linesStored) = opened
                cache = TelemetryCache()
                replaced = opening
            }
            guard let database else {
                throw failure ?? StorageError(path: path, operation: "open", cause: .corrupt, detail: "it proved corrupt in use")
            }
            let value = try body(database, replaced)
            if now != nil { failure = nil }
            return value
        } catch {
            failure = error
            if error.cause == .corrupt, database != nil {
                Database.markSuspect(path: path)
                database = nil
            }
            throw error
        }
    }
}
