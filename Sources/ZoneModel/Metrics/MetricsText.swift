/// Where /metrics is served on a port.
public struct MetricsEndpoint: Equatable, Sendable {
    public var address: String
    public var port: UInt16

    public init(address: String, port: UInt16) {
        self.address = address
        self.port = port
    }
}

/// Builds what Prometheus scrapes: OpenMetrics 1.0 where the scraper asks for it, and else its text format 0.0.4. Base units: watts, joules, degrees
/// Celsius, seconds, bytes, ratios from 0 to 1.
public struct MetricsText: Sendable {
    public enum Format: Sendable {
        case openMetrics
        case prometheus

        /// - Parameter accept: of the request.
        public init(accept: String) { self = accept.contains("application/openmetrics-text") ? .openMetrics : .prometheus }

        public var contentType: String {
            switch self {
            case .openMetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8"
            case .prometheus: "text/plain; version=0.0.4; charset=utf-8"
            }
        }
    }

    public enum Kind: String, Sendable {
        case gauge
        case counter
    }

    private let format: Format
    private var text = ""
    private var family = ""

    public init(_ format: Format) { self.format = format }

    /// Begins a family; the samples follow.
    ///
    /// - Parameter name: of a counter without its `_total`; the unit is its last word.
    public mutating func family(_ name: String, _ kind: Kind, unit: String? = nil, _ help: String) {
        // In the older format a counter's family is called like its samples.
        let title = kind == .counter && format == .prometheus ? name + "_total" : name
        family = kind == .counter ? name + "_total" : name
        text += "# HELP \(title) \(help)\n# TYPE \(title) \(kind.rawValue)\n"
        if format == .openMetrics, let unit { text += "# UNIT \(title) \(unit)\n" }
    }

    public mutating func sample(_ value: Double?, _ labels: [(String, String)] = []) {
        guard let value else { return }
        let pairs = labels.map { "\($0.0)=\"\(MetricsText.escaped($0.1))\"" }.joined(separator: ",")
        text += "\(family)\(pairs.isEmpty ? "" : "{\(pairs)}") \(MetricsText.number(value))\n"
    }

    public mutating func sample(_ flag: Bool, _ labels: [(String, String)] = []) { sample(flag ? 1 : 0, labels) }

    public var whole: String { format == .openMetrics ? text + "# EOF\n" : text }

    private static func number(_ value: Double) -> String {
        guard value.isFinite else { return value.isNaN ? "NaN" : value < 0 ? "-Inf" : "+Inf" }
        return value == value.rounded() && value.magnitude < 1e15 ? String(Int64(value)) : "\(value)"
    }

    private static func escaped(_ text: String) -> String {
        var out = ""
        for character in text.unicodeScalars {
            switch character {
            case "\\": out += "\\\\"
            case "\"": out += "\\\""
            case "\n": out += "\\n"
            default: out.unicodeScalars.append(character)
            }
        }
        return out
    }
}
