import Testing
import ZoneModel

@testable import Host

/// config/*.toml is the manual of the config: what it names is known, and what is known it names.
@Suite struct DocumentedKeysTests {
    static let folder = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/config"

    /// The documented config with everything that stands behind a # in force.
    private static func inForce(_ file: String) throws -> String {
        let text = String(decoding: try readFile("\(folder)/\(file)"), as: UTF8.self)
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let isKey = line.prefixMatch(of: #/#[a-z_]+ = /#) != nil || line.prefixMatch(of: #/#\[+[a-z_.]+\]+$/#) != nil
            return isKey ? String(line.dropFirst()) : String(line)
        }.joined(separator: "\n")
    }

    static func tree(_ file: String) throws -> TomlNode { try TomlNode.parse(try inForce(file), file: file) }

    /// The text between a section's header and the next one.
    private func sections(_ text: String) -> [String: String] {
        var sections: [String: String] = [:]
        var title = ""
        for line in text.split(separator: "\n") {
            if line.hasPrefix("[") { title = String(line) } else { sections[title, default: ""] += line + "\n" }
        }
        return sections
    }

    private func expectDocumented(_ findings: Findings, _ file: String, _ text: String) throws {
        #expect(findings.problems.isEmpty, "\(findings.problems)")
        let sections = sections(text)
        for (title, keys) in findings.keys {
            // "thermal of [[rig]] …" is described in the section of [[rig]], in words or in an example.
            let isInner = title.contains(" of ")
            let header = title.firstMatch(of: #/\[+[a-z_.]+\]+/#).map { String($0.output) } ?? ""
            let section = try #require(sections[header], "\(file) has no \(header)")
            let lines = section.split(separator: "\n")
            for key in keys {
                let isNamed =
                    isInner
                    ? section.contains(try Regex("\\b\(key)\\b")) : lines.contains { $0.hasPrefix("\(key) = ") }
                let isTable = sections.keys.contains { $0 == "[\(key)]" || $0 == "[[\(key)]]" || $0.hasSuffix(".\(key)]]") }
                #expect(isNamed || isTable, "\(file) does not name \"\(key)\" \(title)")
            }
        }
    }

    @Test func agent() throws {
        let text = try Self.inForce("agent.toml")
        let findings = Findings()
        let configuration = AgentFile(top: TableReader(try TomlNode.parse(text, file: "agent.toml"), title: "", findings: findings)).read()
        #expect(findings.keys.keys.filter { $0.hasPrefix("[") }.count >= 6, "sections are missing: \(findings.keys.keys)")
        #expect(configuration.rigs.first?.calibrationID == "2026-11-24")
        try expectDocumented(findings, "agent.toml", text)
    }

    @Test func collector() throws {
        let text = try Self.inForce("collector.toml")
        let findings = Findings()
        let configuration = CollectorFile(top: TableReader(try TomlNode.parse(text, file: "collector.toml"), title: "", findings: findings))
            .read()
        #expect(findings.keys.keys.filter { $0.hasPrefix("[") }.count == 9, "sections are missing: \(findings.keys.keys)")
        #expect(configuration.floors?.daily.map(\.share) == [0.3] && configuration.budgets.count == 2)
        #expect(configuration.parent?.address.description == "pakistan/zones/sindh-2")
        try expectDocumented(findings, "collector.toml", text)
    }
}
