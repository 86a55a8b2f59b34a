/// One line of the wire, read: a flat JSON object (RFC 8259) whose values are strings, numbers, booleans or null.
///
/// The parser is the project's own because the wire's rules are stricter than any JSON library's, and safety hangs on them: a key
/// that occurs twice refuses the line (libraries keep the first or the last in silence), nesting refuses the line (so depth is
/// bounded by grammar), and watts are read from their decimal text without passing through a float.
public struct FlatObject: Equatable, Sendable {
    /// A scalar as it stood on the line. A number keeps its text, already checked against JSON's grammar.
    public enum Scalar: Hashable, Sendable {
        case string(String)
        case number(String)
        case boolean(Bool)
        case null
    }

    public struct Field: Hashable, Sendable {
        public var key: String
        public var value: Scalar

        public init(key: String, value: Scalar) {
            self.key = key
            self.value = value
        }
    }

    /// In the order of the line.
    public private(set) var fields: [Field]

    public static let fieldsMax = 64
    /// The longest line that this build reads or promises in `welcome`, in bytes without the newline.
    public static let lineBytesMax = 65_536

    public init(fields: [Field]) { self.fields = fields }

    /// - Parameter line: the bytes between two newlines.
    /// - Throws: `LineError.malformed` with the byte's offset and what was wrong there.
    public init(line: some Collection<UInt8>) throws(LineError) {
        guard line.count <= FlatObject.lineBytesMax else {
            throw .tooLong(bytes: line.count, bytesMax: FlatObject.lineBytesMax)
        }
        var scanner = FlatScanner(bytes: Array(line))
        self.fields = try scanner.object()
    }

    /// The value of a key; nil where the key is absent or null.
    public subscript(key: String) -> Scalar? {
        guard let field = fields.first(where: { $0.key == key }), field.value != .null else { return nil }
        return field.value
    }
}

/// A line that was refused, and why. `code` goes on the wire in `error`, `message` to people.
public enum LineError: Error, Equatable, Sendable {
    case malformed(offset: Int, reason: String)
    case tooLong(bytes: Int, bytesMax: Int)
    case missing(key: String)
    case wrongType(key: String, expected: String)
    case outOfRange(key: String, value: String, allowed: String)
    case unknownKey(key: String, type: String)
    case unknownType(String)

    public var code: String {
        switch self {
        case .malformed: "malformed"
        case .tooLong: "line_too_long"
        case .missing: "missing_key"
        case .wrongType: "wrong_type"
        case .outOfRange: "out_of_range"
        case .unknownKey: "unknown_key"
        case .unknownType: "unknown_type"
        }
    }

    public var message: String {
        switch self {
        case .malformed(let offset, let reason): "byte \(offset): \(reason)"
        case .tooLong(let bytes, let bytesMax): "line of \(bytes) bytes; at most \(bytesMax) are read"
        case .missing(let key): "key \"\(key)\" is missing"
        case .wrongType(let key, let expected): "key \"\(key)\" must be \(expected)"
        case .outOfRange(let key, let value, let allowed): "key \"\(key)\": \(value.prefix(40)) is out of range (\(allowed))"
        case .unknownKey(let key, let type): "key \"\(key.prefix(60))\" is unknown in a \(type) line, which must be understood whole"
        case .unknownType(let type): "type \"\(type.prefix(40))\" is unknown"
        }
    }
}
