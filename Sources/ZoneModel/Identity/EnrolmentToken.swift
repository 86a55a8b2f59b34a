/// What a person carries from the collector to a host that has no certificate yet: `ze1:sindh-2/khi-3/h-014:BASE64`.
///
/// It says whose it is, by which certificate the collector shows itself, and one secret that the collector knows only by its hash. Whoever has it may become
/// that host, once and for a short time. A checksum tells a token that was copied badly from one that was never given.
public struct EnrolmentToken: Equatable, Sendable {
    public var address: HostAddress
    /// SHA-256 of a certificate in the chain that the collector shows.
    public var fingerprint: [UInt8]
    public var secret: [UInt8]

    public static let fingerprintBytes = 32
    public static let secretBytes = 16
    static let prefix = "ze1"
    private static let textBytesMax = 400

    /// - Returns: nil where the lengths are wrong.
    public init?(address: HostAddress, fingerprint: [UInt8], secret: [UInt8]) {
        guard fingerprint.count == EnrolmentToken.fingerprintBytes, secret.count == EnrolmentToken.secretBytes else { return nil }
        self.address = address
        self.fingerprint = fingerprint
        self.secret = secret
    }

    public var text: String {
        let head = "\(EnrolmentToken.prefix):\(address):"
        let body = fingerprint + secret
        return head + Base64.encode(body + EnrolmentToken.checksum(head, body))
    }

    public init(_ text: some StringProtocol) throws(EnrolmentTokenError) {
        guard text.utf8.count <= EnrolmentToken.textBytesMax else { throw .notAToken }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == EnrolmentToken.prefix, let address = HostAddress(path: parts[1]) else { throw .notAToken }
        guard let bytes = Base64.decode(parts[2]), bytes.count == EnrolmentToken.fingerprintBytes + EnrolmentToken.secretBytes + 4 else {
            throw .garbled
        }
        let body = Array(bytes.dropLast(4))
        guard EnrolmentToken.checksum("\(parts[0]):\(parts[1]):", body) == Array(bytes.suffix(4)),
            let token = EnrolmentToken(
                address: address, fingerprint: Array(body.prefix(EnrolmentToken.fingerprintBytes)),
                secret: Array(body.dropFirst(EnrolmentToken.fingerprintBytes)))
        else { throw .garbled }
        self = token
    }

    /// CRC-32 (IEEE 802.3), the most significant byte first.
    private static func checksum(_ head: String, _ body: [UInt8]) -> [UInt8] {
        var crc: UInt32 = .max
        for byte in Array(head.utf8) + body {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        return (0..<4).map { UInt8(truncatingIfNeeded: ~crc >> (24 - 8 * $0)) }
    }
}

public enum EnrolmentTokenError: Error, Equatable, Sendable, CustomStringConvertible {
    case notAToken
    case garbled

    public var description: String {
        switch self {
        case .notAToken: "this is no enrolment token: zonectl enroll HOST at the collector gives one, ze1:ZONE/SITE/HOST:…"
        case .garbled: "the token is damaged or not whole: copy all of it, from ze1: to its end"
        }
    }
}

/// RFC 4648, 5: the alphabet of URLs, without padding.
public enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    private static let values: [UInt8: UInt32] = Dictionary(
        uniqueKeysWithValues: alphabet.enumerated().map { ($0.element, UInt32($0.offset)) })

    public static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count * 4 + 2) / 3)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(0 as UInt32) { $0 << 8 | UInt32($1) } << (8 * UInt32(3 - group.count))
            for place in 0...group.count { text.append(alphabet[Int(bits >> (18 - 6 * UInt32(place)) & 63)]) }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// nil for anything that `encode` does not write: another alphabet, padding, or bits beyond the last byte.
    public static func decode(_ text: some StringProtocol) -> [UInt8]? {
        let letters = Array(text.utf8)
        guard letters.count % 4 != 1 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(letters.count * 3 / 4)
        for start in stride(from: 0, to: letters.count, by: 4) {
            let group = letters[start..<min(start + 4, letters.count)]
            var bits: UInt32 = 0
            for letter in group {
                guard let value = values[letter] else { return nil }
                bits = bits << 6 | value
            }
            bits <<= 6 * UInt32(4 - group.count)
            let count = group.count - 1
            guard bits & (1 << (24 - 8 * UInt32(count)) - 1) == 0 else { return nil }
            for place in 0..<count { bytes.append(UInt8(truncatingIfNeeded: bits >> (16 - 8 * UInt32(place)))) }
        }
        return bytes
    }
}
