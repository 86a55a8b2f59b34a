import Glibc
import Host
import Transport
import ZoneModel

/// The sockets of zone-collector.socket. The configuration says where hosts connect; a socket that listens elsewhere is not used.
enum PassedSockets {
    /// - Returns: the one that listens on `endpoint`; the others are closed, and the journal says how to mend it.
    static func take(_ endpoint: Endpoint, chronicle: Chronicle) -> Int32? {
        var found: Int32?
        for socket in SystemdSockets.take() {
            if found == nil, endpoint.isListened(by: socket) {
                found = socket
                continue
            }
            close(socket)
            chronicle.tell(
                Event(
                    .configReloaded, .warning,
                    "a socket that systemd passed does not listen on \(endpoint), where collector.toml has the hosts connect: it is not used. "
                        + "Say the same in both (systemctl edit zone-collector.socket)"))
        }
        return found
    }
}

extension CollectorConfiguration.ListenEndpoint {
    var endpoint: Endpoint { Endpoint(address: address, port: port) }
}
