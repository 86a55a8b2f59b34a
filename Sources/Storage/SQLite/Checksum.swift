/// CRC-32 (ISO 3309, the one of zlib and Ethernet). SQLite finds a torn page, not a bit that rotted inside a value; what is
/// evidence or safety carries this beside it.
enum Checksum {
    static func crc32(_ bytes: some Sequence<UInt8>) -> UInt32 {
        var crc: UInt32 = 0xFFFF_FFFF
        for byte in bytes { crc = table[Int((crc ^ UInt32(byte)) & 0xFF)] ^ (crc >> 8) }
        return crc ^ 0xFFFF_FFFF
    }

    /// Of a row: its values in their order, each ended by a separator that no value holds.
    static func seal(_ values: String?...) -> Int64 {
        var bytes: [UInt8] = []
        for value in values {
            if let value { bytes += value.utf8 } else { bytes.append(0) }
            bytes.append(0x1F)
        }
        return Int64(crc32(bytes))
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { crc, _ in crc & 1 == 1 ? 0xEDB8_8320 ^ (crc >> 1) : crc >> 1 }
    }
}
