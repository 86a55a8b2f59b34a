import Testing
import ZoneModel

@testable import MiningWork

/// The BIPs' own vectors, and those of Bitcoin Core's key_io tests.
@Suite struct AddressTests {
    static let bech32: [String] = [
        "A12UEL5L", "a12uel5l", "an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1tt5tgs",
        "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw",
        "11qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqc8247j",
        "split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w", "?1ezyfcl",
    ]
    static let bech32m: [String] = [
        "A1LQFN3A", "a1lqfn3a", "an83characterlonghumanreadablepartthatcontainsthetheexcludedcharactersbioandnumber11sg7hg6",
        "abcdef1l7aum6echk45nj3s0wdvt2fg8x9yrzpqzd3ryx",
        "11llllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllludsr8",
        "split1checkupstagehandshakeupstreamerranterredcaperredlc445v", "?1v759aa",
    ]

    @Test func validStrings() throws {
        for (texts, encoding) in [(Self.bech32, Bech32.Encoding.bech32), (Self.bech32m, .bech32m)] {
            for text in texts {
                let decoded = try Bech32(text)
                #expect(decoded.encoding == encoding, "\(text)")
                #expect(decoded.text == text.lowercased())
            }
        }
    }

    static let noStrings: [(String, AddressError.Cause)] = [
        // BIP 173
        (" 1nwldj5", .badCharacter), ("\u{7F}1axkwrx", .badCharacter), ("\u{80}1eym55h", .badCharacter),
        ("an84characterslonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1569pvx", .badLength),
        ("pzry9x0s0muk", .unknownForm), ("1pzry9x0s0muk", .unknownForm), ("x1b4n0q5v", .badCharacter), ("li1dgmt3", .badLength),
        ("de1lg7wt\u{FF}", .badCharacter), ("A1G7SGD8", .badChecksum), ("10a06t8", .unknownForm), ("1qzzfhee", .unknownForm),
        // BIP 350
        (" 1xj0phk", .badCharacter), ("\u{7F}1g6xzxy", .badCharacter), ("\u{80}1vctc34", .badCharacter),
        ("an84characterslonghumanreadablepartthatcontainsthetheexcludedcharactersbioandnumber11d6pts4", .badLength),
        ("qyrz8wqd2c9m", .unknownForm), ("1qyrz8wqd2c9m", .unknownForm), ("y1b0jsk6g", .badCharacter), ("lt1igcx5c0", .badCharacter),
        ("in1muywd", .badLength), ("mm1crxm3i", .badCharacter), ("au1s5cgom", .badCharacter), ("M1VUXWEZ", .badChecksum),
        ("16plkw9", .unknownForm), ("1p2gdwpf", .unknownForm),
    ]

    @Test func invalidStrings() {
        for (text, cause) in Self.noStrings {
            #expect(throws: AddressError.self, "\(text)") { try Bech32(text) }
            #expect(Self.cause { () throws(AddressError) in _ = try Bech32(text) } == cause, "\(text)")
        }
    }

    private static func cause(_ body: () throws(AddressError) -> Void) -> AddressError.Cause? {
        do {
            try body()
            return nil
        } catch {
            return error.cause
        }
    }

    // MARK: Addresses

    static let valid: [(String, BitcoinNetwork, String)] = [
        // BIP 173 and BIP 350
        ("BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", .mainnet, "0014751e76e8199196d454941c45d1b3a323f1433bd6"),
        (
            "tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7", .testnet,
            "00201863143c14c5166804bd19203356da136c985678cd4d27a1b8c6329604903262"
        ),
        (
            "bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y", .mainnet,
            "5128751e76e8199196d454941c45d1b3a323f1433bd6751e76e8199196d454941c45d1b3a323f1433bd6"
        ),
        ("BC1SW50QGDZ25J", .mainnet, "6002751e"),
        ("bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs", .mainnet, "5210751e76e8199196d454941c45d1b3a323"),
        (
            "tb1qqqqqp399et2xygdj5xreqhjjvcmzhxw4aywxecjdzew6hylgvsesrxh6hy", .signet,
            "0020000000c4a5cad46221b2a187905e5266362b99d5e91c6ce24d165dab93e86433"
        ),
        (
            "tb1pqqqqp399et2xygdj5xreqhjjvcmzhxw4aywxecjdzew6hylgvsesf3hn0c", .testnet,
            "5120000000c4a5cad46221b2a187905e5266362b99d5e91c6ce24d165dab93e86433"
        ),
        (
            "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", .mainnet,
            "512079be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
        ),
        // Bitcoin Core
        ("1FsSia9rv4NeEwvJ2GvXrX7LyxYspbN2mo", .mainnet, "76a914a31c06bd463e3923bc1aadbde48b16976c08071788ac"),
        ("36j4NfKv6Akva9amjWrLG6MuSQym1GuEmm", .mainnet, "a914373b819a068f32b7a6b38b6b38729647cfde01c287"),
        ("mzK2FFDEhxqHcmrJw1ysqFkVyhUULo45hZ", .testnet, "76a914ce28b26c57472737f5c3561a1761185bd8589a4388ac"),
        ("2NC2hEhe28ULKAJkW5MjZ3jtTMJdvXmByvK", .testnet, "a914ce0bba75891ff9ec60148d4bd4a09ee2dc5c933187"),
        ("mww4LvqtTMKvmeQvizPz2EQv26xTneWrbg", .signet, "76a914b4110ba93ac54afc14da3bdd19614774a2d55d2988ac"),
        ("2N1r7aC69VHeE7yQJPDLi9T1PYq4wnwvjuT", .signet, "a9145e5a35ab44b3efaea5129ba22b88ba3e2976614587"),
        ("n4fajahJrAuKbN7uNsKjLjQkz9Qn5ewJXQ", .regtest, "76a914fdeca3b08e38af53d7c4c60e3ad208ce5066441088ac"),
        ("2MxFajLApXpYk4VodBSZSt7rw8y4ryABkfA", .regtest, "a91436e9f191e0b75036a77f65e2eaa4752443233fbe87"),
        ("bc1qvyq0cc6rahyvsazfdje0twl7ez82ndmuac2lhv", .mainnet, "00146100fc6343edc8c874496cb2f5bbfec88ea9b77c"),
        ("bc1z2rksukkjr8", .mainnet, "520250ed"),
        ("tb1rgv5m6uvdk3kc7qsuz0c79v88ycr5w4wa", .testnet, "53104329bd718db46d8f021c13f1e2b0e726"),
        ("tb1q3vya2h5435jkugq2few7dmktlrwq4ejmfaw7kr", .signet, "00148b09d55e958d256e200a4e5de6eecbf8dc0ae65b"),
        ("bcrt1qdavt4j2sd7dlhqsavtnfxvzppw6k7qy97tmnu9", .regtest, "00146f58bac9506f9bfb821d62e69330410bb56f0085"),
        (
            "bcrt1qan8gntac7z7me2ejt4hpru42ad2f759fmy0m3ejvs98656znv7eqga4uhv", .regtest,
            "0020ecce89afb8f0bdbcab325d6e11f2aaeb549f50a9d91fb8e64c814faa685367b2"
        ),
        (
            "bcrt1pfwxjqvtt4tcxrtdluukfmy2dv7xd2qzdfy6kajv5nwn4yam3wxkq3553uh", .regtest,
            "51204b8d20316baaf061adbfe72c9d914d678cd5004d49356ec9949ba752777171ac"
        ),
        (
            "bcrt1sx6p8njlx7h9mc2agz4yg82dzne23050ncq72cneeecez2pst8mahn8xecsf8g6hzx94420", .regtest,
            "6028368279cbe6f5cbbc2ba8154883a9a29e5517d1f3c03cac4f39ce3225060b3efb799cd9c412746ae2"
        ),
    ]

    @Test func scripts() throws {
        for (text, network, script) in Self.valid {
            #expect(Hex.text(try PayoutAddress(text, network: network).scriptPubKey) == script, "\(text)")
        }
    }

    @Test func kinds() throws {
        let kinds = try [8, 9, 0, 1, 7, 3].map { try PayoutAddress(Self.valid[$0].0, network: Self.valid[$0].1).kind }
        #expect(kinds == ["P2PKH", "P2SH", "P2WPKH", "P2WSH", "P2TR", "witness version 16"])
    }

    static let invalid: [(String, AddressError.Cause)] = [
        // BIP 173 (mainnet where nothing else is said)
        ("tc1qw508d6qejxtdg4y5r3zarvary0c5xw7kg3g4ty", .wrongNetwork), ("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", .badChecksum),
        ("BC13W508D6QEJXTDG4Y5R3ZARVARY0C5XW7KN40WF2", .badWitnessVersion), ("bc1rw5uspcuh", .badProgram),
        ("bc10w508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kw5rljs90", .badProgram),
        ("BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P", .badProgram),
        ("tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sL5k7", .mixedCase),
        ("bc1zw508d6qejxtdg4y5r3zarvaryvqyzf3du", .badPadding),
        ("tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3pjxtptv", .badPadding), ("bc1gmk9yu", .badLength),
        // BIP 350
        ("tc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq5zuyut", .wrongNetwork),
        ("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd", .wrongEncoding),
        ("tb1z0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqglt7rf", .wrongEncoding),
        ("BC1S0XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ54WELL", .wrongEncoding),
        ("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh", .wrongEncoding),
        ("tb1q0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq24jc47", .wrongEncoding),
        ("bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4", .badCharacter),
        ("BC130XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ7ZWS8R", .badWitnessVersion), ("bc1pw5dgrnzv", .badProgram),
        ("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v8n0nx0muaewav253zgeav", .badProgram),
        ("tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq47Zagq", .mixedCase),
        ("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v07qwwzcrf", .badPadding),
        ("tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vpggkg4j", .badPadding),
        // BIP 173's own addresses of versions 1 and up, which BIP 350 took back.
        ("BC1SW50QA3JX3S", .wrongEncoding), ("bc1zw508d6qejxtdg4y5r3zarvaryvg6kdaj", .wrongEncoding),
        // Base58: a character mistyped, one too few, none, a private key of mainnet, of testnet.
        ("1FsSia9rv4NeEwvJ2GvXrX7LyxYspbN2mp", .badChecksum), ("1FsSia9rv4NeEwvJ2GvXrX7LyxYspbN2m", .badChecksum), ("", .badLength),
        ("1FsSia9rv4NeEwvJ2GvXrX7LyxYspbN2m!", .badCharacter), ("5JuW2AMDYu4xVwRG9DZW18VbzQrGcd5RCgb99sS6ehJsNQXu5b9", .key),
        ("cV83kKisF3RQSvXbUCm9ox3kaz5JjEUBWcx8tNydfGJcyeUxuH47", .key),
        (
            "1111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111",
            .badLength
        ),
    ]

    @Test func refusals() {
        for (text, cause) in Self.invalid {
            let network: BitcoinNetwork = text.lowercased().hasPrefix("tb1") ? .testnet : .mainnet
            #expect(Self.cause { () throws(AddressError) in _ = try PayoutAddress(text, network: network) } == cause, "\(text)")
        }
    }

    /// Which networks may read an address of which: bech32 of testnet and signet are one, base58 of all but mainnet.
    @Test func theWrongNetworkIsNamed() throws {
        for (text, owner, _) in Self.valid {
            let isWitness = text.lowercased().contains("1q") || text.lowercased().hasPrefix("bc") || text.lowercased().hasPrefix("tb")
            for network in BitcoinNetwork.allCases {
                let isTaken =
                    network == owner
                    || (isWitness ? network.humanPart == owner.humanPart : (network == .mainnet) == (owner == .mainnet))
                let error: AddressError? = {
                    do throws(AddressError) {
                        _ = try PayoutAddress(text, network: network)
                        return nil
                    } catch { return error }
                }()
                #expect((error == nil) == isTaken, "\(text) on \(network)")
                guard let error else { continue }
                #expect(
                    error.cause == .wrongNetwork && error.message.contains(owner.rawValue)
                        && error.message.contains("and \(network.rawValue) is mined"))
            }
        }
    }

    @Test func base58BothWays() throws {
        for (text, _, _) in Self.valid[8...15] { #expect(Base58Check.encode(try Base58Check.decode(text)) == text) }
        #expect(try Base58Check.decode(Base58Check.encode([0, 0, 0])) == [0, 0, 0])
    }

    /// Any one character changed for another is noticed, whatever the encoding.
    @Test func oneWrongCharacterIsNoticed() {
        for (text, network, _) in [Self.valid[0], Self.valid[7], Self.valid[8]] {
            let bytes = Array(text.utf8)
            for place in bytes.indices {
                for other in "023456789acdefghjklmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ".utf8 where other | 0x20 != bytes[place] | 0x20 {
                    var wrong = bytes
                    wrong[place] = other
                    #expect(throws: AddressError.self) { try PayoutAddress(String(decoding: wrong, as: UTF8.self), network: network) }
                }
            }
        }
    }
}
