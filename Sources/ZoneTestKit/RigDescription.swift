/// A chip and the device that it hangs on, as umockdev's text.
public struct RigDescription: Sendable {
    public enum Bus: String, Sendable, CaseIterable {
        case pci
        case hid
        case i2c
        case platform
    }

    public var bus: Bus
    /// The driver's name, from which libsensors makes the chip's.
    public var name: String
    /// Tells devices of one bus apart: the PCI slot, the HID instance, the I²C address.
    public var index: Int
    public var hwmon: Int
    /// In the kernel's units: µW, m°C, mV, mA, µJ.
    public var attributes: [(String, String)]
    /// udev's properties of the device.
    public var properties: [(String, String)] = []
    public var serial: String?

    public init(
        _ name: String, on bus: Bus, index: Int = 0, hwmon: Int, properties: [(String, String)] = [], serial: String? = nil,
        _ attributes: KeyValuePairs<String, String>
    ) {
        (self.name, self.bus, self.index, self.hwmon, self.serial) = (name, bus, index, hwmon, serial)
        self.properties = properties
        self.attributes = attributes.map { ($0.key, $0.value) }
    }

    public var devicePath: String {
        switch bus {
        case .pci: "/sys/devices/pci0000:00/0000:\(hex(index + 3, 2)):00.0"
        case .hid: "\(usbPath)/1-\(index + 1):1.0/0003:1B1C:1C0D.\(hex(index + 1, 4))"
        case .i2c: "/sys/devices/pci0000:00/0000:00:1f.4/i2c-0/0-\(hex(index + 0x58, 4))"
        case .platform: "/sys/devices/platform/\(name).\(index + 1)"
        }
    }

    public var hwmonPath: String { "\(devicePath)/hwmon/hwmon\(hwmon)" }
    private var usbPath: String { "/sys/devices/pci0000:00/0000:00:14.0/usb1/1-\(index + 1)" }

    public var text: String { parentText + chipText }

    /// The device alone.
    public var parentText: String {
        let serialAttribute = serial.map { [("serial", $0)] } ?? []
        var text = ""
        if bus == .hid {
            text += device(usbPath, [("SUBSYSTEM", "usb"), ("DEVTYPE", "usb_device")], serialAttribute)
            text += device("\(usbPath)/1-\(index + 1):1.0", [("SUBSYSTEM", "usb"), ("DEVTYPE", "usb_interface")], [])
        }
        var own = [("SUBSYSTEM", bus.rawValue)] + properties
        if bus == .hid { own.append(("HID_ID", "0003:00001B1C:00001C0D")) }
        return text + device(devicePath, own, (bus == .hid ? [] : serialAttribute) + (bus == .i2c ? [("name", name)] : []))
    }

    /// The chip alone: comes and goes with its driver, while the device stays.
    public var chipText: String {
        let parent = devicePath.split(separator: "/").last.map(String.init) ?? ""
        return device(hwmonPath, [("SUBSYSTEM", "hwmon")], [("name", name)] + attributes, link: "device=../../../\(parent)")
    }

    private func device(_ path: String, _ properties: [(String, String)], _ attributes: [(String, String)], link: String? = nil) -> String {
        var lines = ["P: \(path.dropFirst("/sys".count))"]
        lines += properties.map { "E: \($0.0)=\($0.1)" }
        if let link { lines.append("L: \(link)") }
        lines += attributes.map { "A: \($0.0)=\($0.1)\\n" }
        return lines.joined(separator: "\n") + "\n\n"
    }

    private func hex(_ value: Int, _ width: Int) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: Swift.max(width - digits.count, 0)) + digits
    }
}
