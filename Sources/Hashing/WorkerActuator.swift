import ZoneModel

/// The hashing worker's threads of one rig as an actuator. They read the lease's deadline before every batch, so they fall by themselves.
public struct WorkerActuator: Actuator {
    public let declaration: ActuatorDeclaration
    private let rig: Name
    private let worker: HashWorker

    public init(_ rig: RigConfiguration, _ control: ControlConfiguration, worker: HashWorker) {
        declaration = rig.declaration(control)
        self.rig = rig.name
        self.worker = worker
    }

    public func order(_ setting: ActuatorSetting) {
        guard case .duty(let duty) = setting else { return }
        worker.set(duty, rig: rig)
    }

    public func stop() { worker.set(.zero, rig: rig) }
}
