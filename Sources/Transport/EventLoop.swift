@preconcurrency import CEvent
import CShims
import Glibc
import Synchronization

/// A libevent base and the one thread that runs it; also the executor of the actors that live on it.
///
/// Jobs come from any thread in the order of `submit`. Everything else (timers, signals, connections) is touched on the loop's thread only,
/// or before the loop runs.
// @unchecked: the base is used on the loop's thread alone; what other threads touch stands in `shared` and `threadID`.
public final class EventLoop: SerialExecutor, @unchecked Sendable {
    public typealias Job = @Sendable () -> Void

    let base: OpaquePointer
    private let wakeFD: Int32
    private var wakeEvent: OpaquePointer?
    private let shared = Mutex(Queue())
    private let threadID = Atomic<Int32>(0)
    private var signalEvents: [SignalEvent] = []
    /// Sockets that wait for their peers to hear the last words.
    var lingering = 0

    private struct Queue: Sendable {
        var jobs: [Job] = []
        var isWoken = false
    }

    public init() throws(TransportError) {
        // libevent writes without MSG_NOSIGNAL: a peer that went would end the process.
        signal(SIGPIPE, SIG_IGN)
        guard let base = event_base_new() else { throw TransportError("no event loop: libevent found no way to wait (epoll)") }
        let fd = zs_eventfd()
        guard fd >= 0 else {
            event_base_free(base)
            throw TransportError("no event loop: eventfd: \(describe(errno))")
        }
        self.base = base
        wakeFD = fd
        // Unretained: the loop outlives its base, which it frees itself.
        let context = Unmanaged.passUnretained(self).toOpaque()
        wakeEvent = event_new(
            base, fd, Int16(EV_READ | EV_PERSIST),
            { @Sendable _, _, context in
                guard let context else { return }
                Unmanaged<EventLoop>.fromOpaque(context).takeUnretainedValue().drain()
            }, context)
        event_add(wakeEvent, nil)
    }

    deinit {
        signalEvents.forEach { $0.free() }
        if let wakeEvent { event_free(wakeEvent) }
        event_base_free(base)
        close(wakeFD)
    }

    /// Runs a job on the loop, after everything that was submitted before it.
    public func submit(_ job: @escaping Job) {
        let mustWake = shared.withLock { queue in
            queue.jobs.append(job)
            defer { queue.isWoken = true }
            return !queue.isWoken
        }
        guard mustWake else { return }
        var one: UInt64 = 1
        // A full counter is as good as a wake: the loop is behind already.
        _ = write(wakeFD, &one, 8)
    }

    private func drain() {
        var count: UInt64 = 0
        _ = read(wakeFD, &count, 8)
        let jobs = shared.withLock { queue in
            queue.isWoken = false
            defer { queue.jobs.removeAll(keepingCapacity: queue.jobs.count < 1024) }
            return queue.jobs
        }
        for job in jobs { job() }
    }

    // MARK: Running

    /// Runs on the calling thread until `stop`.
    public func run() {
        threadID.store(zs_thread_id(), ordering: .releasing)
        event_base_loop(base, EVLOOP_NO_EXIT_ON_EMPTY)
        // Jobs that came with the stop.
        drain()
        threadID.store(0, ordering: .releasing)
    }

    /// Runs on a thread of its own, named for `ps -L` and the journal; returns at once.
    public func start(threadName: String) throws(TransportError) -> LoopThread {
        try LoopThread(loop: self, name: threadName)
    }

    /// Ends `run` after the jobs that were submitted before.
    public func stop() {
        submit { [self] in event_base_loopbreak(base) }
    }

    public var isCurrent: Bool { threadID.load(ordering: .acquiring) == zs_thread_id() }

    func requireCurrent() {
        let id = threadID.load(ordering: .acquiring)
        precondition(id == 0 || id == zs_thread_id(), "an event loop's parts are touched on its own thread only")
    }

    // MARK: Executor

    public func enqueue(_ job: consuming ExecutorJob) {
        let unowned = UnownedJob(job)
        submit { [self] in unowned.runSynchronously(on: asUnownedSerialExecutor()) }
    }

    public func checkIsolated() { precondition(isCurrent, "not on this event loop's thread") }

    // MARK: Signals

    /// Calls back on the loop whenever the process gets a signal; the default action no longer happens.
    public func onSignal(_ number: Int32, _ handler: @escaping Job) {
        requireCurrent()
        signalEvents.append(SignalEvent(base: base, number: number, handler: handler))
    }
}

/// The thread that runs a loop.
public struct LoopThread: Sendable {
    // pthread_t is an integer on Linux.
    private let thread: pthread_t

    fileprivate init(loop: EventLoop, name: String) throws(TransportError) {
        final class Start: Sendable {
            let loop: EventLoop
            let name: String
            init(_ loop: EventLoop, _ name: String) {
                self.loop = loop
                self.name = name
            }
        }
        var thread = pthread_t()
        let start = Unmanaged.passRetained(Start(loop, name))
        let status = pthread_create(
            &thread, nil,
            { @Sendable context in
                guard let context else { return nil }
                let start = Unmanaged<Start>.fromOpaque(context).takeRetainedValue()
                zs_name_thread(start.name)
                start.loop.run()
                return nil
            }, start.toOpaque())
        guard status == 0 else {
            start.release()
            throw TransportError("no thread for \(name): \(describe(status))")
        }
        self.thread = thread
    }

    /// Waits for the loop's end: call `stop` before.
    public func join() { pthread_join(thread, nil) }
}

private final class SignalEvent {
    private var event: OpaquePointer?
    private let handler: EventLoop.Job

    init(base: OpaquePointer, number: Int32, handler: @escaping EventLoop.Job) {
        self.handler = handler
        let context = Unmanaged.passUnretained(self).toOpaque()
        event = event_new(
            base, number, Int16(EV_SIGNAL | EV_PERSIST),
            { @Sendable _, _, context in
                guard let context else { return }
                Unmanaged<SignalEvent>.fromOpaque(context).takeUnretainedValue().handler()
            }, context)
        event_add(event, nil)
    }

    func free() {
        if let event { event_free(event) }
        event = nil
    }
}

/// What the transport could not do; the text names the place and the cause.
public struct TransportError: Error, Equatable, Sendable, CustomStringConvertible {
    public let message: String

    public init(_ message: String) { self.message = message }

    public var description: String { message }
}

/// strerror(3), which Foundation would bring otherwise.
public func describe(_ code: Int32) -> String { String(cString: strerror(code)) }
