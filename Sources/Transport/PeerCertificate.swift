import COpenSSL
import Glibc

/// What a certificate says, as far as it matters to whoever decides about its bearer. That it is genuine is another question.
public struct PeerCertificate: Equatable, Sendable {
    /// The URIs among the subject's alternative names.
    public var uris: [String]
    /// In hexadecimal.
    public var serial: String
    /// Seconds since 1970.
    public var notBefore: Int64
    public var notAfter: Int64

    public init(uris: [String], serial: String, notBefore: Int64, notAfter: Int64) {
        self.uris = uris
        self.serial = serial
        self.notBefore = notBefore
        self.notAfter = notAfter
    }

    /// `zone:sindh-2/khi-3/h-014?class=mining, serial 3f…`
    public var text: String { "\(uris.isEmpty ? "without a name" : uris.joined(separator: ", ")), serial \(serial)" }

    private static let urisMax = 16
    private static let uriBytesMax = 512

    /// - Parameter certificate: an X509, which is only looked at.
    init?(_ certificate: OpaquePointer) {
        guard let serial = PeerCertificate.serial(of: certificate),
            let notBefore = PeerCertificate.seconds(X509_get0_notBefore(certificate)),
            let notAfter = PeerCertificate.seconds(X509_get0_notAfter(certificate))
        else { return nil }
        self.init(uris: PeerCertificate.uris(of: certificate), serial: serial, notBefore: notBefore, notAfter: notAfter)
    }

    private static func serial(of certificate: OpaquePointer) -> String? {
        guard let number = ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), nil) else { return nil }
        defer { BN_free(number) }
        guard let text = BN_bn2hex(number) else { return nil }
        defer { CRYPTO_free(text, nil, 0) }
        return String(cString: text).lowercased()
    }

    private static func seconds(_ time: UnsafePointer<ASN1_TIME>?) -> Int64? {
        var parts = tm()
        guard ASN1_TIME_to_tm(time, &parts) == 1 else { return nil }
        return Int64(timegm(&parts))
    }

    /// A name with a zero byte or another byte that is no ASCII is left out: what is compared later must be what was written.
    private static func uris(of certificate: OpaquePointer) -> [String] {
        guard let found = X509_get_ext_d2i(certificate, NID_subject_alt_name, nil, nil) else { return [] }
        // A GENERAL_NAMES, by the documentation of X509_get_ext_d2i.
        let names = OpaquePointer(found)
        defer { GENERAL_NAMES_free(names) }
        var uris: [String] = []
        for place in 0..<zs_name_count(names) where uris.count < urisMax {
            var length: Int32 = 0
            guard let bytes = zs_name_uri(names, place, &length), (1...Int32(uriBytesMax)).contains(length) else { continue }
            let buffer = UnsafeBufferPointer(start: bytes, count: Int(length))
            guard buffer.allSatisfy({ (0x21...0x7E).contains($0) }) else { continue }
            uris.append(String(decoding: buffer, as: UTF8.self))
        }
        return uris
    }
}
