import CShims
import Glibc
import ZoneModel

/// Waits that Ctrl-C and a resized window end. The signals are blocked and taken here, so that nothing runs inside a handler;
/// the admin client looks for them while it waits for an answer.
public struct Waiting {
    public enum End {
        case timePassed
        case stopAsked
        case windowResized
    }

    private var signals = sigset_t()

    /// - Parameter hasScreen: whether a change of the window's size matters.
    public init(hasScreen: Bool) {
        sigemptyset(&signals)
        for signal in [SIGINT, SIGTERM, SIGHUP] + (hasScreen ? [SIGWINCH] : []) { sigaddset(&signals, signal) }
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }

    public mutating func wait(_ duration: Duration) -> End {
        let end = Waiting.now + duration
        while true {
            let rest = Swift.max((end - Waiting.now).wholeNanoseconds, 0)
            var time = timespec(tv_sec: Int(rest / 1_000_000_000), tv_nsec: Int(rest % 1_000_000_000))
            switch sigtimedwait(&signals, nil, &time) {
            case SIGWINCH: return .windowResized
            case let signal where signal > 0: return .stopAsked
            case _ where errno == EINTR: continue
            default: return .timePassed
            }
        }
    }

    public static var now: BootInstant { BootInstant(nanoseconds: zs_boottime_ns()) }
}
