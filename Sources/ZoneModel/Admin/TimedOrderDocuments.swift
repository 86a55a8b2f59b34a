/// Orders an event or an emergency: POST /v1/timed-orders at the collector.
public struct TimedOrderRequest: Equatable, Sendable, Codable {
    public var kind: TimedOrder.Kind
    /// `zone`, `zone:class`, `zone/site` or `zone/site/host`.
    public var target: String
    public var quotaW: Double
    /// RFC 3339; nil: now. An emergency always begins now.
    public var start: String?
    public var durationS: Double
    public var reason: String
    /// The order's number, for auditors.
    public var order: String?
    public var dryRun: Bool

    public init(
        kind: TimedOrder.Kind, target: String, quotaW: Double, start: String?, durationS: Double, reason: String, order: String?,
        dryRun: Bool
    ) {
        self.kind = kind
        self.target = target
        self.quotaW = quotaW
        self.start = start
        self.durationS = durationS
        self.reason = reason
        self.order = order
        self.dryRun = dryRun
    }
}

/// Cancels an event, or lifts an emergency before its end: POST /v1/timed-orders/cancel.
public struct TimedOrderCancellation: Equatable, Sendable, Codable {
    public var id: UInt64
    public var reason: String
    public var dryRun: Bool

    public init(id: UInt64, reason: String, dryRun: Bool) {
        self.id = id
        self.reason = reason
        self.dryRun = dryRun
    }
}

/// One event or emergency as it stands.
public struct TimedOrderDocument: Equatable, Sendable, Codable {
    public enum State: String, Equatable, Sendable, Codable {
        case pending
        /// The hosts have been told of it.
        case announced
        case active
    }

    public var id: UInt64
    public var kind: TimedOrder.Kind
    public var target: String
    public var quotaW: Double
    /// RFC 3339.
    public var start: String
    public var end: String
    public var state: State
    /// Until it begins, or while it is active until it ends.
    public var remainingS: Double
    public var reason: String
    public var order: String?
    public var uid: UInt32

    public init(_ order: TimedOrder, state: State, remainingS: Double) {
        id = order.id
        kind = order.kind
        target = order.target.description
        quotaW = order.quota.watts
        start = order.start.rfc3339
        end = order.end.rfc3339
        self.state = state
        self.remainingS = remainingS
        reason = order.reason
        self.order = order.order
        uid = order.uid
    }
}

/// GET /v1/timed-orders.
public struct TimedOrdersDocument: Equatable, Sendable, Codable {
    public var orders: [TimedOrderDocument]

    public init(orders: [TimedOrderDocument]) { self.orders = orders }
}

/// What an order, or its cancellation, does or would do.
public struct TimedOrderDecision: Equatable, Sendable, Codable {
    public var order: TimedOrderDocument
    public var wasDryRun: Bool
    public var wasCancelled: Bool
    /// Σ floors under the target, and watts there that no quota reaches.
    public var floorsW: Double
    /// Σ commitments under the target now.
    public var committedW: Double
    public var notes: [String]

    public init(
        order: TimedOrderDocument, wasDryRun: Bool, wasCancelled: Bool, floorsW: Double, committedW: Double, notes: [String]
    ) {
        self.order = order
        self.wasDryRun = wasDryRun
        self.wasCancelled = wasCancelled
        self.floorsW = floorsW
        self.committedW = committedW
        self.notes = notes
    }
}

/// Takes a host out of use, or puts it back: POST /v1/maintenance at the collector; at the agent the same for a rig.
public struct MaintenanceRequest: Equatable, Sendable, Codable {
    /// `zone/site/host`; at the agent a rig's name.
    public var target: String
    public var isOut: Bool
    public var reason: String
    public var dryRun: Bool

    public init(target: String, isOut: Bool, reason: String, dryRun: Bool) {
        self.target = target
        self.isOut = isOut
        self.reason = reason
        self.dryRun = dryRun
    }
}

public struct MaintenanceDecision: Equatable, Sendable, Codable {
    public var target: String
    public var isOut: Bool
    public var wasDryRun: Bool
    public var reason: String
    public var uid: UInt32
    /// RFC 3339.
    public var timestamp: String
    /// What the host may draw all the same while it cannot be reached.
    public var floorW: Double
    public var notes: [String]

    public init(
        target: String, isOut: Bool, wasDryRun: Bool, reason: String, uid: UInt32, timestamp: String, floorW: Double, notes: [String]
    ) {
        self.target = target
        self.isOut = isOut
        self.wasDryRun = wasDryRun
        self.reason = reason
        self.uid = uid
        self.timestamp = timestamp
        self.floorW = floorW
        self.notes = notes
    }
}

/// The machine that held a host's name is gone for good: POST /v1/replacement at the collector.
public struct ReplacementRequest: Equatable, Sendable, Codable {
    /// `zone/site/host`.
    public var target: String
    public var reason: String
    public var dryRun: Bool

    public init(target: String, reason: String, dryRun: Bool) {
        self.target = target
        self.reason = reason
        self.dryRun = dryRun
    }
}

public struct ReplacementDecision: Equatable, Sendable, Codable {
    public var target: String
    /// The one that is replaced; nil: none was known.
    public var machineID: String?
    public var wasDryRun: Bool
    public var reason: String
    public var uid: UInt32
    /// RFC 3339.
    public var timestamp: String
    /// What the old machine may still draw if it is alive after all.
    public var floorW: Double

    public init(target: String, machineID: String?, wasDryRun: Bool, reason: String, uid: UInt32, timestamp: String, floorW: Double) {
        self.target = target
        self.machineID = machineID
        self.wasDryRun = wasDryRun
        self.reason = reason
        self.uid = uid
        self.timestamp = timestamp
        self.floorW = floorW
    }
}

/// The budgets of the zone and inside it: GET /v1/tree.
public struct TreeDocument: Equatable, Sendable, Codable {
    public struct Node: Equatable, Sendable, Codable {
        public var target: String
        /// In force now; under `limitW` during an event, and on the way back.
        public var quotaW: Double
        /// Of the configuration or the standing order.
        public var limitW: Double
        public var floorsW: Double
        public var committedW: Double
        /// Of the hosts that are heard.
        public var powerW: Double
        /// Σ of the quotas of living leases and of the floors of the rest.
        public var allocatedW: Double
        public var hosts: Int
        public var connected: Int

        public init(
            target: String, quotaW: Double, limitW: Double, floorsW: Double, committedW: Double, powerW: Double, allocatedW: Double,
            hosts: Int, connected: Int
        ) {
            self.target = target
            self.quotaW = quotaW
            self.limitW = limitW
            self.floorsW = floorsW
            self.committedW = committedW
            self.powerW = powerW
            self.allocatedW = allocatedW
            self.hosts = hosts
            self.connected = connected
        }
    }

    public var zone: String
    /// Where the zone's budget comes from; nil: from its own configuration.
    public var parent: String?
    public var nodes: [Node]

    public init(zone: String, parent: String?, nodes: [Node]) {
        self.zone = zone
        self.parent = parent
        self.nodes = nodes
    }
}

/// One host's floor schedules: GET /v1/schedules.
public struct ScheduleDocument: Equatable, Sendable, Codable {
    public struct Slot: Equatable, Sendable, Codable {
        /// RFC 3339.
        public var start: String
        public var floorW: Double

        public init(start: String, floorW: Double) {
            self.start = start
            self.floorW = floorW
        }
    }

    public var host: String
    public var scheduleID: String
    /// Whether the host has said that it is on its disk.
    public var isStored: Bool
    public var slotS: Double
    public var slots: [Slot]

    public init(host: String, scheduleID: String, isStored: Bool, slotS: Double, slots: [Slot]) {
        self.host = host
        self.scheduleID = scheduleID
        self.isStored = isStored
        self.slotS = slotS
        self.slots = slots
    }
}

public struct SchedulesDocument: Equatable, Sendable, Codable {
    public var schedules: [ScheduleDocument]

    public init(schedules: [ScheduleDocument]) { self.schedules = schedules }
}
