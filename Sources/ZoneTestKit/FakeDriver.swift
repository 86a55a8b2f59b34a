import CShims
import Glibc
import Synchronization

/// Stands in for a driver that does not simply keep what is written to an attribute: a plain file would.
///
/// It sees a write as soon as the writer closes the file, and puts its own value there. Between the two a reader may see what was written,
/// as with a driver that hands a limit to its firmware and only later hears what became of it.
public final class FakeDriver: Sendable {
    public enum Manner: Codable, Equatable, Sendable {
        /// Whatever is written, it stays at this.
        case ignores(Int64)
        case clamps(minimum: Int64, maximum: Int64)
    }

    private let path: String
    private let manner: Manner
    private let isEnding = Atomic<Bool>(false)
    /// How often something was written.
    public let writes = Atomic<Int>(0)

    /// - Parameter path: the attribute's own path, not below the mocked /sys.
    public init(path: String, manner: Manner) throws {
        self.path = path
        self.manner = manner
        let watch = inotify_init()
        guard watch >= 0, inotify_add_watch(watch, path, UInt32(IN_CLOSE_WRITE)) >= 0 else { throw TestKitError.system("inotify") }
        let thread = Unmanaged.passRetained(Follow(driver: self, watch: watch))
        var started = pthread_t()
        let code = pthread_create(
            &started, nil,
            { @Sendable context in
                guard let context else { return nil }
                Unmanaged<Follow>.fromOpaque(context).takeRetainedValue().run()
                return nil
            }, thread.toOpaque())
        guard code == 0 else {
            thread.release()
            throw TestKitError.system("a thread", code)
        }
        pthread_detach(started)
    }

    public func end() { isEnding.store(true, ordering: .releasing) }

    private final class Follow: Sendable {
        let driver: FakeDriver
        let watch: Int32

        init(driver: FakeDriver, watch: Int32) {
            self.driver = driver
            self.watch = watch
        }

        func run() {
            var buffer = [UInt8](repeating: 0, count: 4096)
            while read(watch, &buffer, buffer.count) > 0, !driver.isEnding.load(ordering: .acquiring) { driver.answer() }
            close(watch)
        }
    }

    /// Written through the same file, so its own write is an event, too: that one changes nothing any more.
    private func answer() {
        guard let text = contents(), let written = Int64(text) else { return }
        let value: Int64 =
            switch manner {
            case .ignores(let kept): kept
            case .clamps(let minimum, let maximum): min(max(written, minimum), maximum)
            }
        guard value != written else { return }
        writes.wrappingAdd(1, ordering: .relaxed)
        let descriptor = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        let bytes = Array("\(value)\n".utf8)
        _ = write(descriptor, bytes, bytes.count)
        close(descriptor)
    }

    private func contents() -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 64)
        let count = read(descriptor, &buffer, buffer.count)
        guard count > 0 else { return nil }
        return String(decoding: buffer[..<count].prefix { $0 > 32 }, as: UTF8.self)
    }
}
