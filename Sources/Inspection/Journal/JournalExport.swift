import Glibc
import ZoneModel

/// The Journal Export Format (https://systemd.io/JOURNAL_EXPORT_FORMATS/), as `journalctl -o export` writes it: what a host's operator sends along.
public enum JournalExport {
    /// The entries of these programs. A file that ends in the middle of one gives what is whole before it.
    public static func entries(_ bytes: [UInt8]) throws(JournalError) -> [JournalEntry] {
        var entries: [JournalEntry] = []
        var fields: [String: String] = [:]
        var at = 0
        func finish() {
            defer { fields = [:] }
            guard let microseconds = fields["__REALTIME_TIMESTAMP"].flatMap({ UInt64($0) }) else { return }
            let entry = JournalEntry(at: WallInstant(milliseconds: Int64(clamping: microseconds / 1000)), fields: fields)
            if entry.isOurs(trustingAll: true) { entries.append(entry) }
        }
        while at < bytes.count {
            guard let end = bytes[at...].firstIndex(of: 10) else { break }
            let line = bytes[at..<end]
            at = end + 1
            if line.isEmpty {
                finish()
            } else if let equals = line.firstIndex(of: UInt8(ascii: "=")) {
                put(line[..<equals], line[(equals + 1)...])
            } else {
                // A value that holds a newline: its length in 64 bits, little-endian, and then itself and a newline.
                guard at + 8 <= bytes.count else { break }
                let length = bytes[at..<(at + 8)].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
                at += 8
                guard length < UInt64(bytes.count - at) else { break }
                put(line, bytes[at..<(at + Int(length))])
                at += Int(length) + 1
            }
        }
        finish()
        return entries
        func put(_ name: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>) {
            let name = String(decoding: name, as: UTF8.self)
            if fields[name] == nil { fields[name] = String(decoding: value, as: UTF8.self) }
        }
    }

    /// Whether it begins as a journal file does, which sd_journal reads.
    public static func isJournalFile(_ path: String) -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 8)
        return Glibc.read(descriptor, &bytes, 8) == 8 && bytes == Array("LPKSHHRH".utf8)
    }

    /// `-` is standard input.
    public static func read(_ path: String, bytesMax: Int = 1 << 30) throws(JournalError) -> [JournalEntry] {
        let descriptor = path == "-" ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw JournalError("\(path): \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count <= bytesMax {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw JournalError("\(path): \(String(cString: strerror(errno)))") }
            if count == 0 { break }
            bytes += buffer[..<count]
        }
        guard bytes.count <= bytesMax else { throw JournalError("\(path) is larger than \(bytesMax >> 20) MiB") }
        guard bytes.isEmpty || bytes.starts(with: Array("__CURSOR=".utf8)) || bytes.contains(UInt8(ascii: "=")) else {
            throw JournalError("\(path) is no journal export", mend: "Make one by: journalctl -u zone-agent -o export > FILE")
        }
        return try entries(bytes)
    }
}
