import Console

extension Verb {
    static let help = Verb(
        name: "help",
        arguments: "[VERB]",
        summary: "the manual, of one verb or of all",
        manual: "zonectl VERB --help shows the same.",
        run: { (call) throws(Failure) in
            guard let name = call.arguments.first else {
                try put(Manual.overview())
                return .done
            }
            guard let verb = Verb.named(name) else {
                let near = nearest(to: name, among: Verb.all.map(\.name))
                throw .usage("\"\(name)\" is no verb\(near.map { ": did you mean \"\($0)\"?" } ?? "")", verb: nil)
            }
            try put(Manual.page(verb))
            return .done
        })
}
