import ZoneModel

/// One attribute of one chip of a table of chips.
struct AttributeKey: Hashable, Sendable {
    /// Its index in the table.
    var chip: Int
    /// `power1_average`, …
    var name: String
}

/// What is read for a rig, and how its power comes from it.
struct RigPlan: Equatable, Sendable {
    enum PowerRecipe: Equatable, Sendable {
        case none(Sampled)
        case power(AttributeKey, accuracy: AttributeKey?)
        case energy(AttributeKey)
        case product(voltage: AttributeKey, current: AttributeKey)
    }

    enum TemperatureRecipe: Equatable, Sendable {
        case none(Sampled)
        /// The hottest of them counts; one that fails makes the temperature unknown.
        case hottest([AttributeKey])
    }

    enum CapRecipe: Equatable, Sendable {
        /// The rig's watts are not held by a cap.
        case unwanted
        case none(Sampled)
        case cap(AttributeKey, minimum: AttributeKey?, maximum: AttributeKey?)
    }

    var rig: Name
    var interval: Duration
    var power: PowerRecipe
    var temperature: TemperatureRecipe
    var cap = CapRecipe.unwanted
    /// Fault and alarm flags of the features above.
    var flags: [AttributeKey] = []
    /// Critical limits of the temperatures above.
    var criticals: [AttributeKey] = []
    /// The features as they are named to people: `corsairpsu-hid-3-1 power total`.
    var powerSensor: String?
    var temperatureSensors: [String] = []
    var powerCap: String?
    var explanation: String

    var powerChip: Int? {
        switch power {
        case .none: nil
        case .power(let key, _), .energy(let key), .product(let key, _): key.chip
        }
    }

    var powerKeys: [AttributeKey] {
        switch power {
        case .none: []
        case .power(let key, _), .energy(let key): [key]
        case .product(let voltage, let current): [voltage, current]
        }
    }

    var temperatureKeys: [AttributeKey] { if case .hottest(let keys) = temperature { keys } else { [] } }

    var capKey: AttributeKey? { if case .cap(let key, _, _) = cap { key } else { nil } }
    private var capKeys: [AttributeKey] { capKey.map { [$0] } ?? [] }

    /// Read at every sweep. Limits and accuracies stand still: they are read with the whole chip. A cap may be set by others.
    var everySweep: [AttributeKey] { powerKeys + temperatureKeys + flags + capKeys }

    var limits: [AttributeKey] {
        var limits = criticals
        if case .power(_, let accuracy?) = power { limits.append(accuracy) }
        if case .cap(_, let minimum, let maximum) = cap { limits += [minimum, maximum].compactMap { $0 } }
        return limits
    }
}
