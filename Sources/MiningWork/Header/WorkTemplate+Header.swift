extension WorkTemplate {
    /// The coinbase without its witness, whose double hash is the first leaf of the merkle tree.
    public func coinbase(extranonce2: [UInt8]) -> [UInt8] { coinbaseHead + extranonce1 + extranonce2 + coinbaseTail }

    /// In the order of a header.
    public func merkleRoot(extranonce2: [UInt8]) -> [UInt8] {
        merkleBranch.reduce(sha256d(coinbase(extranonce2: extranonce2))) { sha256d($0 + $1) }
    }

    /// The 80 bytes that are hashed.
    public func header(merkleRoot: [UInt8], version: UInt32, time: UInt32, nonce: UInt32) -> [UInt8] {
        version.wire + previousHash + merkleRoot + time.wire + bits.wire + nonce.wire
    }

    public func header(of share: Share) -> [UInt8] {
        header(merkleRoot: merkleRoot(extranonce2: share.extranonce2), version: share.version, time: share.time, nonce: share.nonce)
    }

    /// What two templates have in common that give the same headers at the same time, whatever they are called and whatever a share is worth.
    var fingerprint: [UInt8] {
        let lengths = [coinbaseHead.count, extranonce1.count, extranonce2Bytes, merkleBranch.count].flatMap {
            UInt32(truncatingIfNeeded: $0).wire
        }
        return sha256d(
            lengths + version.wire + previousHash + bits.wire + coinbaseHead + extranonce1 + coinbaseTail + merkleBranch.flatMap { $0 })
    }

    /// Bits that are rolled: those of the mask that the source left 0. A set bit is a signal of the source's own; some pools put the rolled bits in place
    /// of the masked ones (BIP 310), others add them, and only on bits that were 0 do both mean the same header.
    public var rollableBits: UInt32 { versionMask & ~version }
}

extension UInt32 {
    /// Lowest byte first, as Bitcoin serialises it.
    public var wire: [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: self >> (8 * UInt32($0))) } }
}
