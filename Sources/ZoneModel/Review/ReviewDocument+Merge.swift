extension ReviewDocument {
    /// The review of a site or a zone: its hosts' put together.
    public static func merged(_ reviews: [ReviewDocument], scope: String, source: String, since: WallInstant, until: WallInstant)
        -> ReviewDocument
    {
        let listed = Review.listed
        let gaps = reviews.flatMap(\.gaps).sorted { $0.seconds > $1.seconds }
        let leases = reviews.flatMap(\.leases).sorted { ($0.isOver ? 1 : 0, -$0.costWh, $0.at) < ($1.isOver ? 1 : 0, -$1.costWh, $1.at) }
        let sensors = reviews.flatMap(\.sensors).sorted {
            ($0.isOver ? 1 : 0, -$0.seconds, $0.rig) < ($1.isOver ? 1 : 0, -$1.seconds, $1.rig)
        }
        let pushes = together(reviews.flatMap(\.pushes))
        let lost = reviews.compactMap(\.linesLost)
        return ReviewDocument(
            scope: scope, hosts: reviews.count, source: source, since: since.rfc3339,
            until: reviews.map(\.until).max() ?? until.rfc3339, simulated: reviews.contains(where: \.simulated),
            coveredShare: reviews.isEmpty ? 0 : reviews.map(\.coveredShare).reduce(0, +) / Double(reviews.count),
            gaps: Array(gaps.prefix(listed)), gapsTotal: reviews.map(\.gapsTotal).reduce(0, +),
            linesLost: lost.count == reviews.count && !reviews.isEmpty ? lost.reduce(0, +) : nil,
            suppressed: reviews.map(\.suppressed).reduce(0, +), pushes: Array(pushes.prefix(listed)).sorted { $0.at < $1.at },
            pushesTotal: pushes.count, leases: Array(leases.prefix(listed)), leasesTotal: reviews.map(\.leasesTotal).reduce(0, +),
            sensors: Array(sensors.prefix(listed)), sensorsTotal: reviews.map(\.sensorsTotal).reduce(0, +),
            energy: reviews.map(\.energy).reduce(Energy()) { $0 + $1 }, needs: reviews.flatMap(\.needs))
    }

    /// Cuts of several hosts that came for one reason within ten seconds are one cut: the largest first.
    private static func together(_ pushes: [Push]) -> [Push] {
        var out: [Push] = []
        var newest: [String: Int] = [:]
        for push in pushes.sorted(by: { $0.at < $1.at }) {
            let key = "\(push.isEmergency)/\(push.reason ?? "")/\(push.order ?? "")"
            let at = WallInstant(rfc3339: push.at)?.milliseconds ?? 0
            if let index = newest[key], at - (WallInstant(rfc3339: out[index].at)?.milliseconds ?? 0) <= 10_000,
                out[index].host != push.host
            {
                var sum = out[index]
                sum.fromW += push.fromW
                sum.toW += push.toW
                sum.overWh += push.overWh
                sum.hosts += 1
                if let slower = push.appliedS { sum.appliedS = max(sum.appliedS ?? 0, slower) }
                if push.state == .open { sum.state = .open }
                out[index] = sum
            } else {
                out.append(push)
                newest[key] = out.count - 1
            }
        }
        return out.sorted { ($0.isEmergency ? .infinity : $0.fromW - $0.toW) > ($1.isEmergency ? .infinity : $1.fromW - $1.toW) }
    }
}

extension ReviewDocument.Energy {
    static func + (a: Self, b: Self) -> Self {
        var sum = a
        sum.measuredWh += b.measuredWh
        sum.measuredErrorWh += b.measuredErrorWh
        sum.estimatedWh += b.estimatedWh
        sum.estimatedErrorWh += b.estimatedErrorWh
        sum.unknownS += b.unknownS
        sum.unknownMaxWh = a.unknownMaxWh.flatMap { left in b.unknownMaxWh.map { left + $0 } }
        sum.overWh += b.overWh
        return sum
    }
}
