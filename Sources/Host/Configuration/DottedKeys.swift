/// The most names that dots may join in one key or table header.
///
/// The parser bounds how deep values nest but not how deep a dotted name does, and its tree is freed by recursion: a header of 100,000
/// names overflows the stack. So the dots are counted before it sees the text.
let dottedNamesMax = 16

/// Where the first name too many stands; nil where every key is short enough.
///
/// Counts dots outside strings and comments. Beyond the first mistake in the TOML it may count wrongly; the parser stops there.
func placeOfTooManyDots(_ text: String) -> (line: UInt32, column: UInt32)? {
    var scan = DotScan(bytes: Array(text.utf8))
    while scan.dots < dottedNamesMax { if !scan.step() { return nil } }
    return (scan.line, scan.column)
}

private struct DotScan {
    private enum Within: Equatable {
        case key
        case comment
        case string(quote: UInt8, isLong: Bool)
    }

    let bytes: [UInt8]
    private(set) var dots = 0
    private(set) var line: UInt32 = 1
    private(set) var column: UInt32 = 0
    private var index = 0
    private var within = Within.key

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// One token; false at the end.
    mutating func step() -> Bool {
        guard index < bytes.count else { return false }
        let byte = bytes[index]
        switch within {
        case .key: inKey(byte)
        case .comment: if byte == UInt8(ascii: "\n") { within = .key }
        case .string(let quote, let isLong): inString(byte, quote, isLong)
        }
        advance()
        if byte == UInt8(ascii: "\n"), within == .key { dots = 0 }
        return true
    }

    private mutating func inKey(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "."): dots += 1
        case UInt8(ascii: "="), UInt8(ascii: ","), UInt8(ascii: "{"), UInt8(ascii: "["): dots = 0
        case UInt8(ascii: "#"): within = .comment
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            let isLong = hasThree(byte)
            within = .string(quote: byte, isLong: isLong)
            if isLong { advance(2) }
        default: break
        }
    }

    private mutating func inString(_ byte: UInt8, _ quote: UInt8, _ isLong: Bool) {
        if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
            advance()
        } else if byte == UInt8(ascii: "\n"), !isLong {
            within = .key
        } else if byte == quote, !isLong {
            within = .key
        } else if byte == quote, hasThree(quote) {
            advance(2)
            // A long string may end in two quotes of its own.
            for _ in 0..<2 where index + 1 < bytes.count && bytes[index + 1] == quote { advance() }
            within = .key
        }
    }

    private func hasThree(_ quote: UInt8) -> Bool {
        index + 2 < bytes.count && bytes[index + 1] == quote && bytes[index + 2] == quote
    }

    /// Columns count code points, as the parser does.
    private mutating func advance(_ count: Int = 1) {
        for _ in 0..<count where index < bytes.count {
            if bytes[index] == UInt8(ascii: "\n") {
                line += 1
                column = 0
            } else if bytes[index] & 0xC0 != 0x80 {
                column += 1
            }
            index += 1
        }
    }
}
