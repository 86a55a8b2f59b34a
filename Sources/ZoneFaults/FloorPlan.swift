import CShims
import ZoneModel

/// What the hosts may draw when nobody can be reached, as the run's own clock has it: half of every twenty seconds less than in the other half.
public struct FloorPlan: Sendable {
    public let high: Power
    public let low: Power
    /// Milliseconds from the boot clock to the wall clock of the run; nil: the floor is constant.
    private let wallOffset: Int64?

    private static let halfMilliseconds: Int64 = 10_000
    /// ε: the agents' configurations say the same, and a little for the reading of two clocks.
    private static let uncertainty: Duration = .milliseconds(250)

    /// - Parameter wallOffset: nil: always `high`.
    public init(high: Power, low: Power, wallOffset: Int64?) { (self.high, self.low, self.wallOffset) = (high, low, wallOffset) }

    public init(constant floor: Power) { self.init(high: floor, low: floor, wallOffset: nil) }

    /// By this machine's clocks.
    static func alternating(high: Power, low: Power) -> FloorPlan {
        FloorPlan(high: high, low: low, wallOffset: zs_realtime_ms() - zs_boottime_ns() / 1_000_000)
    }

    /// The lowest and the highest floor that can be held from one instant on and before another. A host that follows it takes the lower one on both sides of an edge.
    public func range(from: BootInstant, to: BootInstant) -> (low: Power, high: Power) {
        guard wallOffset != nil else { return (high, high) }
        let last = max(from, to - .milliseconds(1))
        let wide = halves(from - FloorPlan.uncertainty, last + FloorPlan.uncertainty)
        let narrow = halves(from, last)
        return (wide.contains { $0 % 2 != 0 } ? low : high, narrow.contains { $0 % 2 == 0 } ? high : low)
    }

    /// The instants at which the floor, or what is known of it, may move, for all edges near the time between two.
    func edges(from: BootInstant, to: BootInstant) -> [BootInstant] {
        guard let wallOffset else { return [] }
        return halves(from - FloorPlan.uncertainty, to + FloorPlan.uncertainty).dropFirst().flatMap { half in
            let edge = BootInstant(nanoseconds: (half * FloorPlan.halfMilliseconds - wallOffset) * 1_000_000)
            return [edge - FloorPlan.uncertainty, edge, edge + FloorPlan.uncertainty]
        }
    }

    private func halves(_ from: BootInstant, _ to: BootInstant) -> ClosedRange<Int64> {
        func half(_ instant: BootInstant) -> Int64 {
            let wall = instant.nanoseconds / 1_000_000 + (wallOffset ?? 0)
            return (wall - (wall % FloorPlan.halfMilliseconds + FloorPlan.halfMilliseconds) % FloorPlan.halfMilliseconds)
                / FloorPlan.halfMilliseconds
        }
        return half(from)...max(half(from), half(to))
    }

    /// The collector's `[floors]`, for as long from now on.
    static func section(for duration: Duration) -> String {
        let now = zs_realtime_ms() / 1000
        func text(_ second: Int64) -> String {
            [second / 3600 % 24, second / 60 % 60, second % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
        }
        let last = now + min(duration.wholeMilliseconds / 1000, 80_000)
        let windows = stride(from: (now - 120) / 20 * 20, to: last, by: 20).map {
            "[[floors.daily]]\nfrom = \"\(text($0 + 10))\"\nto = \"\(text($0 + 20))\"\nshare = \"\(shareText)\"\n"
        }
        return "[floors]\nslot = \"2 s\"\nhorizon = \"6 min\"\n\(clock)" + windows.joined()
    }

    /// The run's machine may be unsynchronised by its kernel's word; all its processes read one clock.
    static let clock = "clock_error = \"200 ms\"\ntrust_clock = true\n"
    static let share = 0.7
    private static let shareText = "70 %"
}
