import CSQLite
import Glibc
import Storage
import Testing
import ZoneModel

/// Full, read-only and otherwise unwilling disks. Each: a clear error, nothing lost, and it goes on by itself.
@Suite struct DiskTests {
    /// A file system of its own, or a word that there is none and why.
    private func disk(_ directory: TemporaryDirectory, kibibytes: Int = 4096) -> SmallDisk? {
        let disk = SmallDisk(in: directory, kibibytes: kibibytes)
        if disk == nil { print("skipped: this process may not mount a tmpfs (run the tests as root to have this one)") }
        return disk
    }

    @Test func aFullDiskStopsTheSpoolUntilThereIsRoom() throws {
        let directory = try TemporaryDirectory()
        guard let disk = disk(directory) else { return }
        let spool = try openSpool(disk.file("spool"), bytesMax: 64 << 20)
        var backlog = SpoolBacklog(bytesMax: 512 << 10)
        disk.fill(leaving: 300)
        var tag: UInt64 = 0
        var appended: UInt64 = 0
        var failures = 0
        func tick() {
            for _ in 0..<20 {
                tag += 1
                backlog.add(Sample.pending([1, 0, 1, 1, 1, 1, 1, 1, 1, 2][Int(tag % 10)], tag: tag))
            }
            do throws(StorageError) {
                appended = try spool.append(backlog.lines, now: start).seqs?.upperBound ?? appended
                backlog.removeAll()
            } catch {
                #expect(error.cause == .diskFull, "\(error)")
                #expect(spool.figure.failure?.contains("free space") == true)
                failures += 1
            }
        }
        for _ in 0..<200 { tick() }
        #expect(failures > 50)
        #expect(!backlog.isEmpty && backlog.bytes <= 512 << 10)
        // Reading goes on, and so do acks as far as the WAL's kept space reaches.
        try wholeSpool(spool)
        disk.free()
        tick()
        #expect(backlog.isEmpty)
        #expect(appended == tag)
        #expect(spool.figure.failure == nil)
        let lines = try wholeSpool(spool)
        #expect(lines.filter { $0.body.type == "event" }.count == Int(tag) / 10)
        #expect(lines.contains { $0.body.type == "gap" })
    }

    /// Acks free the very space that is short: they must not need more of it than the WAL has kept.
    @Test func acksWorkOnAFullDisk() throws {
        let directory = try TemporaryDirectory()
        guard let disk = disk(directory, kibibytes: 16 << 10) else { return }
        let spool = try openSpool(disk.file("spool"), bytesMax: 64 << 20)
        for round in 0..<40 { _ = try spool.append((0..<200).map { Sample.pending(1, tag: UInt64(round * 200) + $0) }, now: start) }
        disk.fill(leaving: 0)
        var acked = 0
        while spool.acknowledgedSeq + 1 < spool.nextSeq {
            try spool.acknowledge(upTo: min(spool.acknowledgedSeq + 300, spool.nextSeq - 1))
            acked += 1
        }
        #expect(acked > 20)
        _ = try spool.append([Sample.pending(1, tag: 1)], now: start)
        try wholeSpool(spool)
    }

    @Test func aFullDiskStopsLedgerStoreAndMemory() throws {
        let directory = try TemporaryDirectory()
        guard let disk = disk(directory) else { return }
        let ledger = try LedgerJournal(path: disk.file("ledger"), now: start)
        let store = try TelemetryStore(path: disk.file("store"), now: start)
        let memory = AgentMemory(path: disk.file("memory"))
        try memory.store(AgentMemoryImage(lastGrant: GrantID(epoch: 1, generation: 1)))
        try ledger.commit([.epoch(1), .epochSettled(1)], now: start)
        disk.fill(leaving: 64)
        var (generation, seq): (UInt64, UInt64) = (0, 0)
        let ledgerError = #expect(throws: StorageError.self) {
            while generation < 100_000 {
                try ledger.commit((1...100).map { .granted(Sample.entry(generation + $0)) }, now: start)
                generation += 100
            }
        }
        #expect(ledgerError?.cause == .diskFull)
        let storeError = #expect(throws: StorageError.self) {
            while seq < 100_000 {
                _ = try store.commit(
                    (1...100).map { index in
                        StoredLine(address: Sample.address, spoolID: "s", line: Sample.line(.report(Sample.report(seq + index))))
                    }, now: start)
                seq += 100
            }
        }
        #expect(storeError?.cause == .diskFull)
        #expect(store.failure != nil)
        #expect(try store.resumeSeq(Sample.address, spoolID: "s") == seq + 1)
        let memoryError = #expect(throws: StorageError.self) {
            try memory.store(AgentMemoryImage(lastGrant: GrantID(epoch: 2, generation: 1)))
        }
        #expect(memoryError?.cause == .diskFull)
        #expect(memory.recall() == .whole(AgentMemoryImage(lastGrant: GrantID(epoch: 1, generation: 1))))

        disk.free()
        try ledger.commit([.granted(Sample.entry(generation + 1))], now: start)
        #expect(try ledger.load().entries.count == Int(generation) + 1)
        let line = Sample.line(.report(Sample.report(seq + 1)))
        let result = try store.commit([StoredLine(address: Sample.address, spoolID: "s", line: line)], now: start)
        #expect(result.acks.map(\.seq) == [seq + 1])
        #expect(store.failure == nil)
        #expect(try store.audit(Sample.address, spoolID: "s").isWhole)
        try memory.store(AgentMemoryImage())
    }

    @Test func aReadOnlyDiskIsSaidAndLeftWhenItIsMended() throws {
        let directory = try TemporaryDirectory()
        guard let disk = disk(directory) else { return }
        let path = disk.file("spool")
        do {
            let spool = try openSpool(path)
            _ = try spool.append([Sample.pending(1, tag: 1)], now: start)
        }
        #expect(disk.remount("ro"))
        let error = #expect(throws: StorageError.self) { try openSpool(path) }
        #expect(error?.cause == .readOnly, "\(String(describing: error))")
        #expect(error?.description.contains("mount") == true)
        #expect(AgentMemory(path: disk.file("memory")).recall() == .none)
        let memory = #expect(throws: StorageError.self) { try AgentMemory(path: disk.file("memory")).store(AgentMemoryImage()) }
        #expect(memory?.cause == .readOnly)
        #expect(disk.remount("rw"))
        #expect(try openSpool(path).nextSeq == 2)
    }

    @Test(arguments: [
        ("no such directory", StorageError.Cause.directoryMissing), ("a directory", .foreign), ("another kind of database", .foreign),
        ("a stranger's database", .foreign), ("a newer version", .schemaTooNew),
    ])
    func whatCannotBeOpened(what: String, cause: StorageError.Cause) throws {
        let directory = try TemporaryDirectory()
        var path = directory.file("spool")
        switch what {
        case "no such directory": path = directory.file("none/spool")
        case "a directory": mkdir(path, 0o755)
        case "another kind of database": _ = try LedgerJournal(path: path, now: start)
        case "a stranger's database": #expect(execute(path, "CREATE TABLE t (a); INSERT INTO t VALUES (1)") == SQLITE_OK)
        default:
            _ = try openSpool(path)
            #expect(execute(path, "PRAGMA user_version = 99") == SQLITE_OK)
        }
        let before = readFile(path)
        let error = #expect(throws: StorageError.self) { try openSpool(path) }
        #expect(error?.cause == cause, "\(String(describing: error))")
        #expect(error?.description.contains(path) == true)
        // Nothing is moved or changed that is not ours.
        // (As a word of its own: a failure would print megabytes of bytes.)
        let isUntouched = readFile(path) == before
        #expect(isUntouched)
        #expect(!directory.names.contains { $0.contains("corrupt") })
    }

    /// Every cause has words for the mend.
    @Test(arguments: StorageError.Cause.allCases)
    func mends(cause: StorageError.Cause) {
        let error = StorageError(path: "/var/lib/x/spool", operation: "COMMIT", cause: cause, sqliteCode: 13, detail: "d")
        #expect(!error.mend.isEmpty)
        #expect(error.description.hasPrefix("/var/lib/x/spool: COMMIT: d (sqlite 13); "))
    }
}
