import ZoneModel

extension TableReader {
    /// `[collector]` of an agent: the way to the one who gives the watts.
    func collectorLink() -> CollectorLink {
        var link = parentLink()
        link.acknowledgement = optionalChoice("acknowledge") ?? link.acknowledgement
        link.floorKey = optionalFloorKey("floor_key")
        link.clockError = clockError() ?? link.clockError
        link.isClockTrusted = optionalBoolean("trust_clock") ?? link.isClockTrusted
        return link
    }

    /// The same of a collector's `[parent]`, which always acks and whose floor is constant.
    func parentLink() -> CollectorLink {
        let endpoint = endpoint("address", ports: 1...65_535)
        var link = CollectorLink(host: endpoint?.address ?? "127.0.0.1", port: endpoint?.port ?? 1)
        link.backoffMin = optionalDuration("backoff_min", in: .milliseconds(10) ... .seconds(60)) ?? link.backoffMin
        link.backoffMax = optionalDuration("backoff_max", in: .milliseconds(100) ... .seconds(600)) ?? link.backoffMax
        if link.backoffMin > link.backoffMax { fail("backoff_min", "must not be above backoff_max") }
        readSecurity(&link)
        return link
    }

    /// TLS, unless the other end is on this machine or a person has said so twice.
    private func readSecurity(_ link: inout CollectorLink) {
        let isAllowed = optionalBoolean(TableReader.plainKey) ?? false
        let isLocal = isLoopback(link.host)
        let isTLS = optionalBoolean("tls") ?? !(isLocal || isAllowed)
        let (identity, authority) = (optionalPath("identity"), optionalPath("authority"))
        if isTLS {
            link.security = LinkSecurity(identityPath: identity, authorityPath: authority)
            if isAllowed { fail(TableReader.plainKey, "contradicts tls: take one of them away") }
            if (identity == nil) != (authority == nil) {
                fail(identity == nil ? "authority" : "identity", "identity and authority are brought together, or neither is")
            }
        } else {
            for (key, value) in [("identity", identity), ("authority", authority)] where value != nil {
                fail(key, "is for TLS, which this link does not use: set tls = true")
            }
            link.isPlainBeyondLoopback = checkPlain(
                "address", link.host, isAllowed: isAllowed, instead: "set tls = true and enrol this host")
        }
    }

    private func optionalFloorKey(_ key: String) -> FloorKey? {
        guard let text = optionalString(key) else { return nil }
        guard let floorKey = FloorKey(text) else {
            fail(key, "\"\(text.prefix(20))…\" is no key: write \(FloorKey.rule)")
            return nil
        }
        return floorKey
    }

    /// ε, the same at both ends. A minute is far above what any synchronised clock is off; an hour would eat whole slots.
    func clockError() -> Duration? { optionalDuration("clock_error", in: .milliseconds(100) ... .seconds(60)) }

    /// `"18:00"` or `"18:00:30"`, or `"24:00"` for the end of the day: the time since midnight UTC.
    func timeOfDay(_ key: String) -> Duration? {
        let text = string(key, example: "\"18:00\"")
        guard has(key), case .string? = node(key)?.value else { return nil }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        let isDigits = parts.allSatisfy { $0.utf8.count == 2 && $0.utf8.allSatisfy { (48...57).contains($0) } }
        let numbers = parts.compactMap { Int($0) }
        let seconds = zip(numbers, [3600, 60, 1]).reduce(0) { $0 + $1.0 * $1.1 }
        guard (2...3).contains(parts.count), isDigits, numbers.dropFirst().allSatisfy({ $0 < 60 }), seconds <= 86_400 else {
            fail(key, "\"\(text.prefix(20))\" is no time of day: write \"18:00\" (UTC)")
            return nil
        }
        return .seconds(seconds)
    }
}
