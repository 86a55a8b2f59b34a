import Glibc
import Testing
import ZoneModel

@testable import Console

/// Real journal files, made by systemd-journal-remote out of the export format.
final class JournalFiles {
    let directory: String
    /// As `journalctl -o export` writes it.
    let export: String
    let file: String

    static let maker = "/lib/systemd/systemd-journal-remote"

    struct Entry {
        var at: WallInstant
        var fields: [(String, String)]

        /// As the agent of h-014 writes it.
        static func agent(_ at: WallInstant, _ kind: EventKind, _ message: String, priority: Int = 5, _ more: [(String, String)] = [])
            -> Entry
        {
            Entry(
                at: at,
                fields: [
                    ("MESSAGE", message), ("PRIORITY", "\(priority)"), ("SYSLOG_IDENTIFIER", "zone-agent"), ("EVENT", kind.rawValue),
                    ("ZONE", "sindh-2"), ("SITE", "khi-3"), ("HOST", "h-014"), ("_SYSTEMD_UNIT", "zone-agent.service"),
                ] + more)
        }
    }

    init(_ entries: [Entry]) throws {
        directory = try Scratch.directory()
        export = directory + "/night.export"
        file = directory + "/night.journal"
        let boot = "0b1f5c5293a54c2e8a0808e3d2b5a111"
        var text = ""
        for (index, entry) in entries.enumerated() {
            text += "__CURSOR=s=1;i=\(String(index + 1, radix: 16))\n__REALTIME_TIMESTAMP=\(entry.at.milliseconds * 1000)\n"
            text += "__MONOTONIC_TIMESTAMP=\(1_000_000 * (index + 1))\n_BOOT_ID=\(boot)\n"
            for (key, value) in entry.fields { text += "\(key)=\(value)\n" }
            text += "\n"
        }
        try #require(Self.write(text, export))
        let made = try Program.run(["-o", file, export], program: Self.maker)
        try #require(made.code == 0, "\(made.errors)")
    }

    deinit {
        unlink(export)
        unlink(file)
        rmdir(directory)
    }

    private static func write(_ text: String, _ path: String) -> Bool {
        guard let file = fopen(path, "we") else { return false }
        defer { fclose(file) }
        let bytes = Array(text.utf8)
        return fwrite(bytes, 1, bytes.count, file) == bytes.count
    }
}
