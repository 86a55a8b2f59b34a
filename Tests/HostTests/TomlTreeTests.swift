import Testing

@testable import Host

/// Texts that are made to hurt: an error with its place, at a cost that grows with the text and no faster.
@Suite struct TomlTreeTests {
    struct Deep: Sendable, CustomTestStringConvertible {
        var name: String
        var text: String
        var at: String
        var testDescription: String { name }
    }

    static func dots(_ count: Int) -> String { [String](repeating: "a", count: count + 1).joined(separator: ".") }

    static let deep: [Deep] = [
        Deep(name: "a table header", text: "x = 1\n[\(dots(100_000))]\n", at: "2:33"),
        Deep(name: "an array header", text: "[[\(dots(100_000))]]\n", at: "1:34"),
        Deep(name: "a key", text: "\(dots(100_000)) = 1\n", at: "1:32"),
        Deep(name: "a key in an inline table", text: "x = { \(dots(100_000)) = 1 }\n", at: "1:38"),
        Deep(name: "names in quotes", text: String(repeating: "\"a\".", count: 100_000), at: "1:64"),
        Deep(name: "after strings that hold quotes", text: "a = \"\"\"\"x\\\"\"\"\"\"\nb = '\"' # \"\n[\(dots(99))]\n", at: "3:33"),
        Deep(name: "arrays in arrays", text: "a = " + String(repeating: "[", count: 100_000), at: "1:"),
        Deep(name: "tables in tables", text: String(repeating: "a={", count: 100_000), at: "1:"),
        Deep(name: "both", text: "a=" + String(repeating: "[", count: 40) + String(repeating: "]", count: 40), at: "1:"),
    ]

    @Test(arguments: deep)
    func depthIsAnErrorWithItsPlace(example: Deep) throws {
        let problem = try #require(throws: Problem.self) { try TomlNode.parse(example.text, file: "a.toml") }
        #expect(problem.description.hasPrefix("a.toml:\(example.at)"), "\(problem)")
    }

    static let shallow: [Deep] = [
        Deep(name: "sixteen names", text: "[\(dots(15))]\n", at: ""),
        Deep(name: "dots in a string", text: "a = \"\(dots(999))\"\n", at: ""),
        Deep(name: "dots in a literal", text: "a = '\(dots(999))'\n", at: ""),
        Deep(name: "dots in a long string", text: "a = \"\"\"\n\(dots(999))\n\"\"\"\n", at: ""),
        Deep(name: "dots in a comment", text: "# \(dots(999))\n", at: ""),
        Deep(name: "many reals", text: "a = [\(String(repeating: "1.5,", count: 999))]\n", at: ""),
        Deep(name: "many short keys", text: (0..<999).map { "a\($0).b = 1.5\n" }.joined(), at: ""),
        Deep(name: "nothing", text: "", at: ""),
    ]

    @Test(arguments: shallow)
    func whatIsNotDeepIsRead(example: Deep) throws {
        _ = try TomlNode.parse(example.text, file: "a.toml")
    }

    /// Texts that the parser has no answer to but abort(3).
    @Test(arguments: [("[,x]\n", "1:1"), ("a = 1\n# x\n[,x]\nb = 2\n", "3:1"), ("a = 1\n\n[ ,x]", "3:1"), ("[[,x]]\n", "1:1")])
    func whatBreaksTheParserIsAMistakeOfItsLine(text: String, at: String) throws {
        let problem = try #require(throws: Problem.self) { try TomlNode.parse(text, file: "a.toml") }
        #expect(problem.description == "a.toml:\(at): is no TOML")
    }

    /// Quadratic, these took minutes; the suite's time limit is the only clock here.
    @Test(.timeLimit(.minutes(1)))
    func manyKeysCostTheirNumber() throws {
        let keys = (0..<40_000).map { "k\($0) = \($0)\n" }.joined()
        let hosts = (0..<20_000).map { "[[host]]\nsite=\"s\"\nhost=\"h\($0)\"\n" }.joined()
        var root = try TomlNode.parse(keys + hosts, file: "a.toml")
        root.merge(try TomlNode.parse(keys + hosts + "[more]\n", file: "b.toml"))
        guard case .table(let entries) = root.value else {
            Issue.record("no table")
            return
        }
        #expect(entries.count == 40_002)
        #expect(entries.allSatisfy { $0.place.file == "b.toml" || $0.key == "host" })
        let merged = try #require(entries.first { $0.key == "host" })
        guard case .array(let tables) = merged.node.value else {
            Issue.record("no array")
            return
        }
        #expect(tables.count == 20_000)
    }
}
