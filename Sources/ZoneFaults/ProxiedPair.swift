import Glibc
import ZoneModel

/// An agent's connection and the one to the collector that carries it on. Lives on the proxy's thread.
final class ProxiedPair {
    let host: Int
    let agent: Int32
    /// By which the firewall can name this connection alone.
    let agentPort: UInt16
    let collector: Int32
    var up = Flow()
    var down = Flow()
    /// A copy of another connection: nobody listens to what it is told.
    let isEcho: Bool
    let openedAt: BootInstant
    private(set) var isClosed = false

    init(host: Int, agent: Int32, agentPort: UInt16, collector: Int32, isEcho: Bool = false, now: BootInstant) {
        self.host = host
        self.agent = agent
        self.agentPort = agentPort
        self.collector = collector
        self.isEcho = isEcho
        openedAt = now
    }

    deinit { close() }

    var nextDue: BootInstant? { [up.nextDue, down.nextDue].compactMap(\.self).min() }

    /// - Parameter abruptly: with a reset, as of a machine that does not know the connection any more.
    func close(abruptly: Bool = false) {
        guard !isClosed else { return }
        isClosed = true
        for fd in [agent, collector] where fd >= 0 { if abruptly { Sockets.reset(fd) } else { Glibc.close(fd) } }
    }

    enum Heard {
        case bytes(ArraySlice<UInt8>)
        case nothing
        case end
    }

    static func read(_ fd: Int32, _ buffer: inout [UInt8]) -> Heard {
        let count = recv(fd, &buffer, buffer.count, Int32(MSG_DONTWAIT))
        if count > 0 { return .bytes(buffer[..<count]) }
        return count < 0 && (errno == EAGAIN || errno == EINTR) ? .nothing : .end
    }
}
