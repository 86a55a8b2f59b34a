import Glibc

/// The daemon's state directory, made if need be and held by one process at a time.
public final class StateDirectory: Sendable {
    public let path: String
    private let lock: Int32

    /// - Throws: `HostError` where it cannot be made or written, or where another process holds it.
    public init(path: String) throws(HostError) {
        self.path = path
        try StateDirectory.make(path)
        lock = try StateDirectory.hold("\(path)/lock", of: path)
    }

    /// The directory without the lock: for what is put into it while a daemon may run.
    public static func make(_ path: String) throws(HostError) {
        var made = ""
        for part in path.split(separator: "/") {
            made += "/\(part)"
            guard mkdir(made, 0o750) == 0 || errno == EEXIST || errno == EISDIR || errno == EROFS else {
                throw HostError("state_directory \(path): cannot make \(made): \(String(cString: strerror(errno)))")
            }
        }
    }

    private static func hold(_ file: String, of path: String) throws(HostError) -> Int32 {
        let lock = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0 else {
            throw HostError(
                "state_directory \(path): cannot write \(file): \(String(cString: strerror(errno))); it must be the daemon's own")
        }
        guard take(lock) else {
            close(lock)
            throw HostError("state_directory \(path): another process holds it; two daemons must not share one")
        }
        return lock
    }

    /// For half a second: a daemon that is just ending still has it.
    private static func take(_ lock: Int32) -> Bool {
        for _ in 0..<50 {
            if flock(lock, LOCK_EX | LOCK_NB) == 0 { return true }
            guard errno == EWOULDBLOCK || errno == EINTR else { return false }
            usleep(10_000)
        }
        return flock(lock, LOCK_EX | LOCK_NB) == 0
    }

    deinit { close(lock) }
}
