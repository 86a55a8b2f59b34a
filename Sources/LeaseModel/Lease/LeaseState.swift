import ZoneModel
import ZonePolicy

/// The whole little world at one instant.
struct LeaseState: Sendable {
    var machines: Pair<Machine>
    var collector: Desk
    /// Everything that was ever sent and can still arrive: letters never leave the net.
    var net: [Letter] = []
    var rates: Rates
}

/// An agent: the production keeper, and around it what the host's shell does.
struct Machine: Sendable {
    var keeper: LeaseKeeper
    var now = BootInstant(nanoseconds: 0)
    /// The boot that runs, counted from 0.
    var boot: UInt8 = 0
    /// Heartbeats sent, over all boots.
    var nonces: UInt8 = 0
    /// The boot of each nonce, two bits each.
    var bootOfNonce: UInt32 = 0
    /// What is on its disk.
    var remembered = GrantID.none
}

/// A grant on its way, and what the host said about it.
struct Letter: Sendable {
    var host: UInt8
    var boot: UInt8
    var grant: QuotaGrant
    /// The host has sent its `applied`.
    var isApplied = false
    /// How many heartbeats the host had sent before that.
    var asksBefore: UInt8 = 0
}

/// The collector: the production ledger, and around it what the authority does with it.
struct Desk: Sendable {
    var ledger = Ledger()
    var now = BootInstant(nanoseconds: 0)
    var generations = Pair<UInt64>(0, 0)
    var budget: Power
    /// Budgets that were in force and, so long after their end, may still be drawn.
    var olderBudgets: [OlderBudget] = []
    var orders: UInt8 = 0
    var crashes: UInt8 = 0
    /// What the disk holds; kept only where the collector can crash.
    var image = LedgerImage(status: .whole)
}

struct OlderBudget: Sendable {
    var budget: Power
    /// On the collector's clock.
    var until: BootInstant
}
