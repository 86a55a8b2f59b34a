import Testing
import ZoneModel

@testable import Host

/// A flapping sensor or link never floods the journal, and what was held back is told.
@Suite struct JournalRateLimitTests {
    private typealias Key = JournalRateLimit.Key

    private static func event(_ kind: EventKind = .rigStale, rig: String? = "psu-1") -> Event {
        Event(kind, .warning, "x", fields: rig.map { [.text("rig", $0)] } ?? [])
    }

    private static func at(_ seconds: Double) -> BootInstant { BootInstant(nanoseconds: Int64(seconds * 1e9)) }

    @Test func aFlappingSensor() {
        var limit = JournalRateLimit()
        var passed = 0
        // Ten changes a second for an hour and a minute: five entries a minute, and the count at each minute's first.
        var told = 0
        for tick in 0..<36_600 {
            switch limit.onEntry(Key(Self.event()), now: Self.at(Double(tick) / 10)) {
            case .pass: passed += 1
            case .passAfter(let suppressed):
                passed += 1
                told += suppressed
            case .suppress: break
            }
        }
        #expect(passed == 61 * 5)
        let left = limit.takeHeld(now: Self.at(3661))
        #expect(left.map(\.count) == [595])
        #expect(passed + told + 595 == 36_600, "every entry was written or counted")
        #expect(limit.takeHeld(now: Self.at(3800)).isEmpty)
    }

    @Test func anotherRigIsNotHeldBack() {
        var limit = JournalRateLimit()
        for _ in 0..<9 { _ = limit.onEntry(Key(Self.event()), now: Self.at(1)) }
        #expect(limit.onEntry(Key(Self.event(rig: "psu-2")), now: Self.at(1)) == .pass)
        #expect(limit.onEntry(Key(Self.event(.rigFrozen)), now: Self.at(1)) == .pass)
    }

    /// A flood from one network must not hide who else is refused.
    @Test func strangersOfAnotherNetworkAreNotHeldBack() {
        func refused(_ network: String) -> Key { Key(Event(.hostRefused, .warning, "m", fields: [.text("peer", network)])) }
        var limit = JournalRateLimit()
        for _ in 0..<9 { _ = limit.onEntry(refused("10.0.0.9"), now: Self.at(1)) }
        #expect(limit.onEntry(refused("10.0.0.9"), now: Self.at(2)) == .suppress)
        #expect(limit.onEntry(refused("10.0.0.7"), now: Self.at(2)) == .pass)
    }

    @Test func tenThousandHostsThatFlapAreBoundedByTheirKind() {
        var limit = JournalRateLimit()
        var passed = 0
        for round in 0..<3 {
            for host in 0..<10_000 {
                let event = Event(.hostLost, .warning, "x", fields: [.text("host", "h-\(host)")])
                if limit.onEntry(Key(event), now: Self.at(Double(round))) != .suppress { passed += 1 }
            }
        }
        #expect(passed == limit.kindMax)
        #expect(limit.takeHeld(now: Self.at(70)).map(\.count).reduce(passed, +) == 30_000)
    }

    @Test func whatIsLeftAtTheEndIsTold() throws {
        var limit = JournalRateLimit()
        for _ in 0..<12 { _ = limit.onEntry(Key(Self.event()), now: Self.at(1)) }
        #expect(limit.takeHeld(now: Self.at(2)).isEmpty, "its window is not over")
        let held = try #require(limit.takeAll().first)
        let event = Event(held: held)
        #expect(event.message == "7 more entries rig_stale of psu-1 were held back: they came too fast")
        let fields = Journal.structured(event, program: "zone-agent", fields: ["ZONE=z"])
        #expect(fields.contains("SUPPRESSED=7") && fields.contains("RIG=psu-1") && fields.contains("EVENT=rig_stale"))
        #expect(fields.contains("MESSAGE_ID=\(messageID(.rigStale))"))
    }
}
