import AdminClient
import Console
import ZoneModel

extension Verb {
    static let replace = Verb(
        name: "replace",
        arguments: "HOST",
        summary: "say that a host's machine is gone for good, so that another may take its name",
        manual: """
            zonectl replace ZONE/SITE/HOST --reason TEXT [--dry-run]
              the next machine that says hello under this name is taken in

            A machine that is only cut off goes on at its floor for as long as that lasts, and nobody can see from
            the centre that it is gone. So a second machine under the same name is refused until a person answers
            for the first: switch it off, then say so here. It stands in the ledger and the log, with who and why.
            A host that is connected is not replaced.
            """,
        options: [.reason, .dryRun, .collector, .socket, .json],
        run: { (call) throws(Failure) in
            guard call.arguments.count == 1, HostAddress(path: call.arguments[0]) != nil else {
                throw .usage("write: replace ZONE/SITE/HOST --reason TEXT", verb: call.verb)
            }
            let request = ReplacementRequest(
                target: call.arguments[0], reason: try call.reason(), dryRun: call.options.has(.dryRun))
            let client = AdminClient(call.socket(.collector), timeouts: .init(answer: .seconds(10)))
            let answer = try asking { () throws(AdminError) in
                try client.post(request, to: "/v1/replacement", as: ReplacementDecision.self, "decision on a replacement")
            }
            if call.isJSON {
                try call.showJSON(answer.text)
            } else {
                try call.show { MaintenanceView.replacement(answer.document, width: $0) }
            }
            return .done
        })
}
