import Testing
import ZoneModel
import ZoneTestKit

/// Power caps through real libsensors against a mocked /sys: what is written, what is read back, and what is said when it does not stick.
@Suite struct CapTests {
    private static let card = RigDescription(
        "amdgpu", on: .pci, hwmon: 0,
        [
            "temp1_input": "61000", "temp1_label": "edge", "power1_average": "187000000", "power1_label": "PPT",
            "power1_cap": "220000000", "power1_cap_min": "90000000", "power1_cap_max": "300000000",
        ])
    private static let capped = SceneRig(rig0, power: SceneMatch(chip: "amdgpu*"), isCapped: true)

    private func scene(_ manner: FakeDriver.Manner? = nil) throws -> Scene {
        let scene = try Scene([Self.card])
        if let manner { try scene.play(.driver(path: Self.card.hwmonPath, attribute: "power1_cap", manner)) }
        try scene.play(.start([Self.capped], siteMeter: nil))
        let first = try scene.sample(rig0) { $0.watts != nil && $0.capW != nil && $0.capMaximumW != nil }
        #expect(first.capW == 220 && first.capMinimumW == 90 && first.capMaximumW == 300 && first.capOrderW == nil)
        return scene
    }

    @Test func aCapIsWrittenAndReadBack() throws {
        let scene = try scene()
        for watts in [150.0, 300, 91] {
            try scene.play(.setCap(rig: rig0, watts: watts))
            let sample = try scene.sample(rig0) { $0.capOrderW == watts && $0.capW == watts }
            #expect(sample.capRefusal == nil && sample.watts == 187)
        }
        let mapping = try #require(scene.inventory().mappings.first)
        #expect(mapping.powerCap == "amdgpu-pci-0300 power1_cap")
        #expect(mapping.explanation.contains("power cap: power1_cap"))
    }

    @Test func whatTheDriverMadeOfItIsReadBack() throws {
        let ignoring = try scene(.ignores(220_000_000))
        try ignoring.play(.setCap(rig: rig0, watts: 150))
        _ = try ignoring.sample(rig0) { $0.capOrderW == 150 && $0.capRefusal == nil && $0.capW == 220 }
        let clamping = try scene(.clamps(minimum: 120_000_000, maximum: 250_000_000))
        try clamping.play(.setCap(rig: rig0, watts: 100))
        _ = try clamping.sample(rig0) { $0.capOrderW == 100 && $0.capW == 120 }
        try clamping.play(.setCap(rig: rig0, watts: 280))
        _ = try clamping.sample(rig0) { $0.capOrderW == 280 && $0.capW == 250 }
    }

    /// Somebody else's hand is seen at the next sweep.
    @Test func anotherProgramsCapIsSeen() throws {
        let scene = try scene()
        try scene.play(.setCap(rig: rig0, watts: 150))
        _ = try scene.sample(rig0) { $0.capW == 150 }
        try scene.play(.write(path: Self.card.hwmonPath, attribute: "power1_cap", value: "260000000\n"))
        _ = try scene.sample(rig0) { $0.capW == 260 && $0.capOrderW == 150 }
    }

    @Test func aReadOnlyCapIsNoCap() throws {
        let scene = try Scene([Self.card])
        try scene.play(.makeReadOnly(path: Self.card.hwmonPath, attribute: "power1_cap"))
        try scene.play(.start([Self.capped], siteMeter: nil))
        try scene.play(.setCap(rig: rig0, watts: 150))
        let sample = try scene.sample(rig0) { $0.capOrderW == 150 }
        #expect(sample.capError?.contains("cannot be written") ?? false, "\(sample.capError ?? "")")
        #expect(sample.capRefusal != nil && sample.watts == 187)
        #expect(try scene.inventory().mappings.first?.powerCap == nil)
    }

    @Test(arguments: [
        // More than an int of µW holds would turn into another number inside libsensors.
        (2500.0, "at most 2147 W"), (-5, "libsensors cannot write"),
    ])
    func whatLibsensorsCannotWriteIsRefused(watts: Double, reason: String) throws {
        let scene = try scene()
        try scene.play(.setCap(rig: rig0, watts: watts))
        let sample = try scene.sample(rig0) { $0.capOrderW == watts }
        #expect(sample.capRefusal?.contains(reason) ?? false, "\(sample.capRefusal ?? "")")
        #expect(sample.capW == 220)
    }

    @Test(arguments: [(UmockdevTestbed.Fault.missing, "is gone"), (.directory, "cannot be read"), (.inputOutputError, "does not answer")])
    func aCapThatCannotBeReadBackSaysWhy(fault: UmockdevTestbed.Fault, reason: String) throws {
        let scene = try scene()
        try scene.play(.damage(path: Self.card.hwmonPath, attribute: "power1_cap", fault: fault))
        let sample = try scene.sample(rig0) { $0.capW == nil }
        #expect(sample.capError?.contains(reason) ?? false, "\(sample.capError ?? "")")
        #expect(sample.watts == 187)
    }

    /// Writing to it fails for good: `/dev/full` takes no byte.
    @Test func aRefusedWriteSaysWhy() throws {
        let scene = try scene()
        try scene.play(.damage(path: Self.card.hwmonPath, attribute: "power1_cap", fault: .takesNoByte))
        try scene.play(.setCap(rig: rig0, watts: 150))
        let sample = try scene.sample(rig0) { $0.capOrderW == 150 }
        #expect(sample.capRefusal?.contains("the driver refuses it") ?? false, "\(sample.capRefusal ?? "")")
    }

    /// A card that went away and came back has forgotten its cap: it gets the newest order again.
    @Test func aCardThatComesBackIsCappedAgain() throws {
        let scene = try scene()
        try scene.play(.setCap(rig: rig0, watts: 150))
        _ = try scene.sample(rig0) { $0.capW == 150 }
        try scene.play(.remove(Self.card.hwmonPath))
        _ = try scene.sample(rig0) { $0.capW == nil }
        try scene.play(.setCap(rig: rig0, watts: 130))
        _ = try scene.sample(rig0) { $0.capOrderW == 130 && $0.capRefusal != nil }
        try scene.play(.add(Self.card.chipText))
        let back = try scene.sample(rig0) { $0.capW == 130 }
        #expect(back.capOrderW == 130 && back.capRefusal == nil)
    }

    /// A bus that hangs in a read delays its own cap alone.
    @Test func aHangingBusDelaysNoOther() throws {
        let other = RigDescription("pmbus", on: .i2c, hwmon: 2, ["power1_input": "90000000", "power1_cap": "500000000"])
        let scene = try Scene([Self.card, other])
        let rigs = [Self.capped, SceneRig(rig1, power: SceneMatch(chip: "pmbus*"), needsTemperature: false, isCapped: true)]
        try scene.play(.start(rigs, siteMeter: nil))
        _ = try scene.sample(rig1) { $0.capW == 500 }
        try scene.play(.damage(path: other.hwmonPath, attribute: "power1_input", fault: .fifo))
        _ = try scene.event(.sensorSlow)
        try scene.play(.setCap(rig: rig1, watts: 400))
        // The newer one counts.
        try scene.play(.setCap(rig: rig1, watts: 300))
        try scene.play(.setCap(rig: rig0, watts: 150))
        _ = try scene.sample(rig0) { $0.capW == 150 }
        #expect(!scene.answers.contains { $0.sample?.rig == rig1 && $0.sample?.capOrderW != nil })
        try scene.play(.release(path: other.hwmonPath, attribute: "power1_input", value: "80000000\n"))
        _ = try scene.sample(rig1) { $0.capW == 300 && $0.capOrderW == 300 }
        #expect(!scene.answers.contains { $0.sample?.capOrderW == 400 })
    }

    /// What was ordered before a stop is carried out; a rig that leaves the config leaves its cap where it is harmless.
    @Test func theLastOrdersAreCarriedOut() throws {
        let scene = try scene()
        try scene.play(.setCap(rig: rig0, watts: 150))
        _ = try scene.sample(rig0) { $0.capW == 150 }
        let plain = SceneRig(rig0, power: SceneMatch(chip: "amdgpu*"), cap: nil)
        try scene.play(.reconfigure([plain]))
        _ = try scene.sample(rig0) { $0.capW == nil && $0.watts != nil }
        try scene.play(.reconfigure([Self.capped]))
        _ = try scene.sample(rig0) { $0.capW == 90 }
        try scene.play(.setCap(rig: rig0, watts: 175))
        try scene.play(.stop)
        try scene.play(.start([Self.capped], siteMeter: nil))
        _ = try scene.sample(rig0) { $0.capW == 175 && $0.capOrderW == nil }
    }
}
