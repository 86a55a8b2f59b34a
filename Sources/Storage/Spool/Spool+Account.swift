import ZoneModel

/// The running `PowerAccount`: one row, which changes in the same transaction as the lines that it sums.
extension Spool {
    /// Forgets the account that was told; the next line begins another.
    ///
    /// - Throws: it goes on, and will be told again, longer: a reader takes the longest of those that begin alike.
    public func closeAccount() throws(StorageError) {
        guard account != nil else { return }
        try attempt(now: nil) { database throws(StorageError) in
            try database.transaction { () throws(StorageError) in try database.run("DELETE FROM account") }
            account = nil
        }
    }

    /// What the account is with these lines.
    func accounting(_ lines: [PendingLine], from first: UInt64, thinned: UInt64, lastSeq: UInt64) -> PowerAccount? {
        guard let start = lines.first?.timestamp else { return account }
        var account = self.account ?? PowerAccount(firstSeq: first, from: start)
        for line in lines {
            switch line.content {
            case .report(let report): account.add(report, at: line.timestamp)
            case .lost(let count, _): account.lost += count
            case .rig, .event: break
            }
        }
        account.lost += thinned
        account.lastSeq = max(lastSeq, account.firstSeq)
        return account
    }

    static func loadAccount(_ database: Database) throws(StorageError) -> PowerAccount? {
        try database.first("SELECT \(accountColumns) FROM account WHERE id = 1") { row throws(StorageError) in
            var account = PowerAccount(firstSeq: try row.unsigned(0), from: WallInstant(milliseconds: try row.integer(3)))
            account.lastSeq = try row.unsigned(1)
            account.lost = try row.unsigned(2)
            account.to = WallInstant(milliseconds: try row.integer(4))
            account.covered = .milliseconds(try row.integer(5))
            account.measured = Energy(millijoules: try row.integer(6))
            account.estimated = Energy(millijoules: try row.integer(7))
            account.error = Energy(millijoules: try row.integer(8))
            account.estimatedError = Energy(millijoules: try row.integer(9))
            account.unknown = .milliseconds(try row.integer(10))
            account.overshoot = row.double(11)
            account.peak = Power(milliwatts: try row.integer(12))
            account.simulated = try row.integer(13) != 0
            return account
        }
    }

    static func save(_ account: PowerAccount, _ database: Database) throws(StorageError) {
        try database.run(
            "INSERT OR REPLACE INTO account (id, \(accountColumns)) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        ) {
            $0.put(account.firstSeq)
            $0.put(account.lastSeq)
            $0.put(account.lost)
            $0.put(account.from.milliseconds)
            $0.put(account.to.milliseconds)
            $0.put(account.covered.wholeMilliseconds)
            $0.put(account.measured.millijoules)
            $0.put(account.estimated.millijoules)
            $0.put(account.error.millijoules)
            $0.put(account.estimatedError.millijoules)
            $0.put(account.unknown.wholeMilliseconds)
            $0.put(account.overshoot)
            $0.put(account.peak.milliwatts)
            $0.put(account.simulated)
        }
    }

    private static let accountColumns = """
        first_seq, last_seq, lost, from_ms, to_ms, covered_ms, measured_mj, estimated_mj, error_mj, estimated_error_mj, unknown_ms,
        overshoot_ws, peak_mw, simulated
        """
}
