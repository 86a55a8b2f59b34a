import Glibc
import ZoneTestKit

/// The wall clock of one process, which a preloaded library shifts by what a file says; the machine's clock is never touched.
public final class ClockStep: Sendable {
    public let path: String

    public init(path: String) throws {
        self.path = path
        try write(.zero)
    }

    /// What a process needs in its environment to run by this clock.
    public var environment: [String: String] {
        ["LD_PRELOAD": ChildProcess.built("libclock-shift.so"), "ZONE_CLOCK_SHIFT": path]
    }

    public func step(to shift: Duration) throws { try write(shift) }

    private func write(_ shift: Duration) throws {
        let parts = shift.components
        var nanoseconds = parts.seconds * 1_000_000_000 + parts.attoseconds / 1_000_000_000
        let fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
        guard fd >= 0 else { throw TestKitError("\(path): \(String(cString: strerror(errno)))") }
        defer { close(fd) }
        // One write of eight aligned bytes, so that no reader finds half of it.
        guard pwrite(fd, &nanoseconds, 8, 0) == 8 else { throw TestKitError("\(path): \(String(cString: strerror(errno)))") }
    }
}
