import ZoneModel

/// The agent's lines from the moment they are made until the collector has committed them.
///
/// - Every line gets the next number of one gap-free sequence, in the transaction that stores it; a number is never given twice
///   (`synchronous = FULL`: were a power cut to take back a commit whose lines were already sent, the next lines would get the
///   same numbers, and the collector would drop them as duplicates).
/// - The sequence stays whole whatever is thinned: a `gap` line with `seq` = `to_seq` stands for `from_seq` … `to_seq`. Gaps that
///   touch merge. At any time the rows, gaps included, cover `acknowledgedSeq + 1 … nextSeq - 1` once each.
/// - Each kind has a table of its own, so that thinning the oldest of one kind empties whole pages, which SQLite uses again.
///
/// Synchronous and without threads: one caller at a time.
public final class Spool {
    public let path: String
    public let address: HostAddress
    /// How the file was found at the last opening.
    public private(set) var opening: DatabaseOpening
    /// What `figure` says in words while the disk does not take lines.
    public private(set) var failure: StorageError?

    /// What the lines since the last `closeAccount` say of watts; nil: there were none.
    public internal(set) var account: PowerAccount?

    let bytesMax: Int64
    let ageMax: Duration
    var head: SpoolHead
    private var database: Database?

    /// - Parameters:
    ///   - address: stands in gap lines. A spool of another address is moved aside (`.other-host-TIME`): its lines would be refused.
    ///   - now: for the name of what is moved aside.
    /// - Throws: what `StorageError` says; never `corrupt`.
    public init(path: String, address: HostAddress, configuration: SpoolConfiguration, now: WallInstant) throws(StorageError) {
        self.path = path
        self.address = address
        self.bytesMax = max(configuration.bytesMax, Spool.bytesMin)
        self.ageMax = configuration.ageMax
        (self.database, self.opening, self.head) = try Spool.open(
            path: path, address: address, bytesMax: self.bytesMax, now: now, isSuspect: false)
        if let database { account = try Spool.loadAccount(database) }
    }

    /// Below this the WAL of one transaction would fill it. (A batch of megabytes passes over the bound by its own WAL, once.)
    public static let bytesMin: Int64 = 1 << 20

    /// 32 random hexadecimal digits, made with the database: a new spool starts anew.
    public var spoolID: String { head.spoolID }
    /// The number that the next line will get; the first is 1.
    public var nextSeq: UInt64 { head.nextSeq }
    /// Everything up to it was acked; 0 before the first ack.
    public var acknowledgedSeq: UInt64 { head.acknowledgedSeq }

    public var figure: SpoolFigure {
        SpoolFigure(lines: Int(clamping: head.lines), bytes: Int(clamping: head.bytes), failure: failure?.description)
    }

    // MARK: Lines in

    /// Gives the lines their numbers and stores them in one transaction. When it returns, they outlive a power cut.
    ///
    /// Makes room first: old `rig` lines, then `report`s, then, when nothing else is left, `event`s.
    /// - Throws: nothing was stored; the lines stay with the caller (see `SpoolBacklog`). The next call tries everything anew.
    public func append(_ lines: [PendingLine], now: WallInstant) throws(StorageError) -> SpoolAppended {
        let before = head.spoolID
        return try attempt(now: now) { database throws(StorageError) in
            var head = self.head
            var thinned = ThinnedLines()
            var account: PowerAccount?
            let first = head.nextSeq
            try database.transaction { () throws(StorageError) in
                let rows = encode(lines, from: first, thinned: &thinned)
                try forgetOld(database, &head, &thinned, now: now)
                try makeRoom(database, &head, &thinned, for: rows)
                for row in rows { try insert(row, database, &head, now: now) }
                try makeRoom(database, &head, &thinned, for: [])
                head.nextSeq = (rows.last?.seq ?? first - 1) + 1
                head.lastAppend = now
                try head.save(database)
                account = accounting(lines, from: first, thinned: UInt64(clamping: thinned.count), lastSeq: head.nextSeq - 1)
                if let account { try Spool.save(account, database) }
                try database.reserve()
            }
            self.head = head
            self.account = account
            return SpoolAppended(
                seqs: head.nextSeq > first ? first...(head.nextSeq - 1) : nil, thinned: thinned,
                replaced: head.spoolID == before ? nil : opening)
        }
    }

    // MARK: Lines out

    /// The lines from `seq` on, in order; at least one where there is one, then as many as both limits allow.
    ///
    /// From below `acknowledgedSeq` (the collector lost its store) the first line is a gap for what is no longer kept.
    /// - Throws: `corrupt` if the sequence is not whole; the next call of `append` begins a new spool then.
    public func read(from seq: UInt64, bytesMax: Int, linesMax: Int) throws(StorageError) -> [SpooledLine] {
        try attempt(now: nil) { database throws(StorageError) in
            var lines: [SpooledLine] = []
            var next = max(seq, 1)
            if next <= head.acknowledgedSeq {
                let gap = SpoolGap(from: next, to: head.acknowledgedSeq, reasons: .deliveredBefore)
                lines.append(encode(gap, at: head.lastAppend))
                next = head.acknowledgedSeq + 1
            }
            let (read, damaged) = try readRows(database, from: next, bytesMax: bytesMax, linesMax: linesMax - lines.count)
            // Where the disk does not take it, the row stays and is read as a gap again.
            if !damaged.isEmpty { try? giveUp(damaged, database) }
            return lines + read
        }
    }

    /// Deletes everything up to `seq`: the collector has committed it.
    @discardableResult
    public func acknowledge(upTo seq: UInt64) throws(StorageError) -> SpoolAcknowledged {
        guard seq > head.acknowledgedSeq else { return .stale }
        guard seq < head.nextSeq else { return .beyondEnd(nextSeq: head.nextSeq) }
        return try attempt(now: nil) { database throws(StorageError) in
            let before = head.lines
            do throws(StorageError) {
                try forget(upTo: seq, database)
            } catch {
                // An ack frees the very space that is short: it goes into the part of the WAL that a checkpoint sets free.
                guard error.cause == .diskFull else { throw error }
                try database.checkpoint()
                try forget(upTo: seq, database)
            }
            // The ack is done; what the disk refuses here it refuses the next time as well.
            try? database.shrink(pagesMax: SpoolHead.options(bytesMax: bytesMax).walCheckpointPages)
            return .advanced(lines: Int(clamping: before - head.lines))
        }
    }

    private func forget(upTo seq: UInt64, _ database: Database) throws(StorageError) {
        var head = self.head
        try database.transaction { () throws(StorageError) in
            for table in SpoolTable.allCases { try forget(table, upTo: seq, database, &head) }
            try database.run("DELETE FROM gap WHERE to_seq <= ?") { $0.put(seq) }
            head.lines -= Int64(database.changes)
            // The collector may have committed lines that were thinned after they were sent: a gap's middle can be acked.
            try database.run("UPDATE gap SET from_seq = ? WHERE from_seq <= ?") {
                $0.put(seq + 1)
                $0.put(seq)
            }
            head.acknowledgedSeq = seq
            try head.save(database)
        }
        self.head = head
    }

    /// Takes a new `spoolID` and keeps lines and numbers: for a collector that has committed numbers this spool never gave, because
    /// an older copy of the spool was put back. Under the old name the next lines would be dropped as duplicates. Lines that were
    /// acked after the copy was made are sent once more: in doubt twice rather than never.
    public func renew() throws(StorageError) {
        try attempt(now: nil) { database throws(StorageError) in
            var head = self.head
            head.spoolID = SpoolHead.randomID()
            try database.transaction { () throws(StorageError) in try head.save(database) }
            self.head = head
        }
    }

    // MARK: Opening again

    /// Runs `body` on the database. After it proved corrupt it is closed and marked; the next `append` (which knows the time)
    /// moves it aside and begins a new one.
    func attempt<Value>(
        now: WallInstant?, _ body: (Database) throws(StorageError) -> Value
    ) throws(StorageError) -> Value {
        do {
            let value = try body(try opened(now: now))
            failure = nil
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

    private func opened(now: WallInstant?) throws(StorageError) -> Database {
        if let database { return database }
        guard let now else {
            throw failure ?? StorageError(path: path, operation: "open", cause: .corrupt, detail: "it proved corrupt in use")
        }
        let opened = try Spool.open(path: path, address: address, bytesMax: bytesMax, now: now, isSuspect: true)
        (database, opening, head) = opened
        account = try Spool.loadAccount(opened.database)
        return opened.database
    }

    private static func open(
        path: String, address: HostAddress, bytesMax: Int64, now: WallInstant, isSuspect: Bool
    ) throws(StorageError) -> (database: Database, opening: DatabaseOpening, head: SpoolHead) {
        func opened(isSuspect: Bool) throws(StorageError) -> (database: Database, opening: DatabaseOpening, head: SpoolHead) {
            let (database, opening, head) = try Database.open(
                path: path, schema: SpoolHead.schema, options: SpoolHead.options(bytesMax: bytesMax), now: now, isSuspect: isSuspect
            ) { database throws(StorageError) in try SpoolHead.load(database, address: address) }
            return (database, opening, head)
        }
        var first: (database: Database, opening: DatabaseOpening, head: SpoolHead)? = try opened(isSuspect: isSuspect)
        if let first, first.head.address == address.description { return first }
        let other = first?.head.address ?? ""
        first = nil  // closes it: a file in use is not renamed
        let kept = try Database.moveAside(path: path, suffix: ".other-host-", now: now)
        var fresh = try opened(isSuspect: false)
        if let kept { fresh.opening = .replaced(keptAt: kept, reason: "it holds the lines of \(other)") }
        return fresh
    }
}
