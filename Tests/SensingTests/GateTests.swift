import Synchronization
import Testing
import ZoneModel
import ZoneTestKit

@testable import Sensing

/// Who may be inside libsensors: readers together, the build of a new table alone.
@Suite struct GateTests {
    /// Opens the gate for its first table.
    private func gate() throws -> LibraryGate {
        let gate = LibraryGate()
        let generation = gate.rebuild { $0 }
        try #require(generation == 1)
        return gate
    }

    private func inBackground(_ body: @escaping @Sendable () -> Void) throws -> Flag {
        let done = Flag()
        let isStarted = startThread("gate-test") {
            body()
            done.set()
        }
        try #require(isStarted)
        return done
    }

    /// A flag that a thread sets.
    final class Flag: Sendable {
        private let value = Mutex(false)
        func set() { value.withLock { $0 = true } }
        var isSet: Bool { value.withLock { $0 } }
    }

    @Test func readersEnterTogether() throws {
        let gate = try gate()
        #expect(gate.enter(1, generation: 1))
        #expect(gate.enter(2, generation: 1))
    }

    @Test func anOldTableIsNotRead() throws {
        let gate = try gate()
        let generation = gate.rebuild { $0 }
        #expect(generation == 2)
        #expect(!gate.enter(1, generation: 1))
        #expect(gate.enter(1, generation: 2))
    }

    /// While one hangs nothing is built, and the others read on.
    @Test func aHungReaderHoldsTheBuildAlone() throws {
        let gate = try gate()
        try #require(gate.enter(1, generation: 1))
        for _ in 0..<3 {
            let built: Int? = gate.rebuild { $0 }
            #expect(built == nil)
            #expect(gate.enter(2, generation: 1))
            gate.leave(2)
        }
        gate.leave(1)
        let built = gate.rebuild { $0 }
        #expect(built == 2)
    }

    /// A slow reader waits for the build, but not for ever: the build itself may wait for one that hangs.
    @Test func aSlowReaderIsKeptOutForAMoment() throws {
        let gate = try gate()
        try #require(gate.enter(1, generation: 1) && gate.enter(2, generation: 1))
        let built: Int? = gate.rebuild { $0 }
        #expect(built == nil)
        gate.leave(2)
        let again = try inBackground { _ = gate.enter(2, generation: 1) }
        #expect(waitUntil(seconds: 20) { again.isSet })
    }

    @Test func readersWaitForTheBuild() throws {
        let gate = try gate()
        let wasInside = Mutex(false)
        let isEntered = Flag()
        _ = gate.rebuild { _ in
            // Of the coming table: it may enter once the table is there.
            let started = startThread("gate-test") {
                _ = gate.enter(1, generation: 2)
                isEntered.set()
            }
            guard started else { return }
            let early = waitUntil(seconds: 0.1) { isEntered.isSet }
            wasInside.withLock { $0 = early }
        }
        #expect(!wasInside.withLock { $0 })
        #expect(waitUntil(seconds: 20) { isEntered.isSet })
    }

    @Test func theEndLetsNobodyIn() throws {
        let gate = try gate()
        gate.end()
        #expect(!gate.enter(1, generation: 1))
    }
}
