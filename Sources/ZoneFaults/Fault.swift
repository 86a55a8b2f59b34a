import AdminClient
import Glibc
import ZoneModel
import ZoneTestKit

/// One fault that is under way.
final class Fault {
    let kind: FaultKind
    /// Nil: the collector's or the zone's.
    let host: Int?
    let begunAt: BootInstant
    /// Whether what it is to cause was seen.
    var hasShown = false
    /// Asked at every turn until it has shown.
    var shows: () throws -> Bool = { true }
    /// At every turn, until it is healed.
    var step: () throws -> Void = {}
    var heal: () throws -> Void = {}
    /// Beyond what every healed zone must show: that its hosts hold leases.
    var isMended: () -> Bool = { true }

    init(_ kind: FaultKind, host: Int?, at now: BootInstant) {
        self.kind = kind
        self.host = host
        begunAt = now
    }

    var name: String { host.map { "\(kind.rawValue) of h-\($0 + 1)" } ?? kind.rawValue }
}

/// Everything that faults are made with, on the run's own thread.
final class Scene {
    let terms: FaultTerms
    let site: FaultSite
    let proxy: LineProxy
    let observer: Observer
    var firewall: Firewall
    var random: SplitMix
    /// The zone's budget as it was ordered last.
    private(set) var lastOrder: Power
    /// Kills, freezes and the like that are part of a fault: what the summary counts.
    var counts: [String: Int] = [:]
    /// What a fault itself found wrong.
    var failures: [String] = []
    /// The most CPU time that a worker alone used after its lease's end, as a share of what its floor allows.
    var worstFloorShare = 0.0
    /// The least share of a core that one used before, from the hang to its lease's end.
    var leasedShare: Double?

    init(_ terms: FaultTerms, root: String, lasting: Duration, seed: UInt64) throws {
        self.terms = terms
        random = SplitMix(seed)
        lastOrder = terms.budget
        firewall = try Firewall(firstPort: terms.firstProxyPort, collectorPort: terms.collectorPort)
        site = try FaultSite(terms, root: root, lasting: lasting)
        proxy = try LineProxy(
            hosts: terms.hosts, firstPort: terms.firstProxyPort, collectorPort: terms.collectorPort, seed: random.next())
        observer = Observer(terms, proxy: proxy)
    }

    func startAll() throws {
        try startCollector()
        for host in site.agents.indices { try startAgent(host) }
        try observer.start(agents: site.agents.map(\.socket), collector: site.collector.socket)
    }

    // MARK: Lives

    func startAgent(_ host: Int) throws {
        observer.agentStarts(host, run: site.agents[host].starts + 1)
        try site.agents[host].start()
    }

    func killAgent(_ host: Int) {
        observer.agentEnds(host)
        site.agents[host].kill()
        observer.agentEnded(host)
        counts["kills of agents", default: 0] += 1
    }

    func startCollector() throws {
        observer.collectorStarts(run: site.collector.starts + 1)
        try site.collector.start()
    }

    func killCollector() {
        observer.collectorEnds()
        site.collector.kill()
        counts["kills of the collector", default: 0] += 1
    }

    // MARK: What is seen

    /// Seen without a lease and at its floor, after the fault began.
    func isAtFloor(_ host: Int, since: BootInstant) -> Bool {
        guard let look = observer.host(host), look.from > since else { return false }
        return look.status.lease == nil && Power(watts: look.status.quotaW) <= terms.floor && look.status.quotaW > 0
    }

    /// Holds a lease that was given after this instant.
    func hasFreshLease(_ host: Int, since: BootInstant) -> Bool {
        guard let look = observer.host(host), look.from > since, let lease = look.status.lease else { return false }
        return proxy.tap(host).delivered(lease.grant).map { $0.at > since } ?? false
    }

    func hasStoredSchedules() -> Bool {
        guard let document = try? client().get("/v1/schedules", as: SchedulesDocument.self, "schedules").document else { return false }
        return document.schedules.count == terms.hosts && document.schedules.allSatisfy(\.isStored)
    }

    /// Asks once, and not for long.
    func client() -> AdminClient {
        AdminClient(AdminSocket(.collector, path: site.collector.socket), timeouts: .init(connect: .milliseconds(200), answer: .seconds(1)))
    }

    // MARK: Orders

    /// Another budget for the zone, between its floors and what its hosts can draw. One that is not answered may hold or not.
    func order() {
        let power = Power(watts: (terms.budget.watts * (0.75 + 0.85 * random.unit())).rounded())
        observer.ordered(power)
        guard order(power) else {
            // It may hold: the larger of both is what holds at the most.
            lastOrder = max(lastOrder, power)
            return
        }
        lastOrder = power
        observer.confirmed()
        counts["orders", default: 0] += 1
    }

    private func order(_ power: Power) -> Bool {
        let request = QuotaRequest(target: terms.zone, quotaW: power.watts, reason: "a peak", order: nil, dryRun: false)
        return (try? client().post(request, to: "/v1/quota", as: QuotaDecision.self, "decision")) != nil
    }
}

extension Scene {
    /// After something ended that should not have: nothing more can be learned.
    func killEverything() {
        for victim in site.all { victim.kill() }
    }
}
