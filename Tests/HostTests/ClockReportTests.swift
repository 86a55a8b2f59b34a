import CShims
import Glibc
import Testing
import ZoneModel

@testable import Host

/// What is believed of the wall clock where the unit's filter denies adjtimex(2).
@Suite struct ClockReportTests {
    /// Written at 100 s after the boot: synchronised within 5 ms, the wall clock 1000 s ahead of the boot's.
    private static let line = "1 5000 100000000000 1000000000000\n"

    struct Case: Sendable {
        var what: String
        var line = ClockReportTests.line
        /// When it is read, and how far the clocks are apart then.
        var ageMilliseconds: Int64 = 500
        var movedMilliseconds: Int64 = 0
        /// Nil: not believed.
        var errorMilliseconds: Double?
    }

    @Test(arguments: [
        Case(what: "fresh", ageMilliseconds: 0, errorMilliseconds: 5),
        Case(what: "half a second old: 500 ppm of it may have been lost", errorMilliseconds: 5.25),
        Case(what: "at the last moment", ageMilliseconds: 3000, errorMilliseconds: 6.5),
        Case(what: "zone-clock is gone", ageMilliseconds: 3001),
        Case(what: "from the future, of another boot", ageMilliseconds: -1),
        Case(what: "slewed forward since", movedMilliseconds: 20, errorMilliseconds: 25.25),
        Case(what: "slewed back since", movedMilliseconds: -20, errorMilliseconds: 25.25),
        Case(what: "stepped forward since", movedMilliseconds: 3_600_000),
        Case(what: "stepped back since", movedMilliseconds: -1000),
        Case(what: "the kernel calls it unsynchronised", line: "0 16000000 100000000000 1000000000000\n"),
    ])
    func quality(case: Case) throws {
        let report = try #require(ClockReport(`case`.line))
        let quality = report.quality(
            now: BootInstant(nanoseconds: 100_000_000_000 + `case`.ageMilliseconds * 1_000_000),
            offsetNanoseconds: 1_000_000_000_000 + `case`.movedMilliseconds * 1_000_000)
        #expect(quality.isSynchronised == (`case`.errorMilliseconds != nil), "\(`case`.what)")
        guard let wanted = `case`.errorMilliseconds else { return }
        #expect(abs((quality.errorMilliseconds ?? .infinity) - wanted) < 1e-6, "\(`case`.what): \(quality)")
    }

    @Test func anOffsetThatCannotBe() throws {
        let report = try #require(ClockReport("1 0 0 \(Int64.min)"))
        #expect(!report.quality(now: BootInstant(nanoseconds: 0), offsetNanoseconds: Int64.max).isSynchronised)
    }

    @Test(arguments: ["", "\n", "1 5000 1", "1 5000 1 1 1", "2 5000 1 1", "1 -5 1 1", "1 5000 x 1", "1  5000 1", "yes 5000 1 1"])
    func noReport(text: String) { #expect(ClockReport(text) == nil) }

    /// The real program says what the kernel says.
    @Test(.timeLimit(.minutes(1))) func zoneClockWritesIt() throws {
        let directory = try TemporaryDirectory()
        let watch = inotify_init1(Int32(IN_CLOEXEC))
        try #require(watch >= 0)
        defer { close(watch) }
        try #require(inotify_add_watch(watch, directory.path, UInt32(IN_MOVED_TO)) >= 0)
        let program = try Daemon("zone-clock", ["\(directory.path)/report"], environment: [])
        var events = [UInt8](repeating: 0, count: 4096)
        for _ in 0..<2 {
            // Waits for the rename.
            try #require(read(watch, &events, events.count) > 0)
            let report = try #require(readSmallFile("\(directory.path)/report").flatMap { ClockReport($0) })
            var errorMilliseconds = 0.0
            #expect(report.isSynchronised == zs_clock_quality(&errorMilliseconds))
            let age = SystemClock.bootNow() - report.at
            #expect(age >= .zero && age < .seconds(30))
            #expect(abs(zs_realtime_ns() - zs_boottime_ns() - report.offsetNanoseconds) < 1_000_000_000)
        }
        withExtendedLifetime(program) {}
    }

    @Test(arguments: [[], ["relative"], ["/a", "/b"]])
    func zoneClockRefuses(words: [String]) throws {
        #expect(try Daemon("zone-clock", words, environment: []).wait() == 2)
    }
}
