import MiningWork
import Synchronization
import ZoneModel

/// What people are told of the pools.
extension StratumLink {
    func tell(_ kind: EventKind, _ severity: Severity, _ index: Int, _ text: String) {
        let url = pools[index].configuration.url.description
        delegate.happened(Event(kind, severity, "pool \(url) \(text)", fields: [.text("pool", url)]))
    }

    /// Once every pool has failed, and once again after each time that one worked.
    func tellMissing() {
        guard published == nil, !hasToldMissing, pools.allSatisfy({ $0.lastError != nil }) else { return }
        hasToldMissing = true
        let count = pools.count == 1 ? "the pool is not to be had" : "none of the \(pools.count) pools is to be had"
        delegate.happened(
            Event(
                .workMissing, .error,
                "\(count): nothing is hashed until one is; zonectl pool shows why, and they are called again and again"))
    }

    /// Once: what a pool's difficulty is too low for is told by its first time.
    func tellLeftOut() {
        guard !hasToldLeftOut, let published, leftOut.load(ordering: .relaxed) > 0 else { return }
        hasToldLeftOut = true
        let difficulty = StratumLink.text(pools[published].session.shareDifficulty)
        tell(.poolMessage, .warning, published, "gives shares of difficulty \(difficulty), more than can be sent: some are left out")
    }

    static func text(_ difficulty: Double) -> String {
        difficulty >= 1 && difficulty == difficulty.rounded() && difficulty < 1e15 ? String(Int64(difficulty)) : "\(difficulty)"
    }

    public func figures() -> [PoolDocument.Pool] {
        let now = StratumLink.now()
        return pools.indices.map { index in
            let pool = pools[index]
            let state: PoolDocument.Pool.State =
                switch selection.standing(index) {
                case .ready: selection.active == index ? .active : .connecting
                case .trying: .connecting
                case .waiting: .waiting
                case .idle: .idle
                }
            func shares(_ tally: WorkAccount.Tally) -> PoolDocument.Shares { .init(count: tally.count, difficulty: tally.difficulty) }
            return PoolDocument.Pool(
                url: pool.configuration.url.description, user: pool.configuration.user, state: state, sinceS: (now - pool.since).seconds,
                difficulty: pool.session.hasJob ? pool.session.shareDifficulty : nil, jobID: pool.session.newest?.id,
                rollsVersions: pool.session.rollsVersions, accepted: shares(pool.account.accepted), rejected: shares(pool.account.rejected),
                stale: shares(pool.account.stale), lost: shares(pool.account.lost), blocks: pool.account.blocks,
                latencyMs: pool.account.latency.map { $0 / .milliseconds(1) }, reasons: pool.account.reasons, lastError: pool.lastError)
        }
    }
}
