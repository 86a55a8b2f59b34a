import Storage
import Testing
import ZoneModel

/// The account of what was drawn lives and dies with the lines that it sums.
@Suite struct SpoolAccountTests {
    private static func report(_ milliwatts: Int64, estimated: Bool = false, at seconds: Int64) -> PendingLine {
        var report = Sample.report(0, tag: 1)
        let second = Energy(millijoules: milliwatts)
        report.interval = .seconds(1)
        report.unknown = .zero
        report.energyMeasured = estimated ? .zero : second
        report.energyEstimated = estimated ? second : .zero
        report.powerError = Power(milliwatts: 5000)
        report.powerPeak = Power(milliwatts: milliwatts)
        report.overshoot = 0
        report.simulated = false
        return PendingLine(timestamp: later(.seconds(seconds)), content: .report(report))
    }

    @Test func whatIsStoredIsAccounted() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("spool")
        do {
            let spool = try openSpool(path)
            #expect(spool.account == nil)
            _ = try spool.append([Sample.pending(2, tag: 1), Self.report(300_000, at: 1), Self.report(200_000, at: 2)], now: start)
            _ = try spool.append([Self.report(100_000, estimated: true, at: 3)], now: start)
        }
        // A run that ended without a word.
        let spool = try openSpool(path)
        let account = try #require(spool.account)
        #expect((account.firstSeq, account.lastSeq, account.lost) == (1, 4, 0))
        #expect((account.from, account.to, account.covered) == (start, later(.seconds(3)), .seconds(3)))
        #expect((account.measured.millijoules, account.estimated.millijoules) == (500_000, 100_000))
        #expect((account.error.millijoules, account.estimatedError.millijoules) == (15_000, 5000), "an estimate's bound stays with it")
        #expect(account.peak == .watts(300) && !account.simulated)
        try spool.closeAccount()
        #expect(spool.account == nil)
        _ = try spool.append([Self.report(1000, at: 9)], now: start)
        #expect(spool.account?.firstSeq == 5, "the next account begins where that one ended")
        #expect(try openSpool(directory.file("other")).account == nil)
    }

    @Test func whatIsLostIsCounted() throws {
        let directory = try TemporaryDirectory()
        let spool = try openSpool(directory.file("spool"))
        let lost = PendingLine(timestamp: start, content: .lost(count: 7, reasons: .spoolFailed))
        _ = try spool.append([lost, Self.report(1000, at: 1)], now: start)
        #expect(spool.account.map { ($0.firstSeq, $0.lastSeq, $0.lost) } ?? (0, 0, 0) == (1, 8, 7))
    }

    @Test func anAccountEndsWhereTheClockDoes() {
        let edge = WallInstant(milliseconds: 1_764_000_000_000)
        var account = PowerAccount(firstSeq: 1, from: WallInstant(milliseconds: edge.milliseconds - 3000))
        var report = Sample.report(0, tag: 1)
        report.interval = .seconds(1)
        account.add(report, at: WallInstant(milliseconds: edge.milliseconds - 1000))
        #expect(!account.isFull)
        account.add(report, at: edge)
        #expect(account.isFull)
    }

    /// `spool-1.sqlite` was written and killed by the release before accounts.
    @Test func aSpoolOfTheFirstSchema() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("spool")
        writeFile(path, readFile(LedgerOrdersTests.fixtures + "/spool-1.sqlite"))
        #expect(try rows(path, "PRAGMA user_version") == 1)
        let spool = try Spool(
            path: path, address: try #require(HostAddress(path: "sindh-2/khi-3/h-014")), configuration: SpoolConfiguration(), now: start)
        #expect(spool.opening == .opened && spool.spoolID == "6d7ff5adf1c1cff3ef19f20469566a0e")
        #expect((spool.acknowledgedSeq, spool.nextSeq, spool.account) == (305, 433, nil))
        #expect(try wholeSpool(spool).count == 127)
        _ = try spool.append([Self.report(1000, at: 1)], now: start)
        #expect(spool.account?.firstSeq == 433)
    }
}
