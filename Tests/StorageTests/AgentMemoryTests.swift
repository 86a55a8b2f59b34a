import Storage
import Testing
import ZoneModel

@Suite struct AgentMemoryTests {
    static let images = [
        AgentMemoryImage(),
        AgentMemoryImage(lastGrant: GrantID(epoch: 5, generation: 118), floor: .watts(60.125)),
        AgentMemoryImage(
            lastGrant: GrantID(epoch: UInt64(Int64.max), generation: 1), floor: .zero,
            hold: .init(ceiling: .watts(10), reason: "smoke in rack \"3\"\n„now“", uid: 1000, since: start)),
        AgentMemoryImage(
            hold: .init(ceiling: .zero, reason: "assumed", uid: nil, since: start, isSinceTrusted: true, length: .milliseconds(7_200_001)),
            maintenance: [
                Name("psu-0")!: Maintenance(reason: "a fan rattles", uid: 0, since: start),
                Name("psu-1")!: Maintenance(reason: "„new“\npaste", uid: UInt32.max, since: start),
            ]),
    ]

    @Test(arguments: images)
    func comesBack(image: AgentMemoryImage) throws {
        let directory = try TemporaryDirectory()
        let memory = AgentMemory(path: directory.file("memory"))
        #expect(memory.recall() == .none)
        try memory.store(AgentMemoryImage(lastGrant: GrantID(epoch: 1, generation: 1)))
        try memory.store(image)
        #expect(memory.recall() == .whole(image))
        #expect(directory.names == ["memory"])
    }

    /// Any flipped byte and any cut is noticed; nothing is ever half believed.
    @Test(arguments: images.suffix(2))
    func damageIsLost(image: AgentMemoryImage) throws {
        let directory = try TemporaryDirectory()
        let memory = AgentMemory(path: directory.file("memory"))
        try memory.store(image)
        let bytes = readFile(memory.path)
        for index in bytes.indices {
            var damaged = bytes
            damaged[index] ^= 0x08
            writeFile(memory.path, damaged)
            guard case .lost(let reason) = memory.recall() else { return #expect(Bool(false), "byte \(index)") }
            #expect(reason.contains(memory.path))
            writeFile(memory.path, Array(bytes.prefix(index)))
            guard case .lost = memory.recall() else { return #expect(Bool(false), "cut at \(index)") }
        }
        for other in [[], [10, 10, 10], [UInt8](repeating: 0, count: 100_000)] {
            writeFile(memory.path, other)
            guard case .lost = memory.recall() else { return #expect(Bool(false)) }
        }
        try memory.store(Self.images[1])
        #expect(memory.recall() == .whole(Self.images[1]))
    }

    @Test func aDirectoryThatIsMissingIsNamed() throws {
        let directory = try TemporaryDirectory()
        let memory = AgentMemory(path: directory.file("none/memory"))
        #expect(memory.recall() == .none)
        let error = #expect(throws: StorageError.self) { try memory.store(AgentMemoryImage()) }
        #expect(error?.cause == .directoryMissing)
    }
}
