import ZoneModel

/// Records to rows.
enum LedgerWriter {
    static func grant(_ entry: LedgerEntry, at: WallInstant, _ database: Database) throws(StorageError) {
        guard entry.grant.epoch < Int64.max, entry.grant.generation < Int64.max else {
            throw refused(database, "grant \(entry.grant) is out of range")
        }
        let address = entry.address.description
        try database.run(
            """
            INSERT INTO entry (address, epoch, generation, boot_id, quota_mw, term_ns, hold_ns, granted_ms, seal)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """
        ) {
            put(address, entry.grant, into: $0)
            $0.put(entry.bootID.text)
            $0.put(entry.quota.milliwatts)
            $0.put(entry.term.wholeNanoseconds)
            $0.put(entry.hold.wholeNanoseconds)
            $0.put(at.milliseconds)
            $0.put(seal(of: entry, grantedMilliseconds: at.milliseconds))
        }
        if database.changes == 0 {
            let there = try database.first(
                "SELECT \(LedgerReader.entryColumns) FROM entry WHERE address = ? AND epoch = ? AND generation = ?",
                { put(address, entry.grant, into: $0) }, LedgerReader.entry)
            guard there == entry else { throw refused(database, "grant \(entry.grant) of \(address) is in the ledger with other content") }
            return
        }
        try database.run(
            """
            INSERT INTO newest_grant (address, epoch, generation, seal) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (address) DO UPDATE SET epoch = ?2, generation = ?3, seal = ?4 WHERE (epoch, generation) < (?2, ?3)
            """
        ) {
            put(address, entry.grant, into: $0)
            $0.put(seal(of: entry.grant, address: address))
        }
        guard database.changes == 1 else {
            throw refused(database, "grant \(entry.grant) of \(address) is not above all that were granted before")
        }
    }

    /// Moves every entry of that host and boot up to that grant to the evidence.
    /// - Returns: how many.
    static func free(
        _ address: HostAddress, _ bootID: BootID, upTo: GrantID, at: WallInstant, _ database: Database
    ) throws(StorageError) -> Int {
        let columns = "address, epoch, generation, boot_id, quota_mw, term_ns, hold_ns, granted_ms"
        let which = "address = ?1 AND (epoch, generation) <= (?2, ?3) AND boot_id = ?4"
        func bind(_ statement: Statement) {
            put(address.description, upTo, into: statement)
            statement.put(bootID.text)
        }
        try database.run("INSERT INTO freed_entry (\(columns), freed_ms) SELECT \(columns), ?5 FROM entry WHERE \(which) ORDER BY id") {
            bind($0)
            $0.put(at.milliseconds)
        }
        try database.run("DELETE FROM entry WHERE \(which)", bind)
        return database.changes
    }

    /// Bounded, oldest first.
    static func forgetFreed(before now: WallInstant, kept: Duration, atMost rows: Int, _ database: Database) throws(StorageError) {
        let oldest = now.milliseconds - min(kept.wholeMilliseconds, 1 << 52)
        try database.run(
            "DELETE FROM freed_entry WHERE id IN (SELECT id FROM freed_entry ORDER BY id LIMIT ?) AND freed_ms < ?"
        ) {
            $0.put(Int64(rows))
            $0.put(oldest)
        }
    }

    static func setMachine(_ address: HostAddress, _ machineID: String, _ database: Database) throws(StorageError) {
        try database.run(
            """
            INSERT INTO machine (address, machine_id, seal) VALUES (?1, ?2, ?3)
            ON CONFLICT (address) DO UPDATE SET machine_id = ?2, seal = ?3
            """
        ) {
            $0.put(address.description)
            $0.put(machineID)
            $0.put(Checksum.seal(address.description, machineID))
        }
    }

    /// - Parameters:
    ///   - table: `floor` or `uncontrolled`.
    ///   - power: nil: the host has none any more.
    static func setPower(_ table: String, _ address: HostAddress, _ power: Power?, _ database: Database) throws(StorageError) {
        guard let power else { return try database.run("DELETE FROM \(table) WHERE address = ?") { $0.put(address.description) } }
        try database.run(
            """
            INSERT INTO \(table) (address, power_mw, seal) VALUES (?1, ?2, ?3)
            ON CONFLICT (address) DO UPDATE SET power_mw = ?2, seal = ?3
            """
        ) {
            $0.put(address.description)
            $0.put(power.milliwatts)
            $0.put(seal(of: power, address: address.description))
        }
    }

    static func append(_ recorded: RecordedOrder, _ database: Database) throws(StorageError) {
        let last = try database.first(
            "SELECT \(LedgerReader.orderColumns) FROM quota_order WHERE host IS ? ORDER BY id DESC LIMIT 1",
            { $0.put(recorded.host?.description) }, LedgerReader.order)
        // A batch whose witness failed is written again: the order was given once.
        guard last != recorded else { return }
        let order = recorded.order
        try database.run(
            "INSERT INTO quota_order (host, quota_mw, reason, order_number, uid, at_ms, seal) VALUES (?, ?, ?, ?, ?, ?, ?)"
        ) {
            $0.put(recorded.host?.description)
            $0.put(order.quota?.milliwatts)
            $0.put(order.reason)
            $0.put(order.order)
            $0.put(Int64(order.uid))
            $0.put(order.wall.milliseconds)
            $0.put(seal(of: recorded))
        }
    }

    private static func put(_ address: String, _ grant: GrantID, into statement: Statement) {
        statement.put(address)
        statement.put(grant.epoch)
        statement.put(grant.generation)
    }

    static func refused(_ database: Database, _ detail: String) -> StorageError {
        StorageError(path: database.path, operation: "commit", cause: .refused, detail: detail)
    }

    // MARK: Seals

    static func seal(of entry: LedgerEntry, grantedMilliseconds: Int64) -> Int64 {
        Checksum.seal(
            entry.address.description, entry.grant.description, entry.bootID.text, "\(entry.quota.milliwatts)",
            "\(entry.term.wholeNanoseconds)", "\(entry.hold.wholeNanoseconds)", "\(grantedMilliseconds)")
    }

    static func seal(of grant: GrantID, address: String) -> Int64 { Checksum.seal(address, grant.description) }

    static func seal(of power: Power, address: String) -> Int64 { Checksum.seal(address, "\(power.milliwatts)") }

    static func seal(of recorded: RecordedOrder) -> Int64 {
        let order = recorded.order
        return Checksum.seal(
            recorded.host?.description, order.quota.map { "\($0.milliwatts)" }, order.reason, order.order, "\(order.uid)",
            "\(order.wall.milliseconds)")
    }
}

/// Rows to values. A row whose seal does not fit, or that says what was never written, makes the whole ledger corrupt.
enum LedgerReader {
    static func image(_ database: Database, status: LedgerImage.Status) throws(StorageError) -> LedgerImage {
        var image = LedgerImage(status: status)
        let head = try LedgerHead.load(database)
        image.epoch = head?.epoch ?? 0
        image.settledEpoch = head?.settledEpoch ?? 0
        image.entries = try database.rows("SELECT \(entryColumns) FROM entry ORDER BY id", { _ in }, entry)
        image.issued = try newestGrants(database)
        image.machines = try machines(database)
        image.floors = try powers("floor", database)
        image.uncontrolled = try powers("uncontrolled", database)
        image.schedules = try schedules(database)
        image.storedSchedules = try storedSchedules(database)
        try addOrders(to: &image, database)
        return image
    }

    static func orders(_ database: Database, limit: Int) throws(StorageError) -> [RecordedOrder] {
        // To SQLite a negative limit is none.
        try database.rows("SELECT \(orderColumns) FROM quota_order ORDER BY id DESC LIMIT ?", { $0.put(Int64(max(limit, 0))) }, order)
    }

    static let orderColumns = "host, quota_mw, reason, order_number, uid, at_ms, seal"

    @Sendable static func order(_ row: Statement) throws(StorageError) -> RecordedOrder {
        guard let uid = UInt32(exactly: try row.integer(4)) else { throw row.damaged(4, "no uid") }
        let order = QuotaOrder(
            quota: try row.optionalInteger(1).map(Power.init(milliwatts:)), reason: try row.text(2), order: try row.optionalText(3),
            uid: uid, wall: WallInstant(milliseconds: try row.integer(5)))
        let host: HostAddress? = try row.optionalText(0) == nil ? nil : try address(row, 0)
        let recorded = RecordedOrder(host: host, order: order)
        try check(row, 6, LedgerWriter.seal(of: recorded))
        return recorded
    }

    static let entryColumns = "address, epoch, generation, boot_id, quota_mw, term_ns, hold_ns, granted_ms, seal"

    @Sendable static func entry(_ row: Statement) throws(StorageError) -> LedgerEntry {
        guard let bootID = BootID(try row.text(3)) else { throw row.damaged(3, "no boot id") }
        let entry = LedgerEntry(
            address: try address(row, 0), bootID: bootID,
            grant: GrantID(epoch: try row.unsigned(1), generation: try row.unsigned(2)),
            quota: Power(milliwatts: try row.integer(4)), term: .nanoseconds(try row.integer(5)),
            hold: .nanoseconds(try row.integer(6)))
        try check(row, 8, LedgerWriter.seal(of: entry, grantedMilliseconds: try row.integer(7)))
        return entry
    }

    private static func newestGrants(_ database: Database) throws(StorageError) -> [HostAddress: GrantID] {
        try byHost(database, "SELECT address, epoch, generation, seal FROM newest_grant") { row, address throws(StorageError) in
            let grant = GrantID(epoch: try row.unsigned(1), generation: try row.unsigned(2))
            try check(row, 3, LedgerWriter.seal(of: grant, address: address.description))
            return grant
        }
    }

    private static func machines(_ database: Database) throws(StorageError) -> [HostAddress: String] {
        try byHost(database, "SELECT address, machine_id, seal FROM machine") { row, address throws(StorageError) in
            let machineID = try row.text(1)
            try check(row, 2, Checksum.seal(address.description, machineID))
            return machineID
        }
    }

    struct HostPower {
        var address: HostAddress
        var power: Power
    }

    @Sendable static func power(_ row: Statement) throws(StorageError) -> HostPower {
        let there = HostPower(address: try address(row, 0), power: Power(milliwatts: try row.integer(1)))
        try check(row, 2, LedgerWriter.seal(of: there.power, address: there.address.description))
        return there
    }

    private static func powers(_ table: String, _ database: Database) throws(StorageError) -> [HostAddress: Power] {
        let rows = try database.rows("SELECT address, power_mw, seal FROM \(table)", { _ in }, power)
        return Dictionary(rows.map { ($0.address, $0.power) }, uniquingKeysWith: { _, last in last })
    }

    /// The first column is the address.
    static func byHost<Value>(
        _ database: Database, _ query: String, _ read: (Statement, HostAddress) throws(StorageError) -> Value
    ) throws(StorageError) -> [HostAddress: Value] {
        var values: [HostAddress: Value] = [:]
        let rows = try database.rows(query, { _ in }) { row throws(StorageError) in
            let address = try address(row, 0)
            return (address, try read(row, address))
        }
        for (address, value) in rows { values[address] = value }
        return values
    }

    static func check(_ row: Statement, _ column: Int32, _ seal: Int64) throws(StorageError) {
        guard try row.integer(column) == seal else { throw row.damaged(column, "a seal that does not fit") }
    }

    static func address(_ row: Statement, _ column: Int32) throws(StorageError) -> HostAddress {
        guard let address = HostAddress(path: try row.text(column)) else { throw row.damaged(column, "no address") }
        return address
    }
}
