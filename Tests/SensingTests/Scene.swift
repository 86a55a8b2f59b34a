import FoundationEssentials
import Testing
import ZoneModel
import ZoneTestKit

/// A sensing-probe under umockdev, and what it has said. Bounds are generous: they end a test that fails, and measure nothing.
final class Scene {
    private let child: ChildProcess
    private(set) var answers: [SceneAnswer] = []
    static let patience = 20.0

    init(_ rigs: [RigDescription] = [], sensorsConfiguration: String? = nil) throws {
        let configuration = sensorsConfiguration.map { ["--sensors-conf", $0] } ?? []
        child = try ChildProcess(
            executable: "umockdev-wrapper", arguments: [ChildProcess.built("sensing-probe"), "scene"] + configuration)
        for rig in rigs { try play(.add(rig.text)) }
    }

    /// - Returns: the seconds that it took.
    @discardableResult
    func play(_ command: SceneCommand) throws -> Double {
        try child.send(String(decoding: try JSONEncoder().encode(command), as: UTF8.self))
        let answer = try #require(next { $0.done != nil || $0.failed != nil }, "no answer; stderr: \(child.standardError.all)")
        if let failed = answer.failed { throw TestKitError(failed) }
        return try #require(answer.done)
    }

    /// The next answer that is wanted; all those on the way are kept.
    private func next(_ isWanted: (SceneAnswer) -> Bool) -> SceneAnswer? {
        let end = ContinuousClock.now + .seconds(Self.patience)
        while ContinuousClock.now < end, let line = child.standardOutput.next(within: Self.patience) {
            guard let answer = try? JSONDecoder().decode(SceneAnswer.self, from: Data(line.utf8)) else {
                Issue.record("sensing-probe said: \(line)")
                return nil
            }
            answers.append(answer)
            if isWanted(answer) { return answer }
        }
        return nil
    }

    /// The next sample of the rig that passes.
    func sample(_ rig: Name, where isWanted: (SceneSample) -> Bool) throws -> SceneSample {
        let answer = next { $0.sample.map { $0.rig == rig && isWanted($0) } ?? false }
        let last = answers.last { $0.sample?.rig == rig }?.sample
        return try #require(answer?.sample, "the last sample was \(String(describing: last))")
    }

    func event(_ kind: EventKind, _ isWanted: (String) -> Bool = { _ in true }) throws -> SceneAnswer {
        let known = answers.first { $0.event == kind && isWanted($0.message ?? "") }
        let found = known ?? next { $0.event == kind && isWanted($0.message ?? "") }
        return try #require(found, "events so far: \(answers.compactMap(\.message))")
    }

    func inventory() throws -> SensorInventory {
        try play(.inventory)
        return try #require(answers.last { $0.inventory != nil }?.inventory)
    }

    var eventsSoFar: [EventKind] { answers.compactMap(\.event) }
    func forget() { answers = [] }
}

let rig0 = Name("rig-0") ?? .unknown
let rig1 = Name("rig-1") ?? .unknown

enum Rigs {
    static func corsair(index: Int = 0, hwmon: Int = 1, serial: String? = "41B1") -> RigDescription {
        RigDescription(
            "corsairpsu", on: .hid, index: index, hwmon: hwmon, properties: [("ID_PATH", "pci-0000:00:14.0-usb-0:\(index + 1):1.0")],
            serial: serial,
            [
                "power1_input": "412000000", "power1_label": "power total", "power2_input": "380000000", "power2_label": "power +12v",
                "temp1_input": "39500", "temp1_label": "vrm temp", "temp1_crit": "70000", "temp2_input": "35000",
                "temp2_label": "case temp",
                "in0_input": "230000", "in0_label": "v_in", "curr1_input": "1790", "curr1_label": "curr in", "fan1_input": "0",
                "fan1_label": "psu fan",
            ])
    }

    static let amdgpu = RigDescription(
        "amdgpu", on: .pci, hwmon: 0,
        [
            "temp1_input": "61000", "temp1_label": "edge", "temp1_crit": "100000", "temp1_crit_hyst": "-273150", "temp2_input": "72000",
            "temp2_label": "junction", "power1_average": "187000000", "power1_label": "PPT", "power1_cap": "220000000",
            "fan1_input": "1850",
            "in0_input": "925", "in0_label": "vddgfx",
        ])
    static let pmbus = RigDescription(
        "pmbus", on: .i2c, hwmon: 2,
        [
            "power1_input": "1320000000", "power1_label": "pin", "power2_input": "1245000000", "power2_label": "pout1",
            "power1_alarm": "0", "in1_input": "229500", "in1_label": "vin", "in1_lcrit": "90000", "in1_lcrit_alarm": "0",
            "curr1_input": "5750", "curr1_label": "iin", "temp1_input": "44000", "temp1_max": "90000", "temp1_max_alarm": "0",
        ])
    static let nvme = RigDescription(
        "nvme", on: .pci, index: 5, hwmon: 3,
        ["temp1_input": "49850", "temp1_label": "Composite", "temp1_max": "81850", "temp1_min": "-273150", "temp1_crit": "84850"])
    static let ina219 = RigDescription(
        "ina219", on: .i2c, index: 1, hwmon: 4, ["in0_input": "12", "in1_input": "12000", "curr1_input": "30000"])
    static let energyMeter = RigDescription(
        "energymeter", on: .platform, hwmon: 5, ["energy1_input": "1000000000", "energy1_label": "socket"])
}
