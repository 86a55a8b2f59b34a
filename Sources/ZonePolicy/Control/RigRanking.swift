import ZoneModel

/// Which rigs get the watts: the order in which they are filled, and which of them may be switched on or off now.
///
/// Watts go to the rig that makes most of them, up to its cap, then to the next; so they are taken from the least efficient first, one
/// rig at most stands at a part of its duty, and what cannot be fed is off rather than several rigs held low. A rig that is warm (near
/// its soft limit) comes after all that are not.
///
/// Efficiency is what the watts above idle do, because the idle watts are drawn at duty 0 too: hashes per joule of them, where every
/// rig's hashrate has been seen. Where it has not, a rig's share of watts above idle stands for it: of two rigs that are alike otherwise,
/// the one that idles higher makes less of its watts.
///
/// The order is kept until another one is clearly better: measured efficiencies wander, and a change of order moves a whole rig's watts.
struct RigRanking: Equatable, Sendable {
    struct Candidate: Equatable, Sendable {
        var rig: Name
        /// Hashes per second at full duty; nil where they have not been seen.
        var hashesAtFull: Double?
        var idleW: Double
        var slopeW: Double
        /// °C below the soft limit; nil where there is no temperature.
        var headroomC: Double?
    }

    private(set) var order: [Name] = []
    private var warm: Set<Name> = []
    private var orderedAt: BootInstant?
    private var lookedAt: BootInstant?

    /// An efficiency counts as better from here on.
    private static let margin = 1.05
    /// Of two rigs alike, the cooler one by so much goes first.
    private static let coolerC = 10.0
    /// Warm is a rig within so many °C of its soft limit, until it is twice as far away.
    private static let warmC = 5.0
    /// Between two changes of order: longer than the rigs take to warm up or cool down, which the change itself makes them do.
    private static let dwell: Duration = .seconds(600)
    /// Heat does not wait for that, but it does not change by the second either.
    private static let warmDwell: Duration = .seconds(30)

    /// Neither heat nor efficiency changes by the tick: one look a second is enough, as long as the rigs are the same.
    func isDue(_ rigs: [PowerController.Input.Rig], now: BootInstant) -> Bool {
        guard let lookedAt, now - lookedAt < .seconds(1), rigs.count == order.count else { return true }
        return !rigs.allSatisfy { order.contains($0.rig) }
    }

    mutating func onLook(_ candidates: [Candidate], now: BootInstant) {
        lookedAt = now
        let warmBefore = warm
        for candidate in candidates { judgeWarmth(candidate) }
        let scores = RigRanking.scores(candidates)
        guard Set(order) == Set(candidates.map(\.rig)), let orderedAt else {
            return sort(candidates, scores, now: now)
        }
        let waited = now - orderedAt
        if warm != warmBefore, waited >= RigRanking.warmDwell { return sort(candidates, scores, now: now) }
        guard waited >= RigRanking.dwell else { return }
        let byName = Dictionary(candidates.map { ($0.rig, $0) }, uniquingKeysWith: { a, _ in a })
        let isWorse = zip(order, order.dropFirst()).contains { first, second in
            guard let first = byName[first], let second = byName[second] else { return true }
            return isClearlyBetter(second, than: first, scores)
        }
        if isWorse { sort(candidates, scores, now: now) }
    }

    private mutating func judgeWarmth(_ candidate: Candidate) {
        guard let headroom = candidate.headroomC else {
            warm.remove(candidate.rig)
            return
        }
        if headroom < RigRanking.warmC { warm.insert(candidate.rig) }
        if headroom > 2 * RigRanking.warmC { warm.remove(candidate.rig) }
    }

    private static func scores(_ candidates: [Candidate]) -> [Name: Double] {
        let knowsAll = candidates.allSatisfy { $0.hashesAtFull != nil }
        return Dictionary(
            candidates.map { candidate in
                let slopeW = max(candidate.slopeW, 1e-6)
                guard knowsAll, let hashes = candidate.hashesAtFull else {
                    return (candidate.rig, slopeW / (slopeW + max(candidate.idleW, 0)))
                }
                return (candidate.rig, hashes / slopeW)
            }, uniquingKeysWith: { a, _ in a })
    }

    private func isClearlyBetter(_ a: Candidate, than b: Candidate, _ scores: [Name: Double]) -> Bool {
        guard warm.contains(a.rig) == warm.contains(b.rig) else { return warm.contains(b.rig) }
        let (scoreA, scoreB) = (scores[a.rig] ?? 0, scores[b.rig] ?? 0)
        if scoreA > scoreB * RigRanking.margin { return true }
        guard scoreA * RigRanking.margin >= scoreB, let coolA = a.headroomC, let coolB = b.headroomC else { return false }
        return coolA > coolB + RigRanking.coolerC
    }

    private mutating func sort(_ candidates: [Candidate], _ scores: [Name: Double], now: BootInstant) {
        // In steps of the margin, so that noise in the figures does not decide; the cooler, then the config's order, where they are equal.
        func step(_ candidate: Candidate) -> Int { RigRanking.step(scores[candidate.rig] ?? 0) }
        func coolness(_ candidate: Candidate) -> Int { Int(min(max((candidate.headroomC ?? 0) / RigRanking.coolerC, -100), 100)) }
        let sorted = candidates.enumerated().sorted { a, b in
            let left = (warm.contains(a.element.rig) ? 1 : 0, -step(a.element), -coolness(a.element), a.offset)
            let right = (warm.contains(b.element.rig) ? 1 : 0, -step(b.element), -coolness(b.element), b.offset)
            return left < right
        }
        order = sorted.map(\.element.rig)
        warm.formIntersection(order)
        orderedAt = now
    }

    /// The count of margins in a score.
    private static func step(_ score: Double) -> Int {
        guard score > 0, score.isFinite else { return -5000 }
        var (steps, rest) = (0, score)
        while rest >= margin, steps < 4096 { (steps, rest) = (steps + 1, rest / margin) }
        while rest < 1, steps > -4096 { (steps, rest) = (steps - 1, rest * margin) }
        return steps
    }
}
