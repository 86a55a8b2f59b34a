import Glibc
import Testing

@testable import Host

@Suite struct HostIdentityTests {
    static let id = "0123456789abcdef0123456789abcdef"

    struct Case: Sendable {
        var name: String
        /// Contents; nil: no such file.
        var system: String?
        var own: String?
        /// nil: a new one.
        var expected: String?
    }

    static let cases: [Case] = [
        Case(name: "the system's", system: id + "\n", own: nil, expected: id),
        Case(name: "the system's before ours", system: id, own: String(repeating: "a", count: 32), expected: id),
        Case(name: "ours where the system has none", system: nil, own: id + "\n", expected: id),
        Case(name: "ours before the first boot is done", system: "uninitialized\n", own: id, expected: id),
        Case(name: "none yet", system: nil, own: nil, expected: nil),
        Case(name: "empty, by a crash", system: "", own: "", expected: nil),
        Case(name: "cut short", system: nil, own: "0123", expected: nil),
        Case(name: "not hexadecimal", system: nil, own: String(repeating: "x", count: 32), expected: nil),
    ]

    @Test(arguments: cases)
    func everyStartFindsAnIdentityAndKeepsIt(example: Case) throws {
        let directory = try TemporaryDirectory()
        let system = try directory.write(example.system, as: "etc-machine-id")
        _ = try directory.write(example.own, as: "machine-id")
        let first = try HostIdentity.readMachineID(system: system, stateDirectory: directory.path)
        let second = try HostIdentity.readMachineID(system: system, stateDirectory: directory.path)
        #expect(first.utf8.count == 32)
        #expect(first == second, "\(example.name)")
        if let expected = example.expected { #expect(first == expected, "\(example.name)") }
    }

    @Test func aDirectoryThatCannotBeWrittenIsNamed() {
        let error = #expect(throws: HostError.self) {
            try HostIdentity.readMachineID(system: "/nonexistent", stateDirectory: "/nonexistent/state")
        }
        #expect(error?.message.contains("/nonexistent/state/machine-id cannot be written") == true)
    }

    @Test func everyRunHasABootOfItsOwn() throws {
        let directory = try TemporaryDirectory()
        let (first, second) = (try HostIdentity(stateDirectory: directory.path), try HostIdentity(stateDirectory: directory.path))
        #expect(first.machineID == second.machineID)
        #expect(first.bootID != second.bootID)
    }
}
