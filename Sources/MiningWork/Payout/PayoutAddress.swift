import ZoneModel

/// An address of one network, and the script that pays to it.
public struct PayoutAddress: Equatable, Hashable, Sendable {
    public let text: String
    public let scriptPubKey: [UInt8]
    /// "P2WPKH", or "witness version 5" where nobody has given that version a meaning yet.
    public let kind: String

    /// - Throws: with what it is instead, where the text is an address of another network.
    public init(_ text: String, network: BitcoinNetwork) throws(AddressError) {
        self.text = text
        if PayoutAddress.looksLikeBech32(text) {
            (scriptPubKey, kind) = try PayoutAddress.witness(text, network)
        } else {
            (scriptPubKey, kind) = try PayoutAddress.base58(text, network)
        }
    }

    /// The known prefixes say so; else a text of one case with a prefix, and characters that base58 has not.
    private static func looksLikeBech32(_ text: String) -> Bool {
        let lower = text.lowercased()
        if ["bc1", "tb1", "bcrt1"].contains(where: lower.hasPrefix) { return true }
        guard text == lower || text == text.uppercased(), let separator = lower.lastIndex(of: "1") else { return false }
        return separator > lower.startIndex && !text.utf8.allSatisfy(Base58Check.isDigit)
    }

    // MARK: Witness programs

    private static func witness(_ text: String, _ network: BitcoinNetwork) throws(AddressError) -> ([UInt8], String) {
        let decoded = try Bech32(text)
        let owners = BitcoinNetwork.allCases.filter { $0.humanPart == decoded.humanPart }
        guard !owners.isEmpty else {
            throw AddressError(
                .wrongNetwork, "\"\(decoded.humanPart)1…\" belongs to no Bitcoin network; \(network.rawValue) writes \(network.humanPart)1…"
            )
        }
        let (version, program) = try program(of: decoded)
        guard owners.contains(network) else { throw wrongNetwork(owners, wanted: network) }
        let script = [version == 0 ? 0 : 0x50 + version, UInt8(program.count)] + program
        switch (version, program.count) {
        case (0, 20): return (script, "P2WPKH")
        case (0, _): return (script, "P2WSH")
        case (1, 32): return (script, "P2TR")
        default: return (script, "witness version \(version)")
        }
    }

    private static func program(of decoded: Bech32) throws(AddressError) -> (version: UInt8, program: [UInt8]) {
        guard let version = decoded.data.first else { throw AddressError(.badLength, "it holds nothing after its prefix") }
        guard version <= 16 else { throw AddressError(.badWitnessVersion, "there is no witness version \(version): 0 to 16") }
        let program = try Bech32.bytes(decoded.data.dropFirst())
        guard (2...40).contains(program.count) else {
            throw AddressError(.badProgram, "a witness program has 2 to 40 bytes, not \(program.count)")
        }
        guard version > 0 || program.count == 20 || program.count == 32 else {
            throw AddressError(.badProgram, "a program of witness version 0 has 20 or 32 bytes, not \(program.count)")
        }
        let due: Bech32.Encoding = version == 0 ? .bech32 : .bech32m
        guard decoded.encoding == due else {
            let words = due == .bech32 ? "bech32, not bech32m" : "bech32m, not bech32"
            throw AddressError(
                .wrongEncoding, "an address of witness version \(version) is written in \(words): it was made by faulty software")
        }
        return (version, program)
    }

    // MARK: Base58

    private static func base58(_ text: String, _ network: BitcoinNetwork) throws(AddressError) -> ([UInt8], String) {
        let payload = try Base58Check.decode(text)
        let (version, hash) = (payload[0], Array(payload.dropFirst()))
        if (version == 128 || version == 239) && (32...33).contains(hash.count) {
            throw AddressError(
                .key, "it is a private key, no address: take it out of this file, and the coins off it, since others may have read it")
        }
        if hash.count == 77 { throw AddressError(.key, "it is an extended key, no address: derive a receiving address from it") }
        guard hash.count == 20 else { throw AddressError(.badLength, "\(hash.count) bytes are no hash of a key or a script (20)") }
        let owners = BitcoinNetwork.allCases.filter { $0.keyHashVersion == version || $0.scriptHashVersion == version }
        guard !owners.isEmpty else { throw AddressError(.wrongNetwork, "version byte \(version) belongs to no Bitcoin network") }
        guard owners.contains(network) else { throw wrongNetwork(owners, wanted: network) }
        // OP_DUP OP_HASH160 … OP_EQUALVERIFY OP_CHECKSIG, or OP_HASH160 … OP_EQUAL.
        return version == network.keyHashVersion
            ? ([0x76, 0xA9, 20] + hash + [0x88, 0xAC], "P2PKH") : ([0xA9, 20] + hash + [0x87], "P2SH")
    }

    private static func wrongNetwork(_ owners: [BitcoinNetwork], wanted: BitcoinNetwork) -> AddressError {
        AddressError(.wrongNetwork, "it is an address of \(BitcoinNetwork.words(owners)), and \(wanted.rawValue) is mined")
    }
}
