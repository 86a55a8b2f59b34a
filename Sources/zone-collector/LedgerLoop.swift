import Host
import Storage
import Synchronization
import Transport
import ZoneModel

/// The ledger's disk on a loop of its own: batches that wait while one is written share the next transaction.
actor LedgerLoop {
    nonisolated let loop: EventLoop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    struct Batch: Sendable {
        var id: Int
        var records: [LedgerRecord]
    }

    private nonisolated let waiting = Mutex<[Batch]>([])
    private let journal: LedgerJournal
    /// Called on this loop: the batch, and why it is not on disk.
    private let done: @Sendable (Int, StorageError?) -> Void

    init(
        loop: EventLoop, journal: sending LedgerJournal, done: @escaping @Sendable (Int, StorageError?) -> Void
    ) {
        self.loop = loop
        self.journal = journal
        self.done = done
    }

    /// From any thread, in the order of the calls.
    nonisolated func write(_ batch: Batch) {
        waiting.withLock { $0.append(batch) }
        loop.submit { self.assumeIsolated { $0.drain() } }
    }

    private func drain() {
        let batches = waiting.withLock { batches in
            defer { batches = [] }
            return batches
        }
        guard !batches.isEmpty else { return }
        do {
            try journal.commit(batches.flatMap(\.records), now: SystemClock.wallNow())
            for batch in batches { done(batch.id, nil) }
        } catch  where error.cause == .refused && batches.count > 1 {
            // One of them breaks a rule: the others need not fall with it.
            for batch in batches { writeAlone(batch) }
        } catch {
            for batch in batches { done(batch.id, error) }
        }
    }

    private func writeAlone(_ batch: Batch) {
        do {
            try journal.commit(batch.records, now: SystemClock.wallNow())
            done(batch.id, nil)
        } catch {
            done(batch.id, error)
        }
    }
}
