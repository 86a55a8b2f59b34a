import AdminClient
import Console
import Hashing
import ZoneModel

extension Verb {
    static let bench = Verb(
        name: "bench",
        summary: "how fast this machine's hash kernels are, against OpenSSL",
        manual: """
            Runs every hash kernel of this processor in turn on one thread, for some seconds, in zonectl itself: no
            daemon is asked, and none has to run. Versions are headers that differ in their version alone and share
            part of the work (BIP 310, BIP 320); a pool must allow that. The last column is the share of what the
            SHA instructions' rounds alone allow on a core that starts one in each cycle, 60 cycles a hash.
            Ratios repeat within about 1 %, on a busy machine too; megahashes do not.
            """,
        options: [Option(name: Option.json.name, letter: nil, value: nil, help: "print the figures as a document instead of text")],
        run: { (call) throws(Failure) in
            try call.refuseArguments()
            let bench = KernelBench.run(rounds: 120)
            if call.isJSON {
                let json = try asking { () throws(AdminError) in try AdminJSON.encode(bench) }
                try call.showJSON(String(decoding: json, as: UTF8.self), onOneLine: true)
            } else {
                try call.show { BenchView.lines(bench, width: $0) }
            }
            return bench.kernels.isEmpty || !bench.refused.isEmpty ? .failed : .done
        })
}
