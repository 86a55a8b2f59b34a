import FoundationEssentials
import Testing
import ZoneModel
import ZoneTestKit

/// The inventory against lm-sensors' own `sensors -j`: every chip, feature and value.
@Suite struct InventoryTests {
    /// `sensors -j`: chip → adapter, and label → attribute → value.
    private enum Node: Decodable {
        case text
        case number(Double)
        case nodes([String: Node])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let number = try? container.decode(Double.self) {
                self = .number(number)
            } else if let nodes = try? container.decode([String: Node].self) {
                self = .nodes(nodes)
            } else {
                self = .text
            }
        }

        var children: [String: Node] { if case .nodes(let nodes) = self { nodes } else { [:] } }
        var number: Double? { if case .number(let number) = self { number } else { nil } }
    }

    private func output(_ rigs: [RigDescription], _ words: [String]) throws -> String {
        let directory = try TemporaryDirectory()
        let devices = try directory.write(rigs.map(\.text).joined(separator: "\n"), to: "rigs.umockdev")
        let child = try ChildProcess(executable: "umockdev-run", arguments: ["-d", devices, "--"] + words)
        #expect(child.waitForExit(within: 30) == 0, "\(words): \(child.standardError.all) \(child.standardOutput.all)")
        return child.standardOutput.all.joined(separator: "\n")
    }

    private func compare(_ rigs: [RigDescription], configuration: String? = nil) throws -> SensorInventory {
        let inventoryText = try output(
            rigs, [ChildProcess.built("sensing-probe"), "inventory"] + (configuration.map { ["--sensors-conf", $0] } ?? []))
        let inventory = try JSONDecoder().decode(SensorInventory.self, from: Data(inventoryText.utf8))
        let sensorsText = try output(rigs, ["sensors", "-j"] + (configuration.map { ["-c", $0] } ?? []))
        let sensors = try JSONDecoder().decode([String: Node].self, from: Data(sensorsText.utf8))
        #expect(Set(inventory.chips.map(\.chip)) == Set(sensors.keys))
        var compared = 0
        for chip in inventory.chips {
            let theirs = (sensors[chip.chip]?.children ?? [:]).filter { $0.key != "Adapter" }
            #expect(Set(chip.features.map(\.label)) == Set(theirs.keys), "\(chip.chip)")
            for feature in chip.features {
                let values = theirs[feature.label]?.children.compactMapValues(\.number) ?? [:]
                #expect(Set(feature.values.map(\.name)) == Set(values.keys), "\(chip.chip) \(feature.name)")
                for value in feature.values {
                    let ours = try #require(value.value, "\(chip.chip) \(value.name): \(value.error ?? "")")
                    // `sensors -j` prints three decimals.
                    #expect(abs(ours - (values[value.name] ?? .infinity)) < 0.0006, "\(chip.chip) \(value.name)")
                    compared += 1
                }
            }
        }
        #expect(compared > 0)
        return inventory
    }

    @Test(arguments: [
        ("amdgpu", Rigs.amdgpu), ("corsair", Rigs.corsair()), ("pmbus", Rigs.pmbus), ("nvme", Rigs.nvme),
        ("volts and amperes", Rigs.ina219),
        ("energy", Rigs.energyMeter),
    ])
    func agreesWithSensors(title: String, rig: RigDescription) throws {
        let inventory = try compare([rig])
        #expect(inventory.chips.map(\.path) == [rig.devicePath])
        #expect(inventory.simulated)
    }

    @Test func agreesOnAll() throws {
        let inventory = try compare([Rigs.amdgpu, Rigs.corsair(), Rigs.pmbus, Rigs.nvme, Rigs.ina219, Rigs.energyMeter])
        #expect(inventory.chips.count == 6)
        let suggested = inventory.suggestedConfig.split(separator: "\n").filter { $0 == "[[rig]]" }.count
        #expect(suggested == 5, "all but the disk: \(inventory.suggestedConfig)")
    }

    /// The user's scaling, names and omissions are libsensors' to apply.
    @Test func agreesUnderSensorsConf() throws {
        let directory = try TemporaryDirectory()
        let configuration = try directory.write(
            """
            chip "corsairpsu-*"
                label power1 "wall"
                compute power1 @*1.05+2, (@-2)/1.05
                ignore power2
                ignore fan1
            """, to: "sensors.conf")
        let inventory = try compare([Rigs.corsair()], configuration: configuration)
        let features = try #require(inventory.chips.first).features
        let power = try #require(features.first { $0.label == "wall" })
        #expect(power.values.first?.value == 412 * 1.05 + 2)
        #expect(!features.contains { $0.name == "power2" || $0.name == "fan1" })
    }

    @Test func identity() throws {
        let chip = try #require(compare([Rigs.corsair()]).chips.first)
        #expect(chip.serial == "41B1")
        #expect(chip.idPath == "pci-0000:00:14.0-usb-0:1:1.0")
        #expect(!chip.path.contains("hwmon"))
    }

    /// No chip is a host without sensors, not an error.
    @Test func nothing() throws {
        let text = try output([RigDescription("x", on: .platform, hwmon: 0, [:])], [ChildProcess.built("sensing-probe"), "inventory"])
        let inventory = try JSONDecoder().decode(SensorInventory.self, from: Data(text.utf8))
        #expect(inventory.chips.flatMap(\.features).isEmpty && inventory.suggestedConfig.isEmpty)
    }
}
