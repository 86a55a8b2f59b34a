import ZoneModel

extension Ledger {
    /// One ceiling that may be in force.
    struct Held: Hashable, Sendable {
        var bootID: BootID
        var grant: GrantID
        /// The lowest grant that it stands for on disk: under `grant` where older entries were joined into it.
        var lowest: GrantID
        var quota: Power
        /// A cut that travelled with it.
        var next: AnnouncedCut?
        /// Written + K. From this instant on it is dead.
        var expires: BootInstant
        var regime: UInt64
        /// Of another ledger, if it is there at all: it counts, and gives no right to be granted as much.
        var isPresumed = false

        /// What it counts for once its cut holds.
        var after: Power { next.map { min($0.quota, quota) } ?? quota }

        /// Its announced cut holds from its instant on.
        mutating func reachCut(_ now: BootInstant) {
            guard let next, next.at <= now else { return }
            quota = min(quota, next.quota)
            self.next = nil
        }

        /// Whether a newer one of the same boot makes it superfluous: at no instant, now or later, does this one count for more.
        func isCovered(by newer: Held) -> Bool {
            guard bootID == newer.bootID, grant < newer.grant, !newer.isPresumed, quota <= newer.quota, expires <= newer.expires else {
                return false
            }
            guard let later = newer.next, quota > later.quota else { return true }
            guard let next else { return false }
            return next.quota <= later.quota && next.at <= later.at
        }
    }

    /// A cut that was announced with a grant, by the collector's clock.
    public struct AnnouncedCut: Hashable, Sendable {
        public var quota: Power
        /// From this instant on the host surely holds `quota`, if it holds the grant.
        public var at: BootInstant

        public init(quota: Power, at: BootInstant) {
            self.quota = quota
            self.at = at
        }
    }

    /// What is promised to one host. Its sums are asked for in place, of thousands of hosts: inlined, so that a question for one number copies no account.
    struct Account: Hashable, Sendable {
        /// The nodes of the tree whose budgets it counts against; the root is 0.
        var nodes: [Int] = [0]
        var floor = Power.zero
        /// The floor that the host must be taken to hold: a lowered one counts at its old value until the host has shown the new one.
        var floorAtHost = Power.zero
        /// Every schedule that the host may have on disk, oldest first.
        var schedules: [FloorSchedule] = []
        /// Whether the oldest of them is known to be there.
        var isStored = false
        /// The highest floor of theirs within the window.
        var scheduled = Power.zero
        /// The lowest floor of theirs now.
        var scheduledNow = Power.zero
        /// Watts that no quota reaches.
        var uncontrolled = Power.zero
        /// The upper bound that the host last told.
        var measured = Power.zero
        /// Oldest first.
        var held: [Held] = []
        /// Of each boot, the highest grant that is gone from `held` and still on disk behind an older one that counts.
        var unstruck: [BootID: GrantID] = [:]

        /// Of all floors that may be in force at the host within the window.
        @inline(__always) var floors: Power { max(floor, floorAtHost, scheduled) }
        /// Cannot be taken away by any grant, applied or lapse.
        @inline(__always) var base: Power { max(floors, uncontrolled) }
        /// The floor that is surely in force at the host now. A grant up to it adds nothing to what is drawn; one up to `floors` may: a floor that is
        /// counted because it will rise, or may have risen, is not there yet, and the others hold what it will need.
        @inline(__always) var certainFloor: Power {
            guard !schedules.isEmpty else { return min(floor, floorAtHost) }
            return isStored ? scheduledNow : min(scheduledNow, floorAtHost)
        }
        @inline(__always) var ceiling: Power { held.reduce(floors) { max($0, $1.quota) } }
        /// Rule 11: watts over every ceiling that can be in force.
        @inline(__always) var isOver: Bool { measured > ceiling }
        @inline(__always) var excess: Power { isOver ? measured - ceiling : .zero }
        @inline(__always) var commitment: Power { max(base, ceiling, measured) }

        /// The commitment, of the entries counting only those of the regimes from `first` on.
        @inline(__always) func counted(_ regime: Regime) -> Power {
            let promised = max(base, entries(regime))
            return isOver ? max(promised, measured) : promised
        }

        /// What it may be granted again without adding to what may be drawn. Watts over its ceilings, floors that are not in force yet, and what another ledger may
        /// have granted are counted and give no right.
        @inline(__always) func granted(_ regime: Regime) -> Power { max(certainFloor, entries(regime, withPresumed: false)) }

        @inline(__always) private func entries(_ regime: Regime, withPresumed: Bool = true) -> Power {
            held.reduce(.zero) { sum, held in
                guard held.regime >= regime.first, withPresumed || !held.isPresumed else { return sum }
                return max(sum, regime.edge == nil ? held.quota : held.after)
            }
        }

        mutating func see(_ window: FloorWindow) {
            scheduled = schedules.map(window.highest).max() ?? .zero
            scheduledNow = schedules.map(window.lowestNow).min() ?? .zero
        }
    }

    /// Counts the entries of the regimes from `first` on.
    struct Regime: Hashable, Sendable {
        var first: UInt64
        /// One a node of the tree.
        var sums: [Int128]
        /// The budgets to come that it keeps, one a node: entries count at what their announced cuts leave of them. Nil: the present budgets.
        var edge: [Power]?
    }

    /// For which instants floors count.
    public enum FloorWindow: Hashable, Sendable {
        /// The collector's wall clock is not synchronised: the whole horizon.
        case horizon
        /// From [wall − ε … wall + ε] up to K later.
        case between(WallInstant, WallInstant, ahead: WallInstant)

        func highest(of schedule: FloorSchedule) -> Power {
            switch self {
            case .horizon: schedule.highest
            case .between(let from, _, let ahead): schedule.highest(from: from, to: ahead)
            }
        }

        func lowestNow(of schedule: FloorSchedule) -> Power {
            switch self {
            case .horizon: .zero
            case .between(let from, let to, _): schedule.lowest(from: from, to: to)
            }
        }
    }
}
