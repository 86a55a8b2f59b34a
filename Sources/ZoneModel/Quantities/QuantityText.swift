/// Quantities as people write them: a number and a unit, `"2.5 MW"`, `"85 °C"`, `"10 s"`, `"10 %/min"`, `"256 MiB"`.
///
/// A bare number is refused, because its author and its reader may think of different units; so is a unit of the wrong kind, and
/// `mW` for power, which is a slip for `MW` and nine orders of magnitude away.
public struct QuantityError: Error, Equatable, Sendable {
    /// What is wrong and what would be right, for people.
    public var message: String

    public init(_ message: String) { self.message = message }
}

extension Power {
    /// `W`, `kW`, `MW`, `GW`. Zero or more.
    public init(quantity text: String) throws(QuantityError) {
        let (number, unit) = try splitQuantity(text, example: "\"2.5 kW\"")
        if unit == "mW" {
            throw QuantityError("\"mW\" is milliwatts; a quota in milliwatts is a slip: write MW for megawatts, or W")
        }
        let watts = try scale(number, unit, ["W": 1, "kW": 1e3, "MW": 1e6, "GW": 1e9], kind: "power", example: "\"2.5 kW\"")
        guard watts >= 0, watts <= Power.maximum.watts else { throw QuantityError("power must be from 0 W to 100 GW, not \(text)") }
        self.init(watts: watts)
    }
}

extension Temperature {
    /// `°C` (or `C`), from −100 °C to 1000 °C.
    public init(quantity text: String) throws(QuantityError) {
        let (number, unit) = try splitQuantity(text, example: "\"85 °C\"")
        if ["°F", "F", "K"].contains(unit) { throw QuantityError("temperatures are in °C, not \(unit): write \"85 °C\"") }
        let celsius = try scale(number, unit, ["°C": 1, "C": 1, "℃": 1], kind: "temperature", example: "\"85 °C\"")
        guard (-100...1000).contains(celsius) else { throw QuantityError("temperature must be from -100 °C to 1000 °C, not \(text)") }
        self.init(celsius: celsius)
    }
}

extension Duration {
    /// `ms`, `s`, `min`, `h`, `d`; zero or more, at most ten years.
    public init(quantity text: String) throws(QuantityError) {
        let (number, unit) = try splitQuantity(text, example: "\"10 s\"")
        if unit == "m" { throw QuantityError("\"m\" could be minutes or milliseconds: write \"min\" or \"ms\"") }
        let units = ["ms": 0.001, "s": 1, "min": 60, "h": 3600, "d": 86_400]
        let seconds = try scale(number, unit, units, kind: "time", example: "\"10 s\"")
        guard (0...315_360_000).contains(seconds) else { throw QuantityError("time must be from 0 s to 3650 d, not \(text)") }
        self = .milliseconds(Int64((seconds * 1000).rounded()))
    }
}

/// Quantities that have no type of their own.
public enum Quantity {
    /// `%` → a fraction: `"2 %"` is 0.02.
    public static func share(_ text: String) throws(QuantityError) -> Double {
        let (number, unit) = try splitQuantity(text, example: "\"2 %\"")
        return try scale(number, unit, ["%": 0.01], kind: "a share", example: "\"2 %\"")
    }

    /// `%/min` (or `%/s`, `%/h`) → a fraction per minute: `"10 %/min"` is 0.1.
    public static func sharePerMinute(_ text: String) throws(QuantityError) -> Double {
        let (number, unit) = try splitQuantity(text, example: "\"10 %/min\"")
        let units = ["%/s": 0.6, "%/min": 0.01, "%/h": 0.01 / 60]
        let value = try scale(number, unit, units, kind: "a slope", example: "\"10 %/min\"")
        guard value > 0, value <= 600 else { throw QuantityError("a slope must be above 0 %/min and at most 1000 %/s, not \(text)") }
        return value
    }

    /// `B`, `KiB`, `MiB`, `GiB` and `kB`, `MB`, `GB` → bytes.
    public static func bytes(_ text: String) throws(QuantityError) -> Int64 {
        let (number, unit) = try splitQuantity(text, example: "\"256 MiB\"")
        let units: [String: Double] = [
            "B": 1, "kB": 1e3, "MB": 1e6, "GB": 1e9, "KiB": 1024, "MiB": 1_048_576, "GiB": 1_073_741_824,
        ]
        let value = try scale(number, unit, units, kind: "a size", example: "\"256 MiB\"")
        guard (0...1e15).contains(value) else { throw QuantityError("a size must be from 0 B to 1 PB, not \(text)") }
        return Int64(value.rounded())
    }
}

/// `"2.5 MW"` → (2.5, "MW"). The space is optional; nothing else may stand before, between or after.
private func splitQuantity(_ text: String, example: String) throws(QuantityError) -> (Double, String) {
    let trimmed = text.unicodeScalars.drop { $0 == " " }
    let digits = trimmed.prefix { ("0"..."9").contains($0) || $0 == "." || $0 == "-" || $0 == "+" }
    guard let number = Double(String(digits)), digits.last.map({ ("0"..."9").contains($0) }) ?? false, text.utf8.count <= 40 else {
        throw QuantityError("\"\(text.prefix(40))\" is no quantity: write a number and a unit, such as \(example)")
    }
    var unit = String(trimmed.dropFirst(digits.count).drop { $0 == " " || $0 == "\u{A0}" || $0 == "\u{202F}" })
    while unit.last == " " { unit.removeLast() }
    guard !unit.isEmpty else { throw QuantityError("\(text) has no unit: write \(example)") }
    return (number, unit)
}

private func scale(
    _ number: Double, _ unit: String, _ units: [String: Double], kind: String, example: String
) throws(QuantityError) -> Double {
    if let factor = units[unit] { return number * factor }
    let known = units.sorted { $0.value < $1.value }.map(\.key).joined(separator: ", ")
    if let other = units.keys.first(where: { $0.lowercased() == unit.lowercased() }) {
        throw QuantityError("unit \"\(unit)\": did you mean \"\(other)\"? Units of \(kind) are \(known)")
    }
    throw QuantityError("unit \"\(unit)\" is no unit of \(kind) (\(known)): write \(example)")
}
