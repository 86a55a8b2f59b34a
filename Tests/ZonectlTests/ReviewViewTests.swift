import Console
import Glibc
import Testing
import ZoneModel

/// A night on a screen, and times as people write them.
@Suite struct ReviewViewTests {
    private static let time = TimeText(now: WallInstant(milliseconds: 1_795_586_400_000)) { _ in 5 * 3600 }

    static func night() -> ReviewDocument {
        let host = "sindh-2/khi-3/h-014"
        return ReviewDocument(
            scope: host, hosts: 1, source: "journal", since: "2026-11-24T13:00:00.000Z", until: "2026-11-25T01:00:00.000Z",
            simulated: false,
            coveredShare: 1 - 11.0 / 43_200,
            gaps: [.init(host: host, from: "2026-11-24T22:12:04.000Z", to: "2026-11-24T22:12:15.000Z", seconds: 11, cause: "reboot")],
            gapsTotal: 1, linesLost: 0, suppressed: 0,
            pushes: [
                .init(
                    host: host, at: "2026-11-24T13:00:00.000Z", fromW: 30_000, toW: 24_000, reason: nil, order: nil, isEmergency: false,
                    state: .applied, appliedS: 0.8, overWh: 0, hosts: 1),
                .init(
                    host: host, at: "2026-11-24T21:47:00.000Z", fromW: 24_000, toW: 6000, reason: "operator", order: "2231",
                    isEmergency: true,
                    state: .applied, appliedS: 3.9, overWh: 9.8, hosts: 1),
            ], pushesTotal: 2,
            leases: [
                .init(
                    host: host, at: "2026-11-24T20:00:00.000Z", seconds: 12.4, isOver: true, cause: "WAN", scheduleID: "s-1", costWh: 210)
            ], leasesTotal: 1,
            sensors: [.init(host: host, rig: "psu-1", what: "stale", times: 1, seconds: 7800, isOver: true, costWh: 40)], sensorsTotal: 1,
            energy: .init(
                measuredWh: 188_200, measuredErrorWh: 900, estimatedWh: 400, estimatedErrorWh: 100, unknownS: 11, unknownMaxWh: 90,
                overWh: 9.8),
            needs: [.init(host: host, subject: "psu-1", text: "its sensor is silent: mend it (zonectl sensors)")])
    }

    @Test func aNight() {
        Golden.expectAtWidths("review-night") { ReviewView.lines(Self.night(), time: Self.time, width: $0) }
    }

    @Test func aZoneInTrouble() {
        var zone = Self.night()
        zone.scope = "sindh-2"
        zone.hosts = 412
        zone.source = "store"
        zone.simulated = true
        zone.linesLost = nil
        zone.suppressed = 12
        zone.pushes[0].hosts = 412
        zone.pushes[1].state = .open
        zone.pushes[1].appliedS = nil
        zone.gaps = (0..<9).map {
            .init(
                host: "sindh-2/khi-3/h-\($0)", from: "2026-11-24T22:12:04.000Z", to: "2026-11-24T22:12:15.000Z", seconds: 11,
                cause: "restart")
        }
        zone.gapsTotal = 40
        zone.leases[0].isOver = false
        zone.sensors[0].isOver = false
        zone.energy.unknownMaxWh = nil
        zone.needs = (0..<12).map { .init(host: "sindh-2/khi-3/h-\($0)", subject: "lease", text: "no lease since 22:00") }
        Golden.expectAtWidths("review-zone") { ReviewView.lines(zone, time: Self.time, width: $0) }
    }

    @Test func nothingNeedsAnybody() {
        var quiet = Self.night()
        quiet.needs = []
        quiet.coveredShare = 1
        quiet.gaps = []
        quiet.pushes = []
        quiet.pushesTotal = 0
        quiet.leases = []
        quiet.sensors = []
        quiet.energy = .init(measuredWh: 188_200)
        Golden.expectAtWidths("review-quiet") { ReviewView.lines(quiet, time: Self.time, width: $0) }
    }

    struct Written: Sendable {
        var text: String
        var after: String?
        var instant: String?
    }

    /// Now is 2026-11-25T06:00:00Z, 11:00 on the wall.
    @Test(arguments: [
        Written(text: "18:00", instant: "2026-11-24T13:00:00.000Z"), Written(text: "10:59:59", instant: "2026-11-25T05:59:59.000Z"),
        Written(text: "18:00Z", instant: "2026-11-24T18:00:00.000Z"), Written(text: "05:00Z", instant: "2026-11-25T05:00:00.000Z"),
        Written(text: "06:00", after: "2026-11-24T13:00:00.000Z", instant: "2026-11-25T01:00:00.000Z"),
        Written(text: "18:00", after: "2026-11-24T13:00:00.000Z", instant: "2026-11-25T13:00:00.000Z"),
        Written(text: "2026-11-24 18:00", instant: "2026-11-24T13:00:00.000Z"),
        Written(text: "2026-11-24", instant: "2026-11-23T19:00:00.000Z"),
        Written(text: "2026-11-24 18:00:30Z", instant: "2026-11-24T18:00:30.000Z"),
        Written(text: "2026-11-24T18:00:00Z", instant: "2026-11-24T18:00:00.000Z"),
        Written(text: "90 min", instant: "2026-11-25T04:30:00.000Z"),
        Written(text: "now", instant: "2026-11-25T06:00:00.000Z"), Written(text: "today", instant: "2026-11-24T19:00:00.000Z"),
        Written(text: "yesterday", instant: "2026-11-23T19:00:00.000Z"), Written(text: "25:00"), Written(text: "6:00"),
        Written(text: "18:60"),
        Written(text: "2026-02-30"), Written(text: "tomorrow"), Written(text: ""), Written(text: "18:00 18:00"), Written(text: "90"),
    ])
    func times(written: Written) {
        let after = written.after.flatMap { WallInstant(rfc3339: $0) }
        #expect(Self.time.instant(written.text, after: after)?.rfc3339 == written.instant, "\(written.text)")
    }

    /// Clocks that go back and forth: an hour that is there twice is the first of both, one that is not there is read on.
    @Test func summerTime() {
        // Offset +1 h, from 2026-03-29T01:00Z +2 h.
        let change = WallInstant(milliseconds: 1_774_746_000_000)
        let time = TimeText(now: WallInstant(milliseconds: change.milliseconds + 43_200_000)) { $0 < change ? 3600 : 7200 }
        #expect(time.instant("01:30")?.rfc3339 == "2026-03-29T00:30:00.000Z")
        #expect(time.instant("03:30")?.rfc3339 == "2026-03-29T01:30:00.000Z")
        #expect(time.zone(change) == "UTC+2")
        let india = TimeText(now: change) { _ in 19_800 }
        #expect(india.zone(change) == "UTC+5:30" && india.civil(change) == "2026-03-29 06:30:00")
    }
}
