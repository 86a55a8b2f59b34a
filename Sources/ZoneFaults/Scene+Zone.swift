import AdminClient
import Glibc
import ZoneModel

/// What happens to the zone as a whole.
extension Scene {
    /// Another machine under a living host's name: told that it is a duplicate it holds 0 W, and the host keeps its lease.
    func impostor(_ fault: Fault, _ host: Int) throws {
        try site.impostor.start()
        let client = AdminClient(
            AdminSocket(.agent, path: site.impostor.socket), timeouts: .init(connect: .milliseconds(100), answer: .milliseconds(300)))
        var isRefused = false
        fault.step = { [self] in
            guard let status = try? client.get("/v1/status", as: HostStatus.self, "status").document else { return }
            if status.lease != nil { failures.append("the impostor holds a lease") }
            if isRefused, status.quotaW > 0 { failures.append("the impostor, refused, holds \(status.quotaW) W") }
            if status.link.lastError?.contains("duplicate_host") == true { isRefused = isRefused || status.quotaW == 0 }
        }
        fault.shows = { isRefused }
        fault.heal = { [self] in site.impostor.kill() }
    }

    func orderAgain(_ fault: Fault) {
        var nextAt = Observer.now
        let before = counts["orders", default: 0]
        fault.step = { [self] in
            guard Observer.now >= nextAt else { return }
            order()
            nextAt = Observer.now + .seconds(0.5 + 3 * random.unit())
        }
        fault.shows = { [self] in counts["orders", default: 0] >= before + 2 }
    }

    // MARK: An emergency

    private enum EmergencyStep {
        case ordering
        case arriving
        /// At every host's disk by now.
        case arrived(at: BootInstant)
        /// The collector and an agent are killed, the agent is back.
        case alone(since: BootInstant)
        case lifting
        case lifted
    }

    /// Less than the hosts' floors: what neither lost contact nor a restart may lift before its end.
    func emergency(_ fault: Fault) {
        let cut = Power(watts: (terms.lowFloor.watts * (0.3 + 0.5 * random.unit())).rounded())
        let total = Power(milliwatts: cut.milliwatts * Int64(terms.hosts))
        let victim = Int(random.next() % UInt64(terms.hosts))
        var step = EmergencyStep.ordering
        fault.step = { [self] in step = try next(step, cut: cut, total: total, victim: victim) }
        fault.shows = { if case .lifted = step { true } else { false } }
        fault.heal = { [self] in observer.expectEmergency(nil) }
    }

    private func next(_ step: EmergencyStep, cut: Power, total: Power, victim: Int) throws -> EmergencyStep {
        let hosts = Array(site.agents.indices)
        switch step {
        case .ordering: return orderEmergency(total) ? .arriving : step
        case .arriving:
            guard hosts.allSatisfy({ isAt(most: cut, $0, since: nil) }) else { return step }
            return .arrived(at: Observer.now)
        case .arrived(let at):
            guard Observer.now - at > .seconds(1) else { return step }
            observer.ordered(total)
            observer.isSeenToHold()
            observer.expectEmergency(cut)
            killCollector()
            killAgent(victim)
            try startAgent(victim)
            return .alone(since: Observer.now)
        case .alone(let since):
            guard hosts.allSatisfy({ isAt(most: cut, $0, since: since) && observer.host($0)?.status.lease == nil }) else { return step }
            try startCollector()
            return .lifting
        case .lifting:
            guard hosts.allSatisfy({ hasFreshLease($0, since: Observer.now - .seconds(5)) }) else { return step }
            observer.expectEmergency(nil)
            observer.ordered(lastOrder)
            return callOffEmergencies() ? .lifted : step
        case .lifted: return step
        }
    }

    private func isAt(most cut: Power, _ host: Int, since: BootInstant?) -> Bool {
        guard let look = observer.host(host), since.map({ look.from > $0 }) ?? true else { return false }
        return Power(watts: look.status.quotaW) <= cut
    }

    private func orderEmergency(_ total: Power) -> Bool {
        let request = TimedOrderRequest(
            kind: .emergency, target: terms.zone, quotaW: total.watts, start: nil, durationS: 600, reason: "frequency", order: nil,
            dryRun: false)
        return (try? client().post(request, to: "/v1/timed-orders", as: TimedOrderDecision.self, "decision")) != nil
    }

    /// All that stand: one that was not answered in time was perhaps taken all the same.
    private func callOffEmergencies() -> Bool {
        guard let standing = try? client().get("/v1/timed-orders", as: TimedOrdersDocument.self, "orders").document.orders else {
            return false
        }
        return standing.filter { $0.kind == .emergency }.allSatisfy { order in
            let cancellation = TimedOrderCancellation(id: order.id, reason: "it is over", dryRun: false)
            return (try? client().post(cancellation, to: "/v1/timed-orders/cancel", as: TimedOrderDecision.self, "decision")) != nil
        }
    }
}
