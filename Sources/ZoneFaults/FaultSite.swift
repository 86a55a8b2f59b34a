import CFaults
import Glibc
import ZoneModel
import ZoneTestKit

/// One daemon that is started, killed and started again, with a small file system and a wall clock of its own.
final class Victim {
    let program: String
    /// Holds the config and the admin socket, and below it the state on its own file system.
    let directory: String
    let clock: ClockStep
    private let prefix: [String]
    private(set) var process: ChildProcess?
    private(set) var starts = 0
    private(set) var kills = 0
    private var said: [String] = []
    private var frozen: [pid_t] = []

    /// - Parameter prefix: words before the program's own, for one that starts it in another world.
    init(_ program: String, in directory: String, configuration: String, diskKibibytes: Int64, prefix: [String] = []) throws {
        self.program = program
        self.directory = directory
        self.prefix = prefix
        for path in [directory, "\(directory)/state"] {
            guard mkdir(path, 0o755) == 0 else { throw TestKitError("\(path): \(String(cString: strerror(errno)))") }
        }
        let failure = cf_mount_memory("\(directory)/state", diskKibibytes)
        guard failure == 0 else { throw TestKitError("no file system for \(directory): \(String(cString: strerror(failure)))") }
        clock = try ClockStep(path: "\(directory)/clock")
        guard let file = fopen("\(directory)/config.toml", "we") else { throw TestKitError("\(directory)/config.toml cannot be written") }
        defer { fclose(file) }
        fputs(configuration, file)
    }

    var socket: String { "\(directory)/admin.sock" }
    var isRunning: Bool { process != nil }

    func start() throws {
        var environment = clock.environment
        for name in ["PATH", "LANG", "SWIFT_BACKTRACE", "LD_LIBRARY_PATH"] {
            if let value = getenv(name) { environment[name] = String(cString: value) }
        }
        let words = prefix + [ChildProcess.built(program), "--config", "\(directory)/config.toml"]
        process = try ChildProcess(executable: words[0], arguments: Array(words.dropFirst()), environment: environment)
        starts += 1
    }

    /// By SIGKILL: gone when this returns.
    func kill() {
        guard let process else { return }
        process.signal(SIGKILL)
        release()
        _ = process.waitForExit(within: 30)
        keepWords()
        self.process = nil
        kills += 1
    }

    /// By SIGTERM.
    func stop() -> Int32? {
        guard let process else { return nil }
        release()
        process.signal(SIGTERM)
        defer {
            keepWords()
            self.process = nil
        }
        return process.waitForExit(within: 30)
    }

    func signal(_ number: Int32) { process?.signal(number) }

    /// The status of one that ended though nobody ended it.
    func unexpectedEnd() -> Int32? { process?.waitForExit(within: 0) }

    /// Its journal of late. Read often, or its pipe fills.
    func words(last count: Int = 40) -> [String] { Array((said + (process?.standardError.all ?? [])).suffix(count)) }

    private func keepWords() { said = Array((said + (process?.standardError.all ?? [])).suffix(400)) }

    /// The thread of that name; nil: there is none (yet).
    func thread(named name: String) -> pid_t? {
        guard let process, let directory = opendir("/proc/\(process.pid)/task") else { return nil }
        defer { closedir(directory) }
        while let entry = readdir(directory) {
            let text = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            guard let thread = pid_t(text), let file = fopen("/proc/\(process.pid)/task/\(text)/comm", "re") else { continue }
            defer { fclose(file) }
            var buffer = [CChar](repeating: 0, count: 64)
            guard fgets(&buffer, 63, file) != nil else { continue }
            let comm = String(decoding: buffer.prefix { $0 != 0 && $0 != 10 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            if comm == name { return thread }
        }
        return nil
    }

    // MARK: Its threads

    /// Stops one thread; the others go on.
    func freeze(thread name: String) throws {
        guard let thread = thread(named: name) else { throw TestKitError("\(program) has no thread \(name)") }
        let failure = cf_freeze_thread(thread)
        guard failure == 0 else { throw TestKitError("ptrace of \(name): \(String(cString: strerror(failure)))") }
        frozen.append(thread)
    }

    /// All that stand still. Of a process that was killed they must be let go, or its end never comes.
    func release() {
        for thread in frozen { _ = cf_release_thread(thread) }
        frozen = []
    }

    // MARK: Its disk

    private var filler: String { "\(directory)/state/filler" }

    /// Every byte that is left.
    func fillDisk() throws {
        let fd = open(filler, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard fd >= 0 else { throw TestKitError("\(filler): \(String(cString: strerror(errno)))") }
        defer { close(fd) }
        for size in [1 << 20, 4096, 1] {
            let block = [UInt8](repeating: 0, count: size)
            while write(fd, block, size) > 0 {}
        }
    }

    func freeDisk() { unlink(filler) }
}

/// The daemons of a zone under faults.
final class FaultSite {
    let terms: FaultTerms
    let collector: Victim
    let agents: [Victim]
    /// Another machine, by its machine-id, under the last host's name.
    let impostor: Victim

    /// - Parameter root: an empty directory.
    init(_ terms: FaultTerms, root: String, lasting: Duration) throws {
        self.terms = terms
        let kibibytes = terms.diskKibibytes
        let headers = FaultSite.headers
        collector = try Victim(
            "zone-collector", in: "\(root)/collector",
            configuration: terms.collectorConfiguration("\(root)/collector", lasting: lasting), diskKibibytes: kibibytes)
        let key = try FaultSite.floorKey(of: collector)
        agents = try (0..<terms.hosts).map { host in
            let directory = "\(root)/agent-\(host + 1)"
            return try Victim(
                "zone-agent", in: directory, configuration: terms.agentConfiguration(host, directory, headers: headers, floorKey: key),
                diskKibibytes: kibibytes)
        }
        let directory = "\(root)/impostor"
        impostor = try Victim(
            "zone-agent", in: directory,
            configuration: terms.agentConfiguration(terms.hosts - 1, directory, headers: headers, floorKey: key),
            diskKibibytes: kibibytes, prefix: [ChildProcess.built("zone-faults"), "--as-machine", "0123456789abcdef0123456789abcdef"])
    }

    var all: [Victim] { [collector] + agents + [impostor] }

    /// Made by its first start: agents must know it before theirs.
    private static func floorKey(of collector: Victim) throws -> String {
        try collector.start()
        let key = "\(collector.directory)/state/floors.key"
        guard waitUntil(seconds: 60, { access(key, R_OK) == 0 }) else {
            throw TestKitError("the collector makes no key: \(collector.words().joined(separator: "\n"))")
        }
        collector.kill()
        let program = try ChildProcess(
            executable: ChildProcess.built("zone-collector"),
            arguments: ["--print-floor-key", "--config", "\(collector.directory)/config.toml"])
        guard program.waitForExit(within: 60) == 0, let key = program.standardOutput.all.first else {
            throw TestKitError("no floor key: \(program.standardError.all.joined(separator: "\n"))")
        }
        return key
    }

    private static let headers: String = {
        let folders = #filePath.split(separator: "/").dropLast(3)
        return folders.reduce("") { "\($0)/\($1)" } + "/config/headers.hex"
    }()
}
