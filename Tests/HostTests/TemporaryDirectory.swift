import Glibc
import Testing

/// A directory under /tmp that goes with its last reference.
final class TemporaryDirectory: Sendable {
    let path: String

    init() throws {
        var template = Array("/tmp/host-tests-XXXXXX".utf8CString)
        path = String(cString: try #require(mkdtemp(&template)))
    }

    /// - Returns: the file's path, whether it was written or is only a name.
    func write(_ text: String?, as name: String) throws -> String { try write(text.map { Array($0.utf8) }, as: name) }

    func write(_ bytes: [UInt8]?, as name: String) throws -> String {
        let file = "\(path)/\(name)"
        guard let bytes else { return file }
        let fd = open(file, O_CREAT | O_WRONLY | O_TRUNC, 0o600)
        try #require(fd >= 0)
        defer { close(fd) }
        try #require(Glibc.write(fd, bytes, bytes.count) == bytes.count)
        return file
    }

    func makeDirectory(_ name: String) throws -> String {
        try #require(mkdir("\(path)/\(name)", 0o700) == 0)
        return "\(path)/\(name)"
    }

    deinit { TemporaryDirectory.remove(path) }

    private static func remove(_ path: String) {
        if let directory = opendir(path) {
            while let entry = readdir(directory) {
                let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
                if name != ".", name != ".." { remove("\(path)/\(name)") }
            }
            closedir(directory)
        }
        _ = Glibc.remove(path)
    }
}
