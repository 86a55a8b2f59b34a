import Glibc
import ZoneModel

/// A daemon of the trial, in a process group of its own: Ctrl-C reaches the trial alone, which then stops it in order.
final class TrialDaemon {
    let program: String
    let process: pid_t
    private let logPath: String
    /// Once it was reaped its process id may be another's.
    private var endStatus: Int32?

    /// - Parameters:
    ///   - without: variables that it must not inherit.
    init(_ program: String, arguments: [String], log: String, without: Set<String> = []) throws(TrialError) {
        self.program = program
        logPath = log
        let folder = ownPath().split(separator: "/").dropLast().joined(separator: "/")
        let path = "/\(folder)/\(program)"
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK))
        var argv: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
        var envp: [UnsafeMutablePointer<CChar>?] = TrialDaemon.environment(without: without).map { strdup($0) } + [nil]
        defer { (argv + envp).forEach { free($0) } }
        var process = pid_t()
        let status = posix_spawn(&process, path, &actions, &attributes, &argv, &envp)
        guard status == 0 else { throw TrialError(description: "\(path): \(String(cString: strerror(status)))") }
        self.process = process
    }

    private static func environment(without: Set<String>) -> [String] {
        var variables: [String] = []
        var next = environ
        while let pointer = next.pointee {
            let variable = String(cString: pointer)
            if !without.contains(String(variable.prefix { $0 != "=" })) { variables.append(variable) }
            next += 1
        }
        return variables
    }

    /// Its wait status, if it has ended.
    func ended() -> Int32? {
        if let endStatus { return endStatus }
        var status: Int32 = 0
        if waitpid(process, &status, WNOHANG) == process { endStatus = status }
        return endStatus
    }

    /// SIGTERM, and SIGKILL to one that does not obey within 3 s.
    ///
    /// - Returns: how long it took, or what was wrong with its end.
    func stop() -> Result<Duration, TrialError> {
        let start = ContinuousClock.now
        if ended() == nil { kill(process, SIGTERM) }
        while ContinuousClock.now - start < .seconds(3) {
            if let status = ended() {
                guard status == 0 else {
                    return .failure(TrialError(description: "\(program) ended with \(TrialDaemon.spell(status))\n\(tail())"))
                }
                return .success(ContinuousClock.now - start)
            }
            usleep(5000)
        }
        kill(process, SIGKILL)
        waitpid(process, nil, 0)
        return .failure(TrialError(description: "\(program) did not stop within 3 s and was killed\n\(tail())"))
    }

    static func spell(_ status: Int32) -> String { status & 0x7F == 0 ? "exit status \((status >> 8) & 0xFF)" : "signal \(status & 0x7F)" }

    /// The last lines of its log.
    func tail() -> String {
        guard let file = fopen(logPath, "r") else { return "" }
        defer { fclose(file) }
        fseek(file, 0, SEEK_END)
        fseek(file, max(0, ftell(file) - 2000), SEEK_SET)
        var bytes = [UInt8](repeating: 0, count: 2000)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n").suffix(8).map { "  \($0)" }.joined(separator: "\n")
    }
}
