import ZoneModel

extension Payout {
    /// Of a configuration's payouts, which were checked when it was read.
    public init(_ payouts: [PayoutConfiguration], network: BitcoinNetwork) throws(PayoutError) {
        var parts: [Part] = []
        for payout in payouts {
            do throws(AddressError) {
                parts.append(Part(address: try PayoutAddress(payout.address, network: network), share: payout.share))
            } catch {
                throw PayoutError("\"\(payout.address.prefix(100))\" cannot be paid to: \(error.message)")
            }
        }
        try self.init(parts)
    }

    /// A line for each: what it gets, who that is, and the script that a block will carry.
    public func lines(labels: [String?]) -> [String] {
        parts.enumerated().map { index, part in
            let label = index < labels.count ? labels[index].map { " (\($0))" } ?? "" : ""
            let address = part.address
            return
                "\(Payout.text(share: part.share)) % to \(address.text)\(label): \(address.kind), script \(Hex.text(address.scriptPubKey))"
        }
    }

    /// "75 % to bc1q…, 25 % to bc1p…"
    public var text: String { parts.map { "\(Payout.text(share: $0.share)) % to \($0.address.text)" }.joined(separator: ", ") }
}
