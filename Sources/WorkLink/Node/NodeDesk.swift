import MiningWork
import Synchronization
import ZoneModel

/// What becomes of a node's work: events for people, verdicts for the reports, and the figures of `zonectl pool`.
public final class NodeDesk: Sendable {
    private struct State {
        var account = WorkAccount()
        /// What is hashed.
        var template: (id: String, difficulty: Double)?
        var hasToldMissing = false
        var lastError: String?
        var since: BootInstant
    }

    private let url: String
    private let network: BitcoinNetwork
    private let payout: Payout
    private let state: Mutex<State>
    private let happened: @Sendable (Event) -> Void
    private let judged: @Sendable (ShareVerdict) -> Void

    public init(
        _ node: NodeConfiguration, payout: Payout, now: BootInstant, happened: @escaping @Sendable (Event) -> Void,
        judged: @escaping @Sendable (ShareVerdict) -> Void
    ) {
        url = node.endpoint.url
        network = node.network
        self.payout = payout
        self.happened = happened
        self.judged = judged
        state = Mutex(State(since: now))
    }

    public func onPublished(_ template: WorkTemplate?, now: BootInstant) {
        state.withLock { state in
            if (template == nil) != (state.template == nil) { state.since = now }
            state.template = template.map { ($0.id, $0.shareTarget.difficulty) }
        }
    }

    public func onNotice(_ notice: SoloSession.Notice, now: BootInstant) {
        let (event, verdict) = state.withLock { tell(notice, now, &$0) }
        if let event { happened(event) }
        if let verdict { judged(verdict) }
    }

    // MARK: Words

    private func tell(_ notice: SoloSession.Notice, _ now: BootInstant, _ state: inout State) -> (Event?, ShareVerdict?) {
        switch notice {
        case .ready(let height):
            (state.hasToldMissing, state.lastError) = (false, nil)
            return (
                event(
                    .nodeConnected, .notice, "gives work on \(network.rawValue): block \(height) is mined, which pays \(payout.text)",
                    [.count("height", height)]), nil
            )
        case .failing(let failure): return (failing("\(failure)", &state), nil)
        case .stale(let after): return (failing("no word from it for \(fixed(after.seconds, decimals: 0)) s", &state), nil)
        // The worker tells its find when it finds it.
        case .found: return (nil, nil)
        case .accepted, .undecided, .rejected, .lost: return judge(notice, now, &state)
        }
    }

    /// Once that nothing is hashed; what else goes wrong then, and what goes wrong while it is still hashed for, is a warning.
    private func failing(_ reason: String, _ state: inout State) -> Event {
        state.lastError = reason
        guard state.template == nil, !state.hasToldMissing else {
            let rest = state.template == nil ? "" : "; what it gave is hashed for two minutes more at most"
            return event(.nodeLost, .warning, reason + rest, [.text("reason", reason)])
        }
        state.hasToldMissing = true
        return event(
            .workMissing, .error, "\(reason): nothing is hashed until it gives work, for which it is asked again and again",
            [.text("reason", reason)])
    }

    private func judge(_ notice: SoloSession.Notice, _ now: BootInstant, _ state: inout State) -> (Event?, ShareVerdict?) {
        let find: SoloSession.Find
        let outcome: ShareOutcome
        let (kind, severity, text): (EventKind, Severity, String)
        switch notice {
        case .accepted(let block):
            (find, outcome) = (block, .accepted)
            (kind, severity, text) = (.blockAccepted, .notice, "takes it")
        case .undecided(let block, let reason):
            (find, outcome) = (block, .stale(reason))
            (kind, severity, text) = (.blockRejected, .warning, "has it beside its best chain: another block was faster (\(reason))")
        case .rejected(let block, let reason):
            (find, outcome) = (block, .rejected(reason))
            (kind, severity, text) = (.blockRejected, .error, "refuses it: \(reason)")
        case .lost(let block, let failure):
            (find, outcome) = (block, .lost("\(failure)"))
            (kind, severity, text) = (.blockRejected, .error, "could not be given it within an hour: \(failure)")
        default: return (nil, nil)
        }
        let verdict = ShareVerdict(outcome: outcome, difficulty: find.difficulty, isBlock: true, latency: now - find.at)
        state.account.add(verdict)
        let message = "block \(find.hash) of height \(find.height): node \(url) \(text)"
        let fields: [FlatObject.Field] = [.text("node", url), .text("block_hash", find.hash), .count("height", find.height)]
        return (Event(kind, severity, message, fields: fields), verdict)
    }

    private func event(_ kind: EventKind, _ severity: Severity, _ text: String, _ fields: [FlatObject.Field]) -> Event {
        let joint = kind == .nodeConnected ? " " : ": "
        return Event(kind, severity, "node \(url)\(joint)\(text)", fields: [.text("node", url)] + fields)
    }

    // MARK: Figures

    /// The node as one pool: what it accepted are blocks.
    public func figure(now: BootInstant) -> PoolDocument.Pool {
        state.withLock { state in
            func shares(_ tally: WorkAccount.Tally) -> PoolDocument.Shares { .init(count: tally.count, difficulty: tally.difficulty) }
            let account = state.account
            return PoolDocument.Pool(
                url: url, user: payout.text, state: state.template == nil ? .waiting : .active, sinceS: (now - state.since).seconds,
                difficulty: state.template?.difficulty, jobID: state.template?.id, rollsVersions: true, accepted: shares(account.accepted),
                rejected: shares(account.rejected), stale: shares(account.stale), lost: shares(account.lost), blocks: account.blocks,
                latencyMs: account.latency.map { $0 / .milliseconds(1) }, reasons: account.reasons, lastError: state.lastError)
        }
    }
}
