import Testing
import ZoneModel

@testable import ZonePolicy

/// Samples, grants and clocks of no sense: duties stay numbers at or under their caps, and the plan stays under the set point.
@Suite struct ControlFuzzTests {
    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func weirdSamplesNeverMakeAWeirdDuty(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var configuration = twoRigs(quota: 500, floor: 250)
        configuration.rigs[0].minimumOn = .seconds(20)
        configuration.rigs[1].minimumOff = .seconds(20)
        configuration.control.guardSigmas = random.unit() < 0.2 ? 0 : 3
        var host = ModelHost(configuration, truth: [(idleW: 90, slopeW: 180), (idleW: 95, slopeW: 150)], seed: seed)
        for step in 0..<400 {
            for index in host.rigs.indices where random.unit() < 0.3 {
                let power = weird(&random)
                host.rigs[index].override = random.unit() < 0.4 ? nil : { reading in power ?? .value(reading) }
                host.rigs[index].temperature = random.unit() < 0.5 ? nil : weird(&random)
                host.rigs[index].isSilent = random.unit() < 0.1
                host.rigs[index].celsius = random.unit() * 120
            }
            if random.unit() < 0.2 { host.grant(random.unit() < 0.1 ? 0 : random.unit() * 600, generation: UInt64(step + 1)) }
            host.run(.milliseconds(Int64(50 + random.unit() * 400)))
            check(host)
        }
    }

    private func weird(_ random: inout SeededRandom) -> Sampled? {
        switch Int(random.unit() * 9) {
        case 0: .value(.nan)
        case 1: .value(.infinity)
        case 2: .value(-1e300)
        case 3: .value(1e300)
        case 4: .value(0)
        case 5: .absent
        case 6: .failed("no such device")
        case 7: .value(random.unit() * 700)
        default: nil
        }
    }

    private func check(_ host: ModelHost) {
        guard let output = host.policy.decision?.output else { return }
        let figures = [output.setPointW, output.guardW, output.rampedW, output.settledW, output.unboundW, output.landingW]
        #expect(!figures.contains { !$0.isFinite }, "\(output)")
        for judge in host.policy.judges {
            #expect(judge.modelledWatts.isFinite && judge.map.slopeW.isFinite && judge.noiseW.isFinite)
            let order = output.duties.first { $0.rig == judge.configuration.name }
            #expect(order.map { $0.duty <= judge.dutyCap(now: host.policy.decision?.at ?? host.now) } ?? false)
        }
        // What no set point can take away is idle.
        let input = host.policy.controllerInput(ceiling: host.policy.decision?.target ?? .zero, now: host.policy.decision?.at ?? host.now)
        let idleW = input.fixedW + input.rigs.reduce(0) { $0 + $1.baseW }
        #expect(output.settledW <= max(output.setPointW, idleW) + 1e-6)
    }

    /// A cut is a cut, whatever minimum times a rig has: within the plant's time the watts are under it.
    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func cutsOverrideMinimumTimes(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var configuration = twoRigs(quota: 1000, floor: 0)
        for index in configuration.rigs.indices { configuration.rigs[index].minimumOn = .seconds(3600) }
        var host = ModelHost(configuration, truth: [(idleW: 90, slopeW: 180), (idleW: 95, slopeW: 150)], seed: seed)
        host.run(.seconds(2))
        host.grant(1000, generation: 1)
        host.run(.seconds(6))
        let quota = 220 + random.unit() * 250
        host.grant(quota, generation: 2)
        host.run(.seconds(1))
        var highest = 0.0
        host.run(.seconds(5)) { highest = max(highest, $0.trueWatts) }
        #expect(highest <= quota)
    }
}
