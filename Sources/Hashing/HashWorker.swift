import CShims
import Glibc
import Synchronization
import ZoneModel

/// The threads that hash: each belongs to a rig, follows that rig's duty, and reads the lease's deadline before every batch.
public final class HashWorker: Sendable {
    private struct Rig: Sendable {
        var name: Name
        var threads: Int
        var order: WorkOrder
        var counters: RigCounters
    }

    private let rigs: [Rig]
    private let jobs: any JobSource
    private let kernels: KernelChoice
    private let nice: Int
    private let onEvent: @Sendable (Event) -> Void
    private let bell = OrderBell()
    private let isStopping = Atomic<Bool>(false)
    private let threads = Mutex<[pthread_t]>([])

    public var kernelName: String { kernels.kernel.name }

    /// A batch lasts about this long: the deadline is never read later than that.
    static let batchNanoseconds: Int64 = 1_000_000

    public init(
        rigs: [(rig: Name, threads: Int)], jobs: some JobSource, kernel: KernelChoice, nice: Int,
        onEvent: @escaping @Sendable (Event) -> Void
    ) {
        self.rigs = rigs.filter { $0.threads > 0 }.map {
            Rig(name: $0.rig, threads: $0.threads, order: WorkOrder(), counters: RigCounters())
        }
        self.jobs = jobs
        kernels = kernel
        self.nice = nice
        self.onEvent = onEvent
        onEvent(HashWorker.kernelChosen(kernel))
        for name in kernel.refused {
            onEvent(
                Event(
                    .kernelRefused, .error,
                    "hash kernel \(name) failed its self-test and is not used: the processor or the build is faulty",
                    fields: [.text("kernel", name)]))
        }
    }

    /// Ends the threads of a worker that nobody stopped, also those that sleep until the orders change.
    deinit {
        isStopping.store(true, ordering: .releasing)
        bell.ring()
    }

    /// Starts the threads, at duty 0.
    public func start() throws(KernelError) {
        let total = rigs.reduce(0) { $0 + $1.threads }
        var index = 0
        for rig in rigs {
            for _ in 0..<rig.threads {
                let loop = WorkerLoop(
                    index: index, total: total, order: rig.order, counters: rig.counters, jobs: jobs, kernels: kernels, bell: bell,
                    isStopping: { [weak self] in self?.isStopping.load(ordering: .acquiring) ?? true },
                    found: { [onEvent] job, candidate in onEvent(HashWorker.blockFound(job, candidate, rig.name)) })
                try spawn(loop, name: "hash-\(rig.name)", index: index)
                index += 1
            }
        }
    }

    private func spawn(_ loop: WorkerLoop, name: String, index: Int) throws(KernelError) {
        final class Start: Sendable {
            let loop: WorkerLoop
            let name: String
            let nice: Int
            init(_ loop: WorkerLoop, _ name: String, _ nice: Int) {
                self.loop = loop
                self.name = name
                self.nice = nice
            }
        }
        var thread = pthread_t()
        let start = Unmanaged.passRetained(Start(loop, name, nice))
        let status = pthread_create(
            &thread, nil,
            { @Sendable context in
                guard let context else { return nil }
                let start = Unmanaged<Start>.fromOpaque(context).takeRetainedValue()
                zs_name_thread(start.name)
                _ = zs_thread_nice(Int32(start.nice))
                start.loop.run()
                return nil
            }, start.toOpaque())
        guard status == 0 else {
            start.release()
            throw KernelError(message: "worker thread \(index): \(String(cString: strerror(status)))")
        }
        threads.withLock { $0.append(thread) }
    }

    /// In force within a batch.
    public func set(_ duty: Duty, rig: Name) {
        guard let rig = rigs.first(where: { $0.name == rig }) else { return }
        rig.order.set(duty: duty.partsPerMillion)
        bell.ring()
    }

    /// After `deadline` each rig falls to its fallback duty by itself, whatever becomes of the rest of the daemon. Nil: no lease, so no
    /// deadline. A rig without a fallback falls to 0.
    public func setDeadline(_ deadline: BootInstant?, fallback: [Name: Duty]) {
        for rig in rigs {
            rig.order.set(deadline: deadline?.nanoseconds ?? .max, fallback: (fallback[rig.name] ?? .zero).partsPerMillion)
        }
        bell.ring()
    }

    public func samples() -> [WorkerSample] {
        let now = zs_boottime_ns()
        let hasWork = jobs.job(0) != nil
        return rigs.map { rig in
            let (duty, isPastDeadline) = rig.order.inForce(now: now)
            return WorkerSample(
                rig: rig.name, duty: Duty(partsPerMillion: duty), hashes: rig.counters.hashes.load(ordering: .relaxed),
                cpuTime: .nanoseconds(rig.counters.cpuNanoseconds.load(ordering: .relaxed)), isPastDeadline: isPastDeadline,
                hasWork: hasWork)
        }
    }

    /// Ends the threads; each is through with its batch in about a millisecond of its CPU time.
    public func stop() {
        isStopping.store(true, ordering: .releasing)
        bell.ring()
        let joinable = threads.withLock { threads in
            defer { threads = [] }
            return threads
        }
        for thread in joinable { pthread_join(thread, nil) }
    }

    /// The fastest of each family for one version, and what several are worth.
    private static func kernelChosen(_ choice: KernelChoice) -> Event {
        func told(_ speed: KernelSpeed) -> String { "\(fixed(speed.hashesPerMicrosecond, decimals: 1)) MH/s" }
        var speeds = choice.speeds.filter { $0.midstates == 1 }.map { "\($0.name) \(told($0))" }
        let rolled = choice.kernel(versions: 8)
        if rolled.midstates > 1, let speed = choice.speeds.first(where: { $0.name == rolled.name && $0.midstates == rolled.midstates }) {
            speeds.append("with version rolling \(rolled.label) \(told(speed))")
        }
        let when = choice.isRemembered ? "one thread, measured at an earlier start" : "one thread"
        return Event(
            .kernelChosen, .info, "hash kernel \(choice.kernel.name), self-tested (\(when): \(speeds.joined(separator: ", ")))",
            fields: [.text("kernel", choice.kernel.name)])
    }

    private static func blockFound(_ job: HeaderJob, _ candidate: Candidate, _ rig: Name) -> Event {
        let nonce = candidate.nonce
        let digits = Array("0123456789abcdef".utf8)
        let hash = String(
            decoding: job.hash(with: nonce, version: candidate.version).reversed().flatMap {
                [digits[Int($0 >> 4)], digits[Int($0 & 15)]]
            }, as: UTF8.self)
        let isKnown = nonce == job.knownNonce
        return Event(
            .blockFound, .info, "nonce \(nonce) found: block \(hash)\(isKnown ? "" : " (not the nonce that the header came with)")",
            fields: [.text("rig", rig.text), .text("block_hash", hash), .count("nonce", nonce)])
    }
}

/// What the threads of one rig have done, since the start.
final class RigCounters: Sendable {
    let hashes = Atomic<UInt64>(0)
    let cpuNanoseconds = Atomic<Int64>(0)
}

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
    let found: @Sendable (HeaderJob, Candidate) -> Void

    func run() {
        var cycle = DutyCycle(phase: Double(index) / Double(max(total, 1)), now: zs_boottime_ns())
        var search = NonceSearch(thread: index, of: total)
        var batch: UInt32 = 1024
        while !isStopping() {
            // The bell is read first: an order that comes after this line ends the sleep below at once.
            let rings = bell.rings
            guard let job = jobs.job(search.jobIndex) else {
                bell.wait(since: rings, nanoseconds: 1_000_000_000)
                continue
            }
            let now = zs_boottime_ns()
            switch cycle.onStep(duty: order.inForce(now: now).duty, now: now) {
            case .wait: bell.wait(since: rings, nanoseconds: nil)
            case .sleep(let nanoseconds): bell.wait(since: rings, nanoseconds: nanoseconds)
            case .hash: hash(job, &search, &batch, &cycle)
            }
        }
    }

    private func hash(_ job: HeaderJob, _ search: inout NonceSearch, _ batch: inout UInt32, _ cycle: inout DutyCycle) {
        let start = zs_thread_cpu_ns()
        let kernel = kernels.kernel(versions: job.versions.count)
        // The batch is counted in hashes: a nonce costs as many as the kernel takes versions.
        let range = search.next(job, count: max(batch / UInt32(kernel.midstates), 1))
        for candidate in kernel.candidates(job, first: range.first, count: range.count)
        where job.isSolved(by: candidate.nonce, version: candidate.version) { found(job, candidate) }
        let used = max(zs_thread_cpu_ns() - start, 1)
        cycle.onHashed(cpuNanoseconds: used)
        let hashes = UInt64(range.count) * UInt64(kernel.midstates)
        counters.hashes.wrappingAdd(hashes, ordering: .relaxed)
        counters.cpuNanoseconds.wrappingAdd(used, ordering: .relaxed)
        let fitting = Double(hashes) * Double(HashWorker.batchNanoseconds) / Double(used)
        batch = UInt32(min(max(fitting, 64), 1_048_576))
    }
}

/// Which nonces a thread hashes next: every thread takes every n-th header, and of each header the whole space of 2³² nonces once. The
/// search begins 16 Mi nonces before the one that the header came with, so that a find can be seen within a second.
struct NonceSearch: Equatable, Sendable {
    private(set) var jobIndex: Int
    private let step: Int
    private var done: UInt64 = 0

    private static let lead: UInt32 = 1 << 24

    init(thread: Int, of total: Int) {
        jobIndex = thread
        step = max(total, 1)
    }

    mutating func next(_ job: HeaderJob, count: UInt32) -> (first: UInt32, count: UInt32) {
        let first = (job.knownNonce &- NonceSearch.lead) &+ UInt32(truncatingIfNeeded: done)
        let rest = (UInt64(1) << 32) - done
        let taken = UInt32(min(UInt64(count), rest))
        done += UInt64(taken)
        if done == UInt64(1) << 32 {
            done = 0
            jobIndex += step
        }
        return (first, taken)
    }
}
