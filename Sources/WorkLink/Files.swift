import Glibc

/// All of a small file; nil where it cannot be read or is larger.
func contents(of path: String, bytesMax: Int) -> [UInt8]? {
    // Not blocking: a FIFO without a writer must not hold up the loop.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var portion = [UInt8](repeating: 0, count: 65_536)
    while true {
        let count = read(descriptor, &portion, portion.count)
        if count < 0, errno == EINTR { continue }
        guard count >= 0 else { return nil }
        if count == 0 { return bytes }
        bytes += portion[..<count]
        guard bytes.count <= bytesMax else { return nil }
    }
}
