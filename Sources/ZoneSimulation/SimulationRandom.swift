import ZonePolicy

/// What the simulation draws from the policy's own generator: one stream a world, so that a seed replays it.
extension SeededRandom {
    mutating func chance(_ share: Double) -> Bool { share > 0 && unit() < share }

    mutating func whole(_ range: ClosedRange<Int64>) -> Int64 {
        range.lowerBound + Int64(next() % UInt64(range.upperBound - range.lowerBound + 1))
    }

    mutating func real(_ range: ClosedRange<Double>) -> Double { range.lowerBound + (range.upperBound - range.lowerBound) * unit() }

    mutating func index(below count: Int) -> Int { Int(next() % UInt64(max(count, 1))) }

    /// Four uniform numbers out of one draw, summed and scaled: near enough to a Gaussian for a meter, and bounded at 3.5 σ.
    mutating func gaussian() -> Double {
        let bits = next()
        let sum = (bits & 0xFFFF) + (bits >> 16 & 0xFFFF) + (bits >> 32 & 0xFFFF) + (bits >> 48)
        return (Double(sum) / 65_536 - 2) * 1.732
    }

    /// Nanoseconds until the next of events that come `mean` seconds apart: uniform from 0 to twice the mean.
    mutating func wait(mean seconds: Double) -> Int64 { Int64(unit() * 2 * seconds * 1e9) + 1 }
}
