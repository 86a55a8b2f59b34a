import ZoneModel

extension CollectorConfiguration.LeaseConfiguration {
    /// Why these terms would break the lease rule, for people, with the mend; nil: they keep it.
    ///
    /// The rule (theorem, condition 2): when the collector takes an entry for dead, K on its own clock, the agent's lease, H on the agent's clock, must have
    /// ended, with one clock as slow and the other as fast as they may be: `H/(1−ρ) ≤ K/(1+ρ)`.
    public var problem: String? {
        guard clockRateError >= 0, clockRateError < 1 else {
            return
                "lease: the clock rate error is \(clockRateError); it must be from 0 to under 1 (0.1 covers a clock that is being slewed)"
        }
        guard term >= .milliseconds(100), term <= .seconds(86_400) else {
            return "lease: a term of \(term.seconds) s is outside 0.1 s … 86400 s"
        }
        guard hold <= .seconds(2 * 86_400) else { return "lease: a hold of \(hold.seconds) s is above two days" }
        // In nanoseconds and parts per billion, so that 10 s against 12.5 s at 0.1 is compared exactly.
        let rate = Int128((clockRateError * 1e9).rounded(.up))
        let billion: Int128 = 1_000_000_000
        guard Int128(term.wholeNanoseconds) * (billion + rate) <= Int128(hold.wholeNanoseconds) * (billion - rate) else {
            let least = term.seconds * (1 + clockRateError) / (1 - clockRateError)
            return "lease: hold \(hold.seconds) s is too short for term \(term.seconds) s with clocks within \(clockRateError * 100) %: "
                + "a lease could outlive its entry. Set hold to at least \((least * 1000).rounded(.up) / 1000) s, or shorten the term"
        }
        return nil
    }
}

/// A configuration that the collector must not run with.
public struct ZoneConfigurationError: Error, Equatable, Sendable {
    /// What is wrong and the mend, one a line, for people.
    public var problems: [String]

    public init(problems: [String]) { self.problems = problems }
}

extension CollectorConfiguration {
    /// Everything about leases and hosts that would make the division of the budget meaningless or unsafe.
    public var allocationProblems: [String] {
        var problems: [String] = []
        if let problem = lease.problem { problems.append(problem) }
        if heartbeatInterval < .milliseconds(100) || heartbeatInterval * 3 > lease.term {
            problems.append(
                "heartbeat of \(heartbeatInterval.seconds) s: from 0.1 s to a third of the lease's term (\(lease.term.seconds) s), so that one lost line costs no lease"
            )
        }
        if quota < .zero || quota > .maximum { problems.append("the zone's quota of \(quota.watts) W is outside 0 W … 100 GW") }
        var seen = Set<HostAddress>()
        for host in hosts {
            let path = "host \(address(of: host))"
            if !seen.insert(address(of: host)).inserted { problems.append("\(path) is there twice: every host has one entry") }
            if host.floor < .zero || host.floor > .maximum {
                problems.append("\(path): floor \(host.floor.watts) W is outside 0 W … 100 GW")
            }
            if host.nameplate < host.floor || host.nameplate > .maximum {
                problems.append("\(path): nameplate \(host.nameplate.watts) W must be from its floor (\(host.floor.watts) W) to 100 GW")
            }
            if !(1...10_000).contains(host.weight) { problems.append("\(path): weight \(host.weight) is outside 1 … 10000") }
        }
        return problems + floorProblems + parentProblems
    }

    /// Theorem, condition 1: the floors fit under every budget. Schedules never raise one above its `floor`, so what fits there fits in every slot and over every edge.
    private var floorProblems: [String] {
        func check(_ name: String, _ quota: Power, _ members: [HostEntry]) -> String? {
            let floors = members.map(\.floor).total()
            guard floors > quota else { return nil }
            return
                "\(name): the floors of its \(members.count) hosts add up to \(floors.watts) W, above its quota of \(quota.watts) W by \((floors - quota).watts) W: lower floors, or raise the quota"
        }
        var problems = [check("zone \(zone)", quota, hosts)].compactMap { $0 }
        for budget in budgets {
            let members = hosts.filter { host in
                switch budget.target {
                case .site(_, let site): host.site == site
                case .hostClass(_, let hostClass): host.hostClass == hostClass
                default: false
                }
            }
            if let problem = check("budget \(budget.target)", budget.quota, members) { problems.append(problem) }
        }
        for share in floors?.daily ?? [] where !(0...1).contains(share.share) {
            problems.append("floors: a share of \(share.share * 100) % is outside 0 … 100 %: a schedule never raises a floor")
        }
        return problems
    }

    /// Rule 9, as far as the child can see it.
    private var parentProblems: [String] {
        guard let parent else { return [] }
        let floors = hosts.map(\.floor).total()
        guard floors > parent.floor else { return [] }
        return [
            "parent: the hosts' floors add up to \(floors.watts) W, above this node's own floor of \(parent.floor.watts) W there: when the parent is lost they would draw more than it counts"
        ]
    }
}
