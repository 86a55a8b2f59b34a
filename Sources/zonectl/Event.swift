import AdminClient
import Console
import ZoneModel

extension Option {
    static let at = Option(
        name: "at", letter: nil, value: "TIME", help: "when it begins, in UTC: 18:00Z (the next one), or 2026-11-24T18:00:00Z")
}

extension Verb {
    static let event = Verb(
        name: "event",
        arguments: "list | add TARGET WATTS | cancel ID",
        summary: "announced cuts for a stated time: list them, order one, cancel one",
        manual: """
            zonectl event list
              every event and emergency that is to come or in force

            zonectl event add TARGET WATTS --at TIME --for TIME --reason TEXT [--order NO] [--dry-run]
              TARGET  the zone (sindh-2), a class of it (sindh-2:ai), a site (sindh-2/khi-3), or one host
                      (sindh-2/khi-3/h-014)
              WATTS   the budget while it lasts ("40 MW"); of several at one target the lowest holds

            zonectl event cancel ID --reason TEXT [--dry-run]
              before it begins, or ends one that is in force; ID as event list shows it

            An event is announced to the hosts before it begins, so that their watts are there when it does, and the
            budget returns by a slope when it ends. For a cut at once: zonectl emergency.
            """,
        options: [.at, .length, .reason, .order, .dryRun, .socket, .json],
        run: { (call) throws(Failure) in
            switch call.arguments.first {
            case "list": return try listTimedOrders(call)
            case "add": return try addEvent(call)
            case "cancel": return try cancelEvent(call)
            case .some(let word):
                let near = nearest(to: word, among: ["list", "add", "cancel"]).map { ": did you mean \"\($0)\"?" } ?? ""
                throw .usage("\"\(word)\" is none of list, add and cancel\(near)", verb: call.verb)
            case nil: throw .usage("say which: event list, event add, or event cancel", verb: call.verb)
            }
        })
}

private func listTimedOrders(_ call: Invocation) throws(Failure) -> ExitCode {
    if call.arguments.count > 1 { throw .usage("\"\(call.arguments[1])\" is one word too many", verb: call.verb) }
    try call.refuse([.at, .length, .reason, .order, .dryRun], of: "event add")
    let answer = try timedOrders(call)
    if call.isJSON { try call.showJSON(answer.text) } else { try call.show { TimedOrderView.list(answer.document, width: $0) } }
    return .done
}

func timedOrders(_ call: Invocation) throws(Failure) -> AdminClient.Answer<TimedOrdersDocument> {
    let client = AdminClient(call.socket(.collector))
    return try asking { () throws(AdminError) in
        try client.get("/v1/timed-orders", as: TimedOrdersDocument.self, "list of events and emergencies")
    }
}

private func addEvent(_ call: Invocation) throws(Failure) -> ExitCode {
    let words = call.arguments.dropFirst()
    guard let target = words.first, words.count >= 2 else {
        throw .usage("write: event add TARGET WATTS --at TIME --for TIME --reason TEXT", verb: call.verb)
    }
    let quota = try call.power(words.dropFirst())
    let start = try call.beginning()
    guard let length = try call.length() else { throw .usage("--for TIME is missing: every event has a stated end", verb: call.verb) }
    let request = TimedOrderRequest(
        kind: .event, target: try call.budgetTarget(target).description, quotaW: quota.watts, start: start.rfc3339,
        durationS: length.seconds, reason: try call.reason(), order: try call.text(of: .order), dryRun: call.options.has(.dryRun))
    let client = AdminClient(call.socket(.collector), timeouts: .init(answer: .seconds(10)))
    let answer = try asking { () throws(AdminError) in
        try client.post(request, to: "/v1/timed-orders", as: TimedOrderDecision.self, "decision on an event")
    }
    if call.isJSON { try call.showJSON(answer.text) } else { try call.show { TimedOrderView.decision(answer.document, width: $0) } }
    return .done
}

private func cancelEvent(_ call: Invocation) throws(Failure) -> ExitCode {
    let words = call.arguments.dropFirst()
    guard words.count == 1, let word = words.first, let id = UInt64(word) else {
        throw .usage("write: event cancel ID --reason TEXT; event list shows the ids", verb: call.verb)
    }
    try call.refuse([.at, .length, .order], of: "event add")
    return try cancel(id, call, what: "decision on an event")
}

func cancel(_ id: UInt64, _ call: Invocation, what: String) throws(Failure) -> ExitCode {
    let request = TimedOrderCancellation(id: id, reason: try call.reason(), dryRun: call.options.has(.dryRun))
    let client = AdminClient(call.socket(.collector), timeouts: .init(answer: .seconds(10)))
    let answer = try asking { () throws(AdminError) in
        try client.post(request, to: "/v1/timed-orders/cancel", as: TimedOrderDecision.self, what)
    }
    if call.isJSON { try call.showJSON(answer.text) } else { try call.show { TimedOrderView.decision(answer.document, width: $0) } }
    return .done
}

extension Invocation {
    func budgetTarget(_ text: String) throws(Failure) -> BudgetTarget {
        if let target = BudgetTarget(path: text) { return target }
        throw .usage(
            "\"\(text)\" is no target: write a zone, zone:class, zone/site, or zone/site/host; each name is \(Name.rule)", verb: verb)
    }

    /// `--at`: a time of day in UTC means the next one.
    fileprivate func beginning() throws(Failure) -> WallInstant {
        guard let text = options[.at] else {
            throw .usage("--at TIME is missing: for a cut at once there is zonectl emergency", verb: verb)
        }
        let now = WallInstant.now
        guard let instant = WallInstant(timeOfDayOrDate: text, after: now) else {
            throw .usage("--at \"\(text)\": write the time in UTC, 18:00Z or 2026-11-24T18:00:00Z", verb: verb)
        }
        guard instant > now else { throw .usage("--at \(text) is past", verb: verb) }
        return instant
    }
}
