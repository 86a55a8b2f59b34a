/// Text on its way to a terminal. Whatever a daemon, a config or a sensor's label says is untrusted there: a control character could
/// move the cursor, rewrite a figure, or answer back into the shell.
public enum TerminalText {
    /// Control characters, line and paragraph separators, bidirectional overrides, private and unassigned code points are written
    /// as `\n`, `\t` or `\u{1b}`. The joiners U+200C and U+200D stay: Urdu and Sindhi are not readable without them.
    public static func escaped(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            case _ where isUnsafe(scalar): out += "\\u{\(String(scalar.value, radix: 16))}"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value >= 0x20, scalar.value < 0x7F { return false }
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: return true
        case .format: return scalar.value != 0x200C && scalar.value != 0x200D
        default: return false
        }
    }

    /// How many terminal cells the text takes, by UAX #11: wide and full-width 2, marks that combine and joiners 0, all else 1.
    public static func width(_ text: some StringProtocol) -> Int { text.reduce(0) { $0 + width(of: $1) } }

    static func width(of character: Character) -> Int {
        let scalars = character.unicodeScalars
        if let only = scalars.first, scalars.count == 1 { return width(of: only) }
        // An emoji made of several code points is drawn as one picture of two cells.
        if scalars.contains(where: { $0.value == 0xFE0F || (0x1F1E6...0x1F1FF).contains($0.value) }) { return 2 }
        return scalars.reduce(0) { Swift.max($0, width(of: $1)) }
    }

    private static func width(of scalar: Unicode.Scalar) -> Int {
        if scalar.value < 0x300 { return 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: return wide.contains { $0.contains(scalar.value) } ? 2 : 1
        }
    }

    /// The blocks that UAX #11 calls wide (W, F) in whole; single wide symbols outside them are drawn in one cell by most terminals.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF, 0xA960...0xA97F,
        0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF,
        0x1F900...0x1F9FF, 0x20000...0x2FFFD, 0x30000...0x3FFFD,
    ]

    /// A JSON text whose strings show no control character raw: the escapes are JSON's own, so it is the same document.
    ///
    /// - Parameter onOneLine: newlines become spaces; in JSON they can only stand between values.
    public static func json(_ text: String, onOneLine: Bool = false) -> String {
        var out = ""
        out.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n", "\r", "\t":
                out.unicodeScalars.append(onOneLine ? " " : scalar)
            case _ where isUnsafe(scalar):
                for unit in Character(scalar).utf16 { out += "\\u" + fourHexDigits(unit) }
            default:
                out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    private static func fourHexDigits(_ unit: UInt16) -> String {
        let digits = String(unit, radix: 16)
        return String(repeating: "0", count: 4 - digits.count) + digits
    }
}
