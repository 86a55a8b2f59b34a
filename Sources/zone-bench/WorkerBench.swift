import CShims
import ControlBench
import Glibc
import Hashing
import ZoneModel
import ZoneTestKit

/// The hashing worker alone: is a duty the share of CPU time and of hashes that it says, and how soon does each thread follow another one?
final class WorkerBench {
    static let title = "the hashing worker in this process, its threads' own CPU clocks read from outside"

    private static let rig = Name("rig") ?? .unknown
    private static let duties = [1, 2, 5, 10, 25, 50, 75, 90, 99, 100]
    /// Long against the period of 10 ms, so that what is begun at its end is a thousandth.
    private static let stand: useconds_t = 4_000_000
    private static let orders = 100

    private let threads = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    private let worker: HashWorker
    private var figures: [Figure] = []

    init() throws {
        let jobs = try HeaderFileJobs(bytes: Array(WorkerBench.genesis.utf8), name: "the genesis block")
        worker = HashWorker(
            rigs: [(rig: WorkerBench.rig, threads: threads)], jobs: jobs, kernel: try KernelChoice(name: nil), nice: 0, onEvent: { _ in })
        try worker.start()
    }

    /// Block 0 of the main chain.
    private static let genesis =
        "0100000000000000000000000000000000000000000000000000000000000000000000003ba3edfd7a7b12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa"
        + "4b1e5e4a29ab5f49ffff001d1dac2b7c\n"

    func run() -> [Figure] {
        let load = NativeBench.load()
        let conditions = "\(threads) threads, kernel \(worker.kernelName), load average \(fixed(load, decimals: 1)) when it began"
        stands(conditions)
        switches(conditions)
        worker.stop()
        return figures
    }

    // MARK: Exactness

    private struct Stand {
        var share: Double
        var cpu: Double
        var hashes: Double
    }

    private func stands(_ conditions: String) {
        let stands = WorkerBench.duties.map { percent in
            worker.set(Duty(Double(percent) / 100), rig: WorkerBench.rig)
            usleep(300_000)
            let (before, start) = (sample(), zs_boottime_ns())
            usleep(WorkerBench.stand)
            let (after, end) = (sample(), zs_boottime_ns())
            let seconds = Double(end - start) / 1e9 * Double(threads)
            return Stand(
                share: Double(percent) / 100, cpu: (after.cpu - before.cpu) / seconds, hashes: (after.hashes - before.hashes) / seconds)
        }
        worker.set(.zero, rig: WorkerBench.rig)
        guard let full = stands.last else { return }
        for (name, off) in [
            ("CPU time", stands.map { $0.cpu / $0.share - 1 }), ("hashes", stands.map { $0.hashes / full.hashes / $0.share - 1 }),
        ] {
            let worst = zip(stands, off).max { abs($0.1) < abs($1.1) }
            guard let worst else { continue }
            add(
                "\(name) against duty, worst", abs(worst.1) * 100, "%",
                "stands of 4 s at \(WorkerBench.duties.map(String.init).joined(separator: ", ")) %; the worst at \(fixed(worst.0.share * 100, decimals: 0)) %, "
                    + "off by \(fixed(worst.1 * 100, decimals: 2)) %; \(conditions)", reach: ("≤ 1 %", abs(worst.1) <= 0.01))
        }
    }

    private func sample() -> (cpu: Double, hashes: Double) {
        // By the kernel's clocks, not by the worker's own books.
        let cpu = clocks().reduce(0.0) { $0 + Double(WorkerBench.read($1)) / 1e9 }
        return (cpu, worker.samples().reduce(0.0) { $0 + Double($1.hashes) })
    }

    // MARK: Switches

    private func switches(_ conditions: String) {
        let clocks = clocks()
        var (begins, ends): ([Double], [Double]) = ([], [])
        var random = SeededPhase(state: 1)
        for _ in 0..<WorkerBench.orders {
            begins += followed(clocks, order: .full) { $0.first }
            usleep(20_000 + useconds_t(random.next() % 10_000))
            ends += followed(clocks, order: .zero) { $0.last }
            usleep(20_000 + useconds_t(random.next() % 10_000))
        }
        for (name, times) in [("duty 0 → 100 %, each thread hashes", begins), ("duty 100 % → 0, each thread has stopped", ends)] {
            for (title, share) in [("p50", 0.5), ("worst", 1.0)] {
                let value = percentile(share, of: times)
                add(
                    "\(name), \(title)", value, "ms",
                    "\(WorkerBench.orders) orders, \(times.count) threads looked at every 0.1 ms; \(conditions)",
                    reach: ("≤ 10 ms", value <= 10))
            }
        }
    }

    /// - Returns: for each thread how long after the order its CPU clock first, or last, went on, milliseconds.
    private func followed(_ clocks: [clockid_t], order: Duty, _ pick: ([Int64]) -> Int64?) -> [Double] {
        var last = clocks.map(WorkerBench.read)
        var moved = clocks.map { _ in [Int64]() }
        let start = zs_boottime_ns()
        worker.set(order, rig: WorkerBench.rig)
        while zs_boottime_ns() - start < 30_000_000 {
            usleep(100)
            let at = zs_boottime_ns()
            for index in clocks.indices {
                let cpu = WorkerBench.read(clocks[index])
                // A look at an order is no hashing.
                if cpu - last[index] > 30_000 { moved[index].append(at) }
                last[index] = cpu
            }
        }
        // A thread that did not move at all had stopped before, or never began.
        return moved.map { pick($0).map { Double($0 - start) / 1e6 } ?? (order == .zero ? 0 : .infinity) }
    }

    // MARK: Clocks

    /// The CPU clocks of the worker's threads, by the kernel's encoding of a thread's clock (clock_getcpuclockid(3), linux/posix-timers.h).
    private func clocks() -> [clockid_t] {
        guard let folder = opendir("/proc/self/task") else { return [] }
        defer { closedir(folder) }
        var found: [clockid_t] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            guard let thread = Int32(name), let file = fopen("/proc/self/task/\(name)/comm", "r") else { continue }
            defer { fclose(file) }
            var comm = [CChar](repeating: 0, count: 32)
            guard fgets(&comm, 32, file) != nil, String(decoding: comm.map { UInt8(bitPattern: $0) }, as: UTF8.self).hasPrefix("hash-")
            else {
                continue
            }
            found.append(~thread << 3 | 6)
        }
        return found.sorted()
    }

    private static func read(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        return clock_gettime(clock, &time) == 0 ? Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec) : 0
    }

    private func add(_ name: String, _ value: Double, _ unit: String, _ conditions: String, reach: (text: String, isReached: Bool)) {
        figures.append(
            Figure(
                bench: "worker", name: name, value: value, unit: unit, isSimulated: false, conditions: conditions, reach: reach.text,
                isReached: reach.isReached))
    }

    /// Orders must not fall into step with the worker's periods.
    private struct SeededPhase {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 33
        }
    }
}
