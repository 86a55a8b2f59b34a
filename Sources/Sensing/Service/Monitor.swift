import CShims
import Glibc
import ZoneModel

/// A lock that threads can wait in, with a bound.
// @unchecked: the pthread objects are made for sharing; their addresses must not move, so they lie on the heap.
final class Monitor: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    init() {
        pthread_mutex_init(mutex, nil)
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        // The wall clock may be stepped while somebody waits.
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(condition, &attributes)
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    func withLock<Result>(_ body: () throws -> Result) rethrows -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body()
    }

    /// Inside `withLock` only. May return early: the caller checks what it waits for.
    func wait(until end: BootInstant) {
        let left = Swift.max((end - bootNow()).wholeNanoseconds, 0)
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        let (seconds, nanoseconds) = Swift.min(left, 3_600_000_000_000).quotientAndRemainder(dividingBy: 1_000_000_000)
        time.tv_sec += Int(seconds)
        time.tv_nsec += Int(nanoseconds)
        if time.tv_nsec >= 1_000_000_000 {
            time.tv_sec += 1
            time.tv_nsec -= 1_000_000_000
        }
        pthread_cond_timedwait(condition, mutex, &time)
    }

    func wakeAll() { pthread_cond_broadcast(condition) }
}

func bootNow() -> BootInstant { BootInstant(nanoseconds: zs_boottime_ns()) }

/// A detached thread. Its stack is small, because there may be one a device and none recurses.
func startThread(_ name: String, _ body: @escaping @Sendable () -> Void) -> Bool {
    final class Start {
        let name: String
        let body: @Sendable () -> Void
        init(_ name: String, _ body: @escaping @Sendable () -> Void) { (self.name, self.body) = (name, body) }
    }
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    pthread_attr_setstacksize(&attributes, 512 << 10)
    let start = Unmanaged.passRetained(Start(name, body))
    var thread = pthread_t()
    let code = pthread_create(
        &thread, &attributes,
        { @Sendable context in
            guard let context else { return nil }
            // The box goes before the body's end, so that what the body holds goes with the body.
            let start = Unmanaged<Start>.fromOpaque(context).takeRetainedValue()
            zs_name_thread(start.name)
            start.body()
            return nil
        }, start.toOpaque())
    if code != 0 { start.release() }
    return code == 0
}
