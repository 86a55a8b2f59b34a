import Storage
import Testing
import ZoneModel

@Suite struct SpoolTests {
    @Test func linesGetNumbersAndAreReadBack() throws {
        let directory = try TemporaryDirectory()
        let spool = try openSpool(directory.file("spool"))
        #expect(spool.opening == .created)
        #expect(spool.nextSeq == 1)
        #expect(try spool.append([], now: start).seqs == nil)
        let first = try spool.append([Sample.pending(1, tag: 7), Sample.pending(0, tag: 8)], now: start)
        #expect(first == SpoolAppended(seqs: 1...2))
        #expect(try spool.append([Sample.pending(2, tag: 9)], now: start).seqs == 3...3)
        let lines = try wholeSpool(spool)
        #expect(
            lines.map(\.body) == [
                .report(Sample.report(1, tag: 7)), .rig(Sample.rig(2, tag: 8)), .event(Sample.event(3, tag: 9)),
            ])
        #expect(spool.figure.lines == 3)
        #expect(spool.figure.bytes == lines.reduce(0) { $0 + $1.encoded().count })
        #expect(spool.figure.failure == nil)
    }

    @Test func numbersAndNameOutliveTheProcess() throws {
        let directory = try TemporaryDirectory()
        var name = ""
        do {
            let spool = try openSpool(directory.file("spool"))
            name = spool.spoolID
            try #require(Nonce(hex: name) != nil)
            _ = try spool.append((0..<10).map { Sample.pending(1, tag: $0) }, now: start)
            try spool.acknowledge(upTo: 4)
        }
        let spool = try openSpool(directory.file("spool"))
        #expect(spool.opening == .opened)
        #expect(spool.spoolID == name)
        #expect(spool.nextSeq == 11)
        #expect(spool.acknowledgedSeq == 4)
        #expect(try wholeSpool(spool).count == 6)
        #expect(try openSpool(directory.file("other")).spoolID != name)
    }

    @Test func readKeepsToBothLimitsButGivesOneLine() throws {
        let directory = try TemporaryDirectory()
        let spool = try openSpool(directory.file("spool"))
        _ = try spool.append((0..<20).map { Sample.pending(1, tag: $0) }, now: start)
        let one = try spool.read(from: 1, bytesMax: 1, linesMax: 100)
        #expect(one.map(\.seq) == [1])
        let size = one[0].bytes.count
        #expect(try spool.read(from: 5, bytesMax: size * 3 + 10, linesMax: 100).map(\.seq) == [5, 6, 7])
        #expect(try spool.read(from: 5, bytesMax: 1 << 20, linesMax: 2).map(\.seq) == [5, 6])
        #expect(try spool.read(from: 0, bytesMax: 1 << 20, linesMax: 2).map(\.seq) == [1, 2])
        #expect(try spool.read(from: 21, bytesMax: 1 << 20, linesMax: 2).isEmpty)
        #expect(try spool.read(from: .max, bytesMax: 1 << 20, linesMax: 2).isEmpty)
        #expect(try spool.read(from: 1, bytesMax: 1 << 20, linesMax: 0).isEmpty)
    }

    @Test func ackBeyondTheEndDeletesNothing() throws {
        let directory = try TemporaryDirectory()
        let spool = try openSpool(directory.file("spool"))
        _ = try spool.append((0..<5).map { Sample.pending(1, tag: $0) }, now: start)
        #expect(try spool.acknowledge(upTo: 6) == .beyondEnd(nextSeq: 6))
        #expect(try spool.acknowledge(upTo: .max) == .beyondEnd(nextSeq: 6))
        #expect(try spool.acknowledge(upTo: 0) == .stale)
        #expect(try spool.acknowledge(upTo: 3) == .advanced(lines: 3))
        #expect(try spool.acknowledge(upTo: 3) == .stale)
        #expect(try spool.acknowledge(upTo: 2) == .stale)
        #expect(try wholeSpool(spool).count == 2)
        #expect(try spool.acknowledge(upTo: 5) == .advanced(lines: 2))
        #expect(spool.figure.lines == 0)
        #expect(spool.figure.bytes == 0)
    }

    /// A collector that lost its store asks from 1 on: what was acked is accounted for by a gap, or it could never go on.
    @Test func aCollectorThatForgotGetsAGap() throws {
        let directory = try TemporaryDirectory()
        let spool = try openSpool(directory.file("spool"))
        _ = try spool.append((0..<5).map { Sample.pending(1, tag: $0) }, now: start)
        try spool.acknowledge(upTo: 3)
        let lines = try wholeSpool(spool, from: 1)
        let reason = GapReasons.deliveredBefore.text
        #expect(lines.first?.body == .gap(Gap(seq: 3, fromSeq: 1, toSeq: 3, reason: reason)))
        #expect(lines.count == 3)
        #expect(try spool.read(from: 2, bytesMax: 1, linesMax: 1).map(\.seq) == [3])
    }

    @Test func anotherHostsSpoolIsKeptAside() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("spool")
        do {
            let spool = try openSpool(path)
            _ = try spool.append([Sample.pending(1, tag: 1)], now: start)
        }
        let spool = try openSpool(path, address: Sample.other)
        guard case .replaced(let keptAt, let reason) = spool.opening else { return #expect(Bool(false), "\(spool.opening)") }
        #expect(reason.contains("h-014"))
        #expect(keptAt.contains(".other-host-"))
        #expect(spool.nextSeq == 1)
        #expect(try wholeSpool(openSpool(keptAt)).count == 1)
    }

    @Test func renewKeepsLinesUnderANewName() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("spool")
        var name = ""
        do {
            let spool = try openSpool(path)
            _ = try spool.append((0..<5).map { Sample.pending(1, tag: $0) }, now: start)
            try spool.acknowledge(upTo: 2)
            name = spool.spoolID
            try spool.renew()
            #expect(spool.spoolID != name)
            name = spool.spoolID
        }
        let spool = try openSpool(path)
        #expect(spool.spoolID == name)
        #expect(spool.nextSeq == 6)
        #expect(try wholeSpool(spool, from: 1).count == 4)
    }

    @Test func whatNoCollectorWouldReadBecomesAGap() throws {
        let directory = try TemporaryDirectory()
        let spool = try openSpool(directory.file("spool"))
        let long = EventReport(seq: 0, Event(.started, .info, String(repeating: "x", count: 70_000)))
        let many = EventReport(seq: 0, Event(.started, .info, "many keys", fields: (0..<80).map { .count("k\($0)", $0) }))
        let appended = try spool.append(
            [long, many].map { PendingLine(timestamp: start, content: .event($0)) } + [Sample.pending(1, tag: 1)], now: start)
        #expect(appended.seqs == 1...3)
        #expect(appended.thinned == ThinnedLines(unsendable: 2))
        let lines = try wholeSpool(spool)
        #expect(lines.first?.body == .gap(Gap(seq: 2, fromSeq: 1, toSeq: 2, reason: GapReasons.unsendable.text)))
        #expect(lines.count == 2)
    }

    @Test func lossesBeforeTheSpoolTakeNumbers() throws {
        let directory = try TemporaryDirectory()
        let spool = try openSpool(directory.file("spool"))
        let lost = PendingLine(timestamp: start, content: .lost(count: 5, reasons: .spoolFailed))
        let none = PendingLine(timestamp: start, content: .lost(count: 0, reasons: .spoolFailed))
        let appended = try spool.append([Sample.pending(1, tag: 1), lost, none, Sample.pending(1, tag: 2)], now: start)
        #expect(appended.seqs == 1...7)
        let lines = try wholeSpool(spool)
        #expect(lines.map(\.body.sequence) == [1, 6, 7])
        #expect(try spool.append([none], now: start).seqs == nil)
        // An ack in the middle of a gap: the rest of it stays.
        #expect(try spool.acknowledge(upTo: 4) == .advanced(lines: 1))
        guard case .gap(let gap) = try #require(try wholeSpool(spool).first).body else { return #expect(Bool(false)) }
        #expect(gap.fromSeq == 5 && gap.toSeq == 6)
        // Touching gaps are one.
        _ = try spool.append([lost], now: start)
        _ = try spool.append([lost], now: start)
        #expect(try wholeSpool(spool).map(\.body.sequence) == [6, 7, 17])
        #expect(spool.figure.lines == 3)
    }
}

@Suite struct SpoolThinningTests {
    /// Rigs go first, then reports, then events; the sequence stays whole; the disk stays bounded.
    @Test func theOrderOfThinning() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("spool")
        let spool = try openSpool(path, bytesMax: Spool.bytesMin)
        var thinned = ThinnedLines()
        var tag: UInt64 = 0
        var phases: [ThinnedLines] = []
        for round in 0..<300 {
            let batch = (0..<20).map { index -> PendingLine in
                tag += 1
                return Sample.pending([1, 0, 1, 0, 1, 1, 1, 0, 1, 2][index % 10], tag: tag)
            }
            let appended = try spool.append(batch, now: later(.seconds(round)))
            thinned.rigs += appended.thinned.rigs
            thinned.reports += appended.thinned.reports
            thinned.events += appended.thinned.events
            phases.append(thinned)
            #expect(bytesOnDisk(path) <= Spool.bytesMin)
        }
        // Before the first report went, every rig of an earlier batch had gone.
        let firstReports = try #require(phases.firstIndex { $0.reports > 0 })
        #expect(phases[firstReports].rigs >= firstReports * 6)
        #expect(phases[firstReports].events == 0)
        let lines = try wholeSpool(spool)
        #expect(lines.filter { $0.body.type == "event" }.count + thinned.events == 600)
        #expect(lines.filter { $0.body.type == "report" }.count + thinned.reports == 3600)
        #expect(lines.filter { $0.body.type == "rig" }.count + thinned.rigs == 1800)
        #expect(thinned.events == 0)
        #expect(spool.figure.lines == lines.count)
        // What is left of the reports are the newest.
        let tags = lines.compactMap { line -> UInt64? in if case .report(let report) = line.body { report.hashes } else { nil } }
        #expect(tags.last == 5999)
    }

    @Test func eventsGoLastAndItIsSaid() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("spool")
        let spool = try openSpool(path, bytesMax: Spool.bytesMin)
        var events = 0
        for round in 0..<300 {
            let appended = try spool.append((0..<20).map { Sample.pending(2, tag: UInt64(round * 20 + $0)) }, now: start)
            events += appended.thinned.events
            #expect(bytesOnDisk(path) <= Spool.bytesMin)
        }
        #expect(events > 1000)
        let lines = try wholeSpool(spool)
        guard case .gap(let gap) = lines[0].body else { return #expect(Bool(false)) }
        #expect(gap.fromSeq == 1 && gap.toSeq == UInt64(events))
        #expect(gap.reason == GapReasons.eventsThinned.text)
        #expect(lines.count == 6000 - events + 1)
    }

    /// A batch larger than the whole bound is taken and thinned, not refused for ever.
    @Test func aBatchLargerThanTheBound() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("spool")
        let spool = try openSpool(path, bytesMax: Spool.bytesMin)
        let appended = try spool.append((0..<4000).map { Sample.pending(1, tag: $0) }, now: start)
        #expect(appended.seqs == 1...4000)
        #expect(appended.thinned.reports > 1000)
        try wholeSpool(spool)
        _ = try spool.append([Sample.pending(1, tag: 1)], now: start)
        try wholeSpool(spool)
    }

    @Test func ageThinsRigsAndReportsAndKeepsEvents() throws {
        let directory = try TemporaryDirectory()
        let configuration = spoolConfiguration(ageMax: .seconds(3600))
        let spool = try Spool(path: directory.file("spool"), address: Sample.address, configuration: configuration, now: start)
        _ = try spool.append((0..<30).map { Sample.pending(Int($0 % 3), tag: $0) }, now: start)
        let before = try spool.append([Sample.pending(1, tag: 1)], now: later(.seconds(3600)))
        #expect(before.thinned.isEmpty)
        let after = try spool.append([Sample.pending(1, tag: 1)], now: later(.seconds(3601)))
        #expect(after.thinned == ThinnedLines(rigs: 10, reports: 10))
        let lines = try wholeSpool(spool)
        #expect(lines.filter { $0.body.type == "event" }.count == 10)
        #expect(lines.filter { $0.body.type == "report" }.count == 2)
    }

    /// A host without a battery clock dates its first lines 1970; the step to the true time must not make them old.
    @Test func aClockThatWasNotSetMakesNothingOld() throws {
        let directory = try TemporaryDirectory()
        let spool = try openSpool(directory.file("spool"))
        _ = try spool.append([Sample.pending(1, tag: 1)], now: WallInstant(milliseconds: 60_000))
        #expect(try spool.append([Sample.pending(1, tag: 2)], now: start).thinned.isEmpty)
        #expect(try wholeSpool(spool).count == 2)
    }

    /// Space goes back to the file system after a long outage has been delivered.
    @Test func theFileShrinks() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("spool")
        let spool = try openSpool(path)
        for round in 0..<10 {
            _ = try spool.append((0..<1000).map { Sample.pending(1, tag: $0) }, now: later(.seconds(round)))
        }
        let full = bytesOnDisk(path)
        while spool.acknowledgedSeq + 1 < spool.nextSeq { try spool.acknowledge(upTo: spool.acknowledgedSeq + 500) }
        #expect(full > 5 << 20)
        #expect(bytesOnDisk(path) < full / 2)
        #expect(spool.figure == SpoolFigure(lines: 0, bytes: 0, failure: nil))
    }
}

@Suite struct SpoolBacklogTests {
    @Test func keepsEventsAndCountsWhatWent() throws {
        var backlog = SpoolBacklog(bytesMax: 64 << 10)
        var sum: UInt64 = 0
        for tag in 0..<2000 as Range<UInt64> {
            backlog.add(Sample.pending([0, 1, 0, 1, 1, 1, 1, 1, 1, 1][Int(tag % 10)], tag: tag))
            if tag % 100 == 0 {
                backlog.add(Sample.pending(2, tag: tag))
                sum += 1
            }
            sum += 1
            #expect(backlog.bytes <= 64 << 10)
        }
        var counted: UInt64 = 0
        var previousWasLost = false
        for line in backlog.lines {
            if case .lost(let count, let reasons) = line.content {
                counted += count
                #expect(reasons == .spoolFailed)
                #expect(!previousWasLost)
                previousWasLost = true
            } else {
                counted += 1
                previousWasLost = false
            }
        }
        #expect(counted == sum)
        #expect(backlog.thinned.events == 0)
        #expect(backlog.thinned.rigs == 400)
        let events = backlog.lines.filter { if case .event = $0.content { true } else { false } }
        #expect(events.count == 20)
        backlog.removeAll()
        #expect(backlog.isEmpty && backlog.bytes == 0 && backlog.thinned.isEmpty)
    }

    /// One backlog behind another, as where the disk hangs: nothing goes uncounted, whichever of them gave it up.
    @Test func whatWaitedElsewhereIsTakenBehindWhatIsHere() {
        var backlog = SpoolBacklog(bytesMax: 16 << 10)
        var other = SpoolBacklog(bytesMax: 16 << 10)
        for tag in 0..<300 as Range<UInt64> { backlog.add(Sample.pending(1, tag: tag)) }
        for tag in 300..<500 as Range<UInt64> { other.add(Sample.pending(1, tag: tag)) }
        let thinned = (backlog.thinned.reports, other.thinned.reports)
        #expect(thinned.0 > 0 && thinned.1 > 0)
        backlog.take(&other)
        #expect(other.isEmpty && other.bytes == 0 && other.thinned.isEmpty)
        #expect(backlog.bytes <= 16 << 10)
        #expect(backlog.thinned.reports > thinned.0 + thinned.1)
        var next: UInt64 = 0
        for line in backlog.lines {
            switch line.content {
            case .lost(let count, _): next += count
            case .report(let report):
                #expect(report.hashes == next)
                next += 1
            default: #expect(Bool(false))
            }
        }
        #expect(next == 500)
    }

    @Test func eventsGoWhenNothingElseIsLeft() {
        var backlog = SpoolBacklog(bytesMax: 8 << 10)
        for tag in 0..<500 as Range<UInt64> { backlog.add(Sample.pending(2, tag: tag)) }
        #expect(backlog.bytes <= 8 << 10)
        #expect(backlog.thinned.events > 400)
        guard case .lost(let count, _) = backlog.lines[0].content else { return #expect(Bool(false)) }
        #expect(Int(count) == backlog.thinned.events)
    }
}
