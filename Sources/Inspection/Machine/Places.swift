import CSystemd
import Glibc

/// Files, disks and ports as doctor looks at them.
public enum Places {
    /// Free for the owner of the files, in bytes; nil: no such place.
    public static func free(_ path: String) -> Int64? {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return nil }
        return Int64(clamping: UInt64(status.f_bavail) * UInt64(status.f_frsize))
    }

    public enum Reached: Equatable, Sendable {
        case open
        case closed(String)
    }

    /// Whether something accepts a TCP connection at an IP address.
    public static func connect(_ address: String, _ port: UInt16, within milliseconds: Int32 = 2000) -> Reached {
        var hints = addrinfo()
        hints.ai_flags = AI_NUMERICHOST
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(address, String(port), &hints, &found) == 0, let entry = found else { return .closed("no such address") }
        defer { freeaddrinfo(found) }
        let flags = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = socket(entry.pointee.ai_family, flags, 0)
        guard descriptor >= 0 else { return .closed(String(cString: strerror(errno))) }
        defer { close(descriptor) }
        if Glibc.connect(descriptor, entry.pointee.ai_addr, entry.pointee.ai_addrlen) == 0 { return .open }
        guard errno == EINPROGRESS else { return .closed(String(cString: strerror(errno))) }
        var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        guard poll(&waiting, 1, milliseconds) == 1 else { return .closed("no answer within \(milliseconds) ms") }
        var cause: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &cause, &length)
        return cause == 0 ? .open : .closed(String(cString: strerror(cause)))
    }

    /// Whether `journalctl -x` knows this message.
    public static func isInCatalog(_ messageID: String) -> Bool {
        var id = sd_id128_t()
        guard sd_id128_from_string(messageID, &id) >= 0 else { return false }
        var text: UnsafeMutablePointer<CChar>?
        defer { Glibc.free(text) }
        return sd_journal_get_catalog_for_message_id(id, &text) >= 0
    }
}
