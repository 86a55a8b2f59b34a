import AdminClient
import Glibc
import Testing

/// A scripted admin socket: says whatever the script says, as bytes. (The real daemons are other programs, tested with zonectl
/// end to end elsewhere; here the answers must be ones that no real daemon gives.)
final class FakeDaemon: @unchecked Sendable {  // the script and the requests are only touched under the lock
    struct Request: Equatable {
        var method: String
        var path: String
        var body: String
    }

    enum Reply {
        case json(String, status: Int = 200)
        case typed(String, contentType: String)
        /// These bytes, and the connection closed.
        case raw(String)
        /// The start of an answer, and nothing more until the caller gives up.
        case stuck(String)
        /// Headers, and a body without an end.
        case flood
    }

    let path: String
    private let listener: Int32
    private var thread: pthread_t?
    private var lock = pthread_mutex_t()
    private let script: (Request, Int) -> Reply
    private var seen: [Request] = []

    /// - Parameter script: gets the request, and how many came before it.
    init(script: @escaping (Request, Int) -> Reply) throws {
        self.path = try Scratch.directory() + "/admin.sock"
        self.script = script
        pthread_mutex_init(&lock, nil)
        listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { room in path.utf8CString.withUnsafeBytes { room.copyMemory(from: $0) } }
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
        try #require(bound == 0 && listen(listener, 16) == 0, "cannot listen on \(path)")
        let box = Unmanaged.passRetained(self)
        var started = pthread_t()
        let code = pthread_create(
            &started, nil,
            { raw in
                if let raw { Unmanaged<FakeDaemon>.fromOpaque(raw).takeRetainedValue().serve() }
                return nil
            }, box.toOpaque())
        try #require(code == 0)
        thread = started
    }

    convenience init(_ reply: Reply) throws { try self.init { _, _ in reply } }

    var requests: [Request] {
        pthread_mutex_lock(&lock)
        defer { pthread_mutex_unlock(&lock) }
        return seen
    }

    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        if let thread { pthread_join(thread, nil) }
        thread = nil
        close(listener)
        Scratch.remove(path)
    }

    private func serve() {
        while true {
            let connection = accept(listener, nil, nil)
            guard connection >= 0 else { return }
            if let request = read(connection) { answer(connection, request) }
            // Not close alone: a zonectl that was just started by another test may hold a copy.
            shutdown(connection, Int32(SHUT_RDWR))
            close(connection)
        }
    }

    private func read(_ connection: Int32) -> Request? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let text = String(decoding: bytes, as: UTF8.self)
            if let head = text.range(ofHead: ()) {
                let lines = text[..<head].split(separator: "\r\n")
                let words = lines[0].split(separator: " ")
                let length =
                    lines.first { $0.lowercased().hasPrefix("content-length:") }.flatMap { Int($0.dropFirst(15).drop { $0 == " " }) } ?? 0
                let body = text.utf8.count - text[..<head].utf8.count - 4
                if body >= length {
                    return Request(method: String(words[0]), path: String(words[1]), body: String(text[head...].dropFirst(2)))
                }
            }
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { return nil }
            bytes += buffer[..<count]
        }
    }

    private func answer(_ connection: Int32, _ request: Request) {
        pthread_mutex_lock(&lock)
        let count = seen.count
        seen.append(request)
        let reply = script(request, count)
        pthread_mutex_unlock(&lock)
        func send(_ text: String) -> Bool {
            var bytes = Array(text.utf8)[...]
            while !bytes.isEmpty {
                let sent = bytes.withUnsafeBytes { Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
                guard sent > 0 else { return false }
                bytes = bytes.dropFirst(sent)
            }
            return true
        }
        func head(_ status: Int, _ type: String, _ length: Int) -> String {
            "HTTP/1.1 \(status) x\r\nContent-Type: \(type)\r\nContent-Length: \(length)\r\nConnection: close\r\n\r\n"
        }
        switch reply {
        case .json(let body, let status): _ = send(head(status, "application/json", body.utf8.count) + body)
        case .typed(let body, let type): _ = send(head(200, type, body.utf8.count) + body)
        case .raw(let text): _ = send(text)
        case .stuck(let text):
            _ = send(text)
            var byte: UInt8 = 0
            while recv(connection, &byte, 1, 0) > 0 {}
        case .flood:
            guard send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n") else { return }
            let chunk = String(repeating: "[", count: 65_536)
            while send(chunk) {}
        }
    }
}

extension String {
    /// Where the blank line after the headers starts.
    fileprivate func range(ofHead: Void) -> Index? {
        // "\r\n" is one Character.
        var last: Character?
        for index in indices {
            if self[index] == "\r\n", last == "\r\n" { return self.index(before: index) }
            last = self[index]
        }
        return nil
    }
}

enum Scratch {
    /// A new directory, short enough for a socket's path.
    static func directory() throws -> String {
        var template = Array("/tmp/zonectl-test-XXXXXX".utf8CString)
        let made = try #require(mkdtemp(&template).map { String(cString: $0) })
        return made
    }

    /// Removes a file and its directory.
    static func remove(_ path: String) {
        unlink(path)
        rmdir(folder(of: path))
    }

    /// With its closing slash.
    static func folder(of path: String) -> String { path.lastIndex(of: "/").map { String(path[...$0]) } ?? "./" }
}
