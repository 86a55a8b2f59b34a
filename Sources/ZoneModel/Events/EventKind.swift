/// syslog's severities that the daemons use, by their names on the wire.
public enum Severity: String, Hashable, Sendable, Codable, CaseIterable {
    case critical
    case error
    case warning
    case notice
    case info

    /// syslog(3): LOG_CRIT 2 … LOG_INFO 6.
    public var syslogPriority: Int {
        switch self {
        case .critical: 2
        case .error: 3
        case .warning: 4
        case .notice: 5
        case .info: 6
        }
    }
}

/// Every kind of thing that the daemons say happened. The raw value is the wire's `event`; the journal's MESSAGE_ID hangs on it,
/// so a kind is never renamed or reused.
public enum EventKind: String, Hashable, Sendable, Codable, CaseIterable {
    // The agent's life
    case started
    case stopping
    case configReloaded = "config_reloaded"
    case configRejected = "config_rejected"
    /// In the journal alone, every ten minutes: what was drawn. The reports tell the collector.
    case powerAccount = "power_account"
    // Quota and lease
    case quotaChanged = "quota_changed"
    case quotaApplied = "quota_applied"
    case cannotComply = "cannot_comply"
    case compliesAgain = "complies_again"
    case leaseGained = "lease_gained"
    case leaseLost = "lease_lost"
    case quotaRefused = "quota_refused"
    // What people order at the host itself
    case holdSet = "hold_set"
    case holdEnded = "hold_ended"
    case maintenanceBegan = "maintenance_began"
    case maintenanceEnded = "maintenance_ended"
    case calibrationBegan = "calibration_began"
    case calibrationEnded = "calibration_ended"
    case memoryLost = "memory_lost"
    case scheduleStored = "schedule_stored"
    case scheduleRefused = "schedule_refused"
    case scheduleEnded = "schedule_ended"
    case emergencySet = "emergency_set"
    case emergencyEnded = "emergency_ended"
    // Rigs and sensors
    case rigStale = "rig_stale"
    case rigFrozen = "rig_frozen"
    case rigRecovered = "rig_recovered"
    case readingRefused = "reading_refused"
    case thermalThrottle = "thermal_throttle"
    case thermalTrip = "thermal_trip"
    case thermalCleared = "thermal_cleared"
    case temperatureMissing = "temperature_missing"
    case sensorAppeared = "sensor_appeared"
    case sensorVanished = "sensor_vanished"
    case sensorSlow = "sensor_slow"
    case capNotTaken = "cap_not_taken"
    case capTaken = "cap_taken"
    // Link and spool
    case collectorConnected = "collector_connected"
    case collectorLost = "collector_lost"
    case collectorRefused = "collector_refused"
    case lineRefused = "line_refused"
    case spoolThinned = "spool_thinned"
    case spoolFailed = "spool_failed"
    case spoolRecovered = "spool_recovered"
    // Worker and host
    case kernelChosen = "kernel_chosen"
    case kernelRefused = "kernel_refused"
    case blockFound = "block_found"
    case workMissing = "work_missing"
    case poolConnected = "pool_connected"
    case poolLost = "pool_lost"
    case poolMessage = "pool_message"
    case nodeConnected = "node_connected"
    case nodeLost = "node_lost"
    case blockAccepted = "block_accepted"
    case blockRejected = "block_rejected"
    case controlLate = "control_late"
    // The collector
    case hostConnected = "host_connected"
    case hostLost = "host_lost"
    case hostRefused = "host_refused"
    case duplicateHost = "duplicate_host"
    case floorMismatch = "floor_mismatch"
    case quotaSet = "quota_set"
    case timedOrderSet = "timed_order_set"
    case timedOrderEnded = "timed_order_ended"
    case hostMaintenance = "host_maintenance"
    case hostReplaced = "host_replaced"
    case parentLease = "parent_lease"
    case grantWithheld = "grant_withheld"
    case ledgerQuarantine = "ledger_quarantine"
    case storeFailed = "store_failed"
    case storeRecovered = "store_recovered"
    case budgetUnreachable = "budget_unreachable"
    // Who may speak for a host
    case enrolmentSet = "enrolment_set"
    case hostEnrolled = "host_enrolled"
    case hostRevoked = "host_revoked"
    case certificateRenewed = "certificate_renewed"
    case certificateExpires = "certificate_expires"
    case plainTransport = "plain_transport"
}

/// Something that happened, for the journal and, where it is evidence, for the wire.
public struct Event: Equatable, Sendable {
    public var kind: EventKind
    public var severity: Severity
    /// One line for a person: what happened, and the mend where there is one.
    public var message: String
    /// The event's own keys, snake_case with the unit as suffix; they become wire keys and, upper-cased, journal fields.
    public var fields: [FlatObject.Field]

    public init(_ kind: EventKind, _ severity: Severity, _ message: String, fields: [FlatObject.Field] = []) {
        self.kind = kind
        self.severity = severity
        self.message = message
        self.fields = fields
    }
}

extension Event {
    /// Said at every start.
    public static func plainTransport(_ address: String) -> Event {
        Event(
            .plainTransport, .warning,
            "PLAIN TCP beyond loopback (\(address)): anybody on the way can read and forge every line, grants included, and speak for any host",
            fields: [.text("address", address)])
    }
}

extension FlatObject.Field {
    public static func text(_ key: String, _ value: String) -> Self { .init(key: key, value: .string(value)) }
    public static func power(_ key: String, _ value: Power) -> Self {
        .init(key: key, value: .number(decimal(thousandths: value.milliwatts)))
    }
    public static func count(_ key: String, _ value: some BinaryInteger) -> Self { .init(key: key, value: .number(String(value))) }
    public static func real(_ key: String, _ value: Double) -> Self {
        guard value.isFinite else { return .init(key: key, value: .null) }
        let isWhole = value == value.rounded() && value.magnitude < 1e15
        return .init(key: key, value: .number(isWhole ? String(Int64(value)) : "\(value)"))
    }
    public static func flag(_ key: String, _ value: Bool) -> Self { .init(key: key, value: .boolean(value)) }
}
