import CShims
import Glibc
import Synchronization
import Testing
import ZoneModel

@testable import Hashing

/// The threads as they run. Every bound is either one that no load can break (CPU time is never more than ...) or is measured against what the
/// scheduler says that the thread could have had.
@Suite(.serialized, .timeLimit(.minutes(5))) struct HashWorkerTests {
    private let rig: Name
    private let other: Name

    init() throws {
        rig = try #require(Name("psu-0"))
        other = try #require(Name("psu-1"))
    }

    private func worker(
        _ rigs: [(rig: Name, threads: Int)]? = nil, jobs: (any JobSource)? = nil, kernel: KernelChoice? = nil,
        onEvent: @escaping @Sendable (Event) -> Void = { _ in }
    ) throws -> HashWorker {
        let jobs = try jobs ?? HeaderFileJobs(path: headersPath)
        return HashWorker(rigs: rigs ?? [(rig, 1)], jobs: jobs, kernel: try kernel ?? KernelChoice(name: nil), nice: 0, onEvent: onEvent)
    }

    /// For a condition that must come true.
    private func wait(_ seconds: Int = 60, until condition: () -> Bool) -> Bool {
        let end = zs_boottime_ns() + Int64(seconds) * 1_000_000_000
        while !condition() {
            guard zs_boottime_ns() < end else { return false }
            usleep(2000)
        }
        return true
    }

    private func pass(milliseconds: Int64) {
        let end = zs_boottime_ns() + milliseconds * 1_000_000
        while zs_boottime_ns() < end { usleep(2000) }
    }

    private func sample(_ worker: HashWorker, _ name: Name) throws -> WorkerSample {
        try #require(worker.samples().first { $0.rig == name })
    }

    // MARK: Duty

    /// CPU time in a window, by the worker's own book and by the kernel's.
    @Test(arguments: [0, 250_000, 500_000, 1_000_000] as [Int32])
    func cpuTimeFollowsTheDuty(partsPerMillion: Int32) throws {
        let worker = try worker()
        try worker.start()
        defer { worker.stop() }
        let thread = try started("hash-psu-0")
        worker.set(Duty(partsPerMillion: partsPerMillion), rig: rig)
        pass(milliseconds: 100)
        let (before, beforeKernel, start) = (try sample(worker, rig), try schedule(thread), zs_boottime_ns())
        pass(milliseconds: 1500)
        let (after, afterKernel) = (try sample(worker, rig), try schedule(thread))
        let elapsed = Double(zs_boottime_ns() - start) / 1e6
        let share = Double(partsPerMillion) / 1e6
        let counted = (after.cpuTime - before.cpuTime) / .milliseconds(1)
        let ran = Double(afterKernel.ran - beforeKernel.ran) / 1e6
        let queued = Double(afterKernel.queued - beforeKernel.queued) / 1e6
        // Whatever the load: never more than its share, but for what was saved up (two periods) and a batch.
        #expect(ran <= share * elapsed * 1.05 + 40, "\(ran) ms of \(elapsed) ms")
        // Of the time in which the scheduler did not keep it waiting, about its share at least.
        #expect(ran >= share * (elapsed - queued) * 0.6 - 40, "\(ran) ms of \(elapsed) ms, \(queued) ms in the queue")
        // The worker's own book says what the kernel says, but for a batch under way at either end.
        #expect(counted <= ran + 40 && counted >= ran * 0.8 - 40, "\(counted) ms counted, \(ran) ms ran")
        #expect((after.hashes > before.hashes) == (partsPerMillion > 0))
        #expect(after.duty == Duty(partsPerMillion: partsPerMillion) && !after.isPastDeadline && after.hasWork)
    }

    @Test func eachRigHasItsOwnDuty() throws {
        let worker = try worker([(rig, 1), (other, 1)])
        try worker.start()
        defer { worker.stop() }
        worker.set(.full, rig: other)
        #expect(wait { (try? sample(worker, other).hashes) ?? 0 > 0 })
        #expect(try sample(worker, rig).hashes == 0)
        // Back to nothing: one batch is under way at most, then the counter stands.
        worker.set(.zero, rig: other)
        let thread = try started("hash-psu-1")
        #expect(wait { isAsleep(thread) })
        let stopped = try sample(worker, other).hashes
        pass(milliseconds: 50)
        #expect(try sample(worker, other).hashes == stopped)
    }

    @Test func rigsWithoutThreadsAndUnknownRigsAreLeftAlone() throws {
        let worker = try worker([(rig, 0), (other, -3)])
        try worker.start()
        defer { worker.stop() }
        for name in [rig, other, Name.unknown] { worker.set(.full, rig: name) }
        worker.setDeadline(BootInstant(nanoseconds: 0), fallback: [.unknown: .full])
        #expect(worker.samples().isEmpty)
        #expect(taskNamed("hash-psu-0") == nil)
    }

    // MARK: Deadline

    /// Nobody touches the worker after its orders: it falls by itself, before the batch after the deadline.
    @Test func itFallsByItselfWhenTheDeadlinePasses() throws {
        let worker = try worker()
        let start = zs_boottime_ns()
        try worker.start()
        defer { worker.stop() }
        worker.setDeadline(BootInstant(nanoseconds: start + 300_000_000), fallback: [rig: .zero])
        worker.set(.full, rig: rig)
        let thread = try started("hash-psu-0")
        #expect(wait { worker.samples().first?.isPastDeadline == true })
        #expect(wait { isAsleep(thread) })
        let stopped = try sample(worker, rig)
        #expect(stopped.duty == .zero)
        // CPU time cannot be more than the time up to the deadline and one batch, of a millisecond about.
        #expect(stopped.cpuTime <= .milliseconds(300 + 30), "\(stopped.cpuTime)")
        pass(milliseconds: 50)
        #expect(try sample(worker, rig).hashes == stopped.hashes)
        // A renewal brings it back; lifting the deadline does as well.
        for deadline in [BootInstant(nanoseconds: zs_boottime_ns() + 3_600_000_000_000), nil] {
            worker.setDeadline(BootInstant(nanoseconds: 0), fallback: [rig: .zero])
            #expect(wait { isAsleep(thread) })
            let before = try sample(worker, rig).hashes
            worker.setDeadline(deadline, fallback: [rig: .zero])
            #expect(wait { (try? sample(worker, rig).hashes) ?? 0 > before })
        }
    }

    @Test(arguments: [(1_000_000, 250_000, 250_000), (100_000, 1_000_000, 100_000), (0, 500_000, 0)] as [(Int32, Int32, Int32)])
    func theFallbackNeverRaisesTheDuty(ordered: Int32, fallback: Int32, inForce: Int32) throws {
        let worker = try worker()
        worker.set(Duty(partsPerMillion: ordered), rig: rig)
        worker.setDeadline(BootInstant(nanoseconds: zs_boottime_ns() - 1), fallback: [rig: Duty(partsPerMillion: fallback)])
        #expect(try sample(worker, rig).duty == Duty(partsPerMillion: inForce))
        // A rig that the fallback does not name falls to nothing.
        worker.setDeadline(BootInstant(nanoseconds: zs_boottime_ns() - 1), fallback: [:])
        #expect(try sample(worker, rig).duty == .zero)
        #expect(try sample(worker, rig).isPastDeadline)
    }

    // MARK: Its life

    /// `stop` returns whatever the threads are at, and they are gone then. (The time limit is the suite's.)
    @Test(arguments: ["hashing", "at duty 0", "without work", "past the deadline"])
    func stopEndsTheThreads(state: String) throws {
        let worker = try worker([(rig, 2), (other, 1)], jobs: state == "without work" ? NoWork() : nil)
        try worker.start()
        if state != "at duty 0" { for name in [rig, other] { worker.set(.full, rig: name) } }
        if state == "past the deadline" { worker.setDeadline(BootInstant(nanoseconds: 0), fallback: [:]) }
        if state == "hashing" { #expect(wait { worker.samples().allSatisfy { $0.hashes > 0 } }) }
        #expect(worker.samples().allSatisfy { $0.hasWork == (state != "without work") })
        worker.stop()
        #expect(wait { taskNamed("hash-psu-0") == nil && taskNamed("hash-psu-1") == nil })
        // Once more does no harm.
        worker.stop()
    }

    @Test func aWorkerThatNobodyStoppedTakesItsThreadsWithIt() throws {
        var worker: HashWorker? = try worker([(rig, 2)])
        try worker?.start()
        _ = try started("hash-psu-0")
        worker = nil
        #expect(wait { taskNamed("hash-psu-0") == nil })
    }

    // MARK: Events

    @Test func aRefusedKernelIsSaid() throws {
        let wrong = Kernel(name: "wrong", midstates: 1) { _, _, _, _, _ in 0 }
        let events = Mutex<[Event]>([])
        let choice = try KernelChoice(name: nil, among: [wrong] + Kernel.available, test: .standard)
        let worker = try worker(kernel: choice) { event in events.withLock { $0.append(event) } }
        let told = events.withLock { $0 }
        #expect(told.map(\.kind) == [.kernelChosen, .kernelRefused])
        #expect(told.last?.severity == .error && told.last?.fields == [.text("kernel", "wrong")])
        #expect(worker.kernelName != "wrong")
    }

    /// The nonces that these blocks were mined with are found again, and said.
    @Test func findsTheNoncesOfRealBlocks() throws {
        let jobs = try HeaderFileJobs(path: headersPath)
        let finds = Mutex<[Event]>([])
        let worker = try worker([(rig, 2)], jobs: jobs) { event in
            if event.kind == .blockFound { finds.withLock { $0.append(event) } }
        }
        try worker.start()
        defer { worker.stop() }
        worker.set(.full, rig: rig)
        let nonces = jobs.jobs.prefix(2).map { FlatObject.Field.count("nonce", UInt64($0.knownNonce)) }
        #expect(wait(240) { nonces.allSatisfy { nonce in finds.withLock { $0.contains { $0.fields.contains(nonce) } } } })
        #expect(finds.withLock { $0.allSatisfy { $0.fields.first == .text("rig", "psu-0") } })
    }

    // MARK: What the kernel says

    /// The id of a thread of this process by its name.
    private func taskNamed(_ name: String) -> String? {
        guard let directory = opendir("/proc/self/task") else { return nil }
        defer { closedir(directory) }
        while let entry = readdir(directory) {
            let id = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if contents("/proc/self/task/\(id)/comm") == name + "\n" { return id }
        }
        return nil
    }

    /// The same, of a thread that gives itself its name in a moment.
    private func started(_ name: String) throws -> String {
        var id: String?
        _ = wait {
            id = taskNamed(name)
            return id != nil
        }
        return try #require(id)
    }

    /// Nanoseconds on a processor, and in the queue for one.
    private func schedule(_ thread: String) throws -> (ran: Int64, queued: Int64) {
        let words = contents("/proc/self/task/\(thread)/schedstat").split(separator: " ")
        try #require(words.count == 3)
        return (try #require(Int64(words[0])), try #require(Int64(words[1])))
    }

    /// Waits for its orders to change: in futex(2), and no CPU time between two looks.
    private func isAsleep(_ thread: String) -> Bool {
        let before = contents("/proc/self/task/\(thread)/schedstat")
        let state = contents("/proc/self/task/\(thread)/stat").split(separator: ")").last?.split(separator: " ").first
        pass(milliseconds: 60)
        return state == "S" && contents("/proc/self/task/\(thread)/schedstat") == before
    }

    private func contents(_ path: String) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(descriptor, &bytes, bytes.count)
        return String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
    }
}
