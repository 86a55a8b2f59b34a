import COpenSSL

/// PKCS #10: a host's public key, and the proof that it has the private one. Whom it names does not matter: that is for the signer to say.
public struct SigningRequest: Sendable {
    public let der: [UInt8]

    /// Made at the host.
    public init(_ key: PrivateKey) throws(CertificateError) {
        guard let request = X509_REQ_new() else { throw .library("no request") }
        defer { X509_REQ_free(request) }
        guard X509_REQ_set_pubkey(request, key.handle) == 1, X509_REQ_sign(request, key.handle, key.digest) > 0 else {
            throw .library("no request")
        }
        var bytes: UnsafeMutablePointer<UInt8>?
        let count = i2d_X509_REQ(request, &bytes)
        defer { CRYPTO_free(bytes, nil, 0) }
        guard count > 0, let bytes else { throw .library("no request") }
        der = Array(UnsafeBufferPointer(start: bytes, count: Int(count)))
    }

    public init(der: [UInt8]) { self.der = der }

    /// As OpenSSL counts: 112 is RSA with 2048 bits, 128 is P-256.
    private static let securityBitsMin: Int32 = 112

    /// Whether a certificate could be given for it.
    public func check() throws(CertificateError) { EVP_PKEY_free(try verifiedKey()) }

    /// The public key, which the caller frees, once its owner has shown that it has the other half.
    func verifiedKey() throws(CertificateError) -> OpaquePointer {
        let request = der.withUnsafeBufferPointer { buffer -> OpaquePointer? in
            var at = buffer.baseAddress
            return d2i_X509_REQ(nil, &at, buffer.count)
        }
        guard let request else {
            ERR_clear_error()
            throw CertificateError(.unusable, "the request is no PKCS #10")
        }
        defer { X509_REQ_free(request) }
        guard let key = X509_REQ_get_pubkey(request) else {
            ERR_clear_error()
            throw CertificateError(.unusable, "the request has no key that is known here")
        }
        guard EVP_PKEY_get_security_bits(key) >= SigningRequest.securityBitsMin, X509_REQ_verify(request, key) == 1 else {
            EVP_PKEY_free(key)
            ERR_clear_error()
            throw CertificateError(.unusable, "the request's key is too weak, or its signature is not that of its key")
        }
        return key
    }
}
