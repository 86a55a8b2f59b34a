import MiningWork
import Synchronization
import ZoneModel

/// The newest template of a pool or a node, dealt out to the threads. A new one is in force on every thread within its batch.
public final class LiveWork: JobSource {
    /// A share that was hashed anew by the reference and from its template.
    public struct Find: Sendable {
        public var share: Share
        public var template: WorkTemplate
        /// What its hash is worth.
        public var difficulty: Double
        public var isBlock: Bool
    }

    private let roller: Mutex<HeaderRoller>
    private let newest = Atomic<UInt64>(0)
    private let isFilled = Atomic<Bool>(false)
    private let ring = Mutex<@Sendable () -> Void>({})
    /// The newest template that ended with a block.
    private let solved = Mutex<String?>(nil)
    private let onFind: @Sendable (Find) -> Void

    /// - Parameters:
    ///   - firstExtranonce: at random.
    ///   - onFind: called on a hashing thread; it must not wait.
    public init(firstExtranonce: UInt64, onFind: @escaping @Sendable (Find) -> Void) {
        roller = Mutex(HeaderRoller(firstExtranonce: firstExtranonce))
        self.onFind = onFind
    }

    /// From now on this is hashed, and what was dealt out before is left; nil: nothing is hashed. From any thread.
    public func publish(_ template: WorkTemplate?) {
        roller.withLock { roller in
            roller.take(template)
            isFilled.store(template != nil, ordering: .releasing)
            newest.wrappingAdd(1, ordering: .sequentiallyConsistent)
        }
        solved.withLock { $0 = nil }
        ring.withLock { $0 }()
    }

    public var hasWork: Bool { isFilled.load(ordering: .acquiring) }
    public var edition: UInt64 { newest.load(ordering: .acquiring) }

    public func stretch(thread: Int, of total: Int, turn: Int) -> HashStretch? {
        // The lock is held for some ten microseconds: a merkle root at most.
        let (unit, edition) = roller.withLock { roller in
            let unit = roller.next()
            if unit == nil { isFilled.store(false, ordering: .releasing) }
            return (unit, newest.load(ordering: .acquiring))
        }
        guard let unit, let job = HeaderJob(header: unit.header, versions: unit.versions, target: unit.template.shareTarget) else {
            return nil
        }
        return HashStretch(job: job, first: unit.firstNonce, count: unit.nonces, edition: edition, unit: unit)
    }

    public func found(_ candidate: Candidate, in stretch: HashStretch) -> Event? {
        guard let unit = stretch.unit else { return nil }
        // On a chain for trials every second hash is a block: what comes after the first is not looked at.
        guard !unit.template.endsWithBlock || solved.withLock({ $0 != unit.template.id }) else { return nil }
        let share = unit.share(nonce: candidate.nonce, version: candidate.version)
        switch ShareCheck(share, of: unit.template) {
        case .short: return nil
        case .share(let difficulty):
            onFind(Find(share: share, template: unit.template, difficulty: difficulty, isBlock: false))
            return nil
        case .block(let difficulty):
            guard !unit.template.endsWithBlock || isFirst(unit.template) else { return nil }
            onFind(Find(share: share, template: unit.template, difficulty: difficulty, isBlock: true))
            let hash = Hex.text(sha256d(unit.template.header(of: share)).reversed())
            return Event(
                .blockFound, .notice, "block \(hash) found, of job \(share.templateID)",
                fields: [.text("block_hash", hash), .count("nonce", UInt64(share.nonce))])
        }
    }

    /// Of two threads that find a block at once, one is.
    private func isFirst(_ template: WorkTemplate) -> Bool {
        solved.withLock { solved in
            defer { solved = template.id }
            return solved != template.id
        }
    }

    public func onChange(_ ring: @escaping @Sendable () -> Void) { self.ring.withLock { $0 = ring } }
}
