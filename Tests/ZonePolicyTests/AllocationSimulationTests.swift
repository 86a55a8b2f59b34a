import Testing
import ZoneModel

@testable import ZonePolicy

@Suite struct AllocationSimulationTests {
    /// Loss, delay, duplication, reordering, partitions, crashes of both sides, a failing disk, lost and restored ledgers, orders up and down, clocks
    /// whose rates wander within ±10 %: at every event, what is in force is within the budget, and within what the ledger counts for each host.
    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func nothingBreaksTheBudget(seed: UInt64) {
        var zone = ZoneSimulation(seed: seed, hosts: 3 + Int(seed % 4), faults: .all)
        zone.run(seconds: 2 * 3600)
        #expect(zone.violations.isEmpty, "seed \(seed)")
        #expect(zone.accepted > 3600, "seed \(seed): leases flow")
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
