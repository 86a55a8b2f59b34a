import ZoneModel

/// Reads the keys of one table. Every mistake is noted and a harmless stand-in returned, so that one run names them all; `finish`
/// names the keys that nobody asked for.
final class TableReader {
    let findings: Findings
    let place: Place
    /// How the table is called in messages: `[control]`, `[[rig]] "psu-0"`; empty for the top level.
    let title: String
    private let entries: [TomlNode.Entry]
    private(set) var known: [String] = []

    init(_ node: TomlNode, title: String, findings: Findings) {
        self.findings = findings
        self.title = title
        place = node.place
        if case .table(let entries) = node.value {
            self.entries = entries
        } else {
            entries = []
            findings.add(node.place, "\(title) must be a table, not \(node.kind)")
        }
    }

    func has(_ key: String) -> Bool { entries.contains { $0.key == key } }
    func place(of key: String) -> Place { entries.first { $0.key == key }?.node.place ?? place }

    /// A mistake that is about a key's value.
    func fail(_ key: String, _ message: String) { findings.add(place(of: key), "\(named(key)): \(message)") }

    private func named(_ key: String) -> String { title.isEmpty ? "\"\(key)\"" : "\"\(key)\" in \(title)" }

    func finish() {
        for entry in entries where !known.contains(entry.key) {
            let hint = nearest(to: entry.key, among: known).map { "; did you mean \"\($0)\"?" } ?? ""
            findings.add(entry.place, "\(named(entry.key)) is unknown\(hint)")
        }
    }

    // MARK: Values

    func node(_ key: String) -> TomlNode? {
        known.append(key)
        findings.asked(key, of: title)
        return entries.first { $0.key == key }?.node
    }

    private func required<Value>(_ key: String, _ value: Value?, _ standIn: Value, example: String) -> Value {
        if value == nil, !has(key) { findings.add(place, "\(named(key)) is missing: write \(key) = \(example)") }
        return value ?? standIn
    }

    func optionalString(_ key: String) -> String? {
        guard let node = node(key) else { return nil }
        guard case .string(let text) = node.value else {
            fail(key, "must be a string in quotes, not \(node.kind)")
            return nil
        }
        return text
    }

    func string(_ key: String, example: String) -> String { required(key, optionalString(key), "", example: example) }

    func optionalBoolean(_ key: String) -> Bool? {
        guard let node = node(key) else { return nil }
        guard case .boolean(let value) = node.value else {
            fail(key, "must be true or false, not \(node.kind)")
            return nil
        }
        return value
    }

    func optionalInteger(_ key: String, in range: ClosedRange<Int>) -> Int? {
        guard let node = node(key) else { return nil }
        guard case .integer(let value) = node.value, range.contains(Int(value)) else {
            fail(key, "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return Int(value)
    }

    func optionalReal(_ key: String, in range: ClosedRange<Double>) -> Double? {
        guard let node = node(key) else { return nil }
        let value: Double? =
            switch node.value {
            case .integer(let value): Double(value)
            case .real(let value): value
            default: nil
            }
        guard let value, range.contains(value) else {
            fail(key, "must be a number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return value
    }

    /// A number with its unit, in quotes.
    private func quantity<Value>(_ key: String, example: String, _ read: (String) throws(QuantityError) -> Value) -> Value? {
        guard let node = node(key) else { return nil }
        guard case .string(let text) = node.value else {
            fail(key, "\(node.kind) has no unit: write \(example)")
            return nil
        }
        do {
            return try read(text)
        } catch {
            fail(key, error.message)
            return nil
        }
    }

    func optionalPower(_ key: String) -> Power? {
        quantity(key, example: "\"2.5 kW\"") { text throws(QuantityError) in try Power(quantity: text) }
    }
    func power(_ key: String) -> Power { required(key, optionalPower(key), .zero, example: "\"2.5 kW\"") }
    func optionalTemperature(_ key: String) -> Temperature? {
        quantity(key, example: "\"85 °C\"") { text throws(QuantityError) in try Temperature(quantity: text) }
    }
    func optionalDuration(_ key: String, in range: ClosedRange<Duration>) -> Duration? {
        let value = quantity(key, example: "\"10 s\"") { text throws(QuantityError) in try Duration(quantity: text) }
        guard let value else { return nil }
        guard range.contains(value) else {
            fail(key, "must be from \(spell(range.lowerBound)) to \(spell(range.upperBound)), not \(spell(value))")
            return nil
        }
        return value
    }
    func optionalShare(_ key: String, in range: ClosedRange<Double>) -> Double? {
        let value = quantity(key, example: "\"2 %\"") { text throws(QuantityError) in try Quantity.share(text) }
        guard let value else { return nil }
        guard range.contains(value) else {
            fail(key, "must be from \(fixed(range.lowerBound * 100, decimals: 1)) % to \(fixed(range.upperBound * 100, decimals: 1)) %")
            return nil
        }
        return value
    }
    func optionalSharePerMinute(_ key: String) -> Double? {
        quantity(key, example: "\"10 %/min\"") { text throws(QuantityError) in try Quantity.sharePerMinute(text) }
    }
    func optionalBytes(_ key: String, in range: ClosedRange<Int64>) -> Int64? {
        let value = quantity(key, example: "\"256 MiB\"") { text throws(QuantityError) in try Quantity.bytes(text) }
        guard let value else { return nil }
        guard range.contains(value) else {
            fail(key, "must be from \(range.lowerBound >> 20) MiB to \(range.upperBound >> 30) GiB")
            return nil
        }
        return value
    }

    func name(_ key: String, example: String) -> Name {
        let text = string(key, example: example)
        guard has(key), !text.isEmpty || node(key)?.kind == "a string" else { return .unknown }
        guard let name = Name(text) else {
            fail(key, "\"\(text.prefix(60))\" is no name: \(Name.rule)")
            return .unknown
        }
        return name
    }

    func optionalChoice<Choice: RawRepresentable & CaseIterable>(_ key: String, _ type: Choice.Type = Choice.self) -> Choice?
    where Choice.RawValue == String {
        guard let text = optionalString(key) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let words = Choice.allCases.map(\.rawValue)
            let hint = nearest(to: text, among: words).map { "; did you mean \"\($0)\"?" } ?? ""
            fail(key, "must be \(words.map { "\"\($0)\"" }.joined(separator: " or "))\(hint)")
            return nil
        }
        return choice
    }

    func optionalPath(_ key: String) -> String? {
        guard let path = optionalString(key) else { return nil }
        guard path.hasPrefix("/"), !path.utf8.contains(0) else {
            fail(key, "must be an absolute path")
            return nil
        }
        return path
    }

    func optionalTable(_ key: String, title: String? = nil) -> TableReader? {
        node(key).map { TableReader($0, title: title ?? "[\(key)]", findings: findings) }
    }

    /// The tables of `[[key]]`.
    func tables(_ key: String, title: String? = nil) -> [TableReader] {
        guard let node = node(key) else { return [] }
        guard case .array(let nodes) = node.value else {
            fail(key, "must be tables of the form \(title ?? "[[\(key)]]"), not \(node.kind)")
            return []
        }
        return nodes.map { TableReader($0, title: title ?? "[[\(key)]]", findings: findings) }
    }
}

/// A duration in the unit that people would write it in.
func spell(_ duration: Duration) -> String {
    let milliseconds = duration.wholeMilliseconds
    if milliseconds % 1000 != 0 { return "\(milliseconds) ms" }
    let seconds = milliseconds / 1000
    if seconds >= 86_400, seconds % 86_400 == 0 { return "\(seconds / 86_400) d" }
    if seconds >= 3600, seconds % 3600 == 0 { return "\(seconds / 3600) h" }
    return "\(seconds) s"
}
