import ZoneModel

/// Watches a cut arrive, from one status of the collector to the next: granted, applied, the watts falling, done.
///
/// A value: the shell polls, tells the time since the order was sent, and prints what comes back.
public struct CutFollower: Sendable {
    public enum Verdict: Equatable, Sendable {
        case following
        case complied
        /// Who has not complied, and how each stands.
        case lateHosts([String])
    }

    private enum Phase: Int, Comparable {
        case waiting, granted, complied
        static func < (a: Phase, b: Phase) -> Bool { a.rawValue < b.rawValue }
    }

    private struct Cut {
        var change: QuotaDecision.Change
        var phase = Phase.waiting
        var standing = "no status of it has come"
        var appliedAfterS: Double?
        /// Of an emergency nobody says beforehand which host is to give how much: a newer grant is the cut, and the sum decides.
        var isBySum = false
        var grantBefore: GrantID?
    }

    public private(set) var verdict = Verdict.following
    /// When the collector's proof says that no ceiling above the new one is in force, and the last moment to wait for; seconds.
    public let deadlineS: Double
    private let ceilingW: Double
    /// What is cut; nil: not understood, so the whole zone.
    private let scope: BudgetTarget?
    private var cuts: [Cut]
    private var firstW: Double?
    private var shownW: Double?
    private var shownAtS = -Double.infinity
    private var lastDraw: StyledLine?
    private var lastFailure: String?

    /// K of a collector that cannot say when the cut binds, because it never binds by itself.
    private static let usualHoldS = 12.5
    /// After K everything has lapsed; one more poll has to see it.
    private static let pollGraceS = 1.0
    /// Whatever the collector announces, nobody watches a cut for longer.
    private static let waitMaxS = 600.0
    /// More hosts than this are counted, not named.
    private static let namedMax = 12
    /// Figures of the wire are rounded to milliwatts.
    private static let roundingW = 0.002

    public init(_ decision: QuotaDecision) {
        self.ceilingW = decision.toW
        self.scope = BudgetTarget(path: decision.target)
        self.cuts = decision.changes.filter { $0.toW < $0.fromW - Self.roundingW }.map { Cut(change: $0) }
        self.deadlineS = Swift.min(Swift.max(decision.bindsWithinS ?? Self.usualHoldS, 0), Self.waitMaxS) + Self.pollGraceS
        // A raise needs no watching: nothing is at risk until it arrives.
        if cuts.isEmpty { verdict = .complied }
    }

    /// An emergency, or an event that has begun.
    ///
    /// - Parameter before: the zone as it stood when the order was given.
    public init(_ decision: TimedOrderDecision, target: BudgetTarget, before: ZoneStatus) {
        ceilingW = decision.order.quotaW
        scope = target
        deadlineS = Self.usualHoldS + Self.pollGraceS
        let members = before.hosts.filter { target.covers($0) && $0.commitmentW > 0 }
        cuts = members.map { host in
            let change = QuotaDecision.Change(
                address: host.address, fromW: host.commitmentW, toW: Swift.min(host.commitmentW, decision.order.quotaW), floorW: host.floorW
            )
            return Cut(change: change, isBySum: true, grantBefore: host.grant)
        }
        if members.reduce(0, { $0 + $1.commitmentW }) <= ceilingW + Self.roundingW { cuts = [] }
        if cuts.isEmpty { verdict = .complied }
    }

    public var hasCuts: Bool { !cuts.isEmpty }

    /// - Parameter at: seconds since the order was sent.
    /// - Returns: what is new, to be printed.
    public mutating func on(_ status: ZoneStatus, at seconds: Double) -> [StyledLine] {
        guard verdict == .following else { return [] }
        lastFailure = nil
        var lines: [StyledLine] = []
        let before = counts()
        for index in cuts.indices {
            let standing = status.hosts.first { $0.address == cuts[index].change.address }
            let isNews = advance(&cuts[index], standing, zone: status)
            if isNews, cuts.count <= Self.namedMax { lines.append(news(of: cuts[index], standing, at: seconds)) }
        }
        let after = counts()
        if cuts.count > Self.namedMax, after != before {
            lines.append(stamped(seconds, "\(after.granted) of \(cuts.count) hosts granted, \(after.complied) complied"))
        }
        let power = measured(status)
        lines += drawLine(power, simulated: isSimulated(status), at: seconds, isForced: after.complied > before.complied)
        if let power, after.complied == cuts.count, power.powerW <= ceilingW + Self.roundingW {
            verdict = .complied
            lines.append(summary(power, simulated: isSimulated(status), at: seconds))
        } else if seconds >= deadlineS {
            verdict = .lateHosts(late(power))
        }
        return lines
    }

    /// The collector did not answer a poll.
    public mutating func onFailure(_ message: String, at seconds: Double) -> [StyledLine] {
        guard verdict == .following else { return [] }
        if seconds >= deadlineS { verdict = .lateHosts(late(nil) + ["the collector: \(message)"]) }
        guard message != lastFailure else { return [] }
        lastFailure = message
        return [stamped(seconds, "no status: \(message)", .bad)]
    }

    // MARK: - one host

    /// True where the host has reached a further phase.
    private func advance(_ cut: inout Cut, _ standing: ZoneStatus.Host?, zone: ZoneStatus) -> Bool {
        guard let standing else {
            cut.standing = "the collector does not name it"
            return false
        }
        // The shares may have been dealt anew since the decision, as hosts want more or less: what counts is the sum.
        let isSumHeld = members(zone).reduce(0) { $0 + $1.commitmentW } <= ceilingW + Self.roundingW
        let isBelow = standing.commitmentW <= cut.change.toW + Self.roundingW
        var isGranted = (standing.quotaW ?? .infinity) <= cut.change.toW + Self.roundingW || (isSumHeld && standing.quotaW != nil)
        var hasLapsed = standing.grant == nil && isBelow
        var isHeld = isGranted && standing.isApplied
        if cut.isBySum {
            isGranted = standing.grant.map { $0 > cut.grantBefore ?? .none } ?? false
            hasLapsed = standing.grant == nil && isSumHeld
            isHeld = isSumHeld && standing.isApplied
        }
        let now: Phase = hasLapsed || isHeld ? .complied : isGranted ? .granted : .waiting
        cut.standing = Self.words(standing, phase: now)
        // Renewals follow one another by the second: what was applied once stays applied, however young the newest grant is.
        guard now > cut.phase else { return false }
        if now == .complied, !hasLapsed { cut.appliedAfterS = standing.appliedAfterS }
        cut.phase = now
        return true
    }

    private static func words(_ host: ZoneStatus.Host, phase: Phase) -> String {
        if let refusal = host.refusal { return "refused: \(refusal)" }
        if host.mode == .observe { return "it only observes: it holds no quota" }
        switch host.state {
        case .never: return "never seen: it counts at \(Measure.power(host.commitmentW))"
        case .lost: return "lost \(Measure.time(host.ageS)) ago: it counts at \(Measure.power(host.commitmentW)) until its lease lapses"
        case .refused: return "refused"
        case .connected:
            let draw = host.power.map { ", draws \(Measure.power($0.powerW))" } ?? ""
            return (phase == .granted ? "granted, not yet applied" : "not yet granted") + draw
        }
    }

    private func news(of cut: Cut, _ standing: ZoneStatus.Host?, at seconds: Double) -> StyledLine {
        let quota = Measure.power(standing?.quotaW)
        let grant = standing?.grant.map { " (\($0))" } ?? ""
        let text =
            switch cut.phase {
            case .waiting: "waits"
            case .granted: "granted \(quota)\(grant)"
            case .complied where standing?.grant == nil: "its lease has lapsed: it counts at \(Measure.power(standing?.commitmentW))"
            case .complied:
                "granted \(quota)\(grant) and applied"
                    + (cut.appliedAfterS.map { ", after \(Measure.time($0)) on the agent's clock" } ?? "")
            }
        return stamped(seconds, "\(cut.change.address)  \(text)", cut.phase == .complied ? .good : .plain)
    }

    private func counts() -> (granted: Int, complied: Int) {
        (cuts.count { $0.phase >= .granted }, cuts.count { $0.phase == .complied })
    }

    // MARK: - the watts

    private func members(_ status: ZoneStatus) -> [ZoneStatus.Host] {
        scope.map { scope in status.hosts.filter { scope.covers($0) } } ?? status.hosts
    }

    private var isWholeZone: Bool { if case .zone = scope { true } else { scope == nil } }

    private func measured(_ status: ZoneStatus) -> PowerFigure? {
        guard !isWholeZone else { return status.power }
        let figures = members(status).compactMap(\.power)
        guard let weakest = figures.map(\.source).max() else { return nil }
        return PowerFigure(
            powerW: figures.reduce(0) { $0 + $1.powerW }, errorW: figures.reduce(0) { $0 + $1.errorW }, source: weakest)
    }

    private func isSimulated(_ status: ZoneStatus) -> Bool {
        isWholeZone ? status.simulated : members(status).contains(where: \.simulated)
    }

    /// The draw, when it has moved by 2 % of the way down or stood for a second.
    private mutating func drawLine(_ power: PowerFigure?, simulated: Bool, at seconds: Double, isForced: Bool) -> [StyledLine] {
        guard let power else { return [] }
        let first = firstW ?? power.powerW
        firstW = first
        let step = Swift.max((first - ceilingW).magnitude * 0.02, 0.1)
        let hasMoved = shownW.map { (power.powerW - $0).magnitude >= step } ?? true
        let hasNews = isForced && shownW != power.powerW
        guard hasMoved || hasNews || seconds - shownAtS >= 1 else { return [] }
        shownW = power.powerW
        shownAtS = seconds
        let style: Style = power.powerW <= ceilingW ? .good : .caution
        return [stamped(seconds, "draw ") + Labels.power(power, simulated: simulated, style: style)]
    }

    private func summary(_ power: PowerFigure, simulated: Bool, at seconds: Double) -> StyledLine {
        var line = StyledLine("held: ", .good)
        line.append(Labels.power(power, simulated: simulated))
        line.append(" is at or under \(Measure.power(ceilingW)), \(Measure.time(seconds)) after the order")
        if let slowest = cuts.compactMap(\.appliedAfterS).max() {
            line.append("; \(cuts.count > 1 ? "the slowest host" : "the host") applied it in \(Measure.time(slowest))")
        }
        return line
    }

    private func late(_ power: PowerFigure?) -> [String] {
        var out = cuts.filter { $0.phase != .complied }.map { "\($0.change.address): \($0.standing)" }
        if out.isEmpty, let power {
            out.append(
                "every host says applied, but \(Measure.power(power.powerW)) is above \(Measure.power(ceilingW)): a host draws what it was not asked to"
            )
        }
        return out
    }

    private func stamped(_ seconds: Double, _ text: String, _ style: Style = .plain) -> StyledLine {
        let stamp = StyledLine("\(Measure.fixed(seconds, places: 2)) s  ", .faint).padded(to: 11, onTheLeft: true)
        return stamp + StyledLine(text, style)
    }
}

extension BudgetTarget {
    /// A host of another class, or one whose class is not known, is under no class.
    func covers(_ host: ZoneStatus.Host) -> Bool {
        switch self {
        case .zone(let zone): host.address.zone == zone
        case .hostClass(let zone, let hostClass): host.address.zone == zone && host.hostClass == hostClass
        case .site(let zone, let site): host.address.zone == zone && host.address.site == site
        case .host(let address): host.address == address
        }
    }
}
