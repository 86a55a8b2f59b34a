import CShims
import Glibc
import MiningWork
import Synchronization
import ZoneModel

/// Mines on a node: a thread for each lane of calls, because a long poll takes minutes and a found block must wait for nothing.
public final class NodeLink: Sendable {
    private struct State {
        var session: SoloSession
        var calls: [NodeCall?]
        var wakeAt: BootInstant?
    }

    private let state: Mutex<State>
    private let shares = Mutex<[Share]>([])
    private let endpoint: NodeEndpoint
    private let publish: @Sendable (WorkTemplate?) -> Void
    private let tell: @Sendable (SoloSession.Notice) -> Void
    private let bell = SharedWord()
    private let cancel = SharedWord()
    /// More wait only where every second hash is a block (regtest), and there one is enough.
    private static let sharesMax = 16
    private let threads = Mutex<[pthread_t]>([])

    /// - Parameters:
    ///   - publish: from now on this is hashed; nil: nothing.
    ///   - tell: what happened. Both are called one at a time, from threads of the link; they must not wait, nor call it.
    public init(
        _ endpoint: NodeEndpoint, _ settings: SoloSession.Settings, publish: @escaping @Sendable (WorkTemplate?) -> Void,
        tell: @escaping @Sendable (SoloSession.Notice) -> Void
    ) {
        self.endpoint = endpoint
        self.publish = publish
        self.tell = tell
        state = Mutex(State(session: SoloSession(settings), calls: NodeCall.Lane.allCases.map { _ in nil }))
    }

    /// - Returns: false where the threads cannot be had.
    public func start() -> Bool {
        state.withLock { apply($0.session.onStart(now: NodeLink.now()), &$0) }
        for lane in NodeCall.Lane.allCases {
            guard let thread = NodeLink.thread("node-\(lane)", { [self] in work(lane) }) else {
                stop()
                return false
            }
            threads.withLock { $0.append(thread) }
        }
        return true
    }

    /// Of a template that was published; from any thread, at once.
    public func found(_ share: Share) {
        let isTaken = shares.withLock { shares in
            guard shares.count < NodeLink.sharesMax else { return false }
            shares.append(share)
            return true
        }
        if isTaken { bell.raise() }
    }

    /// Returns when the threads have ended: within a second or so.
    public func stop() {
        cancel.raise()
        bell.raise()
        let threads = threads.withLock { threads in
            defer { threads = [] }
            return threads
        }
        for thread in threads { pthread_join(thread, nil) }
    }

    // MARK: On the threads

    private func work(_ lane: NodeCall.Lane) {
        let rpc = NodeRPC(endpoint, cancel: cancel)
        while cancel.value == 0 {
            let seen = bell.value
            let (call, wait) = state.withLock { state in next(lane, &state) }
            guard let call else {
                bell.wait(since: seen, atMost: wait)
                continue
            }
            let answer = Result { () throws(NodeFailure) in try rpc.perform(call) }
            guard cancel.value == 0 else { return }
            state.withLock { apply($0.session.onAnswer(answer, lane: lane, now: NodeLink.now()), &$0) }
            bell.raise()
        }
    }

    /// What this lane asks next, or how long it may sleep.
    private func next(_ lane: NodeCall.Lane, _ state: inout State) -> (NodeCall?, Duration?) {
        let now = NodeLink.now()
        let found = shares.withLock { shares in
            defer { shares = [] }
            return shares
        }
        for share in found { apply(state.session.onShare(share, now: now), &state) }
        if let at = state.wakeAt, at <= now {
            state.wakeAt = nil
            apply(state.session.onTimer(now: now), &state)
        }
        // What another lane is to do came up here: it is woken.
        if state.calls.enumerated().contains(where: { $0.offset != lane.rawValue && $0.element != nil }) { bell.raise() }
        let call = state.calls[lane.rawValue]
        state.calls[lane.rawValue] = nil
        return (call, call == nil ? state.wakeAt.map { max($0 - now, .zero) } : nil)
    }

    private func apply(_ directives: [SoloSession.Directive], _ state: inout State) {
        for directive in directives {
            switch directive {
            case .call(let call, let lane): state.calls[lane.rawValue] = call
            case .publish(let template): publish(template)
            case .tell(let notice): tell(notice)
            case .wake(let at): state.wakeAt = at
            }
        }
    }

    private static func now() -> BootInstant { BootInstant(nanoseconds: zs_boottime_ns()) }

    private static func thread(_ name: String, _ body: @escaping @Sendable () -> Void) -> pthread_t? {
        final class Start {
            let name: String
            let body: @Sendable () -> Void
            init(_ name: String, _ body: @escaping @Sendable () -> Void) { (self.name, self.body) = (name, body) }
        }
        let start = Unmanaged.passRetained(Start(name, body))
        var made = pthread_t()
        let status = pthread_create(
            &made, nil,
            { @Sendable context in
                guard let context else { return nil }
                let start = Unmanaged<Start>.fromOpaque(context).takeRetainedValue()
                zs_name_thread(start.name)
                start.body()
                return nil
            }, start.toOpaque())
        guard status == 0 else {
            start.release()
            return nil
        }
        return made
    }
}
