import ZoneModel

extension DoctorDocument.Check {
    /// A supply on the bus of which no watts show: which driver is missing, and where it can come from.
    public static func drivers(_ found: PowerDevices, _ kernel: Kernel) -> [DoctorDocument.Check] {
        let silent = found.devices.filter { !$0.showsPower }
        guard !silent.isEmpty else {
            let known = found.devices.count
            let text =
                known == 0 ? "no device on the buses waits for a power driver" : "every power device on the buses shows watts (\(known))"
            return [.init("drivers", .ok, text)]
        }
        return silent.map { device in
            let support = device.support
            let what = "\(support.what) at \(device.place) (\(device.name)) shows no watts"
            if let driver = device.driver, driver == support.module || driver.replacing("_", with: "-") == support.module {
                return .init(
                    "drivers", .fail, "\(what), although its driver \(driver) is bound",
                    mend: "dmesg | grep -i \(driver); power-cycle the supply's interface")
            }
            let bound = device.driver.map { ": \($0) has it" } ?? ": no driver has it"
            switch kernel.driver(support) {
            case .module:
                return .init("drivers", .fail, what + bound, mend: "modprobe \(support.module)   (and its name into /etc/modules-load.d/)")
            case .builtIn:
                return .init("drivers", .fail, what + bound, mend: "the driver is in this kernel: dmesg | grep -i \(support.module)")
            case .missing:
                return .init(
                    "drivers", .fail, "\(what): kernel \(kernel.release) is built without \(support.option)",
                    mend: "Debian's amd64 kernel has no PMBus and no INA2xx driver: build \(support.module) from linux-source against "
                        + "linux-headers-\(kernel.release), or run a kernel that has it; until then its rig is estimated")
            case .unknown:
                return .init(
                    "drivers", .fail, what + bound,
                    mend:
                        "kernel \(kernel.release) has neither /lib/modules/…/modules.dep nor /boot/config-… to look into: it needs \(support.option)"
                )
            }
        }
    }
}
