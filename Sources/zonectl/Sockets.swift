import AdminClient
import Console

extension Invocation {
    /// The sockets of a verb that either daemon can answer. Without a word from the operator: those that are there.
    func sockets() throws(Failure) -> [AdminSocket] {
        if options.has(.agent), options.has(.collector) { throw .usage("--agent and --collector exclude one another", verb: verb) }
        let chosen: Daemon? = options.has(.agent) ? .agent : options.has(.collector) ? .collector : nil
        if let path = options[.socket] { return [AdminSocket(chosen, path: path)] }
        if let chosen { return [AdminSocket(chosen)] }
        let all = Daemon.allCases.map { AdminSocket($0) }
        let there = all.filter(\.exists)
        guard there.isEmpty else { return there }
        let paths = all.map(\.path).joined(separator: " nor ")
        complain(
            "zonectl: neither zone-agent nor zone-collector is running here: there is no socket \(paths)",
            mend: "see: systemctl status zone-agent zone-collector   (another socket: --socket PATH)")
        throw .said(.unreachable)
    }

    /// The socket of a verb that one daemon answers.
    func socket(_ daemon: Daemon) -> AdminSocket {
        options[.socket].map { AdminSocket(daemon, path: $0) } ?? AdminSocket(daemon)
    }
}
