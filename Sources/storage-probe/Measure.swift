import CShims
import Storage
import ZoneModel

/// Wall time of what the daemons do all day, printed with what was done.
func measure(in directory: String) throws(StorageError) {
    try measureStore(directory + "/store.sqlite")
    try measureSpool(directory + "/spool.sqlite")
    try measureLedger(directory + "/ledger.sqlite")
}

private func timed(_ body: () throws(StorageError) -> Void) throws(StorageError) -> Double {
    let start = zs_boottime_ns()
    try body()
    return Double(zs_boottime_ns() - start) / 1e9
}

private func measureStore(_ path: String) throws(StorageError) {
    let store = try TelemetryStore(path: path, now: now())
    let batches: UInt64 = 200
    var lines: [[StoredLine]] = []
    for batch in 0..<batches {
        lines.append(
            (UInt64(1)...1000).map { index in
                let seq = batch * 1000 + index
                let line = Line(timestamp: now(), address: Samples.address, body: .report(Samples.report(seq)))
                return StoredLine(address: Samples.address, spoolID: "rate", line: line)
            })
    }
    var longest = 0.0
    let seconds = try timed { () throws(StorageError) in
        for batch in lines {
            longest = max(longest, try timed { () throws(StorageError) in _ = try store.commit(batch, now: now()) })
        }
    }
    say(
        "store: \(batches) batches of 1000 reports in \(seconds) s: \(Int(Double(batches) * 1000 / seconds)) rows/s, longest commit \(longest * 1000) ms"
    )
}

private func measureSpool(_ path: String) throws(StorageError) {
    var configuration = SpoolConfiguration()
    configuration.bytesMax = 64 << 20
    let spool = try Spool(path: path, address: Samples.address, configuration: configuration, now: now())
    let single = try timed { () throws(StorageError) in
        for _ in 0..<200 { _ = try spool.append([Samples.pending(spool.nextSeq)], now: now()) }
    }
    say("spool: append of 1 line \(single / 200 * 1000) ms")
    let bulk = try timed { () throws(StorageError) in
        for _ in 0..<200 { _ = try spool.append((0..<500).map { Samples.pending(spool.nextSeq + $0) }, now: now()) }
    }
    say("spool: append of 500 lines \(bulk / 200 * 1000) ms; \(spool.figure.lines) lines of \(spool.figure.bytes) bytes")
    var next: UInt64 = 1
    var count = 0
    let reading = try timed { () throws(StorageError) in
        while true {
            let lines = try spool.read(from: next, bytesMax: 64 << 10, linesMax: 500)
            guard let last = lines.last else { break }
            count += lines.count
            next = last.seq + 1
        }
    }
    say("spool: read of \(count) lines in pieces of 64 KiB \(reading) s")
    let acking = try timed { () throws(StorageError) in
        while spool.acknowledgedSeq + 1 < spool.nextSeq {
            try spool.acknowledge(upTo: min(spool.acknowledgedSeq + 500, spool.nextSeq - 1))
        }
    }
    say("spool: acks of 500 lines each \(acking) s in all")
}

private func measureLedger(_ path: String) throws(StorageError) {
    let ledger = try LedgerJournal(path: path, now: now())
    try ledger.commit([.epoch(1), .epochSettled(1)], now: now())
    var generation: UInt64 = 0
    for size in [1, 100] {
        let seconds = try timed { () throws(StorageError) in
            for _ in 0..<100 {
                let records = (0..<size).map { index in LedgerRecord.granted(Samples.entry(generation + UInt64(index) + 1)) }
                generation += UInt64(size)
                try ledger.commit(records, now: now())
            }
        }
        say("ledger: commit of \(size) grants \(seconds / 100 * 1000) ms")
    }
}
