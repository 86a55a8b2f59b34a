import CSQLite

/// A prepared statement: `start`, one `put` per parameter in order, then `run` or `step`.
///
/// A failed `put` is remembered and thrown by the next step, so that binding twenty columns reads as twenty lines.
final class Statement {
    let sql: String
    private let path: String
    private let connection: OpaquePointer
    private var handle: OpaquePointer?
    private var parameters: Int32 = 0
    private var bindFailure: Int32 = SQLITE_OK

    init(_ sql: String, path: String, connection: OpaquePointer) throws(StorageError) {
        self.sql = sql
        self.path = path
        self.connection = connection
        let code = sqlite3_prepare_v3(connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &handle, nil)
        guard code == SQLITE_OK else { throw failure(code) }
    }

    deinit { finalize() }

    func finalize() {
        sqlite3_finalize(handle)
        handle = nil
    }

    // MARK: Parameters

    func start() {
        sqlite3_reset(handle)
        parameters = 0
        bindFailure = SQLITE_OK
    }

    func put(_ value: Int64) { bound { sqlite3_bind_int64(handle, $0, value) } }
    func put(_ value: Double) { bound { sqlite3_bind_double(handle, $0, value) } }
    func put(_ value: Bool) { put(value ? 1 : 0 as Int64) }
    func putNull() { bound { sqlite3_bind_null(handle, $0) } }

    /// SQLite's integers are signed. The wire's counters end at Int64.max as well (`FlatObject.count`), so nothing is clamped in fact.
    func put(_ value: UInt64) { put(Int64(clamping: value)) }

    func put(_ value: String) {
        var value = value
        // SQLite copies the bytes (`transient`): the pointer dies with the closure.
        value.withUTF8 { utf8 in
            bound { index in
                utf8.withMemoryRebound(to: CChar.self) { sqlite3_bind_text(handle, index, $0.baseAddress, Int32($0.count), transient) }
            }
        }
    }

    func put(_ value: [UInt8]) {
        value.withUnsafeBytes { bytes in
            bound { index in
                // A nil pointer would bind NULL.
                bytes.isEmpty
                    ? sqlite3_bind_zeroblob(handle, index, 0)
                    : sqlite3_bind_blob(handle, index, bytes.baseAddress, Int32(clamping: bytes.count), transient)
            }
        }
    }

    func put(_ value: Int64?) { if let value { put(value) } else { putNull() } }
    func put(_ value: String?) { if let value { put(value) } else { putNull() } }

    private func bound(_ bind: (Int32) -> Int32) {
        parameters += 1
        let code = bind(parameters)
        if code != SQLITE_OK, bindFailure == SQLITE_OK { bindFailure = code }
    }

    // MARK: Steps

    /// True while there is a row to read.
    func step() throws(StorageError) -> Bool {
        guard bindFailure == SQLITE_OK else { throw failure(bindFailure) }
        guard parameters == sqlite3_bind_parameter_count(handle) else { throw failure(SQLITE_RANGE) }
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code:
            let error = failure(code)
            sqlite3_reset(handle)
            throw error
        }
    }

    /// To the end, rows unread.
    func run() throws(StorageError) {
        while try step() {}
        sqlite3_reset(handle)
    }

    func reset() { sqlite3_reset(handle) }

    // MARK: Columns of the row at hand

    var columnCount: Int32 { sqlite3_column_count(handle) }

    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }
    func double(_ column: Int32) -> Double { sqlite3_column_double(handle, column) }

    /// - Throws: `corrupt` for what is no integer: this layer never wrote it.
    func integer(_ column: Int32) throws(StorageError) -> Int64 {
        guard sqlite3_column_type(handle, column) == SQLITE_INTEGER else { throw damaged(column, "no integer") }
        return sqlite3_column_int64(handle, column)
    }

    func unsigned(_ column: Int32) throws(StorageError) -> UInt64 {
        guard let value = UInt64(exactly: try integer(column)) else { throw damaged(column, "a negative counter") }
        return value
    }

    func optionalInteger(_ column: Int32) throws(StorageError) -> Int64? { isNull(column) ? nil : try integer(column) }

    func text(_ column: Int32) throws(StorageError) -> String {
        guard sqlite3_column_type(handle, column) == SQLITE_TEXT, let text = sqlite3_column_text(handle, column) else {
            throw damaged(column, "no text")
        }
        let bytes = UnsafeBufferPointer(start: text, count: Int(sqlite3_column_bytes(handle, column)))
        return String(decoding: bytes, as: UTF8.self)
    }

    func optionalText(_ column: Int32) throws(StorageError) -> String? { isNull(column) ? nil : try text(column) }

    func bytes(_ column: Int32) -> [UInt8] {
        guard let blob = sqlite3_column_blob(handle, column) else { return [] }
        return Array(UnsafeRawBufferPointer(start: blob, count: Int(sqlite3_column_bytes(handle, column))))
    }

    /// A row whose content this layer never wrote.
    func damaged(_ column: Int32, _ what: String) -> StorageError {
        let name = sqlite3_column_name(handle, column).map { String(cString: $0) } ?? "\(column)"
        return StorageError(path: path, operation: operation, cause: .corrupt, detail: "column \(name) holds \(what)")
    }

    private var operation: String { String(sql.prefix(60)) }

    private func failure(_ code: Int32) -> StorageError {
        StorageError(
            path: path, operation: operation, sqliteCode: code, systemError: systemError(of: connection, after: code),
            detail: String(cString: sqlite3_errmsg(connection)))
    }
}

/// The errno behind an I/O failure. SQLite keeps the last one for ever, so it is asked for where the code is of that kind only.
func systemError(of connection: OpaquePointer?, after code: Int32) -> Int32 {
    [SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_READONLY].contains(code & 0xFF) ? sqlite3_system_errno(connection) : 0
}

/// SQLITE_TRANSIENT, a macro that is not imported: −1 as a destructor tells SQLite to copy.
private let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
