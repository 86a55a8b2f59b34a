import COpenSSL
import Glibc

/// Signs certificates: the collector's own authority, made at first need, or an intermediate one that the zone's authority brought.
public struct CertificateAuthority: Sendable {
    public let certificate: Certificate
    private let key: PrivateKey

    /// Of files that were brought.
    public init(certificatePath: String, keyPath: String) throws(CertificateError) {
        let found = Certificate.all(pem: try SecretFile(path: certificatePath).read(isSecret: false))
        guard let certificate = found.first else { throw CertificateError(.unusable, "\(certificatePath) holds no certificate in PEM") }
        let key = try PrivateKey(pem: try SecretFile(path: keyPath).read(), path: keyPath)
        guard certificate.belongs(to: key) else {
            throw CertificateError(.unusable, "\(keyPath) is not the key of the certificate in \(certificatePath)")
        }
        guard certificate.isAuthority else {
            throw CertificateError(
                .unusable, "\(certificatePath) is not the certificate of an authority (CA:TRUE): it must not sign others")
        }
        (self.certificate, self.key) = (certificate, key)
    }

    /// The one in that file, key and certificate together, or a new one.
    public static func readOrCreate(path: String, zone: String, now: Int64) throws(CertificateError) -> CertificateAuthority {
        let file = SecretFile(path: path)
        do throws(CertificateError) {
            _ = try file.read()
        } catch {
            guard error.cause == .missing else { throw error }
            let made = try CertificateAuthority(zone: zone, now: now)
            try file.write(made.key.pem + made.certificate.pem)
            return made
        }
        return try CertificateAuthority(certificatePath: path, keyPath: path)
    }

    private init(zone: String, now: Int64) throws(CertificateError) {
        key = try PrivateKey()
        let key = key
        certificate = try CertificateAuthority.make(
            Content(
                commonName: "zone \(zone) authority", serial: try CertificateAuthority.randomSerial(), notBefore: now - 86_400,
                notAfter: now + 20 * 365 * 86_400,
                extensions: [
                    (NID_basic_constraints, "critical,CA:TRUE,pathlen:0"), (NID_key_usage, "critical,keyCertSign,cRLSign"),
                    (NID_subject_key_identifier, "hash"),
                ]), publicKey: key.handle, issuer: nil, signer: key)
    }

    // MARK: Signing

    /// For the key of a request that proves itself.
    /// - Parameters:
    ///   - uri: whom it names.
    ///   - from: where its time begins; no earlier, because a revocation counts from there.
    public func issueClient(
        _ request: SigningRequest, uri: String, commonName: String, from: Int64, lifetime: Int64
    ) throws(CertificateError) -> Certificate {
        let publicKey = try request.verifiedKey()
        defer { EVP_PKEY_free(publicKey) }
        return try issue(publicKey, uri, commonName, usage: "clientAuth", from: from, until: from + lifetime)
    }

    /// A key and a certificate for the server, with this authority's behind it: PEM, as `SSL_CTX` takes it.
    public func issueServer(uri: String, commonName: String, now: Int64, lifetime: Int64) throws(CertificateError) -> [UInt8] {
        let own = try PrivateKey()
        // A host whose clock is somewhat behind must not take it for one of the future.
        let made = try issue(own.handle, uri, commonName, usage: "serverAuth", from: now - 3600, until: now + lifetime)
        return own.pem + made.pem + certificate.pem
    }

    private func issue(
        _ publicKey: OpaquePointer, _ uri: String, _ commonName: String, usage: String, from: Int64, until: Int64
    ) throws(CertificateError) -> Certificate {
        try CertificateAuthority.make(
            Content(
                commonName: commonName, serial: try CertificateAuthority.randomSerial(), notBefore: from,
                // What outlives its authority is worth nothing all the same.
                notAfter: min(until, certificate.notAfter),
                extensions: [
                    (NID_basic_constraints, "critical,CA:FALSE"), (NID_key_usage, "critical,digitalSignature"), (NID_ext_key_usage, usage),
                    (NID_subject_alt_name, "URI:\(uri)"), (NID_subject_key_identifier, "hash"), (NID_authority_key_identifier, "keyid"),
                ]), publicKey: publicKey, issuer: certificate, signer: key)
    }

    private struct Content {
        var commonName: String
        var serial: [UInt8]
        var notBefore: Int64
        var notAfter: Int64
        var extensions: [(Int32, String)]
    }

    /// - Parameter issuer: nil: it signs itself.
    private static func make(
        _ content: Content, publicKey: OpaquePointer, issuer: Certificate?, signer: PrivateKey
    ) throws(CertificateError) -> Certificate {
        guard let handle = X509_new() else { throw .library("no certificate") }
        let made = Certificate(owning: handle)
        let name = Array(content.commonName.utf8.prefix(64))
        let number = BN_bin2bn(content.serial, Int32(content.serial.count), nil)
        defer { BN_free(number) }
        guard X509_set_version(handle, 2) == 1, BN_to_ASN1_INTEGER(number, X509_get_serialNumber(handle)) != nil,
            ASN1_TIME_set(X509_getm_notBefore(handle), Int(content.notBefore)) != nil,
            ASN1_TIME_set(X509_getm_notAfter(handle), Int(content.notAfter)) != nil, X509_set_pubkey(handle, publicKey) == 1,
            let subject = X509_get_subject_name(handle),
            X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, name, Int32(name.count), -1, 0) == 1,
            X509_set_issuer_name(handle, issuer.map { X509_get_subject_name($0.handle) } ?? subject) == 1
        else { throw .library("no certificate") }
        for (kind, value) in content.extensions {
            guard zs_add_extension(handle, issuer?.handle ?? handle, kind, value) == 1 else {
                throw .library("no certificate with \(value)")
            }
        }
        guard X509_sign(handle, signer.handle, signer.digest) > 0 else { throw .library("no certificate can be signed") }
        return made
    }

    /// 127 bits, never zero: RFC 5280 wants a positive number, and nobody shall guess the next.
    private static func randomSerial() throws(CertificateError) -> [UInt8] {
        var bytes = try Randomness.bytes(16)
        bytes[0] = bytes[0] & 0x7F | 0x40
        return bytes
    }
}
