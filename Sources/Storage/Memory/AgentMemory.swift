import ZoneModel

/// The little that an agent must know again after a restart.
public struct AgentMemoryImage: Equatable, Sendable {
    /// The newest grant that was accepted: `last_epoch` and `last_generation` in `hello`.
    public var lastGrant: GrantID
    /// The floor that was last confirmed to the collector; nil: none, so 0.
    public var floor: Power?
    public var hold: Hold?
    /// Rigs that people took out.
    public var maintenance: [Name: Maintenance]
    /// The floors that hold when nobody can be reached, as the centre signed them.
    public var schedule: SignedSchedule?
    public var emergency: KeptEmergency?

    public init(
        lastGrant: GrantID = .none, floor: Power? = nil, hold: Hold? = nil, maintenance: [Name: Maintenance] = [:],
        schedule: SignedSchedule? = nil, emergency: KeptEmergency? = nil
    ) {
        self.lastGrant = lastGrant
        self.floor = floor
        self.hold = hold
        self.maintenance = maintenance
        self.schedule = schedule
        self.emergency = emergency
    }
}

/// An emergency, and the boot whose clock its end was read off: in that boot the end is known exactly.
public struct KeptEmergency: Hashable, Sendable {
    public var cut: EmergencyCut
    /// The kernel's boot id; empty where the kernel gives none, which is the same as no other.
    public var boot: String

    public init(_ cut: EmergencyCut, boot: String) {
        self.cut = cut
        self.boot = boot
    }
}

/// The file of an agent's memory: a line of JSON, one more for the floor schedule, for the emergency and for each rig that is out, and
/// their checksum, exchanged as a whole.
///
/// No database: it must be readable by a person with `cat`, writable with a few kilobytes left on the disk, and independent of the
/// spool, which is the file that fills up.
public struct AgentMemory: Sendable {
    public enum Recall: Equatable, Sendable {
        /// There is no file: a first start.
        case none
        case whole(AgentMemoryImage)
        /// The file is there and cannot be believed. Whoever reads this must assume a hold, a schedule without floors and an emergency (less power),
        /// until a person says otherwise, a new schedule or a new grant comes.
        case lost(reason: String)
    }

    public let path: String

    /// Room for several hundred rigs that are out.
    private static let bytesMax = 262_144
    /// Ten years: the longest time that can be written as a quantity.
    private static let holdMax: Duration = .seconds(315_360_000)

    public init(path: String) { self.path = path }

    /// Never throws: what cannot be read is `lost`.
    public func recall() -> Recall {
        do throws(StorageError) {
            guard let bytes = try WholeFile.read(path, bytesMax: AgentMemory.bytesMax) else { return .none }
            return try .whole(decode(bytes))
        } catch {
            return .lost(reason: error.description)
        }
    }

    /// When it returns, the image outlives a power cut; when it throws, the one before is still there.
    public func store(_ image: AgentMemoryImage) throws(StorageError) {
        try WholeFile.replace(path, with: encode(image))
    }

    /// Of version 1 the releases before floor schedules wrote the first line alone; they refuse a file of version 2.
    private static let version: UInt64 = 2

    private func encode(_ image: AgentMemoryImage) -> [UInt8] {
        var encoder = LineEncoder()
        encoder.count("version", AgentMemory.version)
        encoder.count("epoch", image.lastGrant.epoch)
        encoder.count("generation", image.lastGrant.generation)
        encoder.power("floor_w", image.floor)
        encoder.power("hold_w", image.hold?.ceiling)
        encoder.string("hold_reason", image.hold.map { MemoryLines.shortened($0.reason) })
        encoder.count("hold_uid", image.hold?.uid)
        encoder.string("hold_since", image.hold?.since.rfc3339)
        encoder.boolean("hold_since_trusted", image.hold?.isSinceTrusted)
        encoder.milliseconds("hold_for_ms", image.hold?.length)
        var lines = encoder.finished()
        if let schedule = image.schedule { lines += MemoryLines.encode(schedule) }
        if let emergency = image.emergency { lines += MemoryLines.encode(emergency) }
        for (rig, maintenance) in image.maintenance.sorted(by: { $0.key < $1.key }) { lines += MemoryLines.encode(rig, maintenance) }
        return lines + Array(String(Checksum.crc32(lines), radix: 16).utf8) + [10]
    }

    private func decode(_ bytes: [UInt8]) throws(StorageError) -> AgentMemoryImage {
        let lines = bytes.split(separator: 10, omittingEmptySubsequences: false)
        guard lines.count >= 3, lines[lines.count - 1].isEmpty else { throw damaged("its end is missing") }
        let checked = Array(lines[..<(lines.count - 2)].joined(separator: [10])) + [10]
        guard UInt32(String(decoding: lines[lines.count - 2], as: UTF8.self), radix: 16) == Checksum.crc32(checked) else {
            throw damaged("the checksum does not fit the content")
        }
        do throws(LineError) {
            let object = try FlatObject(line: lines[0])
            guard (1...AgentMemory.version).contains(try object.count("version")) else {
                throw .outOfRange(key: "version", value: "newer", allowed: "1 and \(AgentMemory.version)")
            }
            let grant = GrantID(epoch: try object.count("epoch"), generation: try object.count("generation"))
            var hold: Hold?
            if let ceiling = try object.optionalPower("hold_w") {
                hold = Hold(
                    ceiling: ceiling, reason: try object.string("hold_reason", utf8Max: 4096),
                    uid: try object.optionalCount("hold_uid").map { UInt32(clamping: $0) }, since: try object.timestamp("hold_since"),
                    isSinceTrusted: try object.optionalBoolean("hold_since_trusted") ?? false,
                    length: try object.optionalMilliseconds("hold_for_ms", max: AgentMemory.holdMax.wholeMilliseconds))
            }
            var image = AgentMemoryImage(lastGrant: grant, floor: try object.optionalPower("floor_w"), hold: hold)
            for line in lines[1..<(lines.count - 2)] { try MemoryLines.take(try FlatObject(line: line), into: &image) }
            return image
        } catch {
            throw damaged(error.message)
        }
    }

    private func damaged(_ detail: String) -> StorageError {
        StorageError(path: path, operation: "read", cause: .corrupt, detail: detail)
    }
}
