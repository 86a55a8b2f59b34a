import ZoneModel

/// Which sensors belong to a rig. Two that match are none: nothing is ever taken for being the first.
struct RigMapping: Sendable {
    let chips: [ChipImage]

    private struct Source {
        var chip: Int
        var features: [FeatureImage]
        var recipe: RigPlan.PowerRecipe
        var label: String
    }

    private enum Choice<Value> {
        case one(Value)
        case none(Sampled, String)
    }

    /// - Parameter vanished: the sensor that gave this rig's power before, if there was one.
    func plan(_ rig: RigConfiguration, vanished: String? = nil) -> RigPlan {
        var plan = plan(name: rig.name, interval: rig.interval, power: rig.power, temperature: rig.temperature, vanished: vanished)
        if rig.actuator == .powerCap { addCap(rig.cap, rig.power, to: &plan) }
        return plan
    }

    func plan(_ meter: SiteMeterConfiguration, vanished: String? = nil) -> RigPlan {
        plan(
            name: .siteMeter, interval: meter.interval, power: meter.power, temperature: .none(reason: "a meter has none"),
            vanished: vanished)
    }

    private func plan(name: Name, interval: Duration, power: SensorMatch?, temperature: TemperatureRule, vanished: String?) -> RigPlan {
        var plan = RigPlan(rig: name, interval: interval, power: .none(.absent), temperature: .none(.absent), explanation: "")
        var reasons: [String] = []
        var flagged: [(chip: Int, feature: FeatureImage)] = []
        if let power {
            switch source(power) {
            case .one(let source):
                plan.power = source.recipe
                plan.powerSensor = "\(chips[source.chip].name) \(source.label)"
                flagged += source.features.map { (source.chip, $0) }
                reasons.append("power: \(power.text) matches one sensor\(RigMapping.derivation(source.recipe))")
            case .none(let sampled, let reason):
                let gone = sampled == .absent ? vanished.map { "the sensor \($0) vanished" } : nil
                plan.power = .none(gone.map { .failed($0) } ?? sampled)
                reasons.append("power: \(gone.map { "\($0): " } ?? "")\(reason)")
            }
        } else {
            reasons.append("power: no sensor is named, the model stands in")
        }
        switch heat(temperature, powerChip: plan.powerChip) {
        case .one((let chip, let features)):
            plan.temperature = .hottest(features.compactMap { key(chip, $0, "input") })
            plan.criticals = features.compactMap { key(chip, $0, "crit", "emergency") }
            plan.temperatureSensors = features.map { "\(chips[chip].name) \($0.label)" }
            flagged += features.map { (chip, $0) }
        case .none(let sampled, let reason):
            plan.temperature = .none(sampled)
            reasons.append("temperature: \(reason)")
        }
        plan.flags = flagged.flatMap { chip, feature in
            feature.subfeatures.filter { RigMapping.isFlag($0.name, of: feature) }.map { AttributeKey(chip: chip, name: $0.name) }
        }
        plan.explanation = reasons.joined(separator: "; ")
        return plan
    }

    /// A fault, or an alarm that says too much. An idle supply may raise `min` and `lcrit`, a capped one `cap`: their readings stand.
    static func isFlag(_ name: String, of feature: FeatureImage) -> Bool {
        ["fault", "alarm", "max_alarm", "crit_alarm", "emergency_alarm"].contains { name == "\(feature.name)_\($0)" }
    }

    // MARK: Power

    private func source(_ match: SensorMatch) -> Choice<Source> {
        let matching = chips.indices.filter { match.takes(chips[$0].identity) }
        guard !matching.isEmpty else { return .none(.absent, "no sensor chip matches \(match.text); zonectl sensors lists what is there") }
        let found = matching.map { sources(chip: $0, match) }.filter { !$0.isEmpty }
        guard let first = found.first else {
            let names = list(matching.map { chips[$0].name })
            let wanted = match.feature.map { "power feature \(tomlString($0))" } ?? "power, energy or voltage and current of one rail"
            return .none(.absent, "\(names) has no \(wanted)")
        }
        guard found.count == 1 else {
            let names = found.flatMap { $0 }.map { "\(chips[$0.chip].name) at \(chips[$0.chip].identity.path)" }
            return RigMapping.ambiguous(names, "narrow the match (path, id_path or serial)")
        }
        guard first.count == 1, let only = first.first else {
            return RigMapping.ambiguous(first.map { "\(chips[$0.chip].name) \($0.label)" }, "narrow the match: name one by feature")
        }
        return .one(only)
    }

    private static func ambiguous<Value>(_ names: [String], _ mend: String) -> Choice<Value> {
        let count = names.count == 2 ? "two" : "\(names.count)"
        let reason = "\(count) sensors match: \(list(names)); \(mend)"
        return .none(.failed(reason), reason)
    }

    private static func derivation(_ recipe: RigPlan.PowerRecipe) -> String {
        switch recipe {
        case .none, .power: ""
        case .energy: ", watts from the difference of its energy counter"
        case .product: ", watts from voltage × current"
        }
    }

    /// A power feature is best, then an energy counter, then a rail. Without a name the chip's first power feature is meant.
    private func sources(chip: Int, _ match: SensorMatch) -> [Source] {
        let image = chips[chip]
        let powers = image.features(.power).filter { match.takes($0) }.compactMap { power(chip, $0) }
        if let first = powers.first { return match.feature == nil ? [first] : powers }
        let energies = image.features(.energy).filter { match.takes($0) }.compactMap { feature in
            key(chip, feature, "input").map { Source(chip: chip, features: [feature], recipe: .energy($0), label: feature.label) }
        }
        if !energies.isEmpty { return energies }
        return image.railPairs.filter { match.takes($0.voltage) || match.takes($0.current) }.compactMap { pair in
            guard let voltage = key(chip, pair.voltage, "input", "average"), let current = key(chip, pair.current, "input", "average")
            else { return nil }
            return Source(
                chip: chip, features: [pair.voltage, pair.current], recipe: .product(voltage: voltage, current: current),
                label: "\(pair.voltage.label) × \(pair.current.label)")
        }
    }

    private func power(_ chip: Int, _ feature: FeatureImage) -> Source? {
        guard let reading = key(chip, feature, "input", "average") else { return nil }
        let accuracy = feature.unlisted("accuracy").map { AttributeKey(chip: chip, name: $0) }
        return Source(chip: chip, features: [feature], recipe: .power(reading, accuracy: accuracy), label: feature.label)
    }

    private func key(_ chip: Int, _ feature: FeatureImage, _ suffixes: String...) -> AttributeKey? {
        for suffix in suffixes {
            if let found = feature.subfeature(suffix) { return AttributeKey(chip: chip, name: found.name) }
        }
        return nil
    }

    // MARK: Power cap

    /// The cap of the power feature that the rule names, or of the one that measures the rig.
    private func addCap(_ cap: PowerCapConfiguration, _ power: SensorMatch?, to plan: inout RigPlan) {
        func refuse(_ sampled: Sampled, _ reason: String) {
            plan.cap = .none(sampled)
            plan.explanation += "; power cap: \(reason)"
        }
        guard let match = cap.sensor ?? power else { return refuse(.absent, "no sensor is named") }
        let namesDevice = match.chip != nil || match.path != nil || match.idPath != nil || match.serial != nil
        let own = cap.sensor == nil || !namesDevice
        let candidates = own ? [plan.powerChip].compactMap { $0 } : chips.indices.filter { match.takes(chips[$0].identity) }
        let found = candidates.flatMap { chip in
            chips[chip].features(.power).filter { match.takes($0) }.compactMap { feature in
                feature.subfeature("cap").map { (chip, feature, $0) }
            }
        }
        guard let (chip, feature, part) = found.first else {
            let names = candidates.isEmpty ? "no chip" : list(candidates.map { chips[$0].name })
            return refuse(.absent, "\(names) has a power*_cap that \(match.text) matches")
        }
        // The power feature that measures the rig comes first where nothing else was named.
        guard found.count == 1 || (cap.sensor == nil && match.feature == nil) else {
            let choice: Choice<Void> = RigMapping.ambiguous(found.map { "\(chips[$0.0].name) \($0.1.label)" }, "name one by feature")
            guard case .none(let sampled, let reason) = choice else { return }
            return refuse(sampled, reason)
        }
        guard part.isWritable else {
            let reason = "\(part.name) of \(chips[chip].name) cannot be written: the driver or this user's rights do not allow it"
            return refuse(.failed(reason), reason)
        }
        func limit(_ suffix: String) -> AttributeKey? { feature.unlisted(suffix).map { AttributeKey(chip: chip, name: $0) } }
        plan.cap = .cap(AttributeKey(chip: chip, name: part.name), minimum: limit("cap_min"), maximum: limit("cap_max"))
        plan.powerCap = "\(chips[chip].name) \(part.name)"
        plan.explanation += "; power cap: \(part.name)"
    }

    // MARK: Temperature

    private func heat(_ rule: TemperatureRule, powerChip: Int?) -> Choice<(chip: Int, features: [FeatureImage])> {
        guard case .required(let match) = rule else {
            if case .none(let reason) = rule { return .none(.absent, "none, as the config says: \(reason)") }
            return .none(.absent, "none")
        }
        guard let match else {
            guard let powerChip else { return .none(.absent, "required, and there is no power sensor whose chip could have it") }
            let features = temperatures(powerChip) { _ in true }
            guard !features.isEmpty else {
                return .none(
                    .absent, "required, and \(chips[powerChip].name) has none; name another chip's, or say temperature = { none = \"why\" }"
                )
            }
            return .one((powerChip, features))
        }
        // A rule may name a feature alone: it is then the power sensor's chip that is meant.
        let namesDevice = match.chip != nil || match.path != nil || match.idPath != nil || match.serial != nil
        let candidates = namesDevice ? chips.indices.filter { match.takes(chips[$0].identity) } : [powerChip].compactMap { $0 }
        let found = candidates.map { (chip: $0, features: temperatures($0) { match.takes($0) }) }.filter { !$0.features.isEmpty }
        guard let first = found.first else { return .none(.absent, "required, and no temperature matches \(match.text)") }
        guard found.count == 1 else {
            return RigMapping.ambiguous(found.map { "\(chips[$0.chip].name) at \(chips[$0.chip].identity.path)" }, "narrow the match")
        }
        return .one(first)
    }

    private func temperatures(_ chip: Int, _ isWanted: (FeatureImage) -> Bool) -> [FeatureImage] {
        chips[chip].features(.temperature).filter { $0.subfeature("input") != nil && isWanted($0) }
    }
}

/// The first few; a list of a hundred chips helps nobody.
private func list(_ names: [String]) -> String {
    names.count <= 4 ? names.joined(separator: ", ") : names.prefix(4).joined(separator: ", ") + " and \(names.count - 4) more"
}
