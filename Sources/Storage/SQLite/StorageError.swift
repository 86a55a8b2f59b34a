import CSQLite
import Glibc

/// Why the disk did not take or give something, with the place and the mend.
public struct StorageError: Error, Equatable, Sendable, CustomStringConvertible {
    public enum Cause: String, Hashable, Sendable, CaseIterable {
        case diskFull = "disk_full"
        case readOnly = "read_only"
        case permission
        case corrupt
        /// Another process (or another object of this one) has it.
        case locked
        case directoryMissing = "directory_missing"
        /// A file is there, and it is something else.
        case foreign
        /// Written by a newer version.
        case schemaTooNew = "schema_too_new"
        case inputOutput = "input_output"
        /// The content breaks a rule of the store; nothing of the batch was written.
        case refused
        case other
    }

    public var path: String
    /// The start of the SQL statement, or the system call.
    public var operation: String
    public var cause: Cause
    /// SQLite's extended result code; 0 where SQLite was not asked.
    public var sqliteCode: Int32
    public var detail: String

    public init(path: String, operation: String, cause: Cause, sqliteCode: Int32 = 0, detail: String) {
        self.path = path
        self.operation = operation
        self.cause = cause
        self.sqliteCode = sqliteCode
        self.detail = detail
    }

    /// What a person can do about it.
    public var mend: String {
        switch cause {
        case .diskFull: "free space on the file system of \(path); writing goes on by itself then"
        case .readOnly: "mount the file system of \(path) for writing (dmesg says why the kernel made it read-only)"
        case .permission: "give the daemon's user read and write access to \(path) and its directory"
        case .corrupt: "the file is kept beside it as .corrupt-TIME and a new one is begun; check the disk (smartctl, dmesg)"
        case .locked: "stop the other process, or give this one a state directory of its own"
        case .directoryMissing: "create the directory, or name another state directory in the config"
        case .foreign: "name another path in the config, or move that file away"
        case .schemaTooNew: "install the version that wrote it, or move the file away"
        case .inputOutput: "check the disk (smartctl, dmesg)"
        case .refused: "this is a fault in the program: report it with this line"
        case .other: "report it with this line if it comes again"
        }
    }

    public var description: String {
        let code = sqliteCode == 0 ? "" : " (sqlite \(sqliteCode))"
        return "\(path): \(operation): \(detail)\(code); \(mend)"
    }

    /// - Parameter systemError: the errno behind SQLite's code, or 0.
    init(path: String, operation: String, sqliteCode: Int32, systemError: Int32, detail: String) {
        self.init(
            path: path, operation: operation, cause: StorageError.cause(sqliteCode: sqliteCode, systemError: systemError),
            sqliteCode: sqliteCode, detail: systemError == 0 ? detail : "\(detail): \(String(cString: strerror(systemError)))")
    }

    /// A system call that failed.
    init(path: String, call: String, systemError: Int32) {
        self.init(
            path: path, operation: call, cause: StorageError.cause(systemError: systemError) ?? .inputOutput,
            detail: String(cString: strerror(systemError)))
    }

    private static func cause(sqliteCode: Int32, systemError: Int32) -> Cause {
        switch sqliteCode & 0xFF {
        case SQLITE_FULL: return .diskFull
        case SQLITE_CORRUPT, SQLITE_NOTADB: return .corrupt
        case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL: return .locked
        case SQLITE_CONSTRAINT, SQLITE_MISMATCH, SQLITE_MISUSE, SQLITE_RANGE, SQLITE_TOOBIG: return .refused
        case SQLITE_READONLY: return cause(systemError: systemError) ?? .readOnly
        case SQLITE_PERM, SQLITE_AUTH: return .permission
        // A read past the end of the file: the file is shorter than its own header says.
        case SQLITE_IOERR where sqliteCode == SQLITE_IOERR | (2 << 8): return .corrupt
        case SQLITE_IOERR: return cause(systemError: systemError) ?? .inputOutput
        case SQLITE_CANTOPEN: return cause(systemError: systemError) ?? .permission
        default: return .other
        }
    }

    private static func cause(systemError: Int32) -> Cause? {
        switch systemError {
        case ENOSPC, EDQUOT, EFBIG: .diskFull
        case EROFS: .readOnly
        case EACCES, EPERM: .permission
        case ENOENT, ENOTDIR: .directoryMissing
        case EISDIR: .foreign
        case EIO: .inputOutput
        case EWOULDBLOCK: .locked
        default: nil
        }
    }
}
