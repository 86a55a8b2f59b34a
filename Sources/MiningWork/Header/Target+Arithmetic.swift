extension Target {
    /// What nothing meets but a hash of all zeros.
    public static let zero = Target(uncheckedBytes: [UInt8](repeating: 0, count: 32))
    /// What everything meets.
    public static let max = Target(uncheckedBytes: [UInt8](repeating: 0xFF, count: 32))

    /// Of a header's compact `bits`. What is negative, or does not fit, is a target of 0, as in Bitcoin Core, which takes neither.
    public init(bits: UInt32) {
        var bytes = [UInt8](repeating: 0, count: 32)
        let exponent = Int(bits >> 24)
        let mantissa = bits & 0x00FF_FFFF
        if mantissa & 0x0080_0000 == 0 {
            for index in 0..<3 {
                let byte = UInt8(truncatingIfNeeded: mantissa >> (8 * UInt32(2 - index)))
                let at = 32 - exponent + index
                if (0..<32).contains(at) {
                    bytes[at] = byte
                } else if at < 0, byte != 0 {
                    bytes = [UInt8](repeating: 0, count: 32)
                    break
                }
            }
        }
        self.init(uncheckedBytes: bytes)
    }

    /// Pools count difficulty against a target of 0xFFFF × 2²⁰⁸.
    private static let difficultyOne = 65_535 * power(of: 208)

    /// A hash must be worth so much, as pools count it: never easier than the pool's own sum. Nil for what is no difficulty: 0, less, infinite, NaN.
    public init?(difficulty: Double) {
        guard difficulty.isFinite, difficulty > 0 else { return nil }
        let value = Target.difficultyOne / difficulty
        guard value < Target.power(of: 256) else {
            self = .max
            return
        }
        guard value >= 1 else {
            self = .zero
            return
        }
        // A double has 53 bits: whole ones from `lowest` up, nothing below.
        var bytes = [UInt8](repeating: 0, count: 32)
        let lowest = Int(value.exponent) - 52
        let significand = value.significandBitPattern | 1 << 52
        for bit in 0..<53 where significand & 1 << UInt64(bit) != 0 && lowest + bit >= 0 {
            let place = lowest + bit
            bytes[31 - place / 8] |= 1 << UInt8(place % 8)
        }
        self.init(uncheckedBytes: bytes)
    }

    /// Infinite for a target of 0.
    public var difficulty: Double {
        let value = bytes.reduce(0.0) { $0 * 256 + Double($1) }
        return Target.difficultyOne / value
    }

    /// Whether a hash, in the order of the wire (lowest byte first), is at or below it.
    public func isMet(by hash: [UInt8]) -> Bool { hash.count == 32 && !bytes.lexicographicallyPrecedes(hash.reversed()) }

    /// The highest 32 bits.
    public var top: UInt32 { bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) } }

    /// What a hash (lowest byte first) is worth.
    public static func difficulty(of hash: [UInt8]) -> Double { Target(bytes: Array(hash.reversed()))?.difficulty ?? 0 }

    private static func power(of exponent: Int) -> Double { Double(sign: .plus, exponent: exponent, significand: 1) }
}
