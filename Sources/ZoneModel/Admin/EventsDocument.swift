/// `GET /v1/events?limit=N` of both admin sockets: the newest N events, oldest first. The collector answers from its store, the agent
/// from the ring of events that it keeps in memory.
public struct EventsDocument: Codable, Equatable, Sendable {
    public struct Entry: Codable, Hashable, Sendable {
        /// RFC 3339, UTC, milliseconds.
        public var timestamp: String
        /// Where it happened: `zone/site/host`, or the zone alone for what the collector says of itself.
        public var address: String
        /// An `EventKind` by its name on the wire; text, because a daemon may know kinds that its reader does not.
        public var event: String
        public var severity: Severity
        public var message: String
        /// The event's own keys, snake_case with the unit as suffix.
        public var fields: [String: Value]?

        public init(
            timestamp: String, address: String, event: String, severity: Severity, message: String, fields: [String: Value]? = nil
        ) {
            self.timestamp = timestamp
            self.address = address
            self.event = event
            self.severity = severity
            self.message = message
            self.fields = fields
        }

        /// An event of this daemon.
        public init(_ event: Event, address: String, at wall: WallInstant) {
            let pairs = event.fields.map { ($0.key, Value($0.value)) }
            self.init(
                timestamp: wall.rfc3339, address: address, event: event.kind.rawValue, severity: event.severity, message: event.message,
                fields: pairs.isEmpty ? nil : Dictionary(pairs, uniquingKeysWith: { first, _ in first }))
        }
    }

    /// A scalar of JSON.
    public enum Value: Hashable, Sendable, Codable {
        case text(String)
        case number(Double)
        case flag(Bool)
        case null

        public init(_ scalar: FlatObject.Scalar) {
            switch scalar {
            case .string(let text): self = .text(text)
            // A number keeps its text on the wire; one that no double holds stays text, so that nothing is lost.
            case .number(let text): self = Double(text).map { $0.isFinite ? .number($0) : .text(text) } ?? .text(text)
            case .boolean(let flag): self = .flag(flag)
            case .null: self = .null
            }
        }

        public init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                self = .null
            } else if let flag = try? container.decode(Bool.self) {
                self = .flag(flag)
            } else if let number = try? container.decode(Double.self) {
                self = .number(number)
            } else {
                self = .text(try container.decode(String.self))
            }
        }

        public func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .text(let text): try container.encode(text)
            case .number(let number): try container.encode(number)
            case .flag(let flag): try container.encode(flag)
            case .null: try container.encodeNil()
            }
        }
    }

    public var events: [Entry]

    public init(events: [Entry]) { self.events = events }
}
