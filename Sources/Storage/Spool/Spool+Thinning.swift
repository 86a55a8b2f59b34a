import ZoneModel

/// Keeping the spool inside its bounds.
///
/// Size counts pages of the file, not bytes of lines: it is the disk that must not fill. Age bounds `rig` and `report` lines only:
/// `event`s are few, and the longer a host was cut off, the more they matter.
extension Spool {
    /// Thins until `rows` fit: the oldest rigs, then the oldest reports, then the oldest events.
    ///
    /// One call thins a bounded number of lines beyond what comes in, so that a bound that was lowered in the config is reached over
    /// several calls, none of which holds up the control loop.
    func makeRoom(
        _ database: Database, _ head: inout SpoolHead, _ thinned: inout ThinnedLines, for rows: [SpoolRow]
    ) throws(StorageError) {
        let incoming = rows.reduce(0) { $0 + $1.bytesOnDisk }
        let limit = SpoolHead.databaseBytesMax(of: bytesMax)
        let chunk = 64
        var budget = rows.count * 4 + 4096
        for table in SpoolTable.allCases {
            while budget > 0, try database.bytesUsed() + incoming + incoming / 8 > limit {
                let taken = try thin(table, linesMax: chunk, reasons: table.thinned, database, &head)
                guard taken > 0 else { break }
                thinned[keyPath: table.count] += taken
                budget -= taken
            }
        }
    }

    /// Thins rigs and reports that are older than the spool keeps.
    ///
    /// A line that was appended before 2020 was dated by a clock that was not set yet: it has no age.
    func forgetOld(
        _ database: Database, _ head: inout SpoolHead, _ thinned: inout ThinnedLines, now: WallInstant
    ) throws(StorageError) {
        let oldest = now.milliseconds - min(ageMax.wholeMilliseconds, 1 << 52)
        for table in [SpoolTable.rig, .report] {
            for _ in 0..<16 {
                let seqs = try database.rows(
                    "SELECT seq, appended_ms FROM \(table.name) ORDER BY seq LIMIT 64", { _ in },
                    { row throws(StorageError) in (seq: try row.unsigned(0), appended: try row.integer(1)) })
                let aged = seqs.prefix { $0.appended < oldest && $0.appended >= Spool.clockWasSet }.count
                guard aged > 0 else { break }
                thinned[keyPath: table.count] += try thin(table, linesMax: aged, reasons: .tooOld, database, &head)
                if aged < seqs.count { break }
            }
        }
    }

    /// 2020-01-01T00:00:00Z
    private static let clockWasSet: Int64 = 1_577_836_800_000

    /// Deletes everything of a table up to `seq`, which was acked.
    func forget(_ table: SpoolTable, upTo seq: UInt64, _ database: Database, _ head: inout SpoolHead) throws(StorageError) {
        let sum = try database.first(
            "SELECT count(*), coalesce(sum(length(line)), 0) FROM \(table.name) WHERE seq <= ?", { $0.put(seq) },
            { row throws(StorageError) in (lines: try row.integer(0), bytes: try row.integer(1)) })
        try database.run("DELETE FROM \(table.name) WHERE seq <= ?") { $0.put(seq) }
        head.lines -= sum?.lines ?? 0
        head.bytes -= sum?.bytes ?? 0
    }

    /// Puts gaps in the place of a table's oldest lines; how many lines there were.
    private func thin(
        _ table: SpoolTable, linesMax: Int, reasons: GapReasons, _ database: Database, _ head: inout SpoolHead
    ) throws(StorageError) -> Int {
        let seqs = try database.rows(
            "SELECT seq FROM \(table.name) ORDER BY seq LIMIT ?", { $0.put(Int64(linesMax)) },
            { row throws(StorageError) in try row.unsigned(0) })
        guard let last = seqs.last else { return 0 }
        try forget(table, upTo: last, database, &head)
        var run: SpoolGap?
        for seq in seqs {
            if let gap = run, gap.to + 1 == seq {
                run?.to = seq
                continue
            }
            if let gap = run { try insert(gap, database, &head, now: head.lastAppend) }
            run = SpoolGap(from: seq, to: seq, reasons: reasons)
        }
        if let gap = run { try insert(gap, database, &head, now: head.lastAppend) }
        return seqs.count
    }
}
