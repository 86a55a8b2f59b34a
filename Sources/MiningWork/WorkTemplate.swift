/// What a pool or a node gives to be hashed: everything of a block header but what the miner rolls, and what a hash is worth.
///
/// The miner chooses an extranonce2, bits of the version under the mask, the time within its window and the nonce. Both kinds of source fill the
/// same template: Stratum's `mining.notify`, and a `getblocktemplate` whose coinbase was made here.
public struct WorkTemplate: Equatable, Sendable {
    /// As the source calls it; a share names it again.
    public var id: String
    public var version: UInt32
    /// Bits of the version that may be rolled (BIP 310, BIP 320); 0: none.
    public var versionMask: UInt32
    /// Of the block before, 32 bytes as they stand in a header.
    public var previousHash: [UInt8]
    /// The block's own target, compact.
    public var bits: UInt32
    /// Seconds; the earliest that a header may carry.
    public var time: UInt32
    /// How far the time may be rolled forward, seconds.
    public var timeRoll: UInt32
    /// The coinbase transaction without its witness: what stands before and after extranonce1 and extranonce2.
    public var coinbaseHead: [UInt8]
    public var coinbaseTail: [UInt8]
    public var extranonce1: [UInt8]
    /// How many bytes of extranonce2 the miner fills, 0 … 8 of use.
    public var extranonce2Bytes: Int
    /// From the coinbase up, 32 bytes each.
    public var merkleBranch: [[UInt8]]
    /// A hash at or below it is a share.
    public var shareTarget: Target
    /// Everything that came before is worth nothing any more.
    public var isClean: Bool
    /// One block is all that there is to find: the next would stand on the same tip.
    public var endsWithBlock = false

    public init(
        id: String, version: UInt32, versionMask: UInt32, previousHash: [UInt8], bits: UInt32, time: UInt32, timeRoll: UInt32,
        coinbaseHead: [UInt8], coinbaseTail: [UInt8], extranonce1: [UInt8], extranonce2Bytes: Int, merkleBranch: [[UInt8]],
        shareTarget: Target, isClean: Bool
    ) {
        self.id = id
        self.version = version
        self.versionMask = versionMask
        self.previousHash = previousHash
        self.bits = bits
        self.time = time
        self.timeRoll = timeRoll
        self.coinbaseHead = coinbaseHead
        self.coinbaseTail = coinbaseTail
        self.extranonce1 = extranonce1
        self.extranonce2Bytes = extranonce2Bytes
        self.merkleBranch = merkleBranch
        self.shareTarget = shareTarget
        self.isClean = isClean
    }
}

/// A header that meets its template's share target, by what the miner chose.
public struct Share: Equatable, Hashable, Sendable {
    public var templateID: String
    public var extranonce2: [UInt8]
    public var time: UInt32
    public var nonce: UInt32
    /// The whole version, rolled bits included.
    public var version: UInt32

    public init(templateID: String, extranonce2: [UInt8], time: UInt32, nonce: UInt32, version: UInt32) {
        self.templateID = templateID
        self.extranonce2 = extranonce2
        self.time = time
        self.nonce = nonce
        self.version = version
    }
}

/// A 256-bit number that a hash is held against, highest byte first.
public struct Target: Equatable, Hashable, Comparable, Sendable {
    public let bytes: [UInt8]

    /// - Parameter bytes: 32, highest first; nil for any other count.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    init(uncheckedBytes bytes: [UInt8]) { self.bytes = bytes }

    public static func < (a: Target, b: Target) -> Bool { a.bytes.lexicographicallyPrecedes(b.bytes) }
}
