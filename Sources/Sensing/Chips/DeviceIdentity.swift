/// What a chip is told apart by. None of it is `hwmonN`, which the kernel deals out anew at every boot.
package struct DeviceIdentity: Hashable, Sendable {
    /// libsensors' chip name.
    var chip: String
    var adapter: String?
    /// The device's path, from /sys/devices on.
    var path: String
    /// udev's ID_PATH of the device or its nearest parent that has one.
    var idPath: String?
    var serial: String?

    /// The device that owns an hwmon folder: the path without `hwmon/hwmonN` (or `hwmonN`, under an NVMe controller).
    /// A virtual chip has no device: its driver's name stands in for it.
    package static func devicePath(ofHwmon path: String, driverName: String) -> String {
        var parts = path.split(separator: "/", omittingEmptySubsequences: true)
        guard let last = parts.last, isHwmonNumber(last) else { return path }
        parts.removeLast()
        if parts.last == "hwmon" { parts.removeLast() }
        let device = "/" + parts.joined(separator: "/")
        return parts.last == "virtual" ? "\(device)/\(driverName)" : device
    }

    private static func isHwmonNumber(_ part: Substring) -> Bool {
        part.hasPrefix("hwmon") && part.count > 5 && part.dropFirst(5).allSatisfy { ("0"..."9").contains($0) }
    }

    /// The chips of an I²C or SMBus adapter share its wire, and those of a USB device its endpoint; others stand alone.
    package static func bus(ofDevice path: String) -> String {
        let parts = path.split(separator: "/", omittingEmptySubsequences: true)
        if let adapter = parts.lastIndex(where: { $0.hasPrefix("i2c-") }) { return "/" + parts[...adapter].joined(separator: "/") }
        // 1-1:1.0 is an interface of the USB device 1-1.
        if let interface = parts.firstIndex(where: { isUSBInterface($0) }) { return "/" + parts[..<interface].joined(separator: "/") }
        return path
    }

    private static func isUSBInterface(_ part: Substring) -> Bool {
        guard let colon = part.firstIndex(of: ":"), let dash = part.firstIndex(of: "-"), dash < colon else { return false }
        return part.allSatisfy { ("0"..."9").contains($0) || "-.:".contains($0) }
    }

    /// The path for a config: a HID device's last four digits count its re-plugs, so they are left open.
    var lastingPath: String {
        path.split(separator: "/", omittingEmptySubsequences: false).map { part in
            let pieces = part.split(separator: ".", omittingEmptySubsequences: false)
            let isHID = pieces.count == 2 && pieces[0].split(separator: ":").count == 3 && pieces[1].count == 4
            return isHID ? "\(pieces[0]).*" : String(part)
        }.joined(separator: "/")
    }
}
