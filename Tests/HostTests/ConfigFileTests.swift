import Glibc
import Testing
import ZoneModel

@testable import Host

/// The files themselves: whatever stands under a config's name, and what drop-ins do.
@Suite struct ConfigFileTests {
    static let text = AgentFileTests.head + AgentFileTests.rig

    private func mistake(_ path: String) -> String? {
        do throws(ConfigurationErrors) {
            _ = try loadAgentConfiguration(path: path)
            return nil
        } catch {
            return error.description
        }
    }

    struct Bytes: Sendable {
        var name: String
        var bytes: [UInt8]
        /// nil: it is read.
        var says: String?
    }

    static let contents: [Bytes] = [
        Bytes(name: "as written", bytes: Array(text.utf8), says: nil),
        Bytes(name: "with a byte order mark", bytes: [0xEF, 0xBB, 0xBF] + Array(text.utf8), says: nil),
        Bytes(name: "UTF-16", bytes: [0xFF, 0xFE] + text.utf8.flatMap { [$0, 0] }, says: ": is not a text file in UTF-8"),
        Bytes(name: "Latin-1", bytes: Array("# 80 \u{B0}C".unicodeScalars.map { UInt8($0.value) }), says: ": is not a text file in UTF-8"),
        Bytes(name: "zeros", bytes: [UInt8](repeating: 0, count: 4096), says: ":1:1: "),
        Bytes(
            name: "an executable", bytes: [0x7F, 0x45, 0x4C, 0x46, 0x02, 0x01, 0x01, 0, 0xC3, 0x28], says: ": is not a text file in UTF-8"),
        Bytes(name: "empty", bytes: [], says: ":1:1: \"zone\" is missing"),
        Bytes(
            name: "1 MiB and a byte", bytes: [UInt8](repeating: 0x23, count: (1 << 20) + 1),
            says: ": has 1048577 bytes; a config has at most 1048576"),
    ]

    @Test(arguments: contents)
    func onlyTextIsRead(example: Bytes) throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write(example.bytes, as: "agent.toml")
        guard let says = example.says else {
            #expect(mistake(path) == nil, "\(example.name)")
            return
        }
        #expect(mistake(path)?.hasPrefix("\(path)\(says)") == true, "\(example.name): \(mistake(path) ?? "taken")")
    }

    @Test func aHugeFileIsNotRead() throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write("", as: "agent.toml")
        try #require(truncate(path, 100 << 20) == 0)
        #expect(mistake(path) == "\(path): has 104857600 bytes; a config has at most 1048576")
    }

    @Test func whatIsNoFileIsNamed() throws {
        let directory = try TemporaryDirectory()
        let folder = try directory.makeDirectory("folder.toml")
        #expect(mistake(folder) == "\(folder): is not a regular file")
        let pipe = "\(directory.path)/pipe.toml"
        try #require(mkfifo(pipe, 0o600) == 0)
        #expect(mistake(pipe) == "\(pipe): is not a regular file", "and nobody waits for its writer")
        #expect(mistake("/dev/zero") == "/dev/zero: is not a regular file")
        #expect(mistake("\(directory.path)/none.toml") == "\(directory.path)/none.toml: cannot be read: No such file or directory")
    }

    @Test(.enabled(if: geteuid() != 0, "root reads everything"))
    func anUnreadableFileIsNamed() throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write(Self.text, as: "agent.toml")
        try #require(chmod(path, 0) == 0)
        #expect(mistake(path) == "\(path): cannot be read: Permission denied")
    }

    // MARK: Drop-ins

    private func directory(_ dropIns: [String: String]) throws -> (TemporaryDirectory, String) {
        let directory = try TemporaryDirectory()
        let path = try directory.write(Self.text, as: "agent.toml")
        _ = try directory.makeDirectory("agent.conf.d")
        for (name, text) in dropIns { _ = try directory.write(text, as: "agent.conf.d/\(name)") }
        return (directory, path)
    }

    @Test func aLaterKeyWins() throws {
        let (directory, path) = try directory([
            "10-a.toml": "quota = \"3 kW\"\nfloor = \"1 kW\"\n[control]\nramp = \"5 %/min\"\n", "20-b.toml": "quota = \"2 kW\"\n",
            "30-c.toml": "[control]\nguard_sigmas = 4\n", ".40-hidden.toml": "quota = \"9 kW\"\n", "50-d.toml.orig": "no toml",
        ])
        let configuration = try loadAgentConfiguration(path: path).configuration
        #expect(configuration.quota == .kilowatts(2))
        #expect(configuration.floor == .kilowatts(1))
        #expect(configuration.control.rampPerMinute == 0.05)
        #expect(configuration.control.guardSigmas == 4)
        withExtendedLifetime(directory) {}
    }

    @Test func rigsAreMergedByName() throws {
        let (directory, path) = try directory([
            "a.toml": "[[rig]]\nname = \"psu-0\"\nidle = \"60 W\"\n[[rig]]\nname = \"psu-1\"\nnameplate = \"2 kW\"\n"
        ])
        let rigs = try loadAgentConfiguration(path: path).configuration.rigs
        #expect(rigs.map(\.name.text) == ["psu-0", "psu-1"])
        #expect(rigs.map(\.nameplate) == [.kilowatts(1), .kilowatts(2)])
        #expect(rigs.first?.idle == .watts(60))
        withExtendedLifetime(directory) {}
    }

    @Test func aMistakeIsNamedWhereItStands() throws {
        let (directory, path) = try directory(["a.toml": "# mine\nquota = 5\n"])
        #expect(mistake(path)?.hasPrefix("\(directory.path)/agent.conf.d/a.toml:2:9: \"quota\"") == true, "\(mistake(path) ?? "taken")")
    }

    @Test func aDropInFolderThatIsNoneIsNamed() throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write(Self.text, as: "agent.toml")
        let folder = try directory.write("", as: "agent.conf.d")
        #expect(mistake(path) == "\(folder): cannot be read: Not a directory")
    }
}
