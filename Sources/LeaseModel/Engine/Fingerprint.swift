/// What a state is reduced to in the table of states seen.
///
/// `mark` is stored, `place` says where the search for it begins; both are hashes of the whole canonical form. A new state is taken for a known one only if
/// a stored mark among those that are looked at, from its place on, is the same: about 2^-64 for each one looked at.
public struct Fingerprint: Equatable, Sendable {
    public var place: UInt64
    /// Never 0: that is an empty slot.
    public var mark: UInt64
}

/// The canonical form of a state, fed word by word: what decides about everything that can happen next, and nothing else.
///
/// Two states with the same words must behave alike for ever. So instants go in relative to their clock, and what is dead stays out.
public struct CanonicalForm: Sendable {
    private var a: UInt64 = 0x9E37_79B9_7F4A_7C15
    private var b: UInt64 = 0xD1B5_4A32_D192_ED03

    public init() {}

    @inline(__always)
    public mutating func put(_ word: Int64) {
        let word = UInt64(bitPattern: word)
        // Each step is one-to-one in the word and in what was before it.
        a = (a ^ word) &* 0xFF51_AFD7_ED55_8CCD
        a ^= a >> 32
        b = (b &+ word) &* 0xC4CE_B9FE_1A85_EC53
        b ^= b >> 29
        b = (b << 27) | (b >> 37)
    }

    @inline(__always)
    public mutating func put(_ count: Int) { put(Int64(count)) }

    @inline(__always)
    public mutating func put(_ flag: Bool) { put(Int64(flag ? 1 : 0)) }

    public var fingerprint: Fingerprint {
        let mark = CanonicalForm.finish(a)
        return Fingerprint(place: CanonicalForm.finish(b), mark: mark == 0 ? 1 : mark)
    }

    private static func finish(_ word: UInt64) -> UInt64 {
        var word = word
        word ^= word >> 33
        word = word &* 0xFF51_AFD7_ED55_8CCD
        word ^= word >> 33
        word = word &* 0xC4CE_B9FE_1A85_EC53
        return word ^ word >> 33
    }
}
