import COpenSSL
import Glibc

/// The private key on disk: PEM (PKCS #8, as `openssl genpkey -algorithm ed25519` writes it), for its owner alone.
public struct FloorKeyFile: Sendable {
    public let path: String
    /// Kept in PEM it takes 119 bytes.
    private static let bytesMax = 4096

    public init(path: String) { self.path = path }

    /// The key that is there, or a new one, which is on disk when this returns.
    public func readOrCreate() throws(SigningError) -> FloorSigner {
        do throws(SigningError) {
            return try read()
        } catch {
            guard error.cause == .missing else { throw error }
            return try create()
        }
    }

    /// - Throws: `missing`, `exposed`, `notAKey`, `file`.
    public func read() throws(SigningError) -> FloorSigner {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { throw SigningError(.missing, "\(path): there is no key yet") }
            throw failure("open")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure("stat") }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_size <= FloorKeyFile.bytesMax else { throw notAKey("it is no small file") }
        // A group that may read is allowed: systemd hands credentials over with an access list, which shows as the group's right.
        guard status.st_mode & (S_IWGRP | S_IRWXO) == 0 else {
            throw SigningError(
                .exposed, "\(path): others than its owner can read or change the key; chmod 600 it, or better make a new one")
        }
        var bytes = [UInt8](repeating: 0, count: FloorKeyFile.bytesMax)
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        guard count >= 0 else { throw failure("read") }
        return try parse(Array(bytes.prefix(count)))
    }

    private func parse(_ pem: [UInt8]) throws(SigningError) -> FloorSigner {
        guard let source = BIO_new(BIO_s_mem()) else { throw .library("\(path)") }
        defer { BIO_free(source) }
        guard BIO_write(source, pem, Int32(pem.count)) == Int32(pem.count) else { throw notAKey("it is empty") }
        // A key under a passphrase would else ask for it at the terminal.
        guard let handle = PEM_read_bio_PrivateKey(source, nil, { _, _, _, _ in -1 }, nil) else { throw notAKey(lastComplaint()) }
        guard EVP_PKEY_get_id(handle) == EVP_PKEY_ED25519 else {
            EVP_PKEY_free(handle)
            throw notAKey("it is a key of another kind")
        }
        return try FloorSigner(owning: handle)
    }

    private func create() throws(SigningError) -> FloorSigner {
        let signer = try FloorSigner()
        let beside = path + ".new"
        // What a crash left beside it was never the key.
        unlink(beside)
        let descriptor = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw failure("make") }
        defer { close(descriptor) }
        let pem = try text(of: signer)
        guard write(descriptor, pem, pem.count) == pem.count, fsync(descriptor) == 0, link(beside, path) == 0 else {
            let error = failure("make")
            unlink(beside)
            throw error
        }
        unlink(beside)
        try synchroniseDirectory()
        return signer
    }

    private func text(of signer: FloorSigner) throws(SigningError) -> [UInt8] {
        guard let sink = BIO_new(BIO_s_mem()) else { throw .library("\(path)") }
        defer { BIO_free(sink) }
        guard PEM_write_bio_PrivateKey(sink, signer.handle, nil, nil, 0, nil, nil) == 1 else { throw .library("\(path)") }
        var bytes = [UInt8](repeating: 0, count: FloorKeyFile.bytesMax)
        let count = BIO_read(sink, &bytes, Int32(bytes.count))
        guard count > 0 else { throw .library("\(path)") }
        return Array(bytes.prefix(Int(count)))
    }

    private func synchroniseDirectory() throws(SigningError) {
        let directory = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("open the directory of") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw failure("flush the directory of") }
    }

    private func failure(_ call: String) -> SigningError {
        SigningError(.file, "cannot \(call) \(path): \(String(cString: strerror(errno)))")
    }

    private func notAKey(_ why: String) -> SigningError {
        SigningError(.notAKey, "\(path) holds no Ed25519 private key in PEM: \(why)")
    }
}
