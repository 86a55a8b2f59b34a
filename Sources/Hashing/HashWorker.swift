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
        jobs.onChange { [bell] in bell.ring() }
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
                    tell: { [onEvent] event in
                        var event = event
                        event.fields.insert(.text("rig", rig.name.text), at: 0)
                        onEvent(event)
                    })
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
        let hasWork = jobs.hasWork
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
}

/// What the threads of one rig have done, since the start.
final class RigCounters: Sendable {
    let hashes = Atomic<UInt64>(0)
    let cpuNanoseconds = Atomic<Int64>(0)
}
