import ZoneModel
import ZonePolicy

/// What must hold, looked at after every event.
extension World {
    /// The ceilings that a zone's machines enforce never add up to more than the budget, and each is within what the ledger counts for it.
    func check(_ centre: Centre) {
        integrate(centre)
        var sum: Int64 = 0
        var floors: Int64 = 0
        var allotted: Int64 = 0
        let isUp = centre.process != nil
        if isUp { centre.count(centre.clock.reading(at: now)) }
        for seat in 0..<centre.machines.count - 1 {
            let inForce = inForce(centre, seat)
            sum += inForce.milliwatts
            floors += centre.counts[seat].base.milliwatts
            guard isUp else { continue }
            let counted = centre.counts[seat]
            allotted += max(inForce, counted.base).milliwatts
            if centre.isCounting, inForce > counted.commitment {
                fail(
                    "\(centre.machines[seat].configuration.address) holds \(inForce.watts) W in force, and the ledger counts \(counted.commitment.watts) W",
                    centre)
            }
        }
        centre.inForce = sum
        centre.allotted = allotted
        watchBudget(centre)
        if centre.isOrdered {
            centre.isOrdered = false
            judgeDemand(centre)
        }
        watchFloors(centre, Power(milliwatts: floors))
        let limit = (centre.formerBudgets + centre.formerFloors).reduce(centre.budget) { max($0, $1.1) }
        if sum > limit.milliwatts {
            fail("Σ ceilings in force is \(Double(sum) / 1000) W, above the budget of \(limit.watts) W", centre)
        }
        trace.mix(UInt64(bitPattern: sum))
    }

    /// What is enforced under one name.
    ///
    /// Two machines under it count their leases together. But the floor of a second machine does not count until it has been told that it is another's:
    /// before that nobody can reach it (the theorem's fifth condition), and the time is told apart.
    func inForce(_ centre: Centre, _ seat: Int) -> Power {
        let machine = centre.machines[seat]
        let own = machine.ceiling(at: now)
        // Who carries the name can only be in doubt where a second machine ever came.
        guard let intruder = centre.intruder, centre.contested.contains(seat) else { return own }
        centre.holders[seat] = centre.process?.machineID(at: seat) ?? centre.holders[seat]
        let isHere = intruder.seat == seat && intruder.state != .off
        let holder = centre.holders[seat] ?? machine.machineID
        let isOwn = holder == machine.machineID
        // The name may belong to a second machine that has left, and this one is a third.
        let others = isHere && (holder == intruder.machineID || mayCount(intruder)) ? intruder.ceiling(at: now) : .zero
        return (isOwn || mayCount(machine) ? own : .zero) + others
    }

    /// Of a machine whose name another one carries: a lease counts always, a floor only once it must be zero.
    private func mayCount(_ guest: Machine) -> Bool {
        guest.holdsLease(at: now) || (guest.isAlive && guest.policy.keeper.isFloorWithheld)
    }

    private func watchBudget(_ centre: Centre) {
        if let budget = centre.process?.budget, budget != centre.budget {
            if budget < centre.budget { centre.formerBudgets.append((now + leaseSpan(centre), centre.budget)) }
            trace.note(now, .budget(centre.zone, budget))
            centre.budget = budget
            centre.isOrdered = true
        }
        if !centre.formerBudgets.isEmpty { centre.formerBudgets.removeAll { $0.until < now } }
    }

    /// An emergency may go under the floors, which no message takes from a host that is lost: Σ in force can stand as high as they do, and, once a floor has
    /// fallen, for as long as a lease up to the old floor may live.
    private func watchFloors(_ centre: Centre, _ floors: Power) {
        if !centre.formerFloors.isEmpty { centre.formerFloors.removeAll { $0.until < now } }
        guard floors > centre.budget else { return }
        centre.formerFloors.removeAll { $0.1 <= floors }
        centre.formerFloors.append((now + leaseSpan(centre), floors))
    }

    /// How long a lease may live by the slowest clock.
    func leaseSpan(_ centre: Centre) -> Int64 { Int64(centre.configuration.lease.term.seconds * 1e9 / (1 - plan.rateError)) + 1 }

    /// Time-weighted, of what stood since the last look.
    private func integrate(_ centre: Centre) {
        let elapsed = Double(now - centre.lastAt) / 1e9
        guard elapsed > 0 else { return }
        tally.zoneSeconds += elapsed
        let isExcused = centre.lastAt < centre.excusedUntil
        centre.lastAt = now
        guard !isExcused, plan.climate != .storm else { return }
        guard centre.isSaturated else {
            tally.modestSeconds += elapsed
            return
        }
        let budget = centre.budget.watts
        tally.countedSeconds += elapsed
        tally.budgetWs += budget * elapsed
        tally.allottedWs += min(Double(centre.allotted) / 1000, budget) * elapsed
        tally.usedWs += min(centre.drawnW, budget) * elapsed
    }

    // MARK: Watts

    /// Every two seconds: what is really drawn, against what is allowed. Watts may follow a ceiling with the plant's delay, so they are held
    /// against the largest ceiling of the last while.
    func sample(_ centre: Centre) {
        push(after: 2_000_000_000, .sample(centre.zone))
        var drawn = 0.0
        for machine in centre.machines where machine.state != .off {
            machine.advance(to: now, random: &random)
            let watts = machine.watts
            drawn += watts
            judgeWatts(machine, watts)
        }
        centre.drawnW = drawn
        if plan.isLarge { judgeDemand(centre) }
    }

    /// Whether the hosts want the whole budget, as far as orders inside the zone let them have it: a cap or an emergency of one site leaves watts that nobody may
    /// be given, and their time is told apart.
    func judgeDemand(_ centre: Centre) {
        guard let process = centre.process else { return }
        let wanted = centre.hosts.map { $0.isStreaming ? $0.lastWanted : .zero }
        centre.isSaturated = process.usable(wanted, centre.clock.reading(at: now)) >= centre.budget
    }

    private static let plantDelay: Int64 = 9_000_000_000

    private func judgeWatts(_ machine: Machine, _ watts: Double) {
        let ceiling = machine.ceilings.largest(adding: machine.ceiling(at: now).milliwatts, now: now, span: World.plantDelay)
        guard !machine.isIntruder else { return }
        tally.hostSamples += 1
        let excess = watts - Double(ceiling) / 1000
        guard now >= machine.sensorFailsUntil, now >= machine.unrulyUntil else {
            tally.blindSamples += 1
            return
        }
        guard excess > 0 else { return }
        tally.overSamples += 1
        tally.overWs += excess * 2
        tally.overMaxW = max(tally.overMaxW, excess)
    }

    // MARK: Violations

    func fail(_ what: String, _ centre: Centre) {
        guard violation == nil else { return }
        violation = Violation(at: now, what: what, account: account(of: centre), events: trace.told { self.name(of: $0) })
    }

    private func name(of machine: Int) -> String {
        machines[machine].configuration.address.description + (machines[machine].isIntruder ? " (intruder)" : "")
    }

    private func account(of centre: Centre) -> [String] {
        var lines = [
            "zone \(centre.configuration.zone): budget \(centre.budget.watts) W, collector \(centre.process == nil ? "down" : "up")"
        ]
        let local = centre.clock.reading(at: now)
        for machine in centre.machines where machine.state != .off {
            let counted = centre.process?.authority.counted(at: machine.seat, now: local)
            let lease = machine.policy.keeper.lease
            let remaining = lease.map { ($0.endsAt - machine.bootClock.reading(at: now)).seconds }
            lines.append(
                "  \(name(of: machine.index)) \(machine.state): in force \(machine.ceiling(at: now).watts) W, floor \(machine.configuration.floor.watts) W, "
                    + "lease \(lease.map { "\($0.grant) of \($0.quota.watts) W" } ?? "none")\(remaining.map { ", \($0) s left" } ?? ""), "
                    + "counted \(counted.map { "\($0.commitment.watts)" } ?? "?") W, draws \(machine.watts) W, "
                    + "wants \(machine.lastWanted.watts) W, clock rate \(machine.bootClock.rate)"
            )
        }
        return lines
    }
}

/// A broken rule, with everything that a person needs to see why.
public struct Violation: Sendable, Equatable {
    /// Nanoseconds since the world began.
    public var at: Int64
    public var what: String
    /// Who holds what, and what is counted.
    public var account: [String]
    /// The last events before it.
    public var events: [String]
}
