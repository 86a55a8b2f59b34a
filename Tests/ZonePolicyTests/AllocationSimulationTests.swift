import FoundationEssentials
import Testing
import ZoneModel

@testable import ZonePolicy

@Suite struct AllocationSimulationTests {
    /// Simulated hours in all; `ALLOCATION_HOURS=200 swift test …` runs longer.
    static let hours = ProcessInfo.processInfo.environment["ALLOCATION_HOURS"].flatMap { Int64($0) } ?? 4
    static let seeds: ClosedRange<UInt64> = 1...8

    /// Loss, delay, duplication, reordering, partitions, crashes of both sides, a failing disk, lost and restored ledgers, orders up and down, clocks
    /// whose rates wander within ±10 %: at every event, what is in force is within the budget, and within what the ledger counts for each host.
    @Test(arguments: seeds)
    func nothingBreaksTheBudget(seed: UInt64) {
        var zone = ZoneSimulation(seed: seed, hosts: 3 + Int(seed % 4), faults: .all)
        zone.run(seconds: Self.hours * 3600 / Int64(Self.seeds.count))
        print("SIM", seed, zone.events, zone.accepted)
        #expect(zone.violations.isEmpty, "seed \(seed)")
        #expect(zone.accepted > zone.events / 20, "seed \(seed): leases flow")
    }

    /// Where to look: each broken rule shows under its own kind of trouble.
    static func faults(for ablation: Ablation) -> ZoneSimulation.Faults {
        var faults = ZoneSimulation.Faults.all
        faults.lateShare = 0.2
        faults.agentCrash = 60
        faults.collectorCrash = 60
        switch ablation {
        case .nonceSurvivesRestart:
            faults.lateShare = 0.5
            faults.agentCrash = 10
            faults.restart = 500
            faults.order = 5
            faults.collectorCrash = nil
        case .sentBeforeWritten: faults.write = 3000
        default: break
        }
        return faults
    }

    /// A simulation that cannot find a broken rule shows nothing.
    @Test(arguments: Ablation.allCases)
    func everyRuleIsNeeded(_ ablation: Ablation) {
        let faults = Self.faults(for: ablation)
        let broken = (1...40 as ClosedRange<UInt64>).first { seed in
            var zone = ZoneSimulation(seed: seed, hosts: 3, faults: faults, ablation: ablation)
            zone.run(seconds: 600)
            if !zone.violations.isEmpty { print("ABL", ablation, seed, zone.now / 1_000_000_000) }
            return !zone.violations.isEmpty
        }
        #expect(broken != nil, "\(ablation) was not noticed")
    }

    @Test(arguments: 1...3 as ClosedRange<UInt64>)
    func aSaturatedZoneIsAllocatedWhole(seed: UInt64) {
        var zone = ZoneSimulation(seed: seed, hosts: 5, faults: .none, isSaturated: true)
        zone.measuresFrom = 30_000_000_000
        zone.run(seconds: 600)
        #expect(zone.violations.isEmpty, "seed \(seed)")
        #expect(zone.inForce / zone.available >= 0.995, "seed \(seed): \(zone.inForce / zone.available)")
    }
}
