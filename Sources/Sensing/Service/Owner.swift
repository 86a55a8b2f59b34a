import ZoneModel

/// The one thread that lists chips: it watches for devices, builds libsensors' table, and tells each bus's reader what to read.
// @unchecked: touched by `start` before its thread runs, and by that thread alone from then on.
final class Owner: @unchecked Sendable {
    private let session: Session
    private let watch = DeviceWatch()
    private var wanted: Session.Wanted
    private var table = ChipTable(generation: 0)
    private var listed: [String] = []
    private var readers: [String: BusReader] = [:]
    private var readersStarted = 0
    private var slow: Set<String> = []
    /// Rigs that no bus makes samples for, and when the next one is due.
    private var unread: [(plan: RigPlan, due: BootInstant)] = []
    /// The sensor that each rig's power came from last.
    private var lastSensors: [Name: String] = [:]
    private var rebuildAt: BootInstant?
    private var checkAt: BootInstant
    private var hasSaidWaiting = false

    /// A device's events come in a burst.
    private static let debounce = Duration.milliseconds(100)
    private static let slowMin = Duration.seconds(2)
    /// Where no udevd runs, the list of chips is all there is.
    private static let checkInterval = Duration.seconds(10)
    private static let readersMax = 128

    init(_ session: Session, _ wanted: Session.Wanted) {
        self.session = session
        self.wanted = wanted
        checkAt = bootNow() + Owner.checkInterval
    }

    /// The first table, before anything runs.
    func begin() throws(SensorError) {
        listed = DeviceWatch.chipsListed()
        let built = session.gate.rebuild { [session] generation in
            Swift.Result { () throws(SensorError) in try session.libsensors.build(generation: generation) }
        }
        guard let built else { return }
        table = try built.get()
        session.store.begin(table)
        distribute()
        complain()
    }

    func run() {
        while !session.isEnding {
            session.sleep(until: nextDue(), watching: watch.fd)
            guard !session.isEnding else { break }
            let now = bootNow()
            heed(watch.drain(), now: now)
            if let new = session.newlyWanted() {
                wanted = new
                distribute()
            }
            if now >= checkAt { check(now: now) }
            if let rebuildAt, now >= rebuildAt { rebuild(now: now) }
            noticeSlowness(now: now)
            giveUnread(now: now)
        }
        for reader in readers.values { reader.end() }
    }

    private func nextDue() -> BootInstant {
        var due = Swift.min(bootNow().next(.seconds(1)), checkAt)
        if let rebuildAt { due = Swift.min(due, rebuildAt) }
        return unread.reduce(due) { Swift.min($0, $1.due) }
    }

    // MARK: Devices

    private func markGone() {
        let gone = table.images.indices.filter { index in
            let image = table.images[index]
            return image.listedPath.map { $0 != DeviceWatch.realPath(image.attributePath) } ?? false
        }
        session.setGone(Set(gone), generation: table.generation)
    }

    private func heed(_ news: DeviceWatch.News, now: BootInstant) {
        switch news {
        case .nothing: break
        case .perhaps: checkAt = Swift.min(checkAt, now + Owner.debounce)
        case .chip:
            // A burst without end must not put it off for ever.
            rebuildAt = rebuildAt ?? now + Owner.debounce
            markGone()
        }
    }

    private func check(now: BootInstant) {
        checkAt = now + Owner.checkInterval
        if DeviceWatch.chipsListed() != listed { rebuildAt = rebuildAt ?? now }
    }

    private func rebuild(now: BootInstant) {
        let listed = DeviceWatch.chipsListed()
        let built = session.gate.rebuild { [session] generation in
            (generation, Swift.Result { () throws(SensorError) in try session.libsensors.build(generation: generation) })
        }
        guard let (generation, result) = built else {
            markGone()
            rebuildAt = now + Owner.debounce
            return
        }
        (rebuildAt, hasSaidWaiting, self.listed) = (nil, false, listed)
        // An attribute may come after its device's event: once more, a little later.
        checkAt = now + .seconds(1)
        let old = table.images.map(\.identity)
        switch result {
        case .success(let table): self.table = table
        case .failure(let error):
            table = ChipTable(generation: generation)
            rebuildAt = now + Owner.checkInterval
            session.tell(Event(.sensorVanished, .error, "\(error); tried again in 10 s"))
        }
        complain()
        session.store.begin(table)
        distribute()
        tellChanges(from: old, to: table.images.map(\.identity))
    }

    private func tellChanges(from old: [DeviceIdentity], to new: [DeviceIdentity]) {
        let (before, after) = (Set(old), Set(new))
        for chip in old where !after.contains(chip) {
            session.tell(Event(.sensorVanished, .warning, "the sensor chip \(chip.chip) at \(chip.path) vanished", fields: fields(chip)))
        }
        for chip in new where !before.contains(chip) {
            session.tell(Event(.sensorAppeared, .info, "the sensor chip \(chip.chip) at \(chip.path) appeared", fields: fields(chip)))
        }
    }

    private func fields(_ chip: DeviceIdentity) -> [FlatObject.Field] { [.text("chip", chip.chip), .text("path", chip.path)] }

    private func complain() {
        for complaint in SensorLibrary.newComplaints() {
            session.tell(
                Event(.readingRefused, .warning, "sensors.conf: \(complaint): that line or the one before it is not used; mend it"))
        }
    }

    // MARK: Orders

    private func distribute() {
        let mapping = RigMapping(chips: table.images)
        var plans = wanted.rigs.map { mapping.plan($0, vanished: lastSensors[$0.name]) }
        if let meter = wanted.siteMeter { plans.append(mapping.plan(meter, vanished: lastSensors[.siteMeter])) }
        for plan in plans { if let sensor = plan.powerSensor { lastSensors[plan.rig] = sensor } }
        lastSensors = lastSensors.filter { entry in plans.contains { $0.rig == entry.key } }
        session.store.set(plans)
        let now = bootNow()
        unread = plans.filter { $0.homeChip == nil }.map { ($0, now) }
        let orders = Owner.orders(plans, table)
        for (bus, reader) in readers where orders[bus] == nil {
            reader.end()
            readers[bus] = nil
            slow.remove(bus)
        }
        for (bus, order) in orders { reader(bus)?.obey(order) }
        session.caps.route(
            routes(plans), generation: table.generation, wakers: readers.mapValues { reader in { reader.call() } })
        var callers: [Name: @Sendable () -> Void] = [:]
        for (bus, order) in orders {
            guard let reader = readers[bus] else { continue }
            for rig in order.jobs.compactMap(\.plan?.rig) { callers[rig] = { reader.readAgain(rig) } }
        }
        session.setCallers(callers)
        giveUnread(now: now)
    }

    private func reader(_ bus: String) -> BusReader? {
        if let reader = readers[bus] { return reader }
        readersStarted += 1
        let reader = BusReader(bus: bus, number: readersStarted)
        guard session.start("sensors", { [session] in reader.run(session) }) else {
            session.tell(Event(.sensorSlow, .error, "no thread could be started to read \(bus): its sensors are not read; raise TasksMax="))
            return nil
        }
        readers[bus] = reader
        return reader
    }

    /// To whom the orders for each rig's power cap go.
    private func routes(_ plans: [RigPlan]) -> [Name: CapDesk.Route] {
        let lanes = Owner.lanes(table)
        var routes: [Name: CapDesk.Route] = [:]
        for plan in plans {
            guard let key = plan.capKey, let rig = wanted.rigs.first(where: { $0.name == plan.rig }) else { continue }
            routes[plan.rig] = CapDesk.Route(bus: lanes[key.chip], key: key, whenStopped: rig.capWhenStopped)
        }
        return routes
    }

    /// A bus beyond the most threads shares one with others: a machine with so many has other worries.
    private static func lanes(_ table: ChipTable) -> [String] {
        let names = Set(table.images.map(\.bus)).sorted()
        let lanes = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, names[$0 % readersMax]) })
        return table.images.map { lanes[$0.bus] ?? $0.bus }
    }

    static func orders(_ plans: [RigPlan], _ table: ChipTable) -> [String: BusReader.Orders] {
        let lane = lanes(table)
        var orders: [String: BusReader.Orders] = [:]
        for (index, image) in table.images.enumerated() {
            let keys = image.features.flatMap { feature in
                feature.subfeatures.map(\.name) + feature.unlisted
            }
            orders[lane[index], default: .init(table: table)].everything += keys.map { AttributeKey(chip: index, name: $0) }
        }
        for plan in plans {
            guard let home = plan.homeChip else { continue }
            let wanted = Dictionary(grouping: plan.everySweep) { lane[$0.chip] }
            let limits = Dictionary(grouping: plan.limits) { lane[$0.chip] }
            for (bus, keys) in wanted {
                orders[bus]?.jobs.append(
                    .init(interval: plan.interval, keys: keys, limits: limits[bus] ?? [], plan: bus == lane[home] ? plan : nil))
            }
        }
        return orders
    }

    // MARK: Watch

    private func noticeSlowness(now: BootInstant) {
        for (bus, reader) in readers {
            let (current, last, _) = reader.standing(now: now)
            if let current, current >= Owner.slowMin, slow.insert(bus).inserted {
                session.tell(
                    Event(
                        .sensorSlow, .warning,
                        "\(chips(on: bus)) has not answered for \(fixed(current.seconds, decimals: 1)) s: its rigs go without readings; "
                            + "check the device at \(bus)", fields: [.text("bus", bus)]))
            }
            if current == nil, let last, last < Owner.slowMin, slow.remove(bus) != nil {
                session.tell(Event(.sensorSlow, .info, "\(chips(on: bus)) answers again", fields: [.text("bus", bus)]))
            }
            if rebuildAt != nil, let current, current >= Owner.slowMin, !hasSaidWaiting {
                hasSaidWaiting = true
                session.tell(
                    Event(
                        .sensorSlow, .warning,
                        "a sensor chip came or went, and the new list waits for \(chips(on: bus)), which does not answer; "
                            + "the other sensors are read as before", fields: [.text("bus", bus)]))
            }
        }
    }

    private func chips(on bus: String) -> String {
        let names = table.images.filter { $0.bus == bus }.map(\.name)
        return names.isEmpty ? bus : names.prefix(4).joined(separator: ", ")
    }

    private func giveUnread(now: BootInstant) {
        for index in unread.indices where unread[index].due <= now {
            let plan = unread[index].plan
            var noMeter = EnergyMeter()
            session.give(
                plan.sample(takenAt: bootNow(), sweep: .zero, energy: &noMeter, written: session.caps.outcome(plan.rig)) { _ in .absent })
            unread[index].due = bootNow().next(plan.interval)
        }
    }

    /// Whether every reader has read everything once; only before the owner's thread runs, or never mind the answer.
    var allReaders: [BusReader] { Array(readers.values) }
}

extension RigPlan {
    /// The chip whose bus makes the rig's samples.
    var homeChip: Int? { powerChip ?? temperatureKeys.first?.chip }
}
