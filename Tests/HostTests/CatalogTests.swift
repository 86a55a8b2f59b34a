import Glibc
import Testing
import ZoneModel

@testable import Host

/// `journalctl -x` explains every kind of event: its MESSAGE_ID stands in the catalog, once, with what to do.
@Suite struct CatalogTests {
    private static let path = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/systemd/zone-agent.catalog"

    @Test(arguments: EventKind.allCases)
    func everyKindIsExplained(kind: EventKind) throws {
        let catalog = String(decoding: try readFile(Self.path), as: UTF8.self)
        let sections = catalog.split(separator: "-- ").filter { $0.hasPrefix(messageID(kind)) }
        #expect(sections.count == 1, "\(kind.rawValue) \(messageID(kind))")
        let section = try #require(sections.first)
        #expect(section.contains("\nSubject: "))
        #expect(section.contains("\nDefined-By: zone-agent\n"))
        #expect(section.contains("\nWhat to do: "))
    }

    @Test func noTwoKindsShareAnID() {
        let ids = EventKind.allCases.map(messageID)
        #expect(Set(ids).count == ids.count)
        #expect(ids.allSatisfy { $0.utf8.count == 32 && $0.allSatisfy { $0.isHexDigit && !$0.isUppercase } })
    }

    /// systemd's own compiler takes it, and gives each kind's text back.
    @Test func theCatalogCompiles() throws {
        let root = try TemporaryDirectory()
        for folder in ["/usr", "/usr/lib", "/usr/lib/systemd", "/usr/lib/systemd/catalog", "/var", "/var/lib", "/var/lib/systemd"] {
            mkdir(root.path + folder, 0o755)
        }
        mkdir("\(root.path)/var/lib/systemd/catalog", 0o755)
        symlink(Self.path, "\(root.path)/usr/lib/systemd/catalog/zone-agent.catalog")
        let update = try run("journalctl", ["--root=\(root.path)", "--update-catalog"])
        #expect(update.status == 0 && update.text.isEmpty, "\(update.text)")
        let list = try run("journalctl", ["--root=\(root.path)", "--list-catalog"])
        for kind in EventKind.allCases { #expect(list.text.contains(messageID(kind)), "\(kind.rawValue)") }
        let dump = try run("journalctl", ["--root=\(root.path)", "--dump-catalog", messageID(.leaseLost)])
        #expect(dump.status == 0 && dump.text.contains("No renewal came before the lease ran out"), "\(dump.text)")
    }

    private func run(_ program: String, _ arguments: [String]) throws -> (status: Int32, text: String) {
        let command = ([program] + arguments).map { "'\($0)'" }.joined(separator: " ") + " 2>&1"
        let pipe = try #require(popen(command, "r"))
        var text: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = fread(&buffer, 1, buffer.count, pipe)
            guard count > 0 else { break }
            text += buffer[..<count]
        }
        return (pclose(pipe), String(decoding: text, as: UTF8.self))
    }
}
