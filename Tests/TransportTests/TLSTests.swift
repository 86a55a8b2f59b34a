import Certificates
import Glibc
import Synchronization
import Testing

@testable import Transport

/// Handshakes between real ends on loopback, with certificates that are right and wrong in one way each.
@Suite struct TLSTests {
    // MARK: Parts

    /// An authority with a server's and hosts' certificates, all in PEM.
    final class Authority: Sendable {
        let folder: String
        let authority: CertificateAuthority
        let now = Int64(time(nil))

        init(_ zone: String = "sindh-2") throws {
            var template = Array("/tmp/tls-XXXXXX".utf8CString)
            folder = String(cString: try #require(mkdtemp(&template)))
            authority = try CertificateAuthority.readOrCreate(path: "\(folder)/authority.pem", zone: zone, now: now)
        }

        deinit {
            unlink("\(folder)/authority.pem")
            rmdir(folder)
        }

        var trust: [UInt8] { authority.certificate.pem }

        func server(uri: String = "zone:sindh-2") throws -> [UInt8] {
            try authority.issueServer(uri: uri, commonName: "collector", now: now, lifetime: 3600)
        }

        func host(_ uri: String = TLSTests.name, from: Int64 = -60, lifetime: Int64 = 3600) throws -> [UInt8] {
            let key = try PrivateKey()
            let made = try authority.issueClient(
                try SigningRequest(key), uri: uri, commonName: "h-014", from: now + from, lifetime: lifetime)
            return key.pem + made.pem
        }
    }

    static let name = "zone:sindh-2/khi-3/h-014?class=mining"

    /// What one end has seen.
    struct Seen: Sendable, Equatable {
        var isConnected = false
        var peer: String?
        var isEnrolment = false
        var lines: [String] = []
        var end: LineConnection.End?
    }

    final class Log: Sendable {
        private let seen = Mutex(Seen())
        func change(_ body: (inout Seen) -> Void) { seen.withLock { body(&$0) } }
        var now: Seen { seen.withLock { $0 } }
    }

    /// A server that answers every line with itself, and its loop.
    final class Server: @unchecked Sendable {
        // @unchecked: what is mutable is touched on the loop alone.
        let loop: EventLoop
        private let thread: LoopThread
        private var listener: LineListener?
        private var connections: [LineConnection] = []
        let log = Log()

        init(_ context: TLSContext?) throws {
            loop = try EventLoop()
            thread = try loop.start(threadName: "tls-test")
            try run {
                self.listener = try LineListener(
                    loop: self.loop, on: Endpoint(address: "127.0.0.1", port: 0), tls: context, lineBytesMax: 8192
                ) {
                    self.accept($0)
                }
            }
        }

        private func accept(_ connection: LineConnection) {
            connections.append(connection)
            let log = log
            connection.start(
                .init(
                    connected: { [weak connection] in
                        log.change {
                            $0.isConnected = true
                            $0.peer = connection?.peerCertificate?.uris.first
                            $0.isEnrolment = connection?.isEnrolment ?? false
                        }
                    },
                    lines: { [weak connection] lines in
                        for line in lines {
                            log.change { $0.lines.append(String(decoding: line, as: UTF8.self)) }
                            connection?.send(Array(line) + [10])
                        }
                    }, ended: { end in log.change { $0.end = end } }))
        }

        var port: UInt16 { get throws { try run { self.listener?.port ?? 0 } } }

        func run<Result: Sendable>(_ job: @escaping @Sendable () throws -> Result) throws -> Result {
            let box = Mutex<Swift.Result<Result, any Error>?>(nil)
            loop.submit { box.withLock { $0 = Swift.Result { try job() } } }
            while true {
                if let result = box.withLock({ $0 }) { return try result.get() }
                sched_yield()
            }
        }

        func renew(_ context: TLSContext) throws { try run { self.listener?.renew(context) } }

        private var isClosed = false

        func close() {
            guard !isClosed else { return }
            isClosed = true
            _ = try? run {
                self.connections.forEach { $0.close() }
                self.connections = []
                self.listener?.close()
            }
            loop.stop()
            thread.join()
        }
    }

    /// A client on the server's own loop: says a line, and what becomes of it.
    private func talk(_ server: Server, _ context: TLSContext?, say text: String = "hello") throws -> Seen {
        let log = Log()
        let port = try server.port
        let connection = try server.run {
            let connection = try LineConnection(
                loop: server.loop, to: Endpoint(address: "127.0.0.1", port: port), timeout: .seconds(10), lineBytesMax: 8192, tls: context)
            connection.start(
                .init(
                    connected: { [weak connection] in
                        log.change {
                            $0.isConnected = true
                            $0.peer = connection?.peerCertificate?.uris.first
                        }
                        connection?.send(Array("\(text)\n".utf8))
                    }, lines: { lines in for line in lines { log.change { $0.lines.append(String(decoding: line, as: UTF8.self)) } } },
                    ended: { end in log.change { $0.end = end } }))
            return connection
        }
        _ = waitUntil(seconds: 20) { log.now.end != nil || !log.now.lines.isEmpty }
        try server.run { connection.close() }
        return log.now
    }

    private func waitUntil(seconds: Int, _ condition: () -> Bool) -> Bool {
        let end = time(nil) + seconds
        while time(nil) <= end {
            if condition() { return true }
            usleep(2000)
        }
        return false
    }

    private func context(_ authority: Authority, revoked: String? = nil, offersEnrolment: Bool = true) throws -> TLSContext {
        try TLSContext(
            role: .server(offersEnrolment: offersEnrolment), identity: try authority.server(), trust: .authorities(authority.trust)
        ) { certificate in
            if certificate.uris == [revoked] { return .init(.revoked, "revoked here") }
            return certificate.uris == [TLSTests.name] ? nil : .init(.wrongName, "\(certificate.uris) is nobody here")
        }
    }

    private func client(_ authority: Authority, _ identity: [UInt8]?, trust: [UInt8]? = nil) throws -> TLSContext {
        try TLSContext(role: .client, identity: identity, trust: .authorities(trust ?? authority.trust)) { certificate in
            certificate.uris == ["zone:sindh-2"] ? nil : .init(.wrongName, "\(certificate.uris) is not the collector")
        }
    }

    // MARK: Who is let in

    @Test func theRightCertificateIsLetIn() throws {
        let authority = try Authority()
        let server = try Server(try context(authority))
        defer { server.close() }
        let seen = try talk(server, try client(authority, try authority.host()))
        #expect(seen.isConnected && seen.lines == ["hello"] && seen.end == nil, "\(seen)")
        #expect(seen.peer == "zone:sindh-2")
        #expect(server.log.now.peer == Self.name && !server.log.now.isEnrolment)
    }

    enum Client: CaseIterable, Sendable { case expired, notYetValid, foreign, revoked, wrongName, noName, none, serversOwn }

    /// Each is refused in the handshake: no line of it is read, and both ends say why.
    @Test(arguments: Client.allCases)
    func anyOtherIsRefused(kind: Client) throws {
        let authority = try Authority()
        let server = try Server(try context(authority, revoked: kind == .revoked ? Self.name : nil))
        defer { server.close() }
        let (identity, atServer, atClient): ([UInt8]?, String, String) =
            switch kind {
            case .expired: (try authority.host(from: -7200), "certificate has expired", "certificate expired")
            case .notYetValid: (try authority.host(from: 3600, lifetime: 60), "not yet valid", "bad certificate")
            case .foreign: (try Authority().host(), "no authority that is trusted here", "unknown CA")
            case .revoked: (try authority.host(), "revoked here", "revoked there: it takes a new enrolment")
            case .wrongName: (try authority.host("zone:sindh-2/khi-3/h-015?class=mining"), "is nobody here", "for another's, or for none")
            case .noName: (try authority.host("spiffe://x/y"), "is nobody here", "bad certificate")
            case .none: (nil, "peer did not return a certificate; enrol that host", "it must be enrolled first")
            case .serversOwn: (try authority.server(), "no client", "the other side")
            }
        let seen = try talk(server, try client(authority, identity))
        guard case .refused(let told)? = seen.end else {
            Issue.record("\(kind) was let in, or not told why: \(seen)")
            return
        }
        #expect(told.contains(atClient), "\(kind): \(told)")
        #expect(seen.lines.isEmpty)
        let isEnded = waitUntil(seconds: 10) { server.log.now.end != nil }
        #expect(isEnded)
        let atEnd = server.log.now
        #expect(!atEnd.isConnected && atEnd.lines.isEmpty, "\(kind): \(atEnd)")
        #expect("\(String(describing: atEnd.end))".contains(atServer), "\(kind): \(String(describing: atEnd.end))")
    }

    @Test(arguments: [false, true])
    func aServerThatIsNotTheCollectorIsLeft(isForeign: Bool) throws {
        let authority = try Authority()
        let other = try Authority()
        let impostor = isForeign ? other : authority
        let server = try Server(
            try TLSContext(
                role: .server(offersEnrolment: false), identity: try impostor.server(uri: isForeign ? "zone:sindh-2" : "zone:punjab-1"),
                trust: .authorities(authority.trust)))
        defer { server.close() }
        let seen = try talk(server, try client(authority, try authority.host()))
        guard case .refused(let told)? = seen.end else {
            Issue.record("it was believed: \(seen)")
            return
        }
        #expect(told.contains(isForeign ? "another authority's" : "is not the collector"), "\(told)")
        #expect(!seen.isConnected && server.log.now.lines.isEmpty)
    }

    /// A client of before TLS 1.3, and one that shows what it should to an independent server's eyes.
    @Test(arguments: [("-tls1_2", false), ("-tls1_3", true)])
    func onlyTLS13IsSpoken(version: String, isTaken: Bool) throws {
        let authority = try Authority()
        let server = try Server(try context(authority))
        defer { server.close() }
        let path = "\(authority.folder)/host.pem"
        try SecretFile(path: path).write(try authority.host())
        defer { unlink(path) }
        let words =
            "(echo hello; sleep 1) | openssl s_client -connect 127.0.0.1:\(try server.port) \(version) -CAfile \(authority.folder)/authority.pem "
            + "-verify_return_error -cert \(path) -key \(path) -alpn zone-lines/1 -ign_eof 2>&1 & wait"
        let pipe = try #require(popen("timeout 20 sh -c '\(words)'", "r"))
        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let isAnswered = { String(decoding: output, as: UTF8.self) }
        while case let count = fread(&buffer, 1, 1, pipe), count > 0 {
            output += buffer[..<count]
            if isTaken, isAnswered().hasSuffix("\nhello\n") { break }
        }
        let text = isAnswered()
        if isTaken {
            #expect(text.contains("Verify return code: 0 (ok)") && text.contains("TLSv1.3") && text.contains("\nhello\n"), "\(text)")
            #expect(text.contains("No ALPN negotiated") == false)
        } else {
            #expect(text.contains("protocol version"), "\(text)")
            #expect(server.log.now.lines.isEmpty)
        }
        server.close()
        pclose(pipe)
    }

    // MARK: The first certificate

    @Test func whoEnrolsKnowsTheCollectorByTheFingerprintAlone() throws {
        let authority = try Authority()
        let server = try Server(try context(authority))
        defer { server.close() }
        func enrolling(_ fingerprint: [UInt8]) throws -> TLSContext {
            try TLSContext(role: .enrollingClient, identity: nil, trust: .fingerprint(fingerprint))
        }
        let seen = try talk(server, try enrolling(authority.authority.certificate.fingerprint))
        #expect(seen.lines == ["hello"] && server.log.now.isEnrolment && server.log.now.peer == nil, "\(seen)")
        let wrong = try talk(server, try enrolling([UInt8](repeating: 1, count: 32)))
        guard case .refused(let told)? = wrong.end else {
            Issue.record("a collector that the token does not know was believed: \(wrong)")
            return
        }
        #expect(told.contains("token's fingerprint"), "\(told)")
    }

    @Test func whereNobodyCanEnrolNobodyIsLetInForIt() throws {
        let authority = try Authority()
        let server = try Server(try context(authority, offersEnrolment: false))
        defer { server.close() }
        let seen = try talk(
            server, try TLSContext(role: .enrollingClient, identity: nil, trust: .fingerprint(authority.authority.certificate.fingerprint)))
        #expect("\(String(describing: seen.end))".contains("does not offer this"), "\(seen)")
        #expect(server.log.now.lines.isEmpty)
    }

    // MARK: Peers that err

    /// Bytes that are no handshake end at once; a peer that says nothing, or stops in the middle, when its time is over.
    @Test(arguments: ["GET / HTTP/1.1\r\n\r\n", "{\"type\":\"hello\"}\n", "\u{16}\u{3}\u{1}\u{2}", ""])
    func whatIsNoHandshakeIsLetGoOf(bytes: String) throws {
        let authority = try Authority()
        let server = try Server(try context(authority))
        defer { server.close() }
        let fd = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(fd) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = try server.port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(fd, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        try #require(status == 0)
        let began = time(nil)
        if !bytes.isEmpty { try #require(write(fd, bytes, bytes.utf8.count) == bytes.utf8.count) }
        let isEnded = waitUntil(seconds: 15) { server.log.now.end != nil }
        #expect(isEnded)
        let isSilent = bytes.utf8.count < 5
        if isSilent {
            #expect(server.log.now.end == .handshakeTimeout && time(nil) - began >= 4)
        } else {
            guard case .failed(let why)? = server.log.now.end else {
                Issue.record("\(server.log.now)")
                return
            }
            #expect(why.contains("TLS"), "\(why)")
        }
        // And our end hears that it is over.
        var limit = timeval(tv_sec: 5, tv_usec: 0)
        setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var buffer = [UInt8](repeating: 0, count: 4096)
        var last = 1
        while last > 0 { last = read(fd, &buffer, buffer.count) }
        #expect(last == 0, "\(last)")
    }

    /// The first bytes of a ClientHello at a plain port.
    @Test func aPeerWithTLSIsToldApart() throws {
        let authority = try Authority()
        let server = try Server(nil)
        defer { server.close() }
        _ = try talk(server, try client(authority, try authority.host()))
        let isEnded = waitUntil(seconds: 10) { server.log.now.end != nil }
        #expect(isEnded && server.log.now.end == .peerSpeaksTLS && server.log.now.lines.isEmpty, "\(server.log.now)")
        #expect(try talk(server, nil).lines == ["hello"])
    }

    /// A client that speaks TLS to somebody who does not.
    @Test func aServerWithoutTLSIsToldApart() throws {
        let authority = try Authority()
        let loop = try Server(try context(authority))
        defer { loop.close() }
        let plain = try loop.run {
            try LineListener(loop: loop.loop, on: Endpoint(address: "127.0.0.1", port: 0), lineBytesMax: 8192) { connection in
                connection.start(.init(lines: { _ in }, ended: { _ in _ = connection }))
                connection.send(Array("{\"type\":\"error\"}\n".utf8))
            }
        }
        let port = try loop.run { plain.port }
        let log = Log()
        let context = try client(authority, try authority.host())
        let connection = try loop.run {
            let connection = try LineConnection(
                loop: loop.loop, to: Endpoint(address: "127.0.0.1", port: port), timeout: .seconds(5), lineBytesMax: 8192, tls: context)
            connection.start(.init(lines: { _ in }, ended: { end in log.change { $0.end = end } }))
            return connection
        }
        let isEnded = waitUntil(seconds: 10) { log.now.end != nil }
        #expect(isEnded)
        #expect("\(String(describing: log.now.end))".contains("does the other side speak TLS 1.3"), "\(log.now)")
        try loop.run {
            connection.close()
            plain.close()
        }
    }

    /// More than a record, more than the socket takes at once, both ways; and the order is kept.
    @Test func longTalksArriveWhole() throws {
        let authority = try Authority()
        let server = try Server(try context(authority))
        defer { server.close() }
        let lines = (0..<400).map { "\($0) " + String(repeating: "x", count: 8000) }
        let log = Log()
        let port = try server.port
        let context = try client(authority, try authority.host())
        let connection = try server.run {
            let connection = try LineConnection(
                loop: server.loop, to: Endpoint(address: "127.0.0.1", port: port), timeout: .seconds(10), lineBytesMax: 8192, tls: context)
            connection.start(
                .init(
                    connected: { [weak connection] in connection?.send(Array((lines.joined(separator: "\n") + "\n").utf8)) },
                    lines: { found in for line in found { log.change { $0.lines.append(String(decoding: line, as: UTF8.self)) } } },
                    ended: { end in log.change { $0.end = end } }))
            return connection
        }
        let isWhole = waitUntil(seconds: 30) { log.now.lines.count == lines.count }
        #expect(isWhole && log.now.lines == lines, "\(log.now.lines.count) lines")
        try server.run { connection.close() }
    }

    /// Certificates that are taken up while connections are open: those go on, and new ones see the new.
    @Test func aListenerTakesUpNewCertificates() throws {
        let (old, new) = (try Authority(), try Authority())
        let server = try Server(try context(old))
        defer { server.close() }
        #expect(try talk(server, try client(old, try old.host())).lines == ["hello"])
        try server.renew(try context(new))
        #expect(try talk(server, try client(new, try new.host())).lines == ["hello"])
        let late = try talk(server, try client(old, try old.host()))
        guard case .refused? = late.end else {
            Issue.record("the old authority still counts: \(late)")
            return
        }
    }

    @Test func filesThatDoNotFitAreNamed() throws {
        let (one, two) = (try Authority(), try Authority())
        let host = try one.host()
        let key = Array(try two.host().prefix { $0 != 0 })
        func fails(_ identity: [UInt8]?, _ trust: [UInt8], with text: String) {
            let error = #expect(throws: TransportError.self) {
                try TLSContext(role: .client, identity: identity, trust: .authorities(trust))
            }
            #expect(error?.message.contains(text) == true, "\(String(describing: error))")
        }
        fails(Array("rubbish".utf8), one.trust, with: "no private key")
        fails(try PrivateKey().pem, one.trust, with: "no certificate")
        fails(try PrivateKey().pem + Certificate.all(pem: host).flatMap(\.pem), one.trust, with: "is not that of its first certificate")
        fails(key, [], with: "no authority's certificate")
    }

    @Test(arguments: [
        ("10.20.0.7", "10.20.0.7"), ("::ffff:10.20.0.7", "10.20.0.7"), ("2001:db8:1:2:3:4:5:6", "20010db800010002/64"),
        ("2001:db8:1:2::9", "20010db800010002/64"), ("2001:db8:1:3::9", "20010db800010003/64"), ("::1", "0000000000000000/64"),
    ])
    func aNetworkIsWhatAStrangerCannotChange(address: String, network: String) {
        #expect(Endpoint(address: address, port: 7433).network == network)
    }

    @Test func protocolListsAreRead() {
        #expect(TLSContext.protocols([2, 65, 66, 1, 67]) == [1..<3, 4..<5])
        #expect(TLSContext.protocols([]) == [])
        #expect(TLSContext.protocols([0, 1, 65]) == [])
        #expect(TLSContext.protocols([3, 65]) == [])
        #expect(TLSContext.protocols([1, 65, 255]) == [1..<2])
    }
}
