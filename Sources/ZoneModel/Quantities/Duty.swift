/// The share of the time that a worker hashes, in parts per million: 0 sleeps, 1 000 000 never pauses.
public struct Duty: Hashable, Comparable, Sendable {
    public let partsPerMillion: Int32

    /// Clamped to 0 … 1 000 000.
    public init(partsPerMillion: Int32) { self.partsPerMillion = Swift.min(Swift.max(partsPerMillion, 0), 1_000_000) }

    /// A fraction from 0 to 1, clamped; no number counts as 0, because doubt means less power.
    public init(_ fraction: Double) {
        self.init(partsPerMillion: fraction.isNaN ? 0 : Int32((Swift.min(Swift.max(fraction, 0), 1) * 1_000_000).rounded()))
    }

    public static let zero = Duty(partsPerMillion: 0)
    public static let full = Duty(partsPerMillion: 1_000_000)

    /// 0 … 1
    public var fraction: Double { Double(partsPerMillion) / 1_000_000 }
    public var percent: Double { Double(partsPerMillion) / 10_000 }

    public static func < (a: Duty, b: Duty) -> Bool { a.partsPerMillion < b.partsPerMillion }
}
