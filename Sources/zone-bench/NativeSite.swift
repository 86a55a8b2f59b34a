import AdminClient
import Glibc
import ZoneModel
import ZoneTestKit

/// The real programs on loopback for the native bench: a collector, an agent, and the plant that follows the agent.
final class NativeSite {
    static let address = "sindh-2/khi-3/h-014"
    /// What the host holds without a lease.
    static func floor(_ quota: Power) -> Power { quota * (1.0 / 3) }

    let directory: TemporaryDirectory
    let plant: NativePlant
    private let testbed: UmockdevTestbed
    private let port: UInt16
    private(set) var collector: ChildProcess?
    private(set) var agent: ChildProcess?
    let host: AdminClient
    let zone: AdminClient

    init(threads: Int, quota: Power, port: UInt16? = nil, isAlone: Bool = false) throws {
        directory = try TemporaryDirectory()
        testbed = try UmockdevTestbed()
        try testbed.add(description: NativePlant.rig.text)
        plant = NativePlant(threads: threads, root: testbed.root)
        self.port = try port ?? NativeSite.freePort()
        let timeouts = AdminClient.Timeouts(connect: .seconds(1), answer: .seconds(2))
        host = AdminClient(AdminSocket(.agent, path: directory.file("agent.sock")), timeouts: timeouts)
        zone = AdminClient(AdminSocket(.collector, path: directory.file("collector.sock")), timeouts: timeouts)
        try writeConfigurations(threads: threads, quota, isAlone: isAlone)
        try plant.start()
    }

    deinit { end() }

    /// - Parameter isAlone: no collector: the host's own quota is the ceiling.
    private func writeConfigurations(threads: Int, _ quota: Power, isAlone: Bool) throws {
        let floor = NativeSite.floor(quota)
        try directory.write(
            """
            zone = "sindh-2"
            quota = "\(quota.text)"
            listen = "127.0.0.1:\(port)"
            state_directory = "\(directory.path)/collector"
            admin_socket = "\(directory.file("collector.sock"))"
            [[host]]
            site = "khi-3"
            host = "h-014"
            floor = "\(floor.text)"
            nameplate = "700 W"

            """, to: "collector.toml")
        try directory.write(
            """
            zone = "sindh-2"
            site = "khi-3"
            host = "h-014"
            mode = "enforce"
            quota = "\(isAlone ? quota.text : "700 W")"
            floor = "\(floor.text)"
            state_directory = "\(directory.path)/agent"
            admin_socket = "\(directory.file("agent.sock"))"
            [control]
            dead_time = "100 ms"
            time_constant = "50 ms"
            ramp = "60000 %/min"
            return_stagger = "0 s"
            \(isAlone ? "" : "[collector]\naddress = \"127.0.0.1:\(port)\"\nbackoff_min = \"100 ms\"\nbackoff_max = \"200 ms\"")
            [worker]
            headers_file = "\(NativeSite.headers())"
            [[rig]]
            name = "psu-0"
            nameplate = "\(Int(NativePlant.idleW + NativePlant.busyW * 1.1)) W"
            idle = "45 W"
            power = { serial = "BENCH", feature = "power total" }
            interval = "100 ms"
            accuracy = "1 %"
            worker_threads = \(threads)

            """, to: "agent.toml")
    }

    // MARK: The programs

    func startCollector() throws {
        var environment = NativeSite.environment
        environment["LD_PRELOAD"] = nil
        environment["UMOCKDEV_DIR"] = nil
        collector = try ChildProcess(
            executable: ChildProcess.built("zone-collector"), arguments: ["--config", directory.file("collector.toml")],
            environment: environment)
    }

    func startAgent() throws {
        let agent = try ChildProcess(executable: ChildProcess.built("zone-agent"), arguments: ["--config", directory.file("agent.toml")])
        self.agent = agent
        try plant.follow(agent.pid)
    }

    func killCollector() {
        collector?.signal(SIGKILL)
        _ = collector?.waitForExit(within: 5)
        collector = nil
    }

    func end() {
        for child in [agent, collector].compactMap({ $0 }) {
            child.signal(SIGTERM)
            _ = child.waitForExit(within: 3)
        }
        try? plant.follow(nil)
        (agent, collector) = (nil, nil)
        plant.stop()
    }

    /// Reads what the programs said, so that their pipes do not fill; and sees whether they still run.
    func look() throws {
        for (name, child) in [("zone-agent", agent), ("zone-collector", collector)] {
            guard let child else { continue }
            let said = child.standardError.all
            guard let status = child.waitForExit(within: 0) else { continue }
            throw BenchFailure("\(name) ended with status \(status): \(said.suffix(3).joined(separator: " | "))")
        }
    }

    func status() -> HostStatus? { try? host.get("/v1/status", as: HostStatus.self, "status").document }

    /// - Returns: whether it came about in time.
    func wait(seconds: Double, _ condition: () throws -> Bool) throws -> Bool {
        try waitUntil(seconds: seconds) {
            try look()
            return try condition()
        }
    }

    // MARK: Surroundings

    private static var environment: [String: String] {
        var variables: [String: String] = [:]
        var next = environ
        while let pointer = next.pointee {
            let parts = String(cString: pointer).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            variables[String(parts[0])] = parts.count > 1 ? String(parts[1]) : ""
            next += 1
        }
        return variables
    }

    /// In a checkout they stand some folders above the program.
    private static func headers() -> String {
        var folder = ChildProcess.built("zone-bench")
        for _ in 0..<5 {
            folder = folder.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" }
            if access("\(folder)/config/headers.hex", R_OK) == 0 { return "\(folder)/config/headers.hex" }
        }
        return "/usr/share/zone-agent/headers.hex"
    }

    /// Free now; a program that takes it before the collector does ends the bench with the collector's own words.
    static func freePort() throws -> UInt16 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 ? getsockname(descriptor, $0, &length) : -1
            }
        }
        guard status == 0 else { throw BenchFailure("no port on loopback: \(String(cString: strerror(errno)))") }
        return UInt16(bigEndian: address.sin_port)
    }
}
