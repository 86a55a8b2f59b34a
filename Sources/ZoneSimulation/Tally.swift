/// What a run came to.
public struct Tally: Sendable, Equatable {
    public var simulatedNanoseconds: Int64 = 0
    public var events: UInt64 = 0
    public var faults = FaultCounts()
    public var grantsAccepted: UInt64 = 0
    public var linesRecoded: UInt64 = 0
    public var records: UInt64 = 0
    public var orders: UInt64 = 0
    public var floorChanges: UInt64 = 0
    public var schedulesSent: UInt64 = 0
    public var timedEvents: UInt64 = 0
    public var emergencies: UInt64 = 0
    public var maintenances: UInt64 = 0
    public var holds: UInt64 = 0
    public var replacements: UInt64 = 0
    /// Zone seconds in all, and those of them that `allocated` and `used` are made of: in no storm and in no fault's window (`World.excuse`), with as much wanted
    /// as there is.
    public var zoneSeconds = 0.0
    public var countedSeconds = 0.0
    /// Outside faults, but all hosts together wanted less than the budget, or orders inside the zone (a cap, an emergency of a site) leave them less.
    public var modestSeconds = 0.0
    public var budgetWs = 0.0
    public var allottedWs = 0.0
    public var usedWs = 0.0
    /// Looks at one host's watts; those of hosts whose sensors failed or whose load obeys nothing; those over the ceiling.
    public var hostSamples: UInt64 = 0
    public var blindSamples: UInt64 = 0
    public var overSamples: UInt64 = 0
    public var overWs = 0.0
    public var overMaxW = 0.0
    public var hash: UInt64 = 0

    public init() {}

    public var hours: Double { Double(simulatedNanoseconds) / 3600e9 }
    public var allocated: Double { budgetWs > 0 ? allottedWs / budgetWs : 0 }
    public var used: Double { budgetWs > 0 ? usedWs / budgetWs : 0 }

    /// Worlds are added in their order, so that the sum's hash is a function of the seed.
    public mutating func add(_ other: Tally) {
        simulatedNanoseconds += other.simulatedNanoseconds
        events += other.events
        faults.add(other.faults)
        grantsAccepted += other.grantsAccepted
        linesRecoded += other.linesRecoded
        records += other.records
        orders += other.orders
        floorChanges += other.floorChanges
        schedulesSent += other.schedulesSent
        timedEvents += other.timedEvents
        emergencies += other.emergencies
        maintenances += other.maintenances
        holds += other.holds
        replacements += other.replacements
        zoneSeconds += other.zoneSeconds
        countedSeconds += other.countedSeconds
        modestSeconds += other.modestSeconds
        budgetWs += other.budgetWs
        allottedWs += other.allottedWs
        usedWs += other.usedWs
        hostSamples += other.hostSamples
        blindSamples += other.blindSamples
        overSamples += other.overSamples
        overWs += other.overWs
        overMaxW = max(overMaxW, other.overMaxW)
        hash = (hash ^ other.hash) &* 0x0000_0100_0000_01B3
    }
}
