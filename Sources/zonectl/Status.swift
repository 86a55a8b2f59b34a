import AdminClient
import Console
import ZoneModel

extension Option {
    static let check = Option(
        name: "check", letter: "c", value: nil, help: "say only what needs a person; exit code 5 where something does")
}

extension Verb {
    static let status = Verb(
        name: "status",
        summary: "how the host and the zone stand",
        manual: """
            Of the agent: quota, draw, lease, what limits the host, and every rig. Of the collector: the zone's
            quota, what its ledger counts, and every host. Where both run here, both are shown.
            Simulated watts say "simulated", those of the model "ESTIMATED", those of the label "NAMEPLATE".
            --json prints the documents as they come, one after the other.

            --check is for scripts: a line for each thing that goes on until a person does something about it
            (a host that cannot comply, watts that are withheld from others, refusals, dead sensors, a full disk),
            and exit code 5; nothing and 0 where there is none.
            """,
        options: [.check, .agent, .collector, .socket, .json],
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
        case .success(let answer):
            let needs = call.options.has(.check) ? answer.document.needs : []
            if !needs.isEmpty, code == .done { code = .personNeeded }
            if call.isJSON {
                try call.showJSON(answer.text)
                continue
            }
            guard !call.options.has(.check) else {
                try call.show { width in needs.flatMap { wrapped($0, width: width, indent: 0, style: .bad) } }
                continue
            }
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
    var needs: [String] {
        switch self {
        case .host(let status): Attention.needed(by: status)
        case .zone(let status): Attention.needed(by: status)
        }
    }

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
