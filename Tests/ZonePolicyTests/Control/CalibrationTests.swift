import Testing
import ZoneModel

@testable import ZonePolicy

private let truth = [(idleW: 90.0, slopeW: 180.0), (idleW: 95.0, slopeW: 150.0)]

@Suite struct CalibrationTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var plant: ModelHost.Plant
        var interval: Duration
        /// What the config believes.
        var configured: (deadTime: Duration, timeConstant: Duration)
        /// How far the times may be off, seconds.
        var tolerance: Double
    }

    static let cases = [
        Case(
            testDescription: "P1",
            plant: .init(deadTime: .milliseconds(500), timeConstant: .seconds(1), refresh: .milliseconds(500), noiseShare: 0.0025),
            interval: .milliseconds(500), configured: (.milliseconds(500), .seconds(1)), tolerance: 0.15),
        Case(
            testDescription: "slower than the config says",
            plant: .init(deadTime: .milliseconds(900), timeConstant: .milliseconds(2500), refresh: .milliseconds(500), noiseShare: 0.0025),
            interval: .milliseconds(500), configured: (.milliseconds(500), .seconds(1)), tolerance: 0.25),
        Case(
            testDescription: "faster than the config says",
            plant: .init(deadTime: .milliseconds(100), timeConstant: .milliseconds(200), refresh: .milliseconds(100), noiseShare: 0.0025),
            interval: .milliseconds(100), configured: (.milliseconds(500), .seconds(1)), tolerance: 0.1),
        Case(
            testDescription: "noisy",
            plant: .init(deadTime: .milliseconds(500), timeConstant: .seconds(1), refresh: .milliseconds(200), noiseShare: 0.02),
            interval: .milliseconds(200), configured: (.milliseconds(500), .seconds(1)), tolerance: 0.25),
    ]

    private func host(
        _ example: Case, quota: Double = 1000, floor: Double? = nil, seed: UInt64 = 1
    ) -> ModelHost {
        var configuration = twoRigs(quota: quota, floor: floor, interval: example.interval)
        configuration.control.deadTime = example.configured.deadTime
        configuration.control.timeConstant = example.configured.timeConstant
        var host = ModelHost(configuration, plant: example.plant, truth: truth, seed: seed)
        host.run(.seconds(5))
        return host
    }

    private func start(_ host: inout ModelHost, rig: String? = nil) -> AdminFailure? {
        let (result, directives) = host.policy.onCalibrationRequest(
            CalibrationRequest(isStart: true, rig: rig), uid: 1000, wall: WallInstant(milliseconds: 1_795_000_000_000), now: host.now)
        host.obey(directives)
        if case .failure(let failure) = result { return failure }
        return nil
    }

    @Test(arguments: cases, [1, 2] as [UInt64])
    func recoversWhatTheRigIs(_ example: Case, seed: UInt64) throws {
        var host = host(example, seed: seed)
        #expect(start(&host, rig: "psu-0") == nil)
        for _ in 0..<600 where host.policy.calibrationDocument().state == .running { host.run(.seconds(1)) }
        let document = host.policy.calibrationDocument()
        #expect(document.state == .done, "\(document.reason ?? "")")
        #expect(document.progress == 1)
        let rig = try #require(document.rigs.first)
        let noise = max(example.plant.noiseShare, 0.0025)
        #expect((rig.idleW - 90).magnitude <= 270 * noise + 1, "idle \(rig.idleW)")
        #expect((rig.fullW - 270).magnitude <= 270 * noise + 2, "full \(rig.fullW)")
        #expect((rig.deadTimeS - example.plant.deadTime.seconds).magnitude <= example.tolerance, "dead time \(rig.deadTimeS)")
        #expect((rig.timeConstantS - example.plant.timeConstant.seconds).magnitude <= example.tolerance, "τ \(rig.timeConstantS)")
        #expect((rig.noiseW / (270 * example.plant.noiseShare) - 1).magnitude < 0.5, "noise \(rig.noiseW)")
        #expect(rig.dutyMax == 1)
        #expect(document.config?.contains("name = \"psu-0\"\n") ?? false)
        #expect(document.config?.contains("calibration_id = \"\(document.id ?? "")\"") ?? false)
    }

    /// Two rigs under a ceiling that is too low for both: the one gives way to the other, and their sum is never above it.
    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func neverAboveTheCeiling(seed: UInt64) {
        var host = host(Self.cases[0], quota: 420, seed: seed)
        host.run(.seconds(60))
        #expect(start(&host) == nil)
        var highest = 0.0
        for _ in 0..<900 where host.policy.calibrationDocument().state == .running {
            host.run(.seconds(1)) { highest = max(highest, $0.trueWatts) }
        }
        let document = host.policy.calibrationDocument()
        #expect(document.state == .done, "\(document.reason ?? "")")
        #expect(document.rigs.map(\.rig.text) == ["psu-0", "psu-1"])
        #expect(highest <= 420, "\(highest) W")
        #expect(host.events.contains { $0.kind == .calibrationEnded && $0.severity == .notice })
    }

    @Test func aCutEndsItAtOnceAndIsKept() {
        var host = host(Self.cases[0], floor: 0)
        var generation: UInt64 = 0
        func hold(_ watts: Double, seconds: Int, _ host: inout ModelHost, watch: (borrowing ModelHost) -> Void = { _ in }) {
            for _ in 0..<seconds {
                generation += 1
                host.grant(watts, generation: generation)
                host.run(.seconds(1), watch: watch)
            }
        }
        hold(800, seconds: 20, &host)
        #expect(start(&host, rig: "psu-0") == nil)
        // It stands at its highest duty in the fourth stand.
        for _ in 0..<80 where (host.policy.calibrationDocument().duty ?? 0) < 0.9 { hold(800, seconds: 1, &host) }
        #expect(host.policy.calibrationDocument().duty ?? 0 >= 0.9)
        generation += 1
        host.grant(260, generation: generation)
        let document = host.policy.calibrationDocument()
        #expect(document.state == .stopped)
        #expect(document.reason?.contains("260.0 W leaves no room") ?? false)
        hold(260, seconds: 4, &host)
        var highest = 0.0
        hold(260, seconds: 20, &host) { highest = max(highest, $0.trueWatts) }
        #expect(highest <= 260)
    }

    /// Under ceilings that allow everything it is the calibration that costs watts, and nothing else is blamed for it.
    @Test func itIsWhatLimitsTheHost() {
        var host = host(Self.cases[0])
        #expect(start(&host, rig: "psu-0") == nil)
        host.run(.seconds(20))
        #expect(host.policy.decision?.limit == .calibration)
        let why = host.policy.why(now: host.now)
        #expect(why.limitedBy == .calibration)
        #expect(why.ceilings.contains { $0.isBinding && $0.explanation == "psu-0 is being calibrated: its duty is stepped" })
    }

    @Test(arguments: ["silent", "hot", "person", "reload", "maintenance", "no work"])
    func whateverSpeaksAgainstItEndsIt(case name: String) {
        var host = host(Self.cases[0])
        #expect(start(&host, rig: "psu-0") == nil)
        host.run(.seconds(20))
        #expect(host.policy.calibrationDocument().state == .running)
        switch name {
        case "silent": host.rigs[0].isSilent = true
        case "hot": host.rigs[0].celsius = 95
        case "reload": host.obey(host.policy.onConfiguration(host.policy.configuration, now: host.now))
        case "maintenance":
            host.obey(
                host.policy.onMaintenance(
                    Name("psu-0")!, Maintenance(reason: "fan", uid: 0, since: WallInstant(milliseconds: 0)), reason: "fan", uid: 0,
                    now: host.now))
        case "no work": host.hasWork = false
        default:
            let (_, directives) = host.policy.onCalibrationRequest(
                CalibrationRequest(isStart: false, rig: nil), uid: 7, wall: WallInstant(milliseconds: 0), now: host.now)
            host.obey(directives)
        }
        host.run(.seconds(3))
        let document = host.policy.calibrationDocument()
        #expect(document.state == .stopped)
        #expect(document.reason?.isEmpty == false)
        #expect(document.config == nil)
        #expect(host.events.count { $0.kind == .calibrationEnded } == 1)
        // Control goes on: what may run does.
        host.run(.seconds(20))
        if ["person", "reload"].contains(name) { #expect(host.rigs.allSatisfy { $0.duty == .full }) }
        #expect(host.rigs[1].duty == .full)
    }

    @Test func refusals() {
        var observing = ModelHost(twoRigs(quota: 1000, mode: .observe), truth: truth)
        observing.run(.seconds(3))
        #expect(start(&observing)?.message.contains("observe") ?? false)
        var host = host(Self.cases[0])
        #expect(start(&host, rig: "psu-9")?.message.contains("no rig \"psu-9\"") ?? false)
        host.rigs[1].isSilent = true
        host.run(.seconds(5))
        #expect(start(&host, rig: "psu-1")?.message.contains("no believable power") ?? false)
        #expect(start(&host, rig: "psu-0") == nil)
        #expect(start(&host)?.message.contains("runs already") ?? false)
    }
}
