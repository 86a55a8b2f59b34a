/// Rows carry a seal over their values: a quota that rotted on disk must not be believed.
enum LedgerSchema {
    static let schema = Schema(
        applicationID: 0x5A61_4C47, name: "ledger",
        migrations: [
            """
            CREATE TABLE ledger (
                id INTEGER PRIMARY KEY CHECK (id = 1), ledger_id TEXT NOT NULL, commits INTEGER NOT NULL, epoch INTEGER NOT NULL,
                doubt TEXT, doubt_reason TEXT, seal INTEGER NOT NULL);
            CREATE TABLE entry (
                address TEXT NOT NULL, epoch INTEGER NOT NULL, generation INTEGER NOT NULL, boot_id TEXT NOT NULL,
                quota_mw INTEGER NOT NULL, term_ns INTEGER NOT NULL, hold_ns INTEGER NOT NULL, granted_ms INTEGER NOT NULL,
                seal INTEGER NOT NULL, PRIMARY KEY (address, epoch, generation)) WITHOUT ROWID;
            CREATE TABLE freed_entry (
                id INTEGER PRIMARY KEY, address TEXT NOT NULL, epoch INTEGER NOT NULL, generation INTEGER NOT NULL,
                boot_id TEXT NOT NULL, quota_mw INTEGER NOT NULL, term_ns INTEGER NOT NULL, hold_ns INTEGER NOT NULL,
                granted_ms INTEGER NOT NULL, freed_ms INTEGER NOT NULL, reason TEXT NOT NULL);
            CREATE TABLE newest_grant (
                address TEXT PRIMARY KEY, epoch INTEGER NOT NULL, generation INTEGER NOT NULL, seal INTEGER NOT NULL) WITHOUT ROWID;
            CREATE TABLE floor (
                address TEXT PRIMARY KEY, in_force_mw INTEGER NOT NULL, pending_mw INTEGER, seal INTEGER NOT NULL) WITHOUT ROWID;
            CREATE TABLE machine (
                address TEXT PRIMARY KEY, machine_id TEXT NOT NULL, first_seen_ms INTEGER NOT NULL) WITHOUT ROWID;
            CREATE TABLE decision (
                id INTEGER PRIMARY KEY AUTOINCREMENT, target TEXT NOT NULL, from_mw INTEGER, to_mw INTEGER, reason TEXT NOT NULL,
                order_number TEXT, uid INTEGER NOT NULL, at_ms INTEGER NOT NULL, seal INTEGER NOT NULL);
            CREATE INDEX decision_target ON decision (target, id);
            CREATE TRIGGER decision_never_altered BEFORE UPDATE ON decision
                BEGIN SELECT raise(ABORT, 'decisions are never altered'); END;
            CREATE TRIGGER decision_never_deleted BEFORE DELETE ON decision
                BEGIN SELECT raise(ABORT, 'decisions are never deleted'); END;
            """
        ])

    /// Small and few: checked after every unclean end.
    static var options: Database.Options {
        var options = Database.Options()
        options.isShrinking = true
        options.checkedBytesMax = 1 << 30
        return options
    }
}

/// The ledger's own row.
struct LedgerHead: Equatable {
    var ledgerID: String
    var commits: UInt64
    var epoch: UInt64
    /// `fresh`, `lost` or `restored` until the quarantine is over.
    var doubt: String?
    var doubtReason: String?

    private var seal: Int64 { Checksum.seal(ledgerID, "\(commits)", "\(epoch)", doubt, doubtReason) }

    static func load(_ database: Database) throws(StorageError) -> LedgerHead? {
        try database.first("SELECT ledger_id, commits, epoch, doubt, doubt_reason, seal FROM ledger WHERE id = 1") { row throws(StorageError) in
            let head = LedgerHead(
                ledgerID: try row.text(0), commits: try row.unsigned(1), epoch: try row.unsigned(2), doubt: try row.optionalText(3),
                doubtReason: try row.optionalText(4))
            guard try row.integer(5) == head.seal, head.commits < Int64.max else { throw row.damaged(5, "a seal that does not fit") }
            return head
        }
    }

    func save(_ database: Database) throws(StorageError) {
        try database.run(
            """
            INSERT INTO ledger (id, ledger_id, commits, epoch, doubt, doubt_reason, seal) VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT (id) DO UPDATE SET ledger_id = ?1, commits = ?2, epoch = ?3, doubt = ?4, doubt_reason = ?5, seal = ?6
            """
        ) {
            $0.put(ledgerID)
            $0.put(commits)
            $0.put(epoch)
            $0.put(doubt)
            $0.put(doubtReason)
            $0.put(seal)
        }
    }
}
