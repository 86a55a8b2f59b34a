import ZoneModel

/// The rules that single looks must keep, whatever the sum: each is checked at every look, against the wire and not against the agent's word.
struct LookBook: Sendable {
    private let terms: FaultTerms
    /// One of each rule is kept, and how many there were.
    private var broken: [Rule: (first: String, count: Int)] = [:]
    var violations: [String] {
        broken.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.value.first) (\($0.value.count) times so)" }
    }
    var violationCount: Int { broken.values.reduce(0) { $0 + $1.count } }

    private enum Rule: Int {
        case floor, emergency, unknownLease, overLease, outlivedLease, committed, uncommitted
    }

    /// Times that a host was seen to have fallen from a lease to its floor, and the longest that it took from the last heartbeat that was answered.
    private(set) var fallsToFloor = 0
    private(set) var worstToFloor = Duration.zero
    /// What a host without a lease may hold; set when every host has its schedule, and before that the higher floor always.
    var floors: FloorPlan
    /// What no host may be seen above.
    var emergency: Power?
    private var unjudged: [[CeilingAccount.Sighting]]
    private var collectorStartedAt: BootInstant?

    init(_ terms: FaultTerms) {
        self.terms = terms
        floors = FloorPlan(constant: terms.floor)
        unjudged = Array(repeating: [], count: terms.hosts)
    }

    private mutating func violated(_ rule: Rule, _ what: String) {
        broken[rule] = (broken[rule]?.first ?? what, (broken[rule]?.count ?? 0) + 1)
    }

    mutating func started(_ host: Int) { unjudged[host] = [] }
    mutating func collectorStarted(at now: BootInstant) {
        collectorStartedAt = now
        for host in unjudged.indices { unjudged[host] = [] }
    }

    // MARK: An agent

    mutating func saw(_ host: Int, _ look: CeilingAccount.Sighting, before: Observer.HostLook?, _ tap: Wiretap) {
        if unjudged[host].count < 1000 { unjudged[host].append(look) }
        let name = "h-\(host + 1)"
        if let emergency, look.ceiling > emergency {
            violated(.emergency, "\(name) holds \(look.ceiling.text) in an emergency of \(emergency.text) a host")
        }
        guard let grant = look.grant else {
            let floor = floors.range(from: look.from, to: look.to).high
            if look.ceiling > floor {
                violated(.floor, "\(name) holds \(look.ceiling.text) without a lease and over its floor of \(floor.text)")
            }
            fell(host, look, before: before, tap)
            return
        }
        guard let known = tap.delivered(grant) else {
            return violated(.unknownLease, "\(name) holds lease \(grant), which the wire never carried")
        }
        if look.ceiling > known.quota {
            violated(.overLease, "\(name) holds \(look.ceiling.text) by a lease \(grant) of \(known.quota.text)")
        }
        if look.from >= known.endsBy {
            violated(.outlivedLease, "\(name) still holds lease \(grant) \((look.from - known.endsBy).seconds) s after it must have ended")
        }
    }

    /// Only where the looks are close: from a host that could not be asked (frozen, starved) nothing is learned of the instant.
    private mutating func fell(_ host: Int, _ look: CeilingAccount.Sighting, before: Observer.HostLook?, _ tap: Wiretap) {
        guard let before, let lease = before.status.lease, let known = tap.delivered(lease.grant) else { return }
        fallsToFloor += 1
        if look.to - before.from < .milliseconds(500) { worstToFloor = max(worstToFloor, look.to - known.nonceHeard) }
    }

    // MARK: The collector

    /// Σ commitments is one figure of one instant. Above the budget it may stand where a restart has begun K anew for entries that were freed, where
    /// hosts are over their ceilings or fell silent so (rule 11: that is counted, and no grant takes it away), and, in an emergency under the floors, up to the
    /// floors: they count until the emergency is over, for a host that has not heard of it holds them.
    mutating func saw(_ look: Observer.ZoneLook, before: Observer.ZoneLook?, budget: Power, _ taps: [Wiretap]) {
        defer { for host in unjudged.indices { unjudged[host].removeAll { $0.to < look.from } } }
        let committed = Power(watts: look.status.committedW)
        let isReplayed = collectorStartedAt.map { look.from - $0 < terms.hold + .seconds(1) } ?? true
        let isExcess = look.status.floorsW > terms.floor.watts * Double(terms.hosts) || look.status.hosts.contains(where: \.isOverCeiling)
        let most = max(budget, Power(watts: look.status.floorsW))
        if committed > most, !isReplayed, !isExcess {
            violated(.committed, "the ledger has committed \(committed.text) of \(most.text)")
        }
        guard let before, before.run == look.run else { return }
        for host in unjudged.indices { compare(host, before, look, taps[host]) }
    }

    /// In force at the host ≤ commitment in the ledger, for every look at the host between two looks at the ledger. Where more than one grant
    /// went out between those two, the ledger may have risen and fallen unseen, and nothing is concluded.
    private mutating func compare(_ host: Int, _ before: Observer.ZoneLook, _ after: Observer.ZoneLook, _ tap: Wiretap) {
        guard after.to - before.from < .seconds(1) else { return }
        let moved = tap.around(before.from, before: 0).prefix { $0.at <= after.to }.count
        guard moved <= 1 else { return }
        let committed = [before, after].map { Power(watts: $0.status.hosts[host].commitmentW) }
        let most = max(committed[0], committed[1])
        for look in unjudged[host] where look.from >= before.to && look.to <= after.from && look.ceiling > most {
            violated(.uncommitted, "h-\(host + 1) holds \(look.ceiling.text), for which the ledger counts \(most.text)")
        }
    }
}
