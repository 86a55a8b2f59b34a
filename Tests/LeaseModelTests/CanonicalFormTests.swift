import Testing
import ZoneModel

@testable import ZonePolicy

/// A new stored property must be looked at by `CanonicalForms.swift`: what is missing there, the model check takes for the same.
@Suite("What a state is made of")
struct CanonicalFormTests {
    private func properties(_ value: Any) -> [String] { Mirror(reflecting: value).children.compactMap(\.label) }

    @Test("the ledger's")
    func ledger() throws {
        let bootID = try #require(BootID("a0"))
        let held = Ledger.Held(
            bootID: bootID, grant: .none, lowest: .none, quota: .zero, expires: BootInstant(nanoseconds: 0), regime: 0)
        #expect(properties(held) == ["bootID", "grant", "lowest", "quota", "next", "expires", "regime", "isPresumed"])
        #expect(
            properties(Ledger.Account()) == [
                "nodes", "floor", "floorAtHost", "schedules", "isStored", "scheduled", "scheduledNow", "uncontrolled", "measured", "held",
                "unstruck",
            ])
        // Sums (`bases`) follow from the accounts.
        #expect(
            properties(Ledger()) == [
                "accounts", "nodeCount", "regime", "open", "lastOpening", "bases", "window", "windowGoodUntil", "latestWindow",
                "earliestExpiry", "freed",
            ])
    }

    @Test("the keeper's")
    func keeper() {
        let keeper = LeaseKeeper(newest: .none, floor: .zero, rampDown: .zero, jitterFraction: 0)
        #expect(
            properties(keeper) == [
                "newest", "lease", "constantFloor", "schedule", "incoming", "isFloorWithheld", "emergency", "rampDown", "sent",
                "jitterFraction", "wall",
            ])
    }

    @Test("the pending writes'")
    func writes() {
        #expect(
            properties(PendingWrites()) == [
                "unsaved", "identity", "waiting", "written", "drafted", "lost", "heldBack", "batches", "nextBatch", "failure", "retryAt",
            ])
        #expect(
            properties(PendingWrites.Batch()) == ["keys", "entries", "sends", "waiting", "raise", "epoch", "machines", "identity"])
    }
}
