import ZoneModel

/// TOML for the chips that could measure a rig and measure none, ready to copy into the config.
struct SuggestedConfig {
    let chips: [ChipImage]

    /// - Parameters:
    ///   - mapped: indices of the chips whose power some rig has.
    ///   - taken: names that the config already uses.
    func toml(mapped: Set<Int>, taken: Set<Name>) -> String {
        var taken = taken
        var texts: [String] = []
        for index in chips.indices where !mapped.contains(index) {
            guard let match = match(index) else { continue }
            // Each is tried against all chips.
            guard texts.count < SuggestedConfig.textsMax else {
                texts.append("# There are more: map these first.\n")
                break
            }
            let name = freeName(chips[index], taken)
            if let name = Name(name) { taken.insert(name) }
            let hasTemperature = chips[index].features(.temperature).contains { $0.subfeature("input") != nil }
            texts.append(rig(name, match, hasTemperature: hasTemperature))
        }
        return texts.joined(separator: "\n")
    }

    private static let textsMax = 64

    private func rig(_ name: String, _ match: SensorMatch, hasTemperature: Bool) -> String {
        var lines = ["[[rig]]", "name = \(tomlString(name))"]
        lines.append("nameplate = \"0 W\" # the most that it can draw, from its label: 0 W is refused")
        lines.append("power = { \(match.text) }")
        if !hasTemperature {
            lines.append("temperature = { none = \"this chip has no temperature sensor\" } # better: another chip's, { chip = \"…\" }")
        }
        return lines.map { $0 + "\n" }.joined()
    }

    /// The most lasting names that mean this sensor alone.
    private func match(_ index: Int) -> SensorMatch? {
        let (chip, identity) = (chips[index], chips[index].identity)
        let powers = chip.features(.power).filter { $0.subfeature("input", "average") != nil }
        let feature = powers.first ?? chip.features(.energy).first ?? chip.railPairs.first?.voltage
        guard let feature else { return nil }
        let label = chip.features.count { $0.label == feature.label } == 1 ? feature.label : feature.name
        let candidates: [SensorMatch] = [
            identity.serial.map { SensorMatch(serial: $0, feature: label) },
            identity.serial.map { SensorMatch(chip: identity.chip, serial: $0, feature: label) },
            identity.idPath.map { SensorMatch(idPath: $0, feature: label) },
            SensorMatch(path: identity.lastingPath, feature: label), SensorMatch(path: identity.path, feature: label),
            SensorMatch(chip: identity.chip, path: identity.path, feature: label),
        ].compactMap { $0 }
        let mapping = RigMapping(chips: chips)
        return candidates.first { mapping.plan(SiteMeterConfiguration(power: $0)).powerChip == index }
    }

    /// `corsairpsu-0`, `corsairpsu-1`, …
    private func freeName(_ chip: ChipImage, _ taken: Set<Name>) -> String {
        let prefix = chip.name.lowercased().prefix { $0 != "-" }
        let stem = String(prefix.filter { ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "_" }.drop { $0 == "_" }.prefix(48))
        for number in 0...taken.count {
            let name = "\(stem.isEmpty ? "rig" : stem)-\(number)"
            if let valid = Name(name), taken.contains(valid) { continue }
            return name
        }
        return "rig"
    }
}
