import ZoneModel

/// The little that an agent must know again after a restart.
public struct AgentMemoryImage: Equatable, Sendable {
    /// An operator's hold at the host: it outlives the daemon.
    public struct Hold: Equatable, Sendable {
        public var ceiling: Power
        public var reason: String
        /// Of the person at the socket.
        public var uid: UInt32
        public var since: WallInstant

        public init(ceiling: Power, reason: String, uid: UInt32, since: WallInstant) {
            self.ceiling = ceiling
            self.reason = reason
            self.uid = uid
            self.since = since
        }
    }

    /// The newest grant that was accepted: `last_epoch` and `last_generation` in `hello`.
    public var lastGrant: GrantID
    /// The floor that was last confirmed to the collector; nil: none, so 0.
    public var floor: Power?
    public var hold: Hold?

    public init(lastGrant: GrantID = .none, floor: Power? = nil, hold: Hold? = nil) {
        self.lastGrant = lastGrant
        self.floor = floor
        self.hold = hold
    }
}

/// The file of an agent's memory: one line of JSON and its checksum, exchanged as a whole.
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

    public init(path: String) { self.path = path }

    /// Never throws: what cannot be read is `lost`.
    public func recall() -> Recall {
        do throws(StorageError) {
            guard let bytes = try WholeFile.read(path, bytesMax: 16_384) else { return .none }
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
        let line = encoder.finished()
        return line + Array(String(Checksum.crc32(line), radix: 16).utf8) + [10]
    }

    private func decode(_ bytes: [UInt8]) throws(StorageError) -> AgentMemoryImage {
        let lines = bytes.split(separator: 10, omittingEmptySubsequences: false)
        guard lines.count == 3, UInt32(String(decoding: lines[1], as: UTF8.self), radix: 16) == Checksum.crc32(lines[0] + [10]) else {
            throw damaged("the checksum does not fit the content")
        }
        do throws(LineError) {
            let object = try FlatObject(line: lines[0])
            guard try object.count("version") == 1 else { throw .outOfRange(key: "version", value: "newer", allowed: "1") }
            let grant = GrantID(epoch: try object.count("epoch"), generation: try object.count("generation"))
            var hold: AgentMemoryImage.Hold?
            if let ceiling = try object.optionalPower("hold_w") {
                hold = .init(
                    ceiling: ceiling, reason: try object.string("hold_reason", utf8Max: 4096),
                    uid: UInt32(clamping: try object.count("hold_uid")), since: try object.timestamp("hold_since"))
            }
            return AgentMemoryImage(lastGrant: grant, floor: try object.optionalPower("floor_w"), hold: hold)
        } catch {
            throw damaged(error.message)
        }
    }

    private func damaged(_ detail: String) -> StorageError {
        StorageError(path: path, operation: "read", cause: .corrupt, detail: detail)
    }
}
