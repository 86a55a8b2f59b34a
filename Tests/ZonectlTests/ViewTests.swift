import Console
import Testing
import ZoneModel

@Suite struct ViewTests {
    @Test func liveHost() { Golden.expectAtWidths("live-host") { HostView.live(Sample.hostStatus, width: $0) } }
    @Test func liveHostInTrouble() { Golden.expectAtWidths("live-host-troubled") { HostView.live(Sample.troubledHost, width: $0) } }
    @Test func liveHostThatMeasures() { Golden.expectAtWidths("live-host-large") { HostView.live(Sample.largeHost, width: $0) } }
    @Test func hostStatus() { Golden.expectAtWidths("status-host") { HostView.status(Sample.hostStatus, width: $0) } }
    @Test func hostStatusInTrouble() { Golden.expectAtWidths("status-host-troubled") { HostView.status(Sample.troubledHost, width: $0) } }
    @Test func liveZone() { Golden.expectAtWidths("live-zone") { ZoneView.live(Sample.zoneStatus, width: $0) } }
    @Test func zoneStatus() { Golden.expectAtWidths("status-zone") { ZoneView.status(Sample.zoneStatus, width: $0) } }
    @Test func zoneStatusInTrouble() { Golden.expectAtWidths("status-zone-troubled") { ZoneView.status(Sample.troubledZone, width: $0) } }
    @Test func why() { Golden.expectAtWidths("why") { WhyView.lines(Sample.why, width: $0) } }
    @Test func sensors() { Golden.expectAtWidths("sensors") { SensorsView.lines(Sample.sensors, width: $0) } }
    @Test func decision() { Golden.expectAtWidths("quota-decision") { QuotaView.decision(Sample.decision(), width: $0) } }
    @Test func presentQuota() {
        var present = Sample.decision()
        present.fromW = present.toW
        for index in present.changes.indices { present.changes[index].toW = present.changes[index].fromW }
        Golden.expectAtWidths("quota-show") { QuotaView.present(present, width: $0) }
    }
    @Test func cutBelowTheFloors() {
        Golden.expectAtWidths("quota-below-floors") {
            QuotaView.decision(Sample.decision(isDryRun: true, bindsWithinS: nil, toW: 200), width: $0)
        }
    }
    @Test func events() { Golden.expectAtWidths("events") { EventsView.lines(Sample.events.events, width: $0) } }

    @Test func bench() { Golden.expectAtWidths("bench") { BenchView.lines(Sample.bench, width: $0) } }

    @Test func pools() {
        let document = PoolDocument(
            source: "pool",
            pools: [
                .init(
                    url: "stratum+tcp://pool.example:3333", user: "bc1q.h-014", state: .waiting, sinceS: 12,
                    accepted: .init(count: 1204, difficulty: 4_931_584), rejected: .init(count: 2, difficulty: 8192),
                    stale: .init(count: 1, difficulty: 4096), blocks: 1, latencyMs: 41.3,
                    reasons: ["rejected: Low difficulty share (23)", "stale: Job not found (21)"], lastError: "it closed the connection"),
                .init(
                    url: "stratum+tcp://second.example:3333", user: "bc1q.h-014", state: .active, sinceS: 11.5, difficulty: 0.001,
                    jobID: "7f",
                    rollsVersions: true, accepted: .init(count: 3, difficulty: 0.003), latencyMs: 120),
                .init(url: "stratum+tcp://third.example:3333", user: "bc1q.h-014", state: .idle, sinceS: 90_000),
            ])
        Golden.expectAtWidths("pools") { PoolView.lines(document, width: $0) }
        Golden.expectAtWidths("pools-none") { PoolView.lines(PoolDocument(source: "headers", pools: []), width: $0) }
    }

    @Test func colours() {
        let page = Page(width: 120, isColoured: true)
        Golden.expect(page.text(HostView.live(Sample.troubledHost, width: 120)), "colours")
    }

    /// The picture that the operators were promised.
    @Test func thePicture() {
        let lines = HostView.live(Sample.hostStatus, width: 120).map { $0.text(coloured: false) }
        #expect(
            lines[0]
                == "sindh-2/khi-3/h-014  ENFORCING  lease 7.4 s   quota 420.0 W  draw 413.6 ±4.1 W simulated   98.5 %   41.8 MH/s")
        #expect(lines[1] == "limited by LEASE 5/118 \"peak, order 2231\"     spool 0 · clock ±3 ms · 1 of 3 unmetered")
        #expect(lines[2] == "  psu-0    250.2 W simulated  71 %  58 °C  ok")
        #expect(lines[4].hasPrefix("  fan-box   60.0 W NAMEPLATE   0 %      –  stale 14 s"))
    }

    @Test(arguments: [40, 50, 60, 70, 80, 90, 100, 120, 200])
    func simulatedAndObservingAreNeverDropped(width: Int) {
        var status = Sample.hostStatus
        status.mode = .observe
        let first = HostView.live(status, width: width)[0].text(coloured: false)
        if width >= 50 { #expect(first.contains("OBSERVING")) }
        #expect(first.contains("W simulated"))
        #expect(HostView.live(status, width: width).contains { $0.text(coloured: false).hasPrefix("observe mode") })
        let zone = ZoneView.live(Sample.zoneStatus, width: width).map { $0.text(coloured: false) }
        #expect(zone[0].contains("simulated"))
    }

    /// A document may say anything: no line is ever too wide, no control character ever gets out, nothing crashes.
    @Test(arguments: 0..<60 as Range<UInt64>)
    func anyTextAndAnyNumber(seed: UInt64) {
        var noise = Noise(seed)
        var status = Sample.troubledHost
        status.version = noise.text()
        status.hashKernel = noise.text()
        status.link.lastError = noise.text()
        status.link.peer = noise.text()
        status.spool.failure = noise.text()
        status.spool.lines = Int(truncatingIfNeeded: noise.next())
        status.spool.bytes = Int(truncatingIfNeeded: noise.next())
        status.power.powerW = noise.number()
        status.power.errorW = noise.number()
        status.quotaW = noise.number()
        status.hashrateHs = noise.number()
        status.usedShare = noise.number()
        status.lease = LeaseFigure(
            grant: GrantID(epoch: noise.next(), generation: noise.next()), quotaW: noise.number(), remainingS: noise.number(),
            reason: noise.text(), order: noise.text(), nextQuotaW: noise.number(), nextInS: noise.number())
        for index in status.rigs.indices {
            status.rigs[index].power.powerW = noise.number()
            status.rigs[index].temperatureC = noise.number()
            status.rigs[index].duty = noise.number()
            status.rigs[index].readingAgeS = noise.number()
            status.rigs[index].lastRefusal = noise.text()
            status.rigs[index].workerThreads = Int(truncatingIfNeeded: noise.next())
        }
        var sensors = Sample.sensors
        sensors.suggestedConfig = ""
        sensors.chips[0].adapter = noise.text()
        sensors.chips[0].path = noise.text()
        sensors.chips[0].features[0].label = noise.text()
        sensors.chips[0].features[0].reason = noise.text()
        sensors.chips[0].features[0].values[0].value = noise.number()
        sensors.chips[0].features[1].values[0] = .init(name: noise.text(), value: nil, error: noise.text())
        sensors.mappings[0].powerSensor = noise.text()
        var zone = Sample.zoneStatus
        zone.quotaReason = noise.text()
        zone.hosts[0].refusal = noise.text()
        zone.hosts[0].quotaW = noise.number()
        zone.hosts[0].commitmentW = noise.number()
        var decision = Sample.decision()
        decision.target = noise.text()
        decision.notes = [noise.text()]
        decision.reason = noise.text()
        let event = EventsDocument.Entry(
            timestamp: noise.text(), address: noise.text(), event: noise.text(), severity: .error, message: noise.text())
        for width in [40, 60, 97, 120] {
            let lines =
                HostView.status(status, width: width) + SensorsView.lines(sensors, width: width) + ZoneView.status(zone, width: width)
                + QuotaView.decision(decision, width: width) + EventsView.lines([event], width: width)
            for line in lines {
                let text = line.text(coloured: false)
                #expect(line.width <= width, "seed \(seed): \(line.width) cells at width \(width): \(text)")
                #expect(!text.unicodeScalars.contains { $0.properties.generalCategory == .control }, "seed \(seed)")
            }
        }
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014): a seed replays.
struct Noise: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func text() -> String {
        let alphabet: [String] = [
            "\u{1B}[2J", "\u{9B}31m", "\r", "\n", "\t", "\0", "\u{7}", "\u{202E}", "\u{2066}", "a", "watts", " ", " ", "°", "±", "Σ", "漢字",
            "👩‍👩‍👧", "🇵🇰", "e\u{301}", "سندھ", "\u{200C}", "\u{E000}", "\u{FEFF}", "\u{2028}", "ﷺ", "0123456789", "ⅷ", "\u{1F600}\u{FE0F}",
        ]
        return (0..<Int.random(in: 0...60, using: &self)).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &self)] }.joined()
    }

    mutating func number() -> Double {
        let odd: [Double] = [
            0, -0.0, 1e308, -1e308, .leastNonzeroMagnitude, .infinity, -.infinity, .nan, 999.95, 999_949.9, 9.9995e3, -3.2, 1e15, 1e18,
        ]
        return Bool.random(using: &self) ? odd[Int.random(in: 0..<odd.count, using: &self)] : Double.random(in: -1e9...1e9, using: &self)
    }
}
