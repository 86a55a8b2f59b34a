import CShims
import Glibc
import Storage
import ZoneModel

/// Works on a spool, a ledger or a store until it is killed, and says on stdout what has returned: the tests kill it at random
/// moments and compare what is on disk with what was said. `rate` measures instead.
func now() -> WallInstant { WallInstant(milliseconds: zs_realtime_ms()) }

/// One write(2), so that a kill leaves whole lines.
func say(_ text: String) {
    let bytes = Array((text + "\n").utf8)
    _ = write(1, bytes, bytes.count)
}

struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// Says `append FIRST LAST` and `ack SEQ` after each returned.
func workSpool(_ path: String, bytesMax: Int64, _ random: inout SplitMix) throws(StorageError) {
    var configuration = SpoolConfiguration()
    configuration.bytesMax = bytesMax
    let spool = try Spool(path: path, address: Samples.address, configuration: configuration, now: now())
    say("open \(spool.acknowledgedSeq) \(spool.nextSeq)")
    while true {
        if Int.random(in: 0..<4, using: &random) > 0 {
            let lines = (0..<UInt64.random(in: 1...40, using: &random)).map { Samples.pending(spool.nextSeq + $0) }
            guard let seqs = try spool.append(lines, now: now()).seqs else { continue }
            say("append \(seqs.lowerBound) \(seqs.upperBound)")
        } else if spool.nextSeq > spool.acknowledgedSeq + 1 {
            let seq = UInt64.random(in: (spool.acknowledgedSeq + 1)...(spool.nextSeq - 1), using: &random)
            _ = try spool.read(from: seq, bytesMax: 10_000, linesMax: 10)
            try spool.acknowledge(upTo: seq)
            say("ack \(seq)")
        }
    }
}

/// Says `grant GENERATION` and `free GENERATION` after each returned; frees in order.
func workLedger(_ path: String, _ random: inout SplitMix) throws(StorageError) {
    let ledger = try LedgerJournal(path: path, freedKept: .seconds(1), now: now())
    say("open \(ledger.status)")
    if ledger.status != .whole { try ledger.commit([.epoch(1), .epochSettled(1)], now: now()) }
    let image = try ledger.load()
    var next = (image.issued[Samples.address]?.generation ?? 0) + 1
    var oldest = image.entries.first?.grant.generation ?? next
    while true {
        let count = UInt64.random(in: 1...5, using: &random)
        try ledger.commit((0..<count).map { .granted(Samples.entry(next + $0)) }, now: now())
        next += count
        say("grant \(next - 1)")
        if next - oldest > 20 {
            let grant = GrantID(epoch: 1, generation: oldest)
            try ledger.commit([.freed(Samples.address, Samples.bootID, upTo: grant)], now: now())
            say("free \(oldest)")
            oldest += 1
        }
    }
}

/// Says `stored SEQ` for every ack.
func workStore(_ path: String, _ random: inout SplitMix) throws(StorageError) {
    let store = try TelemetryStore(path: path, now: now())
    var next = try store.resumeSeq(Samples.address, spoolID: "probe")
    say("open \(next)")
    while true {
        let count = UInt64.random(in: 1...100, using: &random)
        // Some of it twice, as after a reconnect.
        let from = next - min(UInt64.random(in: 0...10, using: &random), next - 1)
        let batch = (from..<(next + count)).map { StoredLine(address: Samples.address, spoolID: "probe", line: Samples.line($0)) }
        for ack in try store.commit(batch, now: now()).acks { say("stored \(ack.seq)") }
        next += count
    }
}

/// Holds a spool until stdin ends.
func hold(_ path: String) throws(StorageError) {
    let spool = try Spool(path: path, address: Samples.address, configuration: SpoolConfiguration(), now: now())
    say("open \(spool.nextSeq)")
    var byte: UInt8 = 0
    while read(0, &byte, 1) > 0 {}
}

func run(_ words: [String]) throws(StorageError) -> Int32 {
    var random = SplitMix(state: words.count > 3 ? UInt64(words[3]) ?? 0 : 0)
    switch words.count > 2 ? words[1] : "" {
    case "spool": try workSpool(words[2], bytesMax: 256 << 20, &random)
    case "small-spool": try workSpool(words[2], bytesMax: 256 << 10, &random)
    case "ledger": try workLedger(words[2], &random)
    case "store": try workStore(words[2], &random)
    case "hold": try hold(words[2])
    case "rate": try measure(in: words[2])
    default:
        say("usage: storage-probe spool|small-spool|ledger|store|hold|rate PATH [SEED]")
        return 64
    }
    return 0
}

do throws(StorageError) {
    exit(try run(CommandLine.arguments))
} catch {
    say("failed \(error.cause.rawValue): \(error)")
    exit(1)
}
