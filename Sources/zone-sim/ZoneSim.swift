import Glibc
import ZonePolicy
import ZoneSimulation

func zoneSim(_ arguments: [String]) -> Int32 {
    let world = World(.drawn(seed: 1, climate: .weather))
    let clock = ContinuousClock()
    let t = clock.measure { world.run(untilSecond: 3600) }
    print(t, world.tally)
    if let v = world.violation { print(v.what, v.account.joined(separator: "\n"), v.events.joined(separator: "\n"), separator: "\n") }
    return 0
}
