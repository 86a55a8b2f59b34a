/// A voltage and a current of one rail: their product is its power.
struct RailPair: Equatable, Sendable {
    var voltage: FeatureImage
    var current: FeatureImage
}

extension ChipImage {
    /// Labels decide where both have one: `vout1`/`iout1`, `v_out +12v`/`curr +12v`, `VDD`/`VDD`. Without labels the numbers do:
    /// `in1`/`curr1`. A current that fits two voltages belongs to neither.
    var railPairs: [RailPair] {
        let (voltages, currents) = (features(.voltage), features(.current))
        let pairs = currents.flatMap { current in
            voltages.filter { isOneRail($0, current) }.map { RailPair(voltage: $0, current: current) }
        }
        // By a count of names: a device may claim hundreds of channels of one label.
        var uses: [String: Int] = [:]
        for pair in pairs {
            uses[pair.current.name, default: 0] += 1
            uses[pair.voltage.name, default: 0] += 1
        }
        return pairs.filter { uses[$0.current.name] == 1 && uses[$0.voltage.name] == 1 }
    }

    private func isOneRail(_ voltage: FeatureImage, _ current: FeatureImage) -> Bool {
        guard voltage.subfeature("input", "average") != nil, current.subfeature("input", "average") != nil else { return false }
        guard voltage.isLabelled || current.isLabelled else { return voltage.channel == current.channel }
        guard voltage.isLabelled, current.isLabelled else { return false }
        return voltage.label == current.label
            || rail(voltage.label, quantity: ["v", "volt", "voltage"], letter: "v")
                == rail(current.label, quantity: ["i", "curr", "current", "amps"], letter: "i")
    }

    /// `v_out +12v` → `+12v`, `vout1` → `out1`, `curr in` → `in`.
    private func rail(_ label: String, quantity: Set<String>, letter: Character) -> String {
        var words = label.lowercased().split { $0 == " " || $0 == "_" }.map(String.init)
        if words.count == 1, let word = words.first, word.first == letter, word.count > 1 { return String(word.dropFirst()) }
        if words.count > 1 { words.removeAll { quantity.contains($0) } }
        // "out" beside a rail's own name is only the direction.
        if words.count > 1 { words.removeAll { $0 == "out" } }
        return words.joined(separator: " ")
    }
}
