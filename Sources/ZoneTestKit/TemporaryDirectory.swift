import Glibc

/// What went wrong in a test's own set-up.
public struct TestKitError: Error, CustomStringConvertible {
    public var description: String

    public init(_ description: String) { self.description = description }

    static func system(_ what: String, _ code: Int32 = errno) -> TestKitError {
        TestKitError("\(what): \(String(cString: strerror(code)))")
    }
}

/// A directory that goes with the test.
public final class TemporaryDirectory: Sendable {
    public let path: String

    public init() throws {
        var template = Array("/tmp/zone-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw TestKitError.system("mkdtemp") }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { Self.remove(path) }

    public func file(_ name: String) -> String { path + "/" + name }

    /// - Returns: the file's path.
    @discardableResult
    public func write(_ text: String, to name: String) throws -> String {
        try writeWhole(text, to: file(name))
        return file(name)
    }

    private static func remove(_ path: String) {
        if let directory = opendir(path) {
            var names: [String] = []
            while let entry = readdir(directory) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if name != ".", name != ".." { names.append(name) }
            }
            closedir(directory)
            for name in names where unlink("\(path)/\(name)") != 0 { remove("\(path)/\(name)") }
        }
        rmdir(path)
    }
}

func writeWhole(_ text: String, to path: String) throws {
    guard let file = fopen(path, "we") else { throw TestKitError.system(path) }
    defer { fclose(file) }
    let bytes = Array(text.utf8)
    guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw TestKitError.system(path) }
}

/// Asks again and again, for at most so long: a bound for what should come soon, never a measure of how soon.
public func waitUntil(seconds: Double, _ condition: () throws -> Bool) rethrows -> Bool {
    let end = ContinuousClock.now + .seconds(seconds)
    while true {
        if try condition() { return true }
        if ContinuousClock.now >= end { return try condition() }
        usleep(5000)
    }
}
