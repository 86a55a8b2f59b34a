import Testing
import ZoneModel

@testable import Sensing

/// Which sensors a rig of the config gets, and why it gets none.
@Suite struct MappingTests {
    private func plan(_ rig: RigConfiguration, _ chips: [ChipImage], vanished: String? = nil) -> RigPlan {
        RigMapping(chips: chips).plan(rig, vanished: vanished)
    }

    @Test(arguments: [
        (SensorMatch(chip: "corsair*"), "power1_input"),
        (SensorMatch(serial: "41B1", feature: "power +12v"), "power2_input"),
        (SensorMatch(chip: "corsair*", feature: "power2"), "power2_input"),
        (SensorMatch(chip: "amdgpu*"), "power1_average"),
        (SensorMatch(chip: "energy*"), "energy1_input"),
        (SensorMatch(path: "*/energy-isa-0000", feature: "socket"), "energy1_input"),
        (SensorMatch(chip: "ina*"), "in1_input"),
        (SensorMatch(chip: "ina*", feature: "curr1"), "in1_input"),
    ])
    func power(match: SensorMatch, attribute: String) {
        let plan = plan(rig(match), [nvme, corsair, amdgpu, ina219, meter])
        #expect(plan.powerKeys.first?.name == attribute, "\(plan.explanation)")
    }

    @Test func recipes() {
        #expect(plan(rig(SensorMatch(chip: "energy*")), [meter]).power == .energy(AttributeKey(chip: 0, name: "energy1_input")))
        #expect(
            plan(rig(SensorMatch(chip: "ina*")), [ina219]).power
                == .product(voltage: AttributeKey(chip: 0, name: "in1_input"), current: AttributeKey(chip: 0, name: "curr1_input")))
        let accurate = chip("power_meter-acpi-0", feature("power1", nil, accuracy: true, "average"))
        #expect(
            plan(rig(SensorMatch(chip: "power*")), [accurate]).power
                == .power(AttributeKey(chip: 0, name: "power1_average"), accuracy: AttributeKey(chip: 0, name: "power1_accuracy")))
    }

    /// `input` is the instant, `average` the driver's own filter: the instant is better where there are both.
    @Test func inputBeforeAverage() {
        let both = chip("a", feature("power1", nil, "average", "input"))
        #expect(plan(rig(SensorMatch(chip: "a")), [both]).powerKeys.first?.name == "power1_input")
    }

    @Test func twoChipsAreNone() {
        let other = chip("corsairpsu-hid-3-2", feature("power1", "power total"))
        let plan = plan(rig(SensorMatch(chip: "corsair*")), [corsair, other])
        guard case .none(.failed(let why)) = plan.power else {
            Issue.record("the first of two was taken: \(plan.power)")
            return
        }
        #expect(why.contains("two sensors match"))
        #expect(why.contains("corsairpsu-hid-3-1") && why.contains("corsairpsu-hid-3-2") && why.contains("narrow the match"))
        #expect(plan.powerSensor == nil)
    }

    /// Both chips of a device have its serial; only one of them measures power.
    @Test func theOneWithPowerIsMeant() {
        let fan = chip("fanhub-hid-3-2", serial: "41B1", feature("fan1"))
        #expect(plan(rig(SensorMatch(serial: "41B1")), [fan, corsair]).powerChip == 1)
    }

    @Test func twoFeaturesAreNone() {
        let plan = plan(rig(SensorMatch(chip: "corsair*", feature: "power*")), [corsair])
        #expect(plan.powerChip == nil)
        #expect(plan.explanation.contains("two sensors match"))
    }

    @Test(arguments: [
        (SensorMatch(chip: "absent*"), "no sensor chip matches chip = \"absent*\""),
        (SensorMatch(chip: "nvme*"), "has no power"),
        (SensorMatch(chip: "corsair*", feature: "power9"), "has no power feature \"power9\""),
    ])
    func noPower(match: SensorMatch, why: String) {
        let plan = plan(rig(match), [corsair, nvme])
        #expect(plan.power == .none(.absent))
        #expect(plan.explanation.contains(why), "\(plan.explanation)")
    }

    @Test func vanished() {
        let plan = plan(rig(SensorMatch(chip: "corsair*")), [nvme], vanished: "corsairpsu-hid-3-1 power total")
        #expect(plan.power == .none(.failed("the sensor corsairpsu-hid-3-1 power total vanished")))
    }

    @Test func unmetered() {
        #expect(plan(rig(nil), [corsair]).power == .none(.absent))
    }

    @Test(arguments: [
        (TemperatureRule.required(nil), ["temp1_input", "temp2_input"]),
        (.required(SensorMatch(feature: "vrm temp")), ["temp1_input"]),
        (.required(SensorMatch(chip: "nvme*")), ["temp1_input"]),
        (.required(SensorMatch(chip: "corsair*", feature: "*temp")), ["temp1_input", "temp2_input"]),
        (.required(SensorMatch(chip: "gone*")), []),
        // Two chips have temperatures.
        (.required(SensorMatch(chip: "*")), []),
        (.none(reason: "immersed"), []),
    ])
    func temperature(rule: TemperatureRule, attributes: [String]) {
        let plan = plan(rig(SensorMatch(chip: "corsair*"), rule), [corsair, nvme])
        #expect(plan.temperatureKeys.map(\.name) == attributes, "\(plan.explanation)")
    }

    @Test func flagsAndLimits() {
        let plan = plan(rig(SensorMatch(chip: "corsair*")), [corsair])
        #expect(plan.flags.map(\.name) == ["power1_crit_alarm", "temp1_fault"])
        #expect(plan.criticals.map(\.name) == ["temp1_crit", "temp2_crit"])
    }

    /// A supply that idles or is capped says so by an alarm, and its reading stands.
    @Test(arguments: [
        ("alarm", true), ("max_alarm", true), ("crit_alarm", true), ("fault", true), ("min_alarm", false), ("lcrit_alarm", false),
        ("cap_alarm", false), ("input", false),
    ])
    func flag(suffix: String, counts: Bool) {
        #expect(RigMapping.isFlag("power1_\(suffix)", of: feature("power1")) == counts)
    }

    /// Hundreds of channels under one label fit one another in ten thousands of ways: none is a rail, and it takes no time to say so.
    @Test func railsOfOneLabel() {
        var chip = chip("c")
        chip.features = (0..<250).flatMap { [feature("in\($0)", "x"), feature("curr\($0)", "x")] }
        #expect(chip.railPairs.isEmpty)
    }

    @Test(arguments: [
        ([feature("in1"), feature("curr1")], ["in1×curr1"]),
        ([feature("in0"), feature("curr1")], []),
        (
            [feature("in1", "vin"), feature("in2", "vout1"), feature("curr1", "iin"), feature("curr2", "iout1")],
            ["in1×curr1", "in2×curr2"]
        ),
        (
            [feature("in0", "v_in"), feature("in1", "v_out +12v"), feature("curr1", "curr in"), feature("curr2", "curr +12v")],
            ["in0×curr1", "in1×curr2"]
        ),
        ([feature("in3", "VDD"), feature("curr1", "VDD")], ["in3×curr1"]),
        // Which of them is the rail?
        ([feature("in1", "VDD"), feature("in2", "VDD"), feature("curr1", "VDD")], []),
        ([feature("in1", "VDD"), feature("curr1")], []),
        ([feature("in1", nil, "max"), feature("curr1")], []),
    ])
    func rails(features: [FeatureImage], pairs: [String]) {
        var chip = chip("c")
        chip.features = features
        #expect(chip.railPairs.map { "\($0.voltage.name)×\($0.current.name)" } == pairs)
    }
}
