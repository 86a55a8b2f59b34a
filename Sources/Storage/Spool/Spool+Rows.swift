import ZoneModel

/// A gap row: it stands for `from` … `to` and is sent with `seq` = `to`.
struct SpoolGap: Equatable {
    var from: UInt64
    var to: UInt64
    var reasons: GapReasons
}

/// A row on its way into its table.
enum SpoolRow {
    case line(SpoolTable, seq: UInt64, bytes: [UInt8])
    case gap(SpoolGap)

    var seq: UInt64 {
        switch self {
        case .line(_, let seq, _): seq
        case .gap(let gap): gap.to
        }
    }

    /// What it takes on disk, about: the row's header and its share of the page.
    var bytesOnDisk: Int64 {
        switch self {
        case .line(_, _, let bytes): Int64(bytes.count) + 32
        case .gap: 32
        }
    }
}

extension Spool {
    // MARK: In

    func encode(_ lines: [PendingLine], from first: UInt64, thinned: inout ThinnedLines) -> [SpoolRow] {
        var seq = first
        var rows: [SpoolRow] = []
        rows.reserveCapacity(lines.count)
        for line in lines {
            let body: (SpoolTable, LineBody)
            switch line.content {
            case .report(let report): body = (.report, .report(report))
            case .rig(let rig): body = (.rig, .rig(rig))
            case .event(let event): body = (.event, .event(event))
            case .lost(let count, let reasons):
                guard count > 0 else { continue }
                rows.append(.gap(SpoolGap(from: seq, to: seq + (count - 1), reasons: reasons)))
                seq += count
                continue
            }
            let bytes = Line(timestamp: line.timestamp, address: address, body: body.1.withSequence(seq)).encoded()
            // What the collector cannot read it would refuse for ever, and with it everything behind it.
            if (try? Line(decoding: bytes.dropLast())) != nil {
                rows.append(.line(body.0, seq: seq, bytes: bytes))
            } else {
                thinned.unsendable += 1
                rows.append(.gap(SpoolGap(from: seq, to: seq, reasons: .unsendable)))
            }
            seq += 1
        }
        return rows
    }

    func insert(_ row: SpoolRow, _ database: Database, _ head: inout SpoolHead, now: WallInstant) throws(StorageError) {
        switch row {
        case .gap(let gap): try insert(gap, database, &head, now: now)
        case .line(let table, let seq, let bytes):
            try database.run("INSERT INTO \(table.name) (seq, appended_ms, crc, line) VALUES (?, ?, ?, ?)") {
                $0.put(seq)
                $0.put(now.milliseconds)
                $0.put(Int64(Checksum.crc32(bytes)))
                $0.put(bytes)
            }
            head.lines += 1
            head.bytes += Int64(bytes.count)
        }
    }

    /// Puts a gap where nothing stands, merged with the gaps that it touches.
    func insert(_ new: SpoolGap, _ database: Database, _ head: inout SpoolHead, now: WallInstant) throws(StorageError) {
        var gap = new
        let before = try database.first(
            "SELECT from_seq, reasons FROM gap WHERE to_seq = ?", { $0.put(new.from - 1) },
            { row throws(StorageError) in (from: try row.unsigned(0), reasons: GapReasons(rawValue: try row.integer(1))) })
        if let before {
            gap.from = before.from
            gap.reasons.formUnion(before.reasons)
            try database.run("DELETE FROM gap WHERE to_seq = ?") { $0.put(new.from - 1) }
            head.lines -= 1
        }
        let after = try database.first(
            "SELECT from_seq, to_seq, reasons FROM gap WHERE to_seq > ? ORDER BY to_seq LIMIT 1", { $0.put(new.to) },
            { row throws(StorageError) in
                (from: try row.unsigned(0), to: try row.unsigned(1), reasons: GapReasons(rawValue: try row.integer(2)))
            })
        if let after, after.from == new.to + 1 {
            gap.reasons.formUnion(after.reasons)
            try database.run("UPDATE gap SET from_seq = ?, reasons = ? WHERE to_seq = ?") {
                $0.put(gap.from)
                $0.put(gap.reasons.rawValue)
                $0.put(after.to)
            }
            return
        }
        try database.run("INSERT INTO gap (to_seq, from_seq, reasons, appended_ms) VALUES (?, ?, ?, ?)") {
            $0.put(gap.to)
            $0.put(gap.from)
            $0.put(gap.reasons.rawValue)
            $0.put(now.milliseconds)
        }
        head.lines += 1
    }

    // MARK: Out

    func encode(_ gap: SpoolGap, at timestamp: WallInstant) -> SpooledLine {
        let body = LineBody.gap(Gap(seq: gap.to, fromSeq: gap.from, toSeq: gap.to, reason: gap.reasons.text))
        return SpooledLine(seq: gap.to, bytes: Line(timestamp: timestamp, address: address, body: body).encoded())
    }

    /// Rows from `next` on, each checked to begin where the one before it ended. A line whose checksum fails is read as a gap, and
    /// named in `damaged`.
    func readRows(
        _ database: Database, from start: UInt64, bytesMax: Int, linesMax: Int
    ) throws(StorageError) -> (lines: [SpooledLine], damaged: [(table: SpoolTable, seq: UInt64)]) {
        guard linesMax > 0, start < head.nextSeq else { return ([], []) }
        let statement = try database.statement(Spool.readSQL)
        defer { statement.reset() }
        for _ in 0..<4 { statement.put(start) }
        var lines: [SpooledLine] = []
        var damaged: [(table: SpoolTable, seq: UInt64)] = []
        var bytes = 0
        var next = start
        while lines.count < linesMax, try statement.step() {
            let seq = try statement.unsigned(0)
            let from = try statement.unsigned(1)
            // The first row may be a gap that began before `start`.
            guard lines.isEmpty ? from <= next : from == next, seq >= from else { throw notWhole(database, expected: next, found: from) }
            let line = try read(statement, seq: seq, from: from, &damaged)
            if !lines.isEmpty, bytes + line.bytes.count > bytesMax { return (lines, damaged) }
            bytes += line.bytes.count
            lines.append(line)
            next = seq + 1
        }
        guard lines.count == linesMax || next == head.nextSeq else { throw notWhole(database, expected: next, found: head.nextSeq) }
        return (lines, damaged)
    }

    private func read(
        _ row: Statement, seq: UInt64, from: UInt64, _ damaged: inout [(table: SpoolTable, seq: UInt64)]
    ) throws(StorageError) -> SpooledLine {
        let kind = try row.integer(2)
        let appended = WallInstant(milliseconds: try row.integer(3))
        guard let table = SpoolTable(rawValue: kind) else {
            let reasons = GapReasons(rawValue: try row.integer(4))
            return encode(SpoolGap(from: from, to: seq, reasons: reasons), at: appended)
        }
        let line = row.bytes(5)
        if try row.integer(4) == Int64(Checksum.crc32(line)) { return SpooledLine(seq: seq, bytes: line) }
        damaged.append((table, seq))
        return encode(SpoolGap(from: seq, to: seq, reasons: .damaged), at: appended)
    }

    /// Puts gaps in the place of lines that rotted on disk.
    func giveUp(_ damaged: [(table: SpoolTable, seq: UInt64)], _ database: Database) throws(StorageError) {
        var head = self.head
        try database.transaction { () throws(StorageError) in
            for (table, seq) in damaged {
                let bytes = try database.first(
                    "SELECT length(line) FROM \(table.name) WHERE seq = ?", { $0.put(seq) },
                    { row throws(StorageError) in try row.integer(0) })
                try database.run("DELETE FROM \(table.name) WHERE seq = ?") { $0.put(seq) }
                head.lines -= 1
                head.bytes -= bytes ?? 0
                try insert(SpoolGap(from: seq, to: seq, reasons: .damaged), database, &head, now: head.lastAppend)
            }
            try head.save(database)
        }
        self.head = head
    }

    private func notWhole(_ database: Database, expected: UInt64, found: UInt64) -> StorageError {
        StorageError(
            path: path, operation: "read the sequence", cause: .corrupt, detail: "the next row should begin at \(expected), not at \(found)"
        )
    }

    /// Four walks along primary keys, merged by SQLite without sorting: the compound's ORDER BY is each walk's own order.
    private static let readSQL = """
        SELECT seq, seq AS from_seq, 0 AS kind, appended_ms, crc, line FROM rig WHERE seq >= ?
        UNION ALL SELECT seq, seq, 1, appended_ms, crc, line FROM report WHERE seq >= ?
        UNION ALL SELECT seq, seq, 2, appended_ms, crc, line FROM event WHERE seq >= ?
        UNION ALL SELECT to_seq, from_seq, 3, appended_ms, reasons, NULL FROM gap WHERE to_seq >= ?
        ORDER BY 1
        """
}
