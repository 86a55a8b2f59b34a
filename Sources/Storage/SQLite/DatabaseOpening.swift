import CSQLite
import Glibc
import ZoneModel

/// What a database was when it was opened.
public enum DatabaseOpening: Equatable, Sendable {
    /// There was none.
    case created
    case opened
    /// The one that was there could not be used. It is kept at `keptAt`, and a new one was begun.
    case replaced(keptAt: String, reason: String)
}

/// The tables of one kind of database.
struct Schema {
    /// SQLite's application_id: a spool is never taken for a ledger.
    var applicationID: Int32
    /// For people: "spool", "ledger".
    var name: String
    /// One step a version; the number of steps taken is `PRAGMA user_version`. Steps are added at the end and never changed.
    var migrations: [String]
}

extension Database {
    /// Opens or creates; checks after an unclean end; brings the schema up; moves a corrupt file aside and begins anew.
    ///
    /// - Parameters:
    ///   - isSuspect: it proved corrupt in use: it is moved aside without another look.
    ///   - load: reads what the owner keeps in memory; `corrupt` thrown here counts as well.
    /// - Throws: `locked`, `foreign`, `schemaTooNew`, and whatever the disk refuses. Never `corrupt`, unless a new file is, too.
    static func open<Content>(
        path: String, schema: Schema, options: Options, now: WallInstant, isSuspect: Bool = false,
        load: (Database) throws(StorageError) -> Content
    ) throws(StorageError) -> (database: Database, opening: DatabaseOpening, content: Content) {
        let lock = try LockFile(path: path + ".lock")
        func whatIsThere() throws(StorageError) -> (Database, DatabaseOpening, Content) {
            let endedUncleanly = (FileStatus(path + "-wal")?.bytes ?? 0) > 0
            let database = try Database(path: path, options: options, lock: lock)
            let isNew = try database.prepare(schema, options, endedUncleanly: endedUncleanly)
            if isNew { try synchroniseDirectory(of: path) }
            return (database, isNew ? .created : .opened, try load(database))
        }
        var reason = "it proved corrupt in use"
        if !isSuspect, FileStatus(path + suspectSuffix) == nil {
            do throws(StorageError) {
                return try whatIsThere()
            } catch {
                guard error.cause == .corrupt else { throw error }
                reason = error.detail
            }
        }
        // Were the process killed between two renames, the next opening must go on with the moving, not trust what is left.
        markSuspect(path: path)
        let kept = try moveAside(path: path, suffix: ".corrupt-", now: now)
        unlink(path + suspectSuffix)
        let (database, opening, content) = try whatIsThere()
        return (database, kept.map { .replaced(keptAt: $0, reason: reason) } ?? opening, content)
    }

    /// Leaves a mark that outlives the process: the next opening moves the file aside.
    static func markSuspect(path: String) {
        let descriptor = Glibc.open(path + suspectSuffix, O_WRONLY | O_CREAT | O_CLOEXEC, 0o640)
        if descriptor >= 0 { close(descriptor) }
    }

    private static let suspectSuffix = ".suspect"

    /// Renames the database with its WAL, so that `sqlite3` can still open what is kept. Nil if there was no file.
    static func moveAside(path: String, suffix: String, now: WallInstant) throws(StorageError) -> String? {
        let stamp = now.rfc3339.filter { $0 != ":" && $0 != "-" }
        var kept = path + suffix + stamp
        var attempt = 1
        while FileStatus(kept) != nil {
            attempt += 1
            kept = path + suffix + stamp + "-\(attempt)"
        }
        // The WAL goes first: were the file alone moved before a crash, the next one would inherit a stranger's WAL.
        for part in ["-wal", "-shm", ""] where rename(path + part, kept + part) != 0 && errno != ENOENT {
            throw StorageError(path: path + part, call: "rename", systemError: errno)
        }
        return FileStatus(kept) == nil ? nil : kept
    }

    /// True for a new one.
    private func migrate(to schema: Schema, from version: Int) throws(StorageError) {
        do {
            try transaction { () throws(StorageError) in
                for step in schema.migrations[version...] { try execute(step) }
                try execute("PRAGMA application_id = \(schema.applicationID)")
                try execute("PRAGMA user_version = \(schema.migrations.count)")
            }
        } catch {
            // A step that does not fit what is there (SQLite has no number of its own for that): the number or the schema has rotted.
            guard error.cause == .other, error.sqliteCode & 0xFF == SQLITE_ERROR else { throw error }
            throw StorageError(
                path: path, operation: error.operation, cause: .corrupt,
                detail: "its tables are not those of version \(version): \(error.detail)")
        }
    }

    private func prepare(_ schema: Schema, _ options: Options, endedUncleanly: Bool) throws(StorageError) -> Bool {
        try configureLocking(options)
        let applicationID = try integer("PRAGMA application_id")
        let version = try integer("PRAGMA user_version")
        let isNew = try integer("SELECT count(*) FROM sqlite_schema") == 0 && applicationID == 0 && version == 0
        guard isNew || applicationID == Int64(schema.applicationID) else {
            throw StorageError(
                path: path, operation: "PRAGMA application_id", cause: .foreign, detail: "this is a database, and not a \(schema.name)")
        }
        guard version <= schema.migrations.count else {
            throw StorageError(
                path: path, operation: "PRAGMA user_version", cause: .schemaTooNew,
                detail: "version \(version) of the \(schema.name); this program knows \(schema.migrations.count)")
        }
        try configure(options, isNew: isNew)
        if endedUncleanly, (FileStatus(path)?.bytes ?? 0) <= options.checkedBytesMax { try check() }
        if version < schema.migrations.count { try migrate(to: schema, from: Int(max(version, 0))) }
        try compare(with: schema)
        return isNew
    }

    /// The schema is text in the file and rots like the rest: every table must say what the migrations make of it. What an auditor
    /// added (an index, a view) may stay.
    private func compare(with schema: Schema) throws(StorageError) {
        let query = "SELECT type || ' ' || name || ': ' || coalesce(sql, '') FROM sqlite_schema"
        let model = try Database(path: ":memory:", options: Options(), lock: lock)
        for step in schema.migrations { try model.execute(step) }
        let here = Set(try rows(query) { row throws(StorageError) in try row.text(0) })
        for line in try model.rows(query, { _ in }, { row throws(StorageError) in try row.text(0) }) where !here.contains(line) {
            throw StorageError(
                path: path, operation: "check the schema", cause: .corrupt, detail: "\(line.prefix(60)) is damaged or missing")
        }
    }

    private func check() throws(StorageError) {
        let finding = try first("PRAGMA quick_check(1)") { row throws(StorageError) in try row.text(0) }
        guard finding == "ok" else {
            throw StorageError(path: path, operation: "PRAGMA quick_check", cause: .corrupt, detail: finding ?? "no answer")
        }
    }
}

/// What stat(2) says of a path that exists.
struct FileStatus {
    var bytes: Int64
    var inode: UInt64

    init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        bytes = Int64(status.st_size)
        inode = UInt64(status.st_ino)
    }
}

func directory(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// A new name in a directory survives a power cut only when the directory is on disk, too.
func synchroniseDirectory(of path: String) throws(StorageError) {
    let directory = directory(of: path)
    let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw StorageError(path: directory, call: "open", systemError: errno) }
    defer { close(descriptor) }
    // EINVAL: a file system that cannot do it has nothing to flush.
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw StorageError(path: directory, call: "fsync", systemError: errno) }
}
