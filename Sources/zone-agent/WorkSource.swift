import CShims
import Hashing
import Host
import MiningWork
import Synchronization
import Transport
import WorkLink
import ZoneModel

/// What the worker hashes by the configuration: headers of a file, the jobs of pools, or the blocks of a node. Outlives the workers, so that no header of
/// a pool's or a node's is hashed twice over a reload.
final class WorkSource: Sendable {
    /// Whom is worked for.
    private enum Giver: Equatable {
        case nobody
        case pools([PoolConfiguration])
        case node(NodeConfiguration, Payout)

        var kind: WorkKind? {
            switch self {
            case .nobody: nil
            case .pools: .pool
            case .node: .node
            }
        }
    }

    private struct State: Sendable {
        var giver = Giver.nobody
        /// Of givers, so that what an earlier one still says is known by it.
        var turn = 0
        var pools: StratumLink?
        var node: (link: NodeLink, desk: NodeDesk)?
        var totals: ShareTotals?
    }

    private let loop: EventLoop
    private let firstExtranonce: UInt64
    private let tell: @Sendable (Event) -> Void
    private let state = Mutex(State())
    /// Made when it is first needed.
    private let live = Mutex<LiveWork?>(nil)

    /// In the coinbase of a block: who found it.
    private static let tag = Array("/zone-agent/".utf8)
    /// A template's time and fees grow old; a new tip is told by a long poll.
    private static let poll: Duration = .seconds(30)
    /// How long a stop waits for a block that is on its way to the node.
    private static let blockMax: Duration = .milliseconds(400)

    /// - Parameter loop: of the network.
    init(loop: EventLoop, firstExtranonce: UInt64, tell: @escaping @Sendable (Event) -> Void) {
        self.loop = loop
        self.firstExtranonce = firstExtranonce
        self.tell = tell
    }

    /// What is wrong with the worker's part of a configuration, in words.
    static func problem(with configuration: AgentConfiguration) -> String? {
        do {
            if configuration.worker.source == .headers { _ = try HeaderFileJobs(path: configuration.worker.headersFile) }
        } catch {
            return "worker.headers_file: \(error)"
        }
        do {
            _ = try giver(configuration)
        } catch {
            return error.description
        }
        do {
            _ = try KernelChoice(name: configuration.worker.kernel)
        } catch {
            return "worker.kernel: \(error)"
        }
        return nil
    }

    private static func giver(_ configuration: AgentConfiguration) throws(StartError) -> Giver {
        switch configuration.worker.source {
        case .headers: return .nobody
        case .pool: return .pools(try withPasswords(configuration.pools))
        case .node:
            guard let node = configuration.node else { throw StartError(description: "there is no [node]") }
            // The cookie comes and goes with bitcoind; a password's file is there or is not.
            if case .password(_, let path) = node.endpoint.credentials { _ = try password(at: path, of: "[node]") }
            return .node(node, try payout(configuration.payouts, node.network))
        }
    }

    private static func payout(_ payouts: [PayoutConfiguration], _ network: BitcoinNetwork) throws(StartError) -> Payout {
        do {
            return try Payout(payouts, network: network)
        } catch {
            throw StartError(description: "[[payout]]: \(error)")
        }
    }

    /// For `--check-config`: whom a block would pay.
    static func payoutLines(of configuration: AgentConfiguration) -> [String] {
        guard let network = configuration.node?.network, let payout = try? payout(configuration.payouts, network) else { return [] }
        return payout.lines(labels: configuration.payouts.map(\.label))
    }

    /// A worker whose threads run, at duty 0.
    ///
    /// - Throws: where no kernel can be trusted or the threads cannot be had.
    func worker(_ configuration: AgentConfiguration) throws(KernelError) -> HashWorker {
        let kernel = try KernelChoice(name: configuration.worker.kernel, memory: "\(configuration.stateDirectory)/kernels")
        let rigs = configuration.rigs.map { (rig: $0.name, threads: $0.workerThreads) }
        // A host that cannot hash has nothing to say to a pool or a node.
        let hasThreads = rigs.contains { $0.threads > 0 }
        let nice = configuration.worker.nice
        var jobs: any JobSource = NoWork()
        do {
            follow(hasThreads ? try WorkSource.giver(configuration) : .nobody)
            if configuration.worker.source != .headers { jobs = liveWork() }
        } catch {
            if hasThreads { missing(error.description) }
            follow(.nobody)
        }
        if configuration.worker.source == .headers {
            do {
                jobs = try HeaderFileJobs(path: configuration.worker.headersFile)
            } catch {
                if hasThreads { missing("worker.headers_file: \(error)") }
            }
        }
        let worker = HashWorker(rigs: rigs, jobs: jobs, kernel: kernel, nice: nice, onEvent: tell)
        try worker.start()
        return worker
    }

    private func missing(_ reason: String) {
        tell(Event(.workMissing, .error, "\(reason); nothing is hashed until it is mended and read again (SIGHUP)"))
    }

    // MARK: Pools and nodes

    /// Accepted, rejected and stale since the start; nil: nobody judges what is hashed.
    var totals: ShareTotals? { state.withLock { $0.totals } }

    /// On the network's loop.
    func pools() -> [PoolDocument.Pool] {
        let (pools, node) = state.withLock { ($0.pools, $0.node) }
        return pools?.assumeIsolated { $0.figures() } ?? node.map { [$0.desk.figure(now: WorkSource.now())] } ?? []
    }

    /// On the network's loop.
    func stop() {
        let (pools, node) = state.withLock { ($0.pools, $0.node) }
        pools?.assumeIsolated { $0.end() }
        node?.link.stop()
        if let link = node?.link, link.hasBlock { link.waitForEnd(atMost: WorkSource.blockMax) }
    }

    private static func now() -> BootInstant { BootInstant(nanoseconds: zs_boottime_ns()) }

    private func liveWork() -> LiveWork {
        live.withLock { live in
            if let live { return live }
            let made = LiveWork(firstExtranonce: firstExtranonce) { [weak self] find in
                guard let (pools, node) = self?.state.withLock({ ($0.pools, $0.node) }) else { return }
                pools?.submit(find.share, of: find.template, isBlock: find.isBlock)
                node?.link.found(find.share)
            }
            live = made
            return made
        }
    }

    /// Works for this one from now on, unless it does already.
    private func follow(_ giver: Giver) {
        let old = state.withLock { state -> (StratumLink?, NodeLink?, turn: Int)? in
            guard state.giver != giver else { return nil }
            defer {
                (state.pools, state.node) = (nil, nil)
                state.giver = giver
                if state.totals?.source != giver.kind { state.totals = giver.kind.map { ShareTotals(source: $0) } }
            }
            state.turn += 1
            return (state.pools, state.node?.link, state.turn)
        }
        guard let old else { return }
        old.0?.stop()
        old.1?.stop()
        if giver != .nobody || live.withLock({ $0 != nil }) { publish(nil, turn: old.turn) }
        switch giver {
        case .nobody: break
        case .pools(let pools): work(for: pools, turn: old.turn)
        case .node(let node, let payout): work(for: node, payout, turn: old.turn)
        }
    }

    /// What a giver says after the next has begun is not heard.
    private func publish(_ template: WorkTemplate?, turn: Int) {
        let live = liveWork()
        state.withLock { if $0.turn == turn { live.publish(template) } }
    }

    private func work(for pools: [PoolConfiguration], turn: Int) {
        let link = StratumLink(
            loop: loop, pools: pools, agent: "zone-agent/\(Release.version)", random: SystemRandomNumberGenerator(),
            delegate: .init(
                publish: { [weak self] in self?.publish($0, turn: turn) }, happened: { [tell] in tell($0) },
                judged: { [weak self] in self?.judged($0, by: .pool) }))
        state.withLock { $0.pools = link }
        link.start()
    }

    private func work(for node: NodeConfiguration, _ payout: Payout, turn: Int) {
        let desk = NodeDesk(
            node, payout: payout, now: WorkSource.now(), happened: { [tell] in tell($0) },
            judged: { [weak self] in self?.judged($0, by: .node) })
        let settings = SoloSession.Settings(
            network: node.network, payout: payout, tag: WorkSource.tag, poll: WorkSource.poll,
            extranonce1: UInt32.random(in: 0...UInt32.max).wire, seed: UInt64.random(in: 0...UInt64.max))
        let link = NodeLink(
            node.endpoint, settings,
            publish: { [weak self] in
                desk.onPublished($0, now: WorkSource.now())
                self?.publish($0, turn: turn)
            }, tell: { desk.onNotice($0, now: WorkSource.now()) })
        state.withLock { $0.node = (link, desk) }
        guard !link.start() else { return }
        missing("the threads that ask the node cannot be had")
    }

    /// A block that was found for a giver of before still counts.
    private func judged(_ verdict: ShareVerdict, by kind: WorkKind) {
        state.withLock { state in
            guard state.totals?.source == kind else { return }
            switch verdict.outcome {
            case .accepted: state.totals?.accepted.add(verdict.difficulty)
            case .rejected: state.totals?.rejected.add(verdict.difficulty)
            case .stale, .lost: state.totals?.stale.add(verdict.difficulty)
            }
            if verdict.outcome == .accepted, verdict.isBlock { state.totals?.blocks += 1 }
        }
    }
}
