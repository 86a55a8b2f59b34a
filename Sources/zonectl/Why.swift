import AdminClient
import Console
import ZoneModel

extension Verb {
    static let why = Verb(
        name: "why",
        summary: "every ceiling of this host, the one that binds, its cost and the mend",
        manual: """
            One ceiling at a time binds a host. The one that does is marked, with the watts that the host would
            draw more without it, and what can be done about it.
            """,
        options: [.socket, .json],
        run: { (call) throws(Failure) in
            try call.refuseArguments()
            let client = AdminClient(call.socket(.agent))
            let answer = try asking { () throws(AdminError) in
                try client.get("/v1/why", as: WhyDocument.self, "list of ceilings")
            }
            if call.isJSON { try call.showJSON(answer.text) } else { try call.show { WhyView.lines(answer.document, width: $0) } }
            return .done
        })
}
