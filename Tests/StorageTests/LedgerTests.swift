import CSQLite
import Glibc
import Storage
import Testing
import ZoneModel

@Suite struct LedgerTests {
    @Test func everythingComesBack() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("ledger")
        let zone = OperatorDecision(
            target: .zone(Sample.address.zone), from: .watts(900), to: .watts(600), reason: "peak", order: "2231", uid: 1000, at: start)
        let cap = OperatorDecision(
            target: .host(Sample.address), from: nil, to: .watts(300), reason: "fan", order: nil, uid: 0, at: later(.seconds(1)))
        let floor = LedgerFloor(inForce: .watts(60), pending: .watts(50))
        do {
            let ledger = try LedgerJournal(path: path, now: start)
            #expect(ledger.standing == .fresh)
            #expect(ledger.opening == .created)
            try ledger.commit([.epochBegan(3), .doubtSettled, .decision(zone), .decision(cap)], now: start)
            #expect(ledger.standing == .whole)
            try ledger.commit(
                [
                    .granted(Sample.entry(1, epoch: 3), at: start), .granted(Sample.entry(2, epoch: 3), at: start),
                    .granted(Sample.entry(1, epoch: 3, address: Sample.other), at: start),
                    .freed(address: Sample.address, grant: GrantID(epoch: 3, generation: 1), reason: .superseded),
                    .floor(address: Sample.address, floor), .machineSeen(address: Sample.address, machineID: "m1", at: start),
                    .machineSeen(address: Sample.address, machineID: "m2", at: start),
                    .machineSeen(address: Sample.other, machineID: "m3", at: start), .machineForgotten(address: Sample.other),
                ], now: start)
            try ledger.commit([], now: start)
        }
        let ledger = try LedgerJournal(path: path, now: start)
        #expect(ledger.standing == .whole)
        let image = try ledger.load()
        #expect(image.epoch == 3)
        #expect(image.entries == [Sample.entry(1, epoch: 3, address: Sample.other), Sample.entry(2, epoch: 3)])
        #expect(
            image.newestGrants == [
                Sample.address: GrantID(epoch: 3, generation: 2), Sample.other: GrantID(epoch: 3, generation: 1),
            ])
        #expect(image.floors == [Sample.address: floor])
        #expect(image.machines == [Sample.address: "m1"])
        #expect(image.quotas == [Sample.address.zone: .watts(600)])
        #expect(image.quotaDecisions == [Sample.address.zone: zone])
        #expect(image.caps == [Sample.address: .watts(300)])
        #expect(image.holdMax == .milliseconds(12_500))
        #expect(try ledger.decisions(limit: 10) == [cap, zone])
    }

    @Test func theNewestDecisionPerTargetIsInForceAndAllAreKept() throws {
        let directory = try TemporaryDirectory()
        let ledger = try LedgerJournal(path: directory.file("ledger"), now: start)
        func decide(_ target: OperatorDecision.Target, _ watts: Double?) throws {
            let decision = OperatorDecision(
                target: target, from: nil, to: watts.map { .watts($0) }, reason: "r", order: nil, uid: 0, at: start)
            try ledger.commit([.decision(decision)], now: start)
        }
        try decide(.zone(Sample.address.zone), 500)
        try decide(.host(Sample.address), 100)
        try decide(.zone(Sample.address.zone), 400)
        try decide(.host(Sample.address), nil)
        let image = try ledger.load()
        #expect(image.quotas[Sample.address.zone] == .watts(400))
        #expect(image.caps.isEmpty)
        #expect(try ledger.decisions(limit: 100).count == 4)
        #expect(try ledger.decisions(limit: 1).map(\.to) == [nil])
        #expect(throws: StorageError.self) { try decide(.zone(Sample.address.zone), nil) }
    }

    /// One bad record and nothing of the batch is in the ledger.
    @Test func aBatchIsAllOrNothing() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("ledger")
        let ledger = try LedgerJournal(path: path, now: start)
        try ledger.commit([.epochBegan(5), .granted(Sample.entry(7), at: start)], now: start)
        let refusals: [LedgerRecord] = [.epochBegan(4), .granted(Sample.entry(7, watts: 900), at: start)]
        for record in refusals {
            let error = #expect(throws: StorageError.self) { try ledger.commit([.granted(Sample.entry(8), at: start), record], now: start) }
            #expect(error?.cause == .refused)
            #expect(try ledger.load().entries == [Sample.entry(7)])
        }
        // The same once more is none: a commit whose witness failed is tried again.
        try ledger.commit([.granted(Sample.entry(7), at: start)], now: start)
        try ledger.commit([.freed(address: Sample.address, grant: GrantID(epoch: 9, generation: 9), reason: .expired)], now: start)
        #expect(try ledger.load().entries == [Sample.entry(7)])
    }

    @Test func generationsOutliveTheirEntries() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("ledger")
        do {
            let ledger = try LedgerJournal(path: path, freedKept: .seconds(10), now: start)
            for generation in 1...50 as ClosedRange<UInt64> {
                let now = later(.seconds(Int64(generation)))
                try ledger.commit([.granted(Sample.entry(generation), at: now)], now: now)
                let grant = GrantID(epoch: 1, generation: generation)
                try ledger.commit([.freed(address: Sample.address, grant: grant, reason: .expired)], now: now)
            }
        }
        let ledger = try LedgerJournal(path: path, now: start)
        #expect(try ledger.load().entries.isEmpty)
        #expect(try ledger.load().newestGrants[Sample.address] == GrantID(epoch: 1, generation: 50))
        #expect(try rows(path, "SELECT count(*) FROM freed_entry") == 11)
    }

    /// The auditor's table refuses to be rewritten even from outside.
    @Test func decisionsCannotBeAltered() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("ledger")
        do {
            let ledger = try LedgerJournal(path: path, now: start)
            let decision = OperatorDecision(
                target: .zone(Sample.address.zone), from: nil, to: .watts(1), reason: "r", order: nil, uid: 0, at: start)
            try ledger.commit([.decision(decision)], now: start)
        }
        for sql in ["UPDATE decision SET uid = 1", "DELETE FROM decision"] { #expect(execute(path, sql) == SQLITE_CONSTRAINT) }
    }
}

/// What a start makes of what it finds.
@Suite struct LedgerStandingTests {
    /// A ledger of `commits` batches, closed; its doubt settled.
    private func make(_ path: String, commits: UInt64) throws {
        let ledger = try LedgerJournal(path: path, now: start)
        try ledger.commit([.epochBegan(1), .doubtSettled], now: start)
        guard commits > 0 else { return }
        for generation in 1...commits { try ledger.commit([.granted(Sample.entry(generation), at: start)], now: start) }
    }

    private func standing(_ path: String) throws -> LedgerStanding { try LedgerJournal(path: path, now: start).standing }

    @Test func wholeAfterACleanEnd() throws {
        let directory = try TemporaryDirectory()
        try make(directory.file("ledger"), commits: 3)
        #expect(try standing(directory.file("ledger")) == .whole)
    }

    @Test func freshUntilSettled() throws {
        let directory = try TemporaryDirectory()
        for _ in 0..<3 { #expect(try standing(directory.file("ledger")) == .fresh) }
    }

    /// An older copy of the file is put back over the newer one.
    @Test func anOlderCopyIsRestored() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("ledger")
        try make(path, commits: 2)
        let backup = readFile(path)
        do {
            let ledger = try LedgerJournal(path: path, now: start)
            #expect(ledger.standing == .whole)
            try ledger.commit([.granted(Sample.entry(9), at: start)], now: start)
        }
        writeFile(path, backup)
        guard case .restored(let reason) = try standing(path) else { return #expect(Bool(false)) }
        #expect(reason.contains("commits"))
        // The doubt stays through restarts until the quarantine is over.
        let ledger = try LedgerJournal(path: path, now: start)
        guard case .restored = ledger.standing else { return #expect(Bool(false), "\(ledger.standing)") }
        #expect(try ledger.load().entries.count == 2)
        try ledger.commit([.epochBegan(2), .doubtSettled], now: start)
        #expect(ledger.standing == .whole)
    }

    /// Ledger and witness are copied together into another file.
    @Test func aCopyWithItsWitnessIsRestored() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("ledger")
        try make(path, commits: 2)
        for suffix in ["", ".witness"] {
            let bytes = readFile(path + suffix)
            rename(path + suffix, path + suffix + ".old")
            writeFile(path + suffix, bytes)
        }
        guard case .restored(let reason) = try standing(path) else { return #expect(Bool(false)) }
        #expect(reason.contains("copy"))
    }

    @Test(arguments: ["ledger", "witness", "damaged witness", "other witness", "corrupt ledger"])
    func lost(what: String) throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("ledger")
        try make(path, commits: 2)
        switch what {
        case "ledger": unlink(path)
        case "witness": unlink(path + ".witness")
        case "damaged witness": writeFile(path + ".witness", [UInt8](repeating: 65, count: 1024))
        case "other witness":
            try make(directory.file("other"), commits: 9)
            writeFile(path + ".witness", readFile(directory.file("other.witness")))
        default: writeFile(path, [UInt8](repeating: 7, count: 20_000))
        }
        for _ in 0..<2 {
            guard case .lost(let reason) = try standing(path) else { return #expect(Bool(false)) }
            #expect(!reason.isEmpty)
        }
        let ledger = try LedgerJournal(path: path, now: start)
        try ledger.commit([.epochBegan(8), .doubtSettled], now: start)
        #expect(ledger.standing == .whole)
        if what == "corrupt ledger" { #expect(directory.names.contains { $0.hasPrefix("ledger.corrupt-") }) }
    }

    /// A torn write spoils one of the witness's slots: the other, one commit older, still vouches.
    @Test func oneSlotIsEnough() throws {
        for slot in 0..<2 {
            let directory = try TemporaryDirectory()
            let path = directory.file("ledger")
            try make(path, commits: 3)
            var bytes = readFile(path + ".witness")
            for index in 0..<20 { bytes[slot * 512 + index + 12] ^= 0x55 }
            writeFile(path + ".witness", bytes)
            #expect(try standing(path) == .whole)
        }
    }

    /// A power cut that took the end of a WAL which had been flushed (a disk that lied): commits are gone, and it is seen.
    @Test func aTornWALIsARestoredLedger() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("ledger")
        let ledger = try LedgerJournal(path: path, now: start)
        try ledger.commit([.epochBegan(1), .doubtSettled], now: start)
        for generation in 1...5 as ClosedRange<UInt64> { try ledger.commit([.granted(Sample.entry(generation), at: start)], now: start) }
        let copy = directory.file("torn")
        for suffix in ["", ".witness"] { writeFile(copy + suffix, readFile(path + suffix)) }
        writeFile(copy + "-wal", readFile(path + "-wal").dropLast(100))
        guard case .restored = try standing(copy) else { return #expect(Bool(false)) }
    }

    @Test func aQuotaThatRottedIsNotBelieved() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("ledger")
        try make(path, commits: 2)
        #expect(execute(path, "UPDATE entry SET quota_mw = quota_mw - 100000 WHERE generation = 2") == SQLITE_OK)
        guard case .lost(let reason) = try standing(path) else { return #expect(Bool(false)) }
        #expect(reason.contains("seal"))
    }
}

/// Runs SQL beside the code under test.
func execute(_ path: String, _ sql: String) -> Int32 {
    var handle: OpaquePointer?
    defer { sqlite3_close(handle) }
    guard sqlite3_open(path, &handle) == SQLITE_OK else { return SQLITE_CANTOPEN }
    return sqlite3_exec(handle, sql, nil, nil, nil)
}

func rows(_ path: String, _ sql: String) throws -> Int64 {
    var handle: OpaquePointer?
    var statement: OpaquePointer?
    defer {
        sqlite3_finalize(statement)
        sqlite3_close(handle)
    }
    // A copy: the original may be held exclusively.
    let copy = path + ".reading"
    for suffix in ["", "-wal"] { writeFile(copy + suffix, readFile(path + suffix)) }
    try #require(sqlite3_open(copy, &handle) == SQLITE_OK)
    try #require(sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK)
    try #require(sqlite3_step(statement) == SQLITE_ROW)
    return sqlite3_column_int64(statement, 0)
}
