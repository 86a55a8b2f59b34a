import ZoneTestKit

/// nftables in the network namespace of the run: packets are lost on the wire, and nobody is told.
public struct Firewall: Sendable {
    public enum Leg: Hashable, Sendable {
        /// Between a host's agent and the proxy.
        case agent(host: Int)
        /// Between the proxy and the collector, for one host.
        case collector(host: Int)
        /// One connection, by the agent's own port: others of the same host pass.
        case connection(port: UInt16)
    }

    public enum Way: Hashable, Sendable, CaseIterable {
        case up
        case down
    }

    private struct Rule: Hashable, Sendable {
        var leg: Leg
        var way: Way
    }

    private let firstPort: UInt16
    private let collectorPort: UInt16
    private var rules: Set<Rule> = []

    /// - Throws: where nft is missing or may not be used.
    public init(firstPort: UInt16, collectorPort: UInt16) throws {
        self.firstPort = firstPort
        self.collectorPort = collectorPort
        try Firewall.nft("add table ip faults; add chain ip faults wire { type filter hook input priority 0; }")
    }

    public mutating func cut(_ leg: Leg, _ ways: [Way] = Way.allCases) throws {
        for way in ways { rules.insert(Rule(leg: leg, way: way)) }
        try obey()
    }

    public mutating func mend(_ leg: Leg) throws {
        rules = rules.filter { $0.leg != leg }
        try obey()
    }

    public mutating func mendAll() throws {
        rules = []
        try obey()
    }

    /// All at once: nft takes its orders as one transaction.
    private func obey() throws {
        let orders = ["flush chain ip faults wire"] + rules.map { "add rule ip faults wire \(match($0)) drop" }.sorted()
        try Firewall.nft(orders.joined(separator: "; "))
    }

    private func match(_ rule: Rule) -> String {
        switch (rule.leg, rule.way) {
        case (.agent(let host), .up): "tcp dport \(firstPort + UInt16(host))"
        case (.agent(let host), .down): "tcp sport \(firstPort + UInt16(host))"
        case (.collector(let host), .up): "ip saddr \(LineProxy.sourceAddress(of: host)) tcp dport \(collectorPort)"
        case (.collector(let host), .down): "ip daddr \(LineProxy.sourceAddress(of: host)) tcp sport \(collectorPort)"
        case (.connection(let port), .up): "tcp sport \(port)"
        case (.connection(let port), .down): "tcp dport \(port)"
        }
    }

    private static func nft(_ orders: String) throws {
        let nft = try ChildProcess(executable: "nft", arguments: [orders])
        guard nft.waitForExit(within: 20) == 0 else {
            throw TestKitError("nft \"\(orders)\": \(nft.standardError.all.joined(separator: " "))")
        }
    }
}
