import AdminClient
import Console
import Glibc
import Inspection

/// One thing that zonectl does. Each stands in a file of its own.
struct Verb: Sendable {
    var name: String
    /// After the verb, in the usage line.
    var arguments: String = ""
    /// One line.
    var summary: String
    /// The manual: what it shows, in paragraphs.
    var manual: String
    var options: [Option] = []
    var run: @Sendable (Invocation) throws(Failure) -> ExitCode

    static let all: [Verb] = [
        .status, .watch, .why, .sensors, .quota, .event, .emergency, .tree, .schedule, .hold, .maintenance, .replace, .enroll, .revoke,
        .calibrate, .pool, .bench, .log, .review, .doctor, .version, .help,
    ]

    static func named(_ name: String) -> Verb? { all.first { $0.name == name } }
}

/// A verb as it was called.
struct Invocation {
    var verb: Verb
    var options: ParsedOptions
    /// What is no option, without the verb.
    var arguments: [String]

    var isJSON: Bool { options.has(.json) }

    func show(_ lines: (_ width: Int?) -> [StyledLine]) throws(Failure) {
        let page = Terminal.output.page
        try put(page.text(lines(page.width)))
    }

    /// A daemon's document as it came.
    func showJSON(_ text: String, onOneLine: Bool = false) throws(Failure) {
        let safe = TerminalText.json(text, onOneLine: onOneLine)
        try put(safe.hasSuffix("\n") ? safe : safe + "\n")
    }

    func refuseArguments() throws(Failure) {
        if let first = arguments.first { throw .usage("\"\(first)\" is one word too many", verb: verb) }
    }
}

/// Why a verb ends early.
enum Failure: Error {
    case usage(String, verb: Verb?)
    case admin(AdminError)
    case journal(JournalError)
    /// The verb has said it all.
    case said(ExitCode)

    var exitCode: ExitCode {
        switch self {
        case .usage: .usage
        case .journal: .failed
        case .admin(.interrupted): .interrupted
        case .admin(let error): error.isUnreachable ? .unreachable : .failed
        case .said(let code): code
        }
    }

    func report() {
        switch self {
        case .usage(let message, let verb):
            let help = verb.map { "zonectl \($0.name) --help" } ?? "zonectl --help"
            complain("zonectl\(verb.map { " \($0.name)" } ?? ""): \(message)", mend: "Try: \(help)")
        case .admin(.interrupted), .said: break
        case .admin(let error): complain("zonectl: \(error.message)", mend: error.mend)
        case .journal(let error): complain("zonectl: \(error.message)", mend: error.mend)
        }
    }
}

/// Writes to the output; a full disk behind it must not pass for success.
func put(_ text: String) throws(Failure) {
    guard !Terminal.output.write(text) else { return }
    let reason = String(cString: strerror(errno))
    complain("zonectl: the output cannot be written: \(reason)")
    throw .said(.failed)
}

func complain(_ message: String, mend: String? = nil) {
    let page = Terminal.errors.page
    var lines = wrapped(message, width: page.width, indent: 0, style: .bad)
    if let mend { lines += wrapped(mend, width: page.width, indent: 2) }
    Terminal.errors.write(page.text(lines))
}

/// Runs a call of the admin client where the verb throws its own failures.
func asking<Value>(_ call: () throws(AdminError) -> Value) throws(Failure) -> Value {
    do {
        return try call()
    } catch {
        throw .admin(error)
    }
}
