@preconcurrency import CUmockdev
import Glibc

/// A /sys of our own. The process must run under `umockdev-wrapper`; while a testbed lives, UMOCKDEV_DIR points at it.
///
/// Values may also be changed by another process, by writing below `root`. What libumockdev cannot do: static programs see the real
/// /sys, and poll() on an attribute never wakes.
public final class UmockdevTestbed {
    private let testbed: UnsafeMutablePointer<UMockdevTestbed>
    /// Holds `sys/…`.
    public let root: String

    public init() throws {
        guard let preload = getenv("LD_PRELOAD"), String(cString: preload).contains("libumockdev-preload") else {
            throw TestKitError("this process does not run under umockdev-wrapper, which mocks /sys")
        }
        guard let made = umockdev_testbed_new(), let directory = umockdev_testbed_get_root_dir(made) else {
            throw TestKitError("libumockdev made no testbed")
        }
        testbed = made
        root = String(cString: directory)
        g_free(directory)
    }

    deinit { g_object_unref(testbed) }

    /// Devices in umockdev's own text form. They appear with an `add` event each.
    public func add(description: String) throws {
        var failure: UnsafeMutablePointer<GError>?
        guard umockdev_testbed_add_from_string(testbed, description, &failure) != 0 else {
            let reason = failure.map { String(cString: $0.pointee.message) } ?? "no reason given"
            g_clear_error(&failure)
            throw TestKitError("umockdev refuses the description: \(reason)")
        }
    }

    /// With its `remove` event, which needs the device to be there still.
    public func remove(_ devicePath: String) {
        uevent(devicePath, "remove")
        umockdev_testbed_remove_device(testbed, devicePath)
    }

    public func uevent(_ devicePath: String, _ action: String) { umockdev_testbed_uevent(testbed, devicePath, action) }

    /// At once for every reader: a new file takes the old one's place.
    public func write(_ devicePath: String, _ attribute: String, _ value: String) throws {
        let path = file(devicePath, attribute)
        try writeWhole(value, to: path + ".new")
        guard rename(path + ".new", path) == 0 else { throw TestKitError.system(path) }
    }

    public func file(_ devicePath: String, _ attribute: String) -> String { "\(root)\(devicePath)/\(attribute)" }

    /// What takes an attribute's place to make reading it fail.
    public enum Fault: String, Codable, Sendable {
        case missing
        case directory
        /// Opening it blocks until somebody writes.
        case fifo
        /// Reading it gives EIO.
        case inputOutputError
    }

    /// Lets whoever hangs in the attribute's FIFO go on, and puts a file in its place.
    public func release(_ devicePath: String, _ attribute: String, _ value: String) throws {
        let fd = open(file(devicePath, attribute), O_WRONLY | O_NONBLOCK)
        try write(devicePath, attribute, value)
        guard fd >= 0 else { throw TestKitError("nobody reads the FIFO \(attribute)") }
        let bytes = Array(value.utf8)
        _ = Glibc.write(fd, bytes, bytes.count)
        close(fd)
    }

    public func damage(_ devicePath: String, _ attribute: String, _ fault: Fault) throws {
        let path = file(devicePath, attribute)
        if unlink(path) != 0 { rmdir(path) }
        let code: Int32 =
            switch fault {
            case .missing: 0
            case .directory: mkdir(path, 0o755)
            case .fifo: mkfifo(path, 0o644)
            case .inputOutputError: symlink("/proc/self/mem", path)
            }
        guard code == 0 else { throw TestKitError.system(path) }
    }
}
