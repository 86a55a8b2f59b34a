import ZoneModel

/// A driver's power cap as an actuator: `power*_cap`, set and read back through libsensors.
public struct PowerCapActuator: Actuator {
    public let declaration: ActuatorDeclaration
    private let rig: Name
    private let whenStopped: Power
    private let sensors: SensorService

    public init(_ rig: RigConfiguration, _ control: ControlConfiguration, sensors: SensorService) {
        declaration = rig.declaration(control)
        self.rig = rig.name
        whenStopped = rig.capWhenStopped
        self.sensors = sensors
    }

    public func order(_ setting: ActuatorSetting) {
        guard case .cap(let watts) = setting else { return }
        sensors.setCap(rig, watts)
    }

    public func stop() { sensors.setCap(rig, whenStopped) }
}
