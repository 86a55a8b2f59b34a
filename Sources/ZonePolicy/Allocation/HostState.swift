import ZoneModel

/// What the collector knows of one configured host.
struct HostState: Equatable, Sendable {
    /// One connection that was taken in.
    struct Session: Hashable, Sendable {
        var connection: Int
        var bootID: BootID
        var machineID: String
        var mode: HostMode
        var simulated: Bool
        /// The larger of the configuration's and the host's own.
        var nameplate: Power
        /// The host says that it holds a larger floor than it was given.
        var claimsLargerFloor: Bool
    }

    /// The newest heartbeat of the session.
    struct Beat: Hashable, Sendable {
        var heard: BootInstant
        var nonce: Nonce
        var power: Power
        var powerMax: Power
        var source: PowerSource
        var wanted: Power
    }

    /// The newest grant, sent or on its way to the disk.
    struct Newest: Hashable, Sendable {
        var grant: GrantID
        var bootID: BootID
        var quota: Power
        /// When the nonce that it answers was heard.
        var nonceHeard: BootInstant
    }

    var address: HostAddress { constants.value.address }
    var entry: CollectorConfiguration.HostEntry { constants.value.entry }
    private let constants: Shared<Constants>

    private struct Constants: Equatable, Sendable {
        var address: HostAddress
        var entry: CollectorConfiguration.HostEntry
    }

    /// Where the ledger keeps its account.
    var place = 0

    var session: Session?
    var beat: Beat?
    /// A heartbeat came lately, so that a grant would find the host.
    var isReachable = false
    var lastHeard: BootInstant?
    var refusal: String?

    var demand = DemandFilter()
    var capOrder: QuotaOrder?
    /// Counts the orders for this cap, so that one that reached the disk late does not undo a later one.
    var capSerial = 0
    var target = Power.zero
    /// The target once the announced budgets are in force.
    var targetAfter = Power.zero
    /// Taken out of use by an operator.
    var maintenance: MaintenanceOrder?

    /// The highest grant ever written or seen for this host.
    var issued = GrantID.none
    var newest: Newest?
    var applied: (GrantID, after: Duration)? {
        get { appliedGrant.map { ($0, after: appliedAfter) } }
        set {
            appliedGrant = newValue?.0
            appliedAfter = newValue?.after ?? .zero
        }
    }
    private var appliedGrant: GrantID?
    private var appliedAfter = Duration.zero
    var lastGrantAt: BootInstant?
    /// A grant is on its way to the disk; one at a time, so that a disk that hangs cannot pile them up.
    var isWriting = false
    /// A heartbeat waits for the next division.
    var owesAnswer = false

    var machineID: String?
    /// The machine that the disk knows: nothing is granted to another.
    var durableMachineID: String?
    var floorAtHost: Power?
    /// The schedule that the host has said to have on disk.
    var storedSchedule: String?
    /// Whether every schedule that the host may hold is in the ledger; else its whole configured floor counts.
    var isScheduleKnown = false
    /// Whether to look at the host's schedule at the next opportunity.
    var isScheduleDue = false
    /// Since when more is counted for the host than it may draw yet, because it would take it up on the next word; nil: it may.
    var risesSince: BootInstant?
    var uncontrolled = Power.zero

    var overSince: BootInstant?
    var toldNonCompliance = false
    var toldWithheld = false

    init(address: HostAddress, entry: CollectorConfiguration.HostEntry) {
        constants = Shared(Constants(address: address, entry: entry))
    }

    var cap: Power? { capOrder?.quota }
    var isObserving: Bool {
        if case .observe? = session?.mode { true } else { false }
    }
    var nameplate: Power { max(entry.nameplate, session?.nameplate ?? .zero) }

    /// The newest grant while its lease may live and the same boot holds it.
    func living(_ term: Duration, now: BootInstant) -> Newest? {
        guard let newest, newest.bootID == session?.bootID, now - newest.nonceHeard < term else { return nil }
        return newest
    }
}
