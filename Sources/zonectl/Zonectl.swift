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
    if first == "--help" || first == "-h" { return try show(Manual.overview()) }
    if first == "--version" || first == "-V" { return try show(Verb.versionLine + "\n") }
    let (name, rest) = try verbFirst(words)
    guard let verb = Verb.named(name) else {
        let near = nearest(to: name, among: Verb.all.map(\.name))
        throw .usage("\"\(name)\" is no verb\(near.map { ": did you mean \"\($0)\"?" } ?? "")", verb: nil)
    }
    let parsed = try OptionParser(verb.options + [.help]).parse(rest, verb: verb)
    if parsed.has(.help) { return try show(Manual.page(verb)) }
    return try verb.run(Invocation(verb: verb, options: parsed, arguments: parsed.arguments))
}

/// Lets the options that most verbs share stand before the verb too: `zonectl --socket PATH status`.
private func verbFirst(_ words: [String]) throws(Failure) -> (name: String, rest: [String]) {
    let shared: [Option] = [.json, .socket, .agent, .collector]
    var early: [String] = []
    var left = words[...]
    while let word = left.first, word.hasPrefix("-") {
        let isShared = shared.contains { word == "--\($0.name)" || ($0.value != nil && word.hasPrefix("--\($0.name)=")) }
        guard isShared else { throw .usage("\(word) is no option of all verbs: a verb's own options come after it", verb: nil) }
        let hasValueApart = shared.contains { $0.value != nil && word == "--\($0.name)" }
        early += left.prefix(hasValueApart ? 2 : 1)
        left = left.dropFirst(hasValueApart ? 2 : 1)
    }
    guard let name = left.first else { throw .usage("a verb is missing", verb: nil) }
    return (name, early + left.dropFirst())
}

private func show(_ text: String) throws(Failure) -> ExitCode {
    try put(text)
    return .done
}
