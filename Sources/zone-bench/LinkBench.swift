import Certificates
import ControlBench
import Glibc
import Synchronization
import Transport

/// What TLS costs: the production connections, both ends in this process on loopback, plain and under TLS in turns.
struct LinkBench {
    static let conditionsText =
        "both ends in this process on loopback, one thread each; TLS 1.3, P-256 certificates on both sides, no resumption"

    private static let pairs = 9
    private static let connections = 600
    private static let inFlight = 16
    private static let lines = 800_000
    /// A report's length; as many go out in one write as the agent reads from its spool at once.
    private static let line = [UInt8](repeating: 0x78, count: 399) + [10]
    private static let linesAWrite = 80

    /// What one way of connecting was measured at, once a pair.
    private struct Samples {
        var opened: [Double] = []
        var cost: [Double] = []
        var carried: [Double] = []
        var lineCost: [Double] = []
    }

    func run() throws -> [Figure] {
        let contexts = try LinkBench.makeContexts()
        var (plain, secure) = (Samples(), Samples())
        for pair in 0..<LinkBench.pairs {
            // Each comes first as often as second.
            if pair % 2 == 0 { try LinkBench.measure(nil, &plain) }
            try LinkBench.measure(contexts, &secure)
            if pair % 2 == 1 { try LinkBench.measure(nil, &plain) }
        }
        return figures("plain", plain) + figures("TLS", secure)
    }

    private static func measure(_ contexts: (server: TLSContext, client: TLSContext)?, _ samples: inout Samples) throws {
        let ends = try LinkEnds(server: contexts?.server, client: contexts?.client)
        defer { ends.close() }
        let cpu = clock()
        samples.opened.append(Double(connections) / (try ends.open(connections, inFlight: inFlight)))
        samples.cost.append(Double(clock() - cpu) / Double(CLOCKS_PER_SEC) * 1000 / Double(connections))
        let write = [UInt8]((0..<linesAWrite).map { _ in line }.joined())
        let before = clock()
        samples.carried.append(Double(lines) / (try ends.carry(write, times: lines / linesAWrite)))
        samples.lineCost.append(Double(clock() - before) / Double(CLOCKS_PER_SEC) * 1e6 / Double(lines))
    }

    private func figures(_ way: String, _ samples: Samples) -> [Figure] {
        [
            figure(
                "connections, \(way)", samples.opened, "1/s", 0,
                "\(LinkBench.connections) opened, \(LinkBench.inFlight) at a time, each until its first line is answered"),
            figure("CPU time a connection, \(way)", samples.cost, "ms", 3, "of both ends together"),
            figure(
                "lines, \(way)", samples.carried, "1/s", 0,
                "\(LinkBench.lines) lines of 400 bytes over one connection, \(LinkBench.linesAWrite) a write"),
            figure("CPU time a line, \(way)", samples.lineCost, "µs", 3, "of both ends together"),
        ]
    }

    private func figure(_ name: String, _ values: [Double], _ unit: String, _ decimals: Int, _ conditions: String) -> Figure {
        let sorted = values.sorted()
        let spread = decimals == 0 ? " (from \(Int(sorted.first ?? 0)) to \(Int(sorted.last ?? 0)))" : ""
        return Figure(
            bench: "link", name: name, value: sorted.isEmpty ? .nan : sorted[sorted.count / 2], unit: unit, decimals: decimals,
            isSimulated: false, conditions: "median of \(values.count)\(spread), plain and TLS in turns: \(conditions)")
    }

    /// As a collector and a host have them.
    private static func makeContexts() throws -> (server: TLSContext, client: TLSContext) {
        var template = Array("/tmp/link-bench-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw UsageError(description: "no directory under /tmp") }
        let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let path = "\(folder)/authority.pem"
        defer {
            unlink(path)
            rmdir(folder)
        }
        let now = Int64(time(nil))
        let authority = try CertificateAuthority.readOrCreate(path: path, zone: "bench", now: now)
        let trust = authority.certificate.pem
        let key = try PrivateKey()
        let host = try authority.issueClient(
            try SigningRequest(key), uri: "zone:bench/s/h?class=mining", commonName: "h", from: now - 60, lifetime: 86_400)
        let server = try authority.issueServer(uri: "zone:bench", commonName: "collector", now: now, lifetime: 86_400)
        return (
            try TLSContext(role: .server(offersEnrolment: false), identity: server, trust: .authorities(trust)),
            try TLSContext(role: .client, identity: key.pem + host.pem, trust: .authorities(trust))
        )
    }
}
