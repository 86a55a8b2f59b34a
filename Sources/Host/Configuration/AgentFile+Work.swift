import ZoneModel

/// What the worker's hashes are for.
extension AgentFile {
    func readPool(_ table: TableReader) -> PoolConfiguration? {
        let text = table.string("url", example: "\"stratum+tcp://pool.example:3333\"")
        let user = table.string("user", example: "\"ADDRESS.WORKER\"")
        let password = table.optionalString("password")
        let passwordFile = table.optionalPath("password_file")
        let authorities = table.optionalPath("ca")
        let mayLeave = table.optionalBoolean("reconnect_elsewhere")
        table.finish()
        if password != nil, passwordFile != nil {
            table.findings.warn(table.place(of: "password"), "password in [[pool]] is not used: password_file stands beside it")
        }
        for (key, value) in [("user", user), ("password", password ?? "")]
        where value.utf8.count > 256 || value.utf8.contains(where: { $0 < 0x20 }) {
            table.fail(key, "must have at most 256 bytes and no control characters")
        }
        if table.has("user"), user.isEmpty { table.fail("user", "must not be empty: it is what the pool pays") }
        guard !text.isEmpty || table.has("url") else { return nil }
        guard let url = PoolURL(text) else {
            table.fail("url", "\"\(text.prefix(80))\" is no pool: \(PoolURL.rule)")
            return nil
        }
        if !url.isEncrypted, authorities != nil { table.fail("ca", "belongs to stratum+ssl://") }
        var pool = PoolConfiguration(url: url, user: user)
        pool.password = password ?? pool.password
        pool.passwordFile = passwordFile
        pool.authoritiesFile = authorities
        pool.reconnectElsewhere = mayLeave ?? pool.reconnectElsewhere
        return pool
    }

    func checkWork(_ configuration: AgentConfiguration) {
        let worker = configuration.worker
        if worker.source == .pool, !top.has("pool") {
            top.findings.add(top.place(of: "worker"), "source is \"pool\", and there is no [[pool]]: write one, with url and user")
        }
        if worker.source != .pool, !configuration.pools.isEmpty {
            top.findings.warn(top.place(of: "pool"), "[[pool]] is not used: source in [worker] is \"\(worker.source.rawValue)\"")
        }
        if configuration.pools.count > 8 { top.fail("pool", "at most 8 pools") }
        checkNode(configuration)
    }
}
