import ZoneModel

extension BlockTemplate {
    /// How many values a template may have: a block holds some 16 600 of the smallest transactions, each with eight.
    public static let valuesMax = 400_000
    static let transactionsMax = 16_700
    static let blockWeightMax = 4_000_000
    static let coinbaseValueMax: UInt64 = 21_000_000 * 100_000_000
    static let auxiliaryBytesMax = 32
    static let longPollIDBytesMax = 1024

    /// What is understood here; others may come, and only those that begin with "!" forbid mining without knowing them.
    static let knownRules: Set<String> = ["csv", "segwit", "taproot", "testdummy", "signet"]

    /// - Parameter result: the `result` of the node's answer.
    public init(_ result: JSONValue, network: BitcoinNetwork) throws(TemplateError) {
        let reader = TemplateReader(result: result)
        let rules = try BlockTemplate.rules(reader)
        try BlockTemplate.checkSignet(reader, network, rules)
        if let range = try reader.optionalText("noncerange"), range.lowercased() != "00000000ffffffff" {
            throw TemplateError("noncerange \(range.prefix(20)) leaves out nonces, which is not done here")
        }
        version = try reader.version()
        previousHash = try reader.hash("previousblockhash")
        height = UInt32(try reader.integer("height", 0...Int64(Int32.max)))
        bits = try reader.bits()
        time = UInt32(try reader.integer("curtime", 0...Int64(UInt32.max)))
        timeMin = UInt32(try reader.optionalInteger("mintime", 0...Int64(UInt32.max)) ?? 0)
        timeMax = UInt32(try reader.optionalInteger("maxtime", 0...Int64(UInt32.max)) ?? Int64(UInt32.max))
        isTimeMutable = try reader.texts("mutable").contains { $0 == "time" || $0 == "time/increment" }
        guard time >= timeMin, time <= timeMax else { throw TemplateError("curtime \(time) is not from mintime to maxtime") }
        coinbaseValue = UInt64(try reader.integer("coinbasevalue", 0...Int64(BlockTemplate.coinbaseValueMax)))
        auxiliary = try reader.auxiliary()
        longPollID = try reader.optionalText("longpollid")
        guard (longPollID?.utf8.count ?? 0) <= BlockTemplate.longPollIDBytesMax else { throw TemplateError("longpollid is too long") }
        weightLimit = Int(
            try reader.optionalInteger("weightlimit", 0...Int64(BlockTemplate.blockWeightMax)) ?? Int64(BlockTemplate.blockWeightMax))
        (transactions, transactionsWeight) = try reader.transactions()
        isSegwit = rules.contains("segwit") || reader.has("default_witness_commitment")
        try checkCommitment(reader)
    }

    /// The names without their "!".
    private static func rules(_ reader: TemplateReader) throws(TemplateError) -> Set<String> {
        let rules = try reader.texts("rules")
        for rule in rules where rule.hasPrefix("!") && !knownRules.contains(String(rule.dropFirst())) {
            throw TemplateError("its rule \"\(rule.prefix(40))\" must be understood to mine, and is not: a newer release may")
        }
        return Set(rules.map { $0.hasPrefix("!") ? String($0.dropFirst()) : $0 })
    }

    /// Signet's blocks are signed (BIP 325) by whoever holds its key. A signet of one's own whose challenge is OP_TRUE takes them unsigned.
    private static func checkSignet(_ reader: TemplateReader, _ network: BitcoinNetwork, _ rules: Set<String>) throws(TemplateError) {
        let challenge = try reader.optionalText("signet_challenge")
        guard challenge != nil || rules.contains("signet") || network == .signet else { return }
        guard network == .signet else { throw TemplateError("it is signet's, and node.network says \(network.rawValue)") }
        guard challenge == "51" else {
            throw TemplateError(
                "a block of this signet must be signed with its issuer's key (BIP 325), which no miner has; use regtest, testnet, or a "
                    + "signet of your own with signetchallenge=51")
        }
    }

    /// The node's commitment must be ours: both are made of the same wtxids.
    private func checkCommitment(_ reader: TemplateReader) throws(TemplateError) {
        guard let text = try reader.optionalText("default_witness_commitment") else {
            guard isSegwit || transactions.allSatisfy({ $0.txid == $0.wtxid }) else {
                throw TemplateError("it holds witnesses, and segwit is not among its rules")
            }
            return
        }
        let own = WitnessCommitment.scriptPubKey(wtxids: transactions.map(\.wtxid))
        guard Hex.bytes(text) == own else { throw TemplateError("default_witness_commitment does not follow from its transactions") }
    }
}

/// The members of a template by their types and bounds.
private struct TemplateReader {
    let result: JSONValue

    func has(_ key: String) -> Bool { result[key].map { !$0.isNull } ?? false }

    private func value(_ key: String) throws(TemplateError) -> JSONValue {
        guard let value = result[key], !value.isNull else { throw TemplateError("\(key) is missing") }
        return value
    }

    func integer(_ key: String, _ range: ClosedRange<Int64>) throws(TemplateError) -> Int64 {
        guard case .integer(let number) = try value(key), range.contains(number) else {
            throw TemplateError("\(key) is no whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    func optionalInteger(_ key: String, _ range: ClosedRange<Int64>) throws(TemplateError) -> Int64? {
        has(key) ? try integer(key, range) : nil
    }

    func optionalText(_ key: String) throws(TemplateError) -> String? {
        guard has(key) else { return nil }
        guard let text = try value(key).string else { throw TemplateError("\(key) is no text") }
        return text
    }

    func texts(_ key: String) throws(TemplateError) -> [String] {
        guard has(key) else { return [] }
        guard let values = try value(key).array, values.count <= 100 else { throw TemplateError("\(key) is no list") }
        let texts = values.compactMap(\.string)
        guard texts.count == values.count else { throw TemplateError("\(key) is no list of texts") }
        return texts
    }

    /// Signed, as the node writes it.
    func version() throws(TemplateError) -> UInt32 {
        UInt32(truncatingIfNeeded: try integer("version", Int64(Int32.min)...Int64(UInt32.max)))
    }

    /// Written as numbers are, highest byte first; stored as the wire has it.
    func hash(_ key: String) throws(TemplateError) -> [UInt8] { try TemplateReader.hash(try value(key), key) }

    static func hash(_ value: JSONValue, _ key: String) throws(TemplateError) -> [UInt8] {
        guard let text = value.string, text.utf8.count == 64, let bytes = Hex.bytes(text) else {
            throw TemplateError("\(key) is no hash of 64 hexadecimal digits")
        }
        return bytes.reversed()
    }

    func bits() throws(TemplateError) -> UInt32 {
        guard let text = try optionalText("bits"), text.utf8.count == 8, let bits = Hex.word(text) else {
            throw TemplateError("bits are not eight hexadecimal digits")
        }
        let target = Target(bits: bits)
        guard target != .zero else { throw TemplateError("bits \(text) are a target that nothing meets") }
        if let written = try optionalText("target") {
            guard written.utf8.count == 64, Hex.bytes(written) == target.bytes else {
                throw TemplateError("target is not that of bits \(text)")
            }
        }
        return bits
    }

    func auxiliary() throws(TemplateError) -> [UInt8] {
        guard has("coinbaseaux") else { return [] }
        guard case .object(let members) = try value("coinbaseaux") else { throw TemplateError("coinbaseaux is no object") }
        var bytes: [UInt8] = []
        for (_, value) in members.sorted(by: { $0.key < $1.key }) {
            guard let text = value.string, let more = Hex.bytes(text) else { throw TemplateError("coinbaseaux is not hexadecimal") }
            bytes += more
        }
        guard bytes.count <= BlockTemplate.auxiliaryBytesMax else { throw TemplateError("coinbaseaux wants \(bytes.count) bytes") }
        return bytes
    }

    func transactions() throws(TemplateError) -> ([BlockTemplate.Transaction], weight: Int) {
        guard let entries = try value("transactions").array else { throw TemplateError("transactions is no list") }
        guard entries.count <= BlockTemplate.transactionsMax else { throw TemplateError("\(entries.count) transactions fit in no block") }
        var transactions: [BlockTemplate.Transaction] = []
        transactions.reserveCapacity(entries.count)
        var weight = 0
        for (index, entry) in entries.enumerated() {
            let name = "transaction \(index + 1)"
            guard let text = entry["data"]?.string, let bytes = Hex.bytes(text), let form = TransactionForm(bytes) else {
                throw TemplateError("\(name) has no data that is a transaction")
            }
            // Before BIP 145 there was `hash` alone; both are what the data says, or the data is not what the node meant.
            for (key, own) in [("txid", form.txid), ("hash", form.wtxid)] {
                guard let value = entry[key] else { continue }
                guard try TemplateReader.hash(value, "\(key) of \(name)") == own else {
                    throw TemplateError("\(key) of \(name) is not its data's")
                }
            }
            weight += form.weight
            guard weight <= BlockTemplate.blockWeightMax else { throw TemplateError("its transactions are too heavy for a block") }
            transactions.append(.init(bytes: bytes, txid: form.txid, wtxid: form.wtxid))
        }
        return (transactions, weight)
    }
}
