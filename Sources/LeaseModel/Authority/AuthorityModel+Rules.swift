import ZoneModel
import ZonePolicy

// What must never be, and what a state is.
extension AuthorityModel {
    /// What the protocol answers for: a machine that no collector has heard of is beyond it.
    func drawn(_ agent: Agent) -> Power {
        guard agent.isHeardOf else { return .zero }
        let ceiling = agent.policy.ceiling(now: agent.now)
        return agent.isStuck && agent.isToldStuck ? max(ceiling, setting.nameplate) : ceiling
    }

    func allowed(in state: AuthorityState) -> Power {
        // An emergency under the floors does not reach a host that is cut off.
        let floors = setting.emergency == nil ? Power.zero : setting.floors[0] + setting.floors[1]
        return state.olderBudgets.reduce(max(floors, state.authority.budget)) { max($0, $1.budget) }
    }

    func violation(in state: AuthorityState) -> String? {
        var sum = Power.zero
        for i in 0..<2 {
            let drawn = state.machines.filter { Int($0.host) == i }.map(drawn).total()
            let commitment = state.authority.commitment(of: addresses[i], now: state.now)
            // A lost ledger counts nothing of what it has forgotten; the quarantine gives nothing of it away.
            if drawn > commitment, state.authority.quarantineEnd == nil {
                return "host \(addresses[i].host) may draw \(drawn.watts) W, and the ledger counts \(commitment.watts) W for it"
            }
            sum += drawn
        }
        for agent in state.machines {
            guard let promise = agent.promise, agent.policy.keeper.floor(now: agent.now) > promise.ceiling else { continue }
            return
                "host \(addresses[Int(agent.host)].host) was told of an emergency that leaves it \(promise.ceiling.watts) W without a lease, "
                + "and would draw \(agent.policy.keeper.floor(now: agent.now).watts) W before its end"
        }
        // Watts over a ceiling are withheld from the others as soon as they are known; what was granted before they were stays.
        guard !setting.canBeStuck else { return nil }
        if sum > allowed(in: state) {
            return "the ceilings in force add up to \(sum.watts) W, above the budget of \(allowed(in: state).watts) W"
        }
        return nil
    }

    func describe(_ state: AuthorityState, into form: inout CanonicalForm) {
        form.put(state.rates.collector.rawValue * 9 + state.rates.agents[0].rawValue * 3 + state.rates.agents[1].rawValue)
        form.put(Int64(state.timed))
        form.put(Int64(state.orders) | Int64(state.crashes) << 8 | Int64(state.diskFailures) << 16)
        form.put(Int64(bitPattern: state.open))
        for agent in state.machines { describe(agent, into: &form) }
        state.authority.describe(now: state.now) { form.put($0) }
        for older in state.olderBudgets {
            form.put(older.budget.milliwatts)
            form.put((older.until - state.now).wholeNanoseconds)
        }
        form.put(-2)
        for letter in state.net {
            form.put(Int64(letter.host) | Int64(letter.boot) << 8 | (letter.isApplied ? 1 << 16 : 0) | Int64(letter.grant.nonce.low) << 24)
            form.put(Int64(truncatingIfNeeded: letter.grant.epoch << 32 | letter.grant.generation))
            form.put(letter.grant.quota.milliwatts | Int64(setting.canBeStuck ? letter.asksBefore : 0) << 48)
            form.put(letter.grant.lease.wholeNanoseconds)
            form.put(letter.grant.nextQuota?.milliwatts ?? -1)
            form.put(letter.grant.nextIn?.wholeNanoseconds ?? -1)
            form.put(letter.grant.emergency?.milliwatts ?? -1)
            form.put(letter.grant.emergencyFor?.wholeNanoseconds ?? -1)
        }
        // The disk matters only if it will be read.
        guard Int(state.crashes) < setting.crashesMax else { return }
        for batch in state.queue {
            form.put(batch.records.count)
            for record in batch.records { describe(record, into: &form) }
        }
        describe(state.image, into: &form)
        if let copy = state.copy { describe(copy, into: &form) }
    }

    private func describe(_ agent: Agent, into form: inout CanonicalForm) {
        form.put(Int64(agent.boot) | Int64(agent.connection ?? 255) << 8 | Int64(agent.connections) << 16)
        form.put(Int64(truncatingIfNeeded: agent.remembered.epoch << 32 | agent.remembered.generation))
        form.put(agent.floor.milliwatts)
        let flags = [agent.isHeardOf, agent.isStuck, agent.wasStuck, agent.isToldStuck]
        form.put(flags.reduce(0) { $0 << 1 | ($1 ? 1 : 0) })
        form.put(agent.promise?.ceiling.milliwatts ?? -1)
        form.put(agent.promise.map { ($0.until - agent.now).wholeNanoseconds } ?? -1)
        form.put(agent.storedEmergency?.ceiling.milliwatts ?? -1)
        form.put(agent.storedEmergency.map { max(($0.endsAt - agent.now).wholeNanoseconds, 0) } ?? -1)
        for letter in agent.heartbeats {
            form.put(Int64(letter.connection) << 8 | Int64(letter.boot) << 1 | (letter.isHeard ? 1 : 0) | (letter.isOver ? 1 << 16 : 0))
        }
        form.put(-4)
        agent.policy.describe(now: agent.now) { form.put($0) }
    }

    private func describe(_ image: LedgerImage, into form: inout CanonicalForm) {
        form.put(Int64(image.status.rawValue.utf8.first ?? 0))
        form.put(Int64(truncatingIfNeeded: image.epoch << 32 | image.settledEpoch))
        for entry in image.entries { describe(.granted(entry), into: &form) }
        for address in addresses {
            form.put(Int64(truncatingIfNeeded: (image.issued[address]?.epoch ?? 0) << 32 | (image.issued[address]?.generation ?? 0)))
            form.put((image.machines[address]?.utf8.last).map(Int64.init) ?? -1)
            form.put(image.floors[address]?.milliwatts ?? -1)
            form.put(image.uncontrolled[address]?.milliwatts ?? -1)
        }
        form.put(image.zoneQuota?.quota?.milliwatts ?? -1)
    }

    private func describe(_ record: LedgerRecord, into form: inout CanonicalForm) {
        switch record {
        case .granted(let entry):
            form.put(Int64(entry.bootID.text.utf8.reduce(0) { $0 << 8 | Int($1) }))
            form.put(Int64(truncatingIfNeeded: entry.grant.epoch << 32 | entry.grant.generation))
            form.put(entry.quota.milliwatts)
            form.put(entry.hold.wholeNanoseconds)
        default: form.put(record.hashValue)
        }
    }
}
