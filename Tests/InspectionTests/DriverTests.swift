import Glibc
import Testing
import ZoneModel
import ZoneTestKit

@testable import Inspection

/// Which driver a silent supply needs, by the kernel's own files.
@Suite struct DriverTests {
    struct Case: Sendable {
        var name: String
        var files: [String: String]
        var driver: String?
        var says: String
        var mend: String
    }

    private static let config = "boot/config-6.1.0-56-amd64"
    private static let modules = "lib/modules/6.1.0-56-amd64/modules.dep"

    @Test(arguments: [
        // The lines are of Debian's own config.
        Case(
            name: "Debian",
            files: [
                config: "CONFIG_HWMON=y\n# CONFIG_PMBUS is not set\nCONFIG_SENSORS_LTC4215=m\n",
                modules: "kernel/drivers/hwmon/ltc4215.ko:\n",
            ],
            says: "kernel 6.1.0-56-amd64 is built without CONFIG_SENSORS_PMBUS",
            mend: "build pmbus from linux-source against linux-headers-6.1.0-56-amd64"),
        Case(
            name: "a module that is not loaded", files: [config: "CONFIG_SENSORS_PMBUS=m\n"], says: "no driver has it",
            mend: "modprobe pmbus"),
        Case(
            name: "a module that was built here", files: [config: "# nothing\n", modules: "updates/pmbus.ko.xz: updates/pmbus_core.ko\n"],
            says: "no driver has it", mend: "modprobe pmbus"),
        Case(name: "built in", files: [config: "CONFIG_SENSORS_PMBUS=y\n"], says: "no driver has it", mend: "dmesg | grep -i pmbus"),
        Case(name: "bound and silent", files: [:], driver: "pmbus", says: "although its driver pmbus is bound", mend: "power-cycle"),
        Case(name: "nothing to look into", files: [:], says: "no driver has it", mend: "needs CONFIG_SENSORS_PMBUS"),
    ])
    func whatIsMissing(found: Case) throws {
        let root = try TemporaryDirectory()
        for (path, text) in found.files { try root.writeWithFolders(text, to: path) }
        var devices = PowerDevices(sys: root.file("sys"))
        #expect(devices == PowerDevices(sys: root.file("none")), "no buses, no devices")
        devices.devices = [
            PowerDevice(place: "i2c 0-0058", name: "pmbus", support: .pmbus, driver: found.driver, showsPower: false)
        ]
        let check = try #require(DoctorDocument.Check.drivers(devices, Kernel(release: "6.1.0-56-amd64", root: root.path)).first)
        #expect(check.verdict == .fail && check.finding.contains(found.says), "\(found.name): \(check.finding)")
        #expect(check.mend?.contains(found.mend) ?? false, "\(found.name): \(check.mend ?? "")")
    }

    /// A tree of plain files, as sysfs has it.
    @Test func theBusesAreRead() throws {
        let root = try TemporaryDirectory()
        try root.writeWithFolders("ina219\n", to: "bus/i2c/devices/1-0040/name")
        try root.writeWithFolders("24c02\n", to: "bus/i2c/devices/1-0050/name")
        try root.writeWithFolders("SMBus I801 adapter\n", to: "bus/i2c/devices/i2c-1/name")
        try root.writeWithFolders("1\n", to: "bus/hid/devices/0003:1B1C:1C07.0001/country")
        try root.writeWithFolders("1\n", to: "bus/hid/devices/0003:046D:C52B.0002/country")
        try root.writeWithFolders("1\n", to: "bus/acpi/devices/ACPI000D:00/hid")
        try root.writeWithFolders("413600000\n", to: "bus/acpi/devices/ACPI000D:00/hwmon/hwmon3/power1_average")
        let devices = PowerDevices(sys: root.path).devices
        #expect(devices.map(\.support.module) == ["ina2xx", "corsair-psu", "acpi_power_meter"])
        #expect(devices.map(\.showsPower) == [false, false, true])
        #expect(DoctorDocument.Check.drivers(PowerDevices(sys: root.path), Kernel(release: "x", root: root.path)).count == 2)
    }
}

extension TemporaryDirectory {
    func writeWithFolders(_ text: String, to name: String) throws {
        var folder = path
        for part in name.split(separator: "/").dropLast() {
            folder += "/\(part)"
            mkdir(folder, 0o755)
        }
        try write(text, to: name)
    }
}
