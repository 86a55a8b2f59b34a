import ZoneModel

/// What is read back from the tables.
enum TelemetryRows {
    struct Table {
        var name: String
        /// The column of a row's last number.
        var seq: String
    }

    static let tables = [
        Table(name: "report", seq: "seq"), Table(name: "rig", seq: "seq"), Table(name: "event", seq: "seq"),
        Table(name: "gap", seq: "to_seq"),
    ]

    // MARK: Spools

    static func spool(_ key: SpoolKey, _ database: Database) throws(StorageError) -> SpoolState? {
        try database.first(
            """
            SELECT spool.id, high_seq, lines, gapped, forgotten_seq FROM spool JOIN host ON host.id = spool.host
            WHERE zone = ? AND site = ? AND host.host = ? AND spool_id = ?
            """,
            {
                put(key.address, into: $0)
                $0.put(key.spoolID)
            },
            { row throws(StorageError) in
                SpoolState(
                    id: try row.integer(0), highSeq: min(try row.unsigned(1), UInt64(Int64.max - 1)), lines: try row.unsigned(2),
                    gapped: try row.unsigned(3), forgottenSeq: try row.unsigned(4))
            })
    }

    static func makeSpool(_ key: SpoolKey, _ database: Database) throws(StorageError) -> SpoolState {
        try database.run("INSERT INTO host (zone, site, host) VALUES (?, ?, ?) ON CONFLICT DO NOTHING") { put(key.address, into: $0) }
        try database.run(
            """
            INSERT INTO spool (host, spool_id, high_seq, lines, gapped, forgotten_seq)
            SELECT id, ?4, 0, 0, 0, 0 FROM host WHERE zone = ?1 AND site = ?2 AND host = ?3
            """
        ) {
            put(key.address, into: $0)
            $0.put(key.spoolID)
        }
        return SpoolState(id: database.lastRowID, highSeq: 0)
    }

    static func sequences(_ database: Database) throws(StorageError) -> [StoredSequence] {
        try database.rows(
            """
            SELECT zone, site, host.host, spool_id, high_seq, lines, gapped FROM spool JOIN host ON host.id = spool.host
            ORDER BY zone, site, host.host, spool.id
            """, { _ in },
            { row throws(StorageError) in
                StoredSequence(
                    address: try address(row, 0), spoolID: try row.text(3), highSeq: try row.unsigned(4), lines: try row.unsigned(5),
                    gapped: try row.unsigned(6))
            })
    }

    static func audit(_ spool: SpoolState, _ database: Database) throws(StorageError) -> SequenceAudit {
        var audit = SequenceAudit()
        audit.highSeq = spool.highSeq
        audit.forgottenSeq = spool.forgottenSeq
        var next = spool.forgottenSeq + 1
        let statement = try database.statement(
            """
            SELECT seq, seq FROM report WHERE spool = ?1 AND seq > ?2 UNION ALL SELECT seq, seq FROM rig WHERE spool = ?1 AND seq > ?2
            UNION ALL SELECT seq, seq FROM event WHERE spool = ?1 AND seq > ?2
            UNION ALL SELECT from_seq, to_seq FROM gap WHERE spool = ?1 AND to_seq > ?2 ORDER BY 1
            """)
        defer { statement.reset() }
        statement.put(spool.id)
        statement.put(spool.forgottenSeq)
        while try statement.step() {
            let (from, to) = (try statement.unsigned(0), try statement.unsigned(1))
            audit.lines += 1
            if from > next, audit.missing.count < 100 { audit.missing.append(next...(from - 1)) }
            if from < next, to >= from, from > spool.forgottenSeq { audit.duplicates += min(next, to + 1) - from }
            next = max(next, to + 1)
        }
        if next <= spool.highSeq, audit.missing.count < 100 { audit.missing.append(next...spool.highSeq) }
        return audit
    }

    // MARK: Retention

    static func forget(
        _ table: Table, receivedBefore oldest: Int64, rowsMax: Int, _ database: Database
    ) throws(StorageError) -> Int {
        let last = try database.first(
            "SELECT max(id) FROM (SELECT id, received_ms FROM \(table.name) ORDER BY id LIMIT ?) WHERE received_ms < ?",
            {
                $0.put(Int64(max(rowsMax, 1)))
                $0.put(oldest)
            }, { row throws(StorageError) in try row.optionalInteger(0) })
        guard case .some(.some(let id)) = last else { return 0 }
        let highest = try database.rows(
            "SELECT spool, max(\(table.seq)) FROM \(table.name) WHERE id <= ? GROUP BY spool", { $0.put(id) },
            { row throws(StorageError) in (spool: try row.integer(0), seq: try row.integer(1)) })
        for (spool, seq) in highest {
            try database.run("UPDATE spool SET forgotten_seq = max(forgotten_seq, ?) WHERE id = ?") {
                $0.put(seq)
                $0.put(spool)
            }
        }
        try database.run("DELETE FROM \(table.name) WHERE id <= ?") { $0.put(id) }
        return database.changes
    }

    // MARK: Lines out

    static func events(since: WallInstant, limit: Int, _ database: Database) throws(StorageError) -> [StoredEvent] {
        try database.rows(
            """
            SELECT zone, site, host.host, at_ms, seq, event, severity, message, fields
            FROM event JOIN spool ON spool.id = event.spool JOIN host ON host.id = spool.host
            WHERE at_ms >= ? ORDER BY at_ms DESC, event.id DESC LIMIT ?
            """,
            {
                $0.put(since.milliseconds)
                $0.put(Int64(max(limit, 0)))
            },
            { row throws(StorageError) in
                StoredEvent(
                    address: try address(row, 0), timestamp: WallInstant(milliseconds: try row.integer(3)), report: try event(row, from: 4))
            }
        ).reversed()
    }

    static func lines(
        _ address: HostAddress, spool: Int64, from seq: UInt64, limit: Int, _ database: Database
    ) throws(StorageError) -> [Line] {
        func read(
            _ columns: String, _ table: Table, _ body: (Statement) throws(StorageError) -> LineBody
        ) throws(StorageError) -> [(seq: UInt64, line: Line)] {
            try database.rows(
                "SELECT at_ms, \(table.seq), \(columns) FROM \(table.name) WHERE spool = ? AND \(table.seq) >= ? ORDER BY \(table.seq) LIMIT ?",
                {
                    $0.put(spool)
                    $0.put(seq)
                    $0.put(Int64(max(limit, 0)))
                },
                { row throws(StorageError) in
                    let at = WallInstant(milliseconds: try row.integer(0))
                    return (seq: try row.unsigned(1), line: Line(timestamp: at, address: address, body: try body(row)))
                })
        }
        var lines = try read(reportColumns, tables[0]) { row throws(StorageError) in .report(try report(row)) }
        lines += try read(rigColumns, tables[1]) { row throws(StorageError) in .rig(try rig(row)) }
        lines += try read("seq, event, severity, message, fields", tables[2]) { row throws(StorageError) in .event(try event(row, from: 2))
        }
        lines += try read("from_seq, reason", tables[3]) { row throws(StorageError) in
            let to = try row.unsigned(1)
            return .gap(Gap(seq: to, fromSeq: try row.unsigned(2), toSeq: to, reason: try row.text(3)))
        }
        return lines.sorted { $0.seq < $1.seq }.prefix(max(limit, 0)).map(\.line)
    }

    private static let reportColumns = """
        (SELECT text FROM text WHERE id = boot_id), mono_ms, clock_synced, interval_ms, power_mw, power_peak_mw, power_source,
        power_error_mw, energy_measured_mj, energy_estimated_mj, unknown_ms, quota_mw, limited_by, overshoot_ws, time_to_comply_ms,
        duty_ppm, hashrate_hs, hashes, temp_max_mc, rigs, (SELECT text FROM text WHERE id = calibration_id), simulated,
        work_source, shares_accepted, difficulty_accepted, shares_rejected, difficulty_rejected, shares_stale, difficulty_stale, blocks_found
        """

    private static func report(_ row: Statement) throws(StorageError) -> Report {
        guard let bootID = BootID(try row.text(2)) else { throw row.damaged(2, "no boot id") }
        return Report(
            seq: try row.unsigned(1), bootID: bootID, monotonic: .milliseconds(try row.integer(3)), clockSynced: try row.integer(4) != 0,
            interval: .milliseconds(try row.integer(5)), power: Power(milliwatts: try row.integer(6)),
            powerPeak: Power(milliwatts: try row.integer(7)), powerSource: try choice(row, 8),
            powerError: Power(milliwatts: try row.integer(9)), energyMeasured: Energy(millijoules: try row.integer(10)),
            energyEstimated: Energy(millijoules: try row.integer(11)), unknown: .milliseconds(try row.integer(12)),
            quota: Power(milliwatts: try row.integer(13)), limitedBy: try choice(row, 14), overshoot: row.double(15),
            timeToComply: try row.optionalInteger(16).map { .milliseconds($0) }, duty: try duty(row, 17), hashrate: row.double(18),
            hashes: try row.unsigned(19), temperatureMax: try row.optionalInteger(20).map(Temperature.init(millicelsius:)),
            rigs: try row.unsigned(21), calibrationID: try row.optionalText(22), simulated: try row.integer(23) != 0,
            shares: try shares(row))
    }

    private static func shares(_ row: Statement) throws(StorageError) -> ShareTotals? {
        guard try row.optionalText(24) != nil else { return nil }
        var shares = ShareTotals(source: try choice(row, 24))
        shares.accepted = ShareTotals.Tally(count: try row.unsigned(25), difficulty: row.double(26))
        shares.rejected = ShareTotals.Tally(count: try row.unsigned(27), difficulty: row.double(28))
        shares.stale = ShareTotals.Tally(count: try row.unsigned(29), difficulty: row.double(30))
        shares.blocks = try row.unsigned(31)
        return shares
    }

    private static let rigColumns = """
        (SELECT text FROM text WHERE id = rig), power_mw, power_source, power_error_mw, temp_mc, duty_ppm, state, simulated
        """

    private static func rig(_ row: Statement) throws(StorageError) -> RigReport {
        guard let name = Name(try row.text(2)) else { throw row.damaged(2, "no name") }
        return RigReport(
            seq: try row.unsigned(1), rig: name, power: Power(milliwatts: try row.integer(3)), powerSource: try choice(row, 4),
            powerError: Power(milliwatts: try row.integer(5)),
            temperature: try row.optionalInteger(6).map(Temperature.init(millicelsius:)), duty: try duty(row, 7),
            state: try choice(row, 8), simulated: try row.integer(9) != 0)
    }

    private static func event(_ row: Statement, from column: Int32) throws(StorageError) -> EventReport {
        guard let fields = try? FlatObject(line: try row.text(column + 4).utf8) else { throw row.damaged(column + 4, "no flat object") }
        return EventReport(
            seq: try row.unsigned(column), event: try row.text(column + 1), severity: try choice(row, column + 2),
            message: try row.text(column + 3), fields: fields.fields)
    }

    private static func choice<Choice: RawRepresentable>(
        _ row: Statement, _ column: Int32
    ) throws(StorageError) -> Choice where Choice.RawValue == String {
        guard let choice = Choice(rawValue: try row.text(column)) else { throw row.damaged(column, "no known word") }
        return choice
    }

    private static func duty(_ row: Statement, _ column: Int32) throws(StorageError) -> Duty {
        Duty(partsPerMillion: Int32(clamping: try row.integer(column)))
    }

    private static func address(_ row: Statement, _ column: Int32) throws(StorageError) -> HostAddress {
        guard let address = HostAddress(path: "\(try row.text(column))/\(try row.text(column + 1))/\(try row.text(column + 2))") else {
            throw row.damaged(column, "no address")
        }
        return address
    }

    private static func put(_ address: HostAddress, into statement: Statement) {
        statement.put(address.zone.text)
        statement.put(address.site.text)
        statement.put(address.host.text)
    }
}
