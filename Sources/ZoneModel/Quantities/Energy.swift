/// Energy in integer millijoules (milliwatt seconds). A host of 24 kW fills 2.4 % of the range in a century.
public struct Energy: Hashable, Comparable, Sendable {
    public var millijoules: Int64

    public init(millijoules: Int64) { self.millijoules = millijoules }

    /// The energy of a constant power over a time; saturates.
    public init(_ power: Power, over duration: Duration) {
        let joules = power.watts * duration.seconds
        let limit = Double(Int64.max / 2)
        self.millijoules = Int64(Swift.min(Swift.max((joules * 1000).rounded(), -limit), limit))
    }

    public static let zero = Energy(millijoules: 0)

    public var joules: Double { Double(millijoules) / 1000 }
    public var wattHours: Double { Double(millijoules) / 3_600_000 }

    public static func < (a: Energy, b: Energy) -> Bool { a.millijoules < b.millijoules }

    public static func + (a: Energy, b: Energy) -> Energy {
        let (sum, overflow) = a.millijoules.addingReportingOverflow(b.millijoules)
        return Energy(millijoules: overflow ? (b.millijoules < 0 ? .min : .max) : sum)
    }

    public static func += (a: inout Energy, b: Energy) { a = a + b }
}
