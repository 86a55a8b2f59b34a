import CShims
import Glibc
import Link
import Synchronization
import Transport
import ZoneModel

/// A collector that grants one host what the bench says, when it says so: it has no ledger and no other host.
// @unchecked: the listener is an actor on its loop; what other threads touch is inside the mutex.
final class NativeCollector: @unchecked Sendable {
    private struct State: Sendable {
        var connection: CollectorListener.ConnectionID?
        var nonce: (nonce: Nonce, heardAt: BootInstant)?
        var generation: UInt64 = 0
        var quota: Power
        var next: (quota: Power, at: BootInstant)?
    }

    private let loop: EventLoop
    private let thread: LoopThread
    private let state: Mutex<State>
    private let listener: CollectorListener
    let port: UInt16

    init(quota: Power) throws {
        loop = try EventLoop()
        state = Mutex(State(quota: quota))
        let relay = Relay()
        listener = CollectorListener(
            loop: loop, zone: Name("sindh-2") ?? .unknown, clock: { WallInstant(milliseconds: zs_realtime_ms()) },
            delegate: .init(
                hello: { id, _, _ in relay.collector?.greet(id) },
                lines: { _, lines in for line in lines { relay.collector?.hear(line.body) } },
                closed: { _, _, _ in relay.collector?.state.withLock { $0.connection = nil } }))
        port = try NativeSite.freePort()
        thread = try loop.start(threadName: "bench-grants")
        let failure = Mutex<String?>(nil)
        let isListening = Mutex(false)
        loop.submit { [listener, port] in
            listener.assumeIsolated { listener in
                do {
                    try listener.listen(on: Endpoint(address: "127.0.0.1", port: port))
                } catch {
                    failure.withLock { $0 = "\(error)" }
                }
            }
            isListening.withLock { $0 = true }
        }
        relay.collector = self
        while !isListening.withLock({ $0 }) { usleep(1000) }
        if let reason = failure.withLock({ $0 }) { throw BenchFailure(reason) }
    }

    // @unchecked: set once, before any host connects.
    private final class Relay: @unchecked Sendable {
        weak var collector: NativeCollector?
    }

    func stop() {
        loop.submit { [listener] in listener.assumeIsolated { $0.close() } }
        loop.stop()
        thread.join()
    }

    /// - Returns: when the grant was handed to the socket's loop.
    func push(_ quota: Power) -> BootInstant {
        state.withLock { ($0.quota, $0.next) = (quota, nil) }
        let now = BootInstant(nanoseconds: zs_boottime_ns())
        loop.submit { [self] in grant() }
        return now
    }

    /// A cut that holds at an instant, and travels on every grant until then.
    func announce(_ quota: Power, at: BootInstant) {
        state.withLock { $0.next = (quota, at) }
        loop.submit { [self] in grant() }
    }

    // MARK: On the loop

    private func greet(_ id: CollectorListener.ConnectionID) {
        state.withLock { ($0.connection, $0.nonce) = (id, nil) }
        let welcome = Welcome(
            protocolVersion: 1, collector: "bench", epoch: 1, heartbeatInterval: .seconds(1), resumeSeq: 1,
            lineBytesMax: UInt64(FlatObject.lineBytesMax), window: 1 << 20)
        listener.assumeIsolated { $0.send(.welcome(welcome), to: id) }
    }

    private func hear(_ body: LineBody) {
        guard case .heartbeat(let beat) = body else { return }
        state.withLock { $0.nonce = (beat.nonce, BootInstant(nanoseconds: zs_boottime_ns())) }
        grant()
    }

    private func grant() {
        let now = BootInstant(nanoseconds: zs_boottime_ns())
        let grant = state.withLock { state -> (CollectorListener.ConnectionID, QuotaGrant)? in
            guard let id = state.connection, let (nonce, heardAt) = state.nonce else { return nil }
            if let next = state.next, now >= next.at { (state.quota, state.next) = (next.quota, nil) }
            state.generation += 1
            // Counted from the heartbeat's departure, which was a little before it was heard: rather too early than too late.
            let nextIn = state.next.map { Duration.milliseconds(max(($0.at - heardAt).wholeMilliseconds, 0)) }
            return (
                id,
                QuotaGrant(
                    epoch: 1, generation: state.generation, quota: state.quota, nextQuota: state.next?.quota, nextIn: nextIn, nonce: nonce,
                    lease: .seconds(10), reason: "bench")
            )
        }
        guard let (id, line) = grant else { return }
        listener.assumeIsolated { $0.send(.quota(line), to: id) }
    }
}
