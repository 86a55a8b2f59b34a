import AdminClient
import Console
import ZoneModel

extension Verb {
    static let status = Verb(
        name: "status",
        summary: "how the host and the zone stand",
        manual: """
            Of the agent: quota, draw, lease, what limits the host, and every rig. Of the collector: the zone's
            quota, what its ledger counts, and every host. Where both run here, both are shown.
            Simulated watts say "simulated", those of the model "ESTIMATED", those of the label "NAMEPLATE".
            --json prints the documents as they come, one after the other.
            """,
        options: [.agent, .collector, .socket, .json],
        run: { (call) throws(Failure) in
            try call.refuseArguments()
            return try runStatus(call)
        })
}

private func runStatus(_ call: Invocation) throws(Failure) -> ExitCode {
    let sockets = try call.sockets()
    var code = ExitCode.done
    for (index, socket) in sockets.enumerated() {
        switch Result(catching: { () throws(AdminError) in try AdminClient(socket).status() }) {
        case .success(let answer) where call.isJSON: try call.showJSON(answer.text)
        case .success(let answer):
            if index > 0 { try put("\n") }
            try call.show { answer.document.lines(isLive: false, width: $0) }
        case .failure(let error):
            // The other daemon's answer is shown all the same.
            let failure = Failure.admin(error)
            failure.report()
            code = failure.exitCode
        }
    }
    return code
}

extension AdminClient.StatusAnswer.Document {
    func lines(isLive: Bool, width: Int?) -> [StyledLine] {
        switch self {
        case .host(let status):
            (isLive ? HostView.live(status, width: width) : HostView.status(status, width: width)) + mismatch(status.version, .agent, width)
        case .zone(let status):
            (isLive ? ZoneView.live(status, width: width) : ZoneView.status(status, width: width))
                + mismatch(status.version, .collector, width)
        }
    }

    private func mismatch(_ version: String, _ daemon: Daemon, _ width: Int?) -> [StyledLine] {
        guard version != Release.version else { return [] }
        let text = "\(daemon.program) is of release \(version), zonectl of \(Release.version): figures may be missing; install the same"
        return wrapped(text, width: width, indent: 2, style: .caution)
    }
}
