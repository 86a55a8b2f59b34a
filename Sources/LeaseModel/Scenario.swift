import Glibc

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
