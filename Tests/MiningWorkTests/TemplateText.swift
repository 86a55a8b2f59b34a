@testable import MiningWork

/// The JSON of a template; each member as it is to be written.
struct TemplateText {
    var members: [String: String]
    var transactions: [[UInt8]]
    /// Written in place of the first transaction's own.
    var firstOverride: (key: String, value: String)?

    init(transactions: [[UInt8]]) {
        self.transactions = transactions
        let wtxids = transactions.compactMap { TransactionForm($0)?.wtxid }
        members = [
            "version": "536870912", "rules": "[\"csv\", \"!segwit\", \"taproot\"]", "vbavailable": "{}", "vbrequired": "0",
            "previousblockhash": "\"\(String(repeating: "0", count: 63))1\"", "coinbaseaux": "{}", "coinbasevalue": "312500000",
            "longpollid": "\"abc1\"", "target": "\"00000000ffff\(String(repeating: "0", count: 52))\"", "mintime": "1600000000",
            "mutable": "[\"time\", \"transactions\", \"prevblock\"]", "noncerange": "\"00000000ffffffff\"", "sigoplimit": "80000",
            "sizelimit": "4000000", "weightlimit": "4000000", "curtime": "1700000000", "bits": "\"1d00ffff\"", "height": "800000",
            "default_witness_commitment": "\"\(Hex.text(WitnessCommitment.scriptPubKey(wtxids: wtxids)))\"",
        ]
    }

    var text: String {
        var all = members
        if all["transactions"] == nil {
            all["transactions"] = "[\(transactions.enumerated().map { entry($1, at: $0) }.joined(separator: ","))]"
        }
        return "{\(all.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ","))}"
    }

    private func entry(_ bytes: [UInt8], at index: Int) -> String {
        guard let form = TransactionForm(bytes) else { return "{}" }
        var entry = [
            "data": "\"\(Hex.text(bytes))\"", "txid": "\"\(Hex.text(form.txid.reversed()))\"",
            "hash": "\"\(Hex.text(form.wtxid.reversed()))\"",
            "depends": "[]", "fee": "1000", "sigops": "4", "weight": "\(form.weight)",
        ]
        if index == 0, let firstOverride { entry[firstOverride.key] = firstOverride.value }
        return "{\(entry.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ","))}"
    }

    /// Transactions whose scripts are noise: half of them with witnesses, from 190 to some 800 bytes.
    static func generated(count: Int, seed: UInt64) -> [[UInt8]] {
        var random = SeededRandom(seed: seed)
        return (0..<count).map { index in
            func noise(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) } }
            let isWitness = index % 2 == 0
            var bytes: [UInt8] = [2, 0, 0, 0] + (isWitness ? [0, 1] : []) + [1] + noise(36)
            bytes += isWitness ? [0] : [107] + noise(107)
            bytes += [0xFD, 0xFF, 0xFF, 0xFF, 2]
            for _ in 0..<2 { bytes += noise(8) + [22, 0, 20] + noise(20) }
            if isWitness { bytes += [2, 0xFD] + [0x90, 0x01] + noise(400) + [33] + noise(33) }
            return bytes + [0, 0, 0, 0]
        }
    }
}
