import ZoneModel
import ZonePolicy

/// The agent's connection: when to connect, when to give up, what an answer means. The manners are the uplink's.
extension World {
    private static let silenceMax: Int64 = 6_000_000_000
    private static let greetingMax: Int64 = 5_000_000_000

    func connect(_ machine: Machine, _ life: Int) {
        guard machine.life == life, machine.isAlive, machine.connection == nil else { return }
        guard machine.state == .running else {
            queue.push(machine.lateUntil, .connect(machine.index, life: life))
            return
        }
        let centre = centres[machine.zone]
        guard centre.process != nil, !isCut(machine) else {
            wait(machine, isLong: false)
            return
        }
        let connection = owners.count
        owners.append(machine.index)
        machine.connection = connection
        machine.isStreaming = false
        machine.greetingSince = now
        machine.assembler.reset()
        machine.lastHeard = now
        machine.isPinged = false
        let newest = plan.ablation == .noGenerationCheck ? machine.lastTrueGrant : machine.policy.keeper.newest
        let configuration = machine.policy.announced
        let hello = Hello(
            protocolVersion: 1, hostClass: configuration.hostClass, mode: configuration.mode, machineID: machine.machineID,
            bootID: machine.bootID, agentVersion: Release.version, nameplate: configuration.nameplate, floor: machine.policy.floorTold,
            spoolID: "s", nextSeq: 1, lastEpoch: newest.epoch, lastGeneration: newest.generation,
            scheduleID: machine.policy.keeper.schedule?.id, simulated: true)
        carryUp(machine, .toCollector(machine.index, connection: connection, .hello(hello)))
    }

    /// Back-off: doubling up to half a minute, each time a random half of it.
    private func wait(_ machine: Machine, isLong: Bool) {
        machine.failures = min(machine.failures + 1, 30)
        let seconds = isLong ? 30 : min(0.5 * Double(1 << min(machine.failures - 1, 6)), 30)
        push(after: Int64(seconds * random.real(0.5...1) * 1e9), .connect(machine.index, life: machine.life))
    }

    private func drop(_ machine: Machine, isLong: Bool = false) {
        if machine.isStreaming, now - machine.greetingSince > 30_000_000_000 { machine.failures = 0 }
        machine.connection = nil
        machine.isStreaming = false
        wait(machine, isLong: isLong)
    }

    /// On every tick.
    func watchLink(_ machine: Machine) {
        guard let connection = machine.connection else { return }
        let limit = machine.isStreaming ? World.silenceMax : World.greetingMax
        let silence = now - machine.lastHeard
        if silence >= limit {
            carryUp(machine, .closedAtCollector(zone: machine.zone, connection: connection))
            drop(machine)
        } else if machine.isStreaming, silence >= World.silenceMax / 2, !machine.isPinged {
            machine.isPinged = true
            carryUp(machine, .toCollector(machine.index, connection: connection, .ping(Ping(id: 1))))
        }
    }

    func agentSeesClosed(_ machine: Machine, _ connection: Int) {
        guard machine.isAlive, machine.connection == connection else { return }
        drop(machine)
    }

    func agentHears(_ machine: Machine, _ connection: Int, _ body: LineBody) {
        guard machine.isAlive, machine.connection == connection, !deadConnections.contains(connection) else { return }
        guard machine.state == .running else {
            queue.push(machine.lateUntil, .toAgent(machine.index, connection: connection, body))
            return
        }
        machine.lastHeard = now
        machine.isPinged = false
        let local = machine.bootClock.reading(at: now)
        switch body {
        case .welcome(let line):
            guard !machine.isStreaming else { return }
            machine.isStreaming = true
            machine.isJudged = true
            machine.heartbeat = min(max(line.heartbeatInterval, .milliseconds(200)), .seconds(5))
            obey(machine, machine.policy.onWelcomed(now: local))
            if !machine.isBeating {
                machine.isBeating = true
                beat(machine, machine.life)
            }
        case .floor(let line): if machine.isStreaming { take(machine, line, local) }
        case .quota(let line): if machine.isStreaming { take(machine, line, local) }
        case .error(let line):
            guard World.refusals.contains(line.code) else { return }
            machine.isJudged = true
            trace.note(now, .refused(machine.index))
            obey(machine, machine.policy.onIdentityRefused(isDuplicate: line.code == "duplicate_host", now: local))
            drop(machine, isLong: true)
        default: break
        }
    }

    private func take(_ machine: Machine, _ line: QuotaGrant, _ local: BootInstant) {
        let before = machine.policy.keeper.lease?.grant
        obey(machine, machine.policy.onGrant(distorted(machine, line, local), now: local))
        guard let lease = machine.policy.keeper.lease, lease.grant != before else { return }
        machine.lastTrueGrant = GrantID(epoch: line.epoch, generation: line.generation)
        tally.grantsAccepted += 1
        trace.note(now, .accepted(machine.index, line.generation, line.quota))
    }

    private static let refusals: Set<String> = ["unknown_host", "wrong_zone", "wrong_address", "protocol", "duplicate_host", "replaced"]
}
