import ZoneModel
import ZonePolicy

// What happens, and what the shells on both sides do about it.
extension AuthorityModel {
    func beat(_ state: inout AuthorityState) {
        for i in state.machines.indices {
            let now = state.machines[i].machine.now + state.rates.agents[Int(state.machines[i].host)].advance
            state.machines[i].machine.now = now
            _ = state.machines[i].machine.keeper.onTick(now: now)
        }
        state.now += state.rates.collector.advance
        obey(state.authority.onTick(now: state.now), &state)
        let now = state.now
        state.olderBudgets.removeAll { $0.until <= now }
    }

    func connect(_ i: Int, _ state: inout AuthorityState) {
        let agent = state.machines[i]
        let connection = agent.connections
        state.machines[i].connections += 1
        state.machines[i].connection = connection
        state.machines[i].isHeardOf = true
        let newest = agent.machine.keeper.newest
        let hello = Hello(
            protocolVersion: 1, hostClass: .mining, mode: .enforce, machineID: machineIDs[i], bootID: boots[i][Int(agent.machine.boot)],
            agentVersion: "model", nameplate: setting.nameplate, floor: agent.floor, spoolID: "s", nextSeq: 1, lastEpoch: newest.epoch,
            lastGeneration: newest.generation)
        obey(
            state.authority.onHello(hello, from: addresses[Int(agent.host)], connection: i << 4 | Int(connection), now: state.now), &state)
    }

    func ask(_ i: Int, _ state: inout AuthorityState) {
        guard let connection = state.machines[i].connection else { return }
        let nonce = state.machines[i].machine.nonces
        state.machines[i].machine.nonces += 1
        state.machines[i].machine.bootOfNonce |= UInt32(state.machines[i].machine.boot) << (2 * UInt32(nonce))
        state.machines[i].heartbeats.append(HeartbeatLetter(connection: connection))
        state.machines[i].machine.keeper.onHeartbeat(
            Nonce(high: 0, low: UInt64(i) << 8 | UInt64(nonce)), sentAt: state.machines[i].machine.now)
    }

    func hear(_ i: Int, _ nonce: Int, _ want: Power, _ state: inout AuthorityState) {
        let letter = state.machines[i].heartbeats[nonce]
        state.machines[i].heartbeats[nonce].isHeard = true
        // What it draws, as far as it matters: nothing, or all that it can.
        let power = state.machines[i].isStuck ? setting.nameplate : .zero
        if state.machines[i].isStuck { state.machines[i].isToldStuck = true }
        let heartbeat = Heartbeat(
            nonce: Nonce(high: 0, low: UInt64(i) << 8 | UInt64(nonce)), power: power, powerMax: power, powerSource: .measured, wanted: want,
            epoch: 0, generation: 0)
        let address = addresses[Int(state.machines[i].host)]
        obey(state.authority.onHeartbeat(heartbeat, from: address, connection: i << 4 | Int(letter.connection), now: state.now), &state)
    }

    func deliver(_ letter: Letter, _ state: inout AuthorityState) {
        let i = Int(letter.host)
        _ = state.machines[i].machine.keeper.onGrant(letter.grant, now: state.machines[i].machine.now)
        let newest = state.machines[i].machine.keeper.newest
        if newest.epoch != state.machines[i].machine.remembered.epoch { state.machines[i].machine.remembered = newest }
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
        state.machines[i].machine.boot += 1
        state.machines[i].connection = nil
        state.machines[i].isRefused = false
        state.machines[i].isHeardOf = state.machines[i].isHeardOf && i < 2
        state.machines[i].machine.keeper = LeaseKeeper(
            newest: state.machines[i].machine.remembered, floor: state.machines[i].floor, rampDown: .zero, jitterFraction: 0)
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
                let boot = state.machines[i].machine.boot(ofNonce: UInt8(grant.nonce.low & 255))
                state.net.append(Letter(host: UInt8(i), boot: boot, grant: grant))
            case .welcome(let connection, _, _, _, _, _): welcome(connection, &state)
            case .close(let connection, let error): close(connection, error, &state)
            case .send, .event: break
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
        guard state.machines[i].isRefused else { return }
        state.machines[i].isRefused = false
        state.machines[i].machine.keeper.floor = state.machines[i].floor
    }

    private func close(_ connection: Int, _ error: ErrorLine, _ state: inout AuthorityState) {
        state.open &= ~(1 << UInt64(connection))
        let i = connection >> 4
        guard state.machines[i].connection == UInt8(connection & 15) else { return }
        state.machines[i].connection = nil
        guard error.code == "duplicate_host" else { return }
        state.machines[i].isRefused = true
        state.machines[i].machine.keeper.surrender()
        state.machines[i].machine.keeper.floor = .zero
    }
}

extension Machine {
    /// The boot that drew the nonce of that number.
    func boot(ofNonce number: UInt8) -> UInt8 { UInt8(bootOfNonce >> (2 * UInt32(number)) & 3) }
}
