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
        AgentMemoryImage(
            lastGrant: GrantID(epoch: 5, generation: 1), hold: .init(ceiling: .zero, reason: "r", uid: 1, since: start),
            maintenance: [Name("psu-0")!: Maintenance(reason: "a fan", uid: 0, since: start)],
            schedule: SignedSchedule(
                try! FloorSchedule(
                    id: "2026-03-20t10-7", start: start, slot: .seconds(900),
                    floors: (0..<FloorSchedule.slotsMax).map { Power(milliwatts: Power.maximum.milliwatts - Int64($0)) }),
                FloorSignature(bytes: (0..<64).map { UInt8($0) })!),
            emergency: KeptEmergency(
                EmergencyCut(
                    ceiling: .watts(60.001), endsAt: BootInstant(nanoseconds: .max), wallEnd: later(.seconds(3600)),
                    remaining: QuotaGrant.emergencyMax, isWallTrusted: true, reason: "„Frequenz“\n49.1", order: "E-7"),
                boot: "c0ffee00-0000-4000-8000-000000000001")),
        AgentMemoryImage(
            schedule: SignedSchedule(
                try! FloorSchedule(id: "a", start: start, slot: .seconds(1), floors: [.zero]),
                FloorSignature(bytes: .init(repeating: 255, count: 64))!),
            emergency: KeptEmergency(
                EmergencyCut(
                    ceiling: .zero, endsAt: BootInstant(nanoseconds: 0), wallEnd: WallInstant(milliseconds: 0), remaining: .zero,
                    isWallTrusted: false, reason: nil, order: nil), boot: "")),
    ]

    /// `memory-1` was written by the release before schedules: nothing of it is lost, and the next write brings it up.
    @Test func aFileOfTheFirstVersion() throws {
        let directory = try TemporaryDirectory()
        let memory = AgentMemory(path: directory.file("memory"))
        writeFile(memory.path, readFile(LedgerOrdersTests.fixtures + "/memory-1"))
        guard case .whole(let image) = memory.recall() else { return #expect(Bool(false), "\(memory.recall())") }
        #expect(image.lastGrant == GrantID(epoch: 3, generation: 118))
        #expect(image.floor == .watts(60.125))
        let hold = try #require(image.hold)
        #expect(hold.ceiling == .watts(10) && hold.reason == "smoke in rack \"3\"" && hold.uid == 1000 && hold.length == nil)
        #expect(image.schedule == nil && image.emergency == nil && image.maintenance.isEmpty)
        try memory.store(image)
        #expect(memory.recall() == .whole(image))
        #expect(String(decoding: readFile(memory.path), as: UTF8.self).hasPrefix("{\"version\":2,"))
    }

    /// A line that this release does not know may be one that holds the host down.
    @Test(arguments: ["{\"limit_w\":5}", "{}", "{\"schedule_id\":\"a\"}", "{\"version\":3}"])
    func whatIsNotUnderstoodIsLost(line: String) throws {
        let directory = try TemporaryDirectory()
        let memory = AgentMemory(path: directory.file("memory"))
        for version in ["2", "3"] {
            let head = "{\"version\":\(version),\"epoch\":1,\"generation\":1}\n"
            let text = version == "2" ? head + line + "\n" : head
            writeFile(memory.path, Array("\(text)\(String(crc32(Array(text.utf8)), radix: 16))\n".utf8))
            guard case .lost(let reason) = memory.recall() else { return #expect(Bool(false), "version \(version): \(line)") }
            #expect(!reason.contains("checksum"), "\(reason)")
        }
        let text = "{\"version\":2,\"epoch\":1,\"generation\":1}\n"
        writeFile(memory.path, Array("\(text)\(String(crc32(Array(text.utf8)), radix: 16))\n".utf8))
        #expect(memory.recall() == .whole(AgentMemoryImage(lastGrant: GrantID(epoch: 1, generation: 1))))
    }

    /// Whatever people write as a reason, it is read back, shortened at most.
    @Test(arguments: ["👩‍👩‍👧‍👦", "\u{1}", "e\u{301}", "\\"])
    func aLongReasonIsShortened(piece: String) throws {
        let directory = try TemporaryDirectory()
        let memory = AgentMemory(path: directory.file("memory"))
        let reason = String(repeating: piece, count: 5000)
        try memory.store(
            AgentMemoryImage(
                hold: .init(ceiling: .zero, reason: reason, uid: 1, since: start),
                maintenance: [Name("psu-0")!: Maintenance(reason: reason, uid: 0, since: start)]))
        guard case .whole(let image) = memory.recall() else { return #expect(Bool(false), "\(memory.recall())") }
        #expect(image.hold.map { $0.reason.utf8.count > 1900 && reason.unicodeScalars.starts(with: $0.reason.unicodeScalars) } == true)
    }

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
    @Test(arguments: images.suffix(3))
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

/// As the file carries it.
private func crc32(_ bytes: [UInt8]) -> UInt32 {
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
        crc ^= UInt32(byte)
        for _ in 0..<8 { crc = crc & 1 == 1 ? 0xEDB8_8320 ^ (crc >> 1) : crc >> 1 }
    }
    return crc ^ 0xFFFF_FFFF
}
