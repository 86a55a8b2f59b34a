import Glibc
import Testing

@testable import Host

/// What systemd hears of a daemon, by the collector's own process on a notify socket of ours: sd_notify(3) reads the environment, which
/// the process of these tests must not change.
@Suite(.timeLimit(.minutes(2))) struct ServiceNotifierTests {
    @Test func aDaemonTellsItsLife() throws {
        let directory = try TemporaryDirectory()
        let socket = try NotifySocket(path: "\(directory.path)/notify")
        let config = try directory.write(
            """
            zone = "z"
            quota = "1 kW"
            listen = "127.0.0.1:0"
            state_directory = "\(directory.path)/state"
            admin_socket = "\(directory.path)/admin.sock"
            """, as: "collector.toml")
        let daemon = try Daemon(
            "zone-collector", ["--config", config], environment: ["NOTIFY_SOCKET=\(socket.path)", "WATCHDOG_USEC=400000"])

        let ready = try socket.next { $0.hasPrefix("READY=1\n") }
        #expect(ready.contains("\nSTATUS=") && ready.split(separator: "\n").count == 2, "\(ready)")
        _ = try socket.next { $0 == "WATCHDOG=1" }
        _ = try socket.next { $0 == "WATCHDOG=1" }

        kill(daemon.pid, SIGHUP)
        let reloading = try socket.next { $0.hasPrefix("RELOADING=1\n") }
        let microseconds = try #require(reloading.split(separator: "MONOTONIC_USEC=").last.flatMap { Int64($0) })
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        #expect((1...Int64(now.tv_sec + 1) * 1_000_000).contains(microseconds))
        _ = try socket.next { $0.hasPrefix("READY=1\n") }

        kill(daemon.pid, SIGTERM)
        _ = try socket.next { $0 == "STOPPING=1\nSTATUS=stopping" }
        #expect(daemon.wait() == 0)
    }

    @Test func nothingHappensOutsideOfSystemd() throws {
        try #require(getenv("NOTIFY_SOCKET") == nil && getenv("WATCHDOG_USEC") == nil, "the tests run under systemd's eyes")
        let notifier = ServiceNotifier()
        #expect(notifier.watchdogInterval == nil)
        notifier.ready(status: "x")
        notifier.stopping()
    }

    @Test(arguments: [
        ("plain", "plain"), ("a\nREADY=1", "a\u{FFFD}READY=1"), ("\u{1B}[31mred", "\u{FFFD}[31mred"), ("2 °C → 3", "2 °C → 3"),
        ("\u{7F}\u{9F}", "\u{FFFD}\u{FFFD}"),
    ])
    func aStatusIsOneLine(text: String, line: String) {
        #expect(oneLine(text) == line)
    }
}

/// systemd's end: a datagram socket.
private final class NotifySocket {
    let path: String
    private let fd: Int32

    init(path: String) throws {
        self.path = path
        fd = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(fd, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
        try #require(bound == 0)
        var limit = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close(fd) }

    /// The next message that is meant; those before it are passed over.
    func next(_ isMeant: (String) -> Bool) throws -> String {
        var buffer = [UInt8](repeating: 0, count: 4096)
        // Bounded by their number as well: a watchdog's messages never end.
        for _ in 0..<200 {
            let count = recv(fd, &buffer, buffer.count, 0)
            try #require(count > 0, "systemd would have heard nothing")
            let text = String(decoding: buffer[..<count], as: UTF8.self)
            if isMeant(text) { return text }
        }
        try #require(Bool(false), "what is meant never came")
        return ""
    }
}

/// A program of this build, beside these tests' own; killed when it is let go of.
final class Daemon {
    private(set) var pid = pid_t()
    private var isOver = false

    init(_ name: String, _ words: [String], environment: [String]) throws {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
        let own = String(decoding: buffer.prefix(max(count, 0)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let program = String(own.prefix(through: own.lastIndex(of: "/") ?? own.startIndex)) + name
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for descriptor in Int32(0)...2 { posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0) }
        let library = getenv("LD_LIBRARY_PATH").map { ["LD_LIBRARY_PATH=\(String(cString: $0))"] } ?? []
        var argv: [UnsafeMutablePointer<CChar>?] = ([program] + words).map { strdup($0) } + [nil]
        var envp: [UnsafeMutablePointer<CChar>?] = (environment + library).map { strdup($0) } + [nil]
        defer { (argv + envp).forEach { free($0) } }
        // A thread of the tests may hold all signals blocked, and a child inherits that.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        let code = posix_spawn(&pid, program, &actions, &attributes, &argv, &envp)
        try #require(code == 0, "\(program): \(String(cString: strerror(code)))")
    }

    deinit {
        guard !isOver else { return }
        kill(pid, SIGKILL)
        _ = wait()
    }

    /// Its exit status; -1 where a signal ended it.
    func wait() -> Int32 {
        var status: Int32 = 0
        isOver = waitpid(pid, &status, 0) == pid
        return status & 0x7F == 0 ? status >> 8 & 0xFF : -1
    }
}
