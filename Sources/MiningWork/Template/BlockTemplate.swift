/// What a node says of the block that it wants next (`getblocktemplate`, BIP 22, BIP 23 and BIP 145), checked.
public struct BlockTemplate: Equatable, Sendable {
    public struct Transaction: Equatable, Sendable {
        public var bytes: [UInt8]
        /// In the order of the wire.
        public var txid: [UInt8]
        public var wtxid: [UInt8]
    }

    public var version: UInt32
    /// In the order of the wire.
    public var previousHash: [UInt8]
    public var height: UInt32
    public var bits: UInt32
    /// The node's clock (`curtime`), and the earliest and latest that it would take; seconds.
    public var time: UInt32
    public var timeMin: UInt32
    public var timeMax: UInt32
    /// The header's time may be another than `curtime`.
    public var isTimeMutable: Bool
    /// Subsidy and fees, satoshis.
    public var coinbaseValue: UInt64
    /// What the node wants in the coinbase's scriptSig.
    public var auxiliary: [UInt8]
    public var transactions: [Transaction]
    public var transactionsWeight: Int
    public var weightLimit: Int
    public var isSegwit: Bool
    /// To be named in a request that is to be answered when there is something new; nil: the node cannot.
    public var longPollID: String?

    /// How far a header may be ahead of `curtime`, at most `max`.
    public func timeRoll(max: UInt32) -> UInt32 { isTimeMutable && timeMax > time ? min(max, timeMax - time) : 0 }
}

/// Why a template cannot be mined on; the text begins in the middle of a sentence: "the template cannot be used: …".
public struct TemplateError: Error, Equatable, Sendable, CustomStringConvertible {
    public let message: String
    public var description: String { message }
    init(_ message: String) { self.message = message }
}
