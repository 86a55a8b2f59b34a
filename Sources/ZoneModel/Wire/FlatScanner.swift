/// The grammar of one line. Never reads past its bytes, never recurses, keeps nothing that the line did not hold.
struct FlatScanner {
    let bytes: [UInt8]
    private var at = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func object() throws(LineError) -> [FlatObject.Field] {
        var fields: [FlatObject.Field] = []
        skipSpace()
        try expect(UInt8(ascii: "{"), "a line is one JSON object and starts with {")
        skipSpace()
        if peek() == UInt8(ascii: "}") {
            at += 1
        } else {
            repeat {
                skipSpace()
                let keyOffset = at
                let key = try string()
                if fields.contains(where: { $0.key == key }) {
                    throw fail("key \"\(key.prefix(60))\" occurs twice", at: keyOffset)
                }
                guard fields.count < FlatObject.fieldsMax else { throw fail("more than \(FlatObject.fieldsMax) keys") }
                skipSpace()
                try expect(UInt8(ascii: ":"), "expected : after a key")
                skipSpace()
                fields.append(.init(key: key, value: try scalar()))
                skipSpace()
            } while try comma()
        }
        skipSpace()
        guard at == bytes.count else { throw fail("bytes after the object's end") }
        return fields
    }

    /// True after a comma, false after the closing brace.
    private mutating func comma() throws(LineError) -> Bool {
        switch peek() {
        case UInt8(ascii: ","):
            at += 1
            return true
        case UInt8(ascii: "}"):
            at += 1
            return false
        case nil: throw fail("the line ends inside the object")
        default: throw fail("expected , or }")
        }
    }

    private mutating func scalar() throws(LineError) -> FlatObject.Scalar {
        switch peek() {
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "{"), UInt8(ascii: "["): throw fail("values are flat: no objects and no arrays")
        case nil: throw fail("the line ends where a value should be")
        default: return .number(try number())
        }
    }

    private mutating func word(_ text: StaticString, _ value: FlatObject.Scalar) throws(LineError) -> FlatObject.Scalar {
        for offset in 0..<text.utf8CodeUnitCount {
            let wanted = text.withUTF8Buffer { $0[offset] }
            guard at + offset < bytes.count, bytes[at + offset] == wanted else { throw fail("expected \(text)") }
        }
        at += text.utf8CodeUnitCount
        return value
    }

    private mutating func number() throws(LineError) -> String {
        let start = at
        if peek() == UInt8(ascii: "-") { at += 1 }
        guard let first = peek(), isDigit(first) else { throw fail("expected a value", at: start) }
        at += 1
        if first != UInt8(ascii: "0") {
            skipDigits()
        } else if let next = peek(), isDigit(next) {
            throw fail("a number has no leading zero", at: start)
        }
        if peek() == UInt8(ascii: ".") {
            at += 1
            guard skipDigits() > 0 else { throw fail("expected digits after the point") }
        }
        if peek() == UInt8(ascii: "e") || peek() == UInt8(ascii: "E") {
            at += 1
            if peek() == UInt8(ascii: "+") || peek() == UInt8(ascii: "-") { at += 1 }
            guard skipDigits() > 0 else { throw fail("expected digits in the exponent") }
        }
        guard at - start <= 64 else { throw fail("a number of more than 64 characters", at: start) }
        return String(decoding: bytes[start..<at], as: UTF8.self)
    }

    private mutating func string() throws(LineError) -> String {
        try expect(UInt8(ascii: "\""), "expected a string")
        let start = at
        var text: [UInt8] = []
        var plainFrom = at
        while let byte = peek() {
            switch byte {
            case UInt8(ascii: "\""):
                text += bytes[plainFrom..<at]
                at += 1
                guard let valid = String(validating: text, as: UTF8.self) else { throw fail("the string is not valid UTF-8", at: start) }
                return valid
            case UInt8(ascii: "\\"):
                text += bytes[plainFrom..<at]
                at += 1
                text += try escape()
                plainFrom = at
            case 0..<0x20: throw fail("a control character must be escaped")
            default: at += 1
            }
        }
        throw fail("the line ends inside a string")
    }

    private mutating func escape() throws(LineError) -> [UInt8] {
        guard let byte = peek() else { throw fail("the line ends inside a string") }
        at += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [8]
        case UInt8(ascii: "f"): return [12]
        case UInt8(ascii: "n"): return [10]
        case UInt8(ascii: "r"): return [13]
        case UInt8(ascii: "t"): return [9]
        case UInt8(ascii: "u"): return try unicodeEscape()
        default: throw fail("unknown escape", at: at - 1)
        }
    }

    private mutating func unicodeEscape() throws(LineError) -> [UInt8] {
        let start = at
        var value = try hexQuad()
        if (0xD800..<0xDC00).contains(value) {
            guard peek() == UInt8(ascii: "\\"), at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "u") else {
                throw fail("half of a surrogate pair", at: start)
            }
            at += 2
            let low = try hexQuad()
            guard (0xDC00..<0xE000).contains(low) else { throw fail("half of a surrogate pair", at: start) }
            value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(value) else { throw fail("half of a surrogate pair", at: start) }
        return Array(String(Character(scalar)).utf8)
    }

    private mutating func hexQuad() throws(LineError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = peek(), let digit = hexDigit(byte) else { throw fail("expected four hexadecimal digits") }
            value = value << 4 | UInt32(digit)
            at += 1
        }
        return value
    }

    private func peek() -> UInt8? { at < bytes.count ? bytes[at] : nil }

    private mutating func expect(_ byte: UInt8, _ reason: String) throws(LineError) {
        guard peek() == byte else { throw fail(reason) }
        at += 1
    }

    private mutating func skipSpace() {
        while let byte = peek(), byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A { at += 1 }
    }

    @discardableResult
    private mutating func skipDigits() -> Int {
        let start = at
        while let byte = peek(), isDigit(byte) { at += 1 }
        return at - start
    }

    private func fail(_ reason: String, at offset: Int? = nil) -> LineError { .malformed(offset: offset ?? at, reason: reason) }
}

func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

func hexDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 48...57: byte - 48
    case 65...70: byte - 55
    case 97...102: byte - 87
    default: nil
    }
}
