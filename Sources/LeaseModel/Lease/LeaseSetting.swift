import ZoneModel
import ZonePolicy

/// One scenario: what there is, and how much of it may happen.
struct LeaseSetting: Sendable {
    var name: String
    var purpose: String
    /// H in beats of the slowest agent.
    var termBeats = 2
    /// K in beats of the fastest collector; nil: the least that the production check takes.
    var holdBeats: Int?
    var budget = Power.watts(4)
    var floors = Pair(Power.watts(1), Power.zero)
    /// What the collector may aim at. It may aim at anything at any time: whatever an allocator would want is among its whims.
    var targets: [Power] = [.watts(1), .watts(4)]
    var rates: [Rates] = [Rates.worst]
    var grantsMax = 3
    var noncesMax = 2
    /// Of the second host; nil: as many.
    var noncesMaxOfSecond: Int?
    /// Restarts of each agent.
    var restartsMax = 0
    /// Both machines carry the name of the first host: the ledger by itself must not forget the one for what the other says.
    var isOneName = false
    /// Crashes of the collector.
    var crashesMax = 0
    /// The budgets that an operator may order, one after the other.
    var budgets: [Power] = []
    /// The schedule that each host has on disk, and one that the collector may send it; none: its floor is constant.
    var schedules: Pair<[FloorSchedule]> = Pair([], [])
    /// Where civil time counts, so many beats are walked.
    var beatsMax = 0

    var hasSchedules: Bool { !schedules.first.isEmpty }
    /// ε.
    static let clockError = Beat.length
    /// The wall clock's reading at the start.
    static let wall = WallInstant(milliseconds: 1_800_000_000_000)

    var term: Duration { Beat.term(termBeats) }

    /// K: as short as the collector lets it be.
    var hold: Duration {
        if let holdBeats { return Beat.hold(holdBeats) }
        var lease = CollectorConfiguration.LeaseConfiguration()
        lease.term = term
        lease.clockRateError = Beat.rateError
        return (1...64).lazy.map(Beat.hold)
            .first {
                lease.hold = $0
                return lease.problem == nil
            } ?? Beat.hold(64)
    }
}
