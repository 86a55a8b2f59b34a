import CFaults
import Glibc
import ZoneTestKit

/// TCP on loopback, by plain system calls: a proxy that is to break connections must own them.
enum Sockets {
    static func address(_ ip: UInt32, _ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = ip.bigEndian
        return address
    }

    static let loopback: UInt32 = 0x7F00_0001

    private static func stream() -> Int32 {
        let flags = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
        return socket(AF_INET, flags, 0)
    }

    static func listen(port: UInt16) throws -> Int32 {
        let fd = stream()
        set(fd, SOL_SOCKET, SO_REUSEADDR)
        guard with(address(loopback, port), { bind(fd, $0, $1) }) == 0, Glibc.listen(fd, 64) == 0 else {
            throw TestKitError("no proxy on port \(port): \(String(cString: strerror(errno)))")
        }
        return fd
    }

    /// Begins to connect, from an address of the host's own, by which the firewall knows it.
    static func connect(from ip: UInt32, toPort port: UInt16) -> Int32? {
        let fd = stream()
        guard fd >= 0 else { return nil }
        set(fd, Int32(IPPROTO_TCP), TCP_NODELAY)
        guard with(address(ip, 0), { bind(fd, $0, $1) }) == 0,
            with(address(loopback, port), { Glibc.connect(fd, $0, $1) }) == 0 || errno == EINPROGRESS
        else {
            Glibc.close(fd)
            return nil
        }
        return fd
    }

    static func accept(_ listener: Int32) -> (fd: Int32, port: UInt16)? {
        var port: UInt16 = 0
        let fd = cf_accept(listener, &port)
        guard fd >= 0 else { return nil }
        set(fd, Int32(IPPROTO_TCP), TCP_NODELAY)
        return (fd, port)
    }

    /// With a reset instead of an orderly end.
    static func reset(_ fd: Int32) {
        var abrupt = linger(l_onoff: 1, l_linger: 0)
        setsockopt(fd, SOL_SOCKET, SO_LINGER, &abrupt, socklen_t(MemoryLayout<linger>.size))
        Glibc.close(fd)
    }

    private static func set(_ fd: Int32, _ level: Int32, _ name: Int32) {
        var yes: Int32 = 1
        setsockopt(fd, level, name, &yes, socklen_t(MemoryLayout<Int32>.size))
    }

    private static func with(_ address: sockaddr_in, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
    }
}
