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
}
