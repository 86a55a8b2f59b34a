import CPopt
import Glibc

/// What a daemon was asked on its command line.
public struct DaemonCommand: Equatable, Sendable {
    public enum Action: Equatable, Sendable {
        case run
        /// Read the config, say what is wrong with it, and end.
        case checkConfiguration
        /// Print the public key that agents know the floor schedules by, and end.
        case printFloorKey
        /// Get this machine's first certificate with that token (`-`: a line of standard input), and end.
        case enroll(token: String)
        case help
        case version
    }

    public var action: Action
    public var configurationPath: String

    /// - Parameters:
    ///   - arguments: the whole argv.
    ///   - defaultPath: of the config.
    ///   - hasFloorKey: it is a program that signs floor schedules.
    /// - Throws: `HostError` in the words for stderr; the exit code is `ExitStatus.usage`.
    public init(arguments: [String], program: String, defaultPath: String, hasFloorKey: Bool = false) throws(HostError) {
        action = .run
        configurationPath = defaultPath
        var argv: [UnsafePointer<CChar>?] = arguments.map { UnsafePointer(strdup($0)) }
        let count = Int32(argv.count)
        defer { argv.forEach { free(UnsafeMutablePointer(mutating: $0)) } }
        argv.append(nil)
        let table = OptionTable(hasFloorKey: hasFloorKey)
        guard let context = poptGetContext(program, count, &argv, table.entries, 0) else { throw HostError("popt has no memory") }
        defer { _ = poptFreeContext(context) }
        var code = poptGetNextOpt(context)
        while code > 0 {
            switch OptionTable.Option(rawValue: code) {
            case .config:
                let value = poptGetOptArg(context)
                defer { free(value) }
                configurationPath = value.map { String(cString: $0) } ?? ""
            case .check: action = .checkConfiguration
            case .floorKey: action = .printFloorKey
            case .enroll:
                let value = poptGetOptArg(context)
                defer { free(value) }
                action = .enroll(token: value.map { String(cString: $0) } ?? "")
            case .version: action = .version
            case .help: action = .help
            case nil: break
            }
            code = poptGetNextOpt(context)
        }
        guard code == -1 else {
            let word = poptBadOption(context, 0).map { String(cString: $0) } ?? "the command line"
            let reason = poptStrerror(code).map { String(cString: $0) } ?? "error \(code)"
            let near = nearest(to: String(word.drop { $0 == "-" }), among: table.names.map(\.1))
            throw HostError("\(word): \(reason)\(near.map { ": did you mean --\($0)?" } ?? ""); see \(program) --help")
        }
        if let rest = poptGetArgs(context)?.pointee {
            throw HostError("\"\(String(cString: rest))\": no arguments are taken; see \(program) --help")
        }
        guard !configurationPath.isEmpty else { throw HostError("--config: the path is empty; see \(program) --help") }
    }

    /// The text of --help.
    public static func help(program: String, summary: String, defaultPath: String, hasFloorKey: Bool = false) -> String {
        let floorKey = hasFloorKey ? "\n      --print-floor-key    print the public key for the agents' floor_key, and end" : ""
        return """
            \(program): \(summary)

            Usage: \(program) [--config PATH] [--check-config]\(hasFloorKey ? " [--print-floor-key]" : "") [--enroll TOKEN]

              -c, --config PATH    the configuration (\(defaultPath)); drop-ins stand in PATH without .toml, with .conf.d/
                  --check-config   read the configuration, say what is wrong with it and where, and end\(floorKey)
                  --enroll TOKEN       get this machine's certificate with a token of zonectl enroll, and end; "-" reads the token from
                                       standard input, where ps does not show it. The key is made here and never leaves this machine.
                                       A daemon that runs takes the certificate up by itself\(hasFloorKey ? ". This is for the way up, to [parent]" : "")
              -V, --version        the version
              -h, --help           this text

            Signals: SIGTERM and SIGINT stop, SIGHUP reads the configuration again.
            Exit status: 0 a clean end, 1 it could not start or go on, 2 wrong usage, 78 a wrong configuration.

            """
    }
}

/// The token of `--enroll`: the word itself, or for `-` the first line of standard input.
public func enrolmentTokenText(_ word: String) -> String {
    let text = word == "-" ? readLine() ?? "" : word
    return text.trimmed
}

/// A line on stderr.
public func complain(_ text: String) {
    let bytes = Array("\(text)\n".utf8)
    // Nobody is left to tell when stderr is gone.
    _ = write(STDERR_FILENO, bytes, bytes.count)
}

/// sysexits(3), as far as systemd's RestartPreventExitStatus= needs them.
public enum ExitStatus {
    public static let clean: Int32 = 0
    public static let failed: Int32 = 1
    public static let usage: Int32 = 2
    public static let configuration: Int32 = 78
}

/// popt's table; it and its strings are C's and live until `deinit`.
private final class OptionTable {
    enum Option: Int32 {
        case config = 1
        case check
        case version
        case help
        case floorKey
        case enroll
    }

    let names: [(Option, String, Character?)]

    let entries: UnsafeMutablePointer<popt_table_entry>
    private var strings: [UnsafeMutablePointer<CChar>] = []

    init(hasFloorKey: Bool) {
        names =
            [
                (.config, "config", "c"), (.check, "check-config", nil), (.enroll, "enroll", nil), (.version, "version", "V"),
                (.help, "help", "h"),
            ]
            + (hasFloorKey ? [(.floorKey, "print-floor-key", nil)] : [])
        entries = .allocate(capacity: names.count + 1)
        for (index, (option, name, letter)) in names.enumerated() {
            var entry = popt_table_entry()
            if let copy = strdup(name) {
                strings.append(copy)
                entry.longName = UnsafePointer(copy)
            }
            entry.shortName = letter?.asciiValue.map { CChar(bitPattern: $0) } ?? 0
            entry.argInfo = UInt32(option == .config || option == .enroll ? POPT_ARG_STRING : POPT_ARG_NONE)
            entry.val = option.rawValue
            (entries + index).initialize(to: entry)
        }
        (entries + names.count).initialize(to: popt_table_entry())
    }

    deinit {
        entries.deinitialize(count: names.count + 1)
        entries.deallocate()
        strings.forEach { free($0) }
    }
}
