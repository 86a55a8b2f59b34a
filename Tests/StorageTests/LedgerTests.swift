import CSQLite
import Glibc
import Storage
import Testing
import ZoneModel

@Suite struct LedgerTests {
    private let zoneOrder = QuotaOrder(quota: .watts(600), reason: "peak", order: "2231", uid: 1000, wall: start)
    private let cap = QuotaOrder(quota: .watts(300), reason: "fan", order: nil, uid: 0, wall: later(.seconds(1)))

    @Test func everythingComesBack() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("ledger")
        do {
            let ledger = try LedgerJournal(path: path, now: start)
            #expect(ledger.status == .fresh && ledger.standingReason == nil)
            #expect(ledger.opening == .created)
            try ledger.commit([.epoch(3), .epochSettled(3), .zoneQuota(zoneOrder), .hostCap(Sample.address, cap)], now: start)
            #expect(ledger.status == .whole)
            try ledger.commit(
                [
                    .granted(Sample.entry(1, epoch: 3)), .granted(Sample.entry(2, epoch: 3)),
                    .granted(Sample.entry(1, epoch: 3, address: Sample.other)), .granted(Sample.entry(3, epoch: 3)),
                    .freed(Sample.address, Sample.bootID, upTo: GrantID(epoch: 3, generation: 2)),
                    .floor(Sample.address, .watts(60)), .floor(Sample.other, .watts(70)), .floor(Sample.other, .zero),
                    .uncontrolled(Sample.address, .watts(900)), .uncontrolled(Sample.other, .watts(800)),
                    .uncontrolled(Sample.other, .zero), .machine(Sample.address, machineID: "m1"),
                    .machine(Sample.other, machineID: "m2"), .machine(Sample.address, machineID: "m3"),
                ], now: start)
            try ledger.commit([], now: start)
        }
        let ledger = try LedgerJournal(path: path, now: start)
        let image = try ledger.load()
        #expect(image.status == .whole)
        #expect((image.epoch, image.settledEpoch) == (3, 3))
        // In the order in which they were written.
        #expect(image.entries == [Sample.entry(1, epoch: 3, address: Sample.other), Sample.entry(3, epoch: 3)])
        #expect(
            image.issued == [
                Sample.address: GrantID(epoch: 3, generation: 3), Sample.other: GrantID(epoch: 3, generation: 1),
            ])
        #expect(image.floors == [Sample.address: .watts(60), Sample.other: .zero])
        #expect(image.uncontrolled == [Sample.address: .watts(900)])
        #expect(image.machines == [Sample.address: "m3", Sample.other: "m2"])
        #expect(image.zoneQuota == zoneOrder)
        #expect(image.hostCaps == [Sample.address: cap])
        #expect(
            try ledger.orders(limit: 10) == [RecordedOrder(host: Sample.address, order: cap), RecordedOrder(host: nil, order: zoneOrder)])
    }

    @Test func theNewestOrderPerTargetIsInForceAndAllAreKept() throws {
        let directory = try TemporaryDirectory()
        let ledger = try LedgerJournal(path: directory.file("ledger"), now: start)
        func order(_ host: HostAddress?, _ watts: Double?, at wall: WallInstant = start) throws {
            let order = QuotaOrder(quota: watts.map { .watts($0) }, reason: "r", order: nil, uid: 0, wall: wall)
            try ledger.commit([host.map { .hostCap($0, order) } ?? .zoneQuota(order)], now: start)
        }
        try order(nil, 500)
        try order(Sample.address, 100)
        try order(nil, 400)
        try order(Sample.address, nil)
        let image = try ledger.load()
        #expect(image.zoneQuota?.quota == .watts(400))
        #expect(image.hostCaps.isEmpty)
        #expect(try ledger.orders(limit: 100).map(\.order.quota) == [nil, .watts(400), .watts(100), .watts(500)])
        #expect(try ledger.orders(limit: 1).map(\.host) == [Sample.address])
        #expect(try ledger.orders(limit: -1).isEmpty)
        // A batch that is written again (its witness had failed) adds no order; the same order given later does.
        try order(Sample.address, nil)
        #expect(try ledger.orders(limit: 100).count == 4)
        try order(Sample.address, nil, at: later(.seconds(1)))
        #expect(try ledger.orders(limit: 100).count == 5)
        let error = #expect(throws: StorageError.self) { try order(nil, nil) }
        #expect(error?.cause == .refused)
    }

    /// One bad record and nothing of the batch is in the ledger.
    @Test(
        arguments: [
            .epoch(4), .epoch(.max), .epochSettled(6), .granted(Sample.entry(7, watts: 900)), .granted(Sample.entry(6)),
            .granted(Sample.entry(7, epoch: .max)), .granted(Sample.entry(.max)),
        ] as [LedgerRecord])
    func aBatchIsAllOrNothing(record: LedgerRecord) throws {
        let directory = try TemporaryDirectory()
        let ledger = try LedgerJournal(path: directory.file("ledger"), now: start)
        try ledger.commit([.epoch(5), .granted(Sample.entry(7))], now: start)
        let before = try ledger.load()
        let error = #expect(throws: StorageError.self) {
            try ledger.commit([.epochSettled(5), .floor(Sample.address, .watts(1)), .granted(Sample.entry(8)), record], now: start)
        }
        #expect(error?.cause == .refused)
        #expect(try ledger.load() == before)
        #expect(ledger.status == .fresh)
        // It goes on, and the same once more is no fault: a batch whose witness failed is written again.
        try ledger.commit([.granted(Sample.entry(7)), .granted(Sample.entry(8))], now: later(.seconds(1)))
        #expect(try ledger.load().entries == [Sample.entry(7), Sample.entry(8)])
    }

    /// `freed` strikes what is of that host, of that boot and not above that grant.
    @Test func onlyTheOlderEntriesOfThatBootAreFreed() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("ledger")
        let ledger = try LedgerJournal(path: path, now: start)
        var ofOtherBoot = Sample.entry(3)
        ofOtherBoot.bootID = try #require(BootID("ffff-2"))
        let entries = [
            Sample.entry(1), Sample.entry(2), ofOtherBoot, Sample.entry(1, address: Sample.other), Sample.entry(4),
            Sample.entry(1, epoch: 2),
        ]
        try ledger.commit(entries.map { .granted($0) }, now: start)
        try ledger.commit([.freed(Sample.address, Sample.bootID, upTo: GrantID(epoch: 1, generation: 4))], now: start)
        #expect(try ledger.load().entries == [ofOtherBoot, Sample.entry(1, address: Sample.other), Sample.entry(1, epoch: 2)])
        #expect(try rows(path, "SELECT count(*) FROM freed_entry") == 3)
        // What is not there is no mistake.
        try ledger.commit([.freed(Sample.address, Sample.bootID, upTo: GrantID(epoch: 1, generation: 4))], now: start)
        #expect(try ledger.load().entries.count == 3)
    }

    @Test func generationsOutliveTheirEntries() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("ledger")
        do {
            let ledger = try LedgerJournal(path: path, freedKept: .seconds(10), now: start)
            for generation in 1...50 as ClosedRange<UInt64> {
                let now = later(.seconds(Int64(generation)))
                try ledger.commit([.granted(Sample.entry(generation))], now: now)
                let grant = GrantID(epoch: 1, generation: generation)
                try ledger.commit([.freed(Sample.address, Sample.bootID, upTo: grant)], now: now)
            }
        }
        let ledger = try LedgerJournal(path: path, now: start)
        #expect(try ledger.load().entries.isEmpty)
        #expect(try ledger.load().issued[Sample.address] == GrantID(epoch: 1, generation: 50))
        #expect(try rows(path, "SELECT count(*) FROM freed_entry") == 11)
        let error = #expect(throws: StorageError.self) { try ledger.commit([.granted(Sample.entry(50))], now: start) }
        #expect(error?.cause == .refused)
    }

    /// One record can free many entries; the evidence of them goes in time all the same.
    @Test func evidenceOfManyIsForgottenToo() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("ledger")
        let ledger = try LedgerJournal(path: path, freedKept: .seconds(10), now: start)
        for round in 0..<20 as Range<UInt64> {
            let now = later(.seconds(Int64(round) * 60))
            let generations = round * 200 + 1...round * 200 + 200
            try ledger.commit(generations.map { .granted(Sample.entry($0)) }, now: now)
            try ledger.commit(
                [.freed(Sample.address, Sample.bootID, upTo: GrantID(epoch: 1, generation: generations.upperBound))], now: now)
        }
        #expect(try rows(path, "SELECT count(*) FROM freed_entry") == 200)
    }

    /// The auditor's table refuses to be rewritten even from outside.
    @Test func ordersCannotBeAltered() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("ledger")
        do {
            let ledger = try LedgerJournal(path: path, now: start)
            try ledger.commit([.zoneQuota(zoneOrder)], now: start)
        }
        for sql in ["UPDATE quota_order SET uid = 1", "DELETE FROM quota_order"] { #expect(execute(path, sql) == SQLITE_CONSTRAINT) }
    }
}
