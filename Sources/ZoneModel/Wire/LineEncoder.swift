/// Writes one line: a flat JSON object, keys in the order they are given, no space, ended by a newline.
public struct LineEncoder: Sendable {
    public private(set) var bytes: [UInt8] = []
    private var isEmpty = true

    public init() {
        bytes.reserveCapacity(512)
        bytes.append(UInt8(ascii: "{"))
    }

    public mutating func string(_ key: String, _ value: String?) {
        guard let value else { return }
        self.key(key)
        quote(value)
    }

    public mutating func boolean(_ key: String, _ value: Bool?) {
        guard let value else { return }
        raw(key, value ? "true" : "false")
    }

    public mutating func count(_ key: String, _ value: (some BinaryInteger)?) {
        guard let value else { return }
        raw(key, String(value))
    }

    /// A number that is not finite has no form in JSON and is left out, as a value that is not known.
    public mutating func real(_ key: String, _ value: Double?) {
        guard let value, value.isFinite else { return }
        raw(key, value == value.rounded() && value.magnitude < 1e15 ? String(Int64(value)) : "\(value)")
    }

    public mutating func power(_ key: String, _ value: Power?) {
        guard let value else { return }
        raw(key, decimal(thousandths: value.milliwatts))
    }

    /// In watt hours with seven decimals: exact to the millijoule.
    public mutating func energy(_ key: String, _ value: Energy?) {
        guard let value else { return }
        real(key, (value.wattHours * 1e7).rounded() / 1e7)
    }

    public mutating func temperature(_ key: String, _ value: Temperature?) {
        guard let value else { return }
        raw(key, decimal(thousandths: value.millicelsius))
    }

    public mutating func milliseconds(_ key: String, _ value: Duration?) {
        guard let value else { return }
        raw(key, String(value.wholeMilliseconds))
    }

    public mutating func seconds(_ key: String, _ value: Duration?) {
        guard let value else { return }
        raw(key, decimal(thousandths: value.wholeMilliseconds))
    }

    public mutating func duty(_ key: String, _ value: Duty?) {
        guard let value else { return }
        real(key, value.fraction)
    }

    public mutating func scalar(_ key: String, _ value: FlatObject.Scalar) {
        switch value {
        case .string(let text): string(key, text)
        case .number(let text): raw(key, text)
        case .boolean(let value): boolean(key, value)
        case .null: raw(key, "null")
        }
    }

    /// The whole line with its newline.
    public consuming func finished() -> [UInt8] {
        bytes.append(UInt8(ascii: "}"))
        bytes.append(UInt8(ascii: "\n"))
        return bytes
    }

    private mutating func raw(_ key: String, _ text: String) {
        self.key(key)
        bytes += text.utf8
    }

    private mutating func key(_ key: String) {
        if !isEmpty { bytes.append(UInt8(ascii: ",")) }
        isEmpty = false
        quote(key)
        bytes.append(UInt8(ascii: ":"))
    }

    private mutating func quote(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 10: bytes += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
            case 9: bytes += [UInt8(ascii: "\\"), UInt8(ascii: "t")]
            case 0..<0x20:
                let hex = Array("0123456789abcdef".utf8)
                bytes += Array("\\u00".utf8)
                bytes += [hex[Int(byte >> 4)], hex[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}

/// `12345` → `12.345`, `12000` → `12`, `-500` → `-0.5`.
func decimal(thousandths value: Int64) -> String {
    let magnitude = value.magnitude
    var text = (value < 0 ? "-" : "") + String(magnitude / 1000)
    var fraction = magnitude % 1000
    guard fraction > 0 else { return text }
    var digits = 3
    while fraction % 10 == 0 {
        fraction /= 10
        digits -= 1
    }
    let tail = String(fraction)
    text += "." + String(repeating: "0", count: digits - tail.count) + tail
    return text
}
