import CShims
import Console
import ZoneModel

/// What the verbs have in common that change something: why, on whose order, for how long, how many watts.
extension Option {
    static let reason = Option(name: "reason", letter: "r", value: "TEXT", help: "why: it stands in the ledger and goes to every host")
    static let order = Option(name: "order", letter: "o", value: "NO", help: "the number of the order, where there is one")
    static let dryRun = Option(name: "dry-run", letter: "n", value: nil, help: "say what would happen and change nothing")
    static let length = Option(name: "for", letter: nil, value: "TIME", help: "how long: \"90 min\", \"2 h\"")
}

extension Invocation {
    /// One line of at most 200 bytes: it travels on every grant.
    func text(of option: Option) throws(Failure) -> String? {
        guard let text = options[option] else { return nil }
        guard text.contains(where: { $0 != " " }) else { throw .usage("--\(option.name) is empty", verb: verb) }
        guard text.utf8.count <= 200 else {
            throw .usage("--\(option.name) is \(text.utf8.count) bytes long; at most 200 travel on a grant", verb: verb)
        }
        guard TerminalText.escaped(text) == text else { throw .usage("--\(option.name) holds a control character", verb: verb) }
        return text
    }

    func reason() throws(Failure) -> String {
        guard let reason = try text(of: .reason) else {
            throw .usage("--reason TEXT is missing: whoever reads the ledger will want to know why", verb: verb)
        }
        return reason
    }

    /// Of one word, or of two where the quotes were left away: `"300 W"`, `300 W`.
    func power(_ words: some Sequence<String>) throws(Failure) -> Power {
        do {
            return try Power(quantity: words.joined(separator: " "))
        } catch {
            throw .usage(error.message, verb: verb)
        }
    }

    func length() throws(Failure) -> Duration? {
        guard let text = options[.length] else { return nil }
        let length: Duration
        do {
            length = try Duration(quantity: text)
        } catch {
            throw .usage("--for: \(error.message)", verb: verb)
        }
        guard length >= .seconds(1) else { throw .usage("--for \(text): at least 1 s", verb: verb) }
        return length
    }

    func refuse(_ others: [Option], of what: String) throws(Failure) {
        if let option = others.first(where: { options.has($0) }) { throw .usage("--\(option.name) belongs to \(what)", verb: verb) }
    }
}

extension WallInstant {
    static var now: WallInstant { WallInstant(milliseconds: zs_realtime_ms()) }
}
