import ZoneModel
import ZonePolicy

/// One zone's collector: its clock, its process and its disk. The decisions are the production `ZoneAuthority`'s.
final class Centre {
    let zone: Int
    var configuration: CollectorConfiguration
    var clock = SimulatedBootClock(reading: 0, at: 0, rate: 1)
    var wallClock = SimulatedWallClock(errorMilliseconds: 0, bound: 20)
    /// nil while the process is down.
    var process: CollectorProcess?
    /// Which run of the process.
    var life = 0
    var disk = LedgerDisk()
    var partitionedUntil: Int64 = 0
    /// A lowered floor is on its way: the collector knows of it, the host does not yet.
    var isFloorPending = false
    /// What is on its way is lower than what was.
    var isFloorFalling = false
    var hasLoweredFloor = false
    var hasLostLedger = false
    /// Seats that no process has welcomed since a ledger was lost or put back: what floor they hold is not known there.
    var unheard: Set<Int> = []
    /// The process is to end in the middle of its next write.
    var diesWriting = false
    /// How many ends have taken the floor up that is on its way.
    var floorEnds = 0
    /// Events and emergencies that were ordered of late.
    var timedOrders: [UInt64] = []
    /// Seats whose name a second machine has ever used.
    var contested: Set<Int> = []
    /// Which machine carries each name, as the collector last knew it.
    var holders: [Int: String] = [:]
    /// Seats that are out of use.
    var out: Set<Int> = []
    /// The last machine is the intruder.
    var machines: [Machine] = []

    /// What the ledger counts, by seat, as of the last thing that happened to the authority, and the instant of its clock until which that stands.
    var counts: [(commitment: Power, base: Power)] = []
    var countsEnd = BootInstant(nanoseconds: .min)
    var isCounting = false

    // What is watched.
    /// Z as it was last seen, and former larger ones with the instant until which leases under them may live.
    var budget: Power
    var formerBudgets: [(until: Int64, Power)] = []
    /// Sums of the floors that stood above the budget, and until when a lease up to one of them may live.
    var formerFloors: [(until: Int64, Power)] = []
    /// Until then a fault excuses an allocation that is not whole.
    var excusedUntil: Int64 = 0
    var lastAt: Int64 = 0
    /// Of the last look: ceilings in force and what counts beside them, in milliwatts.
    var inForce: Int64 = 0
    var allotted: Int64 = 0
    var isSaturated = false
    /// Somebody ordered something since.
    var isOrdered = false
    var drawnW = 0.0

    init(zone: Int, configuration: CollectorConfiguration) {
        self.zone = zone
        self.configuration = configuration
        budget = configuration.quota
    }
}

/// A collector's process. What is looked at after every event is read in place (`inout`): a value that a class holds is else copied whole for each call
/// of another module.
final class CollectorProcess {
    var authority: ZoneAuthority

    /// Z, as of the last thing that happened to the authority: nothing else moves it.
    private(set) var budget = Power.zero

    init(_ authority: ZoneAuthority) {
        self.authority = authority
        budget = authority.budget
    }

    func happened() { budget = CollectorProcess.budget(&authority) }

    var nextExpiry: BootInstant { CollectorProcess.nextExpiry(&authority) }
    /// What the orders inside the zone leave of what its hosts want.
    func usable(_ wanted: [Power], _ local: BootInstant) -> Power { CollectorProcess.usable(&authority, wanted, local) }
    func machineID(at seat: Int) -> String? { CollectorProcess.machineID(&authority, seat) }
    var isCounting: Bool { CollectorProcess.isCounting(&authority) }

    /// What the ledger counts, by seat.
    func count(_ seats: Int, _ local: BootInstant, into counts: inout [(commitment: Power, base: Power)]) {
        CollectorProcess.count(&authority, seats, local, &counts)
    }

    private static func budget(_ authority: inout ZoneAuthority) -> Power { authority.budget }
    private static func usable(_ authority: inout ZoneAuthority, _ wanted: [Power], _ local: BootInstant) -> Power {
        authority.usable(wanted, now: local)
    }
    private static func machineID(_ authority: inout ZoneAuthority, _ seat: Int) -> String? { authority.machineID(at: seat) }
    private static func nextExpiry(_ authority: inout ZoneAuthority) -> BootInstant { authority.nextExpiry }
    private static func isCounting(_ authority: inout ZoneAuthority) -> Bool { authority.quarantineEnd == nil }

    private static func count(
        _ authority: inout ZoneAuthority, _ seats: Int, _ local: BootInstant, _ counts: inout [(commitment: Power, base: Power)]
    ) {
        counts.removeAll(keepingCapacity: true)
        for seat in 0..<seats { counts.append(authority.counted(at: seat, now: local)) }
    }
}

/// The ledger's disk: one transaction at a time, batches that wait share the next one. What a crash leaves is read back through
/// `LedgerImage.apply`, as the store's is.
struct LedgerDisk {
    struct Batch {
        var id: Int
        var records: [LedgerRecord]
    }

    var image = LedgerImage(status: .fresh)
    /// An older copy that somebody keeps.
    var backup = LedgerImage(status: .fresh)
    var waiting: [Batch] = []
    var writing: [Batch] = []
    var failsUntil: Int64 = 0
    var slowUntil: Int64 = 0

    mutating func begin() -> Bool {
        guard writing.isEmpty, !waiting.isEmpty else { return false }
        swap(&writing, &waiting)
        return true
    }

    /// The transaction is over; its records are on the disk or, as far as anybody can tell, not.
    mutating func end(isStored: Bool) -> [Batch] {
        let batches = writing
        writing = []
        if isStored { for batch in batches { store(batch) } }
        return batches
    }

    mutating func store(_ batch: Batch) {
        for record in batch.records { image.apply(record) }
    }
}

extension Centre {
    /// In place, so that the authority is not copied.
    func tell(_ local: BootInstant, isCounted: Bool, _ body: (inout ZoneAuthority, BootInstant) -> [ZoneDirective]) -> [ZoneDirective] {
        guard let process else { return [] }
        let directives = body(&process.authority, local)
        process.happened()
        if isCounted { process.count(machines.count - 1, local, into: &counts) }
        // In a large world they are made when they are looked at.
        countsEnd = isCounted ? process.nextExpiry : BootInstant(nanoseconds: .min)
        isCounting = process.isCounting
        return directives
    }

    /// Brings the counts to this instant: entries grow old by themselves.
    func count(_ local: BootInstant) {
        guard let process, local >= countsEnd else { return }
        process.count(machines.count - 1, local, into: &counts)
    }

    var hosts: ArraySlice<Machine> { machines.dropLast() }
    var intruder: Machine? { machines.last }
}
