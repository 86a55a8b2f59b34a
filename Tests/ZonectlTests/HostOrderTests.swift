import AdminClient
import Glibc
import Testing
import ZoneModel

@testable import Console

/// Orders at the host: what zonectl asks for, and how the answers read.
@Suite struct HostOrderTests {
    private static let held = HoldFigure(
        ceilingW: 100, reason: "smoke in rack 3", uid: 1000, since: "2026-11-24T03:12:04.250Z", endsInS: 7142)

    private static func document(_ change: (inout HoldDocument) -> Void = { _ in }) -> HoldDocument {
        var document = HoldDocument(
            address: Sample.host, wasDryRun: false, hold: held, before: nil, fromW: 420, toW: 100,
            power: PowerFigure(powerW: 413.6, errorW: 4.1, source: .measured), simulated: true,
            notes: ["the host draws about 205.0 W with every rig at duty 0: what is above the hold must be switched off by hand"])
        change(&document)
        return document
    }

    private static let out = MaintenanceDocument(
        address: Sample.host.description, wasDryRun: false, simulated: true,
        items: [
            .init(
                target: "psu-0", reason: "a fan rattles", uid: 1000, since: "2026-11-24T03:12:04.250Z",
                power: PowerFigure(powerW: 12.4, errorW: 0.3, source: .measured)),
            .init(
                target: "gpu-rack-with-a-long-name-of-its-own", reason: "new paste, and a supply with another plug", uid: 0,
                since: "2026-11-23T18:00:00.000Z", power: PowerFigure(powerW: 60_000, errorW: 0, source: .nameplate)),
            .init(target: "gone", reason: "no longer in the config", uid: 0, since: "2026-11-23T18:00:00.000Z", power: nil),
        ], notes: ["mode is observe: its worker is not stopped"])

    @Test func replacements() {
        Golden.expectAtWidths("replacement") { width in
            [("0123456789abcdef0123456789abcdef", 100.0), (nil, 0)].flatMap { machine, floorW in
                MaintenanceView.replacement(
                    ReplacementDecision(
                        target: "sindh-2/khi-3/h-014", machineID: machine, wasDryRun: machine == nil, reason: "burnt board", uid: 1000,
                        timestamp: "2026-11-24T03:12:04.250Z", floorW: floorW), width: width)
            }
        }
    }

    @Test func identities() {
        Golden.expectAtWidths("identity") { width in
            [("ze1:sindh-2/khi-3/h-014:" + String(repeating: "Ab-_", count: 18)) as String?, nil].flatMap { token in
                IdentityView.enrolment(
                    EnrolmentDecision(
                        target: "sindh-2/khi-3/h-014", hostClass: .mining, number: 7, token: token, expires: "2026-11-24T04:12:04.250Z",
                        wasDryRun: token == nil, reason: "new host", order: token.map { _ in "2231" }, uid: 1000,
                        timestamp: "2026-11-24T03:12:04.250Z",
                        notes: token == nil ? ["1 earlier token is not used: zonectl revoke ends them"] : []),
                    width: width)
            }
                + [true, false].flatMap { wasConnected in
                    IdentityView.revocation(
                        RevocationDecision(
                            target: "sindh-2/khi-3/h-014", wasConnected: wasConnected, wasDryRun: !wasConnected, reason: "stolen",
                            order: nil,
                            uid: 0, timestamp: "2026-11-24T03:12:04.250Z", committedW: 24_000, floorW: 1500,
                            notes: ["it may go on to draw 1.50 kW without a lease, which stays counted"]), width: width)
                }
        }
    }

    @Test func holds() {
        Golden.expectAtWidths("hold") { width in
            let documents: [(HoldDocument, Bool)] = [
                (Self.document(), false), (Self.document { $0.wasDryRun = true }, false), (Self.document { $0.fromW = 100 }, true),
                (
                    Self.document {
                        ($0.hold, $0.before, $0.fromW, $0.toW) = (nil, Self.held, 100, 420)
                        $0.notes = []
                    }, false
                ),
                (
                    Self.document {
                        ($0.hold, $0.fromW, $0.toW) = (nil, 420, 420)
                        $0.notes = []
                    }, true
                ),
                (
                    Self.document {
                        $0.hold = HoldFigure(
                            ceilingW: 0, reason: "the memory of the last run is lost, and a hold may have been in it", uid: nil,
                            since: "2026-11-24T03:12:04.250Z", endsInS: nil)
                    }, true
                ),
            ]
            return documents.flatMap { HoldView.lines($0.0, isQuestion: $0.1, width: width) }
        }
    }

    @Test func maintenance() {
        let request = MaintenanceRequest(target: "psu-0", isOut: true, reason: "a fan rattles", dryRun: false)
        var nothing = Self.out
        (nothing.items, nothing.notes, nothing.wasDryRun) = ([], [], true)
        Golden.expectAtWidths("maintenance") { width in
            MaintenanceView.lines(Self.out, request: nil, width: width) + MaintenanceView.lines(Self.out, request: request, width: width)
                + MaintenanceView.lines(
                    nothing, request: MaintenanceRequest(target: "psu-0", isOut: false, reason: "x", dryRun: true), width: width)
                + MaintenanceView.lines(nothing, request: nil, width: width)
        }
    }

    @Test func inTheHostsView() {
        var status = Sample.hostStatus
        (status.hold, status.limitedBy) = (Self.held, .hold)
        status.emergency = EmergencyFigure(ceilingW: 60, endsInS: 3540, reason: "frequency 49.2 Hz", order: "E-17")
        status.floor = FloorFigure(floorW: 60, scheduleID: "00000000000041", scheduleEnd: "2026-11-26T00:00:00.000Z")
        (status.rigs[1].state, status.rigs[1].maintenance) = (.maintenance, "a fan rattles")
        var lost = Sample.hostStatus
        lost.hold = HoldFigure(
            ceilingW: 0, reason: "the memory of the last run is lost", uid: nil, since: "2026-11-24T03:12:04Z", endsInS: nil)
        Golden.expectAtWidths("live-host-held") { HostView.status(status, width: $0) + HostView.live(lost, width: $0) }
    }

    /// What is asked for, word for word, and of whom.
    @Test(arguments: [
        (["hold"], "GET /v1/hold", ""),
        (["hold", "0 W"], "POST /v1/hold", #"{"dryRun":false,"holdW":0}"#),
        (
            ["hold", "2.5", "kW", "--for", "90 min", "--reason", "smoke", "--dry-run"], "POST /v1/hold",
            #"{"dryRun":true,"forS":5400,"holdW":2500,"reason":"smoke"}"#
        ),
        (["hold", "off", "--reason", "mended"], "POST /v1/hold", #"{"dryRun":false,"reason":"mended"}"#),
        (["maintenance", "--agent"], "GET /v1/maintenance", ""),
        (
            ["maintenance", "psu-0", "on", "--reason", "a fan"], "POST /v1/maintenance",
            #"{"dryRun":false,"isOut":true,"reason":"a fan","target":"psu-0"}"#
        ),
    ])
    func whatIsAskedFor(words: [String], request: String, body: String) throws {
        let isHold = words[0] == "hold"
        let hold = String(decoding: try AdminJSON.encode(Self.document()), as: UTF8.self)
        let maintenance = String(decoding: try AdminJSON.encode(Self.out), as: UTF8.self)
        let fake = try FakeDaemon(.json(isHold ? hold : maintenance))
        defer { fake.stop() }
        let result = try Program.run(words + ["--json"], environment: ["ZONE_AGENT_SOCKET": fake.path])
        #expect(result.code == 0)
        #expect(result.errors == "")
        #expect(result.out == (isHold ? hold : maintenance) + "\n")
        let asked = try #require(fake.requests.first)
        #expect("\(asked.method) \(asked.path)" == request)
        #expect(asked.body.drop { $0.isWhitespace } == body)
    }

    @Test func slips() throws {
        let slips: [[String]] = [
            ["hold", "300"], ["hold", "300 mW"], ["hold", "of"], ["hold", "--for", "1 h"], ["hold", "off", "--for", "1 h"],
            ["hold", "1 kW", "--for", "2"], ["hold", "1 kW", "--for", "10 ms"], ["hold", "1 kW", "--reason", ""], ["maintenance", "psu-0"],
            ["maintenance", "psu-0", "out", "--reason", "x"], ["maintenance", "psu-0", "on"],
            ["maintenance", "Psu 0", "on", "--reason", "x"],
            ["maintenance", "a/b", "on", "--reason", "x"], ["maintenance", "psu-0", "on", "--collector", "--reason", "x"],
            ["maintenance", "--reason", "x"], ["maintenence"],
        ]
        var text = ""
        for words in slips {
            let result = try Program.run(words)
            #expect(result.code == 2, "\(words)")
            #expect(result.out == "", "\(words)")
            text += "$ zonectl \(words.joined(separator: "|"))\n\(result.errors)"
        }
        Golden.expect(text, "host-order-slips")
    }

    /// In force, but not on disk: no success.
    @Test func aMemoryThatCannotBeWrittenIsSaid() throws {
        let failure = AdminFailure(
            code: "memory_failed", message: "the hold is in force, but not on disk: after a restart it would be forgotten: disk full",
            mend: "mend the disk")
        let fake = try FakeDaemon(.json(String(decoding: try AdminJSON.encode(failure), as: UTF8.self), status: 503))
        defer { fake.stop() }
        let result = try Program.run(["hold", "0 W"], environment: ["ZONE_AGENT_SOCKET": fake.path])
        #expect(result.code == 1)
        #expect(result.errors == "zonectl: \(failure.message)\n  mend the disk\n")
    }
}
