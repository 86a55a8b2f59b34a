import Testing
import ZoneModel

@testable import Sensing

/// What a chip is known by: patterns, paths, serial numbers, and the text of others.
@Suite struct NameTests {
    @Test(arguments: [
        ("corsairpsu-hid-3-1", "corsairpsu-hid-3-1", true),
        ("corsairpsu-*", "corsairpsu-hid-3-1", true),
        ("corsairpsu-*", "corsairpsu", false),
        ("*", "", true),
        ("", "", true),
        ("", "a", false),
        ("*-3-*", "corsairpsu-hid-3-1", true),
        ("*-3-", "corsairpsu-hid-3-1", false),
        ("a*b*c", "a-b-b-c", true),
        ("a*b*c", "a-c-b", false),
        ("**", "x", true),
        ("Power*", "power total", false),
        ("?", "x", false),
    ])
    func pattern(pattern: String, text: String, isMatch: Bool) {
        #expect(Pattern(pattern).matches(text) == isMatch)
    }

    /// A pattern of stars that matches nowhere takes exponential time where each star tries everything.
    @Test func patternOfManyStars() {
        #expect(!Pattern(String(repeating: "*a", count: 200) + "b").matches(String(repeating: "a", count: 2000)))
    }

    @Test(arguments: [
        ("/sys/devices/pci0000:00/0000:03:00.0/hwmon/hwmon0", "/sys/devices/pci0000:00/0000:03:00.0"),
        ("/sys/devices/pci0000:00/0000:01:00.0/nvme/nvme0/hwmon12", "/sys/devices/pci0000:00/0000:01:00.0/nvme/nvme0"),
        ("/sys/devices/virtual/hwmon/hwmon3", "/sys/devices/virtual/acpitz"),
        ("/sys/devices/virtual/thermal/thermal_zone0/hwmon2", "/sys/devices/virtual/thermal/thermal_zone0"),
        ("/sys/devices/platform/coretemp.0", "/sys/devices/platform/coretemp.0"),
        ("/sys/devices/hwmon/hwmonx", "/sys/devices/hwmon/hwmonx"),
        ("", ""),
    ])
    func deviceOfHwmon(hwmon: String, device: String) {
        #expect(DeviceIdentity.devicePath(ofHwmon: hwmon, driverName: "acpitz") == device)
    }

    @Test(arguments: [
        ("/sys/devices/pci0000:00/0000:00:1f.4/i2c-0/0-0058", "/sys/devices/pci0000:00/0000:00:1f.4/i2c-0"),
        ("/sys/devices/pci0000:00/0000:00:14.0/usb1/1-1/1-1:1.0/0003:1B1C:1C0D.0001", "/sys/devices/pci0000:00/0000:00:14.0/usb1/1-1"),
        ("/sys/devices/pci0000:00/0000:03:00.0", "/sys/devices/pci0000:00/0000:03:00.0"),
    ])
    func busOfDevice(device: String, bus: String) {
        #expect(DeviceIdentity.bus(ofDevice: device) == bus)
    }

    @Test func pathThatLasts() {
        var identity = DeviceIdentity(chip: "c", path: "/sys/devices/usb1/1-1/1-1:1.0/0003:1B1C:1C0D.0001")
        #expect(identity.lastingPath == "/sys/devices/usb1/1-1/1-1:1.0/0003:1B1C:1C0D.*")
        identity.path = "/sys/devices/pci0000:00/0000:03:00.0"
        #expect(identity.lastingPath == identity.path)
    }

    static let psu = DeviceIdentity(
        chip: "corsairpsu-hid-3-1", path: "/sys/devices/pci0000:00/usb1/1-1", idPath: "pci-0000:00:14.0-usb-0:1", serial: "41B1")

    @Test(arguments: [
        (SensorMatch(chip: "corsair*"), true),
        (SensorMatch(path: "/sys/devices/pci0000:00/usb1/1-1"), true),
        (SensorMatch(path: "/devices/pci0000:00/usb1/*"), true),
        (SensorMatch(path: "pci0000:00/usb1/1-1"), true),
        (SensorMatch(path: "*/1-1"), true),
        (SensorMatch(path: "1-1"), false),
        (SensorMatch(idPath: "*-usb-0:1"), true),
        (SensorMatch(serial: "41B1"), true),
        (SensorMatch(serial: "41b1"), false),
        (SensorMatch(chip: "corsair*", serial: "other"), false),
    ])
    func match(match: SensorMatch, takes: Bool) {
        #expect(match.takes(Self.psu) == takes)
    }

    /// A pattern for a name that the device does not have is not met, not even by `*`.
    @Test func absentNameMatchesNothing() {
        #expect(!SensorMatch(serial: "*").takes(DeviceIdentity(chip: "amdgpu-pci-0300", path: "/sys/devices/x")))
    }

    @Test(arguments: [
        ("power total", "power total"), ("a\u{1B}[31mb\n", "a\u{FFFD}[31mb\u{FFFD}"), ("\u{202E}evil", "\u{FFFD}evil"), ("", ""),
        (String(repeating: "x", count: 1000), String(repeating: "x", count: 64)),
    ])
    func textOfOthers(text: String, safe: String) {
        #expect(safeText(text) == safe)
    }

    @Test(arguments: [
        ("98.0%\n", 0.02), ("2", 0.02), ("100.0%", 0.0), ("50", 0.5), ("0", 0.0), ("1.5 %", 0.015), ("", nil), ("nan", nil), ("-1", nil),
        ("101", nil), ("two", nil), ("%", nil),
    ])
    func accuracy(text: String, error: Double?) {
        let read = PowerAccuracy.error(fromPercent: text)
        #expect((read == nil) == (error == nil))
        if let read, let error { #expect(abs(read - error) < 1e-9) }
    }
}
