import AdminClient
import Console
import Inspection
import ZoneModel

/// `zonectl log --review`: the journal's entries of one host, added up.
func runJournalReview(_ call: Invocation) throws(Failure) -> ExitCode {
    for option in [Option.follow, .aboutRig, .kinds, .grep, .limit] where call.options.has(option) {
        throw .usage("--\(option.name) makes no sense with --review", verb: call.verb)
    }
    let time = TimeText.here()
    let (since, until) = try call.window(time)
    let source = try LogSource(call)
    tellBeginning(source, since: since, time)
    // What was going on when the time began is told by what was before: a lease that was lost, a sensor that fell silent.
    let before = WallInstant(milliseconds: since.milliseconds - reviewLookback.wholeMilliseconds)
    var host: String?
    var entries: [ReviewInput.Entry] = []
    let span = WallInstant(milliseconds: until.milliseconds + PowerAccount.period.wholeMilliseconds)
    try source.each(since: before, until: span) { entry in
        guard entry.fields["SYSLOG_IDENTIFIER"] == "zone-agent" else { return }
        let address = EventsDocument.Entry(journal: entry.fields, at: entry.at).address
        if entry.fields["HOST"] != nil { host = address }
        entries.append(ReviewInput.Entry(journal: entry.fields, at: entry.at))
    }
    var input = ReviewInput(host: host ?? "this host", source: "journal", since: since, until: until)
    input.entries = entries
    input.readAccounts()
    input.beginsAt = source.beginsAt
    // One account is open at any time, and its last lines may wait for the disk.
    if until >= time.now { input.lag = PowerAccount.period + .seconds(30) }
    return try call.show(Review.of(input), time: time)
}

/// How far back it is looked for what was going on.
private let reviewLookback: Duration = .seconds(86_400)

extension Invocation {
    /// The time of a review: the last twelve hours, if nothing is said.
    func window(_ time: TimeText) throws(Failure) -> (since: WallInstant, until: WallInstant) {
        let since = try sinceInstant(time) ?? WallInstant(milliseconds: time.now.milliseconds - 12 * 3_600_000)
        let until = min(try untilInstant(time, since: since) ?? time.now, time.now)
        guard since < until else { throw .usage("--since is in the future", verb: verb) }
        return (since, until)
    }

    func show(_ review: ReviewDocument, time: TimeText) throws(Failure) -> ExitCode {
        if isJSON {
            let text = try asking { () throws(AdminError) in try AdminJSON.encode(review) }
            try showJSON(String(decoding: text, as: UTF8.self))
        } else {
            try show { ReviewView.lines(review, time: time, width: $0) }
        }
        return review.needs.isEmpty ? .done : .failed
    }
}
