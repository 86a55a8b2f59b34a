import ZoneModel

struct SpoolKey: Hashable {
    var address: HostAddress
    var spoolID: String
}

struct SpoolState: Equatable {
    var id: Int64
    var highSeq: UInt64
    var lines: UInt64 = 0
    var gapped: UInt64 = 0
    var forgottenSeq: UInt64 = 0
}

/// What is known without asking the database. A copy works through a batch and takes the old one's place after the commit, so that
/// a batch that failed leaves no trace.
struct TelemetryCache {
    var spools: [SpoolKey: SpoolState] = [:]
    var texts: [String: Int64] = [:]

    /// Senders choose these keys: what they fill is thrown away before it is large.
    mutating func bound() {
        if spools.count > 100_000 { spools.removeAll() }
        if texts.count > 100_000 { texts.removeAll() }
    }
}

/// One batch on its way into the tables.
struct TelemetryRound {
    let database: Database
    var cache: TelemetryCache
    let now: WallInstant
    var result = StoreCommit()

    private var touched: [SpoolKey: SpoolState] = [:]
    private var order: [SpoolKey] = []
    private var refused: Set<SpoolKey> = []
    // The lines of one host come together: the last state is at hand without hashing four strings a line.
    private var key: SpoolKey?
    private var state = SpoolState(id: 0, highSeq: 0)
    private let insertReport: Statement

    init(database: Database, cache: TelemetryCache, now: WallInstant) throws(StorageError) {
        self.database = database
        self.cache = cache
        self.now = now
        self.insertReport = try database.statement(TelemetryRound.reportSQL)
    }

    mutating func store(_ stored: StoredLine) throws(StorageError) {
        try take(SpoolKey(address: stored.address, spoolID: stored.spoolID))
        let expected = state.highSeq + 1
        guard let seq = stored.line.body.sequence, seq > 0, seq < Int64.max else {
            return refuse(stored, seq: stored.line.body.sequence ?? 0, .unnumbered)
        }
        guard seq >= expected else {
            result.duplicates += 1
            return
        }
        var from = seq
        if case .gap(let gap) = stored.line.body {
            guard gap.toSeq == seq, gap.fromSeq <= seq, gap.fromSeq > 0 else { return refuse(stored, seq: seq, .contradiction) }
            from = max(gap.fromSeq, expected)
        }
        guard from == expected else { return refuse(stored, seq: seq, .hole(expected: expected)) }
        switch stored.line.body {
        case .report(let report): try insert(report, at: stored.line.timestamp)
        case .rig(let rig): try insert(rig, at: stored.line.timestamp)
        case .event(let event): try insert(event, at: stored.line.timestamp)
        case .gap(let gap):
            try insert(gap, from: from, at: stored.line.timestamp)
            state.gapped += seq - from + 1
        default: return
        }
        state.highSeq = seq
        state.lines += 1
        result.stored += 1
    }

    mutating func saveHighWaters() throws(StorageError) {
        putBack()
        for key in order {
            guard let state = touched[key] else { continue }
            if state != cache.spools[key] {
                try database.run("UPDATE spool SET high_seq = ?, lines = ?, gapped = ? WHERE id = ?") {
                    $0.put(state.highSeq)
                    $0.put(state.lines)
                    $0.put(state.gapped)
                    $0.put(state.id)
                }
                cache.spools[key] = state
            }
            if state.highSeq > 0 { result.acks.append(StoreAck(address: key.address, spoolID: key.spoolID, seq: state.highSeq)) }
        }
    }

    // MARK: Spools

    private mutating func take(_ next: SpoolKey) throws(StorageError) {
        if key == next { return }
        putBack()
        if let known = touched[next] {
            state = known
        } else {
            order.append(next)
            if let known = cache.spools[next] {
                state = known
            } else if let stored = try TelemetryRows.spool(next, database) {
                state = stored
            } else {
                state = try TelemetryRows.makeSpool(next, database)
            }
        }
        key = next
    }

    private mutating func putBack() {
        if let key { touched[key] = state }
    }

    private mutating func refuse(_ stored: StoredLine, seq: UInt64, _ reason: StoreRefusal.Reason) {
        guard refused.insert(SpoolKey(address: stored.address, spoolID: stored.spoolID)).inserted else { return }
        result.refusals.append(StoreRefusal(address: stored.address, spoolID: stored.spoolID, seq: seq, reason: reason))
    }

    /// The number of a text that repeats on every line.
    private mutating func textID(_ text: String) throws(StorageError) -> Int64 {
        if let known = cache.texts[text] { return known }
        let stored = try database.first("SELECT id FROM text WHERE text = ?", { $0.put(text) }) { row throws(StorageError) in
            try row.integer(0)
        }
        let id: Int64
        if let stored {
            id = stored
        } else {
            try database.run("INSERT INTO text (text) VALUES (?)") { $0.put(text) }
            id = database.lastRowID
        }
        cache.texts[text] = id
        return id
    }

    // MARK: Rows

    private mutating func insert(_ report: Report, at timestamp: WallInstant) throws(StorageError) {
        let bootID = try textID(report.bootID.text)
        let calibrationID = try report.calibrationID.map { text throws(StorageError) in try textID(text) }
        let row = insertReport
        row.start()
        row.put(state.id)
        row.put(report.seq)
        row.put(now.milliseconds)
        row.put(timestamp.milliseconds)
        row.put(bootID)
        row.put(report.monotonic.wholeMilliseconds)
        row.put(report.clockSynced)
        row.put(report.interval.wholeMilliseconds)
        row.put(report.power.milliwatts)
        row.put(report.powerPeak.milliwatts)
        row.put(report.powerSource.rawValue)
        row.put(report.powerError.milliwatts)
        row.put(report.energyMeasured.millijoules)
        row.put(report.energyEstimated.millijoules)
        row.put(report.unknown.wholeMilliseconds)
        row.put(report.quota.milliwatts)
        row.put(report.limitedBy.rawValue)
        row.put(report.overshoot)
        row.put(report.timeToComply?.wholeMilliseconds)
        row.put(Int64(report.duty.partsPerMillion))
        row.put(report.hashrate)
        row.put(report.hashes)
        row.put(report.temperatureMax?.millicelsius)
        row.put(report.rigs)
        row.put(calibrationID)
        row.put(report.simulated)
        let shares = report.shares
        row.put(shares?.source.rawValue)
        for tally in [shares?.accepted, shares?.rejected, shares?.stale] {
            if let tally {
                row.put(tally.count)
                row.put(tally.difficulty)
            } else {
                row.putNull()
                row.putNull()
            }
        }
        row.put(shares.map { Int64(clamping: $0.blocks) })
        try row.run()
    }

    private static let reportSQL = """
        INSERT INTO report (
            spool, seq, received_ms, at_ms, boot_id, mono_ms, clock_synced, interval_ms, power_mw, power_peak_mw, power_source,
            power_error_mw, energy_measured_mj, energy_estimated_mj, unknown_ms, quota_mw, limited_by, overshoot_ws, time_to_comply_ms,
            duty_ppm, hashrate_hs, hashes, temp_max_mc, rigs, calibration_id, simulated, work_source, shares_accepted, difficulty_accepted,
            shares_rejected, difficulty_rejected, shares_stale, difficulty_stale, blocks_found)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    private mutating func insert(_ rig: RigReport, at timestamp: WallInstant) throws(StorageError) {
        let name = try textID(rig.rig.text)
        try database.run(
            """
            INSERT INTO rig (spool, seq, received_ms, at_ms, rig, power_mw, power_source, power_error_mw, temp_mc, duty_ppm, state, simulated)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        ) {
            $0.put(state.id)
            $0.put(rig.seq)
            $0.put(now.milliseconds)
            $0.put(timestamp.milliseconds)
            $0.put(name)
            $0.put(rig.power.milliwatts)
            $0.put(rig.powerSource.rawValue)
            $0.put(rig.powerError.milliwatts)
            $0.put(rig.temperature?.millicelsius)
            $0.put(Int64(rig.duty.partsPerMillion))
            $0.put(rig.state.rawValue)
            $0.put(rig.simulated)
        }
    }

    private func insert(_ event: EventReport, at timestamp: WallInstant) throws(StorageError) {
        var fields = LineEncoder()
        for field in event.fields { fields.scalar(field.key, field.value) }
        let text = String(decoding: fields.finished().dropLast(), as: UTF8.self)
        try database.run(
            "INSERT INTO event (spool, seq, received_ms, at_ms, event, severity, message, fields) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        ) {
            $0.put(state.id)
            $0.put(event.seq)
            $0.put(now.milliseconds)
            $0.put(timestamp.milliseconds)
            $0.put(event.event)
            $0.put(event.severity.rawValue)
            $0.put(event.message)
            $0.put(text)
        }
    }

    private func insert(_ gap: Gap, from: UInt64, at timestamp: WallInstant) throws(StorageError) {
        try database.run("INSERT INTO gap (spool, from_seq, to_seq, received_ms, at_ms, reason) VALUES (?, ?, ?, ?, ?, ?)") {
            $0.put(state.id)
            $0.put(from)
            $0.put(gap.toSeq)
            $0.put(now.milliseconds)
            $0.put(timestamp.milliseconds)
            $0.put(gap.reason)
        }
    }
}
