import Certificates
import Transport
import ZoneModel

/// Where a link's certificates lie: those that enrolment brought, in the state directory, or those that an authority brought.
public struct IdentityStore: Sendable {
    public let identity: SecretFile
    public let authority: SecretFile
    /// It came by enrolment and is renewed here; what an authority brought is the authority's to renew.
    public let isOwn: Bool

    /// - Parameter prefix: of the files' names, where one daemon has several links.
    public init(stateDirectory: String, prefix: String = "", security: LinkSecurity) {
        identity = SecretFile(path: security.identityFile(in: stateDirectory, prefix: prefix))
        authority = SecretFile(path: security.authorityFile(in: stateDirectory, prefix: prefix))
        isOwn = security.isOwn
    }

    /// What a connection is made with. The files are read every time: they may have been renewed.
    /// - Parameter zone: whose collector must be at the other end.
    public func context(zone: Name) -> Result<TLSContext, TransportError> {
        do {
            let identity = try identity.read()
            let trust = try authority.read(isSecret: false)
            return .success(try IdentityStore.context(identity: identity, trust: trust, zone: zone, path: self.identity.path))
        } catch let error as CertificateError where error.cause == .missing && isOwn {
            return .failure(
                TransportError("this host is not enrolled: zonectl enroll HOST at the collector, then --enroll TOKEN here (\(error))"))
        } catch {
            return .failure(TransportError("\(error)"))
        }
    }

    static func context(identity: [UInt8], trust: [UInt8], zone: Name, path: String) throws(TransportError) -> TLSContext {
        do throws(TransportError) {
            return try TLSContext(role: .client, identity: identity, trust: .authorities(trust), judge: isCollector(of: zone))
        } catch {
            throw TransportError("\(path): \(error.message)")
        }
    }

    /// The other end's certificate must name the collector of this zone.
    static func isCollector(of zone: Name) -> TLSContext.Judge {
        { certificate in
            guard CertificateName(uris: certificate.uris) != .collector(zone: zone) else { return nil }
            return TLSContext.Objection(
                .wrongName,
                "the other side's certificate (\(certificate.text)) is not that of the collector of \(zone), which would say \(CertificateName.collector(zone: zone))"
            )
        }
    }

    /// The own certificate as it lies there; nil: there is none that can be read.
    public var certificate: Certificate? { (try? identity.read()).flatMap { Certificate.all(pem: $0).first } }

    /// The collector's answer, once it is known to be what was asked for. First whom to trust, then the key and what belongs to it in one.
    public func store(_ key: PrivateKey, _ lines: [CertificateLine], zone: Name) throws {
        let chain = try lines.filter { $0.kind != .authority }.map { try Certificate(der: $0.certificate) }
        let authorities = try lines.filter { $0.kind == .authority }.map { try Certificate(der: $0.certificate) }
        guard let own = chain.first, own.belongs(to: key) else {
            throw CertificateError(.unusable, "the collector's answer is a certificate for another key")
        }
        let pem = key.pem + chain.flatMap(\.pem)
        let trust = authorities.flatMap(\.pem)
        _ = try IdentityStore.context(identity: pem, trust: trust, zone: zone, path: "the collector's answer")
        try authority.write(trust)
        try identity.write(pem)
    }
}
