/// Who gets what a block brings: addresses of one network with their shares, which make 100 per cent.
public struct Payout: Equatable, Sendable {
    /// A share, exact to a thousandth of a per cent.
    public struct Part: Equatable, Sendable {
        public var address: PayoutAddress
        /// Thousandths of a per cent, 1 … 100 000.
        public var share: Int

        public init(address: PayoutAddress, share: Int) {
            self.address = address
            self.share = share
        }
    }

    public static let whole = 100_000
    /// Ten outputs of the longest scripts fit, with everything else, in the 4 000 weight units that bitcoind leaves free for a coinbase.
    public static let partsMax = 10

    public let parts: [Part]

    public init(_ parts: [Part]) throws(PayoutError) {
        guard !parts.isEmpty else { throw PayoutError("there is no address to pay to") }
        guard parts.count <= Payout.partsMax else { throw PayoutError("\(parts.count) addresses; at most \(Payout.partsMax) fit") }
        for part in parts where !(1...Payout.whole).contains(part.share) {
            throw PayoutError("\(part.address.text) gets \(Payout.text(share: part.share)) %; it must be above 0 and at most 100")
        }
        for (index, part) in parts.enumerated()
        where parts[..<index].contains(where: { $0.address.scriptPubKey == part.address.scriptPubKey }) {
            throw PayoutError("\(part.address.text) is there twice")
        }
        let sum = parts.reduce(0) { $0 + $1.share }
        guard sum == Payout.whole else { throw PayoutError("the shares make \(Payout.text(share: sum)) %, not 100 %") }
        self.parts = parts
    }

    /// What each part gets, in satoshis: rounded down, and the remainder to the first.
    public func amounts(of satoshis: UInt64) -> [UInt64] {
        var amounts = parts.map { part -> UInt64 in
            let product = satoshis.multipliedFullWidth(by: UInt64(part.share))
            return UInt64(Payout.whole).dividingFullWidth(product).quotient
        }
        amounts[0] += satoshis - amounts.reduce(0, +)
        return amounts
    }

    /// "33.333" of 33 333 thousandths; "50" of 50 000.
    public static func text(share: Int) -> String {
        let fraction = String(1000 + abs(share) % 1000).dropFirst()
        let digits = fraction.reversed().drop { $0 == "0" }.reversed()
        return (share < 0 ? "-" : "") + "\(abs(share) / 1000)" + (digits.isEmpty ? "" : "." + String(digits))
    }
}

public struct PayoutError: Error, Equatable, Sendable, CustomStringConvertible {
    public let message: String
    public var description: String { message }
    init(_ message: String) { self.message = message }
}
