import AdminClient
import Glibc
import Testing
import ZoneModel
import ZoneTestKit

/// A collector and an agent for a test: real programs on loopback, in a directory of their own. The rig has no sensor, so its watts are
/// estimated, and its worker really hashes.
final class Site {
    let directory: TemporaryDirectory
    let port: UInt16
    static let address = "sindh-2/khi-3/h-014"

    init() throws {
        directory = try TemporaryDirectory()
        port = try Site.freePort()
        try writeCollector()
        try writeAgent()
    }

    var agentSocket: String { directory.file("agent.sock") }
    var collectorSocket: String { directory.file("collector.sock") }

    /// - Parameter sections: tables of the file, whole.
    func writeCollector(sections: String = "") throws {
        try directory.write(
            """
            zone = "sindh-2"
            quota = "600 W"
            listen = "127.0.0.1:\(port)"
            state_directory = "\(directory.path)/collector"
            admin_socket = "\(collectorSocket)"
            \(sections)
            [[host]]
            site = "khi-3"
            host = "h-014"
            floor = "100 W"
            nameplate = "600 W"

            """, to: "collector.toml")
    }

    /// - Parameters:
    ///   - lines: at the top of the file, beside the names.
    ///   - link: the same of its `[collector]`.
    ///   - pools: ports on loopback, in the order of preference; none: headers of a file are hashed.
    ///   - source: of work, where it follows from nothing else.
    ///   - tables: further ones, whole.
    func writeAgent(
        quota: String = "600 W", floor: String = "100 W", lines: String = "", link: String = "", isStandalone: Bool = false,
        pools: [UInt16] = [], source: WorkKind? = nil, tables further: String = ""
    ) throws {
        let source = source ?? (pools.isEmpty ? .headers : .pool)
        let tables = pools.map { "[[pool]]\nurl = \"stratum+tcp://127.0.0.1:\($0)\"\nuser = \"someone.h-014\"\n" }.joined()
        try directory.write(
            """
            zone = "sindh-2"
            site = "khi-3"
            host = "h-014"
            mode = "enforce"
            quota = "\(quota)"
            floor = "\(floor)"
            state_directory = "\(directory.path)/agent"
            admin_socket = "\(agentSocket)"
            \(lines)
            \(isStandalone ? "" : "[collector]\naddress = \"127.0.0.1:\(port)\"\n\(link)")
            [control]
            dead_time = "100 ms"
            time_constant = "100 ms"
            return_stagger = "0 s"
            [worker]
            source = "\(source.rawValue)"
            headers_file = "\(Site.headers)"
            \(tables)\(further)
            [[rig]]
            name = "psu-0"
            nameplate = "300 W"
            idle = "40 W"
            temperature = { none = "a test" }
            worker_threads = 1

            """, to: "agent.toml")
    }

    func startAgent() throws -> ChildProcess {
        try ChildProcess(executable: ChildProcess.built("zone-agent"), arguments: ["--config", directory.file("agent.toml")])
    }

    func startCollector() throws -> ChildProcess {
        try ChildProcess(executable: ChildProcess.built("zone-collector"), arguments: ["--config", directory.file("collector.toml")])
    }

    /// Nil while the agent does not answer.
    func host() -> HostStatus? {
        try? AdminClient(AdminSocket(.agent, path: agentSocket)).get("/v1/status", as: HostStatus.self, "status").document
    }

    func zone() -> ZoneStatus? {
        try? AdminClient(AdminSocket(.collector, path: collectorSocket)).get("/v1/status", as: ZoneStatus.self, "status").document
    }

    func events() -> [EventsDocument.Entry] {
        let client = AdminClient(AdminSocket(.agent, path: agentSocket))
        return (try? client.get("/v1/events?limit=200", as: EventsDocument.self, "events").document.events) ?? []
    }

    func hasEvent(_ kind: EventKind) -> Bool { events().contains { $0.event == kind.rawValue } }

    private static let headers: String = {
        let folders = #filePath.split(separator: "/").dropLast(3)
        return folders.reduce("") { "\($0)/\($1)" } + "/config/headers.hex"
    }()

    /// Free at this moment; a test that loses it to another program fails with the collector's own words.
    private static func freePort() throws -> UInt16 {
        let (descriptor, port) = try loopbackListener()
        close(descriptor)
        return port
    }
}

/// A listening socket on a free port of loopback.
func loopbackListener(port: UInt16 = 0) throws -> (descriptor: Int32, port: UInt16) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var yes: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    var address = loopback(port)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            bind(descriptor, $0, length) == 0 && listen(descriptor, 8) == 0 ? getsockname(descriptor, $0, &length) : -1
        }
    }
    try #require(status == 0, "no port on loopback: \(String(cString: strerror(errno)))")
    return (descriptor, UInt16(bigEndian: address.sin_port))
}

private func loopback(_ port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
}

/// A peer that says whatever bytes the test wants.
final class RawPeer {
    private let descriptor: Int32

    init(port: UInt16) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var address = loopback(port)
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(status == 0, "connect: \(String(cString: strerror(errno)))")
    }

    deinit { close(descriptor) }

    /// - Returns: whether the peer took all of it.
    @discardableResult
    func say(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    @discardableResult
    func say(_ text: String) -> Bool { say(Array(text.utf8)) }

    /// No more will be said.
    func finish() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Everything until the other side closes, or until a line contains `end`.
    func hear(until end: String? = nil) -> String {
        var text = ""
        var buffer = [UInt8](repeating: 0, count: 4096)
        while end.map({ !text.contains($0) }) ?? true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            text += String(decoding: buffer[..<count], as: UTF8.self)
        }
        return text
    }
}
