@preconcurrency import CUmockdev
import Glibc

/// A /sys of our own. The process must run under `umockdev-wrapper`; while a testbed lives, UMOCKDEV_DIR points at it.
///
/// Values may also be changed by another process, by writing below `root`. What libumockdev cannot do: static programs see the real
/// /sys, and poll() on an attribute never wakes. Its preload holds one lock over every open(), so an open() that blocks stops the
/// whole process: a fault here blocks in read().
public final class UmockdevTestbed {
    private let testbed: UnsafeMutablePointer<UMockdevTestbed>
    /// Holds `sys/…`.
    public let root: String
    /// The writing ends of FIFOs: while one is open, a reader waits and finds no end.
    private var writers: [String: Int32] = [:]

    /// Whether this process runs under umockdev-wrapper: a preloaded library gives libsensors and libudev another /sys.
    public static var isPreloaded: Bool { getenv("LD_PRELOAD").map { String(cString: $0).contains("libumockdev-preload") } ?? false }

    /// Starts this program anew under umockdev-wrapper; returns only where that fails.
    public static func restart(_ arguments: [String]) throws {
        let words = ["umockdev-wrapper", ChildProcess.ownPath] + arguments.dropFirst()
        var argv: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        execvp("umockdev-wrapper", &argv)
        throw TestKitError("cannot run umockdev-wrapper (\(String(cString: strerror(errno)))): apt-get install umockdev")
    }

    public init() throws {
        guard UmockdevTestbed.isPreloaded else {
            throw TestKitError("this process does not run under umockdev-wrapper, which mocks /sys")
        }
        guard let made = umockdev_testbed_new(), let directory = umockdev_testbed_get_root_dir(made) else {
            throw TestKitError("libumockdev made no testbed")
        }
        testbed = made
        root = String(cString: directory)
        g_free(directory)
    }

    deinit {
        writers.values.forEach { close($0) }
        g_object_unref(testbed)
    }

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

    /// How many events may be sent before a listener has drained any: its socket holds ten, and libumockdev aborts the process on a
    /// full one.
    public static let burstMax = 8

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
        /// Reading it blocks until `release`, as a driver that waits for its device does.
        case fifo
        /// Reading it gives EIO.
        case inputOutputError
        /// Writing it fails, and reading it gives nothing.
        case takesNoByte
    }

    /// Lets whoever hangs in the attribute's FIFO read the value, and puts a file in its place.
    public func release(_ devicePath: String, _ attribute: String, _ value: String) throws {
        let path = file(devicePath, attribute)
        guard let fd = writers.removeValue(forKey: path) else { throw TestKitError("\(path) is no FIFO of this testbed") }
        try write(devicePath, attribute, value)
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
            case .fifo: try hold(path)
            case .inputOutputError: symlink("/proc/self/mem", path)
            case .takesNoByte: symlink("/dev/full", path)
            }
        guard code == 0 else { throw TestKitError.system(path) }
    }

    private func hold(_ path: String) throws -> Int32 {
        guard mkfifo(path + ".new", 0o644) == 0 else { return -1 }
        // For both, because opening it to write alone would wait for a reader.
        let fd = open(path + ".new", O_RDWR | O_CLOEXEC)
        guard fd >= 0, rename(path + ".new", path) == 0 else { return -1 }
        writers[path] = fd
        return 0
    }
}
