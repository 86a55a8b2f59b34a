import Console
import ControlBench
import FoundationEssentials
import ZoneModel
import ZoneTestKit

/// Measures how well watts follow ceilings, and prints each figure with its plant and what it is held against. Not part of what is
/// installed.
func zoneBench(_ arguments: [String]) -> Int32 {
    do {
        let options = try BenchOptions(Array(arguments.dropFirst()))
        if options.wantsHelp {
            print(BenchOptions.help, terminator: "")
            return 0
        }
        if options.benches.contains(.native), !UmockdevTestbed.isPreloaded { try UmockdevTestbed.restart(arguments) }
        var figures: [Figure] = []
        for bench in Bench.allCases where options.benches.contains(bench) {
            let new = try bench.run(options)
            if !options.isJSON { show(new, of: bench) }
            figures += new
        }
        if options.isJSON { try showJSON(figures) }
        return figures.contains { $0.isReached == false } ? 3 : 0
    } catch {
        Terminal.errors.write("zone-bench: \(error)\n")
        return error is UsageError ? 2 : 1
    }
}

/// A plant to be benched on. Each has its own files: P1*.swift, Native*.swift.
enum Bench: String, CaseIterable {
    case p1
    case native
    case allocator
    case worker
    case link

    var title: String {
        switch self {
        case .p1: "P1, simulated: \(P1Bench.plantText)"
        case .native: "Native: \(NativeBench.plantText)"
        case .link: "Link: \(LinkBench.conditionsText)"
        case .allocator: "Allocator: no plant, the real computation"
        case .worker: "Worker: \(WorkerBench.title)"
        }
    }

    func run(_ options: BenchOptions) throws -> [Figure] {
        switch self {
        case .p1: return P1Bench(hours: options.hours, cuts: options.cuts, seed: options.seed).run()
        case .link: return try LinkBench().run()
        case .native: return try NativeBench(options.native).run()
        case .worker: return try WorkerBench().run()
        case .allocator:
            let clock = ContinuousClock()
            let start = clock.now
            return AllocatorBench().run { (clock.now - start).seconds }
        }
    }
}

private func show(_ figures: [Figure], of bench: Bench) {
    let page = Terminal.output.page
    var lines = wrapped(bench.title, width: page.width, indent: 0, style: .strong)
    let nameWidth = figures.map(\.name.count).max() ?? 0
    for figure in figures {
        var line = StyledLine("  " + figure.name + String(repeating: " ", count: nameWidth - figure.name.count + 2))
        line.append("\(fixed(figure.value, decimals: figure.decimals)) \(figure.unit)", .strong)
        if figure.isSimulated { line.append(" simulated", .faint) }
        if let reach = figure.reach {
            let verdict: (word: String, style: Style) = figure.isReached == false ? ("missed", .bad) : ("kept", .good)
            line.append("  (\(reach): ")
            line.append(verdict.word, verdict.style)
            line.append(")")
        }
        lines.append(line)
        let reference = figure.reference.map { " Reference: \($0)." } ?? ""
        lines += wrapped("\(figure.conditions).\(reference)", width: page.width, indent: 6, style: .faint)
    }
    Terminal.output.write(page.text(lines))
}

private func showJSON(_ figures: [Figure]) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    // What never came about has no number.
    encoder.nonConformingFloatEncodingStrategy = .convertToString(positiveInfinity: "never", negativeInfinity: "never", nan: "none")
    Terminal.output.write(String(decoding: try encoder.encode(figures), as: UTF8.self) + "\n")
}
