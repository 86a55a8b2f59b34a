import FoundationEssentials
import Glibc

/// The files of one trial: configurations, state, logs and sockets in a directory of its own.
struct TrialSite {
    let directory: String
    let address = "sindh-2/khi-3/h-014"
    /// Where the collector listens.
    let port: UInt16
    static let quota = "600 W"
    static let cut = "300 W"

    init() throws(TrialError) {
        var template = Array("/tmp/zone-trial.XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else {
            throw TrialError(description: "no directory under /tmp: \(String(cString: strerror(errno)))")
        }
        directory = String(cString: made)
        port = try TrialSite.freePort()
    }

    var agentConfiguration: String { "\(directory)/agent.toml" }
    var collectorConfiguration: String { "\(directory)/collector.toml" }
    var agentSocket: String { "\(directory)/agent.sock" }
    var collectorSocket: String { "\(directory)/collector.sock" }
    func log(_ program: String) -> String { "\(directory)/\(program).log" }

    func write(_ path: String, _ text: String) throws(TrialError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw TrialError(description: "\(path): \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else {
            throw TrialError(description: "\(path): \(String(cString: strerror(errno)))")
        }
    }

    /// Nothing is kept of a trial that ended well.
    func remove() {
        // What cannot be removed stays in /tmp.
        try? FileManager.default.removeItem(atPath: directory)
    }

    /// One that is free now. Another program may take it before the collector does: then the collector says so.
    private static func freePort() throws(TrialError) -> UInt16 {
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
        guard status == 0 else { throw TrialError(description: "no port on loopback: \(String(cString: strerror(errno)))") }
        return UInt16(bigEndian: address.sin_port)
    }
}
