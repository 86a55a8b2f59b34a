import ZoneModel

/// The model's time: true time goes in beats, and on each every clock advances by its own rate.
///
/// Clocks are at their bounds, which is where the protocol's condition `H/(1−ρ) ≤ K/(1+ρ)` bites. H is a whole number of the slowest agent's beats, so
/// that a lease may live exactly that long; K is the least that the collector's own check takes for it, in steps of the fastest collector's beat.
struct Beat: Sendable {
    static let length = Duration.seconds(15)
    /// ρ.
    static let rateError = 0.1

    enum Rate: Int, Sendable, CaseIterable, CustomStringConvertible {
        case slow, exact, fast

        var advance: Duration {
            switch self {
            case .slow: .milliseconds(13_500)
            case .exact: .seconds(15)
            case .fast: .milliseconds(16_500)
            }
        }

        var description: String {
            switch self {
            case .slow: "slow"
            case .exact: "exact"
            case .fast: "fast"
            }
        }
    }

    /// H of a lease that the slowest agent holds for so many beats.
    static func term(_ beats: Int) -> Duration { Rate.slow.advance * beats }

    /// K of so many beats of the fastest collector.
    static func hold(_ beats: Int) -> Duration { Rate.fast.advance * beats }
}

/// How fast the clocks go in one run.
struct Rates: Sendable {
    var agents: Pair<Beat.Rate>
    var collector: Beat.Rate
    /// By how much the hosts' wall clocks are off, where anybody asks for them; the collector's is right.
    var walls = Pair(Duration.zero, Duration.zero)
}
