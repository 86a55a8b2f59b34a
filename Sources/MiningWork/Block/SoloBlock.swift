/// A block of a node's template with a coinbase of our own: what it gives to be hashed, and what a find is sent in as.
public struct SoloBlock: Equatable, Sendable {
    public let work: WorkTemplate
    public let height: UInt32
    private let coinbase: Coinbase
    private let transactions: [[UInt8]]

    /// How far the header's time may run ahead of the node's clock. Other nodes refuse what is two hours ahead of theirs.
    static let timeRollMax: UInt32 = 3600
    /// Bits of the version that mean nothing to consensus (BIP 320).
    static let versionMask: UInt32 = 0x1FFF_E000

    /// - Parameters:
    ///   - id: as the shares will name it.
    ///   - extranonce1: four bytes of this process: two agents on one node never hash the same.
    ///   - isClean: the tip is another than before.
    public init(
        _ template: BlockTemplate, payout: Payout, tag: [UInt8], id: String, extranonce1: [UInt8], isClean: Bool
    ) throws(TemplateError) {
        let outputs = zip(payout.parts, payout.amounts(of: template.coinbaseValue)).enumerated().compactMap { index, both in
            // Subsidies of a few satoshis (regtest) leave nothing for the small shares.
            index > 0 && both.1 == 0 ? nil : Coinbase.Output(satoshis: both.1, scriptPubKey: both.0.address.scriptPubKey)
        }
        let commitment = template.isSegwit ? WitnessCommitment.scriptPubKey(wtxids: template.transactions.map(\.wtxid)) : nil
        let coinbase = Coinbase(
            height: template.height, auxiliary: template.auxiliary, tag: tag, outputs: outputs, commitment: commitment)
        guard let coinbase, extranonce1.count == Coinbase.extranonce1Bytes else {
            throw TemplateError("its coinbase does not fit in 100 bytes of scriptSig")
        }
        self.coinbase = coinbase
        height = template.height
        transactions = template.transactions.map(\.bytes)
        let blank = coinbase.whole(extranonce: [UInt8](repeating: 0, count: Coinbase.extranonceBytes))
        let weight =
            4 * (80 + Wire.compactSize(transactions.count + 1).count) + (TransactionForm(blank)?.weight ?? 0) + template.transactionsWeight
        guard weight <= template.weightLimit else {
            throw TemplateError(
                "with its coinbase the block has \(weight) weight units of \(template.weightLimit): raise blockreservedweight in bitcoin.conf"
            )
        }
        var work = WorkTemplate(
            id: id, version: template.version, versionMask: SoloBlock.versionMask, previousHash: template.previousHash, bits: template.bits,
            time: template.time, timeRoll: template.timeRoll(max: SoloBlock.timeRollMax), coinbaseHead: coinbase.head,
            coinbaseTail: coinbase.tail, extranonce1: extranonce1, extranonce2Bytes: Coinbase.extranonce2Bytes,
            merkleBranch: MerkleTree.branch(others: template.transactions.map(\.txid)), shareTarget: Target(bits: template.bits),
            isClean: isClean)
        work.endsWithBlock = true
        self.work = work
    }

    /// For `submitblock`: header, transactions, their witnesses.
    public func serialised(_ share: Share) -> [UInt8] {
        var bytes = work.header(of: share)
        bytes += Wire.compactSize(transactions.count + 1)
        bytes += coinbase.whole(extranonce: work.extranonce1 + share.extranonce2)
        bytes.reserveCapacity(bytes.count + transactions.reduce(0) { $0 + $1.count })
        for transaction in transactions { bytes += transaction }
        return bytes
    }

    /// As explorers write it.
    public func hash(of share: Share) -> String { Hex.text(sha256d(work.header(of: share)).reversed()) }
}
