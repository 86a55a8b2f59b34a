import Testing

/// config/man/zonectl.1.scd and config/zonectl.bash against the real program: what its --help knows, and nothing else.
@Suite struct ManualPageTests {
    private static let config = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/config"

    private static let verbs = [
        "status", "watch", "why", "sensors", "quota", "event", "emergency", "tree", "schedule", "hold", "maintenance", "replace", "enroll",
        "revoke", "calibrate", "pool", "bench", "log", "review", "doctor", "version", "help",
    ]

    private static func help(_ verb: String) throws -> (usage: String, options: Set<String>) {
        let help = try Program.run(["help", verb]).out
        let usage = help.prefix { $0 != "\n" }.replacing("Usage: zonectl ", with: "").replacing(" [OPTION…]", with: "")
        let parts = help.split(separator: "\nOptions\n", maxSplits: 1)
        try #require(parts.count == 2, "\(help)")
        let lines = parts[1].split(separator: "\n\n")[0]
        let options = lines.split(separator: "\n").flatMap { line in
            line.prefix { $0 != "\n" }.matches(of: #/(?:^  |, )(--?[a-zA-Z-]+)/#).map { String($0.1) }
        }
        return (String(usage), Set(options))
    }

    @Test func everyVerbIsKnown() throws {
        let overview = try Program.run(["--help"]).out
        let listed = overview.matches(of: #/\n  ([a-z]+)  +[a-z]/#).map { String($0.1) }
        #expect(Self.verbs.allSatisfy(listed.contains) && Self.verbs.count == listed.count { $0 != "agent" && $0 != "collector" })
    }

    @Test(arguments: verbs)
    func page(verb: String) throws {
        let text = try #require(Golden.read("\(Self.config)/man/zonectl.1.scd"))
        let help = try Self.help(verb)
        let sections = text.split(separator: "\n## ").dropFirst().map { $0.split(separator: "\n# ")[0] }
        let section = try #require(sections.first { $0.prefix { $0 != "\n" && $0 != " " } == verb }, "no section \(verb)")
        #expect(section.prefix { $0 != "\n" } == help.usage)
        let entries = section.split(separator: "\n").filter { $0.hasPrefix("*-") && !$0.contains(" is ") && !$0.contains(" prints ") }
        let described = Set(entries.flatMap { $0.matches(of: #/\*(--?[a-zA-Z-]+)\*/#).map { String($0.1) } })
        #expect(described == help.options.subtracting(["-h", "--help"]))
    }

    @Test(arguments: verbs)
    func completionKnowsTheOptions(verb: String) throws {
        let words = try Self.bash("_zonectl_words \(verb)").split(whereSeparator: \.isWhitespace).map(String.init)
        let options = try Self.help(verb).options.subtracting(["-h", "--help"])
        #expect(Set(words.filter { $0.hasPrefix("-") }) == (verb == "help" ? [] : options))
        if verb == "help" { #expect(words == Self.verbs) }
    }

    struct Typed: Sendable {
        var words: [String]
        var offered: [String]
    }

    /// bash itself completes the last word.
    @Test(arguments: [
        Typed(words: ["st"], offered: ["status"]),
        Typed(words: [""], offered: verbs),
        Typed(words: ["--so"], offered: ["--socket"]),
        Typed(words: ["--socket", "/x", "sta"], offered: ["status"]),
        Typed(words: ["--json", "e"], offered: ["event", "emergency", "enroll"]),
        Typed(words: ["quota", ""], offered: ["show", "set"]),
        Typed(words: ["quota", "set", "z-1", "--d"], offered: ["--dry-run"]),
        Typed(words: ["status", "--c"], offered: ["--check", "--collector"]),
        Typed(words: ["event", "c"], offered: ["cancel"]),
        Typed(words: ["emergency", "z-1", ""], offered: ["off"]),
        Typed(words: ["emergency", "z-1", "5 MW", "--f"], offered: ["--for"]),
        Typed(words: ["hold", "2 kW", "--re"], offered: ["--reason"]),
        Typed(words: ["hold", "2 kW", "--reason", ""], offered: []),
        Typed(words: ["maintenance", ""], offered: ["gpu-0", "psu-1"]),
        Typed(words: ["maintenance", "psu-1", "o"], offered: ["on", "off"]),
        Typed(words: ["calibrate", "--rig", "p"], offered: ["psu-1"]),
        Typed(words: ["help", "wh"], offered: ["why"]),
        Typed(words: ["nonsense", ""], offered: []),
    ])
    func completes(typed: Typed) throws {
        let words = typed.words.map { "'\($0)'" }.joined(separator: " ")
        let script = """
            zonectl() { echo '{"rigs":[{"power":{"powerW":1},"rig":"psu-1"},{"rig":"gpu-0"}]}'; }
            COMP_WORDS=(zonectl \(words)); COMP_CWORD=\(typed.words.count)
            [[ $(complete -p zonectl) == *'-F _zonectl '* ]] || exit 9
            _zonectl
            printf '%s\\n' "${COMPREPLY[@]}"
            """
        let offered = try Self.bash(script).split(separator: "\n").map(String.init).filter { $0 != "--help" && $0 != "-h" }
        #expect(offered == typed.offered)
    }

    private static func bash(_ script: String) throws -> String {
        let answer = try Program(["-c", ". '\(config)/zonectl.bash'\n\(script)"], program: "/bin/bash").finish()
        #expect(answer.code == 0 && answer.errors == "", "\(answer)")
        return answer.out
    }
}
