import ZoneModel
import ZonePolicy

/// The little world around a whole authority.
struct AuthorityState: Sendable {
    var authority: ZoneAuthority
    /// On the collector's clock.
    var now = BootInstant(nanoseconds: 0)
    var rates: Rates
    /// The first machine of each host, then the second machine under the first host's name.
    var machines: [Agent]
    var net: [Letter] = []
    /// Connections that the collector holds open, one bit each.
    var open: UInt64 = 0
    /// What the disk holds.
    var image: LedgerImage
    /// Handed to the disk and not yet written.
    var queue: [Batch] = []
    /// An older copy that somebody keeps.
    var copy: LedgerImage?
    var olderBudgets: [OlderBudget] = []
    var orders: UInt8 = 0
    var crashes: UInt8 = 0
    var diskFailures: UInt8 = 0

    struct Batch: Sendable {
        var id: Int
        var records: [LedgerRecord]
    }
}

/// A machine: the production policy of a host, its disk and its uplink. Its watts follow its ceiling, unless it is stuck.
struct Agent: Sendable {
    var policy: HostPolicy
    var now: BootInstant
    /// Which host it says that it is.
    var host: UInt8
    /// The boot that runs, counted from 0.
    var boot: UInt8 = 0
    /// Every heartbeat ever sent, in the order of their nonces.
    var heartbeats: [HeartbeatLetter] = []
    /// Welcomed on this connection; nil: not connected.
    var connection: UInt8?
    var connections: UInt8 = 0
    /// A collector has heard of this machine, so that what it enforces is the protocol's business.
    var isHeardOf = true
    var isStuck = false
    var wasStuck = false
    /// The collector has heard a heartbeat that says so.
    var isToldStuck = false
    /// What is on its disk.
    var remembered = GrantID.none
    /// The floor of its configuration file.
    var floor: Power
}

struct HeartbeatLetter: Sendable {
    var boot: UInt8
    var connection: UInt8
    var isHeard = false
    /// It tells of watts over the ceiling.
    var isOver: Bool
}
