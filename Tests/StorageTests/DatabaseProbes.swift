import CSQLite
import Testing

/// Runs SQL beside the code under test.
func execute(_ path: String, _ sql: String) -> Int32 {
    var handle: OpaquePointer?
    defer { sqlite3_close(handle) }
    guard sqlite3_open(path, &handle) == SQLITE_OK else { return SQLITE_CANTOPEN }
    return sqlite3_exec(handle, sql, nil, nil, nil)
}

func rows(_ path: String, _ sql: String) throws -> Int64 {
    var handle: OpaquePointer?
    var statement: OpaquePointer?
    defer {
        sqlite3_finalize(statement)
        sqlite3_close(handle)
    }
    // A copy: the original may be held exclusively.
    let copy = path + ".reading"
    for suffix in ["", "-wal"] { writeFile(copy + suffix, readFile(path + suffix)) }
    try #require(sqlite3_open(copy, &handle) == SQLITE_OK)
    try #require(sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK)
    try #require(sqlite3_step(statement) == SQLITE_ROW)
    return sqlite3_column_int64(statement, 0)
}
