@preconcurrency import CEvent
import CShims
import Glibc

/// A socket that has said its last words and waits, briefly, until the peer has heard them: what still comes from it is thrown away. Without this
/// the kernel answers what lies unread with a reset, which overtakes an alert.
final class LingeringSocket: @unchecked Sendable {
    // @unchecked: touched on its loop's thread only; it holds itself until it is done.
    private let fd: Int32
    private var event: OpaquePointer?
    private var timer: LoopTimer?
    private var itself: LingeringSocket?

    private static let patience: Duration = .seconds(1)
    /// So many refused peers at once may be waited for; the others are closed at once.
    private static let waitingMax = 256

    /// Takes the descriptor over.
    static func keep(_ fd: Int32, on loop: EventLoop) {
        shutdown(fd, Int32(SHUT_WR))
        guard loop.lingering < waitingMax else {
            close(fd)
            return
        }
        _ = LingeringSocket(fd, loop)
    }

    private let loop: EventLoop

    private init(_ fd: Int32, _ loop: EventLoop) {
        self.fd = fd
        self.loop = loop
        loop.lingering += 1
        itself = self
        event = event_new(
            loop.base, fd, Int16(EV_READ | EV_PERSIST),
            { @Sendable _, _, context in
                guard let context else { return }
                // Unretained: it holds itself for as long as the event is there.
                Unmanaged<LingeringSocket>.fromOpaque(context).takeUnretainedValue().drain()
            }, Unmanaged.passUnretained(self).toOpaque())
        event_add(event, nil)
        timer = loop.schedule(after: Self.patience) { [weak self] in self?.end() }
    }

    private func drain() {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = recv(fd, &bytes, bytes.count, Int32(MSG_DONTWAIT))
        if count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR) { end() }
    }

    private func end() {
        guard let event else { return }
        event_free(event)
        self.event = nil
        timer = nil
        close(fd)
        loop.lingering -= 1
        itself = nil
    }
}
