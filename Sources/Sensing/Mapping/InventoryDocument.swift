import ZoneModel

/// What there is, what it reads, and which rig has it: the document that `zonectl sensors` shows.
struct InventoryDocument {
    let content: ReadingStore.Content
    let simulated: Bool

    func document() -> SensorInventory {
        let roles = roles()
        let chips = content.chips.enumerated().map { index, chip in
            SensorInventory.Chip(
                chip: chip.name, adapter: chip.identity.adapter, path: chip.identity.path, idPath: chip.identity.idPath,
                serial: chip.identity.serial, features: chip.features.map { feature(index, $0, roles) })
        }
        let mappings = content.plans.map { plan in
            SensorInventory.Mapping(
                rig: plan.rig, powerSensor: plan.powerSensor, temperatureSensors: plan.temperatureSensors, powerCap: plan.powerCap,
                explanation: plan.explanation)
        }
        let suggested = SuggestedConfig(chips: content.chips).toml(
            mapped: Set(content.plans.compactMap(\.powerChip)), taken: Set(content.plans.map(\.rig)))
        return SensorInventory(simulated: simulated, chips: chips, mappings: mappings, suggestedConfig: suggested)
    }

    private struct Role {
        var rig: Name
        var role: String
        var reason: String
    }

    private struct FeatureKey: Hashable {
        var chip: Int
        var name: String

        init(_ key: AttributeKey) {
            chip = key.chip
            name = String(key.name.prefix { $0 != "_" })
        }

        init(chip: Int, name: String) { (self.chip, self.name) = (chip, name) }
    }

    private func roles() -> [FeatureKey: Role] {
        var roles: [FeatureKey: Role] = [:]
        for plan in content.plans {
            func add(_ key: AttributeKey, _ role: String) {
                let feature = FeatureKey(key)
                if roles[feature] == nil { roles[feature] = Role(rig: plan.rig, role: role, reason: plan.explanation) }
            }
            switch plan.power {
            case .none: break
            case .power(let key, _), .energy(let key): add(key, "power")
            case .product(let voltage, let current):
                add(voltage, "voltage")
                add(current, "current")
            }
            for key in plan.temperatureKeys { add(key, "temperature") }
            if let key = plan.capKey { add(key, "power cap") }
        }
        return roles
    }

    private func feature(_ chip: Int, _ feature: FeatureImage, _ roles: [FeatureKey: Role]) -> SensorInventory.Feature {
        let names = feature.subfeatures.map(\.name) + feature.unlisted
        let values = names.map { value(AttributeKey(chip: chip, name: $0)) }
        let role = roles[FeatureKey(chip: chip, name: feature.name)]
        return SensorInventory.Feature(
            name: feature.name, label: feature.label, kind: feature.kind.rawValue, values: values, rig: role?.rig, role: role?.role,
            reason: role?.reason ?? unmapped(feature))
    }

    private func unmapped(_ feature: FeatureImage) -> String {
        switch feature.kind {
        case .power, .energy: "no rig's match names it"
        case .temperature: "no rig's temperature rule names it"
        default: "shown only"
        }
    }

    private func value(_ key: AttributeKey) -> SensorInventory.Value {
        switch content.readings[key]?.sampled {
        case .value(let value): .init(name: key.name, value: value, error: nil)
        case .failed(let reason): .init(name: key.name, value: nil, error: reason)
        case .absent, nil: .init(name: key.name, value: nil, error: "it has not been read yet")
        }
    }
}
