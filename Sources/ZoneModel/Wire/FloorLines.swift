/// One slot of a host's floor schedule; all lines of one `schedule_id` make the whole. Understood whole or refused, as a quota is.
public struct FloorSlot: LineContent {
    public var scheduleID: String
    /// This slot's place, from 0.
    public var slot: UInt64
    /// How many the schedule has.
    public var slots: UInt64
    /// When this slot begins.
    public var slotStart: WallInstant
    public var slotLength: Duration
    public var floor: Power
    /// Over the canonical text of the whole schedule: the same on each of its lines.
    public var signature: FloorSignature

    public init(
        scheduleID: String, slot: UInt64, slots: UInt64, slotStart: WallInstant, slotLength: Duration, floor: Power,
        signature: FloorSignature
    ) {
        self.scheduleID = scheduleID
        self.slot = slot
        self.slots = slots
        self.slotStart = slotStart
        self.slotLength = slotLength
        self.floor = floor
        self.signature = signature
    }

    public init(_ o: FlatObject) throws(LineError) {
        try o.requireOnly(FloorSlot.keys, type: "floor")
        self.scheduleID = try o.string("schedule_id", utf8Max: 64)
        let slots = try o.count("slots", max: UInt64(FloorSchedule.slotsMax))
        guard slots > 0 else { throw .outOfRange(key: "slots", value: "0", allowed: "1 … \(FloorSchedule.slotsMax)") }
        self.slots = slots
        self.slot = try o.count("slot", max: slots - 1)
        self.slotStart = try o.timestamp("slot_start")
        let seconds = try o.count("slot_s", max: 86_400)
        guard seconds > 0 else { throw .outOfRange(key: "slot_s", value: "0", allowed: "1 … 86400") }
        self.slotLength = .seconds(Int64(seconds))
        self.floor = try o.power("floor_w")
        guard let signature = FloorSignature(hex: try o.string("signature", utf8Max: 256)) else {
            throw .wrongType(key: "signature", expected: "128 hexadecimal digits")
        }
        self.signature = signature
    }

    public func encode(into e: inout LineEncoder) {
        e.string("schedule_id", scheduleID)
        e.count("slot", slot)
        e.count("slots", slots)
        e.string("slot_start", slotStart.rfc3339)
        e.count("slot_s", slotLength.components.seconds)
        e.power("floor_w", floor)
        e.string("signature", signature.description)
    }

    /// Beside the envelope, all that this build understands.
    static let keys: Set<String> = Line.envelopeKeys.union([
        "schedule_id", "slot", "slots", "slot_start", "slot_s", "floor_w", "signature",
    ])
}

/// The host has this schedule on disk, and follows it from here on.
public struct FloorStored: LineContent {
    public var scheduleID: String
    public var bootID: BootID

    public init(scheduleID: String, bootID: BootID) {
        self.scheduleID = scheduleID
        self.bootID = bootID
    }

    public init(_ o: FlatObject) throws(LineError) {
        self.scheduleID = try o.string("schedule_id", utf8Max: 64)
        self.bootID = try o.bootID("boot_id")
    }

    public func encode(into e: inout LineEncoder) {
        e.string("schedule_id", scheduleID)
        e.string("boot_id", bootID.text)
    }
}
