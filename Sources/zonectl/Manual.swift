import AdminClient
import Console

/// The texts of `--help`: all the manual that zonectl needs.
enum Manual {
    static func overview() -> String {
        let verbs = Verb.all.map { "  \(padded($0.name, 13))\($0.summary)" }
        return """
            Usage: zonectl VERB [OPTION…]
            Shows and steers the zone-agent and the zone-collector of this machine.

            \(verbs.joined(separator: "\n"))

            zonectl help VERB tells more. Every verb that asks a daemon takes --json and --socket PATH.

            Sockets
              agent      \(Daemon.agent.defaultPath), or $\(Daemon.agent.environmentVariable)
              collector  \(Daemon.collector.defaultPath), or $\(Daemon.collector.environmentVariable)
              A verb that both can answer asks those whose socket is there.

            \(ExitCode.help)

            """
    }

    static func page(_ verb: Verb) -> String {
        let usage = "Usage: zonectl \(verb.name) \(verb.arguments)".trimmed
        let options = (verb.options + [.help]).map { "  \(padded(words($0), 20))\($0.help)" }
        return """
            \(usage)\(verb.options.isEmpty ? "" : " [OPTION…]")
            \(verb.summary)

            \(verb.manual)

            Options
            \(options.joined(separator: "\n"))

            \(ExitCode.help)

            """
    }

    private static func words(_ option: Option) -> String {
        let letter = option.letter.map { "-\($0), " } ?? ""
        return "\(letter)--\(option.name)\(option.value.map { " \($0)" } ?? "")"
    }

    private static func padded(_ text: String, _ cells: Int) -> String {
        text + String(repeating: " ", count: Swift.max(cells - TerminalText.width(text), 2))
    }
}

extension String {
    fileprivate var trimmed: String {
        var out = self
        while out.last == " " { out.removeLast() }
        return out
    }
}
