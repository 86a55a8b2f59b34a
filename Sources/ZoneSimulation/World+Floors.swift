import ZoneModel
import ZonePolicy

/// Floor schedules on their way: one line a slot, put together again at the host.
extension World {
    func send(_ centre: Centre, _ connection: Int, _ schedule: FloorSchedule) {
        let machine = machines[owners[connection]]
        guard let signature = World.signature(of: schedule, for: machine.configuration.address) else { return }
        tally.schedulesSent += 1
        for line in schedule.lines(signature: signature) {
            carryDown(machine, .toAgent(machine.index, connection: connection, .floor(line)))
        }
    }

    func take(_ machine: Machine, _ line: FloorSlot, _ local: BootInstant) {
        guard case .complete(let schedule, let signature) = machine.assembler.onLine(line),
            signature == World.signature(of: schedule, for: machine.configuration.address)
        else { return }
        trace.note(now, .schedule(machine.index, schedule.floors.count))
        obey(machine, machine.policy.onSchedule(schedule, now: local))
    }

    /// Stands for the real signature: a sum over the same text.
    private static func signature(of schedule: FloorSchedule, for address: HostAddress) -> FloorSignature? {
        var sum: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in schedule.canonicalText(for: address).utf8 { sum = (sum ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return FloorSignature(bytes: (0..<FloorSignature.byteCount).map { UInt8(truncatingIfNeeded: sum >> (8 * UInt64($0 % 8))) })
    }
}
