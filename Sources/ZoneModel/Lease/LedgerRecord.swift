/// What an operator ordered, and who: kept for the account as much as for the decision.
public struct QuotaOrder: Equatable, Hashable, Sendable {
    /// nil lifts a host's cap; a zone always has one.
    public var quota: Power?
    public var reason: String
    /// The order's number, for auditors.
    public var order: String?
    /// The caller's uid, from the admin socket.
    public var uid: UInt32
    public var wall: WallInstant

    public init(quota: Power?, reason: String, order: String?, uid: UInt32, wall: WallInstant) {
        self.quota = quota
        self.reason = reason
        self.order = order
        self.uid = uid
        self.wall = wall
    }
}

/// One change of the collector's write-ahead ledger. Records of one batch reach the disk together or not at all, batches in their order.
/// What a record means is `LedgerImage.apply`: whatever a store does with rows and tables, reading it back must give the same image.
public enum LedgerRecord: Equatable, Hashable, Sendable {
    /// A new epoch begins. Until it is settled, nothing may have been granted in it.
    case epoch(UInt64)
    /// The quarantine before this epoch's first grant is over. A crash inside the quarantine thus starts it anew.
    case epochSettled(UInt64)
    case granted(LedgerEntry)
    /// Every entry of that host and boot with a grant up to `upTo` counts no longer.
    case freed(HostAddress, BootID, upTo: GrantID)
    /// The machine that carries this name.
    case machine(HostAddress, machineID: String)
    /// The floor that must be taken to be in force at the host; a lowered one is written when the host has shown that it holds it.
    case floor(HostAddress, Power)
    /// Watts of a host that no quota reaches (it only observes, or fell silent while over its ceiling); zero: there are none any more.
    case uncontrolled(HostAddress, Power)
    case zoneQuota(QuotaOrder)
    case hostCap(HostAddress, QuotaOrder)
    /// A schedule that may be at the host from now on: written before its first line is sent.
    case scheduleSent(HostAddress, FloorSchedule)
    /// The host has this schedule on disk: every one that was sent before it counts no longer.
    case scheduleStored(HostAddress, id: String)
    /// An event or an emergency was ordered, or changed; the last record of an id holds.
    case timedOrder(TimedOrder)
    /// It ended, or was cancelled.
    case timedOrderEnded(id: UInt64)
    /// A host was taken out of use, or put back (nil).
    case maintenance(HostAddress, MaintenanceOrder?)
    /// A token was given or used, or a host's certificates were revoked.
    case identity(IdentityOrder)
}

/// What a ledger holds when it is read back.
public struct LedgerImage: Equatable, Sendable {
    public enum Status: String, Hashable, Sendable {
        /// There was none; nobody can tell from a lost one.
        case fresh
        /// Every batch that was reported as written is in it.
        case whole
        /// It was there and cannot be read, or not all of it.
        case lost
        /// An older copy was put back: grants may be missing.
        case restored
    }

    /// What is known of the orders that people gave.
    public enum OrdersDoubt: String, Hashable, Sendable {
        /// They are those of an older copy: newer ones may be missing.
        case older
        /// Some or all of them could not be read.
        case lost
    }

    public var status: Status
    /// nil: they are all there. Else an order that nobody remembers may be lower than what is in force here, until a person gives the zone its quota anew.
    public var ordersDoubt: OrdersDoubt?
    /// The highest epoch begun; 0: none.
    public var epoch: UInt64 = 0
    /// The highest epoch whose quarantine ended.
    public var settledEpoch: UInt64 = 0
    /// Not yet freed, in the order in which they were written.
    public var entries: [LedgerEntry] = []
    /// The highest grant ever written for each host. It stays when its entry is freed: a generation never comes twice.
    public var issued: [HostAddress: GrantID] = [:]
    public var machines: [HostAddress: String] = [:]
    public var floors: [HostAddress: Power] = [:]
    public var uncontrolled: [HostAddress: Power] = [:]
    /// The last order for the zone; nil: the configuration's quota holds.
    public var zoneQuota: QuotaOrder?
    /// The last order for each host that has a cap.
    public var hostCaps: [HostAddress: QuotaOrder] = [:]
    /// Every schedule that may be at a host, oldest first.
    public var schedules: [HostAddress: [FloorSchedule]] = [:]
    /// The schedule that the host is known to have on disk.
    public var storedSchedules: [HostAddress: String] = [:]
    /// Events and emergencies that are not over, by id.
    public var timedOrders: [UInt64: TimedOrder] = [:]
    /// The highest id ever given.
    public var lastTimedOrder: UInt64 = 0
    public var maintenance: [HostAddress: MaintenanceOrder] = [:]
    public var identity = IdentityRegister()

    /// Of a lost one nothing is known, until whoever reads it knows better.
    public init(status: Status) {
        self.status = status
        ordersDoubt = status == .lost ? .lost : nil
    }

    /// The image after one more record.
    public mutating func apply(_ record: LedgerRecord) {
        switch record {
        case .epoch(let number): epoch = Swift.max(epoch, number)
        case .epochSettled(let number): settledEpoch = Swift.max(settledEpoch, number)
        case .granted(let entry):
            entries.append(entry)
            issued[entry.address] = Swift.max(issued[entry.address] ?? .none, entry.grant)
        case .freed(let address, let bootID, let upTo):
            entries.removeAll { $0.address == address && $0.bootID == bootID && $0.grant <= upTo }
        case .machine(let address, let machineID): machines[address] = machineID
        case .floor(let address, let power): floors[address] = power
        case .uncontrolled(let address, let power): uncontrolled[address] = power > .zero ? power : nil
        case .zoneQuota(let order):
            zoneQuota = order
            ordersDoubt = nil
        case .hostCap(let address, let order): hostCaps[address] = order.quota == nil ? nil : order
        default: applyStanding(record)
        }
    }

    private mutating func applyStanding(_ record: LedgerRecord) {
        switch record {
        case .scheduleSent(let address, let schedule):
            schedules[address, default: []].removeAll { $0.id == schedule.id }
            schedules[address, default: []].append(schedule)
        case .scheduleStored(let address, let id):
            guard schedules[address]?.contains(where: { $0.id == id }) == true else { return }
            storedSchedules[address] = id
            // A newer one that is on its way may be there, too.
            if let place = schedules[address]?.firstIndex(where: { $0.id == id }) { schedules[address]?.removeFirst(place) }
        case .timedOrder(let order):
            timedOrders[order.id] = order
            lastTimedOrder = Swift.max(lastTimedOrder, order.id)
        case .timedOrderEnded(let id): timedOrders[id] = nil
        case .maintenance(let address, let order): maintenance[address] = order
        case .identity(let order): identity.apply(order)
        default: break
        }
    }
}
