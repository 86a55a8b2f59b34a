import Host
import Link
import Storage
import Synchronization
import Transport
import ZoneModel

/// The spool and the memory on a loop of their own: the disk may be slow, full or gone, and nothing but evidence waits for it.
///
/// Lines of about a tenth of a second share one transaction. While the disk takes nothing they wait in a bounded backlog. While it hangs in a
/// call that does not return they wait in another one, before this loop, which is bounded just so: one job a hang is all that waits here.
actor Evidence {
    nonisolated let loop: EventLoop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    /// What other threads may know of the spool.
    struct Standing: Sendable {
        var spoolID: String
        var nextSeq: UInt64
        var figure: SpoolFigure
        /// What the reports since the start of this run add up to.
        var totals = PowerAccount(firstSeq: 0, from: WallInstant(milliseconds: 0))
        var hashes: UInt64 = 0
    }

    private nonisolated let shared: Mutex<Standing>
    /// Lines that the loop has not come to yet.
    private nonisolated let intake = Mutex(Intake())
    private nonisolated let spoolPath: String
    private nonisolated let nameplate: Mutex<Power>
    private let spool: Spool
    private let memory: AgentMemory
    private let chronicle: Chronicle
    private var backlog = SpoolBacklog()
    private var uplink: Uplink?
    private var flushTimer: LoopTimer?
    private var image: AgentMemoryImage
    private var isImageStored = true
    private var memoryTimer: LoopTimer?
    private var isFailing = false
    /// Why the newest image is not on disk.
    private var memoryFailure: StorageError?
    /// Who must know when the image of this instant is on disk: told of the first failure, and of the success that follows it.
    private var waiting: [(isTold: Bool, done: @Sendable (StorageError?) -> Void)] = []

    private struct Intake: Sendable {
        var backlog = SpoolBacklog()
        /// Since when the loop owes a turn; nil: it has come to everything.
        var since: BootInstant?
        var isTold = false

        var silence: Duration { since.map { SystemClock.bootNow() - $0 } ?? .zero }
    }

    /// A disk that has not answered for so long hangs.
    private static let patience: Duration = .seconds(5)
    private static let groupCommit: Duration = .milliseconds(100)
    private static let retry: Duration = .seconds(5)
    private static let linesPerFetch = 512

    /// - Parameter image: what the memory holds, or must be taken to hold.
    init(
        loop: EventLoop, configuration: AgentConfiguration, memory: AgentMemory, image: AgentMemoryImage, chronicle: Chronicle
    ) throws(StorageError) {
        self.loop = loop
        self.memory = memory
        self.image = image
        self.chronicle = chronicle
        let spool = try Spool(
            path: "\(configuration.stateDirectory)/spool.sqlite", address: configuration.address, configuration: configuration.spool,
            now: SystemClock.wallNow())
        shared = Mutex(Standing(spoolID: spool.spoolID, nextSeq: spool.nextSeq, figure: spool.figure))
        self.spool = spool
        spoolPath = spool.path
        nameplate = Mutex(configuration.nameplate)
        if case .replaced(let keptAt, let reason) = spool.opening {
            chronicle.tell(
                Event(.spoolFailed, .error, "the spool could not be used (\(reason)): it is kept at \(keptAt), and a new one has begun"))
        }
        // A run that ended without a stop left it open.
        if let left = spool.account, left.covered > .zero {
            chronicle.journal(Event(left, spoolID: spool.spoolID, nameplate: configuration.nameplate))
            try? spool.closeAccount()
        }
    }

    nonisolated var standing: Standing {
        var standing = shared.withLock { $0 }
        let silence = intake.withLock(\.silence)
        if silence > Evidence.patience {
            standing.figure.failure = "the disk has not answered for \(silence.wholeMilliseconds / 1000) s; lines wait in memory"
        }
        return standing
    }

    // MARK: From any thread

    nonisolated func onConfiguration(_ configuration: AgentConfiguration) { nameplate.withLock { $0 = configuration.nameplate } }

    nonisolated func attach(_ uplink: Uplink) { onLoop { $0.uplink = uplink } }
    nonisolated func add(_ line: PendingLine) {
        if case .report(let report) = line.content {
            shared.withLock {
                $0.totals.add(report, at: line.timestamp)
                $0.hashes &+= report.hashes
            }
        }
        let (isFirst, isHanging) = intake.withLock { intake in
            intake.backlog.add(line)
            let isFirst = intake.since == nil
            if isFirst { intake.since = SystemClock.bootNow() }
            let isHanging = !intake.isTold && intake.silence > Evidence.patience
            if isHanging { intake.isTold = true }
            return (isFirst, isHanging)
        }
        if isFirst { onLoop { $0.takeIn() } }
        guard isHanging else { return }
        chronicle.tell(
            Event(
                .spoolFailed, .error,
                "the disk of the spool has not answered for \(Evidence.patience.wholeMilliseconds / 1000) s. Lines wait in memory, and the "
                    + "oldest are given up when that is full: see whether \(spoolPath) can be read and written",
                fields: [.text("cause", "hangs")]))
    }

    nonisolated func remember(_ change: @escaping @Sendable (inout AgentMemoryImage) -> Void) {
        onLoop {
            change(&$0.image)
            $0.isImageStored = false
            $0.storeMemory()
        }
    }

    /// The same, and `done` with nil once it is on disk. A failure is told before that, and the disk is tried again.
    nonisolated func remember(
        _ change: @escaping @Sendable (inout AgentMemoryImage) -> Void, done: @escaping @Sendable (StorageError?) -> Void
    ) {
        onLoop {
            change(&$0.image)
            $0.isImageStored = false
            $0.waiting.append((false, done))
            $0.storeMemory()
        }
    }

    /// Says whether all that was to be remembered until now is on disk, and if not, why.
    nonisolated func whenRemembered(_ done: @escaping @Sendable (StorageError?) -> Void) { onLoop { done($0.memoryFailure) } }

    nonisolated func acknowledged(_ seq: UInt64) { onLoop { $0.acknowledge(seq) } }
    /// The collector claims lines that this spool had not when it said hello; it may have them by now, so this is no ack.
    nonisolated func outrun(resumeSeq: UInt64) {
        onLoop { $0.outrun(by: resumeSeq) }
    }

    nonisolated func fetch(from seq: UInt64, bytesMax: Int, done: @escaping @Sendable ([(seq: UInt64, bytes: [UInt8])]) -> Void) {
        onLoop { done($0.read(from: seq, bytesMax: bytesMax)) }
    }

    /// Writes what waits, and lets go of the timers.
    nonisolated func close(then done: @escaping @Sendable () -> Void) {
        onLoop {
            $0.takeIn()
            $0.flush()
            $0.closeAccount()
            $0.storeMemory()
            $0.flushTimer = nil
            $0.memoryTimer = nil
            done()
        }
    }

    private nonisolated func onLoop(_ job: @escaping @Sendable (isolated Evidence) -> Void) {
        loop.submit { self.assumeIsolated { job($0) } }
    }

    // MARK: On the loop

    private func takeIn() {
        let wasTold = intake.withLock { intake in
            backlog.take(&intake.backlog)
            intake.since = nil
            defer { intake.isTold = false }
            return intake.isTold
        }
        // Told to be failing by whoever waited for it: the next line that is stored tells its recovery.
        if wasTold { isFailing = true }
        guard flushTimer == nil else { return }
        flushAfter(Evidence.groupCommit)
    }

    private func flushAfter(_ delay: Duration) {
        flushTimer = loop.schedule(after: delay) { [weak self] in
            self?.assumeIsolated {
                $0.flushTimer = nil
                $0.flush()
            }
        }
    }

    private func flush() {
        guard !backlog.isEmpty else { return }
        do {
            let appended = try spool.append(backlog.lines, now: SystemClock.wallNow())
            if spool.account?.isFull ?? false { closeAccount() }
            let waited = backlog.thinned
            backlog.removeAll()
            recovered()
            publish()
            told(appended)
            tell(givenUp: waited)
            uplink?.spoolGrew()
        } catch {
            failed(error)
            flushAfter(Evidence.retry)
        }
    }

    private func told(_ appended: SpoolAppended) {
        if case .replaced(let keptAt, let reason) = appended.replaced {
            chronicle.tell(
                Event(.spoolFailed, .error, "the spool proved corrupt (\(reason)): it is kept at \(keptAt), and a new one has begun"))
            // Under the new name a new hello is due.
            uplink?.stop()
            uplink?.start()
        }
        let thinned = appended.thinned
        guard !thinned.isEmpty else { return }
        let severity: Severity = thinned.events > 0 ? .error : .warning
        chronicle.tell(
            Event(
                .spoolThinned, severity,
                "the spool is full: \(thinned.rigs) rig, \(thinned.reports) report and \(thinned.events) event lines were given up, and gap "
                    + "lines stand for them. Raise spool.size_max, or mend the way to the collector",
                fields: [.count("rigs", thinned.rigs), .count("reports", thinned.reports), .count("events", thinned.events)]))
    }

    private func tell(givenUp thinned: ThinnedLines) {
        guard !thinned.isEmpty else { return }
        chronicle.tell(
            Event(
                .spoolThinned, thinned.events > 0 ? .error : .warning,
                "while the disk took no lines, \(thinned.rigs) rig, \(thinned.reports) report and \(thinned.events) event lines were given up; "
                    + "gap lines stand for them",
                fields: [.count("rigs", thinned.rigs), .count("reports", thinned.reports), .count("events", thinned.events)]))
    }

    private func failed(_ error: StorageError) {
        publish()
        guard !isFailing else { return }
        isFailing = true
        chronicle.tell(
            Event(
                .spoolFailed, .error,
                "the spool takes no lines: \(error). They wait in memory, and the oldest are given up when that is full",
                fields: [.text("cause", error.cause.rawValue)]))
    }

    private func recovered() {
        guard isFailing else { return }
        isFailing = false
        chronicle.tell(Event(.spoolRecovered, .notice, "the spool takes lines again"))
    }

    private func publish() {
        let (spoolID, nextSeq, figure) = (spool.spoolID, spool.nextSeq, spool.figure)
        shared.withLock { ($0.spoolID, $0.nextSeq, $0.figure) = (spoolID, nextSeq, figure) }
    }

    /// Tells first and forgets then: after a crash in between it is told twice, which a reader sees by its first number.
    private func closeAccount() {
        guard let account = spool.account, account.covered > .zero else { return }
        chronicle.journal(Event(account, spoolID: spool.spoolID, nameplate: nameplate.withLock { $0 }))
        // Where the disk does not take it, it goes on and is told again, longer.
        try? spool.closeAccount()
    }

    private func read(from seq: UInt64, bytesMax: Int) -> [(seq: UInt64, bytes: [UInt8])] {
        do {
            return try spool.read(from: seq, bytesMax: bytesMax, linesMax: Evidence.linesPerFetch).map { ($0.seq, $0.bytes) }
        } catch {
            failed(error)
            return []
        }
    }

    private func acknowledge(_ seq: UInt64) {
        storing { () throws(StorageError) in
            guard case .beyondEnd = try spool.acknowledge(upTo: seq) else { return }
            try renew(collectorHas: seq)
        }
    }

    private func outrun(by resumeSeq: UInt64) {
        storing { () throws(StorageError) in try renew(collectorHas: resumeSeq - 1) }
    }

    /// An older copy of the spool was put back: under its old name the next lines would be dropped as duplicates.
    private func renew(collectorHas seq: UInt64) throws(StorageError) {
        try spool.renew()
        // The next hello reads it.
        publish()
        chronicle.tell(
            Event(
                .spoolFailed, .warning,
                "the collector has lines up to \(seq) that this spool never held: an older copy was put back, and goes on under a new name")
        )
        uplink?.stop()
        uplink?.start()
    }

    private func storing(_ work: () throws(StorageError) -> Void) {
        do {
            try work()
            recovered()
        } catch {
            failed(error)
        }
        publish()
    }

    private func storeMemory() {
        memoryTimer = nil
        guard !isImageStored else { return }
        do {
            try memory.store(image)
            isImageStored = true
            memoryFailure = nil
            for waiter in waiting { waiter.done(nil) }
            waiting = []
        } catch {
            if memoryFailure == nil {
                chronicle.tell(
                    Event(
                        .spoolFailed, .error,
                        "what must be known after a restart (epoch, floors, emergency, hold, rigs that are out) is not on disk: \(error)"))
            }
            memoryFailure = error
            for index in waiting.indices where !waiting[index].isTold {
                waiting[index].isTold = true
                waiting[index].done(error)
            }
            memoryTimer = loop.schedule(after: Evidence.retry) { [weak self] in self?.assumeIsolated { $0.storeMemory() } }
        }
    }
}
