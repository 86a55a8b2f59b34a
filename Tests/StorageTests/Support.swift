import CShims
import Glibc
import Storage
import Testing
import ZoneModel

/// A directory that goes with the test.
final class TemporaryDirectory {
    let path: String

    init() throws {
        let template = strdup("/tmp/zone-storage-XXXXXX")
        defer { Glibc.free(template) }
        let made = try #require(template.flatMap { mkdtemp($0) })
        path = String(cString: made)
    }

    deinit { remove(path) }

    func file(_ name: String) -> String { path + "/" + name }

    var names: [String] { Self.names(in: path) }

    static func names(in path: String) -> [String] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    private func remove(_ path: String) {
        for name in Self.names(in: path) where unlink(path + "/" + name) != 0 { remove(path + "/" + name) }
        rmdir(path)
    }
}

/// A file system of its own size: the real thing for full and read-only disks.
final class SmallDisk {
    let path: String

    /// Nil where this process may not mount.
    init?(in directory: TemporaryDirectory, kibibytes: Int) {
        path = directory.file("disk")
        mkdir(path, 0o755)
        guard geteuid() == 0, run(["/bin/mount", "-t", "tmpfs", "-o", "size=\(kibibytes)k", "zone-test", path]) == 0 else { return nil }
    }

    func file(_ name: String) -> String { path + "/" + name }

    func remount(_ options: String) -> Bool { run(["/bin/mount", "-o", "remount,\(options)", path]) == 0 }

    /// Takes all space but `leaving`.
    func fill(leaving kibibytes: Int) {
        var status = statvfs()
        statvfs(path, &status)
        var left = Int(status.f_bavail) * Int(status.f_bsize) - kibibytes << 10
        let descriptor = open(file("ballast"), O_WRONLY | O_CREAT | O_APPEND, 0o600)
        let zeros = [UInt8](repeating: 0, count: 4096)
        while left > 0, write(descriptor, zeros, min(4096, left)) > 0 { left -= 4096 }
        close(descriptor)
    }

    func free() { unlink(file("ballast")) }

    deinit { _ = run(["/bin/umount", "-l", path]) }
}

/// Runs a program to its end; its exit status.
func run(_ words: [String]) -> Int32 {
    guard let process = ChildProcess(words) else { return -1 }
    return process.wait()
}

/// A child with its stdout in a pipe.
final class ChildProcess {
    let id: pid_t
    private let output: Int32
    private let input: Int32
    private var pending: [UInt8] = []
    private var status: Int32?

    init?(_ words: [String]) {
        var out: [Int32] = [0, 0]
        var into: [Int32] = [0, 0]
        // One at a time: an end of a pipe that another child inherits would never be closed.
        spawning.lock()
        defer { spawning.unlock() }
        guard pipe(&out) == 0, pipe(&into) == 0 else { return nil }
        for descriptor in out + into { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawn_file_actions_adddup2(&actions, into[0], 0)
        posix_spawn_file_actions_adddup2(&actions, out[1], 1)
        defer { posix_spawn_file_actions_destroy(&actions) }
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
        arguments.append(nil)
        defer { arguments.forEach { Glibc.free($0) } }
        var id: pid_t = 0
        let code = posix_spawn(&id, words[0], &actions, nil, arguments, environ)
        close(out[1])
        close(into[0])
        (output, input, self.id) = (out[0], into[1], id)
        if code != 0 {
            status = -1
            return nil
        }
    }

    /// The next line; nil at the end.
    func line() -> String? {
        while true {
            if let end = pending.firstIndex(of: 10) {
                let line = String(decoding: pending[..<end], as: UTF8.self)
                pending.removeFirst(end + 1)
                return line
            }
            var buffer = [UInt8](repeating: 0, count: 65_536)
            let got = read(output, &buffer, buffer.count)
            if got < 0, errno == EINTR { continue }
            guard got > 0 else { return nil }
            pending += buffer[..<got]
        }
    }

    func kill() { Glibc.kill(id, SIGKILL) }

    @discardableResult
    func wait() -> Int32 {
        if let status { return status }
        var raw: Int32 = 0
        while waitpid(id, &raw, 0) < 0, errno == EINTR {}
        let code = raw & 0x7F == 0 ? (raw >> 8) & 0xFF : 128 + (raw & 0x7F)
        status = code
        return code
    }

    deinit {
        if status == nil {
            kill()
            wait()
        }
        close(output)
        close(input)
    }
}

final class Lock: @unchecked Sendable {
    // A pthread mutex is made to be shared between threads; Swift cannot know.
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

    init() { pthread_mutex_init(mutex, nil) }

    func lock() { pthread_mutex_lock(mutex) }
    func unlock() { pthread_mutex_unlock(mutex) }
}

private let spawning = Lock()

/// Beside the test bundle, where SwiftPM puts it.
func probe(_ words: String...) throws -> ChildProcess {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    try #require(count > 0)
    let directory = String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self).split(separator: "/").dropLast()
    let path = "/" + directory.joined(separator: "/") + "/storage-probe"
    try #require(access(path, X_OK) == 0, "storage-probe is not built beside the tests: \(path)")
    return try #require(ChildProcess([path] + words))
}

/// Replays from its seed.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// 2026-05-28, and what follows it.
let start = WallInstant(milliseconds: 1_780_000_000_000)

func later(_ duration: Duration) -> WallInstant { WallInstant(milliseconds: start.milliseconds + duration.wholeMilliseconds) }

enum Sample {
    static let address = HostAddress(path: "sindh-2/khi-3/h-014")!
    static let other = HostAddress(path: "sindh-2/khi-3/h-015")!
    static let bootID = BootID("0a1b2c3d-0000-4000-8000-00000000cafe-1")!

    static let shares: ShareTotals = {
        var shares = ShareTotals(source: .pool)
        shares.accepted = .init(count: 3, difficulty: 12_288.5)
        shares.rejected = .init(count: 1, difficulty: 4096)
        shares.stale = .init(count: 2, difficulty: 0.001)
        shares.blocks = 1
        return shares
    }()

    static func report(_ seq: UInt64 = 0, tag: UInt64 = 0, calibrationID: String? = "cal-2026-01") -> Report {
        Report(
            seq: seq, bootID: bootID, monotonic: .milliseconds(123_456_789), clockSynced: true, interval: .milliseconds(1001),
            power: .watts(413.601), powerPeak: .watts(415.2), powerSource: .measured, powerError: .watts(4.1),
            energyMeasured: Energy(millijoules: 413_600), energyEstimated: Energy(millijoules: 3600), unknown: .milliseconds(250),
            quota: .watts(420), limitedBy: .lease, overshoot: 12.5, timeToComply: .milliseconds(412), duty: Duty(0.71), hashrate: 41.8e6,
            hashes: tag, temperatureMax: .celsius(58.125), rigs: 3, calibrationID: calibrationID, simulated: true,
            shares: shares)
    }

    static func rig(_ seq: UInt64 = 0, tag: UInt64 = 0) -> RigReport {
        RigReport(
            seq: seq, rig: Name("psu-\(tag % 4)")!, power: Power(milliwatts: Int64(tag)), powerSource: .derived, powerError: .watts(2),
            temperature: .celsius(60), duty: Duty(0.7), state: .hot, simulated: false)
    }

    static func event(_ seq: UInt64 = 0, tag: UInt64 = 0) -> EventReport {
        EventReport(
            seq: seq,
            Event(
                .quotaChanged, .notice, "quota „changed“\n\u{0}",
                fields: [.count("number", tag), .text("who", "uid \"0\""), .flag("dry", false)]))
    }

    static func pending(_ kind: Int, tag: UInt64, at timestamp: WallInstant = start) -> PendingLine {
        switch kind {
        case 0: PendingLine(timestamp: timestamp, content: .rig(rig(tag: tag)))
        case 1: PendingLine(timestamp: timestamp, content: .report(report(tag: tag)))
        default: PendingLine(timestamp: timestamp, content: .event(event(tag: tag)))
        }
    }

    static func line(_ body: LineBody) -> Line { Line(timestamp: start, address: address, body: body) }

    static func entry(_ generation: UInt64, epoch: UInt64 = 1, address: HostAddress = address, watts: Double = 400) -> LedgerEntry {
        LedgerEntry(
            address: address, bootID: bootID, grant: GrantID(epoch: epoch, generation: generation), quota: .watts(watts),
            term: .seconds(10), hold: .milliseconds(12_500))
    }
}

func spoolConfiguration(bytesMax: Int64 = 16 << 20, ageMax: Duration = .seconds(7 * 86_400)) -> SpoolConfiguration {
    var configuration = SpoolConfiguration()
    configuration.bytesMax = bytesMax
    configuration.ageMax = ageMax
    return configuration
}

func openSpool(_ path: String, bytesMax: Int64 = 16 << 20, address: HostAddress = Sample.address) throws -> Spool {
    try Spool(path: path, address: address, configuration: spoolConfiguration(bytesMax: bytesMax), now: start)
}

/// Everything that the spool would send from `seq` on, decoded, after a check that it accounts for every number once.
@discardableResult
func wholeSpool(_ spool: Spool, from seq: UInt64? = nil) throws -> [Line] {
    var next = seq ?? spool.acknowledgedSeq + 1
    var lines: [Line] = []
    while true {
        let read = try spool.read(from: next, bytesMax: 64 << 10, linesMax: 1000)
        for spooled in read {
            let line = try Line(decoding: spooled.bytes.dropLast())
            #expect(spooled.bytes.last == 10)
            try #require(line.body.sequence == spooled.seq)
            if case .gap(let gap) = line.body {
                try #require(gap.fromSeq == next && gap.toSeq == gap.seq, "\(gap) after \(next)")
            } else {
                try #require(spooled.seq == next)
            }
            next = spooled.seq + 1
            lines.append(line)
        }
        if read.isEmpty { break }
    }
    try #require(next == spool.nextSeq)
    return lines
}

func bytesOnDisk(_ path: String) -> Int64 {
    ["", "-wal", "-shm"].reduce(0) { sum, suffix in
        var status = stat()
        return stat(path + suffix, &status) == 0 ? sum + Int64(status.st_size) : sum
    }
}

func readFile(_ path: String) -> [UInt8] {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    var status = stat()
    fstat(descriptor, &status)
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    let count = read(descriptor, &bytes, bytes.count)
    return Array(bytes.prefix(max(count, 0)))
}

func writeFile(_ path: String, _ bytes: [UInt8]) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    _ = write(descriptor, bytes, bytes.count)
    close(descriptor)
}
