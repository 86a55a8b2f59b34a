struct UsageError: Error, CustomStringConvertible {
    let description: String
}

struct BenchOptions {
    var benches: [Bench] = []
    /// Simulated hours in steady state, cuts, and the seed: the same seed gives the same figures.
    var hours = 100
    var cuts = 400
    var seed: UInt64 = 1
    /// Of the native bench.
    var native = NativeBench.Counts()
    var isJSON = false
    var wantsHelp = false

    static let help = """
        zone-bench: how well watts follow ceilings

        Usage: zone-bench [BENCH…] [--hours H] [--cuts N] [--seed S] [--json]

        BENCH is one of \(Bench.allCases.map(\.rawValue).joined(separator: ", ")); without one, all of them.
        --hours, --cuts and --seed are the simulated plant's. Of the native one: [--native-cuts N] [--orders N] [--announced N]
        [--contacts N] [--sensors N] [--calibrations N] [--quota W]; it takes about five minutes.
        Exit code 3: a figure missed its bound.

        """

    init(_ words: [String]) throws(UsageError) {
        var rest = words[...]
        while let word = rest.popFirst() {
            switch word {
            case "--help", "-h": wantsHelp = true
            case "--json": isJSON = true
            case "--hours": hours = try BenchOptions.number(word, rest.popFirst(), in: 1...100_000)
            case "--cuts": cuts = try BenchOptions.number(word, rest.popFirst(), in: 1...1_000_000)
            case "--native-cuts": native.cuts = try BenchOptions.number(word, rest.popFirst(), in: 0...100_000)
            case "--orders": native.orders = try BenchOptions.number(word, rest.popFirst(), in: 0...10_000)
            case "--announced": native.announced = try BenchOptions.number(word, rest.popFirst(), in: 0...1000)
            case "--contacts": native.contactsLost = try BenchOptions.number(word, rest.popFirst(), in: 0...100)
            case "--sensors": native.sensorsLost = try BenchOptions.number(word, rest.popFirst(), in: 0...1000)
            case "--calibrations": native.calibrations = try BenchOptions.number(word, rest.popFirst(), in: 0...100)
            case "--quota": native.quota = Double(try BenchOptions.number(word, rest.popFirst(), in: 150...600))
            case "--seed": seed = UInt64(try BenchOptions.number(word, rest.popFirst(), in: 0...Int.max))
            default:
                guard let bench = Bench(rawValue: word) else {
                    throw UsageError(description: "\"\(word)\" is not understood; see --help")
                }
                benches.append(bench)
            }
        }
        if benches.isEmpty { benches = Bench.allCases }
    }

    private static func number(_ option: String, _ text: String?, in range: ClosedRange<Int>) throws(UsageError) -> Int {
        guard let text, let number = Int(text), range.contains(number) else {
            throw UsageError(description: "\(option) takes a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }
}
