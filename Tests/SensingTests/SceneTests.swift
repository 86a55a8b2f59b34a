import Testing
import ZoneModel
import ZoneTestKit

/// The service against a mocked /sys: what it reads, which sensor it takes, and how it says what went wrong.
@Suite struct SceneTests {
    private static let corsair = Rigs.corsair()

    @Test(arguments: [
        SceneMatch(chip: "corsairpsu-*"), SceneMatch(path: corsair.devicePath), SceneMatch(path: "*/0003:1B1C:1C0D.*"),
        SceneMatch(idPath: "*-usb-0:1:1.0"), SceneMatch(serial: "41B1"), SceneMatch(serial: "41B1", feature: "power total"),
    ])
    func reads(match: SceneMatch) throws {
        let scene = try Scene([Rigs.amdgpu, Self.corsair])
        try scene.play(.start([SceneRig(rig0, power: match)], siteMeter: nil))
        let sample = try scene.sample(rig0) { $0.watts != nil }
        #expect(sample.watts == 412 && sample.source == .measured)
        #expect(sample.celsius == 39.5)
        #expect(sample.critical == 70)
        try scene.play(.write(path: Self.corsair.hwmonPath, attribute: "power1_input", value: "500000000\n"))
        _ = try scene.sample(rig0) { $0.watts == 500 }
    }

    @Test func siteMeter() throws {
        let scene = try Scene([Self.corsair, Rigs.pmbus])
        try scene.play(.start([SceneRig(rig0, power: SceneMatch(serial: "41B1"))], siteMeter: SceneMatch(chip: "pmbus*")))
        #expect(try scene.sample(.siteMeter) { $0.watts != nil }.watts == 1320)
        #expect(try scene.sample(rig0) { $0.watts != nil }.watts == 412)
    }

    /// Power from one bus, heat from another.
    @Test func twoBuses() throws {
        let scene = try Scene([Self.corsair, Rigs.amdgpu])
        let rig = SceneRig(rig0, power: SceneMatch(serial: "41B1"), temperature: SceneMatch(chip: "amdgpu*", feature: "junction"))
        try scene.play(.start([rig], siteMeter: nil))
        #expect(try scene.sample(rig0) { $0.celsius != nil }.celsius == 72)
    }

    /// What a driver or a broken file may say in place of 412 W.
    @Test(
        arguments: [
            ("nan\n", nil, "no number"), ("inf\n", nil, "no number"), ("", nil, "cannot be read"), ("twelve\n", nil, "cannot be read"),
            ("-5000000\n", -5, ""), ("3892314000000\n", 3_892_314, ""), ("0\n", 0, ""),
        ] as [(String, Double?, String)])
    func values(text: String, watts: Double?, reason: String) throws {
        let scene = try Scene([Self.corsair])
        try scene.play(.start([SceneRig(rig0, power: SceneMatch(serial: "41B1"))], siteMeter: nil))
        _ = try scene.sample(rig0) { $0.watts == 412 }
        try scene.play(.write(path: Self.corsair.hwmonPath, attribute: "power1_input", value: text))
        let sample = try scene.sample(rig0) { $0.watts != 412 }
        #expect(sample.watts == watts)
        #expect(sample.powerError?.contains(reason) ?? (watts != nil), "\(sample.powerError ?? "")")
        try scene.play(.write(path: Self.corsair.hwmonPath, attribute: "power1_input", value: "412000000\n"))
        _ = try scene.sample(rig0) { $0.watts == 412 }
    }

    @Test(arguments: [
        (UmockdevTestbed.Fault.missing, "is gone"), (.directory, "cannot be read"), (.inputOutputError, "does not answer"),
    ])
    func faults(fault: UmockdevTestbed.Fault, reason: String) throws {
        let scene = try Scene([Self.corsair])
        try scene.play(.start([SceneRig(rig0, power: SceneMatch(serial: "41B1"))], siteMeter: nil))
        _ = try scene.sample(rig0) { $0.watts == 412 }
        try scene.play(.damage(path: Self.corsair.hwmonPath, attribute: "power1_input", fault: fault))
        let sample = try scene.sample(rig0) { $0.watts == nil }
        #expect(sample.powerError?.contains(reason) ?? false, "\(sample.powerError ?? "")")
        #expect(sample.powerError?.contains("power1_input") ?? false)
        #expect(sample.celsius == 39.5)
    }

    /// A constant reading is a reading: whether it is frozen is judged elsewhere.
    @Test func sameForEver() throws {
        let scene = try Scene([Self.corsair])
        try scene.play(.start([SceneRig(rig0, power: SceneMatch(serial: "41B1"))], siteMeter: nil))
        for _ in 0..<10 { #expect(try scene.sample(rig0) { _ in true }.watts == 412) }
    }

    @Test func accuracy() throws {
        let meter = RigDescription("power_meter", on: .platform, hwmon: 7, ["power1_average": "900000000", "power1_accuracy": "98.0%"])
        let scene = try Scene([meter])
        try scene.play(.start([SceneRig(rig0, power: SceneMatch(chip: "power_meter*"), needsTemperature: false)], siteMeter: nil))
        let sample = try scene.sample(rig0) { $0.watts != nil }
        #expect(sample.watts == 900)
        #expect(abs((sample.accuracy ?? 0) - 0.02) < 1e-9)
    }

    @Test func derivedFromVoltsAndAmperes() throws {
        let scene = try Scene([Rigs.ina219])
        try scene.play(.start([SceneRig(rig0, power: SceneMatch(chip: "ina219*"), needsTemperature: false)], siteMeter: nil))
        let sample = try scene.sample(rig0) { $0.watts != nil }
        #expect(sample.watts == 360 && sample.source == .derived)
    }

    /// The counter of the mock stands still until it is written: no 0 W may come of that.
    @Test func derivedFromEnergy() throws {
        let scene = try Scene([Rigs.energyMeter])
        try scene.play(.start([SceneRig(rig0, power: SceneMatch(chip: "energymeter*"), needsTemperature: false)], siteMeter: nil))
        _ = try scene.sample(rig0) { $0.powerError?.contains("has not moved") ?? false }
        try scene.play(.write(path: Rigs.energyMeter.hwmonPath, attribute: "energy1_input", value: "1500000000\n"))
        let sample = try scene.sample(rig0) { $0.watts != nil }
        // 500 J over the half second of the window, or more if the machine was busy.
        #expect((sample.watts ?? 0) > 0 && (sample.watts ?? .infinity) <= 1000.001 && sample.source == .derived)
        #expect(!scene.answers.contains { $0.sample?.watts == 0 })
    }

    @Test func twoChipsMatchOneRig() throws {
        let scene = try Scene([Self.corsair, Rigs.corsair(index: 1, hwmon: 2, serial: "41B2")])
        try scene.play(.start([SceneRig(rig0, power: SceneMatch(chip: "corsair*"))], siteMeter: nil))
        let sample = try scene.sample(rig0) { _ in true }
        #expect(sample.watts == nil)
        #expect(sample.powerError?.hasPrefix("two sensors match: ") ?? false, "\(sample.powerError ?? "")")
        let mapping = try #require(scene.inventory().mappings.first)
        #expect(mapping.powerSensor == nil && mapping.explanation.contains("narrow the match"))
        // The mend is what the message says.
        try scene.play(.reconfigure([SceneRig(rig0, power: SceneMatch(serial: "41B2"))]))
        _ = try scene.sample(rig0) { $0.watts == 412 }
    }

    @Test func unmappedRigsAreToldToo() throws {
        let scene = try Scene([Self.corsair])
        let rigs = [SceneRig(rig0, power: nil, needsTemperature: false), SceneRig(rig1, power: SceneMatch(chip: "absent*"))]
        try scene.play(.start(rigs, siteMeter: nil))
        #expect(try scene.sample(rig0) { _ in true }.powerError == "absent")
        #expect(try scene.sample(rig1) { _ in true }.powerError == "absent")
    }

    @Test func raisedFlag() throws {
        let scene = try Scene([Rigs.pmbus])
        try scene.play(.start([SceneRig(rig0, power: SceneMatch(chip: "pmbus*"))], siteMeter: nil))
        #expect(try scene.sample(rig0) { _ in true }.fault == nil)
        try scene.play(.write(path: Rigs.pmbus.hwmonPath, attribute: "power1_alarm", value: "1\n"))
        #expect(try scene.sample(rig0) { $0.fault != nil }.fault == "power1_alarm")
    }

    /// libsensors is one for the process: a second reader is refused, with the mend.
    @Test func onlyOneService() throws {
        let scene = try Scene([Self.corsair])
        try scene.play(.start([], siteMeter: nil))
        #expect(throws: TestKitError.self) { try scene.play(.inventoryOnce([])) }
        try scene.play(.stop)
        try scene.play(.inventoryOnce([]))
        #expect(scene.answers.last { $0.inventory != nil }?.inventory?.chips.count == 1)
    }

    /// libsensors leaves out a line that it cannot read, and its scaling with it: that is said, with the line where it noticed (one too far).
    @Test func brokenSensorsConf() throws {
        let directory = try TemporaryDirectory()
        let configuration = try directory.write("chip \"corsairpsu-*\"\n    compute power1 @*\n", to: "sensors.conf")
        let scene = try Scene([Self.corsair], sensorsConfiguration: configuration)
        try scene.play(.start([SceneRig(rig0, power: SceneMatch(serial: "41B1"))], siteMeter: nil))
        let event = try scene.event(.readingRefused)
        #expect(event.message?.contains("sensors.conf:3: ") ?? false, "\(event.message ?? "")")
        #expect(try scene.sample(rig0) { $0.watts != nil }.watts == 412)
    }

    @Test func missingSensorsConf() throws {
        let scene = try Scene([Self.corsair], sensorsConfiguration: "/nonexistent/sensors.conf")
        #expect(throws: TestKitError.self) { try scene.play(.start([], siteMeter: nil)) }
        #expect(scene.answers.last?.failed?.contains("/nonexistent/sensors.conf cannot be read: No such file") ?? false)
    }
}
