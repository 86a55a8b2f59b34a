/// What doctor finds of a host's key and certificate, and what it makes of that: a value.
public struct IdentityFacts: Equatable, Sendable {
    public enum File: Equatable, Sendable {
        case missing
        /// Whoever runs doctor may not look into it.
        case forbidden
        /// Others than its owner can read or change it, or it is not what it should be; the text names the place.
        case unusable(String)
        case readable
    }

    public struct Shown: Equatable, Sendable {
        public var uris: [String]
        /// Seconds since 1970.
        public var notBefore: Int64
        public var notAfter: Int64
        public var belongsToKey: Bool
        /// Of the file's permissions those of the group.
        public var isOpenToGroup: Bool

        public init(uris: [String], notBefore: Int64, notAfter: Int64, belongsToKey: Bool, isOpenToGroup: Bool = false) {
            self.uris = uris
            self.notBefore = notBefore
            self.notAfter = notAfter
            self.belongsToKey = belongsToKey
            self.isOpenToGroup = isOpenToGroup
        }
    }

    public var identityPath: String
    public var identity: File
    /// Of a file that is readable.
    public var shown: Shown?
    public var authorityPath: String
    public var authority: File

    public init(identityPath: String, identity: File, shown: Shown?, authorityPath: String, authority: File) {
        self.identityPath = identityPath
        self.identity = identity
        self.shown = shown
        self.authorityPath = authorityPath
        self.authority = authority
    }

    /// A host renews in time before so little of a certificate's life is left.
    static let leftWarned = 0.3
    private static let enrol = "zonectl enroll HOST at the collector, then here as root: zone-agent --enroll TOKEN"

    /// - Parameters:
    ///   - host: what the configuration says.
    ///   - isOwn: it came by enrolment; else an authority brought it.
    ///   - told: until when the running agent says that it is good.
    public func checks(host: CertifiedHost, isOwn: Bool, told: String?, now: WallInstant) -> [DoctorDocument.Check] {
        let renewed = isOwn ? IdentityFacts.enrol : "have your authority sign for this host, and put key and certificate there, mode 0600"
        switch identity {
        case .missing: return [fail("\(identityPath): this host has no certificate", renewed)]
        case .unusable(let why): return [fail(why, renewed)]
        case .forbidden:
            let until = told.map { "; the agent says that it is good until \($0)" } ?? ""
            return [.init("certificates", .skipped, "\(identityPath) may not be looked into\(until): run doctor as root")]
        case .readable: break
        }
        guard let shown else { return [fail("\(identityPath) holds no certificate", renewed)] }
        var checks = [authorityCheck(isOwn)].compactMap { $0 }
        if !shown.belongsToKey { checks.append(fail("\(identityPath): its key is not that of its first certificate", renewed)) }
        if shown.isOpenToGroup, isOwn {
            checks.append(
                .init("certificates", .fail, "\(identityPath): others than its owner can read the key", mend: "chmod 600 \(identityPath)"))
        }
        checks += [nameCheck(shown, host, renewed), dateCheck(shown, isOwn, renewed, now)].compactMap { $0 }
        let until = WallInstant(milliseconds: shown.notAfter * 1000).rfc3339
        return checks.isEmpty ? [.init("certificates", .ok, "\(host.address) as \(host.hostClass.rawValue), good until \(until)")] : checks
    }

    private func fail(_ finding: String, _ mend: String) -> DoctorDocument.Check { .init("certificates", .fail, finding, mend: mend) }

    private func authorityCheck(_ isOwn: Bool) -> DoctorDocument.Check? {
        let mend = isOwn ? IdentityFacts.enrol : "put the certificate of the authority there that signed the collector's"
        switch authority {
        case .readable, .forbidden: return nil
        case .missing: return fail("\(authorityPath) is not there: no collector can be believed", mend)
        case .unusable(let why): return fail(why, mend)
        }
    }

    private func nameCheck(_ shown: Shown, _ host: CertifiedHost, _ mend: String) -> DoctorDocument.Check? {
        let wanted = "\(host.address) as \(host.hostClass.rawValue)"
        guard case .host(let named) = CertificateName(uris: shown.uris) else {
            let uris = shown.uris.isEmpty ? "nobody" : shown.uris.joined(separator: ", ")
            return fail("\(identityPath) names \(uris), and the config says \(wanted)", mend)
        }
        guard named.address != host.address || named.hostClass != host.hostClass else { return nil }
        return fail(
            "\(identityPath) is of \(named.address) as \(named.hostClass.rawValue), and the config says \(wanted)",
            "correct zone, site, host and class in the config, or: \(mend)")
    }

    private func dateCheck(_ shown: Shown, _ isOwn: Bool, _ mend: String, _ now: WallInstant) -> DoctorDocument.Check? {
        let at = now.milliseconds / 1000
        let (from, until) = (WallInstant(milliseconds: shown.notBefore * 1000), WallInstant(milliseconds: shown.notAfter * 1000))
        if at < shown.notBefore {
            return fail(
                "the certificate is good from \(from.rfc3339) on, and it is \(now.rfc3339) here", "chronyc tracking: is the clock right?")
        }
        let left = shown.notAfter - at
        if left < 0 { return fail("the certificate has ended: \(until.rfc3339)", mend) }
        let length = shown.notAfter - shown.notBefore
        guard Double(left) < Double(length) * IdentityFacts.leftWarned else { return nil }
        let days = fixed(Double(left) / 86_400, decimals: 1)
        return .init(
            "certificates", .warn, "the certificate ends in \(days) d (\(until.rfc3339)), and should have been renewed by now",
            mend: isOwn ? "zonectl status says how the link is; journalctl -u zone-agent why; else: \(mend)" : mend)
    }
}
