import CUdev
import Glibc

/// Says when a device came or went: udev's monitor, and the list of chips itself, which is true where no udevd runs.
// @unchecked: used by the owner's thread alone.
final class DeviceWatch: @unchecked Sendable {
    private let udev: OpaquePointer?
    private let monitor: OpaquePointer?
    /// To wait on; -1 where udev has no monitor.
    let fd: Int32

    enum News {
        case nothing
        /// Something that may have brought a chip.
        case perhaps
        /// A chip came or went.
        case chip
    }

    init() {
        udev = udev_new()
        monitor = udev.flatMap { udev_monitor_new_from_netlink($0, "udev") }
        for subsystem in ["hwmon", "usb", "powercap"] {
            if let monitor { udev_monitor_filter_add_match_subsystem_devtype(monitor, subsystem, nil) }
        }
        fd = monitor.flatMap { udev_monitor_enable_receiving($0) >= 0 ? udev_monitor_get_fd($0) : nil } ?? -1
    }

    deinit {
        if let monitor { udev_monitor_unref(monitor) }
        if let udev { udev_unref(udev) }
    }

    /// Everything that lies in the socket.
    func drain() -> News {
        guard let monitor else { return .nothing }
        var news = News.nothing
        // A storm of events is answered once; what is left is drained the next time.
        for _ in 0..<256 {
            guard let device = udev_monitor_receive_device(monitor) else { break }
            defer { udev_device_unref(device) }
            let action = udev_device_get_action(device).map { String(cString: $0) } ?? ""
            // `change` is an alarm's news, not a device's.
            guard ["add", "remove", "bind", "unbind", "move", "online", "offline"].contains(action) else { continue }
            let isChip = udev_device_get_subsystem(device).map { String(cString: $0) } == "hwmon"
            if isChip { news = .chip } else if case .nothing = news { news = .perhaps }
        }
        return news
    }

    /// The chips that the kernel lists now, by number and device.
    static func chipsListed() -> [String] {
        guard let directory = opendir("/sys/class/hwmon") else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name.hasPrefix("hwmon"), names.count < 4096, let real = realPath("/sys/class/hwmon/\(name)") else { continue }
            names.append(real)
        }
        return names.sorted()
    }

    static func realPath(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }
}
