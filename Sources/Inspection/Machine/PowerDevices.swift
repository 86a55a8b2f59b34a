import Glibc
import ZoneModel

/// A device that can tell watts, as the kernel's buses show it.
public struct PowerDevice: Equatable, Sendable {
    /// `i2c 1-0058`
    public var place: String
    /// What it calls itself: the i2c name, the HID id.
    public var name: String
    public var support: DriverSupport
    /// The driver that is bound to it.
    public var driver: String?
    /// Whether hwmon shows watts of it.
    public var showsPower: Bool
}

/// Which driver turns a device's registers into watts.
public struct DriverSupport: Equatable, Sendable {
    /// The kernel module, and the driver's name on the bus.
    public var module: String
    /// The kernel's build option.
    public var option: String
    /// For people.
    public var what: String

    static let pmbus = DriverSupport(module: "pmbus", option: "CONFIG_SENSORS_PMBUS", what: "a PMBus supply")
    static let adm1275 = DriverSupport(module: "adm1275", option: "CONFIG_SENSORS_ADM1275", what: "a hot-swap controller on PMBus")
    static let ina2xx = DriverSupport(module: "ina2xx", option: "CONFIG_SENSORS_INA2XX", what: "an INA2xx power monitor")
    static let ina238 = DriverSupport(module: "ina238", option: "CONFIG_SENSORS_INA238", what: "an INA238 power monitor")
    static let ltc4215 = DriverSupport(module: "ltc4215", option: "CONFIG_SENSORS_LTC4215", what: "an LTC4215 hot-swap controller")
    static let lineage = DriverSupport(module: "lineage-pem", option: "CONFIG_SENSORS_LINEAGE", what: "a Lineage power entry module")
    static let corsair = DriverSupport(module: "corsair-psu", option: "CONFIG_SENSORS_CORSAIR_PSU", what: "a Corsair supply")
    static let acpi = DriverSupport(module: "acpi_power_meter", option: "CONFIG_SENSORS_ACPI_POWER", what: "an ACPI power meter")

    /// By the i2c device's name (the drivers' id tables).
    static let i2c: [String: DriverSupport] = [
        "pmbus": pmbus, "dps460": pmbus, "dps650ab": pmbus, "dps800": pmbus, "dps920ab": pmbus, "sgd009": pmbus, "bmr453": pmbus,
        "bmr454": pmbus, "mdt040": pmbus, "ncp4200": pmbus, "pdt012": pmbus, "udt020": pmbus, "cffps1": pmbus, "cffps2": pmbus,
        "pfe1100": pmbus, "pfe3000": pmbus, "adm1275": adm1275, "adm1272": adm1275, "adm1276": adm1275, "adm1278": adm1275,
        "adm1293": adm1275, "adm1294": adm1275, "ina209": ina2xx, "ina219": ina2xx, "ina220": ina2xx, "ina226": ina2xx, "ina230": ina2xx,
        "ina231": ina2xx, "ina238": ina238, "ltc4215": ltc4215, "lineage-pem": lineage,
    ]

    /// Corsair's supplies (1b1c:1c03 … 1c27), by their HID id.
    static func hid(_ id: String) -> DriverSupport? {
        let parts = id.uppercased().split(separator: ":")
        guard parts.count >= 3, parts[1].suffix(4) == "1B1C",
            parts[2].prefix(8).split(separator: ".").first?.suffix(4).hasPrefix("1C") ?? false
        else { return nil }
        return corsair
    }
}

/// What the kernel's buses show of devices that can tell watts.
public struct PowerDevices: Equatable, Sendable {
    public var devices: [PowerDevice]
    /// hwmon chips that show watts, whatever they are.
    public var powerChips: [String]

    /// - Parameter sys: where sysfs is.
    public init(sys: String = "/sys") {
        devices = []
        for name in names(in: "\(sys)/bus/i2c/devices") where !name.hasPrefix("i2c-") {
            let path = "\(sys)/bus/i2c/devices/\(name)"
            guard let chip = smallFile("\(path)/name"), let support = DriverSupport.i2c[chip.lowercased()] else { continue }
            devices.append(PowerDevices.device("i2c \(name)", chip, support, at: path))
        }
        for name in names(in: "\(sys)/bus/hid/devices") {
            guard let support = DriverSupport.hid(name) else { continue }
            devices.append(PowerDevices.device("hid \(name)", name, support, at: "\(sys)/bus/hid/devices/\(name)"))
        }
        for name in names(in: "\(sys)/bus/acpi/devices") where name.hasPrefix("ACPI000D") {
            devices.append(PowerDevices.device("acpi \(name)", name, .acpi, at: "\(sys)/bus/acpi/devices/\(name)"))
        }
        powerChips = names(in: "\(sys)/class/hwmon").filter { PowerDevices.hasPower("\(sys)/class/hwmon/\($0)") }.map {
            smallFile("\(sys)/class/hwmon/\($0)/name") ?? $0
        }
    }

    private static func device(_ place: String, _ name: String, _ support: DriverSupport, at path: String) -> PowerDevice {
        let driver = linkTarget("\(path)/driver").flatMap { $0.split(separator: "/").last.map(String.init) }
        let shows = names(in: "\(path)/hwmon").contains { hasPower("\(path)/hwmon/\($0)") }
        return PowerDevice(place: place, name: name, support: support, driver: driver, showsPower: shows)
    }

    private static func hasPower(_ folder: String) -> Bool {
        names(in: folder).contains { $0.hasPrefix("power") && ($0.hasSuffix("_input") || $0.hasSuffix("_average")) }
    }
}
