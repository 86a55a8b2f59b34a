import AdminClient
import Glibc
import ZoneModel
import ZoneTestKit

/// Faults of processes, threads, disks and clocks.
extension Scene {
    func begin(_ kind: FaultKind, host: Int?) throws -> Fault {
        counts[kind.rawValue, default: 0] += 1
        let fault = Fault(kind, host: host, at: Observer.now)
        switch (kind, host) {
        case (.killAgent, let host?): try keepKilling(fault, { self.killAgent(host) }, { try self.startAgent(host) })
        case (.killCollector, _): try keepKilling(fault, { self.killCollector() }, { try self.startCollector() })
        case (.freezeAgent, let host?): freeze(fault, site.agents[host], hosts: [host])
        case (.freezeCollector, _): freeze(fault, site.collector, hosts: Array(site.agents.indices))
        case (.hangControl, let host?): try hangControl(fault, host)
        case (.hangSpool, let host?):
            try hang(fault, site.agents[host], "storage")
            fault.shows = { [self] in observer.host(host)?.status.spool.failure != nil }
            fault.isMended = { [self] in observer.host(host).map { $0.status.spool.failure == nil } ?? false }
        case (.hangStore, _):
            try hang(fault, site.collector, "store")
            collectorFails(fault)
        case (.hangLedger, _):
            try hang(fault, site.collector, "ledger")
            let begunAt = fault.begunAt
            fault.shows = { [self] in site.agents.indices.allSatisfy { isAtFloor($0, since: begunAt) } }
        case (.fillSpool, let host?):
            try fill(fault, site.agents[host])
            fault.shows = { [self] in observer.host(host)?.status.spool.failure != nil }
            fault.isMended = { [self] in observer.host(host).map { $0.status.spool.failure == nil } ?? false }
        case (.fillCollector, _):
            try fill(fault, site.collector)
            collectorFails(fault)
        case (.stepAgent, let host?): try step(fault, site.agents[host]) { [self] in observer.host(host)?.status.timestamp }
        case (.stepCollector, _): try step(fault, site.collector) { [self] in observer.zone?.status.timestamp }
        case (.adrift, let host?): try adrift(fault, host)
        case (.impostor, let host?): try impostor(fault, host)
        case (.order, _): orderAgain(fault)
        case (.emergency, _): emergency(fault)
        case (_, let host?): return try wireFault(kind, host)
        default: throw TestKitError("\(kind.rawValue) needs a host")
        }
        return fault
    }

    // MARK: Processes

    /// Killed at random instants of its life, from before it can have opened its files on.
    private func keepKilling(_ fault: Fault, _ kill: @escaping () -> Void, _ start: @escaping () throws -> Void) throws {
        kill()
        try start()
        var kills = 1
        var nextAt = Observer.now
        func wait() { nextAt = Observer.now + .seconds(random.unit() < 0.5 ? 0.3 * random.unit() : 2.5 * random.unit()) }
        wait()
        fault.step = {
            guard Observer.now >= nextAt else { return }
            kill()
            try start()
            kills += 1
            wait()
        }
        fault.shows = { kills >= 3 }
    }

    private func freeze(_ fault: Fault, _ victim: Victim, hosts: [Int]) {
        victim.signal(SIGSTOP)
        fault.heal = { victim.signal(SIGCONT) }
        let begunAt = fault.begunAt
        if fault.host == nil {
            fault.shows = { [self] in hosts.allSatisfy { isAtFloor($0, since: begunAt) } }
        } else {
            // It cannot be asked. Its lease ends meanwhile, and the first look after it must find it at its floor.
            fault.shows = { [self] in Observer.now - begunAt > terms.term + .milliseconds(500) }
        }
    }

    private func hang(_ fault: Fault, _ victim: Victim, _ name: String) throws {
        try victim.freeze(thread: name)
        fault.heal = { victim.release() }
    }

    /// The control loop never comes back. Its worker must stop by itself when the lease ends: seen in its threads' CPU time.
    private func hangControl(_ fault: Fault, _ host: Int) throws {
        let victim = site.agents[host]
        guard let process = victim.process, let rig = Name("psu-0") else { return }
        try hang(fault, victim, "control")
        var clock = WorkerClock(process: process.pid, rigs: [rig])
        _ = clock.advance()
        var since: BootInstant?
        let share = terms.floorShare
        fault.shows = { [self] in
            // A grant that is delivered now is accepted by nobody.
            let end = proxy.tap(host).delivered.last { $0.at < fault.begunAt }?.endsBy ?? fault.begunAt
            let now = Observer.now
            guard now > end + .milliseconds(50) else { return false }
            guard let from = since else {
                since = now
                leasedShare = min(leasedShare ?? 1, Double(clock.advance()[0]) / 1e9 / (now - fault.begunAt).seconds)
                return false
            }
            guard now - from > .milliseconds(1500) else { return false }
            let used = Double(clock.advance()[0]) / 1e9 / (now - from).seconds
            worstFloorShare = max(worstFloorShare, used / share)
            // A tenth for the batch that was under way, and what the scheduler's account rounds.
            if used > share * 1.1 + 0.02 {
                failures.append("h-\(host + 1)'s worker used \(used) of a core after its lease had ended; its floor allows \(share)")
            }
            return true
        }
    }

    // MARK: Disks and clocks

    private func fill(_ fault: Fault, _ victim: Victim) throws {
        try victim.fillDisk()
        // Whatever room a checkpoint makes is taken, too.
        fault.step = { try victim.fillDisk() }
        fault.heal = { victim.freeDisk() }
    }

    private func collectorFails(_ fault: Fault) {
        fault.shows = { [self] in observer.zone?.status.storeFailure != nil }
        fault.isMended = { [self] in observer.zone.map { $0.status.storeFailure == nil } ?? false }
    }

    /// It follows its schedule of floors by a clock that is suddenly hours off: it must not believe it, and may hold the lower floor only. Every look
    /// is judged by the run's own clock; here it only stays so for an edge or two.
    private func adrift(_ fault: Fault, _ host: Int) throws {
        let leg = Firewall.Leg.agent(host: host)
        try firewall.cut(leg)
        let victim = site.agents[host]
        let hours = (random.unit() < 0.5 ? -1 : 1) * (1 + 40 * random.unit())
        var steppedAt: BootInstant?
        fault.step = { [self] in
            guard steppedAt == nil, isAtFloor(host, since: fault.begunAt) else { return }
            // By half a slot's pair more, so that the wrong clock shows the other floor.
            try victim.clock.step(to: .seconds((hours * 180).rounded() * 20 + 10))
            steppedAt = Observer.now
        }
        fault.shows = { steppedAt.map { Observer.now - $0 > .seconds(11) } ?? false }
        fault.heal = { [self] in
            try victim.clock.step(to: .zero)
            try firewall.mend(leg)
        }
    }

    private func step(_ fault: Fault, _ victim: Victim, _ timestamp: @escaping () -> String?) throws {
        let hours = (random.unit() < 0.5 ? -1 : 1) * (1 + 40 * random.unit())
        let before = timestamp().flatMap { WallInstant(rfc3339: $0) }
        try victim.clock.step(to: .seconds(hours * 3600))
        fault.heal = { try victim.clock.step(to: .zero) }
        let begunAt = fault.begunAt
        fault.shows = {
            guard let before, let now = timestamp().flatMap({ WallInstant(rfc3339: $0) }) else { return false }
            let moved = Double(now.milliseconds - before.milliseconds) / 3.6e6
            // Stays stepped for a few reports and renewals.
            return abs(moved - hours) < 0.1 && Observer.now - begunAt > .seconds(2)
        }
    }
}
