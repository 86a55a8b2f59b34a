import Glibc
import Synchronization
import Transport

/// A listener that answers a connection's first line and counts the others, and the clients that speak to it.
final class LinkEnds: @unchecked Sendable {
    // @unchecked: `listener` and `accepted` are touched on the server's loop, the other members on the client's, which is the caller's thread.
    private let serverLoop: EventLoop
    private let clientLoop: EventLoop
    private let thread: LoopThread
    private let client: TLSContext?
    private let port = Mutex<UInt16?>(nil)
    private var listener: LineListener?
    private var accepted: [ObjectIdentifier: LineConnection] = [:]
    private let heard = Atomic<Int>(0)
    private var open: [ObjectIdentifier: LineConnection] = [:]
    private var failure: String?

    init(server: TLSContext?, client: TLSContext?) throws {
        serverLoop = try EventLoop()
        clientLoop = try EventLoop()
        thread = try serverLoop.start(threadName: "bench-server")
        self.client = client
        serverLoop.submit { [self] in
            let endpoint = Endpoint(address: "127.0.0.1", port: 0)
            listener = try? LineListener(loop: serverLoop, on: endpoint, tls: server, lineBytesMax: 8192) { [self] in accept($0) }
            port.withLock { $0 = listener?.port ?? 0 }
        }
        while port.withLock({ $0 == nil }) { sched_yield() }
    }

    private func accept(_ connection: LineConnection) {
        let id = ObjectIdentifier(connection)
        accepted[id] = connection
        var isAnswered = false
        connection.start(
            .init(
                lines: { [self, weak connection] lines in
                    heard.add(lines.count, ordering: .relaxed)
                    if !isAnswered { connection?.send([0x6F, 0x6B, 10]) }
                    isAnswered = true
                }, ended: { [self] _ in accepted[id] = nil }))
    }

    func close() {
        serverLoop.submit { [self] in
            accepted.values.forEach { $0.close() }
            accepted = [:]
            listener?.close()
        }
        serverLoop.stop()
        thread.join()
    }

    /// - Returns: the seconds that it took.
    func open(_ count: Int, inFlight: Int) throws -> Double {
        var (begun, done) = (0, 0)
        func next() {
            guard begun < count else { return }
            begun += 1
            connect { [self] connection in
                open.removeValue(forKey: ObjectIdentifier(connection))?.close()
                done += 1
                if done == count { clientLoop.stop() } else { next() }
            }
        }
        return try measured { for _ in 0..<inFlight { next() } }
    }

    /// - Parameter write: whole lines.
    /// - Returns: the seconds from the first of them until the last has been heard.
    func carry(_ write: [UInt8], times: Int) throws -> Double {
        let before = heard.load(ordering: .relaxed)
        let wanted = write.count { $0 == 10 } * times + 1
        var sent = 0
        let poll = clientLoop.schedule(after: .milliseconds(1), repeats: true) { [self] in
            if heard.load(ordering: .relaxed) - before >= wanted { clientLoop.stop() }
        }
        defer { poll.cancel() }
        return try measured {
            connect(
                drained: { connection in
                    while sent < times, connection.queuedBytes < 256 << 10 {
                        connection.send(write)
                        sent += 1
                    }
                }, answered: { _ in })
        }
    }

    private func connect(drained: @escaping (LineConnection) -> Void = { _ in }, answered: @escaping (LineConnection) -> Void) {
        do {
            let endpoint = Endpoint(address: "127.0.0.1", port: port.withLock { $0 ?? 0 })
            let connection = try LineConnection(loop: clientLoop, to: endpoint, timeout: .seconds(10), lineBytesMax: 8192, tls: client)
            open[ObjectIdentifier(connection)] = connection
            connection.start(
                .init(
                    connected: { [weak connection] in connection?.send([0x68, 0x69, 10]) },
                    lines: { [weak connection] _ in if let connection { answered(connection) } },
                    drained: { [weak connection] in if let connection { drained(connection) } },
                    ended: { [self] end in
                        failure = "\(end)"
                        clientLoop.stop()
                    }))
        } catch {
            failure = error.message
            clientLoop.stop()
        }
    }

    private func measured(_ begin: () -> Void) throws -> Double {
        let clock = ContinuousClock()
        let start = clock.now
        begin()
        clientLoop.run()
        let took = clock.now - start
        open.values.forEach { $0.close() }
        open = [:]
        if let failure { throw UsageError(description: "a connection failed: \(failure)") }
        return Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18
    }
}
