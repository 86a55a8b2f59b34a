import Testing
import ZoneModel

/// A night as a table of what happened → what the review says of it.
@Suite struct ReviewTests {
    /// 2026-11-24T18:00:00Z
    static let since = WallInstant(milliseconds: 1_795_543_200_000)
    static let until = at(43_200)

    static func at(_ seconds: Double) -> WallInstant { WallInstant(milliseconds: since.milliseconds + Int64(seconds * 1000)) }

    static func stretch(_ from: Double, _ to: Double, watts: Double = 15_000, estimatedW: Double = 0, boot: String? = nil)
        -> ReviewInput.Stretch
    {
        var stretch = ReviewInput.Stretch(from: at(from), to: at(to))
        stretch.measured = Energy(Power(watts: watts), over: .seconds(to - from))
        stretch.estimated = Energy(Power(watts: estimatedW), over: .seconds(to - from))
        stretch.error = Energy(Power(watts: watts * 0.01), over: .seconds(to - from))
        stretch.estimatedError = estimatedW > 0 ? Energy(Power(watts: estimatedW * 0.2), over: .seconds(to - from)) : .zero
        stretch.nameplate = .watts(30_000)
        stretch.boot = boot
        return stretch
    }

    static func entry(
        _ seconds: Double, _ kind: EventKind, _ fields: [String: String] = [:], severity: Severity = .notice, message: String = "",
        boot: String? = nil
    ) -> ReviewInput.Entry {
        .init(at: at(seconds), event: kind.rawValue, severity: severity, message: message, fields: fields, boot: boot)
    }

    static func input(_ stretches: [ReviewInput.Stretch], _ entries: [ReviewInput.Entry] = []) -> ReviewInput {
        var input = ReviewInput(host: "sindh-2/khi-3/h-014", source: "journal", since: since, until: until)
        input.stretches = stretches
        input.entries = entries
        input.linesLost = 0
        return input
    }

    @Test func aQuietNight() {
        let review = Review.of(Self.input([Self.stretch(0, 43_200)]))
        #expect(review.coveredShare == 1 && review.gaps.isEmpty && review.needs.isEmpty)
        #expect((review.energy.measuredWh - 180_000).magnitude < 0.1)
        #expect(review.energy.estimatedWh == 0 && review.energy.unknownS == 0 && review.energy.unknownMaxWh == 0)
    }

    struct GapCase: Sendable {
        var name: String
        var stretches: [ReviewInput.Stretch]
        var entries: [ReviewInput.Entry] = []
        var beginsAt: WallInstant?
        var cause: String
        var seconds: Double
        /// In all gaps, where there are several.
        var missing: Double?
        var needs: [String] = []
    }

    private static let run1 = "0b1f5c52-93a5-4c2e-8a08-08e3d2b5a111-00000001"
    private static let run2 = "0b1f5c52-93a5-4c2e-8a08-08e3d2b5a111-00000002"
    private static let run3 = "ffff5c52-93a5-4c2e-8a08-08e3d2b5a111-00000003"

    static let gaps: [GapCase] = [
        GapCase(
            name: "reboot, by the journal's boots", stretches: [stretch(0, 33_124), stretch(33_135, 43_200)],
            entries: [
                entry(10, .quotaApplied, boot: "a"), entry(33_123, .stopping, boot: "a"), entry(33_135, .started, boot: "b"),
            ], cause: "reboot", seconds: 11),
        GapCase(
            name: "reboot, by the reports' boots", stretches: [stretch(0, 100, boot: run1), stretch(200, 43_200, boot: run3)],
            cause: "reboot",
            seconds: 100),
        GapCase(
            name: "restart", stretches: [stretch(0, 100), stretch(103, 43_200)], entries: [entry(100, .stopping), entry(102.5, .started)],
            cause: "restart", seconds: 3),
        GapCase(
            name: "killed", stretches: [stretch(0, 100, boot: run1), stretch(105, 43_200, boot: run2)], entries: [entry(104, .started)],
            cause: "the agent ended without a stop", seconds: 5, needs: ["agent"]),
        GapCase(
            name: "killed, and stopped soon after", stretches: [stretch(0, 100), stretch(105, 107), stretch(120, 43_200)],
            entries: [entry(105, .started), entry(107, .stopping), entry(120, .started)], cause: "the agent ended without a stop",
            seconds: 5,
            missing: 18, needs: ["agent"]),
        GapCase(
            name: "stopped by a person", stretches: [stretch(0, 43_000)], entries: [entry(43_000, .stopping)], cause: "stopped",
            seconds: 200,
            needs: ["agent"]),
        GapCase(
            name: "rotated away", stretches: [stretch(7200, 43_200)], beginsAt: at(7190), cause: "the journal begins later", seconds: 7200),
        GapCase(
            name: "nobody knows", stretches: [stretch(0, 100), stretch(700, 43_200)], cause: "no figures, and no word why", seconds: 600,
            needs: ["evidence"]),
        GapCase(name: "nothing at all", stretches: [], cause: "no figures", seconds: 43_200, needs: ["evidence"]),
    ]

    @Test(arguments: gaps)
    func everyGapHasItsCause(gap: GapCase) throws {
        var input = Self.input(gap.stretches, gap.entries)
        input.beginsAt = gap.beginsAt
        let review = Review.of(input)
        let found = try #require(review.gaps.first, "\(gap.name)")
        #expect((found.cause, found.seconds) == (gap.cause, gap.seconds), "\(gap.name)")
        let missing = gap.missing ?? gap.seconds
        #expect((review.coveredShare - (1 - missing / 43_200)).magnitude < 1e-9, "\(gap.name)")
        #expect(review.energy.unknownS == missing, "\(gap.name)")
        let most: Double? = gap.stretches.isEmpty ? nil : 30_000 * missing / 3600
        #expect(review.energy.unknownMaxWh == most, "\(gap.name): time without figures may have held the label's watts")
        #expect(review.needs.map(\.subject) == gap.needs, "\(gap.name)")
    }

    @Test func anOpenAccountIsNoGap() {
        var input = Self.input([Self.stretch(0, 42_900)])
        #expect(Review.of(input).gaps.count == 1)
        input.lag = .seconds(630)
        let review = Review.of(input)
        #expect(review.gaps.isEmpty && review.until == Self.at(42_900).rfc3339, "what is reviewed ends where the last account does")
        input.stretches = [Self.stretch(0, 42_000)]
        #expect(Review.of(input).gaps.count == 1)
    }

    /// Which part of an account over the edge lies inside was not measured.
    @Test func whatReachesOverTheEdgeIsEstimated() {
        let review = Review.of(Self.input([Self.stretch(-300, 300), Self.stretch(300, 43_200)]))
        #expect((review.energy.measuredWh - 15_000 * 42_900 / 3600).magnitude < 0.1)
        #expect((review.energy.estimatedWh - 1250).magnitude < 0.1)
        #expect(review.energy.estimatedErrorWh >= 1250, "all of it, none, or anything between")
    }

    @Test func energiesStayApart() {
        let review = Review.of(Self.input([Self.stretch(0, 21_600), Self.stretch(21_600, 43_200, watts: 0, estimatedW: 1000)]))
        #expect((review.energy.measuredWh - 90_000).magnitude < 0.1 && (review.energy.estimatedWh - 6000).magnitude < 0.1)
        #expect((review.energy.estimatedErrorWh - 1200).magnitude < 0.1 && (review.energy.measuredErrorWh - 900).magnitude < 0.1)
    }

    // MARK: Cuts

    static func cut(_ seconds: Double, _ from: Double, _ to: Double, generation: Int, _ more: [String: String] = [:]) -> ReviewInput.Entry {
        entry(
            seconds, .quotaChanged,
            ["quota_before_w": "\(from)", "quota_w": "\(to)", "epoch": "5", "generation": "\(generation)"].merging(more) { $1 })
    }

    static func kept(_ seconds: Double, _ to: Double, generation: Int, after milliseconds: Int, overWs: Double = 0) -> ReviewInput.Entry {
        entry(
            seconds, .quotaApplied,
            [
                "quota_before_w": "1", "quota_w": "\(to)", "epoch": "5", "generation": "\(generation)",
                "time_to_comply_ms": "\(milliseconds)", "overshoot_ws": "\(overWs)",
            ], message: "quota (5/\(generation)): draw")
    }

    @Test func cutsAndHowTheyWereKept() {
        let review = Review.of(
            Self.input(
                [Self.stretch(0, 43_200)],
                [
                    Self.cut(0, 30_000, 24_000, generation: 1, ["reason": "peak"]), Self.kept(0.8, 24_000, generation: 1, after: 800),
                    Self.cut(100, 24_000, 23_900, generation: 2), Self.kept(101, 23_900, generation: 2, after: 400),
                    Self.cut(31_620, 23_900, 6000, generation: 3, ["reason": "operator", "order": "2231"]),
                    Self.entry(31_620.1, .emergencySet), Self.kept(31_623.9, 6000, generation: 3, after: 3900, overWs: 35_280),
                    Self.cut(40_000, 6000, 3000, generation: 4), Self.cut(40_001, 3000, 1000, generation: 5),
                    // Back up: no cut.
                    Self.cut(41_000, 1000, 24_000, generation: 6),
                ]))
        #expect(review.pushesTotal == 5)
        #expect(review.pushes.map(\.toW) == [24_000, 6000, 3000, 1000], "a cut of half a percent is the zone's own sharing")
        #expect(review.pushes.map(\.state) == [.applied, .applied, .superseded, .open])
        #expect(review.pushes.map(\.isEmergency) == [false, true, false, false])
        #expect(review.pushes[1].appliedS == 3.9 && (review.pushes[1].overWh - 9.8).magnitude < 1e-9 && review.pushes[1].order == "2231")
    }

    // MARK: Leases and sensors

    @Test func aLeaseThatWasLost() throws {
        let lost = Self.entry(1000, .leaseLost, ["quota_w": "24000", "floor_w": "6000", "wanted_w": "66967.742", "schedule_id": "s-1"])
        let link = Self.entry(990, .collectorLost, ["reason": "WAN"])
        let review = Review.of(Self.input([Self.stretch(0, 43_200)], [link, lost, Self.entry(1012.4, .leaseGained)]))
        let loss = try #require(review.leases.first)
        #expect((loss.seconds, loss.isOver, loss.cause, loss.scheduleID) == (12.4, true, "WAN", "s-1"))
        #expect((loss.costWh - 18_000 * 12.4 / 3600).magnitude < 1e-6, "what it would have drawn under its quota, less its floor")
        #expect(review.needs.isEmpty)
        let open = Review.of(Self.input([Self.stretch(0, 43_200)], [lost]))
        #expect(open.leases.first?.isOver == false && open.needs.map(\.subject) == ["lease"])
        // One that was going on when the night began counts from there.
        var early = lost
        early.at = Self.at(-500)
        #expect(Review.of(Self.input([Self.stretch(0, 43_200)], [early, Self.entry(60, .leaseGained)])).leases.first?.seconds == 60)
    }

    struct SensorCase: Sendable {
        var name: String
        var entries: [ReviewInput.Entry]
        var what: String
        var times: Int
        var seconds: Double
        var isOver: Bool
        var needs: [String]
    }

    private static func rig(_ seconds: Double, _ kind: EventKind, _ more: [String: String] = [:]) -> ReviewInput.Entry {
        entry(seconds, kind, ["rig": "psu-1"].merging(more) { $1 })
    }

    static let sensors: [SensorCase] = [
        SensorCase(
            name: "a short silence", entries: [rig(10, .rigStale), rig(70, .rigRecovered)], what: "stale", times: 1, seconds: 60,
            isOver: true,
            needs: []),
        SensorCase(
            name: "a long one", entries: [rig(0, .rigStale), rig(7800, .rigRecovered)], what: "stale", times: 1, seconds: 7800,
            isOver: true,
            needs: ["psu-1"]),
        SensorCase(
            name: "one that lasts", entries: [rig(43_100, .rigFrozen)], what: "frozen", times: 1, seconds: 100, isOver: false,
            needs: ["psu-1"]),
        SensorCase(
            name: "one that flaps",
            entries: (0..<5).flatMap { [rig(Double($0) * 10, .rigStale), rig(Double($0) * 10 + 4, .rigRecovered)] }, what: "stale",
            times: 5,
            seconds: 20, isOver: true, needs: ["psu-1"]),
        SensorCase(
            name: "told twice", entries: [rig(10, .rigStale), rig(20, .rigStale), rig(70, .rigRecovered)], what: "stale", times: 1,
            seconds: 60,
            isOver: true, needs: []),
        SensorCase(
            name: "a restart forgets it", entries: [rig(10, .rigStale), entry(40, .started)], what: "stale", times: 1, seconds: 30,
            isOver: true,
            needs: []),
        SensorCase(
            name: "taken out", entries: [rig(10, .temperatureMissing), rig(40, .maintenanceBegan)], what: "unsafe", times: 1, seconds: 30,
            isOver: true, needs: []),
    ]

    @Test(arguments: sensors)
    func sensorsThatFail(sensor: SensorCase) throws {
        let review = Review.of(Self.input([Self.stretch(0, 43_200)], sensor.entries))
        let trouble = try #require(review.sensors.first, "\(sensor.name)")
        #expect(
            (trouble.what, trouble.times, trouble.seconds, trouble.isOver) == (sensor.what, sensor.times, sensor.seconds, sensor.isOver),
            "\(sensor.name)")
        #expect(review.needs.map(\.subject) == sensor.needs, "\(sensor.name)")
    }

    @Test func whatARigThatStandsStillCosts() {
        let stale = Self.rig(0, .rigStale, ["power_before_w": "80", "idle_w": "60", "nameplate_w": "1000"])
        let review = Review.of(Self.input([Self.stretch(0, 43_200)], [stale, Self.rig(7200, .rigRecovered)]))
        #expect((review.sensors.first?.costWh ?? 0).rounded() == 40)
    }

    // MARK: The verdict

    struct NeedCase: Sendable {
        var entries: [ReviewInput.Entry]
        var needs: [String]
    }

    @Test(arguments: [
        NeedCase(entries: [entry(10, .cannotComply, severity: .error), entry(20, .compliesAgain)], needs: []),
        NeedCase(entries: [entry(10, .cannotComply, severity: .error), entry(90, .compliesAgain)], needs: ["ceiling"]),
        NeedCase(entries: [entry(10, .cannotComply, severity: .error)], needs: ["ceiling"]),
        // Observing: nothing is throttled by design.
        NeedCase(entries: [entry(10, .cannotComply, severity: .warning)], needs: []),
        NeedCase(entries: [entry(10, .spoolFailed), entry(20, .spoolRecovered)], needs: []),
        NeedCase(entries: [entry(10, .spoolFailed)], needs: ["spool"]),
        NeedCase(entries: [entry(10, .collectorRefused), entry(20, .collectorConnected)], needs: []),
        NeedCase(entries: [entry(10, .collectorRefused)], needs: ["collector"]),
        NeedCase(entries: [entry(10, .configRejected), entry(20, .configReloaded)], needs: []),
        NeedCase(entries: [entry(10, .memoryLost)], needs: ["memory"]),
        NeedCase(entries: [entry(-10, .memoryLost)], needs: []),
    ])
    func whoIsNeeded(night: NeedCase) {
        #expect(Review.of(Self.input([Self.stretch(0, 43_200)], night.entries)).needs.map(\.subject) == night.needs)
    }

    @Test func lostLinesAreTold() {
        var input = Self.input([Self.stretch(0, 43_200)])
        input.linesLost = 17
        #expect(Review.of(input).needs.map(\.subject) == ["spool"])
    }

    // MARK: Accounts of the journal

    static func account(_ from: Double, _ to: Double, first: Int, last: Int, spool: String = "s") -> ReviewInput.Entry {
        entry(
            to, .powerAccount,
            [
                "from_ms": "\(at(from).milliseconds)", "to_ms": "\(at(to).milliseconds)", "energy_measured_mj": "3600000000",
                "energy_estimated_mj": "0", "energy_error_mj": "36000000", "energy_estimated_error_mj": "0", "unknown_ms": "0",
                "overshoot_ws": "0", "nameplate_w": "30000", "spool_id": spool, "first_seq": "\(first)", "last_seq": "\(last)",
                "lines_lost": "0", "simulated": "1",
            ])
    }

    @Test func accountsAreAddedUpOnce() {
        var input = Self.input(
            [],
            [
                Self.account(-600, 0, first: 1, last: 100), Self.account(0, 600, first: 101, last: 200),
                // A crash between telling and forgetting: told again, longer.
                Self.account(0, 700, first: 101, last: 210), Self.account(700, 1200, first: 211, last: 300),
            ])
        input.linesLost = nil
        input.readAccounts()
        #expect(input.stretches.map(\.to) == [Self.at(700), Self.at(1200)])
        #expect(input.linesLost == 0)
        let review = Review.of(input)
        #expect((review.energy.measuredWh - 2000).magnitude < 1e-6 && review.simulated)
    }

    @Test func numbersThatAreMissingAreLost() {
        var input = Self.input([], [Self.account(0, 600, first: 1, last: 100), Self.account(600, 1200, first: 151, last: 200)])
        input.readAccounts()
        #expect(input.linesLost == 50)
        // A new spool starts anew.
        var other = Self.input([], [Self.account(0, 600, first: 1, last: 100), Self.account(600, 1200, first: 1, last: 9, spool: "t")])
        other.readAccounts()
        #expect(other.linesLost == 0)
    }

    // MARK: A zone

    @Test func hostsAreMerged() {
        let cut = [Self.cut(0, 30_000, 24_000, generation: 1, ["reason": "peak"]), Self.kept(0.8, 24_000, generation: 1, after: 800)]
        var other = Self.input(
            [Self.stretch(0, 21_600)],
            cut.map {
                var entry = $0; entry.at = Self.at(2); return entry
            })
        other.host = "sindh-2/khi-3/h-015"
        let review = ReviewDocument.merged(
            [Review.of(Self.input([Self.stretch(0, 43_200)], cut)), Review.of(other)], scope: "sindh-2", source: "store", since: Self.since,
            until: Self.until)
        #expect(review.hosts == 2 && (review.coveredShare - 0.75).magnitude < 1e-9 && review.gapsTotal == 1)
        #expect(review.pushes.map(\.hosts) == [2] && review.pushes.first?.fromW == 60_000, "one order is one cut")
        #expect(review.needs.map(\.host) == ["sindh-2/khi-3/h-015"])
        #expect((review.energy.measuredWh - 270_000).magnitude < 0.1)
    }
}
