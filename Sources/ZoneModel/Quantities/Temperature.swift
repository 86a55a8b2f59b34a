/// A temperature in integer millidegrees Celsius, the unit of the kernel's hwmon ABI (Documentation/hwmon/sysfs-interface).
public struct Temperature: Hashable, Comparable, Sendable {
    public var millicelsius: Int64

    public init(millicelsius: Int64) { self.millicelsius = millicelsius }

    /// Rounded to the nearest millidegree; beyond ±1 000 000 °C, or no number, it is clamped.
    public init(celsius: Double) {
        let bounded = celsius.isNaN ? 1_000_000 : Swift.min(Swift.max(celsius, -1_000_000), 1_000_000)
        self.millicelsius = Int64((bounded * 1000).rounded())
    }

    public static func celsius(_ value: Double) -> Temperature { Temperature(celsius: value) }

    public var celsius: Double { Double(millicelsius) / 1000 }

    public static func < (a: Temperature, b: Temperature) -> Bool { a.millicelsius < b.millicelsius }

    /// `self` lowered by a difference given in whole and part degrees.
    public func lowered(byCelsius difference: Double) -> Temperature { Temperature(celsius: celsius - difference) }
}
