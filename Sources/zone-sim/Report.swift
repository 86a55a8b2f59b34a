import ZoneModel
import ZoneSimulation

/// What a run came to, for people and for scripts: a table, then one line.
struct Report {
    let campaign: Campaign
    let results: [WorldResult]
    let isReplay: Bool

    /// - Returns: the exit status.
    func tell() -> Int32 {
        var sum = Tally()
        var storms = Tally()
        for result in results {
            sum.add(result.tally)
            if result.climate == .storm { storms.add(result.tally) }
        }
        let broken = results.first { $0.violation != nil }
        table(sum)
        conditions(sum, storms)
        if let broken, let violation = broken.violation { tell(violation, in: broken) }
        say("trace hash \(String(sum.hash, radix: 16))")
        say(
            "seed=\(campaign.seed) hours=\(text(sum.hours, 1)) events=\(sum.events) faults=\(sum.faults.total) "
                + "allocated=\(text(sum.allocated * 100, 3))% used=\(text(sum.used * 100, 2))% violations=\(broken == nil ? 0 : 1)")
        return broken == nil ? 0 : 1
    }

    private func table(_ sum: Tally) {
        say("faults, simulated:")
        for kind in FaultKind.allCases {
            say("  \(kind.text.padded(to: 44)) \(sum.faults[kind])")
        }
    }

    private func conditions(_ sum: Tally, _ storms: Tally) {
        let share = sum.zoneSeconds > 0 ? sum.countedSeconds / sum.zoneSeconds : 0
        let modest = sum.zoneSeconds > 0 ? sum.modestSeconds / sum.zoneSeconds : 0
        let blind = sum.hostSamples > 0 ? Double(sum.blindSamples) / Double(sum.hostSamples) : 0
        let over = sum.hostSamples > 0 ? Double(sum.overSamples) / Double(sum.hostSamples) : 0
        say(
            """
            conditions, simulated:
              worlds: \(text(sum.hours - storms.hours, 1)) h of weather (faults one by one), \(text(storms.hours, 1)) h of storm (all at once, clocks at their bounds); \
            8 to 10 hosts in 2 zones
              events: \(sum.grantsAccepted) grants accepted, \(sum.orders) orders, \(sum.timedEvents) announced events, \(sum.emergencies) emergencies, \
            \(sum.maintenances) hosts out or back, \(sum.holds) holds, \(sum.replacements) machines replaced, \(sum.floorChanges) changed floors, \(sum.schedulesSent) schedules sent, \(sum.linesRecoded) lines through encoder and decoder
              allocated and used: over \(text(share * 100, 1)) % of the zones' time; the rest is storms, faults until K after them, and \
            \(text(modest * 100, 2)) % in which less was wanted than there is, or orders for a site or a host leave less
              watts over the largest ceiling of the last 9 s: \(text(over * 100, 3)) % of looks, \(text(sum.overMaxW, 0)) W at most, \
            \(text(sum.overWs / 3600, 1)) Wh in all; left out are \(text(blind * 100, 2)) % of looks, at hosts with a failed sensor or a load that obeys nothing
            """)
    }

    private func tell(_ violation: Violation, in result: WorldResult) {
        say("VIOLATION in world \(result.world) (\(result.climate.rawValue)), at \(Double(violation.at) / 1e9) s: \(violation.what)")
        for line in violation.account { say(line) }
        say("the last events:")
        for line in violation.events { say("  \(line)") }
        say(
            "replay: zone-sim --seed \(campaign.seed) --hours \(text(campaign.hours, 3)) --world-hours \(text(campaign.worldHours, 3)) "
                + "--storm-every \(campaign.stormEvery) --world \(result.world)")
    }
}

extension String {
    func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
