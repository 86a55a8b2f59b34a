import Glibc

/// Whose admin socket it is.
public enum Daemon: String, Sendable, CaseIterable {
    case agent
    case collector

    /// The program and its systemd unit.
    public var program: String {
        switch self {
        case .agent: "zone-agent"
        case .collector: "zone-collector"
        }
    }

    public var environmentVariable: String {
        switch self {
        case .agent: "ZONE_AGENT_SOCKET"
        case .collector: "ZONE_COLLECTOR_SOCKET"
        }
    }

    public var defaultPath: String { "/run/\(program)/admin.sock" }
}

/// A daemon's admin socket on this machine.
public struct AdminSocket: Hashable, Sendable {
    /// Nil where a path was given and nobody said whose it is: the document tells.
    public var daemon: Daemon?
    public var path: String

    public init(_ daemon: Daemon?, path: String) {
        self.daemon = daemon
        self.path = path
    }

    /// Where the daemon listens by the environment, otherwise by default.
    public init(_ daemon: Daemon) {
        let told = getenv(daemon.environmentVariable).map { String(cString: $0) }
        self.init(daemon, path: told.flatMap { $0.isEmpty ? nil : $0 } ?? daemon.defaultPath)
    }

    /// Whether something is there. A directory that may not be looked into counts: the answer is then "permission denied", which
    /// teaches more than "not running".
    public var exists: Bool { access(path, F_OK) == 0 || errno == EACCES }

    var program: String { daemon?.program ?? "the daemon" }
}
