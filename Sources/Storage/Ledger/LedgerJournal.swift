import ZoneModel

/// The collector's write-ahead ledger (rules 2 and 8 of the lease protocol).
///
/// `commit` returns when the batch is on disk; only then may anything be sent because of it. One batch is one transaction and two
/// flushes (ledger, witness), however many records it holds: collect, then commit. What is read back is what `LedgerImage.apply`
/// makes of the same records.
public final class LedgerJournal {
    public let path: String
    public let opening: DatabaseOpening
    /// As found at the start; the end of the quarantine (`epochSettled` of the newest epoch) makes it `whole`.
    public private(set) var status: LedgerImage.Status
    /// Why it counts as lost or restored, for people; nil for the others.
    public private(set) var standingReason: String?

    private let database: Database
    private let witness: LedgerWitness.Writer
    private let inode: UInt64
    private var head: LedgerHead
    private let freedKept: Duration

    /// - Parameters:
    ///   - path: the database; the witness stands beside it as `PATH.witness`.
    ///   - freedKept: how long freed entries are kept as evidence.
    /// - Throws: `locked` if another collector has it, and whatever the disk refuses. A corrupt ledger is moved aside, and
    ///   `status` says `lost`.
    public init(path: String, freedKept: Duration = .seconds(3600), now: WallInstant) throws(StorageError) {
        let witnessPath = path + ".witness"
        let (database, opening, stored) = try Database.open(
            path: path, schema: LedgerSchema.schema, options: LedgerSchema.options, now: now
        ) { database throws(StorageError) -> LedgerHead? in
            // All of it is read once, so that a row that rotted shows before anything is granted upon it.
            _ = try LedgerReader.image(database, status: .whole)
            return try LedgerHead.load(database)
        }
        // After the opening: it holds the lock, so no other collector writes a witness meanwhile.
        let finding = try LedgerWitness.read(witnessPath)
        self.path = path
        self.freedKept = freedKept
        self.database = database
        self.opening = opening
        self.inode = FileStatus(path)?.inode ?? 0
        let (standing, isFoundNow) = LedgerStanding.judge(opening: opening, head: stored, witness: finding, inode: inode)
        (self.status, self.standingReason) = (standing.status, standing.reason)
        var head = stored ?? LedgerHead(ledgerID: SpoolHead.randomID(), commits: 0, epoch: 0, settledEpoch: 0)
        if standing.status != .whole {
            // The doubt is on disk before the witness agrees again: a crash between the two finds the doubt in either.
            head.doubt = standing
            if case .found(let witness) = finding { head.commits = max(head.commits, witness.commits) }
            head.commits += 1
            try database.transaction { () throws(StorageError) in
                try head.save(database)
                if isFoundNow { try LedgerJournal.recover(database, opening: opening, standing: standing, witness: finding) }
            }
        }
        self.head = head
        self.witness = try LedgerWitness.Writer(
            path: witnessPath, LedgerWitness(ledgerID: head.ledgerID, commits: head.commits, inode: inode))
    }

    /// What people ordered outlives the file it stood in, as far as it can be read; what cannot be known is written down as a doubt.
    private static func recover(
        _ database: Database, opening: DatabaseOpening, standing: LedgerStanding, witness: LedgerWitness.Finding
    ) throws(StorageError) {
        guard case .replaced(let keptAt, _) = opening else {
            if standing.status != .fresh { try LedgerWriter.setOrdersDoubt(standing.isGone ? .lost : .older, database) }
            return
        }
        let salvage = LedgerSalvage(keptAt: keptAt)
        try salvage.write(to: database)
        var isNewest = false
        if case .found(let witness) = witness, let commits = salvage.commits { isNewest = commits >= witness.commits }
        try LedgerWriter.setOrdersDoubt(salvage.isComplete ? (isNewest ? nil : .older) : .lost, database)
    }

    /// Everything that is in force, with the present `status`.
    public func load() throws(StorageError) -> LedgerImage {
        try LedgerReader.image(database, status: status)
    }

    /// The newest orders first.
    public func orders(limit: Int) throws(StorageError) -> [RecordedOrder] {
        try LedgerReader.orders(database, limit: limit)
    }

    /// All records or none, on disk when it returns.
    ///
    /// - Throws: nothing may be sent because of the batch. (Where the witness alone failed, the records are in the ledger: entries
    ///   that were never sent, which is the safe side. Writing the same batch once more is allowed and adds nothing.) `refused` for a
    ///   record that breaks a rule: an epoch that falls or is settled before it began, another grant under the same number or one
    ///   that is not above all before it, a zone without a quota.
    public func commit(_ batch: [LedgerRecord], now: WallInstant) throws(StorageError) {
        guard !batch.isEmpty else { return }
        var head = self.head
        head.commits += 1
        do throws(StorageError) {
            try database.transaction { () throws(StorageError) in
                var freed = 0
                for record in batch { freed += try write(record, &head, now: now) }
                // More than the batch freed, so that the evidence converges to its age; bounded, so that no commit waits for long.
                try LedgerWriter.forgetFreed(before: now, kept: freedKept, atMost: freed * 2 + 64, database)
                try head.save(database)
            }
            self.head = head
            try witness.write(LedgerWitness(ledgerID: head.ledgerID, commits: head.commits, inode: inode))
        } catch {
            // The next start must not go on with it.
            if error.cause == .corrupt { Database.markSuspect(path: path) }
            throw error
        }
        if head.doubt == nil { (status, standingReason) = (.whole, nil) }
    }

    /// - Returns: how many entries it freed.
    private func write(_ record: LedgerRecord, _ head: inout LedgerHead, now: WallInstant) throws(StorageError) -> Int {
        switch record {
        case .epoch(let epoch):
            guard epoch >= head.epoch, epoch < Int64.max else { throw refused("epoch \(epoch) after epoch \(head.epoch)") }
            head.epoch = epoch
        case .epochSettled(let epoch):
            // On disk it would make a later quarantine of that very epoch look as if it were over.
            guard epoch <= head.epoch else { throw refused("epoch \(epoch) is settled, and only \(head.epoch) has begun") }
            // Only a quarantine that was waited out since: the doubt was about everything before it.
            if epoch == head.epoch, epoch > head.settledEpoch { head.doubt = nil }
            head.settledEpoch = max(head.settledEpoch, epoch)
        case .granted(let entry): try LedgerWriter.grant(entry, at: now, database)
        case .freed(let address, let bootID, let upTo): return try LedgerWriter.free(address, bootID, upTo: upTo, at: now, database)
        case .machine(let address, let machineID): try LedgerWriter.setMachine(address, machineID, database)
        case .floor(let address, let floor): try LedgerWriter.setPower("floor", address, floor, database)
        case .uncontrolled(let address, let power):
            try LedgerWriter.setPower("uncontrolled", address, power > .zero ? power : nil, database)
        case .zoneQuota(let order):
            guard order.quota != nil else { throw refused("a zone always has a quota") }
            try LedgerWriter.append(RecordedOrder(host: nil, order: order), database)
            try LedgerWriter.setOrdersDoubt(nil, database)
        case .hostCap(let address, let order): try LedgerWriter.append(RecordedOrder(host: address, order: order), database)
        case .scheduleSent(let address, let schedule): try LedgerWriter.sent(schedule, to: address, database)
        case .scheduleStored(let address, let id): try LedgerWriter.stored(id, at: address, database)
        case .timedOrder(let order): try LedgerWriter.append(order, at: now, database)
        case .timedOrderEnded(let id): try LedgerWriter.end(id, at: now, database)
        case .maintenance(let address, let order): try LedgerWriter.append(order, of: address, at: now, database)
        case .identity(let order): try LedgerWriter.append(order, database)
        }
        return 0
    }

    private func refused(_ detail: String) -> StorageError {
        StorageError(path: path, operation: "commit", cause: .refused, detail: detail)
    }
}

/// What a ledger is worth at the start, and why.
struct LedgerStanding: Equatable {
    var status: LedgerImage.Status
    /// For people; nil for fresh and whole.
    var reason: String?
    /// There is nothing left of it.
    var isGone = false

    static let fresh = LedgerStanding(status: .fresh)
    static let whole = LedgerStanding(status: .whole)
    static func lost(_ reason: String) -> LedgerStanding { LedgerStanding(status: .lost, reason: reason) }
    static func restored(_ reason: String) -> LedgerStanding { LedgerStanding(status: .restored, reason: reason) }

    /// - Returns: `isFoundNow` tells a finding of this start from a doubt that an earlier one wrote down.
    static func judge(
        opening: DatabaseOpening, head: LedgerHead?, witness: LedgerWitness.Finding, inode: UInt64
    ) -> (standing: LedgerStanding, isFoundNow: Bool) {
        if let finding = find(opening: opening, head: head, witness: witness, inode: inode) { return (finding, true) }
        return (head?.doubt ?? .whole, false)
    }

    /// nil: it is level with its witness.
    private static func find(
        opening: DatabaseOpening, head: LedgerHead?, witness: LedgerWitness.Finding, inode: UInt64
    ) -> LedgerStanding? {
        if case .replaced(let keptAt, let reason) = opening { return .lost("it was corrupt (\(reason)) and is kept at \(keptAt)") }
        guard let head else {
            if witness == .none { return .fresh }
            var gone = lost("the ledger is gone and its witness is there")
            gone.isGone = true
            return gone
        }
        switch witness {
        // Killed at its very first start, between the ledger and the witness.
        case .none where head.commits <= 1 && head.doubt?.status == .fresh: return .fresh
        case .none: return .lost("its witness is gone, so nobody knows whether it is the newest copy")
        case .damaged: return .lost("its witness is damaged, so nobody knows whether it is the newest copy")
        case .found(let witness):
            if witness.ledgerID != head.ledgerID { return .lost("the witness belongs to another ledger") }
            if head.commits < witness.commits {
                return .restored("it holds \(head.commits) commits, its witness has seen \(witness.commits)")
            }
            if witness.inode != inode { return .restored("it is a copy: another file than the one its witness knows") }
        }
        return nil
    }
}
