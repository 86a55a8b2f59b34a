import Glibc
import ZoneModel
import ZoneSimulation

/// Simulated hours of the production decisions, from a seed. Everything here is simulated and says so.
func zoneSim(_ arguments: [String]) async -> Int32 {
    do throws(UsageError) {
        let options = try SimOptions(arguments.dropFirst())
        if options.wantsHelp {
            say(SimOptions.help)
            return 0
        }
        return try await run(options)
    } catch {
        say("zone-sim: \(error.description)", to: STDERR_FILENO)
        return 2
    }
}

private func run(_ options: SimOptions) async throws(UsageError) -> Int32 {
    guard options.scenarios.isEmpty else { return play(options) }
    let campaign = options.campaign
    if let world = options.world {
        return Report(campaign: campaign, results: [campaign.run(world: world)], isReplay: true).tell()
    }
    var results = [WorldResult?](repeating: nil, count: campaign.worlds)
    let journal = try options.journal.map { path throws(UsageError) in try Journal(path, campaign) }
    for result in journal?.results ?? [] { results[result.world] = result }
    let left = results.indices.filter { results[$0] == nil }
    var progress = Progress(campaign: campaign, jobs: options.jobs)
    progress.resume(results.compactMap { $0 })
    await withTaskGroup(of: WorldResult.self) { group in
        var next = left.makeIterator()
        func start() {
            guard let world = next.next() else { return }
            group.addTask { campaign.run(world: world) }
        }
        for _ in 0..<options.jobs { start() }
        while let result = await group.next() {
            results[result.world] = result
            journal?.add(result)
            progress.add(result)
            if result.violation != nil { break }
            start()
        }
    }
    return Report(campaign: campaign, results: results.compactMap { $0 }, isReplay: false).tell()
}

private func play(_ options: SimOptions) -> Int32 {
    var isKept = true
    for scenario in options.scenarios {
        let result = scenario.play(seed: options.campaign.seed, hosts: options.hosts) { Double(clock()) / 1_000_000 }
        say("\(scenario.rawValue), simulated: \(result.line)")
        for bound in result.broken { say("  NOT KEPT: \(bound)") }
        isKept = isKept && result.broken.isEmpty
    }
    return isKept ? 0 : 1
}

/// How far a long run is, now and then.
private struct Progress {
    let campaign: Campaign
    let started = ContinuousClock.now
    var told = ContinuousClock.now
    var hours = 0.0
    /// Of an earlier start of the run.
    private var hoursBefore = 0.0
    var events: UInt64 = 0
    var faults: UInt64 = 0

    init(campaign: Campaign, jobs: Int) {
        self.campaign = campaign
        say(
            "zone-sim: \(text(campaign.hours, 0)) simulated hours of seed \(campaign.seed) in \(campaign.worlds) worlds, \(jobs) at once; "
                + "one in \(campaign.stormEvery) is a storm")
    }

    mutating func resume(_ results: [WorldResult]) {
        guard !results.isEmpty else { return }
        for result in results { count(result) }
        hoursBefore = hours
        say("  \(text(hours, 0)) h of it are in the journal, in \(results.count) worlds")
    }

    private mutating func count(_ result: WorldResult) {
        hours += result.tally.hours
        events += result.tally.events
        faults += result.tally.faults.total
    }

    mutating func add(_ result: WorldResult) {
        count(result)
        let now = ContinuousClock.now
        guard now - told >= .seconds(15) else { return }
        told = now
        let minutes = (now - started).seconds / 60
        say(
            "  … \(text(hours, 0)) of \(text(campaign.hours, 0)) h after \(text(minutes, 1)) min (\(text((hours - hoursBefore) / minutes, 0)) h/min), "
                + "events=\(events) faults=\(faults)")
    }
}

func text(_ value: Double, _ decimals: Int) -> String { fixed(value, decimals: decimals) }

/// At once, so that a log grows while a long run goes on.
func say(_ line: String, to descriptor: Int32 = STDOUT_FILENO) {
    let bytes = Array((line + "\n").utf8)
    var sent = 0
    while sent < bytes.count {
        let count = bytes[sent...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        guard count > 0 else { return }
        sent += count
    }
}
