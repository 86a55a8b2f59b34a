/// The public key by which an agent knows its collector's floor schedules: Ed25519, RFC 8032.
///
/// It is pasted into each agent's configuration by a person, once; what a schedule claims to be signed by is of no account.
public struct FloorKey: Hashable, Sendable, CustomStringConvertible {
    public static let byteCount = 32
    public let bytes: [UInt8]

    public init?(bytes: [UInt8]) {
        guard bytes.count == FloorKey.byteCount else { return nil }
        self.bytes = bytes
    }

    /// `ed25519:` and 64 hexadecimal digits.
    public init?(_ text: String) {
        guard text.hasPrefix(FloorKey.prefix), let bytes = readHex(text.dropFirst(FloorKey.prefix.count)) else { return nil }
        self.init(bytes: bytes)
    }

    public static let rule = "ed25519: and 64 hexadecimal digits, as zone-collector --print-floor-key prints it"

    public var description: String { FloorKey.prefix + writeHex(bytes) }

    private static let prefix = "ed25519:"
}

/// An Ed25519 signature over a schedule's canonical text.
public struct FloorSignature: Hashable, Sendable, CustomStringConvertible {
    public static let byteCount = 64
    public let bytes: [UInt8]

    public init?(bytes: [UInt8]) {
        guard bytes.count == FloorSignature.byteCount else { return nil }
        self.bytes = bytes
    }

    /// 128 hexadecimal digits.
    public init?(hex text: String) {
        guard let bytes = readHex(text) else { return nil }
        self.init(bytes: bytes)
    }

    public var description: String { writeHex(bytes) }
}

/// Pairs of hexadecimal digits; nil for anything else.
private func readHex(_ text: some StringProtocol) -> [UInt8]? {
    let digits = text.utf8.compactMap(hexDigit)
    guard digits.count == text.utf8.count, digits.count.isMultiple(of: 2) else { return nil }
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
}

private func writeHex(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}
