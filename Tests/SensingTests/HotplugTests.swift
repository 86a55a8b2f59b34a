import Testing
import ZoneModel
import ZoneTestKit

/// Devices that come, go, and hang.
@Suite struct HotplugTests {
    private static let corsair = Rigs.corsair()
    private static let rig = SceneRig(rig0, power: SceneMatch(serial: "41B1"))

    @Test func appears() throws {
        let scene = try Scene([Rigs.amdgpu])
        try scene.play(.start([Self.rig], siteMeter: nil))
        #expect(try scene.sample(rig0) { _ in true }.powerError == "absent")
        try scene.play(.add(Self.corsair.text))
        #expect(try scene.event(.sensorAppeared).message?.contains("corsairpsu-hid-3-1") ?? false)
        #expect(try scene.sample(rig0) { $0.watts != nil }.watts == 412)
        #expect(try scene.inventory().chips.count == 2)
    }

    @Test func vanishesAndComesBack() throws {
        let scene = try Scene([Rigs.amdgpu, Self.corsair])
        try scene.play(.start([Self.rig, SceneRig(rig1, power: SceneMatch(chip: "amdgpu*"))], siteMeter: nil))
        _ = try scene.sample(rig0) { $0.watts == 412 }
        try scene.play(.remove(Self.corsair.hwmonPath))
        let sample = try scene.sample(rig0) { $0.powerError?.contains("vanished") ?? false }
        #expect(sample.powerError?.contains("corsairpsu-hid-3-1") ?? false, "\(sample.powerError ?? "")")
        #expect(try scene.event(.sensorVanished).severity == .warning)
        _ = try scene.sample(rig1) { $0.watts == 187 }
        // As another hwmonN: the rig is known by its serial.
        try scene.play(.add(Rigs.corsair(hwmon: 9).chipText))
        _ = try scene.sample(rig0) { $0.watts == 412 }
    }

    /// A change event is an alarm's news: the table stays.
    @Test func changeIsNoNews() throws {
        let scene = try Scene([Self.corsair])
        try scene.play(.start([Self.rig], siteMeter: nil))
        for _ in 0..<UmockdevTestbed.burstMax { try scene.play(.uevent(path: Self.corsair.hwmonPath, action: "change")) }
        for _ in 0..<20 { #expect(try scene.sample(rig0) { _ in true }.watts == 412) }
        #expect(scene.eventsSoFar.isEmpty)
    }

    /// A storm of comings and goings ends in the truth.
    @Test func storm() throws {
        let scene = try Scene([Rigs.amdgpu, Self.corsair])
        try scene.play(.start([Self.rig, SceneRig(rig1, power: SceneMatch(chip: "amdgpu*"))], siteMeter: nil))
        for _ in 0..<5 {
            for _ in 0..<3 {
                try scene.play(.remove(Self.corsair.hwmonPath))
                try scene.play(.add(Self.corsair.chipText))
            }
            try scene.play(.remove(Self.corsair.hwmonPath))
            _ = try scene.sample(rig0) { $0.powerError?.contains("vanished") ?? false }
            try scene.play(.add(Self.corsair.chipText))
            _ = try scene.sample(rig0) { $0.watts == 412 }
        }
        _ = try scene.sample(rig1) { $0.watts == 187 }
    }

    /// A read that never returns: its rig falls silent with an event, the others go on, the inventory answers, and stop() returns.
    @Test func readThatHangs() throws {
        let scene = try Scene([Rigs.amdgpu, Self.corsair])
        try scene.play(.start([Self.rig, SceneRig(rig1, power: SceneMatch(chip: "amdgpu*"))], siteMeter: nil))
        _ = try scene.sample(rig0) { $0.watts == 412 }
        try scene.play(.damage(path: Self.corsair.hwmonPath, attribute: "power1_input", fault: .fifo))
        #expect(try scene.event(.sensorSlow).message?.contains("corsairpsu-hid-3-1") ?? false)
        scene.forget()
        for _ in 0..<40 { #expect(try scene.sample(rig1) { _ in true }.watts == 187) }
        #expect(!scene.answers.contains { $0.sample?.rig == rig0 })
        let inventory = try scene.inventory()
        #expect(inventory.chips.flatMap(\.features).contains { $0.values.contains { $0.name == "power1_input" && $0.value == 412 } })
        // The contract of stop() is a second; its own bound is half of that.
        #expect(try scene.play(.stop) < 1)
    }

    /// While one read hangs the table cannot be renewed: that is said, the others are read on, and once it answers the new chip is there.
    @Test func renewalWaitsForAHungRead() throws {
        let scene = try Scene([Rigs.amdgpu, Self.corsair])
        let new = SceneMatch(chip: "pmbus*")
        try scene.play(.start([Self.rig, SceneRig(rig1, power: SceneMatch(chip: "amdgpu*"))], siteMeter: new))
        _ = try scene.sample(rig0) { $0.watts == 412 }
        try scene.play(.damage(path: Self.corsair.hwmonPath, attribute: "power1_input", fault: .fifo))
        _ = try scene.event(.sensorSlow)
        try scene.play(.add(Rigs.pmbus.text))
        _ = try scene.event(.sensorSlow) { $0.contains("waits for corsairpsu-hid-3-1") }
        for _ in 0..<10 { #expect(try scene.sample(rig1) { _ in true }.watts == 187) }
        try scene.play(.release(path: Self.corsair.hwmonPath, attribute: "power1_input", value: "400000000\n"))
        _ = try scene.event(.sensorAppeared) { $0.contains("pmbus-i2c-0-58") }
        #expect(try scene.sample(.siteMeter) { $0.watts != nil }.watts == 1320)
        _ = try scene.sample(rig0) { $0.watts == 400 }
        _ = try scene.event(.sensorSlow) { $0.contains("answers again") }
    }
}
