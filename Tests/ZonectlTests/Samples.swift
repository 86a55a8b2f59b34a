import ZoneModel

/// Documents as the daemons would answer them: the picture of the manual, and the same when things go wrong.
enum Sample {
    static func name(_ text: String) -> Name {
        guard let name = Name(text) else { preconditionFailure(text) }
        return name
    }

    static func address(_ path: String) -> HostAddress {
        guard let address = HostAddress(path: path) else { preconditionFailure(path) }
        return address
    }

    static let host = address("sindh-2/khi-3/h-014")

    static func rig(
        _ rig: String, _ watts: Double, _ source: PowerSource = .measured, duty: Double, celsius: Double?, state: RigState = .ok,
        age: Double? = 0.4, refusals: UInt64 = 0, lastRefusal: String? = nil, threads: Int = 1
    ) -> RigFigure {
        RigFigure(
            rig: name(rig), state: state, power: PowerFigure(powerW: watts, errorW: watts * 0.01, source: source), nameplateW: 300,
            duty: duty, temperatureC: celsius, readingAgeS: age, refusals: refusals, lastRefusal: lastRefusal, workerThreads: threads)
    }

    static let bench = KernelBenchDocument(
        processor: "AMD EPYC AuthenticAMD 25 17 1, microcode 0x1000065", rounds: 120, opensslMHS: 11.25,
        kernels: [
            .init(name: "portable", midstates: 1, mhS: 6.281, cyclesPerHash: 566.2, ratioToOpenSSL: 0.558, shareOfLimit: nil),
            .init(name: "sha-ni", midstates: 4, mhS: 33.12, cyclesPerHash: 108.2, ratioToOpenSSL: 2.944, shareOfLimit: 0.554),
            .init(name: "hybrid", midstates: 8, mhS: 58.11, cyclesPerHash: 61.6, ratioToOpenSSL: 5.165, shareOfLimit: 0.974),
        ], refused: ["avx2 ×8"])

    static var hostStatus: HostStatus {
        HostStatus(
            address: host, version: Release.version, timestamp: "2026-11-24T03:12:04.250Z", mode: .enforce, simulated: true,
            uptimeS: 11_520, power: PowerFigure(powerW: 413.6, errorW: 4.1, source: .measured), quotaW: 420, limitedBy: .lease,
            usedShare: 0.985,
            lease: LeaseFigure(
                grant: GrantID(epoch: 5, generation: 118), quotaW: 420, remainingS: 7.4, reason: "peak", order: "2231", nextQuotaW: nil,
                nextInS: nil),
            duty: 0.706, hashrateHs: 41_800_000, hashKernel: "sha-ni", spool: SpoolFigure(lines: 0, bytes: 24_576, failure: nil),
            link: LinkFigure(state: .connected, peer: "127.0.0.1:7801", sinceS: 754, lastError: nil),
            clock: ClockQuality(isSynchronised: true, errorMilliseconds: 3), sensorsRefused: 0,
            rigs: [
                rig("psu-0", 250.2, duty: 0.71, celsius: 58), rig("psu-1", 103.4, duty: 0.70, celsius: 55.4),
                rig(
                    "fan-box", 60, .nameplate, duty: 0, celsius: nil, state: .stale, age: 14, refusals: 9,
                    lastRefusal: "power1_input: read timed out", threads: 0),
            ])
    }

    /// Everything that can go wrong at once.
    static var troubledHost: HostStatus {
        var status = hostStatus
        status.version = "0.9.1"
        status.simulated = false
        status.mode = .observe
        status.limitedBy = .floor
        status.lease = nil
        status.quotaW = 120
        status.usedShare = 3.447
        status.power = PowerFigure(powerW: 413.6, errorW: 62, source: .estimated)
        status.spool = SpoolFigure(lines: 12_034, bytes: 9_437_184, failure: "disk full: /var/lib/zone-agent/spool.sqlite")
        status.link = LinkFigure(state: .waiting, peer: "10.0.0.1:7801", sinceS: 12, lastError: "connection refused")
        status.clock = ClockQuality(isSynchronised: false)
        status.sensorsRefused = 2
        status.hashrateHs = 0
        status.rigs = [
            rig("psu-0", 250.2, .derived, duty: 0.71, celsius: 91, state: .tripped),
            rig("psu-1", 103.4, .estimated, duty: 0.7, celsius: nil, state: .unmetered, age: nil),
            rig(
                "gpu-rack-with-a-long-name-of-its-own", 60_000, .nameplate, duty: 0, celsius: 3, state: .frozen, age: 125,
                refusals: 1_234_567, lastRefusal: "unmoved at 60.0 kW although the duty moved by 30 %"),
        ]
        return status
    }

    /// With a collector that announces a cut, on a host of megawatts that measures.
    static var largeHost: HostStatus {
        var status = hostStatus
        status.simulated = false
        status.power = PowerFigure(powerW: 23_610, errorW: 120, source: .measured)
        status.quotaW = 24_000
        status.usedShare = 0.98375
        status.hashrateHs = 3.4e15
        status.lease?.nextQuotaW = 6_000
        status.lease?.nextInS = 7.2
        status.rigs = (0..<3).map { rig("rig-\($0)", 7870, duty: 1, celsius: 61, threads: 32) }
        return status
    }

    static func zoneHost(
        _ path: String, _ state: ZoneStatus.Host.State = .connected, quotaW: Double? = 420, drawW: Double? = 413.6,
        generation: UInt64 = 118, isApplied: Bool = true, commitmentW: Double? = nil
    ) -> ZoneStatus.Host {
        ZoneStatus.Host(
            address: self.address(path), state: state, mode: state == .never ? nil : .enforce, simulated: true,
            ageS: state == .lost ? 41 : state == .never ? nil : 0.3,
            power: drawW.map { PowerFigure(powerW: $0, errorW: 4.1, source: .measured) }, wantedW: 900, floorW: 60, capW: nil,
            grant: quotaW.map { _ in GrantID(epoch: 5, generation: generation) }, quotaW: quotaW, leaseRemainingS: quotaW.map { _ in 7.4 },
            isApplied: isApplied, appliedAfterS: isApplied && quotaW != nil ? 0.36 : nil, commitmentW: commitmentW ?? quotaW ?? 60,
            isOverCeiling: false, refusal: nil)
    }

    static var zoneStatus: ZoneStatus {
        var over = zoneHost("sindh-2/khi-3/h-015", quotaW: 380, drawW: 391)
        over.isOverCeiling = true
        over.capW = 380
        over.isApplied = false
        var refused = zoneHost("sindh-2/hyd-1/h-001", .refused, quotaW: nil, drawW: nil)
        refused.refusal = "another machine answers to this name (machine id 4f1c…)"
        var observing = zoneHost("sindh-2/hyd-1/h-002", quotaW: nil, drawW: 512)
        observing.mode = .observe
        return ZoneStatus(
            zone: name("sindh-2"), version: Release.version, timestamp: "2026-11-24T03:12:04.250Z", quotaW: 1200,
            quotaReason: "peak, order 2231", floorsW: 300, committedW: 1180,
            power: PowerFigure(powerW: 1134, errorW: 12, source: .measured),
            simulated: true, epoch: 5, quarantineRemainingS: nil, storeFailure: nil, linesStored: 120_341, linesRefused: 2,
            hosts: [
                zoneHost("sindh-2/khi-3/h-014"), over, zoneHost("sindh-2/khi-3/h-016", .lost, quotaW: 300, drawW: 298),
                zoneHost("sindh-2/khi-3/h-017", .never, quotaW: nil, drawW: nil), refused, observing,
            ])
    }

    static var troubledZone: ZoneStatus {
        var status = zoneStatus
        status.quotaW = 250
        status.quarantineRemainingS = 9.5
        status.storeFailure = "database is locked"
        return status
    }

    static var why: WhyDocument {
        WhyDocument(
            address: host, mode: .enforce, simulated: true, power: PowerFigure(powerW: 413.6, errorW: 4.1, source: .measured),
            wantedW: 900, limitedBy: .lease,
            ceilings: [
                .init(
                    limit: .lease, ceilingW: 420, isBinding: true, costW: 180,
                    explanation: "Lease 5/118 of the zone's collector, for another 7.4 s: \"peak, order 2231\".",
                    mend: "Ask the zone authority for more, or wait for the end of order 2231."),
                .init(
                    limit: .localLimit, ceilingW: 600, isBinding: false, costW: 0,
                    explanation: "quota = \"600 W\" in /etc/zone-agent/agent.toml: no centre can raise it.",
                    mend: "Raise it there and reload."),
                .init(limit: .thermal, ceilingW: 900, isBinding: false, costW: 0, explanation: "No rig is near its soft limit.", mend: ""),
            ])
    }

    static var sensors: SensorInventory {
        typealias Feature = SensorInventory.Feature
        typealias Value = SensorInventory.Value
        return SensorInventory(
            simulated: true,
            chips: [
                .init(
                    chip: "corsairpsu-hid-3-1", adapter: "HID adapter", path: "/sys/devices/pci0000:00/0000:00:14.0/usb3/3-1/3-1:1.0",
                    idPath: "pci-0000:00:14.0-usb-0:1:1.0", serial: "41B1",
                    features: [
                        Feature(
                            name: "power1", label: "power total", kind: "power",
                            values: [
                                Value(name: "power1_input", value: 250.2, error: nil), Value(name: "power1_crit", value: 900, error: nil),
                            ],
                            rig: name("psu-0"), role: "power", reason: "chip = \"corsairpsu-*\" and serial = \"41B1\""),
                        Feature(
                            name: "temp1", label: "vrm temp", kind: "temp", values: [Value(name: "temp1_input", value: 58, error: nil)],
                            rig: name("psu-0"), role: "temperature", reason: "every temperature of the power sensor's chip"),
                        Feature(
                            name: "in0", label: "v_in", kind: "in", values: [Value(name: "in0_input", value: 230.04, error: nil)], rig: nil,
                            role: nil, reason: "the chip has a power feature"),
                        Feature(
                            name: "fan1", label: "fan1", kind: "fan", values: [Value(name: "fan1_input", value: nil, error: "I/O error")],
                            rig: nil, role: nil, reason: "a fan is no rig's matter"),
                    ]),
                .init(
                    chip: "amdgpu-pci-0300", adapter: nil, path: "/sys/devices/pci0000:00/0000:03:00.0", idPath: nil, serial: nil,
                    features: [
                        Feature(
                            name: "power1", label: "PPT", kind: "power", values: [Value(name: "power1_average", value: 1234.5, error: nil)],
                            rig: nil, role: nil, reason: "no rig's rule matches")
                    ]),
            ],
            mappings: [
                .init(
                    rig: name("psu-0"), powerSensor: "corsairpsu-hid-3-1 power1", temperatureSensors: ["corsairpsu-hid-3-1 temp1"],
                    explanation: "serial = \"41B1\" matches one chip"),
                .init(rig: name("fan-box"), powerSensor: nil, temperatureSensors: [], explanation: "no rule: the model stands in"),
            ],
            suggestedConfig: "[[rig]]\nname = \"rig-1\"\npower = { chip = \"amdgpu-pci-0300\", feature = \"power1\" }\n")
    }

    static func decision(isDryRun: Bool = false, bindsWithinS: Double? = 12.5, toW: Double = 600) -> QuotaDecision {
        QuotaDecision(
            target: "sindh-2", wasDryRun: isDryRun, fromW: 1200, toW: toW, reason: "peak", order: "2231", uid: 1000,
            timestamp: "2026-11-24T03:12:04.250Z", floorsW: 300, committedW: 1180, bindsWithinS: bindsWithinS,
            changes: [
                .init(address: host, fromW: 420, toW: 210, floorW: 60),
                .init(address: self.address("sindh-2/khi-3/h-015"), fromW: 380, toW: 190, floorW: 60),
            ],
            notes: ["h-016 is lost: its 300.0 W stay counted until its lease lapses"])
    }

    static var events: EventsDocument {
        EventsDocument(events: [
            .init(
                timestamp: "2026-11-24T03:11:59.003Z", address: "sindh-2", event: "quota_set", severity: .notice,
                message: "quota 24.00 → 6.00 kW (order 2231, uid 1000)", fields: ["quota_w": .number(6000), "order": .text("2231")]),
            .init(
                timestamp: "2026-11-24T03:12:00.250Z", address: "sindh-2/khi-3/h-014", event: "quota_applied", severity: .info,
                message: "quota 24.00 → 6.00 kW (5/119, emergency, uid 1000): draw 5.91 kW after 0.4 s, over 0.2 Wh"),
            .init(
                timestamp: "2026-11-24T03:12:02.000Z", address: "sindh-2/khi-3/h-015", event: "from_a_later_release", severity: .critical,
                message: "over its ceiling: draws 391.0 W of 380.0 W"),
        ])
    }
}
