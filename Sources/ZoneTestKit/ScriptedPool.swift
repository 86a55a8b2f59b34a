import Glibc
import MiningWork
import Synchronization

/// A Stratum pool on loopback that says what a test wants: an honest one, or one of the kinds that are not. It assembles and hashes what it is sent by
/// itself, from what it has given out.
public final class ScriptedPool: Sendable {
    public enum Manner: Sendable, CaseIterable {
        case honest
        /// Takes the connection and says nothing.
        case silent
        case garbage
        case hugeLine
        case wrongTypes
        case difficultyZero
        case cleanStorm
        case strangeReconnect
        /// Version rolling, under a mask of 0.
        case maskZero
        case refusesTheUser
        case closesAtOnce
    }

    public struct Submission: Equatable, Sendable {
        public var job: String
        public var params: [String]
        public var isAccepted: Bool
        /// The job was still good and the header unknown.
        public var isInTime: Bool
    }

    private struct State: Sendable {
        var connections: [Int32] = []
        var job = 0
        var jobs: Set<String> = []
        var seen: Set<[String]> = []
        var submissions: [Submission] = []
        var subscriptions: [[JSONValue]] = []
        var isClosed = false
        var calls = 0
    }

    public let port: UInt16
    private let manner: Manner
    private let difficulty: Double
    private let mask: UInt32
    private let listener: Int32
    private let state = Mutex(State())

    private static let previous = "4d16b6f85af6e2198f44ae2a6de67f78487ae5611b77c6c0440b921e00000000"
    private static let head =
        "01000000010000000000000000000000000000000000000000000000000000000000000000ffffffff20020862062f503253482f04b8864e5008"
    private static let tail = "072f736c7573682f000000000100f2052a010000001976a914d23fcdf86f7e756a64a7a9688ef9903327048ed988ac00000000"
    private static let branch = String(repeating: "5a", count: 32)
    private static let extranonce1 = "08000002"
    private static let time: UInt32 = 0x6500_0000

    /// - Parameter port: 0 takes a free one.
    public init(manner: Manner = .honest, difficulty: Double = 1e-5, port: UInt16 = 0, mask: UInt32 = 0x1fff_e000) throws {
        self.manner = manner
        self.difficulty = difficulty
        self.mask = manner == .maskZero ? 0 : mask
        (listener, self.port) = try ScriptedPool.listen(port)
        let thread = Thread { [self] in acceptAll() }
        thread.start()
    }

    // MARK: What a test does and sees

    public var submissions: [Submission] { state.withLock { $0.submissions } }
    public var subscriptions: [[JSONValue]] { state.withLock { $0.subscriptions } }
    public var connections: Int { state.withLock { $0.connections.count } }
    /// Connections since the start.
    /// Connections since the start.
    public var calls: Int { state.withLock { $0.calls } }
    public var job: String { state.withLock { "j\($0.job)" } }

    /// The next job, to everybody.
    public func renew(clean: Bool) {
        let (line, connections) = state.withLock { state in
            state.job += 1
            if clean { (state.jobs, state.seen) = ([], []) }
            state.jobs.insert("j\(state.job)")
            return (notify(state.job, clean: clean), state.connections)
        }
        for connection in connections { say(line, to: connection) }
    }

    public func say(_ line: String) { for connection in state.withLock({ $0.connections }) { say(line, to: connection) } }

    /// Ends every connection; new ones are taken.
    public func hangUp() { for connection in state.withLock({ $0.connections }) { shutdown(connection, Int32(SHUT_RDWR)) } }

    /// Gone, as a machine that is switched off.
    public func close() {
        let connections = state.withLock { state in
            state.isClosed = true
            return state.connections
        }
        shutdown(listener, Int32(SHUT_RDWR))
        for connection in connections { shutdown(connection, Int32(SHUT_RDWR)) }
    }

    // MARK: Sockets

    private static func listen(_ port: UInt16) throws -> (Int32, UInt16) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && Glibc.listen(descriptor, 16) == 0 ? getsockname(descriptor, $0, &length) : -1
            }
        }
        guard status == 0 else { throw ScriptedPoolError(message: "no port for a pool: \(String(cString: strerror(errno)))") }
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }

    private func acceptAll() {
        while true {
            let connection = accept(listener, nil, nil)
            guard connection >= 0 else { break }
            let isClosed = state.withLock { state in
                state.calls += 1
                if !state.isClosed { state.connections.append(connection) }
                return state.isClosed
            }
            guard !isClosed else {
                Glibc.close(connection)
                break
            }
            Thread { [self] in serve(connection) }.start()
        }
        Glibc.close(listener)
    }

    private func serve(_ connection: Int32) {
        var rest: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        if manner == .closesAtOnce { shutdown(connection, Int32(SHUT_RDWR)) }
        if manner == .hugeLine { write([UInt8](repeating: UInt8(ascii: "a"), count: 1 << 20), to: connection) }
        while true {
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            rest += buffer[..<count]
            while let end = rest.firstIndex(of: 0x0A) {
                let line = Array(rest[..<end])
                rest.removeSubrange(...end)
                hear(line, connection)
            }
        }
        state.withLock { state in state.connections.removeAll { $0 == connection } }
        Glibc.close(connection)
    }

    private func write(_ bytes: [UInt8], to connection: Int32) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return }
            sent += count
        }
    }

    private func say(_ line: String, to connection: Int32) { write(Array((line + "\n").utf8), to: connection) }

    // MARK: The protocol

    private func hear(_ line: [UInt8], _ connection: Int32) {
        guard let value = try? JSONValue(decoding: line), let method = value["method"]?.string, let id = value["id"] else { return }
        guard manner != .silent else { return }
        let params = value["params"]?.array ?? []
        switch method {
        case "mining.configure":
            let result = #"{"version-rolling":true,"version-rolling.mask":"\#(Hex.text(mask))"}"#
            say(#"{"id":\#(id.text),"result":\#(result),"error":null}"#, to: connection)
        case "mining.subscribe":
            state.withLock { $0.subscriptions.append(params) }
            let result = #"[[["mining.set_difficulty","1"],["mining.notify","session-1"]],"\#(ScriptedPool.extranonce1)",4]"#
            say(#"{"id":\#(id.text),"result":\#(result),"error":null}"#, to: connection)
        case "mining.authorize": authorize(id, connection)
        case "mining.submit": judge(id, params, connection)
        default: say(#"{"id":\#(id.text),"result":null,"error":[20,"Unsupported method",null]}"#, to: connection)
        }
    }

    private func authorize(_ id: JSONValue, _ connection: Int32) {
        guard manner != .refusesTheUser else {
            return say(#"{"id":\#(id.text),"result":false,"error":[24,"Unauthorized worker",null]}"#, to: connection)
        }
        let told = manner == .difficultyZero ? 0 : difficulty
        say(#"{"id":null,"method":"mining.set_difficulty","params":[\#(told)]}"#, to: connection)
        say(#"{"id":\#(id.text),"result":true,"error":null}"#, to: connection)
        let line = state.withLock { state in
            if state.job == 0 { state.job = 1 }
            state.jobs.insert("j\(state.job)")
            return notify(state.job, clean: true)
        }
        say(line, to: connection)
        switch manner {
        case .garbage: for _ in 0..<50 { write([0xFF, 0x00, 0x7B, 0x0A], to: connection) }
        case .wrongTypes:
            for _ in 0..<50 { say(#"{"id":null,"method":"mining.notify","params":[1,{},[],null,true,5,6,7,8]}"#, to: connection) }
        case .strangeReconnect: say(#"{"id":null,"method":"client.reconnect","params":["127.0.0.2",\#(port),0]}"#, to: connection)
        case .cleanStorm: for _ in 0..<2000 { renew(clean: true) }
        default: break
        }
    }

    private func notify(_ number: Int, clean: Bool) -> String {
        let time = Hex.text(ScriptedPool.time + UInt32(number))
        return #"{"id":null,"method":"mining.notify","params":["j\#(number)","\#(ScriptedPool.previous)","\#(ScriptedPool.head)","#
            + #""\#(ScriptedPool.tail)",["\#(ScriptedPool.branch)"],"20000000","17034219","\#(time)",\#(clean)]}"#
    }

    /// As a server does it: words of the wire put together, and hashed.
    private func judge(_ id: JSONValue, _ params: [JSONValue], _ connection: Int32) {
        let words = params.map { $0.string ?? "" }
        let isWhole = words.count == 6 && words[2].utf8.count == 8 && words[3...].allSatisfy { $0.utf8.count == 8 }
        let job = words.count > 1 ? words[1] : ""
        let hash = isWhole ? headerHash(words) : nil
        let meets = hash.map { Target(difficulty: difficulty)?.isMet(by: $0) ?? false } ?? false
        let (isInTime, isNew) = state.withLock { state in (state.jobs.contains(job), state.seen.insert(Array(words.dropFirst())).inserted) }
        let error: String? =
            if !isWhole {
                #"[20,"Malformed",null]"#
            } else if !isInTime {
                #"[21,"Job not found",null]"#
            } else if !isNew {
                #"[22,"Duplicate share",null]"#
            } else if !meets {
                #"[23,"Low difficulty share",null]"#
            } else {
                nil
            }
        state.withLock {
            $0.submissions.append(Submission(job: job, params: words, isAccepted: error == nil, isInTime: isInTime && isNew))
        }
        say(#"{"id":\#(id.text),"result":\#(error == nil ? "true" : "null"),"error":\#(error ?? "null")}"#, to: connection)
    }

    private func headerHash(_ words: [String]) -> [UInt8]? {
        guard let time = Hex.bytes(words[3]), let nonce = Hex.bytes(words[4]), let bits = Hex.word(words[5]), bits & ~mask == 0,
            let coinbase = Hex.bytes(ScriptedPool.head + ScriptedPool.extranonce1 + words[2] + ScriptedPool.tail),
            let branch = Hex.bytes(ScriptedPool.branch), let previous = Hex.bytes(ScriptedPool.previous)
        else { return nil }
        let version = Hex.bytes(Hex.text(0x2000_0000 | bits)) ?? []
        let swapped = stride(from: 0, to: 32, by: 4).flatMap { previous[$0..<$0 + 4].reversed() }
        let root = sha256d(sha256d(coinbase) + branch)
        return sha256d(version.reversed() + swapped + root + time.reversed() + [0x19, 0x42, 0x03, 0x17] + nonce.reversed())
    }
}

public struct ScriptedPoolError: Error, CustomStringConvertible {
    public var message: String
    public var description: String { message }
}

/// A thread that runs a closure and is waited for by nobody.
private final class Thread: Sendable {
    private let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }

    private static let main: @convention(c) @Sendable (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { context in
        guard let context else { return nil }
        Unmanaged<Thread>.fromOpaque(context).takeRetainedValue().body()
        return nil
    }

    func start() {
        let context = Unmanaged.passRetained(self)
        var thread = pthread_t()
        guard pthread_create(&thread, nil, Thread.main, context.toOpaque()) == 0 else { return context.release() }
        pthread_detach(thread)
    }
}
