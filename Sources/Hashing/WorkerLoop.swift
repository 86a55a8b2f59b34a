import CShims
import ZoneModel

/// One thread's life.
struct WorkerLoop: Sendable {
    let index: Int
    let total: Int
    let order: WorkOrder
    let counters: RigCounters
    let jobs: any JobSource
    let kernels: KernelChoice
    let bell: OrderBell
    let isStopping: @Sendable () -> Bool
    let tell: @Sendable (Event) -> Void

    /// What the thread has in hand.
    private struct Hand {
        var stretch: HashStretch?
        var done: UInt64 = 0
        var turns = 0
        /// The thread's CPU clock when it was last accounted: waking, looking and going to sleep are paid like hashing, and at 1 % are a sixth of it.
        var accountedNanoseconds = zs_thread_cpu_ns()

        /// The next nonces.
        mutating func next(_ stretch: HashStretch, count: UInt32) -> (first: UInt32, count: UInt32) {
            let first = stretch.first &+ UInt32(truncatingIfNeeded: done)
            let taken = UInt32(min(UInt64(count), stretch.count - done))
            done += UInt64(taken)
            if done == stretch.count { self.stretch = nil }
            return (first, taken)
        }
    }

    func run() {
        var cycle = DutyCycle(phase: Double(index) / Double(max(total, 1)), now: zs_boottime_ns())
        var hand = Hand()
        var batch: UInt32 = 1024
        while !isStopping() {
            // The bell is read first: an order or a job that comes after this line ends the sleep below at once.
            let rings = bell.rings
            let now = zs_boottime_ns()
            switch cycle.onStep(duty: order.inForce(now: now).duty, now: now) {
            case .wait: bell.wait(since: rings, nanoseconds: nil)
            case .sleep(let nanoseconds): bell.wait(since: rings, nanoseconds: nanoseconds)
            case .hash:
                guard let stretch = stretch(&hand) else {
                    bell.wait(since: rings, nanoseconds: 1_000_000_000)
                    continue
                }
                hash(stretch, &hand, &batch, &cycle)
            }
        }
    }

    /// What is in hand, unless the source has moved on.
    private func stretch(_ hand: inout Hand) -> HashStretch? {
        if let stretch = hand.stretch, stretch.edition == jobs.edition { return stretch }
        hand.stretch = jobs.stretch(thread: index, of: total, turn: hand.turns)
        hand.done = 0
        hand.turns += 1
        return hand.stretch
    }

    private func hash(_ stretch: HashStretch, _ hand: inout Hand, _ batch: inout UInt32, _ cycle: inout DutyCycle) {
        let start = zs_thread_cpu_ns()
        let idle = start - hand.accountedNanoseconds
        let kernel = kernels.kernel(versions: stretch.job.versions.count)
        // The batch is counted in hashes: a nonce costs as many as the kernel takes versions.
        let range = hand.next(stretch, count: max(batch / UInt32(kernel.midstates), 1))
        for candidate in kernel.candidates(stretch.job, first: range.first, count: range.count)
        where stretch.job.isSolved(by: candidate.nonce, version: candidate.version) {
            if let event = jobs.found(candidate, in: stretch) { tell(event) }
        }
        let end = zs_thread_cpu_ns()
        let used = max(end - start, 1)
        hand.accountedNanoseconds = end
        cycle.onHashed(cpuNanoseconds: used + idle)
        let hashes = UInt64(range.count) * UInt64(kernel.midstates)
        counters.hashes.wrappingAdd(hashes, ordering: .relaxed)
        counters.cpuNanoseconds.wrappingAdd(used + idle, ordering: .relaxed)
        let fitting = Double(hashes) * Double(HashWorker.batchNanoseconds) / Double(used)
        batch = UInt32(min(max(fitting, 64), 1_048_576))
    }
}
