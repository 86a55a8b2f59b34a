import Testing
import ZoneModel

@testable import MiningWork

@Suite struct PayoutTests {
    static func payout(_ shares: [Int]) throws -> Payout {
        // Witness programs that differ: what is paid to is not looked at here.
        try Payout(
            try shares.enumerated().map { index, share in
                let text = Bech32(
                    humanPart: "bcrt", data: [0] + Bech32.groups([UInt8](repeating: UInt8(index), count: 20)), encoding: .bech32)
                return Payout.Part(address: try PayoutAddress(text.text, network: .regtest), share: share)
            })
    }

    @Test(
        arguments: [
            ([100_000], 312_500_000, [312_500_000]),
            ([50_000, 50_000], 5, [3, 2]),
            ([33_333, 33_333, 33_334], 100, [34, 33, 33]),
            ([1, 99_999], 312_500_000, [3_125, 312_496_875]),
            ([99_999, 1], 99_999, [99_999, 0]),
            ([70_000, 20_000, 10_000], 0, [0, 0, 0]),
            ([12_500, 87_500], 2_100_000_000_000_000, [262_500_000_000_000, 1_837_500_000_000_000]),
        ] as [([Int], UInt64, [UInt64])])
    func amounts(shares: [Int], of value: UInt64, are expected: [UInt64]) throws {
        let amounts = try Self.payout(shares).amounts(of: value)
        #expect(amounts == expected && amounts.reduce(0, +) == value)
    }

    @Test(
        arguments: [
            ([], "there is no address"), ([99_999], "make 99.999 %"), ([50_000, 50_001], "make 100.001 %"), ([100_000, 0], "gets 0 %"),
            ([-1, 100_001], "gets -0.001 %"), ([Int](repeating: 9_090, count: 11), "at most 10 fit"),
        ] as [([Int], String)])
    func refused(shares: [Int], says: String) throws {
        let error = #expect(throws: PayoutError.self) { try Self.payout(shares) }
        #expect(error?.message.contains(says) == true, "\(String(describing: error))")
    }

    @Test func oneAddressComesOnce() throws {
        let address = try PayoutAddress("bcrt1qdavt4j2sd7dlhqsavtnfxvzppw6k7qy97tmnu9", network: .regtest)
        let loud = try PayoutAddress("BCRT1QDAVT4J2SD7DLHQSAVTNFXVZPPW6K7QY97TMNU9", network: .regtest)
        #expect(throws: PayoutError.self) { try Payout([.init(address: address, share: 50_000), .init(address: loud, share: 50_000)]) }
    }

    @Test func sharesInWords() {
        #expect([100_000, 33_333, 2_500, 50, 1].map(Payout.text) == ["100", "33.333", "2.5", "0.05", "0.001"])
    }
}
