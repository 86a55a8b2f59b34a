import CUdev
import Glibc

/// What udev knows of the device behind a chip. Used on one thread.
final class DeviceLookup {
    struct Device {
        var path: String
        var idPath: String?
        var serial: String?
    }

    private let udev = udev_new()

    deinit { udev_unref(udev) }

    /// - Parameter path: libsensors' path of the chip, through /sys/class.
    func device(ofAttributes path: String, driverName: String) -> Device {
        guard let real = realpath(path, nil) else { return Device(path: path) }
        defer { free(real) }
        let hwmon = String(cString: real)
        var found = Device(path: DeviceIdentity.devicePath(ofHwmon: hwmon, driverName: driverName))
        guard let udev, let device = udev_device_new_from_syspath(udev, hwmon) else { return found }
        defer { udev_device_unref(device) }
        var next: OpaquePointer? = device
        // Parents belong to the child and go with it.
        while let here = next {
            found.idPath = found.idPath ?? text(udev_device_get_property_value(here, "ID_PATH"))
            found.serial = found.serial ?? serial(here)
            next = udev_device_get_parent(here)
        }
        return found
    }

    private func serial(_ device: OpaquePointer) -> String? {
        if let short = text(udev_device_get_property_value(device, "ID_SERIAL_SHORT")) { return short }
        // A root hub's serial is its controller's address, which every device below would share.
        let name = udev_device_get_sysname(device).map { String(cString: $0) } ?? ""
        guard !name.hasPrefix("usb") else { return nil }
        return text(udev_device_get_sysattr_value(device, "serial"))
    }

    private func text(_ cString: UnsafePointer<CChar>?) -> String? {
        guard let cString else { return nil }
        let text = safeText(String(cString: cString))
        return text.isEmpty ? nil : text
    }
}
