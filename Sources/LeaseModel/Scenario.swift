import Glibc

// The model check: every state that small worlds around the lease rule can reach, over the production values.
//
// **What is walked.** `LeaseModel` puts two production `LeaseKeeper`s and the production `Ledger` under an environment that does what it can to break
// them: the collector grants whatever it likes, whenever it likes, as far as `largestGrant` lets it; letters are lost, doubled, late and out of order (what was
// sent never leaves the net); agents restart, the collector crashes and replays its ledger; an operator cuts and raises the budget; schedules cross at an edge.
// `AuthorityModel` does the same around the whole `ZoneAuthority` and whole `HostPolicy`s, so that admission, quarantine, write-ahead, orders, events,
// emergencies and what is remembered on either disk are the real ones. `TreeModel` is a child's authority with its hosts under a parent's ledger.
// No rule is copied: the models hold the environment, and the few lines that a shell has.
//
// **What must hold in every state**: no host's ceiling in force is above what the ledger counts for it; their sum is not above the budget, or the largest
// budget within the last K where an order cut it (an announced cut holds at its instant); an emergency binds the floor until its end; what a child's hosts may draw is
// not above what its parent counts.
//
// **Time** goes in beats of 15 s; each clock advances by its own rate, slowest or fastest (ρ = 0.1). Leases last two beats or so, K is the least that the
// production check takes. Instants are taken relative to their clock, so that the space is finite; everything else that decides about the future goes into a
// state's canonical form (`ZonePolicy/CanonicalForms.swift`), of which a table keeps a 64-bit mark. The chance that any state was taken for another
// is printed.
//
// **What is bounded**: heartbeats, grants, restarts, crashes and orders (see `Scenarios.swift`: how many of each). Within these bounds every interleaving is walked.
// **What is not covered**: more than two hosts (three machines); clocks that change their rate on the way; instants between beats; the wire's bytes, TLS, the
// SQLite files (their stand-in is `LedgerImage.apply`, which the store's own tests hold them to); watts and plants (a host draws its ceiling, or, in one scenario,
// its nameplate); a parent that is a whole authority; agents that lie. A machine of which no collector has heard is beyond the protocol.

/// How much is walked: a few seconds in all, what CI has time for, or as much as an hour allows.
public enum Depth: String, Sendable, CaseIterable {
    case quick, full, deep
}

/// What one scenario's search came to.
public struct Outcome: Sendable {
    public var name: String
    public var purpose: String
    public var states: Int
    public var transitions: Int
    public var probes: Int
    public var depth: Int
    public var seconds: Double
    /// Of all workers together.
    public var processorSeconds = 0.0
    public var isExhausted: Bool
    /// The trace to a state that must never be.
    public var violation: String?

    /// The chance that any state at all was taken for another one and left out.
    public var collisionChance: Double { Double(probes) * 0x1p-64 }
}

/// A model whose every reachable state is to be looked at.
public struct Scenario: Sendable {
    public let name: String
    public let purpose: String
    private let search: @Sendable (_ workers: Int, _ capacityBits: Int, _ isShortest: Bool) async -> Outcome

    init<M: Model>(_ model: M) {
        name = model.name
        purpose = model.purpose
        search = { workers, capacityBits, isShortest in
            await Scenario.search(model, workers: workers, capacityBits: capacityBits, isShortest: isShortest)
        }
    }

    /// - Parameters:
    ///   - capacityBits: the table holds 2^bits states.
    ///   - isShortest: breadth first, so that a violation's trace is a shortest one; at most two million states.
    public func run(workers: Int, capacityBits: Int, isShortest: Bool = false) async -> Outcome {
        await search(workers, capacityBits, isShortest)
    }

    private static func search<M: Model>(_ model: M, workers: Int, capacityBits: Int, isShortest: Bool) async -> Outcome {
        var outcome = Outcome(
            name: model.name, purpose: model.purpose, states: 0, transitions: 0, probes: 0, depth: 0, seconds: 0, isExhausted: false)
        guard let table = StateTable(capacityBits: capacityBits) else { return outcome }
        let began = ContinuousClock.now
        let usedBefore = Scenario.processorSeconds()
        let search = Search(model: model, table: table, workers: workers)
        var findings = isShortest ? search.shortest(atMost: 2_000_000) : await search.exhaust()
        outcome.states = findings.states
        outcome.transitions = findings.transitions
        outcome.probes = findings.probes
        outcome.depth = findings.depth
        outcome.seconds = (ContinuousClock.now - began) / .seconds(1)
        outcome.processorSeconds = Scenario.processorSeconds() - usedBefore
        outcome.isExhausted = findings.isExhausted && findings.violation == nil
        if findings.violation != nil, !isShortest, let fresh = StateTable(capacityBits: 22) {
            // The way that was found first is long; a shorter one reads better.
            let shorter = Search(model: model, table: fresh).shortest(atMost: 1_000_000)
            findings.violation = shorter.violation ?? findings.violation
        }
        outcome.violation = findings.violation.map(model.trace)
        return outcome
    }

    private static func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
