/// Runs scenarios and says what came of them.
public struct Report: Sendable {
    public var depth = Depth.full
    public var names: [String] = []
    public var workers = 2
    public var isShortest = false

    public init() {}

    /// - Returns: whether every scenario was walked to its end and none holds a state that must never be.
    public func run(_ say: (String) -> Void) async -> Bool {
        let scenarios = Scenario.all(depth).filter { names.isEmpty || names.contains($0.name) }
        guard !scenarios.isEmpty else {
            say("no such scenario; there are: \(Scenario.all(depth).map(\.name).joined(separator: ", "))")
            return false
        }
        var outcomes: [Outcome] = []
        for scenario in scenarios {
            let outcome = await scenario.run(workers: workers, capacityBits: depth == .deep ? 29 : 26, isShortest: isShortest)
            say(line(outcome))
            if let violation = outcome.violation { say(violation) }
            outcomes.append(outcome)
        }
        say(total(outcomes))
        return outcomes.allSatisfy { $0.isExhausted }
    }

    private func line(_ outcome: Outcome) -> String {
        let end =
            if outcome.violation != nil { "VIOLATED" } else if outcome.isExhausted { "exhausted, 0 violations" } else {
                "NOT exhausted: more states than the search has room for"
            }
        return "\(outcome.name): \(outcome.purpose)\n    states=\(outcome.states) transitions=\(outcome.transitions) "
            + "depth=\(outcome.depth) seconds=\(Report.rounded(outcome.seconds)) cpu=\(Report.rounded(outcome.processorSeconds)) \(end)"
    }

    private func total(_ outcomes: [Outcome]) -> String {
        let states = outcomes.map(\.states).reduce(0, +)
        let transitions = outcomes.map(\.transitions).reduce(0, +)
        let violations = outcomes.count { $0.violation != nil }
        let open = outcomes.count { !$0.isExhausted && $0.violation == nil }
        let chance = outcomes.map(\.collisionChance).reduce(0, +)
        return "scenarios=\(outcomes.count) states=\(states) transitions=\(transitions) violations=\(violations) not_exhausted=\(open) "
            + "collision_probability=\(chance) seconds=\(Report.rounded(outcomes.map(\.seconds).reduce(0, +))) "
            + "cpu=\(Report.rounded(outcomes.map(\.processorSeconds).reduce(0, +)))"
    }

    private static func rounded(_ seconds: Double) -> Double { (seconds * 10).rounded() / 10 }
}
