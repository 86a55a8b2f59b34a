import Storage
import Testing
import ZoneModel

@Suite struct TelemetryTests {
    private let spoolID = "5f0c"

    private func stored(_ body: LineBody, spool: String? = nil, address: HostAddress = Sample.address, at: WallInstant = start)
        -> StoredLine
    {
        StoredLine(
            address: address, spoolID: spool ?? spoolID, line: Line(timestamp: at, address: address, body: body))
    }

    private func report(_ seq: UInt64, address: HostAddress = Sample.address) -> StoredLine {
        stored(.report(Sample.report(seq, tag: seq)), address: address)
    }

    private func gap(_ from: UInt64, _ to: UInt64, seq: UInt64? = nil) -> StoredLine {
        stored(.gap(Gap(seq: seq ?? to, fromSeq: from, toSeq: to, reason: "spool full")))
    }

    private func ack(_ seq: UInt64) -> [StoreAck] { [StoreAck(address: Sample.address, spoolID: spoolID, seq: seq)] }

    /// Every evidence column comes back as it was sent.
    @Test func linesComeBack() throws {
        let directory = try TemporaryDirectory()
        let bodies: [LineBody] = [
            .report(Sample.report(1, tag: 1)), .rig(Sample.rig(2, tag: 2)), .event(Sample.event(3, tag: 3)),
            .gap(Gap(seq: 9, fromSeq: 4, toSeq: 9, reason: "r")), .report(bare(10)),
            .rig(
                RigReport(
                    seq: 11, rig: Name("fan-box")!, power: .watts(60), powerSource: .nameplate, powerError: .zero, duty: .zero,
                    state: .stale)),
        ]
        do {
            let store = try TelemetryStore(path: directory.file("store"), now: start)
            let result = try store.commit(bodies.map { stored($0) }, now: start)
            #expect(result.acks == ack(11))
            #expect(result.stored == 6)
            #expect(store.linesStored == 6)
        }
        let store = try TelemetryStore(path: directory.file("store"), now: start)
        #expect(store.opening == .opened)
        #expect(store.linesStored == 6)
        let lines = try store.lines(Sample.address, spoolID: spoolID, from: 1, limit: 100)
        #expect(lines == bodies.map(Sample.line))
        #expect(try store.lines(Sample.address, spoolID: spoolID, from: 10, limit: 1) == [Sample.line(bodies[4])])
        #expect(try store.counts() == StoreCounts(hosts: 1, reports: 2, rigs: 2, events: 1, gaps: 1))
        #expect(
            try store.sequences() == [
                StoredSequence(address: Sample.address, spoolID: spoolID, highSeq: 11, lines: 6, gapped: 6)
            ])
        #expect(try store.audit(Sample.address, spoolID: spoolID).isWhole)
    }

    /// The report with nothing optional.
    private func bare(_ seq: UInt64) -> Report {
        Report(
            seq: seq, bootID: Sample.bootID, monotonic: .zero, clockSynced: false, interval: .seconds(1), power: .zero, powerPeak: .zero,
            powerSource: .estimated, powerError: .zero, energyMeasured: .zero, energyEstimated: .zero, unknown: .seconds(1), quota: .zero,
            limitedBy: .noWork, overshoot: 0, duty: .zero, hashrate: 0, hashes: UInt64(Int64.max), rigs: 0)
    }

    struct Case: CustomTestStringConvertible, Sendable {
        var name: String
        /// After 1 … 5 were stored.
        var seqs: [ClosedRange<UInt64>]
        var isGap: Bool
        var high: UInt64
        var storedLines: Int
        var duplicates: Int
        var hole: UInt64?
        var testDescription: String { name }
    }

    @Test(arguments: [
        Case(name: "the next line", seqs: [6...6], isGap: false, high: 6, storedLines: 1, duplicates: 0),
        Case(name: "a duplicate", seqs: [3...3], isGap: false, high: 5, storedLines: 0, duplicates: 1),
        Case(name: "resent with news", seqs: [4...4, 5...5, 6...6, 7...7], isGap: false, high: 7, storedLines: 2, duplicates: 2),
        Case(name: "a hole", seqs: [7...7, 8...8], isGap: false, high: 5, storedLines: 0, duplicates: 0, hole: 7),
        Case(name: "a hole after news", seqs: [6...6, 8...8], isGap: false, high: 6, storedLines: 1, duplicates: 0, hole: 8),
        Case(
            name: "a hole that the batch fills", seqs: [7...7, 6...6, 7...7], isGap: false, high: 7, storedLines: 2, duplicates: 0, hole: 7),
        Case(name: "a gap that fits", seqs: [6...9], isGap: true, high: 9, storedLines: 1, duplicates: 0),
        Case(name: "a gap of one", seqs: [6...6], isGap: true, high: 6, storedLines: 1, duplicates: 0),
        Case(name: "a gap that reaches back", seqs: [3...9], isGap: true, high: 9, storedLines: 1, duplicates: 0),
        Case(name: "a gap over what is there", seqs: [2...5], isGap: true, high: 5, storedLines: 0, duplicates: 1),
        Case(name: "a gap beyond a hole", seqs: [7...9], isGap: true, high: 5, storedLines: 0, duplicates: 0, hole: 9),
    ])
    func sequences(_ c: Case) throws {
        let directory = try TemporaryDirectory()
        let store = try TelemetryStore(path: directory.file("store"), now: start)
        _ = try store.commit((1...5).map { report($0) }, now: start)
        let result = try store.commit(c.seqs.map { c.isGap ? gap($0.lowerBound, $0.upperBound) : report($0.upperBound) }, now: start)
        #expect(result.acks == ack(c.high))
        #expect(result.stored == c.storedLines)
        #expect(result.duplicates == c.duplicates)
        #expect(result.refusals.map(\.seq) == (c.hole.map { [$0] } ?? []))
        if let refusal = result.refusals.first, case .hole(let expected) = refusal.reason { #expect(expected <= c.high + 1) }
        #expect(try store.resumeSeq(Sample.address, spoolID: spoolID) == c.high + 1)
        let audit = try store.audit(Sample.address, spoolID: spoolID)
        #expect(audit.isWhole, "\(audit)")
        #expect(audit.highSeq == c.high)
    }

    @Test func contradictionsAndLiveLinesAreRefused() throws {
        let directory = try TemporaryDirectory()
        let store = try TelemetryStore(path: directory.file("store"), now: start)
        let batches: [(StoredLine, StoreRefusal.Reason)] = [
            (gap(1, 3, seq: 4), .contradiction), (gap(5, 4), .contradiction), (gap(0, 4), .contradiction),
            (report(0), .unnumbered), (stored(.ping(Ping(id: 1))), .unnumbered), (report(.max), .unnumbered),
        ]
        for (line, reason) in batches {
            let result = try store.commit([line], now: start)
            #expect(result.refusals.map(\.reason) == [reason])
            #expect(result.acks.isEmpty && result.stored == 0)
        }
        #expect(try store.resumeSeq(Sample.address, spoolID: spoolID) == 1)
        // Many refusals of one sender are one answer.
        #expect(try store.commit((5...50).map { report($0) }, now: start).refusals.count == 1)
        // The largest gap that the wire can name.
        let top = UInt64(Int64.max - 1)
        #expect(try store.commit([gap(1, top)], now: start).acks == ack(top))
        #expect(try store.commit([report(top)], now: start).duplicates == 1)
        #expect(try store.audit(Sample.address, spoolID: spoolID).isWhole)
    }

    @Test func hostsAndSpoolsAreApart() throws {
        let directory = try TemporaryDirectory()
        let store = try TelemetryStore(path: directory.file("store"), now: start)
        var batch: [StoredLine] = []
        for seq in 1...20 as ClosedRange<UInt64> {
            batch.append(report(seq))
            batch.append(report(seq, address: Sample.other))
            if seq <= 7 { batch.append(stored(.report(Sample.report(seq)), spool: "another")) }
        }
        let result = try store.commit(batch, now: start)
        #expect(result.acks.map(\.seq) == [20, 20, 7])
        #expect(result.stored == 47)
        #expect(try store.resumeSeq(Sample.other, spoolID: spoolID) == 21)
        #expect(try store.resumeSeq(Sample.other, spoolID: "another") == 1)
        #expect(try store.sequences().count == 3)
        #expect(try store.counts().hosts == 2)
    }

    @Test func lastEvents() throws {
        let directory = try TemporaryDirectory()
        let store = try TelemetryStore(path: directory.file("store"), now: start)
        let batch = (1...30).map { stored(.event(Sample.event($0, tag: $0)), at: later(.seconds(Int64($0)))) }
        _ = try store.commit(batch, now: start)
        let events = try store.events(since: start, limit: 3)
        #expect(events.map(\.report.seq) == [28, 29, 30])
        #expect(events.last?.report == Sample.event(30, tag: 30))
        #expect(events.last?.timestamp == later(.seconds(30)))
        #expect(try store.events(since: later(.seconds(29)), limit: 100).map(\.report.seq) == [29, 30])
        #expect(try store.events(since: start, limit: -1).isEmpty)
    }

    @Test func retentionIsBoundedAndAuditable() throws {
        let directory = try TemporaryDirectory()
        let store = try TelemetryStore(path: directory.file("store"), now: start)
        for round in 0..<10 as Range<UInt64> {
            let batch = (1...100 as ClosedRange<UInt64>).map { index -> StoredLine in
                let seq = round * 100 + index
                return seq % 10 == 0 ? stored(.event(Sample.event(seq))) : report(seq)
            }
            _ = try store.commit(batch, now: later(.seconds(Int64(round) * 60)))
        }
        var retention = CollectorConfiguration.RetentionConfiguration()
        retention.raw = .seconds(300)
        retention.events = .seconds(1000)
        let now = later(.seconds(9 * 60))
        #expect(try store.forget(retention, now: now, rowsMax: 50) == 50)
        var rows = 50
        while case let more = try store.forget(retention, now: now, rowsMax: 50), more > 0 { rows += more }
        // Rounds 0 … 3 are older than 300 s.
        #expect(rows == 4 * 90)
        #expect(try store.counts() == StoreCounts(hosts: 1, reports: 540, rigs: 0, events: 100, gaps: 0))
        let audit = try store.audit(Sample.address, spoolID: spoolID)
        #expect(audit.isWhole && audit.forgottenSeq == 399)
        #expect(try store.resumeSeq(Sample.address, spoolID: spoolID) == 1001)
        #expect(store.linesStored == 1000)
    }

    /// The audit would see a hole and a double if there were one.
    @Test func theAuditCanFail() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("store")
        let store = try TelemetryStore(path: path, now: start)
        _ = try store.commit((1...20).map { report($0) }, now: start)
        #expect(execute(path, "DELETE FROM report WHERE seq IN (4, 5, 20); UPDATE report SET seq = 9 WHERE seq = 10") == 0)
        let audit = try store.audit(Sample.address, spoolID: spoolID)
        #expect(audit.missing == [4...5, 10...10, 20...20])
        #expect(audit.duplicates == 1)
    }
}
