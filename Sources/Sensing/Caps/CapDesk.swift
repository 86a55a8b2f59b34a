import ZoneModel

/// Where orders for power caps lie until the thread of their bus carries them out: a newer order replaces an older one, and nobody waits
/// here for a device.
///
/// The thread that reads a bus also writes to it, because the kernel would let one wait for the other anyway; a bus that hangs delays its
/// own caps alone. A device that comes back is given its newest order again: its driver has forgotten it.
// @unchecked: everything mutable is touched inside the monitor.
final class CapDesk: @unchecked Sendable {
    /// What became of the newest order that was tried.
    struct Outcome: Equatable, Sendable {
        var order: Power
        var refusal: String?
    }

    struct Route: Sendable {
        var bus: String
        var key: AttributeKey
        /// Set when nobody wants the cap any more.
        var whenStopped: Power
    }

    struct Job: Sendable {
        var rig: Name
        var key: AttributeKey
        var watts: Power
    }

    private let monitor = Monitor()
    private var generation = 0
    private var routes: [Name: Route] = [:]
    private var orders: [Name: Power] = [:]
    /// By bus, and by rig.
    private var pending: [String: [Name: Job]] = [:]
    private var underWay = 0
    private var outcomes: [Name: Outcome] = [:]
    private var wakers: [String: @Sendable () -> Void] = [:]

    // MARK: Orders

    /// - Parameter watts: replaces what was ordered before.
    func order(_ rig: Name, _ watts: Power) {
        let wake = monitor.withLock { () -> (@Sendable () -> Void)? in
            orders[rig] = watts
            guard let route = routes[rig] else {
                outcomes[rig] = Outcome(order: watts, refusal: "no power cap is mapped to it now")
                return nil
            }
            pending[route.bus, default: [:]][rig] = Job(rig: rig, key: route.key, watts: watts)
            return wakers[route.bus]
        }
        wake?()
    }

    func outcome(_ rig: Name) -> Outcome? { monitor.withLock { outcomes[rig] } }

    /// Waits until every order has been tried, for a while at most: before the end.
    func drain(until end: BootInstant) {
        monitor.withLock {
            while pending.contains(where: { !$0.value.isEmpty }) || underWay > 0, bootNow() < end { monitor.wait(until: end) }
        }
    }

    // MARK: For the owner

    /// New routes, by a new table of chips or a new configuration. What was ordered is ordered again.
    ///
    /// - Parameter wakers: of the threads by bus.
    func route(_ new: [Name: Route], generation: Int, wakers: [String: @Sendable () -> Void]) {
        monitor.withLock {
            let isSame = generation == self.generation
            var next: [String: [Name: Job]] = [:]
            for (rig, route) in new {
                let isKnown = isSame && routes[rig].map { $0.key == route.key } ?? false
                let waits = pending[route.bus]?[rig] != nil
                guard let watts = orders[rig], !isKnown || waits else { continue }
                next[route.bus, default: [:]][rig] = Job(rig: rig, key: route.key, watts: watts)
            }
            // A rig that is gone from the config leaves its cap where it is harmless.
            for (rig, route) in routes where new[rig] == nil && isSame && orders[rig] != nil {
                next[route.bus, default: [:]][rig] = Job(rig: rig, key: route.key, watts: route.whenStopped)
                orders[rig] = nil
            }
            (routes, self.generation, pending, self.wakers) = (new, generation, next, wakers)
        }
        wakers.values.forEach { $0() }
    }

    // MARK: For the bus's thread

    /// The jobs of a bus, if they are for this table.
    func take(_ bus: String, generation: Int) -> [Job] {
        monitor.withLock {
            guard generation == self.generation, let jobs = pending.removeValue(forKey: bus), !jobs.isEmpty else { return [] }
            underWay += jobs.count
            return jobs.values.sorted { $0.rig < $1.rig }
        }
    }

    /// - Parameter refusal: nil where the write went through; whether it was taken, the next reading tells.
    func done(_ job: Job, refusal: String?) {
        monitor.withLock {
            underWay -= 1
            outcomes[job.rig] = Outcome(order: job.watts, refusal: refusal)
            monitor.wakeAll()
        }
    }
}
