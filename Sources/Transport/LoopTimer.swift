@preconcurrency import CEvent
import Glibc

/// A timer on a loop. It fires while somebody holds it; letting go of it cancels it.
// @unchecked: created, fired and cancelled on the loop's thread only; `deinit` may come on any.
public final class LoopTimer: @unchecked Sendable {
    private let loop: EventLoop
    private var armed: Armed?

    fileprivate init(loop: EventLoop, after delay: Duration, repeats: Bool, handler: @escaping EventLoop.Job) {
        self.loop = loop
        armed = Armed(loop: loop, after: delay, repeats: repeats, handler: handler)
    }

    /// No more calls. Idempotent; on the loop's thread.
    public func cancel() {
        loop.requireCurrent()
        armed?.disarm()
        armed = nil
    }

    deinit {
        guard let armed else { return }
        // The event belongs to the loop's thread, and it points to what it calls: both go together, there.
        if loop.isCurrent { armed.disarm() } else { loop.submit { armed.disarm() } }
    }
}

/// The event and what it calls. Holds itself until it is disarmed, so that the event never points to freed memory.
// @unchecked: touched on the loop's thread only, but for its last reference.
private final class Armed: @unchecked Sendable {
    private var event: OpaquePointer?
    private let handler: EventLoop.Job

    init(loop: EventLoop, after delay: Duration, repeats: Bool, handler: @escaping EventLoop.Job) {
        self.handler = handler
        let context = Unmanaged.passRetained(self)
        event = event_new(
            loop.base, -1, Int16(repeats ? EV_PERSIST : 0),
            { @Sendable _, _, context in
                guard let context else { return }
                Unmanaged<Armed>.fromOpaque(context).takeUnretainedValue().handler()
            }, context.toOpaque())
        guard event != nil else {
            context.release()
            return
        }
        var interval = timeval(delay)
        event_add(event, &interval)
    }

    func disarm() {
        guard let event else { return }
        event_free(event)
        self.event = nil
        Unmanaged.passUnretained(self).release()
    }
}

extension EventLoop {
    /// Calls once after a delay, or again and again.
    public func schedule(after delay: Duration, repeats: Bool = false, _ handler: @escaping Job) -> LoopTimer {
        requireCurrent()
        return LoopTimer(loop: self, after: delay, repeats: repeats, handler: handler)
    }
}

extension timeval {
    init(_ duration: Duration) {
        let parts = duration.components
        self.init(tv_sec: Int(max(parts.seconds, 0)), tv_usec: Int(max(parts.attoseconds / 1_000_000_000_000, 0)))
    }
}
