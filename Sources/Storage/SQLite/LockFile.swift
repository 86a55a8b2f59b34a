import Glibc

/// Keeps a second process (or a second object in this one) from a database. flock(2) ends with the process, however it ends,
/// and unlike SQLite's own locks it holds on while a corrupt file is exchanged for a new one.
final class LockFile {
    private let descriptor: Int32

    /// - Throws: `locked`, naming the holder's process id.
    init(path: String) throws(StorageError) {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw StorageError(path: path, call: "open", systemError: errno) }
        guard LockFile.take(descriptor) else {
            let code = errno
            let holder = LockFile.holder(descriptor)
            close(descriptor)
            guard code == EWOULDBLOCK else { throw StorageError(path: path, call: "flock", systemError: code) }
            let detail = holder.map { "process \($0) has it" } ?? "another process has it"
            throw StorageError(path: path, operation: "flock", cause: .locked, detail: detail)
        }
        // For the message above only, so a disk too full to hold it is no failure.
        let text = Array("\(getpid())\n".utf8)
        if ftruncate(descriptor, 0) == 0 { _ = pwrite(descriptor, text, text.count, 0) }
    }

    deinit { close(descriptor) }

    /// A lock outlives its release for a moment where a child process that is being started still has the descriptor, until its exec
    /// closes it. So one that is held is asked for again, for half a second.
    private static func take(_ descriptor: Int32) -> Bool {
        for _ in 0..<50 {
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
            guard errno == EWOULDBLOCK || errno == EINTR else { return false }
            usleep(10_000)
        }
        return flock(descriptor, LOCK_EX | LOCK_NB) == 0
    }

    private static func holder(_ descriptor: Int32) -> Int32? {
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        guard count > 0 else { return nil }
        return Int32(String(decoding: bytes[..<count], as: UTF8.self).prefix { $0.isNumber })
    }
}
