/// What a budget or a cap is set for.
public enum BudgetTarget: Hashable, Sendable, CustomStringConvertible {
    case zone(Name)
    /// All hosts of one class in the zone.
    case hostClass(Name, HostClass)
    case site(Name, Name)
    case host(HostAddress)

    /// `sindh-2`, `sindh-2:ai`, `sindh-2/khi-3`, `sindh-2/khi-3/h-014`.
    public init?(path: String) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        switch parts.count {
        case 1:
            let halves = path.split(separator: ":", omittingEmptySubsequences: false)
            guard let zone = Name(String(halves[0])) else { return nil }
            if halves.count == 1 {
                self = .zone(zone)
            } else if halves.count == 2, let hostClass = HostClass(rawValue: String(halves[1])) {
                self = .hostClass(zone, hostClass)
            } else {
                return nil
            }
        case 2:
            guard let zone = Name(String(parts[0])), let site = Name(String(parts[1])) else { return nil }
            self = .site(zone, site)
        case 3:
            guard let address = HostAddress(path: path) else { return nil }
            self = .host(address)
        default: return nil
        }
    }

    public var zone: Name {
        switch self {
        case .zone(let zone), .hostClass(let zone, _), .site(let zone, _): zone
        case .host(let address): address.zone
        }
    }

    public var description: String {
        switch self {
        case .zone(let zone): zone.text
        case .hostClass(let zone, let hostClass): "\(zone):\(hostClass.rawValue)"
        case .site(let zone, let site): "\(zone)/\(site)"
        case .host(let address): address.description
        }
    }
}

/// A lower ceiling for a stated time: an announced event (a peak hour), or an emergency that holds from now on.
public struct TimedOrder: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, Codable {
        /// Announced to the hosts before it begins, so that their watts are there when it does.
        case event
        /// At once, under the floors too, and kept by the hosts until its stated end: neither lost contact nor a restart lifts it (rule 8).
        case emergency
    }

    /// Rises with every order of a ledger.
    public var id: UInt64
    public var kind: Kind
    public var target: BudgetTarget
    public var quota: Power
    public var start: WallInstant
    public var end: WallInstant
    public var reason: String
    /// The order's number, for auditors.
    public var order: String?
    /// The caller's uid, from the admin socket.
    public var uid: UInt32
    /// When it was given.
    public var wall: WallInstant
    /// Its time is over, or it was called off: what it took is on its way back, and no clock makes it hold again.
    public var hasEnded = false

    public init(
        id: UInt64, kind: Kind, target: BudgetTarget, quota: Power, start: WallInstant, end: WallInstant, reason: String,
        order: String?, uid: UInt32, wall: WallInstant, hasEnded: Bool = false
    ) {
        self.id = id
        self.kind = kind
        self.target = target
        self.quota = quota
        self.start = start
        self.end = end
        self.reason = reason
        self.order = order
        self.uid = uid
        self.wall = wall
        self.hasEnded = hasEnded
    }
}

/// A host that was taken out: it gets no watts until it is put back.
public struct MaintenanceOrder: Hashable, Sendable {
    public var reason: String
    public var uid: UInt32
    public var wall: WallInstant

    public init(reason: String, uid: UInt32, wall: WallInstant) {
        self.reason = reason
        self.uid = uid
        self.wall = wall
    }
}
