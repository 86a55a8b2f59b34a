import ZoneModel

/// Records to rows.
enum LedgerWriter {
    static func grant(_ entry: LedgerEntry, at: WallInstant, _ database: Database) throws(StorageError) {
        guard entry.grant.epoch < Int64.max, entry.grant.generation < Int64.max else {
            throw refused(database, "grant \(entry.grant) is out of range")
        }
        let address = entry.address.description
        let seal = seal(of: entry, grantedMilliseconds: at.milliseconds)
        try database.run(
            """
            INSERT INTO entry (address, epoch, generation, boot_id, quota_mw, term_ns, hold_ns, granted_ms, seal)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """
        ) {
            $0.put(address)
            $0.put(entry.grant.epoch)
            $0.put(entry.grant.generation)
            $0.put(entry.bootID.text)
            $0.put(entry.quota.milliwatts)
            $0.put(entry.term.wholeNanoseconds)
            $0.put(entry.hold.wholeNanoseconds)
            $0.put(at.milliseconds)
            $0.put(seal)
        }
        if database.changes == 0 {
            let there = try database.first(
                "SELECT seal FROM entry WHERE address = ? AND epoch = ? AND generation = ?",
                { put(address, entry.grant, into: $0) }, { row throws(StorageError) in try row.integer(0) })
            guard there == seal else { throw refused(database, "grant \(entry.grant) of \(address) is in the ledger with other content") }
        }
        try raiseNewest(address, entry.grant, database)
    }

    static func free(
        _ address: HostAddress, _ grant: GrantID, reason: FreeReason, at: WallInstant, _ database: Database
    ) throws(StorageError) {
        let columns = "address, epoch, generation, boot_id, quota_mw, term_ns, hold_ns, granted_ms"
        try database.run(
            """
            INSERT INTO freed_entry (\(columns), freed_ms, reason)
            SELECT \(columns), ?, ? FROM entry WHERE address = ? AND epoch = ? AND generation = ?
            """
        ) {
            $0.put(at.milliseconds)
            $0.put(reason.rawValue)
            put(address.description, grant, into: $0)
        }
        try database.run("DELETE FROM entry WHERE address = ? AND epoch = ? AND generation = ?") {
            put(address.description, grant, into: $0)
        }
    }

    static func set(_ floor: LedgerFloor, of address: HostAddress, _ database: Database) throws(StorageError) {
        try database.run(
            """
            INSERT INTO floor (address, in_force_mw, pending_mw, seal) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (address) DO UPDATE SET in_force_mw = ?2, pending_mw = ?3, seal = ?4
            """
        ) {
            $0.put(address.description)
            $0.put(floor.inForce.milliwatts)
            $0.put(floor.pending?.milliwatts)
            $0.put(seal(of: floor, address: address.description))
        }
    }

    static func append(_ decision: OperatorDecision, _ database: Database) throws(StorageError) {
        if case .zone = decision.target, decision.to == nil { throw refused(database, "a zone always has a quota") }
        try database.run(
            "INSERT INTO decision (target, from_mw, to_mw, reason, order_number, uid, at_ms, seal) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        ) {
            $0.put(decision.target.text)
            $0.put(decision.from?.milliwatts)
            $0.put(decision.to?.milliwatts)
            $0.put(decision.reason)
            $0.put(decision.order)
            $0.put(Int64(decision.uid))
            $0.put(decision.at.milliseconds)
            $0.put(seal(of: decision))
        }
    }

    private static func raiseNewest(_ address: String, _ grant: GrantID, _ database: Database) throws(StorageError) {
        try database.run(
            """
            INSERT INTO newest_grant (address, epoch, generation, seal) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (address) DO UPDATE SET epoch = ?2, generation = ?3, seal = ?4 WHERE (epoch, generation) < (?2, ?3)
            """
        ) {
            put(address, grant, into: $0)
            $0.put(seal(of: grant, address: address))
        }
    }

    private static func put(_ address: String, _ grant: GrantID, into statement: Statement) {
        statement.put(address)
        statement.put(grant.epoch)
        statement.put(grant.generation)
    }

    private static func refused(_ database: Database, _ detail: String) -> StorageError {
        StorageError(path: database.path, operation: "commit", cause: .refused, detail: detail)
    }

    // MARK: Seals

    static func seal(of entry: LedgerEntry, grantedMilliseconds: Int64) -> Int64 {
        Checksum.seal(
            entry.address.description, entry.grant.description, entry.bootID.text, "\(entry.quota.milliwatts)",
            "\(entry.term.wholeNanoseconds)", "\(entry.hold.wholeNanoseconds)", "\(grantedMilliseconds)")
    }

    static func seal(of grant: GrantID, address: String) -> Int64 { Checksum.seal(address, grant.description) }

    static func seal(of floor: LedgerFloor, address: String) -> Int64 {
        Checksum.seal(address, "\(floor.inForce.milliwatts)", floor.pending.map { "\($0.milliwatts)" })
    }

    static func seal(of decision: OperatorDecision) -> Int64 {
        Checksum.seal(
            decision.target.text, decision.from.map { "\($0.milliwatts)" }, decision.to.map { "\($0.milliwatts)" }, decision.reason,
            decision.order, "\(decision.uid)", "\(decision.at.milliseconds)")
    }
}

/// Rows to values. A row whose seal does not fit, or that says what was never written, makes the whole ledger corrupt.
enum LedgerReader {
    static func image(_ database: Database, epoch: UInt64) throws(StorageError) -> LedgerImage {
        var image = LedgerImage()
        image.epoch = epoch
        image.entries = try database.rows(
            "SELECT address, epoch, generation, boot_id, quota_mw, term_ns, hold_ns, granted_ms, seal FROM entry ORDER BY epoch, generation, address",
            { _ in }, entry)
        for (address, grant) in try newestGrants(database) { image.newestGrants[address] = grant }
        for (address, floor) in try floors(database) { image.floors[address] = floor }
        let machines = try database.rows("SELECT address, machine_id FROM machine", { _ in }) { row throws(StorageError) in
            (try address(row, 0), try row.text(1))
        }
        for (address, machineID) in machines { image.machines[address] = machineID }
        let newest = "SELECT \(decisionColumns) FROM decision WHERE id IN (SELECT max(id) FROM decision GROUP BY target)"
        for decision in try database.rows(newest, { _ in }, decision) {
            switch decision.target {
            case .zone(let zone):
                image.quotas[zone] = decision.to
                image.quotaDecisions[zone] = decision
            case .host(let address): image.caps[address] = decision.to
            }
        }
        return image
    }

    static func decisions(_ database: Database, limit: Int) throws(StorageError) -> [OperatorDecision] {
        try database.rows("SELECT \(decisionColumns) FROM decision ORDER BY id DESC LIMIT ?", { $0.put(Int64(limit)) }, decision)
    }

    private static let decisionColumns = "target, from_mw, to_mw, reason, order_number, uid, at_ms, seal"

    @Sendable private static func decision(_ row: Statement) throws(StorageError) -> OperatorDecision {
        guard let target = OperatorDecision.Target(try row.text(0)), let uid = UInt32(exactly: try row.integer(5)) else {
            throw row.damaged(0, "no decision")
        }
        let decision = OperatorDecision(
            target: target, from: try row.optionalInteger(1).map(Power.init(milliwatts:)),
            to: try row.optionalInteger(2).map(Power.init(milliwatts:)), reason: try row.text(3), order: try row.optionalText(4), uid: uid,
            at: WallInstant(milliseconds: try row.integer(6)))
        guard try row.integer(7) == LedgerWriter.seal(of: decision) else { throw row.damaged(7, "a seal that does not fit") }
        return decision
    }

    @Sendable private static func entry(_ row: Statement) throws(StorageError) -> LedgerEntry {
        guard let bootID = BootID(try row.text(3)) else { throw row.damaged(3, "no boot id") }
        let entry = LedgerEntry(
            address: try address(row, 0), bootID: bootID,
            grant: GrantID(epoch: try row.unsigned(1), generation: try row.unsigned(2)),
            quota: Power(milliwatts: try row.integer(4)), term: .nanoseconds(try row.integer(5)),
            hold: .nanoseconds(try row.integer(6)))
        let seal = LedgerWriter.seal(of: entry, grantedMilliseconds: try row.integer(7))
        guard try row.integer(8) == seal else { throw row.damaged(8, "a seal that does not fit") }
        return entry
    }

    private static func newestGrants(_ database: Database) throws(StorageError) -> [(HostAddress, GrantID)] {
        try database.rows("SELECT address, epoch, generation, seal FROM newest_grant", { _ in }) { row throws(StorageError) in
            let address = try address(row, 0)
            let grant = GrantID(epoch: try row.unsigned(1), generation: try row.unsigned(2))
            guard try row.integer(3) == LedgerWriter.seal(of: grant, address: address.description) else {
                throw row.damaged(3, "a seal that does not fit")
            }
            return (address, grant)
        }
    }

    private static func floors(_ database: Database) throws(StorageError) -> [(HostAddress, LedgerFloor)] {
        try database.rows("SELECT address, in_force_mw, pending_mw, seal FROM floor", { _ in }) { row throws(StorageError) in
            let address = try address(row, 0)
            let floor = LedgerFloor(
                inForce: Power(milliwatts: try row.integer(1)), pending: try row.optionalInteger(2).map(Power.init(milliwatts:)))
            guard try row.integer(3) == LedgerWriter.seal(of: floor, address: address.description) else {
                throw row.damaged(3, "a seal that does not fit")
            }
            return (address, floor)
        }
    }

    private static func address(_ row: Statement, _ column: Int32) throws(StorageError) -> HostAddress {
        guard let address = HostAddress(path: try row.text(column)) else { throw row.damaged(column, "no address") }
        return address
    }
}
