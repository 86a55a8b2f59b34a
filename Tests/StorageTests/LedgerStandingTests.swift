import CSQLite
import Glibc
import Storage
import Testing
import ZoneModel

/// What a start makes of what it finds.
@Suite struct LedgerStandingTests {
    /// A ledger of `commits` batches, closed; its doubt settled.
    private func make(_ path: String, commits: UInt64) throws {
        let ledger = try LedgerJournal(path: path, now: start)
        try ledger.commit([.epoch(1), .epochSettled(1)], now: start)
        guard commits > 0 else { return }
        for generation in 1...commits { try ledger.commit([.granted(Sample.entry(generation))], now: start) }
    }

    /// The status and why.
    private func standing(_ path: String) throws -> (status: LedgerImage.Status, reason: String) {
        let ledger = try LedgerJournal(path: path, now: start)
        #expect(try ledger.load().status == ledger.status)
        return (ledger.status, ledger.standingReason ?? "")
    }

    @Test func wholeAfterACleanEnd() throws {
        let directory = try TemporaryDirectory()
        try make(directory.file("ledger"), commits: 3)
        #expect(try standing(directory.file("ledger")) == (.whole, ""))
    }

    @Test func freshUntilSettled() throws {
        let directory = try TemporaryDirectory()
        for _ in 0..<3 { #expect(try standing(directory.file("ledger")) == (.fresh, "")) }
    }

    /// An older copy of the file is put back over the newer one.
    @Test func anOlderCopyIsRestored() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("ledger")
        try make(path, commits: 2)
        let backup = readFile(path)
        do {
            let ledger = try LedgerJournal(path: path, now: start)
            #expect(ledger.status == .whole)
            try ledger.commit([.granted(Sample.entry(9))], now: start)
        }
        writeFile(path, backup)
        let (status, reason) = try standing(path)
        #expect(status == .restored)
        #expect(reason.contains("commits"))
        // The doubt stays through restarts until the quarantine is over.
        let ledger = try LedgerJournal(path: path, now: start)
        #expect(ledger.status == .restored && ledger.standingReason == reason)
        #expect(try ledger.load().entries.count == 2)
        // Only an epoch that began since ends it.
        for batch in [[.epochSettled(1)], [.epoch(2)], [.epochSettled(1)]] as [[LedgerRecord]] {
            try ledger.commit(batch, now: start)
            #expect(ledger.status == .restored)
        }
        try ledger.commit([.epochSettled(2)], now: start)
        #expect(try ledger.load().status == .whole)
        #expect(ledger.standingReason == nil)
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
        let (status, reason) = try standing(path)
        #expect(status == .restored)
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
            let (status, reason) = try standing(path)
            #expect(status == .lost)
            #expect(!reason.isEmpty)
        }
        let ledger = try LedgerJournal(path: path, now: start)
        try ledger.commit([.epoch(8), .epochSettled(8)], now: start)
        #expect(ledger.status == .whole)
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
            #expect(try standing(path).status == .whole)
        }
    }

    /// A power cut that took the end of a WAL which had been flushed (a disk that lied): commits are gone, and it is seen.
    @Test func aTornWALIsARestoredLedger() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("ledger")
        let ledger = try LedgerJournal(path: path, now: start)
        try ledger.commit([.epoch(1), .epochSettled(1)], now: start)
        for generation in 1...5 as ClosedRange<UInt64> { try ledger.commit([.granted(Sample.entry(generation))], now: start) }
        let copy = directory.file("torn")
        for suffix in ["", ".witness"] { writeFile(copy + suffix, readFile(path + suffix)) }
        writeFile(copy + "-wal", readFile(path + "-wal").dropLast(100))
        #expect(try standing(copy).status == .restored)
    }

    @Test func aQuotaThatRottedIsNotBelieved() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("ledger")
        try make(path, commits: 2)
        #expect(execute(path, "UPDATE entry SET quota_mw = quota_mw - 100000 WHERE generation = 2") == SQLITE_OK)
        let (status, reason) = try standing(path)
        #expect(status == .lost)
        #expect(reason.contains("seal"))
    }
}
