import Testing
import ZoneModel

@testable import Sensing

/// From what the attributes read to what is told of a rig.
@Suite struct SampleTests {
    private func sample(_ power: SensorMatch, _ chips: [ChipImage], _ values: [String: Sampled]) -> RigSample {
        var energy = EnergyMeter()
        return RigMapping(chips: chips).plan(rig(power)).sample(
            takenAt: BootInstant(nanoseconds: 1), sweep: .zero, energy: &energy
        ) { values[$0.name] ?? .absent }
    }

    private let healthy: [String: Sampled] = [
        "power1_input": .value(412), "power1_crit_alarm": .value(0), "temp1_input": .value(39.5), "temp1_crit": .value(70),
        "temp1_fault": .value(0), "temp2_input": .value(35), "temp2_crit": .value(65),
    ]

    private func corsairSample(_ changes: [String: Sampled]) -> RigSample {
        sample(SensorMatch(chip: "corsair*"), [corsair], healthy.merging(changes) { $1 })
    }

    @Test func healthySample() {
        let sample = corsairSample([:])
        #expect(sample.power == .value(412) && sample.powerSource == .measured)
        #expect(sample.temperature == .value(39.5))
        #expect(sample.temperatureCritical == 65)
        #expect(sample.fault == nil)
    }

    /// What is implausible is the policy's to refuse, with the number in its reason.
    @Test(arguments: [-5.0, 0, 3_892_314, 1e300])
    func implausibleGoesThrough(watts: Double) {
        let sample = corsairSample(["power1_input": .value(watts), "temp1_input": .value(watts)])
        #expect(sample.power == .value(watts))
        #expect(sample.temperature == .value(max(watts, 35)))
    }

    @Test func failuresNameTheAttribute() {
        #expect(corsairSample(["power1_input": .failed("it is empty")]).power == .failed("power1_input: it is empty"))
        #expect(corsairSample(["power1_input": .absent]).power == .failed("power1_input: it has not been read yet"))
        // The one that does not answer may be the hot one.
        #expect(corsairSample(["temp2_input": .failed("gone")]).temperature == .failed("temp2_input: gone"))
    }

    @Test func flagsAreNamed() {
        #expect(corsairSample(["temp1_fault": .value(1)]).fault == "temp1_fault")
        #expect(corsairSample(["power1_crit_alarm": .value(1), "temp1_fault": .value(1)]).fault == "power1_crit_alarm")
        #expect(corsairSample(["power1_crit_alarm": .failed("unreadable")]).fault == nil)
    }

    /// A broken probe reads something all the same, and the rig may have no power sensor whose refusal would show it.
    @Test func aFaultyTemperatureIsNone() {
        #expect(corsairSample(["temp1_fault": .value(1)]).temperature == .failed("temp1_input: temp1_fault is raised"))
    }

    /// The counter is timed by its own reading: a sweep that ends late would make its watts too few.
    @Test func energyCountsFromItsReading() {
        let plan = RigPlan(
            rig: .unknown, interval: .seconds(1), power: .energy(AttributeKey(chip: 0, name: "energy1_input")),
            temperature: .none(.absent), explanation: "")
        var energy = EnergyMeter()
        func power(joules: Double, readAt: Double, endedAt: Double) -> Sampled {
            func instant(_ seconds: Double) -> BootInstant { BootInstant(nanoseconds: Int64(seconds * 1e9)) }
            return plan.sample(takenAt: instant(endedAt), sweep: .zero, energyReadAt: instant(readAt), energy: &energy) { _ in
                .value(joules)
            }.power
        }
        _ = power(joules: 0, readAt: 1, endedAt: 1)
        #expect(power(joules: 100, readAt: 2, endedAt: 4.5) == .value(100))
    }

    @Test func voltsTimesAmperes() {
        let values: [String: Sampled] = ["in1_input": .value(12), "curr1_input": .value(30)]
        let sample = sample(SensorMatch(chip: "ina*"), [ina219], values)
        #expect(sample.power == .value(360) && sample.powerSource == .derived)
        let failed = self.sample(SensorMatch(chip: "ina*"), [ina219], ["in1_input": .value(12), "curr1_input": .failed("no answer")])
        #expect(failed.power == .failed("curr1_input: no answer"))
    }
}
