/// What a host may draw when nobody can be reached, slot by slot: signed by the centre, kept by the host, followed when the centre is gone.
///
/// So losing the centre does not drop a whole nation's load at once. Slots are civil time (UTC), because they must mean the same after a restart and at both
/// ends; whoever reads a schedule widens the instant by ε, the wall clocks' uncertainty. Before its first slot and after its last one the floor is 0.
public struct FloorSchedule: Hashable, Sendable {
    /// 1 to 64 characters of 0–9, a–z and `-`; never reused for another schedule of the host.
    public let id: String
    public let start: WallInstant
    /// Whole seconds.
    public let slot: Duration
    /// One a slot.
    public let floors: [Power]

    /// Two days of quarter hours.
    public static let slotsMax = 192

    /// - Throws: `FloorScheduleError` where a part is outside its range.
    public init(id: String, start: WallInstant, slot: Duration, floors: [Power]) throws(FloorScheduleError) {
        guard (1...64).contains(id.utf8.count), id.utf8.allSatisfy({ (48...57).contains($0) || (97...122).contains($0) || $0 == 45 }) else {
            throw FloorScheduleError("schedule_id must have 1 to 64 characters of 0-9, a-z and -")
        }
        guard slot >= .seconds(1), slot <= .seconds(86_400), slot == .seconds(slot.components.seconds) else {
            throw FloorScheduleError("a slot must last whole seconds, from 1 s to 1 d")
        }
        guard (1...FloorSchedule.slotsMax).contains(floors.count) else {
            throw FloorScheduleError("a schedule has 1 to \(FloorSchedule.slotsMax) slots, not \(floors.count)")
        }
        guard floors.allSatisfy({ $0 >= .zero && $0 <= .maximum }) else {
            throw FloorScheduleError("a floor must be from 0 W to 100 GW")
        }
        let limit: Int64 = 1 << 52
        guard start.milliseconds.magnitude < limit else { throw FloorScheduleError("a schedule must begin in the years from 1970 on") }
        self.id = id
        self.start = start
        self.slot = slot
        self.floors = floors
    }

    private var slotMilliseconds: Int64 { slot.wholeMilliseconds }

    /// The end of the last slot: from here on the floor is 0.
    public var end: WallInstant { startOfSlot(floors.count) }

    public func startOfSlot(_ index: Int) -> WallInstant {
        WallInstant(milliseconds: start.milliseconds + Int64(index) * slotMilliseconds)
    }

    /// The lowest floor of any instant from `from` to `to`, both included: what a host with an uncertain clock may rely on.
    public func lowest(from: WallInstant, to: WallInstant) -> Power {
        guard from >= start, to < end else { return .zero }
        return slots(from, to).reduce(Power.maximum) { min($0, $1) }
    }

    /// The highest floor of any instant from `from` to `to`, both included: what must be counted for the host.
    public func highest(from: WallInstant, to: WallInstant) -> Power {
        guard to >= start, from < end else { return .zero }
        return slots(max(from, start), min(to, WallInstant(milliseconds: end.milliseconds - 1))).reduce(Power.zero) { max($0, $1) }
    }

    public var lowest: Power { floors.reduce(Power.maximum) { min($0, $1) } }
    public var highest: Power { floors.reduce(Power.zero) { max($0, $1) } }

    /// The first slot edge after an instant; nil after the end.
    public func edge(after instant: WallInstant) -> WallInstant? {
        guard instant >= start else { return start }
        guard instant < end else { return nil }
        return startOfSlot(index(of: instant) + 1)
    }

    /// Of an instant within the schedule.
    private func index(of instant: WallInstant) -> Int { Int((instant.milliseconds - start.milliseconds) / slotMilliseconds) }

    private func slots(_ from: WallInstant, _ to: WallInstant) -> ArraySlice<Power> { floors[index(of: from)...index(of: to)] }
}

public struct FloorScheduleError: Error, Equatable, Sendable {
    /// What is wrong, for people.
    public var message: String

    public init(_ message: String) { self.message = message }
}

/// The wall clock at one instant of the boot clock, and how far off it may be.
public struct WallReading: Hashable, Sendable {
    public var wall: WallInstant
    /// nil: it is not synchronised, so nothing may be built on it.
    public var uncertainty: Duration?

    public init(wall: WallInstant, uncertainty: Duration?) {
        self.wall = wall
        self.uncertainty = uncertainty
    }

    /// What may be built on a clock that counts as right within `bound`: an uncertainty above it is none that the other end counts with.
    public init(wall: WallInstant, clock: ClockQuality, bound: Duration, isTrusted: Bool) {
        let isGood = isTrusted || clock.isSynchronised && (clock.errorMilliseconds ?? 0) <= bound.seconds * 1000
        self.init(wall: wall, uncertainty: isGood ? bound : nil)
    }
}
