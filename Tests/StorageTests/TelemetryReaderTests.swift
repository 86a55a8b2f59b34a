import Storage
import Testing
import ZoneModel

/// The review's food out of the collector's store, read beside its owner.
@Suite struct TelemetryReaderTests {
    private static func line(_ body: LineBody, at seconds: Int64, address: HostAddress = Sample.address) -> StoredLine {
        StoredLine(address: address, spoolID: "s", line: Line(timestamp: later(.seconds(seconds)), address: address, body: body))
    }

    private static func report(_ seq: UInt64, boot: String = "0b1f5c52-93a5-4c2e-8a08-08e3d2b5a111-00000001", estimated: Bool = false)
        throws -> LineBody
    {
        var report = Sample.report(seq)
        report.bootID = try #require(BootID(boot))
        report.interval = .seconds(1)
        report.unknown = .zero
        report.powerError = .watts(3)
        report.energyMeasured = estimated ? .zero : Energy(.watts(360), over: .seconds(1))
        report.energyEstimated = estimated ? Energy(.watts(36), over: .seconds(1)) : .zero
        report.overshoot = 0
        report.simulated = false
        return .report(report)
    }

    @Test func aNightOfTwoHosts() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("store")
        let store = try TelemetryStore(path: path, now: start)
        var lines: [StoredLine] = []
        for second in 1...100 as ClosedRange<UInt64> { lines.append(Self.line(try Self.report(second), at: Int64(second))) }
        let event = Event(.leaseLost, .warning, "lost", fields: [.power("quota_w", .watts(500)), .flag("dry", true)])
        lines.append(Self.line(.event(EventReport(seq: 101, event)), at: 100))
        lines.append(Self.line(.gap(Gap(seq: 105, fromSeq: 102, toSeq: 105, reason: "spool full: rig lines thinned")), at: 100))
        lines.append(Self.line(.gap(Gap(seq: 106, fromSeq: 106, toSeq: 106, reason: GapReasons.deliveredBefore.text)), at: 100))
        let rebooted = "ffff5c52-93a5-4c2e-8a08-08e3d2b5a111-00000001"
        for second in 107...200 as ClosedRange<UInt64> {
            lines.append(Self.line(try Self.report(second, boot: rebooted, estimated: true), at: Int64(second) + 4))
        }
        _ = try store.commit(lines, now: later(.seconds(210)))

        let hosts: [HostAddress: Power] = [Sample.address: .watts(600), Sample.other: .watts(700)]
        let reader = try TelemetryReader(path: path)
        let inputs = try reader.reviewInputs(of: hosts, since: start, until: later(.seconds(204)))
        let input = try #require(inputs.first { $0.host == Sample.address.description })
        #expect(input.stretches.count == 2 && input.stretches.map(\.from) == [start, later(.seconds(110))])
        #expect(input.stretches.map(\.measured.wattHours) == [10, 0] && (input.stretches[1].estimated.wattHours - 0.94).magnitude < 1e-9)
        #expect(input.stretches[0].estimatedError == .zero && input.stretches[1].estimatedError == input.stretches[1].error)
        #expect(input.linesLost == 4, "what was delivered before is no loss")
        #expect(
            input.entries.first?.kind == .leaseLost && input.entries.first?.fields["quota_w"] == "500"
                && input.entries.first?.fields["dry"] == "1")
        let review = Review.of(input)
        #expect(review.gaps.map(\.cause) == ["reboot"] && review.gaps.first?.seconds == 10)
        // A host that the store has never heard of is there, without figures.
        let other = try #require(inputs.first { $0.host == Sample.other.description })
        #expect(other.stretches.isEmpty && other.linesLost == nil && Review.of(other).needs.map(\.subject) == ["evidence"])

        // The owner goes on meanwhile, and what it commits is seen.
        _ = try store.commit([Self.line(try Self.report(201, boot: rebooted), at: 205)], now: later(.seconds(211)))
        let more = try reader.reviewInputs(of: hosts, since: later(.seconds(204)), until: later(.seconds(300)))
        #expect(more.first { $0.host == Sample.address.description }?.stretches.map(\.to) == [later(.seconds(205))])
    }

    /// Rows are found by when they came, in a table without an index on time.
    @Test func theFirstRowIsFoundByHalving() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("store")
        let store = try TelemetryStore(path: path, now: start)
        for hour in 0..<30 as Range<UInt64> {
            let lines = try (1...20 as ClosedRange<UInt64>).map { Self.line(try Self.report(hour * 20 + $0), at: Int64(hour * 3600 + $0)) }
            _ = try store.commit(lines, now: later(.seconds(Int64(hour) * 3600 + 30)))
        }
        let reader = try TelemetryReader(path: path)
        for hour in [0, 1, 13, 28, 29] as [Int64] {
            let inputs = try reader.reviewInputs(
                of: [Sample.address: .watts(1)], since: later(.seconds(hour * 3600)), until: later(.seconds(hour * 3600 + 60)))
            #expect(inputs.first?.stretches.map(\.from) == [later(.seconds(hour * 3600))], "hour \(hour)")
            #expect(inputs.first?.stretches.map(\.to) == [later(.seconds(hour * 3600 + 20))], "hour \(hour)")
        }
    }
}
