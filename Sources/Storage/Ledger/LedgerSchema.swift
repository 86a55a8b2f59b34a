import ZoneModel

/// Rows carry a seal over their values: a quota that rotted on disk must not be believed.
enum LedgerSchema {
    static let schema = Schema(
        applicationID: 0x5A61_4C47, name: "ledger",
        migrations: [
            """
            CREATE TABLE ledger (
                id INTEGER PRIMARY KEY CHECK (id = 1), ledger_id TEXT NOT NULL, commits INTEGER NOT NULL, epoch INTEGER NOT NULL,
                settled_epoch INTEGER NOT NULL, doubt TEXT, doubt_reason TEXT, seal INTEGER NOT NULL);
            CREATE TABLE entry (
                id INTEGER PRIMARY KEY, address TEXT NOT NULL, epoch INTEGER NOT NULL, generation INTEGER NOT NULL,
                boot_id TEXT NOT NULL, quota_mw INTEGER NOT NULL, term_ns INTEGER NOT NULL, hold_ns INTEGER NOT NULL,
                granted_ms INTEGER NOT NULL, seal INTEGER NOT NULL, UNIQUE (address, epoch, generation));
            CREATE TABLE freed_entry (
                id INTEGER PRIMARY KEY, address TEXT NOT NULL, epoch INTEGER NOT NULL, generation INTEGER NOT NULL,
                boot_id TEXT NOT NULL, quota_mw INTEGER NOT NULL, term_ns INTEGER NOT NULL, hold_ns INTEGER NOT NULL,
                granted_ms INTEGER NOT NULL, freed_ms INTEGER NOT NULL);
            CREATE TABLE newest_grant (
                address TEXT PRIMARY KEY, epoch INTEGER NOT NULL, generation INTEGER NOT NULL, seal INTEGER NOT NULL) WITHOUT ROWID;
            CREATE TABLE floor (address TEXT PRIMARY KEY, power_mw INTEGER NOT NULL, seal INTEGER NOT NULL) WITHOUT ROWID;
            CREATE TABLE uncontrolled (address TEXT PRIMARY KEY, power_mw INTEGER NOT NULL, seal INTEGER NOT NULL) WITHOUT ROWID;
            CREATE TABLE machine (address TEXT PRIMARY KEY, machine_id TEXT NOT NULL, seal INTEGER NOT NULL) WITHOUT ROWID;
            CREATE TABLE quota_order (
                id INTEGER PRIMARY KEY AUTOINCREMENT, host TEXT, quota_mw INTEGER, reason TEXT NOT NULL, order_number TEXT,
                uid INTEGER NOT NULL, at_ms INTEGER NOT NULL, seal INTEGER NOT NULL);
            CREATE INDEX quota_order_host ON quota_order (host, id);
            CREATE TRIGGER quota_order_never_altered BEFORE UPDATE ON quota_order
                BEGIN SELECT raise(ABORT, 'orders are never altered'); END;
            CREATE TRIGGER quota_order_never_deleted BEFORE DELETE ON quota_order
                BEGIN SELECT raise(ABORT, 'orders are never deleted'); END;
            """,
            """
            CREATE TABLE order_doubt (id INTEGER PRIMARY KEY CHECK (id = 1), doubt TEXT NOT NULL, seal INTEGER NOT NULL);
            CREATE TABLE schedule (
                id INTEGER PRIMARY KEY, address TEXT NOT NULL, schedule_id TEXT NOT NULL, start_ms INTEGER NOT NULL,
                slot_s INTEGER NOT NULL, floors_mw TEXT NOT NULL, seal INTEGER NOT NULL, UNIQUE (address, schedule_id));
            CREATE TABLE stored_schedule (
                address TEXT PRIMARY KEY, schedule_id TEXT NOT NULL, seal INTEGER NOT NULL) WITHOUT ROWID;
            CREATE TABLE timed_order (
                id INTEGER PRIMARY KEY AUTOINCREMENT, order_id INTEGER NOT NULL, kind TEXT NOT NULL, target TEXT NOT NULL,
                quota_mw INTEGER NOT NULL, start_ms INTEGER NOT NULL, end_ms INTEGER NOT NULL, reason TEXT NOT NULL, order_number TEXT,
                uid INTEGER NOT NULL, at_ms INTEGER NOT NULL, is_over INTEGER NOT NULL, recorded_ms INTEGER NOT NULL, seal INTEGER NOT NULL);
            CREATE INDEX timed_order_number ON timed_order (order_id, id);
            CREATE TRIGGER timed_order_never_altered BEFORE UPDATE ON timed_order
                BEGIN SELECT raise(ABORT, 'orders are never altered'); END;
            CREATE TRIGGER timed_order_never_deleted BEFORE DELETE ON timed_order
                BEGIN SELECT raise(ABORT, 'orders are never deleted'); END;
            CREATE TABLE maintenance (
                id INTEGER PRIMARY KEY AUTOINCREMENT, address TEXT NOT NULL, is_out INTEGER NOT NULL, reason TEXT, uid INTEGER,
                at_ms INTEGER, recorded_ms INTEGER NOT NULL, seal INTEGER NOT NULL);
            CREATE INDEX maintenance_host ON maintenance (address, id);
            CREATE TRIGGER maintenance_never_altered BEFORE UPDATE ON maintenance
                BEGIN SELECT raise(ABORT, 'orders are never altered'); END;
            CREATE TRIGGER maintenance_never_deleted BEFORE DELETE ON maintenance
                BEGIN SELECT raise(ABORT, 'orders are never deleted'); END;
            """,
            """
            CREATE TABLE identity_order (
                id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, address TEXT NOT NULL, number INTEGER NOT NULL,
                token_hash TEXT, class TEXT, expires_ms INTEGER, machine_id TEXT, reason TEXT NOT NULL, order_number TEXT,
                uid INTEGER NOT NULL, at_ms INTEGER NOT NULL, seal INTEGER NOT NULL);
            CREATE INDEX identity_order_number ON identity_order (number, id);
            CREATE TRIGGER identity_order_never_altered BEFORE UPDATE ON identity_order
                BEGIN SELECT raise(ABORT, 'orders are never altered'); END;
            CREATE TRIGGER identity_order_never_deleted BEFORE DELETE ON identity_order
                BEGIN SELECT raise(ABORT, 'orders are never deleted'); END;
            """,
            "ALTER TABLE timed_order ADD COLUMN has_ended INTEGER NOT NULL DEFAULT 0;",
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
    var settledEpoch: UInt64
    /// Fresh, lost or restored until the quarantine is over.
    var doubt: LedgerStanding?

    private var seal: Int64 {
        Checksum.seal(ledgerID, "\(commits)", "\(epoch)", "\(settledEpoch)", doubt?.status.rawValue, doubt?.reason)
    }

    static func load(_ database: Database) throws(StorageError) -> LedgerHead? {
        let query = "SELECT ledger_id, commits, epoch, settled_epoch, doubt, doubt_reason, seal FROM ledger WHERE id = 1"
        return try database.first(query) { row throws(StorageError) in
            var head = LedgerHead(
                ledgerID: try row.text(0), commits: try row.unsigned(1), epoch: try row.unsigned(2), settledEpoch: try row.unsigned(3))
            if let text = try row.optionalText(4) {
                guard let status = LedgerImage.Status(rawValue: text), status != .whole else { throw row.damaged(4, "no doubt") }
                head.doubt = LedgerStanding(status: status, reason: try row.optionalText(5))
            }
            guard try row.integer(6) == head.seal, head.commits < Int64.max else { throw row.damaged(6, "a seal that does not fit") }
            return head
        }
    }

    func save(_ database: Database) throws(StorageError) {
        try database.run(
            """
            INSERT INTO ledger (id, ledger_id, commits, epoch, settled_epoch, doubt, doubt_reason, seal)
            VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7)
            ON CONFLICT (id) DO UPDATE SET
                ledger_id = ?1, commits = ?2, epoch = ?3, settled_epoch = ?4, doubt = ?5, doubt_reason = ?6, seal = ?7
            """
        ) {
            $0.put(ledgerID)
            $0.put(commits)
            $0.put(epoch)
            $0.put(settledEpoch)
            $0.put(doubt?.status.rawValue)
            $0.put(doubt?.reason)
            $0.put(seal)
        }
    }
}
