import ZoneModel

/// When a certificate is renewed, and when a person must hear that it was not: a value.
public struct RenewalPlan: Equatable, Sendable {
    public enum Verdict: Equatable, Sendable {
        case fresh
        /// To be asked for now.
        case due
        /// Due for long: so much of its time is left.
        case late(left: Duration)
        case expired
    }

    private let due: Int64
    private let late: Int64
    private let end: Int64

    /// - Parameters:
    ///   - notBefore: seconds since 1970, as `notAfter`.
    ///   - share: 0 … 1, another for every host: those that were enrolled together do not come back together.
    public init(notBefore: Int64, notAfter: Int64, share: Double) {
        let length = max(notAfter - notBefore, 0)
        // Before the last 30 %, where doctor warns: one that is renewed as it should never looks old.
        due = notBefore + length * 3 / 5 + Int64(Double(length) / 12 * min(max(share, 0), 1))
        late = notBefore + length * 5 / 6
        end = notAfter
    }

    public func verdict(_ wall: WallInstant) -> Verdict {
        let now = wall.milliseconds / 1000
        if now > end { return .expired }
        if now >= late { return .late(left: .seconds(end - now)) }
        return now >= due ? .due : .fresh
    }

    /// How often to look: often enough for the shortest certificates, seldom for the usual ones.
    public var pace: Duration { min(max(.seconds(end - due) / 8, .seconds(1)), .seconds(3600)) }
}
