import ZonePolicy

/// A long run, cut into worlds that are independent of one another: each has its own seed, drawn from the run's, so that any of them can be
/// replayed alone and several can run side by side.
public struct Campaign: Sendable {
    public var seed: UInt64
    public var hours: Double
    /// Simulated hours of one world.
    public var worldHours: Double
    /// One world in so many is a storm.
    public var stormEvery: Int
    /// A rule that is left out on purpose.
    public var ablation: Ablation?

    public init(seed: UInt64, hours: Double, worldHours: Double = 4, stormEvery: Int = 5) {
        self.seed = seed
        self.hours = hours
        self.worldHours = worldHours
        self.stormEvery = stormEvery
    }

    public var worlds: Int { max(1, Int((hours / worldHours).rounded(.up))) }

    public func climate(of world: Int) -> WorldPlan.Climate { ablation != nil || world % stormEvery == stormEvery - 1 ? .storm : .weather }

    public func plan(of world: Int) -> WorldPlan {
        var random = SeededRandom(seed: seed &+ UInt64(world) &* 0x9E37_79B9_7F4A_7C15)
        _ = random.next()
        if let ablation { return .against(ablation, seed: random.next()) }
        return .drawn(seed: random.next(), climate: climate(of: world))
    }

    /// The last world takes what is left.
    public func seconds(of world: Int) -> Double { min(worldHours, hours - Double(world) * worldHours) * 3600 }

    public func run(world: Int) -> WorldResult {
        let simulated = World(plan(of: world))
        simulated.run(untilSecond: seconds(of: world))
        return WorldResult(world: world, climate: climate(of: world), tally: simulated.tally, violation: simulated.violation)
    }
}

public struct WorldResult: Sendable, Equatable {
    public var world: Int
    public var climate: WorldPlan.Climate
    public var tally: Tally
    public var violation: Violation?

    public init(world: Int, climate: WorldPlan.Climate, tally: Tally, violation: Violation?) {
        (self.world, self.climate, self.tally, self.violation) = (world, climate, tally, violation)
    }
}
