import Console
import Glibc
import ZoneModel

/// What of the journal is asked for.
final class LogFilter {
    let since: WallInstant?
    let until: WallInstant?
    private let rig: String?
    private let kinds: Set<String>?
    private var pattern: regex_t?

    init(_ call: Invocation, time: TimeText) throws(Failure) {
        since = try call.sinceInstant(time)
        until = try call.untilInstant(time, since: since)
        rig = call.options[.aboutRig]
        kinds = try call.options[.kinds].map { text throws(Failure) in try LogFilter.kinds(text, call.verb) }
        if let text = call.options[.grep] { pattern = try LogFilter.compile(text, call.verb) }
    }

    deinit { if var pattern { regfree(&pattern) } }

    func takes(_ entry: EventsDocument.Entry, at: WallInstant) -> Bool {
        if let since, at < since { return false }
        if let until, at > until { return false }
        if let kinds, !kinds.contains(entry.event) { return false }
        if let rig, entry.fields?["rig"] != .text(rig) { return false }
        guard var pattern else { return true }
        return regexec(&pattern, entry.message, 0, nil, 0) == 0
    }

    private static func kinds(_ text: String, _ verb: Verb) throws(Failure) -> Set<String> {
        let known = EventKind.allCases.map(\.rawValue) + ["systemd"]
        var kinds: Set<String> = []
        for word in text.split(separator: ",").map(String.init) {
            guard known.contains(word) else {
                let near = nearest(to: word, among: known).map { ": did you mean \($0)?" } ?? ""
                throw .usage("--event \"\(word)\" is no kind of event\(near)", verb: verb)
            }
            kinds.insert(word)
        }
        return kinds
    }

    /// Like journalctl: a pattern without a capital letter ignores case.
    private static func compile(_ text: String, _ verb: Verb) throws(Failure) -> regex_t {
        var pattern = regex_t()
        let isCaseless = !text.contains(where: \.isUppercase)
        let code = regcomp(&pattern, text, REG_EXTENDED | REG_NOSUB | (isCaseless ? REG_ICASE : 0))
        guard code == 0 else {
            var words = [CChar](repeating: 0, count: 256)
            regerror(code, &pattern, &words, words.count)
            let reason = String(decoding: words.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            throw .usage("--grep \"\(text)\": \(reason)", verb: verb)
        }
        return pattern
    }
}
