import COpenSSL
import Glibc

/// How one side of a TLS connection shows itself, and whom it lets in. TLS 1.3 alone, both sides with certificates; the one exception is a peer
/// that comes to get its first certificate. Made once, used for many connections.
// @unchecked: an SSL_CTX is only read after it was made, but for its reference count, which OpenSSL guards.
public final class TLSContext: @unchecked Sendable {
    public enum Role: Equatable, Sendable {
        /// Clients without a certificate are let in where they say (ALPN) that they come to get one, if that is offered here at all.
        case server(offersEnrolment: Bool)
        case client
        /// A client that has no certificate yet.
        case enrollingClient
        /// A client of somebody else's server, which shows a certificate for this name or address and asks for none.
        case publicClient(host: String)
    }

    /// Whose signature on the peer's certificate counts.
    public enum Trust: Sendable {
        /// Certificates in PEM.
        case authorities([UInt8])
        /// The one certificate of the peer's chain with this SHA-256.
        case fingerprint([UInt8])
        /// The authorities that this machine trusts.
        case system
    }

    /// Why a peer is refused whose certificate is genuine.
    public struct Objection: Error, Equatable, Sendable {
        public enum Kind: Equatable, Sendable { case revoked, wrongName }
        public var kind: Kind
        public var message: String

        public init(_ kind: Kind, _ message: String) {
            self.kind = kind
            self.message = message
        }
    }

    /// Called on the loop's thread within the handshake, once the peer's certificate is known to be genuine.
    public typealias Judge = @Sendable (PeerCertificate) -> Objection?

    public let role: Role
    let handle: OpaquePointer
    let judge: Judge
    private let fingerprint: [UInt8]

    /// - Parameters:
    ///   - identity: in PEM: the private key, this side's certificate, and those between it and the authority; nil for a client that has none yet.
    ///   - trust: whose peers are let in.
    /// - Throws: what is wrong with which of them.
    public init(
        role: Role, identity: [UInt8]?, trust: Trust, judge: @escaping Judge = { _ in nil }
    ) throws(TransportError) {
        let isServer = if case .server = role { true } else { false }
        guard let handle = SSL_CTX_new(isServer ? TLS_server_method() : TLS_client_method()) else { throw .openSSL("no TLS") }
        self.handle = handle
        self.role = role
        self.judge = judge
        if case .fingerprint(let bytes) = trust { fingerprint = bytes } else { fingerprint = [] }
        let isPublic = if case .publicClient = role { true } else { false }
        guard (isPublic ? zs_tls_for_public(handle) : zs_tls_for_lines(handle)) == 1 else { throw .openSSL("TLS cannot be set up") }
        if let identity { try use(identity) }
        try apply(trust)
        SSL_CTX_set_ex_data(handle, 0, Unmanaged.passUnretained(self).toOpaque())
        let mode = isServer ? SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT : SSL_VERIFY_PEER
        SSL_CTX_set_verify(handle, mode, { @Sendable isGood, store in TLSSession.judge(isGood, store) })
        SSL_CTX_set_verify_depth(handle, TLSContext.depthMax)
        try agreeOnProtocol()
    }

    deinit { SSL_CTX_free(handle) }

    private static let depthMax: Int32 = 6
    /// A key and a chain of a few certificates, RSA at the most.
    public static let pemBytesMax = 256 << 10

    // MARK: Certificates

    private func use(_ pem: [UInt8]) throws(TransportError) {
        guard let key = PEM.read(pem, { PEM_read_bio_PrivateKey($0, nil, PEM.noPassphrase, nil) }) else {
            throw .openSSL("no private key without a passphrase stands in it")
        }
        defer { EVP_PKEY_free(key) }
        let certificates = PEM.certificates(pem)
        defer { certificates.forEach { X509_free($0) } }
        guard let own = certificates.first else { throw TransportError("no certificate stands in it") }
        guard SSL_CTX_use_certificate(handle, own) == 1 else { throw .openSSL("its certificate cannot be used") }
        guard SSL_CTX_use_PrivateKey(handle, key) == 1, SSL_CTX_check_private_key(handle) == 1 else {
            throw .openSSL("its private key is not that of its first certificate")
        }
        for certificate in certificates.dropFirst() {
            guard zs_tls_add_chain(handle, certificate) == 1 else { throw .openSSL("a certificate of its chain cannot be used") }
        }
    }

    private func apply(_ trust: Trust) throws(TransportError) {
        switch trust {
        case .authorities(let pem):
            let certificates = PEM.certificates(pem)
            defer { certificates.forEach { X509_free($0) } }
            guard !certificates.isEmpty, let store = SSL_CTX_get_cert_store(handle), zs_tls_trust_partial_chains(handle) == 1 else {
                throw TransportError("no authority's certificate stands in it")
            }
            for certificate in certificates {
                guard X509_STORE_add_cert(store, certificate) == 1 else { throw .openSSL("an authority's certificate cannot be used") }
                // Named to clients, so that one with several certificates knows which to show.
                SSL_CTX_add_client_CA(handle, certificate)
            }
        case .system:
            guard SSL_CTX_set_default_verify_paths(handle) == 1 else { throw .openSSL("this machine's authorities cannot be read") }
        case .fingerprint(let bytes):
            guard bytes.count == 32 else { throw TransportError("a fingerprint has 32 bytes, not \(bytes.count)") }
            SSL_CTX_set_cert_verify_callback(
                handle,
                { @Sendable store, context in
                    guard let store, let context else { return 0 }
                    let isPinned = zs_verify_pinned(store, Unmanaged<TLSContext>.fromOpaque(context).takeUnretainedValue().fingerprint)
                    if isPinned != 1 { TLSSession.refused(store) }
                    return isPinned
                }, Unmanaged.passUnretained(self).toOpaque())
        }
    }

    // MARK: ALPN

    /// What a connection is for, by RFC 7301.
    static let lines = Array("zone-lines/1".utf8)
    static let enrolment = Array("zone-enroll/1".utf8)

    private func agreeOnProtocol() throws(TransportError) {
        switch role {
        case .publicClient: break
        case .client, .enrollingClient:
            let name = role == .client ? TLSContext.lines : TLSContext.enrolment
            let list = [UInt8(name.count)] + name
            // Of all of OpenSSL's setters the one that says 0 when it is done.
            guard SSL_CTX_set_alpn_protos(handle, list, UInt32(list.count)) == 0 else { throw .openSSL("no protocol can be named") }
        case .server:
            SSL_CTX_set_alpn_select_cb(
                handle,
                { @Sendable ssl, chosen, chosenLength, offered, offeredLength, context in
                    guard let ssl, let chosen, let chosenLength, let offered, let context else { return SSL_TLSEXT_ERR_ALERT_FATAL }
                    let server = Unmanaged<TLSContext>.fromOpaque(context).takeUnretainedValue()
                    guard let place = server.choose(ssl, UnsafeBufferPointer(start: offered, count: Int(offeredLength))) else {
                        return SSL_TLSEXT_ERR_ALERT_FATAL
                    }
                    // Into what the peer offered, which outlives the callback, as the manual allows.
                    chosen.pointee = offered + place.lowerBound
                    chosenLength.pointee = UInt8(place.count)
                    return SSL_TLSEXT_ERR_OK
                }, Unmanaged.passUnretained(self).toOpaque())
        }
    }

    /// Lines before enrolment; nothing of a peer that speaks neither. Only who comes for its first certificate is not asked for one.
    private func choose(_ ssl: OpaquePointer, _ offered: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
        let places = TLSContext.protocols(offered)
        if let place = places.first(where: { offered[$0].elementsEqual(TLSContext.lines) }) { return place }
        guard role == .server(offersEnrolment: true), let place = places.first(where: { offered[$0].elementsEqual(TLSContext.enrolment) })
        else { return nil }
        SSL_set_verify(ssl, SSL_VERIFY_NONE, nil)
        return place
    }

    /// Each name after its length.
    static func protocols(_ list: some RandomAccessCollection<UInt8>) -> [Range<Int>] {
        var places: [Range<Int>] = []
        let bytes = Array(list)
        var at = 0
        while at < bytes.count {
            let end = at + 1 + Int(bytes[at])
            guard bytes[at] > 0, end <= bytes.count else { break }
            places.append((at + 1)..<end)
            at = end
        }
        return places
    }
}

/// Reading PEM from memory.
enum PEM {
    /// A key under a passphrase would else ask for it at the terminal.
    static let noPassphrase: @convention(c) (UnsafeMutablePointer<CChar>?, Int32, Int32, UnsafeMutableRawPointer?) -> Int32 = {
        _, _, _, _ in -1
    }

    static func read<Value>(_ bytes: [UInt8], _ body: (OpaquePointer) -> Value?) -> Value? {
        guard bytes.count <= TLSContext.pemBytesMax, let source = BIO_new_mem_buf(bytes, Int32(bytes.count)) else { return nil }
        defer { BIO_free(source) }
        return body(source)
    }

    /// X509s, which the caller frees.
    static func certificates(_ bytes: [UInt8]) -> [OpaquePointer] {
        let found = read(bytes) { source -> [OpaquePointer] in
            var found: [OpaquePointer] = []
            while let certificate = PEM_read_bio_X509(source, nil, noPassphrase, nil) { found.append(certificate) }
            return found
        }
        // The end of the file is an error to OpenSSL.
        ERR_clear_error()
        return found ?? []
    }
}

extension TransportError {
    /// What OpenSSL last complained of on this thread; its queue is emptied.
    static func openSSL(_ what: String) -> TransportError {
        var complaint = ""
        while case let code = ERR_get_error(), code != 0 { complaint = openSSLText(code) }
        return TransportError(complaint.isEmpty ? what : "\(what) (\(complaint))")
    }
}

/// OpenSSL's own words for an error, without its numbers.
func openSSLText(_ code: UInt) -> String {
    ERR_reason_error_string(code).map { String(cString: $0) } ?? "error \(code) of OpenSSL"
}
