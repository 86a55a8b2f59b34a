import CShims
import Certificates
import Link
import Transport
import ZoneModel

/// Keeps the certificate of a link from running out: asks the collector over the link itself for a new one, with a new key, and opens the link anew with it.
/// The lease goes on meanwhile.
public final class CertificateRenewer: @unchecked Sendable {
    // @unchecked: touched on the network's loop alone, after `start`.
    private let store: IdentityStore
    private let zone: Name
    private let share: Double
    private let tell: @Sendable (Event) -> Void
    private var uplink: Uplink?
    private var timer: LoopTimer?
    private var asked: (key: PrivateKey, at: BootInstant)?
    private var toldAt: BootInstant?

    /// An answer that has not come by then is asked for again.
    private static let patience: Duration = .seconds(30)
    /// A certificate that runs out is told once a day, and at every start.
    private static let quiet: Duration = .seconds(86_400)

    public init(store: IdentityStore, zone: Name, share: Double, tell: @escaping @Sendable (Event) -> Void) {
        self.store = store
        self.zone = zone
        self.share = share
        self.tell = tell
    }

    /// On the link's loop.
    public func start(_ uplink: Uplink) {
        self.uplink = uplink
        look()
    }

    public func stop() { timer = nil }

    private func look() {
        guard let uplink else { return }
        let certificate = store.certificate
        let plan = certificate.map { RenewalPlan(notBefore: $0.notBefore, notAfter: $0.notAfter, share: share) }
        // Without a certificate: until a person has enrolled this host.
        timer = uplink.loop.schedule(after: plan?.pace ?? .seconds(10)) { [weak self] in self?.look() }
        guard let plan, let certificate else {
            return warn(
                .warning, "this host has no certificate, and no collector lets it in: zonectl enroll HOST there, then --enroll TOKEN here")
        }
        let verdict = plan.verdict(WallInstant(milliseconds: zs_realtime_ms()))
        if verdict != .fresh, store.isOwn { ask(uplink) }
        tellLate(verdict, certificate)
    }

    private func ask(_ uplink: Uplink) {
        let now = BootInstant(nanoseconds: zs_boottime_ns())
        guard uplink.assumeIsolated({ $0.isStreaming }), asked.map({ now - $0.at >= CertificateRenewer.patience }) ?? true else { return }
        do {
            let key = try PrivateKey()
            let request = try SigningRequest(key)
            asked = (key, now)
            uplink.send(live: .renew(Renew(request: request.der)))
        } catch {
            failed("\(error)")
        }
    }

    /// The collector's answer.
    public func received(_ lines: [CertificateLine]) {
        guard let asked, let uplink else { return }
        self.asked = nil
        do {
            try store.store(asked.key, lines, zone: zone)
            toldAt = nil
            let end = store.certificate.map { WallInstant(milliseconds: $0.notAfter * 1000).rfc3339 } ?? "unknown"
            tell(Event(.certificateRenewed, .notice, "this host's certificate was renewed; the new one is good until \(end)"))
            uplink.reconnect()
            look()
        } catch {
            failed("\(error)")
        }
    }

    private func tellLate(_ verdict: RenewalPlan.Verdict, _ certificate: Certificate) {
        let end = WallInstant(milliseconds: certificate.notAfter * 1000).rfc3339
        let mend =
            store.isOwn ? "see the link to the collector, or enrol anew" : "have its authority sign a new one for \(store.identity.path)"
        switch verdict {
        case .fresh, .due: break
        case .late(let left):
            warn(.warning, "this host's certificate ends in \(fixed(left.seconds / 3600, decimals: 1)) h (\(end)): \(mend)")
        case .expired: warn(.error, "this host's certificate has ended (\(end)), and no collector lets it in: \(mend)")
        }
    }

    private func failed(_ why: String) { warn(.error, "this host's certificate could not be renewed: \(why)") }

    private func warn(_ severity: Severity, _ message: String) {
        let now = BootInstant(nanoseconds: zs_boottime_ns())
        guard toldAt.map({ now - $0 >= CertificateRenewer.quiet }) ?? true else { return }
        toldAt = now
        tell(Event(.certificateExpires, severity, message))
    }
}
