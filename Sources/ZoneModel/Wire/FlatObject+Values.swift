/// Typed reading of a line's keys. Each throws `LineError` naming the key, and what would have been right.
extension FlatObject {
    public func string(_ key: String, utf8Max: Int = 1024) throws(LineError) -> String {
        guard let value = try optionalString(key, utf8Max: utf8Max) else { throw .missing(key: key) }
        return value
    }

    public func optionalString(_ key: String, utf8Max: Int = 1024) throws(LineError) -> String? {
        guard let scalar = self[key] else { return nil }
        guard case .string(let text) = scalar else { throw .wrongType(key: key, expected: "a string") }
        guard text.utf8.count <= utf8Max else {
            throw .outOfRange(key: key, value: "\(text.utf8.count) bytes", allowed: "at most \(utf8Max) bytes")
        }
        return text
    }

    public func boolean(_ key: String) throws(LineError) -> Bool {
        guard let value = try optionalBoolean(key) else { throw .missing(key: key) }
        return value
    }

    public func optionalBoolean(_ key: String) throws(LineError) -> Bool? {
        guard let scalar = self[key] else { return nil }
        guard case .boolean(let value) = scalar else { throw .wrongType(key: key, expected: "true or false") }
        return value
    }

    /// A whole number from 0 to `max`. `12.0` and `1e3` are refused: counters are written as integers.
    public func count(_ key: String, max: UInt64 = UInt64(Int64.max)) throws(LineError) -> UInt64 {
        guard let value = try optionalCount(key, max: max) else { throw .missing(key: key) }
        return value
    }

    public func optionalCount(_ key: String, max: UInt64 = UInt64(Int64.max)) throws(LineError) -> UInt64? {
        guard let text = try numberText(key) else { return nil }
        guard let value = UInt64(text) else { throw .wrongType(key: key, expected: "a whole number, zero or more") }
        guard value <= max else { throw .outOfRange(key: key, value: text, allowed: "0 … \(max)") }
        return value
    }

    public func real(_ key: String, in range: ClosedRange<Double>) throws(LineError) -> Double {
        guard let value = try optionalReal(key, in: range) else { throw .missing(key: key) }
        return value
    }

    public func optionalReal(_ key: String, in range: ClosedRange<Double>) throws(LineError) -> Double? {
        guard let text = try numberText(key) else { return nil }
        guard let value = Double(text), range.contains(value) else {
            throw .outOfRange(key: key, value: text, allowed: "\(range.lowerBound) … \(range.upperBound)")
        }
        return value
    }

    /// Watts on the wire, milliwatts here: exact up to three decimals, rounded beyond. Zero or more.
    public func power(_ key: String) throws(LineError) -> Power {
        guard let value = try optionalPower(key) else { throw .missing(key: key) }
        return value
    }

    public func optionalPower(_ key: String) throws(LineError) -> Power? {
        guard let text = try numberText(key) else { return nil }
        guard let milliwatts = thousandths(ofDecimal: text), (0...Power.maximum.milliwatts).contains(milliwatts) else {
            throw .outOfRange(key: key, value: text, allowed: "0 … 1e11 W")
        }
        return Power(milliwatts: milliwatts)
    }

    /// Watt hours on the wire, millijoules here.
    public func energy(_ key: String) throws(LineError) -> Energy {
        Energy(millijoules: Int64((try real(key, in: 0...1e12) * 3_600_000).rounded()))
    }

    public func optionalTemperature(_ key: String) throws(LineError) -> Temperature? {
        try optionalReal(key, in: -300...10_000).map(Temperature.init(celsius:))
    }

    public func milliseconds(_ key: String, max: Int64 = 86_400_000) throws(LineError) -> Duration {
        .milliseconds(Int64(try count(key, max: UInt64(max))))
    }

    public func optionalMilliseconds(_ key: String, max: Int64 = 86_400_000) throws(LineError) -> Duration? {
        try optionalCount(key, max: UInt64(max)).map { .milliseconds(Int64($0)) }
    }

    /// 0 … 1 on the wire.
    public func duty(_ key: String) throws(LineError) -> Duty { Duty(try real(key, in: 0...1)) }

    public func timestamp(_ key: String) throws(LineError) -> WallInstant {
        let text = try string(key, utf8Max: 40)
        guard let instant = WallInstant(rfc3339: text) else {
            throw .wrongType(key: key, expected: "a time in RFC 3339 UTC, such as 2026-01-31T23:59:59.000Z")
        }
        return instant
    }

    /// One of an enum's raw values.
    public func oneOf<Choice: RawRepresentable & CaseIterable>(
        _ key: String, _ type: Choice.Type = Choice.self
    ) throws(LineError) -> Choice where Choice.RawValue == String {
        let text = try string(key, utf8Max: 64)
        guard let choice = Choice(rawValue: text) else {
            throw .outOfRange(key: key, value: text, allowed: Choice.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return choice
    }

    /// Refuses the line if it has a key outside `known`: rule 3 of the lease protocol for lines that must be understood whole.
    public func requireOnly(_ known: Set<String>, type: String) throws(LineError) {
        for field in fields where !known.contains(field.key) { throw .unknownKey(key: field.key, type: type) }
    }

    private func numberText(_ key: String) throws(LineError) -> String? {
        guard let scalar = self[key] else { return nil }
        guard case .number(let text) = scalar else { throw .wrongType(key: key, expected: "a number") }
        return text
    }
}

/// A JSON number's text times 1000, rounded half away from zero; nil where it does not fit an Int64.
func thousandths(ofDecimal text: String) -> Int64? {
    let bytes = Array(text.utf8)
    if bytes.contains(where: { $0 == UInt8(ascii: "e") || $0 == UInt8(ascii: "E") }) {
        guard let value = Double(text), value.magnitude < 9e15 else { return nil }
        return Int64((value * 1000).rounded())
    }
    let negative = bytes.first == UInt8(ascii: "-")
    var value: Int64 = 0
    var decimals = -1
    var roundUp = false
    for byte in bytes.dropFirst(negative ? 1 : 0) {
        if byte == UInt8(ascii: ".") {
            decimals = 0
            continue
        }
        if decimals >= 0 { decimals += 1 }
        if decimals == 4 { roundUp = byte >= UInt8(ascii: "5") }
        if decimals >= 4 { continue }
        let (scaled, overflow) = value.multipliedReportingOverflow(by: 10)
        let (sum, overflowed) = scaled.addingReportingOverflow(Int64(byte - 48))
        if overflow || overflowed { return nil }
        value = sum
    }
    for _ in Swift.max(0, Swift.min(decimals, 3))..<3 {
        let (scaled, overflow) = value.multipliedReportingOverflow(by: 10)
        if overflow { return nil }
        value = scaled
    }
    if roundUp, value < .max { value += 1 }
    return negative ? -value : value
}
