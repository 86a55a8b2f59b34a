/// Base58 with a version and four bytes of checksum.
enum Base58Check {
    private static let alphabet = Array("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".utf8)
    private static let values: [Int8] = {
        var values = [Int8](repeating: -1, count: 256)
        for (value, digit) in alphabet.enumerated() { values[Int(digit)] = Int8(value) }
        return values
    }()

    /// An extended key has 111 characters; nothing longer is read.
    static let charactersMax = 112

    static func isDigit(_ byte: UInt8) -> Bool { values[Int(byte)] >= 0 }

    /// Version and payload.
    static func decode(_ text: String) throws(AddressError) -> [UInt8] {
        let digits = Array(text.utf8)
        guard !digits.isEmpty, digits.count <= charactersMax else {
            throw AddressError(.badLength, "\(digits.count) characters are no base58 address")
        }
        // The number, lowest byte first.
        var number: [UInt8] = []
        for (place, digit) in digits.enumerated() {
            let value = values[Int(digit)]
            guard value >= 0 else {
                throw AddressError(.badCharacter, "character \(place + 1) is no digit of base58 (0, O, I and l are none)")
            }
            var carry = Int(value)
            for index in number.indices {
                carry += Int(number[index]) * 58
                number[index] = UInt8(carry & 255)
                carry >>= 8
            }
            while carry > 0 {
                number.append(UInt8(carry & 255))
                carry >>= 8
            }
        }
        let zeros = digits.prefix { $0 == alphabet[0] }.count
        let bytes = [UInt8](repeating: 0, count: zeros) + number.reversed()
        guard bytes.count >= 5 else { throw AddressError(.badLength, "it is too short for an address") }
        let payload = Array(bytes.dropLast(4))
        guard sha256d(payload).prefix(4).elementsEqual(bytes.suffix(4)) else {
            throw AddressError(.badChecksum, "its checksum is wrong: a character is mistyped or missing")
        }
        return payload
    }

    static func encode(_ payload: [UInt8]) -> String {
        let bytes = payload + sha256d(payload).prefix(4)
        // Digits, lowest first.
        var number: [UInt8] = []
        for byte in bytes {
            var carry = Int(byte)
            for index in number.indices {
                carry += Int(number[index]) << 8
                number[index] = UInt8(carry % 58)
                carry /= 58
            }
            while carry > 0 {
                number.append(UInt8(carry % 58))
                carry /= 58
            }
        }
        let zeros = bytes.prefix { $0 == 0 }.count
        let digits = [UInt8](repeating: 0, count: zeros) + number.reversed()
        return String(decoding: digits.map { alphabet[Int($0)] }, as: UTF8.self)
    }
}
