/// When one thread hashes and when it sleeps, so that its CPU time is its duty's share of the time. Exact by book-keeping: every
/// nanosecond of CPU time that was used is paid back, so an over-long batch or a late wake-up makes the next pause longer or shorter.
struct DutyCycle: Equatable, Sendable {
    enum Step: Equatable, Sendable {
        /// Hash one batch.
        case hash
        /// Sleep so long, or until the orders change.
        case sleep(nanoseconds: Int64)
        /// Sleep until the orders change.
        case wait
    }

    /// A pause and a burst together last about this long; short against the plant's lag of 50 ms, so that watts are smooth.
    static let period: Int64 = 10_000_000
    /// CPU time that may be saved up while the thread could not run: two periods, so that a starved thread does not burst.
    private static let creditMax = 2 * period

    /// CPU time that may be used now, nanoseconds; below zero it is owed.
    private var credit = 0.0
    private var lastAt: Int64
    /// Not used up yet.
    private var phase: Double?

    /// - Parameter phase: 0 … 1; threads with different phases do not start their bursts together.
    init(phase: Double, now: Int64) {
        self.phase = phase
        lastAt = now
    }

    /// - Parameters:
    ///   - duty: parts per million, in force since the last call.
    ///   - now: nanoseconds.
    mutating func onStep(duty: Int32, now: Int64) -> Step {
        let share = Double(duty) / 1_000_000
        let elapsed = Double(max(now - lastAt, 0))
        lastAt = now
        guard duty > 0 else {
            credit = min(credit, 0)
            return .wait
        }
        if let phase {
            credit = -phase * share * Double(DutyCycle.period)
            self.phase = nil
        }
        credit = min(credit + elapsed * share, Double(DutyCycle.creditMax))
        if duty >= 1_000_000 {
            credit = max(credit, 0)
            return .hash
        }
        guard credit <= 0 else { return .hash }
        // Sleep until the next burst is saved up: the whole pause of a period, not a nap a batch.
        let burst = share * Double(DutyCycle.period)
        let nanoseconds = Int64(((burst - credit) / share).rounded())
        return .sleep(nanoseconds: min(max(nanoseconds, 1000), 4 * DutyCycle.period))
    }

    mutating func onHashed(cpuNanoseconds: Int64) { credit -= Double(cpuNanoseconds) }
}
