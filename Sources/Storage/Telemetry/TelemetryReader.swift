import ZoneModel

/// Reads the collector's store beside its owner, on a connection of its own: a long look neither waits for commits nor holds them up.
public final class TelemetryReader {
    private let database: Database

    public init(path: String) throws(StorageError) { database = try Database(readingBesideTheOwner: path) }

    /// The most events that are read: hosts that tell more have a trouble that the first of them show.
    private static let eventsMax: Int64 = 500_000
    /// Rows are found by when they were received; an agent's clock may run ahead of the collector's by so much.
    private static let clockSlack: Int64 = 3_600_000

    /// What the review of each host is made of, in order of address. A host that the store knows nothing of is there without figures.
    ///
    /// - Parameter hosts: with the most that each can draw.
    public func reviewInputs(
        of hosts: [HostAddress: Power], since: WallInstant, until: WallInstant
    ) throws(StorageError) -> [ReviewInput] {
        var inputs: [HostAddress: ReviewInput] = [:]
        let begins = try beginsAt()
        for (host, nameplate) in hosts {
            var input = ReviewInput(host: host.description, source: "store", since: since, until: until)
            input.nameplate = nameplate
            input.beginsAt = begins.flatMap { $0 > since ? $0 : nil }
            inputs[host] = input
        }
        var spools: [Int64: HostAddress] = [:]
        let known = try database.rows("SELECT spool.id, zone, site, host.host FROM spool JOIN host ON host.id = spool.host") {
            row throws(StorageError) in (try row.integer(0), "\(try row.text(1))/\(try row.text(2))/\(try row.text(3))")
        }
        for (id, path) in known {
            guard let address = HostAddress(path: path), inputs[address] != nil else { continue }
            spools[id] = address
            inputs[address]?.lose(0)
        }
        try readReports(spools, &inputs, since: since, until: until)
        try readEvents(spools, &inputs, since: since, until: until)
        try readGaps(spools, &inputs, since: since, until: until)
        return inputs.sorted { $0.key < $1.key }.map(\.value)
    }

    /// When the oldest report that is left was received.
    private func beginsAt() throws(StorageError) -> WallInstant? {
        try database.first("SELECT received_ms FROM report ORDER BY id LIMIT 1") { row throws(StorageError) in
            WallInstant(milliseconds: try row.integer(0))
        }
    }

    /// The first row that was received at or after an instant: `received_ms` rises with the row id, so it is found by halving.
    private func firstRow(receivedFrom instant: Int64, in table: String) throws(StorageError) -> Int64 {
        let ends = try database.first("SELECT coalesce(min(id), 0), coalesce(max(id), 0) FROM \(table)") { row throws(StorageError) in
            (try row.integer(0), try row.integer(1))
        }
        var (low, high) = (ends?.0 ?? 0, (ends?.1 ?? 0) + 1)
        while low < high {
            let middle = low + (high - low) / 2
            let received = try database.first("SELECT received_ms FROM \(table) WHERE id >= ? ORDER BY id LIMIT 1", { $0.put(middle) }) {
                row throws(StorageError) in try row.integer(0)
            }
            if let received, received < instant { low = middle + 1 } else { high = middle }
        }
        return low
    }

    // MARK: Rows

    private func readReports(
        _ spools: [Int64: HostAddress], _ inputs: inout [HostAddress: ReviewInput], since: WallInstant, until: WallInstant
    ) throws(StorageError) {
        let boots = try database.rows("SELECT id, text FROM text WHERE id IN (SELECT DISTINCT boot_id FROM report)") {
            row throws(StorageError) in (try row.integer(0), try row.text(1))
        }
        let bootNames = Dictionary(boots, uniquingKeysWith: { first, _ in first })
        var open: [Int64: (boot: Int64, stretch: ReviewInput.Stretch)] = [:]
        func close(_ spool: Int64) {
            guard let done = open.removeValue(forKey: spool), let address = spools[spool] else { return }
            inputs[address]?.stretches.append(done.stretch)
        }
        let rows = try database.statement(
            """
            SELECT spool, boot_id, at_ms, interval_ms, power_error_mw, energy_measured_mj, energy_estimated_mj, unknown_ms, overshoot_ws, simulated
            FROM report WHERE id >= ? AND at_ms > ? AND at_ms - interval_ms < ? ORDER BY id
            """)
        defer { rows.reset() }
        rows.put(try firstRow(receivedFrom: since.milliseconds - TelemetryReader.clockSlack, in: "report"))
        rows.put(since.milliseconds)
        rows.put(until.milliseconds)
        while try rows.step() {
            let spool = try rows.integer(0)
            guard spools[spool] != nil else { continue }
            let (row, boot) = (try TelemetryReader.stretch(rows), try rows.integer(1))
            // What reaches over an edge stands alone, so that only its own part is unsure.
            let isInside = row.from >= since && row.to <= until
            if isInside, var going = open[spool], going.boot == boot,
                (row.from.milliseconds - going.stretch.to.milliseconds).magnitude <= 1500
            {
                going.stretch.add(row)
                open[spool] = going
                continue
            }
            close(spool)
            var fresh = row
            fresh.boot = bootNames[boot]
            open[spool] = (boot, fresh)
            if !isInside { close(spool) }
        }
        for spool in open.keys.sorted() { close(spool) }
    }

    private static func stretch(_ row: Statement) throws(StorageError) -> ReviewInput.Stretch {
        let (at, interval, unknown) = (try row.integer(2), try row.integer(3), try row.integer(7))
        var stretch = ReviewInput.Stretch(from: WallInstant(milliseconds: at - interval), to: WallInstant(milliseconds: at))
        stretch.measured = Energy(millijoules: try row.integer(5))
        stretch.estimated = Energy(millijoules: try row.integer(6))
        stretch.error = Energy(Power(milliwatts: try row.integer(4)), over: .milliseconds(max(interval - unknown, 0)))
        stretch.estimatedError = stretch.estimated > .zero ? stretch.error : .zero
        stretch.unknown = .milliseconds(unknown)
        stretch.overshootWs = row.double(8)
        stretch.simulated = try row.integer(9) != 0
        return stretch
    }

    private func readEvents(
        _ spools: [Int64: HostAddress], _ inputs: inout [HostAddress: ReviewInput], since: WallInstant, until: WallInstant
    ) throws(StorageError) {
        // What was going on when the time began is told by what was before.
        let before = since.milliseconds - 86_400_000
        let rows = try database.statement(
            "SELECT spool, at_ms, event, severity, message, fields FROM event WHERE at_ms BETWEEN ? AND ? ORDER BY at_ms, id LIMIT ?")
        defer { rows.reset() }
        rows.put(before)
        rows.put(until.milliseconds)
        rows.put(TelemetryReader.eventsMax)
        while try rows.step() {
            guard let address = spools[try rows.integer(0)], let severity = Severity(rawValue: try rows.text(3)) else { continue }
            let object = try? FlatObject(line: try rows.text(5).utf8)
            let fields: [(String, String)] = (object?.fields ?? []).compactMap { field in
                switch field.value {
                case .string(let text), .number(let text): (field.key, text)
                case .boolean(let flag): (field.key, flag ? "1" : "0")
                case .null: nil
                }
            }
            inputs[address]?.entries.append(
                .init(
                    at: WallInstant(milliseconds: try rows.integer(1)), event: try rows.text(2), severity: severity,
                    message: try rows.text(4), fields: Dictionary(fields, uniquingKeysWith: { first, _ in first })))
        }
    }

    private func readGaps(
        _ spools: [Int64: HostAddress], _ inputs: inout [HostAddress: ReviewInput], since: WallInstant, until: WallInstant
    ) throws(StorageError) {
        let rows = try database.statement("SELECT spool, to_seq - from_seq + 1, reason FROM gap WHERE at_ms BETWEEN ? AND ?")
        defer { rows.reset() }
        rows.put(since.milliseconds)
        rows.put(until.milliseconds)
        while try rows.step() {
            // Those were delivered, and are in the store.
            guard try rows.text(2) != GapReasons.deliveredBefore.text, let address = spools[try rows.integer(0)] else { continue }
            let lost = try rows.unsigned(1)
            inputs[address]?.lose(lost)
        }
    }
}

extension ReviewInput {
    fileprivate mutating func lose(_ lines: UInt64) { linesLost = (linesLost ?? 0) + lines }
}

extension ReviewInput.Stretch {
    fileprivate mutating func add(_ row: ReviewInput.Stretch) {
        to = max(to, row.to)
        measured += row.measured
        estimated += row.estimated
        error += row.error
        estimatedError += row.estimatedError
        unknown += row.unknown
        overshootWs += row.overshootWs
        simulated = simulated || row.simulated
    }
}
