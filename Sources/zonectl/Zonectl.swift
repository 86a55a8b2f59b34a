import Console

/// Finds the verb, reads its options, runs it, and turns whatever goes wrong into words and an exit code.
func zonectl(_ words: [String]) -> ExitCode {
    do {
        return try dispatch(Array(words.dropFirst()))
    } catch {
        error.report()
        return error.exitCode
    }
}

private func dispatch(_ words: [String]) throws(Failure) -> ExitCode {
    guard let first = words.first else {
        Terminal.errors.write(Manual.overview())
        return .usage
    }
    if first == "--help" || first == "-h" { return show(Manual.overview()) }
    if first == "--version" || first == "-V" { return show(Verb.versionLine + "\n") }
    guard !first.hasPrefix("-") else { throw .usage("options come after the verb: zonectl VERB \(first)", verb: nil) }
    guard let verb = Verb.named(first) else {
        let near = nearest(to: first, among: Verb.all.map(\.name))
        throw .usage("\"\(first)\" is no verb\(near.map { ": did you mean \"\($0)\"?" } ?? "")", verb: nil)
    }
    let parsed = try OptionParser(verb.options + [.help]).parse(Array(words.dropFirst()), verb: verb)
    if parsed.has(.help) { return show(Manual.page(verb)) }
    return try verb.run(Invocation(verb: verb, options: parsed, arguments: parsed.arguments))
}

private func show(_ text: String) -> ExitCode {
    Terminal.output.write(text)
    return .done
}
