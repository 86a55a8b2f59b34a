import Certificates
import Transport
import ZoneModel

/// The collector's side of TLS: how it shows itself, whose hosts it lets in, and who signs for those that enrol here.
struct ServerSecurity: Sendable {
    /// Key and chain of this server, in PEM.
    private let identity: [UInt8]
    /// Whose hosts are let in, in PEM.
    private let trust: [UInt8]
    /// Signs for hosts; nil: none can enrol here.
    private let issuer: CertificateAuthority?
    /// What a host is given beside its own certificate: those between it and an authority, and the authorities.
    private let issuers: [Certificate]
    private let authorities: [Certificate]
    /// By which a host that enrols knows this collector: that of the last certificate of the shown chain.
    let fingerprint: [UInt8]
    private let lifetime: Int64

    /// Its own certificate lives in memory and is made anew at every start; a host whose clock is a little off still takes it.
    private static let ownLifetime: Int64 = 30 * 86_400
    /// When it is made anew, and files of an authority are read again.
    static let refreshInterval: Duration = .seconds(86_400)

    /// nil: no `[tls]`.
    static func load(_ configuration: CollectorConfiguration, now: WallInstant) throws -> ServerSecurity? {
        guard let tls = configuration.tls else { return nil }
        if let brought = tls.brought { return try ServerSecurity(brought, lifetime: tls.lifetime) }
        let path = "\(configuration.stateDirectory)/authority.pem"
        let seconds = now.milliseconds / 1000
        let own = try CertificateAuthority.readOrCreate(path: path, zone: configuration.zone.text, now: seconds)
        return try ServerSecurity(own, zone: configuration.zone, lifetime: tls.lifetime, now: seconds)
    }

    private init(_ own: CertificateAuthority, zone: Name, lifetime: Duration, now: Int64) throws {
        identity = try own.issueServer(
            uri: CertificateName.collector(zone: zone).uri, commonName: "collector of \(zone)", now: now,
            lifetime: ServerSecurity.ownLifetime)
        trust = own.certificate.pem
        issuer = own
        issuers = []
        authorities = [own.certificate]
        fingerprint = own.certificate.fingerprint
        self.lifetime = lifetime.components.seconds
    }

    private init(_ brought: CollectorConfiguration.TLSConfiguration.Brought, lifetime: Duration) throws {
        let chain = try SecretFile(path: brought.certificate).read(isSecret: false)
        let certificates = Certificate.all(pem: chain)
        guard let last = certificates.last else {
            throw CertificateError(.unusable, "\(brought.certificate) holds no certificate in PEM")
        }
        let key = try PrivateKey(pem: try SecretFile(path: brought.key).read(), path: brought.key)
        guard certificates[0].belongs(to: key) else {
            throw CertificateError(.unusable, "\(brought.key) is not the key of the first certificate in \(brought.certificate)")
        }
        identity = key.pem + chain
        trust = try SecretFile(path: brought.clientAuthorities).read(isSecret: false)
        authorities = Certificate.all(pem: trust)
        guard !authorities.isEmpty else {
            throw CertificateError(.unusable, "\(brought.clientAuthorities) holds no certificate in PEM")
        }
        issuer = try brought.issuer.map { try CertificateAuthority(certificatePath: $0.certificate, keyPath: $0.key) }
        issuers = issuer.map { [$0.certificate] } ?? []
        fingerprint = last.fingerprint
        self.lifetime = lifetime.components.seconds
    }

    var offersEnrolment: Bool { issuer != nil }

    func context(judge: @escaping TLSContext.Judge) throws(TransportError) -> TLSContext {
        try TLSContext(role: .server(offersEnrolment: offersEnrolment), identity: identity, trust: .authorities(trust), judge: judge)
    }

    /// The answer to a request: the host's certificate, and what it takes to be believed and to believe.
    func answer(_ request: SigningRequest, for host: CertifiedHost, now: WallInstant) throws -> [CertificateLine] {
        guard let issuer else {
            throw CertificateError(.unusable, "this collector signs no certificates: its authority does ([tls] issuer_certificate)")
        }
        // A clock that is set back by a little must not make it one of the future. Where a revocation counts by time, it begins now.
        let from = now.milliseconds / 1000 - (host.enrolment == nil ? 0 : min(300, lifetime / 10))
        let own = try issuer.issueClient(
            request, uri: CertificateName.host(host).uri, commonName: host.address.host.text, from: from,
            lifetime: lifetime + (now.milliseconds / 1000 - from))
        let all = [(CertificateLine.Kind.host, own)] + issuers.map { (.issuer, $0) } + authorities.map { (.authority, $0) }
        guard all.count <= CertificateLine.countMax else {
            throw CertificateError(.unusable, "\(all.count) certificates are too many to hand out: put fewer authorities into client_ca")
        }
        return all.enumerated().map {
            CertificateLine(place: UInt64($0.offset), count: UInt64(all.count), kind: $0.element.0, certificate: $0.element.1.der)
        }
    }
}
