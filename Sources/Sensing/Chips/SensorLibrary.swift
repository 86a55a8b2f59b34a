@preconcurrency import CSensors
import Glibc
import Synchronization
import ZoneModel

/// Points into libsensors' table: good until the next build. `LibraryGate` sees to that.
// @unchecked: libsensors only reads through it.
struct ChipHandle: @unchecked Sendable {
    fileprivate let name: UnsafePointer<sensors_chip_name>
}

/// A table of chips as libsensors built it.
struct ChipTable: Sendable {
    var generation: Int
    var images: [ChipImage] = []
    var handles: [ChipHandle] = []
    /// libsensors' number of every attribute, and nil for those that it does not know.
    var numbers: [AttributeKey: Int32] = [:]
}

/// libsensors: one table for the process, and nothing in it is locked. Whoever holds this object owns it; with the last holder it goes.
final class SensorLibrary: Sendable {
    private static let isTaken = Mutex(false)
    private static let complaints = Mutex<[String]>([])
    private let configuration: String?
    private let isOpen = Mutex(true)

    /// - Parameter configuration: a sensors.conf in place of the system's.
    init(configuration: String?) throws(SensorError) {
        let wasTaken = SensorLibrary.isTaken.withLock { taken in
            defer { taken = true }
            return taken
        }
        guard !wasTaken else {
            throw SensorError(
                what: "the sensors cannot be opened", why: "this process reads them already (or a read of before hangs still)",
                mend: "ask the running service for its inventory, or start a new process")
        }
        self.configuration = configuration
        sensors_parse_error_wfn = { @Sendable message, file, line in
            let message = message.map { String(cString: $0) } ?? "?"
            let place = file.map { String(cString: $0) } ?? "sensors.conf"
            SensorLibrary.complaints.withLock { if $0.count < 16 { $0.append("\(place):\(line): \(safeText(message))") } }
        }
    }

    deinit { close() }

    /// Frees the table and lets another take libsensors. Only once nobody reads any more.
    func close() {
        let wasOpen = isOpen.withLock { open in
            defer { open = false }
            return open
        }
        guard wasOpen else { return }
        sensors_cleanup()
        SensorLibrary.isTaken.withLock { $0 = false }
    }

    /// Frees the old table. Only while nobody reads.
    func build(generation: Int) throws(SensorError) -> ChipTable {
        sensors_cleanup()
        var file: UnsafeMutablePointer<FILE>?
        if let configuration {
            file = fopen(configuration, "re")
            guard file != nil else {
                throw SensorError(
                    what: "\(configuration) cannot be read", why: String(cString: strerror(errno)), mend: "give the path of a sensors.conf")
            }
        }
        defer { if let file { fclose(file) } }
        let code = sensors_init(file)
        guard code == 0 else { throw SensorLibrary.error(code, complaints: SensorLibrary.newComplaints()) }
        var table = ChipTable(generation: generation)
        let devices = DeviceLookup()
        var number: Int32 = 0
        while let name = sensors_get_detected_chips(nil, &number), table.images.count < SensorLibrary.chipsMax {
            guard let image = read(name, devices, index: table.images.count, &table.numbers) else { continue }
            table.images.append(image)
            table.handles.append(ChipHandle(name: name))
        }
        return table
    }

    /// A config may name 1024 rigs; a table beyond twice that is somebody's mistake.
    private static let chipsMax = 2048
    private static let featuresMax = 512

    /// What sensors.conf was told since the last call.
    static func newComplaints() -> [String] {
        complaints.withLock { all in
            defer { all = [] }
            return all
        }
    }

    private static func error(_ code: Int32, complaints: [String]) -> SensorError {
        let reason = reason(code)
        if let first = complaints.first {
            return SensorError(what: "sensors.conf cannot be read", why: "\(first) (\(reason))", mend: "mend that line")
        }
        let mend = code == -SENSORS_ERR_KERNEL ? "mount sysfs on /sys" : "run `sensors`, which says more"
        return SensorError(what: "the sensors cannot be listed", why: reason, mend: mend)
    }

    static func reason(_ code: Int32) -> String {
        switch -code {
        case SENSORS_ERR_KERNEL: return "the kernel's file of it is gone (\(text(code)))"
        case SENSORS_ERR_ACCESS_R: return "it cannot be read, or is no number (\(text(code)))"
        case SENSORS_ERR_IO: return "the device does not answer (\(text(code)))"
        default: return text(code)
        }
    }

    private static func text(_ code: Int32) -> String { sensors_strerror(code).map { String(cString: $0) } ?? "error \(code)" }

    // MARK: Reading

    /// Blocks as long as the driver does. Only inside the gate.
    func value(_ handle: ChipHandle, _ number: Int32) -> Sampled {
        var value = 0.0
        let code = sensors_get_value(handle.name, number, &value)
        guard code == 0 else { return .failed(SensorLibrary.reason(code)) }
        return value.isFinite ? .value(value) : .failed("it reads \(value), which is no number")
    }

    /// Sets an attribute, in watts where it is a power. Blocks as long as the driver does; only inside the gate.
    ///
    /// What this process may not write is asked of zone-cap. It writes the driver's own µW: a `compute` line for the cap in sensors.conf it does not know, and
    /// the cap that is read back shows it.
    /// - Parameter file: the attribute's.
    /// - Returns: why it was refused, if it was.
    func set(_ handle: ChipHandle, _ number: Int32, file: String, watts: Power) -> String? {
        // What libsensors hands to the driver is an int of µW: more would turn into something else without a word.
        guard (Power.zero...Power.libsensorsCapMax).contains(watts) else {
            return "libsensors cannot write \(watts.text): at most \(Power.libsensorsCapMax.milliwatts / 1000) W"
        }
        let code = sensors_set_value(handle.name, number, watts.watts)
        guard code != 0 else { return nil }
        if -code == SENSORS_ERR_ACCESS_W { return "the driver refuses it" }
        // libsensors calls a file that it may not open one that is gone.
        guard -code == SENSORS_ERR_KERNEL, access(file, W_OK) != 0, errno == EACCES || errno == EROFS else {
            return SensorLibrary.reason(code)
        }
        let isReadOnly = errno == EROFS
        let unasked = isReadOnly ? "/sys is read-only here" : "this user may not write it"
        return CapService.write(
            file, watts, unasked: "\(unasked), and zone-cap is not switched on: systemctl enable --now zone-agent-cap.socket")
    }

    // MARK: Listing

    private func read(
        _ name: UnsafePointer<sensors_chip_name>, _ devices: DeviceLookup, index: Int, _ numbers: inout [AttributeKey: Int32]
    ) -> ChipImage? {
        var buffer = [CChar](repeating: 0, count: 256)
        guard sensors_snprintf_chip_name(&buffer, buffer.count, name) > 0, let path = name.pointee.path else { return nil }
        let chip = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let attributePath = String(cString: path)
        let driver = name.pointee.prefix.map { String(cString: $0) } ?? "chip"
        let device = devices.device(ofAttributes: attributePath, driverName: driver)
        var bus = name.pointee.bus
        let adapter = sensors_get_adapter_name(&bus).map { safeText(String(cString: $0)) }
        let features = features(of: name, attributePath: attributePath, index: index, &numbers)
        let identity = DeviceIdentity(
            chip: safeText(chip), adapter: adapter, path: device.path, idPath: device.idPath, serial: device.serial)
        return ChipImage(
            identity: identity, bus: DeviceIdentity.bus(ofDevice: device.path), attributePath: attributePath, features: features,
            listedPath: DeviceWatch.realPath(attributePath))
    }

    private func features(
        of name: UnsafePointer<sensors_chip_name>, attributePath: String, index: Int, _ numbers: inout [AttributeKey: Int32]
    ) -> [FeatureImage] {
        var features: [FeatureImage] = []
        var number: Int32 = 0
        while let feature = sensors_get_features(name, &number), features.count < SensorLibrary.featuresMax {
            guard let cName = feature.pointee.name else { continue }
            let featureName = String(cString: cName)
            let cLabel = sensors_get_label(name, feature)
            let label = cLabel.map { safeText(String(cString: $0)) } ?? featureName
            free(cLabel)
            var image = FeatureImage(
                name: featureName, label: label.isEmpty ? featureName : label, kind: SensorLibrary.kind(feature.pointee.type),
                subfeatures: [])
            var subnumber: Int32 = 0
            while let subfeature = sensors_get_all_subfeatures(name, feature, &subnumber) {
                guard let cName = subfeature.pointee.name, subfeature.pointee.flags & UInt32(SENSORS_MODE_R) != 0 else { continue }
                let part = SubfeatureImage(
                    name: String(cString: cName), number: subfeature.pointee.number,
                    isWritable: subfeature.pointee.flags & UInt32(SENSORS_MODE_W) != 0)
                image.subfeatures.append(part)
                numbers[AttributeKey(chip: index, name: part.name)] = part.number
            }
            if image.kind == .power { image.unlisted = UnlistedAttribute.present(featureName, in: attributePath) }
            features.append(image)
        }
        return features
    }

    private static func kind(_ type: sensors_feature_type) -> FeatureKind {
        switch type {
        case SENSORS_FEATURE_IN: .voltage
        case SENSORS_FEATURE_FAN: .fan
        case SENSORS_FEATURE_TEMP: .temperature
        case SENSORS_FEATURE_POWER: .power
        case SENSORS_FEATURE_ENERGY: .energy
        case SENSORS_FEATURE_CURR: .current
        case SENSORS_FEATURE_HUMIDITY: .humidity
        case SENSORS_FEATURE_VID: .vid
        case SENSORS_FEATURE_INTRUSION: .intrusion
        case SENSORS_FEATURE_BEEP_ENABLE: .beepEnable
        default: .unknown
        }
    }
}
