import ZoneModel
import ZonePolicy

// What happens, and what the shells on both sides do about it.
extension AuthorityModel {
    func beat(_ state: inout AuthorityState) {
        for i in state.machines.indices {
            state.machines[i].now += state.rates.agents[Int(state.machines[i].host)].advance
            tick(i, &state)
        }
        state.now += state.rates.collector.advance
        obey(state.authority.onTick(now: state.now), &state)
        let now = state.now
        state.olderBudgets.removeAll { $0.until <= now }
    }

    /// The host's policy has its turn: what it has to say is in the net at once, and arrives when it arrives.
    func tick(_ i: Int, _ state: inout AuthorityState) {
        let snapshot = Snapshot(
            at: state.machines[i].now, wall: WallInstant(milliseconds: 0), clock: ClockQuality(isSynchronised: false), rigs: [], workers: [])
        obey(state.machines[i].policy.onTick(snapshot), of: i, &state)
    }

    func connect(_ i: Int, _ state: inout AuthorityState) {
        let agent = state.machines[i]
        let connection = agent.connections
        state.machines[i].connections += 1
        state.machines[i].connection = connection
        state.machines[i].isHeardOf = true
        let told = agent.policy.announced
        let newest = agent.policy.keeper.newest
        let hello = Hello(
            protocolVersion: 1, hostClass: .mining, mode: told.mode, machineID: machineIDs[i], bootID: boots[i][Int(agent.boot)],
            agentVersion: "model", nameplate: setting.nameplate, floor: told.floor, spoolID: "s", nextSeq: 1, lastEpoch: newest.epoch,
            lastGeneration: newest.generation)
        obey(
            state.authority.onHello(hello, from: addresses[Int(agent.host)], connection: i << 4 | Int(connection), now: state.now), &state)
    }

    func ask(_ i: Int, _ state: inout AuthorityState) {
        guard let connection = state.machines[i].connection else { return }
        let nonce = nonce(i, state.machines[i].heartbeats.count)
        state.machines[i].heartbeats.append(HeartbeatLetter(boot: state.machines[i].boot, connection: connection, isOver: state.machines[i].isStuck))
        _ = state.machines[i].policy.onHeartbeatDue(nonce: nonce, now: state.machines[i].now)
    }

    private func nonce(_ i: Int, _ number: Int) -> Nonce { Nonce(high: 0, low: UInt64(i << 8 | number)) }

    func hear(_ i: Int, _ number: Int, _ want: Power, _ state: inout AuthorityState) {
        let letter = state.machines[i].heartbeats[number]
        state.machines[i].heartbeats[number].isHeard = true
        // What it draws, as far as it matters: nothing, or all that it can.
        let power = letter.isOver ? setting.nameplate : .zero
        if letter.isOver, state.machines[i].isStuck { state.machines[i].isToldStuck = true }
        let heartbeat = Heartbeat(
            nonce: nonce(i, number), power: power, powerMax: power, powerSource: .measured, wanted: want, epoch: 0, generation: 0)
        let address = addresses[Int(state.machines[i].host)]
        obey(state.authority.onHeartbeat(heartbeat, from: address, connection: i << 4 | Int(letter.connection), now: state.now), &state)
    }

    func deliver(_ index: Int, _ state: inout AuthorityState) {
        let letter = state.net[index]
        let i = Int(letter.host)
        obey(state.machines[i].policy.onGrant(letter.grant, now: state.machines[i].now), of: i, &state)
        tick(i, &state)
    }

    /// The shell of a host.
    func obey(_ directives: [HostDirective], of i: Int, _ state: inout AuthorityState) {
        for directive in directives {
            switch directive {
            case .send(.applied(let line)):
                guard !state.machines[i].isStuck else { continue }
                let grant = GrantID(epoch: line.epoch, generation: line.generation)
                for index in state.net.indices where Int(state.net[index].host) == i && state.net[index].grant.id == grant {
                    state.net[index].isApplied = true
                    state.net[index].asksBefore = UInt8(state.machines[i].heartbeats.count)
                }
            case .remember(let grant): state.machines[i].remembered = grant
            default: break
            }
        }
    }

    func reload(_ i: Int, _ state: inout AuthorityState) {
        let host = Int(state.machines[i].host)
        guard let floor = setting.laterFloors?[host] else { return }
        state.machines[i].floor = floor
        // It tells the collector by a new hello.
        state.machines[i].connection = nil
        obey(state.machines[i].policy.onConfiguration(hostConfiguration(host, floor: floor), now: state.machines[i].now), of: i, &state)
    }

    /// On whatever connection of that boot is open.
    func hearApplied(_ letter: Letter, _ state: inout AuthorityState) {
        let i = Int(letter.host)
        let applied = Applied(
            bootID: boots[i][Int(letter.boot)], epoch: letter.grant.epoch, generation: letter.grant.generation, powerMax: .zero,
            elapsed: .zero)
        let address = addresses[Int(state.machines[i].host)]
        for connection in (0..<16).reversed() where state.open & 1 << UInt64(i << 4 | connection) != 0 {
            obey(state.authority.onApplied(applied, from: address, connection: i << 4 | connection, now: state.now), &state)
            return
        }
    }

    func restart(_ i: Int, _ state: inout AuthorityState) {
        let agent = state.machines[i]
        state.machines[i].boot += 1
        state.machines[i].connection = nil
        state.machines[i].isStuck = false
        state.machines[i].isToldStuck = false
        state.machines[i].policy = policy(i, floor: agent.floor, boot: agent.boot + 1, newest: agent.remembered, now: agent.now)
        tick(i, &state)
    }

    func crash(_ state: inout AuthorityState) {
        let isLater = setting.laterTermBeats != nil || setting.laterFloors != nil
        let configuration = setting.configuration(later: isLater, zone: zone, addresses: addresses)
        state.crashes += 1
        state.queue = []
        state.open = 0
        for i in state.machines.indices {
            state.machines[i].connection = nil
            state.machines[i].isToldStuck = false
        }
        guard let authority = try? ZoneAuthority(configuration: configuration, image: state.image, now: state.now) else { return }
        state.image.status = .whole
        state.authority = authority
        // K starts anew for every entry, so for every older budget.
        let until = state.now + longestHold
        for index in state.olderBudgets.indices { state.olderBudgets[index].until = until }
        obey(state.authority.onStart(now: state.now), &state)
    }

    func order(_ state: inout AuthorityState) {
        let quota = setting.orders[Int(state.orders)]
        state.orders += 1
        let request = QuotaRequest(target: zone.text, quotaW: quota.watts, reason: "peak", order: nil, dryRun: false)
        let (_, directives) = state.authority.onQuotaRequest(request, uid: 0, now: state.now, wall: WallInstant(milliseconds: 0))
        obey(directives, &state)
    }

    /// The shell of the collector, and what the wire does with its lines.
    func obey(_ directives: [ZoneDirective], _ state: inout AuthorityState) {
        for directive in directives {
            switch directive {
            case .persist(let batch, let records): state.queue.append(.init(id: batch, records: records))
            case .send(let connection, .quota(let grant)):
                let i = connection >> 4
                let boot = state.machines[i].heartbeats[Int(grant.nonce.low & 255)].boot
                state.net.append(Letter(host: UInt8(i), boot: boot, grant: grant))
            case .welcome(let connection, _, _, _, _, _): welcome(connection, &state)
            case .close(let connection, let error): close(connection, error, &state)
            case .send, .sendParent, .sendSchedule, .event: break
            }
        }
        guard !setting.isDiskSlow, !state.queue.isEmpty else { return }
        let batch = state.queue.removeFirst()
        for record in batch.records { state.image.apply(record) }
        obey(state.authority.onPersisted(batch.id, now: state.now), &state)
    }

    private func welcome(_ connection: Int, _ state: inout AuthorityState) {
        state.open |= 1 << UInt64(connection)
        let i = connection >> 4
        obey(state.machines[i].policy.onWelcomed(now: state.machines[i].now), of: i, &state)
    }

    private func close(_ connection: Int, _ error: ErrorLine, _ state: inout AuthorityState) {
        state.open &= ~(1 << UInt64(connection))
        let i = connection >> 4
        guard state.machines[i].connection == UInt8(connection & 15) else { return }
        state.machines[i].connection = nil
        guard error.code == "duplicate_host" else { return }
        obey(state.machines[i].policy.onIdentityRefused(isDuplicate: true, now: state.machines[i].now), of: i, &state)
    }
}
