import ZoneSimulation

struct UsageError: Error {
    let description: String
}

struct SimOptions {
    var campaign = Campaign(seed: 1, hours: 100)
    var jobs = 2
    /// Replays this one alone.
    var world: Int?
    /// Where finished worlds are kept.
    var journal: String?
    var scenarios: [Scenario] = []
    /// Of the scenarios of a whole zone.
    var hosts = 10_000
    var wantsHelp = false

    static let help = """
        zone-sim: simulated hours of the agents' and collectors' decisions under faults, replayed from a seed

        Usage: zone-sim [--hours N] [--seed N] [--jobs N] [--world N] [--without RULE]

          --hours N        simulated hours in all (100)
          --seed N         what everything is drawn from (1)
          --jobs N         worlds that run at once (2)
          --world N        replay one world of the run alone; give the run's other options too
          --journal FILE   keep finished worlds there; the same run, started again, goes on with the others
          --world-hours N  simulated hours of one world (4)
          --storm-every N  one world in so many is a storm of faults, where allocation is not judged (5)
          --scenario NAME  play one scenario, or all, in place of a run; --hosts N for those of a whole zone (10000)
          --without RULE   leave one rule of the lease protocol out, in storms: the run must then find the budget broken

        Exit status: 0 nothing was broken, 1 a rule was, 2 wrong usage.

        """

    init(_ words: ArraySlice<String>) throws(UsageError) {
        var rest = words
        while let word = rest.popFirst() {
            switch word {
            case "--help", "-h": wantsHelp = true
            case "--hours": campaign.hours = try SimOptions.number(word, &rest)
            case "--seed": campaign.seed = UInt64(try SimOptions.whole(word, &rest))
            case "--jobs": jobs = max(1, try SimOptions.whole(word, &rest))
            case "--world": world = try SimOptions.whole(word, &rest)
            case "--journal":
                guard let path = rest.popFirst() else { throw UsageError(description: "--journal takes a file") }
                journal = path
            case "--world-hours": campaign.worldHours = try SimOptions.number(word, &rest)
            case "--scenario":
                let text = rest.popFirst() ?? ""
                scenarios = text == "all" ? Scenario.allCases : Scenario(rawValue: text).map { [$0] } ?? []
                guard !scenarios.isEmpty else {
                    throw UsageError(
                        description: "--scenario takes all or one of \(Scenario.allCases.map(\.rawValue).joined(separator: ", "))")
                }
            case "--hosts": hosts = max(8, try SimOptions.whole(word, &rest))
            case "--without":
                let text = rest.popFirst() ?? ""
                guard let ablation = Ablation(rawValue: text) else {
                    throw UsageError(description: "--without takes one of \(Ablation.allCases.map(\.rawValue).joined(separator: ", "))")
                }
                campaign.ablation = ablation
            case "--storm-every": campaign.stormEvery = max(1, try SimOptions.whole(word, &rest))
            default: throw UsageError(description: "\"\(word)\" is not understood; see --help")
            }
        }
    }

    private static func number(_ word: String, _ rest: inout ArraySlice<String>) throws(UsageError) -> Double {
        guard let text = rest.popFirst(), let value = Double(text), value > 0, value < 1e7 else {
            throw UsageError(description: "\(word) takes a number above 0")
        }
        return value
    }

    private static func whole(_ word: String, _ rest: inout ArraySlice<String>) throws(UsageError) -> Int {
        guard let text = rest.popFirst(), let value = Int(text), value >= 0 else {
            throw UsageError(description: "\(word) takes a whole number")
        }
        return value
    }
}
