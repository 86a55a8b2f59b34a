/// Typed columns with the unit in the name: an auditor reads the file with `sqlite3` alone.
///
/// The tables of lines have no index on their numbers: rows come in order and the high water in `spool` keeps them single, while a
/// unique index would make every insert dearer the larger the table gets. `received_ms` rises with the row id, so that retention
/// deletes from the front.
enum TelemetrySchema {
    static let schema = Schema(
        applicationID: 0x5A61_5445, name: "store",
        migrations: [
            """
            CREATE TABLE host (
                id INTEGER PRIMARY KEY, zone TEXT NOT NULL, site TEXT NOT NULL, host TEXT NOT NULL, UNIQUE (zone, site, host));
            CREATE TABLE spool (
                id INTEGER PRIMARY KEY, host INTEGER NOT NULL REFERENCES host, spool_id TEXT NOT NULL,
                high_seq INTEGER NOT NULL, lines INTEGER NOT NULL, gapped INTEGER NOT NULL, forgotten_seq INTEGER NOT NULL,
                UNIQUE (host, spool_id));
            CREATE TABLE text (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
            CREATE TABLE report (
                id INTEGER PRIMARY KEY, spool INTEGER NOT NULL, seq INTEGER NOT NULL, received_ms INTEGER NOT NULL, at_ms INTEGER NOT NULL,
                boot_id INTEGER NOT NULL, mono_ms INTEGER NOT NULL, clock_synced INTEGER NOT NULL, interval_ms INTEGER NOT NULL,
                power_mw INTEGER NOT NULL, power_peak_mw INTEGER NOT NULL, power_source TEXT NOT NULL, power_error_mw INTEGER NOT NULL,
                energy_measured_mj INTEGER NOT NULL, energy_estimated_mj INTEGER NOT NULL, unknown_ms INTEGER NOT NULL,
                quota_mw INTEGER NOT NULL, limited_by TEXT NOT NULL, overshoot_ws REAL NOT NULL, time_to_comply_ms INTEGER,
                duty_ppm INTEGER NOT NULL, hashrate_hs REAL NOT NULL, hashes INTEGER NOT NULL, temp_max_mc INTEGER,
                rigs INTEGER NOT NULL, calibration_id INTEGER, simulated INTEGER NOT NULL);
            CREATE TABLE rig (
                id INTEGER PRIMARY KEY, spool INTEGER NOT NULL, seq INTEGER NOT NULL, received_ms INTEGER NOT NULL, at_ms INTEGER NOT NULL,
                rig INTEGER NOT NULL, power_mw INTEGER NOT NULL, power_source TEXT NOT NULL, power_error_mw INTEGER NOT NULL,
                temp_mc INTEGER, duty_ppm INTEGER NOT NULL, state TEXT NOT NULL, simulated INTEGER NOT NULL);
            CREATE TABLE event (
                id INTEGER PRIMARY KEY, spool INTEGER NOT NULL, seq INTEGER NOT NULL, received_ms INTEGER NOT NULL, at_ms INTEGER NOT NULL,
                event TEXT NOT NULL, severity TEXT NOT NULL, message TEXT NOT NULL, fields TEXT NOT NULL);
            CREATE INDEX event_at ON event (at_ms);
            CREATE TABLE gap (
                id INTEGER PRIMARY KEY, spool INTEGER NOT NULL, from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL,
                received_ms INTEGER NOT NULL, at_ms INTEGER NOT NULL, reason TEXT NOT NULL);
            CREATE VIEW report_line AS
                SELECT host.zone, host.site, host.host, spool.spool_id, boot.text AS boot, calibration.text AS calibration, report.*
                FROM report JOIN spool ON spool.id = report.spool JOIN host ON host.id = spool.host
                JOIN text AS boot ON boot.id = report.boot_id LEFT JOIN text AS calibration ON calibration.id = report.calibration_id;
            """,
            // What pools have said of the interval's shares; all NULL where nobody judged what was hashed.
            """
            ALTER TABLE report ADD COLUMN work_source TEXT;
            ALTER TABLE report ADD COLUMN shares_accepted INTEGER;
            ALTER TABLE report ADD COLUMN difficulty_accepted REAL;
            ALTER TABLE report ADD COLUMN shares_rejected INTEGER;
            ALTER TABLE report ADD COLUMN difficulty_rejected REAL;
            ALTER TABLE report ADD COLUMN shares_stale INTEGER;
            ALTER TABLE report ADD COLUMN difficulty_stale REAL;
            ALTER TABLE report ADD COLUMN blocks_found INTEGER;
            """,
        ])

    static var options: Database.Options {
        var options = Database.Options()
        // Auditors may read beside the daemon.
        options.isExclusive = false
        options.busyTimeoutMilliseconds = 2000
        options.walBytesKept = 16 << 20
        return options
    }
}
