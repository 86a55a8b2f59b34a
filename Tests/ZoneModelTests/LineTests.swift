import Testing

@testable import ZoneModel

/// One example of every line.
enum LineExamples {
    static let address = HostAddress(path: "sindh-2/khi-3/h-014")!
    static let boot = BootID("4b1c2d3e-0000-4000-8000-0123456789ab-00c0ffee")!
    static let nonce = Nonce(high: 0x0123_4567_89ab_cdef, low: 0xfedc_ba98_7654_3210)

    static let shares: ShareTotals = {
        var shares = ShareTotals(source: .pool)
        shares.accepted = .init(count: 3, difficulty: 12_288.5)
        shares.rejected = .init(count: 1, difficulty: 4096)
        shares.stale = .init(count: 2, difficulty: 0.001)
        shares.blocks = 1
        return shares
    }()

    static let bodies: [LineBody] = [
        .hello(
            Hello(
                protocolVersion: 1, hostClass: .mining, mode: .enforce, machineID: "0123456789abcdef0123456789abcdef", bootID: boot,
                agentVersion: "0.1.0", nameplate: .kilowatts(24), floor: .kilowatts(2), spoolID: "ab12", nextSeq: 4711, lastEpoch: 5,
                lastGeneration: 118, idle: .watts(180.5), scheduleID: "01795489200000", simulated: true, isFailSafe: false)),
        .heartbeat(
            Heartbeat(
                nonce: nonce, power: .watts(413.6), powerMax: .watts(417.7), powerSource: .measured, wanted: .watts(550), epoch: 5,
                generation: 118)),
        .report(
            Report(
                seq: 4711, bootID: boot, monotonic: .milliseconds(123_456), clockSynced: true, interval: .seconds(1), power: .watts(413.6),
                powerPeak: .watts(415), powerSource: .measured, powerError: .watts(4.1), energyMeasured: Energy(millijoules: 393_600),
                energyEstimated: Energy(millijoules: 20_000), unknown: .zero, quota: .watts(420), limitedBy: .lease, overshoot: 0,
                timeToComply: .milliseconds(412), duty: Duty(0.71), hashrate: 41_800_000, hashes: 41_800_000,
                temperatureMax: .celsius(58.5), rigs: 3, calibrationID: "2026-11", simulated: true, shares: shares)),
        .rig(
            RigReport(
                seq: 4712, rig: Name("psu-0")!, power: .watts(250.2), powerSource: .measured, powerError: .watts(2.5),
                temperature: .celsius(58), duty: Duty(0.71), state: .ok)),
        .event(
            EventReport(
                seq: 4713,
                Event(.quotaChanged, .notice, "quota 24.00 → 6.00 kW", fields: [.power("quota_w", .kilowatts(6)), .flag("dry", false)]))),
        .gap(Gap(seq: 4720, fromSeq: 4714, toSeq: 4720, reason: "spool full")),
        .applied(Applied(bootID: boot, epoch: 5, generation: 119, powerMax: .watts(299), elapsed: .milliseconds(412))),
        .ping(Ping(id: 7)), .pong(Pong(id: 7)),
        .welcome(
            Welcome(
                protocolVersion: 1, collector: "zone-collector 0.1.0", epoch: 5, heartbeatInterval: .seconds(1), resumeSeq: 4700,
                lineBytesMax: 65_536, window: 1_048_576)),
        .quota(
            QuotaGrant(
                epoch: 5, generation: 119, quota: .watts(300), nextQuota: .watts(250), nextIn: .seconds(60), emergency: .watts(60),
                emergencyFor: .seconds(3600), nonce: nonce, lease: .seconds(10), reason: "peak", order: "2231")),
        .floor(
            FloorSlot(
                scheduleID: "01795489200000", slot: 3, slots: 48, slotStart: WallInstant(milliseconds: 1_795_500_000_000),
                slotLength: .seconds(3600), floor: .watts(60.5), signature: FloorSignature(bytes: (0..<64).map { UInt8($0 * 3) })!)),
        .enroll(
            Enroll(secret: "000102030405060708090a0b0c0d0e0f", machineID: "0123456789abcdef0123456789abcdef", request: [0x30, 0x82, 0])),
        .renew(Renew(request: [0x30, 0x82, 0, 1])),
        .certificate(CertificateLine(place: 1, count: 2, kind: .authority, certificate: [0x30, 0xFF])),
        .floorStored(FloorStored(scheduleID: "01795489200000", bootID: boot)),
        .ack(Ack(seq: 4713)), .error(ErrorLine(code: "unknown_host", message: "no such host")),
    ]

    static let all: [Line] = bodies.map { Line(timestamp: WallInstant(milliseconds: 1_795_489_924_250), address: address, body: $0) }
}

@Suite struct LineTests {
    @Test func everyTypeHasAnExample() {
        #expect(Set(LineExamples.bodies.map(\.type)) == Set(LineBody.types.keys))
    }

    @Test(arguments: LineExamples.all)
    func isReadBackAsItWasWritten(line: Line) throws {
        let bytes = line.encoded()
        #expect(bytes.last == UInt8(ascii: "\n"))
        #expect(bytes.count < 8192)
        #expect(try Line(decoding: bytes.dropLast()) == line)
    }

    @Test func heartbeatOnTheWire() {
        let text = String(decoding: LineExamples.all[1].encoded(), as: UTF8.self)
        #expect(
            text
                == #"{"type":"heartbeat","timestamp":"2026-11-24T03:12:04.250Z","zone":"sindh-2","site":"khi-3","host":"h-014","#
                + #""nonce":"0123456789abcdeffedcba9876543210","power_w":413.6,"power_max_w":417.7,"power_source":"measured","#
                + #""wanted_w":550,"epoch":5,"generation":118}"# + "\n")
    }

    @Test(arguments: LineExamples.all)
    func unknownKeysAreIgnoredExceptInQuotaAndFloor(line: Line) throws {
        let text = String(decoding: line.encoded().dropLast(2), as: UTF8.self) + #","later":1}"#
        if case .quota = line.body {
            #expect(throws: LineError.unknownKey(key: "later", type: "quota")) { try Line(decoding: Array(text.utf8)) }
        } else if case .floor = line.body {
            #expect(throws: LineError.unknownKey(key: "later", type: "floor")) { try Line(decoding: Array(text.utf8)) }
        } else if case .event(var event) = line.body {
            event.fields.append(.count("later", 1))
            #expect(try Line(decoding: Array(text.utf8)).body == .event(event))
        } else {
            #expect(try Line(decoding: Array(text.utf8)) == line)
        }
    }

    /// Every key is needed, or its absence is a nil: no line passes with a key of the wrong type.
    @Test(arguments: LineExamples.all)
    func wrongTypesAndMissingKeysAreNamed(line: Line) throws {
        let object = try FlatObject(line: line.encoded().dropLast())
        let eventKeys: Set = ["quota_w", "dry"]
        for index in object.fields.indices where !eventKeys.contains(object.fields[index].key) {
            var fields = object.fields
            let key = fields[index].key
            if case .boolean = fields[index].value { fields[index].value = .string("x") } else { fields[index].value = .boolean(true) }
            if key == "state_code" { continue }
            if key == "quota_w", case .event = line.body { continue }
            #expect(throws: LineError.self, "\(line.body.type) \(key)") { try Line(FlatObject(fields: fields)) }
        }
    }

    @Test(arguments: ["../../etc", "", "A", "h 1", "h\u{0}1", String(repeating: "a", count: 64), ".a"])
    func namesAreNarrow(text: String) {
        #expect(Name(text) == nil)
    }

    @Test func grantsAreOrderedByEpochThenGeneration() {
        let ordered = [GrantID.none, GrantID(epoch: 1, generation: 9), GrantID(epoch: 2, generation: 1), GrantID(epoch: 2, generation: 2)]
        #expect(ordered.shuffled().sorted() == ordered)
    }
}
