/// The documents of a calibration: how a host's rigs answer their duty, measured by stepping it.

/// `POST /v1/calibrate` of the agent.
public struct CalibrationRequest: Codable, Equatable, Sendable {
    /// False: whatever runs is stopped.
    public var isStart: Bool
    /// nil: every rig that can be.
    public var rig: String?

    public init(isStart: Bool, rig: String?) {
        self.isStart = isStart
        self.rig = rig
    }
}

/// `GET /v1/calibrate`, and the answer to `POST /v1/calibrate`.
public struct CalibrationDocument: Codable, Equatable, Sendable {
    public enum State: String, Codable, Sendable {
        /// None since the agent's start.
        case none
        case running
        case done
        /// It was ended before it was done: by a person, or because it could not go on.
        case stopped
    }

    /// What was measured of one rig.
    public struct Rig: Codable, Equatable, Sendable {
        public var rig: Name
        /// Settled watts with its worker stopped, and at full duty (by the line through every duty that it stood at).
        public var idleW: Double
        public var fullW: Double
        /// How far its settled watts were off that line at the worst.
        public var lineErrorW: Double
        public var deadTimeS: Double
        public var timeConstantS: Double
        /// How well the two can be told apart: its sensor is not read more often.
        public var resolutionS: Double
        /// One standard deviation of one reading at the highest duty.
        public var noiseW: Double
        public var dutyMax: Double
        public var readings: Int

        public init(
            rig: Name, idleW: Double, fullW: Double, lineErrorW: Double, deadTimeS: Double, timeConstantS: Double, resolutionS: Double,
            noiseW: Double, dutyMax: Double, readings: Int
        ) {
            self.rig = rig
            self.idleW = idleW
            self.fullW = fullW
            self.lineErrorW = lineErrorW
            self.deadTimeS = deadTimeS
            self.timeConstantS = timeConstantS
            self.resolutionS = resolutionS
            self.noiseW = noiseW
            self.dutyMax = dutyMax
            self.readings = readings
        }
    }

    public var address: HostAddress
    public var simulated: Bool
    public var state: State
    /// Names the calibration; in every report once it is in the config.
    public var id: String?
    public var uid: UInt32?
    /// Why it was stopped.
    public var reason: String?
    /// 0 … 1, and the rig and duty that are being measured.
    public var progress: Double
    public var rig: Name?
    public var duty: Double?
    public var rigs: [Rig]
    /// For the config's drop-in, once it is done.
    public var config: String?
    /// Where that drop-in belongs.
    public var path: String?

    public init(
        address: HostAddress, simulated: Bool, state: State, id: String? = nil, uid: UInt32? = nil, reason: String? = nil,
        progress: Double = 0, rig: Name? = nil, duty: Double? = nil, rigs: [Rig] = [], config: String? = nil, path: String? = nil
    ) {
        self.address = address
        self.simulated = simulated
        self.state = state
        self.id = id
        self.uid = uid
        self.reason = reason
        self.progress = progress
        self.rig = rig
        self.duty = duty
        self.rigs = rigs
        self.config = config
        self.path = path
    }
}
