import CSQLite
import Glibc
import ZoneModel

/// What can still be read of a ledger that was moved aside as corrupt: what people ordered, who the hosts are, and what may stand
/// at them.
///
/// Grants are left where they are: the quarantine outlives every one of them. But an order does not end by itself: a zone that was cut by a person
/// must not have its configuration's quota again because a disk rotted.
struct LedgerSalvage {
    private(set) var orders: [RecordedOrder] = []
    private(set) var timedOrders: [LedgerReader.RecordedTimedOrder] = []
    private(set) var maintenance: [LedgerReader.RecordedMaintenance] = []
    private(set) var identity: [IdentityOrder] = []
    private(set) var schedules: [LedgerReader.HostSchedule] = []
    private(set) var stored: [LedgerReader.HostText] = []
    private(set) var machines: [LedgerReader.HostText] = []
    private(set) var floors: [LedgerReader.HostPower] = []
    private(set) var uncontrolled: [LedgerReader.HostPower] = []
    /// Commits of the ledger's own row; nil: it cannot be read.
    private(set) var commits: UInt64?
    /// Every row of all these tables was read.
    private(set) var isComplete = true

    /// A ledger holds some megabytes; what is larger is something else by now.
    private static let bytesMax: Int64 = 256 << 20

    /// - Parameter keptAt: where the corrupt ledger is kept; it is read from a copy, because SQLite would change it.
    init(keptAt: String) {
        let copy = keptAt + ".reading"
        defer { for part in ["", "-wal", "-shm", ".lock"] { unlink(copy + part) } }
        guard LedgerSalvage.duplicate(keptAt, to: copy),
            let lock = try? LockFile(path: copy + ".lock"),
            let database = try? Database(path: copy, options: LedgerSchema.options, lock: lock),
            (try? database.execute("PRAGMA locking_mode = EXCLUSIVE")) != nil,
            let version = try? database.integer("PRAGMA user_version"), version >= 1
        else {
            isComplete = false
            return
        }
        read(database, version: version)
    }

    private mutating func read(_ database: Database, version: Int64) {
        commits = (try? LedgerHead.load(database))?.commits
        orders = numbered("quota_order", LedgerReader.orderColumns, database, LedgerReader.order)
        machines = keyed("address, machine_id, seal FROM machine", database, LedgerReader.hostText)
        floors = keyed("address, power_mw, seal FROM floor", database, LedgerReader.power)
        uncontrolled = keyed("address, power_mw, seal FROM uncontrolled", database, LedgerReader.power)
        guard version >= 2 else { return }
        timedOrders = numbered("timed_order", LedgerReader.timedOrderColumns, database, LedgerReader.timedOrder)
        maintenance = numbered("maintenance", LedgerReader.maintenanceColumns, database, LedgerReader.maintenance)
        schedules = keyed("\(LedgerReader.scheduleColumns) FROM schedule ORDER BY id", database, LedgerReader.schedule)
        stored = keyed("address, schedule_id, seal FROM stored_schedule", database, LedgerReader.hostText)
        if version >= 3 {
            identity = numbered("identity_order", LedgerReader.identityColumns, database, LedgerReader.identityOrder)
        }
        if (try? database.integer("SELECT count(*) FROM order_doubt")) != 0 { isComplete = false }
    }

    /// Rows of a table that only grows, so that SQLite's own counter says how many there must be. Read from both ends: a page that is torn in the middle hides
    /// neither the oldest nor the newest.
    private mutating func numbered<Value>(
        _ table: String, _ columns: String, _ database: Database, _ read: (Statement) throws(StorageError) -> Value
    ) -> [Value] {
        var found: [Int64: Value] = [:]
        for direction in ["DESC", "ASC"] {
            collect("SELECT \(columns), id FROM \(table) NOT INDEXED ORDER BY id \(direction)", database) { row throws(StorageError) in
                found[try row.integer(row.columnCount - 1)] = try read(row)
            }
        }
        let counted = try? database.integer("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = '\(table)'")
        if counted != Int64(found.count) { isComplete = false }
        return found.sorted { $0.key < $1.key }.map(\.value)
    }

    private mutating func keyed<Value>(
        _ columnsAndTable: String, _ database: Database, _ read: (Statement) throws(StorageError) -> Value
    ) -> [Value] {
        var found: [Value] = []
        collect("SELECT \(columnsAndTable)", database) { row throws(StorageError) in found.append(try read(row)) }
        return found
    }

    /// A row that is not what was written is passed over; a page that cannot be read ends it. Either leaves the salvage incomplete.
    private mutating func collect(_ query: String, _ database: Database, _ take: (Statement) throws(StorageError) -> Void) {
        guard let statement = try? database.statement(query) else {
            isComplete = false
            return
        }
        defer { statement.reset() }
        while true {
            do throws(StorageError) {
                guard try statement.step() else { return }
            } catch {
                isComplete = false
                return
            }
            do throws(StorageError) { try take(statement) } catch { isComplete = false }
        }
    }

    /// Into the new ledger, within its first transaction.
    func write(to database: Database) throws(StorageError) {
        for order in orders { try LedgerWriter.append(order, database) }
        for recorded in timedOrders { try LedgerWriter.insert(recorded, database) }
        for recorded in maintenance { try LedgerWriter.insert(recorded, database) }
        for order in identity { try LedgerWriter.append(order, database) }
        for there in schedules { try LedgerWriter.sent(there.schedule, to: there.address, database) }
        for there in stored { try LedgerWriter.stored(there.text, at: there.address, database) }
        for there in machines { try LedgerWriter.setMachine(there.address, there.text, database) }
        for there in floors { try LedgerWriter.setPower("floor", there.address, there.power, database) }
        for there in uncontrolled { try LedgerWriter.setPower("uncontrolled", there.address, there.power, database) }
    }

    private static func duplicate(_ path: String, to copy: String) -> Bool {
        for part in ["", "-wal"] {
            guard let status = FileStatus(path + part) else {
                if part.isEmpty { return false }
                continue
            }
            guard status.bytes <= bytesMax, duplicateFile(path + part, to: copy + part) else { return false }
        }
        return true
    }

    private static func duplicateFile(_ path: String, to copy: String) -> Bool {
        let source = open(path, O_RDONLY | O_CLOEXEC)
        guard source >= 0 else { return false }
        defer { close(source) }
        let sink = open(copy, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard sink >= 0 else { return false }
        defer { close(sink) }
        var chunk = [UInt8](repeating: 0, count: 1 << 20)
        var offset = 0
        while true {
            let count = Glibc.read(source, &chunk, chunk.count)
            guard count > 0 else { return count == 0 }
            guard WholeFile.write(Array(chunk.prefix(count)), to: sink, at: offset, path: copy) == nil else { return false }
            offset += count
        }
    }
}
