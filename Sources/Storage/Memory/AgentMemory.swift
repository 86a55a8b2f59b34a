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

    public init(lastGrant: GrantID = .none, floor: Power? = nil, hold: Hold? = nil, maintenance: [Name: Maintenance] = [:]) {
        self.lastGrant = lastGrant
        self.floor = floor
        self.hold = hold
        self.maintenance = maintenance
    }
}

/// The file of an agent's memory: a line of JSON, one more for each rig that is out, and their checksum, exchanged as a whole.
///
/// No database: it must be readable by a person with `cat`, writable with a few kilobytes left on the disk, and independent of the
/// spool, which is the file that fills up.
public struct AgentMemory: Sendable {
    public enum Recall: Equatable, Sendable {
        /// There is no file: a first start.
        case none
        case whole(AgentMemoryImage)
        /// The file is there and cannot be believed. Whoever reads this must assume that there was a hold and no floor (less power),
        /// until a person says otherwise or a new grant comes.
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

    private func encode(_ image: AgentMemoryImage) -> [UInt8] {
        var encoder = LineEncoder()
        encoder.count("version", 1)
        encoder.count("epoch", image.lastGrant.epoch)
        encoder.count("generation", image.lastGrant.generation)
        encoder.power("floor_w", image.floor)
        encoder.power("hold_w", image.hold?.ceiling)
        encoder.string("hold_reason", image.hold.map { String($0.reason.prefix(500)) })
        encoder.count("hold_uid", image.hold?.uid)
        encoder.string("hold_since", image.hold?.since.rfc3339)
        encoder.boolean("hold_since_trusted", image.hold?.isSinceTrusted)
        encoder.milliseconds("hold_for_ms", image.hold?.length)
        var lines = encoder.finished()
        for (rig, maintenance) in image.maintenance.sorted(by: { $0.key < $1.key }) { lines += encode(rig, maintenance) }
        return lines + Array(String(Checksum.crc32(lines), radix: 16).utf8) + [10]
    }

    private func encode(_ rig: Name, _ maintenance: Maintenance) -> [UInt8] {
        var encoder = LineEncoder()
        encoder.string("out", rig.text)
        encoder.string("reason", String(maintenance.reason.prefix(500)))
        encoder.count("uid", maintenance.uid)
        encoder.string("since", maintenance.since.rfc3339)
        return encoder.finished()
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
            guard try object.count("version") == 1 else { throw .outOfRange(key: "version", value: "newer", allowed: "1") }
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
            for line in lines[1..<(lines.count - 2)] {
                let (rig, maintenance) = try rigThatIsOut(try FlatObject(line: line))
                image.maintenance[rig] = maintenance
            }
            return image
        } catch {
            throw damaged(error.message)
        }
    }

    private func rigThatIsOut(_ object: FlatObject) throws(LineError) -> (Name, Maintenance) {
        let text = try object.string("out", utf8Max: 64)
        guard let rig = Name(text) else { throw .wrongType(key: "out", expected: "a rig's name") }
        let maintenance = Maintenance(
            reason: try object.string("reason", utf8Max: 4096), uid: UInt32(clamping: try object.count("uid")),
            since: try object.timestamp("since"))
        return (rig, maintenance)
    }

    private func damaged(_ detail: String) -> StorageError {
        StorageError(path: path, operation: "read", cause: .corrupt, detail: detail)
    }
}
