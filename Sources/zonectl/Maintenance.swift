import AdminClient
import Console
import ZoneModel

extension Verb {
    static let maintenance = Verb(
        name: "maintenance",
        arguments: "[TARGET on | off]",
        summary: "take a rig or a host out for maintenance, and put it back",
        manual: """
            zonectl maintenance
              what is out, at this host and in this zone

            zonectl maintenance TARGET on|off --reason TEXT [--dry-run]
              TARGET  a rig of this host (psu-1): the agent is asked
                      a host of the zone (sindh-2/khi-3/h-014): the collector is asked
              on      takes it out; off puts it back

            A rig that is out has duty 0. It counts at what its meter says while that is believed; a meter that
            falls silent is no alarm, and the rig then counts at its label until its watts must have fallen.
            A host that is out is granted nothing above what it may draw without a lease; the rest goes to others.
            Either outlives restarts and stands in the log, with who and why.
            """,
        options: [.reason, .dryRun, .agent, .collector, .socket, .json],
        run: { (call) throws(Failure) in
            guard !call.arguments.isEmpty else {
                try call.refuse([.reason, .dryRun], of: "maintenance TARGET on and off")
                return try showMaintenance(call)
            }
            let request = try maintenanceRequest(call)
            let daemon: Daemon = request.target.contains("/") ? .collector : .agent
            if call.options.has(daemon == .agent ? .collector : .agent) {
                let who = daemon == .agent ? "a rig: its agent" : "a host: the collector"
                throw .usage("\(request.target) is \(who) is asked", verb: call.verb)
            }
            let client = AdminClient(call.socket(daemon), timeouts: .init(answer: .seconds(10)))
            if daemon == .collector {
                let answer = try asking { () throws(AdminError) in
                    try client.post(request, to: "/v1/maintenance", as: MaintenanceDecision.self, "decision on maintenance")
                }
                if call.isJSON {
                    try call.showJSON(answer.text)
                } else {
                    try call.show { MaintenanceView.decision(answer.document, width: $0) }
                }
                return .done
            }
            let answer = try asking { () throws(AdminError) in
                try client.post(request, to: "/v1/maintenance", as: MaintenanceDocument.self, "answer to maintenance")
            }
            if call.isJSON {
                try call.showJSON(answer.text)
            } else {
                try call.show { MaintenanceView.lines(answer.document, request: request, width: $0) }
            }
            return .done
        })
}

private func showMaintenance(_ call: Invocation) throws(Failure) -> ExitCode {
    var code = ExitCode.done
    for (index, socket) in try call.sockets().enumerated() {
        let client = AdminClient(socket)
        switch Result(catching: { () throws(AdminError) in
            try client.get("/v1/maintenance", as: MaintenanceDocument.self, "list of what is out")
        }) {
        case .success(let answer) where call.isJSON: try call.showJSON(answer.text)
        case .success(let answer):
            if index > 0 { try put("\n") }
            try call.show { MaintenanceView.lines(answer.document, request: nil, width: $0) }
        case .failure(let error):
            let failure = Failure.admin(error)
            failure.report()
            code = failure.exitCode
        }
    }
    return code
}

private func maintenanceRequest(_ call: Invocation) throws(Failure) -> MaintenanceRequest {
    let words = call.arguments
    guard words.count == 2, ["on", "off"].contains(words[1]) else {
        throw .usage("write: maintenance TARGET on|off --reason TEXT", verb: call.verb)
    }
    let isHost = HostAddress(path: words[0]) != nil
    guard isHost || Name(words[0]) != nil else {
        throw .usage("\"\(words[0])\" is no target: write a rig, or zone/site/host; each name is \(Name.rule)", verb: call.verb)
    }
    return MaintenanceRequest(target: words[0], isOut: words[1] == "on", reason: try call.reason(), dryRun: call.options.has(.dryRun))
}
