import CSQLite
import Glibc
import Storage
import Testing
import ZoneModel

/// What outlives a ledger: the step from an older schema, and the orders that are read out of a ruin.
@Suite struct LedgerOrdersTests {
    static let fixtures = "/" + #filePath.split(separator: "/").dropLast().joined(separator: "/") + "/Fixtures"

    private static func boot() throws -> BootID { try #require(BootID("abcd-1")) }

    /// `ledger-1.sqlite` was written by the release before schedules: everything is there, and what is new works in it.
    @Test func aLedgerOfTheFirstSchema() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("ledger")
        writeFile(path, readFile(Self.fixtures + "/ledger-1.sqlite"))
        #expect(try rows(path, "PRAGMA user_version") == 1)
        let ledger = try LedgerJournal(path: path, now: start)
        #expect(ledger.opening == .opened)
        let host = try #require(HostAddress(path: "sindh-2/khi-3/h-014"))
        let other = try #require(HostAddress(path: "sindh-2/khi-3/h-015"))
        let image = try ledger.load()
        #expect((image.epoch, image.settledEpoch) == (3, 3))
        #expect(image.entries.map(\.grant.generation) == [1, 2, 3, 4, 5, 5])
        #expect(image.entries.last?.address == other && image.entries.last?.quota == .watts(300))
        #expect(image.issued.mapValues(\.generation) == [host: 5, other: 5])
        #expect(image.machines == [host: "m1", other: "m2"])
        #expect(image.floors == [host: .watts(60), other: .watts(70)])
        #expect(image.uncontrolled == [other: .watts(900)])
        #expect(image.zoneQuota?.quota == .watts(1500) && image.zoneQuota?.reason == "peak „Abend“" && image.zoneQuota?.order == "2231")
        #expect(image.hostCaps.mapValues(\.quota) == [host: .watts(500)])
        #expect(try ledger.orders(limit: 9).count == 3)
        #expect(image.schedules.isEmpty && image.timedOrders.isEmpty && image.maintenance.isEmpty)
        // It came without its witness, so newer orders may be missing.
        #expect(image.status == .lost && image.ordersDoubt == .older)
        let schedule = try FloorSchedule(id: "a", start: start, slot: .seconds(3600), floors: [.watts(60)])
        try ledger.commit([.scheduleSent(host, schedule), .scheduleStored(host, id: "a")], now: start)
        #expect(try ledger.load().schedules == [host: [schedule]])
    }

    private static let zoneOrder = QuotaOrder(quota: .watts(1500), reason: "peak", order: "2231", uid: 1000, wall: start)
    private static let cap = QuotaOrder(quota: .watts(300), reason: "fan", order: nil, uid: 0, wall: start)

    private static func timed(_ id: UInt64, _ kind: TimedOrder.Kind) throws -> TimedOrder {
        TimedOrder(
            id: id, kind: kind, target: .zone(try #require(Name("sindh-2"))), quota: .watts(100), start: start, end: later(.seconds(3600)),
            reason: "frequency", order: "E-7", uid: 1000, wall: start)
    }

    /// A ledger with every kind of standing order in it, closed.
    private func make(_ path: String) throws -> LedgerImage {
        let ledger = try LedgerJournal(path: path, now: start)
        try ledger.commit([.epoch(1), .epochSettled(1)], now: start)
        for generation in 1...300 as ClosedRange<UInt64> { try ledger.commit([.granted(Sample.entry(generation))], now: start) }
        let old = try FloorSchedule(id: "a", start: start, slot: .seconds(900), floors: [.watts(60), .watts(20)])
        let new = try FloorSchedule(id: "b", start: start, slot: .seconds(900), floors: [.watts(50)])
        try ledger.commit([.scheduleSent(Sample.address, old), .scheduleStored(Sample.address, id: "a")], now: start)
        try ledger.commit(
            [.scheduleSent(Sample.address, new), .floor(Sample.other, .watts(70)), .machine(Sample.other, machineID: "m2")], now: start)
        var stricter = Self.zoneOrder
        stricter.quota = .watts(900)
        try ledger.commit([.zoneQuota(Self.zoneOrder), .hostCap(Sample.address, Self.cap)], now: start)
        try ledger.commit(
            [.zoneQuota(stricter), .timedOrder(try Self.timed(1, .event)), .timedOrder(try Self.timed(2, .emergency))], now: start)
        try ledger.commit([.timedOrderEnded(id: 1)], now: start)
        try ledger.commit([.maintenance(Sample.other, MaintenanceOrder(reason: "fan", uid: 7, wall: start))], now: start)
        try ledger.commit([.identity(Self.identity(.token(hash: "ab", hostClass: .ai, expires: later(.seconds(60))), 7))], now: start)
        try ledger.commit(
            [
                .identity(Self.identity(.enrolled(machineID: "m3"), 7)),
                .identity(Self.identity(.token(hash: "cd", hostClass: .ai, expires: start), 8, Sample.other)),
            ], now: start)
        try ledger.commit([.identity(Self.identity(.revoked, 9))], now: start)
        return try ledger.load()
    }

    private static func identity(_ kind: IdentityOrder.Kind, _ number: UInt64, _ address: HostAddress = Sample.address) -> IdentityOrder {
        IdentityOrder(kind: kind, address: address, number: number, reason: "stolen", order: "I-1", uid: 1000, wall: start)
    }

    /// A ledger of before there were certificates: what was in it stays, and a host can be revoked in it.
    @Test func aLedgerOfTheSecondSchema() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("ledger")
        let before = try make(path)
        #expect(execute(path, "DROP TABLE identity_order; \(Self.withoutEnds); PRAGMA user_version = 2") == SQLITE_OK)
        let ledger = try LedgerJournal(path: path, now: start)
        #expect(ledger.opening == .opened)
        var image = try ledger.load()
        #expect(image.identity == IdentityRegister())
        image.identity = before.identity
        #expect(image == before)
        try ledger.commit([.identity(Self.identity(.revoked, 3))], now: start)
        #expect(try ledger.load().identity.revocations.keys.map(\.self) == [Sample.address])
    }

    /// Takes back what the fourth schema added.
    private static let withoutEnds = "ALTER TABLE timed_order DROP COLUMN has_ended"

    /// A ledger of before ends were written down: its seals fit, and an end can be written in it.
    @Test func aLedgerOfTheThirdSchema() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("ledger")
        let before = try make(path)
        #expect(execute(path, "\(Self.withoutEnds); PRAGMA user_version = 3") == SQLITE_OK)
        let ledger = try LedgerJournal(path: path, now: start)
        #expect(ledger.opening == .opened)
        #expect(try ledger.load() == before)
        var ended = try Self.timed(2, .emergency)
        ended.hasEnded = true
        try ledger.commit([.timedOrder(ended), .timedOrder(ended)], now: start)
        #expect(try ledger.load().timedOrders == [2: ended])
        try ledger.commit([.timedOrderEnded(id: 2)], now: start)
        #expect(try ledger.load().timedOrders.isEmpty)
        #expect(try rows(path, "SELECT count(*) FROM timed_order WHERE order_id = 2") == 3)
    }

    /// A bit rotted in a grant: the orders, the schedules and the floors are all there in the new ledger, and stay.
    @Test func aRuinGivesItsOrdersUp() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("ledger")
        let before = try make(path)
        #expect(execute(path, "UPDATE entry SET quota_mw = quota_mw - 1 WHERE generation = 7") == SQLITE_OK)
        for _ in 0..<2 {
            let ledger = try LedgerJournal(path: path, now: start)
            let image = try ledger.load()
            #expect(image.status == .lost && image.entries.isEmpty)
            #expect(image.zoneQuota == before.zoneQuota && image.zoneQuota?.quota == .watts(900))
            #expect(image.hostCaps == before.hostCaps)
            #expect(image.timedOrders == before.timedOrders && image.timedOrders.keys.sorted() == [2])
            #expect(image.lastTimedOrder == 2)
            #expect(image.maintenance == before.maintenance)
            #expect(image.identity == before.identity && image.identity.revocations.count == 1 && image.identity.tokens.count == 1)
            #expect(image.schedules == before.schedules && image.schedules[Sample.address]?.count == 2)
            #expect(image.storedSchedules == before.storedSchedules)
            #expect(image.floors == before.floors)
            #expect(image.machines == [Sample.other: "m2"])
            #expect(image.ordersDoubt == nil)
            #expect(try ledger.orders(limit: 9).count == 3)
        }
        #expect(!directory.names.contains { $0.contains(".reading") })
    }

    /// One order rotted: the others are taken, and the doubt stays until the zone is given its quota anew.
    @Test func anOrderThatRottedIsADoubt() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("ledger")
        let before = try make(path)
        #expect(execute(path, "DROP TRIGGER quota_order_never_altered") == SQLITE_OK)
        #expect(execute(path, "UPDATE quota_order SET quota_mw = 5000000 WHERE id = 3") == SQLITE_OK)
        for _ in 0..<2 {
            let image = try LedgerJournal(path: path, now: start).load()
            #expect(image.ordersDoubt == .lost)
            #expect(image.zoneQuota == Self.zoneOrder)
            #expect(image.timedOrders == before.timedOrders)
        }
        do {
            let ledger = try LedgerJournal(path: path, now: start)
            try ledger.commit([.hostCap(Sample.address, Self.cap)], now: start)
            #expect(try ledger.load().ordersDoubt == .lost)
            try ledger.commit([.zoneQuota(Self.zoneOrder)], now: start)
            #expect(try ledger.load().ordersDoubt == nil)
            // The quarantine is another matter.
            #expect(ledger.status == .lost)
        }
        #expect(try LedgerJournal(path: path, now: start).load().ordersDoubt == nil)
    }

    @Test(arguments: ["gone", "not a database", "an older copy", "no witness"])
    func whatIsKnownOfTheOrders(what: String) throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("ledger")
        let before = try make(path)
        switch what {
        case "gone": unlink(path)
        case "not a database": writeFile(path, [UInt8](repeating: 7, count: 20_000))
        case "no witness": unlink(path + ".witness")
        default:
            let copy = readFile(path)
            try LedgerJournal(path: path, now: start).commit([.zoneQuota(Self.zoneOrder)], now: start)
            writeFile(path, copy)
        }
        let isLost = ["gone", "not a database"].contains(what)
        for _ in 0..<2 {
            let image = try LedgerJournal(path: path, now: start).load()
            #expect(image.ordersDoubt == (isLost ? .lost : .older))
            #expect(image.zoneQuota == (isLost ? nil : before.zoneQuota))
        }
    }

    /// Random bytes flipped: no order that was never given comes out, and one that is missing is told.
    @Test func noOrderIsInvented() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("ledger")
        let before = try make(path)
        let (file, witness) = (readFile(path), readFile(path + ".witness"))
        var random = SplitMix(11)
        var (ruins, complete) = (0, 0)
        for _ in 0..<150 {
            var bytes = file
            for _ in 0..<Int.random(in: 1...12, using: &random) {
                bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            for name in directory.names where name != "ledger" { unlink(directory.file(name)) }
            writeFile(path, bytes)
            writeFile(path + ".witness", witness)
            guard let ledger = try? LedgerJournal(path: path, now: start) else { continue }
            guard case .replaced = ledger.opening else { continue }
            ruins += 1
            let image = try ledger.load()
            #expect([nil, before.zoneQuota, Self.zoneOrder].contains(image.zoneQuota))
            #expect(image.timedOrders.values.allSatisfy { [1, 2].contains($0.id) && $0.quota == .watts(100) })
            #expect(image.schedules.values.joined().allSatisfy { before.schedules[Sample.address]?.contains($0) == true })
            if image.ordersDoubt == nil {
                complete += 1
                #expect(image.zoneQuota == before.zoneQuota && image.hostCaps == before.hostCaps)
                #expect(image.timedOrders == before.timedOrders && image.maintenance == before.maintenance)
                #expect(image.schedules == before.schedules && image.floors == before.floors)
                #expect(image.identity == before.identity)
            }
        }
        #expect(ruins > 20 && complete > 5 && complete < ruins, "\(ruins) ruins, \(complete) of them with all orders")
    }

    /// What people did is evidence: it refuses to be rewritten even from outside.
    @Test func whatPeopleDidCannotBeAltered() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("ledger")
        _ = try make(path)
        for table in ["timed_order", "maintenance", "identity_order"] {
            #expect(try rows(path, "SELECT count(*) FROM \(table)") > 0)
            for sql in ["UPDATE \(table) SET uid = 1", "DELETE FROM \(table)"] { #expect(execute(path, sql) == SQLITE_CONSTRAINT) }
        }
    }

    /// One id means one schedule, for as long as it may be at a host.
    @Test func aScheduleIsNotSentUnderAnothersName() throws {
        let directory = try TemporaryDirectory()
        let ledger = try LedgerJournal(path: directory.file("ledger"), now: start)
        let schedule = try FloorSchedule(id: "a", start: start, slot: .seconds(3600), floors: [.watts(60)])
        let other = try FloorSchedule(id: "a", start: start, slot: .seconds(3600), floors: [.watts(61)])
        try ledger.commit([.scheduleSent(Sample.address, schedule)], now: start)
        try ledger.commit([.scheduleSent(Sample.address, schedule), .scheduleSent(Sample.other, other)], now: start)
        let error = #expect(throws: StorageError.self) { try ledger.commit([.scheduleSent(Sample.address, other)], now: start) }
        #expect(error?.cause == .refused)
        #expect(try ledger.load().schedules == [Sample.address: [schedule], Sample.other: [other]])
    }
}
