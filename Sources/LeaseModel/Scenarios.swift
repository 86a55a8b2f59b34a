import ZoneModel

extension Scenario {
    /// Every scenario at that depth. Each is walked to its end: the numbers are how often things may happen, not where the walk stops.
    public static func all(_ depth: Depth) -> [Scenario] {
        LeaseSetting.all(depth).compactMap { LeaseModel($0).map { Scenario($0) } }
            + AuthoritySetting.all(depth).compactMap { AuthorityModel($0).map { Scenario($0) } }
            + TreeSetting.all(depth).compactMap { TreeModel($0).map { Scenario($0) } }
    }
}

extension Depth {
    /// One of three, by depth.
    func pick<T>(_ quick: T, _ full: T, _ deep: T) -> T {
        switch self {
        case .quick: quick
        case .full: full
        case .deep: deep
        }
    }
}

extension LeaseSetting {
    static func all(_ depth: Depth) -> [LeaseSetting] {
        var grants = LeaseSetting(
            name: "grants", purpose: "whims of the collector, letters lost, doubled, late and out of order, agents that restart")
        grants.grantsMax = depth.pick(2, 2, 3)
        grants.noncesMax = depth.pick(1, 2, 2)
        grants.restartsMax = depth.pick(1, 0, 1)

        var rates = LeaseSetting(name: "clock-rates", purpose: "the same with every combination of the slowest and the fastest clocks")
        rates.grantsMax = 2
        rates.noncesMax = depth.pick(1, 1, 2)
        rates.restartsMax = 1
        rates.rates = Rates.all

        var long = LeaseSetting(name: "long-lease", purpose: "the same with a lease of three beats and three grants, nobody restarts")
        long.termBeats = 3
        long.grantsMax = depth.pick(2, 2, 3)
        long.noncesMax = depth.pick(1, 2, 2)

        var crash = LeaseSetting(name: "crash", purpose: "the collector crashes and replays its ledger; agents restart")
        crash.grantsMax = 2
        crash.noncesMax = depth.pick(1, 1, 2)
        crash.restartsMax = 1
        crash.crashesMax = 1

        var twins = LeaseSetting(
            name: "twins", purpose: "two machines under one name: what one has applied frees nothing that the other holds")
        twins.isOneName = true
        twins.floors = Pair(.zero, .zero)
        twins.noncesMax = 1
        twins.grantsMax = depth.pick(2, 3, 4)

        var orders = LeaseSetting(
            name: "orders",
            purpose: "an operator cuts the budget and raises it: after K the ceilings in force fit the cut one, whatever was lost")
        orders.grantsMax = depth.pick(2, 3, 3)
        orders.noncesMax = 2
        orders.noncesMaxOfSecond = depth.pick(0, 0, 1)
        orders.crashesMax = depth.pick(0, 0, 1)
        orders.budgets = [.watts(2), .watts(4)]
        return [grants, rates, long, crash, twins, orders, edges(depth)].compactMap { $0 }
    }
}

extension LeaseSetting {
    /// At the crossing a's floor falls as b's rises; and a new, lower schedule for a is on its way.
    private static func edges(_ depth: Depth) -> LeaseSetting? {
        var edges = LeaseSetting(
            name: "edges", purpose: "floor schedules that cross at an edge, wall clocks off by ε, a lower schedule that may never come")
        let start = WallInstant(milliseconds: wall.milliseconds - 30_000)
        guard let falling = try? FloorSchedule(id: "1", start: start, slot: .seconds(30), floors: [2, 2, 2, 0, 0].map { .watts($0) }),
            let lower = try? FloorSchedule(id: "2", start: start, slot: .seconds(30), floors: [1, 1, 1, 0, 0].map { .watts($0) }),
            let rising = try? FloorSchedule(id: "1", start: start, slot: .seconds(30), floors: [0, 0, 0, 2, 2].map { .watts($0) })
        else { return nil }
        edges.floors = Pair(.zero, .zero)
        edges.budget = .watts(3)
        edges.targets = [.watts(3)]
        edges.schedules = Pair([falling, lower], [rising])
        edges.beatsMax = 9
        edges.grantsMax = depth.pick(1, 2, 2)
        edges.noncesMax = depth.pick(1, 1, 2)
        edges.restartsMax = depth.pick(0, 0, 1)
        let error = clockError
        edges.rates = [(error, .zero - error), (.zero - error, error), (.zero, .zero)].map { a, b in
            var rates = Rates.worst
            rates.walls = Pair(a, b)
            return rates
        }
        return edges
    }
}

extension AuthoritySetting {
    static func all(_ depth: Depth) -> [AuthoritySetting] {
        [
            disk(depth), raised(depth), duplicate(depth), lost(depth), restored(depth), floors(depth), terms(depth), stuck(depth),
            orders(depth),
            event(depth), emergency(depth), floorsAbove(),
        ]
    }

    private static func disk(_ depth: Depth) -> AuthoritySetting {
        var setting = AuthoritySetting(
            name: "disk",
            purpose: "the authority whole: a slow disk that may refuse, a collector that crashes with or without its last writes")
        setting.isDiskSlow = true
        setting.diskFailuresMax = depth.pick(0, 0, 1)
        setting.crashesMax = 1
        setting.noncesMax = 1
        setting.noncesMaxOfSecond = depth.pick(0, 1, 1)
        setting.restartsMax = 0
        setting.grantsMax = 2
        return setting
    }

    private static func duplicate(_ depth: Depth) -> AuthoritySetting {
        var setting = AuthoritySetting(name: "duplicate", purpose: "a second machine comes up under the name of the first")
        setting.duplicates = true
        setting.floors = depth == .quick ? Pair(.watts(1), .zero) : Pair(.zero, .watts(1))
        setting.noncesMax = 1
        setting.grantsMax = depth.pick(2, 3, 4)
        setting.restartsMax = depth.pick(0, 0, 1)
        return setting
    }

    private static func lost(_ depth: Depth) -> AuthoritySetting {
        var setting = AuthoritySetting(name: "lost-ledger", purpose: "the ledger is lost: a new epoch, and nothing granted for K")
        setting.canLoseLedger = true
        setting.crashesMax = 1
        setting.noncesMax = 1
        setting.grantsMax = depth.pick(2, 2, 3)
        return setting
    }

    private static func restored(_ depth: Depth) -> AuthoritySetting {
        var setting = AuthoritySetting(name: "restored-ledger", purpose: "an older copy of the ledger is put back")
        setting.canRestoreLedger = true
        setting.crashesMax = 1
        setting.noncesMax = 1
        setting.noncesMaxOfSecond = depth.pick(0, 0, 1)
        setting.grantsMax = depth.pick(2, 3, 3)
        return setting
    }

    private static func floors(_ depth: Depth) -> AuthoritySetting {
        var setting = AuthoritySetting(
            name: "floors", purpose: "constant floors change in both configurations, one side before the other, a host out of reach")
        setting.floors = Pair(.watts(2), .zero)
        setting.laterFloors = Pair(.zero, .watts(2))
        setting.crashesMax = 1
        setting.noncesMax = 0
        setting.noncesMaxOfSecond = 1
        setting.reconnectsMax = 1
        setting.grantsMax = depth.pick(2, 2, 3)
        return setting
    }

    private static func raised(_ depth: Depth) -> AuthoritySetting {
        var setting = AuthoritySetting(
            name: "raised-floor", purpose: "a host is reloaded with a larger floor while another holds the watts on a lease")
        setting.floors = Pair(.zero, .zero)
        setting.laterFloors = Pair(.zero, .watts(2))
        setting.noncesMax = 1
        setting.noncesMaxOfSecond = depth.pick(0, 0, 1)
        setting.crashesMax = depth.pick(0, 1, 1)
        setting.reconnectsMax = 1
        setting.grantsMax = depth.pick(2, 2, 3)
        return setting
    }

    private static func terms(_ depth: Depth) -> AuthoritySetting {
        var setting = AuthoritySetting(
            name: "terms", purpose: "the collector comes back with shorter terms: what was granted keeps its own K")
        setting.termBeats = 3
        setting.laterTermBeats = 2
        setting.crashesMax = 1
        setting.noncesMax = 1
        setting.grantsMax = depth.pick(2, 2, 3)
        return setting
    }

    private static func stuck(_ depth: Depth) -> AuthoritySetting {
        var setting = AuthoritySetting(
            name: "over", purpose: "a host draws its nameplate, whatever it is told, and may fall silent: its watts stay counted")
        setting.canBeStuck = true
        setting.noncesMax = 2
        setting.noncesMaxOfSecond = depth.pick(0, 0, 1)
        setting.grantsMax = depth.pick(2, 2, 3)
        return setting
    }

    private static func floorsAbove() -> AuthoritySetting {
        var setting = AuthoritySetting(
            name: "floors-above", purpose: "floors that add up to more than the budget: such a configuration is refused")
        setting.floors = Pair(.watts(3), .watts(2))
        setting.noncesMax = 1
        setting.grantsMax = 1
        return setting
    }

    private static func event(_ depth: Depth) -> AuthoritySetting {
        var setting = AuthoritySetting(name: "event", purpose: "an announced cut holds at its very instant, whichever renewal is lost")
        setting.event = .watts(2)
        setting.floors = Pair(.watts(1), .zero)
        setting.noncesMax = depth.pick(2, 2, 2)
        setting.noncesMaxOfSecond = depth.pick(0, 0, 1)
        setting.grantsMax = depth.pick(2, 3, 3)
        return setting
    }

    private static func emergency(_ depth: Depth) -> AuthoritySetting {
        var setting = AuthoritySetting(
            name: "emergency",
            purpose: "an emergency under the floors holds at the hosts until its end: lost contact and restarts do not lift it")
        setting.emergency = .watts(0.5)
        setting.restartsMax = 1
        setting.noncesMax = 1
        setting.noncesMaxOfSecond = depth.pick(0, 0, 1)
        setting.grantsMax = depth.pick(2, 2, 3)
        return setting
    }

    private static func orders(_ depth: Depth) -> AuthoritySetting {
        var setting = AuthoritySetting(
            name: "quota-set", purpose: "an operator cuts the zone's quota and raises it, the disk takes its time")
        setting.orders = [.watts(2), .watts(4)]
        setting.noncesMax = 1
        setting.noncesMaxOfSecond = depth.pick(0, 0, 1)
        setting.grantsMax = 3
        setting.isDiskSlow = depth != .quick
        return setting
    }
}

extension Rates {
    /// What the condition `H/(1−ρ) ≤ K/(1+ρ)` is about: leases that last longest, entries that last shortest.
    static let worst = Rates(agents: Pair(.slow, .slow), collector: .fast)

    /// Every combination of the slowest and the fastest clocks.
    static let all: [Rates] = [Beat.Rate.slow, .fast].flatMap { a in
        [Beat.Rate.slow, .fast].flatMap { b in
            [Beat.Rate.slow, .fast].map { Rates(agents: Pair(a, b), collector: $0) }
        }
    }
}

extension TreeSetting {
    static func all(_ depth: Depth) -> [TreeSetting] {
        var tree = TreeSetting(
            name: "parent", purpose: "a child's collector under a parent: its hosts never draw more than the parent counts for it")
        tree.parentNonces = depth.pick(1, 1, 2)
        tree.parentGrants = 2
        tree.nonces = 1
        tree.askers = depth.pick(1, 1, 2)
        tree.grants = depth.pick(1, 1, 2)
        tree.crashesMax = 0
        var floors = tree
        floors.name = "parent-floors"
        floors.purpose = "hosts whose floors are above the child's own floor: such a configuration is refused"
        floors.floor = .zero
        floors.parentGrants = 1
        floors.nonces = 0
        floors.crashesMax = 0
        return [tree, floors]
    }
}
