import ZoneModel

@testable import Sensing

/// Chips as libsensors would list them, written briefly: `feature("power1", "power total", "input", "crit_alarm")`.
func feature(_ name: String, _ label: String? = nil, accuracy: Bool = false, _ suffixes: String...) -> FeatureImage {
    let kind = FeatureKind(rawValue: String(name.prefix { !("0"..."9").contains($0) })) ?? .unknown
    let parts = (suffixes.isEmpty ? ["input"] : suffixes).enumerated().map { SubfeatureImage(name: "\(name)_\($1)", number: Int32($0)) }
    return FeatureImage(name: name, label: label ?? name, kind: kind, subfeatures: parts, unlisted: accuracy ? ["\(name)_accuracy"] : [])
}

func chip(_ name: String, path: String? = nil, idPath: String? = nil, serial: String? = nil, _ features: FeatureImage...) -> ChipImage {
    let path = path ?? "/sys/devices/\(name)"
    return ChipImage(
        identity: DeviceIdentity(chip: name, adapter: nil, path: path, idPath: idPath, serial: serial), bus: path, attributePath: path,
        features: features)
}

func rig(_ power: SensorMatch?, _ temperature: TemperatureRule = .required(nil)) -> RigConfiguration {
    RigConfiguration(
        name: Name("rig-0") ?? .unknown, nameplate: .watts(1000), idle: .zero, power: power, temperature: temperature)
}

let corsair = chip(
    "corsairpsu-hid-3-1", serial: "41B1", feature("power1", "power total", "input", "crit_alarm"), feature("power2", "power +12v"),
    feature("temp1", "vrm temp", "input", "crit", "fault"), feature("temp2", "case temp", "input", "crit"))
let amdgpu = chip("amdgpu-pci-0300", feature("power1", "PPT", "average", "cap"), feature("temp1", "edge"), feature("temp2", "junction"))
let ina219 = chip("ina219-i2c-0-40", feature("in0"), feature("in1"), feature("curr1"))
let meter = chip("energy-isa-0000", feature("energy1", "socket"))
let nvme = chip("nvme-pci-0100", feature("temp1", "Composite", "input", "crit"))
