import CShims
import Glibc
import Synchronization
import ZoneModel
import ZoneTestKit

/// A rig whose watts follow the CPU time that an agent's process really uses, through a lag of 50 ms; its sensor is an attribute that real
/// libsensors reads, refreshed every 100 ms. Only the watts are made up: the hashing, the scheduler and the sensor's way are real.
///
/// The process's CPU clock is read every 2 ms (clock_getcpuclockid(3)): it counts to the nanosecond, where a thread's schedstat of another
/// process lags by a scheduler's tick. It holds the agent's own work beside its hashing, and so do the watts.
final class NativePlant: Sendable {
    struct Point: Sendable {
        var at: Int64
        var cpu: Int64
        var watts: Double
    }

    struct Reading: Sendable {
        var at: Int64
        var watts: Double
    }

    static let idleW = 40.0
    /// All worker threads busy.
    static let busyW = 560.0
    static let lag: Duration = .milliseconds(50)
    static let refresh: Int64 = 100_000_000
    private static let step: useconds_t = 2000

    static let rig = RigDescription(
        "corsairpsu", on: .hid, hwmon: 1, properties: [("ID_SERIAL_SHORT", "BENCH")],
        [
            "power1_input": "40000000", "power1_label": "power total", "temp1_input": "30000", "temp1_label": "vrm temp",
            "temp1_crit": "110000",
        ])

    let threads: Int
    private let folder: String
    private let clock = Atomic<Int32>(0)
    private let isStopping = Atomic<Bool>(false)
    private let isSilent = Atomic<Bool>(false)
    private let trace = Mutex<(points: [Point], readings: [Reading])>(([], []))
    private let watts = Atomic<Int64>(0)
    private let thread = Mutex<pthread_t?>(nil)

    /// - Parameter root: stands for /.
    init(threads: Int, root: String) {
        self.threads = threads
        folder = root + NativePlant.rig.hwmonPath
    }

    /// Cores that draw so many watts.
    func cores(at watts: Double) -> Double { max(watts - NativePlant.idleW, 0) / NativePlant.busyW * Double(threads) }

    /// Whose CPU time counts from now on; nil: nobody's.
    func follow(_ process: pid_t?) throws {
        var clock: clockid_t = 0
        if let process, clock_getcpuclockid(process, &clock) != 0 { throw BenchFailure("process \(process) has no CPU clock") }
        self.clock.store(process == nil ? 0 : clock, ordering: .releasing)
    }

    /// The sensor's file is gone, or there again.
    func setSilent(_ silent: Bool) {
        isSilent.store(silent, ordering: .releasing)
        if silent { unlink("\(folder)/power1_input") }
    }

    /// What the rig draws now.
    var wattsNow: Double { Double(watts.load(ordering: .relaxed)) / 1000 }

    /// Everything since the last call.
    func take() -> (points: [Point], readings: [Reading]) {
        trace.withLock { trace in
            defer { trace = ([], []) }
            return trace
        }
    }

    func start() throws {
        var thread = pthread_t()
        let context = Unmanaged.passRetained(self)
        let status = pthread_create(
            &thread, nil,
            { @Sendable context in
                guard let context else { return nil }
                Unmanaged<NativePlant>.fromOpaque(context).takeRetainedValue().run()
                return nil
            }, context.toOpaque())
        guard status == 0 else {
            context.release()
            throw BenchFailure("no thread for the plant: \(String(cString: strerror(status)))")
        }
        let started = thread
        self.thread.withLock { $0 = started }
    }

    func stop() {
        isStopping.store(true, ordering: .releasing)
        if let thread = thread.withLock({ $0 }) { pthread_join(thread, nil) }
    }

    private func run() {
        let lagS = NativePlant.lag.seconds
        var (at, cpu, clock) = (zs_boottime_ns(), Int64(0), clockid_t(0))
        var watts = NativePlant.idleW
        var refreshAt = at
        while !isStopping.load(ordering: .acquiring) {
            usleep(NativePlant.step)
            let followed = self.clock.load(ordering: .acquiring)
            let (used, now) = (NativePlant.read(followed), zs_boottime_ns())
            // Another process: its time until now was not drawn here.
            if followed != clock { (clock, cpu) = (followed, used) }
            let seconds = Double(now - at) / 1e9
            let goal = NativePlant.idleW + NativePlant.busyW / Double(threads) * Double(max(used - cpu, 0)) / 1e9 / max(seconds, 1e-4)
            // What the scheduler took from this thread the step makes up for: it is as long as it was.
            watts += (goal - watts) * seconds / (seconds + lagS)
            (at, cpu) = (now, used)
            let point = Point(at: now, cpu: used, watts: watts)
            self.watts.store(Int64(watts * 1000), ordering: .relaxed)
            trace.withLock { if $0.points.count < 1_000_000 { $0.points.append(point) } }
            if now >= refreshAt {
                refreshAt += NativePlant.refresh
                publish(watts)
            }
        }
    }

    /// 0 where the process is gone, which draws nothing.
    private static func read(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        guard clock != 0, clock_gettime(clock, &time) == 0 else { return 0 }
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    private func publish(_ watts: Double) {
        guard !isSilent.load(ordering: .acquiring) else { return }
        let path = "\(folder)/power1_input"
        // By rename: a reader sees the old or the new value, never half of one.
        let descriptor = open(path + ".new", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { return }
        let bytes = Array("\(Int64(watts * 1e6))\n".utf8)
        let count = write(descriptor, bytes, bytes.count)
        close(descriptor)
        guard count == bytes.count, rename(path + ".new", path) == 0 else { return }
        trace.withLock { $0.readings.append(Reading(at: zs_boottime_ns(), watts: watts)) }
    }
}

struct BenchFailure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
