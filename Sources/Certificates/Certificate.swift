import COpenSSL
import Glibc

/// An X.509 certificate. What is in it is read by OpenSSL alone.
// @unchecked: an X509 is only read after it was made, and OpenSSL allows that from any thread.
public final class Certificate: @unchecked Sendable {
    let handle: OpaquePointer

    /// Takes the handle over.
    init(owning handle: OpaquePointer) { self.handle = handle }

    public convenience init(der: [UInt8]) throws(CertificateError) {
        let handle = der.withUnsafeBufferPointer { buffer -> OpaquePointer? in
            var at = buffer.baseAddress
            return d2i_X509(nil, &at, buffer.count)
        }
        guard let handle else { throw .library("no certificate") }
        self.init(owning: handle)
    }

    deinit { X509_free(handle) }

    /// Every certificate of a PEM text, in its order.
    public static func all(pem: [UInt8]) -> [Certificate] {
        guard let source = BIO_new_mem_buf(pem, Int32(clamping: pem.count)) else { return [] }
        defer {
            BIO_free(source)
            // The end of the text is an error to OpenSSL.
            ERR_clear_error()
        }
        var found: [Certificate] = []
        while let handle = PEM_read_bio_X509(source, nil, PrivateKey.noPassphrase, nil) { found.append(Certificate(owning: handle)) }
        return found
    }

    public var der: [UInt8] {
        var bytes: UnsafeMutablePointer<UInt8>?
        let count = i2d_X509(handle, &bytes)
        defer { CRYPTO_free(bytes, nil, 0) }
        guard count > 0, let bytes else { return [] }
        return Array(UnsafeBufferPointer(start: bytes, count: Int(count)))
    }

    public var pem: [UInt8] { text { PEM_write_bio_X509($0, handle) } }

    /// SHA-256 of the DER.
    public var fingerprint: [UInt8] { Digest.sha256(der) }

    /// Seconds since 1970.
    public var notBefore: Int64 { seconds(X509_get0_notBefore(handle)) }
    public var notAfter: Int64 { seconds(X509_get0_notAfter(handle)) }

    public var isAuthority: Bool { X509_check_ca(handle) > 0 }

    /// In hexadecimal.
    public var serial: String {
        guard let number = ASN1_INTEGER_to_BN(X509_get0_serialNumber(handle), nil) else { return "" }
        defer { BN_free(number) }
        guard let text = BN_bn2hex(number) else { return "" }
        defer { CRYPTO_free(text, nil, 0) }
        return String(cString: text).lowercased()
    }

    /// The URIs among the subject's alternative names, for people: whom a connection is with says its own reading of them.
    public var uris: [String] {
        guard let found = X509_get_ext_d2i(handle, NID_subject_alt_name, nil, nil) else { return [] }
        let names = OpaquePointer(found)
        defer { GENERAL_NAMES_free(names) }
        return (0..<zs_name_count(names)).compactMap { place in
            var length: Int32 = 0
            guard let bytes = zs_name_uri(names, place, &length) else { return nil }
            return String(decoding: UnsafeBufferPointer(start: bytes, count: Int(length)), as: UTF8.self)
        }
    }

    public func belongs(to key: PrivateKey) -> Bool {
        defer { ERR_clear_error() }
        return X509_check_private_key(handle, key.handle) == 1
    }

    private func seconds(_ time: UnsafePointer<ASN1_TIME>?) -> Int64 {
        var parts = tm()
        guard ASN1_TIME_to_tm(time, &parts) == 1 else { return 0 }
        return Int64(timegm(&parts))
    }
}

/// What OpenSSL writes to a memory buffer.
func text(_ write: (OpaquePointer) -> Int32) -> [UInt8] {
    guard let sink = BIO_new(BIO_s_mem()) else { return [] }
    defer { BIO_free(sink) }
    guard write(sink) == 1 else { return [] }
    var bytes: [UInt8] = []
    var portion = [UInt8](repeating: 0, count: 4096)
    while case let count = BIO_read(sink, &portion, Int32(portion.count)), count > 0 { bytes += portion[..<Int(count)] }
    return bytes
}

public enum Digest {
    public static func sha256(_ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        var count: UInt32 = 0
        guard EVP_Digest(bytes, bytes.count, &digest, &count, EVP_sha256(), nil) == 1 else { return [] }
        return digest
    }
}

public enum Randomness {
    /// From the system, for secrets.
    public static func bytes(_ count: Int) throws(CertificateError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        guard RAND_bytes(&bytes, Int32(count)) == 1 else { throw .library("no randomness") }
        return bytes
    }
}
