import Console
import Glibc
import Inspection
import ZoneModel

/// Where `log` reads: journal files by sd_journal, or an export that is whole in memory.
enum LogSource {
    case journal(JournalReader)
    case export([JournalEntry])

    init(_ call: Invocation) throws(Failure) {
        do throws(JournalError) {
            if let path = call.options[.file] {
                self =
                    JournalExport.isJournalFile(path)
                    ? .journal(try JournalReader(.file(path))) : .export(try JournalExport.read(path))
            } else if let path = call.options[.directory] {
                self = .journal(try JournalReader(.directory(path)))
            } else {
                self = .journal(try JournalReader(.system))
            }
        } catch {
            throw .journal(error)
        }
    }

    static var hasSystemJournal: Bool {
        ["/var/log/journal", "/run/log/journal"].contains { root in
            guard let directory = opendir(root) else { return errno == EACCES }
            defer { closedir(directory) }
            while let entry = readdir(directory) { if entry.pointee.d_name.0 != UInt8(ascii: ".") { return true } }
            return false
        }
    }

    /// Of all entries, not of the daemons' alone.
    var beginsAt: WallInstant? {
        switch self {
        case .journal(let reader): reader.beginsAt
        case .export(let entries): entries.first?.at
        }
    }

    /// In order of time, from this instant on (nil: from the beginning) to that one.
    func each(since: WallInstant?, until: WallInstant?, _ body: (JournalEntry) throws(Failure) -> Void) throws(Failure) {
        switch self {
        case .export(let entries):
            for entry in entries where entry.at >= since ?? entry.at && entry.at <= until ?? entry.at { try body(entry) }
        case .journal(let reader):
            try reading { () throws(JournalError) in try reader.seek(to: since ?? WallInstant(milliseconds: 0)) }
            while let entry = try reading({ () throws(JournalError) in try reader.next() }) {
                if let until, entry.at > until { return }
                try body(entry)
            }
        }
    }

    /// The newest that `body` takes, until it has had enough.
    func backwards(until: WallInstant?, _ body: (JournalEntry) -> Bool) throws(Failure) {
        switch self {
        case .export(let entries): for entry in entries.reversed() where !body(entry) { return }
        case .journal(let reader):
            try reading { () throws(JournalError) in
                if let until { try reader.seek(to: WallInstant(milliseconds: until.milliseconds + 1)) } else { try reader.seekToEnd() }
            }
            while let entry = try reading({ () throws(JournalError) in try reader.previous() }) { if !body(entry) { return } }
        }
    }
}

func reading<Value>(_ call: () throws(JournalError) -> Value) throws(Failure) -> Value {
    do {
        return try call()
    } catch {
        throw .journal(error)
    }
}
