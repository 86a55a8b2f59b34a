import Glibc
import ZoneModel

extension TableReader {
    /// `"127.0.0.1:7433"` or `"[::1]:7433"`; loopback only, as long as there is no TLS. The agent's parser of addresses is libevent's, which
    /// takes more than one: what passes here means the same to both.
    func endpoint(_ key: String, ports: ClosedRange<UInt16>) -> (address: String, port: UInt16)? {
        let text = string(key, example: "\"127.0.0.1:7433\"")
        guard case .string? = node(key)?.value else { return nil }
        guard let colon = text.lastIndex(of: ":"), colon > text.startIndex else {
            fail(key, "must be an address and a port, such as \"127.0.0.1:7433\"")
            return nil
        }
        let digits = text[text.index(after: colon)...]
        let isNumber = !digits.isEmpty && digits.utf8.allSatisfy { (48...57).contains($0) }
        guard isNumber, let port = UInt16(digits), ports.contains(port) else {
            fail(key, "the port must be a number from \(ports.lowerBound) to \(ports.upperBound), not \"\(digits.prefix(20))\"")
            return nil
        }
        let host = text[..<colon]
        if let address = loopback(host) { return (address, port) }
        if isAddress(host) {
            fail(key, "\"\(host)\" is not a loopback address: this build speaks plain TCP, which stays on the machine")
        } else {
            fail(key, "\"\(host.prefix(60))\" is no IP address: write 127.0.0.1 or [::1]; names are not looked up")
        }
        return nil
    }
}

extension TableReader {
    /// Where /metrics is served, if it is.
    func metricsEndpoint() -> MetricsEndpoint? {
        guard optionalString("metrics") != nil else { return nil }
        return endpoint("metrics", ports: 1...65_535).map { MetricsEndpoint(address: $0.address, port: $0.port) }
    }
}

/// The address in 127.0.0.0/8 or ::1 that a text means, without brackets.
private func loopback(_ host: Substring) -> String? {
    if host == "[::1]" { return "::1" }
    return host.hasPrefix("127.") && isAddress(host) ? String(host) : nil
}

private func isAddress(_ host: Substring) -> Bool {
    var room = in6_addr()
    let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
    return !host.utf8.contains(0)
        && inet_pton(isBracketed ? AF_INET6 : AF_INET, isBracketed ? String(host.dropFirst().dropLast()) : String(host), &room) == 1
}
