import Glibc
import Testing

/// A run of the real zonectl, from the build directory of these tests.
final class Program {
    struct Result {
        var code: Int32
        var out: String
        var errors: String
    }

    /// Where SwiftPM put this test's own executable, and zonectl beside it.
    static let path: String = {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
        let own = String(decoding: buffer.prefix(Swift.max(count, 0)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return own.prefix(through: own.lastIndex(of: "/") ?? own.startIndex) + "zonectl"
    }()

    /// pthread's, because the lock is held over system calls; made once, for the whole run.
    nonisolated(unsafe) private static let spawning: UnsafeMutablePointer<pthread_mutex_t> = {
        let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
        pthread_mutex_init(lock, nil)
        return lock
    }()

    private var pid = pid_t()
    private var out: Int32 = -1
    private var errors: Int32 = -1
    private(set) var outText: [UInt8] = []
    private(set) var errorText: [UInt8] = []

    /// - Parameters:
    ///   - environment: the whole of it; the sockets' defaults are pointed at nothing, so that no daemon of this machine is asked.
    ///   - terminal: a pseudo-terminal's slave to use as the output.
    init(_ words: [String], environment: [String: String] = [:], program: String = Program.path, terminal: Int32? = nil) throws {
        try #require(access(program, X_OK) == 0, "no \(program): swift build --product zonectl")
        var outPipe: [Int32] = [-1, -1]
        var errorPipe: [Int32] = [-1, -1]
        // A program that another test starts between pipe and fcntl would keep this one's pipes open.
        pthread_mutex_lock(Program.spawning)
        defer { pthread_mutex_unlock(Program.spawning) }
        try #require(pipe(&outPipe) == 0 && pipe(&errorPipe) == 0)
        for end in outPipe + errorPipe { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, terminal ?? outPipe[1], 1)
        posix_spawn_file_actions_adddup2(&actions, errorPipe[1], 2)

        var variables = [
            "PATH": "/usr/bin:/bin", "ZONE_AGENT_SOCKET": "/nonexistent/agent", "ZONE_COLLECTOR_SOCKET": "/nonexistent/collector",
        ]
        variables["LD_LIBRARY_PATH"] = getenv("LD_LIBRARY_PATH").map { String(cString: $0) }
        variables.merge(environment) { $1 }
        var argv: [UnsafeMutablePointer<CChar>?] = ([program] + words).map { strdup($0) } + [nil]
        var envp: [UnsafeMutablePointer<CChar>?] = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (argv + envp).forEach { free($0) } }
        let code = posix_spawn(&pid, program, &actions, nil, &argv, &envp)
        close(outPipe[1])
        close(errorPipe[1])
        out = outPipe[0]
        errors = errorPipe[0]
        try #require(code == 0, "posix_spawn: \(String(cString: strerror(code)))")
    }

    deinit {
        if pid > 0 {
            kill(pid, SIGKILL)
            waitpid(pid, nil, 0)
        }
        close(out)
        close(errors)
    }

    static func run(_ words: [String], environment: [String: String] = [:], program: String = Program.path) throws -> Result {
        try Program(words, environment: environment, program: program).finish()
    }

    func signal(_ number: Int32) { kill(pid, number) }

    /// Reads until the condition holds; false if the program ended or 30 s passed before.
    func read(until condition: (String) -> Bool) -> Bool {
        let end = ContinuousClock.now + .seconds(30)
        while !condition(String(decoding: outText, as: UTF8.self)) {
            guard ContinuousClock.now < end, readSome() else { return condition(String(decoding: outText, as: UTF8.self)) }
        }
        return true
    }

    func finish() throws -> Result {
        let end = ContinuousClock.now + .seconds(30)
        while readSome() {
            if ContinuousClock.now > end {
                kill(pid, SIGKILL)
                Issue.record("zonectl did not end within 30 s")
            }
        }
        var status: Int32 = 0
        waitpid(pid, &status, 0)
        pid = 0
        // By hand: WIFEXITED and WEXITSTATUS are macros.
        let code = status & 0x7F == 0 ? (status >> 8) & 0xFF : -(status & 0x7F)
        return Result(code: code, out: String(decoding: outText, as: UTF8.self), errors: String(decoding: errorText, as: UTF8.self))
    }

    /// Waits for at most a second. False when both ends are closed.
    private func readSome() -> Bool {
        var polled = [pollfd(fd: out, events: Int16(POLLIN), revents: 0), pollfd(fd: errors, events: Int16(POLLIN), revents: 0)]
        poll(&polled, 2, 1000)
        var isOpen = false
        var buffer = [UInt8](repeating: 0, count: 65_536)
        for (index, entry) in polled.enumerated() {
            guard entry.revents != 0 else {
                isOpen = true
                continue
            }
            let count = Glibc.read(entry.fd, &buffer, buffer.count)
            if count > 0 {
                isOpen = true
                if index == 0 { outText += buffer[..<count] } else { errorText += buffer[..<count] }
            }
        }
        return isOpen
    }
}
