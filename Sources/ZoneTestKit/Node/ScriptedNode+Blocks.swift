import MiningWork

/// Templates, and the judge of blocks: both are read and hashed here by code of the kit's own, because what is tested must not vouch for itself.
extension ScriptedNode.State {
    var longPollID: String { "\(Hex.text(tip.reversed()))\(changes)" }

    var template: String {
        let entries = transactions.map { bytes in
            let ids = RawTransaction(bytes)
            return "{\"data\": \"\(Hex.text(bytes))\", \"txid\": \"\(Hex.text((ids?.txid ?? []).reversed()))\", \"hash\": "
                + "\"\(Hex.text((ids?.wtxid ?? []).reversed()))\", \"depends\": [], \"fee\": 1000, \"sigops\": 0, \"weight\": 400}"
        }
        let commitment = Hex.text(
            [0x6A, 0x24, 0xAA, 0x21, 0xA9, 0xED] + witnessCommitment(transactions.compactMap { RawTransaction($0)?.wtxid }))
        return """
            {"capabilities": ["proposal"], "version": 536870912, "rules": \(rules), "vbavailable": {}, "vbrequired": 0, "previousblockhash": \
            "\(Hex.text(tip.reversed()))", "transactions": [\(entries.joined(separator: ", "))], "coinbaseaux": {}, "coinbasevalue": \(value), \
            "longpollid": "\(longPollID)", "target": "\(Hex.text(Target(bits: bits).bytes))", "mintime": \(time - 3600), "mutable": ["time", \
            "transactions", "prevblock"], "noncerange": "00000000ffffffff", "sigoplimit": 80000, "sizelimit": 4000000, "weightlimit": 4000000, \
            "curtime": \(time), "bits": "\(Hex.text(bits))", "height": \(height + 1), "default_witness_commitment": "\(commitment)"}
            """
    }

    /// What the next coinbase may pay: fees are counted as 1000 satoshis each.
    var value: UInt64 { 5_000_000_000 + 1000 * UInt64(transactions.count) }
}

func witnessCommitment(_ wtxids: [[UInt8]]) -> [UInt8] {
    sha256d(rawRoot([[UInt8](repeating: 0, count: 32)] + wtxids) + [UInt8](repeating: 0, count: 32))
}

private func rawRoot(_ leaves: [[UInt8]]) -> [UInt8] {
    var level = leaves
    while level.count > 1 {
        if !level.count.isMultiple(of: 2) { level.append(level[level.count - 1]) }
        level = (0..<level.count / 2).map { sha256d(level[2 * $0] + level[2 * $0 + 1]) }
    }
    return level.first ?? []
}

extension ScriptedNode {
    /// As bitcoind answers `submitblock`: nil where the block is taken, else why not, by its names.
    static func submit(_ bytes: [UInt8], _ state: inout State) -> String? {
        let hash = sha256d(bytes.prefix(80))
        var verdict = verdict(bytes, hash, state)
        if let wanted = state.nextVerdict {
            verdict = wanted
            state.nextVerdict = nil
        }
        state.submissions.append(
            Submission(
                hash: Hex.text(hash.reversed()), height: verdict == nil ? state.height + 1 : state.height, block: bytes, verdict: verdict))
        if verdict == nil {
            extend(&state, hash)
            state.changes += 1
        }
        return verdict
    }

    private static func verdict(_ bytes: [UInt8], _ hash: [UInt8], _ state: State) -> String? {
        guard bytes.count > 81, let transactions = RawTransaction.all(in: Array(bytes.dropFirst(80))), let coinbase = transactions.first
        else {
            return "decode"
        }
        if state.submissions.contains(where: { $0.hash == Hex.text(hash.reversed()) && $0.verdict == nil }) { return "duplicate" }
        guard Array(bytes[4..<36]) == state.tip else { return "inconclusive-not-best-prevblk" }
        guard Array(bytes[72..<76]) == (0..<4).map({ UInt8(truncatingIfNeeded: state.bits >> (8 * UInt32($0))) }) else {
            return "bad-diffbits"
        }
        guard !Target(bits: state.bits).bytes.lexicographicallyPrecedes(hash.reversed()) else { return "high-hash" }
        let time = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[68 + $1]) << (8 * UInt32($1)) }
        guard time >= state.time - 3600 else { return "time-too-old" }
        guard time <= state.time + 7200 else { return "time-too-new" }
        guard rawRoot(transactions.map(\.txid)) == Array(bytes[36..<68]) else { return "bad-txnmrklroot" }
        guard transactions.dropFirst().map(\.bytes) == state.transactions else { return "bad-txns" }
        return verdict(coinbase, transactions, state)
    }

    private static func verdict(_ coinbase: RawTransaction, _ transactions: [RawTransaction], _ state: State) -> String? {
        guard coinbase.inputs == 1, coinbase.firstOutPoint == [UInt8](repeating: 0, count: 32) + [255, 255, 255, 255] else {
            return "bad-cb-missing"
        }
        guard (2...100).contains(coinbase.firstScript.count) else { return "bad-cb-length" }
        guard coinbase.firstScript.starts(with: heightScript(state.height + 1)) else { return "bad-cb-height" }
        guard coinbase.outputs.reduce(0, { $0 + $1.value }) <= state.value else { return "bad-cb-amount" }
        let mark: [UInt8] = [0x6A, 0x24, 0xAA, 0x21, 0xA9, 0xED]
        guard let commitment = coinbase.outputs.last(where: { $0.script.starts(with: mark) && $0.script.count >= 38 }) else {
            return transactions.contains { $0.txid != $0.wtxid } ? "unexpected-witness" : nil
        }
        guard coinbase.firstWitness == [[UInt8](repeating: 0, count: 32)] else { return "bad-witness-nonce-size" }
        let due = witnessCommitment(transactions.dropFirst().map(\.wtxid))
        return Array(commitment.script[6..<38]) == due ? nil : "bad-witness-merkle-match"
    }

    /// BIP 34 for the heights of the tests, which are above 16 and below 2¹⁵.
    private static func heightScript(_ height: Int) -> [UInt8] {
        if height < 128 { return [1, UInt8(height)] }
        return [2, UInt8(height & 255), UInt8(height >> 8)]
    }

    /// What was paid to whom by a block's coinbase.
    public static func outputs(ofCoinbaseIn block: [UInt8]) -> [(value: UInt64, script: [UInt8])] {
        RawTransaction.all(in: Array(block.dropFirst(80)))?.first.map { $0.outputs.map { ($0.value, $0.script) } } ?? []
    }
}

/// A transaction taken apart the long way.
struct RawTransaction {
    struct Output {
        var value: UInt64
        var script: [UInt8]
    }

    var bytes: [UInt8]
    var txid: [UInt8] = []
    var wtxid: [UInt8] = []
    var inputs = 0
    var firstOutPoint: [UInt8] = []
    var firstScript: [UInt8] = []
    var firstWitness: [[UInt8]] = []
    var outputs: [Output] = []

    init?(_ bytes: [UInt8]) {
        var rest = bytes[...]
        guard let transaction = RawTransaction(taking: &rest), rest.isEmpty else { return nil }
        self = transaction
    }

    /// The transactions that follow a header, with their count.
    static func all(in bytes: [UInt8]) -> [RawTransaction]? {
        var rest = bytes[...]
        guard let count = number(&rest) else { return nil }
        var transactions: [RawTransaction] = []
        for _ in 0..<count {
            guard let transaction = RawTransaction(taking: &rest) else { return nil }
            transactions.append(transaction)
        }
        return rest.isEmpty ? transactions : nil
    }

    private init?(taking rest: inout ArraySlice<UInt8>) {
        let start = rest.startIndex
        let whole = rest
        guard let version = Self.take(4, &rest) else { return nil }
        let hasWitness = rest.starts(with: [0, 1])
        if hasWitness { rest = rest.dropFirst(2) }
        let body = rest.startIndex
        guard let inputs = Self.number(&rest) else { return nil }
        self.bytes = []
        self.inputs = inputs
        for index in 0..<inputs {
            guard let point = Self.take(36, &rest), let script = Self.blob(&rest), Self.take(4, &rest) != nil else { return nil }
            if index == 0 { (firstOutPoint, firstScript) = (point, script) }
        }
        guard let outputs = Self.number(&rest) else { return nil }
        for _ in 0..<outputs {
            guard let value = Self.take(8, &rest), let script = Self.blob(&rest) else { return nil }
            self.outputs.append(Output(value: value.reversed().reduce(0) { $0 << 8 | UInt64($1) }, script: script))
        }
        let end = rest.startIndex
        if hasWitness {
            for index in 0..<inputs {
                guard let items = Self.number(&rest) else { return nil }
                for _ in 0..<items {
                    guard let item = Self.blob(&rest) else { return nil }
                    if index == 0 { firstWitness.append(item) }
                }
            }
        }
        guard let lock = Self.take(4, &rest) else { return nil }
        self.bytes = Array(whole[start..<rest.startIndex])
        wtxid = sha256d(bytes)
        txid = sha256d(version + whole[body..<end] + lock)
    }

    private static func take(_ count: Int, _ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
        guard rest.count >= count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }

    private static func number(_ rest: inout ArraySlice<UInt8>) -> Int? {
        guard let first = take(1, &rest)?.first else { return nil }
        guard first >= 0xFD else { return Int(first) }
        return take(first == 0xFD ? 2 : 4, &rest)?.reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    private static func blob(_ rest: inout ArraySlice<UInt8>) -> [UInt8]? { number(&rest).flatMap { take($0, &rest) } }
}
