import Glibc

/// Small files that are read and written whole.
enum WholeFile {
    /// Nil where there is none. At most `bytesMax` are read: a longer file is not one of ours.
    static func read(_ path: String, bytesMax: Int) throws(StorageError) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw StorageError(path: path, call: "open", systemError: errno)
        }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: bytesMax)
        var count = 0
        while count < bytesMax {
            let got = bytes.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress?.advanced(by: count), bytesMax - count) }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw StorageError(path: path, call: "read", systemError: errno) }
            if got == 0 { break }
            count += got
        }
        return Array(bytes[..<count])
    }

    /// The old content or the new, never a mixture, through kill and power cut: written beside it, flushed, renamed over it.
    static func replace(_ path: String, with bytes: [UInt8]) throws(StorageError) {
        let beside = path + ".new"
        let descriptor = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw StorageError(path: beside, call: "open", systemError: errno) }
        var failure = write(bytes, to: descriptor, at: 0, path: beside)
        if failure == nil, fsync(descriptor) != 0 { failure = StorageError(path: beside, call: "fsync", systemError: errno) }
        close(descriptor)
        if failure == nil, rename(beside, path) != 0 { failure = StorageError(path: path, call: "rename", systemError: errno) }
        if let failure {
            unlink(beside)
            throw failure
        }
        try synchroniseDirectory(of: path)
    }

    /// - Returns: why not all of it was written; nil: it was.
    static func write(_ bytes: [UInt8], to descriptor: Int32, at offset: Int, path: String) -> StorageError? {
        var done = 0
        while done < bytes.count {
            let put = bytes.withUnsafeBytes { pwrite(descriptor, $0.baseAddress?.advanced(by: done), bytes.count - done, offset + done) }
            if put < 0, errno == EINTR { continue }
            guard put > 0 else { return StorageError(path: path, call: "write", systemError: put < 0 ? errno : ENOSPC) }
            done += put
        }
        return nil
    }
}
