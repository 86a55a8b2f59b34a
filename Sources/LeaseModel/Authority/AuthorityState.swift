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

/// An agent, its uplink, and its plant.
struct Agent: Sendable {
    var machine: Machine
    /// Which host it says that it is.
    var host: UInt8
    /// The floor of its own configuration.
    var floor: Power
    /// Welcomed on this connection; nil: not connected.
    var connection: UInt8?
    var connections: UInt8 = 0
    /// A collector has heard of this machine, so that what it enforces is the protocol's business.
    var isHeardOf = true
    /// Another machine holds its name.
    var isRefused = false
    var heartbeats: [HeartbeatLetter] = []
    var isStuck = false
    /// The collector has heard a heartbeat that says so.
    var isToldStuck = false
}

struct HeartbeatLetter: Sendable {
    var connection: UInt8
    var isHeard = false
}
