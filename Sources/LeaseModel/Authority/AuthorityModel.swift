import ZoneModel
import ZonePolicy

enum AuthorityAction: Sendable {
    case beat
    /// A machine connects: its hello reaches the collector.
    case connect(machine: UInt8)
    /// It sends a heartbeat.
    case ask(machine: UInt8)
    case hear(machine: UInt8, nonce: UInt8, want: UInt8)
    case deliver(letter: UInt8)
    /// The host's word that it is under that quota arrives.
    case hearApplied(letter: UInt8)
    /// The disk has the oldest batch.
    case written
    case notWritten
    case restart(machine: UInt8)
    /// The collector crashes; the last batches that it handed to the disk are there, or not.
    case crash(isQueueKept: Bool)
    case loseLedger
    case copyLedger
    case restoreLedger
    case order
    /// The host's own configuration is reloaded with the later floor.
    case reload(machine: UInt8)
    case stick(machine: UInt8)
}

/// Two or three machines and the whole `ZoneAuthority`: what is around the ledger is checked too.
struct AuthorityModel: Model {
    let setting: AuthoritySetting
    let zone: Name
    let addresses: [HostAddress]
    let boots: [[BootID]]
    let machineIDs = ["ma", "mb", "mc"]
    let longestHold: Duration

    init?(_ setting: AuthoritySetting) {
        self.setting = setting
        guard let zone = Name("z"), let site = Name("s"), let a = Name("a"), let b = Name("b") else { return nil }
        self.zone = zone
        addresses = [HostAddress(zone: zone, site: site, host: a), HostAddress(zone: zone, site: site, host: b)]
        longestHold = [false, true]
            .map { setting.configuration(later: $0, zone: zone, addresses: []).lease.hold }
            .reduce(.milliseconds(12_500), max)
        boots = ["a", "b", "c"].map { machine in (0..<4).compactMap { BootID("\(machine)\($0)") } }
    }

    var name: String { setting.name }
    var purpose: String { setting.purpose }

    func starts() -> [AuthorityState] { setting.rates.compactMap(start) }

    /// A settled collector that has granted nothing yet and knows its machines.
    private func start(_ rates: Rates) -> AuthorityState? {
        var image = LedgerImage(status: .whole)
        image.apply(.epoch(1))
        image.apply(.epochSettled(1))
        for i in 0..<2 {
            image.apply(.machine(addresses[i], machineID: machineIDs[i]))
            image.apply(.floor(addresses[i], setting.floors[i]))
        }
        let now = BootInstant(nanoseconds: 0)
        let configuration = setting.configuration(later: false, zone: zone, addresses: addresses)
        guard let authority = try? ZoneAuthority(configuration: configuration, image: image, now: now) else { return nil }
        var agents = [agent(0, isHeardOf: true), agent(1, isHeardOf: true)]
        if setting.duplicates { agents.append(agent(2, isHeardOf: false)) }
        var state = AuthorityState(authority: authority, rates: rates, machines: agents, image: image)
        obey(state.authority.onStart(now: now), &state)
        for i in agents.indices { tick(i, &state) }
        // The first machines are connected, the second one under a name is not.
        for i in 0..<2 { connect(i, &state) }
        return state
    }

    private func agent(_ i: Int, isHeardOf: Bool) -> Agent {
        let host = i % 2
        let policy = policy(i, floor: setting.floors[host], boot: 0, newest: .none, now: BootInstant(nanoseconds: 0))
        return Agent(
            policy: policy, now: BootInstant(nanoseconds: 0), host: UInt8(host), isHeardOf: isHeardOf, floor: setting.floors[host])
    }

    func policy(_ i: Int, floor: Power, boot: UInt8, newest: GrantID, now: BootInstant) -> HostPolicy {
        HostPolicy(
            configuration: hostConfiguration(i % 2, floor: floor), bootID: boots[i][Int(boot)], newest: newest, seed: 1, now: now)
    }

    /// A host without rigs: its watts are its plant's business, and here they follow the ceiling at once.
    func hostConfiguration(_ host: Int, floor: Power) -> AgentConfiguration {
        AgentConfiguration(
            address: addresses[host], mode: .enforce, quota: setting.nameplate, floor: floor,
            collector: CollectorLink(host: "127.0.0.1", port: 1))
    }

    // MARK: What can happen

    func actions(in state: AuthorityState, into actions: inout [AuthorityAction]) {
        actions.append(.beat)
        for (i, agent) in state.machines.enumerated() { add(UInt8(i), agent, state, &actions) }
        for index in state.net.indices {
            actions.append(.deliver(letter: UInt8(index)))
            let letter = state.net[index]
            if letter.isApplied, isInOrder(Int(letter.asksBefore), state.machines[Int(letter.host)]) {
                actions.append(.hearApplied(letter: UInt8(index)))
            }
        }
        if !state.queue.isEmpty {
            actions.append(.written)
            if Int(state.diskFailures) < setting.diskFailuresMax { actions.append(.notWritten) }
        }
        if Int(state.crashes) < setting.crashesMax {
            actions.append(.crash(isQueueKept: false))
            if !state.queue.isEmpty { actions.append(.crash(isQueueKept: true)) }
            if setting.canLoseLedger { actions.append(.loseLedger) }
            if setting.canRestoreLedger { actions.append(state.copy == nil ? .copyLedger : .restoreLedger) }
        }
        if Int(state.orders) < setting.orders.count { actions.append(.order) }
    }

    private func add(_ i: UInt8, _ agent: Agent, _ state: AuthorityState, _ actions: inout [AuthorityAction]) {
        if Int(agent.connections) <= Int(agent.boot) + Int(state.crashes) + setting.reconnectsMax, agent.connections < 16 {
            actions.append(.connect(machine: i))
        }
        let noncesMax = agent.host == 0 ? setting.noncesMax : setting.noncesMaxOfSecond ?? setting.noncesMax
        if agent.connection != nil, agent.heartbeats.count < noncesMax { actions.append(.ask(machine: i)) }
        if state.net.count < setting.grantsMax {
            for (nonce, letter) in agent.heartbeats.enumerated()
            where !letter.isHeard && state.open & 1 << UInt64(i << 4 | letter.connection) != 0 && isInOrder(nonce, agent) {
                for want in setting.wants.indices { actions.append(.hear(machine: i, nonce: UInt8(nonce), want: UInt8(want))) }
            }
        }
        if agent.boot < setting.restartsMax { actions.append(.restart(machine: i)) }
        if let later = setting.laterFloors?[Int(agent.host)], later != agent.floor { actions.append(.reload(machine: i)) }
        // Once, and then it may obey again.
        if setting.canBeStuck, i == 0, agent.isStuck || !agent.wasStuck { actions.append(.stick(machine: i)) }
    }

    /// Lines of one connection come in their order. That matters where a line's watts do; elsewhere they may come as they like.
    private func isInOrder(_ number: Int, _ agent: Agent) -> Bool {
        guard setting.canBeStuck else { return true }
        return !agent.heartbeats.dropFirst(number).contains { $0.isHeard }
    }

    func perform(_ action: AuthorityAction, on state: inout AuthorityState) {
        let before = state.authority.budget
        happen(action, &state)
        // What was granted under the larger budget may be in force for K.
        if before > state.authority.budget {
            state.olderBudgets.append(OlderBudget(budget: before, until: state.now + longestHold))
        }
    }

    private func happen(_ action: AuthorityAction, _ state: inout AuthorityState) {
        switch action {
        case .beat: beat(&state)
        case .connect(let machine): connect(Int(machine), &state)
        case .ask(let machine): ask(Int(machine), &state)
        case .hear(let machine, let nonce, let want): hear(Int(machine), Int(nonce), setting.wants[Int(want)], &state)
        case .deliver(let index): deliver(Int(index), &state)
        case .hearApplied(let index): hearApplied(state.net[Int(index)], &state)
        case .written:
            let batch = state.queue.removeFirst()
            for record in batch.records { state.image.apply(record) }
            obey(state.authority.onPersisted(batch.id, now: state.now), &state)
        case .notWritten:
            let batch = state.queue.removeFirst()
            state.diskFailures += 1
            obey(state.authority.onPersistFailed(batch.id, "full", now: state.now), &state)
        case .restart(let machine): restart(Int(machine), &state)
        case .crash(let isQueueKept):
            if isQueueKept { for record in state.queue.flatMap(\.records) { state.image.apply(record) } }
            crash(&state)
        case .loseLedger:
            state.image = LedgerImage(status: .lost)
            crash(&state)
        case .copyLedger: state.copy = state.image
        case .restoreLedger:
            state.image = state.copy ?? state.image
            state.image.status = .restored
            crash(&state)
        case .order: order(&state)
        case .reload(let machine): reload(Int(machine), &state)
        case .stick(let machine):
            state.machines[Int(machine)].isStuck.toggle()
            state.machines[Int(machine)].wasStuck = true
            state.machines[Int(machine)].isToldStuck = false
        }
    }
}

extension QuotaGrant {
    var id: GrantID { GrantID(epoch: epoch, generation: generation) }
}
