import AdminClient
import Console
import ZoneModel

extension Verb {
    static let tree = Verb(
        name: "tree",
        summary: "the budgets of the zone and inside it: quota, floors, committed, used",
        manual: """
            A line for the zone, and for every site and class that has a budget: the quota in force (under its limit
            during an event and on the way back), the sum of the floors, what the ledger counts, what is drawn.
            """,
        options: [.socket, .json],
        run: { (call) throws(Failure) in
            try call.refuseArguments()
            let client = AdminClient(call.socket(.collector))
            let answer = try asking { () throws(AdminError) in try client.get("/v1/tree", as: TreeDocument.self, "tree of budgets") }
            if call.isJSON { try call.showJSON(answer.text) } else { try call.show { TreeView.lines(answer.document, width: $0) } }
            return .done
        })

    static let schedule = Verb(
        name: "schedule",
        arguments: "show [HOST]",
        summary: "the floor schedules: what each host may draw, slot by slot, when nobody can be reached",
        manual: """
            zonectl schedule show
              every schedule that may be at a host, whether it is on the host's disk, and when it ends

            zonectl schedule show HOST
              those of one host (sindh-2/khi-3/h-014), slot by slot where the floor changes

            A host follows its schedule while it has no lease. Every schedule that was sent counts until the host has
            said that a newer one is on its disk; after the last slot its floor is 0.
            """,
        options: [.socket, .json],
        run: { (call) throws(Failure) in
            guard call.arguments.first == "show" else { throw .usage("write: schedule show [HOST]", verb: call.verb) }
            if call.arguments.count > 2 { throw .usage("\"\(call.arguments[2])\" is one word too many", verb: call.verb) }
            let host = call.arguments.count == 2 ? call.arguments[1] : nil
            if let host, HostAddress(path: host) == nil {
                throw .usage("\"\(host)\" is no host: write zone/site/host", verb: call.verb)
            }
            let client = AdminClient(call.socket(.collector))
            let path = host.map { "/v1/schedules?host=\($0)" } ?? "/v1/schedules"
            let answer = try asking { () throws(AdminError) in
                try client.get(path, as: SchedulesDocument.self, "list of floor schedules")
            }
            if call.isJSON {
                try call.showJSON(answer.text)
            } else {
                try call.show { ScheduleView.lines(answer.document, isWhole: host != nil, now: .now, width: $0) }
            }
            return .done
        })
}
