import Glibc
import ZoneModel
import ZoneTestKit

/// A run from its start to its summary.
public final class FaultRun {
    public struct Options: Sendable {
        public var seed: UInt64 = 1
        /// Random rounds for so long; nil: each kind of fault once.
        public var duration: Duration?
        public var terms = FaultTerms()

        public init() {}
    }

    private let options: Options
    private let scene: Scene
    private let root: String
    private var failures: [String] = []
    private var rounds = 0
    private var recoveries = 0
    private var worstRecovery = Duration.zero
    private var explained: [Set<EventKind>]
    private let say: (String) -> Void

    /// The longest that anything is waited for: a bound, so that a run ends.
    private static let patience = Duration.seconds(60)

    /// - Parameter root: an empty directory, for this run alone.
    public init(_ options: Options, root: String, say: @escaping (String) -> Void) throws {
        self.options = options
        self.root = root
        self.say = say
        let lasting = (options.duration ?? .seconds(300)) + .seconds(1200)
        scene = try Scene(options.terms, root: root, lasting: lasting, seed: options.seed)
        explained = Array(repeating: [], count: options.terms.hosts)
    }

    /// - Returns: whether nothing was violated.
    public func run() throws -> Bool {
        let begun = Observer.now
        try scene.startAll()
        waitForLeases(since: begun, "the start")
        // From here on every host without a lease follows its schedule.
        if wait({ scene.hasStoredSchedules() }) { scene.observer.expectSchedules() } else { fail("the schedules were not stored") }
        var random = SplitMix(options.seed &+ 1)
        if let duration = options.duration {
            while Observer.now - begun < duration, failures.isEmpty { try play(Round.random(options.terms, &random)) }
        } else {
            for round in Round.each(options.terms) where failures.isEmpty { try play(round) }
        }
        let audit = try finish()
        return conclude(after: Observer.now - begun, audit)
    }

    // MARK: One round

    private func play(_ round: Round) throws {
        rounds += 1
        let begun = Observer.now
        var waiting = round.entries
        var active: [(fault: Fault, entry: Round.Entry)] = []
        let falls = scene.observer.book.fallsToFloor
        let names = round.entries.map { ($0.host.map { host in "h-\(host + 1) " } ?? "") + $0.kind.rawValue }
        say("round \(rounds): \(names.joined(separator: ", "))")
        while !waiting.isEmpty || !active.isEmpty {
            let now = Observer.now
            for entry in waiting where now - begun >= entry.begins {
                active.append((try scene.begin(entry.kind, host: entry.host), entry))
                explain(entry)
            }
            waiting.removeAll { now - begun >= $0.begins }
            for (fault, entry) in active { try turn(fault, entry) }
            // Asked once: it depends on the clock.
            let over = active.filter { isOver($0.fault, $0.entry, round) }.map(\.fault)
            for fault in over { try fault.heal() }
            mended += over
            active.removeAll { fault, _ in over.contains { $0 === fault } }
            watch()
            usleep(10_000)
        }
        if round.keepsLeases, scene.observer.book.fallsToFloor > falls { fail("a lease was lost by what must not touch leases") }
        recover()
    }

    private var mended: [Fault] = []

    private func turn(_ fault: Fault, _ entry: Round.Entry) throws {
        try fault.step()
        if !fault.hasShown { fault.hasShown = try fault.shows() }
    }

    private func isOver(_ fault: Fault, _ entry: Round.Entry, _ round: Round) -> Bool {
        let age = Observer.now - fault.begunAt
        guard age >= entry.lasts else { return false }
        if !round.waitsForEffect || fault.hasShown { return true }
        guard age > FaultRun.patience else { return false }
        fail("\(fault.name) showed no effect within \(FaultRun.patience.seconds) s")
        return true
    }

    /// After the last is healed: every host holds a new lease, and what failed works again.
    private func recover() {
        let healed = Observer.now
        let faults = mended
        mended = []
        waitForLeases(since: healed, faults.map(\.name).joined(separator: ", "))
        let isMended = wait { faults.allSatisfy { $0.isMended() } }
        if !isMended { fail("not mended after \(faults.filter { !$0.isMended() }.map(\.name).joined(separator: ", "))") }
        recoveries += faults.count
        worstRecovery = max(worstRecovery, Observer.now - healed)
        for what in scene.failures { fail(what) }
        scene.failures = []
    }

    private func waitForLeases(since: BootInstant, _ cause: String) {
        let hosts = scene.site.agents.indices
        if wait({ hosts.allSatisfy { scene.hasFreshLease($0, since: since) } }) { return }
        let without = hosts.filter { !scene.hasFreshLease($0, since: since) }.map { "h-\($0 + 1)" }.joined(separator: ", ")
        fail("\(without) had no new lease within \(FaultRun.patience.seconds) s of \(cause)")
    }

    private func wait(_ condition: () -> Bool) -> Bool {
        let end = Observer.now + FaultRun.patience
        while Observer.now < end {
            if condition() { return true }
            watch()
            usleep(10_000)
        }
        return condition()
    }

    /// Judges, and sees that nothing ended by itself. (Reading what the daemons say keeps their pipes empty.)
    private func watch() {
        for victim in scene.site.all where victim.isRunning {
            _ = victim.words(last: 1)
            guard let status = victim.unexpectedEnd() else { continue }
            fail("\(victim.directory) ended by itself with \(status)")
            scene.killEverything()
        }
    }

    private func explain(_ entry: Round.Entry) {
        for host in explained.indices where entry.host == nil || entry.host == host { explained[host].formUnion(entry.kind.explains) }
    }

    private func fail(_ what: String) {
        failures.append(what)
        say("FAILED: \(what)")
    }

    // MARK: The end

    /// All is healed: what waits is delivered, everybody stops in order, and the disks are compared.
    private func finish() throws -> StoreAudit {
        try scene.firewall.mendAll()
        let drained = wait { scene.site.agents.indices.allSatisfy { (scene.observer.host($0)?.status.spool.lines ?? 99) <= 4 } }
        if failures.isEmpty, !drained { fail("the spools did not drain") }
        let verdict = scene.observer.settle()
        for host in scene.site.agents.indices { scene.observer.agentEnds(host) }
        for (host, agent) in scene.site.agents.enumerated() where agent.isRunning {
            let status = agent.stop()
            if status != 0 { fail("h-\(host + 1) stopped with \(status.map(String.init) ?? "nothing")") }
        }
        scene.observer.collectorEnds()
        if scene.site.collector.isRunning, scene.site.collector.stop() != 0 { fail("the collector did not stop in order") }
        scene.observer.stop()
        scene.proxy.stop()
        judge(verdict)
        let audit = try StoreAudit(
            scene.site, taps: scene.site.agents.indices.map { scene.proxy.tap($0) }, explained: explained)
        for problem in audit.problems { fail(problem) }
        return audit
    }

    private func judge(_ verdict: CeilingAccount.Verdict) {
        if let over = verdict.firstOver {
            fail(
                "ceilings of \(over.low.text) were in force under a budget of \(over.budget.text), \(verdict.over.seconds) s in all")
        }
        for what in scene.observer.book.violations { fail(what) }
    }

    private func conclude(after elapsed: Duration, _ audit: StoreAudit) -> Bool {
        if !failures.isEmpty {
            for victim in scene.site.all { say("— \(victim.directory)\n" + victim.words().map { "  \($0)" }.joined(separator: "\n")) }
        }
        for line in summary(after: elapsed, audit) { say(line) }
        return failures.isEmpty
    }

    private func summary(after elapsed: Duration, _ audit: StoreAudit) -> [String] {
        let verdict = scene.observer.settle()
        let book = scene.observer.book
        func s(_ duration: Duration) -> String { fixed(duration.seconds, decimals: 2) }
        let kinds = scene.counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: " · ")
        return [
            "faults: \(kinds)",
            "never over: proven \(s(verdict.proven)) s, undecided \(s(verdict.undecided)) s, over \(s(verdict.over)) s; at most "
                + "\(verdict.worstLow.text) at once",
            "floors: \(book.fallsToFloor) falls, the slowest \(s(book.worstToFloor)) s after the last answered heartbeat (H \(s(options.terms.term)) s); "
                + hang,
            "nothing lost: \(audit.lines) lines of \(audit.spools) spools, each once; \(audit.gapped) given up, \(audit.waiting) wait",
            "seed=\(options.seed) seconds=\(s(elapsed)) rounds=\(rounds) faults=\(faults) samples=\(scene.observer.samples) "
                + "recoveries=\(recoveries) worst_recovery_s=\(s(worstRecovery)) worst_to_floor_s=\(s(book.worstToFloor)) "
                + "violations=\(failures.count)",
        ]
    }

    private var hang: String {
        guard let before = scene.leasedShare else { return "no agent hung" }
        func percent(_ share: Double) -> String { "\(fixed(share * 100, decimals: 1)) %" }
        return "hung agents' workers used \(percent(before)) of a core or more until their leases ended, then "
            + "\(percent(scene.worstFloorShare * options.terms.floorShare)) or less"
    }

    private var faults: Int {
        FaultKind.allCases.filter { $0 != .order }.reduce(0) { $0 + (scene.counts[$1.rawValue] ?? 0) }
    }
}
