import Glibc
import MiningWork
import Synchronization

/// A node of bitcoind's habits on a loopback port: a chain of blocks at regtest's difficulty, templates of it, long polls, and a judge of what is
/// submitted. It can misbehave as well.
public final class ScriptedNode: Sendable {
    public enum Manner: Sendable, Equatable {
        case behaves
        /// An error of its own, with HTTP status 500 as bitcoind answers it.
        case refuses(code: Int, message: String)
        case status(Int)
        /// Bytes that are no HTTP.
        case garbage
        /// HTTP, and a body that is no JSON.
        case noJSON
        /// A template without its members.
        case emptyTemplate
        /// A body that never ends.
        case endless
        /// The connection is taken and nothing said.
        case silent
        /// Half an answer, and the connection closed.
        case breaksOff
    }

    public struct Submission: Sendable, Equatable {
        public var hash: String
        public var height: Int
        public var block: [UInt8]
        /// As it was answered; nil: taken.
        public var verdict: String?
    }

    struct State {
        var manner = Manner.behaves
        var chain = "regtest"
        var tip = [UInt8](repeating: 0xA5, count: 32)
        var height = 150
        /// Of the next block.
        var transactions: [[UInt8]] = []
        var bits: UInt32 = 0x207F_FFFF
        var time: UInt32 = 1_800_000_000
        var changes = 0
        var cookie = "__cookie__:first"
        var calls: [String] = []
        var submissions: [Submission] = []
        /// In place of the verdict, once.
        var nextVerdict: String?
        var isClosed = false
        var rules = "[\"csv\", \"!segwit\", \"taproot\"]"
    }

    let state = Mutex(State())
    private let listener: Int32
    public let port: UInt16
    private let directory: TemporaryDirectory

    public var url: String { "http://127.0.0.1:\(port)" }
    public var cookiePath: String { directory.file("cookie") }

    public init(port wanted: UInt16 = 0) throws {
        directory = try TemporaryDirectory()
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard listener >= 0 else { throw TestKitError.system("socket") }
        var yes: Int32 = 1
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = wanted.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let port = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address -> Bool in
                bind(listener, address, length) == 0 && listen(listener, 16) == 0 && getsockname(listener, address, &length) == 0
            }
        }
        guard port else { throw TestKitError.system("bind") }
        self.port = UInt16(bigEndian: address.sin_port)
        try writeWhole("__cookie__:first", to: directory.file("cookie"))
        try Self.thread { [self] in accept() }
    }

    /// No more connections are taken, and those that stand end.
    public func close() {
        let wasOpen = state.withLock { state in
            defer { state.isClosed = true }
            return !state.isClosed
        }
        if wasOpen { shutdown(listener, Int32(SHUT_RDWR)) }
    }

    // MARK: - What a test does

    public func behave(_ manner: Manner) { state.withLock { $0.manner = manner } }
    public func say(chain: String) { state.withLock { $0.chain = chain } }
    public func say(rules: String) { state.withLock { $0.rules = rules } }
    public func answerNextSubmission(_ verdict: String) { state.withLock { $0.nextVerdict = verdict } }
    public func say(bits: UInt32) { change { $0.bits = bits } }
    public func hold(_ transactions: [[UInt8]]) { change { $0.transactions = transactions } }

    /// Another miner was faster.
    public func newTip() { change { Self.extend(&$0, sha256d($0.tip)) } }

    /// bitcoind started anew: with another cookie.
    public func newCookie(_ password: String) throws {
        state.withLock { $0.cookie = "__cookie__:\(password)" }
        try writeWhole("__cookie__:\(password)", to: cookiePath)
    }

    public var calls: [String] { state.withLock { $0.calls } }
    public var submissions: [Submission] { state.withLock { $0.submissions } }
    public var height: Int { state.withLock { $0.height } }
    /// As a template says it.
    public var tip: String { Hex.text(state.withLock { $0.tip }.reversed()) }

    private func change(_ body: (inout State) -> Void) {
        state.withLock { state in
            body(&state)
            state.changes += 1
        }
    }

    static func extend(_ state: inout State, _ hash: [UInt8]) {
        state.tip = hash
        state.height += 1
        state.transactions = []
        state.time += 1
    }

    // MARK: - Connections

    private func accept() {
        while true {
            let connection = Glibc.accept(listener, nil, nil)
            guard connection >= 0, !state.withLock({ $0.isClosed }) else { break }
            // A thread for each: a long poll takes its time.
            if (try? Self.thread { [self] in serve(connection) }) == nil { Glibc.close(connection) }
        }
        Glibc.close(listener)
    }

    private func serve(_ connection: Int32) {
        defer { Glibc.close(connection) }
        var time = timeval(tv_sec: 0, tv_usec: 20_000)
        setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
        var buffer: [UInt8] = []
        while let request = nextRequest(connection, &buffer) {
            guard answer(request, connection) else { return }
        }
    }

    struct Request {
        var authorisation: String
        var body: [UInt8]
    }

    private func nextRequest(_ connection: Int32, _ buffer: inout [UInt8]) -> Request? {
        var portion = [UInt8](repeating: 0, count: 65_536)
        while true {
            if let request = Self.request(in: &buffer) { return request }
            let count = recv(connection, &portion, portion.count, 0)
            if count > 0 {
                buffer += portion[..<count]
            } else if count == 0 || errno != EAGAIN || state.withLock({ $0.isClosed }) {
                return nil
            }
        }
    }

    private static func request(in buffer: inout [UInt8]) -> Request? {
        let end = Array("\r\n\r\n".utf8)
        guard let start = buffer.indices.first(where: { buffer[$0...].starts(with: end) }) else { return nil }
        let head = String(decoding: buffer[..<start], as: UTF8.self).split(separator: "\r\n")
        func header(_ name: String) -> String {
            head.first { $0.lowercased().hasPrefix(name + ": ") }.map { String($0.dropFirst(name.count + 2)) } ?? ""
        }
        let length = Int(header("content-length")) ?? 0
        guard buffer.count >= start + 4 + length else { return nil }
        let body = Array(buffer[(start + 4)..<(start + 4 + length)])
        buffer.removeFirst(start + 4 + length)
        return Request(authorisation: header("authorization"), body: body)
    }

    /// - Returns: whether the connection is kept.
    private func answer(_ request: Request, _ connection: Int32) -> Bool {
        let document = try? JSONValue(decoding: request.body)
        let method = document?["method"]?.string ?? ""
        let (manner, cookie) = state.withLock { state in
            state.calls.append(method)
            return (state.manner, state.cookie)
        }
        guard request.authorisation == "Basic " + Self.base64(Array(cookie.utf8)) else { return send("", status: 401, connection) }
        switch manner {
        case .behaves, .emptyTemplate: break
        case .refuses(let code, let message):
            return send(
                "{\"result\": null, \"error\": {\"code\": \(code), \"message\": \"\(message)\"}, \"id\": \"x\"}", status: 500, connection)
        case .status(let code): return send("", status: code, connection)
        case .garbage: return write(Array("SSH-2.0-OpenSSH_9.2\r\n".utf8), connection) && false
        case .noJSON: return send("<html>It works!</html>", status: 200, connection)
        case .breaksOff: return write(Array("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"result\"".utf8), connection) && false
        case .endless:
            guard write(Array("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n[".utf8), connection) else { return false }
            let portion = Array(String(repeating: "0,", count: 500_000).utf8)
            while write(portion, connection), !state.withLock({ $0.isClosed }) {}
            return false
        case .silent:
            while state.withLock({ !$0.isClosed && $0.manner == .silent }) { usleep(5000) }
            return false
        }
        let (result, status) = self.result(method, document?["params"]?[0] ?? .null)
        return send(result, status: status, connection)
    }

    private func result(_ method: String, _ parameter: JSONValue) -> (String, Int) {
        func envelope(_ result: String) -> (String, Int) { ("{\"result\": \(result), \"error\": null, \"id\": \"x\"}", 200) }
        switch method {
        case "getblockchaininfo":
            return envelope("{\"chain\": \"\(state.withLock { $0.chain })\", \"blocks\": 150, \"initialblockdownload\": false}")
        case "getblocktemplate":
            guard parameter["rules"]?.array?.contains(.string("segwit")) == true else {
                return (
                    "{\"result\": null, \"error\": {\"code\": -8, \"message\": \"getblocktemplate must be called with the segwit rule set\"}}",
                    500
                )
            }
            if let id = parameter["longpollid"]?.string {
                while state.withLock({ !$0.isClosed && $0.manner == .behaves && $0.longPollID == id }) { usleep(1000) }
            }
            return envelope(state.withLock { $0.manner == .emptyTemplate ? "{}" : $0.template })
        case "submitblock":
            let bytes = Hex.bytes(parameter.string ?? "") ?? []
            return envelope(state.withLock { Self.submit(bytes, &$0) }.map { "\"\($0)\"" } ?? "null")
        default: return ("{\"result\": null, \"error\": {\"code\": -32601, \"message\": \"Method not found\"}, \"id\": \"x\"}", 404)
        }
    }

    private func send(_ body: String, status: Int, _ connection: Int32) -> Bool {
        let words = status == 200 ? "OK" : "Refused"
        let head = "HTTP/1.1 \(status) \(words)\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
        return write(Array((head + body).utf8), connection)
    }

    private func write(_ bytes: [UInt8], _ connection: Int32) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let word = group.enumerated().reduce(UInt32(0)) { $0 | UInt32($1.element) << (16 - 8 * UInt32($1.offset)) }
            for place in 0..<4 {
                text.append(place <= group.count ? digits[Int(word >> (18 - 6 * UInt32(place)) & 63)] : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func thread(_ body: @escaping @Sendable () -> Void) throws {
        final class Start {
            let body: @Sendable () -> Void
            init(_ body: @escaping @Sendable () -> Void) { self.body = body }
        }
        let start = Unmanaged.passRetained(Start(body))
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        var made = pthread_t()
        let status = pthread_create(
            &made, &attributes,
            { @Sendable context in
                guard let context else { return nil }
                Unmanaged<Start>.fromOpaque(context).takeRetainedValue().body()
                return nil
            }, start.toOpaque())
        guard status == 0 else {
            start.release()
            throw TestKitError.system("thread", status)
        }
    }
}
