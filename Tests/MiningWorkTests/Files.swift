import Glibc
import Testing

func bytes(of path: String) throws -> [UInt8] {
    let file = try #require(fopen(path, "r"), "\(path): \(String(cString: strerror(errno)))")
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 4 << 20)
    let count = fread(&bytes, 1, bytes.count, file)
    return Array(bytes.prefix(count))
}
