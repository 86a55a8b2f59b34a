import ZoneModel

/// The collector's whole decision as a value: who is taken in, what is granted, what is written down before.
///
/// A shell feeds it what happened, with its own boot clock's `now`, and obeys the directives in their order. `onStart` comes first; `onTick` about ten times a second (it finds
/// the entries that are K old and the hosts that fell silent). The same calls in the same order give the same directives.
///
/// A *pass* divides the budget anew and pushes what changed: cuts first, then what became free. Passes are spaced by the number of hosts, so that a zone of
/// 10,000 spends a few per cent of a core on them; an operator's order never waits for one.
public struct ZoneAuthority: Sendable {
    public var configuration: CollectorConfiguration { shared.value }
    private let shared: Shared<CollectorConfiguration>
    var ledger = Ledger()
    var hosts: [HostState] = []
    var index: [HostAddress: Int] = [:]
    /// Which host speaks on which connection.
    var connections: [Int: Int] = [:]

    /// The budgets of the zone and inside it.
    var tree: BudgetTree
    /// Z in force.
    package var budget: Power { tree.inForce[0] }
    /// The order that set the standing quota; nil: the configuration.
    var zoneOrder: QuotaOrder?
    var zoneSerial = 0
    /// The budgets that are announced to the hosts.
    var edge: BudgetTree.Edge?
    /// Nothing of the tree changes by itself before this instant.
    var treeDueAt: BootInstant?
    var lastTimedOrder: UInt64
    /// Of each emergency in force: what each of its hosts may draw without a lease.
    var emergencyFloors: [UInt64: [Int: Power]] = [:]
    var wall = WallTrack()
    /// Of the slot in which schedules were last looked through.
    var slotStart: WallInstant?
    /// Something happened that does not wait for the next due division.
    var isUrgent = false
    /// The last floor schedule's number, for its id.
    var lastSchedule: UInt64 = 0
    /// The lease from the parent; nil: this collector is the root.
    var parentKeeper: LeaseKeeper?
    var parentApplied = GrantID.none
    /// The run of this collector, toward its parent.
    public var parentBootID: BootID?
    /// Orders went down with the ledger: nothing above the floors until a person has set the quota anew.
    var isQuotaUnconfirmed: Bool

    public internal(set) var epoch: UInt64
    /// The newest epoch on disk.
    var durableEpoch: UInt64?
    var settledEpoch: UInt64
    /// While it lasts nothing is granted.
    package internal(set) var quarantineEnd: BootInstant?
    /// The largest K that any living entry can have.
    let longestHold: Duration
    let startedAt: BootInstant

    var writes = PendingWrites()
    var startEvents: [(Event, HostAddress?)] = []

    /// Something moved since the last pass.
    var isStale = true
    var lastPass: BootInstant?
    /// As of the last pass: Σ of what no grant takes away is above the budget.
    var isUnreachable = false
    var refusals = RefusalLog()
    /// Tokens that are open, and what is revoked.
    var identity: IdentityRegister

    /// - Parameter wall: the wall clock, by which events begin and end; nil: those of the ledger count from now on.
    /// - Throws: `ZoneConfigurationError` for terms, floors or weights that no collector may run with.
    public init(
        configuration: CollectorConfiguration, image: LedgerImage, now: BootInstant, wall: WallInstant? = nil
    ) throws(ZoneConfigurationError) {
        let problems = configuration.allocationProblems
        guard problems.isEmpty else { throw ZoneConfigurationError(problems: problems) }
        shared = Shared(configuration)
        self.startedAt = now
        self.zoneOrder = image.zoneQuota
        tree = BudgetTree(configuration)
        tree.standing = image.zoneQuota?.quota ?? configuration.quota
        lastTimedOrder = image.lastTimedOrder
        isQuotaUnconfirmed = image.ordersDoubt == .lost
        identity = image.identity
        ledger = Ledger(nodeCount: tree.nodes.count)
        self.longestHold = image.entries.map(\.hold).reduce(max(configuration.lease.hold, .milliseconds(12_500)), max)
        // An epoch that was never settled granted nothing and is still in its quarantine. A whole ledger with no epoch is a fresh one.
        let isSettled = image.status == .whole && image.epoch > 0 && image.settledEpoch == image.epoch
        let heard = image.issued.values.map(\.epoch).reduce(image.epoch, max)
        self.epoch = isSettled ? image.epoch : heard + 1
        self.settledEpoch = image.settledEpoch
        self.durableEpoch = isSettled ? image.epoch : nil
        if !isSettled {
            quarantineEnd = now + longestHold
            writes.unsaved.insert(.epoch)
            startEvents.append((quarantineEvent("the ledger is \(image.status.rawValue)"), nil))
        }
        if isQuotaUnconfirmed {
            startEvents.append(
                (
                    Event(
                        .grantWithheld, .critical,
                        "the ledger was lost, and with it orders of an operator: hosts keep to their floors until the quota is set anew (zonectl quota set \(configuration.zone) …); hosts that were revoked are let in again until they are revoked anew"
                    ), nil
                ))
        } else if image.ordersDoubt == .older {
            startEvents.append(
                (
                    Event(
                        .ledgerQuarantine, .error,
                        "the ledger may be an older copy, and newer orders of an operator may be missing from it: the zone's quota is \(tree.standing.text); look at the last orders (zonectl quota show), and set the quota anew, whatever it is, to end this notice"
                    ), nil
                ))
        }
        enrol(image, now: now)
        for order in image.timedOrders.values { tree.set(order, wall: wall, now: now) }
        resumeParent(now)
        for change in tree.advance(now: now) {
            if let id = change.recordedID { writes.unsaved.insert(.timedOrder(id)) }
        }
        for state in tree.timed.values where state.hasBegun { shareEmergency(state.order) }
    }

    private mutating func enrol(_ image: LedgerImage, now: BootInstant) {
        for entry in configuration.hosts {
            var host = HostState(address: configuration.address(of: entry), entry: entry)
            host.machineID = image.machines[host.address].flatMap { $0.isEmpty ? nil : $0 }
            host.durableMachineID = host.machineID
            host.floorAtHost = image.floors[host.address]
            host.uncontrolled = image.uncontrolled[host.address] ?? .zero
            host.issued = image.issued[host.address] ?? .none
            host.capOrder = image.hostCaps[host.address]
            host.maintenance = image.maintenance[host.address]
            host.place = ledger.setNodes(host.address, tree.path(entry, in: configuration.zone))
            enrolFloor(&host, image)
            // Nobody knows whether it has taken up the floor that is counted for it: its welcome may be what lets it rise, and others may hold what was granted
            // before that floor was counted.
            if ledger.floors(of: host.address) > .zero { host.risesSince = now }
            ledger.setUncontrolled(host.address, host.uncontrolled)
            index[host.address] = hosts.count
            hosts.append(host)
        }
        for id in image.schedules.values.lazy.flatMap({ $0 }).map(\.id) { lastSchedule = max(lastSchedule, ZoneAuthority.serial(of: id)) }
        ledger.replay(image.entries, now: now)
        for (address, floor) in image.floors.sorted(by: { $0.key < $1.key }) where index[address] == nil && floor > .zero {
            startEvents.append(
                (
                    Event(
                        .floorMismatch, .warning,
                        "\(address) left the configuration: its floor of \(floor.watts) W is no longer counted, so make sure that it is switched off",
                        fields: [.power("floor_w", floor)]), address
                ))
        }
    }

    /// What the ledger counts for the host at that place of the configuration, and the part of it that no grant takes away.
    package func counted(at place: Int, now: BootInstant) -> (commitment: Power, base: Power) {
        ledger.counted(at: hosts[place].place, now: now)
    }

    /// Which machine carries the name at that place.
    package func machineID(at place: Int) -> String? { hosts[place].machineID }

    /// Until then, and until something happens, `counted` stays as it is.
    package var nextExpiry: BootInstant { ledger.earliestExpiry }

    func quarantineEvent(_ why: String) -> Event {
        Event(
            .ledgerQuarantine, .warning,
            "\(why): nothing is granted for \(longestHold.seconds) s, until every lease that may be out there has ended; hosts keep to their floors",
            fields: [.count("epoch", epoch), .real("quarantine_s", longestHold.seconds)])
    }

    // MARK: Life

    public mutating func onStart(now: BootInstant) -> [ZoneDirective] {
        var out: [ZoneDirective] = []
        begin(now, &out)
        pass(now, &out)
        seal(now, &out)
        return out
    }

    private mutating func begin(_ now: BootInstant, _ out: inout [ZoneDirective]) {
        for (event, address) in startEvents { out.append(.event(event, address)) }
        startEvents = []
    }

    /// Time passed: entries come of age, hosts fall silent, the quarantine ends.
    ///
    /// - Parameter reading: the wall clock, on which floor schedules depend.
    public mutating func onTick(now: BootInstant, wall reading: WallReading? = nil) -> [ZoneDirective] {
        var out: [ZoneDirective] = []
        begin(now, &out)
        if let reading { wall.onReading(reading, now: now) }
        advance(now, &out)
        watchParent(now, &out)
        if let end = quarantineEnd, now >= end {
            quarantineEnd = nil
            settledEpoch = epoch
            writes.unsaved.insert(.epochSettled)
            isStale = true
            out.append(.event(Event(.ledgerQuarantine, .notice, "the quarantine is over: epoch \(epoch) grants"), nil))
        }
        for i in hosts.indices { watch(i, now, &out) }
        writes.probe(now)
        passIfDue(now, &out)
        renewSchedules(now)
        releaseWords(now, &out)
        seal(now, &out, flushingFreed: true)
        return out
    }

    /// Silence and non-compliance of one host (rule 11).
    private mutating func watch(_ i: Int, _ now: BootInstant, _ out: inout [ZoneDirective]) {
        guard let session = hosts[i].session, let heard = hosts[i].lastHeard else { return }
        if hosts[i].isReachable, now - heard > silentAfter { lose(i, "silent for \((now - heard).seconds) s", now, &out) }
        if now - heard > configuration.lease.hold {
            close(session.connection, "silent", "no heartbeat for \(configuration.lease.hold.seconds) s", now, &out)
            return
        }
        judge(i, now, &out)
    }

    /// A connection is gone, for whatever reason.
    /// - Parameter isPlanned: the host was given a certificate a moment ago, and comes again with it: nothing that a person must look at.
    public mutating func onClosed(connection: Int, isPlanned: Bool = false, now: BootInstant) -> [ZoneDirective] {
        var out: [ZoneDirective] = []
        drop(
            connection, isPlanned ? "it opens its connection anew, with its new certificate" : "the connection closed", now, &out, isPlanned
        )
        passIfDue(now, &out)
        seal(now, &out)
        return out
    }

    var silentAfter: Duration { configuration.heartbeatInterval * 3 }

    /// Sends the error, closes, and forgets the session that stood on the connection.
    mutating func close(_ connection: Int, _ code: String, _ message: String, _ now: BootInstant, _ out: inout [ZoneDirective]) {
        out.append(.close(connection: connection, ErrorLine(code: code, message: message)))
        drop(connection, message, now, &out)
    }

    private mutating func drop(
        _ connection: Int, _ why: String, _ now: BootInstant, _ out: inout [ZoneDirective], _ isPlanned: Bool = false
    ) {
        guard let i = connections.removeValue(forKey: connection), hosts[i].session?.connection == connection else { return }
        if hosts[i].isReachable { lose(i, why, now, &out, isPlanned) }
        hosts[i].session = nil
        hosts[i].beat = nil
        hosts[i].owesAnswer = false
    }

    /// The host can no longer be reached. Its leases run out by themselves; watts over a ceiling do not (rule 11).
    private mutating func lose(_ i: Int, _ why: String, _ now: BootInstant, _ out: inout [ZoneDirective], _ isPlanned: Bool = false) {
        let host = hosts[i]
        hosts[i].isReachable = false
        hosts[i].owesAnswer = false
        hosts[i].demand.reset()
        isStale = true
        out.append(.event(Event(.hostLost, isPlanned ? .info : .warning, "\(host.address) is lost: \(why)"), host.address))
        if !host.isObserving, ledger.excess(of: host.address, now: now) > .zero {
            setUncontrolled(i, host.nameplate)
            let message =
                "\(host.address) fell silent while over its ceiling: it is counted at its nameplate of \(host.nameplate.watts) W until it is heard again"
            out.append(.event(Event(.cannotComply, .critical, message, fields: [.power("counted_w", host.nameplate)]), host.address))
        }
        ledger.setMeasured(host.address, .zero)
        hosts[i].overSince = nil
        hosts[i].toldNonCompliance = false
    }

    mutating func setUncontrolled(_ i: Int, _ power: Power) {
        guard hosts[i].uncontrolled != power else { return }
        hosts[i].uncontrolled = power
        ledger.setUncontrolled(hosts[i].address, power)
        writes.unsaved.insert(.uncontrolled(i))
        isStale = true
    }

    /// Tells a person, once a spell, when a host stays over every ceiling that it can have.
    mutating func judge(_ i: Int, _ now: BootInstant, _ out: inout [ZoneDirective]) {
        guard hosts[i].isReachable, !hosts[i].isObserving else { return }
        let excess = ledger.excess(at: hosts[i].place, now: now)
        guard excess > .zero || hosts[i].overSince != nil else { return }
        rejudge(i, excess, now, &out)
    }

    private mutating func rejudge(_ i: Int, _ excess: Power, _ now: BootInstant, _ out: inout [ZoneDirective]) {
        let host = hosts[i]
        if excess > .zero {
            if host.overSince == nil {
                hosts[i].overSince = now
                isStale = true
            } else if !host.toldNonCompliance, now - (host.overSince ?? now) >= silentAfter {
                hosts[i].toldNonCompliance = true
                let message =
                    "\(host.address) draws up to \(excess.watts) W over its ceiling for \(silentAfter.seconds) s: the excess is withheld from the others; see `zonectl why` there"
                out.append(.event(Event(.cannotComply, .error, message, fields: [.power("excess_w", excess)]), host.address))
            }
        } else if host.overSince != nil {
            hosts[i].overSince = nil
            hosts[i].toldNonCompliance = false
            isStale = true
            if host.toldNonCompliance {
                out.append(.event(Event(.compliesAgain, .notice, "\(host.address) is under its ceiling again"), host.address))
            }
        }
    }
}
