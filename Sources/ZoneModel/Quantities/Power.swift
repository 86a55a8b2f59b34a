/// Electrical power in integer milliwatts.
///
/// Integers, because ceilings are compared and summed: a sum of floats depends on its order, and a quota that is compared
/// with `!=` on floats is a bug that waits. Sums saturate: a total that does not fit is "too much", never a wrapped small number.
public struct Power: Hashable, Comparable, Sendable {
    public var milliwatts: Int64

    public init(milliwatts: Int64) { self.milliwatts = milliwatts }

    /// Rounded to the nearest milliwatt; a value that is no number or beyond ±`maximum` is clamped to it.
    public init(watts: Double) {
        guard watts.isFinite else {
            self = watts.isNaN ? .zero : (watts < 0 ? Power(milliwatts: -Power.maximum.milliwatts) : .maximum)
            return
        }
        let limit = Double(Power.maximum.milliwatts)
        self.milliwatts = Int64(Swift.min(Swift.max((watts * 1000).rounded(), -limit), limit))
    }

    public static func watts(_ value: Double) -> Power { Power(watts: value) }
    public static func kilowatts(_ value: Double) -> Power { Power(watts: value * 1000) }

    public static let zero = Power(milliwatts: 0)
    /// The largest power that a line or a config file may name: 100 GW, fifty times the national budget.
    public static let maximum = Power(milliwatts: 100_000_000_000_000)

    public var watts: Double { Double(milliwatts) / 1000 }

    public static func < (a: Power, b: Power) -> Bool { a.milliwatts < b.milliwatts }

    public static func + (a: Power, b: Power) -> Power {
        let (sum, overflow) = a.milliwatts.addingReportingOverflow(b.milliwatts)
        return Power(milliwatts: overflow ? (b.milliwatts < 0 ? .min : .max) : sum)
    }

    public static func - (a: Power, b: Power) -> Power {
        let (difference, overflow) = a.milliwatts.subtractingReportingOverflow(b.milliwatts)
        return Power(milliwatts: overflow ? (b.milliwatts < 0 ? .max : .min) : difference)
    }

    public static func += (a: inout Power, b: Power) { a = a + b }
    public static func -= (a: inout Power, b: Power) { a = a - b }

    /// Scaled by a real factor, rounded to the nearest milliwatt.
    public static func * (a: Power, factor: Double) -> Power { Power(watts: a.watts * factor) }

    /// `self` where it is above zero, otherwise zero.
    public var clampedToZero: Power { Swift.max(self, .zero) }
}

extension Sequence where Element == Power {
    /// The saturating sum; zero for an empty sequence.
    public func total() -> Power { reduce(.zero, +) }
}
