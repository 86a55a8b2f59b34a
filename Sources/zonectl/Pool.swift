import AdminClient
import Console
import ZoneModel

extension Verb {
    static let pool = Verb(
        name: "pool",
        summary: "the pools that the worker's hashes go to: state, shares, the last reasons, latency",
        manual: """
            Every pool of the configuration in its order, with what it is (active: worked for; connecting;
            waiting: called again in a while; idle: a better one works), the share difficulty, the shares
            that it accepted, rejected, called stale or never answered, each with the sum of their
            difficulties, the last reasons for those that were not accepted, and the time from a share to
            its answer. Times 2³², the difficulty accepted is what was hashed for it on average. A node of
            one's own stands there as a pool whose shares are blocks.
            """,
        options: [.socket, .json],
        run: { (call) throws(Failure) in
            try call.refuseArguments()
            let client = AdminClient(call.socket(.agent))
            let answer = try asking { () throws(AdminError) in try client.get("/v1/pool", as: PoolDocument.self, "pools") }
            if call.isJSON { try call.showJSON(answer.text) } else { try call.show { PoolView.lines(answer.document, width: $0) } }
            return .done
        })
}
