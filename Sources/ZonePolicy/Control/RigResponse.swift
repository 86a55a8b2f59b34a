import ZoneModel

/// The rig's present watts by the map: a dead time, then a first-order lag. It lets the controller know what its own last orders will
/// still do (a Smith predictor: O. J. M. Smith, "Closer control of loops with dead time", 1957), and what of a reading is news.
public struct RigResponse: Equatable, Sendable {
    /// The modelled watts at `at`.
    public private(set) var watts: Double
    private var at: BootInstant
    private var staticWatts: Double
    private var pending: [Order] = []
    /// Orders that were replaced and may still show, the lowest first, each with the instant from which it cannot.
    private var replaced: [Replaced] = []

    private struct Order: Equatable, Sendable {
        var from: BootInstant
        var watts: Double
    }

    private struct Replaced: Equatable, Sendable {
        var until: BootInstant
        var watts: Double
    }

    private static let pendingMax = 256

    public init(watts: Double, now: BootInstant) {
        self.watts = watts
        self.staticWatts = watts
        self.at = now
    }

    /// - Parameter mayShowFor: how long the order that this one replaces may still be what a reading says.
    public mutating func order(watts: Double, now: BootInstant, deadTime: Duration, mayShowFor: Duration = .zero) {
        let newest = newestWatts
        guard watts != newest else { return }
        // A lower one that shows for longer leaves nothing to those before it.
        replaced.removeAll { $0.watts >= newest }
        if mayShowFor > .zero { replaced.append(Replaced(until: now + mayShowFor, watts: newest)) }
        if pending.count >= RigResponse.pendingMax { pending.removeFirst() }
        pending.append(Order(from: now + deadTime, watts: watts))
    }

    private var newestWatts: Double { pending.last?.watts ?? staticWatts }

    /// The lowest watts that a rig may show whose dead time and lag are not those of the model: it may have answered the newest order
    /// already, or none of the last few yet.
    public var lowestWatts: Double { replaced.first.map { min($0.watts, newestWatts) } ?? newestWatts }

    /// Shifts every modelled value: the map was relearned.
    public mutating func shift(byWatts shift: Double) {
        watts += shift
        staticWatts += shift
        for index in pending.indices { pending[index].watts += shift }
        for index in replaced.indices { replaced[index].watts += shift }
    }

    public mutating func advance(to now: BootInstant, timeConstant: Duration) {
        while let order = pending.first, order.from <= now {
            settle(until: order.from, timeConstant)
            staticWatts = order.watts
            pending.removeFirst()
        }
        settle(until: now, timeConstant)
        replaced.removeAll { $0.until <= now }
    }

    /// The modelled watts at a later instant, if nothing more is ordered.
    public func predicted(at later: BootInstant, timeConstant: Duration) -> Double {
        var future = self
        future.advance(to: later, timeConstant: timeConstant)
        return future.watts
    }

    private mutating func settle(until instant: BootInstant, _ timeConstant: Duration) {
        guard instant > at else { return }
        let share = decay(over: instant - at, timeConstant: timeConstant)
        watts = staticWatts + (watts - staticWatts) * share
        at = instant
    }
}

/// e^(−t/τ), without libm: the pure modules import nothing. Halving the exponent until the series is short keeps it exact to 1e-12.
func decay(over time: Duration, timeConstant: Duration) -> Double {
    let tau = timeConstant.seconds
    guard tau > 0 else { return 0 }
    var exponent = max(time.seconds, 0) / tau
    guard exponent < 50 else { return 0 }
    var halvings = 0
    while exponent > 0.125 {
        exponent /= 2
        halvings += 1
    }
    var term = 1.0
    var sum = 1.0
    for n in 1...10 {
        term *= -exponent / Double(n)
        sum += term
    }
    for _ in 0..<halvings { sum *= sum }
    return sum
}
