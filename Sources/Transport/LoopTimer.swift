@preconcurrency import CEvent
import Glibc

/// A timer on a loop. It fires while somebody holds it; letting go of it cancels it.
// @unchecked: created, fired and cancelled on the loop's thread only.
public final class LoopTimer: @unchecked Sendable {
    private let loop: EventLoop
    private var event: OpaquePointer?
    private let handler: EventLoop.Job

    fileprivate init(loop: EventLoop, after delay: Duration, repeats: Bool, handler: @escaping EventLoop.Job) {
        self.loop = loop
        self.handler = handler
        // Unretained: the timer frees its event before it goes.
        let context = Unmanaged.passUnretained(self).toOpaque()
        event = event_new(
            loop.base, -1, Int16(repeats ? EV_PERSIST : 0),
            { @Sendable _, _, context in
                guard let context else { return }
                Unmanaged<LoopTimer>.fromOpaque(context).takeUnretainedValue().handler()
            }, context)
        var interval = timeval(delay)
        event_add(event, &interval)
    }

    /// No more calls. Idempotent; on the loop's thread.
    public func cancel() {
        loop.requireCurrent()
        free()
    }

    private func free() {
        if let event { event_free(event) }
        event = nil
    }

    deinit {
        guard let event else { return }
        // The last reference may go on any thread; the event belongs to the loop's.
        let pointer = UnsafeEvent(event: event)
        if loop.isCurrent { event_free(event) } else { loop.submit { event_free(pointer.event) } }
    }
}

/// Carries an event to the loop's thread, which alone touches it.
private struct UnsafeEvent: @unchecked Sendable {
    let event: OpaquePointer
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
