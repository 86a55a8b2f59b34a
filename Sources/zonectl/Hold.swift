import AdminClient
import Console
import ZoneModel

extension Verb {
    static let hold = Verb(
        name: "hold",
        arguments: "[WATTS | off]",
        summary: "hold this host below its quota, whatever the zone grants; it can only lower",
        manual: """
            zonectl hold
              the hold that is in force, who set it and why

            zonectl hold WATTS [--for TIME] [--reason TEXT] [--dry-run]
              WATTS   a power with its unit ("300 W", "2.5 kW"); "0 W" stops every rig

            zonectl hold off [--reason TEXT] [--dry-run]

            A hold is a veto of whoever stands before the host: no centre and no lease can raise it. It is in
            force at once, outlives restarts, and ends when it is lifted or after --for. A new one takes the
            place of the old one. What the host draws with every rig at duty 0 a hold cannot take away.
            Where the agent's memory was damaged a hold at 0 W is assumed, because one may have been in it:
            look at the host, then lift it.
            """,
        options: [.length, .reason, .dryRun, .socket, .json],
        run: { (call) throws(Failure) in
            let client = AdminClient(call.socket(.agent))
            let answer: AdminClient.Answer<HoldDocument>
            if call.arguments.isEmpty {
                try call.refuse([.length, .reason, .dryRun], of: "hold WATTS and hold off")
                answer = try asking { () throws(AdminError) in try client.get("/v1/hold", as: HoldDocument.self, "hold") }
            } else {
                let request = try holdRequest(call)
                answer = try asking { () throws(AdminError) in
                    try client.post(request, to: "/v1/hold", as: HoldDocument.self, "answer to a hold")
                }
            }
            let isQuestion = call.arguments.isEmpty
            if call.isJSON {
                try call.showJSON(answer.text)
            } else {
                try call.show { HoldView.lines(answer.document, isQuestion: isQuestion, width: $0) }
            }
            return .done
        })
}

private func holdRequest(_ call: Invocation) throws(Failure) -> HoldRequest {
    let length = try call.length()
    let reason = try call.text(of: .reason)
    guard call.arguments != ["off"] else {
        if length != nil { throw .usage("--for belongs to hold WATTS: what is lifted is lifted", verb: call.verb) }
        return HoldRequest(holdW: nil, reason: reason, forS: nil, dryRun: call.options.has(.dryRun))
    }
    return HoldRequest(
        holdW: try call.power(call.arguments).watts, reason: reason, forS: length?.seconds, dryRun: call.options.has(.dryRun))
}
