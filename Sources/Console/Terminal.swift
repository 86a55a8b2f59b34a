import Glibc

/// A file descriptor that text goes to: whether a person sits there, how wide it is, whether it may be coloured.
public struct Terminal: Sendable {
    public let descriptor: Int32
    public let isInteractive: Bool
    private let isColoured: Bool
    private let columns: Int?

    public static let output = Terminal(STDOUT_FILENO)
    public static let errors = Terminal(STDERR_FILENO)

    public init(_ descriptor: Int32) {
        self.descriptor = descriptor
        self.isInteractive = isatty(descriptor) == 1
        // https://no-color.org: any value that is not empty.
        let noColour = Terminal.environment("NO_COLOR").map { !$0.isEmpty } ?? false
        self.isColoured = isInteractive && !noColour && Terminal.environment("TERM") != "dumb"
        self.columns = Terminal.environment("COLUMNS").flatMap { Int($0) }.flatMap { (1...10_000).contains($0) ? $0 : nil }
    }

    /// The page as it is now: a window may have been resized. COLUMNS gives a pipe a width too.
    public var page: Page {
        Page(width: columns ?? (isInteractive ? size.columns : nil), isColoured: isColoured)
    }

    public var rows: Int { size.rows }

    private var size: (columns: Int, rows: Int) {
        var window = winsize()
        guard isInteractive, ioctl(descriptor, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0, window.ws_row > 0 else {
            return (80, 24)
        }
        return (Int(window.ws_col), Int(window.ws_row))
    }

    /// Writes it all. False when the reader is gone or the disk is full.
    @discardableResult
    public func write(_ text: String) -> Bool {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written > 0 {
                bytes = bytes.dropFirst(written)
            } else if written < 0, errno == EINTR {
                continue
            } else if written < 0, errno == EAGAIN {
                var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&waiting, 1, 1000)
            } else {
                return false
            }
        }
        return true
    }

    private static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
