import COpenSSL

/// A private key: P-256 where it is made here, of any kind where an authority brought it.
// @unchecked: an EVP_PKEY is only read after it was made, and OpenSSL allows that from any thread.
public final class PrivateKey: @unchecked Sendable {
    let handle: OpaquePointer

    /// A new one from the system's randomness.
    public init() throws(CertificateError) {
        guard let handle = zs_new_p256_key() else { throw .library("no key can be made") }
        self.handle = handle
    }

    public init(pem: [UInt8], path: String) throws(CertificateError) {
        guard let source = BIO_new_mem_buf(pem, Int32(clamping: pem.count)) else { throw .library(path) }
        defer { BIO_free(source) }
        guard let handle = PEM_read_bio_PrivateKey(source, nil, PrivateKey.noPassphrase, nil) else {
            ERR_clear_error()
            throw CertificateError(.unusable, "\(path) holds no private key in PEM without a passphrase")
        }
        self.handle = handle
    }

    deinit { EVP_PKEY_free(handle) }

    /// PKCS #8.
    public var pem: [UInt8] { text { PEM_write_bio_PrivateKey($0, handle, nil, nil, 0, nil, nil) } }

    /// A key under a passphrase would else ask for it at the terminal.
    static let noPassphrase: @convention(c) (UnsafeMutablePointer<CChar>?, Int32, Int32, UnsafeMutableRawPointer?) -> Int32 = {
        _, _, _, _ in -1
    }

    /// Ed25519 and the like bring their own digest.
    var digest: OpaquePointer? {
        let hasOwn = [EVP_PKEY_ED25519, EVP_PKEY_ED448].contains(EVP_PKEY_get_id(handle))
        return hasOwn ? nil : EVP_sha256()
    }
}
