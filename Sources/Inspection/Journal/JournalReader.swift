import CSystemd
import Glibc
import ZoneModel

/// Reads journal files by sd_journal(3): this machine's, those of a directory, or single ones. Belongs to one thread.
public final class JournalReader {
    public enum Source: Equatable, Sendable {
        case system
        case directory(String)
        case file(String)
    }

    private let journal: OpaquePointer
    private let source: Source
    /// The newest entry when `seekToEnd` was called last.
    private var mark: String?

    /// - Parameter isFiltered: only entries of these programs, and of the service manager about them.
    public init(_ source: Source, isFiltered: Bool = true) throws(JournalError) {
        self.source = source
        try JournalReader.checkAccess(source)
        var opened: OpaquePointer?
        let code: Int32
        switch source {
        case .system: code = sd_journal_open(&opened, Int32(SD_JOURNAL_LOCAL_ONLY))
        case .directory(let path): code = sd_journal_open_directory(&opened, path, 0)
        case .file(let path):
            code = path.withCString { text in
                var paths: [UnsafePointer<CChar>?] = [text, nil]
                return sd_journal_open_files(&opened, &paths, 0)
            }
        }
        guard code >= 0, let opened else { throw JournalReader.failure("open", source, code) }
        journal = opened
        if isFiltered { try addMatches() }
    }

    deinit { sd_journal_close(journal) }

    /// Values of one field are or'ed, fields are and'ed (sd_journal_add_match(3)).
    private func addMatches() throws(JournalError) {
        func add(_ match: String) throws(JournalError) {
            let code = sd_journal_add_match(journal, match, 0)
            if code < 0 { throw JournalReader.failure("add a match", source, code) }
        }
        for program in JournalEntry.programs { try add("SYSLOG_IDENTIFIER=\(program)") }
        sd_journal_add_disjunction(journal)
        try add("_PID=1")
        for program in JournalEntry.programs { try add("UNIT=\(program).service") }
    }

    // MARK: Going through

    /// The oldest entry of all, whoever wrote it; nil: there is none. What was before is gone, or never was.
    public var beginsAt: WallInstant? {
        var (from, to): (UInt64, UInt64) = (0, 0)
        guard sd_journal_get_cutoff_realtime_usec(journal, &from, &to) > 0 else { return nil }
        return WallInstant(milliseconds: Int64(clamping: from / 1000))
    }

    /// The next `next()` gives the first entry at or after this instant.
    public func seek(to instant: WallInstant) throws(JournalError) {
        let code = sd_journal_seek_realtime_usec(journal, UInt64(clamping: max(instant.milliseconds, 0)) * 1000)
        if code < 0 { throw JournalReader.failure("seek", source, code) }
    }

    /// The next `previous()` gives the newest entry.
    public func seekToEnd() throws(JournalError) {
        var code = sd_journal_seek_tail(journal)
        mark = nil
        if code >= 0, sd_journal_previous(journal) > 0 {
            var cursor: UnsafeMutablePointer<CChar>?
            code = sd_journal_get_cursor(journal, &cursor)
            if code >= 0, let cursor {
                mark = String(cString: cursor)
                free(cursor)
                code = sd_journal_seek_cursor(journal, mark)
            }
        }
        if code < 0 { throw JournalReader.failure("seek", source, code) }
    }

    /// The next `next()` gives the first entry that came after the last `seekToEnd`: none is missed, none given twice.
    public func seekBehindMark() throws(JournalError) {
        let code: Int32
        if let mark {
            let sought = sd_journal_seek_cursor(journal, mark)
            code = sought < 0 ? sought : sd_journal_next(journal)
        } else {
            code = sd_journal_seek_head(journal)
        }
        if code < 0 { throw JournalReader.failure("seek", source, code) }
    }

    public func next() throws(JournalError) -> JournalEntry? { try step(sd_journal_next(journal)) { sd_journal_next($0) } }
    public func previous() throws(JournalError) -> JournalEntry? { try step(sd_journal_previous(journal)) { sd_journal_previous($0) } }

    private func step(_ first: Int32, again: (OpaquePointer) -> Int32) throws(JournalError) -> JournalEntry? {
        var code = first
        while code > 0 {
            // An entry that is damaged is passed over; those behind it are not.
            if let entry = read(), entry.isOurs(trustingAll: source != .system) { return entry }
            code = again(journal)
        }
        if code < 0 { throw JournalReader.failure("read", source, code) }
        return nil
    }

    /// Takes up what was written since, rotated files included.
    public func refresh() throws(JournalError) {
        let code = sd_journal_wait(journal, 0)
        if code < 0 { throw JournalReader.failure("wait for", source, code) }
    }

    private func read() -> JournalEntry? {
        var microseconds: UInt64 = 0
        guard sd_journal_get_realtime_usec(journal, &microseconds) >= 0 else { return nil }
        var fields: [String: String] = [:]
        var data: UnsafeRawPointer?
        var length = 0
        sd_journal_restart_data(journal)
        while sd_journal_enumerate_available_data(journal, &data, &length) > 0 {
            guard let data else { break }
            let bytes = UnsafeRawBufferPointer(start: data, count: length)
            guard let equals = bytes.firstIndex(of: UInt8(ascii: "=")) else { continue }
            let name = String(decoding: bytes[..<equals], as: UTF8.self)
            if fields[name] == nil { fields[name] = String(decoding: bytes[(equals + 1)...], as: UTF8.self) }
        }
        return JournalEntry(at: WallInstant(milliseconds: Int64(clamping: microseconds / 1000)), fields: fields)
    }

    // MARK: What may be read

    /// sd_journal_open(3) opens what it may and is silent about the rest, so a reader without rights would see an empty journal.
    private static func checkAccess(_ source: Source) throws(JournalError) {
        let folders: [String]
        switch source {
        case .file(let path):
            if access(path, R_OK) != 0 { throw unreadable(path, errno) }
            return
        case .directory(let path):
            if access(path, R_OK | X_OK) != 0 { throw unreadable(path, errno) }
            folders = [path] + names(in: path).map { "\(path)/\($0)" }
        case .system: folders = ["/var/log/journal", "/run/log/journal"].flatMap { root in names(in: root).map { "\(root)/\($0)" } }
        }
        var hasOne = false
        for folder in folders {
            for name in names(in: folder) where name.hasSuffix(".journal") {
                // A user's own journal is no loss.
                if name.hasPrefix("user-") { continue }
                if access("\(folder)/\(name)", R_OK) != 0, errno == EACCES { throw unreadable("\(folder)/\(name)", EACCES) }
                hasOne = true
            }
        }
        guard hasOne else {
            let place = if case .directory(let path) = source { path } else { "/var/log/journal or /run/log/journal" }
            throw JournalError(
                "there is no journal in \(place)",
                mend: "Where systemd does not run, the daemons write to stderr; a running one is asked by: zonectl log --agent")
        }
    }

    private static func unreadable(_ path: String, _ code: Int32) -> JournalError {
        guard code == EACCES else { return JournalError("\(path): \(String(cString: strerror(code)))") }
        return JournalError(
            "the journal may not be read by this user (\(path))",
            mend: "Join the group systemd-journal and log in again:  sudo usermod -aG systemd-journal $USER")
    }

    private static func failure(_ what: String, _ source: Source, _ code: Int32) -> JournalError {
        let name =
            switch source {
            case .system: "this machine's journal"
            case .directory(let path), .file(let path): path
            }
        return JournalError("cannot \(what) \(name): \(String(cString: strerror(-code)))")
    }
}

/// Empty where it cannot be read.
func names(in folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
            $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
}
