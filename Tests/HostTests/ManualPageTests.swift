import Testing
import ZoneModel

@testable import Host

/// config/man/*.scd against the code: every key and option that the programs know stands in its page, and no other does.
@Suite struct ManualPageTests {
    /// The text below each heading of a page.
    private func sections(_ page: String) throws -> [String: String] {
        let text = String(decoding: try readFile("\(DocumentedKeysTests.folder)/man/\(page).scd"), as: UTF8.self)
        var sections: [String: String] = [:]
        var title = ""
        for line in text.split(separator: "\n") {
            if line.hasPrefix("# ") { title = String(line.dropFirst(2)) } else { sections[title, default: ""] += line + "\n" }
        }
        return sections
    }

    /// The bold words, without those that are other pages.
    private func bold(_ text: String) -> Set<String> { Set(text.matches(of: #/\*([a-z_]+)\*(?!\()/#).map { String($0.1) }) }

    private func expectDescribed(_ findings: Findings, _ page: String, top: String) throws {
        let sections = try sections(page)
        var described: [String: Set<String>] = [:]
        for (title, keys) in findings.keys {
            var heading = title.firstMatch(of: #/\[+[a-z_.]+\]+/#).map { String($0.output) } ?? top
            // Its table stands in the section of the one that it belongs to.
            if heading == "[[floors.daily]]" { heading = "[floors]" }
            let section = try #require(sections[heading], "\(page) has no section \(heading)")
            for key in keys where !(heading == top && sections.keys.contains { $0 == "[\(key)]" || $0 == "[[\(key)]]" }) {
                #expect(bold(section).contains(key) || section.contains("[[floors.\(key)]]"), "\(page), \(heading), does not name \(key)")
                described[heading, default: []].insert(key)
            }
        }
        for (heading, text) in sections where heading == top || heading.hasPrefix("[") {
            let unknown = bold(text).subtracting(described[heading] ?? [])
            #expect(unknown.isEmpty, "\(page), \(heading), describes what is no key: \(unknown.sorted())")
        }
    }

    @Test func agentKeys() throws {
        let findings = Findings()
        _ = AgentFile(top: TableReader(try DocumentedKeysTests.tree("agent.toml"), title: "", findings: findings)).read()
        try expectDescribed(findings, "zone-agent.toml.5", top: "THE HOST")
    }

    @Test func collectorKeys() throws {
        let findings = Findings()
        _ = CollectorFile(top: TableReader(try DocumentedKeysTests.tree("collector.toml"), title: "", findings: findings)).read()
        try expectDescribed(findings, "zone-collector.toml.5", top: "THE ZONE")
    }

    @Test(arguments: [("zone-agent", false), ("zone-collector", true)])
    func options(program: String, hasFloorKey: Bool) throws {
        let help = DaemonCommand.help(program: program, summary: "", defaultPath: "/x", hasFloorKey: hasFloorKey)
        let known = Set(help.matches(of: #/--[a-z-]+/#).map { String($0.output) })
        try #require(known.count >= 4)
        let sections = try sections("\(program).8")
        let described = Set(try #require(sections["OPTIONS"]).matches(of: #/\*(--[a-z-]+)\*/#).map { String($0.1) })
        #expect(described == known)
        #expect(try #require(sections["EXIT STATUS"]).contains("\(ExitStatus.configuration) a wrong configuration"))
    }
}
