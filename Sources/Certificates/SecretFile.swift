import Glibc

/// A small file that its owner alone may read: a key, or what belongs to one. Written whole or not at all.
public struct SecretFile: Sendable {
    public let path: String
    /// A key and a chain of a few certificates.
    static let bytesMax = 256 << 10

    public init(path: String) { self.path = path }

    /// - Parameter isSecret: false: others may read it, and nobody but the owner may change it.
    /// - Throws: `missing`, `exposed`, `unusable`, `file`.
    public func read(isSecret: Bool = true) throws(CertificateError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { throw CertificateError(.missing, "\(path): there is no such file") }
            throw .system("open", path)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .system("look at", path) }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_size <= SecretFile.bytesMax else {
            throw CertificateError(.unusable, "\(path): it is no small file")
        }
        // A group that may read is allowed: systemd hands credentials over with an access list, which shows as the group's right.
        guard status.st_mode & (isSecret ? S_IWGRP | S_IRWXO : S_IWGRP | S_IWOTH) == 0 else {
            throw CertificateError(
                .exposed,
                "\(path): others than its owner can \(isSecret ? "read or " : "")change it; chmod 600 it, or better make a new one")
        }
        var bytes: [UInt8] = []
        var portion = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = Glibc.read(descriptor, &portion, portion.count)
            guard count >= 0 else { throw .system("read", path) }
            guard count > 0, bytes.count <= SecretFile.bytesMax else { return bytes }
            bytes += portion[..<count]
        }
    }

    /// On disk when it returns, with mode 0600, for the owner of its directory: a root that enrols a host must not take the file away from the daemon.
    public func write(_ bytes: [UInt8]) throws(CertificateError) {
        let beside = path + ".new"
        // What a crash left beside it was never the file.
        unlink(beside)
        let descriptor = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .system("make", beside) }
        defer { close(descriptor) }
        var isDone = false
        defer { if !isDone { unlink(beside) } }
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else { throw .system("write", beside) }
        try give(descriptor)
        guard fsync(descriptor) == 0, rename(beside, path) == 0 else { throw .system("write", path) }
        isDone = true
        try flushDirectory()
    }

    private var directory: String { path.lastIndex(of: "/").map { String(path[...$0]) } ?? "." }

    private func give(_ descriptor: Int32) throws(CertificateError) {
        var status = stat()
        guard geteuid() == 0, stat(directory, &status) == 0, status.st_uid != 0 else { return }
        guard fchown(descriptor, status.st_uid, status.st_gid) == 0 else { throw .system("give away", path) }
    }

    private func flushDirectory() throws(CertificateError) {
        let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system("open", directory) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw .system("flush", directory) }
    }
}
