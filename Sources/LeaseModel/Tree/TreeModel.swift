import ZoneModel
import ZonePolicy

/// What may happen between a parent, its child and the child's hosts.
struct TreeSetting: Sendable {
    var name: String
    var purpose: String
    /// The child's at its parent.
    var floor = Power.watts(1)
    /// Of the child's first host.
    var hostFloor = Power.watts(1)
    var targets: [Power] = [.watts(1), .watts(4)]
    var parentNonces = 2
    var parentGrants = 2
    var nonces = 2
    /// Hosts that ask for anything.
    var askers = 2
    var grants = 3
    var crashesMax = 0
}

enum TreeAction: Sendable {
    case beat
    /// The child sends a heartbeat to its parent.
    case askParent
    case grantParent(nonce: UInt8, target: UInt8)
    case deliverParent(letter: UInt8)
    case hearParentApplied(letter: UInt8)
    /// A host sends a heartbeat to the child.
    case ask(host: UInt8)
    case hear(host: UInt8, nonce: UInt8)
    case deliver(letter: UInt8)
    case hearApplied(letter: UInt8)
    /// The child's collector crashes and replays its ledger.
    case crash
}

struct TreeState: Sendable {
    /// The parent, as far as it counts: the production ledger, with the child as its one host.
    var parent = Ledger()
    var parentNow = BootInstant(nanoseconds: 0)
    var parentGeneration: UInt64 = 0
    var parentNet: [Letter] = []
    var parentNonces: UInt8 = 0
    /// The child, whole.
    var child: ZoneAuthority
    var childNow = BootInstant(nanoseconds: 0)
    var childRate: Beat.Rate
    var crashes: UInt8 = 0
    var image: LedgerImage
    var hosts: Pair<TreeHost>
    var net: [Letter] = []
}

struct TreeHost: Sendable {
    var policy: HostPolicy
    var now = BootInstant(nanoseconds: 0)
    /// Of each heartbeat, whether it was heard.
    var heard: [Bool] = []
    var isConnected = false
}

/// Rule 9: a child's hosts never draw more than the parent counts for the child.
struct TreeModel: Model {
    let setting: TreeSetting
    let zone: Name
    let addresses: [HostAddress]
    let childAddress: HostAddress
    let term = Beat.term(1)
    let hold = Beat.hold(1)
    /// At least three times the child's K, and as short as that may be in whole beats of a slow child.
    let parentTerm = Beat.term(4)
    let parentHold = Beat.hold(4)

    init?(_ setting: TreeSetting) {
        self.setting = setting
        guard let zone = Name("z"), let site = Name("s"), let a = Name("a"), let b = Name("b"), let c = Name("c") else { return nil }
        self.zone = zone
        addresses = [HostAddress(zone: zone, site: site, host: a), HostAddress(zone: zone, site: site, host: b)]
        childAddress = HostAddress(zone: zone, site: site, host: c)
    }

    var name: String { setting.name }
    var purpose: String { setting.purpose }

    private var configuration: CollectorConfiguration {
        var configuration = CollectorConfiguration(zone: zone, quota: .watts(4), listen: .init(address: "127.0.0.1", port: 1))
        configuration.lease.term = term
        configuration.lease.hold = hold
        configuration.lease.clockRateError = Beat.rateError
        configuration.heartbeatInterval = term / 3
        configuration.hosts = addresses.indices.map { i in
            .init(site: addresses[i].site, host: addresses[i].host, floor: i == 0 ? setting.hostFloor : .zero, nameplate: .watts(4))
        }
        configuration.parent = .init(link: CollectorLink(host: "127.0.0.1", port: 1), address: childAddress, floor: setting.floor)
        return configuration
    }

    func starts() -> [TreeState] { [Beat.Rate.slow, .fast].compactMap(start) }

    private func start(_ rate: Beat.Rate) -> TreeState? {
        var image = LedgerImage(status: .whole)
        image.apply(.epoch(1))
        image.apply(.epochSettled(1))
        for i in 0..<2 {
            image.apply(.machine(addresses[i], machineID: "m\(i)"))
            image.apply(.floor(addresses[i], i == 0 ? setting.hostFloor : .zero))
        }
        let now = BootInstant(nanoseconds: 0)
        guard let child = try? ZoneAuthority(configuration: configuration, image: image, now: now), let a = host(0), let b = host(1) else {
            return nil
        }
        var state = TreeState(child: child, childRate: rate, image: image, hosts: Pair(a, b))
        state.parent.setFloor(childAddress, setting.floor)
        begin(&state)
        return state
    }

    private func host(_ i: Int) -> TreeHost? {
        guard let bootID = BootID("a\(i)") else { return nil }
        let configuration = AgentConfiguration(
            address: addresses[i], mode: .enforce, quota: .watts(4), floor: i == 0 ? setting.hostFloor : .zero,
            collector: CollectorLink(host: "127.0.0.1", port: 1))
        return TreeHost(
            policy: HostPolicy(configuration: configuration, bootID: bootID, newest: .none, seed: 1, now: BootInstant(nanoseconds: 0)))
    }

    /// A child that has just started: its hosts connect at once.
    private func begin(_ state: inout TreeState) {
        state.child.parentBootID = BootID("c\(state.crashes)")
        obey(state.child.onStart(now: state.childNow), &state)
        for i in 0..<2 {
            tick(i, &state)
            connect(i, &state)
        }
    }

    private func connect(_ i: Int, _ state: inout TreeState) {
        guard let bootID = BootID("a\(i)") else { return }
        let newest = state.hosts[i].policy.keeper.newest
        let hello = Hello(
            protocolVersion: 1, hostClass: .mining, mode: .enforce, machineID: "m\(i)", bootID: bootID,
            agentVersion: "model", nameplate: .watts(4), floor: i == 0 ? setting.hostFloor : .zero, spoolID: "s", nextSeq: 1,
            lastEpoch: newest.epoch, lastGeneration: newest.generation)
        obey(state.child.onHello(hello, from: addresses[i], connection: connection(i, state), now: state.childNow), &state)
    }

    private func connection(_ i: Int, _ state: TreeState) -> Int { i | Int(state.crashes) << 1 }

    // MARK: What can happen

    func actions(in state: TreeState, into actions: inout [TreeAction]) {
        actions.append(.beat)
        if Int(state.parentNonces) < setting.parentNonces { actions.append(.askParent) }
        if state.parentNet.count < setting.parentGrants {
            for nonce in 0..<state.parentNonces {
                for target in setting.targets.indices { actions.append(.grantParent(nonce: nonce, target: UInt8(target))) }
            }
        }
        for index in state.parentNet.indices {
            actions.append(.deliverParent(letter: UInt8(index)))
            if state.parentNet[index].isApplied { actions.append(.hearParentApplied(letter: UInt8(index))) }
        }
        for i in 0..<setting.askers {
            if state.hosts[i].heard.count < setting.nonces { actions.append(.ask(host: UInt8(i))) }
            guard state.net.count < setting.grants else { continue }
            for (nonce, isHeard) in state.hosts[i].heard.enumerated() where !isHeard {
                actions.append(.hear(host: UInt8(i), nonce: UInt8(nonce)))
            }
        }
        for index in state.net.indices {
            actions.append(.deliver(letter: UInt8(index)))
            if state.net[index].isApplied { actions.append(.hearApplied(letter: UInt8(index))) }
        }
        if Int(state.crashes) < setting.crashesMax { actions.append(.crash) }
    }

    func perform(_ action: TreeAction, on state: inout TreeState) {
        let now = state.childNow
        switch action {
        case .beat: beat(&state)
        case .askParent:
            let nonce = Nonce(high: UInt64(state.crashes), low: UInt64(state.parentNonces))
            state.parentNonces += 1
            obey(state.child.onParentHeartbeatDue(nonce: nonce, now: now), &state)
        case .grantParent(let nonce, let target): grantParent(nonce, setting.targets[Int(target)], &state)
        case .deliverParent(let index): obey(state.child.onParentGrant(state.parentNet[Int(index)].grant, now: now), &state)
        case .hearParentApplied(let index):
            guard let bootID = BootID("c\(state.parentNet[Int(index)].boot)") else { return }
            state.parent.applied(childAddress, boot: bootID, grant: state.parentNet[Int(index)].grant.id)
            _ = state.parent.takeFreed()
        case .ask(let host):
            let i = Int(host)
            let nonce = Nonce(high: 0, low: UInt64(i << 8 | state.hosts[i].heard.count))
            // A host that was silent for long was dropped, and comes back.
            if !state.hosts[i].isConnected { connect(i, &state) }
            state.hosts[i].heard.append(false)
            _ = state.hosts[i].policy.onHeartbeatDue(nonce: nonce, now: state.hosts[i].now)
        case .hear(let host, let nonce):
            let i = Int(host)
            state.hosts[i].heard[Int(nonce)] = true
            let heartbeat = Heartbeat(
                nonce: Nonce(high: 0, low: UInt64(i << 8) | UInt64(nonce)), power: .zero, powerMax: .zero, powerSource: .measured,
                wanted: .watts(4), epoch: 0, generation: 0)
            obey(state.child.onHeartbeat(heartbeat, from: addresses[i], connection: connection(i, state), now: now), &state)
        case .deliver(let index):
            let letter = state.net[Int(index)]
            let i = Int(letter.host)
            obey(state.hosts[i].policy.onGrant(letter.grant, now: state.hosts[i].now), of: i, &state)
            tick(i, &state)
        case .hearApplied(let index):
            let letter = state.net[Int(index)]
            let i = Int(letter.host)
            guard let bootID = BootID("a\(i)") else { return }
            let applied = Applied(
                bootID: bootID, epoch: letter.grant.epoch, generation: letter.grant.generation, powerMax: .zero, elapsed: .zero)
            obey(state.child.onApplied(applied, from: addresses[i], connection: connection(i, state), now: now), &state)
        case .crash:
            guard let child = try? ZoneAuthority(configuration: configuration, image: state.image, now: now) else { return }
            state.crashes += 1
            state.child = child
            begin(&state)
        }
    }
}
