import COpenSSL
import ZoneModel

/// Tells a collector's floor schedules from everybody else's.
public final class FloorVerifier: @unchecked Sendable {
    // @unchecked: an EVP_PKEY is only read after it was made, and OpenSSL allows that from any thread.
    private let handle: OpaquePointer
    public let key: FloorKey

    /// - Throws: where OpenSSL takes the bytes for no key.
    public init(_ key: FloorKey) throws(SigningError) {
        guard let handle = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, key.bytes, key.bytes.count) else {
            throw .library("\(key) is no public key")
        }
        self.handle = handle
        self.key = key
    }

    deinit { EVP_PKEY_free(handle) }

    /// False also where the check itself cannot be done: what is not known to be signed is not obeyed.
    public func verifies(_ signature: FloorSignature, of message: [UInt8]) -> Bool {
        guard let context = EVP_MD_CTX_new() else { return false }
        defer {
            EVP_MD_CTX_free(context)
            ERR_clear_error()
        }
        guard EVP_DigestVerifyInit(context, nil, nil, nil, handle) == 1 else { return false }
        return EVP_DigestVerify(context, signature.bytes, signature.bytes.count, message, message.count) == 1
    }
}
