import ZoneModel

/// Timed orders and maintenance. Every change is a row of its own that is never altered: what people did is evidence.
extension LedgerWriter {
    static func append(_ order: TimedOrder, at now: WallInstant, _ database: Database) throws(StorageError) {
        guard order.id < Int64.max else { throw refused(database, "order number \(order.id) is out of range") }
        // A batch whose witness failed is written again: the order was given once.
        if let last = try newest(order.id, database), !last.isOver, last.order == order { return }
        try insert(.init(order: order, isOver: false, recorded: now), database)
    }

    static func end(_ id: UInt64, at now: WallInstant, _ database: Database) throws(StorageError) {
        guard let last = try newest(id, database), !last.isOver else { return }
        try insert(.init(order: last.order, isOver: true, recorded: now), database)
    }

    private static func newest(_ id: UInt64, _ database: Database) throws(StorageError) -> LedgerReader.RecordedTimedOrder? {
        try database.first(
            "SELECT \(LedgerReader.timedOrderColumns) FROM timed_order WHERE order_id = ? ORDER BY id DESC LIMIT 1", { $0.put(id) },
            LedgerReader.timedOrder)
    }

    static func insert(_ recorded: LedgerReader.RecordedTimedOrder, _ database: Database) throws(StorageError) {
        let order = recorded.order
        try database.run(
            "INSERT INTO timed_order (\(LedgerReader.timedOrderColumns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        ) {
            $0.put(order.id)
            $0.put(order.kind.rawValue)
            $0.put(order.target.description)
            $0.put(order.quota.milliwatts)
            $0.put(order.start.milliseconds)
            $0.put(order.end.milliseconds)
            $0.put(order.reason)
            $0.put(order.order)
            $0.put(Int64(order.uid))
            $0.put(order.wall.milliseconds)
            $0.put(recorded.isOver)
            $0.put(recorded.recorded.milliseconds)
            $0.put(seal(of: recorded))
            $0.put(order.hasEnded)
        }
    }

    static func seal(of recorded: LedgerReader.RecordedTimedOrder) -> Int64 {
        let order = recorded.order
        // Rows of before this column was there are sealed without it.
        let isOver = order.hasEnded ? "\(recorded.isOver), ended" : "\(recorded.isOver)"
        return Checksum.seal(
            "\(order.id)", order.kind.rawValue, order.target.description, "\(order.quota.milliwatts)", "\(order.start.milliseconds)",
            "\(order.end.milliseconds)", order.reason, order.order, "\(order.uid)", "\(order.wall.milliseconds)", isOver,
            "\(recorded.recorded.milliseconds)")
    }

    /// - Parameter order: nil: the host was put back.
    static func append(_ order: MaintenanceOrder?, of address: HostAddress, at now: WallInstant, _ database: Database) throws(StorageError)
    {
        let last = try database.first(
            "SELECT \(LedgerReader.maintenanceColumns) FROM maintenance WHERE address = ? ORDER BY id DESC LIMIT 1",
            { $0.put(address.description) },
            LedgerReader.maintenance)
        guard last?.order != order else { return }
        try insert(.init(address: address, order: order, recorded: now), database)
    }

    static func insert(_ recorded: LedgerReader.RecordedMaintenance, _ database: Database) throws(StorageError) {
        let order = recorded.order
        try database.run("INSERT INTO maintenance (\(LedgerReader.maintenanceColumns)) VALUES (?, ?, ?, ?, ?, ?, ?)") {
            $0.put(recorded.address.description)
            $0.put(order != nil)
            $0.put(order?.reason)
            $0.put(order.map { Int64($0.uid) })
            $0.put(order?.wall.milliseconds)
            $0.put(recorded.recorded.milliseconds)
            $0.put(seal(of: recorded))
        }
    }

    static func seal(of recorded: LedgerReader.RecordedMaintenance) -> Int64 {
        let order = recorded.order
        return Checksum.seal(
            recorded.address.description, order?.reason, order.map { "\($0.uid)" }, order.map { "\($0.wall.milliseconds)" },
            "\(order != nil)", "\(recorded.recorded.milliseconds)")
    }

    /// - Parameter doubt: nil: there is none any more.
    static func setOrdersDoubt(_ doubt: LedgerImage.OrdersDoubt?, _ database: Database) throws(StorageError) {
        guard let doubt else { return try database.run("DELETE FROM order_doubt") }
        try database.run(
            "INSERT INTO order_doubt (id, doubt, seal) VALUES (1, ?1, ?2) ON CONFLICT (id) DO UPDATE SET doubt = ?1, seal = ?2"
        ) {
            $0.put(doubt.rawValue)
            $0.put(Checksum.seal(doubt.rawValue))
        }
    }
}

extension LedgerReader {
    struct RecordedTimedOrder {
        var order: TimedOrder
        var isOver: Bool
        var recorded: WallInstant
    }

    struct RecordedMaintenance {
        var address: HostAddress
        /// nil: it was put back.
        var order: MaintenanceOrder?
        var recorded: WallInstant
    }

    static let timedOrderColumns =
        "order_id, kind, target, quota_mw, start_ms, end_ms, reason, order_number, uid, at_ms, is_over, recorded_ms, seal, has_ended"

    @Sendable static func timedOrder(_ row: Statement) throws(StorageError) -> RecordedTimedOrder {
        guard let kind = TimedOrder.Kind(rawValue: try row.text(1)) else { throw row.damaged(1, "no kind of order") }
        guard let target = BudgetTarget(path: try row.text(2)) else { throw row.damaged(2, "no target") }
        guard let uid = UInt32(exactly: try row.integer(8)) else { throw row.damaged(8, "no uid") }
        let order = TimedOrder(
            id: try row.unsigned(0), kind: kind, target: target, quota: Power(milliwatts: try row.integer(3)),
            start: WallInstant(milliseconds: try row.integer(4)), end: WallInstant(milliseconds: try row.integer(5)),
            reason: try row.text(6),
            order: try row.optionalText(7), uid: uid, wall: WallInstant(milliseconds: try row.integer(9)),
            hasEnded: try row.integer(13) != 0)
        let recorded = RecordedTimedOrder(
            order: order, isOver: try row.integer(10) != 0, recorded: WallInstant(milliseconds: try row.integer(11)))
        try check(row, 12, LedgerWriter.seal(of: recorded))
        return recorded
    }

    static let maintenanceColumns = "address, is_out, reason, uid, at_ms, recorded_ms, seal"

    @Sendable static func maintenance(_ row: Statement) throws(StorageError) -> RecordedMaintenance {
        let address = try address(row, 0)
        var order: MaintenanceOrder?
        if try row.integer(1) != 0 {
            guard let uid = UInt32(exactly: try row.integer(3)) else { throw row.damaged(3, "no uid") }
            order = MaintenanceOrder(reason: try row.text(2), uid: uid, wall: WallInstant(milliseconds: try row.integer(4)))
        }
        let recorded = RecordedMaintenance(address: address, order: order, recorded: WallInstant(milliseconds: try row.integer(5)))
        try check(row, 6, LedgerWriter.seal(of: recorded))
        return recorded
    }

    /// What people ordered and what is in force of it.
    static func addOrders(to image: inout LedgerImage, _ database: Database) throws(StorageError) {
        let newest = "SELECT \(orderColumns) FROM quota_order WHERE id IN (SELECT max(id) FROM quota_order GROUP BY host)"
        for recorded in try database.rows(newest, { _ in }, order) {
            if let host = recorded.host {
                image.hostCaps[host] = recorded.order.quota == nil ? nil : recorded.order
            } else {
                image.zoneQuota = recorded.order
            }
        }
        let timed = "SELECT \(timedOrderColumns) FROM timed_order WHERE id IN (SELECT max(id) FROM timed_order GROUP BY order_id)"
        for recorded in try database.rows(timed, { _ in }, timedOrder) {
            image.lastTimedOrder = max(image.lastTimedOrder, recorded.order.id)
            if !recorded.isOver { image.timedOrders[recorded.order.id] = recorded.order }
        }
        let taken = "SELECT \(maintenanceColumns) FROM maintenance WHERE id IN (SELECT max(id) FROM maintenance GROUP BY address)"
        for recorded in try database.rows(taken, { _ in }, maintenance) { image.maintenance[recorded.address] = recorded.order }
        image.identity = try identity(database)
        image.ordersDoubt = try ordersDoubt(database)
    }

    private static func ordersDoubt(_ database: Database) throws(StorageError) -> LedgerImage.OrdersDoubt? {
        try database.first("SELECT doubt, seal FROM order_doubt WHERE id = 1") { row throws(StorageError) in
            let text = try row.text(0)
            guard let doubt = LedgerImage.OrdersDoubt(rawValue: text) else { throw row.damaged(0, "no doubt") }
            try check(row, 1, Checksum.seal(text))
            return doubt
        }
    }
}
