import Testing

@testable import MiningWork

@Suite struct TargetTests {
    private func bytes(_ text: String) -> [UInt8] { Hex.bytes(text) ?? [] }
    private func padded(_ head: String) -> String { head + String(repeating: "0", count: 64 - head.count) }

    /// Bitcoin Core's own cases among them (arith_uint256_tests, SetCompact), with real blocks' bits.
    @Test(
        arguments: [
            (0x1d00_ffff, "00000000ffff"), (0x1b04_864c, "000000000004864c"), (0x1703_4219, "0000000000000000000342" + "19"),
            (0x207f_ffff, "7fffff"), (0x2100_ffff, "ffff"), (0x1d80_ffff, ""), (0x2300_0001, ""), (0xff12_3456, ""), (0, ""),
        ] as [(UInt32, String)])
    func compactBits(bits: UInt32, head: String) { #expect(Hex.text(Target(bits: bits).bytes) == padded(head)) }

    @Test func compactBitsOfAFewBytes() {
        let tail = { (text: String) in String(repeating: "0", count: 64 - text.count) + text }
        for (bits, text) in [(0x0112_3456, "12"), (0x0212_3456, "1234"), (0x0312_3456, "123456"), (0x0412_3456, "12345600")]
            as [(UInt32, String)]
        {
            #expect(Hex.text(Target(bits: bits).bytes) == tail(text))
        }
    }

    @Test(
        arguments: [
            (1, "00000000ffff"), (2, "000000007fff8"), (0.5, "00000001fffe"), (65_535, "0000000000010"), (1024, "00000000003fffc"),
            (1.0 / 65_536, "0000ffff"),
        ] as [(Double, String)])
    func difficultyToTarget(difficulty: Double, head: String) throws {
        let target = try #require(Target(difficulty: difficulty))
        #expect(Hex.text(target.bytes) == padded(head))
        #expect(abs(target.difficulty / difficulty - 1) < 1e-12)
    }

    @Test(arguments: [0, -1, -0.0, .infinity, -.infinity, .nan] as [Double])
    func whatIsNoDifficulty(difficulty: Double) { #expect(Target(difficulty: difficulty) == nil) }

    @Test func theEndsOfTheScale() {
        #expect(Target(difficulty: 1e-10) == .max)
        #expect(Target(difficulty: .leastNonzeroMagnitude) == .max)
        #expect(Target(difficulty: .greatestFiniteMagnitude) == .zero)
        #expect(Target.zero.difficulty == .infinity)
        #expect(abs(Target(bits: 0x1b04_864c).difficulty - 14_484.162361225399) < 1e-6)
    }

    @Test func aHashAtTheTargetMeetsItAndOneAboveDoesNot() throws {
        let target = try #require(Target(difficulty: 3))
        let hash = Array(target.bytes.reversed())
        #expect(target.isMet(by: hash))
        var above = hash
        let carry = try #require(above.firstIndex { $0 < 255 })
        above[carry] += 1
        #expect(!target.isMet(by: above))
        #expect(!target.isMet(by: []) && Target.max.isMet(by: [UInt8](repeating: 255, count: 32)))
    }

    /// Never easier than what the pool counts: a share that is sent is never short by a rounding.
    @Test func theTargetIsNeverEasierThanTheDifficulty() throws {
        for step in 1...2000 {
            let difficulty = Double(step) * 0.37 + 1e-4
            let target = try #require(Target(difficulty: difficulty))
            #expect(target.difficulty >= difficulty * (1 - 1e-15))
        }
    }
}
