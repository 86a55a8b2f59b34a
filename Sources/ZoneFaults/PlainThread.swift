import CShims
import Glibc
import Synchronization
import ZoneTestKit

/// A thread of its own, for work that blocks.
final class PlainThread: Sendable {
    private let thread = Mutex<pthread_t?>(nil)

    private final class Start: Sendable {
        let name: String
        let body: @Sendable () -> Void
        init(_ name: String, _ body: @escaping @Sendable () -> Void) { (self.name, self.body) = (name, body) }
    }

    func start(name: String, _ body: @escaping @Sendable () -> Void) throws {
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
            throw TestKitError("no thread \(name): \(String(cString: strerror(status)))")
        }
        thread.withLock { $0 = made }
    }

    /// Waits for its end, once.
    func join() {
        let made = thread.withLock { thread in
            defer { thread = nil }
            return thread
        }
        if let made { pthread_join(made, nil) }
    }
}
