/// BIP 141: the coinbase commits to the witnesses of the whole block in an output of its own.
public enum WitnessCommitment {
    /// What stands in the coinbase's witness; it is free for later rules, and 0 until then.
    public static let reservedValue = [UInt8](repeating: 0, count: 32)

    /// - Parameter wtxids: without the coinbase's, which counts as 0.
    public static func hash(wtxids: [[UInt8]]) -> [UInt8] {
        sha256d(MerkleTree.root([[UInt8](repeating: 0, count: 32)] + wtxids) + reservedValue)
    }

    /// OP_RETURN and 36 bytes: the mark aa21a9ed and the hash.
    public static func scriptPubKey(wtxids: [[UInt8]]) -> [UInt8] { [0x6A, 0x24, 0xAA, 0x21, 0xA9, 0xED] + hash(wtxids: wtxids) }
}
