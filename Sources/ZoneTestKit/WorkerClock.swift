import Glibc
import ZoneModel

/// The CPU time that the hashing threads of another process have really used, by the scheduler's own account.
///
/// `/proc/PID/task/TID/schedstat`: nanoseconds on a CPU, nanoseconds waiting, slices (Documentation/scheduler/sched-stats.rst). Threads are
/// known by their names, `hash-RIG`, of which the kernel keeps 15 bytes.
public struct WorkerClock {
    private let process: pid_t
    private let comms: [String]
    private var threads: [pid_t: Int] = [:]
    private var last: [pid_t: UInt64] = [:]
    private var steps = 0

    public init(process: pid_t, rigs: [Name]) {
        self.process = process
        comms = rigs.map { String(decoding: Array("hash-\($0)".utf8.prefix(15)), as: UTF8.self) }
    }

    /// CPU nanoseconds of each rig since the call before. Threads that came and went in between are not seen.
    public mutating func advance() -> [UInt64] {
        // New threads only come with a reload: looked for now and then.
        if threads.isEmpty || steps % 20 == 0 { find() }
        steps += 1
        var spent = [UInt64](repeating: 0, count: comms.count)
        for (thread, rig) in threads {
            guard let text = readLine("/proc/\(process)/task/\(thread)/schedstat"),
                let now = text.split(separator: " ").first.flatMap({ UInt64($0) })
            else { continue }
            spent[rig] += now - min(last[thread] ?? now, now)
            last[thread] = now
        }
        return spent
    }

    private mutating func find() {
        threads = [:]
        guard let directory = opendir("/proc/\(process)/task") else { return }
        defer { closedir(directory) }
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            guard let thread = pid_t(name), let comm = readLine("/proc/\(process)/task/\(thread)/comm"),
                let rig = comms.firstIndex(of: comm)
            else { continue }
            threads[thread] = rig
        }
        last = last.filter { threads[$0.key] != nil }
    }

    private func readLine(_ path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 256)
        let count = read(descriptor, &buffer, buffer.count)
        guard count > 0 else { return nil }
        return String(decoding: buffer[..<count].prefix { $0 != 10 }, as: UTF8.self)
    }
}
