/// The contract of whatever lowers a rig's watts (rule 10 of the lease protocol). There are two: the hashing worker's duty cycle, and a
/// power cap that a driver offers (`power*_cap`).
///
/// An actuator is told what to do and answers nothing: whether it obeyed, readings tell.
public protocol Actuator: Sendable {
    var declaration: ActuatorDeclaration { get }

    /// Takes the newest order, which replaces one that was not carried out yet. Never waits for a device.
    func order(_ setting: ActuatorSetting)

    /// Takes the setting that is harmless without an agent: the agent is about to stop.
    func stop()
}

public enum ActuatorSetting: Equatable, Sendable {
    case duty(Duty)
    case cap(Power)
}

/// What lowers a rig's watts.
public enum ActuatorKind: String, Hashable, Sendable, Codable, CaseIterable {
    /// Threads of the hashing worker.
    case worker
    /// A driver's power limit, set in watts.
    case powerCap = "power-cap"
    /// Nothing that the agent could do.
    case none
}

/// What an actuator promises, in watts and time.
public struct ActuatorDeclaration: Equatable, Sendable {
    /// What becomes of the setting when the agent dies.
    public enum AtDeath: Equatable, Sendable {
        /// It falls by itself when the lease's deadline passes.
        case falls
        /// Something outside the agent takes it to its stop setting within so long; the config says what that is.
        case reverts(within: Duration, reason: String)
        /// It keeps the last setting for as long as the device has power.
        case keeps
    }

    public var kind: ActuatorKind
    /// The lowest watts that it can hold the rig at, and the highest.
    public var minimum: Power
    public var maximum: Power
    /// What the rig draws with nothing to do.
    public var idle: Power
    /// Until an order shows in the watts.
    public var deadTime: Duration
    /// From there until the watts have arrived.
    public var ramp: Duration
    public var atDeath: AtDeath

    /// Whether the rig is down by itself when its lease ends. Where it is not, its setting counts in the floor.
    public var isFailSafe: Bool { atDeath != .keeps }
}

/// How a rig's power cap is found and used.
public struct PowerCapConfiguration: Equatable, Sendable {
    /// Whose cap: a device and its power feature. Nil: the power sensor's own.
    public var sensor: SensorMatch?
    /// Nil: the rig's idle watts and nameplate. The driver's own limits (`power*_cap_min`, `power*_cap_max`) narrow both.
    public var minimum: Power?
    public var maximum: Power?
    /// Caps are whole multiples of it.
    public var step: Power = .watts(1)
    /// Set when the agent stops. Nil: the minimum.
    public var whenStopped: Power?
    public var failSafe: FailSafe?

    /// What takes the cap down when the agent has died.
    public struct FailSafe: Equatable, Sendable {
        public var within: Duration
        /// What does it, in the operator's words.
        public var reason: String

        public init(within: Duration, reason: String) {
            self.within = within
            self.reason = reason
        }
    }

    public init() {}
}

extension Power {
    /// libsensors writes a cap as a number of µW in 32 bits with a sign.
    public static let libsensorsCapMax = Power.watts(2147)
}

/// A driver's power cap as one sweep found it.
public struct CapReading: Equatable, Sendable {
    /// Read back: the limit that the driver says is in force, W.
    public var setting: Sampled
    /// The driver's own limits, where it has them, W.
    public var minimum: Double?
    public var maximum: Double?
    /// The newest order that was tried at the driver, and why it was refused, if it was.
    public var order: Power?
    public var refusal: String?

    public init(
        setting: Sampled, minimum: Double? = nil, maximum: Double? = nil, order: Power? = nil, refusal: String? = nil
    ) {
        self.setting = setting
        self.minimum = minimum
        self.maximum = maximum
        self.order = order
        self.refusal = refusal
    }
}

extension RigConfiguration {
    /// Whether the agent can lower its watts at all.
    public var isThrottled: Bool { actuator != .none }

    /// The lowest and the highest cap by the config alone.
    public var capRange: (minimum: Power, maximum: Power) {
        let minimum = cap.minimum ?? idle
        return (minimum, max(cap.maximum ?? nameplate, minimum))
    }

    /// The cap that is harmless without an agent.
    public var capWhenStopped: Power { cap.whenStopped ?? capRange.minimum }

    public func declaration(_ control: ControlConfiguration) -> ActuatorDeclaration {
        let range = actuator == .powerCap ? capRange : (minimum: idle, maximum: nameplate)
        let atDeath: ActuatorDeclaration.AtDeath =
            switch actuator {
            case .worker: .falls
            case .powerCap: cap.failSafe.map { .reverts(within: $0.within, reason: $0.reason) } ?? .keeps
            // Nothing was raised, so nothing has to fall: its watts are its own at any time.
            case .none: .falls
            }
        return ActuatorDeclaration(
            kind: actuator, minimum: range.minimum, maximum: range.maximum, idle: idle,
            deadTime: deadTime ?? control.deadTime, ramp: (timeConstant ?? control.timeConstant) * 5, atDeath: atDeath)
    }
}

extension AgentConfiguration {
    /// Whether every actuator falls by itself. Where one does not, what it is set to counts in the floor.
    public var isFailSafe: Bool { rigs.allSatisfy { $0.declaration(control).isFailSafe } }
}
