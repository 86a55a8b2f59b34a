import Console
import Glibc
import ZoneModel

/// Collector and agent on loopback for somebody to look at, until Ctrl-C or for a while. Not part of what is installed.
func zoneTrial(_ arguments: [String]) -> Int32 {
    do {
        let options = try TrialOptions(Array(arguments.dropFirst()))
        if options.wantsHelp {
            print(TrialOptions.help, terminator: "")
            return 0
        }
        if !RealSensors.exist, getenv("UMOCKDEV_DIR") == nil, !isPreloaded { try restartUnderUmockdev(arguments) }
        let trial = try Trial(options)
        return try trial.run()
    } catch {
        Terminal.errors.write("zone-trial: \(error)\n")
        return error is UsageError ? 2 : 1
    }
}

struct UsageError: Error, CustomStringConvertible {
    let description: String
}

/// What went wrong, in words for stderr.
struct TrialError: Error, CustomStringConvertible {
    let description: String
}

struct TrialOptions {
    /// Nil: until Ctrl-C.
    var duration: Duration?
    var wantsHelp = false

    static let help = """
        zone-trial: zone-collector and zone-agent on loopback, with a live view

        Usage: zone-trial [--duration SECONDS]

        Where the host has power sensors the agent observes them. Where it has none, rigs are simulated: their watts and degrees
        follow the CPU time that the hashing worker really uses, and every figure says "simulated".
        Ctrl-C ends it; with --duration it ends by itself.

        """

    init(_ words: [String]) throws(UsageError) {
        var rest = words[...]
        while let word = rest.popFirst() {
            switch word {
            case "--help", "-h": wantsHelp = true
            case "--duration":
                guard let text = rest.popFirst(), let seconds = Int64(text), (1...86_400).contains(seconds) else {
                    throw UsageError(description: "--duration takes a number of seconds from 1 to 86400 (make run DURATION=20)")
                }
                duration = .seconds(seconds)
            default: throw UsageError(description: "\"\(word)\" is not understood; see --help")
            }
        }
    }
}

private var isPreloaded: Bool { getenv("LD_PRELOAD").map { String(cString: $0).contains("umockdev-preload") } ?? false }

/// The preloaded library gives libsensors and libudev another /sys, so the process must be started with it.
private func restartUnderUmockdev(_ arguments: [String]) throws(TrialError) {
    let words = ["umockdev-wrapper", ownPath()] + arguments.dropFirst()
    var argv: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    execvp("umockdev-wrapper", &argv)
    throw TrialError(description: "cannot run umockdev-wrapper (\(String(cString: strerror(errno)))): apt-get install umockdev")
}

func ownPath() -> String {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    return String(decoding: buffer.prefix(max(count, 0)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

/// Whether the kernel shows any power sensor through hwmon.
enum RealSensors {
    static var exist: Bool {
        var found = glob_t()
        defer { globfree(&found) }
        let patterns = ["/sys/class/hwmon/hwmon*/power*_input", "/sys/class/hwmon/hwmon*/power*_average"]
        return patterns.contains { pattern in glob(pattern, 0, nil, &found) == 0 }
    }
}
