/// Watts for people: `413.6 W`, `24.00 kW`, `2.000 MW`; four digits, because more than the meters know is noise.
extension Power {
    public var text: String { "\(digits(unit: PowerUnit(for: self))) \(PowerUnit(for: self).rawValue)" }

    /// `24.00 → 6.00 kW`, both in the larger one's unit.
    public static func change(from: Power, to: Power) -> String {
        let unit = PowerUnit(for: Swift.max(from, to))
        return "\(from.digits(unit: unit)) → \(to.digits(unit: unit)) \(unit.rawValue)"
    }

    /// `23.61/24.00 kW`, both in the larger one's unit.
    public static func share(_ used: Power, of whole: Power) -> String {
        let unit = PowerUnit(for: Swift.max(used, whole))
        return "\(used.digits(unit: unit))/\(whole.digits(unit: unit)) \(unit.rawValue)"
    }

    private func digits(unit: PowerUnit) -> String {
        fixed(Double(milliwatts) / unit.milliwatts, decimals: unit.decimals)
    }
}

private enum PowerUnit: String {
    case watts = "W"
    case kilowatts = "kW"
    case megawatts = "MW"
    case gigawatts = "GW"

    init(for power: Power) {
        switch power.milliwatts.magnitude {
        case ..<1_000_000: self = .watts
        case ..<1_000_000_000: self = .kilowatts
        case ..<10_000_000_000_000: self = .megawatts
        default: self = .gigawatts
        }
    }

    var milliwatts: Double {
        switch self {
        case .watts: 1e3
        case .kilowatts: 1e6
        case .megawatts: 1e9
        case .gigawatts: 1e12
        }
    }

    var decimals: Int {
        switch self {
        case .watts: 1
        case .kilowatts: 2
        case .megawatts, .gigawatts: 3
        }
    }
}

/// A real number with a fixed count of decimals (0 … 6), rounded half away from zero: what `%.2f` prints, without Foundation.
public func fixed(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return "–" }
    var scale = 1.0
    for _ in 0..<Swift.min(Swift.max(decimals, 0), 6) { scale *= 10 }
    let scaled = (value * scale).rounded()
    guard scaled.magnitude < 9e18 else { return "\(value)" }
    let whole = Int64(scaled)
    let unit = Int64(scale)
    let sign = whole < 0 ? "-" : ""
    guard unit > 1 else { return "\(whole)" }
    let fraction = String(whole.magnitude % UInt64(unit))
    let padding = String(repeating: "0", count: decimals - fraction.count)
    return "\(sign)\(whole.magnitude / UInt64(unit)).\(padding)\(fraction)"
}
