import Glibc

/// A file of the config that zonectl writes: whole or not at all.
enum DropIn {
    /// - Returns: why it could not be written.
    static func write(_ text: String, to path: String) -> String? {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        if mkdir(folder, 0o755) != 0, errno != EEXIST { return "\(folder): \(String(cString: strerror(errno)))" }
        // Not *.toml: an agent that reads the folder meanwhile passes it by.
        let draft = path + ".new"
        let file = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard file >= 0 else { return String(cString: strerror(errno)) }
        var failure: String?
        var bytes = Array(text.utf8)[...]
        while failure == nil, !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count > 0 { bytes = bytes.dropFirst(count) } else if errno != EINTR { failure = String(cString: strerror(errno)) }
        }
        if failure == nil, fsync(file) != 0 { failure = String(cString: strerror(errno)) }
        if close(file) != 0, failure == nil { failure = String(cString: strerror(errno)) }
        if failure == nil, rename(draft, path) != 0 { failure = String(cString: strerror(errno)) }
        if failure != nil { unlink(draft) }
        return failure
    }
}
