import Testing
import ZoneModel

@testable import ZonePolicy

/// A collector's authority on a stage: a clock that is set by hand, a disk that takes everything at once, hosts that answer as real ones do.
struct ZoneStage {
    struct Host {
        var address: HostAddress
        var connection: Int
        var boot = 0
        var machine: String
        var keeper: LeaseKeeper
        var wanted: Power
        var isConnected = false
        var isCut = false
        var idle: Power?
        /// Draws its ceiling, at once.
        var schedule: FloorSchedule? { keeper.schedule }

        var bootID: BootID { BootID("ab-\(boot)")! }
    }

    var authority: ZoneAuthority
    var image = LedgerImage(status: .fresh)
    var hosts: [Host]
    var now: BootInstant
    var wallOffset: Int64
    var events: [Event] = []
    var toParent: [LineBody] = []
    var welcomes: [Int] = []
    var grants: [HostAddress: QuotaGrant] = [:]
    private var nonces: UInt64 = 0

    static let epochWall: Int64 = 1_800_000_000_000  // 2027-01-15T08:00:00Z

    static func configuration(_ hosts: Int, quota: Double, floor: Double = 100, nameplate: Double = 1000) -> CollectorConfiguration {
        let zone = Name("z")!
        return CollectorConfiguration(
            zone: zone, quota: .watts(quota), listen: .init(address: "127.0.0.1", port: 1),
            hosts: (0..<hosts).map { i in
                .init(
                    site: Name("s\(i / 2)")!, host: Name("h\(i)")!, hostClass: i % 2 == 0 ? .mining : .ai, floor: .watts(floor),
                    nameplate: .watts(nameplate))
            })
    }

    init(_ configuration: CollectorConfiguration, image: LedgerImage = LedgerImage(status: .fresh), at seconds: Double = 0) throws {
        now = BootInstant(nanoseconds: Int64(seconds * 1e9))
        wallOffset = ZoneStage.epochWall
        self.image = image
        authority = try ZoneAuthority(
            configuration: configuration, image: image, now: now,
            wall: WallInstant(milliseconds: ZoneStage.epochWall + Int64(seconds * 1000)))
        hosts = configuration.hosts.enumerated().map { i, entry in
            Host(
                address: configuration.address(of: entry), connection: i + 1, machine: "m\(i)",
                keeper: LeaseKeeper(
                    newest: .none, floor: configuration.floors == nil ? entry.floor : .zero, rampDown: .seconds(1), jitterFraction: 0),
                wanted: entry.nameplate)
        }
        obey(authority.onStart(now: now))
    }

    var wall: WallInstant { WallInstant(milliseconds: now.nanoseconds / 1_000_000 + wallOffset) }
    var reading: WallReading { WallReading(wall: wall, uncertainty: .seconds(2)) }

    /// One tick of the collector and one heartbeat of every connected host, every second.
    mutating func run(_ seconds: Int) {
        for _ in 0..<seconds {
            now += .seconds(1)
            obey(authority.onTick(now: now, wall: reading))
            for i in hosts.indices { beat(i) }
        }
    }

    mutating func connect(_ i: Int) {
        let host = hosts[i]
        hosts[i].isConnected = true
        let hello = Hello(
            protocolVersion: 1, hostClass: .mining, mode: .enforce, machineID: host.machine, bootID: host.bootID, agentVersion: "1",
            nameplate: .watts(1000), floor: host.keeper.constantFloor, spoolID: "s", nextSeq: 1, lastEpoch: host.keeper.newest.epoch,
            lastGeneration: host.keeper.newest.generation, idle: host.idle, scheduleID: host.keeper.schedule?.id)
        obey(authority.onHello(hello, from: host.address, connection: host.connection, now: now))
    }

    mutating func connectAll() { for i in hosts.indices { connect(i) } }

    /// Nothing of it arrives any more, in either direction.
    mutating func cut(_ i: Int) { hosts[i].isCut = true }

    private mutating func beat(_ i: Int) {
        hosts[i].keeper.onWall(reading, now: now)
        _ = hosts[i].keeper.onTick(now: now)
        _ = hosts[i].keeper.endEmergency(now: now)
        guard hosts[i].isConnected, !hosts[i].isCut else { return }
        nonces += 1
        let nonce = Nonce(high: 7, low: nonces)
        hosts[i].keeper.onHeartbeat(nonce, sentAt: now)
        let draw = min(hosts[i].keeper.ceiling(now: now), hosts[i].wanted)
        let line = Heartbeat(
            nonce: nonce, power: draw, powerMax: draw, powerSource: .measured, wanted: hosts[i].wanted,
            epoch: hosts[i].keeper.newest.epoch, generation: hosts[i].keeper.newest.generation)
        obey(authority.onHeartbeat(line, from: hosts[i].address, connection: hosts[i].connection, now: now))
    }

    mutating func obey(_ directives: [ZoneDirective]) {
        for directive in directives {
            switch directive {
            case .persist(let batch, let records):
                for record in records { image.apply(record) }
                image.status = .whole
                obey(authority.onPersisted(batch, now: now))
            case .send(let connection, .quota(let grant)): take(grant, connection - 1)
            case .welcome(let connection, _, _, _, _, _): welcomes.append(connection)
            case .send: break
            case .sendSchedule(let connection, _, let schedule):
                let i = connection - 1
                guard !hosts[i].isCut else { break }
                hosts[i].keeper.schedule = schedule
                let line = FloorStored(scheduleID: schedule.id, bootID: hosts[i].bootID)
                obey(authority.onFloorStored(line, from: hosts[i].address, connection: connection, now: now))
            case .sendParent(let body): toParent.append(body)
            case .close(let connection, _): hosts[connection - 1].isConnected = false
            case .event(let event, _): events.append(event)
            }
        }
    }

    private mutating func take(_ grant: QuotaGrant, _ i: Int) {
        guard !hosts[i].isCut else { return }
        grants[hosts[i].address] = grant
        guard case .accepted = hosts[i].keeper.onGrant(grant, now: now) else { return }
        let applied = Applied(
            bootID: hosts[i].bootID, epoch: grant.epoch, generation: grant.generation, powerMax: min(grant.quota, hosts[i].wanted),
            elapsed: .zero)
        obey(authority.onApplied(applied, from: hosts[i].address, connection: hosts[i].connection, now: now))
    }

    /// Σ of the ceilings in force.
    var inForce: Power { hosts.map { $0.keeper.ceiling(now: now) }.total() }
    var ceilings: [Double] { hosts.map { $0.keeper.ceiling(now: now).watts } }
}
