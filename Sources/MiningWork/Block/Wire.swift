/// Numbers as transactions and blocks carry them.
enum Wire {
    static func compactSize(_ count: Int) -> [UInt8] {
        let value = UInt64(count)
        switch value {
        case 0..<0xFD: return [UInt8(value)]
        case 0xFD...0xFFFF: return [0xFD] + littleEndian(value, bytes: 2)
        case 0x1_0000...0xFFFF_FFFF: return [0xFE] + littleEndian(value, bytes: 4)
        default: return [0xFF] + littleEndian(value, bytes: 8)
        }
    }

    static func littleEndian(_ value: UInt64, bytes: Int) -> [UInt8] {
        (0..<bytes).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
    }

    /// A push of at most 75 bytes, the length being the opcode.
    static func push(_ bytes: [UInt8]) -> [UInt8] { [UInt8(bytes.count)] + bytes }

    /// A height as Bitcoin Core's `CScript() << height` writes it, which is what BIP 34 is checked against: OP_0 and OP_1 to OP_16, and then the
    /// shortest signed number, lowest byte first, with a byte of 0 where its highest bit would be taken for a sign.
    static func height(_ height: UInt32) -> [UInt8] {
        if height == 0 { return [0] }
        if height <= 16 { return [0x50 + UInt8(height)] }
        var bytes = littleEndian(UInt64(height), bytes: 4)
        while bytes.last == 0 { bytes.removeLast() }
        if let top = bytes.last, top & 0x80 != 0 { bytes.append(0) }
        return push(bytes)
    }
}

/// Reads the same, and never beyond the end.
struct WireReader {
    let bytes: [UInt8]
    private(set) var at = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { at == bytes.count }

    mutating func skip(_ count: Int) -> Bool {
        guard count >= 0, count <= bytes.count - at else { return false }
        at += count
        return true
    }

    mutating func byte() -> UInt8? {
        guard at < bytes.count else { return nil }
        at += 1
        return bytes[at - 1]
    }

    /// A count; nil where it cannot fit what is left (every counted thing takes a byte at least), or is not written the shortest way.
    mutating func count() -> Int? {
        guard let first = byte() else { return nil }
        guard first >= 0xFD else { return Int(first) }
        let length = first == 0xFD ? 2 : first == 0xFE ? 4 : 8
        guard bytes.count - at >= length else { return nil }
        let value = (0..<length).reduce(UInt64(0)) { $0 | UInt64(bytes[at + $1]) << (8 * UInt64($1)) }
        at += length
        let least: UInt64 = length == 2 ? 0xFD : length == 4 ? 0x1_0000 : 0x1_0000_0000
        guard value >= least, value <= UInt64(bytes.count - at) else { return nil }
        return Int(value)
    }
}
