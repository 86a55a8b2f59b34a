import Glibc
import ZoneModel

extension TableReader {
    /// `"127.0.0.1:7433"` or `"[::1]:7433"`. The agent's parser of addresses is libevent's, which takes more than one form: what passes here means the
    /// same to both.
    func endpoint(_ key: String, ports: ClosedRange<UInt16>) -> (address: String, port: UInt16)? {
        let text = string(key, example: "\"127.0.0.1:7433\"")
        guard case .string? = node(key)?.value else { return nil }
        return endpoint(key, in: text[...], ports: ports, example: "127.0.0.1:7433")
    }

    private func endpoint(_ key: String, in text: Substring, ports: ClosedRange<UInt16>, example: String) -> (
        address: String, port: UInt16
    )? {
        guard let colon = text.lastIndex(of: ":"), colon > text.startIndex else {
            fail(key, "must be an address and a port, such as \"\(example)\"")
            return nil
        }
        let digits = text[text.index(after: colon)...]
        let isNumber = !digits.isEmpty && digits.utf8.allSatisfy { (48...57).contains($0) }
        guard isNumber, let port = UInt16(digits), ports.contains(port) else {
            fail(key, "the port must be a number from \(ports.lowerBound) to \(ports.upperBound), not \"\(digits.prefix(20))\"")
            return nil
        }
        let host = text[..<colon]
        guard isAddress(host) else {
            fail(key, "\"\(host.prefix(60))\" is no IP address: write 127.0.0.1 or [::1]; names are not looked up")
            return nil
        }
        return (host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : String(host), port)
    }

    /// Plain TCP stays on the machine, unless a person takes it upon himself with a key that cannot be overlooked.
    /// - Returns: whether lines leave the machine in the clear.
    func checkPlain(_ key: String, _ address: String, isAllowed: Bool, instead: String) -> Bool {
        guard !isLoopback(address) else { return false }
        if isAllowed {
            findings.warn(
                place(of: key),
                "PLAIN TCP BEYOND LOOPBACK (\(address)): anybody on the way can read and forge every line and speak for any host; \(instead), and take \(TableReader.plainKey) away"
            )
        } else {
            fail(key, "\"\(address)\" is not a loopback address, and plain TCP stays on the machine: \(instead)")
        }
        return true
    }

    /// `"http://127.0.0.1:8332"`, without a slash at its end. Beyond loopback a person must want it: the node's password goes over it.
    func nodeURL(_ key: String, isPlainAllowed: Bool) -> String? {
        let (text, scheme) = (string(key, example: "\"http://127.0.0.1:8332\""), "http://")
        guard case .string? = node(key)?.value else { return nil }
        guard text.hasPrefix(scheme) else {
            fail(key, "\"\(text.prefix(80))\" is no node: write http://ADDRESS:PORT, as bitcoind speaks no TLS")
            return nil
        }
        let rest = text.hasSuffix("/") ? text.dropFirst(scheme.count).dropLast() : text.dropFirst(scheme.count)
        guard let endpoint = endpoint(key, in: rest, ports: 1...65_535, example: "http://127.0.0.1:8332") else { return nil }
        guard !isLoopback(endpoint.address) else { return "\(scheme)\(rest)" }
        let mend = "run the node on this machine, or let a tunnel (ssh -L, WireGuard) end on its loopback"
        if isPlainAllowed {
            findings.warn(
                place(of: key),
                "PLAIN HTTP BEYOND LOOPBACK (\(endpoint.address)): anybody on the way can read the node's password, give other work and keep a found "
                    + "block; \(mend), and take \(TableReader.plainKey) away")
        } else {
            fail(key, "\"\(endpoint.address)\" is not a loopback address, and plain HTTP stays on the machine: \(mend)")
        }
        return "\(scheme)\(rest)"
    }

    static let plainKey = "insecure_plain_tcp_beyond_loopback"
}

extension TableReader {
    /// Where /metrics is served, if it is: in the clear, so on this machine alone.
    func metricsEndpoint() -> MetricsEndpoint? {
        guard optionalString("metrics") != nil, let endpoint = endpoint("metrics", ports: 1...65_535) else { return nil }
        guard isLoopback(endpoint.address) else {
            let address = endpoint.address
            fail("metrics", "\"\(address)\" is not a loopback address: metrics are served in the clear, which stays on the machine")
            return nil
        }
        return MetricsEndpoint(address: endpoint.address, port: endpoint.port)
    }
}

/// In 127.0.0.0/8, or ::1.
func isLoopback(_ address: String) -> Bool { address == "::1" || (address.hasPrefix("127.") && isAddress(Substring(address))) }

private func isAddress(_ host: Substring) -> Bool {
    var room = in6_addr()
    let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
    // With a zone (fe80::1%eth0) it is another thing on every machine.
    return !host.utf8.contains(0) && !host.utf8.contains(37)
        && inet_pton(isBracketed ? AF_INET6 : AF_INET, isBracketed ? String(host.dropFirst().dropLast()) : String(host), &room) == 1
}
