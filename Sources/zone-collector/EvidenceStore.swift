import Host
import Storage
import Synchronization
import Transport
import ZoneModel

/// The evidence of all hosts on a loop of its own: committed in groups, acked when it is on disk.
///
/// While the disk takes nothing, lines wait in bounded memory; above that they are dropped unacked, and their senders are told to resume
/// when the disk is back. Control does not wait for any of it.
actor EvidenceStore {
    nonisolated let loop: EventLoop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    /// Called on this loop.
    struct Delegate: Sendable {
        var ack: @Sendable (StoreAck) -> Void
        /// The host must say hello again and resume: lines of it are missing here.
        var resume: @Sendable (HostAddress, String) -> Void
    }

    struct Standing: Sendable {
        var linesStored: UInt64 = 0
        var failure: String?
    }

    private nonisolated let shared: Mutex<Standing>
    private let store: TelemetryStore
    private let retention: CollectorConfiguration.RetentionConfiguration
    private let chronicle: Chronicle
    private let delegate: Delegate
    private var pending: [StoredLine] = []
    /// Hosts of which lines were dropped.
    private var dropped: Set<HostAddress> = []
    private var flushTimer: LoopTimer?
    private var retentionTimer: LoopTimer?
    private var isFailing = false

    private static let groupCommit: Duration = .milliseconds(20)
    private static let retry: Duration = .seconds(2)
    private static let pendingMax = 100_000
    private static let retentionInterval: Duration = .seconds(60)

    init(
        loop: EventLoop, store: sending TelemetryStore, retention: CollectorConfiguration.RetentionConfiguration, chronicle: Chronicle,
        delegate: Delegate
    ) {
        self.loop = loop
        shared = Mutex(Standing(linesStored: store.linesStored))
        self.store = store
        self.retention = retention
        self.chronicle = chronicle
        self.delegate = delegate
    }

    nonisolated var standing: Standing { shared.withLock { $0 } }

    // MARK: From any thread

    nonisolated func start() {
        onLoop { store in
            store.retentionTimer = store.loop.schedule(after: EvidenceStore.retentionInterval, repeats: true) { [weak store] in
                store?.assumeIsolated { $0.forget() }
            }
        }
    }

    nonisolated func add(_ lines: [StoredLine]) { onLoop { $0.take(lines) } }

    /// Where this host's spool goes on. 1 while the store cannot say: the agent sends again what it has, and what is here counts once.
    nonisolated func resumeSeq(_ address: HostAddress, spoolID: String, then done: @escaping @Sendable (UInt64) -> Void) {
        onLoop {
            // Lines that wait are committed first, or they would be asked for again.
            $0.flush()
            done((try? $0.store.resumeSeq(address, spoolID: spoolID)) ?? 1)
        }
    }

    nonisolated func newestEvents(_ limit: Int, then done: @escaping @Sendable (Result<[StoredEvent], StorageError>) -> Void) {
        onLoop { store in
            done(Result { () throws(StorageError) in try store.store.events(since: WallInstant(milliseconds: 0), limit: limit) })
        }
    }

    nonisolated func close(then done: @escaping @Sendable () -> Void) {
        onLoop {
            $0.flush()
            $0.flushTimer = nil
            $0.retentionTimer = nil
            done()
        }
    }

    private nonisolated func onLoop(_ job: @escaping @Sendable (isolated EvidenceStore) -> Void) {
        loop.submit { self.assumeIsolated { job($0) } }
    }

    // MARK: On the loop

    private func take(_ lines: [StoredLine]) {
        guard pending.count + lines.count <= EvidenceStore.pendingMax else {
            dropped.formUnion(lines.map(\.address))
            return
        }
        pending += lines
        guard flushTimer == nil else { return }
        flushAfter(EvidenceStore.groupCommit)
    }

    private func flushAfter(_ delay: Duration) {
        flushTimer = loop.schedule(after: delay) { [weak self] in
            self?.assumeIsolated {
                $0.flushTimer = nil
                $0.flush()
            }
        }
    }

    private func flush() {
        guard !pending.isEmpty else { return }
        do {
            let commit = try store.commit(pending, now: SystemClock.wallNow())
            pending.removeAll(keepingCapacity: pending.count < 4096)
            recovered()
            report(commit)
        } catch {
            failed(error)
            flushAfter(EvidenceStore.retry)
        }
        let standing = Standing(linesStored: store.linesStored, failure: store.failure?.description)
        shared.withLock { $0 = standing }
    }

    private func report(_ commit: StoreCommit) {
        for ack in commit.acks { delegate.ack(ack) }
        var resuming: [HostAddress: String] = [:]
        for host in dropped { resuming[host] = "lines were dropped while the store was down" }
        dropped = []
        for refusal in commit.refusals {
            switch refusal.reason {
            case .hole(let expected): resuming[refusal.address] = "line \(refusal.seq) came where \(expected) was expected"
            case .contradiction:
                chronicle.tell(
                    Event(
                        .lineRefused, .warning, "\(refusal.address): a gap line whose numbers contradict one another, up to \(refusal.seq)"),
                    about: refusal.address)
            case .unnumbered:
                chronicle.tell(
                    Event(.lineRefused, .warning, "\(refusal.address): a line without a place in the sequence"), about: refusal.address)
            }
        }
        if case .replaced(let keptAt, let reason) = commit.replaced {
            chronicle.tell(
                Event(.storeFailed, .error, "the store proved corrupt (\(reason)): it is kept at \(keptAt), and a new one has begun"))
        }
        for (host, reason) in resuming { delegate.resume(host, reason) }
    }

    private func failed(_ error: StorageError) {
        guard !isFailing else { return }
        isFailing = true
        chronicle.tell(
            Event(
                .storeFailed, .error, "the store takes no lines: \(error). The hosts keep them; quotas go on",
                fields: [.text("cause", error.cause.rawValue)]))
    }

    private func recovered() {
        guard isFailing else { return }
        isFailing = false
        chronicle.tell(Event(.storeRecovered, .notice, "the store takes lines again"))
    }

    /// A bite at a time, so that lines do not wait long behind it.
    private func forget() {
        guard let rows = try? store.forget(retention, now: SystemClock.wallNow()), rows > 0 else { return }
        loop.submit { [weak self] in self?.assumeIsolated { $0.forget() } }
    }
}
