import Host
import Storage
import Synchronization
import Transport
import ZoneModel

/// The evidence of all hosts on a loop of its own: committed in groups, acked when it is on disk.
///
/// While the disk takes nothing, lines wait in bounded memory; above that they are dropped unacked, and their senders are told to resume
/// when the disk is back. The same bound holds for lines that wait before this loop while the disk hangs in a call that does not return, and
/// then nothing else is queued behind them. Control does not wait for any of it.
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

    /// Lines that the loop has not come to yet.
    private struct Intake: Sendable {
        var lines: [StoredLine] = []
        /// Lines that wait on the loop.
        var held = 0
        /// Hosts of which lines were dropped, and how many.
        var dropped: [HostAddress: Int] = [:]
        /// Since when the loop owes a turn; nil: it has come to everything.
        var since: BootInstant?
        var isTold = false

        var silence: Duration { since.map { SystemClock.bootNow() - $0 } ?? .zero }
    }

    private nonisolated let shared: Mutex<Standing>
    private nonisolated let intake = Mutex(Intake())
    private nonisolated let path: String
    private let store: TelemetryStore
    private let retention: CollectorConfiguration.RetentionConfiguration
    private let chronicle: Chronicle
    private let delegate: Delegate
    private var pending: [StoredLine] = []
    private var flushTimer: LoopTimer?
    private var retentionTimer: LoopTimer?
    private var isFailing = false

    /// A disk that has not answered for so long hangs.
    private static let patience: Duration = .seconds(5)
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
        path = store.path
        self.store = store
        self.retention = retention
        self.chronicle = chronicle
        self.delegate = delegate
    }

    nonisolated var standing: Standing {
        var standing = shared.withLock { $0 }
        if let hang { standing.failure = hang }
        return standing
    }

    /// That the disk hangs, in words; nil: it does not.
    private nonisolated var hang: String? {
        let silence = intake.withLock(\.silence)
        guard silence > EvidenceStore.patience else { return nil }
        return "the disk has not answered for \(silence.wholeMilliseconds / 1000) s"
    }

    // MARK: From any thread

    nonisolated func start() {
        onLoop { store in
            store.retentionTimer = store.loop.schedule(after: EvidenceStore.retentionInterval, repeats: true) { [weak store] in
                store?.assumeIsolated { $0.forget() }
            }
        }
    }

    nonisolated func add(_ lines: [StoredLine]) {
        let (isFirst, isHanging) = intake.withLock { intake in
            if intake.held + intake.lines.count + lines.count <= EvidenceStore.pendingMax {
                intake.lines += lines
            } else {
                for line in lines { intake.dropped[line.address, default: 0] += 1 }
            }
            let isFirst = intake.since == nil
            if isFirst { intake.since = SystemClock.bootNow() }
            let isHanging = !intake.isTold && intake.silence > EvidenceStore.patience
            if isHanging { intake.isTold = true }
            return (isFirst, isHanging)
        }
        if isFirst { onLoop { $0.takeIn() } }
        guard isHanging else { return }
        chronicle.tell(
            Event(
                .storeFailed, .error,
                "the disk of the store has not answered for \(EvidenceStore.patience.wholeMilliseconds / 1000) s. The hosts keep their lines; "
                    + "quotas go on. See whether \(path) can be read and written",
                fields: [.text("cause", "hangs")]))
    }

    /// Where this host's spool goes on. 1 while the store cannot say: the agent sends again what it has, and what is here counts once.
    nonisolated func resumeSeq(_ address: HostAddress, spoolID: String, then done: @escaping @Sendable (UInt64) -> Void) {
        // Another question would only wait with the others.
        if hang != nil { return done(1) }
        onLoop {
            // Lines that wait are committed first, or they would be asked for again.
            $0.takeIn()
            $0.flush()
            done((try? $0.store.resumeSeq(address, spoolID: spoolID)) ?? 1)
        }
    }

    nonisolated func newestEvents(_ limit: Int, then done: @escaping @Sendable (Result<[StoredEvent], StorageError>) -> Void) {
        if let hang { return done(.failure(StorageError(path: path, operation: "read", cause: .inputOutput, detail: hang))) }
        onLoop { store in
            done(Result { () throws(StorageError) in try store.store.events(since: WallInstant(milliseconds: 0), limit: limit) })
        }
    }

    nonisolated func close(then done: @escaping @Sendable () -> Void) {
        onLoop {
            $0.takeIn()
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

    private func takeIn() {
        let wasTold = intake.withLock { intake in
            pending += intake.lines
            intake.lines = []
            intake.held = pending.count
            intake.since = nil
            defer { intake.isTold = false }
            return intake.isTold
        }
        // Told to be failing by whoever waited for it: the next commit tells its recovery.
        if wasTold { isFailing = true }
        guard flushTimer == nil, !pending.isEmpty else { return }
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
            intake.withLock { $0.held = 0 }
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
        let dropped = intake.withLock { intake in
            defer { intake.dropped = [:] }
            return intake.dropped
        }
        for (host, count) in dropped { resuming[host] = "\(count) lines were dropped while the store was down" }
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
