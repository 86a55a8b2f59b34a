import CShims
import Glibc
import Synchronization
import Testing

@testable import Transport

/// A loop on a thread of its own for the time of a test.
private func withLoop<Result>(_ body: (EventLoop) async throws -> Result) async throws -> Result {
    let loop = try EventLoop()
    let thread = try loop.start(threadName: "test")
    defer {
        loop.stop()
        thread.join()
    }
    return try await body(loop)
}

extension EventLoop {
    /// Runs a job on the loop and waits for it.
    fileprivate func run<Result: Sendable>(_ job: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            submit { continuation.resume(with: Swift.Result { try job() }) }
        }
    }
}

@Suite struct SocketPathTests {
    /// What stands at the socket's path, and what becomes of it.
    enum Place: CaseIterable, Sendable { case nothing, deadSocket, regularFile, symbolicLink, directory, liveSocket }

    @Test(arguments: Place.allCases)
    func onlyADeadSocketMakesWay(place: Place) async throws {
        var template = Array("/tmp/socket-path-XXXXXX".utf8CString)
        let directory = String(cString: try #require(mkdtemp(&template)))
        let path = "\(directory)/admin.sock"
        let fd = try Self.put(place, at: path)
        defer {
            if fd >= 0 { close(fd) }
            unlink(path)
            rmdir(path)
            rmdir(directory)
        }
        try await withLoop { loop in
            let error = try await loop.run { () -> String? in
                do throws(TransportError) {
                    try LocalHTTPServer(loop: loop, path: path) { _, _ in }.close()
                    return nil
                } catch {
                    return error.message
                }
            }
            switch place {
            case .nothing, .deadSocket: #expect(error == nil)
            case .liveSocket: #expect(error == "\(path): another process answers on this socket")
            case .regularFile, .symbolicLink, .directory:
                #expect(error?.hasPrefix("\(path): something that is no socket stands there") == true, "\(error ?? "taken")")
                #expect(access(path, F_OK) == 0 || place == .symbolicLink, "somebody's file is gone")
            }
        }
    }

    /// - Returns: a descriptor to hold, or -1.
    private static func put(_ place: Place, at path: String) throws -> Int32 {
        switch place {
        case .nothing: return -1
        case .regularFile: return open(path, O_CREAT | O_WRONLY, 0o600)
        case .directory:
            try #require(mkdir(path, 0o700) == 0)
            return -1
        case .symbolicLink:
            try #require(symlink("/nonexistent", path) == 0)
            return -1
        case .deadSocket, .liveSocket:
            let fd = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
            let bound = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(fd, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
            }
            try #require(bound == 0)
            if place == .deadSocket {
                close(fd)
                return -1
            }
            try #require(listen(fd, 1) == 0)
            return fd
        }
    }
}

@Suite struct LoopTimerTests {
    private final class Held: Sendable {
        let timer: Mutex<LoopTimer?> = Mutex(nil)
    }

    /// The last reference goes here, while the timer fires there: the sanitizers see a use of what was freed.
    @Test func aTimerMayBeLetGoOfOnAnyThread() async throws {
        try await withLoop { loop in
            let fired = Mutex(0)
            for _ in 0..<200 {
                let held = Held()
                let before = fired.withLock { $0 }
                try await loop.run {
                    held.timer.withLock { $0 = loop.schedule(after: .zero, repeats: true) { fired.withLock { $0 += 1 } } }
                }
                while fired.withLock({ $0 }) == before { await Task.yield() }
                held.timer.withLock { $0 = nil }
            }
            // Everything that was let go of is gone by now: no more calls.
            try await loop.run {}
            let after = fired.withLock { $0 }
            for _ in 0..<10 { try await loop.run {} }
            #expect(fired.withLock { $0 } == after)
        }
    }

    @Test func aCancelledTimerIsSilentAndLetsGoOfItsHandler() async throws {
        final class Captured: Sendable {}
        try await withLoop { loop in
            weak var captured: Captured?
            let held = Held()
            do {
                let object = Captured()
                captured = object
                try await loop.run { held.timer.withLock { $0 = loop.schedule(after: .seconds(3600)) { _ = object } } }
            }
            #expect(captured != nil)
            try await loop.run { held.timer.withLock { $0?.cancel() } }
            #expect(captured == nil)
        }
    }
}

/// A socket that somebody else opened, as systemd does for zone-collector.socket.
@Suite struct PassedSocketTests {
    struct Case: Sendable {
        var what: String
        var opened: String
        var isListening = true
        var type = SOCK_STREAM
        /// Where the configuration says that hosts connect.
        var wanted: String
        /// The port that is wanted is another than the one that was opened.
        var isOtherPort = false
        var isTaken: Bool
    }

    @Test(arguments: [
        Case(what: "the same", opened: "127.0.0.1", wanted: "127.0.0.1", isTaken: true),
        Case(what: "the same of IPv6", opened: "::1", wanted: "::1", isTaken: true),
        Case(what: "another port", opened: "127.0.0.1", wanted: "127.0.0.1", isOtherPort: true, isTaken: false),
        Case(what: "another address", opened: "127.0.0.2", wanted: "127.0.0.1", isTaken: false),
        Case(what: "every address, where one is wanted", opened: "0.0.0.0", wanted: "127.0.0.1", isTaken: false),
        Case(what: "another family", opened: "::1", wanted: "127.0.0.1", isTaken: false),
        Case(what: "nobody called listen(2)", opened: "127.0.0.1", isListening: false, wanted: "127.0.0.1", isTaken: false),
        Case(what: "UDP", opened: "127.0.0.1", isListening: false, type: SOCK_DGRAM, wanted: "127.0.0.1", isTaken: false),
    ])
    func isTakenWhereItListensAsConfigured(case: Case) async throws {
        let (fd, port) = try Self.open(`case`.opened, type: `case`.type, isListening: `case`.isListening)
        let wanted = Endpoint(address: `case`.wanted, port: `case`.isOtherPort ? port ^ 1 : port)
        #expect(wanted.isListened(by: fd) == `case`.isTaken, "\(`case`.what)")
        guard `case`.isTaken else {
            let isRefused = try await withLoop { loop in
                let listened: Void? = try? await loop.run {
                    _ = try LineListener(loop: loop, on: wanted, passed: fd, lineBytesMax: 100) { _ in }
                }
                return listened == nil
            }
            #expect(isRefused)
            close(fd)
            return
        }
        try await withLoop { loop in
            // Connected before anybody accepts: that is what such a socket is for.
            let host = socket(`case`.opened.contains(":") ? AF_INET6 : AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            defer { close(host) }
            var address = try wanted.socketAddress()
            let connected = withUnsafePointer(to: &address.storage) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(host, $0, socklen_t(address.length)) }
            }
            try #require(connected == 0)
            let accepted = Mutex<[LineConnection]>([])
            let listener = try await loop.run {
                try LineListener(loop: loop, on: wanted, passed: fd, lineBytesMax: 100) { connection in
                    accepted.withLock { $0.append(connection) }
                }
            }
            let end = ContinuousClock.now + .seconds(30)
            while accepted.withLock({ $0.isEmpty }), ContinuousClock.now < end { await Task.yield() }
            #expect(accepted.withLock { $0.count } == 1)
            try await loop.run {
                listener.close()
                accepted.withLock { $0.forEach { $0.close() } }
            }
        }
    }

    private static func open(_ address: String, type: __socket_type, isListening: Bool) throws -> (fd: Int32, port: UInt16) {
        var bound = try Endpoint(address: address, port: 0).socketAddress()
        let fd = socket(address.contains(":") ? AF_INET6 : AF_INET, Int32(type.rawValue), 0)
        var length = socklen_t(bound.length)
        let status = withUnsafeMutablePointer(to: &bound.storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(fd, $0, length) == 0 && (!isListening || listen(fd, 4) == 0) ? getsockname(fd, $0, &length) : -1
            }
        }
        try #require(status == 0, "no socket on \(address)")
        return (fd, withUnsafeBytes(of: &bound.storage) { UInt16($0[2]) << 8 | UInt16($0[3]) })
    }
}
