import AdminClient
import Console
import ZoneModel

extension Verb {
    static let revoke = Verb(
        name: "revoke",
        arguments: "HOST",
        summary: "keep a host out: its certificates and open tokens are worth nothing from now on",
        manual: """
            zonectl revoke ZONE/SITE/HOST --reason TEXT [--order NO] [--dry-run]
              its connection is closed at once, and every handshake with a certificate of before is refused

            It gives no watts away: what the host may still draw stays counted, its lease until it has run out and its
            floor for as long as it has one. A host that must draw nothing is switched off by a person.
            zonectl enroll lets it in again, with a new certificate. Who revoked it, why and when stands in the ledger.
            """,
        options: [.reason, .order, .dryRun, .collector, .socket, .json],
        run: { (call) throws(Failure) in
            guard call.arguments.count == 1, HostAddress(path: call.arguments[0]) != nil else {
                throw .usage("write: revoke ZONE/SITE/HOST --reason TEXT", verb: call.verb)
            }
            let request = RevocationRequest(
                target: call.arguments[0], reason: try call.reason(), order: try call.text(of: .order), dryRun: call.options.has(.dryRun))
            let client = AdminClient(call.socket(.collector), timeouts: .init(answer: .seconds(10)))
            let answer = try asking { () throws(AdminError) in
                try client.post(request, to: "/v1/revocation", as: RevocationDecision.self, "decision on a revocation")
            }
            if call.isJSON {
                try call.showJSON(answer.text)
            } else {
                try call.show { IdentityView.revocation(answer.document, width: $0) }
            }
            return .done
        })
}
