import Glibc
import Testing

@testable import Host

@Suite struct StateDirectoryTests {
    @Test func isMadeAndHeldByOne() throws {
        let directory = try TemporaryDirectory()
        let path = "\(directory.path)/a/b/state"
        var first: StateDirectory? = try StateDirectory(path: path)
        #expect(first?.path == path)
        let error = #expect(throws: HostError.self) { try StateDirectory(path: path) }
        #expect(error?.message == "state_directory \(path): another process holds it; two daemons must not share one")
        first = nil
        _ = try StateDirectory(path: path)
    }

    @Test func twoDirectoriesAreHeldApart() throws {
        let directory = try TemporaryDirectory()
        let (first, second) = (try StateDirectory(path: "\(directory.path)/a"), try StateDirectory(path: "\(directory.path)/b"))
        #expect(first.path != second.path)
    }

    @Test func whatCannotBeMadeIsNamed() throws {
        let directory = try TemporaryDirectory()
        let file = try directory.write("x", as: "file")
        let inFile = #expect(throws: HostError.self) { try StateDirectory(path: "\(file)/state") }
        #expect(inFile?.message.hasPrefix("state_directory \(file)/state: cannot make \(file)/state: ") == true, "\(inFile?.message ?? "")")
        let isFile = #expect(throws: HostError.self) { try StateDirectory(path: file) }
        #expect(isFile?.message.contains("cannot write \(file)/lock: Not a directory") == true, "\(isFile?.message ?? "")")
    }
}
