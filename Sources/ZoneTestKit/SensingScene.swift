import ZoneModel

/// What a test tells sensing-probe to do, one JSON object a line. Every command is answered by `SceneAnswer.done` or `.failed`;
/// samples and events come in between as they happen.
public enum SceneCommand: Codable, Sendable {
    case add(String)
    case remove(String)
    case uevent(path: String, action: String)
    case write(path: String, attribute: String, value: String)
    case damage(path: String, attribute: String, fault: UmockdevTestbed.Fault)
    /// Ends a FIFO: lets its reader go, and puts a file with the value in its place.
    case release(path: String, attribute: String, value: String)
    case setCap(rig: Name, watts: Double)
    /// A driver from now on has its own mind about what is written to the attribute.
    case driver(path: String, attribute: String, FakeDriver.Manner)
    /// Before the chip is listed: as a driver shows a limit that it does not let be set.
    case makeReadOnly(path: String, attribute: String)
    case start([SceneRig], siteMeter: SceneMatch?)
    case reconfigure([SceneRig])
    case inventory
    case inventoryOnce([SceneRig])
    case stop
}

public struct SceneMatch: Codable, Sendable {
    public var chip: String?
    public var path: String?
    public var idPath: String?
    public var serial: String?
    public var feature: String?

    public init(chip: String? = nil, path: String? = nil, idPath: String? = nil, serial: String? = nil, feature: String? = nil) {
        (self.chip, self.path, self.idPath, self.serial, self.feature) = (chip, path, idPath, serial, feature)
    }

    public var match: SensorMatch { SensorMatch(chip: chip, path: path, idPath: idPath, serial: serial, feature: feature) }
}

public struct SceneRig: Codable, Sendable {
    public var name: Name
    public var power: SceneMatch?
    public var temperature: SceneMatch?
    public var needsTemperature: Bool
    public var intervalMs: Int
    /// Its watts are held by a power cap.
    public var isCapped = false
    /// Whose, where it is not the power sensor's.
    public var cap: SceneMatch?

    public init(
        _ name: Name, power: SceneMatch?, temperature: SceneMatch? = nil, needsTemperature: Bool = true, intervalMs: Int = 50,
        isCapped: Bool = false, cap: SceneMatch? = nil
    ) {
        (self.name, self.power, self.temperature, self.needsTemperature) = (name, power, temperature, needsTemperature)
        (self.intervalMs, self.isCapped, self.cap) = (intervalMs, isCapped, cap)
    }

    public var configuration: RigConfiguration {
        var rig = RigConfiguration(
            name: name, nameplate: .watts(1000), idle: .zero, power: power?.match,
            temperature: needsTemperature ? .required(temperature?.match) : .none(reason: "a test"), interval: .milliseconds(intervalMs),
            actuator: isCapped ? .powerCap : nil)
        rig.cap.sensor = cap?.match
        rig.cap.whenStopped = .watts(90)
        return rig
    }
}

public struct SceneSample: Codable, Equatable, Sendable {
    public var rig: Name
    public var watts: Double?
    /// Why there are no watts; `absent` where no sensor is mapped.
    public var powerError: String?
    public var source: PowerSource
    public var accuracy: Double?
    public var celsius: Double?
    public var temperatureError: String?
    public var critical: Double?
    public var fault: String?
    /// The power cap as it is read back, and its limits.
    public var capW: Double?
    public var capError: String?
    public var capMinimumW: Double?
    public var capMaximumW: Double?
    /// The newest order that was tried, and why it was refused.
    public var capOrderW: Double?
    public var capRefusal: String?

    public init(_ sample: RigSample) {
        (rig, source, accuracy) = (sample.rig, sample.powerSource, sample.powerAccuracy)
        (watts, powerError) = (sample.power.value, SceneSample.error(sample.power))
        (celsius, temperatureError) = (sample.temperature.value, SceneSample.error(sample.temperature))
        (critical, fault) = (sample.temperatureCritical, sample.fault)
        guard let cap = sample.cap else { return }
        (capW, capError) = (cap.setting.value, SceneSample.error(cap.setting))
        (capMinimumW, capMaximumW, capOrderW, capRefusal) = (cap.minimum, cap.maximum, cap.order?.watts, cap.refusal)
    }

    private static func error(_ sampled: Sampled) -> String? {
        switch sampled {
        case .value: nil
        case .absent: "absent"
        case .failed(let reason): reason
        }
    }
}

public struct SceneAnswer: Codable, Sendable {
    public var sample: SceneSample?
    public var event: EventKind?
    public var severity: Severity?
    public var message: String?
    public var inventory: SensorInventory?
    /// How long the command took, seconds.
    public var done: Double?
    public var failed: String?

    public init() {}
}
