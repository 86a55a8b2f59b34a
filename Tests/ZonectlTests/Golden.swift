import Console
import Glibc
import Testing
import ZoneModel

/// Texts that are kept beside the tests. RECORD_GOLDEN=1 writes them anew; the difference is then read by a person, in git.
enum Golden {
    static let directory = Scratch.folder(of: #filePath) + "Golden/"

    static func expect(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) {
        let path = directory + name + ".txt"
        // A new release is no new text.
        let text = text.replacing(Release.version, with: "RELEASE")
        if getenv("RECORD_GOLDEN") != nil {
            #expect(write(text, path), "cannot write \(path)", sourceLocation: sourceLocation)
            return
        }
        guard let kept = read(path) else {
            Issue.record("no \(path): RECORD_GOLDEN=1 swift test --filter ZonectlTests writes it", sourceLocation: sourceLocation)
            return
        }
        if text != kept { Issue.record("\(name) differs:\n\(firstDifference(kept, text))", sourceLocation: sourceLocation) }
    }

    /// One rendering at the widths of a narrow, a usual and a wide terminal, and of a pipe.
    static func expectAtWidths(_ name: String, sourceLocation: SourceLocation = #_sourceLocation, _ lines: (Int?) -> [StyledLine]) {
        var text = ""
        for width: Int? in [60, 80, 120, nil] {
            let lines = lines(width)
            if let width {
                for line in lines where line.width > width {
                    // What is to be copied is never broken.
                    let isTOML = name.hasPrefix("sensors") || line.text(coloured: false).hasPrefix("zone-agent --enroll ")
                    #expect(isTOML, "wider than \(width): \(line.text(coloured: false))", sourceLocation: sourceLocation)
                }
            }
            text += "──── \(width.map { "width \($0)" } ?? "pipe") ────\n"
            text += Page(width: width, isColoured: false).text(lines)
        }
        expect(text, name, sourceLocation: sourceLocation)
    }

    private static func firstDifference(_ kept: String, _ now: String) -> String {
        let old = kept.split(separator: "\n", omittingEmptySubsequences: false)
        let new = now.split(separator: "\n", omittingEmptySubsequences: false)
        for index in 0..<Swift.max(old.count, new.count) {
            let was = index < old.count ? String(old[index]) : "(end)"
            let isNow = index < new.count ? String(new[index]) : "(end)"
            if was != isNow { return "line \(index + 1)\n  kept: \(was)\n  now:  \(isNow)" }
        }
        return "only in the ends of lines"
    }

    static func read(_ path: String) -> String? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func write(_ text: String, _ path: String) -> Bool {
        mkdir(directory, 0o755)
        guard let file = fopen(path, "w") else { return false }
        defer { fclose(file) }
        let bytes = Array(text.utf8)
        return fwrite(bytes, 1, bytes.count, file) == bytes.count
    }
}
