import Glibc
import Signing
import Testing
import ZoneModel

/// The key on disk: made once, for its owner alone, and never taken for what it is not.
@Suite struct FloorKeyFileTests {
    @Test func isMadeOnceAndKept() throws {
        let directory = try Directory()
        let file = FloorKeyFile(path: directory.file("floors.key"))
        #expect(cause { try file.read() } == .missing)
        let signer = try file.readOrCreate()
        var status = stat()
        #expect(stat(file.path, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
        #expect(try file.readOrCreate().key == signer.key)
        #expect(try FloorVerifier(signer.key).verifies(try file.read().sign([1, 2]), of: [1, 2]))
        #expect(access(file.path + ".new", F_OK) != 0)
        // It is what openssl(1) writes and reads.
        let text = directory.read("floors.key")
        #expect(text.hasPrefix("-----BEGIN PRIVATE KEY-----\n") && text.hasSuffix("-----END PRIVATE KEY-----\n"))
    }

    /// Half a key that a crash left beside it is no key.
    @Test func whatWasLeftHalfDoneIsReplaced() throws {
        let directory = try Directory()
        directory.write("-----BEGIN PRI", as: "floors.key.new", mode: 0o600)
        let file = FloorKeyFile(path: directory.file("floors.key"))
        #expect(try file.readOrCreate().key == file.read().key)
    }

    @Test(arguments: [0o644, 0o604, 0o620, 0o602, 0o666] as [mode_t])
    func othersMayNotTouchIt(mode: mode_t) throws {
        let directory = try Directory()
        let file = FloorKeyFile(path: directory.file("floors.key"))
        _ = try file.readOrCreate()
        chmod(file.path, mode)
        #expect(cause { try file.readOrCreate() } == .exposed)
        chmod(file.path, 0o440)
        #expect(throws: Never.self) { try file.read() }
    }

    static let p256 = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgAQEBAQEBAQEBAQEB
        AQEBAQEBAQEBAQEBAQEBAQEBAQGhRANCAARv8DskR/D3WwhAm/y1+ZMcDsV6aBS1
        """

    @Test(arguments: [
        "", "\n", "floor", "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n", p256, String(repeating: "x", count: 10_000),
    ])
    func whatIsNoKeyIsNotReplaced(text: String) throws {
        let directory = try Directory()
        directory.write(text, as: "floors.key", mode: 0o600)
        let file = FloorKeyFile(path: directory.file("floors.key"))
        let error = #expect(throws: SigningError.self) { try file.readOrCreate() }
        #expect(error?.cause == .notAKey)
        #expect(error?.message.contains(file.path) == true)
        #expect(directory.read("floors.key") == text)
    }

    /// A key of another kind, and one under a passphrase, made by openssl(1).
    @Test(arguments: [
        ("genpkey -algorithm ed448", "another kind"), ("genpkey -algorithm ed25519 -aes-256-cbc -pass pass:x", "no Ed25519 private key"),
    ])
    func otherKeys(arguments: String, says: String) throws {
        let directory = try Directory()
        let path = directory.file("floors.key")
        let pipe = try #require(popen("openssl \(arguments) -out '\(path)' 2>&1", "r"))
        try #require(pclose(pipe) == 0)
        chmod(path, 0o600)
        let error = #expect(throws: SigningError.self) { try FloorKeyFile(path: path).read() }
        #expect(error?.cause == .notAKey)
        #expect(error?.message.contains(says) == true, "\(error?.message ?? "")")
    }

    @Test func aDirectoryThatIsMissingIsNamed() throws {
        let directory = try Directory()
        let file = FloorKeyFile(path: directory.file("none/floors.key"))
        let error = #expect(throws: SigningError.self) { try file.readOrCreate() }
        #expect(error?.cause == .file)
        #expect(error?.message.contains("none/floors.key") == true)
    }

    private func cause(_ work: () throws -> FloorSigner) -> SigningError.Cause? {
        do {
            _ = try work()
            return nil
        } catch {
            return (error as? SigningError)?.cause
        }
    }
}

/// A directory under /tmp that goes with the test.
private final class Directory {
    let path: String

    init() throws {
        var template = Array("/tmp/signing-tests-XXXXXX".utf8CString)
        path = String(cString: try #require(mkdtemp(&template)))
    }

    deinit {
        for name in ["floors.key", "floors.key.new"] { unlink(file(name)) }
        rmdir(path)
    }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    func write(_ text: String, as name: String, mode: mode_t) {
        let descriptor = open(file(name), O_WRONLY | O_CREAT | O_TRUNC, mode)
        _ = Glibc.write(descriptor, text, text.utf8.count)
        close(descriptor)
        chmod(file(name), mode)
    }

    func read(_ name: String) -> String {
        let descriptor = open(file(name), O_RDONLY)
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 20_000)
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        return String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
    }
}
