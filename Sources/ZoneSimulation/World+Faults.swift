import ZoneModel
import ZonePolicy

/// What goes wrong, to whom, and for how long.
extension World {
    /// - Returns: the zone that it befell; −1: none.
    func begin(_ kind: FaultKind) -> Int {
        let centre = centres[random.index(below: centres.count)]
        let machine = centre.machines[random.index(below: centre.machines.count - 1)]
        trace.note(now, .fault(kind, machine.index))
        switch kind {
        case .messageLost, .messageDoubled, .messageLate, .messageOvertaken, .hostPartition, .oneWayPartition, .zonePartition, .halfOpen:
            breakNet(kind, centre, machine)
        case .clockSlewed, .wallStepped, .wallUnsynchronised: breakClock(kind, centre, machine)
        case .agentCrash, .agentHang, .machineReboot, .collectorCrash, .duplicateHost: breakProcess(kind, centre, machine)
        case .ledgerWriteFailed, .ledgerSlow, .memoryWriteFailed: breakDisk(kind, centre, machine)
        case .sensorStuck, .sensorSilent, .sensorImplausible, .rigOverheated, .unrulyLoad: breakPlant(kind, machine)
        case .ledgerTorn, .ledgerUnsyncedLost, .ledgerLost, .ledgerRestored, .memoryLost: break
        }
        return centre.zone
    }

    /// The zone's allocation is not judged until the fault is over and K has passed: what was granted before it may be counted for as long, and nothing can be given
    /// in its place. Beyond K comes only what belongs to the fault itself: the last line that may still be late, a host that says hello, the quarantine of a ledger that
    /// is gone. Clocks within their bounds and an agent's memory are no excuse; nor is a restart for a new floor but for its seconds, nor any order.
    func excuse(_ zone: Int, until end: Int64) {
        let hold = centres[zone].configuration.lease.hold
        centres[zone].excusedUntil = max(centres[zone].excusedUntil, end + Int64(hold.seconds * 1e9 / (1 - plan.rateError)))
    }

    // MARK: The net

    private func breakNet(_ kind: FaultKind, _ centre: Centre, _ machine: Machine) {
        let end = now + random.whole(5_000_000_000...60_000_000_000)
        excuse(centre.zone, until: end)
        switch kind {
        case .messageLost: for machine in centre.machines where random.chance(0.6) { machine.net.lossUntil = end }
        case .messageDoubled: for machine in centre.machines where random.chance(0.6) { machine.net.doublingUntil = end }
        case .messageLate:
            for machine in centre.machines where random.chance(0.6) { machine.net.latenessUntil = end }
            excuse(centre.zone, until: end + 12_000_000_000)
        case .messageOvertaken:
            for machine in centre.machines where random.chance(0.6) { machine.net.overtakingUntil = end }
            excuse(centre.zone, until: end + 3_000_000_000)
        case .hostPartition:
            tally.faults[kind] += 1
            (machine.net.upCutUntil, machine.net.downCutUntil) = (end, end)
        case .oneWayPartition:
            tally.faults[kind] += 1
            if random.chance(0.5) { machine.net.upCutUntil = end } else { machine.net.downCutUntil = end }
        case .zonePartition:
            tally.faults[kind] += 1
            centre.partitionedUntil = end
        case .halfOpen:
            guard let connection = machine.connection else { return }
            tally.faults[kind] += 1
            deadConnections.insert(connection)
        default: break
        }
    }

    // MARK: Clocks

    private func breakClock(_ kind: FaultKind, _ centre: Centre, _ machine: Machine) {
        tally.faults[kind] += 1
        switch kind {
        case .clockSlewed:
            slew(random.chance(0.2) ? nil : machine, centre)
            push(after: random.whole(10_000_000_000...300_000_000_000), .mended(kind, machine.index))
        case .wallUnsynchronised where random.chance(0.3):
            centre.wallClock.bound = nil
            push(after: random.whole(60_000_000_000...600_000_000_000), .mended(kind, machine.index))
        case .wallStepped:
            machine.wallClock.errorMilliseconds = random.whole(-86_400_000...86_400_000)
            machine.wallClock.bound = nil
            push(after: random.whole(10_000_000_000...300_000_000_000), .mended(kind, machine.index))
        default:
            machine.wallClock.bound = nil
            push(after: random.whole(60_000_000_000...600_000_000_000), .mended(kind, machine.index))
        }
    }

    /// To a rate at or near the bound.
    private func slew(_ machine: Machine?, _ centre: Centre) {
        let rate = 1 + plan.rateError * (random.chance(0.5) ? (random.chance(0.5) ? 1 : -1) : random.real(-1...1))
        setRate(rate, machine, centre)
    }

    private func setRate(_ rate: Double, _ machine: Machine?, _ centre: Centre) {
        guard let machine else {
            centre.clock.slew(to: rate, at: now)
            return
        }
        machine.advance(to: now, random: &random)
        machine.bootClock.slew(to: rate, at: now)
    }

    // MARK: Processes

    private func breakProcess(_ kind: FaultKind, _ centre: Centre, _ machine: Machine) {
        switch kind {
        case .collectorCrash:
            guard centre.process != nil else { return }
            // Writes are short: every other crash waits for one, or hardly any ledger would ever be torn.
            if random.chance(0.5) { centre.diesWriting = true } else { crashCollector(centre) }
        case .duplicateHost: startIntruder(centre)
        case .agentHang:
            guard machine.state == .running else { return }
            tally.faults[kind] += 1
            let span = random.whole(2_000_000_000...14_000_000_000)
            machine.advance(to: now, random: &random)
            machine.state = .hanging
            machine.lateUntil = now + span
            push(after: span, .hangEnds(machine.index, life: machine.life))
            excuse(centre.zone, until: now + span)
        default:
            guard machine.isAlive else { return }
            tally.faults[kind] += 1
            let isReboot = kind == .machineReboot
            let down = isReboot ? random.whole(20_000_000_000...90_000_000_000) : random.whole(100_000_000...Int64(plan.restartMax * 1e9))
            killAgent(machine, isPowerLoss: isReboot)
            push(after: down, .agentUp(machine.index, isReboot: isReboot))
            excuse(centre.zone, until: now + down)
        }
    }

    func crashCollector(_ centre: Centre) {
        guard centre.process != nil else { return }
        tally.faults[.collectorCrash] += 1
        let down = random.whole(200_000_000...15_000_000_000)
        killCollector(centre)
        push(after: down, .collectorUp(centre.zone))
        // Where the ledger is gone, the quarantine belongs to the fault.
        let isWhole = centre.disk.image.status == .whole
        excuse(centre.zone, until: now + down + (isWhole ? 5_000_000_000 : 30_000_000_000))
    }

    /// A second machine, installed with a copied config.
    private func startIntruder(_ centre: Centre) {
        guard let intruder = centre.intruder, intruder.state == .off else { return }
        tally.faults[.duplicateHost] += 1
        let seat = random.index(below: centre.machines.count - 1)
        intruder.seat = seat
        centre.contested.insert(seat)
        intruder.machineID = "intruder-\(centre.zone)-\(intruder.life)"
        intruder.configuration = centre.machines[seat].configuration
        let template = centre.machines[seat]
        intruder.rigs = template.rigs.map { rig in
            SimulatedRig(
                name: rig.name, idleW: rig.idleW, slopeW: rig.slopeW, deadTime: rig.deadTime, timeConstantSeconds: rig.timeConstantSeconds,
                noiseShare: rig.noiseShare, driftShare: rig.driftShare, at: now)
        }
        intruder.orders = template.orders.map { _ in .zero }
        intruder.fallback = intruder.orders
        intruder.disk = AgentDisk()
        intruder.bootClock = SimulatedBootClock(reading: random.whole(0...1_000_000_000), at: now, rate: drawnRate())
        startAgent(intruder, isReboot: true)
        let stay = random.whole(10_000_000_000...120_000_000_000)
        push(after: stay, .intruderLeaves(intruder.index))
        excuse(centre.zone, until: now + stay)
    }

    func intruderLeaves(_ machine: Machine) {
        killAgent(machine, isPowerLoss: true)
        machine.state = .off
        machine.life += 1
    }

    // MARK: Disks

    private func breakDisk(_ kind: FaultKind, _ centre: Centre, _ machine: Machine) {
        let end = now + random.whole(2_000_000_000...40_000_000_000)
        switch kind {
        case .ledgerWriteFailed:
            centre.disk.failsUntil = end
            excuse(centre.zone, until: end + 2_000_000_000)
        case .ledgerSlow:
            tally.faults[kind] += 1
            centre.disk.slowUntil = end
            excuse(centre.zone, until: end + 3_000_000_000)
        default: machine.disk.failsUntil = now + random.whole(60_000_000_000...600_000_000_000)
        }
    }

    // MARK: Plants

    private func breakPlant(_ kind: FaultKind, _ machine: Machine) {
        tally.faults[kind] += 1
        let rig = random.index(below: machine.rigs.count)
        let span = random.whole(5_000_000_000...90_000_000_000)
        machine.advance(to: now, random: &random)
        switch kind {
        case .sensorStuck: machine.rigs[rig].sensor = .stuck(machine.rigs[rig].watts)
        case .sensorSilent: machine.rigs[rig].sensor = .silent
        case .sensorImplausible: machine.rigs[rig].sensor = .implausible
        case .rigOverheated: machine.rigs[rig].celsius = random.chance(0.5) ? 84 : 96
        default:
            machine.rigs[rig].unrulyW = random.real(50...600)
            machine.unrulyUntil = max(machine.unrulyUntil, now + span + 20_000_000_000)
        }
        if kind != .rigOverheated, kind != .unrulyLoad {
            machine.sensorFailsUntil = max(machine.sensorFailsUntil, now + span + 20_000_000_000)
        }
        push(after: span, .mended(kind, machine.index))
        excuse(machine.zone, until: now + span)
    }

    func mend(_ kind: FaultKind, _ machine: Machine) {
        trace.note(now, .mended(kind, machine.index))
        machine.advance(to: now, random: &random)
        switch kind {
        case .clockSlewed:
            machine.bootClock.slew(to: drawnRate(), at: now)
            centres[machine.zone].clock.slew(to: drawnRate(), at: now)
        case .wallStepped, .wallUnsynchronised:
            machine.wallClock = SimulatedWallClock(errorMilliseconds: random.whole(-900...900), bound: 20)
            centres[machine.zone].wallClock = SimulatedWallClock(errorMilliseconds: random.whole(-900...900), bound: 20)
        default:
            for i in machine.rigs.indices {
                machine.rigs[i].sensor = .fine
                machine.rigs[i].celsius = 45
                machine.rigs[i].unrulyW = 0
            }
        }
    }
}
