import Testing
import ZoneModel

@testable import MiningWork

/// Worked examples from real blocks.
@Suite struct BlockTests {
    static let folder = "/" + #filePath.split(separator: "/").dropLast().joined(separator: "/") + "/Fixtures"

    // Mainnet's genesis and block 170, the first that moved coins.
    static let genesisHeader =
        "0100000000000000000000000000000000000000000000000000000000000000000000003ba3edfd7a7b12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4a29ab5f49ffff001d1dac2b7c"
    static let genesisCoinbase =
        "01000000010000000000000000000000000000000000000000000000000000000000000000ffffffff4d04ffff001d0104455468652054696d65732030332f4a616e2f32303039204368616e63656c6c6f72206f6e206272696e6b206f66207365636f6e64206261696c6f757420666f722062616e6b73ffffffff0100f2052a01000000434104678afdb0fe5548271967f1a67130b7105cd6a828e03909a67962e0ea1f61deb649f6bc3f4cef38c4f35504e51ec112de5c384df7ba0b8d578a4c702b6bf11d5fac00000000"
    static let block170Header =
        "0100000055bd840a78798ad0da853f68974f3d183e2bd1db6a842c1feecf222a00000000ff104ccb05421ab93e63f8c3ce5c2c2e9dbb37de2764b3a3175c8166562cac7d51b96a49ffff001d283e9e70"
    static let block170 = [
        "01000000010000000000000000000000000000000000000000000000000000000000000000ffffffff0704ffff001d0102ffffffff0100f2052a01000000434104d46c4968bde02899d2aa0963367c7a6ce34eec332b32e42e5f3407e052d64ac625da6f0718e7b302140434bd725706957c092db53805b821a85b23a7ac61725bac00000000",
        "0100000001c997a5e56e104102fa209c6a852dd90660a20b2d9c352423edce25857fcd3704000000004847304402204e45e16932b8af514961a1d3a1a25fdf3f4f7732e9d624c6c61548ab5fb8cd410220181522ec8eca07de4860a4acdd12909d831cc56cbbac4622082221a8768d1d0901ffffffff0200ca9a3b00000000434104ae1a62fe09c5f51b13905f07f06b99a2f7159b2225f374cd378d71302fa28414e7aab37397f554a7df5f142c21c1b7303b8a0626f1baded5c72a704f7e6cd84cac00286bee0000000043410411db93e1dcdb8a016b49840f8c53bc1eb68a382e97b1482ecad7b148a6909a5cb2e0eaddfb84ccf9744464f82e160bfa9b8b64f9d4c03f999b8643f656b412a3ac00000000",
    ]

    @Test func rootsOfTheFirstBlocks() throws {
        for (header, transactions, hash) in [
            (Self.genesisHeader, [Self.genesisCoinbase], "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f"),
            (Self.block170Header, Self.block170, "00000000d1145790a8694403d4063f323d499e655c83426834d4ce2f8dd4a2ee"),
        ] {
            let header = try #require(Hex.bytes(header))
            let txids = try transactions.map { try form($0).txid }
            #expect(MerkleTree.root(txids) == Array(header[36..<68]))
            let climbed = MerkleTree.branch(others: Array(txids.dropFirst())).reduce(txids[0]) { sha256d($0 + $1) }
            #expect(climbed == Array(header[36..<68]))
            #expect(Hex.text(sha256d(header).reversed()) == hash)
        }
        #expect(
            Hex.text(try form(Self.block170[1]).txid.reversed())
                == "f4184fc596403b9d638783cf57adfe4c75c605f6356fbc91338530e9831e9e16")
    }

    /// Mainnet's block 702 861: 2 500 transactions, 2 065 of them with a witness (the coinbase's included). The fixture holds txid and wtxid of all but
    /// the coinbase.
    @Test func aSegwitBlockOfMainnet() throws {
        let header = try #require(
            Hex.bytes(
                "04e0ff3f5f3b2119529dc4013ff0f427a457bed706e7b5b8dec30900000000000000000022906797f7ab258c0f896c35b2d6725c0554f579af99754b241aec8c76727d4091a45561ebd00e17e3d6da41"
            ))
        let coinbase = try #require(
            Hex.bytes(
                "020000000001010000000000000000000000000000000000000000000000000000000000000000ffffffff58038db90a0475a45561fabe6d6db43c2ece440513219decd96f67a31bf0191f9a5f2d6c952e5029005e3d30f562040000001e34c5f062696e616e63652f6672323134818226021704159799809b19f82f7807000000000000ffffffff02f53f8c25000000001600143156afc4249915008020f932783319f3e610b97d0000000000000000266a24aa21a9ed71bfcc287cd6271682f35f5fba3963861571e0f186899eb0a41a5ebc360a3faa0120000000000000000000000000000000000000000000000000000000000000000000000000"
            ))
        let ids = try bytes(of: "\(Self.folder)/mainnet-702861.ids")
        try #require(ids.count == 2499 * 64)
        let txids = stride(from: 0, to: ids.count, by: 64).map { Array(ids[$0..<$0 + 32]) }
        let wtxids = stride(from: 32, to: ids.count, by: 64).map { Array(ids[$0..<$0 + 32]) }
        let form = try #require(TransactionForm(coinbase))
        #expect(Hex.text(sha256d(header).reversed()) == "000000000000000000000c835b2adcaedc20fdf6ee440009c249452c726dafae")
        #expect(MerkleTree.root([form.txid] + txids) == Array(header[36..<68]))
        let branch = MerkleTree.branch(others: txids)
        #expect(branch.count == 12 && branch.reduce(form.txid) { sha256d($0 + $1) } == Array(header[36..<68]))
        let script = WitnessCommitment.scriptPubKey(wtxids: wtxids)
        #expect(Hex.text(script) == "6a24aa21a9ed71bfcc287cd6271682f35f5fba3963861571e0f186899eb0a41a5ebc360a3faa")
        #expect(Array(coinbase[44...].prefix(4)) == Wire.height(702_861))
    }

    /// A whole block of testnet (924 634) by its bytes: its transactions, its root, its commitment and its height.
    @Test func aWholeBlock() throws {
        let block = try bytes(of: "\(Self.folder)/testnet-924634.block")
        let transactions = try Self.transactions(of: block)
        #expect(transactions.count == 15 && transactions.reduce(81) { $0 + $1.count } == block.count)
        let forms = try transactions.map { try #require(TransactionForm($0)) }
        #expect(MerkleTree.root(forms.map(\.txid)) == Array(block[36..<68]))
        #expect(
            Hex.text(WitnessCommitment.hash(wtxids: forms.dropFirst().map(\.wtxid)))
                == "f91c46b49eb8a29089980f02ee6b57e7d63d33b18b4fddac2bcd7db2a3983704")
        #expect(Array(transactions[0][44...].prefix(4)) == Wire.height(924_634))
        let roots = MerkleTree.branch(others: forms.dropFirst().map(\.txid)).reduce(forms[0].txid) { sha256d($0 + $1) }
        #expect(block[..<36] + roots + block[68..<80] == block[..<80])
    }

    static func transactions(of block: [UInt8]) throws -> [[UInt8]] {
        var rest = Array(block.dropFirst(81))
        var transactions: [[UInt8]] = []
        for _ in 0..<block[80] {
            // The shortest start of the rest that is a transaction.
            let length = try #require((60...rest.count).first { TransactionForm(Array(rest.prefix($0))) != nil })
            transactions.append(Array(rest.prefix(length)))
            rest.removeFirst(length)
        }
        #expect(rest.isEmpty)
        return transactions
    }

    /// `CScript() << height` of Bitcoin Core, by hand: OP_0, OP_1 … OP_16, then the shortest signed number.
    @Test(
        arguments: [
            (0, "00"), (1, "51"), (2, "52"), (16, "60"), (17, "0111"), (127, "017f"), (128, "028000"), (255, "02ff00"), (256, "020001"),
            (32_767, "02ff7f"), (32_768, "03008000"), (65_535, "03ffff00"), (65_536, "03000001"), (227_931, "035b7a03"),
            (702_861, "038db90a"),
            (8_388_607, "03ffff7f"), (8_388_608, "0400008000"), (16_777_216, "0400000001"), (2_147_483_647, "04ffffff7f"),
        ] as [(UInt32, String)])
    func heights(height: UInt32, script: String) { #expect(Hex.text(Wire.height(height)) == script) }

    @Test(
        arguments: [
            (0, "00"), (252, "fc"), (253, "fdfd00"), (65_535, "fdffff"), (65_536, "fe00000100"), (4_294_967_295, "feffffffff"),
            (4_294_967_296, "ff0000000001000000"),
        ] as [(Int, String)])
    func counts(count: Int, written: String) { #expect(Hex.text(Wire.compactSize(count)) == written) }

    /// A coinbase of ours, by hand.
    @Test func ourCoinbase() throws {
        let coinbase = try #require(
            Coinbase(
                height: 17, auxiliary: [0xAB], tag: Array("/z/".utf8), outputs: [.init(satoshis: 5_000_000_000, scriptPubKey: [0x51])],
                commitment: [0x6A]))
        let extranonce: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
        let zeros = String(repeating: "0", count: 64)
        let base =
            "0200000001\(zeros)ffffffff14" + "0111" + "ab" + "032f7a2f" + "0c0102030405060708090a0b0c" + "ffffffff02"
            + "00f2052a010000000151" + "0000000000000000016a" + "00000000"
        #expect(Hex.text(coinbase.base(extranonce: extranonce)) == base)
        let whole = "020000000001" + base.dropFirst(8).dropLast(8) + "0120\(zeros)" + "00000000"
        #expect(Hex.text(coinbase.whole(extranonce: extranonce)) == whole)
        let form = try #require(TransactionForm(coinbase.whole(extranonce: extranonce)))
        #expect(form.txid == sha256d(coinbase.base(extranonce: extranonce)))
    }

    @Test func scriptSigBounds() {
        let output = Coinbase.Output(satoshis: 1, scriptPubKey: [0x51])
        func fits(auxiliary: Int, tag: Int) -> Bool {
            Coinbase(
                height: 2_000_000, auxiliary: [UInt8](repeating: 0, count: auxiliary), tag: [UInt8](repeating: 65, count: tag),
                outputs: [output], commitment: nil) != nil
        }
        // Height 4, push of the tag 1, extranonce 13.
        #expect(fits(auxiliary: 100 - 4 - 41 - 13, tag: 40) && !fits(auxiliary: 101 - 4 - 41 - 13, tag: 40))
        #expect(fits(auxiliary: 0, tag: 0) && !fits(auxiliary: 0, tag: 41))
    }

    @Test func halfTransactions() throws {
        let whole = try #require(Hex.bytes(Self.block170[1]))
        for count in 0..<whole.count { #expect(TransactionForm(Array(whole.prefix(count))) == nil) }
        #expect(TransactionForm(whole + [0]) == nil)
        // A count that no bytes can follow.
        #expect(TransactionForm([1, 0, 0, 0, 0xFF] + [UInt8](repeating: 0xFF, count: 60)) == nil)
    }
}

private func form(_ hex: String) throws -> TransactionForm {
    let bytes = try #require(Hex.bytes(hex))
    return try #require(TransactionForm(bytes))
}
