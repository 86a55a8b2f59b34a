import ZoneModel

/// What the proxy does to one host's lines.
public struct Weather: Equatable, Sendable {
    /// One way, each.
    public var delayUp = Duration.zero
    public var delayDown = Duration.zero
    /// Shares of the lines, 0 … 1: never sent on; sent on twice, the second time late; held back while later ones pass.
    public var lost = 0.0
    public var doubled = 0.0
    public var heldBack = 0.0
    /// How late the held back ones and the second copies are, at most.
    public var lateness = Duration.seconds(6)
    /// Nothing is taken from anybody and nothing sent on: the connections stay open, and whoever is behind them might as well be gone.
    public var isStalled = false

    public init() {}

    public static let fair = Weather()

    /// The instants at which a line that came now is sent on; none: it is lost.
    func arrivals(now: BootInstant, delay: Duration, random: inout SplitMix) -> [BootInstant] {
        if random.unit() < lost { return [] }
        let due = now + delay
        func late() -> BootInstant { due + Duration.seconds(lateness.seconds * random.unit()) }
        if random.unit() < heldBack { return [late()] }
        return random.unit() < doubled ? [due, late()] : [due]
    }
}

/// Replays from its seed (G. Steele, D. Lea, C. Flood: "Fast splittable pseudorandom number generators", 2014).
public struct SplitMix: RandomNumberGenerator, Sendable {
    private var state: UInt64

    public init(_ seed: UInt64) { state = seed }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// 0 … 1, without 1.
    public mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }
}
