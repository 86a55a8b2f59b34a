import CSQLite
import Glibc

/// One SQLite database in WAL mode and its prepared statements. Not thread-safe: the shell places it on one thread.
final class Database {
    struct Options {
        /// No other process may even read: no shared memory file, and no reader that keeps the WAL from being reset.
        var isExclusive = true
        /// Space goes back to the file system, page by page.
        var isShrinking = false
        var walCheckpointPages: Int64 = 1000
        /// To how much the WAL is cut after a checkpoint. What is kept is space that a full disk cannot take away.
        var walBytesKept: Int64 = 4 << 20
        /// In steps of how many bytes `reserve` lets the file grow; 0: it reserves nothing.
        var growthBytes: Int32 = 0
        /// A check on every page after an unclean end is done up to this size of the file.
        var checkedBytesMax: Int64 = 64 << 20
        /// How long an other process's lock is waited for.
        var busyTimeoutMilliseconds: Int32 = 250
    }

    let path: String
    private let handle: OpaquePointer
    /// nil: a reader beside the owner.
    let lock: LockFile?
    private var statements: [String: Statement] = [:]

    /// Opens the file as it is, without looking at the content.
    init(path: String, options: Options, lock: LockFile?) throws(StorageError) {
        var handle: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        let code = sqlite3_open_v2(path, &handle, flags, nil)
        guard code == SQLITE_OK, let handle else {
            let detail = handle.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
            let error = StorageError(
                path: path, operation: "open", sqliteCode: code, systemError: systemError(of: handle, after: code), detail: detail)
            sqlite3_close(handle)
            throw error
        }
        self.path = path
        self.handle = handle
        self.lock = lock
        sqlite3_busy_timeout(handle, options.busyTimeoutMilliseconds)
    }

    /// Opens the database of another owner to read it; what that one commits is seen by the next statement.
    init(readingBesideTheOwner path: String) throws(StorageError) {
        var handle: OpaquePointer?
        let code = sqlite3_open_v2(path, &handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard code == SQLITE_OK, let handle else {
            let detail = handle.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
            let error = StorageError(
                path: path, operation: "open to read", sqliteCode: code, systemError: systemError(of: handle, after: code), detail: detail)
            sqlite3_close(handle)
            throw error
        }
        self.path = path
        self.handle = handle
        lock = nil
        sqlite3_busy_timeout(handle, 2000)
    }

    /// Closes cleanly: the WAL is folded into the file and removed, unless the disk does not let it.
    deinit {
        for statement in statements.values { statement.finalize() }
        statements = [:]
        sqlite3_close(handle)
    }

    /// Sets what holds for every connection and writes nothing yet. The exclusive lock must be chosen before the WAL is first touched.
    func configureLocking(_ options: Options) throws(StorageError) {
        if options.isExclusive { try execute("PRAGMA locking_mode = EXCLUSIVE") }
    }

    /// The rest of it: some of these write to the file, so it must be known as ours.
    /// - Parameter isNew: auto_vacuum only works before the first page is written.
    func configure(_ options: Options, isNew: Bool) throws(StorageError) {
        if isNew, options.isShrinking { try execute("PRAGMA auto_vacuum = INCREMENTAL") }
        if options.growthBytes > 0 {
            var bytes = options.growthBytes
            sqlite3_file_control(handle, "main", SQLITE_FCNTL_CHUNK_SIZE, &bytes)
        }
        try execute("PRAGMA journal_mode = WAL")
        // FULL: a commit that returned survives a power cut. NORMAL would survive a kill only, and everything here answers for
        // its commits: a spooled line's number must never be given twice, an ack and a grant must never be forgotten.
        try execute("PRAGMA synchronous = FULL")
        try execute("PRAGMA wal_autocheckpoint = \(options.walCheckpointPages)")
        try execute("PRAGMA journal_size_limit = \(options.walBytesKept)")
        try execute("PRAGMA temp_store = MEMORY")
        try execute("PRAGMA trusted_schema = OFF")
        try execute("PRAGMA cell_size_check = ON")
    }

    // MARK: Statements

    /// The prepared statement of this text, made at its first use.
    func statement(_ sql: String) throws(StorageError) -> Statement {
        if let known = statements[sql] {
            known.start()
            return known
        }
        let made = try Statement(sql, path: path, connection: handle)
        statements[sql] = made
        return made
    }

    func run(_ sql: String, _ bind: (Statement) -> Void = { _ in }) throws(StorageError) {
        let statement = try statement(sql)
        bind(statement)
        try statement.run()
    }

    /// The first row; nil without one.
    func first<Value>(
        _ sql: String, _ bind: (Statement) -> Void = { _ in }, _ read: (Statement) throws(StorageError) -> Value
    ) throws(StorageError) -> Value? {
        let statement = try statement(sql)
        defer { statement.reset() }
        bind(statement)
        return try statement.step() ? try read(statement) : nil
    }

    /// All rows in order. `read` must not run the same statement.
    func rows<Value>(
        _ sql: String, _ bind: (Statement) -> Void = { _ in }, _ read: (Statement) throws(StorageError) -> Value
    ) throws(StorageError) -> [Value] {
        let statement = try statement(sql)
        defer { statement.reset() }
        bind(statement)
        var values: [Value] = []
        while try statement.step() { values.append(try read(statement)) }
        return values
    }

    /// Many statements at once, unprepared: schemas and pragmas.
    func execute(_ sql: String) throws(StorageError) {
        let code = sqlite3_exec(handle, sql, nil, nil, nil)
        guard code == SQLITE_OK else {
            throw StorageError(
                path: path, operation: String(sql.prefix(60)), sqliteCode: code,
                systemError: systemError(of: handle, after: code), detail: String(cString: sqlite3_errmsg(handle)))
        }
    }

    func integer(_ sql: String) throws(StorageError) -> Int64 {
        let value = try first(sql) { row throws(StorageError) in try row.integer(0) }
        guard let value else {
            throw StorageError(path: path, operation: sql, cause: .corrupt, detail: "no row")
        }
        return value
    }

    /// Rows that the last statement changed.
    var changes: Int { Int(sqlite3_changes(handle)) }

    /// Of the row that the last INSERT made.
    var lastRowID: Int64 { sqlite3_last_insert_rowid(handle) }

    // MARK: Transactions

    /// All of `body` or nothing. When it throws, nothing of it is in the database, whether SQLite rolled back by itself or not.
    func transaction<Value>(_ body: () throws(StorageError) -> Value) throws(StorageError) -> Value {
        try run("BEGIN IMMEDIATE")
        do {
            let value = try body()
            try run("COMMIT")
            return value
        } catch {
            // A full disk may have ended the transaction already.
            if sqlite3_get_autocommit(handle) == 0 { try? run("ROLLBACK") }
            throw error
        }
    }

    // MARK: Size

    /// Bytes in pages that hold something, a transaction under way included; the file's free pages are used again first.
    func bytesUsed() throws(StorageError) -> Int64 {
        let pages = try integer("PRAGMA page_count") - integer("PRAGMA freelist_count")
        return pages * (try integer("PRAGMA page_size"))
    }

    /// Takes the disk space of every page now, the transaction under way included, and not at the checkpoint: a disk that is filled by
    /// others can then never keep the WAL from being folded into the file and used again.
    func reserve() throws(StorageError) {
        var bytes = try integer("PRAGMA page_count") * integer("PRAGMA page_size")
        guard sqlite3_file_control(handle, "main", SQLITE_FCNTL_SIZE_HINT, &bytes) == SQLITE_OK else {
            throw StorageError(path: path, operation: "reserve", cause: .diskFull, detail: "no room for a file of \(bytes) bytes")
        }
    }

    /// Folds the WAL into the file, so that the next transaction uses its space from the start.
    func checkpoint() throws(StorageError) { try execute("PRAGMA wal_checkpoint(PASSIVE)") }

    /// Gives pages back to the file system once a quarter of the file is empty. Each costs a page of the WAL, so a bounded number.
    func shrink(pagesMax: Int64) throws(StorageError) {
        let free = try integer("PRAGMA freelist_count")
        guard free > 64, free * 4 > (try integer("PRAGMA page_count")) else { return }
        try execute("PRAGMA incremental_vacuum(\(pagesMax))")
    }
}
