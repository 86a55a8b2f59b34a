import ZoneModel
import ZonePolicy

/// Rules that are left out on purpose, around the production code: the simulation must find what breaks.
extension World {
    /// What the agent's keeper is given for a grant.
    func distorted(_ machine: Machine, _ line: QuotaGrant, _ local: BootInstant) -> QuotaGrant {
        switch plan.ablation {
        case .leaseFromArrival:
            // The nonce counts from now, as if the heartbeat had been sent when the answer came.
            _ = machine.policy.onHeartbeatDue(nonce: line.nonce, now: local)
            return line
        case .noGenerationCheck:
            // Every grant looks newer than all before it.
            var renamed = line
            let newest = machine.policy.keeper.newest
            renamed.epoch = max(newest.epoch, line.epoch)
            renamed.generation = newest.generation + 1
            machine.renamed[renamed.generation] = GrantID(epoch: line.epoch, generation: line.generation)
            return renamed
        default: return line
        }
    }

    /// What the collector is told: under its own names for its grants.
    func restored(_ machine: Machine, _ body: LineBody) -> LineBody {
        guard plan.ablation == .noGenerationCheck, case .applied(var line) = body, let grant = machine.renamed[line.generation] else {
            return body
        }
        (line.epoch, line.generation) = (grant.epoch, grant.generation)
        return .applied(line)
    }

    func trueGrant(_ machine: Machine, _ grant: GrantID) -> GrantID { plan.ablation == .noGenerationCheck ? .none : grant }

    /// The nonces of the run before are known to the new one, the newest grant is not.
    func reviveNonces(_ machine: Machine) {
        machine.policy = HostPolicy(
            configuration: machine.configuration, bootID: machine.bootID, newest: .none, schedule: machine.disk.schedule,
            seed: random.next(), now: machine.bootClock.reading(at: now))
        _ = machine.policy.onTick(machine.snapshot(at: now, random: &random))
        machine.changed()
        for (nonce, at) in machine.nonces { _ = machine.policy.onHeartbeatDue(nonce: nonce, now: at) }
    }

    /// The higher grant is taken for applied as soon as it is sent.
    func free(_ centre: Centre, _ machine: Machine, _ connection: Int, _ line: QuotaGrant) {
        let applied = Applied(bootID: machine.bootID, epoch: line.epoch, generation: line.generation, powerMax: .zero, elapsed: .zero)
        let address = machine.configuration.address
        tell(centre) { $0.onApplied(applied, from: address, connection: connection, now: $1) }
    }
}
