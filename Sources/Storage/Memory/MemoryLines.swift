import ZoneModel

/// The lines after the first of a memory file: each tells by its first key what it is.
enum MemoryLines {
    /// A text of people, cut where it would make the line unreadable.
    static func shortened(_ text: String) -> String {
        var (kept, bytes) = (String.UnicodeScalarView(), 0)
        for scalar in text.unicodeScalars {
            bytes += scalar.utf8.count
            guard bytes <= 2000 else { break }
            kept.append(scalar)
        }
        return String(kept)
    }

    static func encode(_ signed: SignedSchedule) -> [UInt8] {
        let schedule = signed.schedule
        var encoder = LineEncoder()
        encoder.string("schedule_id", schedule.id)
        encoder.string("schedule_start", schedule.start.rfc3339)
        encoder.count("slot_s", schedule.slot.components.seconds)
        encoder.string("floors_mw", schedule.floors.map { String($0.milliwatts) }.joined(separator: " "))
        encoder.string("signature", signed.signature.description)
        return encoder.finished()
    }

    static func encode(_ emergency: KeptEmergency) -> [UInt8] {
        let cut = emergency.cut
        var encoder = LineEncoder()
        encoder.power("emergency_w", cut.ceiling)
        encoder.count("ends_ns", max(cut.endsAt.nanoseconds, 0))
        encoder.string("wall_end", cut.wallEnd.rfc3339)
        encoder.milliseconds("remaining_ms", cut.remaining)
        encoder.boolean("wall_trusted", cut.isWallTrusted)
        encoder.string("reason", cut.reason.map(shortened))
        encoder.string("order", cut.order.map(shortened))
        encoder.string("boot", emergency.boot)
        return encoder.finished()
    }

    static func encode(_ rig: Name, _ maintenance: Maintenance) -> [UInt8] {
        var encoder = LineEncoder()
        encoder.string("out", rig.text)
        encoder.string("reason", shortened(maintenance.reason))
        encoder.count("uid", maintenance.uid)
        encoder.string("since", maintenance.since.rfc3339)
        return encoder.finished()
    }

    /// - Throws: for a line of no known kind too: what is not understood must not be forgotten.
    static func take(_ object: FlatObject, into image: inout AgentMemoryImage) throws(LineError) {
        switch object.fields.first?.key {
        case "schedule_id": image.schedule = try schedule(object)
        case "emergency_w": image.emergency = try emergency(object)
        case "out":
            let text = try object.string("out", utf8Max: 64)
            guard let rig = Name(text) else { throw .wrongType(key: "out", expected: "a rig's name") }
            image.maintenance[rig] = Maintenance(
                reason: try object.string("reason", utf8Max: 4096), uid: UInt32(clamping: try object.count("uid")),
                since: try object.timestamp("since"))
        case let key: throw .unknownKey(key: key ?? "", type: "memory")
        }
    }

    private static func schedule(_ object: FlatObject) throws(LineError) -> SignedSchedule {
        let words = try object.string("floors_mw", utf8Max: 16_384).split(separator: " ")
        let floors = words.compactMap { Int64($0) }.map(Power.init(milliwatts:))
        guard floors.count == words.count else { throw .wrongType(key: "floors_mw", expected: "whole numbers") }
        guard let signature = FloorSignature(hex: try object.string("signature")) else {
            throw .wrongType(key: "signature", expected: "128 hexadecimal digits")
        }
        let (id, start, slot) = (
            try object.string("schedule_id"), try object.timestamp("schedule_start"), Int64(try object.count("slot_s", max: 86_400))
        )
        do throws(FloorScheduleError) {
            return SignedSchedule(try FloorSchedule(id: id, start: start, slot: .seconds(slot), floors: floors), signature)
        } catch {
            throw .wrongType(key: "schedule_id", expected: "a schedule: \(error.message)")
        }
    }

    private static func emergency(_ object: FlatObject) throws(LineError) -> KeptEmergency {
        let cut = EmergencyCut(
            ceiling: try object.power("emergency_w"), endsAt: BootInstant(nanoseconds: Int64(try object.count("ends_ns"))),
            wallEnd: try object.timestamp("wall_end"),
            remaining: try object.milliseconds("remaining_ms", max: QuotaGrant.emergencyMax.wholeMilliseconds),
            isWallTrusted: try object.boolean("wall_trusted"), reason: try object.optionalString("reason", utf8Max: 4096),
            order: try object.optionalString("order", utf8Max: 4096))
        return KeptEmergency(cut, boot: try object.string("boot", utf8Max: 64))
    }
}
