/// Bech32 (BIP 173) and bech32m (BIP 350): a human-readable part, data in groups of five bits, a checksum.
struct Bech32: Equatable {
    enum Encoding: UInt32, Sendable {
        case bech32 = 1
        case bech32m = 0x2BC8_30A3
    }

    /// In lower case.
    var humanPart: String
    /// Without the checksum.
    var data: [UInt8]
    var encoding: Encoding

    private static let alphabet = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)
    private static let charactersMax = 90

    init(_ text: String) throws(AddressError) {
        let bytes = Array(text.utf8)
        guard bytes.count <= Bech32.charactersMax else {
            throw AddressError(.badLength, "\(bytes.count) characters: bech32 has 90 at most")
        }
        guard bytes.allSatisfy({ (33...126).contains($0) }) else { throw AddressError(.badCharacter, "a character is none of bech32's") }
        let lower = bytes.map { (65...90).contains($0) ? $0 + 32 : $0 }
        guard lower == bytes || !bytes.contains(where: { (97...122).contains($0) }) else {
            throw AddressError(.mixedCase, "upper and lower case are mixed")
        }
        guard let separator = lower.lastIndex(of: UInt8(ascii: "1")), separator > 0 else {
            throw AddressError(.unknownForm, "it has no prefix such as \"bc1\"")
        }
        var values: [UInt8] = []
        for (place, byte) in lower.enumerated().dropFirst(separator + 1) {
            guard let value = Bech32.alphabet.firstIndex(of: byte) else {
                throw AddressError(.badCharacter, "character \(place + 1) is none of bech32's (1, b, i and o are none)")
            }
            values.append(UInt8(value))
        }
        guard values.count >= 6 else { throw AddressError(.badLength, "it is too short for its checksum") }
        let human = Array(lower[..<separator])
        guard let encoding = Encoding(rawValue: Bech32.checksum(of: Bech32.expanded(human) + values)) else {
            throw AddressError(.badChecksum, "its checksum is wrong: a character is mistyped or missing")
        }
        humanPart = String(decoding: human, as: UTF8.self)
        data = values.dropLast(6)
        self.encoding = encoding
    }

    init(humanPart: String, data: [UInt8], encoding: Encoding) {
        self.humanPart = humanPart
        self.data = data
        self.encoding = encoding
    }

    var text: String {
        let human = Array(humanPart.utf8)
        let sum = Bech32.checksum(of: Bech32.expanded(human) + data + [UInt8](repeating: 0, count: 6)) ^ encoding.rawValue
        let check = (0..<6).map { UInt8(sum >> (5 * UInt32(5 - $0)) & 31) }
        return humanPart + "1" + String(decoding: (data + check).map { Bech32.alphabet[Int($0)] }, as: UTF8.self)
    }

    private static func expanded(_ human: [UInt8]) -> [UInt8] { human.map { $0 >> 5 } + [0] + human.map { $0 & 31 } }

    private static func checksum(of values: [UInt8]) -> UInt32 {
        let generators: [UInt32] = [0x3B6A_57B2, 0x2650_8E6D, 0x1EA1_19FA, 0x3D42_33DD, 0x2A14_62B3]
        var sum: UInt32 = 1
        for value in values {
            let top = sum >> 25
            sum = (sum & 0x01FF_FFFF) << 5 ^ UInt32(value)
            for (bit, generator) in generators.enumerated() where top >> UInt32(bit) & 1 == 1 { sum ^= generator }
        }
        return sum
    }

    /// Groups of five bits as bytes; what is left over must be fewer than five bits and all of them 0.
    static func bytes(_ groups: some Sequence<UInt8>) throws(AddressError) -> [UInt8] {
        var (bits, count, bytes) = (UInt32(0), 0, [UInt8]())
        for group in groups {
            bits = bits << 5 | UInt32(group)
            count += 5
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(bits >> UInt32(count) & 255))
            }
        }
        guard count < 5, bits & (1 << UInt32(count) - 1) == 0 else { throw AddressError(.badPadding, "its last bits are no padding") }
        return bytes
    }

    static func groups(_ bytes: [UInt8]) -> [UInt8] {
        var (bits, count, groups) = (UInt32(0), 0, [UInt8]())
        for byte in bytes {
            bits = (bits << 8 | UInt32(byte)) & 0xFFFF
            count += 8
            while count >= 5 {
                count -= 5
                groups.append(UInt8(bits >> UInt32(count) & 31))
            }
        }
        if count > 0 { groups.append(UInt8(bits << UInt32(5 - count) & 31)) }
        return groups
    }
}
