import ZoneModel

/// What is on its way to the disk, and what still has to go.
///
/// State (an epoch, a machine, a cut) is kept as *keys*: a batch takes the value of the moment, and when the batch fails the key comes back, so that
/// what is written at last is what holds at last. Grants of a failed batch were never sent, but they count, and older entries may have been freed because of
/// them: so they are written again before anything that was freed is struck from the disk.
struct PendingWrites: Sendable {
    enum Key: Hashable, Sendable {
        case epoch
        case epochSettled
        case machine(Int)
        case floor(Int)
        case uncontrolled(Int)
        case zoneQuota
        case hostCap(Int)
        case timedOrder(UInt64)
        case scheduleStored(Int)
        case maintenance(Int)

        /// The order in a batch: an epoch stands before what belongs to it.
        var rank: (Int, Int) {
            switch self {
            case .epoch: (0, 0)
            case .epochSettled: (1, 0)
            case .machine(let i): (2, i)
            case .floor(let i): (3, i)
            case .uncontrolled(let i): (4, i)
            case .zoneQuota: (5, 0)
            case .hostCap(let i): (6, i)
            case .timedOrder(let id): (7, Int(clamping: id))
            case .scheduleStored(let i): (8, i)
            case .maintenance(let i): (9, i)
            }
        }
    }

    /// A quota line that waits for its entry.
    struct Send: Hashable, Sendable {
        var host: Int
        var connection: Int
        var bootID: BootID
        var nonceHeard: BootInstant
        var grant: QuotaGrant

        func hash(into hasher: inout Hasher) {
            hasher.combine(host)
            hasher.combine(grant.generation)
        }
    }

    /// An order that gives more: it holds only once it is on disk.
    struct Raise: Hashable, Sendable {
        /// nil: the zone.
        var host: Int?
        var serial: Int
        var order: QuotaOrder
    }

    /// A line that waits for what was decided before it to be on disk.
    enum Waiting: Sendable {
        /// A hello told of a larger floor or of `observe`: the host acts on it when it is welcomed.
        case welcome(Welcome)
        case schedule(Schedule)

        var host: Int {
            switch self {
            case .welcome(let welcome): welcome.host
            case .schedule(let schedule): schedule.host
            }
        }
    }

    struct Welcome: Sendable {
        var host: Int
        var connection: Int
        var spoolID: String
        var nextSeq: UInt64
    }

    struct Schedule: Sendable {
        var host: Int
        var schedule: FloorSchedule
    }

    struct Batch: Sendable {
        var keys: Set<Key> = []
        /// The entries that it holds, those of an earlier batch that failed included.
        var entries: [LedgerEntry] = []
        var sends: [Send] = []
        var waiting: [Waiting] = []
        var raise: Raise?
        /// What becomes durable with it.
        var epoch: UInt64?
        var machines: [Int: String] = [:]
        var identity: [IdentityOrder] = []
    }

    var unsaved: Set<Key> = []
    /// What happened to tokens and certificates, in its order: every one is a row of its own.
    var identity: [IdentityOrder] = []
    var waiting: [Waiting] = []
    /// On disk, and waiting for the others to make room.
    var written: [Waiting] = []
    /// Grants and their entries, decided in the present call.
    var drafted: [(LedgerEntry, Send)] = []
    /// Of batches that failed.
    var lost: [LedgerEntry] = []
    /// What may leave the disk, but not before the grant that made it superfluous is there.
    var heldBack: [LedgerRecord] = []
    var batches: [Int: Batch] = [:]
    var nextBatch = 1
    /// Set while the last batch to report had failed.
    var failure: String?
    var retryAt: BootInstant?

    /// Whether a new batch may be tried: after a failure one at a time, a second apart.
    func mayWrite(_ now: BootInstant) -> Bool {
        guard let retryAt else { return true }
        return now >= retryAt && batches.isEmpty
    }

    /// After a failure something must be written for the store to show that it works again.
    mutating func probe(_ now: BootInstant) {
        if failure != nil, mayWrite(now) { unsaved.insert(.epoch) }
    }
}
