import ZoneModel

/// Floor schedules that may be at hosts, and which one each host is known to have.
extension LedgerWriter {
    static func sent(_ schedule: FloorSchedule, to address: HostAddress, _ database: Database) throws(StorageError) {
        let host = address.description
        let there = try database.first(
            "SELECT \(LedgerReader.scheduleColumns) FROM schedule WHERE address = ? AND schedule_id = ?",
            {
                $0.put(host)
                $0.put(schedule.id)
            }, LedgerReader.schedule)
        guard there.map({ $0.schedule == schedule }) ?? true else {
            throw refused(database, "schedule \(schedule.id) of \(host) is in the ledger with other floors")
        }
        // The newest comes last, as it may be the last that the host heard.
        try database.run("DELETE FROM schedule WHERE address = ? AND schedule_id = ?") {
            $0.put(host)
            $0.put(schedule.id)
        }
        try database.run(
            "INSERT INTO schedule (address, schedule_id, start_ms, slot_s, floors_mw, seal) VALUES (?, ?, ?, ?, ?, ?)"
        ) {
            $0.put(host)
            $0.put(schedule.id)
            $0.put(schedule.start.milliseconds)
            $0.put(schedule.slot.components.seconds)
            $0.put(floorsText(schedule))
            $0.put(seal(of: schedule, address: host))
        }
    }

    /// The host has it on disk: what was sent before it is not there any more.
    static func stored(_ id: String, at address: HostAddress, _ database: Database) throws(StorageError) {
        let host = address.description
        let place = try database.first(
            "SELECT id FROM schedule WHERE address = ? AND schedule_id = ?",
            {
                $0.put(host)
                $0.put(id)
            }
        ) { row throws(StorageError) in try row.integer(0) }
        guard let place else { return }
        try database.run("DELETE FROM schedule WHERE address = ? AND id < ?") {
            $0.put(host)
            $0.put(place)
        }
        try database.run(
            """
            INSERT INTO stored_schedule (address, schedule_id, seal) VALUES (?1, ?2, ?3)
            ON CONFLICT (address) DO UPDATE SET schedule_id = ?2, seal = ?3
            """
        ) {
            $0.put(host)
            $0.put(id)
            $0.put(Checksum.seal(host, id))
        }
    }

    fileprivate static func floorsText(_ schedule: FloorSchedule) -> String {
        schedule.floors.map { String($0.milliwatts) }.joined(separator: " ")
    }

    static func seal(of schedule: FloorSchedule, address: String) -> Int64 {
        Checksum.seal(
            address, schedule.id, "\(schedule.start.milliseconds)", "\(schedule.slot.components.seconds)", floorsText(schedule))
    }
}

extension LedgerReader {
    struct HostSchedule {
        var address: HostAddress
        var schedule: FloorSchedule
    }

    static let scheduleColumns = "address, schedule_id, start_ms, slot_s, floors_mw, seal"

    @Sendable static func schedule(_ row: Statement) throws(StorageError) -> HostSchedule {
        let (id, start, slot) = (try row.text(1), try row.integer(2), try row.integer(3))
        let words = try row.text(4).split(separator: " ")
        let floors = words.compactMap { Int64($0) }.map(Power.init(milliwatts:))
        guard floors.count == words.count, (1...86_400).contains(slot) else { throw row.damaged(4, "no floors") }
        let schedule: FloorSchedule
        do throws(FloorScheduleError) {
            schedule = try FloorSchedule(id: id, start: WallInstant(milliseconds: start), slot: .seconds(slot), floors: floors)
        } catch {
            throw row.damaged(4, "no schedule: \(error.message)")
        }
        let address = try address(row, 0)
        try check(row, 5, LedgerWriter.seal(of: schedule, address: address.description))
        return HostSchedule(address: address, schedule: schedule)
    }

    /// Oldest first.
    static func schedules(_ database: Database) throws(StorageError) -> [HostAddress: [FloorSchedule]] {
        var schedules: [HostAddress: [FloorSchedule]] = [:]
        for there in try database.rows("SELECT \(scheduleColumns) FROM schedule ORDER BY id", { _ in }, schedule) {
            schedules[there.address, default: []].append(there.schedule)
        }
        return schedules
    }

    struct HostText {
        var address: HostAddress
        var text: String
    }

    /// Of `machine` as well, which is sealed alike.
    @Sendable static func hostText(_ row: Statement) throws(StorageError) -> HostText {
        let there = HostText(address: try address(row, 0), text: try row.text(1))
        try check(row, 2, Checksum.seal(there.address.description, there.text))
        return there
    }

    static func storedSchedules(_ database: Database) throws(StorageError) -> [HostAddress: String] {
        let rows = try database.rows("SELECT address, schedule_id, seal FROM stored_schedule", { _ in }, hostText)
        return Dictionary(rows.map { ($0.address, $0.text) }, uniquingKeysWith: { _, last in last })
    }
}
