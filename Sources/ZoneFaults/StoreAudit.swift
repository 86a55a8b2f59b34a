import Storage
import ZoneModel

/// The collector's store against the agents' spools, when everything has stopped: every number is in the store once, or still in its spool.
struct StoreAudit {
    private(set) var problems: [String] = []
    private(set) var lines: UInt64 = 0
    private(set) var spools = 0
    private(set) var gapped: UInt64 = 0
    private(set) var waiting: UInt64 = 0

    init(_ site: FaultSite, taps: [Wiretap], explained: [Set<EventKind>]) throws {
        let now = WallInstant(milliseconds: 0)
        let store = try TelemetryStore(path: "\(site.collector.directory)/state/store.sqlite", now: now)
        if case .replaced(_, let reason) = store.opening { problems.append("the store was not whole: \(reason)") }
        let sequences = try store.sequences()
        for (host, agent) in site.agents.enumerated() {
            guard let address = HostAddress(path: site.terms.address(host)) else { continue }
            let own = sequences.filter { $0.address == address }
            let spool = try Spool(
                path: "\(agent.directory)/state/spool.sqlite", address: address, configuration: SpoolConfiguration(), now: now)
            if case .replaced(_, let reason) = spool.opening { problems.append("\(address)'s spool was not whole: \(reason)") }
            guard own.count == 1, let stored = own.first, stored.spoolID == spool.spoolID else {
                problems.append("\(address) has \(own.count) spools in the store, and \(spool.spoolID) on its disk")
                continue
            }
            let audit = try store.audit(address, spoolID: stored.spoolID)
            spools += 1
            lines += audit.lines
            gapped += stored.gapped
            waiting += spool.nextSeq - 1 - stored.highSeq
            if !audit.isWhole { problems.append("\(address): \(audit.duplicates) numbers twice, \(audit.missing) missing") }
            if audit.lines == 0 { problems.append("\(address): nothing was stored") }
            // What is acked is gone from the spool, so the store must reach at least so far; and it holds nothing that was never written.
            if spool.acknowledgedSeq > stored.highSeq || stored.highSeq >= spool.nextSeq {
                problems.append("\(address): stored up to \(stored.highSeq), spooled \(spool.acknowledgedSeq + 1) … \(spool.nextSeq - 1)")
            }
            if taps[host].ackedSeq > stored.highSeq {
                problems.append("\(address): \(taps[host].ackedSeq) was acked, the store ends at \(stored.highSeq)")
            }
            // A few seconds of a failing disk fit in memory, so nothing need be given up.
            if stored.gapped > 0 { problems.append("\(address): \(stored.gapped) lines were given up") }
        }
        try judgeEvents(store, site, explained)
    }

    /// That the rigs have no sensor is warned of at every start.
    private static let always: Set<EventKind> = [.configReloaded]

    /// Warnings and worse that no fault explains are bugs or lies.
    private mutating func judgeEvents(_ store: TelemetryStore, _ site: FaultSite, _ explained: [Set<EventKind>]) throws {
        var strange: [String: (count: Int, message: String)] = [:]
        for event in try store.events(since: WallInstant(milliseconds: 0), limit: 1_000_000) {
            guard event.report.severity != .notice, event.report.severity != .info,
                let host = site.agents.indices.first(where: { site.terms.address($0) == event.address.description })
            else { continue }
            let kind = EventKind(rawValue: event.report.event)
            if let kind, explained[host].union(StoreAudit.always).contains(kind) { continue }
            let key = "h-\(host + 1) says \(event.report.event)"
            strange[key] = ((strange[key]?.count ?? 0) + 1, event.report.message)
        }
        for (key, value) in strange.sorted(by: { $0.key < $1.key }) {
            problems.append("\(key) \(value.count) times, which no fault explains: \(value.message)")
        }
    }
}
