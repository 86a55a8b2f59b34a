import AdminClient
import Console
import Inspection
import ZoneModel

/// The journal's time line: what `--since` asks for, or the newest.
func runJournalLog(_ call: Invocation) throws(Failure) -> ExitCode {
    let time = TimeText.here()
    let filter = try LogFilter(call, time: time)
    let limit = try eventLimit(call)
    let isFollowed = call.options.has(.follow)
    let source = try LogSource(call)
    if isFollowed, filter.until != nil { throw .usage("--follow has no end, so --until makes no sense with it", verb: call.verb) }
    tellBeginning(source, since: filter.since, time)
    var newest: [EventsDocument.Entry] = []
    var hasMore = false
    // From the end, so that a long journal costs no more than what is shown of it.
    try source.backwards(until: filter.until) { entry in
        if let since = filter.since, entry.at < since { return false }
        let event = EventsDocument.Entry(journal: entry.fields, at: entry.at)
        guard filter.takes(event, at: entry.at) else { return true }
        hasMore = newest.count == limit
        if !hasMore { newest.append(event) }
        return !hasMore
    }
    newest.reverse()
    if call.isJSON, !isFollowed {
        let text = try asking { () throws(AdminError) in try AdminJSON.encode(EventsDocument(events: newest)) }
        try call.showJSON(String(decoding: text, as: UTF8.self))
    } else {
        try show(newest, call)
    }
    if hasMore, filter.since != nil {
        complain("zonectl: older events are not shown: more than \(limit) happened since then", mend: "see more with --limit N")
    }
    guard isFollowed else { return .done }
    guard case .journal(let reader) = source else {
        throw .usage("an export does not grow: --follow makes no sense with it", verb: call.verb)
    }
    return try follow(call, reader, filter)
}

private func follow(_ call: Invocation, _ reader: JournalReader, _ filter: LogFilter) throws(Failure) -> ExitCode {
    var waiting = Waiting(hasScreen: false)
    try reading { () throws(JournalError) in try reader.seekBehindMark() }
    repeat {
        try reading { () throws(JournalError) in try reader.refresh() }
        var fresh: [EventsDocument.Entry] = []
        while let entry = try reading({ () throws(JournalError) in try reader.next() }) {
            let event = EventsDocument.Entry(journal: entry.fields, at: entry.at)
            if filter.takes(event, at: entry.at) { fresh.append(event) }
        }
        try show(fresh, call)
    } while waiting.wait(.milliseconds(200)) == .timePassed
    return .done
}

/// Where rotation ate the beginning.
func tellBeginning(_ source: LogSource, since: WallInstant?, _ time: TimeText) {
    guard let since, let begins = source.beginsAt, begins > since else { return }
    complain(
        "zonectl: the journal begins at \(time.civil(begins)): what was before is gone, or never was",
        mend: "How much is kept: SystemMaxUse= in journald.conf(5); what there is: journalctl --header")
}
