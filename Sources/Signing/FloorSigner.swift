import COpenSSL
import ZoneModel

/// The collector's private key for floor schedules.
public final class FloorSigner: @unchecked Sendable {
    // @unchecked: an EVP_PKEY is only read after it was made, and OpenSSL allows that from any thread.
    let handle: OpaquePointer
    public let key: FloorKey

    /// Takes the handle over.
    init(owning handle: OpaquePointer) throws(SigningError) {
        self.handle = handle
        var bytes = [UInt8](repeating: 0, count: FloorKey.byteCount)
        var count = bytes.count
        guard EVP_PKEY_get_raw_public_key(handle, &bytes, &count) == 1, count == bytes.count, let key = FloorKey(bytes: bytes) else {
            let error = SigningError.library("the key has no public part")
            EVP_PKEY_free(handle)
            throw error
        }
        self.key = key
    }

    /// A new key from the system's randomness.
    public convenience init() throws(SigningError) {
        guard let context = EVP_PKEY_CTX_new_id(EVP_PKEY_ED25519, nil) else { throw .library("no key can be made") }
        defer { EVP_PKEY_CTX_free(context) }
        var handle: OpaquePointer?
        guard EVP_PKEY_keygen_init(context) == 1, EVP_PKEY_keygen(context, &handle) == 1, let handle else {
            throw .library("no key can be made")
        }
        try self.init(owning: handle)
    }

    /// RFC 8032's 32 bytes of a private key.
    package convenience init(seed: [UInt8]) throws(SigningError) {
        guard let handle = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, seed, seed.count) else {
            throw .library("\(seed.count) bytes are no private key")
        }
        try self.init(owning: handle)
    }

    deinit { EVP_PKEY_free(handle) }

    public func sign(_ message: [UInt8]) throws(SigningError) -> FloorSignature {
        guard let context = EVP_MD_CTX_new() else { throw .library("no signature") }
        defer { EVP_MD_CTX_free(context) }
        var bytes = [UInt8](repeating: 0, count: FloorSignature.byteCount)
        var count = bytes.count
        guard EVP_DigestSignInit(context, nil, nil, nil, handle) == 1,
            EVP_DigestSign(context, &bytes, &count, message, message.count) == 1,
            count == bytes.count, let signature = FloorSignature(bytes: bytes)
        else { throw .library("no signature") }
        return signature
    }
}
