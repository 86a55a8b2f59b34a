import Testing
import ZoneModel

@testable import MiningWork

/// Templates as bitcoind writes them, right and wrong.
@Suite struct TemplateTests {
    /// A template of testnet's block 924 634: its transactions, as a node would have offered them.
    static func real() throws -> TemplateText {
        let block = try bytes(of: "\(BlockTests.folder)/testnet-924634.block")
        let transactions = try BlockTests.transactions(of: block)
        var text = TemplateText(transactions: transactions.dropFirst().map { $0 })
        text.members["version"] = "536870912"
        text.members["previousblockhash"] = "\"\(Hex.text(block[4..<36].reversed()))\""
        text.members["height"] = "924634"
        text.members["bits"] = "\"\(Hex.text(block[72..<76].reversed()))\""
        text.members["target"] = nil
        return text
    }

    @Test func aRealOne() throws {
        let template = try BlockTemplate(try JSONValue(decoding: Array(Self.real().text.utf8)), network: .testnet)
        #expect(template.height == 924_634 && template.transactions.count == 14 && template.isSegwit && template.isTimeMutable)
        #expect(template.auxiliary.isEmpty && template.longPollID == "abc1" && template.coinbaseValue == 312_500_000)
        #expect(template.timeRoll(max: 3600) == 3600)
        // Its commitment is the one that stands in the block.
        let block = try SoloBlock(
            template, payout: PayoutTests.payout([60_000, 40_000]), tag: Array("/t/".utf8), id: "1", extranonce1: [1, 2, 3, 4],
            isClean: true)
        #expect(
            Hex.text(block.work.coinbaseTail).contains("266a24aa21a9edf91c46b49eb8a29089980f02ee6b57e7d63d33b18b4fddac2bcd7db2a3983704"))
    }

    /// What the miner chose, in the header, the coinbase and the root of what is sent in.
    @Test func theBlockThatIsSentIn() throws {
        let template = try BlockTemplate(try JSONValue(decoding: Array(Self.real().text.utf8)), network: .testnet)
        let block = try SoloBlock(
            template, payout: PayoutTests.payout([60_000, 40_000]), tag: Array("/t/".utf8), id: "1", extranonce1: [1, 2, 3, 4],
            isClean: true)
        let share = Share(
            templateID: "1", extranonce2: [5, 6, 7, 8, 9, 10, 11, 12], time: template.time + 3, nonce: 77, version: 0x2000_2000)
        let bytes = block.serialised(share)
        #expect(Array(bytes[..<80]) == block.work.header(of: share))
        #expect(Array(bytes[..<4]) == [0, 0x20, 0, 0x20] && Array(bytes[76..<80]) == [77, 0, 0, 0])
        let transactions = try BlockTests.transactions(of: bytes)
        let forms = try transactions.map { try #require(TransactionForm($0)) }
        #expect(MerkleTree.root(forms.map(\.txid)) == Array(bytes[36..<68]))
        #expect(forms.dropFirst().map(\.wtxid) == template.transactions.map(\.wtxid))
        #expect(Hex.text(transactions[0]).contains("0c" + "010203040506" + "0708090a0b0c"))
        // 60 % and 40 % of 3.125 coins.
        #expect(
            Hex.text(transactions[0]).contains("e0052d0b00000000160014") && Hex.text(transactions[0]).contains("4059730700000000160014"))
        #expect(block.hash(of: share) == Hex.text(sha256d(bytes[..<80]).reversed()))
    }

    @Test(
        arguments: [
            ("rules", "[\"csv\", \"!segwit\", \"taproot\"]", nil),
            ("rules", "[\"csv\", \"segwit\", \"blocksize\"]", nil),
            ("rules", "[\"!blocksize\", \"segwit\"]", "\"!blocksize\" must be understood"),
            ("rules", "[\"!signet\", \"segwit\"]", "it is signet's"),
            ("signet_challenge", "\"51\"", "it is signet's, and node.network says testnet"),
            ("rules", "\"segwit\"", "rules is no list"),
            ("rules", "[1]", "no list of texts"),
            ("noncerange", "\"00000000ffffffff\"", nil),
            ("noncerange", "\"00000000000fffff\"", "leaves out nonces"),
            ("version", "-1", nil), ("version", "4294967296", "version is no whole number"),
            ("version", "\"1\"", "version is no whole number"),
            ("previousblockhash", "\"00\"", "previousblockhash is no hash"), ("previousblockhash", "null", "previousblockhash is missing"),
            ("bits", "\"1d00ffff\"", nil), ("bits", "\"1d80ffff\"", "that nothing meets"), ("bits", "\"1d00fff\"", "not eight hexadecimal"),
            ("bits", "486604799", "bits is no text"), ("target", "\"00\"", "target is not that of bits"),
            ("curtime", "-1", "curtime is no"), ("mintime", "1700000001", "is not from mintime"),
            ("maxtime", "1699999999", "is not from mintime"),
            ("height", "2147483648", "height is no"), ("height", "1.5", "height is no"), ("height", "1e3", "height is no"),
            ("coinbasevalue", "2100000000000001", "coinbasevalue is no"), ("coinbasevalue", "null", "coinbasevalue is missing"),
            ("coinbaseaux", "{\"flags\": \"0a0b\"}", nil), ("coinbaseaux", "{\"flags\": \"0\"}", "is not hexadecimal"),
            ("coinbaseaux", "{\"flags\": \"\(String(repeating: "00", count: 33))\"}", "wants 33 bytes"),
            ("coinbaseaux", "[]", "is no object"),
            ("longpollid", "7", "longpollid is no text"), ("longpollid", "\"\(String(repeating: "x", count: 1025))\"", "too long"),
            ("weightlimit", "4000001", "weightlimit is no"), ("transactions", "{}", "transactions is no list"),
            ("transactions", "[{}]", "transaction 1 has no data"), ("transactions", "[{\"data\": \"00\"}]", "transaction 1 has no data"),
            ("transactions", "[7]", "transaction 1 has no data"), ("default_witness_commitment", "null", nil),
            (
                "default_witness_commitment", "\"6a24aa21a9ed\(String(repeating: "00", count: 32))\"",
                "does not follow from its transactions"
            ),
            ("mutable", "[]", nil), ("mutable", "7", "mutable is no list"),
        ] as [(String, String, String?)])
    func members(key: String, value: String, refusal: String?) throws {
        var text = try Self.real()
        text.members[key] = value
        let json = try JSONValue(decoding: Array(text.text.utf8))
        guard let refusal else {
            #expect(throws: Never.self) { try BlockTemplate(json, network: .testnet) }
            return
        }
        let error = #expect(throws: TemplateError.self) { try BlockTemplate(json, network: .testnet) }
        #expect(error?.message.contains(refusal) == true, "\(String(describing: error))")
    }

    @Test func aTransactionThatIsNotWhatItIsCalled() throws {
        for key in ["txid", "hash"] {
            var text = try Self.real()
            text.firstOverride = (key, "\"\(String(repeating: "ab", count: 32))\"")
            let json = try JSONValue(decoding: Array(text.text.utf8))
            let error = #expect(throws: TemplateError.self) { try BlockTemplate(json, network: .testnet) }
            #expect(error?.message == "\(key) of transaction 1 is not its data's")
        }
    }

    /// Signet's own blocks are signed; a signet whose challenge is OP_TRUE is mined like any chain.
    @Test func signet() throws {
        var text = try Self.real()
        text.members["rules"] = "[\"csv\", \"!segwit\", \"taproot\", \"!signet\"]"
        text.members["signet_challenge"] = "\"512103ad5e0edad18cb1f0fc0d28a3d4f1f3e445640337489abb10404f2d1e086be43051ae\""
        let error = #expect(throws: TemplateError.self) {
            try BlockTemplate(try JSONValue(decoding: Array(text.text.utf8)), network: .signet)
        }
        #expect(error?.message.contains("must be signed with its issuer's key (BIP 325)") == true)
        text.members["signet_challenge"] = "\"51\""
        #expect(throws: Never.self) { try BlockTemplate(try JSONValue(decoding: Array(text.text.utf8)), network: .signet) }
        text.members["signet_challenge"] = nil
        #expect(throws: TemplateError.self) { try BlockTemplate(try JSONValue(decoding: Array(text.text.utf8)), network: .signet) }
    }

    @Test func timeThatMayNotBeRolled() throws {
        var text = try Self.real()
        text.members["mutable"] = "[\"transactions\", \"prevblock\"]"
        var template = try BlockTemplate(try JSONValue(decoding: Array(text.text.utf8)), network: .testnet)
        #expect(template.timeRoll(max: 3600) == 0)
        text = try Self.real()
        text.members["maxtime"] = "1700000100"
        template = try BlockTemplate(try JSONValue(decoding: Array(text.text.utf8)), network: .testnet)
        #expect(template.timeRoll(max: 3600) == 100)
    }

    /// 4 000 made-up transactions of every size a block is full of, half of them with witnesses.
    @Test func fourThousandTransactions() throws {
        let transactions = TemplateText.generated(count: 4000, seed: 5)
        let text = TemplateText(transactions: transactions).text
        #expect(text.utf8.count > 3_000_000, "\(text.utf8.count)")
        let clock = ContinuousClock()
        let start = clock.now
        let template = try BlockTemplate(
            try JSONValue(decoding: Array(text.utf8), valuesMax: BlockTemplate.valuesMax), network: .testnet)
        let read = clock.now
        let block = try SoloBlock(
            template, payout: PayoutTests.payout([100_000]), tag: [], id: "1", extranonce1: [0, 0, 0, 0], isClean: true)
        let built = clock.now
        let bytes = block.serialised(
            Share(templateID: "1", extranonce2: [UInt8](repeating: 7, count: 8), time: template.time, nonce: 1, version: 1))
        print(
            "template of \(text.utf8.count) bytes: read in \(read - start), block made in \(built - read), serialised in \(clock.now - built)"
        )
        #expect(block.work.merkleBranch.count == 12)
        #expect(Array(bytes[80..<83]) == [0xFD, 0xA1, 0x0F])
        // The branch climbs to the root of all.
        let coinbase = block.work.coinbase(extranonce2: [UInt8](repeating: 7, count: 8))
        #expect(MerkleTree.root([sha256d(coinbase)] + template.transactions.map(\.txid)) == Array(bytes[36..<68]))
        #expect(bytes.suffix(transactions[3999].count).elementsEqual(transactions[3999]))
    }

    @Test func tooHeavyForABlock() throws {
        var text = try Self.real()
        text.members["weightlimit"] = "12000"
        let template = try BlockTemplate(try JSONValue(decoding: Array(text.text.utf8)), network: .testnet)
        let error = #expect(throws: TemplateError.self) {
            try SoloBlock(template, payout: PayoutTests.payout([100_000]), tag: [], id: "1", extranonce1: [0, 0, 0, 0], isClean: true)
        }
        #expect(error?.message.contains("weight units of 12000") == true)
    }
}
