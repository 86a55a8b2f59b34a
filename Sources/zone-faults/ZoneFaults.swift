import CFaults
import Glibc
import ZoneFaults

/// Real daemons under faults, in namespaces of their own. Not part of what is installed.
func zoneFaults(_ arguments: [String]) -> Int32 {
    do {
        let words = Array(arguments.dropFirst())
        if words.first == "--as-machine" { return try runAsMachine(words.dropFirst()) }
        let command = try FaultCommand(words)
        if command.wantsHelp {
            say(String(FaultCommand.help.dropLast()))
            return 0
        }
        return try run(command)
    } catch {
        say("zone-faults: \(error)", to: STDERR_FILENO)
        return error is UsageError ? 2 : 1
    }
}

/// What the caller takes for "not run", by the custom of automake.
private let skipped: Int32 = 77

private func run(_ command: FaultCommand) throws -> Int32 {
    // Before there is a second thread.
    let failure = cf_isolate()
    guard failure == 0 else {
        say("skipped: this process may not have namespaces of its own (\(String(cString: strerror(failure)))); run it as root")
        return skipped
    }
    // Hides nothing that a run needs, and is there on every Debian.
    let root = "/mnt"
    let mounted = cf_mount_memory(root, 1 << 20)
    guard mounted == 0 else { throw RunError("no file system in memory on \(root): \(String(cString: strerror(mounted)))") }
    let run = try FaultRun(command.options, root: root) { say($0) }
    return try run.run() ? 0 : 1
}

/// Starts a program that finds another machine-id: the impostor.
private func runAsMachine(_ words: ArraySlice<String>) throws -> Int32 {
    guard words.count >= 2, let id = words.first else { throw UsageError("--as-machine takes an id and a program") }
    let system = "/etc/machine-id"
    if access(system, F_OK) == 0 {
        let path = "/mnt/machine-id"
        guard let file = fopen(path, "we") else { throw RunError("\(path) cannot be written") }
        fputs("\(id)\n", file)
        fclose(file)
        let failure = cf_replace_file(path, system)
        guard failure == 0 else { throw RunError("\(system) cannot be replaced: \(String(cString: strerror(failure)))") }
    }
    var argv: [UnsafeMutablePointer<CChar>?] = words.dropFirst().map { strdup($0) } + [nil]
    if let program = argv[0] { execv(program, &argv) }
    throw RunError("\(words.dropFirst().first ?? ""): \(String(cString: strerror(errno)))")
}

/// A line, at once: whoever reads along sees where a run stands.
private func say(_ line: String, to fd: Int32 = STDOUT_FILENO) {
    let bytes = Array((line + "\n").utf8)
    _ = write(fd, bytes, bytes.count)
}

struct RunError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

struct UsageError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

struct FaultCommand {
    var options = FaultRun.Options()
    var wantsHelp = false

    static let help = """
        zone-faults: a collector and three agents, real processes, under faults

        Usage: zone-faults [--seconds N] [--seed N]

        Without --seconds each kind of fault comes once; with it, random rounds for so long, replayed from the seed as far as the
        machine's scheduling can be. Needs root: everything runs in network, mount and PID namespaces of its own.
        Exit status: 0 nothing violated, 1 violated, 77 no namespaces to be had.

        """

    init(_ words: [String]) throws(UsageError) {
        var rest = words[...]
        while let word = rest.popFirst() {
            switch word {
            case "--help", "-h": wantsHelp = true
            case "--seconds":
                guard let text = rest.popFirst(), let seconds = Int64(text), (1...1_000_000).contains(seconds) else {
                    throw UsageError("--seconds takes a number from 1 to 1000000")
                }
                options.duration = .seconds(seconds)
            case "--seed":
                guard let text = rest.popFirst(), let seed = UInt64(text) else { throw UsageError("--seed takes a whole number") }
                options.seed = seed
            default: throw UsageError("\"\(word)\" is not understood; see --help")
            }
        }
    }
}
