/// A stretch of time of one host, or of all hosts of a site or a zone, on one screen: what is proven, what was ordered and how it was kept, what failed
/// and what that cost, what was drawn, and what needs a person. `zonectl log --review --json`, and `GET /v1/review` of the collector.
///
/// Measured, estimated and unknown energies are never added up: an estimate must not pass for a measurement.
public struct ReviewDocument: Codable, Equatable, Sendable {
    public struct Gap: Codable, Equatable, Sendable {
        public var host: String
        /// RFC 3339, as all instants here.
        public var from: String
        public var to: String
        public var seconds: Double
        public var cause: String

        public init(
            host: String, from: String, to: String, seconds: Double, cause: String
        ) {
            self.host = host
            self.from = from
            self.to = to
            self.seconds = seconds
            self.cause = cause
        }
    }

    public struct Push: Codable, Equatable, Sendable {
        public enum State: String, Codable, Sendable {
            case applied
            /// Another cut came before it was kept.
            case superseded
            /// No word that it was kept.
            case open
        }

        public var host: String
        public var at: String
        public var fromW: Double
        public var toW: Double
        /// The reason and the order, as the authority gave them.
        public var reason: String?
        public var order: String?
        public var isEmergency: Bool
        public var state: State
        public var appliedS: Double?
        /// What was drawn above the new ceiling until it was kept.
        public var overWh: Double
        /// How many hosts the cut went to.
        public var hosts: Int

        public init(
            host: String, at: String, fromW: Double, toW: Double, reason: String?, order: String?, isEmergency: Bool,
            state: State, appliedS: Double?, overWh: Double, hosts: Int
        ) {
            self.host = host
            self.at = at
            self.fromW = fromW
            self.toW = toW
            self.reason = reason
            self.order = order
            self.isEmergency = isEmergency
            self.state = state
            self.appliedS = appliedS
            self.overWh = overWh
            self.hosts = hosts
        }
    }

    public struct LeaseLoss: Codable, Equatable, Sendable {
        public var host: String
        public var at: String
        public var seconds: Double
        /// False: it goes on at the end.
        public var isOver: Bool
        public var cause: String?
        /// The floor schedule that held meanwhile; nil: the constant floor.
        public var scheduleID: String?
        /// What was not drawn for it: an estimate.
        public var costWh: Double

        public init(
            host: String, at: String, seconds: Double, isOver: Bool, cause: String?, scheduleID: String?, costWh: Double
        ) {
            self.host = host
            self.at = at
            self.seconds = seconds
            self.isOver = isOver
            self.cause = cause
            self.scheduleID = scheduleID
            self.costWh = costWh
        }
    }

    public struct Trouble: Codable, Equatable, Sendable {
        public var host: String
        public var rig: String
        /// `stale`, `frozen`, `unsafe`, `tripped`, `cap not taken`.
        public var what: String
        public var times: Int
        public var seconds: Double
        public var isOver: Bool
        /// What was not drawn for it: an estimate.
        public var costWh: Double

        public init(
            host: String, rig: String, what: String, times: Int, seconds: Double, isOver: Bool, costWh: Double
        ) {
            self.host = host
            self.rig = rig
            self.what = what
            self.times = times
            self.seconds = seconds
            self.isOver = isOver
            self.costWh = costWh
        }
    }

    public struct Energy: Codable, Equatable, Sendable {
        public var measuredWh = 0.0
        public var measuredErrorWh = 0.0
        public var estimatedWh = 0.0
        public var estimatedErrorWh = 0.0
        /// Time of which nothing is known, and the most that can have been drawn in it by the label; nil: no label is known.
        public var unknownS = 0.0
        public var unknownMaxWh: Double? = 0
        /// Above the ceiling.
        public var overWh = 0.0

        public init(
            measuredWh: Double = 0.0, measuredErrorWh: Double = 0.0, estimatedWh: Double = 0.0, estimatedErrorWh: Double = 0.0,
            unknownS: Double = 0.0, unknownMaxWh: Double? = 0, overWh: Double = 0.0
        ) {
            self.measuredWh = measuredWh
            self.measuredErrorWh = measuredErrorWh
            self.estimatedWh = estimatedWh
            self.estimatedErrorWh = estimatedErrorWh
            self.unknownS = unknownS
            self.unknownMaxWh = unknownMaxWh
            self.overWh = overWh
        }
    }

    public struct Need: Codable, Equatable, Sendable {
        public var host: String
        /// What it is about: a rig, or `lease`, `spool`, …
        public var subject: String
        public var text: String

        public init(
            host: String, subject: String, text: String
        ) {
            self.host = host
            self.subject = subject
            self.text = text
        }
    }

    /// `zone/site/host`, `zone/site` or `zone`.
    public var scope: String
    public var hosts: Int
    /// `journal` or `store`.
    public var source: String
    public var since: String
    public var until: String
    public var simulated: Bool
    /// The share of the time of which there is evidence.
    public var coveredShare: Double
    public var gaps: [Gap]
    /// Longest first where there are more than stand in `gaps`.
    public var gapsTotal: Int
    /// Lines that were given up; nil: whether the sequence is whole cannot be told.
    public var linesLost: UInt64?
    /// Journal entries that the rate limit held back.
    public var suppressed: Int
    /// The cuts that matter, in order of time.
    public var pushes: [Push]
    public var pushesTotal: Int
    public var leases: [LeaseLoss]
    public var leasesTotal: Int
    public var sensors: [Trouble]
    public var sensorsTotal: Int
    public var energy: Energy
    public var needs: [Need]

    public init(
        scope: String, hosts: Int, source: String, since: String, until: String, simulated: Bool, coveredShare: Double,
        gaps: [Gap], gapsTotal: Int, linesLost: UInt64?, suppressed: Int, pushes: [Push], pushesTotal: Int, leases: [LeaseLoss],
        leasesTotal: Int, sensors: [Trouble], sensorsTotal: Int, energy: Energy, needs: [Need]
    ) {
        self.scope = scope
        self.hosts = hosts
        self.source = source
        self.since = since
        self.until = until
        self.simulated = simulated
        self.coveredShare = coveredShare
        self.gaps = gaps
        self.gapsTotal = gapsTotal
        self.linesLost = linesLost
        self.suppressed = suppressed
        self.pushes = pushes
        self.pushesTotal = pushesTotal
        self.leases = leases
        self.leasesTotal = leasesTotal
        self.sensors = sensors
        self.sensorsTotal = sensorsTotal
        self.energy = energy
        self.needs = needs
    }
}
