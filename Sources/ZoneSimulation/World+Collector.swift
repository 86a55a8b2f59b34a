import ZoneModel
import ZonePolicy

/// The collector's shell: lines in, directives out, the ledger's disk between.
extension World {
    func startCollector(_ zone: Int) {
        let centre = centres[zone]
        guard centre.process == nil else { return }
        centre.life += 1
        centre.disk.waiting = []
        centre.disk.writing = []
        centre.clock = SimulatedBootClock(reading: random.whole(0...1_000_000_000_000), at: now, rate: drawnRate())
        do throws(ZoneConfigurationError) {
            centre.process = CollectorProcess(
                try ZoneAuthority(
                    configuration: centre.configuration, image: centre.disk.image, now: centre.clock.reading(at: now)))
        } catch {
            fail("the collector does not start: \(error.problems.joined(separator: "; "))", centre)
            return
        }
        trace.note(now, .collectorStarted(zone, centre.disk.image.status, centre.disk.image.entries.count))
        centre.disk.image.status = .whole
        tell(centre) { $0.onStart(now: $1) }
        push(after: centre.clock.trueSpan(of: plan.collectorTick), .collectorTick(zone, life: centre.life))
    }

    func collectorTick(_ centre: Centre, _ life: Int) {
        guard life == centre.life, centre.process != nil else { return }
        push(after: centre.clock.trueSpan(of: plan.collectorTick), .collectorTick(centre.zone, life: life))
        let wall = WallReading(
            wall: centre.wallClock.reading(at: now),
            uncertainty: centre.wallClock.bound == nil ? nil : centre.configuration.floors?.clockError)
        tell(centre) { $0.onTick(now: $1, wall: wall) }
        if !plan.isLarge { judgeDemand(centre) }
    }

    func collectorHears(_ machine: Machine, _ connection: Int, _ body: LineBody) {
        let centre = centres[machine.zone]
        guard centre.process != nil, !deadConnections.contains(connection) else { return }
        let address = machine.configuration.address
        switch body {
        case .hello(let line):
            trace.note(now, .hello(machine.index))
            tell(centre) { $0.onHello(line, from: address, connection: connection, now: $1) }
        case .heartbeat(let line): tell(centre) { $0.onHeartbeat(line, from: address, connection: connection, now: $1) }
        case .applied(let line):
            trace.note(now, .applied(machine.index, line.generation))
            tell(centre) { $0.onApplied(line, from: address, connection: connection, now: $1) }
        case .floorStored(let line): tell(centre) { $0.onFloorStored(line, from: address, connection: connection, now: $1) }
        case .ping(let line): carryDown(machine, .toAgent(machine.index, connection: connection, .pong(Pong(id: line.id))))
        default: break
        }
    }

    func collectorSeesClosed(_ centre: Centre, _ connection: Int) {
        tell(centre) { $0.onClosed(connection: connection, now: $1) }
    }

    func tell(_ centre: Centre, _ body: (inout ZoneAuthority, BootInstant) -> [ZoneDirective]) {
        guard centre.process != nil else { return }
        let local = centre.clock.reading(at: now)
        let started = stopwatch?()
        let directives = centre.tell(local, isCounted: !plan.isLarge, body)
        if let started, let stopwatch {
            let spent = stopwatch() - started
            computed = (max(computed.slowest, spent), computed.total + spent)
        }
        for directive in directives { obey(centre, directive) }
    }

    private func obey(_ centre: Centre, _ directive: ZoneDirective) {
        switch directive {
        case .persist(let batch, let records):
            centre.disk.waiting.append(LedgerDisk.Batch(id: batch, records: records))
            startWriting(centre)
            if plan.ablation == .sentBeforeWritten { tell(centre) { $0.onPersisted(batch, now: $1) } }
        case .send(let connection, let body):
            let machine = machines[owners[connection]]
            if case .quota(let line) = body {
                trace.note(now, .granted(machine.index, line.generation, line.quota))
                carryDown(machine, .toAgent(machine.index, connection: connection, body))
                if plan.ablation == .freedWhenSent { free(centre, machine, connection, line) }
                return
            }
            carryDown(machine, .toAgent(machine.index, connection: connection, body))
        case .sendParent: break
        case .sendSchedule(let connection, _, let schedule): send(centre, connection, schedule)
        case .welcome(let connection, _, _, _, let epoch, let interval):
            let machine = machines[owners[connection]]
            if !machine.isIntruder { centre.unheard.remove(machine.seat) }
            let line = Welcome(
                protocolVersion: 1, collector: "simulated", epoch: epoch, heartbeatInterval: interval, resumeSeq: 1,
                lineBytesMax: UInt64(FlatObject.lineBytesMax), window: 1 << 17)
            carryDown(machine, .toAgent(machine.index, connection: connection, .welcome(line)))
        case .close(let connection, let line):
            let machine = machines[owners[connection]]
            carryDown(machine, .toAgent(machine.index, connection: connection, .error(line)))
            carryDown(machine, .closedAtAgent(machine.index, connection: connection))
        case .event(let event, _): trace.note(now, .collectorSaid(centre.zone, event.kind))
        }
    }

    // MARK: The disk

    private func startWriting(_ centre: Centre) {
        guard centre.disk.begin() else { return }
        let slow = now < centre.disk.slowUntil ? random.whole(200_000_000...3_000_000_000) : 0
        let time = random.whole(500_000...8_000_000) + slow
        push(after: time, .written(centre.zone, life: centre.life))
        guard centre.diesWriting else { return }
        centre.diesWriting = false
        push(after: random.whole(0...time - 1), .collectorDies(centre.zone, life: centre.life))
    }

    func written(_ centre: Centre, _ life: Int) {
        guard life == centre.life, centre.process != nil else { return }
        let fails = now < centre.disk.failsUntil
        if fails { tally.faults[.ledgerWriteFailed] += 1 }
        // A failure says nothing about what is on the disk.
        let batches = centre.disk.end(isStored: !fails || random.chance(0.5))
        for batch in batches {
            tell(centre) { fails ? $0.onPersistFailed(batch.id, "simulated", now: $1) : $0.onPersisted(batch.id, now: $1) }
        }
        startWriting(centre)
    }

    /// The process ends between two instructions; of what was being written a beginning is there, reported or not.
    func killCollector(_ centre: Centre) {
        guard centre.process != nil else { return }
        trace.note(now, .collectorStopped(centre.zone))
        centre.process = nil
        tearLedger(centre)
        for machine in centre.machines {
            guard let connection = machine.connection, random.chance(0.8) else { continue }
            carryDown(machine, .closedAtAgent(machine.index, connection: connection))
        }
    }

    private func tearLedger(_ centre: Centre) {
        let inFlight = centre.disk.writing
        let kept = random.index(below: inFlight.count + 1)
        for batch in inFlight.prefix(kept) { centre.disk.store(batch) }
        if kept > 0 { tally.faults[.ledgerTorn] += 1 }
        if kept < inFlight.count || !centre.disk.waiting.isEmpty { tally.faults[.ledgerUnsyncedLost] += 1 }
        centre.disk.waiting = []
        centre.disk.writing = []
        if plan.ablation == .restoredTakenForWhole {
            centre.disk.image.entries = []
            return
        }
        // A floor that was lowered while a ledger that knew of the old one is gone can only be lower on paper.
        guard !centre.isFloorFalling, !centre.hasLoweredFloor else { return }
        if random.chance(0.12) {
            centre.disk.image = LedgerImage(status: .lost)
            tally.faults[.ledgerLost] += 1
            loseKnowledge(centre)
            // Its orders went with it: a person sets the quota anew.
            push(after: random.whole(20_000_000_000...60_000_000_000), .quotaAnew(centre.zone))
            excuse(centre.zone, until: now + 65_000_000_000)
        } else if random.chance(0.12), centre.disk.backup.epoch > 0 {
            centre.disk.image = centre.disk.backup
            centre.disk.image.status = .restored
            tally.faults[.ledgerRestored] += 1
            loseKnowledge(centre)
        } else if random.chance(0.4) {
            centre.disk.backup = centre.disk.image
        }
    }

    private func loseKnowledge(_ centre: Centre) {
        centre.hasLostLedger = true
        centre.unheard = Set(0..<centre.machines.count - 1)
    }
}
