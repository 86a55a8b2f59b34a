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
        return await run(options)
    } catch {
        say("zone-sim: \(error.description)", to: STDERR_FILENO)
        return 2
    }
}

private func run(_ options: SimOptions) async -> Int32 {
    let campaign = options.campaign
    if let world = options.world {
        return Report(campaign: campaign, results: [campaign.run(world: world)], isReplay: true).tell()
    }
    var results = [WorldResult?](repeating: nil, count: campaign.worlds)
    var progress = Progress(campaign: campaign, jobs: options.jobs)
    await withTaskGroup(of: WorldResult.self) { group in
        var next = 0
        func start() {
            guard next < campaign.worlds else { return }
            let world = next
            next += 1
            group.addTask { campaign.run(world: world) }
        }
        for _ in 0..<options.jobs { start() }
        while let result = await group.next() {
            results[result.world] = result
            progress.add(result)
            if result.violation != nil { break }
            start()
        }
    }
    return Report(campaign: campaign, results: results.compactMap { $0 }, isReplay: false).tell()
}

/// How far a long run is, now and then.
private struct Progress {
    let campaign: Campaign
    let started = ContinuousClock.now
    var told = ContinuousClock.now
    var hours = 0.0
    var events: UInt64 = 0
    var faults: UInt64 = 0

    init(campaign: Campaign, jobs: Int) {
        self.campaign = campaign
        say(
            "zone-sim: \(text(campaign.hours, 0)) simulated hours of seed \(campaign.seed) in \(campaign.worlds) worlds, \(jobs) at once; "
                + "one in \(campaign.stormEvery) is a storm")
    }

    mutating func add(_ result: WorldResult) {
        hours += result.tally.hours
        events += result.tally.events
        faults += result.tally.faults.total
        let now = ContinuousClock.now
        guard now - told >= .seconds(15) else { return }
        told = now
        let minutes = (now - started).seconds / 60
        say(
            "  … \(text(hours, 0)) of \(text(campaign.hours, 0)) h after \(text(minutes, 1)) min (\(text(hours / minutes, 0)) h/min), "
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
