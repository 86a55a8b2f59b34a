import Testing

@testable import MiningWork

@Suite struct HeaderTests {
    @Test func aRealBlocksHeaderFromItsCoinbaseAndBranch() {
        let (template, share) = (Templates.block100000, Templates.block100000Share)
        #expect(
            Hex.text(template.merkleRoot(extranonce2: share.extranonce2).reversed())
                == "f3e94742aca4b5ef85488dc37c06c3282295ffec960994b2c0d5ac2a25a95766")
        #expect(
            Hex.text(sha256d(template.header(of: share)).reversed()) == "000000000003ba27aa200b1cecaad478d2b00432346c3f1f3986da1afd33e506")
        guard case .block(let difficulty) = ShareCheck(share, of: template) else {
            Issue.record("block 100,000 is none")
            return
        }
        #expect(difficulty > template.shareTarget.difficulty)
    }

    @Test func anotherNonceIsShort() {
        var share = Templates.block100000Share
        share.nonce += 1
        #expect(ShareCheck(share, of: Templates.block100000) == .short)
        var easy = Templates.block100000
        easy.shareTarget = .max
        guard case .share = ShareCheck(share, of: easy) else {
            Issue.record("every hash meets the easiest target")
            return
        }
    }

    @Test(
        arguments: [
            ("", []), ("00", [0]), ("fF0a", [255, 10]), ("f", nil), ("0g", nil), ("0x", nil), ("é0", nil),
        ] as [(String, [UInt8]?)])
    func hexadecimal(text: String, bytes: [UInt8]?) {
        #expect(Hex.bytes(text) == bytes)
    }
}
