import ZoneModel

/// One thread that reads the chips of one bus. If the bus is slow, its rigs alone wait.
// @unchecked: what is mutable is touched inside the monitor; the rest belongs to the thread's own frame.
final class BusReader: @unchecked Sendable {
    /// What is read for a rig on this bus, every interval.
    struct Job: Sendable {
        var interval: Duration
        var keys: [AttributeKey]
        /// Limits and accuracy, read once and then with everything.
        var limits: [AttributeKey]
        /// The rig whose samples this reader makes; nil where another bus makes them.
        var plan: RigPlan?
    }

    struct Orders: Sendable {
        var table = ChipTable(generation: 0)
        var jobs: [Job] = []
        /// Every attribute of the bus: for the inventory.
        var everything: [AttributeKey] = []
    }

    let bus: String
    private let number: Int
    private let monitor = Monitor()
    private var orders = Orders()
    private var isNew = false
    private var isEnded = false
    /// Orders for power caps lie at the desk.
    private var isCalled = false
    /// Rigs whose last reading gave nothing: due at once.
    private var wantedAgain: Set<Name> = []
    private var sweepBegan: BootInstant?
    private var lastSweep: Duration?
    private var hasReadAll = false

    /// The whole chip is read so often; the mapped attributes at their rigs' intervals.
    static let everythingInterval = Duration.seconds(15)
    /// Reading everything looks up for new orders, and counts as a sweep of its own, so often.
    private static let restMax = Duration.milliseconds(500)

    init(bus: String, number: Int) {
        self.bus = bus
        self.number = number
    }

    func obey(_ orders: Orders) {
        monitor.withLock {
            self.orders = orders
            isNew = true
            hasReadAll = false
            monitor.wakeAll()
        }
    }

    func call() {
        monitor.withLock {
            isCalled = true
            monitor.wakeAll()
        }
    }

    func readAgain(_ rig: Name) {
        monitor.withLock {
            wantedAgain.insert(rig)
            monitor.wakeAll()
        }
    }

    func end() {
        monitor.withLock {
            isEnded = true
            monitor.wakeAll()
        }
    }

    /// How long the present sweep has taken, or the last one did, and whether everything has been read once.
    func standing(now: BootInstant) -> (current: Duration?, last: Duration?, hasReadAll: Bool) {
        monitor.withLock { (sweepBegan.map { now - $0 }, lastSweep, hasReadAll) }
    }

    // MARK: The thread

    private struct Round {
        var orders: Orders
        var due: [BootInstant]
        var everythingDue: BootInstant
        /// What is left of everything, last first.
        var rest: [AttributeKey] = []
        var meters: [Name: EnergyMeter] = [:]
        var isFirst = true

        init(_ orders: Orders, now: BootInstant) {
            self.orders = orders
            due = orders.jobs.map { _ in now }
            everythingDue = now
        }

        var nextDue: BootInstant { due.reduce(rest.isEmpty ? everythingDue : BootInstant(nanoseconds: 0), min) }
    }

    func run(_ session: Session) {
        var round = Round(Orders(), now: bootNow())
        while let next = wait(round) {
            if let next { round = Round(next, now: bootNow()) }
            let again = monitor.withLock {
                sweepBegan = bootNow()
                defer { wantedAgain = [] }
                return wantedAgain
            }
            for index in round.due.indices where round.orders.jobs[index].plan.map({ again.contains($0.rig) }) ?? false {
                round.due[index] = bootNow()
            }
            setCaps(&round, session)
            let isWhole = sweep(&round, session)
            monitor.withLock {
                if let began = sweepBegan { lastSweep = bootNow() - began }
                sweepBegan = nil
                if isWhole, !isNew { hasReadAll = true }
            }
        }
    }

    /// Until something is due.
    /// - Returns: nil at the end; new orders, where there are any.
    private func wait(_ round: Round) -> Orders?? {
        monitor.withLock {
            let due = round.nextDue
            while !isEnded, !isNew, !isCalled, wantedAgain.isEmpty, bootNow() < due { monitor.wait(until: due) }
            guard !isEnded else { return nil }
            isCalled = false
            guard isNew else { return .some(nil) }
            isNew = false
            return orders
        }
    }

    /// Carries out what was ordered of this bus's power caps, and makes the rigs due, so that each is read back at once.
    private func setCaps(_ round: inout Round, _ session: Session) {
        let table = round.orders.table
        let jobs = session.caps.take(bus, generation: table.generation)
        guard !jobs.isEmpty else { return }
        let gone = session.goneChips(generation: table.generation)
        for job in jobs {
            var refusal: String?
            if gone.contains(job.key.chip) {
                refusal = "the sensor chip \(table.images[job.key.chip].name) vanished"
            } else if session.gate.enter(number, generation: table.generation) {
                defer { session.gate.leave(number) }
                let attribute = table.numbers[job.key]
                let file = "\(table.images[job.key.chip].attributePath)/\(job.key.name)"
                refusal =
                    attribute.map { session.libsensors.set(table.handles[job.key.chip], $0, file: file, watts: job.watts) } ?? "it is gone"
            } else {
                refusal = "the list of chips is being renewed"
            }
            session.caps.done(job, refusal: refusal)
            for index in round.due.indices where round.orders.jobs[index].keys.contains(job.key) { round.due[index] = bootNow() }
        }
    }

    /// - Returns: whether everything has been read for these orders.
    private func sweep(_ round: inout Round, _ session: Session) -> Bool {
        let began = bootNow()
        let indices = round.due.indices.filter { round.due[$0] <= began }
        var values: [AttributeKey: ReadingStore.Reading] = [:]
        let keys = indices.flatMap { round.orders.jobs[$0].keys + (round.isFirst ? round.orders.jobs[$0].limits : []) }
        guard read(keys, round, session, &values) else { return pause(&round) }
        let now = bootNow()
        for index in indices {
            let job = round.orders.jobs[index]
            round.due[index] = now.next(job.interval)
            if let plan = job.plan { session.give(sample(plan, began: began, now: now, values, &round, session)) }
        }
        round.isFirst = false
        if round.everythingDue <= began {
            round.rest = round.orders.everything.reversed()
            round.everythingDue = bootNow().next(BusReader.everythingInterval)
        }
        return readRest(&round, began: began, session, &values)
    }

    /// Between the rigs' sweeps, one attribute at least: the whole chip of a slow device takes seconds, and its rig is due before.
    /// - Returns: whether nothing is left.
    private func readRest(
        _ round: inout Round, began: BootInstant, _ session: Session, _ values: inout [AttributeKey: ReadingStore.Reading]
    ) -> Bool {
        guard !round.rest.isEmpty else { return round.orders.everything.isEmpty }
        while let key = round.rest.last {
            guard read([key], round, session, &values) else { return pause(&round) }
            round.rest.removeLast()
            let now = bootNow()
            if now - began >= BusReader.restMax || round.due.contains(where: { $0 <= now }) { break }
        }
        return round.rest.isEmpty
    }

    /// The table has been replaced: orders for the new one are on their way.
    private func pause(_ round: inout Round) -> Bool {
        round = Round(Orders(), now: bootNow())
        round.everythingDue = bootNow() + BusReader.everythingInterval
        return false
    }

    /// Each attribute once a sweep, however many rigs and rules want it.
    private func read(_ keys: [AttributeKey], _ round: Round, _ session: Session, _ values: inout [AttributeKey: ReadingStore.Reading])
        -> Bool
    {
        let table = round.orders.table
        let gone = session.goneChips(generation: table.generation)
        var fresh: [AttributeKey: ReadingStore.Reading] = [:]
        for key in keys where values[key] == nil {
            guard session.gate.enter(number, generation: table.generation) else { return false }
            defer { session.gate.leave(number) }
            let began = bootNow()
            let sampled: Sampled =
                if gone.contains(key.chip) {
                    .failed("the sensor chip \(table.images[key.chip].name) vanished")
                } else if let attribute = table.numbers[key] {
                    session.libsensors.value(table.handles[key.chip], attribute)
                } else {
                    UnlistedAttribute.read(key.name, in: table.images[key.chip].attributePath)
                }
            let ended = bootNow()
            // The driver asked the device somewhere between.
            let reading = ReadingStore.Reading(sampled: sampled, at: began + .nanoseconds((ended - began).wholeNanoseconds / 2))
            values[key] = reading
            fresh[key] = reading
        }
        session.store.put(fresh, generation: table.generation)
        return true
    }

    private func sample(
        _ plan: RigPlan, began: BootInstant, now: BootInstant, _ values: [AttributeKey: ReadingStore.Reading], _ round: inout Round,
        _ session: Session
    ) -> RigSample {
        let missing = (plan.everySweep + plan.limits).filter { values[$0] == nil }
        let others = session.store.newest(missing)
        // A limit stands still, so its age says nothing.
        let limits = Set(plan.limits)
        let ageMax = max(plan.interval * 2, .seconds(2))
        return plan.sample(
            takenAt: now, sweep: now - began, energyReadAt: plan.powerKeys.first.flatMap { values[$0]?.at },
            energy: &round.meters[plan.rig, default: EnergyMeter()], written: session.caps.outcome(plan.rig)
        ) { key in
            if let value = values[key] { return value.sampled }
            guard let other = others[key] else { return .absent }
            guard limits.contains(key) || now - other.at <= ageMax else {
                return .failed("its bus is slow: it was last read \(fixed((now - other.at).seconds, decimals: 1)) s ago")
            }
            return other.sampled
        }
    }
}

extension BootInstant {
    /// The next point of a grid that all threads share, so that the processor wakes once for all of them.
    func next(_ interval: Duration) -> BootInstant {
        let step = Swift.max(interval.wholeNanoseconds, 1_000_000)
        return BootInstant(nanoseconds: nanoseconds - nanoseconds % step) + .nanoseconds(step)
    }
}
