import ZoneModel

/// Tokens, enrolments and revocations: a row each that is never altered.
extension LedgerWriter {
    static func append(_ order: IdentityOrder, _ database: Database) throws(StorageError) {
        guard order.number < Int64.max else { throw refused(database, "number \(order.number) is out of range") }
        // A batch whose witness failed is written again: it happened once.
        let last = try database.first(
            "SELECT \(LedgerReader.identityColumns) FROM identity_order WHERE number = ? ORDER BY id DESC LIMIT 1",
            { $0.put(order.number) },
            LedgerReader.identityOrder)
        guard last != order else { return }
        let row = IdentityRow(order)
        try database.run("INSERT INTO identity_order (\(LedgerReader.identityColumns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)") {
            $0.put(row.kind)
            $0.put(order.address.description)
            $0.put(order.number)
            $0.put(row.hash)
            $0.put(row.hostClass)
            $0.put(row.expires)
            $0.put(row.machineID)
            $0.put(order.reason)
            $0.put(order.order)
            $0.put(Int64(order.uid))
            $0.put(order.wall.milliseconds)
            $0.put(seal(of: order))
        }
    }

    static func seal(of order: IdentityOrder) -> Int64 {
        let row = IdentityRow(order)
        return Checksum.seal(
            row.kind, order.address.description, "\(order.number)", row.hash, row.hostClass, row.expires.map { "\($0)" }, row.machineID,
            order.reason, order.order, "\(order.uid)", "\(order.wall.milliseconds)")
    }
}

/// The columns that not every kind has.
private struct IdentityRow {
    var kind: String
    var hash: String?
    var hostClass: String?
    var expires: Int64?
    var machineID: String?

    init(_ order: IdentityOrder) {
        switch order.kind {
        case .token(let hash, let hostClass, let expires):
            kind = "token"
            (self.hash, self.hostClass, self.expires) = (hash, hostClass.rawValue, expires.milliseconds)
        case .enrolled(let machineID):
            kind = "enrolled"
            self.machineID = machineID
        case .revoked: kind = "revoked"
        }
    }
}

extension LedgerReader {
    static let identityColumns =
        "kind, address, number, token_hash, class, expires_ms, machine_id, reason, order_number, uid, at_ms, seal"

    @Sendable static func identityOrder(_ row: Statement) throws(StorageError) -> IdentityOrder {
        let kind: IdentityOrder.Kind
        switch try row.text(0) {
        case "token":
            guard let hostClass = HostClass(rawValue: try row.text(4)) else { throw row.damaged(4, "no class") }
            kind = .token(hash: try row.text(3), hostClass: hostClass, expires: WallInstant(milliseconds: try row.integer(5)))
        case "enrolled": kind = .enrolled(machineID: try row.text(6))
        case "revoked": kind = .revoked
        default: throw row.damaged(0, "no kind of order")
        }
        guard let uid = UInt32(exactly: try row.integer(9)) else { throw row.damaged(9, "no uid") }
        let order = IdentityOrder(
            kind: kind, address: try address(row, 1), number: try row.unsigned(2), reason: try row.text(7),
            order: try row.optionalText(8), uid: uid, wall: WallInstant(milliseconds: try row.integer(10)))
        try check(row, 11, LedgerWriter.seal(of: order))
        return order
    }

    static func identity(_ database: Database) throws(StorageError) -> IdentityRegister {
        var register = IdentityRegister()
        for order in try database.rows("SELECT \(identityColumns) FROM identity_order ORDER BY id", { _ in }, identityOrder) {
            register.apply(order)
        }
        return register
    }
}
