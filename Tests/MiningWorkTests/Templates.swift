@testable import MiningWork

/// Of the main chain, and of the Stratum documentation.
enum Templates {
    static func bytes(_ text: String) -> [UInt8] { Hex.bytes(text) ?? [] }
    static func reversed(_ text: String) -> [UInt8] { bytes(text).reversed() }

    /// Block 100,000: four transactions, its coinbase cut where its extra nonce stands.
    static let block100000 = WorkTemplate(
        id: "100000", version: 1, versionMask: 0,
        previousHash: reversed("000000000002d01c1fccc21636b607dfd930d31d01c3a62104612a1719011250"), bits: 0x1b04_864c, time: 1_293_623_863,
        timeRoll: 0,
        coinbaseHead: bytes("01000000010000000000000000000000000000000000000000000000000000000000000000ffffffff08044c86041b02"),
        coinbaseTail: bytes(
            "ffffffff0100f2052a010000004341041b0e8c2567c12536aa13357b79a073dc4444acb83c4ec7a0e2f99dd7457516c5817242da796924ca4e99947d087fedf9"
                + "ce467cb9f7c6287078f801df276fdf84ac00000000"),
        extranonce1: [0x06], extranonce2Bytes: 1,
        merkleBranch: [
            reversed("fff2525b8931402dd09222c50775608f75787bd2b87e56995a7bdd30f79702c4"),
            sha256d(
                reversed("6359f0868171b1d194cbee1af2f16ea598ae8fad666d9b012c8ed2b79a236ec4")
                    + reversed("e9a66845e05d5abc0ad04ec80f774a7e585c6e8db975962d069a522137b80c1d")),
        ], shareTarget: Target(bits: 0x1b04_864c), isClean: true)

    static let block100000Share = Share(templateID: "100000", extranonce2: [0x02], time: 1_293_623_863, nonce: 274_148_111, version: 1)

    /// Small spaces, so that a test sees their ends.
    static func small(extranonce2Bytes: Int, mask: UInt32, time: UInt32 = 1000, timeRoll: UInt32 = 2, seed: UInt8 = 0) -> WorkTemplate {
        WorkTemplate(
            id: "j\(seed)", version: 0x2000_0000, versionMask: mask, previousHash: [UInt8](repeating: seed, count: 32), bits: 0x207f_ffff,
            time: time, timeRoll: timeRoll, coinbaseHead: [1, seed], coinbaseTail: [2], extranonce1: [3],
            extranonce2Bytes: extranonce2Bytes, merkleBranch: [], shareTarget: .zero, isClean: false)
    }
}

/// SplitMix64: test data, the same from a seed.
struct SeededRandom: RandomNumberGenerator, Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
