import AdminClient
import Console
import Glibc
import ZoneModel

extension Option {
    static let config = Option(name: "config", letter: "c", value: "PATH", help: "the agent's config (/etc/zone-agent/agent.toml)")
}

extension Verb {
    static let doctor = Verb(
        name: "doctor",
        summary: "looks at everything that this host needs, and says how to mend what is wrong",
        manual: """
            The config, the running agent, sensors, kernel drivers that are missing, permissions, the disk, the
            clock, the way to the collector, certificates and the journal: OK, WARN or FAIL, each with its
            mend. It changes nothing and works without a running agent. As root it sees most.

            Exit code 0: nothing fails (there may be warnings); 1: something fails.
            """,
        options: [.config, .socket, .json],
        run: { (call) throws(Failure) in
            try call.refuseArguments()
            let document = DoctorDocument(checks: Examination(call).checks())
            if call.isJSON {
                let text = try asking { () throws(AdminError) in try AdminJSON.encode(document) }
                try call.showJSON(String(decoding: text, as: UTF8.self))
            } else {
                try call.show { DoctorView.lines(document, width: $0) }
            }
            return document.count(.fail) == 0 ? .done : .failed
        })
}
