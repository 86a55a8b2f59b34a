import AdminClient
import Console
import ZoneModel

extension Verb {
    static let enroll = Verb(
        name: "enroll",
        arguments: "HOST",
        summary: "make a one-time token by which a host comes to its certificate",
        manual: """
            zonectl enroll ZONE/SITE/HOST --reason TEXT [--for TIME] [--order NO] [--dry-run]
              --for   how long the token is good: 1 min to 31 d, 1 h where it is not said

            The token is shown once; the collector keeps its hash. At the host, as root: zone-agent --enroll TOKEN.
            The host knows the collector by the token, makes its key itself, and gets a certificate that says which
            host of which class it is. It is renewed by itself before it ends. Who had the token made, why and when
            stands in the ledger. For a zone under another one: at the parent enroll the zone's name there, and on the
            zone's machine run zone-collector --enroll TOKEN.
            """,
        options: [.reason, .length, .order, .dryRun, .collector, .socket, .json],
        run: { (call) throws(Failure) in
            guard call.arguments.count == 1, HostAddress(path: call.arguments[0]) != nil else {
                throw .usage("write: enroll ZONE/SITE/HOST --reason TEXT", verb: call.verb)
            }
            let length = try call.length() ?? EnrolmentRequest.validUsually
            let request = EnrolmentRequest(
                target: call.arguments[0], validS: length.seconds, reason: try call.reason(), order: try call.text(of: .order),
                dryRun: call.options.has(.dryRun))
            let client = AdminClient(call.socket(.collector), timeouts: .init(answer: .seconds(10)))
            let answer = try asking { () throws(AdminError) in
                try client.post(request, to: "/v1/enrolment", as: EnrolmentDecision.self, "answer with a token")
            }
            if call.isJSON {
                try call.showJSON(answer.text)
            } else {
                try call.show { IdentityView.enrolment(answer.document, width: $0) }
            }
            return .done
        })
}
