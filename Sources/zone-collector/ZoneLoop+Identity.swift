import AdminServer
import Certificates
import Host
import Link
import Transport
import ZoneModel
import ZonePolicy

/// Who speaks for a host: certificates are given, renewed and refused here, by what `ZoneAuthority` decides.
extension ZoneLoop {
    // MARK: Connections

    /// Within a handshake, and once more when it is done.
    func identify(_ certificate: PeerCertificate) -> Result<CertifiedHost, IdentityObjection> {
        guard case .host(let host) = CertificateName(uris: certificate.uris) else {
            let zone = configuration.zone
            return .failure(
                IdentityObjection(
                    .wrongName,
                    "the peer's certificate (\(certificate.text)) names no host; one would say zone:\(zone)/SITE/HOST?class=mining"))
        }
        let notBefore = WallInstant(milliseconds: certificate.notBefore * 1000)
        guard let objection = authority.objection(to: host, notBefore: notBefore) else { return .success(host) }
        return .failure(
            IdentityObjection(objection.code == "revoked" ? .revoked : .wrongName, "\(host.address): \(objection.message)"))
    }

    func serverContext() throws -> TLSContext? {
        try security?.context { certificate in
            self.assumeIsolated { zone in
                if case .failure(let objection) = zone.identify(certificate) { objection } else { nil }
            }
        }
    }

    /// Certificates of files are read again, and the own one is made anew. Connections that are open go on.
    /// - Returns: why it could not be done; the old ones stay.
    func refreshSecurity() -> String? {
        guard security != nil else { return nil }
        do {
            let new = try ServerSecurity.load(configuration, now: SystemClock.wallNow())
            let old = security
            security = new
            do {
                if let context = try serverContext() { listener?.assumeIsolated { $0.renew(context) } }
            } catch {
                security = old
                throw error
            }
            return nil
        } catch {
            return "\(error)"
        }
    }

    // MARK: Enrolment

    func enroll(_ id: CollectorListener.ConnectionID, _ request: Enroll, _ address: HostAddress) {
        guard request.protocolVersion == 1 else {
            return refuse(id, ErrorLine(code: "protocol", message: "protocol \(request.protocolVersion) is not spoken here"))
        }
        let signing = SigningRequest(der: request.request)
        do {
            // Before the token is spent.
            try signing.check()
        } catch {
            return refuse(id, ErrorLine(code: "bad_request", message: "\(error)"))
        }
        let (result, directives) = authority.onTokenShown(
            hash: ZoneLoop.tokenHash(request.secret), from: address, machineID: request.machineID, now: SystemClock.bootNow(),
            wall: SystemClock.wallNow())
        switch result {
        case .failure(let error): refuse(id, error)
        case .success(let host):
            guard let batch = directives.compactMap(ZoneLoop.batchWithOrder).last else {
                refuse(id, ErrorLine(code: "ledger_failed", message: "the collector cannot write its ledger at this time"))
                break
            }
            waitingEnrolments[batch] = { zone, failure in zone.enrolled(id, signing, host, failure) }
        }
        obey(directives)
    }

    private func enrolled(_ id: CollectorListener.ConnectionID, _ request: SigningRequest, _ host: CertifiedHost, _ failure: String?) {
        // What is not on disk could be shown once more.
        if let failure {
            return refuse(id, ErrorLine(code: "ledger_failed", message: "the collector's ledger cannot be written: \(failure)"))
        }
        do {
            guard let lines = try security?.answer(request, for: host, now: SystemClock.wallNow()) else { return }
            listener?.assumeIsolated {
                $0.send(lines.map { .certificate($0) }, to: id)
                $0.finish(id)
            }
        } catch {
            refuse(id, ErrorLine(code: "not_signed", message: "\(error)"))
        }
    }

    private func refuse(_ id: CollectorListener.ConnectionID, _ error: ErrorLine) { listener?.assumeIsolated { $0.close(id, error) } }

    /// Over the connection that the old certificate opened: whom the new one names is not the host's to say.
    func renew(_ id: CollectorListener.ConnectionID, _ request: Renew) {
        guard let host = listener?.assumeIsolated({ $0.certified(id) }) else {
            listener?.assumeIsolated {
                $0.send(.error(ErrorLine(code: "renew", message: "this connection has no certificate to renew")), to: id)
            }
            return
        }
        do {
            guard let lines = try security?.answer(SigningRequest(der: request.request), for: host, now: SystemClock.wallNow()) else {
                return
            }
            listener?.assumeIsolated { $0.send(lines.map { .certificate($0) }, to: id) }
            renewals[id] = SystemClock.bootNow()
            chronicle.tell(
                Event(.certificateRenewed, .info, "\(host.address) was given a new certificate for its old one"), about: host.address)
        } catch {
            listener?.assumeIsolated { $0.send(.error(ErrorLine(code: "not_signed", message: "\(error)")), to: id) }
        }
    }

    /// Somebody who has not become a host. The journal holds back floods of one network at a time.
    func refused(_ peer: String, _ network: String, _ reason: String) {
        chronicle.tell(
            Event(.hostRefused, .warning, "\(peer) is refused: \(reason)", fields: [.text("code", "stranger"), .text("peer", network)]))
    }

    // MARK: Orders

    func order(_ request: EnrolmentRequest, uid: UInt32, answer: @escaping LocalHTTPServer.Answer) {
        guard let security, security.offersEnrolment else {
            let mend =
                configuration.tls == nil
                ? "add an empty [tls] section to the collector's configuration"
                : "set [tls] issuer_certificate and issuer_key, or have the authority sign"
            return answer(
                .failure(AdminFailure(code: "no_enrolment", message: "this collector signs no certificates", mend: mend), status: 400))
        }
        do {
            let secret = try Randomness.bytes(EnrolmentToken.secretBytes)
            let (result, directives) = authority.onEnrolmentRequest(
                request, hash: ZoneLoop.hash(secret), uid: uid, now: SystemClock.bootNow(), wall: SystemClock.wallNow())
            let told = result.map { decision in
                var told = decision
                let token = HostAddress(path: decision.target).flatMap {
                    EnrolmentToken(address: $0, fingerprint: security.fingerprint, secret: secret)
                }
                told.token = decision.wasDryRun ? nil : token?.text
                return told
            }
            settle(told, directives, isDryRun: request.dryRun, answer) { _ in "there is no token: it is not on disk" }
        } catch {
            answer(.failure(AdminFailure(code: "no_randomness", message: "\(error)"), status: 503))
        }
    }

    func order(_ request: RevocationRequest, uid: UInt32, answer: @escaping LocalHTTPServer.Answer) {
        let (result, directives) = authority.onRevocationRequest(request, uid: uid, now: SystemClock.bootNow(), wall: SystemClock.wallNow())
        settle(result, directives, isDryRun: request.dryRun, answer) {
            "\($0.target) is kept out while this collector runs, but that is not on disk: a restart would let it in again"
        }
        guard case .success(let decision) = result, !request.dryRun, let address = HostAddress(path: decision.target) else { return }
        // Also those that have not said hello yet.
        listener?.assumeIsolated {
            _ = $0.closeAll(of: address, ErrorLine(code: "revoked", message: ZoneAuthority.revoked(request.reason)))
        }
    }

    // MARK: Secrets

    /// Of the secret as it stands on the wire; another form has a hash that no token has.
    static func tokenHash(_ secret: String) -> String {
        let digits = Array(secret.utf8)
        guard digits.count == EnrolmentToken.secretBytes * 2 else { return "" }
        var bytes: [UInt8] = []
        for place in stride(from: 0, to: digits.count, by: 2) {
            guard let byte = UInt8(String(decoding: digits[place...(place + 1)], as: UTF8.self), radix: 16) else { return "" }
            bytes.append(byte)
        }
        return hash(bytes)
    }

    private static func hash(_ secret: [UInt8]) -> String {
        Digest.sha256(secret).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
