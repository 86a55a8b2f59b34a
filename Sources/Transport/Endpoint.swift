@preconcurrency import CEvent
import Glibc

/// An IP address and a port. Names are not resolved: a resolver can hang, and a certificate says who is there.
public struct Endpoint: Hashable, Sendable, CustomStringConvertible {
    public var address: String
    public var port: UInt16

    public init(address: String, port: UInt16) {
        self.address = address
        self.port = port
    }

    public var description: String { address.contains(":") ? "[\(address)]:\(port)" : "\(address):\(port)" }

    /// 127.0.0.0/8 or ::1.
    public var isLoopback: Bool {
        guard let address = try? socketAddress() else { return false }
        if self.address.contains(":") { return self.address == "::1" }
        var storage = address.storage
        return withUnsafeBytes(of: &storage) { $0[4] == 127 }
    }

    /// What a stranger cannot change at will: an IPv4 address, or the 64 bits of an IPv6 address that a provider gives out.
    public var network: String {
        guard address.contains(":"), var storage = (try? socketAddress())?.storage else { return address }
        let bytes = withUnsafeBytes(of: &storage) { Array($0[8..<24]) }
        // An IPv4 address at a socket for both.
        if bytes[..<10].allSatisfy({ $0 == 0 }), bytes[10...11].allSatisfy({ $0 == 255 }) {
            return bytes[12...].map { String($0) }.joined(separator: ".")
        }
        return bytes[..<8].map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() + "/64"
    }

    /// Whether a socket that somebody else opened listens here and nowhere else.
    public func isListened(by fd: Int32) -> Bool {
        guard var wanted = (try? socketAddress())?.storage else { return false }
        var isListening: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        guard getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &isListening, &size) == 0, isListening == 1 else { return false }
        var bound = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let status = withUnsafeMutablePointer(to: &bound) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(fd, $0, &length) }
        }
        guard status == 0, bound.ss_family == wanted.ss_family else { return false }
        // Family, port and address; an IPv6 address stands behind its flow label, which is 0 at both.
        let compared = Int32(bound.ss_family) == AF_INET6 ? 24 : 8
        return withUnsafeBytes(of: &wanted) { wanted in
            withUnsafeBytes(of: &bound) { $0.prefix(compared).elementsEqual(wanted.prefix(compared)) }
        }
    }

    /// Of a socket's other end; nil where it is no internet address.
    init?(_ address: UnsafePointer<sockaddr>?, length: Int) {
        guard let address else { return nil }
        var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        guard getnameinfo(address, socklen_t(length), &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST) == 0 else { return nil }
        let bytes = UnsafeRawBufferPointer(start: address, count: length)
        // sin_port and sin6_port stand at the same place.
        guard length >= 4 else { return nil }
        self.init(
            address: String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self),
            port: UInt16(bytes[2]) << 8 | UInt16(bytes[3]))
    }

    func socketAddress() throws(TransportError) -> (storage: sockaddr_storage, length: Int) {
        var storage = sockaddr_storage()
        var length = Int32(MemoryLayout<sockaddr_storage>.size)
        // Without the port: libevent refuses port 0, by which a listener asks the kernel for a free one.
        let text = address.contains(":") ? "[\(address)]" : address
        let status = withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { evutil_parse_sockaddr_port(text, $0, &length) }
        }
        guard status == 0 else { throw TransportError("\"\(address)\" is no IP address: write 127.0.0.1 or ::1") }
        // sin_port and sin6_port stand at the same place.
        withUnsafeMutableBytes(of: &storage) { bytes in
            bytes[2] = UInt8(port >> 8)
            bytes[3] = UInt8(port & 0xFF)
        }
        return (storage, Int(length))
    }
}
