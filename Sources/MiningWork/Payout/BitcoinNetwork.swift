import ZoneModel

/// How a network writes its addresses, and what its node calls it.
extension BitcoinNetwork {
    /// What a witness address begins with.
    public var humanPart: String {
        switch self {
        case .mainnet: "bc"
        case .testnet, .signet: "tb"
        case .regtest: "bcrt"
        }
    }

    /// The first byte of a base58 address of a key's hash, and of a script's.
    public var keyHashVersion: UInt8 { self == .mainnet ? 0 : 111 }
    public var scriptHashVersion: UInt8 { self == .mainnet ? 5 : 196 }

    /// As the node names it (`getblockchaininfo`, field `chain`). Testnet is the third or the fourth of that name.
    public init?(chain: String) {
        switch chain {
        case "main": self = .mainnet
        case "test", "testnet4": self = .testnet
        case "signet": self = .signet
        case "regtest": self = .regtest
        default: return nil
        }
    }

    /// "testnet, signet or regtest"
    static func words(_ networks: [BitcoinNetwork]) -> String {
        let names = networks.map(\.rawValue)
        guard let last = names.last, names.count > 1 else { return names.first ?? "no network" }
        return names.dropLast().joined(separator: ", ") + " or " + last
    }
}
