import ZoneModel

/// The one row that says where the sequence stands. It changes in the same transaction as the lines.
struct SpoolHead: Equatable {
    var spoolID: String
    var address: String
    var nextSeq: UInt64
    var acknowledgedSeq: UInt64
    /// Rows, gaps included.
    var lines: Int64
    /// Of the lines as they go on the wire; gaps are made when they are read and count nothing.
    var bytes: Int64
    var lastAppend: WallInstant

    static let schema = Schema(
        applicationID: 0x5A61_5350, name: "spool",
        migrations: [
            """
            CREATE TABLE head (
                id INTEGER PRIMARY KEY CHECK (id = 1), spool_id TEXT NOT NULL, address TEXT NOT NULL,
                next_seq INTEGER NOT NULL, acked_seq INTEGER NOT NULL, lines INTEGER NOT NULL, bytes INTEGER NOT NULL,
                last_append_ms INTEGER NOT NULL);
            CREATE TABLE rig (seq INTEGER PRIMARY KEY, appended_ms INTEGER NOT NULL, crc INTEGER NOT NULL, line BLOB NOT NULL);
            CREATE TABLE report (seq INTEGER PRIMARY KEY, appended_ms INTEGER NOT NULL, crc INTEGER NOT NULL, line BLOB NOT NULL);
            CREATE TABLE event (seq INTEGER PRIMARY KEY, appended_ms INTEGER NOT NULL, crc INTEGER NOT NULL, line BLOB NOT NULL);
            CREATE TABLE gap (to_seq INTEGER PRIMARY KEY, from_seq INTEGER NOT NULL, reasons INTEGER NOT NULL, appended_ms INTEGER NOT NULL);
            """,
            """
            CREATE TABLE account (
                id INTEGER PRIMARY KEY CHECK (id = 1), first_seq INTEGER NOT NULL, last_seq INTEGER NOT NULL, lost INTEGER NOT NULL,
                from_ms INTEGER NOT NULL, to_ms INTEGER NOT NULL, covered_ms INTEGER NOT NULL, measured_mj INTEGER NOT NULL,
                estimated_mj INTEGER NOT NULL, error_mj INTEGER NOT NULL, estimated_error_mj INTEGER NOT NULL, unknown_ms INTEGER NOT NULL,
                overshoot_ws REAL NOT NULL, peak_mw INTEGER NOT NULL, simulated INTEGER NOT NULL);
            """,
        ])

    /// What is left to the WAL is in `databaseBytesMax`: it grows to its checkpoint and by one transaction.
    static func options(bytesMax: Int64) -> Database.Options {
        var options = Database.Options()
        options.isShrinking = true
        options.growthBytes = 64 << 10
        options.walBytesKept = min(bytesMax / 8, 4 << 20)
        options.walCheckpointPages = max(options.walBytesKept / 4096 / 2, 8)
        return options
    }

    /// A quarter of the bound is left to the WAL, and as much as a transaction of a hundred lines takes that thins as many.
    static func databaseBytesMax(of bytesMax: Int64) -> Int64 { bytesMax - max(bytesMax / 4, 384 << 10) }

    static func randomID() -> String { Nonce(high: .random(in: .min ... .max), low: .random(in: .min ... .max)).description }

    /// The stored head, checked against the rows; a new one in an empty database.
    static func load(_ database: Database, address: HostAddress) throws(StorageError) -> SpoolHead {
        let columns = "spool_id, address, next_seq, acked_seq, lines, bytes, last_append_ms"
        let stored = try database.first("SELECT \(columns) FROM head WHERE id = 1") { row throws(StorageError) in
            SpoolHead(
                spoolID: try row.text(0), address: try row.text(1), nextSeq: try row.unsigned(2), acknowledgedSeq: try row.unsigned(3),
                lines: try row.integer(4), bytes: try row.integer(5), lastAppend: WallInstant(milliseconds: try row.integer(6)))
        }
        if let stored {
            try stored.check(database)
            return stored
        }
        let new = SpoolHead(
            spoolID: randomID(), address: address.description, nextSeq: 1, acknowledgedSeq: 0, lines: 0, bytes: 0,
            lastAppend: WallInstant(milliseconds: 0))
        try database.transaction { () throws(StorageError) in
            try database.run("INSERT INTO head (id, \(columns)) VALUES (1, ?, ?, ?, ?, ?, ?, ?)") { new.put(into: $0) }
        }
        return new
    }

    func save(_ database: Database) throws(StorageError) {
        let columns = "spool_id = ?, address = ?, next_seq = ?, acked_seq = ?, lines = ?, bytes = ?, last_append_ms = ?"
        try database.run("UPDATE head SET \(columns) WHERE id = 1") { put(into: $0) }
    }

    private func put(into statement: Statement) {
        statement.put(spoolID)
        statement.put(address)
        statement.put(nextSeq)
        statement.put(acknowledgedSeq)
        statement.put(lines)
        statement.put(bytes)
        statement.put(lastAppend.milliseconds)
    }

    /// The ends of the sequence against the rows: a few look-ups, so that it is done at every opening.
    private func check(_ database: Database) throws(StorageError) {
        var lowest: Int64?
        var highest: Int64?
        for (table, low, high) in [("rig", "seq", "seq"), ("report", "seq", "seq"), ("event", "seq", "seq"), ("gap", "from_seq", "to_seq")]
        {
            // Gaps do not overlap, so the lowest from_seq stands in the first row.
            let ends = try database.first(
                "SELECT (SELECT \(low) FROM \(table) ORDER BY \(high) LIMIT 1), (SELECT \(high) FROM \(table) ORDER BY \(high) DESC LIMIT 1)"
            ) { row throws(StorageError) in (try row.optionalInteger(0), try row.optionalInteger(1)) }
            if let low = ends?.0 { lowest = min(lowest ?? low, low) }
            if let high = ends?.1 { highest = max(highest ?? high, high) }
        }
        let isEmpty = nextSeq == acknowledgedSeq + 1
        let isWhole =
            nextSeq > acknowledgedSeq && lines >= 0 && bytes >= 0 && nextSeq < Int64.max
            && (isEmpty
                ? lowest == nil && lines == 0 : lowest == Int64(acknowledgedSeq) + 1 && highest == Int64(nextSeq) - 1)
        guard isWhole, Nonce(hex: spoolID) != nil else {
            throw StorageError(
                path: database.path, operation: "check the sequence", cause: .corrupt,
                detail: "the head says \(acknowledgedSeq + 1) … \(nextSeq), the rows \(lowest ?? 0) … \(highest ?? 0)")
        }
    }
}
