import Glibc
import Storage
import Testing
import ZoneModel

/// A child works on a file and says what has returned; it is killed at a random moment, again and again on the same file.
/// What it said must be there.
@Suite struct KillTests {
    /// Lets the child say a random number of lines, kills it, and reads what it still had said.
    private func killed(_ process: ChildProcess, _ random: inout SplitMix, linesMax: Int = 120) -> [[Substring]] {
        var lines: [[Substring]] = []
        let count = Int.random(in: 1...linesMax, using: &random)
        while lines.count < count, let line = process.line() { lines.append(line.split(separator: " ")) }
        // Somewhere inside the next operation.
        usleep(UInt32.random(in: 0...1500, using: &random))
        process.kill()
        while let line = process.line() { lines.append(line.split(separator: " ")) }
        #expect(process.wait() == 128 + SIGKILL, "\(lines.last ?? [])")
        return lines
    }

    private func number(_ word: Substring) throws -> UInt64 { try #require(UInt64(word)) }

    @Test(arguments: ["spool", "small-spool"])
    func spool(mode: String) throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("spool")
        var random = SplitMix(mode == "spool" ? 1 : 2)
        let bytesMax: Int64 = mode == "spool" ? 256 << 20 : Spool.bytesMin
        var (appended, acked): (UInt64, UInt64) = (0, 0)
        for round in 0..<15 {
            let lines = killed(try probe(mode, path, "\(round)"), &random)
            for words in lines {
                switch words[0] {
                case "append": appended = try number(words[2])
                case "ack": acked = max(acked, try number(words[1]))
                case "open": break
                default: #expect(Bool(false), "\(words)")
                }
            }
            let spool = try openSpool(path, bytesMax: bytesMax)
            #expect(spool.opening == .opened)
            // A commit whose return was not said may be there as well, whole: at most 40 lines.
            #expect((appended + 1...appended + 41).contains(spool.nextSeq))
            #expect(spool.acknowledgedSeq >= acked)
            for line in try wholeSpool(spool) { check(line, mayThin: mode != "spool") }
            (appended, acked) = (spool.nextSeq - 1, spool.acknowledgedSeq)
        }
        #expect(appended > 1000)
    }

    /// The probe puts the number into the content.
    private func check(_ line: Line, mayThin: Bool) {
        switch line.body {
        case .report(let report): #expect(report.hashes == report.seq)
        case .rig(let rig): #expect(rig.power.milliwatts == Int64(rig.seq))
        case .event(let event): #expect(event.fields == [.count("number", event.seq)])
        default: #expect(mayThin, "\(line.body)")
        }
    }

    @Test func ledger() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("ledger")
        var random = SplitMix(3)
        var (granted, freed): (UInt64, UInt64) = (0, 0)
        for round in 0..<20 {
            for words in killed(try probe("ledger", path, "\(round)"), &random) {
                switch words[0] {
                case "grant": granted = try number(words[1])
                case "free": freed = try number(words[1])
                case "open": #expect(words[1] == (granted == 0 ? "fresh" : "whole"), "round \(round): \(words)")
                default: #expect(Bool(false), "\(words)")
                }
            }
            let ledger = try LedgerJournal(path: path, now: start)
            if granted > 0 { #expect(ledger.status == .whole) }
            let image = try ledger.load()
            let newest = image.issued.values.first?.generation ?? 0
            #expect((granted...granted + 5).contains(newest))
            // The entries are the last ones, none missing.
            let generations = image.entries.map(\.grant.generation)
            if let oldest = generations.first {
                #expect((freed + 1...freed + 2).contains(oldest))
                #expect(generations == Array(oldest...newest))
            }
            (granted, freed) = (newest, (generations.first ?? newest + 1) - 1)
        }
        #expect(granted > 500)
    }

    @Test func store() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("store")
        var random = SplitMix(4)
        var stored: UInt64 = 0
        let address = try #require(HostAddress(path: "sindh-2/khi-3/h-014"))
        for round in 0..<15 {
            for words in killed(try probe("store", path, "\(round)"), &random, linesMax: 30) {
                guard words[0] == "stored" || words[0] == "open" else { return #expect(Bool(false), "\(words)") }
                if words[0] == "stored" { stored = try number(words[1]) }
            }
            let store = try TelemetryStore(path: path, now: start)
            let resume = try store.resumeSeq(address, spoolID: "probe")
            #expect((stored + 1...stored + 101).contains(resume))
            let audit = try store.audit(address, spoolID: "probe")
            #expect(audit.isWhole && audit.lines == resume - 1, "\(audit)")
            #expect(store.linesStored == audit.lines)
            stored = resume - 1
        }
        #expect(stored > 5000)
    }

    @Test func aSecondProcessIsRefusedByName() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("spool")
        let holder = try probe("hold", path)
        #expect(holder.line() == "open 1")
        let error = #expect(throws: StorageError.self) { try openSpool(path) }
        #expect(error?.cause == .locked)
        #expect(error?.detail == "process \(holder.id) has it")
        holder.kill()
        holder.wait()
        #expect(try openSpool(path).nextSeq == 1)
    }
}
