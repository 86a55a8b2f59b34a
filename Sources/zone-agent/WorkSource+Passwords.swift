import Glibc
import ZoneModel

/// Passwords that stand in files.
extension WorkSource {
    static func withPasswords(_ pools: [PoolConfiguration]) throws(StartError) -> [PoolConfiguration] {
        var read = pools
        for index in read.indices {
            guard let path = read[index].passwordFile else { continue }
            read[index].password = try password(at: path, of: "a [[pool]]")
        }
        return read
    }

    /// The file's first line.
    static func password(at path: String, of whom: String) throws(StartError) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw StartError(description: "\(path): \(String(cString: strerror(errno))); it is password_file of \(whom)")
        }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 512)
        let count = read(descriptor, &bytes, bytes.count)
        let line = bytes.prefix(max(count, 0)).prefix { $0 != 0x0A && $0 != 0x0D }
        guard count >= 0, line.count <= 256, let text = String(validating: line, as: UTF8.self), text.utf8.allSatisfy({ $0 >= 0x20 }) else {
            throw StartError(description: "\(path): must hold one line of at most 256 bytes; it is password_file of \(whom)")
        }
        return text
    }
}
