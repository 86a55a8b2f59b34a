/// A JSON value of a pool or a node. Bounded in depth and in members, so that no line costs more than its length.
public enum JSONValue: Equatable, Sendable {
    case null
    case bool(Bool)
    /// A whole number that was written as one.
    case integer(Int64)
    case real(Double)
    case string(String)
    case array([JSONValue])
    /// Where a key comes twice the last one counts.
    case object([String: JSONValue])

    public var string: String? { if case .string(let text) = self { text } else { nil } }
    public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
    public var array: [JSONValue]? { if case .array(let values) = self { values } else { nil } }
    public var isNull: Bool { self == .null }

    public var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .real(let value): value
        default: nil
        }
    }

    /// A number, or a text that is one: some pools quote what others do not.
    public var looseInteger: Int64? {
        switch self {
        case .integer(let value): value
        case .real(let value): Int64(exactly: value)
        case .string(let text): Int64(text)
        default: nil
        }
    }

    public subscript(_ key: String) -> JSONValue? { if case .object(let members) = self { members[key] } else { nil } }
    public subscript(_ index: Int) -> JSONValue? {
        guard case .array(let values) = self, values.indices.contains(index) else { return nil }
        return values[index]
    }
}

/// Why a text is no JSON, in a few words.
public struct JSONError: Error, Equatable, Sendable, CustomStringConvertible {
    public let message: String
    public var description: String { message }
}

extension JSONValue {
    static let depthMax = 16
    public static let valuesMax = 100_000

    /// - Parameter valuesMax: how many values there may be, everything counted.
    public init(decoding bytes: some Collection<UInt8>, valuesMax: Int = JSONValue.valuesMax) throws(JSONError) {
        var reader = JSONReader(bytes: Array(bytes), valuesMax: valuesMax)
        self = try reader.whole()
    }
}

private struct JSONReader {
    let bytes: [UInt8]
    private var at = 0
    private let valuesMax: Int
    private var values = 0

    init(bytes: [UInt8], valuesMax: Int) {
        self.bytes = bytes
        self.valuesMax = valuesMax
    }

    private func error(_ what: String) -> JSONError { JSONError(message: "\(what) at byte \(at)") }

    mutating func whole() throws(JSONError) -> JSONValue {
        let value = try self.value(depth: 0)
        skipSpace()
        guard at == bytes.count else { throw error("something follows the value") }
        return value
    }

    private mutating func skipSpace() { while at < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[at]) { at += 1 } }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipSpace()
        guard at < bytes.count, bytes[at] == byte else { return false }
        at += 1
        return true
    }

    private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
        skipSpace()
        values += 1
        guard depth <= JSONValue.depthMax else { throw error("nested deeper than \(JSONValue.depthMax)") }
        guard values <= valuesMax else { throw error("more than \(valuesMax) values") }
        guard at < bytes.count else { throw error("the text ends") }
        switch bytes[at] {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func word(_ text: String, _ value: JSONValue) throws(JSONError) -> JSONValue {
        let end = at + text.utf8.count
        guard end <= bytes.count, bytes[at..<end].elementsEqual(text.utf8) else { throw error("no JSON value") }
        at = end
        return value
    }

    private mutating func array(depth: Int) throws(JSONError) -> JSONValue {
        at += 1
        var values: [JSONValue] = []
        if take(UInt8(ascii: "]")) { return .array(values) }
        repeat { values.append(try value(depth: depth + 1)) } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "]")) else { throw error("the array does not end") }
        return .array(values)
    }

    private mutating func object(depth: Int) throws(JSONError) -> JSONValue {
        at += 1
        var members: [String: JSONValue] = [:]
        if take(UInt8(ascii: "}")) { return .object(members) }
        repeat {
            skipSpace()
            guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else { throw error("no key") }
            let key = try string()
            guard take(UInt8(ascii: ":")) else { throw error("no colon after a key") }
            members[key] = try value(depth: depth + 1)
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { throw error("the object does not end") }
        return .object(members)
    }

    private mutating func number() throws(JSONError) -> JSONValue {
        let start = at
        while at < bytes.count, (0x30...0x39).contains(bytes[at]) || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains(bytes[at]) { at += 1 }
        let text = bytes[start..<at]
        guard JSONReader.isNumber(text) else {
            at = start
            throw error("no JSON value")
        }
        let string = String(decoding: text, as: UTF8.self)
        if let whole = Int64(string) { return .integer(whole) }
        guard let real = Double(string), real.isFinite else { throw error("a number out of range") }
        return .real(real)
    }

    /// `-`, digits without a leading 0, a fraction, an exponent.
    private static func isNumber(_ text: ArraySlice<UInt8>) -> Bool {
        var rest = text
        func digits() -> Int {
            let count = rest.prefix { (0x30...0x39).contains($0) }.count
            rest = rest.dropFirst(count)
            return count
        }
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        let isZero = rest.first == UInt8(ascii: "0")
        let whole = digits()
        guard whole > 0, !(isZero && whole > 1) else { return false }
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            guard digits() > 0 else { return false }
        }
        if let letter = rest.first, letter | 0x20 == UInt8(ascii: "e") {
            rest = rest.dropFirst()
            if let sign = rest.first, [0x2B, 0x2D].contains(sign) { rest = rest.dropFirst() }
            guard digits() > 0 else { return false }
        }
        return rest.isEmpty
    }

    private mutating func string() throws(JSONError) -> String {
        at += 1
        var text: [UInt8] = []
        while at < bytes.count {
            let byte = bytes[at]
            switch byte {
            case UInt8(ascii: "\""):
                at += 1
                guard let string = String(validating: text, as: UTF8.self) else { throw error("a text that is no UTF-8") }
                return string
            case UInt8(ascii: "\\"):
                at += 1
                text += try escaped()
            case 0..<0x20: throw error("a control character in a text")
            default:
                // A run at once: a node's template has texts of megabytes.
                let start = at
                while at < bytes.count, bytes[at] >= 0x20, bytes[at] != UInt8(ascii: "\""), bytes[at] != UInt8(ascii: "\\") { at += 1 }
                text += bytes[start..<at]
            }
        }
        throw error("the text does not end")
    }

    private mutating func escaped() throws(JSONError) -> [UInt8] {
        guard at < bytes.count else { throw error("the text does not end") }
        let byte = bytes[at]
        at += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"):
            var code = try unit()
            if (0xD800..<0xDC00).contains(code), at + 1 < bytes.count, bytes[at] == UInt8(ascii: "\\"), bytes[at + 1] == UInt8(ascii: "u") {
                at += 2
                let low = try unit()
                guard (0xDC00..<0xE000).contains(low) else { throw error("half a character") }
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(code) else { throw error("half a character") }
            return Array(String(Character(scalar)).utf8)
        default: throw error("an unknown escape")
        }
    }

    private mutating func unit() throws(JSONError) -> UInt32 {
        guard at + 4 <= bytes.count, let code = Hex.word(String(decoding: bytes[at..<at + 4], as: UTF8.self)) else {
            throw error("an escape without its four digits")
        }
        at += 4
        return code
    }
}

extension JSONValue {
    /// On one line.
    public var text: String {
        switch self {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .integer(let value): String(value)
        case .real(let value): value.isFinite ? "\(value)" : "null"
        case .string(let text): JSONValue.quoted(text)
        case .array(let values): "[\(values.map(\.text).joined(separator: ", "))]"
        case .object(let members):
            "{\(members.sorted { $0.key < $1.key }.map { "\(JSONValue.quoted($0.key)): \($0.value.text)" }.joined(separator: ", "))}"
        }
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\u{0}"..<" ": quoted += "\\u\(Hex.text(scalar.value).suffix(4))"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
