import CSQLite
import Glibc
import Storage
import Testing
import ZoneModel

/// Files that rotted or were torn: opened with a prefix, or moved aside and kept; never a crash, never a sequence with a hole.
@Suite struct DamageTests {
    private func spoolFiles(_ directory: TemporaryDirectory, closed: Bool) throws -> (file: [UInt8], wal: [UInt8]) {
        let path = directory.file("whole")
        var spool: Spool? = try openSpool(path)
        for round in 0..<8 { _ = try spool?.append((0..<20).map { Sample.pending(Int($0 % 3), tag: UInt64(round * 20) + $0) }, now: start) }
        try spool?.acknowledge(upTo: 30)
        if closed { spool = nil }
        return (readFile(path), readFile(path + "-wal"))
    }

    /// What a power cut leaves of a WAL whose end was not on the disk yet.
    @Test func aTornWALLeavesAPrefix() throws {
        let directory = try TemporaryDirectory()
        let (file, wal) = try spoolFiles(directory, closed: false)
        #expect(wal.count > 50_000)
        var random = SplitMix(5)
        var ends: Set<UInt64> = []
        for round in 0..<60 {
            let path = directory.file("torn-\(round)")
            writeFile(path, file)
            var torn = Array(wal.prefix(Int.random(in: 0...wal.count, using: &random)))
            // Half the time the last sector is garbage.
            if round % 2 == 0, torn.count > 512 {
                for index in (torn.count - 512)..<torn.count { torn[index] = random.next(upperBound: 255) }
            }
            writeFile(path + "-wal", torn)
            let spool = try openSpool(path)
            if case .replaced(_, let reason) = spool.opening { #expect(Bool(false), "\(reason)") }
            try wholeSpool(spool)
            let next = spool.nextSeq
            #expect(try spool.append([Sample.pending(1, tag: 1)], now: start).seqs == next...next)
            ends.insert(next)
        }
        #expect(ends.count > 4)
    }

    /// Random bytes flipped in a spool: it opens or is moved aside, and works either way.
    @Test(arguments: [true, false])
    func aSpoolThatRotted(closed: Bool) throws {
        let directory = try TemporaryDirectory()
        let (file, wal) = try spoolFiles(directory, closed: closed)
        var random = SplitMix(closed ? 6 : 7)
        var (replaced, damagedLines) = (0, 0)
        var ends: Set<UInt64> = []
        for round in 0..<150 {
            let path = directory.file("rotten-\(round)")
            var bytes = file
            for _ in 0..<Int.random(in: 1...20, using: &random) {
                bytes[Int.random(in: bytes.indices, using: &random)] = random.next(upperBound: 255)
            }
            writeFile(path, bytes)
            var log = wal
            if !log.isEmpty, round % 2 == 0 { log[Int.random(in: log.indices, using: &random)] ^= 0x10 }
            writeFile(path + "-wal", log)
            let spool = try openOrRefuse(path)
            guard let spool else { continue }
            ends.insert(spool.nextSeq)
            var appends = 0
            // Whatever is read is whole; what proves corrupt is replaced at the next append.
            for _ in 0..<3 {
                do {
                    let lines = try wholeSpool(spool)
                    if lines.contains(where: { if case .gap(let gap) = $0.body { gap.reason.contains("damaged") } else { false } }) {
                        damagedLines += 1
                    }
                    if try spool.append([Sample.pending(1, tag: 1)], now: start).replaced != nil { replaced += 1 }
                    _ = try spool.acknowledge(upTo: spool.nextSeq - 1)
                    appends += 1
                } catch let error as StorageError {
                    #expect(error.cause == .corrupt, "\(error)")
                    if try spool.append([Sample.pending(1, tag: 1)], now: start).replaced != nil { replaced += 1 }
                }
            }
            #expect(appends > 0)
            if case .replaced(let keptAt, _) = spool.opening { #expect(access(keptAt, F_OK) == 0) }
        }
        // The WAL holds a newer copy of nearly every page, and what is damaged in it is not read: it ends there.
        if closed {
            #expect(replaced > 0)
            #expect(damagedLines > 0)
        } else {
            #expect(ends.count > 1)
        }
    }

    /// A header whose bytes say that it is another program's or a newer file is refused, and left alone.
    private func openOrRefuse(_ path: String) throws -> Spool? {
        do {
            return try openSpool(path)
        } catch let error as StorageError {
            #expect([.foreign, .schemaTooNew, .readOnly, .permission].contains(error.cause), "\(error)")
            return nil
        }
    }

    /// A ledger that rotted grants nothing by mistake: what it still says is exactly what was written.
    @Test func aLedgerThatRotted() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("ledger")
        let entries = (1...40).map { Sample.entry(UInt64($0)) }
        do {
            let ledger = try LedgerJournal(path: path, now: start)
            try ledger.commit([.epoch(1), .epochSettled(1)] + entries.map { .granted($0) }, now: start)
        }
        let (file, witness) = (readFile(path), readFile(path + ".witness"))
        var random = SplitMix(8)
        var lost = 0
        for _ in 0..<150 {
            var bytes = file
            for _ in 0..<Int.random(in: 1...20, using: &random) {
                bytes[Int.random(in: bytes.indices, using: &random)] = random.next(upperBound: 255)
            }
            for name in directory.names where name != "ledger" { unlink(directory.file(name)) }
            // In place: another inode would be doubt enough.
            writeFile(path, bytes)
            writeFile(path + ".witness", witness)
            do throws(StorageError) {
                let ledger = try LedgerJournal(path: path, now: start)
                let image = try ledger.load()
                if ledger.status == .whole {
                    #expect(image.entries == entries)
                } else {
                    lost += 1
                    #expect(image.entries.allSatisfy { entries.contains($0) })
                }
            } catch {
                #expect([.foreign, .schemaTooNew, .readOnly, .permission].contains(error.cause), "\(error)")
            }
        }
        #expect(lost > 10)
    }

    /// A store that proves corrupt under way is replaced at the next commit, and the senders' resume begins anew.
    @Test func aStoreThatRots() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("store")
        do {
            let store = try TelemetryStore(path: path, now: start)
            let batch = (1...500).map { StoredLine(address: Sample.address, spoolID: "s", line: Sample.line(.report(Sample.report($0)))) }
            _ = try store.commit(batch, now: start)
        }
        let file = readFile(path)
        var random = SplitMix(9)
        var replaced = 0
        for round in 0..<80 {
            let path = directory.file("rotten-\(round)")
            var bytes = file
            for _ in 0..<Int.random(in: 1...30, using: &random) {
                bytes[Int.random(in: bytes.indices, using: &random)] = random.next(upperBound: 255)
            }
            writeFile(path, bytes)
            do throws(StorageError) {
                let store = try TelemetryStore(path: path, now: start)
                for attempt in 0..<3 {
                    do throws(StorageError) {
                        let resume = try store.resumeSeq(Sample.address, spoolID: "s")
                        _ = try store.lines(Sample.address, spoolID: "s", from: 1, limit: 1000)
                        let line = StoredLine(address: Sample.address, spoolID: "s", line: Sample.line(.report(Sample.report(resume))))
                        let result = try store.commit([line], now: start)
                        if result.replaced != nil { replaced += 1 }
                        break
                    } catch {
                        #expect(error.cause == .corrupt, "\(error)")
                        #expect(attempt < 2)
                        if (try? store.commit(
                            [StoredLine(address: Sample.other, spoolID: "s", line: Sample.line(.report(Sample.report(1))))], now: start))?
                            .replaced != nil
                        {
                            replaced += 1
                        }
                    }
                }
            } catch {
                #expect([.foreign, .schemaTooNew, .readOnly, .permission].contains(error.cause), "\(error)")
            }
        }
        #expect(replaced > 0)
    }

    @Test(arguments: [[], [0], Array("SQLite format 3\0".utf8), [UInt8](repeating: 0xFF, count: 100_000)] as [[UInt8]])
    func noDatabaseAtAll(bytes: [UInt8]) throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("spool")
        writeFile(path, bytes)
        let spool = try openSpool(path)
        if case .replaced(let keptAt, _) = spool.opening {
            #expect(readFile(keptAt) == bytes)
            #expect(keptAt.contains("spool.corrupt-20260528T"))
        } else {
            // To SQLite a file of one byte is an empty one.
            #expect(bytes.count <= 1 && spool.opening == .created)
        }
        #expect(try spool.append([Sample.pending(1, tag: 1)], now: start).seqs == 1...1)
    }
}

extension SplitMix {
    mutating func next(upperBound: UInt8) -> UInt8 { .random(in: 0...upperBound, using: &self) }
}
