import Storage
import Testing
import ZoneModel

/// A naive spool in memory goes in lockstep with the real one over random actions; a failure is a seed.
@Suite struct SpoolModelTests {
    struct Model {
        /// What was appended and not acked, by number.
        var lines: [UInt64: LineBody] = [:]
        var next: UInt64 = 1
        var acked: UInt64 = 0
        var thinned = ThinnedLines()
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func lockstep(seed: UInt64) throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("spool")
        var random = SplitMix(seed)
        let bytesMax: Int64 = [Spool.bytesMin, 2 << 20, 16 << 20][Int(seed % 3)]
        var spool: Spool? = try openSpool(path, bytesMax: bytesMax)
        let name = spool?.spoolID
        var model = Model()
        for step in 0..<120 {
            let action = Int.random(in: 0..<10, using: &random)
            if action == 9 {
                spool = nil
                spool = try openSpool(path, bytesMax: bytesMax)
            }
            let real = try #require(spool)
            switch action {
            case 0..<5: try append(real, &model, &random, now: later(.seconds(step)))
            case 5, 6: try acknowledge(real, &model, &random)
            case 7: try read(real, model, &random)
            default:
                // As after a kill: the files as they are at this moment.
                let copy = directory.file("copy-\(step)")
                for suffix in ["", "-wal"] { writeFile(copy + suffix, readFile(path + suffix)) }
                try compare(try openSpool(copy, bytesMax: bytesMax), model)
            }
            let current = try #require(spool)
            #expect(current.spoolID == name)
            #expect(bytesOnDisk(path) <= bytesMax)
            if step % 40 == 39 { try compare(current, model) }
        }
        try compare(try #require(spool), model)
    }

    private func append(_ spool: Spool, _ model: inout Model, _ random: inout SplitMix, now: WallInstant) throws {
        let lines = (0..<Int.random(in: 1...100, using: &random)).map { _ -> PendingLine in
            if Int.random(in: 0..<30, using: &random) == 0 {
                return PendingLine(timestamp: start, content: .lost(count: .random(in: 1...9, using: &random), reasons: .spoolFailed))
            }
            return Sample.pending(Int.random(in: 0...2, using: &random), tag: .random(in: 0...1_000_000, using: &random))
        }
        let first = model.next
        for line in lines {
            switch line.content {
            case .report(let report): model.lines[model.next] = .report(report)
            case .rig(let rig): model.lines[model.next] = .rig(rig)
            case .event(let event): model.lines[model.next] = .event(event)
            case .lost(let count, _): model.next += count - 1
            }
            model.next += 1
        }
        let appended = try spool.append(lines, now: now)
        #expect(appended.seqs == first...(model.next - 1))
        model.thinned.rigs += appended.thinned.rigs
        model.thinned.reports += appended.thinned.reports
        model.thinned.events += appended.thinned.events
        // What is thinned before it is its kind's turn: nothing of an earlier batch.
        guard appended.thinned.reports > 0, Int.random(in: 0..<4, using: &random) == 0 else { return }
        let kept = try wholeSpool(spool).filter { ($0.body.sequence ?? 0) < first }
        #expect(!kept.contains { $0.body.type == "rig" })
        if appended.thinned.events > 0 { #expect(!kept.contains { $0.body.type == "rig" || $0.body.type == "report" }) }
    }

    private func acknowledge(_ spool: Spool, _ model: inout Model, _ random: inout SplitMix) throws {
        let seq = UInt64.random(in: 0...(model.next + 2), using: &random)
        switch try spool.acknowledge(upTo: seq) {
        case .advanced:
            #expect(seq > model.acked && seq < model.next)
            model.acked = seq
        case .stale: #expect(seq <= model.acked)
        case .beyondEnd: #expect(seq >= model.next)
        }
    }

    private func read(_ spool: Spool, _ model: Model, _ random: inout SplitMix) throws {
        let seq = UInt64.random(in: 0...(model.next + 1), using: &random)
        let lines = try spool.read(
            from: seq, bytesMax: .random(in: 1...20_000, using: &random), linesMax: .random(in: 1...50, using: &random))
        #expect(lines.isEmpty == (seq >= model.next))
        if let first = lines.first { #expect(first.seq >= max(seq, 1)) }
    }

    /// Every number once; every line that is no gap exactly as it was appended; as many gone as were said to be thinned or acked.
    private func compare(_ spool: Spool, _ model: Model) throws {
        #expect(spool.nextSeq == model.next)
        #expect(spool.acknowledgedSeq == model.acked)
        let lines = try wholeSpool(spool)
        #expect(spool.figure.lines == lines.count)
        var bytes = 0
        for line in lines {
            guard let seq = line.body.sequence, line.body.type != "gap" else { continue }
            bytes += line.encoded().count
            #expect(model.lines[seq]?.withSequence(seq) == line.body)
        }
        #expect(spool.figure.bytes == bytes)
        let expected = model.lines.keys.filter { $0 > model.acked }.count
        let kept = lines.filter { $0.body.type != "gap" }.count
        let thinned = model.thinned.rigs + model.thinned.reports + model.thinned.events
        #expect(kept <= expected && kept + thinned >= expected)
    }
}
