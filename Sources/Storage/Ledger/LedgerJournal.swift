import ZoneModel

/// The collector's write-ahead ledger (rules 2 and 8 of the lease protocol).
///
/// `commit` returns when the batch is on disk; only then may anything be sent because of it. One batch is one transaction and two
/// flushes (ledger, witness), however many records it holds: collect, then commit.
public final class LedgerJournal {
    public let path: String
    public let opening: DatabaseOpening
    /// As found at the start; `doubtSettled` makes it `whole`.
    public private(set) var standing: LedgerStanding

    private let database: Database
    private let witness: LedgerWitness.Writer
    private let inode: UInt64
    private var head: LedgerHead
    private let freedKept: Duration

    /// - Parameters:
    ///   - path: the database; the witness stands beside it as `PATH.witness`.
    ///   - freedKept: how long freed entries are kept as evidence.
    /// - Throws: `locked` if another collector has it, and whatever the disk refuses. A corrupt ledger is moved aside, and
    ///   `standing` says `lost`.
    public init(path: String, freedKept: Duration = .seconds(3600), now: WallInstant) throws(StorageError) {
        let witnessPath = path + ".witness"
        let (database, opening, stored) = try Database.open(
            path: path, schema: LedgerSchema.schema, options: LedgerSchema.options, now: now
        ) { database throws(StorageError) -> LedgerHead? in
            // All of it is read once, so that a row that rotted shows before anything is granted upon it.
            _ = try LedgerReader.image(database, epoch: 0)
            return try LedgerHead.load(database)
        }
        // After the opening: it holds the lock, so no other collector writes a witness meanwhile.
        let finding = try LedgerWitness.read(witnessPath)
        self.path = path
        self.freedKept = freedKept
        self.database = database
        self.opening = opening
        self.inode = FileStatus(path)?.inode ?? 0
        self.standing = LedgerJournal.judge(opening: opening, head: stored, witness: finding, inode: inode)
        var head = stored ?? LedgerHead(ledgerID: SpoolHead.randomID(), commits: 0, epoch: 0)
        if standing != .whole {
            // The doubt is on disk before the witness agrees again: a crash between the two finds the doubt in either.
            (head.doubt, head.doubtReason) = standing.doubt
            if case .found(let witness) = finding { head.commits = max(head.commits, witness.commits) }
            head.commits += 1
            try database.transaction { () throws(StorageError) in try head.save(database) }
        }
        self.head = head
        self.witness = try LedgerWitness.Writer(
            path: witnessPath, LedgerWitness(ledgerID: head.ledgerID, commits: head.commits, inode: inode))
    }

    private static func judge(
        opening: DatabaseOpening, head: LedgerHead?, witness: LedgerWitness.Finding, inode: UInt64
    ) -> LedgerStanding {
        if case .replaced(let keptAt, let reason) = opening { return .lost(reason: "it was corrupt (\(reason)) and is kept at \(keptAt)") }
        guard let head else {
            return witness == .none ? .fresh : .lost(reason: "the ledger is gone and its witness is there")
        }
        switch witness {
        // Killed at its very first start, between the ledger and the witness.
        case .none where head.commits <= 1 && head.doubt == "fresh": return .fresh
        case .none: return .lost(reason: "its witness is gone, so nobody knows whether it is the newest copy")
        case .damaged: return .lost(reason: "its witness is damaged, so nobody knows whether it is the newest copy")
        case .found(let witness):
            if witness.ledgerID != head.ledgerID { return .lost(reason: "the witness belongs to another ledger") }
            if head.commits < witness.commits {
                return .restored(reason: "it holds \(head.commits) commits, its witness has seen \(witness.commits)")
            }
            if witness.inode != inode { return .restored(reason: "it is a copy: another file than the one its witness knows") }
        }
        switch head.doubt {
        case nil: return .whole
        case "fresh": return .fresh
        case "restored": return .restored(reason: head.doubtReason ?? "")
        default: return .lost(reason: head.doubtReason ?? "")
        }
    }

    /// Everything that is in force.
    public func load() throws(StorageError) -> LedgerImage {
        try LedgerReader.image(database, epoch: head.epoch)
    }

    /// The newest decisions first.
    public func decisions(limit: Int) throws(StorageError) -> [OperatorDecision] {
        try LedgerReader.decisions(database, limit: limit)
    }

    /// All records or none, on disk when it returns.
    ///
    /// - Throws: nothing may be sent because of the batch. (Where the witness alone failed, the records are in the ledger: entries
    ///   that were never sent, which is the safe side. Writing an identical grant once more is allowed.) `refused` for a record that
    ///   breaks a rule: an epoch that falls, another grant under the same number.
    public func commit(_ batch: [LedgerRecord], now: WallInstant) throws(StorageError) {
        guard !batch.isEmpty else { return }
        var head = self.head
        head.commits += 1
        do throws(StorageError) {
            try database.transaction { () throws(StorageError) in
                for record in batch { try write(record, &head, now: now) }
                try forgetFreed(before: now, atMost: batch.count * 2 + 64)
                try head.save(database)
            }
            self.head = head
            try witness.write(LedgerWitness(ledgerID: head.ledgerID, commits: head.commits, inode: inode))
        } catch {
            // The next start must not go on with it.
            if error.cause == .corrupt { Database.markSuspect(path: path) }
            throw error
        }
        if head.doubt == nil { standing = .whole }
    }

    private func write(_ record: LedgerRecord, _ head: inout LedgerHead, now: WallInstant) throws(StorageError) {
        switch record {
        case .epochBegan(let epoch):
            guard epoch >= head.epoch, epoch < Int64.max else { throw refused("epoch \(epoch) after epoch \(head.epoch)") }
            head.epoch = epoch
        case .granted(let entry, let at): try LedgerWriter.grant(entry, at: at, database)
        case .freed(let address, let grant, let reason):
            try LedgerWriter.free(address, grant, reason: reason, at: now, database)
        case .floor(let address, let floor): try LedgerWriter.set(floor, of: address, database)
        case .decision(let decision): try LedgerWriter.append(decision, database)
        case .machineSeen(let address, let machineID, let at):
            try database.run("INSERT INTO machine (address, machine_id, first_seen_ms) VALUES (?, ?, ?) ON CONFLICT DO NOTHING") {
                $0.put(address.description)
                $0.put(machineID)
                $0.put(at.milliseconds)
            }
        case .machineForgotten(let address):
            try database.run("DELETE FROM machine WHERE address = ?") { $0.put(address.description) }
        case .doubtSettled: (head.doubt, head.doubtReason) = (nil, nil)
        }
    }

    /// Bounded per commit, and above what a commit adds, so that it converges.
    private func forgetFreed(before now: WallInstant, atMost rows: Int) throws(StorageError) {
        let oldest = now.milliseconds - min(freedKept.wholeMilliseconds, 1 << 52)
        try database.run(
            "DELETE FROM freed_entry WHERE id IN (SELECT id FROM freed_entry ORDER BY id LIMIT ?) AND freed_ms < ?"
        ) {
            $0.put(Int64(rows))
            $0.put(oldest)
        }
    }

    private func refused(_ detail: String) -> StorageError {
        StorageError(path: path, operation: "commit", cause: .refused, detail: detail)
    }
}

extension LedgerStanding {
    fileprivate var doubt: (String?, String?) {
        switch self {
        case .fresh: ("fresh", nil)
        case .whole: (nil, nil)
        case .lost(let reason): ("lost", reason)
        case .restored(let reason): ("restored", reason)
        }
    }
}
