import ZoneModel

/// What is there, what was mapped to which rig and why, and what was not.
public enum SensorsView {
    public static func lines(_ inventory: SensorInventory, width: Int?) -> [StyledLine] {
        var lines: [StyledLine] = []
        if inventory.simulated {
            lines += wrapped(
                "These sensors are simulated: their watts and degrees are made, not measured.", width: width, indent: 0, style: .caution)
        }
        if inventory.chips.isEmpty {
            lines += wrapped(
                "No sensor chip was found. Load the driver's module (sensors-detect names it), or leave the rigs to the model: every figure then says ESTIMATED.",
                width: width, indent: 0, style: .caution)
        }
        for chip in inventory.chips { lines += self.chip(chip, simulated: inventory.simulated, width: width) }
        lines += mappings(inventory.mappings, width: width)
        return lines + suggestion(inventory.suggestedConfig)
    }

    private static func chip(_ chip: SensorInventory.Chip, simulated: Bool, width: Int?) -> [StyledLine] {
        var head = StyledLine(chip.chip, .strong)
        if let adapter = chip.adapter { head.append("  \(adapter)") }
        if simulated { head.append("  simulated", .caution) }
        var lines = [width.map { head.clipped(to: $0) } ?? head]
        let identity = [chip.path, chip.idPath.map { "id_path \($0)" }, chip.serial.map { "serial \($0)" }].compactMap { $0 }
        for part in identity { lines += wrapped(part, width: width, indent: 4, style: .faint) }
        var table = Table([
            .init(title: "FEATURE"),
            .init(title: "LABEL", rank: 30, mayShrink: true),
            .init(title: "VALUE", isNumber: true),
            .init(title: "RIG"),
            .init(title: "WHY", rank: 10, mayShrink: true),
        ])
        for feature in chip.features {
            let owner = feature.rig.map { rig in StyledLine("\(rig)\(feature.role.map { " \($0)" } ?? "")", .good) }
            table.add([
                StyledLine(feature.name),
                StyledLine(feature.label == feature.name ? "" : feature.label),
                value(feature),
                owner ?? StyledLine(Measure.unknown, .faint),
                StyledLine(feature.reason, .faint),
            ])
        }
        return lines + table.lines(width: width, indent: 4, hasHeader: false)
    }

    /// The value that says how the feature stands; the rest is in `--json`.
    private static func value(_ feature: SensorInventory.Feature) -> StyledLine {
        let preferred = ["_input", "_average", "_cap"]
        let value =
            preferred.lazy.compactMap { suffix in feature.values.first { $0.name.hasSuffix(suffix) } }.first ?? feature.values.first
        guard let value else { return StyledLine(Measure.unknown) }
        guard let number = value.value else { return StyledLine(value.error ?? "no value", .bad) }
        return StyledLine(reading(number, kind: feature.kind))
    }

    /// libsensors' units: watts, °C, volts, amperes, joules, rpm.
    static func reading(_ value: Double, kind: String) -> String {
        switch kind {
        case "power": Measure.power(value)
        case "temp": "\(Measure.fixed(value, places: 1)) °C"
        case "in", "vid": "\(Measure.fixed(value, places: 3)) V"
        case "curr": "\(Measure.fixed(value, places: 3)) A"
        case "energy": "\(Measure.fixed(value / 3600, places: 1)) Wh"
        case "fan": "\(Measure.fixed(value, places: 0)) rpm"
        case "humidity": "\(Measure.fixed(value, places: 1)) %"
        case "intrusion", "beep_enable": value == 0 ? "no" : "yes"
        default: Measure.fixed(value, places: value == value.rounded() ? 0 : 3)
        }
    }

    private static func mappings(_ mappings: [SensorInventory.Mapping], width: Int?) -> [StyledLine] {
        guard !mappings.isEmpty else { return [] }
        var lines = [StyledLine(), StyledLine("Rigs of the config", .strong)]
        for mapping in mappings {
            var line = StyledLine("  \(mapping.rig)  power ")
            line.append(mapping.powerSensor ?? "from no sensor: ESTIMATED", mapping.powerSensor == nil ? .caution : .good)
            let temperatures = mapping.temperatureSensors.isEmpty ? "none" : mapping.temperatureSensors.joined(separator: ", ")
            lines += width.map { $0 < line.width } ?? false ? wrapped(plain(line), width: width, indent: 2) : [line]
            lines += wrapped("temperature \(temperatures)", width: width, indent: 6)
            if let cap = mapping.powerCap { lines += wrapped("power cap \(cap)", width: width, indent: 6) }
            lines += wrapped(mapping.explanation, width: width, indent: 6, style: .faint)
        }
        return lines
    }

    private static func plain(_ line: StyledLine) -> String { String(line.text(coloured: false).drop { $0 == " " }) }

    /// Never wrapped or clipped: it is to be copied.
    private static func suggestion(_ toml: String) -> [StyledLine] {
        let text = toml.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard text.contains(where: { !$0.isEmpty }) else { return [] }
        let head = StyledLine("Mapped to no rig; ready to copy into /etc/zone-agent/agent.conf.d/rigs.toml", .strong)
        return [StyledLine(), head] + text.map { StyledLine($0) }
    }
}
