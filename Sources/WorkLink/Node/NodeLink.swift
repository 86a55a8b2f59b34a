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
        var isStopped = false
        var threads = 0
    }

    private let state: Mutex<State>
    private let shares = Mutex<[Share]>([])
    private let endpoint: NodeEndpoint
    private let publish: @Sendable (WorkTemplate?) -> Void
    private let tell: @Sendable (SoloSession.Notice) -> Void
    private let bell = SharedWord()
    /// Of every lane but that of blocks.
    private let cancel = SharedWord()
    /// Never raised: what goes to the node there is worth more than the time that it takes.
    private let noCancel = SharedWord()
    /// More wait only where every second hash is a block (regtest), and there one is enough.
    private static let sharesMax = 16

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
            state.withLock { $0.threads += 1 }
            guard NodeLink.thread("node-\(lane)", { [self] in work(lane) }) else {
                state.withLock { $0.threads -= 1 }
                stop()
                return false
            }
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

    /// At once: nothing is published any more, and the node is asked for nothing. A block that was found is still handed over, which ends the last thread.
    public func stop() {
        state.withLock { $0.isStopped = true }
        cancel.raise()
        bell.raise()
    }

    /// Waits until the threads of a link that was stopped have ended: a second or so, unless a block is on its way.
    ///
    /// - Returns: whether they have.
    @discardableResult
    public func waitForEnd(atMost time: Duration) -> Bool {
        let end = NodeLink.now() + time
        while true {
            let seen = bell.value
            if state.withLock({ $0.threads == 0 }) { return true }
            let now = NodeLink.now()
            guard now < end else { return false }
            bell.wait(since: seen, atMost: end - now)
        }
    }

    /// Whether a block is on its way to the node.
    public var hasBlock: Bool { !shares.withLock(\.isEmpty) || state.withLock(\.session.hasSubmissions) }

    // MARK: On the threads

    private func work(_ lane: NodeCall.Lane) {
        let rpc = NodeRPC(endpoint, cancel: lane == .submit ? noCancel : cancel)
        while true {
            let seen = bell.value
            let (isOver, call, wait) = state.withLock { state in next(lane, &state) }
            if isOver { break }
            guard let call else {
                bell.wait(since: seen, atMost: wait)
                continue
            }
            let answer = Result { () throws(NodeFailure) in try rpc.perform(call) }
            state.withLock { apply($0.session.onAnswer(answer, lane: lane, now: NodeLink.now()), &$0) }
            bell.raise()
        }
        state.withLock { $0.threads -= 1 }
        bell.raise()
    }

    /// Whether this lane is at its end, what it asks next, or how long it may sleep.
    private func next(_ lane: NodeCall.Lane, _ state: inout State) -> (isOver: Bool, NodeCall?, Duration?) {
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
        if state.isStopped, lane != .submit || !state.session.hasSubmissions { return (true, nil, nil) }
        // What another lane is to do came up here: it is woken.
        let isForOther = state.calls.enumerated().contains { $0.offset != lane.rawValue && $0.element != nil }
        if isForOther, !state.isStopped { bell.raise() }
        let call = state.calls[lane.rawValue]
        state.calls[lane.rawValue] = nil
        return (false, call, call == nil ? state.wakeAt.map { max($0 - now, .zero) } : nil)
    }

    private func apply(_ directives: [SoloSession.Directive], _ state: inout State) {
        for directive in directives {
            switch directive {
            case .call(let call, let lane): state.calls[lane.rawValue] = call
            case .publish(let template): if !state.isStopped { publish(template) }
            case .tell(let notice): if !state.isStopped || notice.isOfBlock { tell(notice) }
            case .wake(let at): state.wakeAt = at
            }
        }
    }

    private static func now() -> BootInstant { BootInstant(nanoseconds: zs_boottime_ns()) }

    /// A thread that nobody waits for.
    private static func thread(_ name: String, _ body: @escaping @Sendable () -> Void) -> Bool {
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
            return false
        }
        pthread_detach(made)
        return true
    }
}
