import Glibc
import Synchronization
import Testing
import Transport
import ZoneModel

@testable import Link

/// A peer that is cut off is told why.
@Suite struct LastWordsTests {
    @Test func garbageIsAnsweredBeforeTheEnd() async throws {
        let loop = try EventLoop()
        let thread = try loop.start(threadName: "last-words")
        let listener = CollectorListener(
            loop: loop, zone: try #require(Name("z")), clock: { WallInstant(milliseconds: 0) },
            delegate: .init(hello: { _, _, _ in }, lines: { _, _ in }, closed: { _, _, _ in }))
        try await listener.listen(on: Endpoint(address: "127.0.0.1", port: 0))
        let answer = try talk(to: await listener.port, saying: "garbage\n")
        #expect(answer.contains(#""code":"malformed""#), "\(answer)")
        await listener.close()
        loop.stop()
        thread.join()
    }

    /// A host's evidence is passed on before its connection ends for what follows in the same read.
    @Test(arguments: [false, true])
    func linesBeforeABadOneArePassedOnFirst(isTooLong: Bool) async throws {
        let loop = try EventLoop()
        let thread = try loop.start(threadName: "last-words")
        let heard = Mutex<[String]>([])
        let listener = CollectorListener(
            loop: loop, zone: try #require(Name("sindh-2")), clock: { WallInstant(milliseconds: 0) },
            delegate: .init(
                hello: { _, _, _ in heard.withLock { $0.append("hello") } },
                lines: { _, lines in heard.withLock { $0.append(contentsOf: lines.map(\.body.type)) } },
                closed: { _, _, _ in heard.withLock { $0.append("closed") } }))
        try await listener.listen(on: Endpoint(address: "127.0.0.1", port: 0))
        let lines = [LineBody.hello(PeerStateTests.hello), PeerStateTests.gap, PeerStateTests.gap].map {
            String(decoding: PeerStateTests.line($0).encoded(), as: UTF8.self)
        }
        let wrong = String(decoding: PeerStateTests.line(PeerStateTests.gap, from: PeerStateTests.other).encoded(), as: UTF8.self)
        let endless = String(repeating: "x", count: FlatObject.lineBytesMax + 1)
        _ = try talk(to: await listener.port, saying: lines.joined() + (isTooLong ? endless : wrong))
        #expect(heard.withLock { $0 } == ["hello", "gap", "gap", "closed"])
        await listener.close()
        loop.stop()
        thread.join()
    }

    /// Everything that comes until the peer closes, within 10 s.
    private func talk(to port: UInt16, saying text: String) throws -> String {
        let fd = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(fd) }
        var limit = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(fd, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        try #require(status == 0)
        try #require(write(fd, text, text.utf8.count) == text.utf8.count)
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(fd, &buffer, buffer.count)
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes += buffer[..<count]
        }
    }
}
