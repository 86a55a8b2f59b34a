/// What goes wrong in a simulated world. Each kind is counted: messages one by one, everything else by its spell.
public enum FaultKind: Int, CaseIterable, Sendable {
    // The network
    case messageLost
    case messageDoubled
    case messageLate
    case messageOvertaken
    case hostPartition
    case oneWayPartition
    case zonePartition
    case halfOpen
    // Clocks
    case clockSlewed
    case wallStepped
    case wallUnsynchronised
    // Processes
    case agentCrash
    case agentHang
    case machineReboot
    case collectorCrash
    case duplicateHost
    // Disks
    case ledgerWriteFailed
    case ledgerSlow
    case ledgerTorn
    case ledgerUnsyncedLost
    case ledgerLost
    case ledgerRestored
    case memoryWriteFailed
    case memoryLost
    // Plants
    case sensorStuck
    case sensorSilent
    case sensorImplausible
    case rigOverheated
    case unrulyLoad

    /// For the table.
    public var text: String {
        switch self {
        case .messageLost: "message lost"
        case .messageDoubled: "message doubled"
        case .messageLate: "message late (up to 12 s)"
        case .messageOvertaken: "message overtaken"
        case .hostPartition: "host cut off"
        case .oneWayPartition: "host cut off one way"
        case .zonePartition: "zone cut off"
        case .halfOpen: "half-open connection"
        case .clockSlewed: "boot clock slewed"
        case .wallStepped: "wall clock stepped"
        case .wallUnsynchronised: "wall clock unsynchronised"
        case .agentCrash: "agent killed"
        case .agentHang: "agent hangs"
        case .machineReboot: "machine power-cycled"
        case .collectorCrash: "collector killed"
        case .duplicateHost: "second machine under a host's name"
        case .ledgerWriteFailed: "ledger write failed"
        case .ledgerSlow: "ledger's disk slow"
        case .ledgerTorn: "ledger: part of a write survives a crash"
        case .ledgerUnsyncedLost: "ledger: unsynced write lost in a crash"
        case .ledgerLost: "ledger lost"
        case .ledgerRestored: "ledger: older copy put back"
        case .memoryWriteFailed: "agent's memory not written"
        case .memoryLost: "agent's memory lost"
        case .sensorStuck: "sensor stuck"
        case .sensorSilent: "sensor silent"
        case .sensorImplausible: "sensor implausible"
        case .rigOverheated: "rig too hot"
        case .unrulyLoad: "load that no duty reaches"
        }
    }

    /// Drawn by chance of their own; the others follow from another fault (a crash tears the ledger) or from a message.
    static let drawn: [FaultKind] = [
        .hostPartition, .oneWayPartition, .zonePartition, .halfOpen, .clockSlewed, .wallStepped, .wallUnsynchronised, .agentCrash,
        .agentHang, .machineReboot, .collectorCrash, .duplicateHost, .ledgerWriteFailed, .ledgerSlow, .memoryWriteFailed, .sensorStuck,
        .sensorSilent, .sensorImplausible, .rigOverheated, .unrulyLoad, .messageLost, .messageDoubled, .messageLate, .messageOvertaken,
    ]
}

/// How many of each kind.
public struct FaultCounts: Equatable, Sendable {
    private var counts = [UInt64](repeating: 0, count: FaultKind.allCases.count)

    public init() {}

    public subscript(_ kind: FaultKind) -> UInt64 {
        get { counts[kind.rawValue] }
        set { counts[kind.rawValue] = newValue }
    }

    public var total: UInt64 { counts.reduce(0, +) }

    public mutating func add(_ other: FaultCounts) {
        for i in counts.indices { counts[i] += other.counts[i] }
    }
}
