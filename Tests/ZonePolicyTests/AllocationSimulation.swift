import ZoneModel

@testable import ZonePolicy

/// A clock whose rate may change, within what the proof allows.
struct DriftingClock {
    private var realBase: Int64 = 0
    private var localBase: Int64
    private(set) var rate: Double

    init(start: Int64, rate: Double) {
        self.localBase = start
        self.rate = rate
    }

    func local(_ real: Int64) -> BootInstant { BootInstant(nanoseconds: localBase + Int64(Double(real - realBase) * rate)) }
    /// The real duration of a local one, at the present rate.
    func real(_ local: Duration) -> Int64 { Int64(local.seconds * 1e9 / rate) }

    mutating func slew(to rate: Double, at real: Int64) {
        localBase = local(real).nanoseconds
        realBase = real
        self.rate = rate
    }
}

/// An agent that does what the lease rule says and nothing else (rules 1, 3, 4, 6).
struct ModelAgent {
    let address: HostAddress
    let floor: Power
    var clock: DriftingClock
    var boot = 0
    var isUp = true
    var connection: Int?
    var lastHeard: Int64 = 0
    var seen = GrantID.none
    var nonces: [Nonce: BootInstant] = [:]
    var lease: (grant: GrantID, quota: Power, ends: BootInstant)?
    var wanted: Power
    /// What it draws: falls to a new ceiling only after a while.
    var draw: Power

    var bootID: BootID { BootID("ab-\(boot)")! }

    /// The ceiling in force.
    func ceiling(_ real: Int64) -> Power {
        guard isUp, let lease, clock.local(real) < lease.ends else { return floor }
        return lease.quota
    }

    /// Rule 1: a fresh nonce, and when it was sent.
    mutating func beat(_ nonce: Nonce, at real: Int64) -> Heartbeat {
        let now = clock.local(real)
        nonces = nonces.filter { now - $0.value < .seconds(10) }
        nonces[nonce] = now
        return Heartbeat(
            nonce: nonce, power: draw, powerMax: draw, powerSource: .measured, wanted: wanted, epoch: seen.epoch,
            generation: seen.generation)
    }

    /// Rule 3.
    mutating func accept(_ line: QuotaGrant, at real: Int64, without ablation: Ablation?) -> Bool {
        let id = GrantID(epoch: line.epoch, generation: line.generation)
        guard isUp, id > seen || ablation == .noGenerationCheck, let sent = nonces[line.nonce], clock.local(real) < sent + line.lease
        else { return false }
        seen = id
        lease = (id, line.quota, (ablation == .leaseFromArrival ? clock.local(real) : sent) + line.lease)
        return true
    }

    /// Rule 6, and rule 1's "forgotten at restart".
    mutating func restart(remembers: Bool, without ablation: Ablation?) {
        boot += 1
        if ablation != .nonceSurvivesRestart { nonces = [:] }
        lease = nil
        connection = nil
        isUp = true
        draw = min(wanted, floor)
        if !remembers { seen = .none }
    }
}

/// One rule of the lease protocol left out: the simulation must then find the budget broken, or it shows nothing.
enum Ablation: String, CaseIterable, Sendable {
    /// K ignores that clocks drift.
    case holdTooShort
    case leaseFromArrival
    /// The old grant is freed when the lower one is sent.
    case freedWhenSent
    case noGenerationCheck
    /// A nonce survives a restart while the generation does not.
    case nonceSurvivesRestart
    /// The line is sent before its entry is on disk.
    case sentBeforeWritten
    /// An older copy of the ledger was put back and is taken for the whole one.
    case restoredTakenForWhole
}

/// One zone, its collector, its disk, its network and its hosts, in simulated time. A seed replays it.
struct ZoneSimulation {
    struct Faults {
        var loss = 0.0
        var duplication = 0.0
        var lateShare = 0.0
        /// Mean seconds between; nil: never.
        var agentCrash: Double?
        var collectorCrash: Double?
        var partition: Double?
        var order: Double?
        var slew: Double?
        var diskFailure = 0.0
        var rate = 0.0
        /// Milliseconds at most, of an agent and of the disk.
        var restart: Int64 = 20_000
        var write: Int64 = 20

        static let none = Faults()
        static let all = Faults(
            loss: 0.02, duplication: 0.02, lateShare: 0.04, agentCrash: 400, collectorCrash: 300, partition: 200, order: 90, slew: 60,
            diskFailure: 0.002, rate: 0.1)
    }

    enum Happening {
        case beat(Int, boot: Int)
        case connect(Int, boot: Int)
        case toCollector(Int, connection: Int, LineBody)
        case toAgent(Int, connection: Int, LineBody)
        case closedAtAgent(Int, connection: Int)
        case closedAtCollector(connection: Int)
        case settled(Int, boot: Int, GrantID)
        case tick(life: Int)
        case written(life: Int, batch: Int)
        case agentCrash(Int)
        case agentUp(Int)
        case collectorCrash
        case collectorUp
        case partition(Int)
        case order
        case slew
        case wish(Int)
    }

    var random: AllocationRandom
    let faults: Faults
    let configuration: CollectorConfiguration
    let ablation: Ablation?
    var agents: [ModelAgent] = []
    var authority: ZoneAuthority?
    var collectorClock: DriftingClock
    /// Which start of the collector; what an earlier one had under way is void.
    var life = 0
    var disk = LedgerImage(status: .fresh)
    var backup = LedgerImage(status: .fresh)
    var inWriting: [(batch: Int, records: [LedgerRecord])] = []
    var partitionedUntil: [Int64]
    /// Who owns each connection.
    var owners: [Int: Int] = [:]
    var nextConnection = 1
    var now: Int64 = 0
    var queue = EventQueue<Happening>()
    /// Budgets that were in force, and until when leases under them may live.
    var formerBudgets: [(until: Int64, Power)] = []
    var lastBudget: Power

    // What is watched.
    var violations: [String] = []
    var events = 0
    var accepted = 0
    var unreachables = 0
    /// Watt seconds in force, and of the budget.
    var inForce = 0.0
    var available = 0.0
    var lastSum = 0.0
    var measuresFrom: Int64 = 0

    init(seed: UInt64, hosts: Int, faults: Faults, ablation: Ablation? = nil, isSaturated: Bool = false) {
        self.random = AllocationRandom(seed: seed)
        self.faults = faults
        self.ablation = ablation
        var configuration = CollectorConfiguration(
            zone: Name("z")!, quota: .watts(3000), listen: .init(address: "127.0.0.1", port: 1))
        if ablation == .holdTooShort {
            configuration.lease.clockRateError = 0
            configuration.lease.hold = configuration.lease.term
        }
        for i in 0..<hosts {
            configuration.hosts.append(
                .init(
                    site: Name("s")!, host: Name("h\(i)")!, floor: .watts(Double(i % 3) * 100), nameplate: .watts(2000), weight: 1 + i % 2,
                    tier: i % 5 == 4 ? 1 : 0))
        }
        self.configuration = configuration
        self.lastBudget = configuration.quota
        self.collectorClock = DriftingClock(start: 0, rate: 1)
        self.partitionedUntil = Array(repeating: 0, count: hosts)
        for (i, entry) in configuration.hosts.enumerated() {
            let clock = DriftingClock(start: random.int(0...1_000_000_000_000), rate: randomRate())
            agents.append(
                ModelAgent(
                    address: configuration.address(of: entry), floor: entry.floor, clock: clock,
                    wanted: isSaturated ? .watts(1800) : .watts(500), draw: .zero))
            after(random.int(0...1000), .connect(i, boot: 0))
            after(random.int(0...1000), .beat(i, boot: 0))
            if !isSaturated { after(1000, .wish(i)) }
            plan(faults.agentCrash, .agentCrash(i))
            plan(faults.partition, .partition(i))
        }
        plan(faults.collectorCrash, .collectorCrash)
        plan(faults.order, .order)
        plan(faults.slew, .slew)
        startCollector()
    }

    /// The last things of note, told with a violation.
    var notes: [String] = []

    private mutating func note(_ text: String) {
        notes.append("\(Double(now) / 1e9) s: \(text)")
        if notes.count > 8 { notes.removeFirst() }
    }

    // MARK: Running

    mutating func run(seconds: Int64) {
        let end = now + seconds * 1_000_000_000
        while let (time, happening) = queue.popFirst(), time <= end, violations.isEmpty {
            if now >= measuresFrom { integrate(Double(time - now) / 1e9) }
            now = time
            events += 1
            handle(happening)
            check()
        }
    }

    private mutating func integrate(_ seconds: Double) {
        inForce += lastSum * seconds
        available += lastBudget.watts * seconds
    }

    private mutating func check() {
        let ceilings = agents.map { $0.ceiling(now) }
        let sum = ceilings.total()
        lastSum = sum.watts
        if let authority, authority.budget != lastBudget {
            // A lease that was given under a former budget may live on for H on the slowest clock.
            formerBudgets.append((now + 11_200_000_000, lastBudget))
            note("Z \(lastBudget.watts) to \(authority.budget.watts)")
            lastBudget = authority.budget
        }
        formerBudgets.removeAll { $0.until < now }
        let limit = formerBudgets.map(\.1).reduce(lastBudget, max)
        if sum > limit {
            let newest = authority?.hosts.map { $0.newest?.quota.watts ?? -1 } ?? []
            let targets = authority?.hosts.map(\.target.watts) ?? []
            note("ceilings \(ceilings.map(\.watts)), newest \(newest), targets \(targets)")
            let told = notes.joined(separator: "; ")
            violations.append("at \(Double(now) / 1e9) s: Σ in force \(sum.watts) W above \(limit.watts) W; \(told)")
        }
        guard let authority, authority.quarantineEnd == nil else { return }
        for (i, ceiling) in ceilings.enumerated() {
            let counted = authority.ledger.commitment(of: agents[i].address, now: collectorClock.local(now))
            if ceiling > counted {
                let host = agents[i].address
                violations.append("at \(Double(now) / 1e9) s: \(host) holds \(ceiling.watts) W, counted are \(counted.watts) W")
            }
        }
    }

    // MARK: What happens

    private mutating func handle(_ happening: Happening) {
        switch happening {
        case .beat(let i, let boot): beat(i, boot)
        case .connect(let i, let boot): connect(i, boot)
        case .toCollector(let i, let connection, let body): collectorHears(i, connection, body)
        case .toAgent(let i, let connection, let body): agentHears(i, connection, body)
        case .closedAtAgent(let i, let connection): if agents[i].connection == connection { reconnect(i) }
        case .closedAtCollector(let connection): tell { $0.onClosed(connection: connection, now: $1) }
        case .settled(let i, let boot, let grant): settle(i, boot, grant)
        case .tick(let life): tick(life)
        case .written(let life, let batch): written(life, batch)
        case .agentCrash(let i):
            agents[i].isUp = false
            after(random.int(0...faults.restart), .agentUp(i))
            plan(faults.agentCrash, .agentCrash(i))
        case .agentUp(let i):
            if let connection = agents[i].connection, random.chance(0.5) { after(1, .closedAtCollector(connection: connection)) }
            agents[i].restart(remembers: random.chance(0.7), without: ablation)
            after(random.int(0...500), .connect(i, boot: agents[i].boot))
            after(random.int(0...500), .beat(i, boot: agents[i].boot))
        case .collectorCrash: crashCollector()
        case .collectorUp: startCollector()
        case .partition(let i):
            partitionedUntil[i] = now + random.int(0...40_000) * 1_000_000
            plan(faults.partition, .partition(i))
        case .order: order()
        case .slew:
            collectorClock.slew(to: randomRate(), at: now)
            for i in agents.indices { agents[i].clock.slew(to: randomRate(), at: now) }
            plan(faults.slew, .slew)
        case .wish(let i):
            agents[i].wanted = Power(milliwatts: random.int(0...1_800_000))
            after(random.int(1000...60_000), .wish(i))
        }
    }

    private mutating func beat(_ i: Int, _ boot: Int) {
        guard agents[i].boot == boot, agents[i].isUp else { return }
        let agent = agents[i]
        after(Int64(Double(1_000) / agent.clock.rate), .beat(i, boot: boot))
        // Falls at once when the lease ends (the ramp is before it), and follows what it wants below the ceiling.
        if agent.ceiling(now) < agent.draw, agent.lease.map({ agent.clock.local(now) >= $0.ends }) ?? true { agents[i].draw = agent.floor }
        agents[i].draw = min(max(agents[i].draw, min(agent.wanted, agent.ceiling(now))), max(agent.wanted, agents[i].draw))
        guard let connection = agent.connection else { return }
        if now - agent.lastHeard > 5_000_000_000 {
            if random.chance(0.5) { send(toCollectorFrom: i, .closedAtCollector(connection: connection)) }
            reconnect(i)
            return
        }
        let line = agents[i].beat(Nonce(high: random.next(), low: random.next()), at: now)
        send(toCollectorFrom: i, .toCollector(i, connection: connection, .heartbeat(line)))
    }

    private mutating func connect(_ i: Int, _ boot: Int) {
        guard agents[i].boot == boot, agents[i].isUp else { return }
        agents[i].connection = nextConnection
        agents[i].lastHeard = now
        owners[nextConnection] = i
        nextConnection += 1
        let agent = agents[i]
        let hello = Hello(
            protocolVersion: 1, hostClass: .mining, mode: .enforce, machineID: "machine-\(i)", bootID: agent.bootID, agentVersion: "model",
            nameplate: .watts(2000), floor: agent.floor, spoolID: "s", nextSeq: 1, lastEpoch: agent.seen.epoch,
            lastGeneration: agent.seen.generation)
        // The handshake itself is ordered and not lost unless the net is cut.
        if now >= partitionedUntil[i] { after(random.int(1...5), .toCollector(i, connection: nextConnection - 1, .hello(hello))) }
    }

    private mutating func reconnect(_ i: Int) {
        agents[i].connection = nil
        after(random.int(200...1500), .connect(i, boot: agents[i].boot))
    }

    private mutating func collectorHears(_ i: Int, _ connection: Int, _ body: LineBody) {
        let address = agents[i].address
        tell { authority, now in
            switch body {
            case .hello(let line): authority.onHello(line, from: address, connection: connection, now: now)
            case .heartbeat(let line): authority.onHeartbeat(line, from: address, connection: connection, now: now)
            case .applied(let line): authority.onApplied(line, from: address, connection: connection, now: now)
            default: []
            }
        }
    }

    private mutating func agentHears(_ i: Int, _ connection: Int, _ body: LineBody) {
        if agents[i].connection == connection { agents[i].lastHeard = now }
        guard case .quota(let line) = body, agents[i].accept(line, at: now, without: ablation) else { return }
        accepted += 1
        let delay = line.quota >= agents[i].draw ? 0 : random.int(0...1500)
        after(delay, .settled(i, boot: agents[i].boot, GrantID(epoch: line.epoch, generation: line.generation)))
    }

    private mutating func settle(_ i: Int, _ boot: Int, _ grant: GrantID) {
        guard agents[i].boot == boot, agents[i].isUp, let lease = agents[i].lease, lease.grant == grant else { return }
        agents[i].draw = min(agents[i].wanted, lease.quota)
        guard let connection = agents[i].connection else { return }
        let line = Applied(
            bootID: agents[i].bootID, epoch: grant.epoch, generation: grant.generation, powerMax: agents[i].draw, elapsed: .zero)
        send(toCollectorFrom: i, .toCollector(i, connection: connection, .applied(line)))
    }

    private mutating func tick(_ life: Int) {
        guard life == self.life, authority != nil else { return }
        tell { $0.onTick(now: $1) }
        after(500, .tick(life: life))
    }

    private mutating func order() {
        plan(faults.order, .order)
        let wall = WallInstant(milliseconds: now / 1_000_000)
        let watts = Double(random.int(700...4000))
        tell { authority, now in
            let request = QuotaRequest(target: "z", quotaW: watts, reason: "drill", order: nil, dryRun: false)
            return authority.onQuotaRequest(request, uid: 0, now: now, wall: wall).1
        }
    }

    // MARK: The collector's life and disk

    private mutating func startCollector() {
        life += 1
        inWriting = []
        collectorClock = DriftingClock(start: random.int(0...1_000_000_000_000), rate: randomRate())
        collectorClock.slew(to: randomRate(), at: now)
        guard let started = try? ZoneAuthority(configuration: configuration, image: disk, now: collectorClock.local(now)) else {
            violations.append("the collector does not start")
            return
        }
        disk.status = .whole
        note("collector starts, disk \(disk.status), \(disk.entries.count) entries, Z \(started.budget.watts)")
        authority = started
        tell { $0.onStart(now: $1) }
        after(500, .tick(life: life))
    }

    private mutating func crashCollector() {
        plan(faults.collectorCrash, .collectorCrash)
        guard authority != nil else { return }
        authority = nil
        // Of what was being written, a beginning is there, reported or not.
        for write in inWriting where random.chance(0.5) {
            for record in write.records { disk.apply(record) }
        }
        inWriting = []
        if ablation == .restoredTakenForWhole {
            disk.entries = []
        } else if random.chance(0.1) {
            disk = LedgerImage(status: .lost)
        } else if random.chance(0.1) {
            disk = backup
            disk.status = .restored
        } else if random.chance(0.3) {
            backup = disk
        }
        for i in agents.indices { agents[i].connection.map { after(10, .closedAtAgent(i, connection: $0)) } }
        after(random.int(0...15_000), .collectorUp)
    }

    private mutating func written(_ life: Int, _ batch: Int) {
        guard life == self.life, authority != nil, let place = inWriting.firstIndex(where: { $0.batch == batch }) else { return }
        let write = inWriting.remove(at: place)
        let fails = random.chance(faults.diskFailure)
        // A failure says nothing about what is on the disk.
        if !fails || random.chance(0.5) { for record in write.records { disk.apply(record) } }
        tell { fails ? $0.onPersistFailed(batch, "drill", now: $1) : $0.onPersisted(batch, now: $1) }
    }

    private mutating func tell(_ body: (inout ZoneAuthority, BootInstant) -> [ZoneDirective]) {
        guard authority != nil else { return }
        let local = collectorClock.local(now)
        guard let directives = authority.map({ _ in body(&authority!, local) }) else { return }
        for directive in directives { obey(directive) }
    }

    private mutating func obey(_ directive: ZoneDirective) {
        switch directive {
        case .persist(let batch, let records):
            inWriting.append((batch, records))
            after(inWriting.count == 1 ? random.int(1...faults.write) : faults.write + 1, .written(life: life, batch: batch))
            if ablation == .sentBeforeWritten { tell { $0.onPersisted(batch, now: $1) } }
        case .send(let connection, let body):
            if let i = owners[connection] { send(toAgent: i, .toAgent(i, connection: connection, body)) }
            if ablation == .freedWhenSent, case .quota(let line) = body, let i = owners[connection] { free(i, connection, line) }
        case .welcome(let connection, _, _, _, _, _):
            if let i = owners[connection] { send(toAgent: i, .toAgent(i, connection: connection, .pong(Pong(id: 0)))) }
        case .close(let connection, _):
            if let i = owners[connection] { send(toAgent: i, .closedAtAgent(i, connection: connection)) }
        case .sendSchedule, .sendParent: break
        case .event(let event, _): if event.kind == .budgetUnreachable { unreachables += 1 }
        }
    }

    private mutating func free(_ i: Int, _ connection: Int, _ line: QuotaGrant) {
        let address = agents[i].address
        guard let boot = authority?.hosts[i].session?.bootID else { return }
        let applied = Applied(bootID: boot, epoch: line.epoch, generation: line.generation, powerMax: .zero, elapsed: .zero)
        tell { $0.onApplied(applied, from: address, connection: connection, now: $1) }
    }

    // MARK: Net and chance

    private mutating func send(toCollectorFrom i: Int, _ happening: Happening) { carry(i, happening) }
    private mutating func send(toAgent i: Int, _ happening: Happening) { carry(i, happening) }

    /// Lost, doubled, late and out of order.
    private mutating func carry(_ i: Int, _ happening: Happening) {
        guard now >= partitionedUntil[i] else { return }
        for _ in 0..<(random.chance(faults.duplication) ? 2 : 1) where !random.chance(faults.loss) {
            after(random.chance(faults.lateShare) ? random.int(0...12_000) : random.int(1...20), happening)
        }
    }

    private mutating func randomRate() -> Double { 1 + faults.rate * Double.random(in: -1...1, using: &random) }

    private mutating func plan(_ mean: Double?, _ happening: Happening) {
        guard let mean else { return }
        after(random.int(0...Int64(2000 * mean)), happening)
    }

    private mutating func after(_ milliseconds: Int64, _ happening: Happening) {
        queue.push(now + milliseconds * 1_000_000 + random.int(0...999_999), happening)
    }
}

/// A binary heap; what is pushed earlier comes first among equals.
struct EventQueue<Element> {
    private var heap: [(time: Int64, order: Int, element: Element)] = []
    private var order = 0

    mutating func push(_ time: Int64, _ element: Element) {
        heap.append((time, order, element))
        order += 1
        var i = heap.count - 1
        while i > 0, isBefore(i, (i - 1) / 2) {
            heap.swapAt(i, (i - 1) / 2)
            i = (i - 1) / 2
        }
    }

    mutating func popFirst() -> (Int64, Element)? {
        guard let first = heap.first else { return nil }
        heap[0] = heap[heap.count - 1]
        heap.removeLast()
        var i = 0
        while true {
            var least = i
            for child in [2 * i + 1, 2 * i + 2] where child < heap.count && isBefore(child, least) { least = child }
            if least == i { return (first.time, first.element) }
            heap.swapAt(i, least)
            i = least
        }
    }

    private func isBefore(_ a: Int, _ b: Int) -> Bool { (heap[a].time, heap[a].order) < (heap[b].time, heap[b].order) }
}
