import ZoneModel
import ZonePolicy

/// Floor schedules on their way: one line a slot, put together again at the host. (Signatures are the shells' work and are not simulated.)
extension World {
    func send(_ centre: Centre, _ connection: Int, _ schedule: FloorSchedule) {
        let machine = machines[owners[connection]]
        tally.schedulesSent += 1
        for (slot, floor) in schedule.floors.enumerated() {
            let line = FloorSlot(
                scheduleID: schedule.id, slot: UInt64(slot), slots: UInt64(schedule.floors.count), slotStart: schedule.startOfSlot(slot),
                slotLength: schedule.slot, floor: floor, signature: World.unsigned)
            carryDown(machine, .toAgent(machine.index, connection: connection, .floor(line)))
        }
    }

    func take(_ machine: Machine, _ line: FloorSlot, _ local: BootInstant) {
        guard let schedule = machine.assembly.add(line) else { return }
        trace.note(now, .schedule(machine.index, schedule.floors.count))
        obey(machine, machine.policy.onSchedule(schedule, now: local))
    }

    private static let unsigned = String(repeating: "0", count: 128)
}

/// Lines of schedules that are not whole yet.
struct ScheduleAssembly {
    private var lines: [String: [UInt64: FloorSlot]] = [:]

    /// - Returns: the schedule, with its last missing line.
    mutating func add(_ line: FloorSlot) -> FloorSchedule? {
        if lines.count > 4 { lines = [:] }
        lines[line.scheduleID, default: [:]][line.slot] = line
        guard let slots = lines[line.scheduleID], slots.count == Int(line.slots), let first = slots[0] else { return nil }
        lines[line.scheduleID] = nil
        let floors = (0..<line.slots).compactMap { slots[$0]?.floor }
        return try? FloorSchedule(id: line.scheduleID, start: first.slotStart, slot: line.slotLength, floors: floors)
    }
}
