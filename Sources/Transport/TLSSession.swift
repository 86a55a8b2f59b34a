@preconcurrency import CEvent
import COpenSSL
import Glibc

/// The TLS of one connection. Lives on its loop's thread; the SSL belongs to the buffer event that frees it.
// @unchecked: touched on the loop's thread only.
final class TLSSession: @unchecked Sendable {
    private let context: TLSContext
    let ssl: OpaquePointer
    private(set) var isEstablished = false
    /// Of the peer, once it was found good.
    private(set) var certificate: PeerCertificate?
    /// Why the peer's certificate was refused here.
    private var problem: String?

    init(_ context: TLSContext) throws(TransportError) {
        guard let ssl = SSL_new(context.handle) else { throw .openSSL("no TLS connection") }
        if case .publicClient(let host) = context.role, zs_tls_expect(ssl, host) != 1 {
            SSL_free(ssl)
            throw .openSSL("no certificate can be for \"\(host)\"")
        }
        self.context = context
        self.ssl = ssl
        SSL_set_ex_data(ssl, 0, Unmanaged.passUnretained(self).toOpaque())
    }

    var isServer: Bool { if case .server = context.role { true } else { false } }

    /// The peer is here to get its first certificate.
    var isEnrolment: Bool {
        var name: UnsafePointer<UInt8>?
        var length: UInt32 = 0
        SSL_get0_alpn_selected(ssl, &name, &length)
        return UnsafeBufferPointer(start: name, count: Int(length)).elementsEqual(TLSContext.enrolment)
    }

    func established() { isEstablished = true }

    // MARK: Judgement

    /// OpenSSL's verify callback: called for every certificate of the chain, from the authority's down to the peer's own at depth 0.
    static func judge(_ isGood: Int32, _ store: OpaquePointer?) -> Int32 {
        guard let store, let session = of(store) else { return 0 }
        return session.judge(isGood == 1, store) ? 1 : 0
    }

    /// None of the shown certificates is the one that was asked for, or the chain does not lead to it.
    static func refused(_ store: OpaquePointer) {
        guard let session = of(store), session.problem == nil else { return }
        session.problem = "the other side is not the one that gave the token: none of its certificates has the token's fingerprint"
    }

    private static func of(_ store: OpaquePointer) -> TLSSession? {
        guard let ssl = X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()),
            let own = SSL_get_ex_data(OpaquePointer(ssl), 0)
        else { return nil }
        // Unretained: the session is alive as long as its connection handshakes.
        return Unmanaged<TLSSession>.fromOpaque(own).takeUnretainedValue()
    }

    private func judge(_ isGood: Bool, _ store: OpaquePointer) -> Bool {
        let shown = X509_STORE_CTX_get_current_cert(store).flatMap { PeerCertificate($0) }
        guard isGood else {
            let code = X509_STORE_CTX_get_error(store)
            problem = TLSSession.refusal(of: shown, isServer: isServer, depth: X509_STORE_CTX_get_error_depth(store), code: code)
            return false
        }
        guard X509_STORE_CTX_get_error_depth(store) == 0 else { return true }
        guard let shown else {
            X509_STORE_CTX_set_error(store, X509_V_ERR_CERT_REJECTED)
            problem = "the peer's certificate cannot be read"
            return false
        }
        if let objection = context.judge(shown) {
            X509_STORE_CTX_set_error(store, objection.kind == .revoked ? X509_V_ERR_CERT_REVOKED : X509_V_ERR_CERT_REJECTED)
            problem = objection.message
            return false
        }
        certificate = shown
        return true
    }

    private static func refusal(of shown: PeerCertificate?, isServer: Bool, depth: Int32, code: Int32) -> String {
        let whose = depth == 0 ? "the peer's certificate" : "a certificate that the peer's rests on"
        let which = shown.map { " (\($0.text))" } ?? ""
        let cause = String(cString: X509_verify_cert_error_string(Int(code)))
        return "\(whose)\(which) is refused: \(cause); \(mend(code, isServer: isServer))"
    }

    private static func mend(_ code: Int32, isServer: Bool) -> String {
        switch code {
        case X509_V_ERR_CERT_HAS_EXPIRED:
            isServer ? "enrol that host anew, and look at both clocks" : "look at both clocks; a collector renews its own at its start"
        case X509_V_ERR_CERT_NOT_YET_VALID: "look at both clocks"
        case X509_V_ERR_INVALID_PURPOSE: isServer ? "it is no client's certificate" : "it is no server's certificate"
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
            X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
            isServer
                ? "no authority that is trusted here has signed it: enrol that host here"
                : "it is another authority's than the one this side trusts"
        default: "nothing of it is taken"
        }
    }

    // MARK: Failures

    /// Why the connection failed, from what libevent kept of OpenSSL's errors; nil: OpenSSL says nothing, it was the socket.
    func failure(of bufferEvent: OpaquePointer) -> LineConnection.End? {
        var errors: [UInt] = []
        while case let code = bufferevent_get_openssl_error(bufferEvent), code != 0 { errors.append(code) }
        defer { ERR_clear_error() }
        if let problem { return .refused(problem) }
        for code in errors {
            let alert = zs_alert_of(code)
            if alert != 0 {
                return TLSSession.aboutIdentity.contains(alert)
                    ? .refused(TLSSession.alertText(alert)) : .failed(TLSSession.alertText(alert))
            }
        }
        // Without a library it is no error of OpenSSL's queue but the kind of end, which errno explains.
        guard let code = errors.last(where: { ERR_reason_error_string($0) != nil }) else { return nil }
        return .failed("TLS: \(openSSLText(code))\(isEstablished ? "" : "; \(mend(of: code))")")
    }

    private func mend(of code: UInt) -> String {
        guard isServer else { return "does the other side speak TLS 1.3 at this address?" }
        return zs_is_without_certificate(code) == 1
            ? "enrol that host (zonectl enroll HOST)"
            : "it speaks no TLS 1.3: a host there takes tls = true, and nothing else belongs at this port"
    }

    private static let aboutIdentity: Set<Int32> = [
        SSL3_AD_BAD_CERTIFICATE, SSL3_AD_UNSUPPORTED_CERTIFICATE, SSL3_AD_CERTIFICATE_REVOKED, SSL3_AD_CERTIFICATE_EXPIRED,
        SSL3_AD_CERTIFICATE_UNKNOWN, TLS1_AD_UNKNOWN_CA, TLS1_AD_ACCESS_DENIED, SSL_AD_CERTIFICATE_REQUIRED,
    ]

    /// What the peer has against this side, by RFC 8446, 6.2.
    static func alertText(_ alert: Int32) -> String {
        let name = SSL_alert_desc_string_long(alert).map { String(cString: $0) } ?? "\(alert)"
        let mend: String? =
            switch alert {
            case SSL3_AD_CERTIFICATE_REVOKED: "this side's certificate was revoked there: it takes a new enrolment"
            case SSL3_AD_CERTIFICATE_EXPIRED: "this side's certificate has expired, or a clock is wrong: it takes a new enrolment"
            case SSL3_AD_BAD_CERTIFICATE, SSL3_AD_UNSUPPORTED_CERTIFICATE, SSL3_AD_CERTIFICATE_UNKNOWN, TLS1_AD_ACCESS_DENIED:
                "the other side takes this side's certificate for another's, or for none of its kind"
            case TLS1_AD_UNKNOWN_CA: "the other side does not trust the authority that signed this side's certificate"
            case SSL_AD_CERTIFICATE_REQUIRED: "this side has shown no certificate: it must be enrolled first"
            case TLS1_AD_NO_APPLICATION_PROTOCOL: "the other side does not offer this: neither lines nor enrolment"
            case TLS1_AD_PROTOCOL_VERSION: "both sides must speak TLS 1.3"
            default: nil
            }
        return "the other side ended TLS: \(name)\(mend.map { "; \($0)" } ?? "")"
    }

    // MARK: Last words

    /// Everything that is queued goes to the kernel as far as it takes it, and the end is said.
    func flush(_ output: OpaquePointer) {
        guard isEstablished else { return }
        ERR_clear_error()
        while case let count = min(evbuffer_get_length(output), TLSSession.recordBytesMax), count > 0 {
            guard let bytes = evbuffer_pullup(output, count) else { break }
            let written = SSL_write(ssl, bytes, Int32(count))
            guard written > 0 else { break }
            evbuffer_drain(output, Int(written))
        }
        _ = SSL_shutdown(ssl)
        ERR_clear_error()
    }

    private static let recordBytesMax = 16_384
}
