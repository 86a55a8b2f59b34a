import CPopt
import Glibc

/// One option of a verb.
struct Option: Sendable, Hashable {
    var name: String
    var letter: Character?
    /// What its value is called in the manual; nil is a switch.
    var value: String?
    var help: String

    static let json = Option(name: "json", letter: nil, value: nil, help: "print the daemon's document instead of text")
    static let socket = Option(name: "socket", letter: nil, value: "PATH", help: "the admin socket to speak to")
    static let agent = Option(name: "agent", letter: nil, value: nil, help: "speak to the agent only")
    static let collector = Option(name: "collector", letter: nil, value: nil, help: "speak to the collector only")
    static let help = Option(name: "help", letter: "h", value: nil, help: "this text")
}

struct ParsedOptions {
    fileprivate var values: [String: String] = [:]
    fileprivate(set) var arguments: [String] = []

    func has(_ option: Option) -> Bool { values[option.name] != nil }
    subscript(_ option: Option) -> String? { values[option.name] }
}

/// Reads options with popt. The table and its strings are C's; they live until `deinit`.
final class OptionParser {
    private let options: [Option]
    private let table: UnsafeMutablePointer<popt_table_entry>
    private var strings: [UnsafeMutablePointer<CChar>] = []

    init(_ options: [Option]) {
        self.options = options
        table = .allocate(capacity: options.count + 1)
        for (index, option) in options.enumerated() {
            var entry = popt_table_entry()
            if let name = strdup(option.name) {
                strings.append(name)
                entry.longName = UnsafePointer(name)
            }
            entry.shortName = option.letter?.asciiValue.map { CChar(bitPattern: $0) } ?? 0
            entry.argInfo = UInt32(option.value == nil ? POPT_ARG_NONE : POPT_ARG_STRING)
            // popt hands out values from 1: 0 would mean "handled silently".
            entry.val = Int32(index + 1)
            (table + index).initialize(to: entry)
        }
        (table + options.count).initialize(to: popt_table_entry())
    }

    deinit {
        table.deinitialize(count: options.count + 1)
        table.deallocate()
        strings.forEach { free($0) }
    }

    /// - Parameter words: without the program's and the verb's name.
    func parse(_ words: [String], verb: Verb?) throws(Failure) -> ParsedOptions {
        var argv: [UnsafePointer<CChar>?] = (["zonectl"] + words).map { UnsafePointer(strdup($0)) }
        let count = Int32(argv.count)
        defer { argv.forEach { free(UnsafeMutablePointer(mutating: $0)) } }
        argv.append(nil)
        guard let context = poptGetContext("zonectl", count, &argv, table, 0) else { throw .usage("popt has no memory", verb: verb) }
        defer { _ = poptFreeContext(context) }

        var parsed = ParsedOptions()
        var code = poptGetNextOpt(context)
        while code > 0 {
            let option = options[Int(code) - 1]
            let value = poptGetOptArg(context)
            defer { free(value) }
            if option.value != nil, parsed.has(option) { throw .usage("--\(option.name) is given twice", verb: verb) }
            parsed.values[option.name] = value.map { String(cString: $0) } ?? ""
            code = poptGetNextOpt(context)
        }
        guard code == -1 else { throw .usage(complaint(code, context), verb: verb) }
        var rest = poptGetArgs(context)
        while let word = rest?.pointee {
            parsed.arguments.append(String(cString: word))
            rest = rest?.advanced(by: 1)
        }
        return parsed
    }

    private func complaint(_ code: Int32, _ context: poptContext) -> String {
        let word = poptBadOption(context, 0).map { String(cString: $0) } ?? "the command line"
        let reason = poptStrerror(code).map { String(cString: $0) } ?? "error \(code)"
        let typed = word.drop { $0 == "-" }.prefix { $0 != "=" }
        let near = code == POPT_ERROR_BADOPT ? nearest(to: String(typed), among: options.map(\.name)) : nil
        return "\(word): \(reason)\(near.map { ": did you mean --\($0)?" } ?? "")"
    }
}
