import ZoneModel

/// `[tls]`, and what is allowed without it.
extension CollectorFile {
    func readSecurity(_ configuration: inout CollectorConfiguration) {
        let isAllowed = top.optionalBoolean(TableReader.plainKey) ?? false
        if let table = top.optionalTable("tls") {
            configuration.tls = readTLS(table)
            table.finish()
            if isAllowed { top.fail(TableReader.plainKey, "contradicts [tls]: take one of them away") }
        } else if top.has("listen") {
            configuration.isPlainBeyondLoopback = top.checkPlain(
                "listen", configuration.listen.address, isAllowed: isAllowed, instead: "add an empty [tls] section and enrol the hosts")
        }
    }

    private func readTLS(_ table: TableReader) -> CollectorConfiguration.TLSConfiguration {
        var tls = CollectorConfiguration.TLSConfiguration()
        tls.lifetime = table.optionalDuration("lifetime", in: .seconds(5) ... .seconds(3650 * 86_400)) ?? tls.lifetime
        if tls.lifetime < .seconds(86_400) {
            table.findings.warn(
                table.place(of: "lifetime"), "certificates of \(spell(tls.lifetime)): a host that is off for longer must be enrolled anew")
        }
        let paths = ["certificate", "key", "client_ca"].map { ($0, table.optionalPath($0)) }
        let issuerPaths = ["issuer_certificate", "issuer_key"].map { ($0, table.optionalPath($0)) }
        guard let certificate = paths[0].1, let key = paths[1].1, let authorities = paths[2].1 else {
            requireTogether(table, paths)
            for (name, path) in issuerPaths where path != nil && paths.allSatisfy({ $0.1 == nil }) {
                table.fail(name, "is of use beside certificate, key and client_ca alone: without them the collector is its own authority")
            }
            return tls
        }
        tls.brought = .init(certificate: certificate, key: key, clientAuthorities: authorities)
        if let certificate = issuerPaths[0].1, let key = issuerPaths[1].1 {
            tls.brought?.issuer = .init(certificate: certificate, key: key)
        } else {
            requireTogether(table, issuerPaths)
        }
        return tls
    }

    /// All of them or none.
    private func requireTogether(_ table: TableReader, _ paths: [(key: String, path: String?)]) {
        guard let there = paths.first(where: { $0.path != nil }) else { return }
        let missing = paths.filter { $0.path == nil && !table.has($0.key) }.map(\.key)
        if !missing.isEmpty { table.fail(there.key, "takes \(missing.joined(separator: " and ")) beside it") }
    }
}
