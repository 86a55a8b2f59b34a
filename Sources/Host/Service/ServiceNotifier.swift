import CSystemd
import Glibc
import ZoneModel

/// What systemd is told (sd_notify(3)); nothing happens outside of it.
public struct ServiceNotifier: Sendable {
    /// Half of what the unit's WatchdogSec= asks for; nil: no watchdog.
    public let watchdogInterval: Duration?

    public init() {
        var microseconds: UInt64 = 0
        watchdogInterval = sd_watchdog_enabled(0, &microseconds) > 0 ? .microseconds(Int64(microseconds) / 2) : nil
    }

    public func ready(status: String) { notify("READY=1\nSTATUS=\(oneLine(status))") }
    public func status(_ text: String) { notify("STATUS=\(oneLine(text))") }
    public func watchdog() { notify("WATCHDOG=1") }
    public func stopping() { notify("STOPPING=1\nSTATUS=stopping") }

    /// The reload's end is the next `ready`.
    public func reloading() {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        notify("RELOADING=1\nMONOTONIC_USEC=\(now.tv_sec * 1_000_000 + now.tv_nsec / 1000)")
    }

    private func notify(_ text: String) { sd_notify(0, text) }
}

/// Control characters would end a status, a journal field or a terminal's line.
func oneLine(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
        let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
        out.append(isControl ? "\u{FFFD}" : scalar)
    }
    return String(out)
}
