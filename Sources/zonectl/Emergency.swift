import AdminClient
import Console
import ZoneModel

extension Verb {
    static let emergency = Verb(
        name: "emergency",
        arguments: "TARGET WATTS | TARGET off",
        summary: "cut at once and below the floors, until a stated end that no lost contact shortens",
        manual: """
            zonectl emergency TARGET WATTS --for TIME --reason TEXT [--order NO] [--dry-run] [--no-wait]
              TARGET  the zone (sindh-2), a class of it (sindh-2:ai), a site (sindh-2/khi-3), or one host
                      (sindh-2/khi-3/h-014)
              WATTS   the budget while it lasts ("10 MW", "0 W")

            zonectl emergency TARGET off --reason TEXT [--dry-run]
              lifts every emergency at that target before its end

            An emergency goes under the floors too. Every host that hears of it keeps it on its disk: neither lost
            contact nor a restart lifts it, only its end or "off". A host that cannot be reached stays at its
            floor; the answer gives that sum. The cut is then followed until the watts are down, as with quota set:
            exit code 3 names the hosts that have not complied. Ctrl-C stops the following; the emergency stays.
            zonectl event list shows what is in force.
            """,
        options: [.length, .reason, .order, .dryRun, .noWait, .socket, .json],
        run: { (call) throws(Failure) in
            let words = call.arguments
            guard words.count >= 2 else {
                throw .usage(
                    "write: emergency TARGET WATTS --for TIME --reason TEXT, or emergency TARGET off --reason TEXT", verb: call.verb)
            }
            let target = try call.budgetTarget(words[0])
            if words.dropFirst() == ["off"] { return try liftEmergency(at: target, call) }
            return try orderEmergency(at: target, call)
        })
}

private func orderEmergency(at target: BudgetTarget, _ call: Invocation) throws(Failure) -> ExitCode {
    let quota = try call.power(call.arguments.dropFirst())
    guard let length = try call.length() else {
        throw .usage("--for TIME is missing: hosts keep an emergency until its stated end", verb: call.verb)
    }
    let request = TimedOrderRequest(
        kind: .emergency, target: target.description, quotaW: quota.watts, start: nil, durationS: length.seconds,
        reason: try call.reason(), order: try call.text(of: .order), dryRun: call.options.has(.dryRun))
    let client = AdminClient(call.socket(.collector), timeouts: .init(answer: .seconds(10)))
    let before = try asking { () throws(AdminError) in try client.get("/v1/status", as: ZoneStatus.self, "zone status") }
    let sentAt = Waiting.now
    let answer = try asking { () throws(AdminError) in
        try client.post(request, to: "/v1/timed-orders", as: TimedOrderDecision.self, "decision on an emergency")
    }
    if call.isJSON { try call.showJSON(answer.text) } else { try call.show { TimedOrderView.decision(answer.document, width: $0) } }
    if request.dryRun || answer.document.wasDryRun || call.options.has(.noWait) { return .done }
    let follower = CutFollower(answer.document, target: target, before: before.document)
    return follow(follower, client, sentAt: sentAt, isSilent: call.isJSON, staying: "the emergency stays")
}

private func liftEmergency(at target: BudgetTarget, _ call: Invocation) throws(Failure) -> ExitCode {
    try call.refuse([.length, .order, .noWait], of: "emergency TARGET WATTS")
    _ = try call.reason()
    let standing = try timedOrders(call).document.orders.filter { $0.kind == .emergency && $0.target == target.description }
    guard !standing.isEmpty else {
        complain("zonectl: there is no emergency at \(target)", mend: "zonectl event list shows what is in force, and where")
        throw .said(.failed)
    }
    var code = ExitCode.done
    for order in standing {
        let outcome = try cancel(order.id, call, what: "decision on an emergency")
        if outcome != .done { code = outcome }
    }
    return code
}
