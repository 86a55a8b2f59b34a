import AdminClient
import CShims
import Console
import ZoneModel

/// What a running daemon tells of the newest events: the collector from its store, the agent from memory.
func runDaemonLog(_ call: Invocation) throws(Failure) -> ExitCode {
    let since = try call.sinceInstant(TimeText.here())
    let limit = try eventLimit(call)
    // The collector's store holds the agents' events too.
    guard let socket = try call.sockets().last else { return .unreachable }
    let client = AdminClient(socket)
    // What is followed must be told from what was there before, so that much is asked for; only the newest of it are shown.
    let isFollowed = call.options.has(.follow)
    let path = "/v1/events?limit=\(isFollowed ? Swift.max(limit, EventWindow.size) : limit)"
    let answer = try asking { () throws(AdminError) in try client.get(path, as: EventsDocument.self, "list of events") }
    let all = answer.document.events
    let chosen = all.suffix(limit).filter { isLater($0, than: since) }
    if call.isJSON, !isFollowed {
        if chosen.count == all.count {
            try call.showJSON(answer.text)
        } else {
            let text = try asking { () throws(AdminError) in try AdminJSON.encode(EventsDocument(events: chosen)) }
            try call.showJSON(String(decoding: text, as: UTF8.self))
        }
        return .done
    }
    try show(chosen, call)
    if since != nil, all.count >= limit, chosen.count == all.count {
        complain("zonectl: older events are not shown: more than \(limit) happened since then", mend: "see more with --limit N")
    }
    return isFollowed ? try follow(call, client, seen: all) : .done
}

/// Asks for the newest events every half second and shows those that were not there before.
private func follow(_ call: Invocation, _ client: AdminClient, seen: [EventsDocument.Entry]) throws(Failure) -> ExitCode {
    var waiting = Waiting(hasScreen: false)
    client.timeouts = .init(connect: .seconds(1), answer: .seconds(2))
    var known = EventWindow(seen)
    var lastComplaint: String?
    while waiting.wait(.milliseconds(500)) == .timePassed {
        let path = "/v1/events?limit=\(EventWindow.size)"
        switch Result(catching: { () throws(AdminError) in try client.get(path, as: EventsDocument.self, "list of events") }) {
        case .success(let answer):
            lastComplaint = nil
            let (fresh, isGapPossible) = known.advance(answer.document.events)
            if isGapPossible { complain("zonectl: more than \(EventWindow.size) events came at once; some are not shown") }
            try show(fresh, call)
        case .failure(.interrupted): return .done
        case .failure(let error):
            if error.message != lastComplaint { complain("zonectl: \(error.message)") }
            lastComplaint = error.message
        }
    }
    return .done
}

func show(_ events: [EventsDocument.Entry], _ call: Invocation) throws(Failure) {
    guard call.isJSON else {
        try call.show { EventsView.lines(events, width: $0) }
        return
    }
    for event in events {
        let text = try asking { () throws(AdminError) in try AdminJSON.encode(event) }
        try call.showJSON(String(decoding: text, as: UTF8.self), onOneLine: true)
    }
}

func eventLimit(_ call: Invocation) throws(Failure) -> Int {
    guard let text = call.options[.limit] else { return call.options.has(.since) ? 5000 : 50 }
    guard let limit = Int(text), (1...10_000).contains(limit) else {
        throw .usage("--limit is a number from 1 to 10000, not \"\(text)\"", verb: call.verb)
    }
    return limit
}

/// An event whose time cannot be read is shown rather than lost.
private func isLater(_ entry: EventsDocument.Entry, than since: WallInstant?) -> Bool {
    guard let since, let at = WallInstant(rfc3339: entry.timestamp) else { return true }
    return at >= since
}
