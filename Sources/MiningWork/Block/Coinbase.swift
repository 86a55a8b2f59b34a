/// The transaction that pays for a block. What the miner rolls stands between `head` and `tail`.
public struct Coinbase: Equatable, Sendable {
    /// What consensus allows of a coinbase's scriptSig.
    static let scriptBytes = 2...100
    /// Of extranonce1 and extranonce2 together.
    public static let extranonceBytes = extranonce1Bytes + extranonce2Bytes
    public static let extranonce1Bytes = 4
    public static let extranonce2Bytes = 8
    public static let tagBytesMax = 40

    /// Without the witness, up to the extranonce and from there on.
    public let head: [UInt8]
    public let tail: [UInt8]
    let hasWitness: Bool

    public struct Output: Equatable, Sendable {
        public var satoshis: UInt64
        public var scriptPubKey: [UInt8]

        public init(satoshis: UInt64, scriptPubKey: [UInt8]) {
            self.satoshis = satoshis
            self.scriptPubKey = scriptPubKey
        }
    }

    /// - Parameters:
    ///   - auxiliary: what the node wants in the scriptSig (`coinbaseaux`).
    ///   - tag: who found the block, in a few characters.
    ///   - commitment: the script of the output that commits to the witnesses; nil before segwit.
    /// - Returns: nil where it does not fit.
    public init?(height: UInt32, auxiliary: [UInt8], tag: [UInt8], outputs: [Output], commitment: [UInt8]?) {
        guard tag.count <= Coinbase.tagBytesMax else { return nil }
        let start = Wire.height(height) + auxiliary + (tag.isEmpty ? [] : Wire.push(tag)) + [UInt8(Coinbase.extranonceBytes)]
        let length = start.count + Coinbase.extranonceBytes
        guard Coinbase.scriptBytes.contains(length) else { return nil }
        let outPoint = [UInt8](repeating: 0, count: 32) + [UInt8](repeating: 0xFF, count: 4)
        head = UInt32(2).wire + [1] + outPoint + Wire.compactSize(length) + start
        let all = outputs + (commitment.map { [Output(satoshis: 0, scriptPubKey: $0)] } ?? [])
        let written = all.flatMap { Wire.littleEndian($0.satoshis, bytes: 8) + Wire.compactSize($0.scriptPubKey.count) + $0.scriptPubKey }
        tail = UInt32.max.wire + Wire.compactSize(all.count) + written + UInt32(0).wire
        hasWitness = commitment != nil
    }

    /// As its txid is made.
    public func base(extranonce: [UInt8]) -> [UInt8] { head + extranonce + tail }

    /// As the block holds it: with the reserved value as its witness where there is a commitment.
    public func whole(extranonce: [UInt8]) -> [UInt8] {
        let base = base(extranonce: extranonce)
        guard hasWitness else { return base }
        return base.prefix(4) + [0, 1] + base.dropFirst(4).dropLast(4) + [1, 32] + WitnessCommitment.reservedValue + base.suffix(4)
    }
}
