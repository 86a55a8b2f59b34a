import Glibc
import Synchronization

/// A program that a test runs, in a process group of its own; it goes with the test, and so do its children.
public final class ChildProcess: Sendable {
    /// The lines that it has written so far.
    public let standardOutput: OutputLines
    public let standardError: OutputLines
    public let pid: pid_t
    private let input: Int32
    private let status = Mutex<Int32?>(nil)

    /// A child that another test starts between pipe and fcntl would keep this one's pipes open.
    private static let spawning = Mutex(())

    /// - Parameters:
    ///   - executable: a path, or a name to look for in PATH.
    ///   - environment: the whole of it; nil: this process's.
    public init(executable: String, arguments: [String] = [], environment: [String: String]? = nil) throws {
        // A child that is gone is an error of write, not the end of the tests.
        Glibc.signal(SIGPIPE, SIG_IGN)
        let words = [executable] + arguments
        let variables = environment.map { $0.map { "\($0.key)=\($0.value)" } } ?? ChildProcess.ownEnvironment
        let (pid, ours) = try ChildProcess.spawning.withLock { _ in try ChildProcess.spawn(words, variables) }
        self.pid = pid
        input = ours[0]
        standardOutput = OutputLines(fd: ours[1])
        standardError = OutputLines(fd: ours[2])
    }

    private static var ownEnvironment: [String] {
        var variables: [String] = []
        var next = environ
        while let variable = next.pointee {
            variables.append(String(cString: variable))
            next += 1
        }
        return variables
    }

    /// - Returns: the process, and our ends of its standard input, output and error.
    private static func spawn(_ words: [String], _ variables: [String]) throws -> (pid_t, [Int32]) {
        var ends: [[Int32]] = []
        for _ in 0..<3 {
            var pair: [Int32] = [-1, -1]
            guard pipe(&pair) == 0 else { throw TestKitError.system("pipe") }
            for end in pair { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            ends.append(pair)
        }
        let theirs = [ends[0][0], ends[1][1], ends[2][1]]
        defer { theirs.forEach { close($0) } }
        let ours = [ends[0][1], ends[1][0], ends[2][0]]
        do {
            return (try spawn(words, variables, theirs), ours)
        } catch {
            ours.forEach { close($0) }
            throw error
        }
    }

    private static func spawn(_ words: [String], _ variables: [String], _ fds: [Int32]) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (number, fd) in fds.enumerated() { posix_spawn_file_actions_adddup2(&actions, fd, Int32(number)) }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setpgroup(&attributes, 0)
        var defaults = sigset_t()
        sigemptyset(&defaults)
        sigaddset(&defaults, SIGPIPE)
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        // Dispatch's threads, on which tests run, block every signal, and a program would inherit that.
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
        var argv: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        var envp: [UnsafeMutablePointer<CChar>?] = variables.map { strdup($0) } + [nil]
        defer { (argv + envp).forEach { free($0) } }
        var pid = pid_t()
        let code = posix_spawnp(&pid, words[0], &actions, &attributes, &argv, &envp)
        guard code == 0 else { throw TestKitError.system("starting \(words[0])", code) }
        return pid
    }

    deinit {
        kill(-pid, SIGKILL)
        if status.withLock({ $0 == nil }) { waitpid(pid, nil, 0) }
        close(input)
    }

    /// The path of a product of this package, beside the test bundle that runs.
    public static func built(_ name: String) -> String {
        let own = ownPath
        return own.prefix(through: own.lastIndex(of: "/") ?? own.startIndex) + name
    }

    static var ownPath: String {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        return String(decoding: buffer.prefix(Swift.max(count, 0)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    public func send(_ line: String) throws {
        var bytes = Array((line + "\n").utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw TestKitError.system("writing to process \(pid)") }
            bytes = bytes.dropFirst(count)
        }
    }

    /// To the program alone, not to its children.
    public func signal(_ number: Int32) { kill(pid, number) }

    /// - Returns: the exit status, 128 + N after signal N, or nil if it still runs.
    public func waitForExit(within seconds: Double) -> Int32? {
        _ = waitUntil(seconds: seconds) { reap() != nil }
        return status.withLock { $0 }
    }

    private func reap() -> Int32? {
        status.withLock { status in
            if status != nil { return status }
            var raw: Int32 = 0
            guard waitpid(pid, &raw, WNOHANG) == pid else { return nil }
            // By hand: WIFEXITED and WEXITSTATUS are macros.
            status = raw & 0x7F == 0 ? (raw >> 8) & 0xFF : 128 + (raw & 0x7F)
            return status
        }
    }
}

/// The lines of a pipe, read as they are asked for.
public final class OutputLines: Sendable {
    private let fd: Int32
    private let state = Mutex(State())

    private struct State: Sendable {
        var lines: [String] = []
        var rest: [UInt8] = []
        var taken = 0
    }

    init(fd: Int32) {
        self.fd = fd
        _ = fcntl(fd, F_SETFL, O_NONBLOCK)
    }

    deinit { close(fd) }

    /// All lines so far; a last one without its end is not among them until the pipe closes.
    public var all: [String] {
        state.withLock { state in
            pull(&state)
            return state.lines
        }
    }

    /// The next line that was not taken yet, or nil if none comes in time.
    public func next(within seconds: Double) -> String? {
        var line: String?
        _ = waitUntil(seconds: seconds) {
            line = state.withLock { state in
                pull(&state)
                guard state.taken < state.lines.count else { return nil }
                state.taken += 1
                return state.lines[state.taken - 1]
            }
            return line != nil
        }
        return line
    }

    /// The next line that passes; those before it are dropped.
    public func first(within seconds: Double, where isWanted: (String) -> Bool) -> String? {
        let end = ContinuousClock.now + .seconds(seconds)
        while ContinuousClock.now < end {
            let left = (end - ContinuousClock.now) / .seconds(1)
            guard let line = next(within: left) else { return nil }
            if isWanted(line) { return line }
        }
        return nil
    }

    private func pull(_ state: inout State) {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(fd, &buffer, buffer.count)
            if count == 0, !state.rest.isEmpty {
                state.lines.append(String(decoding: state.rest, as: UTF8.self))
                state.rest = []
            }
            guard count > 0 else { return }
            state.rest += buffer[..<count]
            while let end = state.rest.firstIndex(of: 10) {
                state.lines.append(String(decoding: state.rest[..<end], as: UTF8.self))
                state.rest.removeSubrange(...end)
            }
        }
    }
}
