import AdminClient
import Console
import ZoneModel

extension Verb {
    static let review = Verb(
        name: "review",
        arguments: "[ZONE[/SITE[/HOST]]]",
        summary: "a night of a host, a site or the whole zone on one screen, from the collector's store",
        manual: """
            What zonectl log --review shows of one host from its journal, over all hosts of the target, from the
            reports that the collector has stored: evidence and gaps, cuts and how fast they were kept, lost
            leases, silent sensors, energies (measured, estimated and unknown apart), and what needs you: exit
            code 1 where something does. Without a target the whole zone; without --since the last 12 hours.
            """,
        options: [.since, .until, .socket, .json],
        run: { (call) throws(Failure) in
            guard call.arguments.count <= 1 else { throw .usage("one target at most", verb: call.verb) }
            let time = TimeText.here()
            let (since, until) = try call.window(time)
            let client = AdminClient(call.socket(.collector))
            // Millions of rows may lie in a night of a large zone.
            client.timeouts.answer = .seconds(300)
            let target = call.arguments.first ?? ""
            guard target.utf8.allSatisfy({ $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "&") && $0 != UInt8(ascii: "=") }) else {
                throw .usage("\"\(target)\" is no zone, site or host", verb: call.verb)
            }
            let path = "/v1/review?target=\(target)&since=\(since.milliseconds)&until=\(until.milliseconds)"
            let answer = try asking { () throws(AdminError) in try client.get(path, as: ReviewDocument.self, "review") }
            return try call.show(answer.document, time: time)
        })
}
