import ZoneModel
import ZonePolicy

/// The agent's shell: ticks, heartbeats, lines, the worker's orders, the memory.
extension World {
    func tick(_ machine: Machine, _ life: Int) {
        guard machine.life == life, machine.isAlive else { return }
        guard machine.state == .running else {
            queue.push(machine.lateUntil, .tick(machine.index, life: life))
            return
        }
        machine.advance(to: now, random: &random)
        obey(machine, machine.policy.onTick(machine.snapshot(at: now, random: &random)))
        let local = machine.bootClock.reading(at: now)
        push(after: machine.bootClock.trueSpan(of: Machine.untilNextTick(&machine.policy, local)), .tick(machine.index, life: life))
        watchLink(machine)
    }

    func beat(_ machine: Machine, _ life: Int) {
        guard machine.life == life, machine.isAlive else { return }
        guard machine.state == .running else {
            queue.push(machine.lateUntil, .beat(machine.index, life: life))
            return
        }
        push(after: machine.bootClock.trueSpan(of: machine.heartbeat), .beat(machine.index, life: life))
        beatNow(machine)
    }

    private func beatNow(_ machine: Machine) {
        guard machine.isStreaming else { return }
        obey(machine, heartbeat(machine, Nonce(high: random.next(), low: random.next())))
    }

    /// Under an ablation the machine breaks a rule of heartbeats.
    private func heartbeat(_ machine: Machine, _ nonce: Nonce) -> [HostDirective] {
        let local = machine.bootClock.reading(at: now)
        guard let ablation = plan.ablation else { return machine.policy.onHeartbeatDue(nonce: nonce, now: local) }
        if ablation == .leaseFromArrival {
            // The keeper remembers another nonce than the line carries; the line's own is told to it when the grant arrives.
            let directives = machine.policy.onHeartbeatDue(nonce: Nonce(high: 0, low: random.next()), now: local)
            return directives.map { directive in
                guard case .send(.heartbeat(var line)) = directive else { return directive }
                line.nonce = nonce
                return .send(.heartbeat(line))
            }
        }
        if ablation == .nonceSurvivesRestart {
            machine.nonces.append((nonce, local))
            if machine.nonces.count > 32 { machine.nonces.removeFirst() }
        }
        return machine.policy.onHeartbeatDue(nonce: nonce, now: local)
    }

    // MARK: Obedience

    func obey(_ machine: Machine, _ directives: [HostDirective]) {
        machine.changed()
        guard !directives.isEmpty else { return }
        var hasOrders = false
        for directive in directives {
            switch directive {
            case .setDuty(let name, let duty):
                if let i = machine.rigs.firstIndex(where: { $0.name == name }) { machine.orders[i] = duty }
                hasOrders = true
            case .setDeadline(let deadline, let fallback):
                machine.deadline = deadline
                for i in machine.rigs.indices {
                    machine.fallback[i] = fallback.first { $0.rig == machine.rigs[i].name }?.duty ?? .zero
                }
                hasOrders = true
            // No rig of this world is capped.
            case .setCap: break
            // A sensor of this world is read at every tick.
            case .readAgain: break
            case .send(let body): send(from: machine, body)
            case .heartbeatNow: beatNow(machine)
            case .record: tally.records += 1
            case .happened(let event): trace.note(now, .said(machine.index, event.kind))
            case .remember(let grant): remember(machine, grant)
            case .rememberHold(let hold): store(machine, .hold(hold))
            case .rememberMaintenance(let rigs): store(machine, .maintenance(rigs))
            case .storeSchedule(let schedule): store(machine, .schedule(schedule))
            case .storeEmergency(let cut): store(machine, .emergency(cut))
            case .storeFloor(let floor): store(machine, .floor(floor))
            case .introduce: introduce(machine)
            }
        }
        if hasOrders { machine.obeyOrders(at: now, random: &random) }
    }

    private func send(from machine: Machine, _ body: LineBody) {
        guard machine.isStreaming, let connection = machine.connection else { return }
        if case .heartbeat(let line) = body { machine.lastWanted = line.wanted }
        carryUp(machine, .toCollector(machine.index, connection: connection, restored(machine, body)))
    }

    // MARK: The memory

    private func remember(_ machine: Machine, _ grant: GrantID) { store(machine, .grant(trueGrant(machine, grant))) }

    /// One file, replaced whole: what was given last is what it will say.
    private func store(_ machine: Machine, _ item: AgentDisk.Item) {
        machine.disk.pending.append(item)
        guard !machine.disk.isWriting else { return }
        machine.disk.isWriting = true
        push(after: random.whole(2_000_000...40_000_000), .remembered(machine.index, life: machine.life))
    }

    func remembered(_ machine: Machine, _ life: Int) {
        guard machine.life == life, machine.isAlive else { return }
        guard now >= machine.disk.failsUntil else {
            tally.faults[.memoryWriteFailed] += 1
            push(after: 5_000_000_000, .remembered(machine.index, life: life))
            for case .schedule(let schedule) in machine.disk.pending {
                obey(machine, machine.policy.onScheduleStoreFailed(id: schedule.id, reason: "simulated"))
            }
            return
        }
        let items = machine.disk.store()
        let local = machine.bootClock.reading(at: now)
        for case .schedule(let schedule) in items { obey(machine, machine.policy.onScheduleStored(id: schedule.id, now: local)) }
        for case .floor(let floor) in items { obey(machine, machine.policy.onFloorStored(floor, now: local)) }
    }

    // MARK: The process

    /// - Parameter isReboot: the machine itself started anew, and its boot clock with it.
    func startAgent(_ machine: Machine, isReboot: Bool) {
        guard machine.state == .down || machine.state == .off else { return }
        if isReboot {
            machine.bootClock = SimulatedBootClock(reading: random.whole(5_000_000_000...40_000_000_000), at: now, rate: drawnRate())
        }
        machine.advance(to: now, random: &random)
        machine.life += 1
        machine.bootID = Machine.bootID(machine.index, machine.life)
        machine.state = .running
        machine.isJudged = false
        machine.deadline = nil
        machine.isPastDeadline = false
        machine.disk.forget()
        machine.assembler.reset()
        machine.failures = 0
        for i in machine.orders.indices { (machine.orders[i], machine.fallback[i]) = (.zero, .zero) }
        machine.startedAt = now
        let local = machine.bootClock.reading(at: now)
        machine.policy = HostPolicy(
            configuration: machine.configuration, bootID: machine.bootID, newest: machine.disk.grant, orders: machine.disk.orders,
            schedule: machine.disk.schedule,
            emergency: machine.disk.emergency?.resumed(isSameBoot: !isReboot, wall: machine.wallReading(at: now), now: local),
            storedFloor: machine.disk.floor ?? .zero,
            seed: random.next(), now: local)
        machine.changed()
        trace.note(now, .agentStarted(machine.index, machine.disk.grant))
        push(after: 0, .tick(machine.index, life: machine.life))
        push(after: random.whole(1_000_000...300_000_000), .connect(machine.index, life: machine.life))
        machine.isBeating = false
        if plan.ablation == .nonceSurvivesRestart { reviveNonces(machine) }
    }

    /// The process ends at once; its worker with it.
    func killAgent(_ machine: Machine, isPowerLoss: Bool) {
        guard machine.isAlive else { return }
        machine.advance(to: now, random: &random)
        machine.state = .down
        machine.obeyOrders(at: now, random: &random)
        trace.note(now, .agentStopped(machine.index))
        if let connection = machine.connection, !isPowerLoss, random.chance(0.8) {
            carryUp(machine, .closedAtCollector(zone: machine.zone, connection: connection))
        }
        machine.connection = nil
        machine.isStreaming = false
        // The grant's memory may be lost: nonces are of one run, so an old grant cannot come back.
        if !machine.disk.pending.isEmpty || random.chance(0.1) {
            tally.faults[.memoryLost] += 1
            if random.chance(0.5) { (machine.disk.grant, machine.disk.floor) = (.none, nil) }
        }
    }

    func hangEnds(_ machine: Machine, _ life: Int) {
        guard machine.life == life, machine.state == .hanging else { return }
        machine.state = .running
    }
}
