import ZoneModel

/// One thing that the collector must not forget. Written ahead: on disk before anything is sent because of it.
public enum LedgerRecord: Equatable, Sendable {
    /// Every later grant carries it. Never lower than the one before.
    case epochBegan(UInt64)
    case granted(LedgerEntry, at: WallInstant)
    /// The entry commits nothing any more. Freeing what is not there is no mistake.
    case freed(address: HostAddress, grant: GrantID, reason: FreeReason)
    case floor(address: HostAddress, LedgerFloor)
    /// An operator changed a quota or a cap: the newest per target is in force, all are kept for auditors.
    case decision(OperatorDecision)
    /// The first machine seen under a name. A later one does not replace it; `machineForgotten` does.
    case machineSeen(address: HostAddress, machineID: String, at: WallInstant)
    case machineForgotten(address: HostAddress)
    /// The quarantine after a fresh, lost or restored ledger is over: from now on it is whole. Until this record is on disk every
    /// start reports the doubt again, so that a crash inside the quarantine does not end it.
    case doubtSettled
}

public enum FreeReason: String, Hashable, Sendable, CaseIterable {
    /// K old on the collector's clock.
    case expired
    /// A higher generation of the same boot was applied.
    case superseded
    /// An operator took the host out of the zone.
    case retired
}

/// A host's floor as the collector counts it.
public struct LedgerFloor: Equatable, Sendable {
    /// Counts until the host has acked that it stored another.
    public var inForce: Power
    /// Installed and not acked yet.
    public var pending: Power?

    public init(inForce: Power, pending: Power? = nil) {
        self.inForce = inForce
        self.pending = pending
    }
}

/// Who changed which quota from what to what, and why. Never altered, never deleted.
public struct OperatorDecision: Equatable, Sendable {
    public enum Target: Hashable, Sendable {
        case zone(Name)
        case host(HostAddress)

        /// `zone` or `zone/site/host`.
        public var text: String {
            switch self {
            case .zone(let name): name.text
            case .host(let address): address.description
            }
        }

        public init?(_ text: String) {
            if let address = HostAddress(path: text) {
                self = .host(address)
            } else if let name = Name(text) {
                self = .zone(name)
            } else {
                return nil
            }
        }
    }

    public var target: Target
    public var from: Power?
    /// Nil lifts a host's cap.
    public var to: Power?
    public var reason: String
    public var order: String?
    /// Of the caller, from the socket.
    public var uid: UInt32
    public var at: WallInstant

    public init(target: Target, from: Power?, to: Power?, reason: String, order: String?, uid: UInt32, at: WallInstant) {
        self.target = target
        self.from = from
        self.to = to
        self.reason = reason
        self.order = order
        self.uid = uid
        self.at = at
    }
}

/// All that a collector starts from.
public struct LedgerImage: Equatable, Sendable {
    /// 0: none has begun.
    public var epoch: UInt64 = 0
    /// Not freed, oldest grants first. How long ago they were granted is not known on any clock that counts: K restarts for each.
    public var entries: [LedgerEntry] = []
    /// The newest grant ever written per host, freed or not: generations go on above it.
    public var newestGrants: [HostAddress: GrantID] = [:]
    public var floors: [HostAddress: LedgerFloor] = [:]
    public var quotas: [Name: Power] = [:]
    /// The last decision that set it.
    public var quotaDecisions: [Name: OperatorDecision] = [:]
    public var caps: [HostAddress: Power] = [:]
    public var machines: [HostAddress: String] = [:]

    public init() {}

    /// K of the longest entry that may still be in force: with the configured K, what a quarantine must last.
    public var holdMax: Duration { entries.map(\.hold).max() ?? .zero }
}

/// What a ledger is worth at the start.
public enum LedgerStanding: Equatable, Sendable {
    /// There was no ledger and no witness. A state directory that was wiped looks the same: to be safe, quarantine here as well.
    case fresh
    /// Every commit that ever returned is in it.
    case whole
    /// Begin an epoch above every `last_epoch` heard, and grant nothing for the largest K.
    case lost(reason: String)
    /// An older copy was put back: the same as lost, but quotas and caps are there as they were then.
    case restored(reason: String)
}
