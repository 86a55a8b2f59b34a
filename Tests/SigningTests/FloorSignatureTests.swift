import Testing
import ZoneModel

@testable import Signing

/// Ed25519 as RFC 8032 gives it, and what a changed bit does to it.
@Suite struct FloorSignatureTests {
    struct Vector: Sendable, CustomTestStringConvertible {
        var name: String
        var secret: String
        var key: String
        var message: String
        var signature: String

        var testDescription: String { name }
    }

    /// RFC 8032, section 7.1.
    static let vectors = [
        Vector(
            name: "1", secret: "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            key: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", message: "",
            signature:
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        ),
        Vector(
            name: "2", secret: "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            key: "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", message: "72",
            signature:
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        ),
        Vector(
            name: "3", secret: "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            key: "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", message: "af82",
            signature:
                "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
        ),
        Vector(
            name: "SHA(abc)", secret: "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
            key: "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
            message:
                "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
            signature:
                "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704"
        ),
    ]

    static func bytes(_ hex: String) -> [UInt8] {
        let digits = Array(hex.utf8)
        return stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(String(decoding: digits[$0..<($0 + 2)], as: UTF8.self), radix: 16)
        }
    }

    @Test(arguments: vectors)
    func knownAnswers(vector: Vector) throws {
        let signer = try FloorSigner(seed: Self.bytes(vector.secret))
        #expect(signer.key.description == "ed25519:" + vector.key)
        let message = Self.bytes(vector.message)
        #expect(try signer.sign(message).description == vector.signature)
        let key = try #require(FloorKey("ed25519:" + vector.key.uppercased()))
        let signature = try #require(FloorSignature(hex: vector.signature))
        #expect(try FloorVerifier(key).verifies(signature, of: message))
    }

    /// Every bit of the message, of the signature and of the key counts.
    @Test func aChangedBitIsSeen() throws {
        let signer = try FloorSigner()
        let message = Array("zone-floor-schedule 1\nsindh-2/khi-3/h-014\n".utf8)
        let signature = try signer.sign(message)
        let verifier = try FloorVerifier(signer.key)
        #expect(verifier.verifies(signature, of: message))
        for bit in 0..<message.count * 8 {
            var changed = message
            changed[bit / 8] ^= 1 << (bit % 8)
            #expect(!verifier.verifies(signature, of: changed), "bit \(bit) of the message")
        }
        for bit in 0..<FloorSignature.byteCount * 8 {
            var changed = signature.bytes
            changed[bit / 8] ^= 1 << (bit % 8)
            let forged = try #require(FloorSignature(bytes: changed))
            #expect(!verifier.verifies(forged, of: message), "bit \(bit) of the signature")
        }
        for bit in 0..<FloorKey.byteCount * 8 {
            var changed = signer.key.bytes
            changed[bit / 8] ^= 1 << (bit % 8)
            let other = try #require(FloorKey(bytes: changed))
            #expect((try? FloorVerifier(other).verifies(signature, of: message)) != true, "bit \(bit) of the key")
        }
        #expect(!verifier.verifies(signature, of: Array(message.dropLast())))
        #expect(!verifier.verifies(signature, of: message + [10]))
        #expect(verifier.verifies(signature, of: message))
    }

    @Test func anotherKeyIsAnotherHand() throws {
        let (ours, theirs) = (try FloorSigner(), try FloorSigner())
        #expect(ours.key != theirs.key)
        #expect(!(try FloorVerifier(ours.key).verifies(try theirs.sign([1]), of: [1])))
    }

    @Test(arguments: [
        "", "ed25519:", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "ed25519:d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f70751",
        "ed25519:z75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "ed25519:d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a0",
        "rsa:d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    ])
    func whatIsNoKey(text: String) { #expect(FloorKey(text) == nil) }

    @Test func whatIsNoSignature() {
        for count in [0, 1, 126, 127, 129, 130] { #expect(FloorSignature(hex: String(repeating: "0", count: count)) == nil) }
        #expect(FloorSignature(hex: String(repeating: "g", count: 128)) == nil)
        #expect(FloorSignature(hex: String(repeating: "0", count: 128)) != nil)
    }
}
