import Glibc

/// The bytes of a config file: a regular file of at most `TomlNode.fileBytesMax`, whatever else stands under its name.
func readFile(_ path: String) throws(Problem) -> [UInt8] {
    let place = Place(file: path, line: 0, column: 0)
    let fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard fd >= 0 else { throw Problem(place, "cannot be read: \(String(cString: strerror(errno)))") }
    defer { close(fd) }
    var status = stat()
    guard fstat(fd, &status) == 0 else { throw Problem(place, "cannot be read: \(String(cString: strerror(errno)))") }
    guard status.st_mode & S_IFMT == S_IFREG else { throw Problem(place, "is not a regular file") }
    guard status.st_size <= TomlNode.fileBytesMax else {
        throw Problem(place, "has \(status.st_size) bytes; a config has at most \(TomlNode.fileBytesMax)")
    }
    var bytes = [UInt8](repeating: 0, count: TomlNode.fileBytesMax + 1)
    var filled = 0
    while filled < bytes.count {
        let got = bytes.withUnsafeMutableBytes { read(fd, $0.baseAddress?.advanced(by: filled), $0.count - filled) }
        if got < 0, errno == EINTR { continue }
        guard got >= 0 else { throw Problem(place, "cannot be read: \(String(cString: strerror(errno)))") }
        if got == 0 { break }
        filled += got
    }
    guard filled <= TomlNode.fileBytesMax else { throw Problem(place, "has more than \(TomlNode.fileBytesMax) bytes") }
    return Array(bytes[..<filled])
}
