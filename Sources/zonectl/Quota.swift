import AdminClient
import Console
import ZoneModel

extension Option {
    static let noWait = Option(name: "no-wait", letter: nil, value: nil, help: "do not follow the cut until it is held")
}

extension Verb {
    static let quota = Verb(
        name: "quota",
        arguments: "show | set TARGET VALUE",
        summary: "the zone's quota: show it, set it, follow a cut until the watts are down",
        manual: """
            zonectl quota show
              the quota in force, who set it and why, and every host's ceiling

            zonectl quota set TARGET VALUE --reason TEXT [--order NO] [--dry-run] [--no-wait]
              TARGET  a zone (sindh-2), or one host of it (sindh-2/khi-3/h-014): a cap on that host
              VALUE   a power with its unit ("300 W", "2.5 MW"), or "none" to lift a host's cap

            Setting prints who is cut by how much, the sum of the floors, and when the quota binds at the latest.
            A cut is then followed: granted, applied (on the agent's clock), the draw falling, the time it took.
            It ends when every host that is cut has applied it and the draw is at or under the quota; or, when
            the last old lease must have lapsed, with exit code 3 and the hosts that have not complied.
            Ctrl-C stops the following; the quota stays set. With --json the decision is printed and the
            following is silent.
            """,
        options: [.reason, .order, .dryRun, .noWait, .socket, .json],
        run: { (call) throws(Failure) in
            switch call.arguments.first {
            case "show": return try showQuota(call)
            case "set": return try setQuota(call)
            case .some(let word):
                let near = nearest(to: word, among: ["show", "set"])
                throw .usage("\"\(word)\" is neither show nor set\(near.map { ": did you mean \"\($0)\"?" } ?? "")", verb: call.verb)
            case nil: throw .usage("say which: quota show, or quota set TARGET VALUE --reason TEXT", verb: call.verb)
            }
        })
}

private func showQuota(_ call: Invocation) throws(Failure) -> ExitCode {
    if call.arguments.count > 1 { throw .usage("\"\(call.arguments[1])\" is one word too many", verb: call.verb) }
    try call.refuse([.reason, .order, .dryRun, .noWait], of: "quota set")
    let client = AdminClient(call.socket(.collector))
    let answer = try asking { () throws(AdminError) in try client.get("/v1/quota", as: QuotaDecision.self, "quota") }
    if call.isJSON { try call.showJSON(answer.text) } else { try call.show { QuotaView.present(answer.document, width: $0) } }
    return .done
}

private func setQuota(_ call: Invocation) throws(Failure) -> ExitCode {
    let request = try quotaRequest(call)
    let client = AdminClient(call.socket(.collector), timeouts: .init(answer: .seconds(10)))
    let sentAt = Waiting.now
    let answer = try asking { () throws(AdminError) in
        try client.post(request, to: "/v1/quota", as: QuotaDecision.self, "decision on a quota")
    }
    if call.isJSON { try call.showJSON(answer.text) } else { try call.show { QuotaView.decision(answer.document, width: $0) } }
    if request.dryRun || answer.document.wasDryRun || call.options.has(.noWait) { return .done }
    return follow(CutFollower(answer.document), client, sentAt: sentAt, isSilent: call.isJSON, staying: "the quota stays set")
}

private func quotaRequest(_ call: Invocation) throws(Failure) -> QuotaRequest {
    let words = call.arguments.dropFirst()
    guard let target = words.first, words.count >= 2 else {
        throw .usage("write: quota set TARGET VALUE --reason TEXT", verb: call.verb)
    }
    let isHost = HostAddress(path: target) != nil
    guard isHost || Name(target) != nil else {
        throw .usage("\"\(target)\" is no target: write a zone, or zone/site/host; each name is \(Name.rule)", verb: call.verb)
    }
    let value = words.dropFirst()
    var quotaW: Double?
    if value == ["none"] {
        if !isHost { throw .usage("none lifts a host's cap; a zone always has a quota: give a power", verb: call.verb) }
    } else {
        quotaW = try call.power(value).watts
    }
    return QuotaRequest(
        target: target, quotaW: quotaW, reason: try call.reason(), order: try call.text(of: .order), dryRun: call.options.has(.dryRun))
}

/// Polls the collector and shows the cut arriving.
///
/// - Parameter staying: what is so all the same when the following is broken off.
func follow(_ cut: CutFollower, _ client: AdminClient, sentAt: BootInstant, isSilent: Bool, staying: String) -> ExitCode {
    var follower = cut
    func show(_ lines: [StyledLine]) {
        if !isSilent { Terminal.output.write(Terminal.output.page.text(lines)) }
    }
    guard follower.hasCuts else {
        show([StyledLine("No host is cut: there is nothing to wait for.", .faint)])
        return .done
    }
    client.timeouts = .init(connect: .seconds(1), answer: .seconds(2))
    var waiting = Waiting(hasScreen: false)
    while true {
        var isInterrupted = false
        do {
            let answer = try client.get("/v1/status", as: ZoneStatus.self, "zone status")
            show(follower.on(answer.document, at: (Waiting.now - sentAt).seconds))
        } catch .interrupted {
            isInterrupted = true
        } catch {
            show(follower.onFailure(error.message, at: (Waiting.now - sentAt).seconds))
        }
        switch follower.verdict {
        case .complied: return .done
        case .lateHosts(let hosts):
            complain("zonectl: not held after \(Measure.time(follower.deadlineS)):")
            for host in hosts { complain("  \(host)") }
            return .notComplied
        case .following: break
        }
        if isInterrupted || waiting.wait(.milliseconds(100)) == .stopAsked {
            complain("zonectl: no longer following; \(staying)")
            return .interrupted
        }
    }
}
