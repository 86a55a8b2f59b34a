/// Bytes as hexadecimal digits, as pools and nodes write them.
public enum Hex {
    private static let digits = Array("0123456789abcdef".utf8)

    public static func text(_ bytes: some Sequence<UInt8>) -> String {
        String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// Eight digits, the highest first.
    public static func text(_ word: UInt32) -> String { text((0..<4).map { UInt8(truncatingIfNeeded: word >> (24 - 8 * UInt32($0))) }) }

    /// Nil where a character is no digit or one digit is left over.
    public static func bytes(_ text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 2)
        for at in stride(from: 0, to: digits.count, by: 2) {
            guard let high = value(digits[at]), let low = value(digits[at + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    /// A word of at most eight digits, the highest first.
    public static func word(_ text: String) -> UInt32? {
        guard (1...8).contains(text.utf8.count), text.utf8.allSatisfy({ value($0) != nil }) else { return nil }
        return UInt32(text, radix: 16)
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 48...57: digit - 48
        case 65...70: digit - 55
        case 97...102: digit - 87
        default: nil
        }
    }
}
